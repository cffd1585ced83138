//! Text in, [`Parse`] out: tokens, tags, heads, lemmas and named-entity spans of English text.
//!
//! Grammar that another parser found comes from a file instead: [`read_conllu`], [`read_spacy`].
//!
//! This folder knows grammar and nothing of meetings or statements; meaning begins in [`crate::extract`].

mod blocks;
mod conllu;
#[cfg(feature = "english")]
mod english;
mod labels;
mod parse;
mod parsed;
mod spacy;

pub use blocks::{BLOCK_TOKENS, blocks};
pub use conllu::{read_conllu, write_conllu};

#[cfg(feature = "english")]
pub use english::{English, Kernel, Parser};
pub use labels::{Dep, NameLabel, Pos, Tag};
pub use parse::{NameSpan, Parse, Token};
pub use parsed::ParsedText;
pub use spacy::read_spacy;
