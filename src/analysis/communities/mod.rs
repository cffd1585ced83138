//! Communities: groups with more contact inside than chance would have.

mod leiden;
mod stability;

use super::passes::Input;
use super::random::Random;
use super::table::Table;
use super::words::short;
use crate::error::Error;
use crate::graph::Csr;
use stability::Stability;
use std::collections::BTreeMap;

/// Below so many arcs several orders are tried.
const SEVERAL: usize = 1_000_000;
/// Below so many arcs even more are.
const MANY: usize = 100_000;
/// The community of every node, numbered by first member, for undirected weighted graphs.
///
/// Traag, Waltman, van Eck 2019, *From Louvain to Leiden: Guaranteeing Well-Connected Communities*, for modularity. Nodes
/// are visited by rising degree; below a million arcs shuffled orders are tried too, and the best result is kept. Every
/// community is connected. Nearly linear a round.
///
/// ```
/// use sociogram::analysis::communities::{leiden, modularity};
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(6, &[[0, 1], [1, 2], [2, 0], [2, 3], [3, 4], [4, 5], [5, 3]]).unwrap();
/// let found = leiden(&rows, 1);
/// assert_eq!(found, [0, 0, 0, 1, 1, 1]);
/// assert!((modularity(&rows, &found).unwrap() - 5.0 / 14.0).abs() < 1e-12);
/// ```
pub fn leiden(rows: &Csr, seed: u64) -> Vec<u32> {
    let orders = if rows.arcs() < MANY {
        8
    } else if rows.arcs() < SEVERAL {
        4
    } else {
        1
    };
    let rounds = if rows.arcs() < SEVERAL { 4 } else { 2 };
    let mut random = Random::new(seed);
    let mut order = rows.by_degree();
    let mut best = leiden::run(rows, &order, rounds);
    if orders == 1 {
        return renumbered(best);
    }
    let mut most = modularity(rows, &best);
    for _ in 1..orders {
        random.shuffle(&mut order, rows.nodes());
        let found = leiden::run(rows, &order, rounds);
        let value = modularity(rows, &found);
        if value > most.map(|most| most + 1e-12) {
            (best, most) = (found, value);
        }
    }
    renumbered(best)
}

/// Communities numbered in order of their first member.
fn renumbered(communities: Vec<u32>) -> Vec<u32> {
    let mut numbers = vec![u32::MAX; communities.len()];
    let mut next = 0;
    let mut number = |community: u32| {
        let number = &mut numbers[community as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *number
    };
    communities.into_iter().map(&mut number).collect()
}

/// Modularity: the share of weight inside communities, less what chance would have; none without weight.
///
/// Newman, Girvan 2004, *Finding and Evaluating Community Structure in Networks*.
///
/// # Panics
/// If there are not as many communities given as nodes, or numbers from the number of nodes on.
pub fn modularity(rows: &Csr, communities: &[u32]) -> Option<f64> {
    assert_eq!(rows.nodes(), communities.len(), "every node has a community");
    let mut strengths = vec![0.0; rows.nodes()];
    let (mut inside, mut all) = (0.0, 0.0);
    for (a, b, weight) in rows.all_arcs() {
        strengths[communities[a] as usize] += weight;
        inside += if communities[a] == communities[b] { weight } else { 0.0 };
        all += weight;
    }
    let expected: f64 = strengths.iter().map(|s| s * s).sum();
    (all > 0.0).then(|| inside / all - expected / (all * all))
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let found = leiden(rows, input.options.seed);
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for node in (0..rows.nodes()).filter(|&node| rows.degree(node) > 0) {
        members.entry(found[node]).or_default().push(node);
    }
    let mut groups: Vec<_> = members.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_by_key(|&node| network.name(node)));
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), network.name(group[0])));
    let stable = Stability::of(input, &found);
    let mut table = Table::new("Communities", &["community", "actors", "stability", "names"]);
    for (number, group) in groups.iter().enumerate().take(input.options.top.unwrap_or(usize::MAX)) {
        let names: Vec<_> = group.iter().map(|&node| network.name(node)).collect();
        table.push(
            vec![
                (number + 1).into(),
                group.len().into(),
                stable.of_community(group[0]),
                names.join(", ").into(),
            ],
            inner(input, &found, group),
        );
    }
    if let Some(quality) = modularity(rows, &found) {
        table.find(match groups.len() {
            1 => "All actors in contact are one community.".to_owned(),
            several => format!(
                "The actors in contact fall into {several} communities (modularity {}).",
                short(quality)
            ),
        });
        table.notes.extend(stable.note(input.options.trials));
    } else {
        table.find("Nobody is in contact with anybody, so there are no communities.");
    }
    Ok(table)
}

/// The acts within a group.
fn inner(input: &Input<'_>, found: &[u32], group: &[usize]) -> Vec<String> {
    let rows = input.network.rows();
    let arcs = group.iter().flat_map(|&node| rows.row(node).map(move |arc| (node, arc)));
    let inside =
        arcs.filter(|&(node, arc)| node < rows.target(arc) && found[node] == found[rows.target(arc)]);
    let mut cites: Vec<_> =
        inside.filter_map(|(_, arc)| rows.edge(arc)).flat_map(|tie| input.network.cites(tie)).collect();
    cites.sort();
    cites.dedup();
    cites
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::components::components;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_community_is_connected(rows in graphs(30, 60)) {
            let found = leiden(&rows, 3);
            let inner: Vec<_> = rows.all_arcs().filter(|&(a, b, _)| found[a] == found[b]).map(|(a, b, _)| [a as u32, b as u32]).collect();
            let parts = components(&Csr::undirected(rows.nodes(), &inner).unwrap());
            for a in 0..rows.nodes() {
                for b in 0..rows.nodes() {
                    prop_assert!(found[a] != found[b] || parts[a] == parts[b]);
                }
            }
        }

        #[test]
        fn no_worse_than_leaving_all_alone_or_together(rows in graphs(8, 20)) {
            let Some(quality) = modularity(&rows, &leiden(&rows, 1)) else { return Ok(()) };
            let alone: Vec<_> = (0..rows.nodes() as u32).collect();
            prop_assert!(quality >= modularity(&rows, &alone).unwrap() - 1e-12 && quality >= -1e-12);
        }
    }
}
