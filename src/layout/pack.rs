//! Sets the unconnected parts of a drawing side by side.

use super::geometry::{Point, Rect};

/// Free space between two parts, in px.
const GAP: (f64, f64) = (46.0, 40.0);
/// Width to height that the whole drawing should have.
const SHAPE: f64 = 1.3;
/// Parts that are fitted together; the smaller rest is set in rows, for fitting costs the cube of their number.
const FITTED: usize = 24;
/// Distance of the spots tried between the boxes of what is set already, in px.
const STEP: f64 = 20.0;
/// Boxes and pieces of line that are looked at; a part with more counts as a solid rectangle.
const PIECES: usize = 6000;

/// What a part takes up: its size, and the boxes and pieces of line in it, measured from its upper left corner.
pub(crate) struct Part {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) pieces: Vec<Rect>,
}

/// Where the upper left corner of each part goes: largest first, each at the free spot that keeps the whole smallest,
/// also in a gap between the boxes of a larger part.
pub(crate) fn pack(parts: &[Part]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| {
        let area = |part: usize| parts[part].width * parts[part].height;
        area(b).total_cmp(&area(a)).then(a.cmp(&b))
    });
    let mut corners = vec![Point::default(); parts.len()];
    let mut taken = Taken::default();
    for &part in order.iter().take(FITTED) {
        corners[part] = taken.best_corner(&parts[part]);
        taken.add(&parts[part], corners[part]);
    }
    shelve(&order[order.len().min(FITTED)..], parts, taken.far, &mut corners);
    corners
}

/// What is set already.
#[derive(Default)]
struct Taken {
    frames: Vec<Rect>,
    pieces: Vec<Rect>,
    far: Point,
}

impl Taken {
    fn add(&mut self, part: &Part, corner: Point) {
        let end = corner + Point::new(part.width + GAP.0, part.height + GAP.1);
        self.frames.push(Rect::between(corner, end));
        self.far = Point::new(self.far.x.max(end.x), self.far.y.max(end.y));
        if self.pieces.len() + part.pieces.len() <= PIECES {
            let moved =
                part.pieces.iter().map(|piece| Rect::new(piece.centre + corner, piece.width, piece.height));
            self.pieces.extend(moved);
        } else {
            self.pieces.push(Rect::between(corner, end));
        }
    }

    fn best_corner(&self, part: &Part) -> Point {
        let mut best = (f64::INFINITY, Point::default());
        for corner in self.beside().into_iter().chain(self.between()) {
            let end = corner + Point::new(part.width + GAP.0, part.height + GAP.1);
            let size =
                (self.far.x.max(end.x) / SHAPE).max(self.far.y.max(end.y)) + 0.001 * (corner.x + corner.y);
            if size < best.0 && self.is_free(part, corner) {
                best = (size, corner);
            }
        }
        best.1
    }

    /// Spots at the edges of what is set already.
    fn beside(&self) -> Vec<Point> {
        let edges = |edge: fn(&Rect) -> f64| {
            [0.0].into_iter().chain(self.frames.iter().map(edge)).collect::<Vec<_>>()
        };
        let ys = edges(|frame| frame.high().y);
        edges(|frame| frame.high().x)
            .iter()
            .flat_map(|&x| ys.iter().map(move |&y| Point::new(x, y)))
            .collect()
    }

    /// Spots all over it, on a grid.
    fn between(&self) -> Vec<Point> {
        let steps = |far: f64| (1..).map(f64::from).map(|step| step * STEP).take_while(move |&at| at < far);
        steps(self.far.y)
            .flat_map(|y| [0.0].into_iter().chain(steps(self.far.x)).map(move |x| Point::new(x, y)))
            .collect()
    }

    /// Whether a part can stand there without coming near anything.
    fn is_free(&self, part: &Part, corner: Point) -> bool {
        let end = corner + Point::new(part.width + GAP.0, part.height + GAP.1);
        let frame = Rect::between(corner, end);
        if !self.frames.iter().any(|other| other.overlaps(&frame)) {
            return true;
        }
        let room = Rect::between(corner, end).grown(GAP.1 / 2.0);
        !self.pieces.iter().any(|piece| piece.overlaps(&room))
    }
}

/// Sets parts in rows below the others, no wider than these if they can help it.
fn shelve(rest: &[usize], parts: &[Part], extent: Point, corners: &mut [Point]) {
    let (mut at, mut row_height) = (Point::new(0.0, extent.y), 0.0_f64);
    for &part in rest {
        let Part { width, height, .. } = parts[part];
        if at.x > 0.0 && at.x + width > extent.x {
            at = Point::new(0.0, at.y + row_height + GAP.1);
            row_height = 0.0;
        }
        corners[part] = at;
        at.x += width + GAP.0;
        row_height = row_height.max(height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_overlap() {
        let sizes: Vec<_> =
            (0..60).map(|i| (f64::from(i * 37 % 90 + 20), f64::from(i * 53 % 70 + 15))).collect();
        let solid = |&(width, height): &(f64, f64)| {
            let whole = Rect::between(Point::default(), Point::new(width, height));
            Part { width, height, pieces: vec![whole] }
        };
        let corners = pack(&sizes.iter().map(solid).collect::<Vec<_>>());
        let rect = |i: usize| Rect::between(corners[i], corners[i] + Point::new(sizes[i].0, sizes[i].1));
        for a in 0..sizes.len() {
            assert!((0..a).all(|b| !rect(a).overlaps(&rect(b))), "{a}");
        }
    }
}
