//! Word lists: plain text beside this file, read once.
//!
//! Every list is a table of tab-separated fields; `|` separates alternatives inside a field, `#` starts a comment line.
//! Keys are lower case, so look-ups take lower-case words.

mod names;
mod records;
mod verbs;
mod whereabouts;

pub(crate) use names::{Gender, TitleClass, gazetteer};
pub(crate) use records::{is_document, is_record};
pub(crate) use verbs::{ContactVerb, SpeechVerb, contact_noun, contact_verb, speech_verb, support_verb};
pub use whereabouts::country_of;

/// Fields of every entry of a list.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|l| l.split('\t').collect())
}

/// Alternatives of a field.
fn alternatives(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').map(str::trim).filter(|text| !text.is_empty() && *text != "-")
}
