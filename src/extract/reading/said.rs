//! Statements of one document.

use super::super::page::Tok;
use super::super::statements::Said;
use super::super::time::{self};
use super::events::claimant;
use super::{PLAIN, Writer, reference_doubt};
use crate::language::NameLabel;
use crate::model::{Certainty, Confidence, Statement, TextSpan, When};
use std::collections::BTreeSet;

impl Writer<'_> {
    pub(super) fn statement(&self, said: &Said, all: &[Said]) -> Option<Statement> {
        let content: Vec<TextSpan> = said
            .content
            .iter()
            .map(|range| self.span(range.clone()))
            .filter(|span| !span.text.is_empty())
            .collect();
        let cue = said.cue.clone().map(|toks| self.span(toks));
        let anchor = cue.as_ref().or(content.first())?;
        let (from, to) = self.extent(said);
        let speaker = said.speaker();
        let mut reasons = vec![said.rule.to_owned()];
        let mut doubt = said.doubt;
        if let Some(party) = &said.source {
            doubt = doubt.saturating_add(party.doubt);
            reasons.extend(reference_doubt(party, "speaker"));
        }
        Some(Statement {
            id: self.id("st", anchor),
            kind: said.kind,
            source: speaker.map(|actor| self.entity_id(actor)),
            source_span: said.source.as_ref().map(|party| self.span(party.toks.clone())),
            cue,
            content,
            quotation: said.quotation,
            speech: said.speech,
            addressee: said
                .addressee
                .as_ref()
                .and_then(|p| p.actors.first())
                .map(|&actor| self.entity_id(actor)),
            addressee_span: said.addressee.as_ref().map(|party| self.span(party.toks.clone())),
            about: self.about(said),
            medium: said.medium.clone().map(|toks| self.page.span(toks).text),
            when: said.verb.and_then(|verb| self.statement_time(verb)),
            claimed_by: said
                .verb
                .and_then(|verb| claimant(all, verb))
                .filter(|&actor| Some(actor) != speaker)
                .map(|actor| self.entity_id(actor)),
            confidence: Confidence::percent(PLAIN).less(doubt),
            reasons,
            evidence: self.evidence(from, to),
        })
    }

    /// First and last token of cue and content.
    pub(super) fn extent(&self, said: &Said) -> (Tok, Tok) {
        let starts = said.content.iter().map(|r| r.start).chain(said.cue.iter().map(|r| r.start));
        let ends = said.content.iter().map(|r| r.end - 1).chain(said.cue.iter().map(|r| r.end - 1));
        (starts.min().unwrap_or(0), ends.max().unwrap_or(0))
    }

    /// Actors that the content names, in order, the speaker aside.
    pub(super) fn about(&self, said: &Said) -> Vec<String> {
        let mut about: Vec<String> = Vec::new();
        for mention in self.cast.mentions.iter().filter(|mention| said.holds(mention.toks.start)) {
            let actor = mention.actor;
            let id = self.entity_id(actor);
            let counts = self.cast.actors[actor].kind.is_actor() && Some(actor) != said.speaker();
            if counts && !about.contains(&id) {
                about.push(id);
            }
        }
        about
    }

    /// A date under the verb of saying itself, outside the content.
    pub(super) fn statement_time(&self, verb: Tok) -> Option<When> {
        let own = |name: &&crate::language::NameSpan| {
            name.label == NameLabel::Date
                && !time::is_duration(&self.page.span(name.start..name.end).text)
                && {
                    let head = super::super::typing::head_of(self.page, name.start..name.end);
                    let governor = self.page.head(head);
                    governor == verb || self.page.head(governor) == verb && !self.page.is_verb(governor)
                }
        };
        let name = self.page.names.iter().find(own)?;
        Some(self.when(&(name.start..name.end), verb, Certainty::Happened))
    }
}

pub(super) fn dedup_statements(statements: &mut Vec<Statement>) {
    let mut seen = BTreeSet::new();
    statements.retain(|statement| seen.insert(statement.id.clone()));
    statements.sort_by(|a, b| (a.evidence.start, &a.id).cmp(&(b.evidence.start, &b.id)));
}
