//! Closeness: who reaches everybody in few steps.

use super::distances::{UNREACHED, distances};
use super::passes::Input;
use super::table::{Table, Value};
use super::watch::Watch;
use super::words::{actor_row, count, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// Harmonic closeness: the sum of 1/steps to everybody else, divided by n−1, so between 0 and 1; none for isolates.
///
/// Marchiori, Latora 2000, *Harmony in the Small-World*; Rochat 2009, *Closeness Centrality Extended to Unconnected Graphs*.
/// One search per node: O(nodes · edges).
///
/// ```
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(4, &[[0, 1], [1, 2]]).unwrap();
/// assert_eq!(sociogram::analysis::closeness::harmonic(&rows), [Some(0.5), Some(2.0 / 3.0), Some(0.5), None]);
/// ```
pub fn harmonic(rows: &Csr) -> Vec<Option<f64>> {
    watched(rows, Watch::NONE)
}

fn watched(rows: &Csr, watch: Watch<'_>) -> Vec<Option<f64>> {
    let work = watch.work(rows.nodes());
    let others = rows.nodes().saturating_sub(1) as f64;
    let one = |node: usize| {
        let mut at = vec![0u32; 0];
        for &steps in distances(rows, node).iter().filter(|&&steps| steps != UNREACHED && steps > 0) {
            at.resize(at.len().max(steps as usize), 0);
            at[steps as usize - 1] += 1;
        }
        let sum: f64 = at.iter().enumerate().map(|(s, &nodes)| f64::from(nodes) / (s + 1) as f64).sum();
        work.did(1);
        (rows.degree(node) > 0).then(|| sum / others)
    };
    (0..rows.nodes()).map(one).collect()
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let mut table = Table::new("Closeness", &["name", "closeness", "contacts"]);
    let ranked = ranking(network, &watched(network.rows(), input.watch));
    for &(actor, score) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let values = vec![Value::measure(score), network.rows().degree(actor).into()];
        actor_row(&mut table, network, actor, values);
    }
    let connected = ranked.len();
    if let Some((names, _)) = leaders(network, &ranked) {
        let sentence = format!("{} {} nearest to the others", listed(&names), is(&names));
        table.find(format!("{sentence} among {} in contact.", count(connected, "actor")));
    }
    table.note("Mean of 1/steps over everybody else in the network, 0 for those out of reach.");
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{all_distances, graphs};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_definition(rows in graphs(25, 60)) {
            for (node, steps) in all_distances(&rows).into_iter().enumerate() {
                let sum: f64 = steps.iter().filter(|&&s| s > 0 && s < usize::MAX).map(|&s| 1.0 / s as f64).sum();
                match harmonic(&rows)[node] {
                    None => prop_assert_eq!(sum, 0.0),
                    Some(score) => prop_assert!((score - sum / (rows.nodes() - 1) as f64).abs() < 1e-12),
                }
            }
        }
    }
}
