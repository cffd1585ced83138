//! Adjectives that a text makes of the names of states which the lists do not know: "Varnian" of Varnia.

use super::lexicon::gazetteer;
use super::page::Page;
use crate::language::Pos;
use std::collections::{BTreeMap, BTreeSet};

/// Letters that a name and its adjective share at least.
const STEM: usize = 4;

/// Capitalised words of a page with an ending of peoples, by their first letters.
#[derive(Default)]
pub(crate) struct Demonyms(BTreeMap<String, BTreeSet<String>>);

impl Demonyms {
    pub(crate) fn of(page: &Page<'_>) -> Self {
        let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for tok in 0..page.len() {
            let adjective =
                page.is_capitalised(tok) && matches!(page.pos(tok), Pos::Adj | Pos::Propn | Pos::Noun);
            let lower = page.lower(tok);
            if adjective && has_ending(lower) && gazetteer().first_name(lower).is_none() {
                words.entry(stem(lower)).or_default().insert(lower.to_owned());
            }
        }
        Self(words)
    }

    /// The adjectives that may belong to the name of an unlisted state, in lower case.
    pub(crate) fn of_name(&self, lower: &str) -> impl Iterator<Item = &str> {
        let single = !lower.contains(' ') && gazetteer().place(lower).is_none();
        let near = self.0.get(&stem(lower)).filter(|_| single);
        let name = lower.to_owned();
        near.into_iter().flatten().map(String::as_str).filter(move |word| is_demonym_of(word, &name))
    }
}

fn stem(lower: &str) -> String {
    lower.chars().take(STEM).collect()
}

fn has_ending(word: &str) -> bool {
    ["an", "ans", "ese", "ish", "i", "is", "er", "ers"].iter().any(|end| word.ends_with(end))
}

/// "varnian" of "varnia": all but the last letters of the name, and an ending of peoples.
pub(super) fn is_demonym_of(word: &str, name: &str) -> bool {
    let letters = name.chars().count();
    let kept: String = name.chars().take(letters.saturating_sub(2).max(STEM)).collect();
    word != name && word.starts_with(&kept) && has_ending(word) && word.chars().count() <= letters + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_belong_to_the_names_they_are_made_of() {
        assert!(is_demonym_of("varnian", "varnia"));
        assert!(is_demonym_of("kestevan", "kesteva"));
        assert!(!is_demonym_of("varnia", "varnia"));
        assert!(!is_demonym_of("kestevan", "varnia"));
    }
}
