//! From an id as people type it to the event, report or statement it means.

use super::cite::Citer;
use crate::error::Error;
use crate::model::{Case, FindingRef};

/// Fewest letters of an id that may stand for the whole.
const SHORTEST: usize = 6;

/// The event (`ev-…`), one telling of an event (`er-…`) or statement (`st-…`) with this id; its beginning is enough if it
/// is unique.
///
/// # Errors
/// If nothing has the id, or several things begin with it.
pub fn target(case: &Case, id: &str) -> Result<FindingRef, Error> {
    let fits = |known: &str| known == id || (id.len() >= SHORTEST && known.starts_with(id));
    let citer = Citer::of(case);
    let mut found: Vec<(&str, FindingRef)> = Vec::new();
    for event in &case.events {
        let text = || citer.event(event).text;
        if fits(&event.id) {
            found.push((&event.id, FindingRef::to_event(event, text())));
        }
        for report in event.reports.iter().filter(|report| fits(&report.id)) {
            let mut only = event.clone();
            only.reports.retain(|other| other.id == report.id);
            found.push((&report.id, FindingRef::to_event(&only, text())));
        }
    }
    for statement in case.statements.iter().filter(|statement| fits(&statement.id)) {
        found.push((&statement.id, FindingRef::to_statement(statement, citer.statement(statement).text)));
    }
    if let Some(exact) = found.iter().position(|(known, _)| *known == id) {
        found.swap(0, exact);
        found.truncate(1);
    }
    match found.len() {
        1 => Ok(found.swap_remove(0).1),
        0 => Err(Error::Question {
            problem: format!("there is no event or statement '{id}'"),
            hint: "`list events`, `show NAME` and `case review` tell the ids".to_owned(),
        }),
        _ => Err(Error::Question {
            problem: format!("several ids begin with '{id}'"),
            hint: format!(
                "write more of it: {}",
                found.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
            ),
        }),
    }
}
