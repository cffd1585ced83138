//! Sets the unconnected parts of a drawing side by side.

use super::geometry::{Point, Rect};

/// Free space between two parts, in px.
const GAP: (f64, f64) = (46.0, 40.0);
/// Width to height that the whole drawing should have.
const SHAPE: f64 = 1.45;
/// Parts that are fitted together; the smaller rest is set in rows, for fitting costs the cube of their number.
const FITTED: usize = 24;

/// Where the upper left corner of each part goes, given the parts' sizes: largest first, each at the free spot that
/// keeps the whole smallest.
pub(crate) fn pack(sizes: &[(f64, f64)]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| {
        let area = |part: usize| sizes[part].0 * sizes[part].1;
        area(b).total_cmp(&area(a)).then(a.cmp(&b))
    });
    let mut corners = vec![Point::default(); sizes.len()];
    let mut taken: Vec<Rect> = Vec::new();
    for &part in order.iter().take(FITTED) {
        let (width, height) = sizes[part];
        corners[part] = best_corner(width, height, &taken);
        let corner = corners[part];
        taken.push(Rect::between(corner, corner + Point::new(width + GAP.0, height + GAP.1)));
    }
    shelve(&order[order.len().min(FITTED)..], sizes, far_corner(&taken), &mut corners);
    corners
}

/// Sets parts in rows below the others, no wider than these if they can help it.
fn shelve(parts: &[usize], sizes: &[(f64, f64)], extent: Point, corners: &mut [Point]) {
    let (mut at, mut row_height) = (Point::new(0.0, extent.y), 0.0_f64);
    for &part in parts {
        let (width, height) = sizes[part];
        if at.x > 0.0 && at.x + width > extent.x {
            at = Point::new(0.0, at.y + row_height + GAP.1);
            row_height = 0.0;
        }
        corners[part] = at;
        at.x += width + GAP.0;
        row_height = row_height.max(height);
    }
}

fn far_corner(taken: &[Rect]) -> Point {
    taken
        .iter()
        .fold(Point::default(), |far, rect| Point::new(far.x.max(rect.high().x), far.y.max(rect.high().y)))
}

fn best_corner(width: f64, height: f64, taken: &[Rect]) -> Point {
    let edges = |edge: fn(&Rect) -> f64| [0.0].into_iter().chain(taken.iter().map(edge)).collect::<Vec<_>>();
    let (xs, ys) = (edges(|rect| rect.high().x), edges(|rect| rect.high().y));
    let extent = far_corner(taken);
    let mut best = (f64::INFINITY, Point::default());
    for &x in &xs {
        for &y in &ys {
            let far = Point::new(x + width + GAP.0, y + height + GAP.1);
            let spot = Rect::between(Point::new(x, y), far);
            let size = (extent.x.max(far.x) / SHAPE).max(extent.y.max(far.y)) + 0.001 * (x + y);
            if size < best.0 && !taken.iter().any(|other| other.overlaps(&spot)) {
                best = (size, Point::new(x, y));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_overlap() {
        let sizes: Vec<_> =
            (0..60).map(|i| (f64::from(i * 37 % 90 + 20), f64::from(i * 53 % 70 + 15))).collect();
        let corners = pack(&sizes);
        let rect = |i: usize| Rect::between(corners[i], corners[i] + Point::new(sizes[i].0, sizes[i].1));
        for a in 0..sizes.len() {
            assert!((0..a).all(|b| !rect(a).overlaps(&rect(b))), "{a}");
        }
    }
}
