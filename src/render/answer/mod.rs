//! Answers to questions: as a table for a terminal, JSON, CSV or Markdown.

mod csv;
mod json;
mod markdown;
mod pairs;
mod rows;
#[cfg(feature = "cli")]
mod table;

pub use csv::answer_csv;
pub use json::answer_json;
pub use markdown::answer_markdown;
pub use pairs::write_pairs_csv;
#[cfg(feature = "cli")]
pub use table::answer_table;

/// How an answer can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For people on a terminal.
    Table,
    /// Everything, for programs.
    Json,
    /// One row per event or per row of a list, for spreadsheets.
    Csv,
    /// For a text that people go on writing.
    Markdown,
}

impl AnswerFormat {
    /// All formats.
    pub const ALL: [AnswerFormat; 4] = [Self::Table, Self::Json, Self::Csv, Self::Markdown];

    /// The word used for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "md",
        }
    }
}
