//! The two hash functions the model was trained with; neither is the standard one of its name.

/// MurmurHash64A of `bytes` with seed 1: the id of a text that is no symbol.
pub(super) fn murmur64(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let mut blocks = bytes.chunks_exact(8);
    for block in &mut blocks {
        let mut k = little_endian(block).wrapping_mul(M);
        k = (k ^ (k >> 47)).wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    if !blocks.remainder().is_empty() {
        hash = (hash ^ little_endian(blocks.remainder())).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// The four rows (before taking them modulo the table) that represent feature `value` in the table seeded `seed`.
///
/// A shortened MurmurHash3 for one 8-byte value.
pub(super) fn rows(value: u64, seed: u32) -> [u32; 4] {
    let mut h1 =
        value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_hashes_are_those_of_the_original() {
        assert_eq!(murmur64(b"apple"), 8566208034543834098);
        assert_eq!(murmur64(b"the"), 7425985699627899538);
        assert_eq!(murmur64("é".as_bytes()), 16256712947286012828);
        assert_eq!(murmur64(b"case"), 8110129090154140942);
    }

    #[test]
    fn row_hashes_are_those_of_the_original() {
        assert_eq!(rows(murmur64(b"apple"), 8), [2653853934, 3922826080, 3980780901, 3736755472]);
        assert_eq!(rows(0, 8), [0, 0, 0, 0]);
        assert_eq!(rows(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(rows(0, 12), [3628889788, 3483432925, 485828337, 1486234390]);
    }
}
