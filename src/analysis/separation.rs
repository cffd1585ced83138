//! Go-betweens: the fewest whose absence parts two people or two sides.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{count, listed};
use crate::error::Error;
use crate::graph::{Csr, Network};
use std::collections::VecDeque;

/// What stands between two groups of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// Somebody of the one is in contact with somebody of the other: these pairs, first group first.
    Direct(Vec<[usize; 2]>),
    /// A smallest set of others that all chains pass, ascending; empty if there is no chain at all.
    Through {
        /// The set nearest to the first group.
        nodes: Vec<usize>,
        /// Whether no other set of this size does it.
        only: bool,
    },
}

/// The smallest set of other nodes that every chain between two groups passes (vertex cut).
///
/// Menger 1927, *Zur allgemeinen Kurventheorie*: as many as there are disjoint chains, found by augmenting paths (Ford,
/// Fulkerson 1956, *Maximal Flow through a Network*). O(size of the cut · edges). Nodes in both groups count as the first's.
///
/// ```
/// use sociogram::analysis::separation::{Between, between};
/// use sociogram::graph::Csr;
/// let square = Csr::undirected(4, &[[0, 1], [1, 2], [2, 3], [3, 0]]).unwrap();
/// assert_eq!(between(&square, &[0], &[2]), Between::Through { nodes: vec![1, 3], only: true });
/// ```
pub fn between(rows: &Csr, first: &[usize], second: &[usize]) -> Between {
    let mut group = vec![Group::Other; rows.nodes()];
    second.iter().for_each(|&node| group[node] = Group::Target);
    first.iter().for_each(|&node| group[node] = Group::Source);
    let mut direct = Vec::new();
    for node in (0..rows.nodes()).filter(|&node| group[node] == Group::Source) {
        let targets = rows.neighbours(node).iter().map(|&w| w as usize);
        direct.extend(targets.filter(|&w| group[w] == Group::Target).map(|w| [node, w]));
    }
    if !direct.is_empty() {
        return Between::Direct(direct);
    }
    let nodes = Flow::new(rows, group.clone()).cut();
    let turned = group.into_iter().map(|group| group.turned()).collect();
    let only = Flow::new(rows, turned).cut() == nodes;
    Between::Through { nodes, only }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Source,
    Target,
    Other,
}

impl Group {
    fn turned(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
            Self::Other => Self::Other,
        }
    }
}

/// Disjoint chains from sources to targets. A node is split into the state of coming to it and that of leaving it.
struct Flow<'a> {
    rows: &'a Csr,
    group: Vec<Group>,
    /// The node in front of it on its chain, for nodes on a chain.
    before: Vec<Option<usize>>,
}

/// Coming to a node (false) or leaving it (true).
type State = (usize, bool);

impl<'a> Flow<'a> {
    fn new(rows: &'a Csr, group: Vec<Group>) -> Self {
        let before = vec![None; rows.nodes()];
        Self { rows, group, before }
    }

    fn cut(mut self) -> Vec<usize> {
        loop {
            let (came, end) = self.search();
            match end {
                Some(end) => self.augment(&came, end),
                None => {
                    let cut = |&node: &usize| came[node][0].is_some() && came[node][1].is_none();
                    return (0..self.rows.nodes()).filter(cut).collect();
                }
            }
        }
    }

    /// Where each state was reached from, and the target reached.
    fn search(&self) -> (Vec<[Option<State>; 2]>, Option<State>) {
        let mut came = vec![[None; 2]; self.rows.nodes()];
        let mut queue = VecDeque::new();
        for node in (0..self.rows.nodes()).filter(|&node| self.group[node] == Group::Source) {
            came[node] = [Some((node, true)); 2];
            queue.push_back((node, true));
        }
        while let Some(state) = queue.pop_front() {
            for next in self.next(state) {
                let (node, leaving) = next;
                if came[node][usize::from(leaving)].is_none() {
                    came[node][usize::from(leaving)] = Some(state);
                    if self.group[node] == Group::Target {
                        return (came, Some(next));
                    }
                    queue.push_back(next);
                }
            }
        }
        (came, None)
    }

    /// The states one may go on to: along ties, through free nodes, and back along chains.
    fn next(&self, (node, leaving): State) -> Vec<State> {
        match (leaving, self.before[node]) {
            (false, None) => vec![(node, true)],
            (false, Some(before)) => vec![(before, true)],
            (true, on_chain) => {
                let along = self.rows.neighbours(node).iter().map(|&w| (w as usize, false));
                along.chain(on_chain.map(|_| (node, false))).collect()
            }
        }
    }

    fn augment(&mut self, came: &[[Option<State>; 2]], end: State) {
        let mut way = vec![end];
        let mut state = end;
        while self.group[state.0] != Group::Source {
            state = came[state.0][usize::from(state.1)].expect("every state on the way was reached");
            way.push(state);
        }
        way.reverse();
        for step in way.windows(2) {
            match (step[0], step[1]) {
                ((from, true), (to, false)) if from == to => self.before[to] = None,
                ((from, true), (to, false)) if self.group[to] == Group::Other => self.before[to] = Some(from),
                _ => {}
            }
        }
    }
}

/// One row per pair of sides.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let (sides, side_of) = network.sides();
    let mut table = Table::new("Go-betweens", &["side", "other side", "between", "number", "only these"]);
    let members = |side| (0..side_of.len()).filter(|&node| side_of[node] == Some(side)).collect::<Vec<_>>();
    let members: Vec<_> = (0..sides.len()).map(members).collect();
    for a in 0..sides.len() {
        for b in a + 1..sides.len() {
            let found = between(network.rows(), &members[a], &members[b]);
            table.findings.extend(sentence(network, sides[a], sides[b], &found));
            let (values, cites) = row(network, &found);
            table.push([vec![sides[a].into(), sides[b].into()], values].concat(), cites);
        }
    }
    if sides.len() < 2 {
        table.note(super::mixing::no_sides(sides.len()));
    }
    Ok(table)
}

fn row(network: &Network, found: &Between) -> (Vec<Value>, Vec<String>) {
    match found {
        Between::Direct(pairs) => {
            let tie = |&[a, b]: &[usize; 2]| network.rows().edge(network.rows().arc(a, b)?);
            let cites = pairs.iter().filter_map(tie).flat_map(|tie| network.cites(tie)).collect();
            (vec!["direct contact".into(), Value::Blank, Value::Blank], cites)
        }
        Between::Through { nodes, .. } if nodes.is_empty() => {
            (vec!["no chain of contact".into(), Value::Blank, Value::Blank], Vec::new())
        }
        Between::Through { nodes, only } => {
            let names: Vec<_> = nodes.iter().map(|&node| network.name(node)).collect();
            let cites = nodes.iter().flat_map(|&node| network.cites_of(node)).collect();
            let only = if *only { "yes" } else { "no" };
            (vec![names.join(", ").into(), nodes.len().into(), only.into()], cites)
        }
    }
}

/// What stands between two, in words; nothing to say about those without any chain.
pub fn sentence(network: &Network, first: &str, second: &str, found: &Between) -> Option<String> {
    match found {
        Between::Direct(pairs) => {
            let pairs = count(pairs.len(), "pair");
            Some(format!("{first} and {second} are in direct contact, through {pairs}."))
        }
        Between::Through { nodes, .. } if nodes.is_empty() => None,
        Between::Through { nodes, only } => {
            let names: Vec<_> = nodes.iter().map(|&node| network.name(node)).collect();
            let start = format!("All contact between {first} and {second} runs through {}", listed(&names));
            Some(if *only {
                format!("{start}.")
            } else {
                format!("{start}; it is not the only set of this size.")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::distances::{UNREACHED, distances};
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    fn parted(rows: &Csr, without: u32) -> bool {
        let kept = |v: usize| without >> v & 1 == 0;
        let edges: Vec<_> = rows
            .all_arcs()
            .filter(|&(a, b, _)| kept(a) && kept(b))
            .map(|(a, b, _)| [a as u32, b as u32])
            .collect();
        distances(&Csr::undirected(rows.nodes(), &edges).unwrap(), 0)[1] == UNREACHED
    }

    proptest! {
        #[test]
        fn is_a_smallest_of_all_sets_that_part(rows in graphs(10, 26)) {
            prop_assume!(rows.nodes() > 2);
            let sets = (0..1u32 << rows.nodes()).filter(|set| set & 3 == 0 && parted(&rows, *set));
            let sets: Vec<_> = sets.collect();
            match between(&rows, &[0], &[1]) {
                Between::Direct(pairs) => prop_assert!(sets.is_empty() && pairs == [[0, 1]]),
                Between::Through { nodes, only } => {
                    let set = nodes.iter().fold(0, |set, node| set | 1 << node);
                    let least = sets.iter().map(|set| set.count_ones()).min().unwrap();
                    prop_assert!(sets.contains(&set) && nodes.len() == least as usize);
                    prop_assert_eq!(only, sets.iter().filter(|set| set.count_ones() == least).count() == 1);
                }
            }
        }
    }
}
