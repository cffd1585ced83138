//! Lays the long axis of a drawing flat, and the best-joined box to the upper left, so that redrawings look alike.

use super::geometry::Point;

/// Rotates `places` about their mean so that they spread most in x, then mirrors them so that `anchor` lies left of the
/// middle and above it.
pub(crate) fn lay_flat(places: &mut [Point], anchor: usize) {
    if places.is_empty() {
        return;
    }
    let mean = places.iter().fold(Point::default(), |sum, &p| sum + p) * (1.0 / places.len() as f64);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = *place - mean;
        xx += place.x * place.x;
        xy += place.x * place.y;
        yy += place.y * place.y;
    }
    let (cos, sin) = principal_direction(xx, xy, yy);
    for place in places.iter_mut() {
        *place = Point::new(place.x * cos + place.y * sin, place.y * cos - place.x * sin);
    }
    let (flip_x, flip_y) = (places[anchor].x > 0.0, places[anchor].y > 0.0);
    for place in places.iter_mut() {
        place.x = if flip_x { -place.x } else { place.x };
        place.y = if flip_y { -place.y } else { place.y };
    }
}

/// Cosine and sine of the main axis of a covariance matrix, by half-angle formulas.
fn principal_direction(xx: f64, xy: f64, yy: f64) -> (f64, f64) {
    let root = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
    if root <= 0.0 {
        return (1.0, 0.0);
    }
    let cos_double = (xx - yy) / root;
    let sin = ((1.0 - cos_double) / 2.0).max(0.0).sqrt();
    (((1.0 + cos_double) / 2.0).max(0.0).sqrt(), if xy < 0.0 { -sin } else { sin })
}
