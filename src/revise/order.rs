//! Which decisions hold, and in which order.

use crate::model::{Action, Decision};
use std::collections::{BTreeMap, BTreeSet};

/// The decisions that hold, in the order in which they are replayed: by number, day and id, whatever the order of the
/// lines; repeated ids once; those taken back left out, and so are the records that take back.
///
/// Taking back a taking back brings the decision back.
pub fn in_force(decisions: &[Decision]) -> Vec<&Decision> {
    let mut seen = BTreeSet::new();
    let mut ordered: Vec<_> = decisions.iter().filter(|d| seen.insert(d.id.as_str())).collect();
    ordered.sort_by(|a, b| (a.n, a.when, &a.id).cmp(&(b.n, b.when, &b.id)));
    let undone = undone(&ordered);
    let holds = |d: &&Decision| !matches!(d.action, Action::Undo { .. }) && !undone.contains(d.id.as_str());
    ordered.into_iter().filter(holds).collect()
}

/// Whether the decision with this id is taken back.
pub fn is_undone(decisions: &[Decision], id: &str) -> bool {
    undone(&decisions.iter().collect::<Vec<_>>()).contains(id)
}

/// Ids of decisions that an undo in force names. A later undo may itself be undone, so the latest are looked at first.
fn undone<'a>(decisions: &[&'a Decision]) -> BTreeSet<&'a str> {
    let mut undos: BTreeMap<(u64, &str), &str> = BTreeMap::new();
    for decision in decisions {
        if let Action::Undo { of } = &decision.action {
            undos.insert((decision.n, &decision.id), of);
        }
    }
    let mut undone = BTreeSet::new();
    for ((_, id), of) in undos.into_iter().rev() {
        if !undone.contains(id) {
            undone.insert(of);
        }
    }
    undone
}
