//! Where something is written: document, byte span and the words themselves.

use serde::{Deserialize, Serialize};

/// A stretch of one document's text.
///
/// Offsets count UTF-8 bytes from 0, end exclusive; `text` equals the document's text at that place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words at that place.
    pub text: String,
}

impl TextSpan {
    /// The span `start..end` of `text`; empty if the offsets do not fall on character borders.
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        Self { start, end, text: text.get(start..end).unwrap_or_default().to_owned() }
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(&self, other: &TextSpan) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The sentence that proves something, and where it stands (a text position and a text quote selector in one,
/// after the W3C Web Annotation Data Model, 2017).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// Id of the document.
    pub document: String,
    /// First byte of the sentence.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The sentence, exactly as it stands in the document.
    pub quote: String,
}
