//! Nouns for writings and findings: a letter, a poll.

use super::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Whether the noun is a document, that is something issued in words.
static RECORDS: LazyLock<HashMap<&str, bool>> =
    LazyLock::new(|| rows(include_str!("records.txt")).map(|f| (f[0], f[1] == "document")).collect());

/// Whether this is a writing, a finding or a common noun for a body, which speaks for whoever made it.
pub(crate) fn is_record(lemma: &str) -> bool {
    RECORDS.contains_key(lemma)
}

/// Whether this is something that somebody issues in words: a statement, a letter.
pub(crate) fn is_document(lemma: &str) -> bool {
    RECORDS.get(lemma).copied().unwrap_or(false)
}
