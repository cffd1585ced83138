//! Events of one document with their reports.

use super::super::cast::ActorId;
use super::super::certainty::certainty;
use super::super::contacts::Contact;
use super::super::merge::Draft;
use super::super::page::Tok;
use super::super::references::Party;
use super::super::statements::Said;
use super::super::time;
use super::{PLAIN, Writer, reference_doubt};
use crate::language::Dep;
use crate::model::{
    Case, Certainty, Confidence, Event, EventKind, EventReport, Participant, ParticipantRole, Quotation,
    ReportedParty, ReportedPlace, Statement, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl Writer<'_> {
    pub(super) fn draft(&self, mut contact: Contact, said: &[Said]) -> Draft {
        if contact.certainty == Certainty::Happened && self.is_denied(contact.trigger, said) {
            contact.certainty = Certainty::Denied;
        }
        let claimed_by =
            claimant(said, contact.trigger).map(|actor| self.cast.actors[actor].owner.unwrap_or(actor));
        let dated =
            contact.time.as_ref().filter(|time| !time::is_duration(&self.page.span((*time).clone()).text));
        let when = dated.map(|time| self.when(time, contact.trigger, contact.certainty));
        Draft::of(contact, when, claimed_by, self.cast)
    }

    /// "Their first meeting, a week earlier": counted from the other contact of the same people that the text has told.
    pub(super) fn count_from_others(&self, drafts: &mut [Draft]) {
        for later in 1..drafts.len() {
            let (before, rest) = drafts.split_at_mut(later);
            let draft = &mut rest[0];
            let Some((days, phrase)) = self.counted_back(&draft.contacts[0]) else { continue };
            let actors = draft.actors();
            let shares = |other: &&Draft| other.actors().intersection(&actors).count() >= 2;
            let other = before.iter().rev().filter(shares).find_map(|other| other.when.as_ref()?.bounds());
            if let Some((day, _)) = other.filter(|(first, last)| first == last) {
                draft.when = Some(time::shifted_from(day, days, &phrase));
            }
        }
    }

    /// The days and the words of a phrase that counts back, beside a noun for an earlier contact.
    fn counted_back(&self, contact: &Contact) -> Option<(i32, String)> {
        let page = self.page;
        let earlier = page.kids_by(contact.trigger, Dep::Amod).any(|kid| {
            matches!(page.lower(kid), "first" | "previous" | "earlier" | "last" | "initial" | "opening")
        });
        let phrase = page.span(contact.time.clone().filter(|_| earlier)?).text;
        let days = time::days_after_last(&phrase).filter(|&days| days < 0)?;
        Some((days, phrase))
    }

    /// "denied a report that he had met her": whatever a denial holds is denied.
    fn is_denied(&self, trigger: Tok, said: &[Said]) -> bool {
        let denies = |s: &&Said| {
            s.kind == StatementKind::Deny
                && matches!(s.rule, "object" | "clause")
                && s.quotation == Quotation::Indirect
                && s.verb.is_some_and(|verb| certainty(self.page, verb) == Certainty::Happened)
        };
        // "contradicted Keller, who met Osei": what "who" tells is taken for granted.
        let page = self.page;
        let relative = |&tok: &Tok| {
            let who = |&kid: &Tok| matches!(page.lower(kid), "who" | "whom" | "which");
            page.dep(tok) == Dep::Relcl && page.kids(tok).iter().any(who)
        };
        let clause = std::iter::once(trigger).chain(page.ancestors(trigger)).find(relative);
        let beside = |s: &&Said| clause.is_some_and(|clause| s.holds(page.head(clause)));
        said.iter().filter(denies).filter(|s| !beside(s)).any(|s| s.holds(trigger))
    }

    /// "said in an interview with the Herald": speaker and addressee were in contact.
    pub(super) fn interview(&self, said: &Said) -> Option<Contact> {
        let medium = said.medium.clone()?;
        let noun = medium.end - 1;
        let addressee = said.addressee.clone().filter(|party| !party.actors.is_empty())?;
        let source = said.source.clone().filter(|party| !party.actors.is_empty())?;
        if self.page.lemma(noun) != "interview" || source.actors == addressee.actors {
            return None;
        }
        // A newspaper or station that is only the place of the words is no party.
        let doubt = 10 + said.doubt + source.doubt + addressee.doubt;
        Some(Contact {
            trigger: noun,
            kind: EventKind::Interview,
            sides: [vec![source], vec![addressee]],
            roles: [ParticipantRole::Attendee, ParticipantRole::Questioner],
            certainty: certainty(self.page, said.verb?),
            place: None,
            time: None,
            rule: "statement in an interview",
            doubt,
        })
    }

    pub(super) fn event(&self, draft: &Draft) -> Event {
        let reports: Vec<EventReport> =
            draft.contacts.iter().zip(&draft.claims).map(|(c, claim)| self.report(c, *claim)).collect();
        let best = reports.iter().map(|report| report.confidence).max().unwrap_or_default();
        Event {
            id: format!("ev-{}", reports[0].id.trim_start_matches("er-")),
            kind: draft.kind,
            participants: self.participants(draft),
            certainty: draft.certainty,
            when: draft.when.clone(),
            place: draft.place.map(|place| self.entity_id(place)),
            claimed_by: draft.claimed_by().map(|actor| self.entity_id(actor)),
            confidence: best,
            statement: None,
            reports,
        }
    }

    pub(super) fn participants(&self, draft: &Draft) -> Vec<Participant> {
        let mut participants: Vec<Participant> = draft
            .members
            .iter()
            .map(|member| Participant {
                entity: self.entity_id(member.actor),
                role: member.role,
                side: member.side,
            })
            .collect();
        let mut seen = BTreeSet::new();
        participants.retain(|participant| seen.insert(participant.entity.clone()));
        participants
    }

    pub(super) fn report(&self, contact: &Contact, claim: Option<ActorId>) -> EventReport {
        let trigger = self.span(contact.trigger..contact.trigger + 1);
        let mut reasons = vec![format!("{}: {}", contact.rule, self.page.lower(contact.trigger))];
        for (_, party) in contact.parties() {
            reasons.extend(reference_doubt(party, "party"));
        }
        reasons.dedup();
        EventReport {
            id: self.id("er", &trigger),
            evidence: self.evidence(contact.trigger, contact.trigger),
            trigger: Some(trigger),
            parties: self.reported(contact),
            place: contact.place.clone().map(|toks| ReportedPlace {
                entity: self.cast.actor_at(toks.start).map(|actor| self.entity_id(actor)),
                span: self.span(toks),
            }),
            time: contact.time.clone().map(|toks| self.span(toks)),
            certainty: contact.certainty,
            claimed_by: claim.map(|actor| self.entity_id(actor)),
            confidence: Confidence::percent(PLAIN).less(contact.doubt),
            reasons,
        }
    }

    pub(super) fn reported(&self, contact: &Contact) -> Vec<ReportedParty> {
        let two_sided = !contact.sides[1].is_empty();
        let mut reported = Vec::new();
        for (side, party) in contact.parties() {
            let span = self.span(party.toks.clone());
            let side_number = two_sided.then_some(side as u8);
            let role = contact.roles[side];
            if party.actors.is_empty() {
                reported.push(ReportedParty { entity: None, span: span.clone(), role, side: side_number });
            }
            for &actor in &party.actors {
                reported.push(ReportedParty {
                    entity: Some(self.entity_id(actor)),
                    span: span.clone(),
                    role,
                    side: side_number,
                });
            }
        }
        reported
    }

    /// A statement with a named addressee who is no newspaper: a directed contact.
    pub(super) fn tell(&self, said: &Said, all: &[Said], statements: &[Statement]) -> Option<Event> {
        let verb = said.verb?;
        let source = said.source.as_ref()?;
        let addressee = said.addressee.as_ref()?;
        let speaker = said.speaker()?;
        let hearers: Vec<ActorId> = addressee
            .actors
            .iter()
            .copied()
            .filter(|&a| a != speaker && !self.cast.actors[a].media)
            .collect();
        let interviewed =
            said.medium.as_ref().is_some_and(|toks| self.page.lemma(toks.end - 1) == "interview");
        let spoken_to = matches!(
            self.page.lemma(verb),
            "tell" | "ask" | "inform" | "assure" | "warn" | "remind" | "urge"
        );
        if hearers.is_empty() || !said.speech || interviewed && !spoken_to {
            return None;
        }
        let statement = self.statement(said, all).map(|statement| statement.id);
        let statement = statement.and_then(|id| statements.iter().find(|known| known.id == id));
        let (from, to) = self.extent(said);
        let trigger = self.span(verb..verb + 1);
        let mut reasons = vec![format!("statement with addressee: {}", self.page.lower(verb))];
        reasons.extend(reference_doubt(source, "speaker"));
        reasons.extend(reference_doubt(addressee, "addressee"));
        let confidence = Confidence::percent(PLAIN)
            .less(said.doubt.saturating_add(source.doubt).saturating_add(addressee.doubt));
        let told = certainty(self.page, verb);
        let claim = claimant(all, verb).map(|actor| self.entity_id(actor));
        let party = |party: &Party, actor: ActorId, role| ReportedParty {
            entity: Some(self.entity_id(actor)),
            span: self.span(party.toks.clone()),
            role,
            side: Some(u8::from(role == ParticipantRole::Addressee)),
        };
        let mut parties = vec![party(source, speaker, ParticipantRole::Speaker)];
        parties.extend(hearers.iter().map(|&hearer| party(addressee, hearer, ParticipantRole::Addressee)));
        let report = EventReport {
            id: self.id("er", &trigger),
            evidence: statement.map_or_else(|| self.evidence(from, to), |s| s.evidence.clone()),
            trigger: Some(trigger),
            place: None,
            time: None,
            certainty: told,
            claimed_by: claim.clone(),
            confidence,
            reasons,
            parties,
        };
        let participants = report.parties.iter().map(|p| Participant {
            entity: p.entity.clone().unwrap_or_default(),
            role: p.role,
            side: None,
        });
        Some(Event {
            id: format!("ev-{}", report.id.trim_start_matches("er-")),
            kind: EventKind::Tell,
            participants: participants.collect(),
            certainty: told,
            when: statement.map_or_else(|| self.statement_time(verb), |s| s.when.clone()),
            place: None,
            claimed_by: claim,
            confidence,
            statement: statement.map(|s| s.id.clone()),
            reports: vec![report],
        })
    }
}

/// A person without a side takes the one that the rest of his delegation shares.
pub(super) fn sides_from_delegations(case: &mut Case) {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in &case.events {
        for side in [0, 1] {
            let members: Vec<&str> = event
                .participants
                .iter()
                .filter(|p| p.side == Some(side))
                .map(|p| p.entity.as_str())
                .collect();
            let known: BTreeSet<&String> = members
                .iter()
                .filter_map(|id| case.entity(id))
                .filter_map(|entity| entity.side.as_ref())
                .collect();
            if let (1, Some(shared)) = (known.len(), known.first()) {
                for member in members {
                    found.entry(member.to_owned()).or_default().insert((*shared).clone());
                }
            }
        }
    }
    for entity in case.entities.iter_mut().filter(|entity| entity.side.is_none()) {
        if let Some(sides) = found.get(&entity.id).filter(|sides| sides.len() == 1) {
            entity.side = sides.first().cloned();
        }
    }
}

/// The speaker of the innermost speech that holds a token.
pub(super) fn claimant(said: &[Said], tok: Tok) -> Option<ActorId> {
    let holding = said.iter().filter(|s| s.speech && s.verb != Some(tok) && s.holds(tok));
    let size = |s: &&Said| s.content.iter().map(Range::len).sum::<usize>();
    holding.min_by_key(size).and_then(Said::speaker)
}
