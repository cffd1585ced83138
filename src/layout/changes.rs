//! What is new, gone or changed in a picture of two states of a case.

use super::sketch::{Sketch, SketchLine};
use super::wording::listed;
use crate::model::Change;
use std::collections::{BTreeMap, BTreeSet};

/// What has changed, by the ids of a case that holds both states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// By id of the actor.
    pub actors: BTreeMap<String, Change>,
    /// By ids of both ends, in ascending order.
    pub ties: BTreeMap<[String; 2], Change>,
    /// By id of the event.
    pub events: BTreeMap<String, Change>,
    /// What to call the older state, for the note: "monday.json".
    pub against: String,
}

impl Changes {
    /// What became of the acts that a line stands for. Events are known one by one; of other acts only a tie that is new
    /// or gone as a whole tells.
    fn of_line(&self, line: &SketchLine) -> Option<Change> {
        let known: BTreeSet<Option<Change>> =
            line.members.iter().map(|member| self.events.get(member).copied()).collect();
        if known.iter().any(Option::is_some) {
            let all = known.first().copied().flatten().filter(|_| known.len() == 1);
            return Some(all.unwrap_or(Change::Changed));
        }
        let mut ends = [line.source.clone(), line.target.clone()];
        ends.sort();
        self.ties.get(&ends).copied().filter(|change| *change != Change::Changed)
    }

    /// What became of the nodes and lines of a sketch, by id.
    pub(crate) fn of(&self, sketch: &Sketch) -> BTreeMap<String, Change> {
        let nodes =
            sketch.nodes.iter().filter_map(|node| Some((node.id.clone(), *self.actors.get(&node.id)?)));
        let lines = sketch.lines.iter().filter_map(|line| Some((line.id.clone(), self.of_line(line)?)));
        nodes.chain(lines).collect()
    }

    /// "What changed: 2 ties are new, 1 is gone; 1 actor is new".
    pub(crate) fn headline(&self) -> String {
        let ties = told("tie", "ties", self.ties.values());
        let actors = told("actor", "actors", self.actors.values());
        let parts: Vec<String> = [ties, actors].into_iter().filter(|part| !part.is_empty()).collect();
        match (parts.is_empty(), self.events.len()) {
            (false, _) => format!("What changed: {}", parts.join("; ")),
            (true, 0) => format!("Nothing differs from {}", self.against),
            (true, 1) => "What changed: 1 event is told differently".to_owned(),
            (true, events) => format!("What changed: {events} events are told differently"),
        }
    }

    /// The note at the foot.
    pub(crate) fn note(&self) -> String {
        let signs = Change::ALL.map(|change| format!("{} {}", change.sign(), change.as_str()));
        format!("Compared with {}: {}. What is the same is faint.", self.against, signs.join(", "))
    }
}

/// "2 ties are new, 1 is gone"; empty if nothing changed.
fn told<'a>(one: &str, many: &str, changes: impl Iterator<Item = &'a Change> + Clone) -> String {
    let mut parts = Vec::new();
    for change in Change::ALL {
        let count = changes.clone().filter(|found| **found == change).count();
        let noun = match (parts.is_empty(), count) {
            (_, 0) => continue,
            (true, 1) => format!("{one} "),
            (true, _) => format!("{many} "),
            (false, _) => String::new(),
        };
        parts.push(format!("{count} {noun}{} {}", if count == 1 { "is" } else { "are" }, change.as_str()));
    }
    parts.join(", ")
}

/// The changes of a sketch as sentences, for readers who cannot see the picture.
pub(crate) fn described(sketch: &Sketch, changes: &BTreeMap<String, Change>) -> String {
    let name = |id: &str| sketch.index_of(id).map_or("", |node| sketch.nodes[node].name.as_str());
    let mut sentences = String::new();
    for change in Change::ALL {
        let is = |id: &String| changes.get(id) == Some(&change);
        let nodes = sketch.nodes.iter().filter(|node| is(&node.id)).map(|node| node.name.clone());
        let lines = sketch.lines.iter().filter(|line| is(&line.id));
        let lines: BTreeSet<String> =
            lines.map(|line| format!("{} – {}", name(&line.source), name(&line.target))).collect();
        let all: Vec<String> = nodes.chain(lines).collect();
        if !all.is_empty() {
            sentences += &format!(" {}: {}.", capital(change.as_str()), listed(&all));
        }
    }
    sentences
}

/// The word with a capital letter.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Puts the sign of its change before every label of a line.
pub(crate) fn sign_labels(sketch: &mut Sketch, changes: &BTreeMap<String, Change>) {
    for line in &mut sketch.lines {
        let Some(change) = changes.get(&line.id) else { continue };
        for label in [&mut line.label, &mut line.short_label] {
            let words = if label.trim().is_empty() { change.as_str() } else { label.trim() };
            *label = format!("{} {words}", change.sign());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_counts_ties_and_actors() {
        let tie = |a: &str| [a.to_owned(), "z".to_owned()];
        let mut changes = Changes { against: "monday.json".to_owned(), ..Changes::default() };
        assert_eq!(changes.headline(), "Nothing differs from monday.json");
        changes.events.insert("ev-1".to_owned(), Change::Changed);
        assert_eq!(changes.headline(), "What changed: 1 event is told differently");
        changes.ties.extend([(tie("a"), Change::New), (tie("b"), Change::New), (tie("c"), Change::Gone)]);
        changes.actors.insert("a".to_owned(), Change::New);
        assert_eq!(changes.headline(), "What changed: 2 ties are new, 1 is gone; 1 actor is new");
    }
}
