//! Shortest chains: one, the k shortest, or all up to a length.

use crate::graph::Csr;
use std::collections::{BTreeSet, BinaryHeap};

/// Searches for chains in one graph; its memory is kept, so that a search costs only what it touches.
///
/// ```
/// use sociogram::analysis::paths::Finder;
/// use sociogram::graph::Csr;
/// let square = Csr::undirected(4, &[[0, 1], [1, 2], [2, 3], [3, 0]]).unwrap();
/// let mut finder = Finder::new(&square, &square);
/// assert_eq!(finder.shortest(0, 2), Some(vec![0, 1, 2]));
/// assert_eq!(finder.shortest_paths(0, 2, 9), [vec![0, 1, 2], vec![0, 3, 2]]);
/// ```
pub struct Finder<'a> {
    rows: &'a Csr,
    incoming: &'a Csr,
    /// Stamps below this are of earlier searches.
    epoch: u32,
    marks: Vec<Mark>,
    /// From the start and from the end.
    sides: [Side; 2],
}

/// What a search knows of a node, in eight bytes: most of the time goes into fetching it.
#[derive(Clone, Copy)]
struct Mark {
    /// [`BANNED`], or twice the search's number, plus one if it was reached from the end.
    stamp: u32,
    /// The node it was reached from; itself for the ends.
    parent: u32,
}

/// The stamp of a node that no chain may pass.
const BANNED: u32 = u32::MAX;

/// The nodes of the outermost level, and the number of their arcs.
#[derive(Default)]
struct Side {
    queue: Vec<u32>,
    spare: Vec<u32>,
    arcs: usize,
}

/// A first step that is forbidden at the start of a search: from the node to any of the list.
struct Forbidden<'a> {
    from: u32,
    to: &'a [u32],
}

impl<'a> Finder<'a> {
    /// `incoming` holds the arcs of `rows` turned round; an undirected graph is its own. Eight bytes a node.
    ///
    /// # Panics
    /// If the two differ in the number of nodes.
    pub fn new(rows: &'a Csr, incoming: &'a Csr) -> Self {
        assert_eq!(rows.nodes(), incoming.nodes(), "the arcs of one graph");
        // Not zero: memory that is zeroed only when it is first touched would be paid for by the first searches.
        let marks = vec![Mark { stamp: 1, parent: u32::MAX }; rows.nodes()];
        Self { rows, incoming, epoch: 2, marks, sides: Default::default() }
    }

    /// A shortest chain, both ends included; the same one every time.
    ///
    /// Breadth-first search from both ends (Pohl 1971, *Bi-directional Search*), a level at a time on the side with less
    /// to look at.
    ///
    /// # Panics
    /// If an end is no node.
    pub fn shortest(&mut self, from: usize, to: usize) -> Option<Vec<u32>> {
        self.search(from as u32, to as u32, &Forbidden { from: from as u32, to: &[] })
    }

    fn search(&mut self, from: u32, to: u32, forbidden: &Forbidden<'_>) -> Option<Vec<u32>> {
        if from == to {
            return Some(vec![from]);
        }
        self.next_epoch();
        self.start(0, from);
        self.start(1, to);
        while !self.sides[0].queue.is_empty() && !self.sides[1].queue.is_empty() {
            let met = if self.sides[0].arcs <= self.sides[1].arcs {
                self.expand::<0>(forbidden)
            } else {
                self.expand::<1>(forbidden)
            };
            if let Some([a, b]) = met {
                return Some(self.join(a, b));
            }
        }
        None
    }

    /// Makes all stamps old, and keeps bans.
    fn next_epoch(&mut self) {
        self.epoch += 2;
        if self.epoch >= BANNED - 2 {
            self.marks.iter_mut().filter(|mark| mark.stamp != BANNED).for_each(|mark| mark.stamp = 1);
            self.epoch = 2;
        }
    }

    fn start(&mut self, which: usize, node: u32) {
        self.marks[node as usize] = Mark { stamp: self.epoch + which as u32, parent: node };
        let rows = if which == 0 { self.rows } else { self.incoming };
        let side = &mut self.sides[which];
        side.queue.clear();
        side.queue.push(node);
        side.arcs = rows.degree(node as usize);
    }

    /// Expands a level of one side; gives the arc where the two sides meet.
    fn expand<const WHICH: usize>(&mut self, forbidden: &Forbidden<'_>) -> Option<[u32; 2]> {
        let rows = if WHICH == 0 { self.rows } else { self.incoming };
        let [own, other] = [WHICH, 1 - WHICH].map(|which| self.epoch + which as u32);
        let Side { queue, spare: next, arcs } = &mut self.sides[WHICH];
        next.clear();
        for &v in queue.iter() {
            for &w in rows.neighbours(v as usize) {
                let mark = &mut self.marks[w as usize];
                if mark.stamp == own || mark.stamp == BANNED {
                    continue;
                }
                let [tail, head] = if WHICH == 0 { [v, w] } else { [w, v] };
                if tail == forbidden.from && forbidden.to.contains(&head) {
                    continue;
                }
                if mark.stamp == other {
                    return Some([tail, head]);
                }
                *mark = Mark { stamp: own, parent: v };
                next.push(w);
            }
        }
        *arcs = next.iter().map(|&w| rows.degree(w as usize)).sum();
        std::mem::swap(queue, next);
        None
    }

    fn join(&self, a: u32, b: u32) -> Vec<u32> {
        let mut way = Vec::with_capacity(8);
        self.trace(a, &mut way);
        way.reverse();
        self.trace(b, &mut way);
        way
    }

    /// From a node to the start of its side.
    fn trace(&self, mut node: u32, way: &mut Vec<u32>) {
        way.push(node);
        while self.marks[node as usize].parent != node {
            node = self.marks[node as usize].parent;
            way.push(node);
        }
    }

    /// Up to `k` shortest chains without repetition, by length, then by node numbers.
    ///
    /// Yen 1971, *Finding the K Shortest Loopless Paths in a Network*, with the saving of Lawler 1972. Lengths are unique;
    /// which of equally long chains come last is not. O(k · length) searches.
    ///
    /// # Panics
    /// If an end is no node.
    pub fn shortest_paths(&mut self, from: usize, to: usize, k: usize) -> Vec<Vec<u32>> {
        let mut found: Vec<Vec<u32>> = Vec::new();
        let (mut heap, mut seen) = (BinaryHeap::new(), BTreeSet::new());
        if let Some(way) = self.shortest(from, to).filter(|_| k > 0) {
            seen.insert(way.clone());
            heap.push(std::cmp::Reverse((way.len(), way, 0)));
        }
        while let Some(std::cmp::Reverse((_, way, deviation))) = heap.pop() {
            found.push(way.clone());
            if found.len() == k {
                break;
            }
            for (place, candidate) in self.deviations(&way, deviation, &found) {
                if seen.insert(candidate.clone()) {
                    heap.push(std::cmp::Reverse((candidate.len(), candidate, place)));
                }
            }
        }
        found
    }

    /// The shortest chain that leaves `way` at each place from `deviation` on, other than those found.
    fn deviations(&mut self, way: &[u32], deviation: usize, found: &[Vec<u32>]) -> Vec<(usize, Vec<u32>)> {
        let mut candidates = Vec::new();
        let to = way[way.len() - 1];
        way[..deviation].iter().for_each(|&node| self.marks[node as usize].stamp = BANNED);
        for place in deviation..way.len() - 1 {
            let root = &way[..=place];
            let taken: Vec<_> = found
                .iter()
                .filter(|way| way.starts_with(root))
                .filter_map(|way| way.get(place + 1).copied())
                .collect();
            if let Some(rest) = self.search(way[place], to, &Forbidden { from: way[place], to: &taken }) {
                candidates.push((place, [&way[..place], &rest].concat()));
            }
            self.marks[way[place] as usize].stamp = BANNED;
        }
        way.iter().for_each(|&node| self.marks[node as usize].stamp = 1);
        candidates
    }

    /// Every chain of at most `steps` steps without repetition, shortest first, then by node numbers; at most `limit`.
    ///
    /// Depth-first search that only goes where the end can still be reached; the second value tells whether more were left.
    ///
    /// # Panics
    /// If an end is no node.
    pub fn all_paths(&self, from: usize, to: usize, steps: usize, limit: usize) -> (Vec<Vec<u32>>, bool) {
        let left = super::distances::distances_to(self.incoming, to);
        let mut found = Vec::new();
        for length in 1..=steps {
            let mut walk = Walk {
                rows: self.rows,
                left: &left,
                way: vec![from as u32],
                found: &mut found,
                limit: limit + 1,
            };
            walk.go(length);
            if found.len() > limit {
                found.truncate(limit);
                return (found, true);
            }
        }
        (found, false)
    }
}

/// A depth-first search for chains of one length.
struct Walk<'a> {
    rows: &'a Csr,
    /// Steps to the end.
    left: &'a [u32],
    way: Vec<u32>,
    found: &'a mut Vec<Vec<u32>>,
    limit: usize,
}

impl Walk<'_> {
    fn go(&mut self, length: usize) {
        let here = self.way[self.way.len() - 1] as usize;
        if length == 0 {
            self.found.push(self.way.clone());
            return;
        }
        for &next in self.rows.neighbours(here) {
            let left = self.left[next as usize];
            let ends = left == 0 && length == 1;
            let goes_on = left > 0 && (left as usize) < length;
            if self.found.len() < self.limit && (ends || goes_on) && !self.way.contains(&next) {
                self.way.push(next);
                self.go(length - 1);
                self.way.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All chains by plain recursion, by length, then node numbers.
    fn every(rows: &Csr, from: u32, to: u32) -> Vec<Vec<u32>> {
        fn go(rows: &Csr, way: &mut Vec<u32>, to: u32, found: &mut Vec<Vec<u32>>) {
            let here = way[way.len() - 1];
            if here == to {
                return found.push(way.clone());
            }
            for &next in rows.neighbours(here as usize) {
                if !way.contains(&next) {
                    way.push(next);
                    go(rows, way, to, found);
                    way.pop();
                }
            }
        }
        let mut found = Vec::new();
        go(rows, &mut vec![from], to, &mut found);
        found.sort_by_key(|way| (way.len(), way.clone()));
        found
    }

    proptest! {
        #[test]
        fn equal_a_search_of_everything(arcs in prop::collection::vec([0u32..7, 0u32..7], 0..26), both: bool) {
            let rows = if both { Csr::undirected(7, &arcs) } else { Csr::directed(7, &arcs) }.unwrap();
            let incoming = rows.transposed();
            let expected = every(&rows, 0, 6);
            let mut finder = Finder::new(&rows, &incoming);
            let lengths = |ways: &[Vec<u32>]| ways.iter().map(Vec::len).collect::<Vec<_>>();
            let one: Vec<_> = finder.shortest(0, 6).into_iter().collect();
            prop_assert_eq!(lengths(&one), lengths(&expected[..expected.len().min(1)]));
            prop_assert!(one.iter().all(|way| expected.contains(way)));
            for k in [1, 3, 1000] {
                let found = finder.shortest_paths(0, 6, k);
                prop_assert_eq!(lengths(&found), lengths(&expected[..expected.len().min(k)]));
                prop_assert!(found.iter().all(|way| expected.contains(way)));
            }
            prop_assert_eq!(finder.all_paths(0, 6, 9, 1000).0, expected.clone());
            let short: Vec<_> = expected.into_iter().filter(|way| way.len() <= 4).collect();
            prop_assert_eq!(finder.all_paths(0, 6, 3, 1000).0, short);
        }
    }

    /// The counter of searches wraps; stamps of before must not be taken for new ones, nor bans be lost.
    #[test]
    fn the_number_of_searches_is_not_limited() {
        let square = Csr::undirected(4, &[[0, 1], [1, 2], [2, 3], [3, 0]]).unwrap();
        let mut finder = Finder::new(&square, &square);
        finder.epoch = BANNED - 5;
        finder.marks[1].stamp = BANNED;
        for _ in 0..4 {
            assert_eq!(finder.shortest(0, 2), Some(vec![0, 3, 2]));
        }
        assert!(finder.epoch < 10);
    }

    #[test]
    fn a_chain_to_oneself_has_one_node() {
        let rows = Csr::undirected(1, &[]).unwrap();
        assert_eq!(Finder::new(&rows, &rows).shortest(0, 0), Some(vec![0]));
    }
}
