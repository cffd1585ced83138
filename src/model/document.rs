//! A text and what is known about it.

use super::ids::content_hash;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Extensions of files that hold one article each.
pub const TEXT_EXTENSIONS: &[&str] = &["txt", "text", "md", "markdown"];

/// What a reader told us about a text, apart from the text itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// File name without folder, or record id; shown to people.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Agency, newspaper or other publisher.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// One text with its metadata, identified by the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// `doc-` and the first twelve hex digits of `sha256`.
    pub id: String,
    /// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// File name without folder, or record id.
    pub name: String,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Length of the text in bytes.
    pub bytes: usize,
    /// The text itself; left out of saved cases unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Document {
    /// A document made of `text`.
    ///
    /// ```
    /// use sociogram::model::{Document, Metadata};
    /// let document = Document::new("Anna met Ben.", Metadata { name: "note".into(), ..Metadata::default() });
    /// assert_eq!(document.bytes, 13);
    /// assert!(document.id.starts_with("doc-"));
    /// ```
    pub fn new(text: impl Into<String>, metadata: Metadata) -> Self {
        let text = text.into();
        let sha256 = content_hash(text.as_bytes());
        Self {
            id: format!("doc-{}", &sha256[..12]),
            sha256,
            name: metadata.name,
            title: metadata.title,
            date: metadata.date,
            publisher: metadata.publisher,
            url: metadata.url,
            bytes: text.len(),
            text: Some(text),
        }
    }

    /// The name without the extension of an article file: a record's id stays, `story.txt` gives `story`.
    pub fn stem(&self) -> &str {
        match self.name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && TEXT_EXTENSIONS.contains(&extension) => stem,
            _ => &self.name,
        }
    }

    /// What to call the document in a list of sources: title, else name.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}
