//! Repeatable random numbers and a fixed set of directions.

use super::geometry::Point;
use std::f64::consts::FRAC_1_SQRT_2;

/// SplitMix64 (Steele, Lea & Flood 2014, *Fast splittable pseudorandom number generators*).
#[derive(Clone, Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly spread in 0..1.
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Sixteen directions round the compass, written out because `sin` and `cos` differ between platforms.
pub(crate) const DIRECTIONS: [Point; 16] = [
    Point::new(1.0, 0.0),
    Point::new(0.923_879_532_511_286_7, 0.382_683_432_365_089_8),
    Point::new(FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    Point::new(0.382_683_432_365_089_8, 0.923_879_532_511_286_7),
    Point::new(0.0, 1.0),
    Point::new(-0.382_683_432_365_089_8, 0.923_879_532_511_286_7),
    Point::new(-FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    Point::new(-0.923_879_532_511_286_7, 0.382_683_432_365_089_8),
    Point::new(-1.0, 0.0),
    Point::new(-0.923_879_532_511_286_7, -0.382_683_432_365_089_8),
    Point::new(-FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
    Point::new(-0.382_683_432_365_089_8, -0.923_879_532_511_286_7),
    Point::new(0.0, -1.0),
    Point::new(0.382_683_432_365_089_8, -0.923_879_532_511_286_7),
    Point::new(FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
    Point::new(0.923_879_532_511_286_7, -0.382_683_432_365_089_8),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        let mut random = SplitMix64::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn directions_have_length_one() {
        assert!(DIRECTIONS.iter().all(|d| (d.length() - 1.0).abs() < 1e-15));
    }
}
