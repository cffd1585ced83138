//! Whether the texts say so: confirmed, rejected, corrected.

use super::find::{Unmet, find_entity, find_events, find_statement, is_report};
use super::identity::free_id;
use super::split::restate;
use crate::model::{
    Action, Case, Confidence, Correction, Decision, Entity, EntityKind, Event, EventKind, EventReport,
    FindingRef, Participant, ParticipantRole, Statement, StatementKind, When,
};
use std::collections::BTreeMap;

/// Applies the verdicts among `decisions`, in their order, and tells those without effect.
///
/// Applying the same decisions again changes nothing.
pub fn verdicts(case: &mut Case, decisions: &[&Decision]) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    // Reports and statements that were taken out, with the decision that did it.
    let mut rejected: BTreeMap<&str, &Decision> = BTreeMap::new();
    for decision in decisions {
        let (target, done) = match &decision.action {
            Action::Confirm { target } => (target, confirm(case, target, decision)),
            Action::Reject { target } => (target, reject(case, target)),
            Action::Correct { target, set } => (target, correct(case, target, set, decision)),
            _ => continue,
        };
        let by = target.reports.iter().find_map(|pointer| rejected.get(pointer.id.as_str()).copied());
        let is_reject = matches!(decision.action, Action::Reject { .. });
        match (done, by) {
            // Two people have rejected the same.
            (Err(_), Some(_)) if is_reject => {}
            (Err(_), Some(by)) => {
                unmet.push(Unmet::new(decision, format!("it is {}, {}", note("rejected", by), by.id)));
            }
            (Err(reason), None) => unmet.push(Unmet::new(decision, reason)),
            (Ok(()), _) => {}
        }
        if is_reject {
            rejected.extend(target.reports.iter().map(|pointer| (pointer.id.as_str(), *decision)));
        }
    }
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    case.events.sort_by_cached_key(|event| {
        let first = event.reports.first();
        let document = first.map(|report| report.evidence.document.clone());
        let place = first.map(|r| r.trigger.as_ref().map_or(r.evidence.start, |trigger| trigger.start));
        (document, place, event.id.clone())
    });
    unmet
}

const GONE: &str = "no report of it and no such statement is there";

/// "confirmed by Mira".
fn note(word: &str, decision: &Decision) -> String {
    decision.by.as_ref().map_or_else(|| word.to_owned(), |by| format!("{word} by {by}"))
}

fn confirm(case: &mut Case, target: &FindingRef, decision: &Decision) -> Result<(), String> {
    let note = note("confirmed", decision);
    if let Some(number) = find_statement(case, target) {
        let statement = &mut case.statements[number];
        statement.confidence = Confidence::CERTAIN;
        add_once(&mut statement.reasons, note);
        return Ok(());
    }
    let events = find_events(case, target);
    for &number in &events {
        let event = &mut case.events[number];
        event.confidence = Confidence::CERTAIN;
        let whole = target.reports.iter().any(|pointer| pointer.id == event.id);
        for report in &mut event.reports {
            if whole || target.reports.iter().any(|pointer| is_report(report, pointer)) {
                report.confidence = Confidence::CERTAIN;
                add_once(&mut report.reasons, note.clone());
            }
        }
    }
    if events.is_empty() { Err(GONE.to_owned()) } else { Ok(()) }
}

fn add_once(reasons: &mut Vec<String>, reason: String) {
    if !reasons.contains(&reason) {
        reasons.push(reason);
    }
}

/// The reports pointed at go; an event without reports goes with them. What other reports say stays.
fn reject(case: &mut Case, target: &FindingRef) -> Result<(), String> {
    if let Some(number) = find_statement(case, target) {
        let statement = case.statements.remove(number);
        for event in &mut case.events {
            if event.statement.as_ref() == Some(&statement.id) {
                event.statement = None;
            }
        }
        return Ok(());
    }
    let events = find_events(case, target);
    if events.is_empty() {
        return Err(GONE.to_owned());
    }
    for &number in events.iter().rev() {
        let event = &mut case.events[number];
        let whole = target.reports.iter().any(|pointer| pointer.id == event.id);
        let meant = |report: &EventReport| whole || target.reports.iter().any(|p| is_report(report, p));
        let (rejected, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut event.reports).into_iter().partition(meant);
        event.reports = kept;
        if event.reports.is_empty() {
            case.events.remove(number);
        } else {
            restate(event, &rejected);
        }
    }
    Ok(())
}

fn correct(
    case: &mut Case,
    target: &FindingRef,
    set: &Correction,
    decision: &Decision,
) -> Result<(), String> {
    if let Some(number) = find_statement(case, target) {
        let speaker = set.speaker.as_ref().map(|wanted| find_entity(case, wanted)).transpose()?;
        let speaker = speaker.map(|entity| case.entities[entity].id.clone());
        return correct_statement(&mut case.statements[number], set, speaker, decision);
    }
    let events = find_events(case, target);
    if events.is_empty() {
        return Err(GONE.to_owned());
    }
    let kind =
        set.kind.as_ref().map(|kind| EventKind::from_text(kind).ok_or_else(|| unknown(kind))).transpose()?;
    let mut participants = Vec::new();
    for wanted in &set.participants {
        let number = find_entity(case, wanted)?;
        participants.push(case.entities[number].id.clone());
    }
    let place = set.place.as_ref().map(|name| place(case, name));
    for number in events {
        let event = &mut case.events[number];
        event.kind = kind.unwrap_or(event.kind);
        event.place = place.clone().or(event.place.take());
        correct_event(event, set, &participants, decision);
    }
    Ok(())
}

fn unknown(kind: &str) -> String {
    format!("there is no kind '{kind}'")
}

fn correct_event(event: &mut Event, set: &Correction, participants: &[String], decision: &Decision) {
    if let Some(certainty) = set.certainty {
        event.certainty = certainty;
        event.reports.iter_mut().for_each(|report| report.certainty = certainty);
    }
    if let Some(date) = &set.date {
        event.when = Some(When {
            edtf: Some(date.clone()),
            phrase: None,
            anchor: None,
            inferred: false,
            offset_days: None,
        });
    }
    if !participants.is_empty() {
        let role = |id: &String| {
            let known = event.participants.iter().find(|party| party.entity == *id);
            let new = || Participant { entity: id.clone(), role: ParticipantRole::default(), side: None };
            known.cloned().unwrap_or_else(new)
        };
        event.participants = participants.iter().map(role).collect();
        event.participants.sort();
    }
    event.confidence = Confidence::CERTAIN;
    let note = note("corrected", decision);
    for report in &mut event.reports {
        report.confidence = Confidence::CERTAIN;
        add_once(&mut report.reasons, note.clone());
    }
}

fn correct_statement(
    statement: &mut Statement,
    set: &Correction,
    speaker: Option<String>,
    decision: &Decision,
) -> Result<(), String> {
    if let Some(kind) = &set.kind {
        statement.kind = StatementKind::from_text(kind).ok_or_else(|| unknown(kind))?;
    }
    statement.source = speaker.or(statement.source.take());
    statement.confidence = Confidence::CERTAIN;
    add_once(&mut statement.reasons, note("corrected", decision));
    Ok(())
}

/// Id of the place of this name; made if there is none.
fn place(case: &mut Case, name: &str) -> String {
    let places = |entity: &&Entity| {
        entity.kind == EntityKind::Place && (entity.name == name || entity.aliases.iter().any(|a| a == name))
    };
    if let Some(known) = case.entities.iter().find(places) {
        return known.id.clone();
    }
    let mut place = Entity::new(EntityKind::Place, name);
    place.id = free_id(case, name, EntityKind::Place, None);
    case.entities.push(place);
    case.entities.last().map(|place| place.id.clone()).unwrap_or_default()
}
