//! Where and when: the place and the time in the clause of a contact.

use super::super::lexicon::gazetteer;
use super::super::page::Tok;
use super::super::time;
use super::{Contact, Finder};
use crate::language::{Dep, NameLabel, Pos, Tag};
use crate::model::EntityKind;
use std::ops::Range;

impl Finder<'_> {
    /// A place after in, at, near in the clause of the event; the nearest to the event word.
    pub(super) fn place_of(&self, contact: &Contact) -> Option<Range<Tok>> {
        let page = self.page;
        let verb = self.clause_verb(contact.trigger);
        let mut clauses = vec![verb];
        clauses.extend(self.setting_verb(contact.trigger));
        clauses.extend(self.frame_verb(contact.trigger));
        let sentence = page.sentence(page.sentence_of(contact.trigger));
        let places = sentence.filter(|&prep| {
            let local = matches!(page.lower(prep), "in" | "at" | "near" | "outside" | "inside" | "on")
                || page.lower(prep) == "to" && leads_to(page.lemma(page.head(prep)));
            local
                && page.dep(prep) == Dep::Prep
                && clauses.contains(&self.clause_verb(prep))
                && page.quotes.of(prep) == page.quotes.of(contact.trigger)
        });
        let mut found: Vec<(usize, Range<Tok>)> = places
            .filter_map(|prep| {
                let object = page.kid(prep, &[Dep::Pobj])?;
                self.place_at(object, page.lower(prep)).map(|place| (prep.abs_diff(contact.trigger), place))
            })
            .collect();
        if found.is_empty() {
            found.extend(self.where_of(contact.trigger).map(|(_, place)| (0, place)));
        }
        if found.is_empty() {
            found.extend(self.toured(contact.trigger).map(|place| (0, place)));
        }
        if found.is_empty() {
            found.extend(self.there(contact.trigger, verb).map(|place| (0, place)));
        }
        found.retain(|(_, place)| contact.parties().all(|(_, party)| !place.contains(&party.head)));
        found.into_iter().min_by_key(|(distance, _)| *distance).map(|(_, place)| place)
    }

    /// "met her there": a place, if an unnamed one.
    fn there(&self, trigger: Tok, verb: Tok) -> Option<Range<Tok>> {
        let page = self.page;
        let mut kids = page.kids(trigger).iter().chain(page.kids(verb)).copied();
        let there = kids.find(|&kid| page.lower(kid) == "there" && page.dep(kid) == Dep::Advmod)?;
        Some(there..there + 1)
    }

    /// "inspected the Swan Bridge together": what is visited is the place.
    fn toured(&self, trigger: Tok) -> Option<Range<Tok>> {
        let tours = matches!(self.page.lemma(trigger), "inspect" | "tour" | "visit");
        self.page.kid(trigger, &[Dep::Dobj]).filter(|_| tours).and_then(|object| self.place_at(object, "at"))
    }

    /// The place that an object of a preposition names: by name, as "the village of …", or by a noun for a building or site.
    pub(super) fn place_at(&self, object: Tok, preposition: &str) -> Option<Range<Tok>> {
        let page = self.page;
        if let Some(named) = self.place_mention(object) {
            return Some(named);
        }
        if let Some(named) = self.named_site(object, preposition) {
            return Some(named);
        }
        // "in Drenovik" where the text gives no better kind than a body.
        let body = self.cast.mention_at(object).filter(|mention| {
            let kind = self.cast.actors[mention.actor].kind;
            mention.named && mention.toks.len() == 1 && kind == EntityKind::Organisation
        });
        if let Some(body) =
            body.filter(|_| preposition == "in" && page.kids(object).iter().all(|&kid| kid > object))
        {
            return Some(body.toks.clone());
        }
        if matches!(page.lower(object), "sidelines" | "margins" | "fringes") {
            let of = page.kids_by(object, Dep::Prep).find(|&kid| page.lower(kid) == "of")?;
            return self.place_at(page.kid(of, &[Dep::Pobj])?, "at");
        }
        if let Some(unknown) = self.unknown_place(object, preposition) {
            return Some(unknown);
        }
        if page.pos(object) != Pos::Noun || !gazetteer().is_site(&page.lemma(object).to_lowercase()) {
            return None;
        }
        let of = page.kids_by(object, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
        let inner =
            of.filter_map(|kid| page.kid(kid, &[Dep::Pobj])).find_map(|inner| self.place_mention(inner));
        let summoned = page.lemma(page.head(page.head(object))) == "summon";
        if inner.is_some() || preposition == "to" && !summoned {
            return inner;
        }
        let first = page.kids(object).iter().copied().filter(|&kid| kid < object).min();
        Some(first.map_or(object, |kid| page.left_edge(kid))..object + 1)
    }

    /// "in Dhulan": one capitalised word that nothing else in the text makes a name.
    fn unknown_place(&self, object: Tok, preposition: &str) -> Option<Range<Tok>> {
        let page = self.page;
        let bare = page.is_proper(object)
            && page.is_capitalised(object)
            && page.kids(object).iter().all(|&kid| kid > object)
            && self.cast.mention_at(object).is_none();
        let dated = || page.names.iter().any(|name| (name.start..name.end).contains(&object));
        (preposition == "in" && bare && !dated()).then_some(object..object + 1)
    }

    /// "the village of Sanza", "at Bexley Dairies", "at the Anchor restaurant": a name that stands for a place here, whatever it is
    /// else.
    fn named_site(&self, object: Tok, preposition: &str) -> Option<Range<Tok>> {
        let page = self.page;
        let settlement = matches!(
            page.lower(object),
            "village"
                | "town"
                | "city"
                | "resort"
                | "port"
                | "suburb"
                | "district"
                | "province"
                | "island"
                | "capital"
                | "region"
        );
        let of = page.kids_by(object, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
        let inner = of.filter_map(|kid| page.kid(kid, &[Dep::Pobj])).find(|&inner| page.is_proper(inner));
        if let Some(inner) = inner.filter(|_| settlement && preposition != "to") {
            let mention = self.cast.mention_at(inner).map(|mention| mention.toks.clone());
            return Some(mention.unwrap_or(page.left_edge(inner)..inner + 1));
        }
        if !matches!(preposition, "at" | "in" | "inside" | "outside") {
            return None;
        }
        // "at the Grand Theatre", "at the transport ministry" written with capitals or taken for a name.
        if page.is_proper(object) && gazetteer().is_site(page.lower(object)) {
            let first = page.kids(object).iter().copied().filter(|&kid| kid < object).min();
            return Some(first.map_or(object, |kid| page.left_edge(kid))..object + 1);
        }
        if preposition == "in" {
            return None;
        }
        let body = self.cast.mention_at(object).filter(|mention| {
            mention.named && self.cast.actors[mention.actor].kind == EntityKind::Organisation
        });
        let site = page.pos(object) == Pos::Noun && gazetteer().is_site(page.lower(object));
        let name = page.kids(object).iter().copied().find(|&kid| kid < object && page.is_proper(kid));
        match (body, name) {
            (Some(body), _) => Some(body.toks.clone()),
            (None, Some(name)) if site => Some(page.left_edge(name)..object + 1),
            _ => None,
        }
    }

    /// "leaves for Tolbek on Thursday, where he is to be received by": the place that "where" stands for, and the word.
    fn where_of(&self, trigger: Tok) -> Option<(Tok, Range<Tok>)> {
        let page = self.page;
        let clause = self.clause_verb(trigger);
        let chain = std::iter::once(clause).chain(page.ancestors(clause).take(2));
        let place =
            chain.flat_map(|verb| page.kids(verb)).copied().find(|&kid| page.lower(kid) == "where")?;
        let first = page.sentence(page.sentence_of(place)).start.max(place.saturating_sub(10));
        let named = (first..place).rev().find_map(|tok| {
            let preposition = page.head(tok);
            let local = page.dep(tok) == Dep::Pobj
                && matches!(page.lower(preposition), "in" | "at" | "to" | "for" | "near" | "from");
            let unknown = || self.unknown_place(tok, page.lower(preposition));
            if local {
                self.place_mention(tok).or_else(|| self.named_site(tok, "at")).or_else(unknown)
            } else {
                None
            }
        })?;
        Some((place, named))
    }

    /// The verb whose place and time a subordinate contact shares: "on Tuesday after hearing from", "goes to Oslo, where".
    fn frame_verb(&self, trigger: Tok) -> Option<Tok> {
        let page = self.page;
        let governor = page.head(trigger);
        if page.dep(trigger) == Dep::Pcomp && matches!(page.lower(governor), "after" | "while" | "in" | "on")
        {
            return Some(page.head(governor)).filter(|&verb| page.is_verb(verb));
        }
        let (place, _) = self.where_of(trigger)?;
        let first = page.sentence(page.sentence_of(place)).start;
        (first..place).rev().find(|&tok| page.is_verb(tok))
    }

    /// How long or how often, if no date is given: "for nine days".
    pub(super) fn length_of(&self, contact: &Contact) -> Option<Range<Tok>> {
        let page = self.page;
        let verb = self.clause_verb(contact.trigger);
        let own = |name: &&crate::language::NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && page.sentence_of(name.start) == page.sentence_of(contact.trigger)
                && page.quotes.of(name.start) == page.quotes.of(contact.trigger)
                && name
                    .start
                    .checked_sub(1)
                    .is_some_and(|before| matches!(page.lower(before), "for" | "over"))
                && self.clause_verb(super::super::typing::head_of(page, name.start..name.end)) == verb
        };
        page.names.iter().find(own).map(|name| name.start..name.end)
    }

    pub(super) fn place_mention(&self, object: Tok) -> Option<Range<Tok>> {
        let mention = self.cast.mention_at(object)?;
        let actor = &self.cast.actors[mention.actor];
        let seat = gazetteer().is_seat(&super::super::names::joined(self.page, mention.toks.clone()));
        (actor.kind == EntityKind::Place || seat).then(|| mention.toks.clone())
    }

    /// A date or time of the model whose nearest verb is the event's, or that hangs on the event noun.
    pub(super) fn time_of(&self, contact: &Contact) -> Option<Range<Tok>> {
        let page = self.page;
        let verb = self.clause_verb(contact.trigger);
        let sentence = page.sentence_of(contact.trigger);
        let setting = [self.setting_verb(contact.trigger), self.frame_verb(contact.trigger)];
        let dated = |name: &&crate::language::NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && page.sentence_of(name.start) == sentence
                && page.quotes.of(name.start) == page.quotes.of(contact.trigger)
        };
        let own = |name: &&crate::language::NameSpan| {
            let head = super::super::typing::head_of(page, name.start..name.end);
            let clause = self.clause_verb(head);
            let shared = setting.contains(&Some(clause));
            // "their first talks since she resigned in July" were not in July.
            let under =
                page.is_under(head, contact.trigger) && !self.is_in_a_clause_below(head, contact.trigger);
            let since = name.start.checked_sub(1).is_some_and(|before| page.lower(before) == "since");
            !since && (under || clause == verb || shared)
        };
        if let Some(day) = self.day_before_when(verb) {
            return Some(day);
        }
        let spans = page.names.iter().filter(dated).filter(own);
        let fixed = spans.filter(|name| !time::is_duration(&page.span(name.start..name.end).text));
        let rank = |name: &&crate::language::NameSpan| {
            let before = if name.start < contact.trigger { 6 } else { 0 };
            let vague = !time::names_a_day(&page.span(name.start..name.end).text);
            (vague, name.start.abs_diff(contact.trigger) + before)
        };
        fixed.min_by_key(rank).map(|name| name.start..name.end)
    }

    /// Whether a clause with a verb of its own lies between a word and an event word above it.
    fn is_in_a_clause_below(&self, word: Tok, trigger: Tok) -> bool {
        let page = self.page;
        let between = page.ancestors(word).take_while(|&above| above != trigger);
        // "a debate which she was to have moderated on Thursday" is the debate's own day.
        let which = |&kid: &Tok| matches!(page.lower(kid), "which" | "that");
        let below =
            |above: Tok| page.kids(above).iter().any(|kid| page.kids(*kid).iter().any(which) || which(kid));
        let own = |above: Tok| page.dep(above) == Dep::Relcl && (page.head(above) == trigger || below(above));
        between.into_iter().any(|above| {
            let subject = page.kid(above, &[Dep::Nsubj, Dep::Nsubjpass]).is_some();
            page.is_verb(above) && subject && !own(above)
        })
    }

    /// "on May 3, when she met Ruiz": the day that a clause of time explains.
    fn day_before_when(&self, verb: Tok) -> Option<Range<Tok>> {
        let page = self.page;
        let when = page.kids(verb).iter().copied().find(|&kid| page.lower(kid) == "when" && kid < verb)?;
        let end = if page.word(when.checked_sub(1)?) == "," { when - 1 } else { when };
        let day = page.names.iter().find(|name| name.end == end && name.label == NameLabel::Date)?;
        time::names_a_day(&page.span(day.start..day.end).text).then_some(day.start..day.end)
    }

    /// "was in Oslo this week meeting Ruiz": the verb that place and time stand with. The parse sometimes hangs such a
    /// participle elsewhere; then it is the nearest verb of being or going before it.
    fn setting_verb(&self, trigger: Tok) -> Option<Tok> {
        let page = self.page;
        let sets = |tok: Tok| page.is_verb(tok) && (page.lemma(tok) == "be" || is_motion(page.lemma(tok)));
        let governor = page.head(trigger);
        if matches!(page.dep(trigger), Dep::Advcl | Dep::Xcomp | Dep::Acl)
            && governor != trigger
            && page.is_verb(governor)
        {
            return Some(governor).filter(|&verb| sets(verb));
        }
        let participle = page.tag(trigger) == Tag::Vbg && page.kid(trigger, &[Dep::Aux]).is_none();
        let first = page.sentence(page.sentence_of(trigger)).start.max(trigger.saturating_sub(8));
        let mut verbs = (first..trigger).rev().filter(|&tok| page.is_verb(tok));
        verbs.next().filter(|&verb| participle && sets(verb))
    }
}

/// Words that a place follows with "to".
fn leads_to(lemma: &str) -> bool {
    is_motion(lemma) || matches!(lemma, "visit" | "trip" | "journey" | "summon")
}

pub(super) fn is_motion(lemma: &str) -> bool {
    matches!(
        lemma,
        "travel"
            | "fly"
            | "arrive"
            | "come"
            | "go"
            | "return"
            | "head"
            | "drive"
            | "sail"
            | "walk"
            | "journey"
    )
}
