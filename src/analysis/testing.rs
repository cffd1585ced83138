//! Random graphs for property tests.

use crate::graph::Csr;
use proptest::prelude::*;

/// Up to `nodes` nodes and `edges` edges, loops and parallel edges among them.
pub(super) fn graphs(nodes: u32, edges: usize) -> impl Strategy<Value = Csr> {
    let ends = move |n: u32| prop::collection::vec([0..n, 0..n], 0..edges).prop_map(move |e| (n, e));
    (1..=nodes)
        .prop_flat_map(ends)
        .prop_map(|(n, e)| Csr::undirected(n as usize, &e).expect("ends are nodes"))
}

/// Whether two lists agree to a relative and absolute difference.
pub(super) fn close(a: &[f64], b: &[f64], difference: f64) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= difference * (1.0 + a.abs().max(b.abs())))
}

/// Steps between all pairs (Floyd 1962); `usize::MAX` for none.
pub(super) fn all_distances(rows: &Csr) -> Vec<Vec<usize>> {
    let n = rows.nodes();
    let mut steps = vec![vec![usize::MAX; n]; n];
    (0..n).for_each(|v| steps[v][v] = 0);
    rows.all_arcs().for_each(|(a, b, _)| steps[a][b] = 1);
    for via in 0..n {
        for a in 0..n {
            for b in 0..n {
                steps[a][b] = steps[a][b].min(steps[a][via].saturating_add(steps[via][b]));
            }
        }
    }
    steps
}
