//! The gold, and what the library reads in the same texts.

use super::names;
use serde::Deserialize;
use sociogram::model::{Case, Certainty, Document, Event, EventKind, EventReport, Metadata};
use sociogram::model::{ParticipantRole, Statement, TextSpan, Warned};
use sociogram::pipeline::{self, Options};
use sociogram::source::Input;
use std::collections::BTreeSet;
use std::path::Path;

/// Words of a text, possibly interrupted, and what else they may be called. Offsets count bytes.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Span {
    start: usize,
    end: usize,
    pub(crate) text: String,
    #[serde(default)]
    spans: Vec<(usize, usize)>,
    pub(crate) resolved: Option<String>,
    #[serde(default)]
    pub(crate) members: Vec<String>,
}

impl Span {
    fn found(span: &TextSpan, resolved: Option<&str>) -> Self {
        let (start, end, text) = (span.start, span.end, span.text.clone());
        Self { start, end, text, resolved: resolved.map(str::to_owned), ..Self::default() }
    }

    pub(crate) fn parts(&self) -> Vec<(usize, usize)> {
        if self.spans.is_empty() { vec![(self.start, self.end)] } else { self.spans.clone() }
    }

    /// Number of bytes that both cover.
    pub(crate) fn shared(&self, other: &Span) -> usize {
        let pairs = self.parts().into_iter().flat_map(|a| other.parts().into_iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0))).sum()
    }

    pub(crate) fn length(&self) -> usize {
        self.parts().iter().map(|part| part.1 - part.0).sum()
    }

    fn handles(&self) -> BTreeSet<String> {
        let other = self.resolved.iter().chain(&self.members);
        names::handles(other.map(String::as_str).chain([self.text.as_str()]))
    }

    /// Whether a found wording names the same as this one; `also` are further names of this one.
    pub(crate) fn names_same(&self, found: &Span, also: Option<&str>) -> bool {
        if self.parts() == found.parts() {
            return true;
        }
        let (mut mine, theirs) = (self.handles(), found.handles());
        mine.extend(names::handles(also));
        if !mine.is_disjoint(&theirs) {
            return true;
        }
        let holds =
            |whole: &str, part: &str| names::key(part).is_some_and(|key| names::words(whole).contains(&key));
        self.shared(found) > 0 && (holds(&self.text, &found.text) || holds(&found.text, &self.text))
    }

    /// A plural mention as one party per member.
    pub(crate) fn each(&self) -> Vec<Span> {
        let one = |name: &String| Span { text: name.clone(), members: Vec::new(), ..self.clone() };
        if self.members.is_empty() { vec![self.clone()] } else { self.members.iter().map(one).collect() }
    }

    fn count_bytes(&mut self, offsets: &[usize]) {
        (self.start, self.end) = (offsets[self.start], offsets[self.end]);
        for part in &mut self.spans {
            *part = (offsets[part.0], offsets[part.1]);
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Name {
    #[serde(flatten)]
    pub(crate) span: Span,
    pub(crate) kind: String,
    #[serde(default = "yes")]
    pub(crate) named: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) speaker: Option<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) content: Option<Span>,
    pub(crate) addressee: Option<Span>,
    #[serde(default = "yes")]
    pub(crate) speech: bool,
    pub(crate) resolved: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Meeting {
    pub(crate) participants: Vec<Span>,
    pub(crate) sides: Option<Vec<Vec<usize>>>,
    pub(crate) trigger: Option<Span>,
    pub(crate) certainty: String,
    pub(crate) place: Option<Span>,
    pub(crate) place_name: Option<String>,
    pub(crate) time: Option<Span>,
    pub(crate) when: Option<String>,
    /// Gold: triggers of later mentions of the same event.
    #[serde(default)]
    pub(crate) also: Vec<Span>,
    /// The same in two documents for the same event; for what was found, the id of the event.
    pub(crate) event: Option<String>,
    /// Of what was found, in percent.
    #[serde(default)]
    pub(crate) confidence: u8,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Party {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Contact {
    pub(crate) participants: Vec<String>,
    pub(crate) sides: Option<Vec<Vec<String>>>,
    pub(crate) directed: bool,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) confidence: u8,
}

/// One document of the gold, or what was found in it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Reading {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) date: Option<jiff::civil::Date>,
    #[serde(rename = "entities")]
    pub(crate) names: Vec<Name>,
    pub(crate) statements: Vec<Said>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) people: Vec<Party>,
    #[serde(default)]
    pub(crate) others: Vec<Party>,
    pub(crate) contacts: Vec<Contact>,
}

fn yes() -> bool {
    true
}

/// The documents of every file in `tests/gold/<folder>`, file by file.
pub(crate) fn gold(folder: &str) -> Vec<(String, Vec<Reading>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(folder);
    let entries = std::fs::read_dir(&folder).expect("the gold is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let lines = std::fs::read_to_string(path).expect("the gold is text");
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        (name, lines.lines().map(document).collect())
    };
    files.iter().map(read).collect()
}

fn document(line: &str) -> Reading {
    let mut gold: Reading = serde_json::from_str(line).expect("a document of the gold");
    let offsets: Vec<_> = gold.text.char_indices().map(|(at, _)| at).chain([gold.text.len()]).collect();
    for name in &mut gold.names {
        name.span.count_bytes(&offsets);
    }
    for said in &mut gold.statements {
        let spans = [&mut said.speaker, &mut said.cue, &mut said.content, &mut said.addressee];
        spans.into_iter().flatten().for_each(|span| span.count_bytes(&offsets));
    }
    for meeting in &mut gold.meetings {
        let one = [&mut meeting.trigger, &mut meeting.place, &mut meeting.time].into_iter().flatten();
        let all = one.chain(&mut meeting.participants).chain(&mut meeting.also);
        all.for_each(|span| span.count_bytes(&offsets));
    }
    gold
}

/// Reads the documents together, through the whole pipeline.
pub(crate) fn read(documents: &[&Reading]) -> Case {
    let document = |gold: &&Reading| {
        let metadata = Metadata { name: gold.id.clone(), date: gold.date, ..Metadata::default() };
        Document::new(gold.text.clone(), metadata)
    };
    let documents = documents.iter().map(document).collect();
    let input = Warned::clean(Input { documents, ..Input::default() });
    let built = pipeline::case_from_input(input, &Options::default(), &|_, _| {}).expect("texts can be read");
    assert_eq!(built.failures, [], "a document was refused");
    assert_eq!(built.case.validate(), [], "the case does not hold together");
    built.case
}

/// What the case found in the document called `id`, in the form of the gold.
pub(crate) fn found(case: &Case, id: &str) -> Reading {
    let document = case.documents.iter().find(|document| document.name == id).expect("it was read");
    let line = sociogram::render::annotate(case, document, id);
    let mut line: serde_json::Value = serde_json::from_str(&line).expect("annotations are JSON");
    let read = |value: serde_json::Value| serde_json::from_value(value).expect("names have offsets and kind");
    let people = serde_json::from_value(line["people"].take()).expect("people have names");
    let here = |report: &&EventReport| report.evidence.document == document.id;
    let reports =
        case.events.iter().flat_map(|event| event.reports.iter().filter(here).map(move |r| (event, r)));
    let is_meeting = |event: &Event| !matches!(event.kind, EventKind::Tell | EventKind::Sign);
    let statements = case.statements.iter().filter(|statement| statement.evidence.document == document.id);
    Reading {
        id: id.to_owned(),
        names: read(line["entities"].take()),
        statements: statements.map(|statement| said(case, statement)).collect(),
        meetings: reports.filter(|(event, _)| is_meeting(event)).map(|(e, r)| meeting(case, e, r)).collect(),
        people,
        contacts: case.events.iter().filter_map(|event| contact(case, event, &document.id)).collect(),
        ..Reading::default()
    }
}

fn named(case: &Case, span: &TextSpan, entity: Option<&String>) -> Span {
    Span::found(span, entity.map(|id| case.name_of(id)))
}

fn said(case: &Case, statement: &Statement) -> Said {
    let parts: Vec<_> = statement.content.iter().map(|part| (part.start, part.end)).collect();
    let content = statement.content.first().map(|first| Span {
        start: first.start,
        end: parts.last().map_or(first.end, |last| last.1),
        text: first.text.clone(),
        spans: parts,
        ..Span::default()
    });
    Said {
        speaker: statement.source_span.as_ref().map(|span| named(case, span, statement.source.as_ref())),
        cue: statement.cue.as_ref().map(|cue| Span::found(cue, None)),
        content,
        addressee: statement
            .addressee_span
            .as_ref()
            .map(|span| named(case, span, statement.addressee.as_ref())),
        speech: statement.speech,
        resolved: None,
    }
}

fn meeting(case: &Case, event: &Event, report: &EventReport) -> Meeting {
    let present = report.parties.iter().filter(|party| party.role != ParticipantRole::Absent);
    let parties: Vec<_> = present.collect();
    let groups: Vec<Vec<usize>> = groups(parties.iter().map(|party| party.side));
    Meeting {
        participants: parties.iter().map(|party| named(case, &party.span, party.entity.as_ref())).collect(),
        sides: (groups.len() > 1).then_some(groups),
        trigger: report.trigger.as_ref().map(|trigger| Span::found(trigger, None)),
        certainty: report.certainty.as_str().to_owned(),
        place: report.place.as_ref().map(|place| named(case, &place.span, place.entity.as_ref())),
        place_name: None,
        time: report.time.as_ref().map(|time| Span::found(time, None)),
        when: event.when.as_ref().and_then(|when| when.edtf.clone()),
        also: Vec::new(),
        event: Some(event.id.clone()),
        confidence: report.confidence.as_percent(),
    }
}

/// Positions by side; nothing if somebody has no side.
fn groups(sides: impl Iterator<Item = Option<u8>>) -> Vec<Vec<usize>> {
    let sides: Vec<_> = sides.collect();
    if sides.iter().any(Option::is_none) {
        return Vec::new();
    }
    let distinct: BTreeSet<_> = sides.iter().collect();
    let members = |side: &Option<u8>| (0..sides.len()).filter(|&n| sides[n] == *side).collect();
    distinct.into_iter().map(members).collect()
}

/// The event as a contact, if the document tells it and two parties are known.
fn contact(case: &Case, event: &Event, document: &str) -> Option<Contact> {
    let reports = event.reports.iter().filter(|report| report.evidence.document == document);
    let certainty = reports.map(|report| report.certainty).max()?;
    let present = event.participants.iter().filter(|party| party.role != ParticipantRole::Absent);
    let parties: Vec<_> = present.collect();
    if parties.len() < 2 || event.kind == EventKind::Sign {
        return None;
    }
    let directed = event.kind.is_directed();
    let side = |party: &sociogram::model::Participant| match directed {
        true => Some(u8::from(party.role != ParticipantRole::Speaker)),
        false => party.side,
    };
    let participants: Vec<_> = parties.iter().map(|party| case.name_of(&party.entity).to_owned()).collect();
    let groups = groups(parties.iter().map(|party| side(party)));
    let named = |group: &Vec<usize>| group.iter().map(|&n| participants[n].clone()).collect();
    let sides = (groups.len() > 1).then(|| groups.iter().map(named).collect());
    let status = if certainty == Certainty::Proposed { "hypothetical" } else { certainty.as_str() };
    let confidence = event.confidence.as_percent();
    Some(Contact { sides, participants, directed, status: status.to_owned(), confidence })
}
