//! Text in, [`Parse`] out: tokens, tags, heads, lemmas and named-entity spans of English text.
//!
//! This folder knows grammar and nothing of meetings or statements; meaning begins in [`crate::extract`].

mod labels;
mod parse;

pub use labels::{Dep, NameLabel, Pos, Tag};
pub use parse::{NameSpan, Parse, Token};
