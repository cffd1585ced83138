//! Event tables as cases: for questions that walk over single events, and for pictures.
//!
//! Rows that tell the same of the same two on one day in one place are one event with a report for each row, as they
//! count for [`crate::graph::PairTable`] too. Deeds that are neither contact nor words have no place in a case; they are
//! counted. Tables too long for a case are refused: passes and `events` read those without one.

use super::reader::{EventOptions, EventReader, EventsRead};
use super::report::Reason;
use super::shard::RecordSpan;
use super::{TableFormat, is_known_table};
use crate::error::{Error, Position};
use crate::model::{
    Case, Confidence, Document, Entity, EntityKind, Event, EventKind, EventLists, EventReport, EventRow,
    Evidence, Form, Layer, Metadata, Participant, ParticipantRole, Quotation, RowKind, Statement,
    StatementKind, Warned, When, calendar_day, span_id,
};
use crate::source::{EncodedFormat, Input, Options};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most rows of one case: one to two gigabytes of memory.
const MOST_ROWS: usize = 1_000_000;

/// GDELT and its like.
pub(in crate::source) const FORMAT: EncodedFormat = EncodedFormat {
    name: "events",
    about: "an event table: GDELT 1.0 and 2.0, ICEWS, POLECAT, ACLED, or two actors, a date and a code a row",
    extensions: &["csv", "tsv", "tab"],
    recognise: is_known_table,
    read,
};

fn read(name: &str, bytes: &[u8], options: &Options) -> Warned<Input> {
    match case_of_table(name, bytes, options) {
        Ok(read) => {
            Warned { value: Input { cases: vec![read.value], ..Input::default() }, warnings: read.warnings }
        }
        Err(failure) => Warned::clean(Input { failures: vec![failure], ..Input::default() }),
    }
}

fn case_of_table(name: &str, bytes: &[u8], options: &Options) -> Result<Warned<Case>, Error> {
    let reading = EventOptions { columns: options.columns.clone(), spans: true, ..EventOptions::default() };
    let mut reader = EventReader::new(reading);
    let mut rows = Vec::new();
    reader.read(name, bytes, &mut |new| rows.extend_from_slice(new))?;
    let read = reader.finish(&mut |new| rows.extend_from_slice(new));
    if let Some(doubt) = read.report.doubts.iter().find(|doubt| options.strict && doubt.reason.is_loss()) {
        return Err(doubt.to_error());
    }
    rows.sort_by_key(|row| row.record);
    if rows.len() > MOST_ROWS {
        let problem = format!("{} rows are too many for a case, which holds {MOST_ROWS}", rows.len());
        let hint = "`events`, `ties` and `analyze` read tables of any length; or split the table";
        return Err(Error::unreadable(name, Position::default(), problem, Some(hint)));
    }
    let file = Document { text: None, ..Document::new(String::from_utf8_lossy(bytes), Metadata::default()) };
    let file = Document { name: name.to_owned(), bytes: bytes.len(), ..file };
    let mut making = Making::new(&file, &read);
    rows.iter().for_each(|row| making.row(row));
    let deeds = making.deeds;
    let mut case = Warned::clean(making.finish());
    if !case.value.events.is_empty() || !case.value.statements.is_empty() {
        case.value.documents.push(file);
    }
    warn(&mut case, name, &read, deeds);
    Ok(case)
}

/// What was lost, repaired or passed over.
fn warn(case: &mut Warned<Case>, name: &str, read: &EventsRead, deeds: usize) {
    let report = &read.report;
    for doubt in &report.doubts {
        case.warn(name, format!("line {}: {}", doubt.line, doubt.sentence()));
    }
    if report.lost() > 0 {
        let told = |reason: &&Reason| reason.is_loss() && report.count(**reason) > 0;
        let reasons: Vec<_> = Reason::ALL
            .iter()
            .filter(told)
            .map(|reason| format!("{} {}", report.count(*reason), reason.as_str()))
            .collect();
        let (lost, all) = (report.lost(), report.records);
        case.warn(name, format!("{lost} of {all} records are left out: {}", reasons.join(", ")));
    }
    if deeds > 0 {
        case.warn(name, format!("rows that tell of neither contact nor words are left out ({deeds})"));
    }
}

/// What makes two rows tell of one event: kind, first and second actor, day, place.
type Telling = (u16, [u32; 2], i32, u32);

struct Making<'a> {
    file: &'a Document,
    lists: &'a EventLists,
    spans: &'a [RecordSpan],
    entities: Vec<Entity>,
    taken: HashSet<String>,
    /// Entity ids by number of the actor, of the place.
    actors: Vec<Option<String>>,
    places: Vec<Option<String>>,
    /// Codes of one meaning have one number.
    kinds: Vec<u16>,
    events: Vec<Event>,
    told: HashMap<Telling, usize>,
    statements: Vec<Statement>,
    deeds: usize,
}

impl<'a> Making<'a> {
    fn new(file: &'a Document, read: &'a EventsRead) -> Self {
        let lists = &read.lists;
        let mut known = BTreeMap::new();
        let number = |code: &crate::model::RowCode| {
            let next = known.len() as u16;
            *known.entry((code.kind.layer, code.kind.label())).or_insert(next)
        };
        Self {
            file,
            lists,
            spans: &read.spans,
            entities: Vec::new(),
            taken: HashSet::new(),
            actors: vec![None; lists.names.len()],
            places: vec![None; lists.places.len()],
            kinds: lists.codes.iter().map(number).collect(),
            events: Vec::new(),
            told: HashMap::new(),
            statements: Vec::new(),
            deeds: 0,
        }
    }

    fn row(&mut self, row: &EventRow) {
        let lists = self.lists;
        let kind = &lists.codes[row.code as usize].kind;
        match (kind.layer, EventKind::from_text(&kind.name)) {
            (Layer::Contact, Some(event)) => self.event(row, kind, event),
            (Layer::Statement, _) => self.statement(row, kind),
            _ => self.deeds += 1,
        }
    }

    fn event(&mut self, row: &EventRow, kind: &RowKind, event: EventKind) {
        let (ends, roles) = parts(row, kind.form, event);
        let telling = (self.kinds[row.code as usize], ends, row.day, row.place);
        let number = row.record as usize;
        let suffix = span_id("", &self.file.sha256, number, ends[0] as usize ^ (ends[1] as usize) << 32);
        let report = EventReport {
            id: format!("er{suffix}"),
            evidence: self.evidence(row),
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty: kind.certainty,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: vec!["imported".to_owned()],
        };
        if let Some(&place) = self.told.get(&telling) {
            self.events[place].reports.push(report);
            return;
        }
        let part = |(end, role)| Participant { entity: self.actor(end), role, side: None };
        let participants = ends.into_iter().zip(roles).map(part).collect();
        self.told.insert(telling, self.events.len());
        let place = self.place(row.place);
        self.events.push(Event {
            id: format!("ev{suffix}"),
            kind: event,
            participants,
            certainty: kind.certainty,
            when: when(row),
            place,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            statement: None,
            reports: vec![report],
        });
    }

    fn statement(&mut self, row: &EventRow, kind: &RowKind) {
        let [source, target] = [row.source, row.target].map(|end| self.actor(end));
        let (record, actor) = (row.record as usize, row.source as usize ^ (row.target as usize) << 32);
        self.statements.push(Statement {
            id: span_id("st", &self.file.sha256, record, actor),
            kind: StatementKind::from_text(&kind.name).unwrap_or(StatementKind::State),
            source: Some(source),
            source_span: None,
            cue: None,
            content: Vec::new(),
            quotation: Quotation::Indirect,
            speech: true,
            addressee: None,
            addressee_span: None,
            about: vec![target],
            medium: None,
            when: when(row),
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: vec!["imported".to_owned()],
            evidence: self.evidence(row),
        });
    }

    /// The row in words, and where it stands.
    fn evidence(&self, row: &EventRow) -> Evidence {
        let span = self.spans.binary_search_by_key(&row.record, |span| span.record);
        let (start, end, line) = span.map_or((0, 0, 0), |found| {
            let span = self.spans[found];
            (span.start as usize, span.end as usize, span.line)
        });
        let code = &self.lists.codes[row.code as usize];
        let meaning = code.kind.label();
        let code = match code.text.as_str() {
            "" => meaning,
            text if text == meaning => meaning,
            text => format!("{text} ({meaning})"),
        };
        let place = self.lists.places[row.place as usize].label();
        let day = calendar_day(row.day).map(|day| day.to_string());
        let [source, target] = [row.source, row.target].map(|end| self.lists.name(end));
        let mut fields = vec![source, code, target];
        fields.extend(day.into_iter().chain(Some(place)).filter(|field| !field.is_empty()));
        let quote = format!("line {line}: {}", fields.join(" | "));
        Evidence { document: self.file.id.clone(), start, end, quote }
    }

    fn actor(&mut self, number: u32) -> String {
        if let Some(id) = &self.actors[number as usize] {
            return id.clone();
        }
        let name = self.lists.name(number);
        let mut entity = Entity::new(self.actor_kind(&name), name);
        let written = self.lists.names.get(number);
        if entity.name != written {
            entity.weak_aliases = vec![written.to_owned(), self.lists.labels.get(number).to_owned()];
        }
        let id = self.add(entity);
        self.actors[number as usize] = Some(id.clone());
        id
    }

    /// GDELT and ACLED name bodies. ICEWS and POLECAT name people, too; with brackets they name a body of a country.
    fn actor_kind(&self, name: &str) -> EntityKind {
        let layout = self.lists.files[0].layout;
        let people = [TableFormat::Icews, TableFormat::Polecat].map(TableFormat::as_str).contains(&layout);
        let person = people && name.contains(' ') && !name.contains('(');
        if person || layout == TableFormat::Mapped.as_str() {
            EntityKind::Person
        } else {
            EntityKind::Organisation
        }
    }

    fn place(&mut self, number: u32) -> Option<String> {
        let name = self.lists.places[number as usize].label();
        if name.is_empty() {
            return None;
        }
        if self.places[number as usize].is_none() {
            let id = self.add(Entity::new(EntityKind::Place, name));
            self.places[number as usize] = Some(id);
        }
        self.places[number as usize].clone()
    }

    /// Ids are made from names, so that different actors may need a number behind theirs.
    fn add(&mut self, mut entity: Entity) -> String {
        let wanted = entity.id.clone();
        let mut number = 2;
        while !self.taken.insert(entity.id.clone()) {
            entity.id = format!("{wanted}-{number}");
            number += 1;
        }
        let id = entity.id.clone();
        self.entities.push(entity);
        id
    }

    fn finish(mut self) -> Case {
        self.entities.sort_by(|a, b| a.id.cmp(&b.id));
        Case { entities: self.entities, events: self.events, statements: self.statements, ..Case::default() }
    }
}

/// Who takes part as what, whoever the row names first.
fn parts(row: &EventRow, form: Form, event: EventKind) -> ([u32; 2], [ParticipantRole; 2]) {
    use ParticipantRole::{Addressee, Attendee, Host, Mediator, Speaker, Visitor};
    let (source, target) = (row.source, row.target);
    match form {
        Form::Visit => ([source, target], [Visitor, Host]),
        Form::Host => ([target, source], [Visitor, Host]),
        Form::Mediate => ([source, target], [Mediator, Attendee]),
        Form::Directed if event == EventKind::Tell => ([source, target], [Speaker, Addressee]),
        Form::Mutual | Form::Directed => ([source.min(target), source.max(target)], [Attendee; 2]),
    }
}

fn when(row: &EventRow) -> Option<When> {
    let edtf = calendar_day(row.day)?.to_string();
    Some(When { edtf: Some(edtf), phrase: None, anchor: None, inferred: false, offset_days: None })
}
