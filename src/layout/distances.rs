//! How far apart two boxes should stand: shortest paths over the lengths their lines need.

use super::problem::{Link, Problem};
use super::settings::Settings;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Path lengths are whole numbers of 1/1024 px, so that equal paths compare equal on every machine.
const UNIT: f64 = 1024.0;

/// Wanted distances of all pairs, in px.
#[derive(Clone, Debug)]
pub(crate) struct Distances {
    n: usize,
    px: Vec<f64>,
}

impl Distances {
    /// Dijkstra from every box; the problem must be connected.
    pub(crate) fn between_all(problem: &Problem, links: &[Link], settings: &Settings) -> Self {
        let lengths = ideal_lengths(problem, links, settings);
        let n = problem.boxes.len();
        let incidence = problem.incidence(links);
        let mut px = Vec::with_capacity(n * n);
        for node in 0..n {
            let row = shortest_paths(node, links, &incidence, &lengths);
            px.extend((0..n).map(|other| with_cohesion(problem, node, other, row[other], settings)));
        }
        Self { n, px }
    }

    pub(crate) fn row(&self, node: usize) -> &[f64] {
        &self.px[node * self.n..(node + 1) * self.n]
    }

    pub(crate) fn len(&self) -> usize {
        self.n
    }
}

/// The length each link needs: room for both boxes and the widest label, in 1/1024 px.
pub(crate) fn ideal_lengths(problem: &Problem, links: &[Link], settings: &Settings) -> Vec<u64> {
    let length = |link: &Link| {
        let boxes = problem.boxes[link.a].width + problem.boxes[link.b].width;
        ((settings.base + 0.9 * link.label_width + 0.22 * boxes) * UNIT) as u64
    };
    links.iter().map(length).collect()
}

/// The path length in px, shorter within a side and longer between two sides.
pub(crate) fn with_cohesion(problem: &Problem, a: usize, b: usize, length: u64, settings: &Settings) -> f64 {
    let factor = match (problem.boxes[a].side, problem.boxes[b].side) {
        (Some(one), Some(other)) if one == other => 1.0 - settings.cohesion,
        (Some(_), Some(_)) => 1.0 + 0.6 * settings.cohesion,
        _ => 1.0,
    };
    length as f64 / UNIT * factor
}

/// Dijkstra's shortest paths from `start`; `u64::MAX` for what cannot be reached. O((n + m) log n).
pub(crate) fn shortest_paths(
    start: usize,
    links: &[Link],
    incidence: &[Vec<usize>],
    lengths: &[u64],
) -> Vec<u64> {
    let mut best = vec![u64::MAX; incidence.len()];
    let mut queue = BinaryHeap::from([Reverse((0, start))]);
    best[start] = 0;
    while let Some(Reverse((length, node))) = queue.pop() {
        if length > best[node] {
            continue;
        }
        for &number in &incidence[node] {
            let (next, through) = (links[number].other(node), length + lengths[number]);
            if through < best[next] {
                best[next] = through;
                queue.push(Reverse((through, next)));
            }
        }
    }
    best
}
