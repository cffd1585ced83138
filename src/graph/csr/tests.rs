use super::*;
use petgraph::graph::UnGraph;
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
                let plain = Csr::undirected(12, &edges).unwrap();
                prop_assert_eq!(&Csr::of_edges(12, edges.clone()).unwrap(), &plain);
                prop_assert_eq!(&csr.transposed().targets, &csr.targets);
            }
            for arc in 0..csr.arcs() {
                let named = edges[csr.edge(arc).unwrap()];
                prop_assert!(named.contains(&(csr.target(arc) as u32)));
            }
        }
    }
}

proptest! {
    /// Several blocks, some without arcs, and targets of two digits.
    #[test]
    fn blocks_equal_halves(nodes in 1u32..9_000, ends in prop::collection::vec([0u32..9_000, 0u32..9_000], 0..400)) {
        let edges: Vec<_> = ends.iter().map(|ends| ends.map(|end| end * end / 9_000 % nodes)).collect();
        let plain = Csr::undirected(nodes as usize, &edges).unwrap();
        prop_assert_eq!(Csr::of_edges(nodes as usize, edges).unwrap(), plain);
    }
}

/// Too many nodes for blocks.
#[test]
fn many_nodes_have_rows() {
    let edges = vec![[7_000_000, 1], [1, 0]];
    let csr = Csr::of_edges(7_000_001, edges.clone()).unwrap();
    assert_eq!(csr, Csr::undirected(7_000_001, &edges).unwrap());
    assert_eq!(csr.neighbours(1), [0, 7_000_000]);
}

#[test]
fn nothing_and_nonsense_are_answered() {
    assert_eq!(Csr::undirected(0, &[]).unwrap().nodes(), 0);
    assert_eq!(Csr::default().nodes(), 0);
    let error = Csr::undirected(2, &[[0, 7]]).unwrap_err();
    assert_eq!(error.to_string(), "an edge ends at node 7, but there are only 2 nodes");
    assert_eq!(Csr::of_edges(2, vec![[0, 7]]).unwrap_err().to_string(), error.to_string());
    assert!(Csr::of_edges(2, vec![[0, 1 << 30]]).is_err());
    assert_eq!(Csr::of_edges(0, Vec::new()).unwrap(), Csr::undirected(0, &[]).unwrap());
}

#[test]
fn a_petgraph_graph_comes_back() {
    let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 2)]);
    let csr = Csr::from_petgraph(&graph).unwrap();
    assert_eq!(csr.edge(csr.arc(2, 1).unwrap()), Some(1));
    assert_eq!(csr.bytes(), 4 * (4 + 4 + 4));
    assert_eq!(csr.to_petgraph().edge_count(), 4);
}

#[test]
fn weights_that_no_calculation_can_use_are_told() {
    for weight in [f64::INFINITY, f64::NAN, -1.0] {
        let error = Csr::weighted(2, &[[0, 1]], &[weight]).unwrap_err();
        assert!(matches!(error, crate::error::Error::Weight { edge: 0, .. }));
    }
}
