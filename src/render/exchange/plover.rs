//! PLOVER-style event records, one JSON object a line, in the layout of event coders.
//!
//! A record is one report. Its type and mode say the kind and how certain it is; `kind`, the roles and the delegations are
//! keys of our own beside them, for what PLOVER cannot tell apart.

use super::{Dropped, Exported};
use crate::graph::Filter;
use crate::model::{
    Case, Certainty, Event, EventKind, Evidence, Layer, Participant, ParticipantRole, Statement,
    StatementKind, When,
};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

/// Every report of an event, and every statement about or to somebody.
pub(super) fn plover(case: &Case, filter: &Filter) -> Exported {
    let names = case.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let mut writing = Writing { case, names, out: String::new(), dropped: [0; 7] };
    for event in case.events.iter().filter(|event| filter.admits_event(event)) {
        writing.event(event);
    }
    if filter.layers.contains(&Layer::Statement) {
        for statement in case.statements.iter().filter(|statement| filter.admits_statement(statement)) {
            writing.statement(statement);
        }
    }
    writing.finish()
}

/// What is dropped, as it is told.
const DENIED: usize = 0;
const TOLD: usize = 1;
const PLAIN: usize = 2;
const UNTIED: usize = 3;
const ABSENT: usize = 4;
const CLAIMED: usize = 5;
const MENTIONS: usize = 6;
const WHAT: [&str; 7] = [
    "denied events",
    "tellings",
    "plain statements",
    "events and statements that tie no two actors",
    "absent participants",
    "those on whose word alone events stand",
    "mentions",
];

struct Writing<'a> {
    case: &'a Case,
    names: HashMap<&'a str, &'a crate::model::Entity>,
    out: String,
    dropped: [usize; 7],
}

impl Writing<'_> {
    fn event(&mut self, event: &Event) {
        let present: Vec<_> =
            event.participants.iter().filter(|part| part.role != ParticipantRole::Absent).collect();
        let Some((code, mode)) = event_code(event, present.len()) else {
            self.dropped[if event.certainty == Certainty::Denied { DENIED } else { TOLD }] += 1;
            return;
        };
        if present.len() < 2 {
            self.dropped[UNTIED] += 1;
            return;
        }
        self.dropped[ABSENT] += event.participants.len() - present.len();
        self.dropped[CLAIMED] += usize::from(event.claimed_by.is_some());
        let on = |recipient| -> Vec<_> {
            let these = present.iter().filter(|part| is_recipient(part) == recipient);
            these.map(|part| self.party(part)).collect()
        };
        let (actors, recipients) = (on(false), on(true));
        for report in &event.reports {
            let mut record = record(code, mode, event.kind.as_str(), event.when.as_ref());
            record.insert("id".to_owned(), report.id.clone().into());
            record.insert("event".to_owned(), event.id.clone().into());
            record.insert("confidence".to_owned(), report.confidence.as_percent().into());
            let mut attributes = json!({"ACTOR": actors, "RECIP": recipients});
            if let Some(place) = &event.place {
                attributes["LOC"] = json!([{"text": self.case.name_of(place)}]);
            }
            record.insert("attributes".to_owned(), attributes);
            self.report(record, &report.evidence);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let Some((code, mode)) = statement_code(statement.kind) else {
            self.dropped[PLAIN] += 1;
            return;
        };
        let mut others: Vec<_> = statement.about.iter().chain(&statement.addressee).collect();
        let source = statement.source.as_ref();
        others.retain(|other| Some(*other) != source && self.is_actor(other));
        let mut seen = std::collections::HashSet::new();
        others.retain(|other| seen.insert(*other));
        let Some(source) = source.filter(|source| !others.is_empty() && self.is_actor(source)) else {
            self.dropped[UNTIED] += 1;
            return;
        };
        self.dropped[CLAIMED] += usize::from(statement.claimed_by.is_some());
        let mut record = record(code, mode, statement.kind.as_str(), statement.when.as_ref());
        record.insert("id".to_owned(), statement.id.clone().into());
        record.insert("confidence".to_owned(), statement.confidence.as_percent().into());
        let named = |id: &String| Json::Object(self.named(id));
        let recipients: Vec<_> = others.into_iter().map(named).collect();
        record.insert("attributes".to_owned(), json!({"ACTOR": [named(source)], "RECIP": recipients}));
        self.report(record, &statement.evidence);
    }

    fn is_actor(&self, id: &str) -> bool {
        self.names.get(id).is_some_and(|entity| entity.kind.is_actor())
    }

    fn named(&self, id: &str) -> Map<String, Json> {
        let mut party = Map::new();
        party.insert("id".to_owned(), id.into());
        if let Some(entity) = self.names.get(id) {
            party.insert("text".to_owned(), entity.name.clone().into());
            party.insert("kind".to_owned(), entity.kind.as_str().into());
        }
        party
    }

    fn party(&self, part: &Participant) -> Json {
        let mut party = self.named(&part.entity);
        party.insert("role".to_owned(), part.role.as_str().into());
        if let Some(side) = part.side {
            party.insert("side".to_owned(), side.into());
        }
        Json::Object(party)
    }

    /// Adds sentence and source, and writes the line.
    fn report(&mut self, mut record: Map<String, Json>, evidence: &Evidence) {
        let document = self.case.document(&evidence.document);
        let bytes = format!("{}-{}", evidence.start, evidence.end);
        for (name, text) in [
            ("event_text", Some(evidence.quote.clone())),
            ("evidence_bytes", document.map(|_| bytes)),
            ("document", document.map(|document| document.name.clone())),
            ("document_sha256", document.map(|document| document.sha256.clone())),
            ("headline", document.and_then(|document| document.title.clone())),
            ("publisher", document.and_then(|document| document.publisher.clone())),
            ("pub_date", document.and_then(|document| document.date).map(|date| date.to_string())),
            ("url", document.and_then(|document| document.url.clone())),
        ] {
            record.extend(text.map(|text| (name.to_owned(), Json::from(text))));
        }
        self.out.push_str(&Json::Object(record).to_string());
        self.out.push('\n');
    }

    fn finish(mut self) -> Exported {
        self.dropped[MENTIONS] = self.case.entities.iter().map(|entity| entity.mentions.len()).sum();
        let dropped = std::array::from_fn::<_, 7, _>(|number| (WHAT[number], self.dropped[number]));
        Exported::one(self.out, Dropped::some(dropped))
    }
}

/// What all records have; a date that is no day stands there as the case has it, since a first day would be a guess.
fn record(code: &str, mode: Option<&str>, kind: &str, when: Option<&When>) -> Map<String, Json> {
    let mut record = Map::new();
    record.insert("event_type".to_owned(), code.into());
    record.insert("event_mode".to_owned(), mode.into_iter().collect::<Vec<_>>().into());
    record.insert("kind".to_owned(), kind.into());
    let date = when.and_then(|when| when.edtf.clone());
    record.extend(date.map(|date| ("date".to_owned(), Json::from(date))));
    record
}

/// Of two delegations the second; hosts, callees and the addressed in what has a direction.
fn is_recipient(part: &Participant) -> bool {
    use ParticipantRole::{Addressee, Callee, Host};
    part.side.map_or(matches!(part.role, Host | Callee | Addressee), |side| side > 0)
}

/// Type and mode. Meetings to come are agreed on or asked for; nothing stands for a denial, or for plain telling.
fn event_code(event: &Event, parties: usize) -> Option<(&'static str, Option<&'static str>)> {
    Some(match (event.certainty, event.kind) {
        (Certainty::Denied, _) | (_, EventKind::Tell) => return None,
        (Certainty::Planned, _) => ("AGREE", Some("meet")),
        (Certainty::Proposed, _) => ("REQUEST", Some("meet")),
        (_, EventKind::Sign) => ("SUPPORT", None),
        (_, EventKind::Visit) => ("CONSULT", Some("visit")),
        (_, EventKind::Call) => ("CONSULT", Some("phone")),
        (_, EventKind::Mediate) => ("CONSULT", Some("third-party")),
        _ => ("CONSULT", (parties > 2).then_some("multilateral")),
    })
}

fn statement_code(kind: StatementKind) -> Option<(&'static str, Option<&'static str>)> {
    Some(match kind {
        StatementKind::State | StatementKind::NoComment | StatementKind::Deny | StatementKind::Admit => {
            return None;
        }
        StatementKind::Praise | StatementKind::Defend => ("SUPPORT", None),
        StatementKind::Criticise | StatementKind::Accuse => ("ACCUSE", None),
        StatementKind::Appeal | StatementKind::Demand => ("REQUEST", None),
        StatementKind::DemandMeeting => ("REQUEST", Some("meet")),
        StatementKind::Agree => ("AGREE", None),
        StatementKind::Reject => ("REJECT", None),
        StatementKind::RefuseMeeting => ("REJECT", Some("meet")),
        StatementKind::Threaten => ("THREATEN", None),
    })
}
