//! Text in, [`Parse`] out: tokens, tags, heads, lemmas and named-entity spans of English text.
//!
//! This folder knows grammar and nothing of meetings or statements; meaning begins in [`crate::extract`].

#[cfg(feature = "english")]
mod english;
mod labels;
mod parse;

#[cfg(feature = "english")]
pub use english::{BLOCK_TOKENS, English, Kernel, Parser, blocks};
pub use labels::{Dep, NameLabel, Pos, Tag};
pub use parse::{NameSpan, Parse, Token};
