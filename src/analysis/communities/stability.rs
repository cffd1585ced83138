//! How far communities depend on chance: the same search with other seeds.

use super::leiden;
use crate::analysis::passes::Input;
use crate::analysis::table::Value;
use crate::analysis::words::short;
use std::collections::BTreeMap;

/// Above so many arcs the comparison is left out: it would take minutes.
const COMPARED: usize = 4_000_000;

/// What other divisions say about one.
pub(super) struct Stability {
    /// How alike each of the others is to it.
    likeness: Vec<f64>,
    /// The community of every node in it.
    division: Vec<u32>,
    /// For every community, the mean of its likeness to the nearest one of each other division.
    nearest: Vec<f64>,
}

impl Stability {
    pub(super) fn of(input: &Input<'_>, division: &[u32]) -> Self {
        let rows = input.network.rows();
        let trials = if rows.arcs() > COMPARED || rows.arcs() == 0 { 0 } else { input.options.trials };
        let work = input.watch.work(trials as usize);
        let communities = division.iter().max().map_or(0, |most| *most as usize + 1);
        let (mut likeness, mut nearest) = (Vec::new(), vec![0.0; communities]);
        for trial in 1..=trials {
            let other = leiden(rows, input.options.seed.wrapping_add(trial));
            let shared = Shared::of(division, &other);
            likeness.push(shared.adjusted_rand());
            shared.nearest().iter().zip(&mut nearest).for_each(|(one, sum)| *sum += one / trials as f64);
            work.did(1);
        }
        Self { likeness, division: division.to_vec(), nearest }
    }

    /// From 1, the same people in every trial, down to 0: the community of a node.
    pub(super) fn of_community(&self, node: usize) -> Value {
        let known = self.nearest.get(self.division[node] as usize).filter(|_| !self.likeness.is_empty());
        Value::measure(known.copied())
    }

    pub(super) fn note(&self, trials: u64) -> Option<String> {
        if self.likeness.is_empty() {
            return (trials > 0).then(|| "The stability is not tried: the network is too large.".to_owned());
        }
        let mean = self.likeness.iter().sum::<f64>() / self.likeness.len() as f64;
        let least = self.likeness.iter().copied().fold(1.0, f64::min);
        Some(format!(
            "Stability: the divisions of {} other seeds agree with this one by {}, at least {} (adjusted Rand index); that \
             of a community is its mean overlap with the nearest one of each (Jaccard index).",
            self.likeness.len(),
            short(mean),
            short(least)
        ))
    }
}

/// How many nodes two communities of two divisions share.
struct Shared {
    both: BTreeMap<(u32, u32), usize>,
    first: BTreeMap<u32, usize>,
    second: BTreeMap<u32, usize>,
    nodes: usize,
}

impl Shared {
    fn of(a: &[u32], b: &[u32]) -> Self {
        let mut shared =
            Self { both: BTreeMap::new(), first: BTreeMap::new(), second: BTreeMap::new(), nodes: a.len() };
        for (&a, &b) in a.iter().zip(b) {
            *shared.both.entry((a, b)).or_default() += 1;
            *shared.first.entry(a).or_default() += 1;
            *shared.second.entry(b).or_default() += 1;
        }
        shared
    }

    /// How alike the divisions are: 1 the same, 0 as by chance (Hubert, Arabie 1985, *Comparing Partitions*).
    fn adjusted_rand(&self) -> f64 {
        let pairs = |n: usize| (n * n.saturating_sub(1)) as f64 / 2.0;
        let sum = |sizes: &mut dyn Iterator<Item = &usize>| sizes.map(|&size| pairs(size)).sum::<f64>();
        let both = sum(&mut self.both.values());
        let [first, second] = [&self.first, &self.second].map(|sizes| sum(&mut sizes.values()));
        let expected = first * second / pairs(self.nodes).max(1.0);
        let most = (first + second) / 2.0;
        if most == expected { 1.0 } else { (both - expected) / (most - expected) }
    }

    /// For every community of the first division, the largest share it has with one of the second, of all members of both
    /// (Hennig 2007, *Cluster-wise Assessment of Cluster Stability*).
    fn nearest(&self) -> Vec<f64> {
        let mut nearest = vec![0.0f64; self.first.len()];
        for (&(a, b), &size) in &self.both {
            let all = self.first[&a] + self.second[&b] - size;
            nearest[a as usize] = nearest[a as usize].max(size as f64 / all as f64);
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_of_divisions() {
        let [same, crossed] = [[1, 1, 0, 0], [0, 1, 0, 1]].map(|other| Shared::of(&[0, 0, 1, 1], &other));
        assert_eq!((same.adjusted_rand(), same.nearest()), (1.0, vec![1.0, 1.0]));
        assert!(crossed.adjusted_rand() < 0.0);
        assert_eq!(crossed.nearest(), [1.0 / 3.0; 2]);
        assert_eq!(Shared::of(&[0, 0, 0, 1], &[0, 0, 1, 1]).nearest(), [2.0 / 3.0, 0.5]);
    }
}
