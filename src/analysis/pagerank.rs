//! PageRank: who is in contact with the well connected.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// Rounds before giving up.
const ROUNDS: usize = 1000;

/// PageRank with damping `damping`, until the sum of absolute changes is below `tolerance`; the scores sum to 1.
///
/// Page, Brin, Motwani, Winograd 1999, *The PageRank Citation Ranking*; weighted, and nodes without outgoing weight pass
/// theirs to everybody (Langville, Meyer 2004, *Deeper Inside PageRank*). Solved by the method of Gauss and Seidel, which
/// uses new scores as soon as they are known and needs fewer rounds (Arasu, Novak, Tomkins, Tomlin 2002, *PageRank
/// Computation and the Structure of the Web*); the scores' sum floats, and is made 1 at the end. `incoming` holds the arcs
/// turned round; an undirected graph is its own. The sum of absolute errors is at most tolerance / (1 − damping): what a
/// round changes bounds what the equations still lack. O(edges) a round, 16 bytes a node.
///
/// # Errors
/// [`Error::NotSettled`] after 1000 rounds, or if weights are negative or not finite.
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
    if n == 0 {
        return Ok(Vec::new());
    }
    let (outgoing, plain) = outgoing(incoming);
    let mut solver = Solver::start(incoming, outgoing, damping);
    for _ in 0..ROUNDS {
        let change = if plain { solver.round(received_plain) } else { solver.round(received) };
        if change < tolerance {
            return Ok(solver.ranks());
        }
    }
    Err(Error::NotSettled { what: "PageRank", rounds: ROUNDS })
}

/// The outgoing weight of each node, and whether all weights are 1.
fn outgoing(incoming: &Csr) -> (Vec<f64>, bool) {
    let mut outgoing = vec![0.0; incoming.nodes()];
    let mut plain = true;
    for node in 0..incoming.nodes() {
        for arc in incoming.row(node) {
            let weight = incoming.weight(arc);
            outgoing[incoming.target(arc)] += weight;
            plain &= weight == 1.0;
        }
    }
    (outgoing, plain)
}

struct Solver<'a> {
    incoming: &'a Csr,
    damping: f64,
    /// Outgoing weight of each node.
    outgoing: Vec<f64>,
    /// What each node gives per unit of weight; for nodes without outgoing weight, what they hold.
    shares: Vec<f64>,
    /// What nodes without outgoing weight hold together.
    dangling: f64,
    /// What all nodes hold together. Held to 1 it would converge as slowly as damping to the power of rounds.
    all: f64,
}

impl<'a> Solver<'a> {
    fn start(incoming: &'a Csr, outgoing: Vec<f64>, damping: f64) -> Self {
        let one = 1.0 / outgoing.len() as f64;
        let share = |out: &f64| if *out > 0.0 { one / out } else { one };
        let dangling = one * outgoing.iter().filter(|out| **out <= 0.0 || out.is_nan()).count() as f64;
        Self { incoming, damping, shares: outgoing.iter().map(share).collect(), outgoing, dangling, all: 1.0 }
    }

    /// Computes every score anew from those known by then; gives the sum of absolute changes, as a share of all.
    #[inline(always)]
    fn round(&mut self, received: impl Fn(&Csr, &[f64], usize) -> f64) -> f64 {
        let given = (1.0 - self.damping) * self.all + self.damping * self.dangling;
        let base = given / self.shares.len() as f64;
        let (mut change, mut dangling, mut all) = (0.0, 0.0, 0.0);
        for node in 0..self.shares.len() {
            let rank = base + self.damping * received(self.incoming, &self.shares, node);
            let (out, old) = (self.outgoing[node], self.shares[node]);
            let gives = out > 0.0;
            change += (rank - if gives { old * out } else { old }).abs();
            all += rank;
            dangling += if gives { 0.0 } else { rank };
            self.shares[node] = if gives { rank / out } else { rank };
        }
        (self.dangling, self.all) = (dangling, all);
        change / all
    }

    fn ranks(mut self) -> Vec<f64> {
        let given = self.shares.iter_mut().zip(&self.outgoing).filter(|(_, out)| **out > 0.0);
        given.for_each(|(share, out)| *share *= out);
        let all: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|rank| *rank /= all);
        self.shares
    }
}

#[inline(always)]
fn received_plain(incoming: &Csr, shares: &[f64], node: usize) -> f64 {
    incoming.neighbours(node).iter().map(|&source| shares[source as usize]).sum()
}

#[inline(always)]
fn received(incoming: &Csr, shares: &[f64], node: usize) -> f64 {
    incoming.row(node).map(|arc| shares[incoming.target(arc)] * incoming.weight(arc)).sum()
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
