//! Betweenness: who lies on the shortest chains between others.
//!
//! Exact scores follow Brandes 2001, *A Faster Algorithm for Betweenness Centrality*, without predecessor lists (Green,
//! Bader 2013, *Faster Betweenness Centrality Based on Data Structure Experimentation*), for 32 sources at a time (Then
//! et al. 2014, *The More the Merrier: Efficient Multi-Source Graph Traversal*), after people with one contact have been
//! folded into it (Baglioni, Geraci, Pellegrini, Lastres 2012, *Fast Exact Computation of Betweenness Centrality in Social
//! Networks*). Estimates draw sources (Brandes, Pich 2007, *Centrality Estimation in Large Networks*).
//!
//! Counting: each unordered pair once, end points not counted; normalised scores divide by (n−1)(n−2)/2. Sums run in
//! single precision over 32 chains, relative error about 10⁻⁶. O(nodes · edges) time, 2 · nodes · 128 bytes a thread.

mod fold;
mod lanes;
mod plain;

use super::passes::Input;
use super::random::Random;
use super::table::{Table, Value};
use super::watch::Watch;
use super::words::{actor_row, is, leaders, listed, ranking, short};
use crate::error::Error;
use crate::graph::Csr;
use fold::Core;

/// Exact scores are given up to this product of sources and arcs, some 15 seconds on one core.
const EXACT: usize = 10_000_000_000;
/// Sources of an estimate when nobody says how many.
const SAMPLES: usize = 512;

/// Raw betweenness of every node of an undirected graph.
///
/// # Errors
/// [`Error::Overflow`] if there are more shortest chains than a double holds.
///
/// ```
/// use sociogram::analysis::betweenness::betweenness;
/// use sociogram::graph::Csr;
/// let chain = Csr::undirected(4, &[[0, 1], [1, 2], [2, 3]]).unwrap();
/// assert_eq!(betweenness(&chain).unwrap(), [0.0, 2.0, 2.0, 0.0]);
/// ```
pub fn betweenness(rows: &Csr) -> Result<Vec<f64>, Error> {
    exact(rows, Watch::NONE)
}

fn exact(rows: &Csr, watch: Watch<'_>) -> Result<Vec<f64>, Error> {
    let core = Core::of(rows);
    let sources: Vec<_> = (0..core.rows.nodes()).map(|node| (node as u32, core.weights[node])).collect();
    core.complete(sources, 0.5, watch)
}

/// Estimated betweenness from the chains that start at `samples` nodes, drawn with `seed` without replacement.
///
/// Unbiased; exact if every node is drawn. By Hoeffding's inequality all scores divided by n(n−1)/2 are closer than ε to
/// the exact ones with probability 1−p if samples ≥ ln(2n/p) / 2ε²; [`error_bound`] gives ε.
///
/// # Errors
/// As [`betweenness`].
pub fn sampled(rows: &Csr, samples: usize, seed: u64) -> Result<Vec<f64>, Error> {
    estimated(rows, samples, seed, Watch::NONE)
}

fn estimated(rows: &Csr, samples: usize, seed: u64, watch: Watch<'_>) -> Result<Vec<f64>, Error> {
    let samples = samples.clamp(1, rows.nodes().max(1));
    let core = Core::of(rows);
    let mut drawn: Vec<_> = (0..rows.nodes() as u32).collect();
    Random::new(seed).shuffle(&mut drawn, samples);
    drawn.truncate(samples);
    let mut times = vec![0u32; core.rows.nodes()];
    drawn.iter().for_each(|&node| times[core.home[node as usize] as usize] += 1);
    let sources = (0..core.rows.nodes()).filter(|&node| times[node] > 0);
    let sources = sources.map(|node| (node as u32, times[node] as f32)).collect();
    core.complete(sources, rows.nodes() as f64 / (2.0 * samples as f64), watch)
}

/// How far estimates may be off: |error| / (n(n−1)/2), for all nodes at once, with probability 0.9 (Hoeffding 1963).
///
/// ```
/// let error = sociogram::analysis::betweenness::error_bound(200_000, 3_040);
/// assert!((error - 0.05).abs() < 1e-4);
/// ```
pub fn error_bound(nodes: usize, samples: usize) -> f64 {
    ((20.0 * nodes as f64).ln() / (2.0 * samples as f64)).sqrt()
}

/// Cuts the work into chunks that depend on the graph alone, so that sums never depend on the number of threads.
fn in_chunks(core: &Core, sources: &[(u32, f32)], watch: Watch<'_>) -> Result<Vec<f64>, Error> {
    let large = core.rows.nodes() > 500_000;
    let lanes = if core.rows.nodes() > 100_000 { 16 } else { 32 };
    let chunks = if large { 8 } else { 16 };
    let size = sources.len().div_ceil(lanes).div_ceil(chunks).max(1) * lanes;
    let kernel = lanes::Kernel::best();
    let counted = watch.work(sources.len());
    let work = |chunk: &[(u32, f32)]| {
        let scores = match lanes {
            16 => lanes::accumulate::<16>(kernel, &core.rows, &core.weights, chunk),
            _ => lanes::accumulate::<32>(kernel, &core.rows, &core.weights, chunk),
        };
        counted.did(chunk.len());
        scores
    };
    let mut total = vec![0.0; core.rows.nodes()];
    for scores in each_chunk(sources, size, work) {
        scores?.iter().zip(&mut total).for_each(|(score, sum)| *sum += score);
    }
    Ok(total)
}

#[cfg(feature = "cli")]
fn each_chunk<T: Sync, R: Send>(list: &[T], size: usize, work: impl Fn(&[T]) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    list.par_chunks(size).map(work).collect()
}

#[cfg(not(feature = "cli"))]
fn each_chunk<T, R>(list: &[T], size: usize, work: impl Fn(&[T]) -> R) -> Vec<R> {
    list.chunks(size).map(work).collect()
}

/// Brokers by rank.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let n = rows.nodes() as f64;
    let samples = input.options.samples.or((rows.nodes() * rows.arcs() > EXACT).then_some(SAMPLES));
    let samples = samples.filter(|&samples| samples < rows.nodes());
    let mut table = Table::new("Brokers", &["name", "betweenness", "normalised", "contacts"]);
    let scores = match samples {
        None => exact(rows, input.watch)?,
        Some(samples) => {
            table.note(format!(
                "Estimated from {samples} sources; normalised scores are off by at most {} with probability 0.9.",
                short(error_bound(rows.nodes(), samples))
            ));
            estimated(rows, samples, input.options.seed, input.watch)?
        }
    };
    let scores: Vec<_> =
        scores.iter().enumerate().map(|(node, &score)| (rows.degree(node) > 0).then_some(score)).collect();
    let ranked = ranking(network, &scores);
    let scale = (n > 2.0).then(|| (n - 1.0) * (n - 2.0) / 2.0);
    for &(actor, score) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let normalised = Value::measure(scale.map(|scale| score / scale));
        let values = vec![Value::measure(score), normalised, rows.degree(actor).into()];
        actor_row(&mut table, network, actor, values);
    }
    table.find(match leaders(network, &ranked) {
        Some((names, score)) => format!(
            "{} {} on the most shortest chains between others ({}{}).",
            listed(&names),
            is(&names),
            short(score),
            if names.len() == 1 { "" } else { " each" }
        ),
        None => "Nobody stands between others.".to_owned(),
    });
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{close, graphs};
    use proptest::prelude::*;

    /// For every pair, the share of shortest chains through each node, by counting chains from both ends.
    fn by_definition(rows: &Csr) -> Vec<f64> {
        let n = rows.nodes();
        let searches: Vec<_> = (0..n).map(|source| counted(rows, source)).collect();
        let mut scores = vec![0.0; n];
        for (s, (from_s, ways_s)) in searches.iter().enumerate() {
            for (t, (from_t, ways_t)) in searches.iter().enumerate().skip(s + 1) {
                for v in (0..n).filter(|&v| v != s && v != t && from_s[t] < usize::MAX) {
                    if from_s[v] != usize::MAX && from_s[v] + from_t[v] == from_s[t] {
                        scores[v] += ways_s[v] * ways_t[v] / ways_s[t];
                    }
                }
            }
        }
        scores
    }

    fn counted(rows: &Csr, source: usize) -> (Vec<usize>, Vec<f64>) {
        let (mut distance, mut ways) = (vec![usize::MAX; rows.nodes()], vec![0.0; rows.nodes()]);
        (distance[source], ways[source]) = (0, 1.0);
        let mut queue = std::collections::VecDeque::from([source]);
        while let Some(v) = queue.pop_front() {
            for &w in rows.neighbours(v) {
                let w = w as usize;
                if distance[w] == usize::MAX {
                    distance[w] = distance[v] + 1;
                    queue.push_back(w);
                }
                if distance[w] == distance[v] + 1 {
                    ways[w] += ways[v];
                }
            }
        }
        (distance, ways)
    }

    proptest! {
        #[test]
        fn equals_the_definition(rows in graphs(24, 50)) {
            prop_assert!(close(&betweenness(&rows).unwrap(), &by_definition(&rows), 1e-5));
        }

        #[test]
        fn kernels_agree_to_the_bit_and_with_plain_searches(rows in graphs(24, 70)) {
            let core = Core::of(&rows);
            let sources: Vec<_> = core.weights.iter().enumerate().map(|(v, w)| (v as u32, *w)).collect();
            let plain = plain::accumulate(&core.rows, &core.weights, &sources).unwrap();
            let [mut wide, mut narrow] = [Vec::new(), Vec::new()];
            for kernel in lanes::Kernel::ALL.into_iter().filter(|kernel| kernel.is_available()) {
                wide.push(lanes::accumulate::<32>(kernel, &core.rows, &core.weights, &sources).unwrap());
                narrow.push(lanes::accumulate::<16>(kernel, &core.rows, &core.weights, &sources).unwrap());
            }
            prop_assert!(close(&wide[0], &plain, 1e-5) && close(&narrow[0], &plain, 1e-5));
            // To the last bit, whatever the processor.
            prop_assert!(wide.iter().all(|scores| *scores == wide[0]));
            prop_assert!(narrow.iter().all(|scores| *scores == narrow[0]));
        }

        #[test]
        fn all_samples_are_exact(rows in graphs(20, 30)) {
            let n = rows.nodes();
            prop_assert!(close(&sampled(&rows, n, 5).unwrap(), &betweenness(&rows).unwrap(), 1e-5));
        }
    }

    #[test]
    fn a_triangle_with_a_leaf_and_a_tail() {
        let rows = Csr::undirected(6, &[[0, 1], [1, 2], [2, 0], [0, 3], [1, 4], [4, 5]]).unwrap();
        assert_eq!(betweenness(&rows).unwrap(), [4.0, 6.0, 0.0, 0.0, 4.0, 0.0]);
    }

    /// 2^140 shortest chains overflow single precision; the scores are known in closed form.
    #[test]
    fn a_long_chain_of_diamonds_is_exact() {
        let k = 140u32;
        let edges: Vec<_> = (0..k)
            .flat_map(|i| {
                [[3 * i, 3 * i + 1], [3 * i, 3 * i + 2], [3 * i + 1, 3 * i + 3], [3 * i + 2, 3 * i + 3]]
            })
            .collect();
        let scores = betweenness(&Csr::undirected(3 * k as usize + 1, &edges).unwrap()).unwrap();
        for i in 0..=k {
            let inner = (3 * i * 3 * (k - i)) as f64;
            let joint = inner + if i > 0 { 0.5 } else { 0.0 } + if i < k { 0.5 } else { 0.0 };
            assert!((scores[3 * i as usize] - joint).abs() < 1e-4 * joint, "joint {i}");
        }
        let middle = |i: u32| (3 * i - 2) as f64 * (3 * (k - i) + 1) as f64 / 2.0;
        assert!((scores[1] - middle(1)).abs() < 1e-4 * middle(1));
    }

    #[test]
    fn too_many_chains_are_an_error_not_a_number() {
        let edges: Vec<_> = (0..2300u32)
            .flat_map(|i| {
                [[3 * i, 3 * i + 1], [3 * i, 3 * i + 2], [3 * i + 1, 3 * i + 3], [3 * i + 2, 3 * i + 3]]
            })
            .collect();
        let rows = Csr::undirected(6901, &edges).unwrap();
        assert!(matches!(sampled(&rows, 1, 1), Err(Error::Overflow { .. })));
    }

    #[test]
    fn chunks_not_threads_decide_the_sums() {
        let edges: Vec<_> = (0..900u32).map(|i| [i % 300, (i * i + 7 * i + 1) % 300]).collect();
        let rows = Csr::undirected(300, &edges).unwrap();
        assert_eq!(betweenness(&rows).unwrap(), betweenness(&rows).unwrap());
    }
}
