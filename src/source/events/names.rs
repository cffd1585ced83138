//! Names by number: every name is kept once, in order of first appearance.

use crate::model::TextList;
use crate::pages;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

/// Names and their numbers. Hashing is keyed at random, so that nobody can make up names that all collide; the numbers do
/// not depend on the secret.
#[derive(Debug)]
pub(super) struct Names {
    text: Vec<u8>,
    ends: Vec<usize>,
    keys: Vec<Key>,
    /// Number plus one by hash; 0 is free. Nothing else stands there, so that more slots fit into near memory.
    slots: Vec<u32>,
    shift: u32,
    secret: Secret,
}

/// How many bytes of a name its key holds.
const HELD: usize = 31;

/// The last byte of the keys of longer names.
const LONG: u64 = 0xff;

/// The beginning of a name, zeros, and its length in the last byte: names are short, and so they are compared and hashed
/// without a loop.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub(super) struct Key([u64; 4]);

// Word by word: a derived comparison would put the words into memory and read them back in another width, for which
// processors wait.
impl PartialEq for Key {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) == 0
    }
}

impl Key {
    /// The key of the name that stands in `buffer` there; what follows it may be read, but does not matter.
    #[inline(always)]
    pub(super) fn of(buffer: &[u8], name: Range<usize>) -> Self {
        let length = name.len();
        let words = match buffer[name.start..].first_chunk() {
            Some(bytes) => words(bytes),
            None => at_the_end(&buffer[name]),
        };
        let mask = &MASKS[length.min(HELD)];
        let mark = if length > HELD { LONG } else { length as u64 };
        let [a, b, c, d] = words;
        Self([a & mask[0], b & mask[1], c & mask[2], d & mask[3] | mark << 56])
    }

    /// A number that differs for most keys, made at little cost.
    #[inline(always)]
    pub(super) fn sketch(self) -> u64 {
        let [a, b, c, d] = self.0;
        let mixed = a ^ b.rotate_left(13) ^ c.rotate_left(29) ^ d.rotate_left(43);
        mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
    }

    /// Whether the name goes on behind the key.
    #[inline]
    pub(super) fn is_long(self) -> bool {
        self.0[3] >> 56 == LONG
    }
}

/// What is kept of four words for a name of each length.
const MASKS: [[u64; 4]; HELD + 1] = {
    let mut masks = [[0; 4]; HELD + 1];
    let mut length = 0;
    while length <= HELD {
        let mut byte = 0;
        while byte < length {
            masks[length][byte / 8] |= 0xff << (byte % 8 * 8);
            byte += 1;
        }
        length += 1;
    }
    masks
};

#[inline]
fn words(bytes: &[u8; 32]) -> [u64; 4] {
    let mut words = [0; 4];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// The words of a name with less than 32 bytes from its start to the end of the buffer.
fn at_the_end(name: &[u8]) -> [u64; 4] {
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name);
    words(&bytes)
}

/// The hash of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hashed(u64);

/// The secret of a hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secret([u64; 2]);

impl Secret {
    pub(super) fn random() -> Self {
        let random = RandomState::new();
        Self([random.hash_one(1u8), random.hash_one(2u8)])
    }

    /// Multiply-and-fold of sixteen bytes at a time with two secret numbers. The text is asked for if the key does not
    /// hold it all.
    #[inline(always)]
    pub(super) fn hash<'n>(self, Key([a, b, c, d]): Key, name: impl FnOnce() -> &'n [u8]) -> Hashed {
        let [first, second] = self.0;
        let low = fold(a ^ first, b ^ second);
        let high = fold(c ^ first.rotate_left(23), d ^ second.rotate_left(41));
        let mut state = low ^ high;
        if Key([a, b, c, d]).is_long() {
            state = self.go_on(state, name());
        }
        Hashed(fold(state ^ second, 0x9e37_79b9_7f4a_7c15))
    }

    /// Takes what a key does not hold. The last bytes may be taken twice.
    fn go_on(self, mut state: u64, name: &[u8]) -> u64 {
        let [first, second] = self.0;
        let blocks = name[HELD..name.len() - 1].as_chunks::<16>().0;
        for block in blocks.iter().chain(name.last_chunk()) {
            let word = u128::from_le_bytes(*block);
            state = fold(state ^ word as u64, second ^ (word >> 64) as u64);
        }
        fold(state ^ first, name.len() as u64 | 1 << 63)
    }

    /// Twice 64 bits that hardly two texts share.
    pub(super) fn wide(self, text: &[u8]) -> u128 {
        let [first, second] = self.0;
        let (key, other) =
            (Key::of(text, 0..text.len()), Self([second.rotate_left(17), first.rotate_left(47)]));
        u128::from(self.hash(key, || text).0) << 64 | u128::from(other.hash(key, || text).0)
    }
}

/// Asks for memory that is read soon, so that it comes near meanwhile.
#[inline(always)]
fn prefetch<T>(list: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(value) = list.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: this is a hint; it reads nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (list, at);
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl Names {
    pub(super) fn new(secret: Secret) -> Self {
        Self {
            text: Vec::new(),
            ends: Vec::new(),
            keys: Vec::new(),
            slots: vec![0; 1 << 10],
            shift: 54,
            secret,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    #[inline(always)]
    pub(super) fn hash<'n>(&self, key: Key, name: impl FnOnce() -> &'n [u8]) -> Hashed {
        self.secret.hash(key, name)
    }

    #[inline(always)]
    fn first_slot(&self, hash: Hashed) -> usize {
        (hash.0 >> self.shift) as usize
    }

    /// Asks for the slot of a hash, the first of three places in memory that [`Names::number`] reads.
    #[inline(always)]
    pub(super) fn call_slot(&self, hash: Hashed) {
        prefetch(&self.slots, self.first_slot(hash));
    }

    /// Asks for the key behind a slot that was asked for some time ago.
    #[inline(always)]
    pub(super) fn call_key(&self, hash: Hashed) {
        prefetch(&self.keys, (self.slots[self.first_slot(hash)] as usize).wrapping_sub(1));
    }

    /// Asks for the text behind a key that was asked for some time ago.
    #[inline(always)]
    pub(super) fn call_text(&self, hash: Hashed) {
        let Some(number) = self.slots[self.first_slot(hash)].checked_sub(1) else { return };
        if self.keys[number as usize].is_long() {
            prefetch(self.get(number), HELD);
        }
    }

    /// The number of a name. Its text is asked for if its key does not hold it all, and if it is new.
    #[inline(always)]
    pub(super) fn number<'n>(&mut self, key: Key, hash: Hashed, name: impl Fn() -> &'n [u8]) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = self.first_slot(hash);
        loop {
            let Some(number) = self.slots[slot].checked_sub(1) else {
                return self.add(name(), key, slot);
            };
            if self.keys[number as usize] == key && (!key.is_long() || self.get(number) == name()) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of a name whose key need not be made before.
    pub(super) fn intern(&mut self, name: &[u8]) -> u32 {
        let key = Key::of(name, 0..name.len());
        self.number(key, self.hash(key, || name), || name)
    }

    #[cold]
    fn add(&mut self, name: &[u8], key: Key, slot: usize) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("fewer than 2³² names fit into memory");
        self.text.extend_from_slice(name);
        self.ends.push(self.text.len());
        pages::reserve(&mut self.keys, 1);
        self.keys.push(key);
        self.slots[slot] = number + 1;
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        self.shift -= 1;
        let mut slots = pages::buffer(self.slots.len() * 2);
        slots.resize(self.slots.len() * 2, 0);
        let mask = slots.len() - 1;
        for number in 0..self.ends.len() as u32 {
            let hash = self.hash(self.keys[number as usize], || self.get(number));
            let mut slot = self.first_slot(hash);
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
        self.slots = slots;
    }

    /// The names as text; they came in as UTF-8.
    pub(super) fn to_list(&self) -> TextList {
        let text = |number| std::str::from_utf8(self.get(number)).unwrap_or_default();
        (0..self.ends.len() as u32).map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_by_first_appearance_and_told_apart_under_one_hash() {
        let mut names = Names::new(Secret::random());
        let spellings: Vec<_> = (0..5_000).map(|n| format!("Name {n}")).collect();
        for (number, name) in spellings.iter().enumerate() {
            assert_eq!(names.intern(name.as_bytes()), number as u32);
        }
        assert_eq!(names.intern(b"Name 17"), 17);
        let mut forced = Names::new(Secret::random());
        let number = |names: &mut Names, name: &str| {
            names.number(Key::of(name.as_bytes(), 0..name.len()), Hashed(7), || name.as_bytes())
        };
        assert_eq!([number(&mut forced, "a"), number(&mut forced, "b"), number(&mut forced, "a")], [0, 1, 0]);
        assert_eq!(forced.to_list().iter().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn keys_and_hashes_see_the_name_alone() {
        let secret = Secret::random();
        let long = "Ann Ben Cleo Dan Eve Fay Gus Hal Ivy Joe Kim Lou Mia Ned";
        let mut known = Names::new(secret);
        for length in 0..long.len() {
            let name = &long[..length];
            let [alone, followed] =
                [name.to_owned(), format!("{name}, and so on and so on and so on and so on")]
                    .map(|text| Key::of(text.as_bytes(), 0..length));
            assert_eq!(alone, followed);
            assert_eq!(alone.is_long(), length > HELD);
            assert_eq!(known.intern(name.as_bytes()), length as u32);
        }
        let texts = ["", "a", "a\0", long, "Ann Ben Cleo Dan Eve Fay Gus Hal Ivy Joe Kim Lou Mia Nod"];
        let hashes: std::collections::BTreeSet<_> = texts.map(|text| secret.wide(text.as_bytes())).into();
        assert_eq!(hashes.len(), texts.len());
    }
}
