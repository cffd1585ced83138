//! Parts of the network that have no contact with each other.

use super::passes::Input;
use super::table::Table;
use super::words::{count, listed};
use crate::error::Error;
use crate::graph::{Csr, Network};
use std::collections::BTreeMap;

/// Nodes that are looked at to guess the largest component.
const PROBES: usize = 1024;

/// The smallest node of each node's component, for undirected graphs.
///
/// Afforest (Sutton, Ben-Nun, Barak 2018, *Optimizing Parallel Graph Connectivity Computation via Subgraph Sampling*):
/// two neighbours of every node usually join the largest component, whose other edges are then skipped. Nearly linear.
///
/// ```
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(4, &[[1, 3], [0, 2]]).unwrap();
/// assert_eq!(sociogram::analysis::components::components(&rows), [0, 1, 0, 1]);
/// ```
pub fn components(rows: &Csr) -> Vec<u32> {
    let mut forest = Forest((0..rows.nodes() as u32).collect());
    for round in 0..2 {
        for node in 0..rows.nodes() {
            if let Some(&neighbour) = rows.neighbours(node).get(round) {
                forest.link(node as u32, neighbour);
            }
        }
    }
    let giant = forest.most_frequent();
    for node in 0..rows.nodes() as u32 {
        if Some(forest.root(node)) != giant {
            rows.neighbours(node as usize).iter().skip(2).for_each(|&other| forest.link(node, other));
        }
    }
    (0..rows.nodes() as u32).map(|node| forest.root(node)).collect()
}

/// Parents; the parent of a root is itself, and no parent is larger than its child.
struct Forest(Vec<u32>);

impl Forest {
    fn root(&mut self, mut node: u32) -> u32 {
        loop {
            let parent = self.0[node as usize];
            if parent == node {
                return node;
            }
            self.0[node as usize] = self.0[parent as usize];
            node = parent;
        }
    }

    fn link(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0[a.max(b) as usize] = a.min(b);
        }
    }

    fn most_frequent(&mut self) -> Option<u32> {
        let n = self.0.len();
        let mut times = BTreeMap::new();
        for probe in 0..PROBES.min(n) {
            *times.entry(self.root((probe * 7919 % n) as u32)).or_insert(0) += 1;
        }
        times.into_iter().max_by_key(|&(root, times)| (times, std::cmp::Reverse(root))).map(|(root, _)| root)
    }
}

/// Members of every component with more than one, largest first, equals by first name.
pub(super) fn parts(network: &Network) -> Vec<Vec<usize>> {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (node, label) in components(network.rows()).into_iter().enumerate() {
        members.entry(label).or_default().push(node);
    }
    let mut parts: Vec<_> = members.into_values().filter(|part| part.len() > 1).collect();
    parts.iter_mut().for_each(|part| part.sort_by_key(|&node| network.name(node)));
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), network.name(part[0])));
    parts
}

/// One row per part.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let mut table = Table::new("Separate parts", &["part", "actors", "names"]);
    let parts = parts(network);
    for (number, part) in parts.iter().enumerate().take(input.options.top.unwrap_or(usize::MAX)) {
        let names: Vec<_> = part.iter().map(|&node| network.name(node)).collect();
        let cites = part.iter().flat_map(|&node| network.cites_of(node));
        let mut cites: Vec<_> = cites.collect();
        cites.sort();
        cites.dedup();
        table.push(vec![(number + 1).into(), part.len().into(), names.join(", ").into()], cites);
    }
    let connected: usize = parts.iter().map(Vec::len).sum();
    let alone = network.actors().len() - connected;
    table.find(match parts.as_slice() {
        [] => "Nobody is in contact with anybody.".to_owned(),
        [_] => format!("All {connected} actors in contact hang together."),
        [first, ..] => {
            let names: Vec<_> = first.iter().map(|&node| network.name(node)).collect();
            format!(
                "The {connected} actors in contact fall into {} without contact to each other; the largest is {} of {}.",
                count(parts.len(), "part"),
                listed(&names),
                connected
            )
        }
    });
    if alone > 0 {
        table.note(format!("{} without contact left out.", count(alone, "actor")));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{all_distances, graphs};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_label_is_the_smallest_node_within_reach(rows in graphs(40, 60)) {
            let steps = all_distances(&rows);
            let expected: Vec<_> = steps.iter().map(|row| row.iter().position(|&s| s < usize::MAX).unwrap() as u32).collect();
            prop_assert_eq!(components(&rows), expected);
        }
    }
}
