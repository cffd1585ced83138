//! PLOVER-style event records, one JSON object a line: the layout of the coders that write them, and the columns of
//! POLECAT as keys.
//!
//! The type and the mode of a record say what kind of event it is, and how certain; records of one event are its reports.

mod record;

use super::super::case::without_place;
use super::case::{Told, case_of};
use super::file_document;
use crate::error::{Error, Position};
use crate::model::{
    Attributes, AttributesExt, Certainty, Layer, Link, Multigraph, Vertex, Warned, attribute as name,
};
use crate::source::{File, Format, Input};
use record::Record;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What event coders write, and `convert --to plover`.
pub(in crate::source) const FORMAT: Format = Format {
    name: "plover",
    about: "PLOVER-style event records as JSON lines: type, mode, date, actors, recipients, place, sentence",
    extensions: &["jsonl", "ndjson", "json"],
    recognise,
    read,
};

const HINT: &str =
    "an event is one JSON object with `event_type`, `date`, and `attributes` with ACTOR and RECIP";

/// Records that are told one by one for each reason, before the rest is only counted.
const TOLD: usize = 5;

fn recognise(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.starts_with('{')
        && has(&["\"event_type\"", "\"Event Type\""])
        && has(&["\"attributes\"", "\"actors\"", "\"actor\"", "\"actor_name\"", "\"Actor Name\""])
}

fn read(file: File<'_>) -> Warned<Input> {
    let mut input = Warned::clean(Input::default());
    let mut reading = Reading::default();
    for (number, line) in file.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Map<String, Json>>(line) {
            Ok(record) => reading.record(record, number + 1),
            Err(error) => {
                let column = Some(error.column());
                let position = Position { line: Some(number + 1), column, ..Position::default() };
                let problem = format!("no event record: {}", without_place(&error));
                input.value.failures.push(Error::unreadable(file.name, position, problem, Some(HINT)));
            }
        }
    }
    if reading.told.is_empty() && !input.value.failures.is_empty() {
        return input;
    }
    let read = case_of(&reading.graph(), &file_document(file), Told::Sparingly);
    input.value.cases.push(read.value);
    input.warnings = read.warnings;
    reading.warn(&mut input, file.name);
    input
}

/// An event or a statement, of one record or of several that tell the same.
struct Telling {
    record: Record,
    line: usize,
    /// Sentences and sources of all its records.
    reports: Vec<Attributes>,
}

#[derive(Default)]
struct Reading {
    told: Vec<Telling>,
    /// Places in `told` by what makes records tell the same.
    known: HashMap<String, usize>,
    /// Number of the records left out, by reason.
    left_out: BTreeMap<&'static str, usize>,
    /// The first of them, in words.
    first_left_out: Vec<String>,
    deeds: usize,
}

impl Reading {
    fn record(&mut self, record: Map<String, Json>, line: usize) {
        let record = match Record::of(record) {
            Ok(record) => record,
            Err((reason, value)) => return self.leave_out(line, reason, &value),
        };
        if record.event_kind().is_none() && !record.is_statement() {
            self.deeds += 1;
            return;
        }
        let report = record.report.clone();
        let known = record.event_kind().map(|_| record.identity());
        match known.as_ref().and_then(|identity| self.known.get(identity)) {
            Some(&place) => self.told[place].reports.push(report),
            None => {
                self.known.extend(known.map(|identity| (identity, self.told.len())));
                self.told.push(Telling { record, line, reports: vec![report] });
            }
        }
    }

    fn leave_out(&mut self, line: usize, reason: &'static str, value: &str) {
        let count = self.left_out.entry(reason).or_default();
        *count += 1;
        if *count <= TOLD {
            let value = if value.is_empty() { String::new() } else { format!(": '{value}'") };
            self.first_left_out.push(format!("line {line}: the record is left out, {reason}{value}"));
        }
    }

    fn graph(&self) -> Multigraph {
        let mut graph = Multigraph::default();
        let mut seen = HashSet::new();
        for telling in &self.told {
            for party in &telling.record.parties {
                if seen.insert(party.key.as_str()) {
                    let mut attributes = Attributes::new();
                    attributes.put(name::KIND, Some(party.kind()));
                    let (id, label) = (party.key.clone(), party.name.clone());
                    graph.vertices.push(Vertex { id, label, attributes });
                }
            }
            telling.links(&mut graph.links);
        }
        graph
    }

    fn warn(&self, input: &mut Warned<Input>, file: &str) {
        for told in &self.first_left_out {
            input.warn(file, told.clone());
        }
        for (reason, count) in self.left_out.iter().filter(|(_, count)| **count > TOLD) {
            input.warn(file, format!("{} more records are left out, {reason}", count - TOLD));
        }
        if self.deeds > 0 {
            let told =
                format!("records that tell of neither contact nor words are left out ({})", self.deeds);
            input.warn(file, told);
        }
    }
}

impl Telling {
    /// The parties of one event meet again by its name.
    fn links(&self, links: &mut Vec<Link>) {
        let record = &self.record;
        let shared = record.event.clone().or_else(|| record.id.clone());
        let shared = shared.unwrap_or_else(|| format!("line {}", self.line));
        let mut attributes = self.reports[0].clone();
        attributes.put(name::KIND, Some(record.kind_name()));
        attributes.put(name::DATE, record.date.clone());
        attributes.put(name::PLACE, record.place.clone());
        attributes.put(name::CERTAINTY, Some(self.certainty().as_str()));
        let layer = if record.event_kind().is_some() { Layer::Contact } else { Layer::Statement };
        attributes.put(name::LAYER, Some(layer.as_str()));
        let group = if layer == Layer::Statement { name::STATEMENT } else { name::EVENT };
        if self.reports.len() > 1 {
            attributes.put(name::REPORTS, Some(self.reports_json()));
        }
        for (number, (first, other)) in record.pairs().into_iter().enumerate() {
            let mut attributes = attributes.clone();
            let shared = match first.key == record.parties[0].key {
                true => shared.clone(),
                // Each speaker of a record makes a statement.
                false => format!("{shared} {}", first.key),
            };
            attributes.put(group, Some(shared));
            for (party, role, side) in
                [(first, name::SOURCE_ROLE, name::SOURCE_SIDE), (other, name::TARGET_ROLE, name::TARGET_SIDE)]
            {
                attributes.put(role, record.role(party).map(|role| role.as_str()));
                attributes.put(side, record.side(party).map(|side| side.to_string()));
            }
            let id = format!("{}.{number}", self.line);
            links.push(Link { id, source: first.key.clone(), target: other.key.clone(), attributes });
        }
    }

    /// A statement is a statement, whatever is planned in it.
    fn certainty(&self) -> Certainty {
        match self.record.event_kind() {
            Some(_) => self.record.code.certainty,
            None => Certainty::Happened,
        }
    }

    fn reports_json(&self) -> String {
        let certainty = self.certainty();
        let plain = |report: &Attributes| -> BTreeMap<String, String> {
            let fields = report.iter().map(|(name, value)| (name.clone(), value.to_text()));
            fields.chain([(name::CERTAINTY.to_owned(), certainty.as_str().to_owned())]).collect()
        };
        serde_json::to_string(&self.reports.iter().map(plain).collect::<Vec<_>>())
            .expect("maps of texts always serialise")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Case;

    fn case(text: &str) -> (Case, Vec<String>) {
        let read = read(File { name: "x.jsonl", text });
        assert_eq!(read.value.failures, []);
        let warnings = read.warnings.iter().map(|warning| warning.message.clone()).collect();
        (read.value.cases.into_iter().next().unwrap(), warnings)
    }

    #[test]
    fn the_layout_of_coders_and_the_columns_of_polecat_say_the_same() {
        let nested = r#"{"id": "1", "event_type": "CONSULT", "event_mode": ["visit"], "date": "2031-03-04", "event_text":
            "Lee visited Osei.", "attributes": {"ACTOR": [{"text": "Ann Lee"}], "RECIP": [{"text": "Ben Osei"}],
            "LOC": [{"text": "Vell"}]}}"#
            .replace('\n', " ");
        let flat = r#"{"Event Type": "CONSULT", "Event Mode": "visit", "Event Date": "2031-03-04", "Actor Name": "Ann Lee",
            "Recipient Name": "Ben Osei", "Placename": "Vell", "Event Text": "Lee visited Osei."}"#
            .replace('\n', " ");
        let told = |text: &str| {
            let (case, warnings) = case(text);
            assert_eq!(warnings, Vec::<String>::new());
            let event = case.events[0].clone();
            (event.kind, event.participants, event.when, event.place, event.reports[0].evidence.quote.clone())
        };
        assert!(recognise(&nested) && recognise(&flat));
        assert_eq!(told(&nested), told(&flat));
        assert_eq!(told(&nested).4, "Lee visited Osei.");
    }
}
