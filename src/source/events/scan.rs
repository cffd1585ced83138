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
    /// Only the first `count` are places.
    places: Vec<u32>,
    count: usize,
    pub(super) stops: Vec<Stop>,
    pub(super) ascii: bool,
    /// Whether there is no NUL byte.
    pub(super) text: bool,
}

const LANES: usize = 64;

/// Bits of 64 bytes.
#[derive(Clone, Copy, Default)]
struct Masks {
    separators: u64,
    /// Line ends and quotes.
    stops: u64,
    /// Bytes beyond ASCII.
    high: u64,
    nul: u64,
}

impl Index {
    /// Indexes `bytes`; quotes count as stops if `quotes` says so.
    pub(super) fn fill(&mut self, bytes: &[u8], separator: u8, quotes: bool) {
        self.count = 0;
        self.stops.clear();
        // A line end is looked for in any case.
        let quote = if quotes { b'"' } else { b'\n' };
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vbmi2") {
            // SAFETY: the processor has these features; AVX-512 comes with AVX2 and all before it.
            unsafe { self.fill_avx512(bytes, separator, quote) };
            return;
        }
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            unsafe { self.fill_avx2(bytes, separator, quote) };
            return;
        }
        self.fill_with(bytes, separator, quote, masks, spread);
    }

    /// Where separators stand.
    pub(super) fn separators(&self) -> &[u32] {
        &self.places[..self.count]
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,popcnt")]
    fn fill_avx512(&mut self, bytes: &[u8], separator: u8, quote: u8) {
        self.fill_with(
            bytes,
            separator,
            quote,
            |block, separator, quote| masks_avx512(block, separator, quote),
            |mask, base, places| spread_avx512(mask, base, places),
        );
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn fill_avx2(&mut self, bytes: &[u8], separator: u8, quote: u8) {
        self.fill_with(
            bytes,
            separator,
            quote,
            |block, separator, quote| masks_avx2(block, separator, quote),
            spread,
        );
    }

    #[inline(always)]
    fn fill_with(
        &mut self,
        bytes: &[u8],
        separator: u8,
        quote: u8,
        masks: impl Fn(&[u8; LANES], u8, u8) -> Masks,
        spread: impl Fn(u64, u32, &mut [u32; LANES]),
    ) {
        let (blocks, rest) = bytes.as_chunks::<LANES>();
        let (mut high, mut nul) = (0, 0);
        for (number, block) in blocks.iter().enumerate() {
            let found = masks(block, separator, quote);
            (high, nul) = (high | found.high, nul | found.nul);
            self.note((number * LANES) as u32, found, &spread);
        }
        if !rest.is_empty() {
            // Blanks in place of bytes that are not there; they are none of what is looked for, or beyond the mask.
            let mut last = [b' '; LANES];
            last[..rest.len()].copy_from_slice(rest);
            let within = (1 << rest.len()) - 1;
            let found = masks(&last, separator, quote);
            (high, nul) = (high | found.high, nul | found.nul);
            let found = Masks { separators: found.separators & within, stops: found.stops & within, ..found };
            self.note((blocks.len() * LANES) as u32, found, &spread);
        }
        (self.ascii, self.text) = (high == 0, nul == 0);
    }

    #[inline(always)]
    fn note(&mut self, base: u32, found: Masks, spread: &impl Fn(u64, u32, &mut [u32; LANES])) {
        let Masks { separators, mut stops, .. } = found;
        while stops != 0 {
            let bit = stops.trailing_zeros();
            let earlier = (separators & ((1 << bit) - 1)).count_ones();
            self.stops.push(Stop { at: base + bit, separators: self.count as u32 + earlier });
            stops &= stops - 1;
        }
        if let Some(places) = self.places.get_mut(self.count..).and_then(<[u32]>::first_chunk_mut) {
            spread(separators, base, places);
        } else {
            self.grow();
            let places = self.places[self.count..].first_chunk_mut();
            spread(separators, base, places.expect("there is room for a block"));
        }
        self.count += separators.count_ones() as usize;
    }

    #[cold]
    fn grow(&mut self) {
        self.places.resize((2 * self.places.len()).max(16 * LANES), 0);
    }
}

/// Writes the places of the bits of a mask. Eight are written at a time, so that surplus follows: most blocks hold few.
#[inline(always)]
fn spread(mut mask: u64, base: u32, places: &mut [u32; LANES]) {
    for eight in places.as_chunks_mut::<8>().0 {
        for place in eight {
            *place = base.wrapping_add(mask.trailing_zeros());
            mask &= mask.wrapping_sub(1);
        }
        if mask == 0 {
            return;
        }
    }
}

/// The same, sixteen at a time.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
#[inline]
fn spread_avx512(mask: u64, base: u32, places: &mut [u32; LANES]) {
    use std::arch::x86_64::*;
    const BITS: [u8; LANES] = {
        let mut bits = [0; LANES];
        let mut bit = 0;
        while bit < LANES {
            bits[bit] = bit as u8;
            bit += 1;
        }
        bits
    };
    // SAFETY: the array is 64 bytes long; unaligned loads are allowed.
    let bits = unsafe { _mm512_loadu_si512(BITS.as_ptr().cast()) };
    let mut left = _mm512_maskz_compress_epi8(mask, bits);
    for sixteen in places.as_chunks_mut::<16>().0.iter_mut().take(mask.count_ones().div_ceil(16) as usize) {
        let wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left));
        let wide = _mm512_add_epi32(wide, _mm512_set1_epi32(base as i32));
        // SAFETY: sixteen places take 64 bytes; unaligned stores are allowed.
        unsafe { _mm512_storeu_si512(sixteen.as_mut_ptr().cast(), wide) };
        left = _mm512_alignr_epi64::<2>(_mm512_setzero_si512(), left);
    }
}

#[inline]
fn masks(block: &[u8; LANES], separator: u8, quote: u8) -> Masks {
    let mut found = Masks::default();
    for (bit, &byte) in block.iter().enumerate() {
        found.separators |= u64::from(byte == separator) << bit;
        found.stops |= u64::from(byte == b'\n' || byte == quote) << bit;
        found.high |= u64::from(byte >> 7) << bit;
        found.nul |= u64::from(byte == 0) << bit;
    }
    found
}

/// The same with 256-bit comparisons.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn masks_avx2(block: &[u8; LANES], separator: u8, quote: u8) -> Masks {
    use std::arch::x86_64::*;
    let [separator, newline, quote] = [separator, b'\n', quote].map(|byte| _mm256_set1_epi8(byte as i8));
    let mut found = Masks::default();
    for half in 0..2 {
        // SAFETY: 32 bytes from 0 or 32 lie inside the block of 64; unaligned loads are allowed.
        let bytes = unsafe { _mm256_loadu_si256(block.as_ptr().add(half * 32).cast()) };
        let bits = |mask| u64::from(_mm256_movemask_epi8(mask) as u32) << (half * 32);
        let stop = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, newline), _mm256_cmpeq_epi8(bytes, quote));
        found.separators |= bits(_mm256_cmpeq_epi8(bytes, separator));
        found.stops |= bits(stop);
        found.high |= bits(bytes);
        found.nul |= bits(_mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
    }
    found
}

/// The same with 512-bit comparisons.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn masks_avx512(block: &[u8; LANES], separator: u8, quote: u8) -> Masks {
    use std::arch::x86_64::*;
    let [separator, newline, quote] = [separator, b'\n', quote].map(|byte| _mm512_set1_epi8(byte as i8));
    // SAFETY: the block is 64 bytes long; unaligned loads are allowed.
    let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
    Masks {
        separators: _mm512_cmpeq_epi8_mask(bytes, separator),
        stops: _mm512_cmpeq_epi8_mask(bytes, newline) | _mm512_cmpeq_epi8_mask(bytes, quote),
        high: _mm512_movepi8_mask(bytes),
        nul: _mm512_testn_epi8_mask(bytes, bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(index: &Index) -> (&[u32], &[Stop], bool, bool) {
        (index.separators(), &index.stops, index.ascii, index.text)
    }

    proptest! {
        #[test]
        fn every_place_is_found(bytes in prop::collection::vec(prop::sample::select(b"a,\n\"\xff\0".to_vec()), 0..400)) {
            let mut index = Index::default();
            index.fill(&bytes, b',', true);
            let places = |wanted: &[u8]| -> Vec<u32> {
                (0..bytes.len() as u32).filter(|&at| wanted.contains(&bytes[at as usize])).collect()
            };
            prop_assert_eq!(index.separators(), &places(b","));
            prop_assert_eq!(index.stops.iter().map(|stop| stop.at).collect::<Vec<_>>(), places(b"\n\""));
            prop_assert_eq!((index.ascii, index.text), (bytes.is_ascii(), !bytes.contains(&0)));
            for stop in &index.stops {
                let before = index.separators().iter().filter(|&&at| at < stop.at).count();
                prop_assert_eq!(stop.separators as usize, before);
            }
            let mut plain = Index::default();
            plain.fill_with(&bytes, b',', b'"', masks, spread);
            prop_assert_eq!(told(&plain), told(&index));
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                let mut plain = Index::default();
                // SAFETY: the processor has AVX2.
                unsafe { plain.fill_avx2(&bytes, b',', b'"') };
                prop_assert_eq!(told(&plain), told(&index));
            }
        }
    }
}
