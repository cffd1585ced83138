//! A case as an attributed multigraph: one edge for every pair that an event ties.

use super::Dropped;
use crate::graph::{Act, ActSource, Direction, Filter, SocialGraph};
use crate::model::{
    Attributes, AttributesExt, Case, Document, Entity, Event, Evidence, Layer, Link, Multigraph,
    PLACE_PREFIX, Participant, ParticipantRole, Role, Statement, Value, Vertex, When, attribute as name,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The graph of what `filter` keeps of `case`, and what has no place in it.
///
/// Every actor becomes a node, tied or not. Edges of one event share the attribute `event`; edges run from visitor to
/// host, caller to callee, speaker to addressee, and else in the order of the ids.
///
/// ```
/// use sociogram::graph::Filter;
/// use sociogram::model::{Case, Entity, EntityKind};
/// let case = Case { entities: vec![Entity::new(EntityKind::Person, "Ann Lee")], ..Case::default() };
/// let (graph, dropped) = sociogram::render::multigraph(&case, &Filter::everything());
/// assert_eq!(graph.vertices[0].label, "Ann Lee");
/// assert!(dropped.is_empty());
/// ```
pub fn multigraph(case: &Case, filter: &Filter) -> (Multigraph, Vec<Dropped>) {
    let index = Index::of(case);
    let actors = case.entities.iter().filter(|entity| entity.kind.is_actor());
    let vertices = actors.map(|entity| index.vertex(entity)).collect();
    let graph = SocialGraph::of(case, filter);
    let mut links = Vec::new();
    for (first, second, tie) in graph.ties() {
        for act in &tie.acts {
            let ends = [&graph.actor(first).id, &graph.actor(second).id].map(String::as_str);
            links.push(index.link(ends, tie.layer, act));
        }
    }
    number_offices(&mut links);
    number_repeated_ids(&mut links);
    let dropped = dropped(case, filter, &links);
    (Multigraph { vertices, links }, dropped)
}

/// What edges refer to, by id.
struct Index<'a> {
    entities: HashMap<&'a str, &'a Entity>,
    events: HashMap<&'a str, &'a Event>,
    statements: HashMap<&'a str, &'a Statement>,
    documents: HashMap<&'a str, &'a Document>,
}

impl<'a> Index<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            entities: case.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect(),
            events: case.events.iter().map(|event| (event.id.as_str(), event)).collect(),
            statements: case.statements.iter().map(|s| (s.id.as_str(), s)).collect(),
            documents: case.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
        }
    }

    fn vertex(&self, entity: &Entity) -> Vertex {
        let joined = |list: &[String]| (!list.is_empty()).then(|| list.join("; "));
        let offices: Vec<_> = entity.roles.iter().filter_map(|role| self.office(role)).collect();
        let mut attributes = Attributes::new();
        attributes.put(name::KIND, Some(entity.kind.as_str()));
        attributes.put(name::SIDE, entity.side.clone());
        attributes.put(name::AFFILIATION, entity.affiliation.as_deref().map(|id| self.node_or_place(id)));
        attributes.put(name::STANDS_FOR, entity.stands_for.as_deref().map(|id| self.node_or_place(id)));
        attributes.put(name::ALIASES, joined(&entity.aliases));
        attributes.put(name::SHORT_NAMES, joined(&entity.weak_aliases));
        attributes.put(name::MEMBERS, joined(&entity.members));
        attributes.put(name::OFFICES, joined(&offices));
        Vertex { id: entity.id.clone(), label: entity.name.clone(), attributes }
    }

    /// The id of a node; `place:` and the name of a place, which is no node.
    fn node_or_place(&self, id: &str) -> String {
        match self.entities.get(id).filter(|entity| !entity.kind.is_actor()) {
            Some(place) => format!("{PLACE_PREFIX}{}", place.name),
            None => id.to_owned(),
        }
    }

    /// An office that no edge can tell, since it is of no node.
    fn office(&self, role: &Role) -> Option<String> {
        match role.of.as_deref().map(|of| self.entities.get(of)) {
            None => Some(role.title.clone()),
            Some(Some(place)) if !place.kind.is_actor() => Some(format!("{} of {}", role.title, place.name)),
            Some(_) => None,
        }
    }

    fn link(&self, ends: [&str; 2], layer: Layer, act: &Act) -> Link {
        let mut attributes = Attributes::new();
        attributes.put(name::KIND, Some(kind(act)));
        attributes.put(name::LAYER, Some(layer.as_str()));
        attributes.put(name::CERTAINTY, Some(act.certainty.as_str()));
        attributes.insert(name::WEIGHT.to_owned(), Value::Number(act.weight));
        let confidence = Value::Number(f64::from(act.confidence.as_percent()));
        attributes.insert(name::CONFIDENCE.to_owned(), confidence);
        attributes.put(name::ONE_WAY, (act.direction != Direction::Mutual).then_some("yes"));
        attributes.put(name::CLAIMED_BY, act.claimed_by.clone());
        put_when(&mut attributes, act.when.as_ref());
        let mut ends = if act.direction == Direction::Backward { [ends[1], ends[0]] } else { ends };
        match &act.source {
            ActSource::Event(id, _) => {
                if let Some(event) = self.events.get(id.as_str()) {
                    self.put_event(&mut attributes, event, &mut ends);
                }
            }
            ActSource::Statement(id, _) => {
                if let Some(statement) = self.statements.get(id.as_str()) {
                    self.put_statement(&mut attributes, statement);
                }
            }
            ActSource::Role(id, number, _) => {
                let role = self.entities.get(id.as_str()).and_then(|entity| entity.roles.get(*number));
                if let Some(role) = role {
                    self.put_role(&mut attributes, role);
                }
            }
        }
        let [source, target] = ends.map(str::to_owned);
        Link { id: act.source.id(), source, target, attributes }
    }

    fn put_event(&self, attributes: &mut Attributes, event: &Event, ends: &mut [&str; 2]) {
        let part = |id: &str| event.participants.iter().find(|participant| participant.entity == id);
        if rank(part(ends[1])) < rank(part(ends[0])) {
            ends.swap(0, 1);
        }
        let [source, target] = ends.map(part);
        let role = |part: Option<&Participant>| {
            part.filter(|part| part.role != ParticipantRole::Attendee).map(|part| part.role.as_str())
        };
        let side = |part: Option<&Participant>| part.and_then(|part| part.side).map(|side| side.to_string());
        attributes.put(name::EVENT, Some(event.id.clone()));
        if let Some(told) = event.statement.as_deref().and_then(|id| self.statements.get(id)) {
            put_words(attributes, told);
        }
        attributes.put(name::SOURCE_ROLE, role(source));
        attributes.put(name::TARGET_ROLE, role(target));
        attributes.put(name::SOURCE_SIDE, side(source));
        attributes.put(name::TARGET_SIDE, side(target));
        let place = event.place.as_deref().and_then(|place| self.entities.get(place));
        attributes.put(name::PLACE, place.map(|place| place.name.clone()));
        if let Some(report) = event.reports.first() {
            self.put_evidence(attributes, &report.evidence);
        }
        if event.reports.len() > 1 {
            attributes.put(name::REPORTS, Some(self.reports(event)));
        }
    }

    /// All reports as a JSON list, with the same names as the attributes.
    fn reports(&self, event: &Event) -> String {
        let report = |report: &crate::model::EventReport| {
            let mut attributes = Attributes::new();
            attributes.put(name::CERTAINTY, Some(report.certainty.as_str()));
            let confidence = report.confidence.as_percent().to_string();
            attributes.put(name::CONFIDENCE, Some(confidence));
            attributes.put(name::CLAIMED_BY, report.claimed_by.clone());
            self.put_evidence(&mut attributes, &report.evidence);
            attributes.into_iter().map(|(name, value)| (name, value.to_text())).collect()
        };
        let reports: Vec<BTreeMap<String, String>> = event.reports.iter().map(report).collect();
        serde_json::to_string(&reports).expect("maps of texts always serialise")
    }

    fn put_statement(&self, attributes: &mut Attributes, statement: &Statement) {
        put_words(attributes, statement);
        self.put_evidence(attributes, &statement.evidence);
    }

    fn put_role(&self, attributes: &mut Attributes, role: &Role) {
        attributes.put(name::ROLE, Some(role.title.clone()));
        self.put_evidence(attributes, &role.evidence);
    }

    fn put_evidence(&self, attributes: &mut Attributes, evidence: &Evidence) {
        attributes.put(name::EVIDENCE, Some(evidence.quote.clone()));
        attributes.put(name::EVIDENCE_BYTES, Some(format!("{}-{}", evidence.start, evidence.end)));
        if let Some(document) = self.documents.get(evidence.document.as_str()) {
            attributes.put(name::DOCUMENT, Some(document.name.clone()));
            attributes.put(name::DOCUMENT_SHA256, Some(document.sha256.clone()));
            attributes.put(name::HEADLINE, document.title.clone());
            attributes.put(name::PUBLISHER, document.publisher.clone());
            attributes.put(name::PUBLISHED, document.date.map(|date| date.to_string()));
            attributes.put(name::URL, document.url.clone());
        }
    }
}

fn kind(act: &Act) -> &str {
    match &act.source {
        ActSource::Role(..) => "role",
        source => source.kind_name(),
    }
}

/// What was said.
fn put_words(attributes: &mut Attributes, statement: &Statement) {
    let content: Vec<_> = statement.content.iter().map(|span| span.text.as_str()).collect();
    attributes.put(name::STATEMENT, Some(statement.id.clone()));
    attributes.put(name::CONTENT, Some(content.join(" … ")));
    attributes.put(name::QUOTATION, Some(statement.quotation.as_str()));
}

/// Edges start at whoever acts on the other.
fn rank(part: Option<&Participant>) -> u8 {
    use ParticipantRole::{Caller, Mediator, Questioner, Speaker, Visitor};
    let acts =
        part.is_some_and(|part| matches!(part.role, Visitor | Caller | Mediator | Questioner | Speaker));
    u8::from(!acts)
}

fn put_when(attributes: &mut Attributes, when: Option<&When>) {
    let Some(when) = when else { return };
    attributes.put(name::DATE, when.edtf.clone());
    attributes.put(name::DATE_WORDS, when.phrase.clone());
    attributes.put(name::DATE_INFERRED, when.inferred.then_some("yes"));
    if let Some((first, last)) = when.bounds() {
        attributes.put(name::START, Some(first.to_string()));
        attributes.put(name::END, Some(last.to_string()));
    }
}

/// Offices are numbered among those that are edges: `anna-keller#0`.
fn number_offices(links: &mut [Link]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for link in links.iter_mut().filter(|link| link.attributes.contains_key(name::ROLE)) {
        let count = seen.entry(link.source.clone()).or_default();
        link.id = format!("{}#{count}", link.source);
        *count += 1;
    }
}

/// An event of several pairs gives several edges: `ev-1`, `ev-1.2`, `ev-1.3`.
fn number_repeated_ids(links: &mut [Link]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for link in links {
        let count = seen.entry(link.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            link.id = format!("{}.{count}", link.id);
        }
    }
}

/// What the case holds and the graph has no place for.
fn dropped(case: &Case, filter: &Filter, links: &[Link]) -> Vec<Dropped> {
    let named = |attribute: &str| -> HashSet<String> {
        links.iter().filter_map(|link| link.attributes.text(attribute)).collect()
    };
    let (events, statements) = (named(name::EVENT), named(name::STATEMENT));
    let places = named(name::PLACE);
    let wanted = case.events.iter().filter(|event| filter.admits_event(event));
    let untied = wanted.filter(|event| !events.contains(&event.id)).count();
    let unheard = match filter.layers.contains(&Layer::Statement) {
        true => case
            .statements
            .iter()
            .filter(|s| filter.admits_statement(s) && !statements.contains(&s.id))
            .count(),
        false => 0,
    };
    let unnamed = case
        .entities
        .iter()
        .filter(|entity| !entity.kind.is_actor() && !places.contains(&entity.name))
        .count();
    Dropped::some([
        ("events that tie no two actors", untied),
        ("statements about nobody in the case", unheard),
        ("places where no event took place", unnamed),
        ("mentions", case.entities.iter().map(|entity| entity.mentions.len()).sum()),
    ])
}
