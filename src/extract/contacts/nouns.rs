//! Nouns of contact: "held talks with", "after a meeting with Ruiz", "talks between A and B".

use super::super::lexicon::{speech_verb, support_verb};
use super::super::page::Tok;
use super::super::references::Party;
use super::{Contact, Finder, Sides};
use crate::language::Dep;
use crate::model::{EventKind, ParticipantRole};

impl Finder<'_> {
    pub(super) fn noun_contact(&self, tok: Tok, kind: EventKind) -> Option<Contact> {
        let public = self
            .page
            .kids_by(tok, Dep::Amod)
            .any(|kid| matches!(self.page.lower(kid), "public" | "televised" | "panel"));
        let kind = if kind == EventKind::Negotiate && public { EventKind::Debate } else { kind };
        let sides = self.noun_sides(tok, kind)?;
        Some(self.contact(tok, kind, sides, noun_roles(kind)))
    }

    pub(super) fn noun_sides(&self, tok: Tok, kind: EventKind) -> Option<Sides> {
        let page = self.page;
        if let Some(parties) = self.between(tok) {
            return Some(Sides { a: parties, b: Vec::new(), rule: "noun between", doubt: 0 });
        }
        let with = self.prepositional(tok, noun_prepositions(kind));
        let carrier = self.carrier(tok);
        let with =
            with.or_else(|| carrier.and_then(|verb| self.prepositional(verb, noun_prepositions(kind))));
        let with = with.or_else(|| self.convened(tok)).or_else(|| self.entertained(tok, carrier));
        let owner = page.kid(tok, &[Dep::Poss]).map(|poss| self.parties(poss)).filter(|p| !p.is_empty());
        if let Some(b) = with {
            if let Some(a) = owner {
                return Some(Sides { a, b, rule: "possessive noun", doubt: 0 });
            }
            let sides = self.noun_subject(tok, carrier).map(|(a, rule, doubt)| Sides { a, b, rule, doubt });
            return sides.or_else(|| self.reported_with(tok)).or_else(|| self.existed(tok));
        }
        let visit = self.visited_by(tok, kind, owner.as_deref());
        if let Some(sides) = visit.or_else(|| self.called_by(tok, kind)) {
            return Some(sides);
        }
        if kind != EventKind::Debate
            && let Some(a) = self.their_own(tok, owner, carrier)
        {
            return Some(Sides { a, b: Vec::new(), rule: "possessive noun", doubt: 5 });
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
            let a = self.parties(subject);
            let all_groups = a.len() >= 2 || a.iter().map(|p| p.actors.len()).sum::<usize>() >= 2;
            if all_groups && !matches!(kind, EventKind::Interview | EventKind::Debate) {
                return Some(Sides { a, b: Vec::new(), rule: "noun held by", doubt: 8 });
            }
        }
        self.shared(tok, kind)
    }

    /// "a visit by Ruiz to the pope", "received a visit from Ruiz".
    fn visited_by(&self, tok: Tok, kind: EventKind, owner: Option<&[Party]>) -> Option<Sides> {
        if kind != EventKind::Visit {
            return None;
        }
        let receives =
            |verb: &Tok| matches!(self.page.lemma(*verb), "receive" | "get" | "have" | "host" | "enjoy");
        let received = || {
            let verb = self.carrier(tok).filter(receives)?;
            self.below(tok, &["from"]).or_else(|| self.below(verb, &["from"]))
        };
        let visitor = owner
            .map(<[Party]>::to_vec)
            .or_else(|| self.prepositional(tok, &["by", "from"]))
            .or_else(received)?;
        let host = self.prepositional(tok, &["to"]).filter(|b| self.all_persons(b)).or_else(|| {
            let subject = self.subject(self.carrier(tok).filter(receives)?)?;
            Some(self.parties(subject))
        })?;
        (!visitor.is_empty() && !host.is_empty()).then_some(Sides {
            a: visitor,
            b: host,
            rule: "visit",
            doubt: 5,
        })
    }

    /// "received a call from Ruiz".
    fn called_by(&self, tok: Tok, kind: EventKind) -> Option<Sides> {
        let received = |verb: &Tok| matches!(self.page.lemma(*verb), "receive" | "get" | "take" | "have");
        let verb = self.carrier(tok).filter(received).filter(|_| kind == EventKind::Call)?;
        let caller = self.prepositional(tok, &["from"]).or_else(|| self.prepositional(verb, &["from"]))?;
        let called = self.parties(self.subject(verb)?);
        let persons = self.all_persons(&caller) && self.all_persons(&called);
        persons.then_some(Sides { a: caller, b: called, rule: "call received", doubt: 0 })
    }

    /// "broke off their talks": several who had them.
    fn their_own(&self, tok: Tok, owner: Option<Vec<Party>>, carrier: Option<Tok>) -> Option<Vec<Party>> {
        let page = self.page;
        let theirs = page.kid(tok, &[Dep::Poss]).filter(|&poss| page.lower(poss) == "their");
        let above = || self.subject(carrier.or_else(|| page.ancestors(tok).find(|&t| page.is_verb(t)))?);
        let subject = theirs.and_then(|_| above()).map(|subject| self.parties(subject));
        let several = |parties: &Vec<Party>| self.count(parties) >= 2 && self.all_persons(parties);
        subject.filter(several).or(owner.filter(several)).or_else(|| self.whose(tok).filter(several))
    }

    /// "the two ministers, whose first meeting": those whom "whose" stands for.
    fn whose(&self, tok: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        page.kid(tok, &[Dep::Poss]).filter(|&poss| page.lower(poss) == "whose")?;
        let clause = page.ancestors(tok).find(|&above| page.dep(above) == Dep::Relcl);
        let mut antecedent = match page.dep(tok) {
            Dep::Appos => page.head(tok),
            _ => page.head(clause?),
        };
        while page.dep(antecedent) == Dep::Appos && page.head(antecedent) != antecedent {
            antecedent = page.head(antecedent);
        }
        Some(self.parties(antecedent))
    }

    /// "Over lunch A and B agreed", "in a call the three governors decided": the subject shares the event.
    fn shared(&self, tok: Tok, kind: EventKind) -> Option<Sides> {
        let page = self.page;
        let whole = self.measured(tok);
        let preposition = page.head(whole);
        let inside = page.dep(whole) == Dep::Pobj
            && matches!(page.lower(preposition), "in" | "during" | "over" | "at")
            && page.kid(whole, &[Dep::Poss]).is_none()
            && page.kids_by(tok, Dep::Prep).all(|kid| !matches!(page.lower(kid), "with" | "between"))
            && !matches!(
                kind,
                EventKind::Interview | EventKind::Testify | EventKind::Correspond | EventKind::Visit
            );
        let verb = page.head(preposition);
        let subject = (inside && page.is_verb(verb)).then(|| self.subject(verb)).flatten()?;
        let a = self.parties(subject);
        let several = self.count(&a) >= 2 && self.all_persons(&a);
        several.then_some(Sides { a, b: Vec::new(), rule: "noun shared by the subject", doubt: 12 })
    }

    /// "convened senior staff for a meeting": the object of the verb is the other side.
    pub(super) fn convened(&self, tok: Tok) -> Option<Vec<Party>> {
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
    pub(super) fn reported_with(&self, tok: Tok) -> Option<Sides> {
        let page = self.page;
        let verb = page.head(tok);
        let tells = page.dep(tok) == Dep::Dobj
            && speech_verb(page.lemma(verb)).is_some_and(|verb| !verb.belief && !verb.addressee);
        let b = self.prepositional(tok, &["with"]).filter(|_| tells)?;
        let a = self.parties(self.subject(verb)?);
        Some(Sides { a, b, rule: "noun told of", doubt: 10 })
    }

    /// "insisted that there had been no dinner with Ruiz": whoever tells of it had it, or not; but for those who speak for
    /// others.
    fn existed(&self, tok: Tok) -> Option<Sides> {
        let page = self.page;
        let be = page.head(tok);
        let exists = page.dep(tok) == Dep::Attr && page.kid(be, &[Dep::Expl]).is_some();
        let teller = page.head(be);
        let told = exists
            && page.dep(be) == Dep::Ccomp
            && speech_verb(page.lemma(teller)).is_some_and(|verb| !verb.belief);
        let b = self.prepositional(tok, &["with"]).filter(|b| told && self.all_persons(b))?;
        let a = self.parties(self.subject(teller)?);
        let speaks = |party: &Party| {
            party.actors.iter().any(|&actor| self.references.has_office(actor, speaks_for_others))
        };
        let own = self.all_persons(&a) && !a.iter().any(speaks);
        own.then_some(Sides { a, b, rule: "noun told of", doubt: 10 })
    }

    /// "hosted a dinner for the president", "chaired a meeting of governors".
    pub(super) fn entertained(&self, tok: Tok, carrier: Option<Tok>) -> Option<Vec<Party>> {
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
    pub(super) fn between(&self, tok: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        let prep = page.kids_by(tok, Dep::Prep).find(|&kid| matches!(page.lower(kid), "between" | "among"));
        let Some(prep) = prep else {
            // "talks in Oslo between A and B": the parse may hang the two on the place.
            return self.below(tok, &["between"]).filter(|parties| self.count(parties) >= 2);
        };
        let parties = self.parties(page.kid(prep, &[Dep::Pobj])?);
        (self.count(&parties) >= 2).then_some(parties)
    }

    /// "Varnia-Ostland talks": two actors before the noun.
    pub(super) fn modifiers(&self, tok: Tok) -> Option<Vec<Party>> {
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
    pub(super) fn carrier(&self, tok: Tok) -> Option<Tok> {
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
    pub(super) fn measured(&self, tok: Tok) -> Tok {
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
    pub(super) fn noun_subject(
        &self,
        tok: Tok,
        carrier: Option<Tok>,
    ) -> Option<(Vec<Party>, &'static str, u8)> {
        let page = self.page;
        if let Some(verb) = carrier {
            let subject = self.subject(verb).or_else(|| self.agent(verb))?;
            return Some((self.parties(subject), "support verb", 0));
        }
        let tok = self.measured(tok);
        if page.dep(tok) != Dep::Pobj {
            return None;
        }
        let preposition = page.head(tok);
        let out = page.lower(preposition) == "of"
            && (page.lower(page.head(preposition)) == "out"
                || preposition.checked_sub(1).is_some_and(|before| page.lower(before) == "out"));
        if page.lower(preposition) != "in" && matches!(page.lower(tok), "touch" | "contact") {
            return None;
        }
        if !out
            && !matches!(
                page.lower(preposition),
                "in" | "over"
                    | "during"
                    | "after"
                    | "following"
                    | "at"
                    | "from"
                    | "before"
                    | "for"
                    | "on"
                    | "into"
                    | "to"
                    | "under"
            )
        {
            return None;
        }
        let verb = page.ancestors(preposition).find(|&t| page.is_verb(t))?;
        let direct = page.head(preposition) == verb;
        let agent = || self.agent(verb).filter(|&agent| self.all_persons(&self.parties(agent)));
        let subject = self.subject(verb).or_else(|| self.sent(verb)).or_else(agent)?;
        let doubt = if direct { 0 } else { 8 }
            + if matches!(page.lower(preposition), "on" | "to" | "for" | "into") { 10 } else { 0 };
        Some((self.parties(subject), "noun in a phrase", doubt))
    }

    /// Who is expected or taken somewhere: "is expected in Oslo for talks with Ruiz".
    fn sent(&self, verb: Tok) -> Option<Tok> {
        let goes = matches!(
            self.page.lemma(verb),
            "expect"
                | "schedule"
                | "invite"
                | "summon"
                | "send"
                | "call"
                | "bring"
                | "fly"
                | "take"
                | "drive"
                | "book"
        );
        self.page
            .kid(verb, &[Dep::Nsubjpass])
            .filter(|&subject| goes && self.all_persons(&self.parties(subject)))
    }

    pub(super) fn agent(&self, verb: Tok) -> Option<Tok> {
        let page = self.page;
        page.kid(verb, &[Dep::Agent]).and_then(|agent| page.kid(agent, &[Dep::Pobj]))
    }
}

/// Offices of those who tell what others did.
fn speaks_for_others(noun: &str) -> bool {
    matches!(
        noun,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "lawyer"
            | "attorney"
            | "aide"
            | "adviser"
            | "advisor"
            | "official"
    )
}

pub(super) fn noun_prepositions(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Call => &["with", "to"],
        EventKind::Interview => &["with", "by"],
        EventKind::Testify => &["before", "to"],
        _ => &["with"],
    }
}

pub(super) fn noun_roles(kind: EventKind) -> [ParticipantRole; 2] {
    match kind {
        EventKind::Interview => [ParticipantRole::Attendee, ParticipantRole::Questioner],
        _ => [ParticipantRole::Attendee, ParticipantRole::Attendee],
    }
}

pub(super) fn is_meal(lemma: &str) -> bool {
    matches!(lemma, "dinner" | "lunch" | "luncheon" | "breakfast" | "reception" | "banquet" | "party")
}
