//! Where separators, line ends and quotes stand in a block of bytes: 64 bytes at a time as bit masks.

/// A line end or quote, and how many separators stand before it in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) at: u32,
    pub(super) separators: u32,
}

/// The places of a block that matter to a table.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) separators: Vec<u32>,
    pub(super) stops: Vec<Stop>,
    pub(super) ascii: bool,
    /// Whether there is no NUL byte.
    pub(super) text: bool,
}

const LANES: usize = 64;

impl Index {
    /// Indexes `bytes`; quotes count as stops if `quotes` says so.
    pub(super) fn fill(&mut self, bytes: &[u8], separator: u8, quotes: bool) {
        self.separators.clear();
        self.stops.clear();
        self.ascii = bytes.is_ascii();
        self.text = memchr::memchr(0, bytes).is_none();
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            unsafe { self.fill_avx2(bytes, separator, quotes) };
            return;
        }
        self.fill_with(bytes, separator, quotes, masks);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn fill_avx2(&mut self, bytes: &[u8], separator: u8, quotes: bool) {
        self.fill_with(bytes, separator, quotes, |block, separator, quotes| {
            masks_avx2(block, separator, quotes)
        });
    }

    #[inline(always)]
    fn fill_with(
        &mut self,
        bytes: &[u8],
        separator: u8,
        quotes: bool,
        masks: impl Fn(&[u8; LANES], u8, bool) -> [u64; 2],
    ) {
        let (blocks, rest) = bytes.as_chunks::<LANES>();
        for (number, block) in blocks.iter().enumerate() {
            self.note((number * LANES) as u32, masks(block, separator, quotes));
        }
        if !rest.is_empty() {
            let mut last = [0; LANES];
            last[..rest.len()].copy_from_slice(rest);
            let within = (1 << rest.len()) - 1;
            let found = masks(&last, separator, quotes).map(|mask| mask & within);
            self.note((blocks.len() * LANES) as u32, found);
        }
    }

    #[inline(always)]
    fn note(&mut self, base: u32, [separators, mut stops]: [u64; 2]) {
        let before = self.separators.len() as u32;
        while stops != 0 {
            let bit = stops.trailing_zeros();
            let earlier = (separators & ((1 << bit) - 1)).count_ones();
            self.stops.push(Stop { at: base + bit, separators: before + earlier });
            stops &= stops - 1;
        }
        self.push_bits(base, separators);
    }

    /// Eight places are written at a time, the surplus is cut off: most blocks hold few.
    #[inline(always)]
    fn push_bits(&mut self, base: u32, mut mask: u64) {
        let mut left = mask.count_ones() as usize;
        while left > 0 {
            let mut places = [0; 8];
            for place in &mut places {
                *place = base.wrapping_add(mask.trailing_zeros());
                mask &= mask.wrapping_sub(1);
            }
            let taken = left.min(8);
            self.separators.extend_from_slice(&places);
            self.separators.truncate(self.separators.len() - 8 + taken);
            left -= taken;
        }
    }
}

/// Bits of separators, and bits of line ends and quotes.
#[inline]
fn masks(block: &[u8; LANES], separator: u8, quotes: bool) -> [u64; 2] {
    let quote = if quotes { b'"' } else { b'\n' };
    let (mut separators, mut stops) = (0, 0);
    for (bit, &byte) in block.iter().enumerate() {
        separators |= u64::from(byte == separator) << bit;
        stops |= u64::from(byte == b'\n' || byte == quote) << bit;
    }
    [separators, stops]
}

/// The same with 256-bit comparisons.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn masks_avx2(block: &[u8; LANES], separator: u8, quotes: bool) -> [u64; 2] {
    use std::arch::x86_64::*;
    let quote = if quotes { b'"' } else { b'\n' };
    let [separator, newline, quote] = [separator, b'\n', quote].map(|byte| _mm256_set1_epi8(byte as i8));
    let mut found = [0; 2];
    for half in 0..2 {
        // SAFETY: 32 bytes from 0 or 32 lie inside the block of 64; unaligned loads are allowed.
        let bytes = unsafe { _mm256_loadu_si256(block.as_ptr().add(half * 32).cast()) };
        let bits = |mask| u64::from(_mm256_movemask_epi8(mask) as u32) << (half * 32);
        found[0] |= bits(_mm256_cmpeq_epi8(bytes, separator));
        let stop = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, newline), _mm256_cmpeq_epi8(bytes, quote));
        found[1] |= bits(stop);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_is_found(bytes in prop::collection::vec(prop::sample::select(b"a,\n\"\xff".to_vec()), 0..400)) {
            let mut index = Index::default();
            index.fill(&bytes, b',', true);
            let places = |wanted: &[u8]| -> Vec<u32> {
                (0..bytes.len() as u32).filter(|&at| wanted.contains(&bytes[at as usize])).collect()
            };
            prop_assert_eq!(&index.separators, &places(b","));
            prop_assert_eq!(index.stops.iter().map(|stop| stop.at).collect::<Vec<_>>(), places(b"\n\""));
            for stop in &index.stops {
                let before = index.separators.iter().filter(|&&at| at < stop.at).count();
                prop_assert_eq!(stop.separators as usize, before);
            }
            let mut plain = Index::default();
            plain.fill_with(&bytes, b',', true, masks);
            prop_assert_eq!((plain.separators, plain.stops), (index.separators, index.stops));
        }
    }
}
