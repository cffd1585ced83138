//! What a person should look at: readings of low confidence, contradictions, people who may be one.

use super::answer::{Answer, Body, Finding, Section, Source};
use super::cite::Citer;
use super::count;
use crate::model::{Case, Entity, EntityKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use strsim::{jaro_winkler, normalized_damerau_levenshtein};

/// A contradiction is doubted as much as a reading of this confidence, in percent.
const CONTRADICTION: u8 = 40;
/// A lone surname that one person bears is likely that person; this is how far that may be trusted, in percent.
const LONE_SURNAME: u8 = 50;
/// Full names less alike than this are two people.
const ALIKE: f64 = 0.86;
/// Words of a name less alike than this are two words.
const SAME_WORD: f64 = 0.80;

/// What kind of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// Reports disagree on whether it took place.
    Contradiction,
    /// Two entries may be one person.
    PossibleSame,
    /// The rules are not sure of an event.
    DoubtfulEvent,
    /// The rules are not sure of a statement.
    DoubtfulStatement,
}

/// One thing to be looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubt {
    /// What kind.
    pub kind: DoubtKind,
    /// Ids: of the event or statement; of the two entities that may be one, the better known first.
    pub ids: Vec<String>,
    /// What is doubtful, in words.
    pub text: String,
    /// How far it may be trusted, in percent; the least first.
    pub confidence: u8,
    /// Why it is doubted.
    pub reasons: Vec<String>,
    /// The event or statement with its sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Of two entries that may be one: a sentence for each, where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// What is less sure than `below` percent, the most doubtful first.
///
/// `apart` are pairs of entity ids of which somebody has decided that they are two. Names are compared only with those
/// that share a word or an initial and half a surname, so that thousands of people take a moment.
pub fn doubts(case: &Case, below: u8, apart: &BTreeSet<[String; 2]>) -> Vec<Doubt> {
    let citer = Citer::of(case);
    let mut doubts = events(&citer, below);
    doubts.extend(statements(&citer, below));
    doubts.extend(possibly_same(&citer, apart).into_iter().filter(|doubt| doubt.confidence < below));
    doubts.sort_by(|a, b| (a.confidence, a.kind, &a.ids).cmp(&(b.confidence, b.kind, &b.ids)));
    doubts
}

/// Doubts as an answer with a section each.
pub fn doubts_answer(doubts: &[Doubt]) -> Answer {
    let section = |doubt: &Doubt| {
        let mut lines = vec![format!("{}, {} %", doubt.ids.join(" and "), doubt.confidence)];
        lines.extend(doubt.reasons.iter().cloned());
        lines.extend(doubt.sources.iter().map(|source| format!("“{}” — {}", source.quote, source.document)));
        Section { title: doubt.title(), lines, findings: doubt.finding.iter().cloned().collect() }
    };
    Answer {
        question: "What should be looked at?".to_owned(),
        graph: "whole case, the most doubtful first".to_owned(),
        summary: format!("{}.", count(doubts.len(), "doubt", "doubts")),
        found: !doubts.is_empty(),
        notes: Vec::new(),
        body: Body::Sections(doubts.iter().map(section).collect()),
    }
}

impl Doubt {
    /// The question that it puts.
    pub fn title(&self) -> String {
        match self.kind {
            DoubtKind::Contradiction => format!("Reports disagree: {}", self.text),
            DoubtKind::PossibleSame => format!("One person? {}", self.text),
            DoubtKind::DoubtfulEvent | DoubtKind::DoubtfulStatement => format!("Is it so? {}", self.text),
        }
    }
}

fn events(citer: &Citer<'_>, below: u8) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for event in &citer.case().events {
        let confirmed = event.confidence.as_percent() == 100;
        let contested = event.is_contested() && !confirmed;
        let confidence = event.confidence.as_percent().min(if contested { CONTRADICTION } else { 100 });
        if confidence >= below {
            continue;
        }
        let mut reasons: Vec<String> =
            event.reports.iter().flat_map(|report| report.reasons.clone()).collect();
        let mut seen = BTreeSet::new();
        reasons.retain(|reason| seen.insert(reason.clone()));
        let finding = citer.event(event);
        doubts.push(Doubt {
            kind: if contested { DoubtKind::Contradiction } else { DoubtKind::DoubtfulEvent },
            ids: vec![event.id.clone()],
            text: finding.text.clone(),
            confidence,
            reasons,
            finding: Some(finding),
            sources: Vec::new(),
        });
    }
    doubts
}

fn statements(citer: &Citer<'_>, below: u8) -> Vec<Doubt> {
    let doubtful = citer.case().statements.iter().filter(|s| s.confidence.as_percent() < below);
    let doubt = |statement| {
        let statement: &crate::model::Statement = statement;
        let finding = citer.statement(statement);
        Doubt {
            kind: DoubtKind::DoubtfulStatement,
            ids: vec![statement.id.clone()],
            text: finding.text.clone(),
            confidence: statement.confidence.as_percent(),
            reasons: statement.reasons.clone(),
            finding: Some(finding),
            sources: Vec::new(),
        }
    };
    doubtful.map(doubt).collect()
}

/// Two entries with names so alike that they may be one person.
fn possibly_same(citer: &Citer<'_>, apart: &BTreeSet<[String; 2]>) -> Vec<Doubt> {
    let people: Vec<(&Entity, Vec<String>)> =
        citer.case().entities_of(EntityKind::Person).map(|entity| (entity, words(&entity.name))).collect();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, (_, words)) in people.iter().enumerate() {
        for key in keys(words) {
            blocks.entry(key).or_default().push(number);
        }
    }
    let mut pairs = BTreeSet::new();
    for block in blocks.values() {
        for (place, &a) in block.iter().enumerate() {
            pairs.extend(block[place + 1..].iter().map(|&b| (a.min(b), a.max(b))).filter(|(a, b)| a != b));
        }
    }
    let mut doubts = Vec::new();
    for (a, b) in pairs {
        let ((one, its), (other, others)) = (&people[a], &people[b]);
        if let Some((likeness, reason)) = likeness(its, others)
            && !apart.contains(&pair(&one.id, &other.id))
        {
            doubts.push(same_doubt(citer, one, other, likeness, reason));
        }
    }
    doubts
}

/// The ids of a pair in ascending order.
fn pair(a: &str, b: &str) -> [String; 2] {
    if a <= b { [a.to_owned(), b.to_owned()] } else { [b.to_owned(), a.to_owned()] }
}

/// How far two names may be trusted to mean one person, in percent, and why they may.
fn likeness(a: &[String], b: &[String]) -> Option<(u8, String)> {
    let (last_a, last_b) = (a.last()?, b.last()?);
    if a.len() == 1 || b.len() == 1 {
        return (last_a == last_b && a != b).then(|| (LONE_SURNAME, "a surname alone".to_owned()));
    }
    let surname = normalized_damerau_levenshtein(last_a, last_b);
    let (first_a, first_b) = (&a[0], &b[0]);
    let initial = first_a.starts_with(first_b.as_str()) || first_b.starts_with(first_a.as_str());
    let given = if initial { 1.0 } else { normalized_damerau_levenshtein(first_a, first_b) };
    let whole = jaro_winkler(&a.join(" "), &b.join(" "));
    if surname < SAME_WORD.min(given) && surname < 0.7 || given < 0.7 || (whole < ALIKE && !initial) {
        return None;
    }
    let reason = match (last_a == last_b, given >= 1.0) {
        (true, true) => "the same surname, and given names that fit",
        (true, false) => "the same surname, and given names almost alike",
        (false, true) => "surnames almost alike, and given names that fit",
        (false, false) => "names almost alike",
    };
    // Two spellings of a full name are a rather safe guess, which is why it is put: between 40 and 75.
    Some((40 + ((surname * given).clamp(0.0, 1.0) * 35.0) as u8, reason.to_owned()))
}

fn same_doubt(citer: &Citer<'_>, one: &Entity, other: &Entity, confidence: u8, reason: String) -> Doubt {
    let better = |entity: &Entity| (words(&entity.name).len(), entity.mentions.len());
    let (one, other) = if better(other) > better(one) { (other, one) } else { (one, other) };
    let told = |entity: &Entity| {
        format!("{} ({})", entity.name, count(entity.mentions.len(), "mention", "mentions"))
    };
    Doubt {
        kind: DoubtKind::PossibleSame,
        ids: vec![one.id.clone(), other.id.clone()],
        text: format!("{} and {}", told(one), told(other)),
        confidence,
        reasons: vec![reason],
        finding: None,
        sources: [one, other].into_iter().filter_map(|entity| sentence(citer, entity)).collect(),
    }
}

/// A sentence of the texts that names the entity: of an event it takes part in, else of a statement.
fn sentence(citer: &Citer<'_>, entity: &Entity) -> Option<Source> {
    let named = |evidence: &crate::model::Evidence| {
        entity.mentions.iter().any(|mention| {
            mention.document == evidence.document
                && evidence.start <= mention.span.start
                && mention.span.end <= evidence.end
        })
    };
    let case = citer.case();
    let events = case.events.iter().flat_map(|event| &event.reports).map(|report| &report.evidence);
    let roles = entity.roles.iter().map(|role| &role.evidence);
    let mut all = roles.chain(events).chain(case.statements.iter().map(|statement| &statement.evidence));
    all.find(|evidence| named(evidence)).and_then(|evidence| citer.source(evidence))
}

/// Lower-case words without accents.
fn words(name: &str) -> Vec<String> {
    let plain = any_ascii::any_ascii(name).to_lowercase().replace(['\'', '.'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Names that share none of these are never compared: the surname; initial and half the surname from either end.
fn keys(words: &[String]) -> Vec<String> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let letters: Vec<char> = last.chars().collect();
    let half = letters.len().div_ceil(2);
    let (head, tail): (String, String) =
        (letters[..half].iter().collect(), letters[letters.len() - half..].iter().collect());
    let initial: String = first.chars().take(1).collect();
    if words.len() == 1 {
        return vec![last.clone()];
    }
    vec![last.clone(), format!("{initial}/{head}"), format!("{initial}\\{tail}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Case {
        let entities = names.iter().map(|name| Entity::new(EntityKind::Person, *name)).collect();
        Case { entities, ..Case::default() }
    }

    fn guessed(names: &[&str]) -> Vec<[String; 2]> {
        let doubts = doubts(&people(names), 100, &BTreeSet::new());
        doubts.iter().map(|doubt| pair(&doubt.ids[0], &doubt.ids[1])).collect()
    }

    #[test]
    fn spellings_initials_and_lone_surnames_are_asked_about() {
        for other in ["Anna Keler", "Ana Keller", "A. Keller", "Anna Kellre", "Keller", "Anna M. Keller"] {
            assert_eq!(guessed(&["Anna Keller", other]).len(), 1, "{other}");
        }
    }

    #[test]
    fn other_people_are_not() {
        for other in ["Ben Keller", "Anna Novak", "Boris Kellner", "Osei"] {
            assert_eq!(guessed(&["Anna Keller", other]), Vec::<[String; 2]>::new(), "{other}");
        }
    }

    #[test]
    fn whom_somebody_told_apart_is_not_asked_about_again() {
        let apart = [pair("anna-keler", "anna-keller")].into();
        assert!(doubts(&people(&["Anna Keller", "Anna Keler"]), 100, &apart).is_empty());
    }
}
