//! Cutpoints and bridges: who, and which tie, alone holds parts of the network together.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{count, listed};
use crate::error::Error;
use crate::graph::Csr;

/// What breaks a graph into more parts when it is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Nodes, ascending (articulation points).
    pub points: Vec<usize>,
    /// Edges by their ends, smaller first, ascending.
    pub bridges: Vec<[usize; 2]>,
}

/// Cutpoints and bridges of an undirected graph.
///
/// Depth-first search with low points (Hopcroft, Tarjan 1973, *Efficient Algorithms for Graph Manipulation*), without
/// recursion. Linear.
///
/// ```
/// use sociogram::analysis::cutpoints::cuts;
/// use sociogram::graph::Csr;
/// let cuts = cuts(&Csr::undirected(5, &[[0, 1], [1, 2], [2, 0], [2, 3], [3, 4]]).unwrap());
/// assert_eq!((cuts.points, cuts.bridges), (vec![2, 3], vec![[2, 3], [3, 4]]));
/// ```
pub fn cuts(rows: &Csr) -> Cuts {
    let n = rows.nodes();
    let mut search = Search {
        rows,
        found: vec![0; n],
        low: vec![0; n],
        clock: 0,
        points: vec![false; n],
        bridges: Vec::new(),
    };
    for root in 0..n {
        if search.found[root] == 0 {
            search.from(root);
        }
    }
    let points = (0..n).filter(|&node| search.points[node]).collect();
    let mut bridges = search.bridges;
    bridges.sort_unstable();
    Cuts { points, bridges }
}

struct Search<'a> {
    rows: &'a Csr,
    /// When a node was found, from 1; 0 for not yet.
    found: Vec<u32>,
    /// The earliest node that can be reached without the edge to the parent.
    low: Vec<u32>,
    clock: u32,
    points: Vec<bool>,
    bridges: Vec<[usize; 2]>,
}

impl Search<'_> {
    fn from(&mut self, root: usize) {
        let mut branches = 0;
        let mut stack = vec![self.enter(root)];
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            if *next < self.rows.row(node).end {
                let to = self.rows.target(*next);
                *next += 1;
                let parent = stack.len().checked_sub(2).map(|below| stack[below].0);
                if self.found[to] == 0 {
                    branches += usize::from(node == root);
                    stack.push(self.enter(to));
                } else if Some(to) != parent {
                    self.low[node] = self.low[node].min(self.found[to]);
                }
            } else {
                stack.pop();
                if let Some(&(parent, _)) = stack.last() {
                    self.leave(node, parent, root);
                }
            }
        }
        self.points[root] = branches > 1;
    }

    fn enter(&mut self, node: usize) -> (usize, usize) {
        self.clock += 1;
        (self.found[node], self.low[node]) = (self.clock, self.clock);
        (node, self.rows.row(node).start)
    }

    fn leave(&mut self, node: usize, parent: usize, root: usize) {
        self.low[parent] = self.low[parent].min(self.low[node]);
        self.points[parent] |= parent != root && self.low[node] >= self.found[parent];
        if self.low[node] > self.found[parent] {
            self.bridges.push([node.min(parent), node.max(parent)]);
        }
    }
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let cuts = cuts(rows);
    let mut table = Table::new("Cutpoints and bridges", &["what", "name", "with", "contacts"]);
    let mut points: Vec<_> = cuts.points.iter().map(|&node| (network.name(node), node)).collect();
    points.sort();
    for &(name, node) in &points {
        table.push(
            vec!["cutpoint".into(), name.into(), Value::Blank, rows.degree(node).into()],
            network.cites_of(node),
        );
    }
    let mut bridges: Vec<_> = cuts.bridges.iter().map(|&[a, b]| by_name(network, a, b)).collect();
    bridges.sort_by_key(|&(a, b)| (network.name(a), network.name(b)));
    for &(a, b) in &bridges {
        let tie = rows.arc(a, b).and_then(|arc| rows.edge(arc)).expect("a bridge is a tie");
        let values = vec!["bridge".into(), network.name(a).into(), network.name(b).into(), Value::Blank];
        table.push(values, network.cites(tie));
    }
    let names: Vec<_> = points.iter().map(|(name, _)| *name).collect();
    table.find(match names.as_slice() {
        [] => "Nobody alone holds parts of the network together.".to_owned(),
        [name] => {
            format!("Without {name} the network would fall into more parts; nobody else is such a cutpoint.")
        }
        several => format!("The network hangs on {} cutpoints: {}.", several.len(), listed(several)),
    });
    if !bridges.is_empty() {
        table.find(format!("{} no detour.", has(bridges.len())));
    }
    Ok(table)
}

fn has(bridges: usize) -> String {
    format!("{} {}", count(bridges, "tie"), if bridges == 1 { "has" } else { "have" })
}

fn by_name(network: &crate::graph::Network, a: usize, b: usize) -> (usize, usize) {
    if network.name(a) <= network.name(b) { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::components::components;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn parts(rows: &Csr, without: impl Fn(usize, usize) -> bool) -> usize {
        let edges: Vec<_> = rows
            .all_arcs()
            .filter(|&(a, b, _)| !without(a, b))
            .map(|(a, b, _)| [a as u32, b as u32])
            .collect();
        components(&Csr::undirected(rows.nodes(), &edges).unwrap()).into_iter().collect::<BTreeSet<_>>().len()
    }

    proptest! {
        #[test]
        fn equal_a_trial_of_every_loss(rows in graphs(16, 24)) {
            let all = parts(&rows, |_, _| false);
            let points: Vec<_> = (0..rows.nodes()).filter(|&v| parts(&rows, |a, b| a == v || b == v) > all + 1).collect();
            let bridges: Vec<_> = rows.all_arcs().filter(|&(a, b, _)| a < b)
                .filter(|&(a, b, _)| parts(&rows, |c, d| (a, b) == (c.min(d), c.max(d))) > all)
                .map(|(a, b, _)| [a, b]).collect();
            prop_assert_eq!(cuts(&rows), Cuts { points, bridges });
        }
    }
}
