//! Pushes overlapping boxes apart, first sideways, then up and down, moving them as little as possible.
//!
//! Dwyer, Marriott & Stuckey 2005, *Fast node overlap removal*: a sweep finds which neighbours must keep a gap, and
//! [`vpsc`](super::vpsc) finds the smallest move that keeps it.

use super::geometry::{Point, Rect};
use super::problem::Problem;
use super::vpsc::{self, Constraint};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Boxes that touch within this many px do not see each other.
const TOUCH: f64 = 1e-7;

/// Moves the boxes until none overlap when each is grown by `pad` px.
///
/// A crowded drawing is stretched first, by tenths, because pushing alone would crush it.
pub(crate) fn remove_overlaps(problem: &Problem, places: &mut [Point], pad: f64) {
    for _ in 0..8 {
        if overlapping_pairs(problem, places, pad) * 2 <= places.len() {
            break;
        }
        places.iter_mut().for_each(|place| *place = *place * 1.1);
    }
    let pad = pad + 0.001;
    separate_x(&rects(problem, places, pad), places);
    separate_y(&rects(problem, places, pad), places);
}

fn rects(problem: &Problem, places: &[Point], pad: f64) -> Vec<Rect> {
    problem.rects(places).iter().map(|rect| rect.grown(pad)).collect()
}

/// Number of pairs that overlap when each box is grown by `pad` px.
pub(crate) fn overlapping_pairs(problem: &Problem, places: &[Point], pad: f64) -> usize {
    let rects = rects(problem, places, pad);
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|&a, &b| rects[a].low().x.total_cmp(&rects[b].low().x).then(a.cmp(&b)));
    let mut pairs = 0;
    for (at, &a) in order.iter().enumerate() {
        let near = order[at + 1..].iter().take_while(|&&b| rects[b].low().x < rects[a].high().x);
        pairs += near.filter(|&&b| rects[a].overlaps(&rects[b])).count();
    }
    pairs
}

/// The sideways pass: only pairs that overlap less in x than in y are pushed apart here.
fn separate_x(rects: &[Rect], places: &mut [Point]) {
    let xs: Vec<f64> = rects.iter().map(|rect| rect.centre.x).collect();
    let constraints = constraints_x(rects);
    for (place, x) in places.iter_mut().zip(vpsc::solve(&xs, &constraints)) {
        place.x = x;
    }
}

/// The upright pass: whatever still overlaps is pushed apart.
fn separate_y(rects: &[Rect], places: &mut [Point]) {
    let ys: Vec<f64> = rects.iter().map(|rect| rect.centre.y).collect();
    let constraints = constraints_y(rects);
    for (place, y) in places.iter_mut().zip(vpsc::solve(&ys, &constraints)) {
        place.y = y;
    }
}

/// A box on the scan line, by where its centre stands across it.
#[derive(Clone, Copy, PartialEq)]
struct Mark(f64, usize);

impl Eq for Mark {}

impl Ord for Mark {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Mark {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Opening and closing of every box along the sweep: (position, closes, box), in order.
fn events(spans: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, bool, usize)> {
    let mut events = Vec::new();
    for (node, (low, high)) in spans.enumerate() {
        events.push((low + TOUCH, false, node));
        events.push((high - TOUCH, true, node));
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    events
}

fn constraints_x(rects: &[Rect]) -> Vec<Constraint> {
    let mut line: BTreeSet<Mark> = BTreeSet::new();
    let mut left: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); rects.len()];
    let mut right = left.clone();
    let mut constraints = Vec::new();
    for (_, closes, v) in events(rects.iter().map(|rect| (rect.low().y, rect.high().y))) {
        let mark = Mark(rects[v].centre.x, v);
        if closes {
            line.remove(&mark);
            close(v, rects, &mut left, &mut right, &mut constraints);
        } else {
            left[v] = in_the_way(v, rects, line.range(..mark).rev());
            right[v] = in_the_way(v, rects, line.range(mark..));
            open(v, &mut left, &mut right);
            line.insert(mark);
        }
    }
    constraints
}

/// Neighbours on one side, up to the first that does not overlap in x; those that overlap less in y are left to that pass.
fn in_the_way<'a>(v: usize, rects: &[Rect], line: impl Iterator<Item = &'a Mark>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for &Mark(_, u) in line {
        let (x, y) = rects[u].overlap(&rects[v]);
        if x <= y {
            found.insert(u);
        }
        if x <= 0.0 {
            break;
        }
    }
    found
}

/// Puts `v` between its left and right neighbours, which need not see each other any more.
fn open(v: usize, left: &mut [BTreeSet<usize>], right: &mut [BTreeSet<usize>]) {
    for &u in &left[v] {
        right[u] = right[u].difference(&right[v]).copied().chain([v]).collect();
    }
    for &u in &right[v] {
        left[u] = left[u].difference(&left[v]).copied().chain([v]).collect();
    }
}

fn close(
    v: usize,
    rects: &[Rect],
    left: &mut [BTreeSet<usize>],
    right: &mut [BTreeSet<usize>],
    constraints: &mut Vec<Constraint>,
) {
    let gap = |u: usize| (rects[u].width + rects[v].width) / 2.0;
    for u in std::mem::take(&mut left[v]) {
        constraints.push(Constraint { left: u, right: v, gap: gap(u) });
        right[u].remove(&v);
    }
    for u in std::mem::take(&mut right[v]) {
        constraints.push(Constraint { left: v, right: u, gap: gap(u) });
        left[u].remove(&v);
    }
}

fn constraints_y(rects: &[Rect]) -> Vec<Constraint> {
    let mut line: BTreeSet<Mark> = BTreeSet::new();
    let mut constraints = Vec::new();
    let gap = |a: usize, b: usize| (rects[a].height + rects[b].height) / 2.0;
    for (_, closes, v) in events(rects.iter().map(|rect| (rect.low().x, rect.high().x))) {
        let mark = Mark(rects[v].centre.y, v);
        if !closes {
            line.insert(mark);
            continue;
        }
        line.remove(&mark);
        let above = line.range(..mark).next_back().map(|mark| mark.1);
        let below = line.range(mark..).next().map(|mark| mark.1);
        if let Some(u) = above {
            constraints.push(Constraint { left: u, right: v, gap: gap(u, v) });
        }
        if let Some(u) = below {
            constraints.push(Constraint { left: v, right: u, gap: gap(v, u) });
        }
    }
    constraints
}

#[cfg(test)]
mod tests {
    use super::super::problem::BoxSpec;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_overlap_is_left(
            boxes in prop::collection::vec((0.0_f64..400.0, 0.0_f64..300.0, 1.0_f64..120.0, 5.0_f64..40.0), 0..60),
            pad in 0.0_f64..15.0
        ) {
            let spec = |b: &(f64, f64, f64, f64)| BoxSpec { width: b.2, height: b.3, side: None };
            let problem = Problem { boxes: boxes.iter().map(spec).collect(), lines: Vec::new() };
            let mut places: Vec<_> = boxes.iter().map(|b| Point::new(b.0, b.1)).collect();
            remove_overlaps(&problem, &mut places, pad);
            prop_assert_eq!(overlapping_pairs(&problem, &places, pad), 0);
            prop_assert_eq!(brute_force(&problem.rects(&places)), 0);
        }

        #[test]
        fn the_sweep_counts_like_brute_force(
            boxes in prop::collection::vec((0.0_f64..300.0, 0.0_f64..300.0, 1.0_f64..120.0, 5.0_f64..40.0), 0..40)
        ) {
            let spec = |b: &(f64, f64, f64, f64)| BoxSpec { width: b.2, height: b.3, side: None };
            let problem = Problem { boxes: boxes.iter().map(spec).collect(), lines: Vec::new() };
            let places: Vec<_> = boxes.iter().map(|b| Point::new(b.0, b.1)).collect();
            prop_assert_eq!(overlapping_pairs(&problem, &places, 0.0), brute_force(&problem.rects(&places)));
        }
    }

    fn brute_force(rects: &[Rect]) -> usize {
        let pairs = rects.iter().enumerate().flat_map(|(at, a)| rects[at + 1..].iter().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a.overlaps(b)).count()
    }
}
