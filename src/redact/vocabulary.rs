//! The words that every redacted file may hold.

use super::{Dates, Options, redact, word};
use crate::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Evidence,
    Metadata, Participant, ParticipantRole, Quotation, Role, Statement, StatementKind, When,
};

/// A redacted case with one thing of every kind, made of nothing but words of the format: the last argument of
/// [`super::leaks`], once it is written in the same format as the case that is handed out.
pub fn vocabulary() -> Case {
    let document = Document::new("", Metadata::default());
    let evidence = Evidence { document: document.id.clone(), start: 0, end: 0, quote: String::new() };
    let mut case = Case { documents: vec![document], ..Case::default() };
    for kind in EntityKind::ALL {
        for number in 1..=2 {
            case.entities.push(entity(kind, number, &evidence));
        }
    }
    let certainties = [Certainty::Happened, Certainty::Planned, Certainty::Proposed, Certainty::Denied];
    for (number, kind) in EventKind::ALL.iter().enumerate() {
        for (offset, certainty) in certainties.into_iter().enumerate() {
            let event = event(&case, *kind, certainty, number * certainties.len() + offset, &evidence);
            case.events.push(event);
        }
    }
    let quotations = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    for (number, kind) in StatementKind::ALL.iter().enumerate() {
        let quotation = quotations[number % quotations.len()];
        let statement = statement(&case, *kind, quotation, number, &evidence);
        case.statements.push(statement);
    }
    redact(&case, &Options { dates: Dates::Year, ..Options::default() }).case
}

fn entity(kind: EntityKind, number: usize, evidence: &Evidence) -> Entity {
    let mut entity = Entity::new(kind, format!("{} {}", word(kind), ["one", "two"][number - 1]));
    let first = |kind: EntityKind| format!("{}-one", word(kind).to_lowercase());
    entity.side = Some(format!("Side {number}"));
    entity.affiliation = Some(first(EntityKind::Organisation));
    entity.stands_for = Some(first(EntityKind::Place));
    entity.members = vec![first(EntityKind::Person)];
    for of in EntityKind::ALL {
        let role = Role { title: String::new(), of: Some(first(of)), evidence: evidence.clone() };
        entity.roles.push(role);
    }
    entity
}

/// Participants of all parts and kinds, two at a time.
fn event(case: &Case, kind: EventKind, certainty: Certainty, number: usize, evidence: &Evidence) -> Event {
    let roles = ParticipantRole::ALL;
    let participant = |place: usize| Participant {
        entity: case.entities[(number + place) % case.entities.len()].id.clone(),
        role: roles[(2 * number + place) % roles.len()],
        side: u8::try_from(place).ok(),
    };
    let report = EventReport {
        id: format!("er-{number}"),
        evidence: evidence.clone(),
        trigger: None,
        parties: Vec::new(),
        place: None,
        time: None,
        certainty,
        claimed_by: Some(case.entities[0].id.clone()),
        confidence: Confidence::percent(100),
        reasons: Vec::new(),
    };
    let another = EventReport { id: format!("er-{number}-2"), ..report.clone() };
    Event {
        id: format!("ev-{number}"),
        kind,
        participants: vec![participant(0), participant(1)],
        certainty,
        when: Some(When { inferred: number.is_multiple_of(2), ..When::day(jiff::civil::date(2000, 1, 1)) }),
        place: case.entities_of(EntityKind::Place).next().map(|place| place.id.clone()),
        claimed_by: report.claimed_by.clone(),
        confidence: report.confidence,
        statement: None,
        reports: vec![report, another],
    }
}

fn statement(
    case: &Case,
    kind: StatementKind,
    quotation: Quotation,
    number: usize,
    evidence: &Evidence,
) -> Statement {
    let [source, about] = [0, 1].map(|place| case.entities[place].id.clone());
    Statement {
        id: format!("st-{number}"),
        kind,
        source: Some(source.clone()),
        source_span: None,
        cue: None,
        content: Vec::new(),
        quotation,
        speech: number.is_multiple_of(2),
        addressee: Some(about.clone()),
        addressee_span: None,
        about: vec![about],
        medium: None,
        when: None,
        claimed_by: Some(source),
        confidence: Confidence::percent(100),
        reasons: Vec::new(),
        evidence: evidence.clone(),
    }
}
