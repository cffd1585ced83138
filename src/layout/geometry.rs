//! Points, boxes and curves in px, y growing downwards.
//!
//! Only `+ - * /`, `sqrt`, `abs`, `min` and `max`: IEEE 754 fixes their results, so a drawing has the same bytes everywhere.

use std::ops::{Add, Mul, Sub};

/// A place in the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Px from the left.
    pub x: f64,
    /// Px from the top.
    pub y: f64,
}

impl Point {
    /// The point (`x`, `y`).
    #[inline]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance from the origin.
    #[inline]
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    #[inline]
    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    #[inline]
    pub(crate) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// The same direction with length 1; the x direction for a point at the origin.
    #[inline]
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length < 1e-9 { Self::new(1.0, 0.0) } else { self * (1.0 / length) }
    }

    /// A quarter turn.
    #[inline]
    pub(crate) fn normal(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// The point `t` of the way to `other`.
    #[inline]
    pub(crate) fn towards(self, other: Self, t: f64) -> Self {
        self + (other - self) * t
    }
}

impl Add for Point {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    #[inline]
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// A box, by its centre and full size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The middle.
    pub centre: Point,
    /// Full width.
    pub width: f64,
    /// Full height.
    pub height: f64,
}

impl Rect {
    /// A box of this size around `centre`.
    #[inline]
    pub const fn new(centre: Point, width: f64, height: f64) -> Self {
        Self { centre, width, height }
    }

    /// The box between two corners.
    pub(crate) fn between(low: Point, high: Point) -> Self {
        Self::new(low.towards(high, 0.5), high.x - low.x, high.y - low.y)
    }

    /// Upper left corner.
    #[inline]
    pub fn low(&self) -> Point {
        Point::new(self.centre.x - self.width / 2.0, self.centre.y - self.height / 2.0)
    }

    /// Lower right corner.
    #[inline]
    pub fn high(&self) -> Point {
        Point::new(self.centre.x + self.width / 2.0, self.centre.y + self.height / 2.0)
    }

    /// The box grown by `margin` on each side.
    #[inline]
    pub(crate) fn grown(&self, margin: f64) -> Self {
        Self::new(self.centre, self.width + 2.0 * margin, self.height + 2.0 * margin)
    }

    /// How far two boxes overlap in x and in y; negative numbers are gaps.
    #[inline]
    pub(crate) fn overlap(&self, other: &Self) -> (f64, f64) {
        let apart = self.centre - other.centre;
        ((self.width + other.width) / 2.0 - apart.x.abs(), (self.height + other.height) / 2.0 - apart.y.abs())
    }

    /// Whether two boxes share an area; touching does not count.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (x, y) = self.overlap(other);
        x > 1e-6 && y > 1e-6
    }

    pub(crate) fn contains(&self, point: Point) -> bool {
        let (low, high) = (self.low(), self.high());
        low.x <= point.x && point.x <= high.x && low.y <= point.y && point.y <= high.y
    }

    /// The part of the segment inside the box, as two shares of its length (Liang & Barsky 1984, *A new concept and
    /// method for line clipping*).
    #[inline]
    pub(crate) fn clip(&self, from: Point, to: Point) -> Option<(f64, f64)> {
        let (low, high, step) = (self.low(), self.high(), to - from);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (p, q) in [
            (-step.x, from.x - low.x),
            (step.x, high.x - from.x),
            (-step.y, from.y - low.y),
            (step.y, high.y - from.y),
        ] {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                enter = enter.max(q / p);
            } else {
                leave = leave.min(q / p);
            }
            if enter > leave {
                return None;
            }
        }
        Some((enter, leave))
    }

    /// Distance from the centre to the border along the unit vector `direction`.
    #[inline]
    pub(crate) fn reach(&self, direction: Point) -> f64 {
        let x = if direction.x.abs() < 1e-12 { f64::INFINITY } else { self.width / 2.0 / direction.x.abs() };
        let y = if direction.y.abs() < 1e-12 { f64::INFINITY } else { self.height / 2.0 / direction.y.abs() };
        x.min(y)
    }
}

/// Whether two segments cross in a point inside both.
#[inline]
pub(crate) fn segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    if a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y)
    {
        return false;
    }
    let (ab, cd) = (b - a, d - c);
    ab.cross(c - a) * ab.cross(d - a) < 0.0 && cd.cross(a - c) * cd.cross(b - c) < 0.0
}

/// A quadratic Bézier curve; a straight line has its control point in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// Where it starts.
    pub start: Point,
    /// What it is drawn towards.
    pub control: Point,
    /// Where it ends.
    pub end: Point,
}

impl Curve {
    /// A straight line.
    pub fn straight(start: Point, end: Point) -> Self {
        Self { start, control: start.towards(end, 0.5), end }
    }

    /// A line whose control point lies `offset` px off the middle, along the normal of the way from start to end.
    pub(crate) fn bowed(start: Point, end: Point, offset: f64) -> Self {
        let normal = (end - start).unit().normal();
        Self { start, control: start.towards(end, 0.5) + normal * offset, end }
    }

    /// Whether it can be drawn as a straight line.
    pub fn is_straight(&self) -> bool {
        (self.control - self.start.towards(self.end, 0.5)).length() < 0.05
    }

    /// The point at parameter `t` (0 = start, 1 = end).
    pub fn at(&self, t: f64) -> Point {
        self.start.towards(self.control, t).towards(self.control.towards(self.end, t), t)
    }

    /// Unit vector along the curve at `t`.
    pub fn direction(&self, t: f64) -> Point {
        (self.control.towards(self.end, t) - self.start.towards(self.control, t)).unit()
    }

    /// The stretch between two parameters, as a curve of its own.
    pub(crate) fn part(&self, from: f64, to: f64) -> Self {
        let control =
            self.start.towards(self.control, from).towards(self.control.towards(self.end, from), to);
        Self { start: self.at(from), control, end: self.at(to) }
    }

    /// The ends of `pieces` chords that follow the curve; of one chord if it is straight.
    pub fn flatten(&self, pieces: usize) -> Vec<Point> {
        if self.is_straight() {
            return vec![self.start, self.end];
        }
        self.flatten_evenly(pieces)
    }

    /// The ends of `pieces` chords, straight or not.
    pub(crate) fn flatten_evenly(&self, pieces: usize) -> Vec<Point> {
        (0..=pieces).map(|piece| self.at(piece as f64 / pieces as f64)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_curve_lies_on_it() {
        let curve = Curve::bowed(Point::new(0.0, 0.0), Point::new(100.0, 40.0), 30.0);
        let part = curve.part(0.2, 0.7);
        for step in 0..=10 {
            let t = f64::from(step) / 10.0;
            assert!((part.at(t) - curve.at(0.2 + 0.5 * t)).length() < 1e-9);
        }
    }

    #[test]
    fn clipping_finds_the_inner_stretch() {
        let rect = Rect::new(Point::new(50.0, 0.0), 20.0, 10.0);
        assert_eq!(rect.clip(Point::new(0.0, 0.0), Point::new(100.0, 0.0)), Some((0.4, 0.6)));
        assert_eq!(rect.clip(Point::new(0.0, 9.0), Point::new(100.0, 9.0)), None);
    }
}
