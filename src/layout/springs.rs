//! Springs: joined boxes pull one another, all push one another, so that communities stand apart where stress alone spreads
//! them evenly.
//!
//! Fruchterman & Reingold 1991, *Graph drawing by force-directed placement*; the step length after Hu 2005, *Efficient,
//! high-quality force-directed graph drawing*.

use super::geometry::Point;
use super::problem::Link;

/// Rest length of a spring, as a share of the length that lines should have; pushing makes lines longer than that.
const REST: f64 = 0.5;
/// So many rounds of less energy lengthen the step.
const PATIENCE: usize = 5;
const COOLING: f64 = 0.9;

/// At most `rounds` rounds of O(n² + m); then all is scaled so that lines are `length` px long on the mean.
pub(crate) fn springs(links: &[Link], places: &mut [Point], length: f64, rounds: usize) {
    let rest = length * REST;
    let (mut step, mut energy, mut progress) = (rest, f64::INFINITY, 0);
    for _ in 0..rounds {
        let forces = forces(links, places, rest);
        for (place, force) in places.iter_mut().zip(&forces) {
            *place = *place + force.unit() * step.min(force.length());
        }
        let next: f64 = forces.iter().map(|force| force.dot(*force)).sum();
        progress = if next < energy { progress + 1 } else { 0 };
        if progress == 0 {
            step *= COOLING;
        } else if progress == PATIENCE {
            (progress, step) = (0, step / COOLING);
        }
        energy = next;
    }
    scale(links, places, length);
}

/// Push rest²/d between all, pull d²/rest along links.
fn forces(links: &[Link], places: &[Point], rest: f64) -> Vec<Point> {
    let mut forces = vec![Point::default(); places.len()];
    for (node, force) in forces.iter_mut().enumerate() {
        let mut sum = Point::default();
        for &other in places {
            let apart = places[node] - other;
            let square = apart.dot(apart);
            if square > 1e-9 {
                sum = sum + apart * (rest * rest / square);
            }
        }
        *force = sum;
    }
    for link in links {
        let way = places[link.b] - places[link.a];
        let pull = way * (way.length() / rest);
        forces[link.a] = forces[link.a] + pull;
        forces[link.b] = forces[link.b] - pull;
    }
    forces
}

fn scale(links: &[Link], places: &mut [Point], length: f64) {
    let total: f64 = links.iter().map(|link| (places[link.a] - places[link.b]).length()).sum();
    if total > 0.0 {
        let factor = length * links.len() as f64 / total;
        places.iter_mut().for_each(|place| *place = *place * factor);
    }
}

#[cfg(test)]
mod tests {
    use super::super::problem::{BoxSpec, LineSpec, Problem};
    use super::*;

    #[test]
    fn two_communities_come_apart_and_lines_have_the_length_asked_for() {
        let groups = [0..6, 6..12];
        let mut pairs: Vec<(usize, usize)> = vec![(0, 6)];
        for group in groups {
            let inside = |a: usize| (a + 1..group.end).map(move |b| (a, b));
            pairs.extend(group.clone().flat_map(inside));
        }
        let line = |(from, to)| LineSpec { from, to, label_width: 0.0, label_height: 0.0 };
        let boxes = vec![BoxSpec { width: 60.0, height: 20.0, side: None }; 12];
        let links = Problem { boxes, lines: pairs.into_iter().map(line).collect() }.links();
        // Both groups begin mixed, on one line of points.
        let mut places: Vec<Point> =
            (0..12).map(|n| Point::new(f64::from(n % 6) * 100.0, f64::from(n / 6) * 10.0)).collect();
        springs(&links, &mut places, 150.0, 200);
        let mean =
            links.iter().map(|l| (places[l.a] - places[l.b]).length()).sum::<f64>() / links.len() as f64;
        assert!((mean - 150.0).abs() < 1e-6, "{mean}");
        let centre = |range: std::ops::Range<usize>| {
            range.clone().fold(Point::default(), |sum, n| sum + places[n]) * (1.0 / range.len() as f64)
        };
        let widest = (0..6).map(|n| (places[n] - centre(0..6)).length()).fold(0.0, f64::max);
        assert!((centre(0..6) - centre(6..12)).length() > widest, "{places:?}");
    }
}
