//! Stress for drawings too large to compare every pair: each box looks at its neighbours and at a hundred pivots.
//!
//! Ortmann, Klimenta & Brandes 2016, *A sparse stress model*; the start is PivotMDS (Brandes & Pich 2007, *Eigensolver
//! methods for progressive multidimensional scaling of large data*).

use super::distances::{ideal_lengths, shortest_paths, with_cohesion};
use super::geometry::Point;
use super::majorize::Pull;
use super::problem::{Link, Problem};
use super::random::SplitMix64;
use super::settings::Settings;
use super::start::dot;

const PIVOTS: usize = 100;
const POWER_ITERATIONS: usize = 60;

/// Wanted distance of one box from another, and how much it counts.
struct Term {
    other: usize,
    wanted: f64,
    weight: f64,
}

/// Places for a connected problem. O(k·(m + n log n)) for k pivots, then O(m + k·n) per sweep.
pub(crate) fn sparse_layout(problem: &Problem, links: &[Link], settings: &Settings, seed: u64) -> Vec<Point> {
    let incidence = problem.incidence(links);
    let lengths = ideal_lengths(problem, links, settings);
    let pivots = Pivots::choose(links, &incidence, &lengths);
    let mut places = pivots.scaling_start(seed);
    let terms = pivots.terms(problem, links, &incidence, &lengths, settings);
    for _ in 0..settings.sweeps {
        for node in 0..places.len() {
            let mut pull = Pull::default();
            for term in &terms[node] {
                pull.add(places[node], places[term.other], term.wanted, term.weight, node + term.other);
            }
            places[node] = pull.place().unwrap_or(places[node]);
        }
    }
    places
}

/// A few boxes spread over the graph, with the distances of all others from them.
struct Pivots {
    nodes: Vec<usize>,
    /// `paths[p][i]`: length of the shortest path from pivot number `p` to box `i`, in 1/1024 px.
    paths: Vec<Vec<u64>>,
}

impl Pivots {
    /// The best-joined box first, then always the one furthest from those chosen.
    fn choose(links: &[Link], incidence: &[Vec<usize>], lengths: &[u64]) -> Self {
        let n = incidence.len();
        let hub = (0..n).max_by_key(|&node| (incidence[node].len(), n - node)).unwrap_or(0);
        let mut pivots =
            Self { nodes: vec![hub], paths: vec![shortest_paths(hub, links, incidence, lengths)] };
        let mut nearest = pivots.paths[0].clone();
        while pivots.nodes.len() < PIVOTS.min(n) {
            let next = (0..n).max_by_key(|&node| (nearest[node], n - node)).unwrap_or(0);
            let paths = shortest_paths(next, links, incidence, lengths);
            nearest.iter_mut().zip(&paths).for_each(|(near, &path)| *near = path.min(*near));
            pivots.nodes.push(next);
            pivots.paths.push(paths);
        }
        pivots
    }

    /// Exact terms for neighbours; for every other pivot one term that also stands for the boxes around it.
    fn terms(
        &self,
        problem: &Problem,
        links: &[Link],
        incidence: &[Vec<usize>],
        lengths: &[u64],
        settings: &Settings,
    ) -> Vec<Vec<Term>> {
        let regions = self.regions(incidence.len());
        let node_terms = |node: usize| {
            let mut terms = Vec::new();
            for &link in &incidence[node] {
                let other = links[link].other(node);
                let wanted = with_cohesion(problem, node, other, lengths[link], settings);
                terms.push(Term { other, wanted, weight: 1.0 / (wanted * wanted) });
            }
            let neighbours = terms.len();
            for (pivot, &other) in self.nodes.iter().enumerate() {
                if other == node || terms[..neighbours].iter().any(|term| term.other == other) {
                    continue;
                }
                let path = self.paths[pivot][node];
                let represented = regions[pivot].partition_point(|&within| within <= path / 2).max(1);
                let wanted = with_cohesion(problem, node, other, path, settings);
                terms.push(Term { other, wanted, weight: represented as f64 / (wanted * wanted) });
            }
            terms
        };
        (0..incidence.len()).map(node_terms).collect()
    }

    /// For every pivot the sorted path lengths of the boxes that have it nearest.
    fn regions(&self, n: usize) -> Vec<Vec<u64>> {
        let mut regions = vec![Vec::new(); self.nodes.len()];
        for node in 0..n {
            let nearest =
                (0..self.nodes.len()).min_by_key(|&pivot| (self.paths[pivot][node], pivot)).unwrap_or(0);
            regions[nearest].push(self.paths[nearest][node]);
        }
        regions.iter_mut().for_each(|region| region.sort_unstable());
        regions
    }

    /// PivotMDS: the two main directions of the centred squared distances from the pivots.
    fn scaling_start(&self, seed: u64) -> Vec<Point> {
        let mut random = SplitMix64::new(seed);
        let columns = self.centred_columns();
        let k = columns.len();
        let products: Vec<Vec<f64>> =
            columns.iter().map(|a| columns.iter().map(|b| dot(a, b)).collect()).collect();
        let first = main_vector(&products, &mut random, None);
        let second = main_vector(&products, &mut random, Some(&first));
        let n = self.paths[0].len();
        let along = |vector: &[f64], node: usize| (0..k).map(|c| columns[c][node] * vector[c]).sum::<f64>();
        let mut raw: Vec<Point> =
            (0..n).map(|node| Point::new(along(&first, node), along(&second, node))).collect();
        self.rescale(&mut raw);
        raw.iter().map(|&p| p + Point::new(random.fraction(), random.fraction())).collect()
    }

    fn centred_columns(&self) -> Vec<Vec<f64>> {
        let n = self.paths[0].len();
        let px = |path: u64| path as f64 / 1024.0;
        let squared: Vec<Vec<f64>> =
            self.paths.iter().map(|paths| paths.iter().map(|&p| px(p) * px(p)).collect()).collect();
        let column_means: Vec<f64> = squared.iter().map(|c| c.iter().sum::<f64>() / n as f64).collect();
        let row_mean = |node: usize| squared.iter().map(|c| c[node]).sum::<f64>() / squared.len() as f64;
        let row_means: Vec<f64> = (0..n).map(row_mean).collect();
        let total = row_means.iter().sum::<f64>() / n as f64;
        let centre = |(column, mean): (&Vec<f64>, &f64)| {
            column.iter().zip(&row_means).map(|(value, row)| -0.5 * (value - mean - row + total)).collect()
        };
        squared.iter().zip(&column_means).map(centre).collect()
    }

    /// Scales places so that distances from the pivots are right on average.
    fn rescale(&self, places: &mut [Point]) {
        let (mut wanted, mut found) = (0.0, 0.0);
        for (pivot, paths) in self.nodes.iter().zip(&self.paths) {
            for (node, &path) in paths.iter().enumerate() {
                wanted += path as f64 / 1024.0;
                found += (places[node] - places[*pivot]).length();
            }
        }
        let factor = if found > 0.0 { wanted / found } else { 1.0 };
        places.iter_mut().for_each(|place| *place = *place * factor);
    }
}

fn main_vector(matrix: &[Vec<f64>], random: &mut SplitMix64, avoid: Option<&[f64]>) -> Vec<f64> {
    let mut vector: Vec<f64> = matrix.iter().map(|_| random.fraction() - 0.5).collect();
    for _ in 0..POWER_ITERATIONS {
        let mut next: Vec<f64> = matrix.iter().map(|row| dot(row, &vector)).collect();
        if let Some(avoid) = avoid {
            let share = dot(&next, avoid);
            next.iter_mut().zip(avoid).for_each(|(value, other)| *value -= share * other);
        }
        let length = dot(&next, &next).sqrt();
        if length < 1e-12 {
            return vec![0.0; matrix.len()];
        }
        next.iter_mut().for_each(|value| *value /= length);
        vector = next;
    }
    vector
}
