//! Finds a place for every label on its own line (after Christensen, Marks & Shieber 1995, *An empirical study of
//! algorithms for point-feature label placement*).

use super::geometry::{Curve, Point, Rect};
use super::problem::Problem;
use super::route::PIECES;

/// Places along the visible line, the best first.
const ALONG: [f64; 11] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];
const SWEEPS: usize = 4;

/// What a place costs, besides its rank.
const OVER_BOX: f64 = 12.0;
const OVER_LABEL: f64 = 10.0;
const HIDES_OWN_LINE: f64 = 6.0;
const OVER_LINE: f64 = 4.0;

/// A label that has its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) rect: Rect,
    /// Whether it lies on a box, a foreign line or another label, or hides its own line.
    pub(crate) conflict: bool,
}

/// Places for the labels of all lines; none where a line has no label.
///
/// Min-conflicts: four rounds in which each label in turn takes its cheapest place, given the others.
pub(crate) fn place_labels(problem: &Problem, boxes: &[Rect], curves: &[Curve]) -> Vec<Option<Placed>> {
    let ways: Vec<Vec<Point>> = curves.iter().map(|curve| curve.flatten(PIECES)).collect();
    let candidates: Vec<Vec<Candidate>> =
        (0..curves.len()).map(|line| candidates(problem, line, &curves[line], boxes, &ways)).collect();
    let mut chosen = vec![0; curves.len()];
    for _ in 0..SWEEPS {
        let mut moved = false;
        for line in 0..curves.len() {
            let best = cheapest(line, &candidates, &chosen);
            moved |= best != chosen[line];
            chosen[line] = best;
        }
        if !moved {
            break;
        }
    }
    let place = |line: usize| {
        let candidate = candidates[line].get(chosen[line])?;
        let conflict = candidate.conflict || over_labels(line, candidate, &candidates, &chosen) > 0;
        Some(Placed { rect: candidate.rect, conflict })
    };
    (0..curves.len()).map(place).collect()
}

struct Candidate {
    rect: Rect,
    cost: f64,
    conflict: bool,
}

fn candidates(
    problem: &Problem,
    line: usize,
    curve: &Curve,
    boxes: &[Rect],
    ways: &[Vec<Point>],
) -> Vec<Candidate> {
    let (width, height) = (problem.lines[line].label_width, problem.lines[line].label_height);
    if width <= 0.0 {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    for (rank, &t) in ALONG.iter().enumerate() {
        let (middle, normal) = (curve.at(t), curve.direction(t).normal());
        let offset = normal.x.abs() * width / 2.0 + normal.y.abs() * height / 2.0 + 1.0;
        for (side, shift) in [0.0, offset, -offset].into_iter().enumerate() {
            let rect = Rect::new(middle + normal * shift, width, height);
            let own = 0.12 * rank as f64 + 0.5 * side.min(1) as f64;
            let disturbance = disturbance(line, &rect, boxes, ways);
            candidates.push(Candidate { rect, cost: own + disturbance, conflict: disturbance > 0.0 });
        }
    }
    candidates
}

/// What lies under a label apart from other labels.
fn disturbance(line: usize, rect: &Rect, boxes: &[Rect], ways: &[Vec<Point>]) -> f64 {
    let on_boxes = boxes.iter().filter(|other| other.overlaps(rect)).count();
    let on_lines =
        ways.iter().enumerate().filter(|(other, way)| *other != line && runs_through(way, rect)).count();
    let hides = hidden_share(&ways[line], rect) > 0.5;
    OVER_BOX * on_boxes as f64 + OVER_LINE * on_lines as f64 + if hides { HIDES_OWN_LINE } else { 0.0 }
}

pub(crate) fn runs_through(way: &[Point], rect: &Rect) -> bool {
    way.windows(2).any(|piece| rect.clip(piece[0], piece[1]).is_some())
}

/// How much of a line lies under a box, 0 to 1.
pub(crate) fn hidden_share(way: &[Point], rect: &Rect) -> f64 {
    let (mut hidden, mut total) = (0.0, 0.0);
    for piece in way.windows(2) {
        let length = (piece[1] - piece[0]).length();
        total += length;
        hidden += rect.clip(piece[0], piece[1]).map_or(0.0, |(enter, leave)| (leave - enter) * length);
    }
    if total > 0.0 { hidden / total } else { 1.0 }
}

fn cheapest(line: usize, candidates: &[Vec<Candidate>], chosen: &[usize]) -> usize {
    let mut best = (f64::INFINITY, 0);
    for (number, candidate) in candidates[line].iter().enumerate() {
        if candidate.cost >= best.0 {
            continue;
        }
        let cost = candidate.cost + OVER_LABEL * over_labels(line, candidate, candidates, chosen) as f64;
        if cost < best.0 {
            best = (cost, number);
        }
    }
    best.1
}

fn over_labels(line: usize, candidate: &Candidate, candidates: &[Vec<Candidate>], chosen: &[usize]) -> usize {
    let others = (0..chosen.len()).filter(|&other| other != line);
    others
        .filter_map(|other| candidates[other].get(chosen[other]))
        .filter(|other| other.rect.overlaps(&candidate.rect))
        .count()
}
