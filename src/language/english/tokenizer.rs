//! Cuts text into tokens exactly as the original does: white space, special cases, affixes, infixes.

use super::affixes::Affixes;
use super::asset::Reader;
use super::chars::Classes;
use super::lexicon::{Lexeme, Vocabulary};
use super::url;
use crate::language::blocks::is_space;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Runs of characters longer than this, in bytes, are not remembered: they hardly ever come back.
const LONGEST_CACHED: usize = 64;

/// A token before grammar: a word form at a place of the text, offsets in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) lexeme: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether exactly one plain space follows and belongs to the token.
    pub(super) space: bool,
}

/// A token of a special case: its text and, if it has one of its own, its norm.
type SpecialToken = (Box<str>, Option<Box<str>>);

/// The rules.
pub(super) struct Tokenizer {
    pub(super) classes: Classes,
    affixes: Affixes,
    specials: HashMap<Box<str>, Vec<SpecialToken>>,
    longest_special: usize,
    /// Token sequences that special cases leave behind when affixes tore them apart, by their first token.
    torn: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
}

/// Word forms met so far and how runs of characters were cut; one per worker.
#[derive(Default)]
pub(super) struct Lexicon {
    pub(super) lexemes: Vec<Lexeme>,
    by_text: HashMap<Box<str>, u32>,
    by_text_and_norm: HashMap<(Box<str>, Box<str>), u32>,
    /// Lexemes of a run of characters.
    runs: HashMap<Box<str>, Box<[u32]>>,
    bytes: usize,
}

impl Lexicon {
    /// Number of word forms known, and bytes of their texts.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.lexemes.len(), self.bytes)
    }
}

impl Tokenizer {
    pub(super) fn read(reader: &mut Reader<'_>) -> Tokenizer {
        let classes = Classes::read(reader);
        let affixes = Affixes::read(reader);
        let specials: HashMap<Box<str>, _> =
            reader.list(|reader| (reader.text().into(), reader.list(special_token))).into_iter().collect();
        let mut torn: HashMap<Box<str>, Vec<_>> = HashMap::new();
        for pattern in reader.list(Reader::texts) {
            let pattern: Vec<Box<str>> = pattern.into_iter().map(Box::from).collect();
            torn.entry(pattern[0].clone()).or_default().push(pattern);
        }
        let longest_special = specials.keys().map(|text| text.len()).max().unwrap_or(0);
        Tokenizer { classes, affixes, specials, longest_special, torn }
    }

    /// Cuts `text`; new word forms are added to `lexicon`.
    pub(super) fn run(&self, vocabulary: &Vocabulary, text: &str, lexicon: &mut Lexicon) -> Vec<Piece> {
        let mut run =
            Run { rules: self, vocabulary, text, lexicon, pieces: Vec::with_capacity(text.len() / 4) };
        run.cut_at_spaces();
        run.mend_torn();
        run.pieces
    }

    fn special(&self, text: &str) -> Option<&Vec<SpecialToken>> {
        if text.len() <= self.longest_special { self.specials.get(text) } else { None }
    }
}

fn special_token(reader: &mut Reader<'_>) -> SpecialToken {
    let (text, norm) = (reader.text(), reader.text());
    (text.into(), (!norm.is_empty()).then(|| norm.into()))
}

/// One text being cut.
struct Run<'a> {
    rules: &'a Tokenizer,
    vocabulary: &'a Vocabulary,
    text: &'a str,
    lexicon: &'a mut Lexicon,
    pieces: Vec<Piece>,
}

impl Run<'_> {
    /// Runs of white space and of anything else alternate; one plain space belongs to the token before it.
    fn cut_at_spaces(&mut self) {
        let text = self.text;
        let (mut start, mut in_space) = (0, text.starts_with(is_space));
        for (at, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.emit(start, at);
            }
            start = at;
            if c == ' ' {
                start += 1;
                if let Some(last) = self.pieces.last_mut() {
                    last.space = true;
                }
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.emit(start, text.len());
        }
    }

    /// Adds the tokens of a run of characters.
    fn emit(&mut self, start: usize, end: usize) {
        let run = &self.text[start..end];
        if let Some(lexemes) = self.lexicon.runs.get(run) {
            let mut at = start;
            for &lexeme in lexemes {
                let end = at + self.lexicon.lexemes[lexeme as usize].text.len();
                self.pieces.push(Piece { lexeme, start: at, end, space: false });
                at = end;
            }
            return;
        }
        let first = self.pieces.len();
        match self.rules.special(run) {
            Some(tokens) => self.push_special(tokens, start),
            None => self.split(start, end),
        }
        if run.len() <= LONGEST_CACHED {
            let lexemes = self.pieces[first..].iter().map(|piece| piece.lexeme).collect();
            self.lexicon.runs.insert(run.into(), lexemes);
        }
    }

    /// Cuts affixes off, one at a time from both ends, until a special case or nothing more to cut is left.
    fn split(&mut self, mut start: usize, mut end: usize) {
        let (rules, text) = (self.rules, self.text);
        let mut suffixes = Vec::new();
        while start < end && rules.special(&text[start..end]).is_none() {
            let prefix = rules.affixes.prefix(&rules.classes, &text[start..end]);
            if prefix > 0 && rules.special(&text[start + prefix..end]).is_some() {
                self.push(start, start + prefix);
                start += prefix;
                break;
            }
            let suffix = rules.affixes.suffix(&rules.classes, &text[start + prefix..end]);
            if suffix > 0 {
                suffixes.push((end - suffix, end));
                // The special case may still hold the prefix that would have been cut as well.
                if rules.special(&text[start..end - suffix]).is_some() {
                    end -= suffix;
                    break;
                }
            }
            if prefix > 0 {
                self.push(start, start + prefix);
            }
            start += prefix;
            end -= suffix;
            if prefix + suffix == 0 {
                break;
            }
        }
        self.push_middle(start, end);
        for (start, end) in suffixes.into_iter().rev() {
            self.push(start, end);
        }
    }

    /// Adds what is left between the affixes.
    fn push_middle(&mut self, start: usize, end: usize) {
        let (rules, middle) = (self.rules, &self.text[start..end]);
        if let Some(tokens) = rules.special(middle) {
            return self.push_special(tokens, start);
        }
        if url::is_address(&rules.classes, middle) {
            return self.push(start, end);
        }
        let mut done = start;
        rules.affixes.infixes(&rules.classes, middle, |infix| {
            let (first, last) = (start + infix.start, start + infix.end);
            if first == start {
                return;
            }
            self.push(done, first);
            self.push(first, last);
            done = last;
        });
        self.push(done, end);
    }

    /// Adds a token, unless it is empty.
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            let lexeme = self.lexeme(&self.text[start..end], None);
            self.pieces.push(Piece { lexeme, start, end, space: false });
        }
    }

    fn push_special(&mut self, tokens: &[SpecialToken], start: usize) {
        let mut at = start;
        for (text, norm) in tokens {
            let lexeme = self.lexeme(text, norm.as_deref());
            self.pieces.push(Piece { lexeme, start: at, end: at + text.len(), space: false });
            at += text.len();
        }
    }

    fn lexeme(&mut self, text: &str, norm: Option<&str>) -> u32 {
        let known = match norm {
            None => self.lexicon.by_text.get(text),
            Some(norm) => self.lexicon.by_text_and_norm.get(&(text.into(), norm.into())),
        };
        if let Some(&lexeme) = known {
            return lexeme;
        }
        let id = self.lexicon.lexemes.len() as u32;
        self.lexicon.bytes += text.len();
        self.lexicon.lexemes.push(Lexeme::new(self.vocabulary, &self.rules.classes, text, norm));
        match norm {
            None => self.lexicon.by_text.insert(text.into(), id),
            Some(norm) => self.lexicon.by_text_and_norm.insert((text.into(), norm.into()), id),
        };
        id
    }

    fn piece_text(&self, piece: &Piece) -> &str {
        &self.text[piece.start..piece.end]
    }

    /// Puts special cases together again that affixes tore apart, the longest first.
    fn mend_torn(&mut self) {
        let mut found = self.torn_sequences();
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|&(start, end)| (Reverse(end - start), start));
        let mut taken = vec![false; self.pieces.len()];
        found.retain(|&(start, end)| {
            let free = !taken[start] && !taken[end - 1];
            taken[start..end].fill(true);
            free
        });
        found.sort_unstable();
        let old = std::mem::take(&mut self.pieces);
        let mut done = 0;
        for (start, end) in found {
            self.pieces.extend_from_slice(&old[done..start]);
            self.mend(&old[start..end]);
            done = end;
        }
        self.pieces.extend_from_slice(&old[done..]);
    }

    /// Ranges of tokens that look like a torn special case.
    fn torn_sequences(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (start, piece) in self.pieces.iter().enumerate() {
            for pattern in self.rules.torn.get(self.piece_text(piece)).into_iter().flatten() {
                let end = start + pattern.len();
                let fits = |pieces: &[Piece]| {
                    pieces.iter().zip(pattern).all(|(p, text)| self.piece_text(p) == &**text)
                };
                if self.pieces.get(start..end).is_some_and(fits) {
                    found.push((start, end));
                }
            }
        }
        found
    }

    /// Adds `pieces`, as the special case they spell if they do.
    fn mend(&mut self, pieces: &[Piece]) {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        match self.rules.special(&self.text[first.start..last.end]) {
            None => self.pieces.extend_from_slice(pieces),
            Some(tokens) => {
                self.push_special(tokens, first.start);
                if let Some(piece) = self.pieces.last_mut() {
                    piece.space = last.space;
                }
            }
        }
    }
}
