//! Eigenvector centrality: who is in contact with the central.

use super::components::components;
use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, count, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::{Csr, Network};
use std::collections::BTreeMap;

/// Rounds before giving up.
const ROUNDS: usize = 10_000;

/// Eigenvector centrality (Bonacich 1972, *Factoring and Weighting Approaches to Status Scores*), weighted, largest 1.
///
/// Each component is solved on its own, because the vector of a whole disconnected network is not unique: scores compare
/// within a component only. None for isolates and for ties that all weigh nothing. Power iteration with A + I, which
/// settles on bipartite graphs too, until no score changes by 10⁻¹⁰.
///
/// # Errors
/// [`Error::NotSettled`] after 10,000 rounds.
pub fn eigenvector(rows: &Csr) -> Result<Vec<Option<f64>>, Error> {
    let labels = components(rows);
    let strong: Vec<_> = (0..rows.nodes()).map(|node| rows.strength(node) > 0.0).collect();
    let mut scores: Vec<f64> = strong.iter().map(|&strong| if strong { 1.0 } else { 0.0 }).collect();
    for _ in 0..ROUNDS {
        let pulled =
            |node: usize| rows.row(node).map(|arc| scores[rows.target(arc)] * rows.weight(arc)).sum::<f64>();
        let mut next: Vec<f64> = (0..rows.nodes()).map(|node| scores[node] + pulled(node)).collect();
        scale(&mut next, &labels);
        let change = scores.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        scores = next;
        if change < 1e-10 {
            return Ok(scores
                .into_iter()
                .zip(strong)
                .map(|(score, strong)| strong.then_some(score))
                .collect());
        }
    }
    Err(Error::NotSettled { what: "eigenvector centrality", rounds: ROUNDS })
}

/// Who is first in the largest part; the first by name of equally large ones.
fn finding(network: &Network, labels: &[u32], ranked: &[(usize, f64)]) -> String {
    let mut sizes = BTreeMap::new();
    ranked.iter().for_each(|(actor, _)| *sizes.entry(labels[*actor]).or_insert(0) += 1);
    let part = |&(actor, _): &(usize, f64)| labels[actor];
    let Some(largest) = ranked.iter().map(part).rev().max_by_key(|part| sizes[part]) else {
        return "Nobody is in contact with anybody.".to_owned();
    };
    let inside: Vec<_> = ranked.iter().filter(|scored| part(scored) == largest).copied().collect();
    let (names, _) = leaders(network, &inside).expect("the first of every part has 1");
    let names = format!("{} {} most in contact with the central", listed(&names), is(&names));
    match sizes.len() {
        1 => format!("{names}."),
        parts => format!("{names}, in the largest of {parts} parts ({}).", count(inside.len(), "actor")),
    }
}

/// Divides by the largest score of the component.
fn scale(scores: &mut [f64], labels: &[u32]) {
    let mut largest = vec![0.0f64; scores.len()];
    for (score, &label) in scores.iter().zip(labels) {
        largest[label as usize] = largest[label as usize].max(*score);
    }
    for (score, &label) in scores.iter_mut().zip(labels) {
        if largest[label as usize] > 0.0 {
            *score /= largest[label as usize];
        }
    }
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let labels = components(network.rows());
    let mut table = Table::new("Eigenvector centrality", &["name", "eigenvector", "contacts", "part of"]);
    let scores = eigenvector(network.rows())?;
    let ranked = ranking(network, &scores);
    for &(actor, score) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let part = network.name(labels[actor] as usize);
        let values = vec![Value::measure(score), network.rows().degree(actor).into(), part.into()];
        actor_row(&mut table, network, actor, values);
    }
    table.find(finding(network, &labels, &ranked));
    table.note("The first of each separate part has 1; parts do not compare.");
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_score_is_the_scaled_sum_of_its_neighbours(rows in graphs(10, 30)) {
            let Ok(scores) = eigenvector(&rows) else { return Ok(()) };
            let pulled = |v: usize| rows.neighbours(v).iter().map(|&w| scores[w as usize].unwrap()).sum::<f64>();
            for (a, b, _) in rows.all_arcs() {
                let [sa, sb] = [scores[a].unwrap(), scores[b].unwrap()];
                prop_assert!((pulled(a) * sb - pulled(b) * sa).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn a_star_is_the_root_of_its_leaves() {
        let star = Csr::undirected(6, &[[0, 1], [0, 2], [0, 3], [0, 4]]).unwrap();
        let scores = eigenvector(&star).unwrap();
        assert!((scores[1].unwrap() - 0.5).abs() < 1e-8 && scores[0] == Some(1.0) && scores[5].is_none());
    }
}
