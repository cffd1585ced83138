//! One person, body, place or event whole: all evidence, all decisions.

use super::answer::{Answer, Body, Finding, Section};
use super::cite::{Citer, and_list};
use super::{count, names};
use crate::error::Error;
use crate::graph::Filter;
use crate::model::{Action, Case, Decision, Entity, EntityRef, FindingRef};
use std::collections::{BTreeMap, BTreeSet};

/// Everything about `what`: a name, or the id of an event, report or statement.
///
/// `filter` chooses the events and statements that are shown of a person; `decisions` are those in force, of which the
/// ones about it are told.
///
/// # Errors
/// If nothing or more than one thing is called so.
pub fn show(case: &Case, what: &str, filter: &Filter, decisions: &[&Decision]) -> Result<Answer, Error> {
    let is_id = ["ev-", "er-", "st-"].iter().any(|prefix| what.starts_with(prefix));
    match super::target(case, what) {
        Ok(target) => Ok(finding(case, &target, decisions)),
        Err(error) if is_id => {
            names::resolve(case, what).map_err(|_| error).map(|e| entity(case, e, filter, decisions))
        }
        Err(_) => Ok(entity(case, names::resolve(case, what)?, filter, decisions)),
    }
}

fn finding(case: &Case, target: &FindingRef, decisions: &[&Decision]) -> Answer {
    let citer = Citer::of(case);
    let meant = |id: &str| target.reports.iter().any(|pointer| pointer.id == id);
    let events: Vec<_> = case.events.iter().filter(|e| e.reports.iter().any(|r| meant(&r.id))).collect();
    let statements: Vec<_> = case.statements.iter().filter(|s| meant(&s.id)).collect();
    let mut sections = Vec::new();
    for event in events {
        let mut lines = vec![format!("{}, confidence {}", event.id, event.confidence)];
        for report in &event.reports {
            let reasons = if report.reasons.is_empty() {
                String::new()
            } else {
                format!(": {}", report.reasons.join("; "))
            };
            lines.push(format!(
                "{}, {}, confidence {}{reasons}",
                report.id, report.certainty, report.confidence
            ));
        }
        sections.push(Section { title: "Event".into(), lines, findings: vec![citer.event(event)] });
    }
    for statement in statements {
        let said: Vec<_> = statement.content.iter().map(|span| span.text.clone()).collect();
        let mut lines = vec![format!("{}, confidence {}", statement.id, statement.confidence)];
        lines.extend(statement.reasons.iter().cloned());
        lines.push(format!("content: {}", said.join(" … ")));
        sections.push(Section {
            title: "Statement".into(),
            lines,
            findings: vec![citer.statement(statement)],
        });
    }
    let about = |decision: &&&Decision| {
        target_of(&decision.action).is_some_and(|t| t.reports.iter().any(|p| meant(&p.id)))
    };
    push_decisions(&mut sections, decisions.iter().filter(about).copied());
    answer(
        format!("What is known of {}?", target.text),
        &Filter::everything(),
        target.text.clone() + ".",
        sections,
    )
}

fn entity(case: &Case, entity: &Entity, filter: &Filter, decisions: &[&Decision]) -> Answer {
    let citer = Citer::of(case);
    let mut sections =
        vec![Section { title: entity.name.clone(), lines: facts(&citer, entity), findings: Vec::new() }];
    let roles: Vec<_> =
        entity.roles.iter().enumerate().map(|(n, role)| citer.role(entity, n, role)).collect();
    push(&mut sections, "Roles", roles);
    let events = case.events.iter().filter(|event| filter.admits_event(event));
    let with = events.filter(|event| event.involves(&entity.id) || event.place.as_ref() == Some(&entity.id));
    let mut events: Vec<_> = with.map(|event| citer.event(event)).collect();
    in_order_of_time(&mut events);
    let number = events.len();
    push(&mut sections, "Events", events);
    let shown: Vec<_> =
        case.statements.iter().filter(|statement| filter.admits_statement(statement)).collect();
    let by = shown.iter().filter(|s| s.source.as_ref() == Some(&entity.id));
    push(&mut sections, "Said", by.map(|s| citer.statement(s)).collect());
    let about =
        shown.iter().filter(|s| s.about.contains(&entity.id) && s.source.as_ref() != Some(&entity.id));
    push(&mut sections, "Spoken about", about.map(|s| citer.statement(s)).collect());
    let concerns = |decision: &&&Decision| concerned(&decision.action).iter().any(|known| is(entity, known));
    push_decisions(&mut sections, decisions.iter().filter(concerns).copied());
    let summary = format!(
        "{}: {}, {} in {}, {}.",
        entity.name,
        entity.kind,
        count(entity.mentions.len(), "mention", "mentions"),
        count(documents(entity).len(), "document", "documents"),
        count(number, "event", "events")
    );
    answer(format!("What is known of {}?", entity.name), filter, summary, sections)
}

fn answer(question: String, filter: &Filter, summary: String, sections: Vec<Section>) -> Answer {
    Answer {
        question,
        graph: filter.describe(),
        summary,
        found: true,
        notes: Vec::new(),
        body: Body::Sections(sections),
    }
}

/// With ids behind the words: decisions are made on ids.
fn push(sections: &mut Vec<Section>, title: &str, mut findings: Vec<Finding>) {
    for finding in &mut findings {
        finding.text = format!("{} [{}]", finding.text, finding.id);
    }
    if !findings.is_empty() {
        sections.push(Section { title: title.to_owned(), lines: Vec::new(), findings });
    }
}

fn push_decisions<'a>(sections: &mut Vec<Section>, decisions: impl Iterator<Item = &'a Decision>) {
    let lines: Vec<_> = decisions.map(Decision::line).collect();
    if !lines.is_empty() {
        sections.push(Section { title: "Decisions".into(), lines, findings: Vec::new() });
    }
}

fn documents(entity: &Entity) -> BTreeSet<&str> {
    entity.mentions.iter().map(|mention| mention.document.as_str()).collect()
}

fn facts(citer: &Citer<'_>, entity: &Entity) -> Vec<String> {
    let mut facts = vec![format!("{}, id {}", entity.kind, entity.id)];
    let lists = [("also called", &entity.aliases), ("short forms", &entity.weak_aliases)];
    facts.extend(
        lists
            .iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(word, list)| format!("{word} {}", and_list(list))),
    );
    facts.extend(entity.side.iter().map(|side| format!("side {side}")));
    facts.extend(entity.affiliation.iter().map(|id| format!("belongs to {}", citer.name(id))));
    facts.extend(entity.stands_for.iter().map(|id| format!("stands for {}", citer.name(id))));
    if !entity.members.is_empty() {
        let members: Vec<_> = entity.members.iter().map(|id| citer.name(id)).collect();
        facts.push(format!("members {}", and_list(&members)));
    }
    let mut by_document: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for mention in &entity.mentions {
        *by_document.entry(&mention.document).or_default().entry(&mention.span.text).or_default() += 1;
    }
    for (document, words) in by_document {
        let label = citer.case().document(document).map_or(document, |document| document.label());
        let words: Vec<_> = words.iter().map(|(words, times)| format!("“{words}” {times}×")).collect();
        facts.push(format!("in {label}: {}", words.join(", ")));
    }
    facts
}

/// Dated ones first, by their first day; else as they stand in the texts.
pub(super) fn in_order_of_time(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let bounds = finding.when.as_ref().and_then(crate::model::When::bounds);
        (bounds.is_none(), bounds)
    });
}

/// The entities that a decision names.
fn concerned(action: &Action) -> Vec<&EntityRef> {
    match action {
        Action::Same { keep, merge } => std::iter::once(keep).chain(merge).collect(),
        Action::NotTheSame { entities } => entities.iter().collect(),
        Action::Rename { entity, .. }
        | Action::Split { entity, .. }
        | Action::SetKind { entity, .. }
        | Action::SetSide { entity, .. } => vec![entity],
        Action::Note { entity, .. } => entity.iter().collect(),
        Action::Correct { set, .. } => set.participants.iter().chain(&set.speaker).collect(),
        Action::Confirm { .. } | Action::Reject { .. } | Action::Undo { .. } => Vec::new(),
    }
}

fn target_of(action: &Action) -> Option<&FindingRef> {
    match action {
        Action::Confirm { target } | Action::Reject { target } | Action::Correct { target, .. } => {
            Some(target)
        }
        Action::Note { target, .. } => target.as_ref(),
        _ => None,
    }
}

/// Whether a decision's reference means this entity: by a mention, else by name.
fn is(entity: &Entity, known: &EntityRef) -> bool {
    let by_mention = |id: &str| entity.mentions.iter().any(|mention| mention.id == id);
    known.mentions.iter().any(|pointer| by_mention(&pointer.id))
        || known.name == entity.name
        || entity.aliases.contains(&known.name)
        || known.name == entity.id
}
