//! Missing ties: who speaks of whom, or sits beside whom, without recorded contact.

use super::passes::Input;
use super::table::Table;
use super::words::count;
use crate::error::Error;
use crate::graph::{Filter, SocialGraph};
use crate::model::{Case, Layer};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

type Pair = (NodeIndex, NodeIndex);

/// Pairs that are tied by words or by a delegation, but by no contact of the graph that is asked.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let mut table = Table::new("Missing ties", &["who", "and whom", "why", "occasions"]);
    let Some(case) = input.case else {
        table.note("A table of contacts holds no statements and no delegations.");
        return Ok(table);
    };
    let in_contact = contacts(input, case);
    let mut reasons: BTreeMap<(&str, Pair), BTreeSet<String>> = BTreeMap::new();
    let wide =
        Filter { same_side: true, layers: [Layer::Contact, Layer::Statement].into(), ..input.filter.clone() };
    let graph = SocialGraph::of(case, &wide);
    for (a, b, tie) in graph.ties().filter(|&(a, b, _)| !in_contact.contains(&(a, b))) {
        for act in &tie.acts {
            let why = match (tie.layer, act.same_side) {
                (Layer::Statement, _) => "one speaks of the other",
                (_, true) => "same delegation",
                _ => continue,
            };
            reasons.entry((why, (a, b))).or_default().insert(act.source.id());
        }
    }
    let mut rows: Vec<_> = reasons
        .into_iter()
        .map(|((why, (a, b)), cites)| {
            (cites.len(), graph.actor(a).name.as_str(), graph.actor(b).name.as_str(), why, cites)
        })
        .collect();
    rows.sort_by_key(|(occasions, a, b, why, _)| (std::cmp::Reverse(*occasions), *a, *b, *why));
    let pairs: BTreeSet<_> = rows.iter().map(|(_, a, b, ..)| (*a, *b)).collect();
    if !pairs.is_empty() {
        table.find(format!(
            "{} without recorded contact speak of each other or share a delegation.",
            count(pairs.len(), "pair")
        ));
    }
    for (occasions, a, b, why, cites) in rows.into_iter().take(input.options.top.unwrap_or(usize::MAX)) {
        table.push(vec![a.into(), b.into(), why.into(), occasions.into()], cites.into_iter().collect());
    }
    table.note("No recorded contact does not mean no contact.");
    Ok(table)
}

fn contacts(input: &Input<'_>, case: &Case) -> BTreeSet<Pair> {
    let filter = Filter { layers: [Layer::Contact].into(), same_side: false, ..input.filter.clone() };
    SocialGraph::of(case, &filter).ties().map(|(a, b, _)| (a, b)).collect()
}
