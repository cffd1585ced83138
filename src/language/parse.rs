//! What the language model gives: the grammar of one text.

use super::labels::{Dep, NameLabel, Pos, Tag};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One word, punctuation mark or run of white space.
///
/// Offsets count UTF-8 bytes into the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether exactly one plain space follows and belongs to this token.
    pub space: bool,
    /// Normal form ("n't" → "not").
    pub norm: String,
    /// Fine part-of-speech tag.
    pub tag: Tag,
    /// Coarse part of speech.
    pub pos: Pos,
    /// Morphological features as `Key=Value|Key=Value`, empty if none.
    pub morph: String,
    /// Dictionary form.
    pub lemma: String,
    /// Label of the arc to the head.
    pub dep: Dep,
    /// Index of the head token; a root is its own head.
    pub head: usize,
}

/// A named-entity span over whole tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameSpan {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What the model takes it for.
    pub label: NameLabel,
}

/// The grammar of one text: tokens in order, sentences and names as token ranges.
///
/// Heads form one tree per sentence; `sentences` covers all tokens without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parse {
    /// All tokens in text order.
    pub tokens: Vec<Token>,
    /// Token ranges `(first, one past last)` of the sentences, in order.
    pub sentences: Vec<(usize, usize)>,
    /// Named-entity spans, in order, not overlapping.
    pub names: Vec<NameSpan>,
}

impl Parse {
    /// The grammar of the bytes `range` of the text, offsets counted from its start; heads outside are cut, so that their
    /// words become roots.
    pub fn cut(&self, range: Range<usize>) -> Self {
        let from = self.tokens.partition_point(|token| token.start < range.start);
        let end = self.tokens.partition_point(|token| token.end <= range.end).max(from);
        let mut tokens = self.tokens[from..end].to_vec();
        for (index, token) in tokens.iter_mut().enumerate() {
            token.start -= range.start;
            token.end -= range.start;
            token.head = if (from..end).contains(&token.head) { token.head - from } else { index };
            if token.head == index {
                token.dep = Dep::Root;
            }
        }
        let inside = |start: usize, stop: usize| (start.max(from), stop.min(end));
        let sentences = self.sentences.iter().map(|&(start, stop)| inside(start, stop));
        let sentences = sentences.filter(|(start, stop)| start < stop);
        let names = self.names.iter().filter(|name| from <= name.start && name.end <= end);
        Self {
            tokens,
            sentences: sentences.map(|(start, stop)| (start - from, stop - from)).collect(),
            names: names
                .map(|name| NameSpan { start: name.start - from, end: name.end - from, ..*name })
                .collect(),
        }
    }

    /// Adds the grammar of the text that follows, which begins at byte `offset`.
    pub fn extend(&mut self, next: Self, offset: usize) {
        let base = self.tokens.len();
        self.tokens.extend(next.tokens.into_iter().map(|token| Token {
            start: token.start + offset,
            end: token.end + offset,
            head: token.head + base,
            ..token
        }));
        self.sentences.extend(next.sentences.into_iter().map(|(start, end)| (start + base, end + base)));
        let names = next.names.into_iter();
        self.names.extend(names.map(|name| NameSpan {
            start: name.start + base,
            end: name.end + base,
            ..name
        }));
    }
}
