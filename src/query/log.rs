//! What people have decided, as a table.

use super::answer::{Answer, Body, Cell, Listing};
use super::count;
use super::list::heads;
use crate::model::{Action, Decision};

/// All decisions in their order, with who, when and why. `in_force` are those that hold; the others were taken back.
pub fn log(decisions: &[Decision], in_force: &[&Decision]) -> Answer {
    let holds = |decision: &Decision| in_force.iter().any(|known| known.id == decision.id);
    let text = |text: &Option<String>| Cell::Text(text.clone().unwrap_or_default());
    let row = |decision: &Decision| {
        let state = match (&decision.action, holds(decision)) {
            (Action::Undo { .. }, _) => "",
            (_, true) => "holds",
            (_, false) => "taken back",
        };
        vec![
            Cell::Text(decision.id.clone()),
            Cell::Text(decision.when.map(|day| day.to_string()).unwrap_or_default()),
            text(&decision.by),
            Cell::Text(decision.action.as_str().to_owned()),
            Cell::Text(decision.action.describe()),
            text(&decision.why),
            Cell::Text(state.to_owned()),
        ]
    };
    Answer {
        question: "What was decided?".to_owned(),
        graph: "all decisions".to_owned(),
        summary: format!("{}, {} in force.", count(decisions.len(), "decision", "decisions"), in_force.len()),
        found: !decisions.is_empty(),
        notes: Vec::new(),
        body: Body::Rows(Listing {
            columns: heads(&["id", "when", "by", "decision", "what", "why", "state"]),
            rows: decisions.iter().map(row).collect(),
        }),
    }
}
