//! What became of something between two states of a case.

use serde::Serialize;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Only the newer case has it.
    New,
    /// Only the older case has it.
    Gone,
    /// Both have it, but not alike.
    Changed,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Change; 3] = [Self::New, Self::Gone, Self::Changed];

    /// The word used in files and pictures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }

    /// The sign that stands for the word where there is no room.
    pub fn sign(self) -> &'static str {
        match self {
            Self::New => "+",
            Self::Gone => "−",
            Self::Changed => "±",
        }
    }
}
