//! Who met, called, visited or talked with whom: verbs and nouns of contact with the parties that grammar gives them.

use super::cast::Cast;
use super::certainty::certainty;
use super::lexicon::{ContactVerb, contact_noun, contact_verb, gazetteer, speech_verb, support_verb};
use super::page::{Page, Tok};
use super::references::{Party, Reference, References};
use super::time;
use crate::language::{Dep, NameLabel, Pos, Tag};
use crate::model::{Certainty, EntityKind, EventKind, ParticipantRole};
use std::ops::Range;

/// One telling of a contact, over tokens.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) trigger: Tok,
    pub(crate) kind: EventKind,
    /// The parties on each side; all on the first side if they met among themselves.
    pub(crate) sides: [Vec<Party>; 2],
    /// What each side does there.
    pub(crate) roles: [ParticipantRole; 2],
    pub(crate) certainty: Certainty,
    pub(crate) place: Option<Range<Tok>>,
    pub(crate) time: Option<Range<Tok>>,
    pub(crate) rule: &'static str,
    pub(crate) doubt: u8,
}

impl Contact {
    pub(crate) fn parties(&self) -> impl Iterator<Item = (usize, &Party)> {
        let side = |number: usize| self.sides[number].iter().map(move |party| (number, party));
        side(0).chain(side(1))
    }
}

/// All contacts of a page, in text order.
pub(crate) fn find(page: &Page<'_>, cast: &Cast, references: &References<'_>) -> Vec<Contact> {
    let finder = Finder { page, cast, references };
    let mut found: Vec<Contact> = (0..page.len()).filter_map(|tok| finder.contact_at(tok)).collect();
    found.retain_mut(|contact| finder.settle(contact));
    found
}

struct Finder<'p> {
    page: &'p Page<'p>,
    cast: &'p Cast,
    references: &'p References<'p>,
}

/// Parties on both sides before checks.
struct Sides {
    a: Vec<Party>,
    b: Vec<Party>,
    rule: &'static str,
    doubt: u8,
}

impl Finder<'_> {
    fn contact_at(&self, tok: Tok) -> Option<Contact> {
        let page = self.page;
        let lemma = self.phrase(tok);
        if page.pos(tok) == Pos::Verb
            && let Some(verb) = contact_verb(&lemma)
        {
            let contact = self.verb_contact(tok, &lemma, verb);
            if contact.is_some() || page.tag(tok) != Tag::Vbg {
                return contact;
            }
        }
        if matches!(page.pos(tok), Pos::Noun | Pos::Propn) || page.tag(tok) == Tag::Vbg && lemma == "meet" {
            let noun = if page.tag(tok) == Tag::Nns || page.tag(tok) == Tag::Nn {
                lemma.as_str()
            } else {
                page.lower(tok)
            };
            let kind = contact_noun(noun).or_else(|| contact_noun(&lemma))?;
            return self.noun_contact(tok, kind);
        }
        None
    }

    /// The lemma, with its particle where that makes the meaning: "sit down", "get together".
    fn phrase(&self, tok: Tok) -> String {
        let page = self.page;
        let lemma = page.lemma(tok).to_lowercase();
        if matches!(lemma.as_str(), "shake" | "break") {
            let object = page.kid(tok, &[Dep::Dobj]).map_or("", |object| page.lower(object));
            return format!("{lemma} {}", if object == "hand" { "hands" } else { object });
        }
        if !matches!(lemma.as_str(), "sit" | "get" | "come" | "speak" | "talk" | "meet") {
            return lemma;
        }
        let particle = page
            .kids(tok)
            .iter()
            .find(|&&kid| matches!(page.lower(kid), "down" | "together" | "out" | "up" | "back"));
        match particle {
            Some(&kid) if lemma != "meet" || page.lower(kid) == "back" => {
                format!("{lemma} {}", page.lower(kid))
            }
            _ => lemma,
        }
    }

    fn verb_contact(&self, tok: Tok, lemma: &str, verb: ContactVerb) -> Option<Contact> {
        let sides = self.passive_sides(tok, &verb).or_else(|| self.active_sides(tok, lemma, &verb))?;
        let by_phone = self.by_phone(tok);
        let kind = if by_phone && verb.kind == EventKind::Meet { EventKind::Call } else { verb.kind };
        Some(self.contact(tok, kind, sides, verb_roles(lemma, kind)))
    }

    fn contact(&self, tok: Tok, kind: EventKind, sides: Sides, roles: [ParticipantRole; 2]) -> Contact {
        Contact {
            trigger: tok,
            kind,
            sides: [sides.a, sides.b],
            roles,
            certainty: certainty(self.page, tok),
            place: None,
            time: None,
            rule: sides.rule,
            doubt: sides.doubt,
        }
    }

    /// "Keller was interviewed by the Herald", "was received by".
    fn passive_sides(&self, tok: Tok, verb: &ContactVerb) -> Option<Sides> {
        let page = self.page;
        if !verb.frames.object {
            return None;
        }
        let agent = page.kid(tok, &[Dep::Agent])?;
        let by = page.kid(agent, &[Dep::Pobj])?;
        let subject = page
            .kid(tok, &[Dep::Nsubjpass])
            .or_else(|| self.modified(tok))
            .or_else(|| self.subject_above(tok))?;
        Some(Sides {
            a: self.references.parties(by),
            b: self.references.parties(subject),
            rule: "passive",
            doubt: 0,
        })
    }

    /// For a participle that modifies a noun: the noun.
    fn modified(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        (page.dep(tok) == Dep::Acl && page.head(tok) != tok).then(|| page.head(tok))
    }

    fn active_sides(&self, tok: Tok, lemma: &str, verb: &ContactVerb) -> Option<Sides> {
        let page = self.page;
        let subject = self.subject(tok)?;
        let a = self.references.parties(subject);
        if lemma == "exchange" {
            return self.exchanged(tok, a);
        }
        if lemma == "call"
            && page.kid(tok, &[Dep::Oprd, Dep::Ccomp, Dep::Acomp, Dep::Xcomp, Dep::Prt]).is_some()
        {
            return None;
        }
        if verb.frames.between {
            let b = self.prepositional(tok, &["between"])?;
            return Some(Sides { a, b, rule: "verb of mediation", doubt: 0 });
        }
        let object = page.kid(tok, &[Dep::Dobj]).filter(|_| verb.frames.object);
        if let Some(object) = object {
            let b = self.object_parties(object);
            if !b.is_empty() {
                let mut doubt = if verb.frames.doubtful { 20 } else { 0 };
                if page.kid(tok, &[Dep::Oprd, Dep::Xcomp, Dep::Prt]).is_some() {
                    doubt += 10;
                }
                return Some(Sides { a, b, rule: "verb with object", doubt });
            }
        }
        if let Some(b) = self.prepositional(tok, &verb_prepositions(verb)) {
            return Some(Sides { a, b, rule: "verb with preposition", doubt: 0 });
        }
        let idiom = matches!(lemma, "shake hands" | "break bread");
        let alone = idiom || object.is_none() && page.kid(tok, &[Dep::Dobj]).is_none();
        let certain_alone = !matches!(lemma, "speak" | "talk" | "debate" | "negotiate")
            || self.by_phone(tok)
            || self.between_two(tok, &a);
        if verb.frames.reciprocal && alone && certain_alone {
            let a = self.reciprocal_parties(subject, a);
            let members: usize = a.iter().map(|party| party.actors.len().max(1)).sum();
            return (members >= 2).then_some(Sides { a, b: Vec::new(), rule: "reciprocal verb", doubt: 5 });
        }
        None
    }

    /// "exchanged e-mails with Ruiz", "the two had exchanged letters", "e-mails that Ruiz had exchanged with Novak".
    fn exchanged(&self, tok: Tok, a: Vec<Party>) -> Option<Sides> {
        let page = self.page;
        let relative = matches!(page.dep(tok), Dep::Relcl | Dep::Ccomp).then(|| page.head(tok));
        let thing =
            page.kid(tok, &[Dep::Dobj]).into_iter().chain(relative).any(|noun| is_message(page.lemma(noun)));
        if !thing {
            return None;
        }
        let b = self.prepositional(tok, &["with"]).unwrap_or_default();
        (a.len() + b.len() >= 2).then_some(Sides { a, b, rule: "exchange of messages", doubt: 0 })
    }

    /// "Solheim and Hadek have not spoken": two named parties and a perfect tense or a negation.
    fn between_two(&self, tok: Tok, parties: &[Party]) -> bool {
        let page = self.page;
        let perfect = page.kids(tok).iter().any(|&kid| {
            page.dep(kid) == Dep::Neg
                || page.dep(kid) == Dep::Aux && matches!(page.lower(kid), "have" | "has" | "had")
        });
        perfect && parties.len() == 2 && parties.iter().all(|party| party.actors.len() == 1)
    }

    /// Objects that can take part: people and bodies, not places and things.
    fn object_parties(&self, object: Tok) -> Vec<Party> {
        let mut parties = self.references.parties(object);
        parties.retain(|party| !self.is_place_name(party));
        parties
    }

    fn is_place_name(&self, party: &Party) -> bool {
        self.cast
            .mention_at(party.head)
            .is_some_and(|m| m.named && self.cast.actors[m.actor].kind == EntityKind::Place)
    }

    /// "the two met", "Keller and Novak met".
    fn reciprocal_parties(&self, _subject: Tok, parties: Vec<Party>) -> Vec<Party> {
        parties
    }

    /// Subject of a verb, inherited through coordination, infinitives and participles.
    fn subject(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        if let Some(subject) = page.kid(tok, &[Dep::Nsubj]) {
            return Some(subject);
        }
        if page.kid(tok, &[Dep::Nsubjpass]).is_some() {
            return None;
        }
        self.modified(tok).filter(|_| page.tag(tok) == Tag::Vbg).or_else(|| self.subject_above(tok))
    }

    fn subject_above(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let mut verb = tok;
        for _ in 0..6 {
            let dep = page.dep(verb);
            let governor = page.head(verb);
            if governor == verb
                || !matches!(
                    dep,
                    Dep::Conj
                        | Dep::Xcomp
                        | Dep::Advcl
                        | Dep::Pcomp
                        | Dep::Ccomp
                        | Dep::Prep
                        | Dep::Acl
                        | Dep::Acomp
                )
            {
                return None;
            }
            if dep == Dep::Ccomp
                && page.kid(verb, &[Dep::Nsubj, Dep::Nsubjpass]).is_none()
                && page.tag(verb) == Tag::Vbd
            {
                return None;
            }
            if dep == Dep::Acl && !page.is_verb(governor) && page.tag(verb) == Tag::Vbn {
                return None;
            }
            if page.is_verb(governor) {
                let object_control = matches!(dep, Dep::Xcomp | Dep::Ccomp)
                    && matches!(
                        page.lemma(governor),
                        "ask" | "urge" | "tell" | "invite" | "allow" | "send" | "order" | "want" | "persuade"
                    );
                if object_control
                    && let Some(object) =
                        page.kid(governor, &[Dep::Dobj, Dep::Dative, Dep::Nsubj]).filter(|_| true)
                {
                    let object = page.kid(governor, &[Dep::Dobj, Dep::Dative]).unwrap_or(object);
                    return Some(object);
                }
                if let Some(subject) = page.kid(governor, &[Dep::Nsubj, Dep::Nsubjpass]) {
                    return Some(subject);
                }
            }
            verb = governor;
        }
        None
    }

    /// Parties after one of these prepositions under a token: "with Ruiz and, separately, with Novak".
    fn prepositional(&self, tok: Tok, prepositions: &[&str]) -> Option<Vec<Party>> {
        let page = self.page;
        let heads =
            page.kids(tok).iter().copied().filter(|&kid| matches!(page.dep(kid), Dep::Prep | Dep::Dative));
        let mut parties = Vec::new();
        for prep in heads.flat_map(|head| page.conjuncts(head)) {
            if prepositions.contains(&page.lower(prep))
                && let Some(object) = page.kid(prep, &[Dep::Pobj])
            {
                parties.extend(self.references.parties(object));
            }
        }
        (!parties.is_empty()).then_some(parties)
    }

    fn by_phone(&self, tok: Tok) -> bool {
        let page = self.page;
        page.kids_by(tok, Dep::Prep).any(|prep| {
            page.kid(prep, &[Dep::Pobj]).is_some_and(|object| {
                matches!(page.lemma(object), "phone" | "telephone" | "video" | "videoconference" | "call")
            })
        })
    }

    fn noun_contact(&self, tok: Tok, kind: EventKind) -> Option<Contact> {
        let sides = self.noun_sides(tok, kind)?;
        let kind = if kind == EventKind::Call && !self.is_telephone(tok) { EventKind::Call } else { kind };
        Some(self.contact(tok, kind, sides, noun_roles(kind)))
    }

    fn is_telephone(&self, tok: Tok) -> bool {
        self.page
            .kids_by(tok, Dep::Compound)
            .any(|kid| matches!(self.page.lower(kid), "phone" | "telephone" | "video"))
    }

    fn noun_sides(&self, tok: Tok, kind: EventKind) -> Option<Sides> {
        let page = self.page;
        if let Some(parties) = self.between(tok) {
            return Some(Sides { a: parties, b: Vec::new(), rule: "noun between", doubt: 0 });
        }
        let with = self.prepositional(tok, noun_prepositions(kind));
        let carrier = self.carrier(tok);
        let with =
            with.or_else(|| carrier.and_then(|verb| self.prepositional(verb, noun_prepositions(kind))));
        let with = with.or_else(|| self.convened(tok)).or_else(|| self.entertained(tok, carrier));
        let owner =
            page.kid(tok, &[Dep::Poss]).map(|poss| self.references.parties(poss)).filter(|p| !p.is_empty());
        if let Some(b) = with {
            if let Some(a) = owner {
                return Some(Sides { a, b, rule: "possessive noun", doubt: 0 });
            }
            let sides = self.noun_subject(tok, carrier).map(|(a, rule, doubt)| Sides { a, b, rule, doubt });
            return sides.or_else(|| self.reported_with(tok));
        }
        if kind != EventKind::Correspond
            && let Some(parties) = self.modifiers(tok)
        {
            return Some(Sides { a: parties, b: Vec::new(), rule: "noun compound", doubt: 5 });
        }
        let held = carrier.filter(|&verb| {
            matches!(
                page.lemma(verb),
                "hold"
                    | "have"
                    | "begin"
                    | "start"
                    | "resume"
                    | "conduct"
                    | "finish"
                    | "conclude"
                    | "continue"
                    | "end"
            )
        });
        if let Some(subject) = held.and_then(|verb| self.subject(verb)) {
            let a = self.reciprocal_parties(subject, self.references.parties(subject));
            let all_groups = a.len() >= 2 || a.iter().map(|p| p.actors.len()).sum::<usize>() >= 2;
            if all_groups && !matches!(kind, EventKind::Interview | EventKind::Debate) {
                return Some(Sides { a, b: Vec::new(), rule: "noun held by", doubt: 8 });
            }
        }
        None
    }

    /// "convened senior staff for a meeting": the object of the verb is the other side.
    fn convened(&self, tok: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        let preposition = page.head(tok);
        let verb = page.head(preposition);
        let convenes = page.dep(tok) == Dep::Pobj
            && matches!(page.lower(preposition), "for" | "to")
            && matches!(
                page.lemma(verb),
                "convene" | "gather" | "assemble" | "summon" | "host" | "join" | "welcome" | "invite"
            );
        let object = page.kid(verb, &[Dep::Dobj]).filter(|_| convenes)?;
        let parties = self.object_parties(object);
        (!parties.is_empty()).then_some(parties)
    }

    /// "described two meetings with the contractor": whoever tells of it had it.
    fn reported_with(&self, tok: Tok) -> Option<Sides> {
        let page = self.page;
        let verb = page.head(tok);
        let tells = page.dep(tok) == Dep::Dobj
            && speech_verb(page.lemma(verb)).is_some_and(|verb| !verb.belief && !verb.addressee);
        let b = self.prepositional(tok, &["with"]).filter(|_| tells)?;
        let a = self.references.parties(self.subject(verb)?);
        Some(Sides { a, b, rule: "noun told of", doubt: 10 })
    }

    /// "hosted a dinner for the president", "chaired a meeting of governors".
    fn entertained(&self, tok: Tok, carrier: Option<Tok>) -> Option<Vec<Party>> {
        let verb = self.page.lemma(carrier?);
        let guests = match verb {
            "host" | "hold" | "give" if is_meal(self.page.lemma(tok)) => self.prepositional(tok, &["for"]),
            "chair" | "convene" | "host" | "lead" | "attend" | "address" => self.prepositional(tok, &["of"]),
            _ => None,
        };
        guests.map(|mut guests| {
            guests.retain(|party| !self.is_place_name(party));
            guests
        })
    }

    /// "talks between A and B".
    fn between(&self, tok: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        let prep =
            page.kids_by(tok, Dep::Prep).find(|&kid| matches!(page.lower(kid), "between" | "among"))?;
        let object = page.kid(prep, &[Dep::Pobj])?;
        let parties = self.references.parties(object);
        (parties.iter().map(|p| p.actors.len().max(1)).sum::<usize>() >= 2).then_some(parties)
    }

    /// "Varnia-Ostland talks": two actors before the noun.
    fn modifiers(&self, tok: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        let mut parties = Vec::new();
        for &kid in page.kids(tok) {
            if kid > tok || !matches!(page.dep(kid), Dep::Compound | Dep::Nmod | Dep::Amod | Dep::Poss) {
                continue;
            }
            for inner in page.subtree(kid) {
                let named = self.cast.mention_at(inner).is_some_and(|m| m.named && m.toks.end == inner + 1);
                if named && let Some(party) = self.references.party(inner) {
                    parties.push(party);
                }
            }
        }
        (parties.len() == 2).then_some(parties)
    }

    /// The verb that carries an event noun: "held talks", "a meeting took place", "a meeting she had".
    fn carrier(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let tok = self.measured(tok);
        if let Some(clause) =
            page.kid(tok, &[Dep::Relcl]).filter(|&verb| support_verb(page.lemma(verb)).is_some())
        {
            return Some(clause);
        }
        let governor = page.head(tok);
        let carries = matches!(page.dep(tok), Dep::Dobj | Dep::Nsubjpass)
            && support_verb(page.lemma(governor)).is_some();
        carries.then_some(governor)
    }

    /// "a third day of talks", "a round of talks": the noun that counts the event stands for it.
    fn measured(&self, tok: Tok) -> Tok {
        let page = self.page;
        let preposition = page.head(tok);
        let counted = page.head(preposition);
        let counts = page.dep(tok) == Dep::Pobj
            && page.lower(preposition) == "of"
            && matches!(
                page.lemma(counted),
                "day" | "round" | "series" | "hour" | "week" | "session" | "night" | "pair" | "set"
            );
        if counts { counted } else { tok }
    }

    /// Who had the event with the other side: the subject of the verb that carries or governs the noun.
    fn noun_subject(&self, tok: Tok, carrier: Option<Tok>) -> Option<(Vec<Party>, &'static str, u8)> {
        let page = self.page;
        if let Some(verb) = carrier {
            let subject = self.subject(verb).or_else(|| self.agent(verb))?;
            return Some((self.references.parties(subject), "support verb", 0));
        }
        if page.dep(tok) != Dep::Pobj {
            return None;
        }
        let preposition = page.head(tok);
        if page.lower(preposition) != "in" && matches!(page.lower(tok), "touch" | "contact") {
            return None;
        }
        if !matches!(
            page.lower(preposition),
            "in" | "during" | "after" | "following" | "at" | "from" | "before" | "for" | "on" | "into" | "to"
        ) {
            return None;
        }
        let verb = page.ancestors(preposition).find(|&t| page.is_verb(t))?;
        let direct = page.head(preposition) == verb;
        let subject = self.subject(verb)?;
        let doubt = if direct { 0 } else { 8 }
            + if matches!(page.lower(preposition), "on" | "to" | "for" | "into") { 10 } else { 0 };
        Some((self.references.parties(subject), "noun in a phrase", doubt))
    }

    fn agent(&self, verb: Tok) -> Option<Tok> {
        let page = self.page;
        page.kid(verb, &[Dep::Agent]).and_then(|agent| page.kid(agent, &[Dep::Pobj]))
    }

    /// Checks a draft and adds place, time and doubts; false drops it.
    fn settle(&self, contact: &mut Contact) -> bool {
        for side in &mut contact.sides {
            side.retain(|party| !self.is_silent(party));
        }
        self.drop_shared(contact);
        let count: usize = contact.parties().map(|(_, party)| party.actors.len().max(1)).sum();
        let known = contact.parties().any(|(_, party)| !party.actors.is_empty());
        let two_sided = !contact.sides[1].is_empty();
        if count < 2 || !known || (two_sided && contact.sides[0].is_empty()) {
            return false;
        }
        self.name_antecedents(contact);
        for (_, party) in contact.parties().map(|(n, p)| (n, p.clone())).collect::<Vec<_>>() {
            contact.doubt = contact.doubt.saturating_add(party.doubt);
        }
        contact.place = self.place_of(contact);
        contact.time = self.time_of(contact);
        // "saw Ruiz" alone may be a glimpse, "called Ruiz" the start of an insult; with a place or a day it is contact.
        let weak =
            self.page.is_verb(contact.trigger) && matches!(self.page.lemma(contact.trigger), "see" | "call");
        !weak || contact.place.is_some() || contact.time.is_some() || self.by_phone(contact.trigger)
    }

    /// Indefinite pronouns and the like take part in nothing.
    fn is_silent(&self, party: &Party) -> bool {
        party.reference == Reference::Unnamed
            && matches!(
                self.page.lower(party.head),
                "it" | "that" | "this" | "which" | "what" | "itself" | "one"
            )
    }

    /// "who" is shown by the words that it stands for.
    fn name_antecedents(&self, contact: &mut Contact) {
        let page = self.page;
        for party in contact.sides.iter_mut().flatten() {
            if !matches!(page.tag(party.head), Tag::Wp | Tag::Wdt) {
                continue;
            }
            let clause = page.ancestors(party.head).find(|&t| page.dep(t) == Dep::Relcl);
            if let Some(antecedent) = clause.and_then(|verb| self.references.party(page.head(verb))) {
                party.toks = antecedent.toks;
            }
        }
    }

    /// Nobody meets himself: an actor on the first side leaves the second.
    fn drop_shared(&self, contact: &mut Contact) {
        let first: Vec<_> = contact.sides[0].iter().flat_map(|p| p.actors.clone()).collect();
        for party in &mut contact.sides[1] {
            let before = party.actors.len();
            party.actors.retain(|actor| !first.contains(actor));
            if before > 0 && party.actors.is_empty() {
                party.reference = Reference::Unnamed;
                party.doubt = 100;
            }
        }
        contact.sides[1].retain(|party| party.doubt < 100);
    }

    /// A place after in, at, near in the clause of the event; the nearest to the event word.
    fn place_of(&self, contact: &Contact) -> Option<Range<Tok>> {
        let page = self.page;
        let verb = self.clause_verb(contact.trigger);
        let mut clauses = vec![verb];
        if self.shares_setting(contact.trigger) {
            clauses.push(page.head(contact.trigger));
        }
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
    fn place_at(&self, object: Tok, preposition: &str) -> Option<Range<Tok>> {
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

    fn place_mention(&self, object: Tok) -> Option<Range<Tok>> {
        let mention = self.cast.mention_at(object)?;
        let actor = &self.cast.actors[mention.actor];
        let seat = gazetteer().is_seat(&super::names::joined(self.page, mention.toks.clone()));
        (actor.kind == EntityKind::Place || seat).then(|| mention.toks.clone())
    }

    /// A date or time of the model whose nearest verb is the event's, or that hangs on the event noun.
    fn time_of(&self, contact: &Contact) -> Option<Range<Tok>> {
        let page = self.page;
        let verb = self.clause_verb(contact.trigger);
        let sentence = page.sentence_of(contact.trigger);
        let dated = |name: &&crate::language::NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && page.sentence_of(name.start) == sentence
                && page.quotes.of(name.start) == page.quotes.of(contact.trigger)
        };
        let own = |name: &&crate::language::NameSpan| {
            let head = super::typing::head_of(page, name.start..name.end);
            let clause = self.clause_verb(head);
            let shared = self.shares_setting(contact.trigger) && clause == page.head(contact.trigger);
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

    /// "was in Oslo this week meeting Ruiz": place and time stand with the governing verb.
    fn shares_setting(&self, trigger: Tok) -> bool {
        let page = self.page;
        let governor = page.head(trigger);
        matches!(page.dep(trigger), Dep::Advcl | Dep::Xcomp | Dep::Acl)
            && governor != trigger
            && matches!(
                page.lemma(governor),
                "be" | "travel" | "fly" | "arrive" | "come" | "go" | "return" | "head"
            )
    }

    fn clause_verb(&self, tok: Tok) -> Tok {
        let page = self.page;
        if page.is_verb(tok) { tok } else { page.ancestors(tok).find(|&t| page.is_verb(t)).unwrap_or(tok) }
    }
}

fn is_meal(lemma: &str) -> bool {
    matches!(lemma, "dinner" | "lunch" | "luncheon" | "breakfast" | "reception" | "banquet" | "party")
}

fn is_motion(lemma: &str) -> bool {
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

fn is_message(lemma: &str) -> bool {
    matches!(
        lemma,
        "email"
            | "mail"
            | "mails"
            | "e-mail"
            | "letter"
            | "message"
            | "text"
            | "note"
            | "correspondence"
            | "tweet"
            | "memo"
            | "view"
            | "word"
    )
}

fn verb_prepositions(verb: &ContactVerb) -> Vec<&'static str> {
    let mut prepositions = Vec::new();
    if verb.frames.with {
        prepositions.push("with");
    }
    if verb.frames.to {
        prepositions.push("to");
    }
    if verb.frames.before {
        prepositions.push("before");
    }
    prepositions
}

fn noun_prepositions(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Call => &["with", "to"],
        EventKind::Interview => &["with", "by"],
        EventKind::Testify => &["before", "to"],
        _ => &["with"],
    }
}

fn verb_roles(lemma: &str, kind: EventKind) -> [ParticipantRole; 2] {
    use ParticipantRole::{Attendee, Callee, Caller, Host, Questioner, Visitor};
    match (kind, lemma) {
        (EventKind::Visit, "host" | "receive" | "welcome") => [Host, Visitor],
        (EventKind::Visit, _) => [Visitor, Host],
        (EventKind::Call, "phone" | "telephone" | "contact") => [Caller, Callee],
        (EventKind::Interview, _) => [Questioner, Attendee],
        (EventKind::Mediate, _) => [ParticipantRole::Mediator, Attendee],
        _ => [Attendee, Attendee],
    }
}

fn noun_roles(kind: EventKind) -> [ParticipantRole; 2] {
    match kind {
        EventKind::Interview => [ParticipantRole::Attendee, ParticipantRole::Questioner],
        _ => [ParticipantRole::Attendee, ParticipantRole::Attendee],
    }
}
