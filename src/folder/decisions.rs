//! The lines of people's decisions.

use super::lines::Lines;
use crate::error::Error;
use crate::model::{Decision, Warned};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) const FILE: Lines = Lines { name: "decisions.ndjson", format: "sociogram-decisions" };

/// Decisions from the text of a file, one JSON object a line, as case folders have them or written by hand: an entity may
/// be given by its name alone, `id`, `n`, `by`, `when` and `why` may be left out. Lines that cannot be read are warnings.
///
/// ```
/// let text = br#"{"decision":"same","keep":"Anna Keller","merge":["Anna Keler"],"why":"misprint"}"#;
/// let decisions = sociogram::folder::read_decisions("identities.ndjson", text).unwrap().value;
/// assert_eq!(decisions[0].action.describe(), "Anna Keler is Anna Keller");
/// ```
///
/// # Errors
/// If the file is of a newer format.
pub fn read_decisions(name: &str, bytes: &[u8]) -> Result<Warned<Vec<Decision>>, Error> {
    let lines = FILE.parse(bytes)?;
    let mut read = decisions(lines);
    for warning in &mut read.warnings {
        warning.origin = warning.origin.replacen(FILE.name, name, 1);
    }
    Ok(read)
}

pub(super) fn read(folder: &Path) -> Result<Warned<Vec<Decision>>, Error> {
    Ok(decisions(FILE.read(folder)?))
}

/// Number of the decision after these.
pub(super) fn next(decisions: &[Decision]) -> u64 {
    decisions.iter().map(|decision| decision.n).max().unwrap_or(0) + 1
}

/// Repeated ids once, in the order in which they are replayed. What has no number comes after the line before it.
fn decisions(lines: Warned<Vec<(usize, Value)>>) -> Warned<Vec<Decision>> {
    let mut read = Warned { value: Vec::new(), warnings: lines.warnings };
    let (mut seen, mut last) = (BTreeSet::new(), 0);
    for (line, value) in lines.value {
        match serde_json::from_value::<Decision>(value) {
            Ok(mut decision) => {
                if decision.id.is_empty() {
                    decision.id = decision.clone().sealed(decision.n).id;
                }
                decision.n = if decision.n == 0 { last + 1 } else { decision.n };
                last = decision.n;
                if seen.insert(decision.id.clone()) {
                    read.value.push(decision);
                }
            }
            Err(error) => read.warn(FILE.place(line), format!("no decision: {error}; without effect")),
        }
    }
    read.value.sort_by(|a, b| (a.n, a.when, &a.id).cmp(&(b.n, b.when, &b.id)));
    read
}
