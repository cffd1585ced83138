//! Random numbers from a seed, the same everywhere.

/// SplitMix64 (Steele, Lea, Flood 2014, *Fast Splittable Pseudorandom Number Generators*).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not zero; the bias is below 2⁻³² for the sizes met here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Moves `count` random elements to the front (Fisher, Yates 1938).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T], count: usize) {
        for place in 0..count.min(list.len().saturating_sub(1)) {
            let other = place + self.below(list.len() - place);
            list.swap(place, other);
        }
    }
}
