//! FollowTheMoney entities (OCCRP and OpenSanctions, data model 4.11), one JSON object a line.
//!
//! The model has no schema for a meeting or a statement and no property for certainty: meetings become `Event` or `Call`,
//! statements `Note`; kind and certainty stand in `keywords`, and what did not happen is marked at the head of `summary`.

use super::{Dropped, Exported};
use crate::graph::Filter;
use crate::model::{
    Case, Certainty, Document, Entity, EntityKind, Event, EventKind, Participant, ParticipantRole, Role,
    Statement, When, content_hash,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Longest values that the types of the data model take, in characters.
const NAME: usize = 384;
const STRING: usize = 1024;
const TEXT: usize = 65_000;

/// Every entity of the case, then what `filter` keeps of events and statements.
pub(super) fn ftm(case: &Case, filter: &Filter) -> Exported {
    let mut writer = Writer { case, lines: BTreeMap::new() };
    case.documents.iter().for_each(|document| writer.document(document));
    for entity in &case.entities {
        writer.entity(entity);
        entity.roles.iter().for_each(|role| writer.role(entity, role));
        writer.membership(entity);
    }
    let mut single = 0;
    for event in case.events.iter().filter(|event| filter.admits_event(event)) {
        single += usize::from(!writer.event(event));
    }
    let mut unheard = 0;
    for statement in case.statements.iter().filter(|statement| filter.admits_statement(statement)) {
        unheard += usize::from(!writer.statement(statement));
    }
    let mut text = String::new();
    for line in writer.lines.into_values() {
        text.push_str(&line);
        text.push('\n');
    }
    let mentions = case.entities.iter().map(|entity| entity.mentions.len()).sum();
    let dropped = Dropped::some([
        ("events of fewer than two actors", single),
        ("statements about nobody in the case", unheard),
        ("mentions", mentions),
    ]);
    Exported::one(text, dropped)
}

struct Writer<'a> {
    case: &'a Case,
    /// Lines by id: sorted, each once.
    lines: BTreeMap<String, String>,
}

/// Properties: names with their values.
#[derive(Default)]
struct Properties(BTreeMap<&'static str, Vec<String>>);

impl Properties {
    /// Adds a value, cut to `limit` characters, with white space collapsed; empty ones are left out.
    fn add(&mut self, name: &'static str, value: &str, limit: usize) {
        let visible: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = words.chars().take(limit).collect::<String>();
        let value = value.trim();
        let values = self.0.entry(name).or_default();
        if !value.is_empty() && !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    fn add_all<'a>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = &'a String>,
        limit: usize,
    ) {
        values.into_iter().for_each(|value| self.add(name, value, limit));
    }
}

impl Writer<'_> {
    fn write(&mut self, id: &str, schema: &str, mut properties: Properties) {
        properties.0.retain(|_, values| !values.is_empty());
        let line = json!({"id": id, "schema": schema, "properties": properties.0}).to_string();
        self.lines.insert(id.to_owned(), line);
    }

    fn document(&mut self, document: &Document) {
        let mut properties = Properties::default();
        properties.add("title", document.label(), STRING);
        properties.add("fileName", &document.name, STRING);
        properties.add("language", "eng", STRING);
        properties.add("mimeType", "text/plain", STRING);
        properties.add_all("publisher", &document.publisher, STRING);
        properties.add_all("publishedAt", &document.date.map(|date| date.to_string()), STRING);
        properties.add_all("sourceUrl", document.url.iter().filter(|url| is_plain_url(url)), STRING);
        properties.add_all("bodyText", &document.text, TEXT);
        self.write(&document_id(&document.id), "Article", properties);
    }

    fn entity(&mut self, entity: &Entity) {
        let mut properties = Properties::default();
        if entity.kind == EntityKind::Place {
            properties.add("full", named(entity), STRING);
            self.write(&entity.id, "Address", properties);
            return;
        }
        properties.add("name", named(entity), NAME);
        properties.add_all("alias", &entity.aliases, NAME);
        properties.add_all("weakAlias", &entity.weak_aliases, NAME);
        let side = entity.side.as_ref().map(|side| format!("side:{side}"));
        properties.add_all("keywords", &side, STRING);
        if entity.kind == EntityKind::Group {
            properties.add("keywords", "group", STRING);
        }
        if entity.kind == EntityKind::Person {
            for role in &entity.roles {
                properties.add("position", &self.office(role), STRING);
            }
        }
        let documents: BTreeSet<_> = entity.mentions.iter().map(|mention| &mention.document).collect();
        properties.add_all("proof", &documents.iter().map(|id| document_id(id)).collect::<Vec<_>>(), STRING);
        self.write(&entity.id, schema(entity.kind), properties);
    }

    /// "special envoy of Norland".
    fn office(&self, role: &Role) -> String {
        match &role.of {
            Some(of) => format!("{} of {}", role.title, self.case.name_of(of)),
            None => role.title.clone(),
        }
    }

    /// Who speaks or acts for somebody represents; who holds an office of a body occupies a position.
    fn role(&mut self, holder: &Entity, role: &Role) {
        let Some(of) = role.of.as_deref().and_then(|of| self.case.entity(of)) else { return };
        if !of.kind.is_actor() || of.id == holder.id {
            return;
        }
        let proof = document_id(&role.evidence.document);
        let link = hashed(&["role", &holder.id, &role.title, &of.id]);
        let mut properties = Properties::default();
        properties.add("proof", &proof, STRING);
        properties.add("description", &role.evidence.quote, TEXT);
        if holder.kind != EntityKind::Person || of.kind != EntityKind::Organisation || represents(&role.title)
        {
            properties.add("agent", &holder.id, STRING);
            properties.add("client", &of.id, STRING);
            properties.add("role", &role.title, STRING);
            self.write(&link, "Representation", properties);
            return;
        }
        let post = hashed(&["post", &role.title, &of.id]);
        let mut position = Properties::default();
        position.add("name", &self.office(role), NAME);
        position.add("organization", &of.id, STRING);
        self.write(&post, "Position", position);
        properties.add("holder", &holder.id, STRING);
        properties.add("post", &post, STRING);
        self.write(&link, "Occupancy", properties);
    }

    fn membership(&mut self, member: &Entity) {
        let body = member.affiliation.as_deref().and_then(|id| self.case.entity(id));
        let Some(body) = body.filter(|body| body.kind == EntityKind::Organisation && body.id != member.id)
        else {
            return;
        };
        let mut properties = Properties::default();
        properties.add("member", &member.id, STRING);
        properties.add("organization", &body.id, STRING);
        self.write(&hashed(&["membership", &member.id, &body.id]), "Membership", properties);
    }

    /// Whether there are two actors to write it of.
    fn event(&mut self, event: &Event) -> bool {
        let present: Vec<_> =
            event.participants.iter().filter(|part| part.role != ParticipantRole::Absent).collect();
        if present.len() < 2 {
            return false;
        }
        let mut properties = Properties::default();
        self.proofs(&mut properties, event);
        let summary = self.summary(event, &present);
        let id = hashed(&["event", &event.id]);
        match (event.kind, present.as_slice()) {
            (EventKind::Call, [one, other]) => {
                let swapped = one.role == ParticipantRole::Callee || other.role == ParticipantRole::Caller;
                let (caller, receiver) = if swapped { (other, one) } else { (one, other) };
                properties.add("caller", &caller.entity, STRING);
                properties.add("receiver", &receiver.entity, STRING);
                properties.add("summary", &summary, TEXT);
                add_dates(&mut properties, event.when.as_ref());
                self.write(&id, "Call", properties);
            }
            (EventKind::Tell, _) => {
                let speaker = present.iter().find(|part| part.role == ParticipantRole::Speaker);
                properties.add_all("entity", present.iter().map(|part| &part.entity), STRING);
                let keywords = speaker.map(|speaker| format!("speaker:{}", speaker.entity));
                properties.add_all("keywords", &keywords, STRING);
                add_keywords(&mut properties, event.kind.as_str(), event.certainty);
                properties.add("summary", &with_date(&summary, event.when.as_ref()), TEXT);
                self.write(&id, "Note", properties);
            }
            _ => {
                properties.add("name", &summary, NAME);
                if event.certainty != Certainty::Happened {
                    properties.add("summary", &summary, TEXT);
                }
                for part in &present {
                    properties.add("involved", &part.entity, STRING);
                    if part.role == ParticipantRole::Host {
                        properties.add("organizer", &part.entity, STRING);
                    }
                }
                if let Some(place) = event.place.as_deref().and_then(|id| self.case.entity(id)) {
                    properties.add("location", &place.name, STRING);
                    properties.add("addressEntity", &place.id, STRING);
                }
                add_keywords(&mut properties, event.kind.as_str(), event.certainty);
                add_dates(&mut properties, event.when.as_ref());
                self.write(&id, "Event", properties);
            }
        }
        true
    }

    /// "Anna Keller met Ben Osei", "[planned] Anna Keller met Dana Ibarra".
    fn summary(&self, event: &Event, present: &[&Participant]) -> String {
        let names: Vec<_> = present.iter().map(|part| self.case.name_of(&part.entity)).collect();
        let said = match names.split_first() {
            Some((first, others)) => format!("{first} {} {}", event.kind.phrase(), others.join(", ")),
            None => String::new(),
        };
        match event.certainty {
            Certainty::Happened => said,
            other => format!("[{other}] {said}"),
        }
    }

    fn proofs(&self, properties: &mut Properties, event: &Event) {
        for report in &event.reports {
            properties.add("description", &report.evidence.quote, TEXT);
            properties.add("proof", &document_id(&report.evidence.document), STRING);
            let url =
                self.case.document(&report.evidence.document).and_then(|document| document.url.as_ref());
            properties.add_all("sourceUrl", url.filter(|url| is_plain_url(url)), STRING);
        }
    }

    /// Whether it is about somebody.
    fn statement(&mut self, statement: &Statement) -> bool {
        let Some(source) = &statement.source else { return false };
        let about: Vec<_> = statement.about.iter().filter(|about| *about != source).collect();
        if about.is_empty() {
            return false;
        }
        let names: Vec<_> = about.iter().map(|id| self.case.name_of(id)).collect();
        let summary =
            format!("{} {}: {}", self.case.name_of(source), statement.kind.phrase(), names.join(", "));
        let mut properties = Properties::default();
        properties.add("entity", source, STRING);
        properties.add_all("entity", about, STRING);
        properties.add("summary", &with_date(&summary, statement.when.as_ref()), TEXT);
        properties.add("description", &statement.evidence.quote, TEXT);
        properties.add("proof", &document_id(&statement.evidence.document), STRING);
        properties.add("keywords", &format!("speaker:{source}"), STRING);
        add_keywords(&mut properties, statement.kind.as_str(), Certainty::Happened);
        self.write(&hashed(&["statement", &statement.id]), "Note", properties);
        true
    }
}

fn add_keywords(properties: &mut Properties, kind: &str, certainty: Certainty) {
    properties.add("keywords", kind, STRING);
    properties.add("keywords", &format!("certainty:{certainty}"), STRING);
}

/// A year, month or day as it is; everything else as first and last day. Anything more would be cut by readers.
fn add_dates(properties: &mut Properties, when: Option<&When>) {
    let Some((when, (first, last))) = when.and_then(|when| Some((when, when.bounds()?))) else { return };
    let plain = when.edtf.as_deref().filter(|edtf| {
        matches!(edtf.len(), 4 | 7 | 10) && edtf.chars().all(|c| c.is_ascii_digit() || c == '-')
    });
    match plain {
        Some(date) => properties.add("date", date, STRING),
        None => {
            properties.add("startDate", &first.to_string(), STRING);
            properties.add("endDate", &last.to_string(), STRING);
        }
    }
}

/// A note has no date of its own.
fn with_date(summary: &str, when: Option<&When>) -> String {
    match when.and_then(|when| when.edtf.as_deref()) {
        Some(date) => format!("{summary} ({date})"),
        None => summary.to_owned(),
    }
}

fn named(entity: &Entity) -> &str {
    if entity.name.trim().is_empty() { &entity.id } else { &entity.name }
}

fn schema(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Group => "LegalEntity",
        EntityKind::Place => "Address",
    }
}

/// Offices that act for somebody rather than lead a body.
fn represents(title: &str) -> bool {
    const FOR_SOMEBODY: [&str; 8] =
        ["envoy", "spokes", "representative", "ambassador", "negotiator", "lawyer", "delegate", "emissary"];
    let title = title.to_lowercase();
    FOR_SOMEBODY.iter().any(|word| title.contains(word))
}

/// Addresses that cleaners leave as they are.
fn is_plain_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.contains('/') && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"')
    })
}

fn document_id(id: &str) -> String {
    hashed(&["document", id])
}

/// A stable id out of stable parts.
fn hashed(parts: &[&str]) -> String {
    format!("soc-{}", &content_hash(parts.join("\u{1f}").as_bytes())[..24])
}
