//! From acts of the graph to findings with their sentences.

use super::answer::{Finding, Source};
use crate::graph::{Act, ActSource};
use crate::model::{
    Case, Certainty, Document, Entity, Event, EventKind, Evidence, Layer, Participant, ParticipantRole, Role,
    Statement, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Looks things of one case up by id.
pub(crate) struct Citer<'a> {
    case: &'a Case,
    entities: BTreeMap<&'a str, &'a Entity>,
    events: BTreeMap<&'a str, &'a Event>,
    statements: BTreeMap<&'a str, &'a Statement>,
    documents: BTreeMap<&'a str, &'a Document>,
}

impl<'a> Citer<'a> {
    pub(crate) fn of(case: &'a Case) -> Self {
        Self {
            case,
            entities: case.entities.iter().map(|e| (e.id.as_str(), e)).collect(),
            events: case.events.iter().map(|e| (e.id.as_str(), e)).collect(),
            statements: case.statements.iter().map(|s| (s.id.as_str(), s)).collect(),
            documents: case.documents.iter().map(|d| (d.id.as_str(), d)).collect(),
        }
    }

    /// The case it looks into.
    pub(crate) fn case(&self) -> &'a Case {
        self.case
    }

    /// The full name, or the id itself if nothing has it.
    pub(crate) fn name(&self, id: &str) -> String {
        self.entities.get(id).map_or(id, |entity| &entity.name).to_owned()
    }

    /// The event, statement or relation that an act stands for; none if the case does not hold it.
    pub(crate) fn act(&self, act: &Act) -> Option<Finding> {
        let mut finding = match &act.source {
            ActSource::Event(id, _) => self.event(self.events.get(id.as_str())?),
            ActSource::Statement(id, _) => self.statement(self.statements.get(id.as_str())?),
            ActSource::Role(id, number, _) => {
                let entity = self.entities.get(id.as_str())?;
                self.role(entity, *number, entity.roles.get(*number)?)
            }
        };
        finding.same_side = act.same_side;
        Some(finding)
    }

    /// The acts as findings: strongest certainty first, then in the order given (dated ones first).
    pub(crate) fn acts<'b>(&self, acts: impl IntoIterator<Item = &'b Act>) -> Vec<Finding> {
        let mut findings: Vec<_> = acts.into_iter().filter_map(|act| self.act(act)).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.certainty));
        let mut seen = BTreeSet::new();
        findings.retain(|finding| seen.insert(finding.id.clone()));
        findings
    }

    pub(crate) fn event(&self, event: &Event) -> Finding {
        let present: Vec<_> =
            event.participants.iter().filter(|p| p.role != ParticipantRole::Absent).collect();
        Finding {
            id: event.id.clone(),
            layer: event.layer(),
            kind: event.kind.to_string(),
            text: self.event_text(event),
            certainty: event.certainty,
            contested: event.is_contested(),
            claimed_by: event.claimed_by.as_ref().map(|id| self.name(id)),
            when: event.when.clone(),
            place: event.place.as_ref().map(|id| self.name(id)),
            participants: present.iter().map(|p| self.name(&p.entity)).collect(),
            same_side: false,
            confidence: event.confidence.as_percent(),
            documents: event.corroboration(),
            sources: event.reports.iter().filter_map(|report| self.source(&report.evidence)).collect(),
        }
    }

    /// `A and B met C`; the acting party comes first.
    fn event_text(&self, event: &Event) -> String {
        let (first, second) = parties(event);
        let names =
            |parties: &[&Participant]| parties.iter().map(|p| self.name(&p.entity)).collect::<Vec<_>>();
        let (mut first, mut second) = (names(&first), names(&second));
        if second.is_empty() {
            second = unnamed(event);
            if unnamed_lead(event) {
                std::mem::swap(&mut first, &mut second);
            }
        }
        let verb = verb(event, first.len() > 1);
        format!("{} {verb} {}", and_list(&first), and_list(&second)).trim_end().to_owned()
    }

    pub(crate) fn statement(&self, statement: &Statement) -> Finding {
        let speaker = statement.source.as_ref().map(|id| self.name(id));
        let about: Vec<_> = statement.about.iter().map(|id| self.name(id)).collect();
        let who = speaker.clone().unwrap_or_else(|| "somebody unnamed".to_owned());
        let text = match (statement.kind, about.is_empty()) {
            (kind, true) => format!("{who} {}", kind.phrase()),
            (StatementKind::State, false) => format!("{who} spoke about {}", and_list(&about)),
            (kind, false) => format!("{who} {} (about {})", kind.phrase(), and_list(&about)),
        };
        Finding {
            id: statement.id.clone(),
            layer: Layer::Statement,
            kind: statement.kind.to_string(),
            text,
            certainty: Certainty::Happened,
            contested: false,
            claimed_by: statement.claimed_by.as_ref().map(|id| self.name(id)),
            when: statement.when.clone(),
            place: None,
            participants: speaker.into_iter().collect(),
            same_side: false,
            confidence: statement.confidence.as_percent(),
            documents: 1,
            sources: self.source(&statement.evidence).into_iter().collect(),
        }
    }

    pub(crate) fn role(&self, entity: &Entity, number: usize, role: &Role) -> Finding {
        let of = role.of.as_ref().map(|id| self.name(id));
        let of_text = of.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
        Finding {
            id: format!("{}#{number}", entity.id),
            layer: Layer::Relation,
            kind: role.title.clone(),
            text: format!("{}: {}{of_text}", entity.name, role.title),
            certainty: Certainty::Happened,
            contested: false,
            claimed_by: None,
            when: None,
            place: None,
            participants: [entity.name.clone()].into_iter().chain(of).collect(),
            same_side: false,
            confidence: 100,
            documents: 1,
            sources: self.source(&role.evidence).into_iter().collect(),
        }
    }

    /// The sentence with its document.
    pub(crate) fn source(&self, evidence: &Evidence) -> Option<Source> {
        let document = self.documents.get(evidence.document.as_str());
        Some(Source {
            document: document.map_or(evidence.document.as_str(), |document| document.label()).to_owned(),
            publisher: document.and_then(|document| document.publisher.clone()),
            date: document.and_then(|document| document.date).map(|date| date.to_string()),
            url: document.and_then(|document| document.url.clone()),
            quote: evidence.quote.clone(),
        })
    }
}

/// The participants in front of and behind the verb: by role if somebody leads, else by side, else the first and the others.
fn parties(event: &Event) -> (Vec<&Participant>, Vec<&Participant>) {
    let present: Vec<_> = event.participants.iter().filter(|p| p.role != ParticipantRole::Absent).collect();
    let first_side = present.iter().filter_map(|p| p.side).min();
    let by_role = present.iter().copied().partition::<Vec<_>, _>(|p| leads(p.role));
    let by_side =
        present.iter().copied().partition::<Vec<_>, _>(|p| p.side.is_some() && p.side == first_side);
    let split = |(first, second): &(Vec<_>, Vec<_>)| !first.is_empty() && !second.is_empty();
    match [by_role, by_side].into_iter().find(split) {
        Some(parties) => parties,
        None => {
            let (first, second) = present.split_at(present.len().min(1));
            (first.to_vec(), second.to_vec())
        }
    }
}

/// Parties that are no node, in the words of the first report: "families of the victims".
fn unnamed(event: &Event) -> Vec<String> {
    let parties = event.reports.first().map_or(&[][..], |report| &report.parties);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    parties.iter().filter(|party| party.entity.is_none()).map(|party| words(&party.span.text)).collect()
}

/// Whether the first report names an unnamed party first.
fn unnamed_lead(event: &Event) -> bool {
    let first = event.reports.first().and_then(|report| report.parties.first());
    first.is_some_and(|party| party.entity.is_none())
}

/// Whether who has this role stands in front of the verb.
fn leads(role: ParticipantRole) -> bool {
    matches!(
        role,
        ParticipantRole::Visitor
            | ParticipantRole::Caller
            | ParticipantRole::Speaker
            | ParticipantRole::Questioner
            | ParticipantRole::Mediator
    )
}

/// The verb of an event as its certainty has it: "met", "is to meet", "may meet", "did not meet".
fn verb(event: &Event, plural: bool) -> String {
    let base = infinitive(event.kind);
    match event.certainty {
        Certainty::Happened => event.kind.phrase().to_owned(),
        Certainty::Planned if plural => format!("are to {base}"),
        Certainty::Planned => format!("is to {base}"),
        Certainty::Proposed => format!("may {base}"),
        Certainty::Denied => format!("did not {base}"),
    }
}

fn infinitive(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Meet => "meet",
        EventKind::Visit => "visit",
        EventKind::Call => "call",
        EventKind::Negotiate => "hold talks with",
        EventKind::Mediate => "mediate between",
        EventKind::Interview => "interview",
        EventKind::Debate => "debate",
        EventKind::Testify => "testify before",
        EventKind::Correspond => "correspond with",
        EventKind::Tell => "tell",
        EventKind::Sign => "sign with",
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn and_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
