//! From a social graph and its case to a sketch: acts that would look alike become one line, and every line gets its words.

use super::dates::{Year, bounds, short_span, span};
use super::sketch::{LineForm, Sketch, SketchLine, SketchNode};
use crate::graph::{Act, ActSource, Direction, SocialGraph, Tie};
use crate::model::{Case, Certainty, Event, EventKind, Evidence, Layer, ParticipantRole, StatementKind};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most sentences in the tooltip of one line.
const SENTENCES: usize = 3;

impl Sketch {
    /// Everything in `graph`, with places, roles and evidence looked up in `case`.
    ///
    /// Acts of one tie become one line if they have the same kind, certainty and direction and stand on the same ground
    /// (told as fact, claimed, contested).
    pub fn of(graph: &SocialGraph, case: &Case) -> Self {
        let nodes = graph.actors().map(|(node, _)| sketch_node(graph, case, node)).collect();
        let lookup = Lookup::of(graph, case);
        let mut lines = Vec::new();
        for (a, b, tie) in graph.ties() {
            lines.extend(lookup.lines(&graph.actor(a).id, &graph.actor(b).id, tie));
        }
        let period = period(graph).map_or_else(String::new, |(first, last)| span(first, last));
        Self { nodes, lines, period, notes: vec![sources(case)], ..Self::default() }
    }
}

fn sketch_node(graph: &SocialGraph, case: &Case, node: petgraph::graph::NodeIndex) -> SketchNode {
    let actor = graph.actor(node);
    let role = |role: &crate::model::Role| match &role.of {
        Some(of) => format!("{} of {}", role.title, case.name_of(of)),
        None => role.title.clone(),
    };
    let roles: Vec<String> =
        case.entity(&actor.id).map_or(&[][..], |entity| &entity.roles).iter().map(role).collect();
    SketchNode {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        side: actor.side.clone().unwrap_or_default(),
        note: roles.join("; "),
    }
}

/// First and last day of everything drawn.
fn period(graph: &SocialGraph) -> Option<(Date, Date)> {
    bounds(graph.ties().flat_map(|(_, _, tie)| &tie.acts).filter_map(|act| act.when.as_ref()))
}

/// Where it comes from: "Source: 3 texts (…)".
pub(crate) fn sources(case: &Case) -> String {
    let names: Vec<&str> = case.documents.iter().map(|d| d.title.as_deref().unwrap_or(&d.name)).collect();
    match names.as_slice() {
        [] => "Drawn by sociogram.".to_owned(),
        [one] => format!("Source: {one}. Extracted by rules and drawn by sociogram."),
        many if many.len() <= 3 => {
            format!("Sources: {}. Extracted by rules and drawn by sociogram.", many.join("; "))
        }
        many => format!("Source: {} texts. Extracted by rules and drawn by sociogram.", many.len()),
    }
}

/// What has to look alike for two acts to share a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    kind: String,
    certainty: Reverse<Certainty>,
    claimed: bool,
    contested: bool,
    form: LineForm,
    /// Whether the line runs from the tie's second end to its first.
    turned: bool,
}

/// The case's events and statements by id.
struct Lookup<'a> {
    case: &'a Case,
    events: BTreeMap<&'a str, &'a Event>,
    statements: BTreeMap<&'a str, &'a crate::model::Statement>,
    year: Year,
}

impl<'a> Lookup<'a> {
    fn of(graph: &SocialGraph, case: &'a Case) -> Self {
        let one_year = period(graph).is_some_and(|(first, last)| first.year() == last.year());
        Self {
            year: if one_year { Year::Implied } else { Year::Written },
            case,
            events: case.events.iter().map(|event| (event.id.as_str(), event)).collect(),
            statements: case.statements.iter().map(|statement| (statement.id.as_str(), statement)).collect(),
        }
    }

    /// The lines of one tie.
    fn lines(&self, first: &str, second: &str, tie: &Tie) -> Vec<SketchLine> {
        let mut groups: BTreeMap<Look, Vec<&Act>> = BTreeMap::new();
        for act in &tie.acts {
            groups.entry(self.look(first, second, tie.layer, act)).or_default().push(act);
        }
        groups.iter().map(|(look, acts)| self.line(first, second, tie.layer, look, acts)).collect()
    }

    fn event(&self, act: &Act) -> Option<&'a Event> {
        match &act.source {
            ActSource::Event(id, _) => self.events.get(id.as_str()).copied(),
            _ => None,
        }
    }

    fn look(&self, first: &str, second: &str, layer: Layer, act: &Act) -> Look {
        let event = self.event(act);
        let kind = match &act.source {
            ActSource::Role(_, _, title) => title.clone(),
            other => other.kind_name().to_owned(),
        };
        let role =
            |id: &str| event.and_then(|e| e.participants.iter().find(|p| p.entity == id)).map(|p| p.role);
        let roles = (role(first), role(second));
        let active = [ParticipantRole::Visitor, ParticipantRole::Mediator, ParticipantRole::Caller];
        let second_acts = roles.1.is_some_and(|role| active.contains(&role)) && roles.0 != roles.1;
        let form = match LineForm::of(layer, &kind, act.direction != Direction::Mutual) {
            LineForm::Visit if !told_apart(roles, ParticipantRole::Visitor, ParticipantRole::Host) => {
                LineForm::Plain
            }
            LineForm::Mediate if !one_is(roles, ParticipantRole::Mediator) => LineForm::Plain,
            form => form,
        };
        Look {
            kind,
            certainty: Reverse(act.certainty),
            claimed: act.claimed_by.is_some(),
            contested: event.is_some_and(Event::is_contested),
            form,
            turned: act.direction == Direction::Backward
                || (act.direction == Direction::Mutual && second_acts),
        }
    }

    fn line(&self, first: &str, second: &str, layer: Layer, look: &Look, acts: &[&Act]) -> SketchLine {
        let (source, target) = if look.turned { (second, first) } else { (first, second) };
        let members: Vec<String> = acts.iter().map(|act| act.source.id()).collect();
        let place = self.common_place(acts);
        let whens: Vec<_> = acts.iter().filter_map(|act| act.when.as_ref()).collect();
        let day = short_span(&whens, self.year);
        let long_day = whens.first().map(|when| if whens.len() == 1 { when.display() } else { day.clone() });
        let word = kind_on_label(look, acts[0]);
        let short =
            [&word, &day, &place].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        let kind = if layer == Layer::Relation { "relation".to_owned() } else { look.kind.clone() };
        SketchLine {
            id: format!("{}~{source}~{target}", members[0]),
            source: source.to_owned(),
            target: target.to_owned(),
            layer,
            kind,
            certainty: look.certainty.0,
            claimed: look.claimed,
            contested: look.contested,
            form: look.form,
            count: u32::try_from(acts.len()).unwrap_or(u32::MAX),
            label: joined(&[&word, &place, &day]),
            short_label: short,
            days: bounds(whens.iter().copied()),
            date: long_day.unwrap_or_default(),
            place,
            evidence: self.evidence(acts),
            members,
        }
    }

    /// The place of all acts, or nothing if they differ.
    fn common_place(&self, acts: &[&Act]) -> String {
        let mut places = acts.iter().map(|act| self.event(act).and_then(|event| event.place.as_deref()));
        let Some(Some(first)) = places.next() else { return String::new() };
        if places.all(|place| place == Some(first)) {
            self.case.name_of(first).to_owned()
        } else {
            String::new()
        }
    }

    /// The first sentences that prove the acts, each with its text's name.
    fn evidence(&self, acts: &[&Act]) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for evidence in acts.iter().flat_map(|act| self.evidence_of(act)) {
            let sentence = self.quoted(evidence);
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        if sentences.len() > SENTENCES {
            let more = sentences.len() - SENTENCES;
            sentences.truncate(SENTENCES);
            sentences.push(format!("… and {more} more"));
        }
        sentences
    }

    fn evidence_of(&self, act: &Act) -> Vec<&'a Evidence> {
        match &act.source {
            ActSource::Event(id, _) => {
                let reports = self.events.get(id.as_str()).map_or(&[][..], |event| &event.reports);
                reports.iter().map(|report| &report.evidence).collect()
            }
            ActSource::Statement(id, _) => {
                self.statements.get(id.as_str()).map(|statement| &statement.evidence).into_iter().collect()
            }
            ActSource::Role(id, number, _) => {
                let role = self.case.entity(id).and_then(|entity| entity.roles.get(*number));
                role.map(|role| &role.evidence).into_iter().collect()
            }
        }
    }

    fn quoted(&self, evidence: &Evidence) -> String {
        match self.case.document(&evidence.document) {
            Some(document) => format!("“{}” ({})", evidence.quote.trim(), document.name),
            None => format!("“{}”", evidence.quote.trim()),
        }
    }
}

type Roles = (Option<ParticipantRole>, Option<ParticipantRole>);

fn one_is(roles: Roles, role: ParticipantRole) -> bool {
    (roles.0 == Some(role)) != (roles.1 == Some(role))
}

fn told_apart(roles: Roles, one: ParticipantRole, other: ParticipantRole) -> bool {
    roles == (Some(one), Some(other)) || roles == (Some(other), Some(one))
}

/// The kind, where the line itself does not show it.
fn kind_on_label(look: &Look, act: &Act) -> String {
    match (&act.source, look.form) {
        (ActSource::Role(_, _, title), _) => title.clone(),
        (ActSource::Statement(_, StatementKind::State), _) => String::new(),
        (ActSource::Statement(_, kind), _) => kind.phrase().to_owned(),
        (_, LineForm::Visit | LineForm::Call | LineForm::Mediate) => String::new(),
        (ActSource::Event(_, kind), _) => occasion(*kind).to_owned(),
    }
}

/// What kind of occasion it was, if it was more than meeting or telling.
fn occasion(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Negotiate => "talks",
        EventKind::Interview => "interview",
        EventKind::Debate => "debate",
        EventKind::Testify => "hearing",
        EventKind::Correspond => "letters",
        EventKind::Sign => "signing",
        EventKind::Visit => "visit",
        EventKind::Mediate => "mediation",
        EventKind::Meet | EventKind::Tell | EventKind::Call => "",
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
