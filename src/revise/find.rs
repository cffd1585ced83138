//! From what a decision points at to what the case has now.

use crate::model::{Case, Decision, Entity, EntityRef, Event, EventReport, FindingRef, Pointer, Statement};
use std::collections::BTreeMap;
use std::fmt;

/// A decision without effect, because what it is about is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Id of the decision.
    pub decision: String,
    /// The verb and what it says.
    pub what: String,
    /// Why it has no effect.
    pub reason: String,
}

impl Unmet {
    pub(super) fn new(decision: &Decision, reason: impl Into<String>) -> Self {
        let what = format!("{} ({})", decision.action.as_str(), decision.action.describe());
        Self { decision: decision.id.clone(), what, reason: reason.into() }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "decision {} has no effect: {}: {}", self.decision, self.what, self.reason)
    }
}

/// Number in [`Case::entities`] of the entity that a decision is about: the one that holds most of the mentions (or of
/// the words at their place, if the texts were read anew), else the only one of this name, alias or id.
///
/// # Errors
/// A sentence part that says why there is none: nobody, or several of the name.
pub fn find_entity(case: &Case, wanted: &EntityRef) -> Result<usize, String> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for pointer in &wanted.mentions {
        // Words may name several, as "envoys of Norland and Sudmark" do.
        let owners = |fits: &dyn Fn(&Pointer, &crate::model::Mention) -> bool| -> Vec<usize> {
            let has = |entity: &Entity| entity.mentions.iter().any(|m| fits(pointer, m));
            (0..case.entities.len()).filter(|&number| has(&case.entities[number])).collect()
        };
        let mut found = owners(&|pointer, mention| mention.id == pointer.id);
        if found.is_empty() {
            found = owners(&|pointer, mention| {
                mention.document == pointer.document
                    && mention.span.start < pointer.end
                    && pointer.start < mention.span.end
            });
        }
        for number in found {
            *votes.entry(number).or_insert(0) += 1;
        }
    }
    let named = |number: usize| case.entities[number].name == wanted.name;
    let rank = |(number, votes): &(usize, usize)| (*votes, named(*number), std::cmp::Reverse(*number));
    match votes.into_iter().max_by_key(rank) {
        Some((number, _)) => Ok(number),
        None => by_name(case, &wanted.name),
    }
}

fn by_name(case: &Case, name: &str) -> Result<usize, String> {
    let tiers: [&dyn Fn(&Entity) -> bool; 3] =
        [&|entity| entity.id == name, &|entity| entity.name == name, &|entity| {
            entity.aliases.iter().any(|alias| alias == name)
        }];
    for fits in tiers {
        let found: Vec<_> =
            case.entities.iter().enumerate().filter(|(_, e)| fits(e)).map(|(number, _)| number).collect();
        match found.as_slice() {
            [] => {}
            [number] => return Ok(*number),
            _ => return Err(format!("several are called {name}")),
        }
    }
    Err(format!("nobody is called {name}, and no mention is there"))
}

/// Whether a report is the one pointed at: by id, or a telling at the same words if the texts were read anew.
pub(super) fn is_report(report: &EventReport, pointer: &Pointer) -> bool {
    let (start, end) = place(report);
    report.id == pointer.id
        || (!pointer.document.is_empty()
            && report.evidence.document == pointer.document
            && start < pointer.end
            && pointer.start < end)
}

/// Bytes of the word that tells the event, else of the sentence.
pub(super) fn place(report: &EventReport) -> (usize, usize) {
    report.trigger.as_ref().map_or((report.evidence.start, report.evidence.end), |t| (t.start, t.end))
}

/// Numbers in [`Case::events`] of the events that a decision is about, in order.
pub fn find_events(case: &Case, target: &FindingRef) -> Vec<usize> {
    let is_meant = |event: &Event| {
        target.reports.iter().any(|pointer| {
            event.id == pointer.id || event.reports.iter().any(|report| is_report(report, pointer))
        })
    };
    // The exact ids first: another reading at the same words must not be taken for it.
    let exact = |event: &Event| {
        let known =
            |pointer: &Pointer| event.id == pointer.id || event.reports.iter().any(|r| r.id == pointer.id);
        target.reports.iter().any(known)
    };
    let numbers = |fits: &dyn Fn(&Event) -> bool| -> Vec<usize> {
        (0..case.events.len()).filter(|&number| fits(&case.events[number])).collect()
    };
    let found = numbers(&exact);
    if found.is_empty() { numbers(&is_meant) } else { found }
}

/// Number in [`Case::statements`] of the statement that a decision is about.
pub fn find_statement(case: &Case, target: &FindingRef) -> Option<usize> {
    let is_meant = |statement: &Statement, pointer: &Pointer| {
        let evidence = &statement.evidence;
        pointer.id.starts_with("st-")
            && evidence.document == pointer.document
            && cue(statement) == (pointer.start, pointer.end)
    };
    let position = |fits: &dyn Fn(&Statement) -> bool| case.statements.iter().position(fits);
    position(&|s| target.reports.iter().any(|pointer| s.id == pointer.id))
        .or_else(|| position(&|s| target.reports.iter().any(|pointer| is_meant(s, pointer))))
}

/// Bytes of the cue, else of the evidence.
fn cue(statement: &Statement) -> (usize, usize) {
    let evidence = &statement.evidence;
    statement.cue.as_ref().map_or((evidence.start, evidence.end), |cue| (cue.start, cue.end))
}

impl FindingRef {
    /// A reference to an event by its reports; `text` says it in words.
    pub fn to_event(event: &Event, text: impl Into<String>) -> Self {
        let pointer = |report: &EventReport| {
            let (start, end) = place(report);
            let text = report.trigger.as_ref().map_or(String::new(), |trigger| trigger.text.clone());
            Pointer { id: report.id.clone(), document: report.evidence.document.clone(), start, end, text }
        };
        Self { text: text.into(), reports: event.reports.iter().map(pointer).collect() }
    }

    /// A reference to a statement; `text` says it in words.
    pub fn to_statement(statement: &Statement, text: impl Into<String>) -> Self {
        let (start, end) = cue(statement);
        let pointer = Pointer {
            id: statement.id.clone(),
            document: statement.evidence.document.clone(),
            start,
            end,
            text: statement.cue.as_ref().map_or(String::new(), |cue| cue.text.clone()),
        };
        Self { text: text.into(), reports: vec![pointer] }
    }
}
