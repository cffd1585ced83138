//! Names by number: every name is kept once, in order of first appearance.

use crate::model::TextList;
use std::hash::{BuildHasher, RandomState};

/// Names and their numbers. Hashing is keyed at random, so that nobody can make up names that all collide; the numbers do
/// not depend on the key.
#[derive(Debug)]
pub(super) struct Names {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Low half of the hash, and number plus one; 0 is free.
    slots: Vec<(u32, u32)>,
    shift: u32,
    keys: Keys,
}

/// The hash of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hashed(u64);

/// The secret of a hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keys([u64; 2]);

impl Keys {
    pub(super) fn random() -> Self {
        let random = RandomState::new();
        Self([random.hash_one(1u8), random.hash_one(2u8)])
    }

    /// Multiply-and-fold of eight bytes at a time with two secret keys.
    #[inline]
    pub(super) fn hash(self, name: &[u8]) -> Hashed {
        let [first, second] = self.0;
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            product as u64 ^ (product >> 64) as u64
        };
        let mut state = first ^ name.len() as u64;
        let (words, rest) = name.as_chunks::<8>();
        for word in words {
            state = fold(state ^ u64::from_le_bytes(*word), second | 1);
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            state = fold(state ^ u64::from_le_bytes(last), second | 1);
        }
        Hashed(fold(state ^ second, 0x9e37_79b9_7f4a_7c15))
    }

    /// Twice 64 bits that hardly two texts share.
    pub(super) fn wide(self, text: &[u8]) -> u128 {
        let [first, second] = self.0;
        let other = Self([second.rotate_left(17), first.rotate_left(41)]);
        u128::from(self.hash(text).0) << 64 | u128::from(other.hash(text).0)
    }
}

impl Names {
    pub(super) fn new(keys: Keys) -> Self {
        Self { text: Vec::new(), ends: Vec::new(), slots: vec![(0, 0); 1 << 10], shift: 54, keys }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    #[inline]
    pub(super) fn hash(&self, name: &[u8]) -> Hashed {
        self.keys.hash(name)
    }

    /// Brings the slot of a name near, so that several look-ups wait for memory together.
    #[inline]
    pub(super) fn touch(&self, hash: Hashed) -> u32 {
        self.slots[(hash.0 >> self.shift) as usize].1
    }

    /// The number of a name.
    #[inline]
    pub(super) fn number(&mut self, name: &[u8], hash: Hashed) -> u32 {
        let (tag, mask) = (hash.0 as u32, self.slots.len() - 1);
        let mut slot = (hash.0 >> self.shift) as usize;
        loop {
            let (known, number) = self.slots[slot];
            if number == 0 {
                return self.add(name, slot, tag);
            }
            if known == tag && self.get(number - 1) == name {
                return number - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of a name that need not be hashed before.
    pub(super) fn intern(&mut self, name: &[u8]) -> u32 {
        self.number(name, self.hash(name))
    }

    fn add(&mut self, name: &[u8], slot: usize, tag: u32) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("fewer than 2³² names fit into memory");
        self.text.extend_from_slice(name);
        self.ends.push(self.text.len());
        self.slots[slot] = (tag, number + 1);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        self.shift -= 1;
        let mut slots = vec![(0, 0); self.slots.len() * 2];
        let mask = slots.len() - 1;
        for number in 0..self.ends.len() as u32 {
            let hash = self.hash(self.get(number));
            let mut slot = (hash.0 >> self.shift) as usize;
            while slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (hash.0 as u32, number + 1);
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
        let mut names = Names::new(Keys::random());
        let spellings: Vec<_> = (0..5_000).map(|n| format!("Name {n}")).collect();
        for (number, name) in spellings.iter().enumerate() {
            assert_eq!(names.intern(name.as_bytes()), number as u32);
        }
        assert_eq!(names.intern(b"Name 17"), 17);
        let mut forced = Names::new(Keys::random());
        let number = |names: &mut Names, name: &str| names.number(name.as_bytes(), Hashed(7));
        assert_eq!([number(&mut forced, "a"), number(&mut forced, "b"), number(&mut forced, "a")], [0, 1, 0]);
        assert_eq!(forced.to_list().iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
