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
        let sentence = page.sentence(page.sentence_of(contact.trigger));
        let places = sentence.filter(|&prep| {
            let local = matches!(page.lower(prep), "in" | "at" | "near" | "outside" | "inside" | "on")
                || page.lower(prep) == "to" && is_motion(page.lemma(page.head(prep)));
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
        found.retain(|(_, place)| contact.parties().all(|(_, party)| !place.contains(&party.head)));
        found.into_iter().min_by_key(|(distance, _)| *distance).map(|(_, place)| place)
    }

    /// The place that an object of a preposition names: by name, as "the village of …", or by a noun for a building or site.
    pub(super) fn place_at(&self, object: Tok, preposition: &str) -> Option<Range<Tok>> {
        let page = self.page;
        if let Some(named) = self.place_mention(object) {
            return Some(named);
        }
        if page.pos(object) != Pos::Noun || !gazetteer().is_site(page.lower(object)) {
            return None;
        }
        let of = page.kids_by(object, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
        let inner =
            of.filter_map(|kid| page.kid(kid, &[Dep::Pobj])).find_map(|inner| self.place_mention(inner));
        if inner.is_some() || preposition == "to" {
            return inner;
        }
        let first = page.kids(object).iter().copied().filter(|&kid| kid < object).min();
        Some(first.map_or(object, |kid| page.left_edge(kid))..object + 1)
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
        let dated = |name: &&crate::language::NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && page.sentence_of(name.start) == sentence
                && page.quotes.of(name.start) == page.quotes.of(contact.trigger)
        };
        let own = |name: &&crate::language::NameSpan| {
            let head = super::super::typing::head_of(page, name.start..name.end);
            let clause = self.clause_verb(head);
            let shared = self.setting_verb(contact.trigger) == Some(clause);
            page.is_under(head, contact.trigger) || clause == verb || shared
        };
        let spans = page.parse.names.iter().filter(dated).filter(own);
        let fixed = spans.filter(|name| !time::is_duration(&page.span(name.start..name.end).text));
        let rank = |name: &&crate::language::NameSpan| {
            let before = if name.start < contact.trigger { 6 } else { 0 };
            name.start.abs_diff(contact.trigger) + before
        };
        fixed.min_by_key(rank).map(|name| name.start..name.end)
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
