//! A difference as an answer with sections.

use super::{Change, Diff};
use crate::query::answer::{Answer, Body, Section};
use crate::query::{and_list, count};

impl Diff {
    /// The difference for people: one section per change of people, ties and events. Found means that something differs.
    ///
    /// `question` is what was compared, in words.
    pub fn answer(&self, question: impl Into<String>) -> Answer {
        let mut sections = Vec::new();
        for change in Change::ALL {
            sections.push(self.actor_section(change));
        }
        for change in Change::ALL {
            sections.push(self.tie_section(change));
        }
        for change in Change::ALL {
            sections.push(self.event_section(change));
        }
        sections.retain(|section| !section.lines.is_empty() || !section.findings.is_empty());
        Answer {
            question: question.into(),
            graph: self.graph.clone(),
            summary: self.summary(),
            found: !self.is_empty(),
            notes: Vec::new(),
            body: Body::Sections(sections),
        }
    }

    fn summary(&self) -> String {
        let mut parts = Vec::new();
        for change in Change::ALL {
            let word = change.as_str();
            let numbers = [
                (self.actors.iter().filter(|a| a.change == change).count(), "actor", "actors"),
                (self.ties.iter().filter(|t| t.change == change).count(), "tie", "ties"),
                (self.events.iter().filter(|e| e.change == change).count(), "event", "events"),
            ];
            let told = numbers.iter().filter(|(number, ..)| *number > 0);
            let told: Vec<_> = told.map(|(number, one, many)| count(*number, one, many)).collect();
            if !told.is_empty() {
                parts.push(format!("{word}: {}", and_list(&told)));
            }
        }
        if parts.is_empty() {
            "Nothing differs.".to_owned()
        } else {
            format!("{}.", capital(&parts.join("; ")))
        }
    }

    fn actor_section(&self, change: Change) -> Section {
        let lines = self.actors.iter().filter(|actor| actor.change == change).map(|actor| {
            let details = behind(&actor.details);
            format!("{} ({}){details}", actor.name, actor.kind)
        });
        section(change, "people, organisations and groups", lines.collect())
    }

    fn tie_section(&self, change: Change) -> Section {
        let lines = self.ties.iter().filter(|tie| tie.change == change).map(|tie| {
            let [a, b] = &tie.names;
            match change {
                Change::New => format!("{a} – {b}: {}", count(tie.after, "event", "events")),
                Change::Gone => format!("{a} – {b}: {} before", count(tie.before, "event", "events")),
                Change::Changed => format!("{a} – {b}: {} → {} events", tie.before, tie.after),
            }
        });
        section(change, "ties", lines.collect())
    }

    fn event_section(&self, change: Change) -> Section {
        let mut section = section(change, "events", Vec::new());
        for event in self.events.iter().filter(|event| event.change == change) {
            let mut finding = event.finding.clone();
            finding.text.push_str(&behind(&event.details));
            section.findings.push(finding);
        }
        section
    }
}

fn section(change: Change, what: &str, lines: Vec<String>) -> Section {
    Section { title: format!("{} {what}", capital(change.as_str())), lines, findings: Vec::new() }
}

fn behind(details: &[String]) -> String {
    if details.is_empty() { String::new() } else { format!(" — {}", details.join("; ")) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
