//! Who and what the reporting speaks of.

use super::evidence::{Evidence, TextSpan};
use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body that can act: state organ, company, party, agency. Governments reached by a place name count here.
    Organisation,
    /// A place; never takes part in an event.
    Place,
    /// Unnamed people known by what they are: "US officials".
    Group,
}

impl EntityKind {
    /// All kinds.
    pub const ALL: [EntityKind; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Group];

    /// The word used in files and filters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
        }
    }

    /// Whether entities of this kind can act and so be nodes of a social graph.
    pub fn is_actor(self) -> bool {
        self != Self::Place
    }
}

impl std::fmt::Display for EntityKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One place in a text that names or refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Hash of document and span; see [`super::span_id`].
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// Where, and the words.
    #[serde(flatten)]
    pub span: TextSpan,
}

/// An office or relation that a text gives to an entity: "special envoy of", "chief of staff of".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// The office in the text's words, without article: "special envoy".
    pub title: String,
    /// Whose envoy, of which body: an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The sentence that says so.
    pub evidence: Evidence,
}

/// A person, organisation, place or group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Readable handle made from the name; unique in the case.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical name, without title or office.
    pub name: String,
    /// Other full names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Short forms that alone prove nothing: a bare surname.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weak_aliases: Vec<String>,
    /// Offices and relations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The body, state or person that it belongs to: an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Name of the camp or delegation it belongs to in the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// For a government or office reached by a place name: what it stands for, an entity id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<String>,
    /// Named members of a group: entity ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Where the texts name it, in order of document and offset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// An entity with a name and nothing else; its id is made from the name.
    ///
    /// ```
    /// use sociogram::model::{Entity, EntityKind};
    /// assert_eq!(Entity::new(EntityKind::Person, "Anna Keller").id, "anna-keller");
    /// ```
    pub fn new(kind: EntityKind, name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: super::ids::kebab(&name),
            kind,
            name,
            aliases: Vec::new(),
            weak_aliases: Vec::new(),
            roles: Vec::new(),
            affiliation: None,
            side: None,
            stands_for: None,
            members: Vec::new(),
            mentions: Vec::new(),
        }
    }
}
