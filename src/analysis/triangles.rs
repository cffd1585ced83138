//! Triangles and clustering: how far somebody's contacts are in contact with each other.

use super::bits::Bits;
use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, count, ranking, short};
use crate::error::Error;
use crate::graph::Csr;

/// Number of triangles that each node belongs to; their sum is three times the number of triangles.
///
/// Each edge looks at busier nodes only (Schank, Wagner 2005, *Finding, Counting and Listing All Triangles in Large
/// Graphs, an Experimental Study*): O(edges^1.5).
///
/// ```
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(4, &[[0, 1], [1, 2], [2, 0], [2, 3]]).unwrap();
/// assert_eq!(sociogram::analysis::triangles::triangles(&rows), [1, 1, 1, 0]);
/// ```
pub fn triangles(rows: &Csr) -> Vec<u64> {
    let order = rows.by_degree();
    let mut rank = vec![0; rows.nodes()];
    order.iter().enumerate().for_each(|(place, &node)| rank[node as usize] = place as u32);
    let upward = Upward::of(rows, &order, &rank);
    let mut counts = vec![0u64; rows.nodes()];
    let mut marked = Bits::new(rows.nodes());
    for u in 0..order.len() {
        let row = upward.row(u);
        row.iter().for_each(|&w| marked.set(w));
        let mut own = 0;
        for &w in row {
            let mut shared = 0;
            for &x in upward.row(w as usize) {
                // Rare in most networks, so that a branch costs less than a count that is always written.
                if marked.has(x) {
                    counts[x as usize] += 1;
                    shared += 1;
                }
            }
            counts[w as usize] += shared;
            own += shared;
        }
        row.iter().for_each(|&w| marked.clear(w));
        counts[u] += own;
    }
    rank.into_iter().map(|place| counts[place as usize]).collect()
}

/// Arcs from lower to higher rank, in numbers of rank.
struct Upward {
    offsets: Vec<u32>,
    targets: Vec<u32>,
}

impl Upward {
    fn of(rows: &Csr, order: &[u32], rank: &[u32]) -> Self {
        let (mut offsets, mut targets) = (vec![0], Vec::with_capacity(rows.arcs() / 2));
        for (place, &node) in order.iter().enumerate() {
            let ranks = rows.neighbours(node as usize).iter().map(|&w| rank[w as usize]);
            targets.extend(ranks.filter(|&other| other > place as u32));
            offsets.push(targets.len() as u32);
        }
        Self { offsets, targets }
    }

    #[inline]
    fn row(&self, node: usize) -> &[u32] {
        &self.targets[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }
}

/// Local clustering: the share of pairs of contacts that are in contact; none with fewer than two contacts.
pub fn clustering(rows: &Csr) -> Vec<Option<f64>> {
    let local = |(node, triangles): (usize, u64)| {
        let degree = rows.degree(node) as f64;
        (degree > 1.0).then(|| 2.0 * triangles as f64 / (degree * (degree - 1.0)))
    };
    triangles(rows).into_iter().enumerate().map(local).collect()
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let (triangles, local) = (triangles(rows), clustering(rows));
    let scores: Vec<_> =
        (0..rows.nodes()).map(|node| (rows.degree(node) > 0).then_some(triangles[node] as f64)).collect();
    let mut table = Table::new("Clustering", &["name", "triangles", "clustering", "contacts"]);
    for (actor, _) in ranking(network, &scores).into_iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let values =
            vec![(triangles[actor] as usize).into(), Value::measure(local[actor]), rows.degree(actor).into()];
        actor_row(&mut table, network, actor, values);
    }
    let all = triangles.iter().sum::<u64>() / 3;
    let pairs: f64 = (0..rows.nodes()).map(|v| rows.degree(v) as f64).map(|d| d * (d - 1.0) / 2.0).sum();
    if all == 0 {
        table.find("No three actors are all in contact with each other.");
    } else {
        table.find(format!(
            "{}: two contacts of one actor are in contact with each other in {} % of all cases.",
            count(all as usize, "triangle"),
            short(300.0 * all as f64 / pairs)
        ));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_a_look_at_all_triples(rows in graphs(18, 90)) {
            let n = rows.nodes();
            let mut expected = vec![0; n];
            for a in 0..n {
                for b in a + 1..n {
                    for c in b + 1..n {
                        if rows.has_arc(a, b) && rows.has_arc(b, c) && rows.has_arc(a, c) {
                            [a, b, c].into_iter().for_each(|v| expected[v] += 1);
                        }
                    }
                }
            }
            prop_assert_eq!(triangles(&rows), expected);
        }
    }
}
