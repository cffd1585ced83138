//! A frozen copy of a graph in compressed sparse rows, on which the passes run.

mod blocks;
mod convert;
mod parallel;
mod rows;
#[cfg(test)]
mod tests;

use crate::error::Error;
use blocks::Blocks;
use rows::{Halves, Scattered, accumulate, take};

/// Neighbours of every node in one array, sorted by number.
///
/// Memory: 4 bytes per node, and per arc 4 bytes for its target, 4 for its edge if edges are named, 8 for its weight if it
/// is weighted. An undirected edge is two arcs: 8 bytes plain, 32 with everything; while it is built, half as much
/// again, or twice as much by [`Csr::of_edges`], which is quicker.
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
        if !Blocks::hold(nodes) {
            return Self::undirected(nodes, &edges);
        }
        Self::check_size(nodes, edges.len(), 2)?;
        let blocks = Blocks::of(nodes, &edges)?;
        // The edges' memory takes the arcs: fresh pages would cost as much as sorting.
        let (mut csr, parallel) = blocks.rows(edges.into_flattened());
        if parallel {
            csr.merge_parallel(Keep::default());
        }
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
    /// As [`Csr::undirected`]; [`Error::Weight`] for weights that are negative or not finite.
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
    /// As [`Csr::weighted`].
    ///
    /// # Panics
    /// If there are not as many weights as arcs.
    pub fn weighted_directed(nodes: usize, arcs: &[[u32; 2]], weights: &[f64]) -> Result<Self, Error> {
        assert_eq!(arcs.len(), weights.len(), "every arc has a weight");
        Self::build(nodes, arcs, Keep { both_ways: false, names: true, weights: Some(weights) })
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
        Self::check_size(nodes, edges.len(), if keep.both_ways { 2 } else { 1 })?;
        let largest = edges.iter().fold(0, |largest, &[a, b]| largest.max(a).max(b)) as usize;
        if largest >= nodes && !edges.is_empty() {
            return Err(Error::OutOfRange { node: largest, nodes });
        }
        let weights = keep.weights.unwrap_or_default();
        if let Some(edge) = weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
            return Err(Error::Weight { edge, weight: weights[edge].to_string() });
        }
        Ok(())
    }

    fn check_size(nodes: usize, edges: usize, ways: usize) -> Result<(), Error> {
        let (most, arcs) = (u32::MAX as usize, edges.saturating_mul(ways));
        if arcs >= most || nodes >= most { Err(Error::TooLarge { edges }) } else { Ok(()) }
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
