//! The English model: spaCy's small one, run by our own code and equal to it.
//!
//! A text goes through [`tokenizer`] (with [`affixes`], [`url`] and the word forms of [`lexicon`]), the network of
//! [`layers`] on the loops of [`kernel`], the transition systems [`arcs`] and [`names`], then [`tree`], [`ruler`] and
//! [`lemmatizer`]; [`model`] runs them in order and [`asset`] holds what they were trained to know.

mod affixes;
mod arcs;
mod asset;
mod chars;
mod hash;
mod kernel;
mod layers;
mod lemmatizer;
mod lexicon;
mod model;
mod names;
mod ruler;
mod tokenizer;
mod tree;
mod url;

pub use kernel::Kernel;
pub use model::{English, Parser};
