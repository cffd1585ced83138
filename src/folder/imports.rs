//! Events that did not come from texts: saved cases, line by line.

use super::lines::Lines;
use crate::error::Error;
use crate::model::{Case, Document, Entity, Event, Statement, Warned, content_hash};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(super) const FILE: Lines = Lines { name: "imported.ndjson", format: "sociogram-imported" };

/// One line: a part of an imported case.
#[derive(Serialize, Deserialize)]
struct Line {
    /// Which import it belongs to: a hash of its content.
    import: String,
    #[serde(flatten)]
    part: Part,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    /// The first line of an import.
    Begins {
        /// File name.
        name: String,
        /// Number of lines that belong to it.
        lines: usize,
    },
    Document(Document),
    Entity(Entity),
    Event(Event),
    Statement(Statement),
}

/// Id of an import, and its lines.
pub(super) fn write(name: &str, case: &Case) -> (String, Vec<String>) {
    let id = format!("im-{}", &content_hash(case.to_json().as_bytes())[..12]);
    let Case { documents, entities, events, statements, .. } = case.clone();
    let mut parts = Vec::new();
    parts.extend(documents.into_iter().map(Part::Document));
    parts.extend(entities.into_iter().map(Part::Entity));
    parts.extend(events.into_iter().map(Part::Event));
    parts.extend(statements.into_iter().map(Part::Statement));
    parts.insert(0, Part::Begins { name: name.to_owned(), lines: parts.len() });
    let line = |part| serde_json::to_string(&Line { import: id.clone(), part });
    let lines = parts.into_iter().map(line).collect::<Result<_, _>>();
    (id.clone(), lines.expect("plain data with text keys always serialises"))
}

/// What the lines of one import gave so far.
#[derive(Default)]
struct Import {
    name: String,
    expected: usize,
    lines: usize,
    case: Case,
}

/// The imported cases, in order of their ids; repeated lines count once.
pub(super) fn read(folder: &Path) -> Result<Warned<Vec<Case>>, Error> {
    let lines = FILE.read(folder)?;
    let mut warnings = Warned { value: (), warnings: lines.warnings };
    let mut imports: BTreeMap<String, Import> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (number, value) in lines.value {
        if !seen.insert(content_hash(value.to_string().as_bytes())) {
            continue;
        }
        match serde_json::from_value::<Line>(value) {
            Ok(line) => imports.entry(line.import).or_default().take(line.part),
            Err(error) => {
                warnings.warn(FILE.place(number), format!("no import: {error}; without effect"));
            }
        }
    }
    for import in imports.values().filter(|import| import.lines != import.expected) {
        let problem = format!("{} of {} lines are there; add it again", import.lines, import.expected);
        warnings.warn(format!("{}, {}", FILE.name, import.name), problem);
    }
    let cases = imports.into_values().map(|import| sorted(import.case)).collect();
    Ok(Warned { value: cases, warnings: warnings.warnings })
}

/// A merge of two people's files mixes lines, so their order means nothing.
fn sorted(mut case: Case) -> Case {
    case.documents.sort_by(|a, b| a.id.cmp(&b.id));
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    case.events.sort_by(|a, b| a.id.cmp(&b.id));
    case.statements.sort_by(|a, b| a.id.cmp(&b.id));
    case
}

impl Import {
    fn take(&mut self, part: Part) {
        self.lines += 1;
        match part {
            Part::Begins { name, lines } => {
                self.lines -= 1;
                (self.name, self.expected) = (name, lines);
            }
            Part::Document(document) => self.case.documents.push(document),
            Part::Entity(entity) => self.case.entities.push(entity),
            Part::Event(event) => self.case.events.push(event),
            Part::Statement(statement) => self.case.statements.push(statement),
        }
    }
}
