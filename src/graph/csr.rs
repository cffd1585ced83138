//! A frozen copy of a graph in compressed sparse rows, on which the passes run.

use crate::error::Error;
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};

/// Neighbours of every node in one array, sorted by number.
///
/// Memory: 4 bytes per node, and per arc 4 bytes for its target, 4 for its edge if edges are named, 8 for its weight if it
/// is weighted. An undirected edge is two arcs: 8 bytes plain, 32 with everything; while it is built, half as much again.
/// Loops are dropped; parallel edges are merged, their weights added, and the first gives its name. Building is linear, by
/// counting sorts.
///
/// ```
/// use sociogram::graph::Csr;
/// let triangle = Csr::undirected(4, &[[0, 1], [1, 2], [2, 0], [0, 1], [3, 3]]).unwrap();
/// assert_eq!(triangle.neighbours(0), [1, 2]);
/// assert_eq!((triangle.nodes(), triangle.arcs()), (4, 6));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Csr {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    edges: Vec<u32>,
    weights: Vec<f64>,
}

/// What the copy keeps of every edge.
#[derive(Clone, Copy, Debug, Default)]
struct Keep<'a> {
    both_ways: bool,
    names: bool,
    weights: Option<&'a [f64]>,
}

impl Csr {
    /// An undirected graph with `nodes` nodes; each edge can be walked both ways.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 2³¹ edges on, [`Error::OutOfRange`] if an end is no node.
    pub fn undirected(nodes: usize, edges: &[[u32; 2]]) -> Result<Self, Error> {
        Self::build(nodes, edges, Keep { both_ways: true, ..Keep::default() })
    }

    /// As [`Csr::undirected`], but the graph takes the memory of the edges over: half as much at the peak.
    ///
    /// # Errors
    /// As [`Csr::undirected`].
    pub fn of_edges(nodes: usize, edges: Vec<[u32; 2]>) -> Result<Self, Error> {
        let keep = Keep { both_ways: true, ..Keep::default() };
        Self::check(nodes, &edges, keep)?;
        let halves = Halves::of(nodes, &edges, keep);
        // The edges' memory takes the arcs: fresh pages would cost as much as sorting.
        let mut csr = halves.rows(keep, edges.into_flattened());
        csr.merge_parallel(keep);
        Ok(csr)
    }

    /// A directed graph: each edge runs from its first end to its second.
    ///
    /// # Errors
    /// As [`Csr::undirected`].
    pub fn directed(nodes: usize, arcs: &[[u32; 2]]) -> Result<Self, Error> {
        Self::build(nodes, arcs, Keep::default())
    }

    /// An undirected graph that names its edges by their place in `edges` and knows their weights.
    ///
    /// # Errors
    /// As [`Csr::undirected`].
    ///
    /// # Panics
    /// If there are not as many weights as edges.
    pub fn weighted(nodes: usize, edges: &[[u32; 2]], weights: &[f64]) -> Result<Self, Error> {
        assert_eq!(edges.len(), weights.len(), "every edge has a weight");
        Self::build(nodes, edges, Keep { both_ways: true, names: true, weights: Some(weights) })
    }

    /// A directed graph that names its edges by their place in `arcs` and knows their weights.
    ///
    /// # Errors
    /// As [`Csr::undirected`].
    ///
    /// # Panics
    /// If there are not as many weights as arcs.
    pub fn weighted_directed(nodes: usize, arcs: &[[u32; 2]], weights: &[f64]) -> Result<Self, Error> {
        assert_eq!(arcs.len(), weights.len(), "every arc has a weight");
        Self::build(nodes, arcs, Keep { both_ways: false, names: true, weights: Some(weights) })
    }

    /// A copy of an undirected petgraph graph; its edges are named by their indices.
    ///
    /// # Errors
    /// As [`Csr::undirected`].
    pub fn from_petgraph<N, E>(graph: &UnGraph<N, E>) -> Result<Self, Error> {
        let ends = |edge: &petgraph::graph::Edge<E>| [edge.source(), edge.target()].map(|n| n.index() as u32);
        let edges: Vec<_> = graph.raw_edges().iter().map(ends).collect();
        Self::build(graph.node_count(), &edges, Keep { both_ways: true, names: true, weights: None })
    }

    /// The arcs as a petgraph graph, node numbers as node weights, for the algorithms of that library.
    ///
    /// ```
    /// # use sociogram::graph::Csr;
    /// let star = Csr::undirected(4, &[[0, 1], [0, 2]]).unwrap().to_petgraph();
    /// assert_eq!((star.node_count(), star.edge_count()), (4, 4));
    /// ```
    pub fn to_petgraph(&self) -> DiGraph<u32, f64> {
        let mut graph = DiGraph::with_capacity(self.nodes(), self.arcs());
        for node in 0..self.nodes() as u32 {
            graph.add_node(node);
        }
        for node in 0..self.nodes() {
            for arc in self.row(node) {
                let target = NodeIndex::new(self.targets[arc] as usize);
                graph.add_edge(NodeIndex::new(node), target, self.weight(arc));
            }
        }
        graph
    }

    fn build(nodes: usize, edges: &[[u32; 2]], keep: Keep<'_>) -> Result<Self, Error> {
        Self::check(nodes, edges, keep)?;
        let mut csr = if keep.both_ways {
            Halves::of(nodes, edges, keep).rows(keep, Vec::new())
        } else {
            Scattered::by_target(nodes, edges, keep).by_source(nodes, edges, keep)
        };
        csr.merge_parallel(keep);
        Ok(csr)
    }

    fn check(nodes: usize, edges: &[[u32; 2]], keep: Keep<'_>) -> Result<(), Error> {
        let arcs = if keep.both_ways { edges.len().saturating_mul(2) } else { edges.len() };
        if arcs >= u32::MAX as usize || nodes >= u32::MAX as usize {
            return Err(Error::TooLarge { edges: edges.len() });
        }
        let largest = edges.iter().fold(0, |largest, &[a, b]| largest.max(a).max(b)) as usize;
        if largest >= nodes && !edges.is_empty() {
            return Err(Error::OutOfRange { node: largest, nodes });
        }
        Ok(())
    }

    /// Merges equal neighbours within a row, in place.
    fn merge_parallel(&mut self, keep: Keep<'_>) {
        if !self.has_parallel() {
            return;
        }
        let mut write = 0;
        for node in 0..self.nodes() {
            let (row, start) = (self.row(node), write);
            for arc in row {
                if write > start && self.targets[write - 1] == self.targets[arc] {
                    if keep.weights.is_some() {
                        self.weights[write - 1] += self.weights[arc];
                    }
                    continue;
                }
                self.targets[write] = self.targets[arc];
                if keep.names {
                    self.edges[write] = self.edges[arc];
                }
                if keep.weights.is_some() {
                    self.weights[write] = self.weights[arc];
                }
                write += 1;
            }
            self.offsets[node] = start as u32;
        }
        if let Some(end) = self.offsets.last_mut() {
            *end = write as u32;
        }
        self.targets.truncate(write);
        self.edges.truncate(write);
        self.weights.truncate(write);
    }

    /// Whether some node has a neighbour twice.
    fn has_parallel(&self) -> bool {
        let twice = |row: &[u32]| row.windows(2).fold(false, |twice, pair| twice | (pair[0] == pair[1]));
        (0..self.nodes()).any(|node| twice(self.neighbours(node)))
    }

    /// Number of nodes.
    #[inline]
    pub fn nodes(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of arcs: twice the number of edges if undirected.
    #[inline]
    pub fn arcs(&self) -> usize {
        self.targets.len()
    }

    /// Number of neighbours.
    ///
    /// # Panics
    /// If there is no such node; so all that take a node.
    #[inline]
    pub fn degree(&self, node: usize) -> usize {
        self.row(node).len()
    }

    /// The arcs of a node, for [`Csr::target`], [`Csr::edge`] and [`Csr::weight`].
    #[inline]
    pub fn row(&self, node: usize) -> std::ops::Range<usize> {
        self.offsets[node] as usize..self.offsets[node + 1] as usize
    }

    /// The neighbours of a node in ascending order.
    #[inline]
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.targets[self.row(node)]
    }

    /// Where an arc leads.
    #[inline]
    pub fn target(&self, arc: usize) -> usize {
        self.targets[arc] as usize
    }

    /// The edge that an arc stands for, if the graph names its edges.
    #[inline]
    pub fn edge(&self, arc: usize) -> Option<usize> {
        self.edges.get(arc).map(|&edge| edge as usize)
    }

    /// Weight of an arc; 1 if the graph is unweighted.
    #[inline]
    pub fn weight(&self, arc: usize) -> f64 {
        self.weights.get(arc).copied().unwrap_or(1.0)
    }

    /// The arc from one node to another. Logarithmic in the degree.
    #[inline]
    pub fn arc(&self, from: usize, to: usize) -> Option<usize> {
        let row = self.row(from);
        self.neighbours(from).binary_search(&(to as u32)).ok().map(|place| row.start + place)
    }

    /// Whether an arc runs from one node to another.
    #[inline]
    pub fn has_arc(&self, from: usize, to: usize) -> bool {
        self.arc(from, to).is_some()
    }

    /// Sum of the weights of a node's arcs.
    #[inline]
    pub fn strength(&self, node: usize) -> f64 {
        self.row(node).map(|arc| self.weight(arc)).sum()
    }

    /// Every arc as source, target and weight.
    #[inline]
    pub fn all_arcs(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let row = move |node| self.row(node).map(move |arc| (node, self.target(arc), self.weight(arc)));
        (0..self.nodes()).flat_map(row)
    }

    /// The graph with every arc turned round; edges keep their names and weights.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut offsets = vec![0; self.nodes() + 1];
        self.targets.iter().for_each(|&target| offsets[target as usize + 1] += 1);
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let mut turned = Self {
            offsets,
            targets: vec![0; self.arcs()],
            edges: vec![0; self.edges.len()],
            weights: vec![0.0; self.weights.len()],
        };
        for node in 0..self.nodes() {
            for arc in self.row(node) {
                let place = take(&mut next, self.target(arc));
                turned.targets[place] = node as u32;
                if let Some(&edge) = self.edges.get(arc) {
                    turned.edges[place] = edge;
                }
                if let Some(&weight) = self.weights.get(arc) {
                    turned.weights[place] = weight;
                }
            }
        }
        turned
    }

    /// The nodes by rising degree, equals by number. Linear.
    ///
    /// ```
    /// # use sociogram::graph::Csr;
    /// assert_eq!(Csr::undirected(4, &[[0, 1], [0, 2]]).unwrap().by_degree(), [3, 1, 2, 0]);
    /// ```
    pub fn by_degree(&self) -> Vec<u32> {
        let most = (0..self.nodes()).map(|node| self.degree(node)).max().unwrap_or(0);
        let mut next = vec![0; most + 2];
        (0..self.nodes()).for_each(|node| next[self.degree(node) + 1] += 1);
        accumulate(&mut next);
        let mut order = vec![0; self.nodes()];
        for node in 0..self.nodes() {
            let place = take(&mut next, self.degree(node));
            order[place] = node as u32;
        }
        order
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        4 * (self.offsets.len() + self.targets.len() + self.edges.len()) + 8 * self.weights.len()
    }
}

/// Every edge once, at its larger end. An undirected graph is built from these with three writes an edge out of order;
/// sorting all arcs by target, then by source, takes four, and twice the memory.
struct Halves {
    /// Where the rows of the graph start.
    offsets: Vec<u32>,
    /// Where the smaller ends of each node's edges start.
    starts: Vec<u32>,
    smaller: Vec<u32>,
    edges: Vec<u32>,
}

impl Halves {
    fn of(nodes: usize, edges: &[[u32; 2]], keep: Keep<'_>) -> Self {
        let (mut offsets, mut starts) = (vec![0; nodes + 1], vec![0; nodes + 1]);
        for_each_arc(edges, |a, b, _| {
            offsets[a.min(b) + 1] += 1;
            starts[a.max(b) + 1] += 1;
        });
        offsets.iter_mut().zip(&starts).for_each(|(larger, smaller)| *larger += smaller);
        accumulate(&mut offsets);
        accumulate(&mut starts);
        let mut next = starts.clone();
        let count = starts[nodes] as usize;
        let (mut smaller, mut numbers) = (vec![0; count], vec![0; if keep.names { count } else { 0 }]);
        for_each_arc(edges, |a, b, edge| {
            let place = take(&mut next, a.max(b));
            smaller[place] = a.min(b) as u32;
            if keep.names {
                numbers[place] = edge as u32;
            }
        });
        Self { offsets, starts, smaller, edges: numbers }
    }

    /// Walking the nodes in order leaves every row sorted: first the larger neighbours of all, then the smaller ones.
    /// What `targets` holds does not matter, every place is written.
    fn rows(self, keep: Keep<'_>, mut targets: Vec<u32>) -> Csr {
        let nodes = self.offsets.len() - 1;
        let arcs = self.offsets[nodes] as usize;
        targets.resize(arcs, 0);
        let mut edges = vec![0; if keep.names { arcs } else { 0 }];
        let larger = |node: usize| self.offsets[node] + self.starts[node + 1] - self.starts[node];
        let mut next: Vec<_> = (0..nodes).map(larger).collect();
        for node in 0..nodes {
            for half in self.starts[node] as usize..self.starts[node + 1] as usize {
                let place = take(&mut next, self.smaller[half] as usize);
                targets[place] = node as u32;
                if keep.names {
                    edges[place] = self.edges[half];
                }
            }
        }
        next.copy_from_slice(&self.offsets[..nodes]);
        for node in 0..nodes {
            for arc in larger(node) as usize..self.offsets[node + 1] as usize {
                let place = take(&mut next, targets[arc] as usize);
                targets[place] = node as u32;
                if keep.names {
                    edges[place] = edges[arc];
                }
            }
        }
        let weights = keep.weights.map(|given| edges.iter().map(|&edge| given[edge as usize]).collect());
        Csr { offsets: self.offsets, targets, edges, weights: weights.unwrap_or_default() }
    }
}

/// Sources and edge numbers of the arcs of a directed graph, grouped by target.
struct Scattered {
    offsets: Vec<u32>,
    sources: Vec<u32>,
    edges: Vec<u32>,
}

impl Scattered {
    fn by_target(nodes: usize, arcs: &[[u32; 2]], keep: Keep<'_>) -> Self {
        let mut offsets = vec![0; nodes + 1];
        for_each_arc(arcs, |_, target, _| offsets[target + 1] += 1);
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let count = offsets[nodes] as usize;
        let mut sources = vec![0; count];
        let mut numbers = vec![0; if keep.names { count } else { 0 }];
        for_each_arc(arcs, |source, target, arc| {
            let place = take(&mut next, target);
            sources[place] = source as u32;
            if keep.names {
                numbers[place] = arc as u32;
            }
        });
        Self { offsets, sources, edges: numbers }
    }

    /// Walking the targets in order leaves every row sorted.
    fn by_source(self, nodes: usize, arcs: &[[u32; 2]], keep: Keep<'_>) -> Csr {
        let mut offsets = vec![0; nodes + 1];
        for_each_arc(arcs, |source, _, _| offsets[source + 1] += 1);
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let mut targets = vec![0; self.sources.len()];
        let mut numbers = vec![0; self.edges.len()];
        for target in 0..nodes {
            for arc in self.offsets[target] as usize..self.offsets[target + 1] as usize {
                let place = take(&mut next, self.sources[arc] as usize);
                targets[place] = target as u32;
                if keep.names {
                    numbers[place] = self.edges[arc];
                }
            }
        }
        let weights = keep.weights.map(|given| numbers.iter().map(|&arc| given[arc as usize]).collect());
        Csr { offsets, targets, edges: numbers, weights: weights.unwrap_or_default() }
    }
}

/// Both ends and the number of every edge that is no loop.
#[inline(always)]
fn for_each_arc(edges: &[[u32; 2]], mut visit: impl FnMut(usize, usize, usize)) {
    for (number, &[a, b]) in edges.iter().enumerate() {
        if a != b {
            visit(a as usize, b as usize, number);
        }
    }
}

/// From counts, shifted by one, to the places where rows start.
fn accumulate(offsets: &mut [u32]) {
    let mut sum = 0;
    for offset in offsets {
        sum += *offset;
        *offset = sum;
    }
}

/// The next free place of a row.
#[inline(always)]
fn take(next: &mut [u32], row: usize) -> usize {
    let place = next[row];
    next[row] += 1;
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn rows_are_sorted_merged_and_complete(edges in prop::collection::vec([0u32..12, 0u32..12], 0..60)) {
            let weights: Vec<f64> = (0..edges.len()).map(|n| n as f64 + 0.5).collect();
            for both in [true, false] {
                let csr = if both { Csr::weighted(12, &edges, &weights) } else { Csr::weighted_directed(12, &edges, &weights) };
                let csr = csr.unwrap();
                let mut expected: BTreeMap<(usize, usize), f64> = BTreeMap::new();
                for (edge, weight) in edges.iter().zip(&weights) {
                    let [a, b] = edge.map(|end| end as usize);
                    if a != b {
                        *expected.entry((a, b)).or_default() += weight;
                        if both {
                            *expected.entry((b, a)).or_default() += weight;
                        }
                    }
                }
                let found: Vec<_> = csr.all_arcs().map(|(a, b, w)| ((a, b), w)).collect();
                prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
                prop_assert_eq!(&csr.transposed().transposed(), &csr);
                if both {
                    prop_assert_eq!(&csr.transposed().targets, &csr.targets);
                }
                for arc in 0..csr.arcs() {
                    let named = edges[csr.edge(arc).unwrap()];
                    prop_assert!(named.contains(&(csr.target(arc) as u32)));
                }
            }
        }
    }

    #[test]
    fn nothing_and_nonsense_are_answered() {
        assert_eq!(Csr::undirected(0, &[]).unwrap().nodes(), 0);
        assert_eq!(Csr::default().nodes(), 0);
        let error = Csr::undirected(2, &[[0, 7]]).unwrap_err();
        assert_eq!(error.to_string(), "an edge ends at node 7, but there are only 2 nodes");
    }

    #[test]
    fn a_petgraph_graph_comes_back() {
        let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 2)]);
        let csr = Csr::from_petgraph(&graph).unwrap();
        assert_eq!(csr.edge(csr.arc(2, 1).unwrap()), Some(1));
        assert_eq!(csr.bytes(), 4 * (4 + 4 + 4));
        assert_eq!(csr.to_petgraph().edge_count(), 4);
    }
}
