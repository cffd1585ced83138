//! Whether something is told as having taken place.

use serde::{Deserialize, Serialize};

/// Whether an event is told as fact, as a plan, as a possibility or as not having happened.
///
/// Ordered from the weakest to the strongest, so that the certainty of a chain is the minimum over its steps.
/// On whose word an event stands is kept apart, in `claimed_by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Told as not having happened, or called off.
    Denied,
    /// Offered, suggested, conditional or hypothetical.
    Proposed,
    /// Announced, scheduled or agreed for later.
    Planned,
    /// Told as a fact.
    Happened,
}

impl Certainty {
    /// All values, strongest first.
    pub const ALL: [Certainty; 4] = [Self::Happened, Self::Planned, Self::Proposed, Self::Denied];

    /// The word used in files, filters and pictures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Proposed => "proposed",
            Self::Denied => "denied",
        }
    }

    /// The value written `text`, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }
}

impl std::fmt::Display for Certainty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
