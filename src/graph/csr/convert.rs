//! From and to graphs of petgraph.

use super::{Csr, Keep};
use crate::error::Error;
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};

impl Csr {
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
}
