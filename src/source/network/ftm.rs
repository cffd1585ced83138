//! FollowTheMoney entities, one JSON object a line.

use super::super::case::without_place;
use super::file_document;
use crate::error::{Error, Position};
use crate::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Evidence,
    Metadata, Participant, ParticipantRole, Quotation, Role, Statement, StatementKind, TextSpan, Warned,
    When, content_hash, kebab,
};
use crate::source::{File, Format, Input};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Entities as Aleph exports them and as `convert --to ftm` writes them.
pub(in crate::source) const FORMAT: Format = Format {
    name: "ftm",
    about: "FollowTheMoney entities, one JSON object a line",
    extensions: &["ftm", "json", "ndjson"],
    recognise: |text| {
        let line = text.trim_start().lines().next().unwrap_or_default();
        line.starts_with('{') && line.contains("\"schema\"") && line.contains("\"properties\"")
    },
    read: |file| {
        let mut input = Warned::clean(Input::default());
        match lines(file) {
            Ok(records) => {
                let read = Reading::new(file, &records).case();
                input.value.cases.push(read.value);
                input.warnings = read.warnings;
            }
            Err(error) => input.value.failures.push(error),
        }
        input
    },
};

#[derive(Deserialize)]
struct Record {
    id: String,
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<String>>,
    /// Number of the line, counted from 1.
    #[serde(skip)]
    line: usize,
}

impl Record {
    fn all(&self, name: &str) -> &[String] {
        self.properties.get(name).map_or(&[], Vec::as_slice)
    }

    fn first(&self, name: &str) -> Option<&String> {
        self.all(name).first()
    }

    /// What stands behind `word:` in the keywords.
    fn keyword(&self, word: &str) -> Option<&str> {
        self.all("keywords").iter().find_map(|keyword| keyword.strip_prefix(word)?.strip_prefix(':'))
    }
}

fn lines(file: File<'_>) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    let mut seen = HashSet::new();
    for (number, line) in file.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = |column| Position { line: Some(number + 1), column, ..Position::default() };
        let mut record: Record = serde_json::from_str(line).map_err(|error| {
            let problem = format!("no FollowTheMoney entity: {}", without_place(&error));
            let hint = "an entity is one object with `id`, `schema` and `properties` (lists of texts)";
            Error::unreadable(file.name, place(Some(error.column())), problem, Some(hint))
        })?;
        if record.id.is_empty() || !seen.insert(record.id.clone()) {
            let problem = format!("the id '{}' is empty or comes twice", record.id);
            return Err(Error::unreadable(file.name, place(None), problem, Some("merge the two entities")));
        }
        record.line = number + 1;
        records.push(record);
    }
    Ok(records)
}

/// What a schema is for us.
fn actor_kind(schema: &str) -> Option<EntityKind> {
    Some(match schema {
        "Person" => EntityKind::Person,
        "Organization" | "PublicBody" | "Company" => EntityKind::Organisation,
        "LegalEntity" => EntityKind::Group,
        "Address" => EntityKind::Place,
        _ => return None,
    })
}

struct Reading<'a> {
    file: Document,
    records: &'a [Record],
    by_id: HashMap<&'a str, &'a Record>,
    /// Ids of our entities by those of the file.
    entities: HashMap<&'a str, String>,
    kinds: HashMap<&'a str, EntityKind>,
    case: Case,
    documents: HashMap<&'a str, String>,
    uses_file: bool,
    dangling: usize,
    /// Schemas without a place here, with their number.
    left_out: BTreeMap<&'a str, usize>,
}

impl<'a> Reading<'a> {
    fn new(file: File<'_>, records: &'a [Record]) -> Self {
        Self {
            file: file_document(file),
            records,
            by_id: records.iter().map(|record| (record.id.as_str(), record)).collect(),
            entities: HashMap::new(),
            kinds: HashMap::new(),
            case: Case::default(),
            documents: HashMap::new(),
            uses_file: false,
            dangling: 0,
            left_out: BTreeMap::new(),
        }
    }

    fn case(mut self) -> Warned<Case> {
        let records = self.records;
        let mut taken = HashSet::new();
        for record in records {
            match (record.schema.as_str(), actor_kind(&record.schema)) {
                (_, Some(kind)) => self.entity(record, kind, &mut taken),
                ("Article" | "Document" | "Pages" | "HyperText" | "PlainText" | "Email", _) => {
                    self.document(record)
                }
                _ => {}
            }
        }
        for record in records.iter().filter(|record| actor_kind(&record.schema).is_none()) {
            match record.schema.as_str() {
                "Event" | "Call" | "Trip" => self.event(record),
                "UnknownLink" => self.link(record),
                "Note" => self.note(record),
                "Representation" => self.representation(record),
                "Occupancy" => self.occupancy(record),
                "Membership" => self.belonging(record, "member"),
                "Employment" => self.belonging(record, "employee"),
                "Directorship" => self.belonging(record, "director"),
                "Article" | "Document" | "Pages" | "HyperText" | "PlainText" | "Email" | "Position"
                | "Mention" | "Documentation" => {}
                other => *self.left_out.entry(other).or_default() += 1,
            }
        }
        self.finish()
    }

    fn entity(&mut self, record: &'a Record, kind: EntityKind, taken: &mut HashSet<String>) {
        let kind = match kind {
            EntityKind::Group if !record.all("keywords").iter().any(|word| word == "group") => {
                EntityKind::Organisation
            }
            kind => kind,
        };
        let names =
            if kind == EntityKind::Place { ["full", "name", "city"] } else { ["name", "alias", "weakAlias"] };
        let name = names.iter().find_map(|name| record.first(name)).unwrap_or(&record.id);
        let mut entity = Entity::new(kind, name.clone());
        let ours = record.id.starts_with(&entity.id) && kebab(&record.id) == record.id;
        let wanted = if ours { record.id.clone() } else { entity.id.clone() };
        entity.id.clone_from(&wanted);
        for number in 2.. {
            if taken.insert(entity.id.clone()) {
                break;
            }
            entity.id = format!("{wanted}-{number}");
        }
        if kind != EntityKind::Place {
            entity.aliases = record.all("alias").to_vec();
            entity.aliases.extend(record.all("name").iter().skip(1).cloned());
            entity.weak_aliases = record.all("weakAlias").to_vec();
            entity.side = record.keyword("side").map(str::to_owned);
        }
        self.entities.insert(&record.id, entity.id.clone());
        self.kinds.insert(&record.id, kind);
        self.case.entities.push(entity);
    }

    fn document(&mut self, record: &'a Record) {
        let body = record.first("bodyText");
        let sha256 = content_hash(body.unwrap_or(&record.id).as_bytes());
        let name = record.first("fileName").or(record.first("title")).unwrap_or(&record.id);
        let metadata = Metadata {
            name: name.clone(),
            title: record.first("title").filter(|title| *title != name).cloned(),
            date: record.first("publishedAt").and_then(|date| date.get(..10)?.parse().ok()),
            publisher: record.first("publisher").cloned(),
            url: record.first("sourceUrl").cloned(),
        };
        let document = Document {
            id: format!("doc-{}", &sha256[..12]),
            sha256,
            name: metadata.name,
            title: metadata.title,
            date: metadata.date,
            publisher: metadata.publisher,
            url: metadata.url,
            bytes: body.map_or(0, String::len),
            text: None,
        };
        self.documents.insert(&record.id, document.id.clone());
        if !self.case.documents.iter().any(|known| known.id == document.id) {
            self.case.documents.push(document);
        }
    }

    /// The actor that an id of the file means; ids that mean nothing are counted.
    fn actor(&mut self, id: &str) -> Option<String> {
        match self.kinds.get(id) {
            Some(kind) if kind.is_actor() => self.entities.get(id).cloned(),
            Some(_) => None,
            None => {
                self.dangling += usize::from(!self.by_id.contains_key(id));
                None
            }
        }
    }

    /// Participants of one property, each once.
    fn parts(&mut self, record: &Record, properties: &[(&str, ParticipantRole)]) -> Vec<Participant> {
        let mut parts: Vec<Participant> = Vec::new();
        for (property, role) in properties {
            for id in record.all(property) {
                let Some(entity) = self.actor(id) else { continue };
                match parts.iter_mut().find(|part| part.entity == entity) {
                    Some(part) => part.role = part.role.max(*role),
                    None => parts.push(Participant { entity, role: *role, side: None }),
                }
            }
        }
        parts
    }

    fn event(&mut self, record: &'a Record) {
        use ParticipantRole::{Attendee, Callee, Caller, Host};
        let call = record.schema == "Call";
        let parts = match call {
            true => self.parts(record, &[("caller", Caller), ("receiver", Callee)]),
            false => self.parts(record, &[("involved", Attendee), ("organizer", Host)]),
        };
        let kind = record.all("keywords").iter().find_map(|word| EventKind::from_text(word));
        let kind = kind.unwrap_or(match record.schema.as_str() {
            "Call" => EventKind::Call,
            "Trip" => EventKind::Visit,
            _ => EventKind::Meet,
        });
        self.add_event(record, kind, parts);
    }

    fn link(&mut self, record: &'a Record) {
        let attendee = ParticipantRole::Attendee;
        let parts = self.parts(record, &[("subject", attendee), ("object", attendee)]);
        match record.first("role").and_then(|role| EventKind::from_text(role)) {
            Some(kind) => self.add_event(record, kind, parts),
            None => *self.left_out.entry("UnknownLink").or_default() += 1,
        }
    }

    fn add_event(&mut self, record: &'a Record, kind: EventKind, participants: Vec<Participant>) {
        if participants.len() < 2 {
            *self.left_out.entry(&record.schema).or_default() += 1;
            return;
        }
        let certainty = certainty(record);
        let suffix = &content_hash(record.id.as_bytes())[..12];
        let place = record.first("addressEntity").and_then(|id| self.entities.get(id.as_str()).cloned());
        let report = |(number, evidence): (usize, Evidence)| EventReport {
            id: match number {
                0 => format!("er-{suffix}"),
                _ => format!("er-{}", &content_hash(format!("{suffix}:{number}").as_bytes())[..12]),
            },
            evidence,
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: vec!["imported".to_owned()],
        };
        let reports = self.evidence(record).into_iter().enumerate().map(report).collect();
        let event = Event {
            id: format!("ev-{suffix}"),
            kind,
            participants,
            certainty,
            when: when(record),
            place,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            statement: None,
            reports,
        };
        self.case.events.push(event);
    }

    /// A note with a speaker is a statement about the others, or was told to them; any other is a reviewer's remark.
    fn note(&mut self, record: &'a Record) {
        let Some(source) = record.keyword("speaker").and_then(|id| self.actor(id)) else {
            *self.left_out.entry("Note").or_default() += 1;
            return;
        };
        let others = self.parts(record, &[("entity", ParticipantRole::Addressee)]);
        let others: Vec<_> = others.into_iter().filter(|part| part.entity != source).collect();
        if record.all("keywords").iter().any(|word| word == EventKind::Tell.as_str()) {
            let speaker = Participant { entity: source, role: ParticipantRole::Speaker, side: None };
            self.add_event(record, EventKind::Tell, [vec![speaker], others].concat());
            return;
        }
        let kind = record.all("keywords").iter().find_map(|word| StatementKind::from_text(word));
        let evidence = self.evidence(record).swap_remove(0);
        let content = TextSpan { start: 0, end: 0, text: evidence.quote.clone() };
        let statement = Statement {
            id: format!("st-{}", &content_hash(record.id.as_bytes())[..12]),
            kind: kind.unwrap_or(StatementKind::State),
            source: Some(source),
            source_span: None,
            cue: None,
            content: vec![content],
            quotation: Quotation::Indirect,
            speech: true,
            addressee: None,
            addressee_span: None,
            about: others.into_iter().map(|part| part.entity).collect(),
            medium: None,
            when: None,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: vec!["imported".to_owned()],
            evidence,
        };
        self.case.statements.push(statement);
    }

    fn representation(&mut self, record: &'a Record) {
        let title = record.first("role").cloned().unwrap_or_else(|| "representative".to_owned());
        let client = record.first("client").and_then(|id| self.actor(id));
        self.add_role(record, "agent", title, client);
    }

    fn occupancy(&mut self, record: &'a Record) {
        let post = record.first("post").and_then(|post| self.by_id.get(post.as_str()).copied());
        let body = post.and_then(|post| post.first("organization")).and_then(|id| self.actor(id));
        let title = post.and_then(|post| post.first("name")).cloned().unwrap_or_else(|| "office".to_owned());
        let of =
            body.as_deref().and_then(|body| self.case.entity(body)).map(|body| format!(" of {}", body.name));
        let title = of.and_then(|of| title.strip_suffix(&of).map(str::to_owned)).unwrap_or(title);
        self.add_role(record, "holder", title, body);
    }

    fn add_role(&mut self, record: &'a Record, holder: &str, title: String, of: Option<String>) {
        let Some(holder) = record.first(holder).and_then(|id| self.actor(id)) else { return };
        let evidence = self.evidence(record).swap_remove(0);
        let entity = self.case.entities.iter_mut().find(|entity| entity.id == holder);
        entity.into_iter().for_each(|entity| {
            entity.roles.push(Role { title: title.clone(), of: of.clone(), evidence: evidence.clone() });
        });
    }

    fn belonging(&mut self, record: &'a Record, member: &str) {
        let body = record.first("organization").or(record.first("employer")).and_then(|id| self.actor(id));
        let Some(member) = record.first(member).and_then(|id| self.actor(id)) else { return };
        let entity = self.case.entities.iter_mut().find(|entity| entity.id == member);
        entity
            .into_iter()
            .for_each(|entity| entity.affiliation = entity.affiliation.take().or_else(|| body.clone()));
    }

    /// One piece for every document that proves it, or the line of the file itself.
    fn evidence(&mut self, record: &Record) -> Vec<Evidence> {
        let quotes = record.all("description");
        let known = |id: &String| self.documents.get(id.as_str()).cloned();
        let documents: Vec<_> = record.all("proof").iter().filter_map(known).collect();
        let quote = |number: usize| {
            let quote =
                quotes.get(number).or(quotes.last()).or(record.first("summary")).or(record.first("name"));
            quote.cloned().unwrap_or_else(|| record.schema.clone())
        };
        let place = |(number, document)| Evidence { document, start: 0, end: 0, quote: quote(number) };
        if documents.is_empty() {
            self.uses_file = true;
            return vec![Evidence { quote: quote(0), document: self.file.id.clone(), start: 0, end: 0 }];
        }
        documents.into_iter().enumerate().map(place).collect()
    }

    fn finish(mut self) -> Warned<Case> {
        if self.uses_file {
            self.case.documents.push(self.file.clone());
        }
        self.case.documents.sort_by(|a, b| a.id.cmp(&b.id));
        self.case.entities.sort_by(|a, b| a.id.cmp(&b.id));
        let mut read = Warned::clean(self.case);
        if self.dangling > 0 {
            read.warn(&self.file.name, format!("{} references lead to no entity of the file", self.dangling));
        }
        for (schema, count) in self.left_out {
            read.warn(&self.file.name, format!("{count} entities of the schema {schema} have no place here"));
        }
        read
    }
}

fn certainty(record: &Record) -> Certainty {
    let head = record.first("summary").and_then(|summary| summary.strip_prefix('[')?.split_once(']'));
    let told = record
        .keyword("certainty")
        .or(record.first("status").map(String::as_str))
        .or(head.map(|(word, _)| word));
    told.and_then(Certainty::from_text).unwrap_or(Certainty::Happened)
}

fn when(record: &Record) -> Option<When> {
    let day = |name: &str| record.first(name).map(|date| date.get(..10).unwrap_or(date).to_owned());
    let (start, end) = (day("startDate"), day("endDate"));
    let edtf = day("date").or_else(|| match (start, end) {
        (Some(start), Some(end)) if start != end => Some(format!("{start}/{end}")),
        (start, end) => start.or(end),
    })?;
    let when = When { edtf: Some(edtf), phrase: None, anchor: None, inferred: false, offset_days: None };
    when.bounds().is_some().then_some(when)
}
