//! Many patterns in one text, in one pass.

use std::collections::{BTreeSet, HashMap};

/// Bytes of a pattern by which it is looked up.
const HEAD: usize = 4;
/// Bits of the filter that most places of a text do not pass.
const FILTER_BITS: u32 = 20;

/// Patterns of whole words, found by their first word.
#[derive(Default)]
pub(super) struct Phrases<'a> {
    by_word: HashMap<&'a str, Vec<(&'a str, usize)>>,
}

impl<'a> Phrases<'a> {
    /// `phrase` is words with single spaces between; `number` is what a find of it gives.
    pub(super) fn add(&mut self, phrase: &'a str, number: usize) {
        let first = phrase.split(' ').next().unwrap_or_default();
        self.by_word.entry(first).or_default().push((phrase, number));
    }

    /// The numbers of all that stand in `text`, which is words with one space around each.
    pub(super) fn find(&self, text: &str, found: &mut BTreeSet<usize>) {
        let mut start = 0;
        for word in text.split(' ') {
            for (phrase, number) in self.by_word.get(word).into_iter().flatten() {
                let rest = &text[start..];
                if rest.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
                    found.insert(*number);
                }
            }
            start += word.len() + 1;
        }
    }
}

/// Patterns that are found anywhere, also within words.
pub(super) struct Fragments<'a> {
    by_head: HashMap<[u8; HEAD], Vec<(&'a str, usize)>>,
    filter: Vec<u64>,
}

impl Default for Fragments<'_> {
    fn default() -> Self {
        Self { by_head: HashMap::new(), filter: vec![0; 1 << (FILTER_BITS - 6)] }
    }
}

impl<'a> Fragments<'a> {
    /// Fragments of fewer than four bytes are left out: they would be found everywhere.
    pub(super) fn add(&mut self, fragment: &'a str, number: usize) {
        let Some(head) = fragment.as_bytes().first_chunk::<HEAD>() else { return };
        let (word, bit) = slot(*head);
        self.filter[word] |= bit;
        self.by_head.entry(*head).or_default().push((fragment, number));
    }

    pub(super) fn find(&self, text: &str, found: &mut BTreeSet<usize>) {
        for (at, head) in text.as_bytes().windows(HEAD).enumerate() {
            let head: [u8; HEAD] = head.try_into().expect("windows have this length");
            let (word, bit) = slot(head);
            if self.filter[word] & bit == 0 {
                continue;
            }
            for (fragment, number) in self.by_head.get(&head).into_iter().flatten() {
                if text.as_bytes()[at..].starts_with(fragment.as_bytes()) {
                    found.insert(*number);
                }
            }
        }
    }
}

/// Where a head stands in the filter: multiplicative hashing (Knuth 1998, *The Art of Computer Programming*, volume 3).
fn slot(head: [u8; HEAD]) -> (usize, u64) {
    let hash = u32::from_le_bytes(head).wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_and_fragments_are_not() {
        let (mut phrases, mut fragments) = (Phrases::default(), Fragments::default());
        for (number, words) in ["al", "ed geid", "edge", "x y z"].into_iter().enumerate() {
            phrases.add(words, number);
            fragments.add(words, number);
        }
        let found = |text: &str| {
            let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
            phrases.find(text, &mut whole);
            fragments.find(text, &mut parts);
            (whole.into_iter().collect::<Vec<_>>(), parts.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(found(" partial edges ed geid "), (vec![1], vec![1, 2]));
        assert_eq!(found(" x y x y z al "), (vec![0, 3], vec![3]));
        assert_eq!(found(""), (vec![], vec![]));
    }
}
