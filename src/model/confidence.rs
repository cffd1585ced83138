//! How far a rule-made finding may be trusted.

use serde::{Deserialize, Serialize};

/// Confidence in percent, 0 to 100, given by rules (never by a network's floating-point score).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u8);

impl Confidence {
    /// What a person entered or confirmed.
    pub const CERTAIN: Confidence = Confidence(100);

    /// Confidence of `percent`, cut to 100.
    pub fn percent(percent: u8) -> Self {
        Self(percent.min(100))
    }

    /// The value in percent.
    pub fn as_percent(self) -> u8 {
        self.0
    }

    /// This confidence reduced by `points`, not below zero.
    #[must_use]
    pub fn less(self, points: u8) -> Self {
        Self(self.0.saturating_sub(points))
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::CERTAIN
    }
}

impl std::fmt::Display for Confidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} %", self.0)
    }
}
