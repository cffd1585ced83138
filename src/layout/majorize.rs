//! Stress majorization: moves the boxes until their distances are as wanted, as far as the plane allows.
//!
//! Kamada & Kawai 1989, *An algorithm for drawing general undirected graphs*; Gansner, Koren & North 2004, *Graph drawing
//! by stress majorization*.

use super::distances::Distances;
use super::geometry::Point;
use super::random::DIRECTIONS;

/// A sweep in which no box moves further than this many px is the last.
const STILL: f64 = 0.3;

/// Lowers the stress of `places` by at most `sweeps` sweeps of O(n²); every sweep leaves it equal or lower.
pub(crate) fn majorize(distances: &Distances, places: &mut [Point], sweeps: usize) {
    for _ in 0..sweeps {
        if sweep(distances, places) < STILL {
            return;
        }
    }
}

/// One round in index order; returns how far the most mobile box moved.
fn sweep(distances: &Distances, places: &mut [Point]) -> f64 {
    let mut furthest = 0.0_f64;
    for node in 0..places.len() {
        let mut pull = Pull::default();
        for (other, &wanted) in distances.row(node).iter().enumerate() {
            if other != node {
                pull.add(places[node], places[other], wanted, 1.0 / (wanted * wanted), node + other);
            }
        }
        if let Some(place) = pull.place() {
            furthest = furthest.max((place - places[node]).length());
            places[node] = place;
        }
    }
    furthest
}

/// The weighted mean of the places where the others want one box to be.
#[derive(Default)]
pub(crate) struct Pull {
    sum: Point,
    weight: f64,
}

impl Pull {
    /// `other` wants `own` at distance `wanted` from itself; `turn` chooses a direction when both stand on one spot.
    pub(crate) fn add(&mut self, own: Point, other: Point, wanted: f64, weight: f64, turn: usize) {
        let apart = own - other;
        let length = apart.length();
        let direction = if length < 1e-6 { DIRECTIONS[turn % 16] } else { apart * (1.0 / length) };
        self.sum = self.sum + (other + direction * wanted) * weight;
        self.weight += weight;
    }

    pub(crate) fn place(self) -> Option<Point> {
        (self.weight > 0.0).then(|| self.sum * (1.0 / self.weight))
    }
}

/// Σ ((distance − wanted) / wanted)² over all pairs.
#[cfg(test)]
pub(crate) fn stress(distances: &Distances, places: &[Point]) -> f64 {
    let mut sum = 0.0;
    for node in 0..places.len() {
        for other in 0..node {
            let wanted = distances.row(node)[other];
            let error = ((places[node] - places[other]).length() - wanted) / wanted;
            sum += error * error;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::problem::{BoxSpec, LineSpec, Problem};
    use super::super::random::SplitMix64;
    use super::super::settings::Settings;
    use super::*;
    use proptest::prelude::*;

    fn connected(n: usize, extra: &[(usize, usize)]) -> Distances {
        let boxes = vec![BoxSpec { width: 60.0, height: 20.0, side: None }; n];
        let tree = (1..n).map(|node| (node, node / 2));
        let joined = tree.chain(extra.iter().map(|&(a, b)| (a % n, b % n))).filter(|(a, b)| a != b);
        let line = |(from, to)| LineSpec { from, to, label_width: 0.0, label_height: 0.0 };
        let problem = Problem { boxes, lines: joined.map(line).collect() };
        Distances::between_all(&problem, &problem.links(), &Settings::for_size(n))
    }

    proptest! {
        #[test]
        fn a_sweep_never_raises_the_stress(
            n in 2_usize..25, extra in prop::collection::vec((0_usize..25, 0_usize..25), 0..30), seed in 0_u64..1000
        ) {
            let distances = connected(n, &extra);
            let mut random = SplitMix64::new(seed);
            let mut places: Vec<_> =
                (0..n).map(|_| Point::new(500.0 * random.fraction(), 500.0 * random.fraction())).collect();
            for _ in 0..20 {
                let before = stress(&distances, &places);
                sweep(&distances, &mut places);
                prop_assert!(stress(&distances, &places) <= before * (1.0 + 1e-12) + 1e-12);
            }
        }
    }
}
