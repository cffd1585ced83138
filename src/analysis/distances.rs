//! Numbers of steps from one node to all others.

use super::bits::Bits;
use crate::graph::Csr;

/// The distance of a node that cannot be reached.
pub const UNREACHED: u32 = u32::MAX;

/// Steps from `source` to every node of an undirected graph, [`UNREACHED`] for none.
///
/// Breadth-first search that turns round when the frontier is large, and lets the unreached look for it (Beamer, Asanović,
/// Patterson 2012, *Direction-Optimizing Breadth-First Search*). Linear at worst.
///
/// # Panics
/// If there is no such node.
///
/// ```
/// use sociogram::analysis::distances::{UNREACHED, distances};
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(4, &[[0, 1], [1, 2]]).unwrap();
/// assert_eq!(distances(&rows, 0), [0, 1, 2, UNREACHED]);
/// ```
pub fn distances(rows: &Csr, source: usize) -> Vec<u32> {
    let mut search = Search::new(rows, source);
    while !search.frontier.is_empty() {
        if search.frontier_arcs > search.unseen_arcs / 15 {
            search.bottom_up();
        } else {
            search.top_down();
        }
    }
    search.steps
}

/// Steps from every node to `target`, given the arcs turned round; for directed graphs, by plain breadth-first search.
pub(super) fn distances_to(incoming: &Csr, target: usize) -> Vec<u32> {
    let mut search = Search::new(incoming, target);
    while !search.frontier.is_empty() {
        search.top_down();
    }
    search.steps
}

struct Search<'a> {
    rows: &'a Csr,
    steps: Vec<u32>,
    level: u32,
    frontier: Vec<u32>,
    frontier_arcs: usize,
    unseen_arcs: usize,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Csr, source: usize) -> Self {
        let mut steps = vec![UNREACHED; rows.nodes()];
        steps[source] = 0;
        let arcs = rows.degree(source);
        let frontier = vec![source as u32];
        Self { rows, steps, level: 0, frontier, frontier_arcs: arcs, unseen_arcs: rows.arcs() - arcs }
    }

    fn top_down(&mut self) {
        self.level += 1;
        let mut next = Vec::new();
        for &v in &self.frontier {
            for &w in self.rows.neighbours(v as usize) {
                if self.steps[w as usize] == UNREACHED {
                    self.steps[w as usize] = self.level;
                    next.push(w);
                }
            }
        }
        self.advance(next);
    }

    fn advance(&mut self, next: Vec<u32>) {
        self.frontier_arcs = next.iter().map(|&v| self.rows.degree(v as usize)).sum();
        self.unseen_arcs -= self.frontier_arcs;
        self.frontier = next;
    }

    /// Levels in which each unreached node looks for a neighbour in the frontier, until the frontier is small again.
    fn bottom_up(&mut self) {
        let mut unseen: Vec<_> = (0..self.steps.len() as u32).collect();
        unseen.retain(|&v| self.steps[v as usize] == UNREACHED && self.rows.degree(v as usize) > 0);
        loop {
            let before = self.frontier.len();
            let left = self.look_up(&mut unseen);
            unseen.truncate(left);
            let found = self.frontier.len();
            if found == 0 || (found < before && found < self.steps.len() / 18) {
                return;
            }
        }
    }

    /// Who of the unseen has a neighbour in the frontier becomes the next one; the others move to the front and are counted.
    /// Few branches depend on who finds whom: no processor can foresee those.
    fn look_up(&mut self, unseen: &mut [u32]) -> usize {
        self.level += 1;
        let inside = Bits::of(self.steps.len(), &self.frontier);
        self.frontier.resize(unseen.len(), 0);
        let (mut found, mut left, mut arcs) = (0, 0, 0);
        for place in 0..unseen.len() {
            let v = unseen[place];
            let row = self.rows.neighbours(v as usize);
            let one_of = |some: &[u32]| some.iter().fold(false, |has, &w| has | inside.has(w));
            let finds = row.chunks(4).any(one_of);
            self.steps[v as usize] = if finds { self.level } else { UNREACHED };
            self.frontier[found] = v;
            unseen[left] = v;
            found += usize::from(finds);
            left += usize::from(!finds);
            arcs += if finds { row.len() } else { 0 };
        }
        self.frontier.truncate(found);
        self.frontier_arcs = arcs;
        self.unseen_arcs -= arcs;
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{all_distances, graphs};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_those_of_all_pairs(rows in graphs(40, 120)) {
            for (source, expected) in all_distances(&rows).into_iter().enumerate() {
                let expected: Vec<_> = expected.into_iter().map(|s| u32::try_from(s).unwrap_or(UNREACHED)).collect();
                prop_assert_eq!(distances(&rows, source), expected);
            }
        }
    }
}
