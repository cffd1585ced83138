//! Pairs of event tables as an answer.

use super::answer::{Answer, Body, Cell, Listing};
use crate::graph::PairTable;
use crate::model::{EventLists, calendar_day};

/// The heads of a table of pairs.
pub const PAIR_COLUMNS: [&str; 7] = ["source", "target", "events", "reports", "first", "last", "kinds"];

/// Pairs by number of rows, most first, at most `top`; `graph` tells people which rows they are.
pub fn pairs(table: &PairTable, lists: &EventLists, graph: &str, top: Option<usize>) -> Answer {
    let order = table.ranking(lists, top);
    let row = |&place: &usize| {
        let pair = &table.pairs[place];
        let day = |day| calendar_day(day).map_or(Cell::Blank, |day| Cell::Text(day.to_string()));
        vec![
            Cell::Text(lists.name(pair.ends[0])),
            Cell::Text(lists.name(pair.ends[1])),
            Cell::Number(pair.events as usize),
            Cell::Number(pair.reports as usize),
            day(pair.first),
            day(pair.last),
            Cell::Text(table.kinds_of(pair).join(", ")),
        ]
    };
    let all = super::count(table.pairs.len(), "pair", "pairs");
    let events = table.pairs.iter().map(|pair| pair.events as usize).sum();
    let summary = match order.first() {
        None => "No two actors are in contact.".to_owned(),
        Some(&first) => {
            let pair = &table.pairs[first];
            let [a, b] = pair.ends.map(|end| lists.name(end));
            let most = super::count(pair.reports as usize, "report", "reports");
            format!(
                "{all} in {} told by {}; most between {a} and {b} ({most}).",
                super::count(events, "event", "events"),
                super::count(table.rows, "row", "rows")
            )
        }
    };
    let hidden = table.pairs.len() - order.len();
    let note = || {
        format!(
            "{} more are not shown; --top N shows more, --format csv all.",
            super::count(hidden, "pair", "pairs")
        )
    };
    Answer {
        question: "Who talks to whom in these event tables?".to_owned(),
        graph: graph.to_owned(),
        summary,
        found: !table.pairs.is_empty(),
        notes: (hidden > 0).then(note).into_iter().collect(),
        body: Body::Rows(Listing {
            columns: super::list::heads(&PAIR_COLUMNS),
            rows: order.iter().map(row).collect(),
        }),
    }
}
