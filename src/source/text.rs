//! Plain text: one article per file.
//!
//! A leading block of `Title:`, `Date:`, `Source:` and `URL:` lines is metadata. Spans refer to the *prose*: what
//! follows the block, with line ends turned into `\n`, without white space at both ends.

use super::english::looks_english;
use super::metadata::{self, Block};
use super::{File, Format, Input};
use crate::model::{Document, Metadata, TEXT_EXTENSIONS, Warned};
use std::borrow::Cow;

/// One article per file.
pub(super) const FORMAT: Format = Format {
    name: "text",
    about: "an article as plain text, with an optional head of Title:, Date:, Source:, URL: lines",
    extensions: TEXT_EXTENSIONS,
    recognise: |_| true,
    read,
};

fn read(file: File<'_>) -> Warned<Input> {
    let text = unix_lines(file.text);
    let Block { mut fields, prose, warnings } = metadata::split(&text);
    let mut input = Warned::clean(Input::default());
    for warning in warnings {
        input.warn(file.name, warning);
    }
    let prose = prose.trim();
    if prose.is_empty() {
        input.warn(file.name, "has a head but no text");
        return input;
    }
    if !looks_english(prose) {
        input.warn(file.name, NOT_ENGLISH);
    }
    fields.name = file.name.to_owned();
    input.value.documents.push(Document::new(prose, fields));
    input
}

/// What is said about a text in another language.
pub(super) const NOT_ENGLISH: &str = "does not look like English; the reading will be poor or empty";

/// The text with `\r\n` and lone `\r` turned into `\n`.
pub(super) fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Metadata without anything known.
impl Block<'_> {
    /// The whole text as prose.
    pub(super) fn bare(prose: &str) -> Block<'_> {
        Block { fields: Metadata::default(), prose, warnings: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(content: &str) -> String {
        read(File { name: "a.txt", text: content }).value.documents[0].text.clone().unwrap()
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(text_of("Anna spoke.\r\n\r\nBen left.\r\n"), "Anna spoke.\n\nBen left.");
    }

    #[test]
    fn the_same_prose_is_the_same_document() {
        let plain = read(File { name: "a.txt", text: "Anna spoke." });
        let headed = read(File { name: "b.txt", text: "Title: News\n\nAnna spoke.\r\n" });
        assert_eq!(plain.value.documents[0].id, headed.value.documents[0].id);
        assert_eq!(headed.value.documents[0].label(), "News");
    }

    #[test]
    fn a_head_alone_is_no_document() {
        let read = read(File { name: "a.txt", text: "Title: News\n" });
        assert!(read.value.documents.is_empty());
        assert_eq!(read.warnings.len(), 1);
    }
}
