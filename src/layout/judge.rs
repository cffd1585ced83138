//! Counts what makes a finished drawing hard to read; the engine chooses between its drawings by these figures.

use super::geometry::{Curve, Point, Rect};
use super::labels::Placed;
use super::problem::{Link, Problem};
use super::route::{bounds, boxes_hit, curves_cross};

/// Faults of a drawing; each is a count, lower is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Crossings of lines that share no end.
    pub crossings: usize,
    /// Pairs of a line and a foreign box that it runs through.
    pub lines_through_boxes: usize,
    /// Pairs of boxes that overlap.
    pub overlapping_boxes: usize,
    /// Labels that lie on a box, on another label or on a foreign line, or hide half of their own line.
    pub label_conflicts: usize,
}

impl Faults {
    /// One figure to compare drawings by: a line through a name misleads most, then a label in the wrong place.
    pub(crate) fn price(&self) -> f64 {
        1000.0 * self.overlapping_boxes as f64
            + 5.0 * self.lines_through_boxes as f64
            + 3.0 * self.label_conflicts as f64
            + self.crossings as f64
    }
}

/// The faults of a drawing with these places, curves and labels. O(m log m + k) for k pairs of lines that overlap in x.
pub(crate) fn faults(
    problem: &Problem,
    links: &[Link],
    places: &[Point],
    curves: &[Curve],
    labels: &[Option<Placed>],
) -> Faults {
    let shrunk: Vec<Rect> = problem.rects(places).iter().map(|rect| rect.grown(-1.0)).collect();
    let hits =
        |link: &Link| link.lines.iter().map(|&line| boxes_hit(link, &curves[line], &shrunk)).sum::<usize>();
    Faults {
        crossings: crossings(links, curves),
        lines_through_boxes: links.iter().map(hits).sum(),
        overlapping_boxes: super::overlap::overlapping_pairs(problem, places, 0.0),
        label_conflicts: labels.iter().flatten().filter(|label| label.conflict).count(),
    }
}

/// Crossings of curves without a common end, by a sweep over their left borders.
fn crossings(links: &[Link], curves: &[Curve]) -> usize {
    let owners: Vec<(usize, &Link)> =
        links.iter().flat_map(|link| link.lines.iter().map(move |&line| (line, link))).collect();
    let mut spans: Vec<(f64, f64, usize)> = Vec::with_capacity(owners.len());
    for (index, (line, _)) in owners.iter().enumerate() {
        let (low, high) = bounds(&curves[*line]);
        spans.push((low.x, high.x, index));
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let mut count = 0;
    for (at, &(_, right, one)) in spans.iter().enumerate() {
        for &(_, _, other) in spans[at + 1..].iter().take_while(|span| span.0 <= right) {
            let ((a, link_a), (b, link_b)) = (owners[one], owners[other]);
            if !link_a.touches(link_b) {
                count += curves_cross(&curves[a], &curves[b]);
            }
        }
    }
    count
}
