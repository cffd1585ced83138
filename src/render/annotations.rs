//! What was read in each document, as one JSON object per line, with spans in bytes: for evaluation and for other tools.
//!
//! A span is `{"start", "end", "text"}`, in UTF-8 bytes of the document's text, with `"resolved"` for the name of the
//! entity it means. What was read by rules carries its confidence, 0 to 100.

use crate::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Mention,
    Participant, ParticipantRole, ReportedParty, Statement, TextSpan,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The annotations of every document of a case, one line each, in order of document id.
///
/// The `id` of a line is the record's id or the file name without extension.
///
/// ```
/// use sociogram::model::{Case, Document, Metadata};
/// let document = Document::new("Anna spoke.", Metadata { name: "a.txt".into(), ..Metadata::default() });
/// let case = Case { documents: vec![document], ..Case::default() };
/// let lines = sociogram::render::annotations(&case);
/// assert!(lines.starts_with("{\"id\":\"a\",\"entities\":[],\"statements\":[],\"meetings\":[]"));
/// ```
pub fn annotations(case: &Case) -> String {
    let annotator = Annotator::new(case);
    case.documents.iter().map(|document| annotator.line(document, document.stem())).collect()
}

/// The annotations of one document of the case as one line of JSON, called `label`.
///
/// Looks through the whole case; for many documents keep an [`Annotator`].
pub fn annotate(case: &Case, document: &Document, label: &str) -> String {
    Annotator::new(case).line(document, label)
}

/// Writes the annotations of a case's documents, each in time of its own size.
///
/// ```
/// use sociogram::model::{Case, Document, Metadata};
/// use sociogram::render::Annotator;
/// let document = Document::new("Anna spoke.", Metadata::default());
/// let case = Case { documents: vec![document], ..Case::default() };
/// assert!(Annotator::new(&case).line(&case.documents[0], "first").starts_with("{\"id\":\"first\""));
/// ```
#[derive(Debug)]
pub struct Annotator<'a> {
    names: HashMap<&'a str, &'a Entity>,
    found: HashMap<&'a str, Found<'a>>,
}

/// What the case holds of one document, in the order of the case.
#[derive(Debug, Default)]
struct Found<'a> {
    mentions: Vec<(&'a Entity, &'a Mention)>,
    events: Vec<&'a Event>,
    statements: Vec<&'a Statement>,
}

impl<'a> Annotator<'a> {
    /// Sorts what the case holds by document.
    pub fn new(case: &'a Case) -> Self {
        let mut found: HashMap<&str, Found<'_>> = HashMap::new();
        for entity in &case.entities {
            for mention in &entity.mentions {
                found.entry(&mention.document).or_default().mentions.push((entity, mention));
            }
        }
        for event in &case.events {
            for report in &event.reports {
                add(&mut found.entry(&report.evidence.document).or_default().events, event);
            }
        }
        for statement in &case.statements {
            add(&mut found.entry(&statement.evidence.document).or_default().statements, statement);
        }
        Annotator { names: case.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect(), found }
    }

    /// The annotations of one document as one line of JSON with a line break, called `label`.
    pub fn line(&self, document: &Document, label: &str) -> String {
        let (id, nothing) = (document.id.as_str(), Found::default());
        let found = self.found.get(id).unwrap_or(&nothing);
        let reader = Reader { found, document: id, names: &self.names };
        let line = Line {
            id: label,
            entities: reader.entities(),
            statements: reader.statements(),
            meetings: reader.meetings(),
            people: reader.people(),
            contacts: reader.contacts(),
        };
        let mut json = serde_json::to_string(&line).expect("plain data with text keys always serialises");
        json.push('\n');
        json
    }
}

/// Adds an item unless it is the one added last.
fn add<'a, T>(list: &mut Vec<&'a T>, item: &'a T) {
    if !list.last().is_some_and(|last| std::ptr::eq(*last, item)) {
        list.push(item);
    }
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    entities: Vec<Named<'a>>,
    statements: Vec<Said<'a>>,
    meetings: Vec<Meeting<'a>>,
    people: Vec<Person<'a>>,
    contacts: Vec<Contact<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    resolved: &'a str,
}

#[derive(Serialize)]
struct Span<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct Said<'a> {
    speaker: Option<Span<'a>>,
    cue: Option<Span<'a>>,
    content: Option<Span<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addressee: Option<Span<'a>>,
    speech: bool,
    direct: bool,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    confidence: Confidence,
}

#[derive(Serialize)]
struct Meeting<'a> {
    participants: Vec<Span<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sides: Option<Vec<Vec<usize>>>,
    trigger: Option<Span<'a>>,
    status: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Span<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Span<'a>>,
    confidence: Confidence,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    aliases: Vec<&'a str>,
}

#[derive(Serialize)]
struct Contact<'a> {
    kind: &'static str,
    participants: Vec<&'a str>,
    sides: Option<Vec<Vec<&'a str>>>,
    directed: bool,
    status: &'static str,
    start: usize,
    end: usize,
    confidence: Confidence,
}

struct Reader<'a, 'r> {
    found: &'r Found<'a>,
    document: &'r str,
    names: &'r HashMap<&'a str, &'a Entity>,
}

impl<'a> Reader<'a, '_> {
    fn name(&self, id: &str) -> Option<&'a str> {
        self.names.get(id).map(|entity| entity.name.as_str())
    }

    fn span(&self, span: &'a TextSpan, entity: Option<&str>) -> Span<'a> {
        let resolved = entity.and_then(|id| self.name(id));
        Span { start: span.start, end: span.end, text: &span.text, resolved, spans: Vec::new() }
    }

    /// Names of people, organisations and places; pronouns and descriptions ("the envoy") are left out. Peoples and other
    /// groups with a name of their own are people.
    fn entities(&self) -> Vec<Named<'a>> {
        let named = self.found.mentions.iter().filter(|(_, mention)| is_name(&mention.span.text));
        let mut found: Vec<_> = named
            .map(|&(entity, mention)| Named {
                start: mention.span.start,
                end: mention.span.end,
                text: &mention.span.text,
                kind: match entity.kind {
                    EntityKind::Group => EntityKind::Person.as_str(),
                    kind => kind.as_str(),
                },
                resolved: &entity.name,
            })
            .collect();
        found.sort_by_key(|named| (named.start, named.end, named.kind));
        found.dedup_by_key(|named| (named.start, named.end));
        found
    }

    fn statements(&self) -> Vec<Said<'a>> {
        self.found.statements.iter().map(|statement| self.said(statement)).collect()
    }

    fn said(&self, statement: &'a Statement) -> Said<'a> {
        let span = |span: &'a Option<TextSpan>, entity: &Option<String>| {
            span.as_ref().map(|span| self.span(span, entity.as_deref()))
        };
        Said {
            speaker: span(&statement.source_span, &statement.source),
            cue: span(&statement.cue, &None),
            content: content(&statement.content),
            addressee: span(&statement.addressee_span, &statement.addressee),
            speech: statement.speech,
            direct: statement.quotation == crate::model::Quotation::Direct,
            kind: statement.kind.as_str(),
            rule: statement.reasons.first().map(String::as_str),
            confidence: statement.confidence,
        }
    }

    /// The events told in this document; each telling is one meeting. Telling somebody something is no meeting.
    fn meetings(&self) -> Vec<Meeting<'a>> {
        let mut meetings = Vec::new();
        for event in self.found.events.iter().filter(|event| is_meeting(event.kind)) {
            meetings.extend(self.reports(event).map(|report| self.meeting(event, report)));
        }
        meetings.sort_by_key(|meeting| meeting.trigger.as_ref().map(|trigger| trigger.start));
        meetings
    }

    fn reports(&self, event: &'a Event) -> impl Iterator<Item = &'a EventReport> {
        event.reports.iter().filter(|report| report.evidence.document == self.document)
    }

    fn meeting(&self, event: &'a Event, report: &'a EventReport) -> Meeting<'a> {
        let mut parties: Vec<_> =
            report.parties.iter().filter(|p| p.role != ParticipantRole::Absent).collect();
        // One phrase may mean several: "House and Senate members".
        parties.dedup_by(|next, one| next.span == one.span);
        let place = report.place.as_ref().map(|place| self.span(&place.span, place.entity.as_deref()));
        Meeting {
            participants: parties.iter().map(|p| self.span(&p.span, p.entity.as_deref())).collect(),
            sides: sides(&parties, |party: &&ReportedParty| party.side),
            trigger: report.trigger.as_ref().map(|trigger| self.span(trigger, None)),
            status: match report.certainty {
                Certainty::Proposed => "planned",
                certainty => certainty.as_str(),
            },
            kind: event.kind.as_str(),
            place,
            time: report.time.as_ref().map(|time| self.span(time, None)),
            confidence: report.confidence,
        }
    }

    fn people(&self) -> Vec<Person<'a>> {
        let mut people = Vec::new();
        for (entity, _) in &self.found.mentions {
            if entity.kind == EntityKind::Person {
                add(&mut people, *entity);
            }
        }
        let aliases =
            |p: &'a Entity| p.aliases.iter().chain(&p.weak_aliases).map(String::as_str).collect::<Vec<_>>();
        people.into_iter().map(|person| Person { name: &person.name, aliases: aliases(person) }).collect()
    }

    fn contacts(&self) -> Vec<Contact<'a>> {
        self.found.events.iter().filter_map(|event| self.contact(event)).collect()
    }

    /// The event as this document tells it; nothing if it does not, or if fewer than two parties are known.
    fn contact(&self, event: &'a Event) -> Option<Contact<'a>> {
        let kind = contact_kind(event.kind)?;
        let first = self.reports(event).next()?;
        let told_here: BTreeSet<_> = self
            .reports(event)
            .flat_map(|report| &report.parties)
            .filter_map(|p| p.entity.as_ref())
            .collect();
        let present = |p: &&Participant| {
            p.role != ParticipantRole::Absent && (told_here.is_empty() || told_here.contains(&p.entity))
        };
        let mut parties: Vec<_> = event.participants.iter().filter(present).collect();
        if parties.len() < 2 {
            parties = event.participants.iter().filter(|p| p.role != ParticipantRole::Absent).collect();
        }
        let names: Vec<_> = parties.iter().filter_map(|p| self.name(&p.entity)).collect();
        if names.len() < 2 || names.len() != parties.len() {
            return None;
        }
        let sides = if event.kind.is_directed() {
            let speaker = |p: &&Participant| Some(u8::from(p.role != ParticipantRole::Speaker));
            sides(&parties, speaker)
        } else {
            sides(&parties, |p: &&Participant| p.side)
        };
        let certainty = self.reports(event).map(|report| report.certainty).max().unwrap_or(event.certainty);
        Some(Contact {
            kind,
            sides: sides
                .map(|sides| sides.iter().map(|side| side.iter().map(|&n| names[n]).collect()).collect()),
            participants: names,
            directed: event.kind.is_directed(),
            status: match certainty {
                Certainty::Proposed => "hypothetical",
                certainty => certainty.as_str(),
            },
            start: first.evidence.start,
            end: first.evidence.end,
            confidence: event.confidence,
        })
    }
}

/// Whether the words name somebody: a capital or a digit in them, article aside, and no pronoun.
fn is_name(text: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "i", "he", "she", "it", "they", "we", "you", "him", "her", "them", "us", "his", "their", "its",
        "our", "who", "whom", "whose", "both", "this", "that", "these", "those", "one",
    ];
    let bare =
        ["The ", "the ", "A ", "a ", "An ", "an "].iter().find_map(|article| text.strip_prefix(article));
    let bare = bare.unwrap_or(text);
    // "US" is a name, "us" a pronoun.
    let initials = bare.len() > 1 && bare.chars().all(|c| !c.is_lowercase());
    bare.chars().any(|c| c.is_uppercase() || c.is_numeric())
        && (initials || !PRONOUNS.contains(&bare.to_lowercase().as_str()))
}

/// All stretches of the content as one span, with the parts if it is interrupted.
fn content(parts: &[TextSpan]) -> Option<Span<'_>> {
    let (first, last) = (parts.first()?, parts.last()?);
    let spans = if parts.len() > 1 { parts.iter().map(|p| (p.start, p.end)).collect() } else { Vec::new() };
    Some(Span { start: first.start, end: last.end, text: &first.text, resolved: None, spans })
}

/// Indices of the parties grouped by side; none unless there are at least two sides and everybody has one.
fn sides<T>(parties: &[T], side: impl Fn(&T) -> Option<u8>) -> Option<Vec<Vec<usize>>> {
    let mut groups: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (number, party) in parties.iter().enumerate() {
        groups.entry(side(party)?).or_default().push(number);
    }
    (groups.len() > 1).then(|| groups.into_values().collect())
}

/// Whether events of this kind are written as meetings.
fn is_meeting(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Tell | EventKind::Sign)
}

/// The evaluation's word for a kind of contact; none for kinds that are no contact.
fn contact_kind(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::Meet => "meeting",
        EventKind::Visit => "visit",
        EventKind::Call => "call",
        EventKind::Negotiate | EventKind::Mediate => "talks",
        EventKind::Interview => "interview",
        EventKind::Debate => "debate",
        EventKind::Correspond => "email",
        EventKind::Testify => "testimony",
        EventKind::Tell => "told",
        EventKind::Sign => return None,
    })
}
