//! Draws the lines: straight where nothing is in the way, arcs side by side for parallel lines, a bow round a foreign box.

use super::geometry::{Curve, Point, Rect, segments_cross};
use super::problem::{Link, Problem};

/// Distance of the control points of neighbouring parallel lines; half of it between the lines' middles.
const PARALLEL: f64 = 44.0;
/// Bows tried round an obstacle, as offsets of the control point in px.
const BOWS: [f64; 12] = [14.0, 25.0, 35.0, 45.0, 57.0, 70.0, 85.0, 100.0, 120.0, 140.0, 165.0, 190.0];
/// Drawings with more joined pairs are too dense for bows to help, and testing them costs the square of the number.
const BOW_UP_TO: usize = 3000;
const CLEARANCE: f64 = 2.0;
/// Chords that stand for a curve when it is tested against boxes and other lines.
pub(crate) const PIECES: usize = 12;

/// The curves of all lines, in their order, each from its `from` to its `to` and cut off at both boxes.
///
/// A line from a box to itself, which has no way to go, becomes a point in the box.
pub(crate) fn route(problem: &Problem, links: &[Link], places: &[Point]) -> Vec<Curve> {
    let rects = problem.rects(places);
    let point = |line: &super::problem::LineSpec| Curve::straight(places[line.from], places[line.from]);
    let mut curves: Vec<Curve> = problem.lines.iter().map(point).collect();
    for link in links {
        for (rank, &line) in link.lines.iter().enumerate() {
            curves[line] = clipped(link, parallel_offset(link, rank), &rects);
        }
    }
    if links.len() <= BOW_UP_TO {
        bow_round_boxes(links, &rects, &mut curves);
    }
    for link in links {
        for &line in link.lines.iter().filter(|&&line| problem.lines[line].from != link.a) {
            let Curve { start, control, end } = curves[line];
            curves[line] = Curve { start: end, control, end: start };
        }
    }
    curves
}

fn parallel_offset(link: &Link, rank: usize) -> f64 {
    (rank as f64 - (link.lines.len() - 1) as f64 / 2.0) * PARALLEL
}

/// The curve from the lower to the higher box number, so that lines running either way lie beside one another.
fn clipped(link: &Link, offset: f64, rects: &[Rect]) -> Curve {
    let (a, b) = (&rects[link.a], &rects[link.b]);
    let curve = Curve::bowed(a.centre, b.centre, offset);
    let start = leaves(a, |t| curve.at(t));
    let end = 1.0 - leaves(b, |t| curve.at(1.0 - t));
    if start < end { curve.part(start, end) } else { Curve::straight(curve.at(0.5), curve.at(0.5)) }
}

/// The parameter at which a way that starts in the box leaves it, by bisection.
fn leaves(rect: &Rect, way: impl Fn(f64) -> Point) -> f64 {
    let (mut inside, mut outside) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = (inside + outside) / 2.0;
        if rect.contains(way(middle)) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    outside
}

/// Single lines that run through a foreign box are bowed if that clears the way.
fn bow_round_boxes(links: &[Link], rects: &[Rect], curves: &mut [Curve]) {
    let grown: Vec<Rect> = rects.iter().map(|rect| rect.grown(CLEARANCE)).collect();
    for link in links.iter().filter(|link| link.lines.len() == 1) {
        let line = link.lines[0];
        if boxes_hit(link, &curves[line], &grown) == 0 {
            continue;
        }
        let price = |offset: f64, curve: &Curve| {
            let crossed = crossings(link, curve, links, curves) as f64;
            10.0 * boxes_hit(link, curve, &grown) as f64 + crossed + 0.02 * offset.abs()
        };
        let mut best = (price(0.0, &curves[line]), curves[line]);
        for offset in BOWS.into_iter().flat_map(|bow| [bow, -bow]) {
            let curve = clipped(link, offset, rects);
            let cost = price(offset, &curve);
            if cost < best.0 {
                best = (cost, curve);
            }
        }
        curves[line] = best.1;
    }
}

/// Foreign boxes that a curve runs through.
pub(crate) fn boxes_hit(link: &Link, curve: &Curve, rects: &[Rect]) -> usize {
    let (low, high) = bounds(curve);
    let way = curve.flatten(PIECES);
    let foreign = rects.iter().enumerate().filter(|(node, _)| *node != link.a && *node != link.b);
    let near = foreign.filter(|(_, rect)| {
        let (rect_low, rect_high) = (rect.low(), rect.high());
        low.x <= rect_high.x && rect_low.x <= high.x && low.y <= rect_high.y && rect_low.y <= high.y
    });
    near.filter(|(_, rect)| way.windows(2).any(|piece| rect.clip(piece[0], piece[1]).is_some())).count()
}

/// Lines of other pairs that a curve crosses; a bow may cross its neighbour at a common end, too.
fn crossings(link: &Link, curve: &Curve, links: &[Link], curves: &[Curve]) -> usize {
    let others = links.iter().filter(|other| *other != link);
    others.flat_map(|other| &other.lines).map(|&line| curves_cross(curve, &curves[line])).sum()
}

/// How often two curves cross.
pub(crate) fn curves_cross(one: &Curve, other: &Curve) -> usize {
    let ((low, high), (other_low, other_high)) = (bounds(one), bounds(other));
    if low.x > other_high.x || other_low.x > high.x || low.y > other_high.y || other_low.y > high.y {
        return 0;
    }
    let (one, other) = (one.flatten(PIECES), other.flatten(PIECES));
    let cross = |a: &[Point], b: &[Point]| segments_cross(a[0], a[1], b[0], b[1]);
    one.windows(2).map(|a| other.windows(2).filter(|b| cross(a, b)).count()).sum()
}

/// A box that holds the curve, by its corners.
pub(crate) fn bounds(curve: &Curve) -> (Point, Point) {
    let (a, b, c) = (curve.start, curve.control, curve.end);
    (
        Point::new(a.x.min(b.x).min(c.x), a.y.min(b.y).min(c.y)),
        Point::new(a.x.max(b.x).max(c.x), a.y.max(b.y).max(c.y)),
    )
}
