//! Names and numbers as parts of sentences, and rows in order of rank.

use super::table::{Row, Table, Value, rounded};
use crate::graph::Network;

/// More names than this are counted, not listed.
const NAMES: usize = 4;

/// `Ann`, `Ann and Ben`, `7 actors`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => (*one).to_owned(),
        many if many.len() > NAMES => format!("{} actors", many.len()),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 tie`, `3 ties`.
pub(super) fn count(number: usize, one: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {one}{ending}")
}

/// Actors with a score, highest first, equals by name and id.
pub(super) fn ranking(network: &Network, scores: &[Option<f64>]) -> Vec<(usize, f64)> {
    let scored = scores.iter().enumerate().filter_map(|(actor, score)| Some((actor, rounded((*score)?))));
    let mut ranked: Vec<_> = scored.collect();
    let label = |actor: usize| (network.name(actor), &network.actors()[actor].id);
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| label(a.0).cmp(&label(b.0))));
    ranked
}

/// Names of those who share the first place, if it is worth a sentence.
pub(super) fn leaders<'a>(network: &'a Network, ranked: &[(usize, f64)]) -> Option<(Vec<&'a str>, f64)> {
    let best = ranked.first()?.1;
    let first = ranked.iter().take_while(|(_, score)| *score == best);
    (best > 0.0).then(|| (first.map(|(actor, _)| network.name(*actor)).collect(), best))
}

/// One row about an actor.
pub(super) fn actor_row(table: &mut Table, network: &Network, actor: usize, mut values: Vec<Value>) {
    values.insert(0, network.name(actor).into());
    debug_assert_eq!(values.len(), table.columns.len(), "{}", table.title);
    let id = network.actors()[actor].id.clone();
    table.rows.push(Row { actor: Some(id), values, cites: network.cites_of(actor) });
}

/// `is`, `are`.
pub(super) fn is(names: &[&str]) -> &'static str {
    if names.len() == 1 { "is" } else { "are" }
}

/// Up to four significant digits, for a sentence.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    trimmed.to_owned()
}
