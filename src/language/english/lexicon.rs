//! Word forms and the features the network sees of them, computed once per form.

use super::asset::Reader;
use super::chars::{Class, Classes};
use super::hash;
use crate::language::blocks::is_space;
use std::collections::HashMap;

/// From this length in characters on, a word's shape is `LONG`.
const LONG: usize = 100;
/// Equal characters of a shape are kept up to this number.
const SHAPE_RUN: usize = 4;

/// The vocabulary of the model: its symbols and norms.
pub(super) struct Vocabulary {
    symbols: HashMap<Box<str>, u64>,
    /// Normal forms by the id of the surface form.
    norms: HashMap<u64, Box<str>>,
}

impl Vocabulary {
    pub(super) fn read_symbols(reader: &mut Reader<'_>) -> HashMap<Box<str>, u64> {
        reader.list(|reader| (reader.text().into(), u64::from(reader.u32()))).into_iter().collect()
    }

    pub(super) fn read(reader: &mut Reader<'_>, symbols: HashMap<Box<str>, u64>) -> Vocabulary {
        let norms = reader.list(|reader| (reader.u64(), reader.text().into())).into_iter().collect();
        Vocabulary { symbols, norms }
    }

    /// Number of a text: a small one for a symbol, a hash for any other.
    pub(super) fn id(&self, text: &str) -> u64 {
        match self.symbols.get(text) {
            Some(&id) => id,
            None if text.is_empty() => 0,
            None => hash::murmur64(text.as_bytes()),
        }
    }

    /// Normal form of a word without special case.
    fn norm(&self, text: &str) -> Box<str> {
        self.norms.get(&self.id(text)).cloned().unwrap_or_else(|| text.to_lowercase().into())
    }
}

/// A word form; two forms with the same text differ if a special case gives one of them another norm.
pub(super) struct Lexeme {
    pub(super) text: Box<str>,
    pub(super) lower: Box<str>,
    pub(super) norm: Box<str>,
    /// Ids of norm, first character, last three characters and shape.
    features: [u64; 4],
    pub(super) is_space: bool,
}

impl Lexeme {
    /// `norm` is that of a special case, if one applies.
    pub(super) fn new(vocabulary: &Vocabulary, classes: &Classes, text: &str, norm: Option<&str>) -> Lexeme {
        let norm = norm.map_or_else(|| vocabulary.norm(text), Box::from);
        let parts = [&norm, prefix(text), suffix(text), &shape(classes, text)];
        Lexeme {
            features: parts.map(|part| vocabulary.id(part)),
            text: text.into(),
            lower: text.to_lowercase().into(),
            is_space: text.chars().all(is_space),
            norm,
        }
    }

    /// Features for the names' encoder.
    pub(super) fn features(&self) -> [u64; 4] {
        self.features
    }

    /// Features for the shared encoder; `space` tells whether a plain space belongs to the token.
    pub(super) fn features_in_text(&self, space: bool) -> [u64; 6] {
        let [norm, prefix, suffix, shape] = self.features;
        [norm, prefix, suffix, shape, u64::from(space), u64::from(self.is_space)]
    }
}

fn prefix(text: &str) -> &str {
    &text[..text.chars().next().map_or(0, char::len_utf8)]
}

fn suffix(text: &str) -> &str {
    let start = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &text[start..]
}

/// Letters as `x` or `X`, digits as `d`, the rest as it is; no more than four equal ones in a row.
fn shape(classes: &Classes, text: &str) -> String {
    if text.chars().nth(LONG - 1).is_some() {
        return "LONG".into();
    }
    let (mut shape, mut last, mut run) = (String::with_capacity(text.len()), None, 0);
    for c in text.chars() {
        let mapped = shape_of(&classes.letter, &classes.digit, c);
        run = if last == Some(mapped) { run + 1 } else { 1 };
        last = Some(mapped);
        if run <= SHAPE_RUN {
            shape.push(mapped);
        }
    }
    shape
}

fn shape_of(letter: &Class, digit: &Class, c: char) -> char {
    match c {
        _ if letter.contains(c) && c.is_uppercase() => 'X',
        _ if letter.contains(c) => 'x',
        _ if digit.contains(c) => 'd',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::English;
    use super::*;

    #[test]
    fn shapes_are_those_of_the_original() {
        let classes = English::shared().classes();
        let shape = |text: &str| shape(classes, text);
        assert_eq!(shape("McDonald's-2024"), "XxXxxxx'x-dddd");
        assert_eq!(shape("international"), "xxxx");
        assert_eq!(shape("x²①Ⅷ"), "xddⅧ");
        assert_eq!(shape(&"a".repeat(99)), "xxxx");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn prefix_and_suffix_count_characters() {
        assert_eq!((prefix("éa"), suffix("éabc"), suffix("é")), ("é", "abc", "é"));
    }
}
