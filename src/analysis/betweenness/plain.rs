//! One source after the other in double precision: slow, for graphs with very many shortest chains.

use crate::error::Error;
use crate::graph::Csr;

/// What [`super::lanes::accumulate`] gives, for the same arguments.
pub(super) fn accumulate(rows: &Csr, weights: &[f32], sources: &[(u32, f32)]) -> Result<Vec<f64>, Error> {
    let mut scores = vec![0.0; rows.nodes()];
    for &(source, times) in sources {
        add(rows, weights, source as usize, f64::from(times), &mut scores)?;
    }
    Ok(scores)
}

fn add(rows: &Csr, weights: &[f32], source: usize, times: f64, scores: &mut [f64]) -> Result<(), Error> {
    let n = rows.nodes();
    let (mut level, mut ways, mut order) = (vec![u32::MAX; n], vec![0.0; n], vec![source]);
    (level[source], ways[source]) = (0, 1.0);
    let mut next = 0;
    while next < order.len() {
        let v = order[next];
        next += 1;
        for &w in rows.neighbours(v) {
            let w = w as usize;
            if level[w] == u32::MAX {
                level[w] = level[v] + 1;
                order.push(w);
            }
            if level[w] == level[v] + 1 {
                ways[w] += ways[v];
            }
        }
    }
    if order.iter().any(|&v| !f64::is_finite(ways[v])) {
        return Err(Error::Overflow { what: "the number of shortest chains" });
    }
    let mut shares = vec![0.0; n];
    for &v in order.iter().rev() {
        for &w in rows.neighbours(v) {
            let w = w as usize;
            if level[w] == level[v] + 1 {
                shares[v] += ways[v] / ways[w] * (f64::from(weights[w]) + shares[w]);
            }
        }
        if v != source {
            scores[v] += times * shares[v];
        }
    }
    Ok(())
}
