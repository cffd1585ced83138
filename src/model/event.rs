//! Something reported between entities, with date, place, certainty and its evidence.

use super::certainty::Certainty;
use super::confidence::Confidence;
use super::evidence::{Evidence, TextSpan};
use super::kind::{EventKind, Layer};
use super::when::When;
use serde::{Deserialize, Serialize};

/// What a participant does in an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParticipantRole {
    /// Takes part, no more known.
    #[default]
    Attendee,
    /// Comes to the other's place.
    Visitor,
    /// Receives at home, office, country.
    Host,
    /// Third party between adversaries, as the text says.
    Mediator,
    /// Who rang.
    Caller,
    /// Who was rung.
    Callee,
    /// Who asked the questions.
    Questioner,
    /// Whose words it is.
    Speaker,
    /// To whom they are said.
    Addressee,
    /// Named as not taking part; never a tie.
    Absent,
}

impl ParticipantRole {
    /// All roles.
    pub const ALL: [ParticipantRole; 10] = [
        Self::Attendee,
        Self::Visitor,
        Self::Host,
        Self::Mediator,
        Self::Caller,
        Self::Callee,
        Self::Questioner,
        Self::Speaker,
        Self::Addressee,
        Self::Absent,
    ];

    /// The role written `text`, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attendee => "attendee",
            Self::Visitor => "visitor",
            Self::Host => "host",
            Self::Mediator => "mediator",
            Self::Caller => "caller",
            Self::Callee => "callee",
            Self::Questioner => "questioner",
            Self::Speaker => "speaker",
            Self::Addressee => "addressee",
            Self::Absent => "absent",
        }
    }
}

/// One entity's part in an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// Entity id.
    pub entity: String,
    /// What it does there.
    #[serde(default)]
    pub role: ParticipantRole,
    /// Number of its delegation in this event, if the event has sides; members of one side did not meet each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<u8>,
}

/// A party as one sentence words it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportedParty {
    /// The entity it resolves to; none for parties that are no node ("reporters").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The words.
    pub span: TextSpan,
    /// What it does there.
    #[serde(default)]
    pub role: ParticipantRole,
    /// Number of its delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<u8>,
}

/// A place as one sentence words it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportedPlace {
    /// The place entity it resolves to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The words.
    pub span: TextSpan,
}

/// One telling of an event: a sentence of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventReport {
    /// Hash of document and trigger span; see [`super::span_id`].
    pub id: String,
    /// The whole sentence.
    pub evidence: Evidence,
    /// The word that tells the event: "met", "talks".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<TextSpan>,
    /// The parties as worded here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<ReportedParty>,
    /// The place as worded here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<ReportedPlace>,
    /// The time as worded here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TextSpan>,
    /// How this sentence tells it.
    pub certainty: Certainty,
    /// On whose word, as an entity id, if the sentence puts it in somebody's mouth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// How far this reading may be trusted.
    #[serde(default)]
    pub confidence: Confidence,
    /// Which rule made it and which doubts lower it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// Something that happened, is planned, proposed or denied between entities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `ev-` and twelve hex digits, from its first report.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Whether it happened.
    pub certainty: Certainty,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where: the id of a place entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The source on whose word alone it stands: an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// How far the reading may be trusted: that of its best report.
    #[serde(default)]
    pub confidence: Confidence,
    /// For a [`EventKind::Tell`]: the statement that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Every telling, in order of document and offset.
    pub reports: Vec<EventReport>,
}

impl Event {
    /// The layer of its kind.
    pub fn layer(&self) -> Layer {
        self.kind.layer()
    }

    /// Number of different documents that tell it.
    pub fn corroboration(&self) -> usize {
        let documents: std::collections::BTreeSet<_> =
            self.reports.iter().map(|report| report.evidence.document.as_str()).collect();
        documents.len()
    }

    /// Whether it stands only on the word of somebody who did not take part.
    pub fn is_third_party_claim(&self) -> bool {
        self.claimed_by.as_ref().is_some_and(|source| !self.involves(source))
    }

    /// Whether reports disagree on whether it took place.
    pub fn is_contested(&self) -> bool {
        let told = |certainty| self.reports.iter().any(|report| report.certainty == certainty);
        told(Certainty::Happened) && told(Certainty::Denied)
    }

    /// Whether the entity with this id takes part (absentees do not).
    pub fn involves(&self, entity: &str) -> bool {
        self.participants.iter().any(|p| p.entity == entity && p.role != ParticipantRole::Absent)
    }
}
