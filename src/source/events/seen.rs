//! Which event ids were there before. Ids of published tables are mostly numbers in a row, so runs of them are kept.

use std::collections::{BTreeMap, HashSet};

/// The ids seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    runs: BTreeMap<u128, u128>,
    /// The run that grows, not in the map; the next run begins at `limit`.
    current: Option<(u128, u128)>,
    limit: u128,
    others: HashSet<u128>,
}

/// The mark of keys that are hashes, not numbers.
pub(super) const HASHED: u128 = 1 << 127;

impl Seen {
    /// Adds a key; false if it was there.
    #[inline]
    pub(super) fn add(&mut self, key: u128) -> bool {
        if let Some((_, last)) = &mut self.current
            && key == *last + 1
            && key < self.limit
        {
            *last = key;
            return true;
        }
        if key >= HASHED { self.others.insert(key) } else { self.add_number(key) }
    }

    fn add_number(&mut self, key: u128) -> bool {
        if let Some((first, last)) = self.current.take() {
            self.runs.insert(first, last);
        }
        let before = self.runs.range(..=key).next_back().map(|(&first, &last)| (first, last));
        let first = match before {
            Some((_, last)) if key <= last => return false,
            Some((first, last)) if key == last + 1 => {
                self.runs.remove(&first);
                first
            }
            _ => key,
        };
        self.limit = self.runs.range(key + 1..).next().map_or(HASHED, |(&first, _)| first);
        self.current = Some((first, key));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_set(keys in prop::collection::vec(prop_oneof![0u128..40, Just(HASHED | 3)], 0..200)) {
            let (mut seen, mut plain) = (Seen::default(), HashSet::new());
            for key in keys {
                prop_assert_eq!(seen.add(key), plain.insert(key));
            }
        }
    }
}
