//! k-cores: groups in which everybody has at least k contacts inside.

use super::passes::Input;
use super::table::Table;
use super::words::{actor_row, count, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// Core number of every node: the largest k for which it belongs to a part where everybody has k contacts inside.
///
/// Seidman 1983, *Network Structure and Minimum Degree*; peeling by levels, linear (after Batagelj, Zaversnik 2003, *An
/// O(m) Algorithm for Cores Decomposition of Networks*).
///
/// ```
/// use sociogram::graph::Csr;
/// let rows = Csr::undirected(5, &[[0, 1], [1, 2], [2, 0], [2, 3]]).unwrap();
/// assert_eq!(sociogram::analysis::cores::cores(&rows), [2, 2, 2, 1, 0]);
/// ```
pub fn cores(rows: &Csr) -> Vec<u32> {
    let mut degrees: Vec<_> = (0..rows.nodes()).map(|node| rows.degree(node) as u32).collect();
    let mut cores = vec![u32::MAX; rows.nodes()];
    let mut rest: Vec<_> = (0..rows.nodes() as u32).collect();
    let mut stack = Vec::new();
    let mut k = 0;
    while !rest.is_empty() {
        let mut next = u32::MAX;
        rest.retain(|&node| {
            let v = node as usize;
            if cores[v] != u32::MAX {
                return false;
            }
            if degrees[v] <= k {
                cores[v] = k;
                stack.push(node);
                return false;
            }
            next = next.min(degrees[v]);
            true
        });
        if stack.is_empty() {
            k = next;
            continue;
        }
        while let Some(v) = stack.pop() {
            for &u in rows.neighbours(v as usize) {
                let u = u as usize;
                if degrees[u] > k {
                    degrees[u] -= 1;
                    if degrees[u] == k {
                        cores[u] = k;
                        stack.push(u as u32);
                    }
                }
            }
        }
        k += 1;
    }
    cores
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let scores: Vec<_> = cores(rows).into_iter().map(|core| (core > 0).then_some(f64::from(core))).collect();
    let ranked = ranking(network, &scores);
    let mut table = Table::new("Cores", &["name", "core", "contacts"]);
    for &(actor, core) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        actor_row(&mut table, network, actor, vec![(core as usize).into(), rows.degree(actor).into()]);
    }
    if let Some((names, core)) = leaders(network, &ranked) {
        let inside = count(core as usize, "contact");
        table.find(format!(
            "{} {} the innermost core: everybody in it has at least {inside} inside.",
            listed(&names),
            is(&names)
        ));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::graphs;
    use proptest::prelude::*;

    fn by_definition(rows: &Csr) -> Vec<u32> {
        let n = rows.nodes();
        let mut cores = vec![0; n];
        for k in 1..=n {
            let mut inside = vec![true; n];
            while let Some(out) = (0..n).find(|&v| {
                inside[v] && rows.neighbours(v).iter().filter(|&&w| inside[w as usize]).count() < k
            }) {
                inside[out] = false;
            }
            (0..n).filter(|&v| inside[v]).for_each(|v| cores[v] = k as u32);
        }
        cores
    }

    proptest! {
        #[test]
        fn equal_the_definition(rows in graphs(20, 90)) {
            prop_assert_eq!(cores(&rows), by_definition(&rows));
        }
    }
}
