//! Local search: tries other places for one box after another and keeps what costs less.
//!
//! The cost adds to the stress what makes a drawing hard to read: crossings (Purchase 1997, *Which aesthetic has the
//! greatest effect on human understanding?*), lines through boxes, lines too short for their label, sharp angles.

use super::distances::Distances;
use super::geometry::{Point, Rect, segments_cross};
use super::problem::{Link, Problem};
use super::random::DIRECTIONS;
use super::settings::Settings;

/// A pass that gains less than this is the last.
const LEAST_GAIN: f64 = 0.05;
const OWN_RADII: [f64; 5] = [0.05, 0.12, 0.3, 0.7, 1.4];
const CENTRE_RADII: [f64; 4] = [0.25, 0.6, 1.0, 1.6];
const DIRECTIONS_TRIED: usize = 10;
/// A line keeps this far from a foreign box, in px.
const CLEARANCE: f64 = 2.0;
/// So many distances are summed before the sum is compared with the best so far.
const STRETCH: usize = 16;

/// A drawing that can be improved box by box.
pub(crate) struct Search<'a> {
    problem: &'a Problem,
    links: &'a [Link],
    incidence: &'a [Vec<usize>],
    distances: &'a Distances,
    settings: &'a Settings,
    mean_length: f64,
    places: Vec<Point>,
    rects: Vec<Rect>,
    /// Every box with its clearance.
    cleared: Vec<Cleared>,
    /// Every link as drawn: from box border to box border.
    segments: Vec<Segment>,
    /// The direction of every link, from its first box to its second.
    units: Vec<Point>,
}

/// A box that lines keep away from, and its corners.
#[derive(Clone, Copy)]
struct Cleared {
    rect: Rect,
    low: Point,
    high: Point,
}

impl Cleared {
    fn new(rect: &Rect) -> Self {
        let rect = rect.grown(CLEARANCE);
        Self { rect, low: rect.low(), high: rect.high() }
    }
}

/// The visible stretch of a link and its bounds.
#[derive(Clone, Copy)]
struct Segment {
    from: Point,
    to: Point,
    low: Point,
    high: Point,
}

impl Segment {
    fn new(from: Point, to: Point) -> Self {
        let low = Point::new(from.x.min(to.x), from.y.min(to.y));
        let high = Point::new(from.x.max(to.x), from.y.max(to.y));
        Self { from, to, low, high }
    }

    /// From the border of one box to the border of the other; a point if they touch.
    fn visible(a: &Rect, b: &Rect) -> Self {
        let way = b.centre - a.centre;
        let (length, unit) = (way.length(), way.unit());
        let (start, end) = (a.reach(unit), length - b.reach(unit));
        if end <= start {
            let middle = a.centre.towards(b.centre, 0.5);
            return Self::new(middle, middle);
        }
        Self::new(a.centre + unit * start, a.centre + unit * end)
    }

    fn near(&self, low: Point, high: Point) -> bool {
        self.low.x <= high.x && low.x <= self.high.x && self.low.y <= high.y && low.y <= self.high.y
    }

    fn crosses(&self, other: &Self) -> bool {
        self.near(other.low, other.high) && segments_cross(self.from, self.to, other.from, other.to)
    }

    fn hits(&self, cleared: &Cleared) -> bool {
        self.near(cleared.low, cleared.high) && cleared.rect.clip(self.from, self.to).is_some()
    }
}

impl<'a> Search<'a> {
    pub(crate) fn new(
        problem: &'a Problem,
        links: &'a [Link],
        incidence: &'a [Vec<usize>],
        distances: &'a Distances,
        settings: &'a Settings,
        places: Vec<Point>,
    ) -> Self {
        let lengths = links.iter().map(|link| distances.row(link.a)[link.b]);
        let mean_length = lengths.sum::<f64>() / links.len().max(1) as f64;
        let rects = problem.rects(&places);
        let cleared = rects.iter().map(Cleared::new).collect();
        let segments = links.iter().map(|link| Segment::visible(&rects[link.a], &rects[link.b])).collect();
        let units = links.iter().map(|link| (places[link.b] - places[link.a]).unit()).collect();
        Self {
            problem,
            links,
            incidence,
            distances,
            settings,
            mean_length,
            places,
            rects,
            cleared,
            segments,
            units,
        }
    }

    pub(crate) fn into_places(self) -> Vec<Point> {
        self.places
    }

    /// Up to `passes` rounds over all boxes, those with few links first.
    pub(crate) fn improve(&mut self, passes: usize) {
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|&node| (self.incidence[node].len(), node));
        for pass in 0..passes {
            let gain: f64 = order.iter().map(|&node| self.improve_one(node, pass)).sum();
            if gain < LEAST_GAIN {
                break;
            }
        }
    }

    /// What the whole drawing costs; lower reads better.
    pub(crate) fn score(&self) -> f64 {
        let own: f64 =
            (0..self.places.len()).map(|node| self.cost(node, self.places[node], f64::INFINITY)).sum();
        own / 2.0
    }

    /// Moves one box to the best place tried; returns what that gains.
    fn improve_one(&mut self, node: usize, pass: usize) -> f64 {
        let before = self.cost(node, self.places[node], f64::INFINITY);
        let (mut best, mut best_place) = (before, None);
        let centre = self.neighbours_centre(node);
        let rings = OWN_RADII.map(|radius| (self.places[node], radius));
        for (around, radius) in rings.into_iter().chain(CENTRE_RADII.map(|radius| (centre, radius))) {
            for step in 0..DIRECTIONS_TRIED {
                let direction = turned(step, pass);
                let place = around + direction * (radius * self.mean_length);
                let cost = self.cost(node, place, best);
                if cost < best - 1e-9 {
                    (best, best_place) = (cost, Some(place));
                }
            }
        }
        if let Some(place) = best_place {
            self.move_to(node, place);
        }
        before - best
    }

    fn move_to(&mut self, node: usize, place: Point) {
        self.places[node] = place;
        self.rects[node] = self.problem.rect(node, place);
        self.cleared[node] = Cleared::new(&self.rects[node]);
        for &link in &self.incidence[node] {
            let Link { a, b, .. } = self.links[link];
            self.segments[link] = Segment::visible(&self.rects[a], &self.rects[b]);
            self.units[link] = (self.places[b] - self.places[a]).unit();
        }
    }

    /// The direction in which a link leaves one of its boxes.
    fn unit_from(&self, link: usize, node: usize) -> Point {
        let unit = self.units[link];
        if self.links[link].a == node { unit } else { unit * -1.0 }
    }

    fn neighbours_centre(&self, node: usize) -> Point {
        let around = &self.incidence[node];
        let sum =
            around.iter().fold(Point::default(), |sum, &l| sum + self.places[self.links[l].other(node)]);
        if around.is_empty() { self.places[node] } else { sum * (1.0 / around.len() as f64) }
    }

    /// The cost of `node` standing at `place`, or something above `limit` as soon as that is clear.
    fn cost(&self, node: usize, place: Point, limit: f64) -> f64 {
        let rect = self.problem.rect(node, place);
        let mut cost = self.stress(node, place, limit);
        if cost < limit {
            cost += self.overlap(node, &rect);
        }
        if cost < limit {
            cost += self.sharp_angles(node, place);
        }
        if cost < limit {
            cost += self.lines_through(node, &rect);
        }
        for &link in &self.incidence[node] {
            if cost >= limit {
                break;
            }
            cost += self.link_cost(link, node, &rect);
        }
        cost
    }

    /// The stress of one box, summed up in stretches so that a hopeless place is left early.
    fn stress(&self, node: usize, place: Point, limit: f64) -> f64 {
        let row = self.distances.row(node);
        let mut sum = 0.0;
        for start in (0..row.len()).step_by(STRETCH) {
            let end = (start + STRETCH).min(row.len());
            for (other, (&wanted, &there)) in
                (start..).zip(row[start..end].iter().zip(&self.places[start..end]))
            {
                if other != node {
                    let error = ((place - there).length() - wanted) / wanted;
                    sum += error * error;
                }
            }
            if sum >= limit {
                break;
            }
        }
        sum
    }

    fn overlap(&self, node: usize, rect: &Rect) -> f64 {
        let grown = rect.grown(2.0 * self.settings.pad);
        let mut sum = 0.0;
        for (other, there) in self.rects.iter().enumerate() {
            let (x, y) = grown.overlap(there);
            if x > 0.0 && y > 0.0 && other != node {
                sum += 200.0 + x.min(y);
            }
        }
        sum
    }

    /// Foreign lines that would run through the box.
    fn lines_through(&self, node: usize, rect: &Rect) -> f64 {
        let cleared = Cleared::new(rect);
        let mut hits = 0;
        for (segment, link) in self.segments.iter().zip(self.links) {
            if segment.hits(&cleared) && link.a != node && link.b != node {
                hits += link.lines.len();
            }
        }
        self.settings.hit * self.settings.crossing * hits as f64
    }

    /// One link of the moved box: its length, the boxes it runs through and the lines it crosses.
    fn link_cost(&self, link: usize, node: usize, rect: &Rect) -> f64 {
        let own = &self.links[link];
        let other = own.other(node);
        let segment = Segment::visible(rect, &self.rects[other]);
        let crossed = self.crossed(own, &segment) + self.settings.hit * self.boxes_hit(node, other, &segment);
        self.shortness(own, &segment) + self.settings.crossing * own.lines.len() as f64 * crossed
    }

    fn crossed(&self, own: &Link, segment: &Segment) -> f64 {
        let mut crossed = 0;
        for (other, link) in self.segments.iter().zip(self.links) {
            if other.near(segment.low, segment.high) && !own.touches(link) && segment.crosses(other) {
                crossed += link.lines.len();
            }
        }
        crossed as f64
    }

    fn boxes_hit(&self, node: usize, other: usize, segment: &Segment) -> f64 {
        let mut hits = 0;
        for (third, cleared) in self.cleared.iter().enumerate() {
            if segment.hits(cleared) && third != node && third != other {
                hits += 1;
            }
        }
        f64::from(hits)
    }

    /// Too little line between the boxes for the label.
    fn shortness(&self, link: &Link, segment: &Segment) -> f64 {
        let way = segment.to - segment.from;
        let (gap, width) = (way.length(), link.label_width);
        let wanted = if width == 0.0 {
            16.0
        } else {
            let beside = if link.lines.len() > 1 { 0.9 * width + 20.0 } else { 26.0 };
            (way.unit().x.abs() * width + 16.0).max(beside).min(0.9 * width + 20.0)
        };
        if gap < wanted { (wanted - gap) / 10.0 } else { 0.0 }
    }

    /// Pairs of lines that leave one box closer than 15 degrees, at this box and at its neighbours.
    fn sharp_angles(&self, node: usize, place: Point) -> f64 {
        let mut sum = 0.0;
        let around = &self.incidence[node];
        let others = around.iter().map(|&link| self.links[link].other(node));
        let out: Vec<Point> = others.map(|other| (self.places[other] - place).unit()).collect();
        for (at, &link) in around.iter().enumerate() {
            let other = self.links[link].other(node);
            for &next in &out[at + 1..] {
                sum += sharpness(out[at], next);
            }
            let back = out[at] * -1.0;
            for &next in self.incidence[other].iter().filter(|&&next| next != link) {
                sum += sharpness(back, self.unit_from(next, other));
            }
        }
        0.5 * self.settings.crossing * sum
    }
}

/// 0 at 15 degrees or more (cosine 0.966), 1 for two lines on one another.
fn sharpness(one: Point, other: Point) -> f64 {
    ((one.dot(other) - 0.966) / 0.034).max(0.0)
}

/// Ten directions out of the table, a little further round in every pass.
fn turned(step: usize, pass: usize) -> Point {
    let sixteenths = step * 16 + pass * 5;
    let (index, share) = (sixteenths / 10 % 16, (sixteenths % 10) as f64 / 10.0);
    DIRECTIONS[index].towards(DIRECTIONS[(index + 1) % 16], share).unit()
}
