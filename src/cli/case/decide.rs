//! What a decision does, told before it is written down.

use sociogram::folder::CaseFolder;
use sociogram::graph::Filter;
use sociogram::model::{Action, Case, Entity, EntityRef};
use sociogram::query::{self, Answer, Body};
use sociogram::revise;
use std::collections::BTreeSet;

/// Lines of effect that are shown before the rest is only counted.
const SHOWN: usize = 8;

/// The decision in words, and what it changes.
pub(super) struct Preview {
    pub(super) lines: Vec<String>,
    /// Why there is nothing to be written, if there is nothing.
    pub(super) idle: Option<String>,
}

/// Compares the case with what it would be.
pub(super) fn preview(folder: &CaseFolder, before: &Case, action: &Action) -> anyhow::Result<Preview> {
    let mut lines = vec![format!("{}: {}", action.as_str(), direction(before, action))];
    if let Some(known) = same_in_force(folder, action) {
        return Ok(Preview { lines, idle: Some(format!("this was decided already: {known}")) });
    }
    let with = folder.with(action);
    let after = with.read(&|_, _| {})?;
    let ours = with.decisions().last().map(|decision| decision.id.clone()).unwrap_or_default();
    let unmet = after.warnings.iter().find(|warning| warning.message.contains(&ours));
    if let Some(unmet) = unmet {
        return Ok(Preview { lines, idle: Some(unmet.message.clone()) });
    }
    let diff = query::diff(before, &after.case, &Filter::everything());
    if !diff.is_empty() {
        lines.extend(effect(&diff.answer("")));
    }
    let silent = matches!(action, Action::Note { .. } | Action::NotTheSame { .. } | Action::Undo { .. });
    let idle =
        (*before == after.case && !silent).then(|| "this changes nothing: it is so already".to_owned());
    Ok(Preview { lines, idle })
}

fn same_in_force(folder: &CaseFolder, action: &Action) -> Option<String> {
    let known =
        revise::in_force(folder.decisions()).into_iter().find(|known| known.action.says_the_same(action));
    known.map(sociogram::model::Decision::line)
}

/// Who becomes part of whom, with the weight of each; other decisions in their own words.
fn direction(case: &Case, action: &Action) -> String {
    match action {
        Action::Same { keep, merge } => {
            let merged: Vec<_> = merge.iter().map(|entity| weight(case, entity)).collect();
            format!("{} becomes part of {}", merged.join(" and "), weight(case, keep))
        }
        Action::NotTheSame { entities: [a, b] } => {
            format!("{} and {} stay two", weight(case, a), weight(case, b))
        }
        other => other.describe(),
    }
}

/// `Anna Keller (person, 3 mentions in 2 documents)`.
fn weight(case: &Case, entity: &EntityRef) -> String {
    let Ok(number) = revise::find_entity(case, entity) else { return entity.name.clone() };
    let Entity { name, kind, mentions, .. } = &case.entities[number];
    let documents: BTreeSet<_> = mentions.iter().map(|mention| &mention.document).collect();
    format!("{name} ({kind}, mentions: {}, documents: {})", mentions.len(), documents.len())
}

/// The first lines of a difference.
fn effect(answer: &Answer) -> Vec<String> {
    let Body::Sections(sections) = &answer.body else { return Vec::new() };
    let mut lines = Vec::new();
    for section in sections {
        let title = section.title.to_lowercase();
        let all =
            section.lines.iter().cloned().chain(section.findings.iter().map(|finding| finding.text.clone()));
        lines.extend(all.map(|line| format!("  {title}: {line}")));
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("  and {more} more changes"));
    }
    lines
}
