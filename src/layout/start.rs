//! Where the search begins: classical scaling, or chance.

use super::distances::Distances;
use super::geometry::Point;
use super::random::SplitMix64;

const POWER_ITERATIONS: usize = 60;

/// Classical multidimensional scaling (Torgerson 1952, *Multidimensional scaling: I. Theory and method*), by power
/// iteration, with up to 1 px of jitter because twins would coincide. O(n²) per iteration.
pub(crate) fn scaling_start(distances: &Distances, seed: u64) -> Vec<Point> {
    let n = distances.len();
    let mut random = SplitMix64::new(seed);
    let centred = double_centred(distances);
    let first = leading_vector(&centred, n, &mut random, None);
    let second = leading_vector(&centred, n, &mut random, Some(&first.0));
    let scale = |(vector, value): &(Vec<f64>, f64), node: usize| vector[node] * value.max(0.0).sqrt();
    let place =
        |node| Point::new(scale(&first, node) + random.fraction(), scale(&second, node) + random.fraction());
    (0..n).map(place).collect()
}

/// Evenly spread over a square whose side grows with the root of the number of boxes.
pub(crate) fn random_start(n: usize, mean_length: f64, seed: u64) -> Vec<Point> {
    let side = mean_length * (n as f64).sqrt();
    let mut random = SplitMix64::new(seed);
    (0..n).map(|_| Point::new(side * random.fraction(), side * random.fraction())).collect()
}

/// −½ J D² J, with D² the squared distances and J the centring matrix.
fn double_centred(distances: &Distances) -> Vec<f64> {
    let n = distances.len();
    let squared: Vec<f64> = (0..n).flat_map(|node| distances.row(node).iter().map(|d| d * d)).collect();
    let means: Vec<f64> = squared.chunks(n).map(|row| row.iter().sum::<f64>() / n as f64).collect();
    let total = means.iter().sum::<f64>() / n as f64;
    let mut centred = squared;
    for (row, mean) in centred.chunks_mut(n).zip(&means) {
        for (value, other) in row.iter_mut().zip(&means) {
            *value = -0.5 * (*value - mean - other + total);
        }
    }
    centred
}

/// The eigenvector of the largest eigenvalue, and that value; orthogonal to `avoid` if given.
fn leading_vector(
    matrix: &[f64],
    n: usize,
    random: &mut SplitMix64,
    avoid: Option<&[f64]>,
) -> (Vec<f64>, f64) {
    let mut vector: Vec<f64> = (0..n).map(|_| random.fraction() - 0.5).collect();
    let mut value = 0.0;
    for _ in 0..POWER_ITERATIONS {
        let mut next: Vec<f64> = matrix.chunks(n).map(|row| dot(row, &vector)).collect();
        if let Some(avoid) = avoid {
            let share = dot(&next, avoid);
            next.iter_mut().zip(avoid).for_each(|(value, other)| *value -= share * other);
        }
        value = dot(&next, &next).sqrt();
        if value < 1e-12 {
            return (vec![0.0; n], 0.0);
        }
        next.iter_mut().for_each(|entry| *entry /= value);
        vector = next;
    }
    (vector, value)
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
