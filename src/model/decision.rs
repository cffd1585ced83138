//! What people decide about a case: identity, verdicts on events, notes. Plain records, one JSON object a line.
//!
//! A decision points at words in texts ([`Pointer`]), not at names: it still holds when a name is corrected or the texts
//! are read again by a newer version. [`crate::revise`] applies decisions.

use super::certainty::Certainty;
use super::entity::{Entity, EntityKind};
use super::ids::content_hash;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most words that one reference to an entity points at.
const POINTERS: usize = 4;

/// Words in a text that a decision holds on to: of a mention, of an event's report, of a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pointer {
    /// Id of the mention, report or statement.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// An entity that a decision is about: its name, and words that name it. A record written by hand may give the name (or
/// id) alone, as a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "EntityForm")]
pub struct EntityRef {
    /// Name at the time of the decision; found again by this if no mention is.
    pub name: String,
    /// Some of its mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Pointer>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EntityForm {
    Name(String),
    Full {
        name: String,
        #[serde(default)]
        mentions: Vec<Pointer>,
    },
}

impl From<EntityForm> for EntityRef {
    fn from(form: EntityForm) -> Self {
        match form {
            EntityForm::Name(name) => Self { name, mentions: Vec::new() },
            EntityForm::Full { name, mentions } => Self { name, mentions },
        }
    }
}

impl EntityRef {
    /// A reference to `entity` by its name and up to four mentions, of different documents where it can be; those that
    /// say the full name come first.
    pub fn to(entity: &Entity) -> Self {
        let mut mentions: Vec<_> = entity.mentions.iter().collect();
        mentions.sort_by_key(|m| (m.span.text != entity.name, &m.document, m.span.start));
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for mention in mentions {
            let new = !first.iter().any(|known: &&super::Mention| known.document == mention.document);
            if new { first.push(mention) } else { rest.push(mention) }
        }
        let pointers = first.into_iter().chain(rest).take(POINTERS).map(|mention| Pointer {
            id: mention.id.clone(),
            document: mention.document.clone(),
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.text.clone(),
        });
        Self { name: entity.name.clone(), mentions: pointers.collect() }
    }
}

/// An event or statement that a decision is about. A record written by hand may give the id of the event, report or
/// statement alone, as a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FindingForm")]
pub struct FindingRef {
    /// What it says, for people: "Anna Keller met Ben Osei".
    pub text: String,
    /// Its reports, or the statement.
    pub reports: Vec<Pointer>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FindingForm {
    Id(String),
    Full {
        #[serde(default)]
        text: String,
        reports: Vec<Pointer>,
    },
}

impl From<FindingForm> for FindingRef {
    fn from(form: FindingForm) -> Self {
        match form {
            FindingForm::Id(id) => {
                let pointer = Pointer { id, document: String::new(), start: 0, end: 0, text: String::new() };
                Self { text: pointer.id.clone(), reports: vec![pointer] }
            }
            FindingForm::Full { text, reports } => Self { text, reports },
        }
    }
}

/// What an event or statement should say instead; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Correction {
    /// Whether it took place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// Kind of event or of statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Day, month, year or period, in the EDTF profile of [`super::When`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Name of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Everybody who took part; empty for no change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<EntityRef>,
    /// Who said it, for a statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<EntityRef>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Action {
    /// Several entries are one; `keep` gives name and kind.
    Same {
        /// The entry that stays.
        keep: EntityRef,
        /// Those that become part of it.
        merge: Vec<EntityRef>,
    },
    /// Two entries are never one.
    NotTheSame {
        /// The two.
        entities: [EntityRef; 2],
    },
    /// The entry gets another name; the old one becomes an alias.
    Rename {
        /// The entry.
        entity: EntityRef,
        /// Its name from now on.
        name: String,
    },
    /// One entry is two: what some documents or mentions name is somebody else.
    Split {
        /// The entry that stays with the rest.
        entity: EntityRef,
        /// Documents (ids) whose mentions are somebody else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<String>,
        /// Single mentions that are somebody else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<Pointer>,
        /// Name of the somebody else; their longest mention if none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// A person is an organisation, a place …
    SetKind {
        /// The entry.
        entity: EntityRef,
        /// What it is.
        kind: EntityKind,
    },
    /// The camp or delegation that the entry belongs to.
    SetSide {
        /// The entry.
        entity: EntityRef,
        /// The side; none for no side at all.
        #[serde(default)]
        side: Option<String>,
    },
    /// The texts do say this.
    Confirm {
        /// The event or statement.
        target: FindingRef,
    },
    /// The texts do not say this.
    Reject {
        /// The event or statement.
        target: FindingRef,
    },
    /// The texts say something else.
    Correct {
        /// The event or statement.
        target: FindingRef,
        /// What they say.
        set: Correction,
    },
    /// A remark without effect on the graph.
    Note {
        /// What it is about; the case as a whole if nothing is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entity: Option<EntityRef>,
        /// What it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<FindingRef>,
        /// The remark.
        text: String,
    },
    /// A decision is taken back.
    Undo {
        /// Its id.
        of: String,
    },
}

/// One decision: what, by whom, when, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `de-` and twelve hex digits of the rest; see [`Decision::sealed`].
    #[serde(default)]
    pub id: String,
    /// One more than the highest number that the author knew of (Lamport 1978, *Time, Clocks, and the Ordering of Events
    /// in a Distributed System*): the order of decisions in force, whatever the order of lines.
    #[serde(default)]
    pub n: u64,
    /// What is decided.
    #[serde(flatten)]
    pub action: Action,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Date>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Decision {
    /// A decision with everything but its place in the order.
    pub fn new(action: Action, by: Option<String>, when: Option<Date>, why: Option<String>) -> Self {
        Self { id: String::new(), n: 0, action, by, when, why }
    }

    /// The same decision as number `n`, with its id.
    #[must_use]
    pub fn sealed(mut self, n: u64) -> Self {
        self.n = n;
        self.id.clear();
        let json = serde_json::to_string(&self).expect("plain data with text keys always serialises");
        self.id = format!("de-{}", &content_hash(json.as_bytes())[..12]);
        self
    }
}

impl Decision {
    /// Everything in one line: what, by whom, when, why.
    pub fn line(&self) -> String {
        let mut line = format!("{} {}: {}", self.id, self.action.as_str(), self.action.describe());
        line.extend(self.by.iter().map(|by| format!(", by {by}")));
        line.extend(self.when.iter().map(|when| format!(", {when}")));
        line.extend(self.why.iter().map(|why| format!(" ({why})")));
        line
    }
}

impl Action {
    /// The word for it, as files and commands have it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Same { .. } => "same",
            Self::NotTheSame { .. } => "not-the-same",
            Self::Rename { .. } => "rename",
            Self::Split { .. } => "split",
            Self::SetKind { .. } => "set-kind",
            Self::SetSide { .. } => "set-side",
            Self::Confirm { .. } => "confirm",
            Self::Reject { .. } => "reject",
            Self::Correct { .. } => "correct",
            Self::Note { .. } => "note",
            Self::Undo { .. } => "undo",
        }
    }

    /// What it says, in words: "Anna Keler is Anna Keller".
    pub fn describe(&self) -> String {
        let names = |list: &[EntityRef]| list.iter().map(|e| e.name.clone()).collect::<Vec<_>>().join(", ");
        match self {
            Self::Same { keep, merge } => format!("{} is {}", names(merge), keep.name),
            Self::NotTheSame { entities: [a, b] } => format!("{} is not {}", a.name, b.name),
            Self::Rename { entity, name } => format!("{} is called {name}", entity.name),
            Self::Split { entity, name: Some(name), .. } => format!("{name} is not {}", entity.name),
            Self::Split { entity, .. } => format!("not everybody called {} is one", entity.name),
            Self::SetKind { entity, kind } => format!("{}: {kind}", entity.name),
            Self::SetSide { entity, side: Some(side) } => format!("{}: side {side}", entity.name),
            Self::SetSide { entity, side: None } => format!("{}: no side", entity.name),
            Self::Confirm { target } | Self::Reject { target } => target.text.clone(),
            Self::Correct { target, set } => format!("{}: {}", target.text, set.describe()),
            Self::Note { entity, target, text } => {
                let about = entity.as_ref().map(|e| &e.name).or(target.as_ref().map(|t| &t.text));
                about.map_or_else(|| text.clone(), |about| format!("{about}: {text}"))
            }
            Self::Undo { of } => of.clone(),
        }
    }

    /// Whether it decides the same, whatever people and events were called at the time.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let value = |action| {
            let mut value = serde_json::to_value(action).unwrap_or_default();
            forget_names(&mut value);
            value
        };
        value(self) == value(other)
    }

    /// Whether it decides who is who, rather than what took place.
    pub fn is_identity(&self) -> bool {
        matches!(
            self,
            Self::Same { .. }
                | Self::NotTheSame { .. }
                | Self::Rename { .. }
                | Self::Split { .. }
                | Self::SetKind { .. }
                | Self::SetSide { .. }
        )
    }
}

/// Takes the words out of references that point at mentions or reports.
fn forget_names(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("reports") {
                fields.remove("text");
            }
            if fields.contains_key("mentions") && !fields.contains_key("decision") {
                fields.remove("name");
            }
            fields.values_mut().for_each(forget_names);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_names),
        _ => {}
    }
}

impl Correction {
    /// "certainty denied, date 2031-03-04".
    pub fn describe(&self) -> String {
        let names: Vec<_> = self.participants.iter().map(|e| e.name.as_str()).collect();
        let parts = [
            self.certainty.map(|certainty| format!("certainty {certainty}")),
            self.kind.as_ref().map(|kind| format!("kind {kind}")),
            self.date.as_ref().map(|date| format!("date {date}")),
            self.place.as_ref().map(|place| format!("place {place}")),
            (!names.is_empty()).then(|| format!("participants {}", names.join(", "))),
            self.speaker.as_ref().map(|speaker| format!("speaker {}", speaker.name)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_written_by_hand_need_names_only() {
        let line = r#"{"decision":"same","keep":"Anna Keller","merge":["Anna Keler"],"why":"typo"}"#;
        let decision: Decision = serde_json::from_str(line).unwrap();
        assert_eq!(decision.action.describe(), "Anna Keler is Anna Keller");
        assert_eq!((decision.by, decision.why.as_deref()), (None, Some("typo")));
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let entity = EntityRef { name: "Anna".into(), mentions: Vec::new() };
        let action = Action::SetSide { entity, side: None };
        let decision = Decision::new(action, Some("Mira".into()), None, None).sealed(3);
        let json = serde_json::to_string(&decision).unwrap();
        let again: Decision = serde_json::from_str(&json).unwrap();
        assert_eq!(again, decision);
        assert_eq!(again.clone().sealed(3).id, decision.id);
        assert_ne!(again.sealed(4).id, decision.id);
    }
}
