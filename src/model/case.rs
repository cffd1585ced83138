//! Everything known about one affair, and its saved form.

use super::document::Document;
use super::entity::{Entity, EntityKind};
use super::event::Event;
use super::statement::Statement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Value of the `format` field of a saved case.
pub const FORMAT_NAME: &str = "sociogram-case";

/// Version of the saved form that this library writes and the highest that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// Why a saved case could not be read.
#[derive(Debug, Error)]
pub enum CaseError {
    /// The text is no JSON, or no case; line and column are counted from 1.
    #[error("not a case file: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of something else.
    #[error("not a case file: its `format` is '{0}', expected '{FORMAT_NAME}'")]
    Format(String),
    /// Written by a newer program.
    #[error(
        "case format version {found} is newer than {FORMAT_VERSION}, which this program reads; update sociogram"
    )]
    Version {
        /// The version in the file.
        found: u32,
    },
}

/// Documents, entities, events and statements; plain data, saved as JSON.
///
/// ```
/// use sociogram::model::{Case, Entity, EntityKind};
/// let mut case = Case::default();
/// case.entities.push(Entity::new(EntityKind::Person, "Anna Keller"));
/// let saved = case.to_json();
/// assert_eq!(Case::from_json(&saved).unwrap(), case);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Always [`FORMAT_NAME`].
    pub format: String,
    /// Version of the saved form.
    pub version: u32,
    /// The texts, sorted by id.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Sorted by id.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// In order of their first report (document id, offset).
    #[serde(default)]
    pub events: Vec<Event>,
    /// In order of document id and offset.
    #[serde(default)]
    pub statements: Vec<Statement>,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            format: FORMAT_NAME.to_owned(),
            version: FORMAT_VERSION,
            documents: Vec::new(),
            entities: Vec::new(),
            events: Vec::new(),
            statements: Vec::new(),
        }
    }
}

impl Case {
    /// The case as indented JSON with a line break at the end.
    pub fn to_json(&self) -> String {
        let mut json =
            serde_json::to_string_pretty(self).expect("plain data with text keys always serialises");
        json.push('\n');
        json
    }

    /// Writes the same as [`Case::to_json`] without holding it in memory.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_json(&self, mut writer: impl std::io::Write) -> std::io::Result<()> {
        serde_json::to_writer_pretty(&mut writer, self)?;
        writer.write_all(b"\n")
    }

    /// Reads a saved case.
    ///
    /// # Errors
    /// If the text is not JSON, not a case, or of a newer version.
    pub fn from_json(json: &str) -> Result<Self, CaseError> {
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            format: String,
            #[serde(default)]
            version: u32,
        }
        let head: Head = serde_json::from_str(json)?;
        if head.format != FORMAT_NAME {
            return Err(CaseError::Format(head.format));
        }
        if head.version > FORMAT_VERSION {
            return Err(CaseError::Version { found: head.version });
        }
        Ok(serde_json::from_str(json)?)
    }

    /// The same case without the documents' full texts: quotes and hashes stay.
    #[must_use]
    pub fn without_texts(mut self) -> Self {
        for document in &mut self.documents {
            document.text = None;
        }
        self
    }

    /// The entity with this id.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.id == id)
    }

    /// The event with this id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.id == id)
    }

    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The entities of one kind.
    pub fn entities_of(&self, kind: EntityKind) -> impl Iterator<Item = &Entity> {
        self.entities.iter().filter(move |entity| entity.kind == kind)
    }

    /// Replaces entity ids wherever the case holds them: in entities, events and statements.
    pub fn replace_entity_ids(&mut self, ids: &BTreeMap<String, String>) {
        let one = |id: &mut String| {
            if let Some(new) = ids.get(id) {
                id.clone_from(new);
            }
        };
        let maybe = |id: &mut Option<String>| {
            if let Some(id) = id {
                one(id);
            }
        };
        for entity in &mut self.entities {
            one(&mut entity.id);
            maybe(&mut entity.affiliation);
            maybe(&mut entity.stands_for);
            entity.members.iter_mut().for_each(one);
            entity.roles.iter_mut().for_each(|role| maybe(&mut role.of));
        }
        for event in &mut self.events {
            event.participants.iter_mut().for_each(|participant| one(&mut participant.entity));
            maybe(&mut event.place);
            maybe(&mut event.claimed_by);
            for report in &mut event.reports {
                report.parties.iter_mut().for_each(|party| maybe(&mut party.entity));
                maybe(&mut report.claimed_by);
                if let Some(place) = &mut report.place {
                    maybe(&mut place.entity);
                }
            }
        }
        for statement in &mut self.statements {
            maybe(&mut statement.source);
            maybe(&mut statement.addressee);
            maybe(&mut statement.claimed_by);
            statement.about.iter_mut().for_each(one);
        }
    }

    /// The name of the entity with this id, or the id itself.
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.entity(id).map_or(id, |entity| &entity.name)
    }
}
