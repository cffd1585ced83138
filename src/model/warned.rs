//! Doubt is data: a result together with what went wrong on the way.

use serde::{Deserialize, Serialize};

/// A message about something that was skipped, repaired or doubtful, with the place it concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// File name or document the message is about; never an absolute path.
    pub origin: String,
    /// One sentence: what was found and what was done about it.
    pub message: String,
}

/// A value and the warnings collected while making it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// What the reader should know about it, in order of occurrence.
    pub warnings: Vec<Warning>,
}

impl<T> Warned<T> {
    /// A result without warnings.
    pub fn clean(value: T) -> Self {
        Self { value, warnings: Vec::new() }
    }

    /// Adds one warning.
    pub fn warn(&mut self, origin: impl Into<String>, message: impl Into<String>) {
        self.warnings.push(Warning { origin: origin.into(), message: message.into() });
    }
}
