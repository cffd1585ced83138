//! Which event ids were there before. Ids of published tables are mostly numbers that rise, with gaps, so they are kept as
//! bits of pages.

use std::collections::{HashMap, HashSet};

/// The ids seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Bits of 64 keys each, by their common upper part.
    pages: HashMap<u128, u64>,
    /// The page of the last key, not in the map.
    current: (u128, u64),
    others: HashSet<u128>,
}

/// The mark of keys that are hashes, not numbers.
pub(super) const HASHED: u128 = 1 << 127;

impl Seen {
    /// Adds a key; false if it was there.
    #[inline]
    pub(super) fn add(&mut self, key: u128) -> bool {
        if key >= HASHED {
            return self.others.insert(key);
        }
        let (page, bit) = (key >> 6, 1 << (key & 63));
        if page != self.current.0 {
            self.turn_to(page);
        }
        let is_new = self.current.1 & bit == 0;
        self.current.1 |= bit;
        is_new
    }

    #[cold]
    fn turn_to(&mut self, page: u128) {
        let (old, bits) = self.current;
        if bits != 0 {
            self.pages.insert(old, bits);
        }
        self.current = (page, self.pages.get(&page).copied().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_set(keys in prop::collection::vec(prop_oneof![0u128..200, Just(HASHED | 3)], 0..200)) {
            let (mut seen, mut plain) = (Seen::default(), HashSet::new());
            for key in keys {
                prop_assert_eq!(seen.add(key), plain.insert(key));
            }
        }
    }
}
