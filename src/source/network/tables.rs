//! Tables of nodes and of edges, as CSV with a head line.
//!
//! The two tables of a graph may come in any order, or without each other: an edge whose ends are in no table of nodes
//! makes them.

use super::case::{Told, case_of, has_place};
use super::file_document;
use crate::error::{Error, Position};
use crate::model::{Attributes, Case, Document, Link, Multigraph, Value, Vertex, Warned, attribute};
use crate::source::{File, Format, Input};
use std::collections::HashSet;

/// Heads that tell the columns of an edge's ends.
const SOURCES: &[&str] = &["source", "from", "src", ":start_id"];
const TARGETS: &[&str] = &["target", "to", "dst", ":end_id"];
const IDS: &[&str] = &["id", "id:id", ":id", "edge_id"];
const NAMES: &[&str] = &["name", "label", "title"];

/// `id,name,…`.
pub(in crate::source) const NODES: Format = Format {
    name: "nodes",
    about: "a table of actors: columns id and name, and if known kind, side and others",
    extensions: &["csv", "tsv"],
    recognise: |text| {
        let heads = heads(text);
        find(&heads, IDS).is_some() && find(&heads, NAMES).is_some() && find(&heads, SOURCES).is_none()
    },
    read: |file| table_input(file, false),
};

/// `source,target,…`.
pub(in crate::source) const EDGES: Format = Format {
    name: "edges",
    about: "a table of ties: columns source and target, and if known kind, date, certainty, place, evidence and others",
    extensions: &["csv", "tsv"],
    recognise: |text| {
        let heads = heads(text);
        find(&heads, SOURCES).is_some() && find(&heads, TARGETS).is_some()
    },
    read: |file| table_input(file, true),
};

/// Rows of one file, until they are joined with those of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphTable {
    file: Document,
    vertices: Vec<Vertex>,
    links: Vec<Link>,
}

/// Joins tables of nodes with tables of edges; the result does not depend on their order.
///
/// ```
/// let edges = sociogram::source::read("ties.csv", b"source,target,kind\nAnn Lee,Ben Osei,call\n").value;
/// let case = sociogram::source::join_tables(edges.tables).value.unwrap();
/// assert_eq!(case.entities.len(), 2);
/// ```
pub fn join_tables(mut tables: Vec<GraphTable>) -> Warned<Option<Case>> {
    if tables.is_empty() {
        return Warned::clean(None);
    }
    tables.sort_by(|a, b| (&a.file.name, &a.file.id).cmp(&(&b.file.name, &b.file.id)));
    tables.dedup_by(|a, b| a.file.id == b.file.id);
    let file = tables.iter().find(|table| !table.links.is_empty()).unwrap_or(&tables[0]).file.clone();
    let mut graph = Multigraph::default();
    let mut known = HashSet::new();
    for vertex in tables.iter_mut().flat_map(|table| std::mem::take(&mut table.vertices)) {
        if known.insert(vertex.id.clone()) {
            graph.vertices.push(vertex);
        }
    }
    for link in tables.into_iter().flat_map(|table| table.links) {
        for end in [&link.source, &link.target] {
            if known.insert(end.clone()) {
                let (id, label) = (end.clone(), end.clone());
                graph.vertices.push(Vertex { id, label, ..Vertex::default() });
            }
        }
        graph.links.push(link);
    }
    let read = case_of(&graph, &file, Told::Sparingly);
    Warned { value: Some(read.value), warnings: read.warnings }
}

/// The first line's fields in lower case; none if it is no line of a table.
fn heads(text: &str) -> Vec<String> {
    let line = text.lines().next().unwrap_or_default();
    if line.len() > 10_000 {
        return Vec::new();
    }
    let split = line.split(separator(line));
    split.map(|head| head.trim().trim_matches('"').to_lowercase()).collect()
}

/// What separates the fields: whichever of tab, semicolon and comma occurs most in the head line.
fn separator(line: &str) -> char {
    let count = |c: char| line.matches(c).count();
    [',', ';', '\t'].into_iter().max_by_key(|c| (count(*c), *c == ',')).unwrap_or(',')
}

fn find(heads: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| heads.iter().position(|head| head == name))
}

fn table_input(file: File<'_>, edges: bool) -> Warned<Input> {
    let mut input = Warned::clean(Input::default());
    match read(file, edges) {
        Ok(table) => input.value.tables.push(table),
        Err(error) => input.value.failures.push(error),
    }
    input
}

fn read(file: File<'_>, edges: bool) -> Result<GraphTable, Error> {
    let first = file.text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(first) as u8)
        .has_headers(false)
        .from_reader(file.text.as_bytes());
    let mut records = reader.records();
    let heads: Vec<String> = match records.next() {
        Some(record) => record.map_err(|error| failure(file.name, &error))?.iter().map(head).collect(),
        None => Vec::new(),
    };
    let columns = Columns::of(&heads, edges);
    let mut table = GraphTable { file: file_document(file), vertices: Vec::new(), links: Vec::new() };
    let mut seen = HashSet::new();
    for record in records {
        let record = record.map_err(|error| failure(file.name, &error))?;
        let line = record.position().map_or(1, |position| position.line() as usize);
        let row = columns.row(&record);
        if !row.id.is_empty() && !seen.insert(row.id.clone()) {
            let problem = format!("the id '{}' comes twice", row.id);
            let hint = "give every row an id of its own";
            return Err(Error::unreadable(file.name, Position::line(line), problem, Some(hint)));
        }
        let missing = match edges {
            true => row.source.is_empty() || row.target.is_empty(),
            false => row.id.is_empty(),
        };
        if missing {
            let problem = if edges { "an edge lacks one of its ends" } else { "a node has no id" };
            let hint = "fill in the field or take the row out";
            return Err(Error::unreadable(file.name, Position::line(line), problem, Some(hint)));
        }
        table.add(row, edges, line);
    }
    Ok(table)
}

impl GraphTable {
    fn add(&mut self, row: Row, edges: bool, line: usize) {
        let Row { id, source, target, label, attributes } = row;
        if edges {
            let id = if id.is_empty() { format!("line {line}") } else { id };
            self.links.push(Link { id, source, target, attributes });
        } else {
            self.vertices.push(Vertex { id, label, attributes });
        }
    }
}

/// A head as an attribute's name; those that a case has a place for are found in any case.
fn head(text: &str) -> String {
    let head = text.trim_start_matches('\u{feff}').trim();
    let lower = head.to_lowercase();
    if has_place(&lower) { lower } else { head.to_owned() }
}

/// Which column is what.
struct Columns<'a> {
    heads: &'a [String],
    id: Option<usize>,
    label: Option<usize>,
    ends: Option<[usize; 2]>,
}

struct Row {
    id: String,
    label: String,
    source: String,
    target: String,
    attributes: Attributes,
}

impl<'a> Columns<'a> {
    fn of(heads: &'a [String], edges: bool) -> Self {
        let lower: Vec<_> = heads.iter().map(|head| head.to_lowercase()).collect();
        let ends = find(&lower, SOURCES).zip(find(&lower, TARGETS)).filter(|_| edges);
        Self {
            heads,
            id: find(&lower, IDS),
            label: find(&lower, NAMES).filter(|_| !edges),
            ends: ends.map(|(source, target)| [source, target]),
        }
    }

    fn row(&self, record: &csv::StringRecord) -> Row {
        let field = |place: usize| unguarded(record.get(place).unwrap_or_default());
        let own = [self.id, self.label, self.ends.map(|ends| ends[0]), self.ends.map(|ends| ends[1])];
        let mut attributes = Attributes::new();
        for (place, head) in self.heads.iter().enumerate() {
            let text = field(place);
            if text.is_empty() || own.contains(&Some(place)) {
                continue;
            }
            let number = attribute::NUMBERS.contains(&head.as_str());
            let number =
                number.then(|| text.parse::<f64>().ok().filter(|number| number.is_finite())).flatten();
            attributes.insert(head.clone(), number.map_or(Value::Text(text), Value::Number));
        }
        let own = own.map(|place| place.map(field).unwrap_or_default());
        let [id, label, source, target] = own;
        Row { id, label, source, target, attributes }
    }
}

/// Takes away the apostrophe that keeps spreadsheets from running a text.
fn unguarded(text: &str) -> String {
    let guarded = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    text.strip_prefix('\'').filter(guarded).unwrap_or(text).to_owned()
}

fn failure(name: &str, error: &csv::Error) -> Error {
    let position =
        error.position().map_or(Position::default(), |place| Position::line(place.line() as usize));
    let (problem, hint) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("the row has {len} fields, but the head names {expected_len}"),
            "quote fields that hold the separator",
        ),
        other => (format!("no table: {other:?}"), "check the file at this place"),
    };
    Error::unreadable(name, position, problem, Some(hint))
}
