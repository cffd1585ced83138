//! Words or a stance attributed to a source.

use super::confidence::Confidence;
use super::evidence::{Evidence, TextSpan};
use super::kind::StatementKind;
use super::when::When;
use serde::{Deserialize, Serialize};

/// How the content is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quotation {
    /// Wholly between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Both.
    Mixed,
}

impl Quotation {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// One attribution: who said what, to whom, about whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `st-` and twelve hex digits, from document and cue (or content) span.
    pub id: String,
    /// What it does.
    pub kind: StatementKind,
    /// Whose words: an entity id. None for a quotation that the text attributes to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The words that name the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_span: Option<TextSpan>,
    /// The word that ties source to content: "said", "according to".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<TextSpan>,
    /// What is said; more than one stretch if it is interrupted, none if only who spoke to whom is told.
    pub content: Vec<TextSpan>,
    /// Direct, indirect or mixed.
    pub quotation: Quotation,
    /// True for words; false for beliefs, wishes, plans and stances.
    pub speech: bool,
    /// To whom, as an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// The words that name the addressee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee_span: Option<TextSpan>,
    /// Whom it speaks of: entity ids, in order of first mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Where it was said: "state television", "a statement".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// On whose word alone it stands (A said that B said): an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// How far the reading may be trusted.
    #[serde(default)]
    pub confidence: Confidence,
    /// Which rule made it and which doubts lower it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The sentence or sentences that hold cue and content.
    pub evidence: Evidence,
}
