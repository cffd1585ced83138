//! One event record: what it says, wherever it says it.

use super::super::super::events::plover_kind;
use super::super::case::edtf;
use crate::model::{
    Attributes, AttributesExt, EventKind, Form, Layer, ParticipantRole, RowKind, StatementKind,
    attribute as name,
};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashSet};

/// Keys in one spelling: `Event Type` is `event_type`.
type Keys = BTreeMap<String, Json>;

/// Why a record cannot be used, and the value that stands in the way.
type LeftOut = (&'static str, String);

/// On whose side of the record somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Actor,
    Recipient,
}

/// Somebody who takes part.
#[derive(Debug)]
pub(super) struct Party {
    /// What makes two parties the same: an id, the article of an encyclopedia, or the name.
    pub(super) key: String,
    pub(super) name: String,
    side: Side,
    kind: Option<String>,
    role: Option<ParticipantRole>,
    /// Delegation, where the record tells it apart from the side.
    delegation: Option<u8>,
    /// Whether a country is told and no sector: the country itself.
    is_country: bool,
}

impl Party {
    /// The kind told, or what the name looks like: bodies of a country have brackets, people have two names.
    pub(super) fn kind(&self) -> &str {
        match &self.kind {
            Some(kind) => kind,
            None if !self.is_country && self.name.contains(' ') && !self.name.contains('(') => "person",
            None => "organisation",
        }
    }
}

pub(super) struct Record {
    /// What type and mode mean.
    pub(super) code: RowKind,
    /// The kind, if the record tells it more exactly than its type: a word of the vocabulary.
    own_kind: Option<String>,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    /// Each once; actors before recipients.
    pub(super) parties: Vec<Party>,
    /// What the reports of one event share.
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    /// Sentence and source, under the names of an edge's attributes.
    pub(super) report: Attributes,
}

impl Record {
    pub(super) fn of(record: Map<String, Json>) -> Result<Self, LeftOut> {
        let one_spelling = |(key, value): (String, Json)| (key.to_lowercase().replace(' ', "_"), value);
        let keys: Keys = record.into_iter().map(one_spelling).collect();
        let event = text(&keys, &["event_type"]).unwrap_or_default().to_uppercase();
        let mode = text(&keys, &["event_mode"]).unwrap_or_default().to_lowercase();
        let code = plover_kind(&event, &mode).ok_or_else(|| ("its type is unknown", short(&event)))?;
        let parties = parties(&keys);
        let own_kind = text(&keys, &["kind"])
            .filter(|kind| EventKind::from_text(kind).is_some() || StatementKind::from_text(kind).is_some());
        let record = Self {
            code,
            own_kind,
            date: date(&keys)?,
            place: place(&keys),
            parties,
            event: text(&keys, &["event"]),
            id: text(&keys, &["id", "event_id"]),
            report: report(&keys),
        };
        match record.pairs().is_empty() {
            true => Err(("it ties no two parties", String::new())),
            false => Ok(record),
        }
    }

    /// The kind of the event, unless the record tells of words or of deeds.
    pub(super) fn event_kind(&self) -> Option<EventKind> {
        match &self.own_kind {
            Some(kind) => EventKind::from_text(kind),
            None if self.code.layer == Layer::Contact => EventKind::from_text(&self.code.name),
            None => None,
        }
    }

    pub(super) fn is_statement(&self) -> bool {
        self.event_kind().is_none() && (self.own_kind.is_some() || self.code.layer == Layer::Statement)
    }

    pub(super) fn kind_name(&self) -> &str {
        self.own_kind.as_deref().unwrap_or(&self.code.name)
    }

    /// Of an event, the first party with each other, which is enough to name them all; of words, each actor with each
    /// recipient.
    pub(super) fn pairs(&self) -> Vec<(&Party, &Party)> {
        let on = |side| self.parties.iter().filter(move |party| party.side == side);
        match self.is_statement() {
            true => {
                on(Side::Actor).flat_map(|actor| on(Side::Recipient).map(move |to| (actor, to))).collect()
            }
            false => self.parties.iter().skip(1).map(|party| (&self.parties[0], party)).collect(),
        }
    }

    /// The part told, or the one that the mode gives to the side.
    pub(super) fn role(&self, party: &Party) -> Option<ParticipantRole> {
        use ParticipantRole::{Attendee, Host, Visitor};
        let kind = self.event_kind()?;
        party.role.or(match (self.code.form, party.side) {
            _ if kind == EventKind::Tell => None,
            (Form::Visit, Side::Actor) | (Form::Host, Side::Recipient) => Some(Visitor),
            (Form::Visit, Side::Recipient) | (Form::Host, Side::Actor) => Some(Host),
            _ => Some(Attendee),
        })
    }

    /// The delegation: pairs of a record with two sides are of an actor and a recipient. A record that tells roles tells
    /// delegations, too.
    pub(super) fn side(&self, party: &Party) -> Option<u8> {
        let on = |side| self.parties.iter().filter(|party| party.side == side).count();
        let own = self.parties.iter().any(|party| party.role.is_some());
        if own || self.event_kind().is_none() {
            return party.delegation;
        }
        let two_sides = on(Side::Actor) > 0 && on(Side::Recipient) > 0 && self.parties.len() > 2;
        two_sides.then_some(u8::from(party.side == Side::Recipient))
    }

    /// What makes two records tell of one event: its name, or who did what with whom, when and where.
    pub(super) fn identity(&self) -> String {
        if let Some(event) = &self.event {
            return format!("event {event}");
        }
        let mut parties: Vec<_> =
            self.parties.iter().map(|party| (&party.key, self.role(party), self.side(party))).collect();
        parties.sort();
        format!("{:?}", (self.kind_name(), self.code.certainty, &self.date, &self.place, parties))
    }
}

fn date(keys: &Keys) -> Result<Option<String>, LeftOut> {
    let Some(told) = text(keys, &["date_resolved", "event_date", "date"]) else { return Ok(None) };
    let digits = told.len() == 8 && told.bytes().all(|byte| byte.is_ascii_digit());
    let spelt = if digits { format!("{}-{}-{}", &told[..4], &told[4..6], &told[6..]) } else { told.clone() };
    edtf(&spelt).map(Some).ok_or_else(|| ("its date is none", short(&told)))
}

/// Where it was reported, and in which words.
fn report(keys: &Keys) -> Attributes {
    let mut attributes = Attributes::new();
    for (attribute, names) in [
        (name::EVIDENCE, &["event_text", "text", "sentence"][..]),
        (name::EVIDENCE_BYTES, &["evidence_bytes"]),
        (name::CONFIDENCE, &["confidence"]),
        (name::DOCUMENT, &["document", "story_id"]),
        (name::DOCUMENT_SHA256, &["document_sha256"]),
        (name::HEADLINE, &["headline"]),
        (name::PUBLISHER, &["publisher", "source"]),
        (name::PUBLISHED, &["pub_date", "publication_date"]),
        (name::URL, &["url", "source_url"]),
    ] {
        attributes.put(attribute, text(keys, names));
    }
    attributes
}

fn place(keys: &Keys) -> Option<String> {
    let located = || {
        let found = keys.get("event_geolocation")?;
        text_of(found.get("geo").unwrap_or(found).get("resolved_placename")?)
    };
    let told = || text_of(attribute(keys, "LOC")?.get(0)?.get("text")?);
    told().or_else(|| text(keys, &["place", "placename", "location"])).or_else(located)
}

fn attribute<'a>(keys: &'a Keys, name: &str) -> Option<&'a Json> {
    keys.get("attributes")?.get(name)
}

/// Everybody once, on the side where they come first.
fn parties(keys: &Keys) -> Vec<Party> {
    let mut seen = HashSet::new();
    let sides = [
        (Side::Actor, "ACTOR", ["actors", "actor", "actor_name"]),
        (Side::Recipient, "RECIP", ["recipients", "recipient", "recipient_name"]),
    ];
    let mut parties = Vec::new();
    for (side, nested, flat) in sides {
        let told = attribute(keys, nested).or_else(|| flat.iter().find_map(|name| keys.get(*name)));
        parties.extend(listed(told, side).filter(|party| seen.insert(party.key.clone())));
    }
    parties
}

/// A list of objects or texts, or one text with `; ` between the names.
fn listed(told: Option<&Json>, side: Side) -> impl Iterator<Item = Party> {
    let found: Vec<Party> = match told {
        Some(Json::Array(list)) => list.iter().filter_map(|party| one(party, side)).collect(),
        Some(Json::String(names)) => {
            names.split("; ").filter_map(|party| one(&Json::from(party), side)).collect()
        }
        Some(party) => one(party, side).into_iter().collect(),
        None => Vec::new(),
    };
    found.into_iter()
}

fn one(party: &Json, side: Side) -> Option<Party> {
    let field = |names: &[&str]| names.iter().find_map(|name| text_of(party.get(*name)?));
    let name = text_of(party).or_else(|| field(&["text", "name", "wiki"]))?;
    let key = field(&["id", "wiki"]).unwrap_or_else(|| name.clone());
    Some(Party {
        key,
        name,
        side,
        kind: field(&["kind"]),
        role: field(&["role"]).and_then(|role| ParticipantRole::from_text(&role)),
        delegation: field(&["side"]).and_then(|side| side.parse().ok()),
        is_country: field(&["country"]).is_some() && field(&["code_1", "sector"]).is_none(),
    })
}

/// The first of these keys that says something.
fn text(keys: &Keys, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_of(keys.get(*name)?))
}

/// A text, a number, or the first of a list; `None` is how some tools write nothing.
fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => {
            Some(text.trim()).filter(|text| !matches!(*text, "" | "None")).map(str::to_owned)
        }
        Json::Number(number) => Some(number.to_string()),
        Json::Array(list) => text_of(list.first()?),
        _ => None,
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
