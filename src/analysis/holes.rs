//! Structural holes: whose contacts do not know each other.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// Burt's constraint of every node: low for brokers; none for isolates and where all ties weigh nothing.
///
/// Burt 1992, *Structural Holes*: Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)² over the contacts j of i, p the share of a tie in all weight of
/// its first end. With `weighted` false every tie counts 1. O(sum of squared degrees).
///
/// ```
/// use sociogram::graph::Csr;
/// let chain = Csr::undirected(4, &[[0, 1], [1, 2]]).unwrap();
/// let constraint = sociogram::analysis::holes::constraint(&chain, false);
/// assert_eq!(constraint, [Some(1.0), Some(0.5), Some(1.0), None]);
/// ```
pub fn constraint(rows: &Csr, weighted: bool) -> Vec<Option<f64>> {
    let weight = |arc| if weighted { rows.weight(arc) } else { 1.0 };
    let strength: Vec<f64> = (0..rows.nodes()).map(|node| rows.row(node).map(weight).sum()).collect();
    let share = |node: usize, arc| if strength[node] > 0.0 { weight(arc) / strength[node] } else { 0.0 };
    let mut invested = vec![0.0; rows.nodes()];
    let mut one = |node: usize| {
        rows.row(node).for_each(|arc| invested[rows.target(arc)] = share(node, arc));
        for arc in rows.row(node) {
            let via = rows.target(arc);
            rows.row(via).for_each(|on| invested[rows.target(on)] += share(node, arc) * share(via, on));
        }
        let sum = rows.row(node).map(|arc| invested[rows.target(arc)].powi(2)).sum();
        for &via in rows.neighbours(node) {
            rows.neighbours(via as usize).iter().for_each(|&end| invested[end as usize] = 0.0);
            invested[via as usize] = 0.0;
        }
        (strength[node] > 0.0).then_some(sum)
    };
    (0..rows.nodes()).map(&mut one).collect()
}

/// Effective size of every node's circle, n − 2t/n for n contacts with t ties among them; none for isolates.
///
/// Borgatti 1997, *Structural Holes: Unpacking Burt's Redundancy Measures*.
pub fn effective_size(rows: &Csr) -> Vec<Option<f64>> {
    let triangles = super::triangles::triangles(rows);
    let size = |(node, ties): (usize, u64)| {
        let contacts = rows.degree(node) as f64;
        (contacts > 0.0).then(|| contacts - 2.0 * ties as f64 / contacts)
    };
    triangles.into_iter().enumerate().map(size).collect()
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let (plain, weighted, sizes) = (constraint(rows, false), constraint(rows, true), effective_size(rows));
    let columns = ["name", "constraint", "weighted constraint", "effective size", "contacts"];
    let mut table = Table::new("Structural holes", &columns);
    let turned: Vec<_> =
        plain.iter().map(|constraint| constraint.map(|c| 1.0 / c.max(f64::MIN_POSITIVE))).collect();
    let ranked = ranking(network, &turned);
    for &(actor, _) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let measures = [plain[actor], weighted[actor], sizes[actor]].map(Value::measure);
        let values = measures.into_iter().chain([rows.degree(actor).into()]).collect();
        actor_row(&mut table, network, actor, values);
    }
    if let Some((names, _)) = leaders(network, &ranked).filter(|(names, _)| names.len() < ranked.len()) {
        table.find(format!(
            "{} {} least bound to one circle (lowest constraint).",
            listed(&names),
            is(&names)
        ));
    }
    table.note(
        "Constraint counts every tie alike; the weighted one counts by contact. Low constraint means broker.",
    );
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    fn by_definition(rows: &Csr, i: usize) -> f64 {
        let p = |a: usize, b: usize| {
            if rows.has_arc(a, b) { 1.0 / rows.degree(a) as f64 } else { 0.0 }
        };
        let own = |j: usize| {
            p(i, j) + (0..rows.nodes()).filter(|&q| q != j).map(|q| p(i, q) * p(q, j)).sum::<f64>()
        };
        rows.neighbours(i).iter().map(|&j| own(j as usize).powi(2)).sum()
    }

    proptest! {
        #[test]
        fn constraint_equals_the_definition(rows in graphs(14, 50)) {
            for (node, found) in constraint(&rows, false).into_iter().enumerate() {
                prop_assert!((found.unwrap_or(0.0) - by_definition(&rows, node)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn two_delegations_and_a_host() {
        let ties = [[0, 2], [0, 3], [1, 2], [1, 3], [0, 4], [1, 4], [4, 5]];
        let measured = |ties: &[[u32; 2]]| {
            let rows = Csr::undirected(6, ties).unwrap();
            let four =
                |values: Vec<Option<f64>>| values.into_iter().map(|v| (v.unwrap() * 1e4).round() / 1e4);
            [four(constraint(&rows, false)).collect::<Vec<_>>(), four(effective_size(&rows)).collect()]
        };
        let [constraint, size] = measured(&ties);
        assert_eq!(constraint, [0.3333, 0.3333, 0.5, 0.5, 0.3333, 1.0]);
        assert_eq!(size, [3.0, 3.0, 2.0, 2.0, 3.0, 1.0]);
        let [constraint, size] = measured(&[ties.as_slice(), &[[0, 1], [2, 3]]].concat());
        assert_eq!(constraint, [0.661, 0.661, 0.8071, 0.8071, 0.4583, 1.0]);
        assert_eq!(size, [2.0, 2.0, 1.0, 1.0, 2.3333, 1.0]);
    }
}
