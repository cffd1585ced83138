//! Boxes at places that are known already: from an earlier picture, or from another program. Whoever is new comes in
//! beside those he is tied to, so that a case that grows keeps its people where they were.

use super::engine::{Engine, StressEngine};
use super::geometry::{Point, Rect, segments_cross};
use super::overlap::remove_overlaps;
use super::problem::Problem;
use super::settings::Settings;

/// Ways out from the middle of the neighbours, and how far.
const WAYS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.8, 0.6),
    (-0.8, 0.6),
    (0.8, -0.6),
    (-0.8, -0.6),
    (0.6, 0.8),
    (-0.6, 0.8),
    (0.6, -0.8),
    (-0.6, -0.8),
];
const STEPS: [f64; 4] = [90.0, 140.0, 200.0, 280.0];
/// Price of a box that a new one covers, of a line through a box, of a crossing; beside the length of new lines in px.
const COVERED: f64 = 5000.0;
const HIT: f64 = 400.0;
const CROSSING: f64 = 150.0;
/// Room beside the picture for those who are tied to nobody in it, in px.
const ASIDE: f64 = 60.0;

/// Places for all boxes; those that are `known` stay, but for what it takes that no boxes overlap.
pub(crate) fn keep_places(problem: &Problem, known: &[Option<Point>]) -> Vec<Point> {
    let mut places = known.to_vec();
    let mut order: Vec<usize> = (0..places.len()).filter(|&node| places[node].is_none()).collect();
    let neighbours = neighbours(problem);
    // Who has most neighbours in place comes first; among equals the first in order.
    while let Some(at) = next(&order, &places, &neighbours) {
        let node = order.remove(at);
        places[node] = Some(beside(problem, node, &neighbours[node], &places));
    }
    aside(problem, &order, &mut places);
    let mut places: Vec<Point> = places.into_iter().map(Option::unwrap_or_default).collect();
    // Pushing sideways first may move what only touches; nothing moves where nothing overlaps.
    let pad = Settings::for_size(places.len()).pad.min(6.0);
    if super::overlap::overlapping_pairs(problem, &places, 0.0) > 0 {
        remove_overlaps(problem, &mut places, pad);
    }
    places
}

fn neighbours(problem: &Problem) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); problem.boxes.len()];
    for link in problem.links() {
        neighbours[link.a].push(link.b);
        neighbours[link.b].push(link.a);
    }
    neighbours
}

/// The place in `order` of the one with the most neighbours that have places; none if nobody has any.
fn next(order: &[usize], places: &[Option<Point>], neighbours: &[Vec<usize>]) -> Option<usize> {
    let known = |node: usize| neighbours[node].iter().filter(|&&other| places[other].is_some()).count();
    let best = (0..order.len()).max_by_key(|&at| (known(order[at]), order.len() - at))?;
    (known(order[best]) > 0).then_some(best)
}

/// The best of a few dozen places around the middle of the neighbours.
fn beside(problem: &Problem, node: usize, neighbours: &[usize], places: &[Option<Point>]) -> Point {
    let near: Vec<Point> = neighbours.iter().filter_map(|&other| places[other]).collect();
    let middle = near.iter().fold(Point::default(), |sum, place| sum + *place) * (1.0 / near.len() as f64);
    let mut tries = vec![middle];
    let half = problem.boxes[node].width / 2.0;
    let way = |step: f64| WAYS.map(|(x, y)| middle + Point::new(x * (step + half), y * step));
    tries.extend(STEPS.into_iter().flat_map(way));
    let settled: Vec<(usize, Rect)> = places
        .iter()
        .enumerate()
        .filter_map(|(n, place)| Some((n, problem.rect(n, (*place)?).grown(6.0))))
        .collect();
    let lines: Vec<(usize, usize, Point, Point)> = problem
        .links()
        .iter()
        .filter_map(|link| Some((link.a, link.b, places[link.a]?, places[link.b]?)))
        .collect();
    let price = |at: &Point| {
        let own = problem.rect(node, *at);
        let covered = settled.iter().filter(|(_, rect)| rect.overlaps(&own)).count();
        let under = lines.iter().filter(|(_, _, a, b)| own.clip(*a, *b).is_some()).count();
        let (mut hits, mut crossings, mut length) = (under, 0, 0.0);
        for &other in neighbours {
            let Some(end) = places[other] else { continue };
            hits += settled.iter().filter(|(n, rect)| *n != other && rect.clip(*at, end).is_some()).count();
            let crosses = |(a, b, from, to): &&(usize, usize, Point, Point)| {
                *a != other && *b != other && segments_cross(*at, end, *from, *to)
            };
            crossings += lines.iter().filter(crosses).count();
            length += (*at - end).length();
        }
        COVERED * covered as f64 + HIT * hits as f64 + CROSSING * crossings as f64 + length
    };
    let prices: Vec<f64> = tries.iter().map(price).collect();
    let best = (0..tries.len()).min_by(|&a, &b| prices[a].total_cmp(&prices[b]).then(a.cmp(&b)));
    best.map_or(middle, |best| tries[best])
}

/// Places those who are tied to nobody in the picture as a picture of their own, to its right.
fn aside(problem: &Problem, rest: &[usize], places: &mut [Option<Point>]) {
    if rest.is_empty() {
        return;
    }
    let part = problem.part(rest);
    let own = StressEngine::default().place(&part);
    let edge =
        |rects: &[Rect], of: fn(&Rect) -> f64, pick: fn(f64, f64) -> f64| rects.iter().map(of).reduce(pick);
    let settled: Vec<Rect> =
        places.iter().enumerate().filter_map(|(node, place)| Some(problem.rect(node, (*place)?))).collect();
    let right = edge(&settled, |rect| rect.high().x, f64::max).map_or(0.0, |right| right + ASIDE);
    let top = edge(&settled, |rect| rect.low().y, f64::min).unwrap_or(0.0);
    let drawn = part.rects(&own);
    let left = edge(&drawn, |rect| rect.low().x, f64::min).unwrap_or(0.0);
    let upper = edge(&drawn, |rect| rect.low().y, f64::min).unwrap_or(0.0);
    for (&node, place) in rest.iter().zip(own) {
        places[node] = Some(place + Point::new(right - left, top - upper));
    }
}

#[cfg(test)]
mod tests {
    use super::super::overlap::overlapping_pairs;
    use super::super::problem::{BoxSpec, LineSpec};
    use super::*;
    use proptest::prelude::*;

    fn problem(n: usize, lines: &[(usize, usize)]) -> Problem {
        let boxes =
            (0..n).map(|node| BoxSpec { width: 60.0 + node as f64, height: 24.0, side: None }).collect();
        let line = |&(from, to): &(usize, usize)| LineSpec {
            from: from % n,
            to: to % n,
            label_width: 0.0,
            label_height: 0.0,
        };
        Problem { boxes, lines: lines.iter().map(line).filter(|line| line.from != line.to).collect() }
    }

    #[test]
    fn who_is_new_stands_beside_his_contacts_and_nobody_moves() {
        let known = [Some(Point::new(0.0, 0.0)), Some(Point::new(200.0, 0.0)), None];
        let places = keep_places(&problem(3, &[(0, 1), (1, 2)]), &known);
        assert_eq!(places[..2], [Point::new(0.0, 0.0), Point::new(200.0, 0.0)]);
        assert!((places[2] - places[1]).length() < 150.0, "{:?}", places[2]);
    }

    proptest! {
        #[test]
        fn nothing_overlaps_whatever_is_known(
            known in prop::collection::vec(prop::option::of((0.0_f64..400.0, 0.0_f64..300.0)), 0..25),
            lines in prop::collection::vec((0usize..25, 0usize..25), 0..40)
        ) {
            let n = known.len();
            let problem = if n == 0 { Problem::default() } else { problem(n, &lines) };
            let known: Vec<_> = known.into_iter().map(|place| place.map(|(x, y)| Point::new(x, y))).collect();
            let places = keep_places(&problem, &known);
            prop_assert_eq!(overlapping_pairs(&problem, &places, 0.0), 0);
            prop_assert!(places.iter().all(|place| place.x.is_finite() && place.y.is_finite()));
        }
    }
}
