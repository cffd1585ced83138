//! The numbered list of texts that the report rests on.

use crate::model::{Case, Document, Evidence};
use crate::render::escape::markdown as safe;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The documents of a case with their numbers: by date, then title, then id.
pub(super) struct Sources<'a> {
    ordered: Vec<&'a Document>,
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(case: &'a Case) -> Self {
        let mut ordered: Vec<_> = case.documents.iter().collect();
        ordered
            .sort_by_key(|document| (document.date.is_none(), document.date, document.label(), &document.id));
        let numbers = ordered.iter().enumerate().map(|(n, document)| (document.id.as_str(), n + 1)).collect();
        Self { ordered, numbers }
    }

    /// `“The sentence.” [1]` as a block under a list item.
    pub(super) fn quote(&self, text: &mut String, evidence: &Evidence) {
        let number = self.numbers.get(evidence.document.as_str());
        let mark = number.map(|number| format!(" \\[{number}\\]")).unwrap_or_default();
        let quote = match evidence.quote.as_str() {
            "" => "no sentence".to_owned(),
            quote => format!("“{}”", safe(quote)),
        };
        let _ = writeln!(text, "  > {quote}{mark}");
    }

    pub(super) fn write(&self, text: &mut String) {
        super::heading(text, "Sources");
        if self.ordered.is_empty() {
            text.push_str("None.\n");
        }
        for (index, document) in self.ordered.iter().enumerate() {
            let mut parts = vec![safe(document.label())];
            parts.extend(document.publisher.as_deref().map(safe));
            parts.push(document.date.map_or("undated".to_owned(), |date| date.to_string()));
            parts.extend(document.url.as_deref().map(safe));
            if document.title.is_some() {
                parts.push(safe(&document.name));
            }
            let _ = writeln!(
                text,
                "{}. {} (SHA-256 `{}…`)",
                index + 1,
                parts.join(", "),
                document.sha256.get(..16).unwrap_or(&document.sha256)
            );
        }
    }
}
