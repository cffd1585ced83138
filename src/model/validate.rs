//! Checks that a case holds together: ids resolve, spans re-read to their quotes.

use super::case::Case;
use super::document::Document;
use super::ids::content_hash;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// One thing wrong with a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Flaw {
    /// An id is used twice in its list.
    #[error("the id '{0}' is used more than once")]
    DuplicateId(String),
    /// An id points nowhere.
    #[error("{owner}: the id '{id}' resolves to nothing")]
    Dangling {
        /// The thing that holds the id.
        owner: String,
        /// The id.
        id: String,
    },
    /// The words at a span are not the stored words.
    #[error("{owner}: bytes {start}..{end} of {document} do not read as the stored words")]
    Stale {
        /// The thing that holds the span.
        owner: String,
        /// Document id.
        document: String,
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// The stored text does not have the stored hash.
    #[error("{0}: the text does not match its hash")]
    TextChanged(String),
    /// An event without a report.
    #[error("{0}: no evidence")]
    NoEvidence(String),
}

impl Case {
    /// Everything wrong with the case, sorted; empty if it holds together.
    ///
    /// Spans are re-read in the documents that carry their text; a case saved without texts is checked for the rest.
    pub fn validate(&self) -> Vec<Flaw> {
        let mut check = Check::of(self);
        check.documents();
        check.entities();
        check.events();
        check.statements();
        check.flaws.sort();
        check.flaws
    }
}

struct Check<'a> {
    case: &'a Case,
    documents: BTreeMap<&'a str, &'a Document>,
    entities: BTreeSet<&'a str>,
    statements: BTreeSet<&'a str>,
    flaws: Vec<Flaw>,
}

impl<'a> Check<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            case,
            documents: case.documents.iter().map(|d| (d.id.as_str(), d)).collect(),
            entities: case.entities.iter().map(|e| e.id.as_str()).collect(),
            statements: case.statements.iter().map(|s| s.id.as_str()).collect(),
            flaws: Vec::new(),
        }
    }

    fn unique(&mut self, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.flaws.push(Flaw::DuplicateId(id.to_owned()));
            }
        }
    }

    fn entity(&mut self, owner: &str, id: Option<&String>) {
        if let Some(id) = id
            && !self.entities.contains(id.as_str())
        {
            self.flaws.push(Flaw::Dangling { owner: owner.to_owned(), id: id.clone() });
        }
    }

    fn span(&mut self, owner: &str, document: &str, start: usize, end: usize, words: &str) {
        let Some(known) = self.documents.get(document) else {
            self.flaws.push(Flaw::Dangling { owner: owner.to_owned(), id: document.to_owned() });
            return;
        };
        if known.text.as_ref().is_some_and(|text| text.get(start..end) != Some(words)) {
            let (owner, document) = (owner.to_owned(), document.to_owned());
            self.flaws.push(Flaw::Stale { owner, document, start, end });
        }
    }

    fn evidence(&mut self, owner: &str, evidence: &super::Evidence) {
        self.span(owner, &evidence.document, evidence.start, evidence.end, &evidence.quote);
    }

    fn words(&mut self, owner: &str, document: &str, span: Option<&super::TextSpan>) {
        if let Some(span) = span {
            self.span(owner, document, span.start, span.end, &span.text);
        }
    }

    fn documents(&mut self) {
        self.unique(self.case.documents.iter().map(|d| d.id.as_str()));
        for document in &self.case.documents {
            if document.text.as_ref().is_some_and(|text| content_hash(text.as_bytes()) != document.sha256) {
                self.flaws.push(Flaw::TextChanged(document.id.clone()));
            }
        }
    }

    fn entities(&mut self) {
        self.unique(self.case.entities.iter().map(|e| e.id.as_str()));
        for entity in &self.case.entities {
            self.entity(&entity.id, entity.affiliation.as_ref());
            self.entity(&entity.id, entity.stands_for.as_ref());
            for member in &entity.members {
                self.entity(&entity.id, Some(member));
            }
            for role in &entity.roles {
                self.entity(&entity.id, role.of.as_ref());
                self.evidence(&entity.id, &role.evidence);
            }
            for mention in &entity.mentions {
                self.words(&entity.id, &mention.document, Some(&mention.span));
            }
        }
    }

    fn events(&mut self) {
        self.unique(self.case.events.iter().map(|e| e.id.as_str()));
        for event in &self.case.events {
            if event.reports.is_empty() {
                self.flaws.push(Flaw::NoEvidence(event.id.clone()));
            }
            for participant in &event.participants {
                self.entity(&event.id, Some(&participant.entity));
            }
            self.entity(&event.id, event.place.as_ref());
            self.entity(&event.id, event.claimed_by.as_ref());
            if let Some(statement) = &event.statement
                && !self.statements.contains(statement.as_str())
            {
                self.flaws.push(Flaw::Dangling { owner: event.id.clone(), id: statement.clone() });
            }
            for report in &event.reports {
                self.report(report);
            }
        }
    }

    fn report(&mut self, report: &super::EventReport) {
        let document = &report.evidence.document;
        self.evidence(&report.id, &report.evidence);
        self.words(&report.id, document, report.trigger.as_ref());
        self.words(&report.id, document, report.time.as_ref());
        self.entity(&report.id, report.claimed_by.as_ref());
        if let Some(place) = &report.place {
            self.entity(&report.id, place.entity.as_ref());
            self.words(&report.id, document, Some(&place.span));
        }
        for party in &report.parties {
            self.entity(&report.id, party.entity.as_ref());
            self.words(&report.id, document, Some(&party.span));
        }
    }

    fn statements(&mut self) {
        self.unique(self.case.statements.iter().map(|s| s.id.as_str()));
        for statement in &self.case.statements {
            let document = &statement.evidence.document;
            self.evidence(&statement.id, &statement.evidence);
            for span in statement.content.iter().chain(&statement.cue).chain(&statement.source_span) {
                self.words(&statement.id, document, Some(span));
            }
            self.words(&statement.id, document, statement.addressee_span.as_ref());
            self.entity(&statement.id, statement.source.as_ref());
            self.entity(&statement.id, statement.addressee.as_ref());
            self.entity(&statement.id, statement.claimed_by.as_ref());
            for about in &statement.about {
                self.entity(&statement.id, Some(about));
            }
        }
    }
}
