//! PageRank: who is in contact with the well connected.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// Rounds before giving up.
const ROUNDS: usize = 200;
/// Scalars are summed in blocks of so many, in order.
const BLOCK: usize = 4096;

/// PageRank with damping `damping`, until the sum of absolute changes is below `tolerance`; the scores sum to 1.
///
/// Page, Brin, Motwani, Winograd 1999, *The PageRank Citation Ranking*; weighted, and nodes without outgoing weight pass
/// theirs to everybody (Langville, Meyer 2004, *Deeper Inside PageRank*). `incoming` holds the arcs turned round; an
/// undirected graph is its own. The true error is at most tolerance · damping / (1 − damping). O(edges) a round.
///
/// # Errors
/// [`Error::NotSettled`] after 200 rounds, or if weights are negative or not finite.
///
/// ```
/// use sociogram::analysis::pagerank::pagerank;
/// use sociogram::graph::Csr;
/// let arcs = Csr::directed(5, &[[0, 1], [0, 3], [1, 2], [1, 3]]).unwrap();
/// let scores = pagerank(&arcs.transposed(), 0.7, 1e-10).unwrap();
/// let rounded: Vec<_> = scores.iter().map(|score| (score * 1e4).round() / 1e4).collect();
/// assert_eq!(rounded, [0.1505, 0.2032, 0.2216, 0.2743, 0.1505]);
/// ```
pub fn pagerank(incoming: &Csr, damping: f64, tolerance: f64) -> Result<Vec<f64>, Error> {
    let n = incoming.nodes();
    let mut outgoing = vec![0.0; n];
    let mut plain = true;
    for (_, source, weight) in incoming.all_arcs() {
        outgoing[source] += weight;
        plain &= weight == 1.0;
    }
    let mut ranks = vec![1.0 / n as f64; n];
    let mut shares = vec![0.0; n];
    for _ in 0..ROUNDS {
        let dangling = shared_out(&ranks, &outgoing, &mut shares);
        let base = (1.0 - damping + damping * dangling) / n as f64;
        let new = |node: usize| base + damping * received(incoming, &shares, node, plain);
        if update(&mut ranks, new) < tolerance {
            return Ok(ranks);
        }
    }
    if n == 0 { Ok(ranks) } else { Err(Error::NotSettled { what: "PageRank", rounds: ROUNDS }) }
}

/// What each node gives per unit of weight; returns what nodes without outgoing weight hold.
fn shared_out(ranks: &[f64], outgoing: &[f64], shares: &mut [f64]) -> f64 {
    let mut dangling = 0.0;
    for ((rank, out), share) in ranks.iter().zip(outgoing).zip(shares) {
        *share = if *out > 0.0 { rank / out } else { 0.0 };
        if *out <= 0.0 {
            dangling += rank;
        }
    }
    dangling
}

#[inline(always)]
fn received(incoming: &Csr, shares: &[f64], node: usize, plain: bool) -> f64 {
    if plain {
        return incoming.neighbours(node).iter().map(|&source| shares[source as usize]).sum();
    }
    incoming.row(node).map(|arc| shares[incoming.target(arc)] * incoming.weight(arc)).sum()
}

/// Writes the new ranks and gives the sum of absolute changes.
fn update(ranks: &mut [f64], new: impl Fn(usize) -> f64) -> f64 {
    let mut change = 0.0;
    for (block, ranks) in ranks.chunks_mut(BLOCK).enumerate() {
        let mut changed = 0.0;
        for (place, rank) in ranks.iter_mut().enumerate() {
            let score = new(block * BLOCK + place);
            changed += (score - *rank).abs();
            *rank = score;
        }
        change += changed;
    }
    change
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let scores = pagerank(rows, 0.85, 1e-10)?;
    let scored = |(node, score): (usize, f64)| (rows.degree(node) > 0).then_some(score);
    let ranked = ranking(network, &scores.into_iter().enumerate().map(scored).collect::<Vec<_>>());
    let mut table = Table::new("PageRank", &["name", "PageRank", "contacts"]);
    for &(actor, score) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        actor_row(&mut table, network, actor, vec![Value::measure(score), rows.degree(actor).into()]);
    }
    if let Some((names, _)) = leaders(network, &ranked) {
        table.find(format!("{} {} first by PageRank.", listed(&names), is(&names)));
    }
    table.note("Damping 0.85, weighted by contact.");
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{close, graphs};
    use proptest::prelude::*;

    /// Solves x = base + damping · A x by elimination, dangling nodes giving to everybody.
    fn solved(arcs: &Csr, damping: f64) -> Vec<f64> {
        let n = arcs.nodes();
        let mut m = vec![vec![0.0; n + 1]; n];
        for (v, row) in m.iter_mut().enumerate() {
            row[v] = 1.0;
            row[n] = (1.0 - damping) / n as f64;
        }
        for u in 0..n {
            let out = arcs.strength(u);
            for (v, row) in m.iter_mut().enumerate() {
                let weight = arcs.arc(u, v).map_or(0.0, |arc| arcs.weight(arc));
                row[u] -= damping * if out > 0.0 { weight / out } else { 1.0 / n as f64 };
            }
        }
        for pivot in 0..n {
            for other in (0..n).filter(|&other| other != pivot) {
                let factor = m[other][pivot] / m[pivot][pivot];
                let above = m[pivot].clone();
                m[other].iter_mut().zip(above).for_each(|(cell, above)| *cell -= factor * above);
            }
        }
        (0..n).map(|v| m[v][n] / m[v][v]).collect()
    }

    proptest! {
        #[test]
        fn solves_the_equations(arcs in prop::collection::vec([0u32..9, 0u32..9], 0..30)) {
            let weights: Vec<_> = (0..arcs.len()).map(|n| (n % 4) as f64).collect();
            for arcs in [Csr::directed(9, &arcs).unwrap(), Csr::weighted_directed(9, &arcs, &weights).unwrap()] {
                let scores = pagerank(&arcs.transposed(), 0.85, 1e-12).unwrap();
                prop_assert!(close(&scores, &solved(&arcs, 0.85), 1e-10));
                prop_assert!((scores.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn undirected_graphs_are_their_own_transpose(rows in graphs(12, 30)) {
            prop_assert!(close(&pagerank(&rows, 0.85, 1e-12).unwrap(), &solved(&rows, 0.85), 1e-10));
        }
    }

    #[test]
    fn known_values() {
        let star = Csr::undirected(5, &[[0, 1], [0, 2], [0, 3]]).unwrap();
        let expected = [0.462390, 0.167155, 0.167155, 0.167155, 0.036145];
        assert!(close(&pagerank(&star, 0.85, 1e-12).unwrap(), &expected, 1e-6));
        assert!(pagerank(&Csr::undirected(0, &[]).unwrap(), 0.85, 1e-10).unwrap().is_empty());
        assert_eq!(pagerank(&Csr::undirected(1, &[]).unwrap(), 0.85, 1e-10).unwrap(), [1.0]);
    }
}
