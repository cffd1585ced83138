//! What the language model gives: the grammar of one text.

use super::labels::{Dep, NameLabel, Pos, Tag};
use serde::{Deserialize, Serialize};

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
