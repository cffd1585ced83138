//! From an attributed multigraph to a case.

use crate::model::{
    Attributes, AttributesExt, Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind,
    EventReport, Evidence, Layer, Link, Multigraph, PLACE_PREFIX, Participant, ParticipantRole, Quotation,
    Role, Statement, StatementKind, TextSpan, Value, Vertex, Warned, When, attribute as name, content_hash,
    kebab, span_id,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Whether isolated nodes without a kind are worth a word: a table of edges alone never tells kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Whole,
    Sparingly,
}

const KINDS: &[&str] =
    &[name::KIND, "kind_of", "type", "relation", "relationship", "interaction", "label", "schema"];
const NODE_KINDS: &[&str] = &[name::KIND, "type", "schema", "category", "node_type", ":LABEL"];
const CERTAINTIES: &[&str] = &[name::CERTAINTY, "status"];
const DATES: &[&str] = &[name::DATE, "when", "time", "timestamp", "day"];
const EVIDENCE: &[&str] = &[name::EVIDENCE, "sentence", "quote", "description", "text"];
const PLACES: &[&str] = &[name::PLACE, "location"];

/// Whether a case has a place for an attribute of this name.
pub(super) fn has_place(attribute: &str) -> bool {
    let aliases = [KINDS, NODE_KINDS, CERTAINTIES, DATES, EVIDENCE, PLACES];
    attribute == name::DOCUMENT_SHA256
        || name::ORDER.contains(&attribute)
        || aliases.iter().any(|names| names.contains(&attribute))
}

/// The case that a graph tells; `file` stands for sources that the edges do not name.
pub(super) fn case_of(graph: &Multigraph, file: &Document, told: Told) -> Warned<Case> {
    let mut reading = Reading::new(file);
    graph.vertices.iter().for_each(|vertex| reading.actor(vertex));
    reading.references(graph);
    for (number, link) in graph.links.iter().enumerate() {
        reading.link(number, link);
    }
    reading.finish(told)
}

struct Reading<'a> {
    file: &'a Document,
    documents: BTreeMap<String, Document>,
    entities: Vec<Entity>,
    /// Place in `entities` by the node's id.
    nodes: HashMap<String, usize>,
    /// Entity ids in use.
    taken: HashSet<String>,
    /// Entity ids of places by name.
    places: HashMap<String, String>,
    events: Vec<Event>,
    event_places: HashMap<String, usize>,
    statements: Vec<Statement>,
    statement_places: HashMap<String, usize>,
    /// Statements of which only the telling is known so far.
    only_told: HashSet<usize>,
    kindless_nodes: usize,
    kindless_edges: usize,
    weighted: usize,
    loops: usize,
    bad_dates: Vec<String>,
    /// Names of attributes that a case has no place for.
    unplaced: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn new(file: &'a Document) -> Self {
        Self {
            file,
            documents: BTreeMap::new(),
            entities: Vec::new(),
            nodes: HashMap::new(),
            taken: HashSet::new(),
            places: HashMap::new(),
            events: Vec::new(),
            event_places: HashMap::new(),
            statements: Vec::new(),
            statement_places: HashMap::new(),
            only_told: HashSet::new(),
            kindless_nodes: 0,
            kindless_edges: 0,
            weighted: 0,
            loops: 0,
            bad_dates: Vec::new(),
            unplaced: BTreeSet::new(),
        }
    }

    /// Notes the attributes that are not kept.
    fn note_unplaced(&mut self, attributes: &Attributes) {
        for name in attributes.keys().filter(|name| !has_place(name)) {
            if !self.unplaced.contains(name) {
                self.unplaced.insert(name.clone());
            }
        }
    }

    fn actor(&mut self, vertex: &Vertex) {
        self.note_unplaced(&vertex.attributes);
        let label = if vertex.label.is_empty() { &vertex.id } else { &vertex.label };
        let kind = first(&vertex.attributes, NODE_KINDS).and_then(|kind| entity_kind(&kind));
        self.kindless_nodes += usize::from(kind.is_none());
        let mut entity = Entity::new(kind.unwrap_or(EntityKind::Person), label.clone());
        entity.id = self.entity_id(&vertex.id, &entity.id);
        entity.side = vertex.attributes.text(name::SIDE);
        entity.aliases = list(&vertex.attributes, name::ALIASES);
        entity.weak_aliases = list(&vertex.attributes, name::SHORT_NAMES);
        let office = |title: String| Role { evidence: self.own_evidence(&title), title, of: None };
        entity.roles = list(&vertex.attributes, name::OFFICES).into_iter().map(office).collect();
        if !entity.roles.is_empty() {
            self.use_file();
        }
        self.nodes.insert(vertex.id.clone(), self.entities.len());
        self.entities.push(entity);
    }

    /// Our own ids stay; other tools' ids, which often are mere numbers, give way to handles made from the name.
    fn entity_id(&mut self, id: &str, handle: &str) -> String {
        let ours = id == handle || id.strip_prefix(handle).is_some_and(|rest| rest.starts_with('-'));
        let wanted = if ours && kebab(id) == id { id } else { handle };
        let mut free = wanted.to_owned();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{wanted}-{number}");
            number += 1;
        }
        free
    }

    /// What nodes say about other nodes, once all are known.
    fn references(&mut self, graph: &Multigraph) {
        for (place, vertex) in graph.vertices.iter().enumerate() {
            let affiliation =
                vertex.attributes.text(name::AFFILIATION).and_then(|id| self.node_or_place(&id));
            let members = list(&vertex.attributes, name::MEMBERS);
            let members = members.iter().filter_map(|id| self.entity(id)).collect();
            let stands_for = vertex.attributes.text(name::STANDS_FOR).and_then(|id| self.node_or_place(&id));
            let entity = &mut self.entities[place];
            (entity.affiliation, entity.members, entity.stands_for) = (affiliation, members, stands_for);
        }
    }

    /// Entity id of a node, or of the place behind `place:`.
    fn node_or_place(&mut self, text: &str) -> Option<String> {
        match text.strip_prefix(PLACE_PREFIX) {
            Some(place) => Some(self.place(place)),
            None => self.entity(text),
        }
    }

    /// Entity id of a node.
    fn entity(&self, node: &str) -> Option<String> {
        self.nodes.get(node).map(|place| self.entities[*place].id.clone())
    }

    fn link(&mut self, number: usize, link: &Link) {
        let attributes = &link.attributes;
        self.note_unplaced(attributes);
        let kind = first(attributes, KINDS).map(|kind| kind.trim().to_lowercase());
        let layer = attributes.text(name::LAYER).and_then(|layer| Layer::from_text(&layer));
        let spoken = kind.as_deref().and_then(StatementKind::from_text);
        let event = kind.as_deref().and_then(EventKind::from_text);
        if layer == Some(Layer::Relation) || (event.is_none() && attributes.contains_key(name::ROLE)) {
            self.role(link);
        } else if layer == Some(Layer::Statement) || (event.is_none() && spoken.is_some()) {
            self.statement(number, link, spoken.unwrap_or(StatementKind::State));
        } else {
            self.kindless_edges += usize::from(event.is_none());
            self.event(number, link, event.unwrap_or(EventKind::Meet));
        }
    }

    fn role(&mut self, link: &Link) {
        let title = first(&link.attributes, &[name::ROLE, name::KIND, "label"]).unwrap_or_default();
        let evidence = self.evidence(&link.attributes, &title);
        let of = self.entity(&link.target);
        if let Some(place) = self.nodes.get(&link.source) {
            self.entities[*place].roles.push(Role { title, of, evidence });
        }
    }

    fn statement(&mut self, number: usize, link: &Link, kind: StatementKind) {
        let about = self.entity(&link.target);
        let shared = link.attributes.text(name::STATEMENT);
        let known = shared.as_ref().and_then(|id| self.statement_places.get(id)).copied();
        if let Some(place) = known.filter(|place| !self.only_told.contains(place)) {
            self.statements[place].about.extend(about);
            return;
        }
        let mut statement = self.words(number, link, kind);
        statement.when = self.when(&link.attributes);
        statement.about.extend(about);
        match known {
            Some(place) => {
                self.only_told.remove(&place);
                statement.addressee = self.statements[place].addressee.take();
                self.statements[place] = statement;
            }
            None => self.add_statement(shared, statement),
        }
    }

    fn add_statement(&mut self, shared: Option<String>, statement: Statement) {
        if let Some(shared) = shared {
            self.statement_places.insert(shared, self.statements.len());
        }
        self.statements.push(statement);
    }

    /// What was told to somebody; more may stand on edges of the statement layer. Gives the statement's id.
    fn told(&mut self, number: usize, link: &Link) -> Option<String> {
        let shared = link.attributes.text(name::STATEMENT)?;
        if let Some(place) = self.statement_places.get(&shared) {
            let statement = &mut self.statements[*place];
            statement.addressee = self.nodes.get(&link.target).map(|place| self.entities[*place].id.clone());
            return Some(statement.id.clone());
        }
        let mut statement = self.words(number, link, StatementKind::State);
        statement.addressee = self.entity(&link.target);
        let id = statement.id.clone();
        self.only_told.insert(self.statements.len());
        self.add_statement(Some(shared), statement);
        Some(id)
    }

    /// The statement that an edge holds, without whom it is about.
    fn words(&mut self, number: usize, link: &Link, kind: StatementKind) -> Statement {
        let attributes = &link.attributes;
        let id = attributes.text(name::STATEMENT).filter(|id| id.starts_with("st-"));
        let evidence = self.evidence(attributes, kind.as_str());
        let content = attributes.text(name::CONTENT);
        let content = content.map(|text| TextSpan { start: evidence.start, end: evidence.end, text });
        let quotation = match attributes.text(name::QUOTATION).as_deref() {
            Some("direct") => Quotation::Direct,
            Some("mixed") => Quotation::Mixed,
            _ => Quotation::Indirect,
        };
        Statement {
            id: id.unwrap_or_else(|| span_id("st", &self.file.sha256, number, number)),
            kind,
            source: self.entity(&link.source),
            source_span: None,
            cue: None,
            content: content.into_iter().collect(),
            quotation,
            speech: true,
            addressee: None,
            addressee_span: None,
            about: Vec::new(),
            medium: None,
            when: None,
            claimed_by: attributes.text(name::CLAIMED_BY).and_then(|id| self.entity(&id)),
            confidence: confidence(attributes),
            reasons: Vec::new(),
            evidence,
        }
    }

    fn event(&mut self, number: usize, link: &Link, kind: EventKind) {
        let attributes = &link.attributes;
        let parts = self.parts(link, kind);
        if parts.len() < 2 {
            self.loops += 1;
            return;
        }
        let shared = attributes.text(name::EVENT);
        if let Some(place) = shared.as_ref().and_then(|id| self.event_places.get(id)) {
            let known = &mut self.events[*place].participants;
            for part in parts {
                if !known.iter().any(|other| other.entity == part.entity) {
                    known.push(part);
                }
            }
            return;
        }
        self.weighted += usize::from(shared.is_none() && is_weighted(attributes));
        let id = shared.clone().filter(|id| id.starts_with("ev-"));
        let id = id.unwrap_or_else(|| span_id("ev", &self.file.sha256, number, number));
        let certainty = certainty(attributes);
        let event = Event {
            kind,
            participants: parts,
            certainty,
            when: self.when(attributes),
            place: first(attributes, PLACES).map(|place| self.place(&place)),
            claimed_by: attributes.text(name::CLAIMED_BY).and_then(|id| self.entity(&id)),
            confidence: confidence(attributes),
            statement: self.told(number, link),
            reports: self.reports(&id, attributes, kind),
            id,
        };
        if let Some(shared) = shared {
            self.event_places.insert(shared, self.events.len());
        }
        self.events.push(event);
    }

    /// The two ends; one, if the edge is a loop.
    fn parts(&self, link: &Link, kind: EventKind) -> Vec<Participant> {
        let tells = kind == EventKind::Tell;
        let speaks = [ParticipantRole::Speaker, ParticipantRole::Addressee];
        let ends = [
            (&link.source, name::SOURCE_ROLE, name::SOURCE_SIDE, speaks[0]),
            (&link.target, name::TARGET_ROLE, name::TARGET_SIDE, speaks[1]),
        ];
        let mut parts: Vec<Participant> = Vec::new();
        for (node, role, side, speaks) in ends {
            let known = self.nodes.get(node).map(|place| &self.entities[*place]);
            // Places take part in nothing.
            let Some(known) = known.filter(|entity| entity.kind.is_actor()) else { continue };
            let entity = known.id.clone();
            if parts.iter().any(|part| part.entity == entity) {
                continue;
            }
            let told = link.attributes.text(role).and_then(|role| ParticipantRole::from_text(&role));
            let role = told.unwrap_or(if tells { speaks } else { ParticipantRole::Attendee });
            let side = link.attributes.text(side).and_then(|side| side.parse().ok());
            parts.push(Participant { entity, role, side });
        }
        parts
    }

    /// Each report of the list, or the one that the edge itself is.
    fn reports(&mut self, event: &str, attributes: &Attributes, kind: EventKind) -> Vec<EventReport> {
        let texts = attributes.text(name::REPORTS);
        let listed: Vec<BTreeMap<String, String>> =
            texts.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        let mut listed: Vec<Attributes> = listed
            .into_iter()
            .map(|report| report.into_iter().map(|(name, text)| (name, Value::Text(text))).collect())
            .collect();
        if listed.is_empty() {
            listed.push(attributes.clone());
        }
        let suffix = event.trim_start_matches("ev-");
        let report = |(number, attributes): (usize, &Attributes)| EventReport {
            id: match number {
                0 => format!("er-{suffix}"),
                _ => format!("er-{}", &content_hash(format!("{suffix}:{number}").as_bytes())[..12]),
            },
            evidence: self.evidence(attributes, kind.as_str()),
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty: certainty(attributes),
            claimed_by: attributes.text(name::CLAIMED_BY).and_then(|id| self.entity(&id)),
            confidence: confidence(attributes),
            reasons: vec!["imported".to_owned()],
        };
        listed.iter().enumerate().map(report).collect()
    }

    /// The place entity of this name.
    fn place(&mut self, place: &str) -> String {
        if let Some(id) = self.places.get(place) {
            return id.clone();
        }
        let mut entity = Entity::new(EntityKind::Place, place);
        if self.taken.contains(&entity.id) {
            entity.id.push_str("-place");
        }
        let wanted = entity.id.clone();
        entity.id = self.entity_id(&wanted, &wanted);
        let id = entity.id.clone();
        self.places.insert(place.to_owned(), id.clone());
        self.entities.push(entity);
        id
    }

    fn when(&mut self, attributes: &Attributes) -> Option<When> {
        let phrase = attributes.text(name::DATE_WORDS);
        let inferred = attributes.text(name::DATE_INFERRED).as_deref() == Some("yes");
        let written = first(attributes, DATES).filter(|date| !date.trim().is_empty());
        let spell = || {
            let [start, end] =
                [name::START, name::END].map(|end| attributes.text(end).and_then(|day| day_of(&day)));
            match (start, end) {
                (Some(start), Some(end)) if start != end => Some(format!("{start}/{end}")),
                (start, end) => start.or(end).map(|day| day.to_string()),
            }
        };
        let edtf = match &written {
            Some(date) => edtf(date.trim()).or_else(|| {
                self.bad_dates.push(date.chars().take(40).collect());
                None
            }),
            None => spell(),
        };
        let known = edtf.is_some() || phrase.is_some();
        known.then_some(When { edtf, phrase, anchor: None, inferred, offset_days: None })
    }

    fn evidence(&mut self, attributes: &Attributes, fallback: &str) -> Evidence {
        let quote = first(attributes, EVIDENCE);
        let bytes = attributes.text(name::EVIDENCE_BYTES).and_then(|bytes| {
            let (start, end) = bytes.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        });
        match self.document(attributes) {
            Some(document) => {
                let (start, end) = bytes.unwrap_or_default();
                Evidence { document, start, end, quote: quote.unwrap_or_default() }
            }
            None => {
                self.use_file();
                self.own_evidence(quote.as_deref().unwrap_or(fallback))
            }
        }
    }

    /// Words that stand in the graph file itself.
    fn own_evidence(&self, quote: &str) -> Evidence {
        Evidence { document: self.file.id.clone(), start: 0, end: 0, quote: quote.to_owned() }
    }

    fn use_file(&mut self) {
        self.documents.entry(self.file.id.clone()).or_insert_with(|| self.file.clone());
    }

    /// The document that the edge names, if it tells its hash or its address.
    fn document(&mut self, attributes: &Attributes) -> Option<String> {
        let url = attributes.text(name::URL);
        let told = attributes.text(name::DOCUMENT_SHA256).filter(|sha256| is_sha256(sha256));
        let sha256 = told.or_else(|| url.as_ref().map(|url| content_hash(url.as_bytes())))?;
        let id = format!("doc-{}", &sha256[..12]);
        let document = || Document {
            id: id.clone(),
            sha256,
            name: attributes.text(name::DOCUMENT).or_else(|| url.clone()).unwrap_or_else(|| id.clone()),
            title: attributes.text(name::HEADLINE),
            date: attributes.text(name::PUBLISHED).and_then(|day| day.parse().ok()),
            publisher: attributes.text(name::PUBLISHER),
            url: url.clone(),
            bytes: 0,
            text: None,
        };
        self.documents.entry(id.clone()).or_insert_with(document);
        Some(id)
    }

    fn finish(mut self, told: Told) -> Warned<Case> {
        self.entities.sort_by(|a, b| a.id.cmp(&b.id));
        let case = Case {
            documents: self.documents.into_values().collect(),
            entities: self.entities,
            events: self.events,
            statements: self.statements,
            ..Case::default()
        };
        let mut read = Warned::clean(case);
        let counted = [
            (self.kindless_nodes, "nodes without a kind that is known here are read as people"),
            (self.kindless_edges, "edges without a kind that is known here are read as meetings"),
            (self.weighted, "weights of edges are not kept, every edge is one event"),
            (self.loops, "edges that end where they start, or at a place, are left out"),
        ];
        for (count, what) in counted {
            let silent = told == Told::Sparingly && what.starts_with("nodes");
            if count > 0 && !silent {
                read.warn(&self.file.name, format!("{what} ({count})"));
            }
        }
        if let Some(first) = self.bad_dates.first() {
            let what =
                format!("dates that cannot be read are left out ({}), first '{first}'", self.bad_dates.len());
            read.warn(&self.file.name, what);
        }
        if !self.unplaced.is_empty() {
            read.warn(
                &self.file.name,
                format!("attributes that a case has no place for are left out: {}", some(&self.unplaced)),
            );
        }
        read
    }
}

/// The first five names and the number of the others.
fn some(names: &BTreeSet<String>) -> String {
    let brief = |name: &String| name.chars().filter(|c| !c.is_control()).take(40).collect::<String>();
    let shown = names.iter().take(5).map(brief).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(5) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The first of these attributes that is there.
fn first(attributes: &Attributes, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| attributes.text(name))
}

fn list(attributes: &Attributes, name: &str) -> Vec<String> {
    let text = attributes.text(name).unwrap_or_default();
    text.split("; ").filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Words of this and other tools.
fn entity_kind(text: &str) -> Option<EntityKind> {
    Some(match text.trim().to_lowercase().as_str() {
        "person" | "people" | "human" | "individual" => EntityKind::Person,
        "organisation" | "organization" | "org" | "company" | "publicbody" | "body" | "government"
        | "party" => EntityKind::Organisation,
        "group" | "legalentity" => EntityKind::Group,
        "place" | "location" | "address" => EntityKind::Place,
        _ => return None,
    })
}

fn certainty(attributes: &Attributes) -> Certainty {
    let told =
        first(attributes, CERTAINTIES).and_then(|word| Certainty::from_text(&word.trim().to_lowercase()));
    told.unwrap_or(Certainty::Happened)
}

/// What is imported is as certain as its source says; percent.
fn confidence(attributes: &Attributes) -> Confidence {
    let percent = attributes.text(name::CONFIDENCE).and_then(|text| text.parse::<f64>().ok());
    let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
    percent.map_or(Confidence::CERTAIN, |percent| Confidence::percent(percent.round() as u8))
}

fn is_weighted(attributes: &Attributes) -> bool {
    attributes.get(name::WEIGHT).is_some_and(|weight| weight != &Value::Number(1.0))
}

/// A date in the EDTF profile, or the day of a time stamp.
pub(super) fn edtf(text: &str) -> Option<String> {
    let when =
        When { edtf: Some(text.to_owned()), phrase: None, anchor: None, inferred: false, offset_days: None };
    if when.bounds().is_some() || is_open(text) {
        return Some(text.to_owned());
    }
    day_of(text).map(|day| day.to_string())
}

/// `2025-03/..`: bounded on one side only.
fn is_open(text: &str) -> bool {
    let end = text.trim_start_matches('[').trim_end_matches(']');
    let day = end.strip_suffix("/..").or_else(|| end.strip_suffix("..")).or_else(|| end.strip_prefix("../"));
    let day = day.or_else(|| end.strip_prefix(".."));
    let bounded = |day: &str| When {
        edtf: Some(day.to_owned()),
        phrase: None,
        anchor: None,
        inferred: false,
        offset_days: None,
    };
    day.is_some_and(|day| bounded(day).bounds().is_some())
}

/// `2024-03-02`, perhaps with a time behind it.
fn day_of(text: &str) -> Option<Date> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| day.parse().ok())?
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
