//! Reads `assets/english.bin`, the weights and tables of the model; `assets/convert.py` describes its layout.

use crate::language::{Dep, NameLabel, Pos, Tag};
use half::f16;
use half::slice::{HalfBitsSliceExt, HalfFloatSliceExt};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The asset. Its hash is pinned by a test, so reading it cannot fail on a user's machine.
pub(super) static ENGLISH: &[u8] = include_bytes!("assets/english.bin");

const MAGIC: &[u8] = b"SOCIOEN1";
const WHEEL_HASH: usize = 32;

/// The two parts of the asset.
pub(super) struct Asset {
    pub(super) weights: Halves,
    pub(super) tables: Vec<u8>,
}

impl Asset {
    pub(super) fn open() -> Asset {
        let mut rest = ENGLISH.strip_prefix(MAGIC).expect("the embedded model starts with its magic");
        rest = &rest[WHEEL_HASH..];
        let count = take_u32(&mut rest) as usize;
        let (weights, mut rest) = rest.split_at(count * 2);
        let inflated = take_u32(&mut rest) as usize;
        let tables = decompress_to_vec_with_limit(rest, inflated).expect("the embedded tables inflate");
        Asset { weights: Halves(weights), tables }
    }
}

fn take_u32(rest: &mut &'static [u8]) -> u32 {
    let (bytes, tail) = rest.split_first_chunk().expect("the embedded model is whole");
    *rest = tail;
    u32::from_le_bytes(*bytes)
}

/// Half-precision numbers as they lie in the asset.
#[derive(Clone, Copy)]
pub(super) struct Halves(&'static [u8]);

impl Halves {
    /// Splits the next `count` numbers off.
    pub(super) fn take(&mut self, count: usize) -> Halves {
        let (head, tail) = self.0.split_at(count * 2);
        self.0 = tail;
        Halves(head)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The numbers in single precision.
    pub(super) fn to_floats(self) -> Vec<f32> {
        let bits: Vec<u16> = self.0.as_chunks().0.iter().map(|&bytes| u16::from_le_bytes(bytes)).collect();
        bits.reinterpret_cast::<f16>().to_f32_vec()
    }

    /// Row `index` of a table with rows of `N` numbers.
    pub(super) fn row<const N: usize>(self, index: usize) -> [f32; N] {
        let bytes = &self.0.as_chunks().0[index * N..][..N];
        let bits: [u16; N] = std::array::from_fn(|at| u16::from_le_bytes(bytes[at]));
        let mut row = [0.0; N];
        bits.reinterpret_cast::<f16>().convert_to_f32_slice(&mut row);
        row
    }
}

/// Reads the tables in order.
///
/// # Panics
///
/// All methods panic when the tables end early or hold an unknown label, which the pinned hash rules out.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (head, tail) = self.0.split_at(count);
        self.0 = tail;
        head
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.bytes(N).try_into().expect("just cut to this length")
    }

    pub(super) fn u8(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    pub(super) fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    pub(super) fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    pub(super) fn text(&mut self) -> &'a str {
        let length = usize::from(self.u8());
        std::str::from_utf8(self.bytes(length)).expect("texts of the asset are UTF-8")
    }

    /// A counted list.
    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.u32()).map(|_| item(self)).collect()
    }

    pub(super) fn texts(&mut self) -> Vec<&'a str> {
        self.list(Self::text)
    }

    pub(super) fn words(&mut self) -> Words {
        let count = self.u32() as usize;
        let mut end = 0;
        let lengths = self.bytes(count).iter();
        let ends = lengths.map(|&length| (end += u32::from(length), end).1).collect();
        Words { bytes: self.bytes(end as usize).into(), ends }
    }

    /// The next label, `None` where the text is empty.
    pub(super) fn label<L: Label>(&mut self) -> Option<L> {
        let text = self.text();
        (!text.is_empty()).then(|| L::named(text))
    }
}

/// A closed label set that the asset refers to by name.
pub(super) trait Label: Copy {
    fn parse(text: &str) -> Option<Self>;

    /// # Panics
    ///
    /// If there is no such label.
    fn named(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|| panic!("the asset names the unknown label '{text}'"))
    }
}

macro_rules! label_sets {
    ($($set:ident)*) => {
        $(impl Label for $set {
            fn parse(text: &str) -> Option<Self> {
                $set::from_text(text)
            }
        })*
    };
}

label_sets!(Dep NameLabel Pos Tag);

/// A sorted word list in one run of bytes.
pub(super) struct Words {
    bytes: Box<[u8]>,
    ends: Vec<u32>,
}

impl Words {
    /// Place of `word` in the list, by binary search.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.get(middle).cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, index: usize) -> &[u8] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.bytes[start..self.ends[index] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_asset_is_the_converted_one() {
        let hash: String = Sha256::digest(ENGLISH).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, "97df50a9a2a673d96a9f4140e03c9129ffd2c65085c706abbb720ea84d021e2d");
    }
}
