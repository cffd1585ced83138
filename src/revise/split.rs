//! One entry that is two: mentions, events and statements go with whom they name.

use super::find::{find_entity, place};
use super::identity::free_id;
use crate::model::{
    Case, Entity, EntityRef, Event, EventReport, Mention, Participant, Pointer, Role, Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// Takes the mentions of `documents` and the single `mentions` out of an entry, as somebody else.
pub(super) fn split(
    case: &mut Case,
    entity: &EntityRef,
    documents: &[String],
    mentions: &[Pointer],
    name: Option<&str>,
) -> Result<(), String> {
    let number = match named_already(case, mentions, name) {
        Some(_) => return Ok(()),
        None => find_entity(case, entity)?,
    };
    let meant = |mention: &Mention| {
        documents.contains(&mention.document) || mentions.iter().any(|pointer| is_at(mention, pointer))
    };
    let moved: BTreeSet<_> =
        case.entities[number].mentions.iter().filter(|m| meant(m)).map(|m| m.id.clone()).collect();
    if moved.is_empty() {
        return Err("none of its mentions is there".to_owned());
    }
    if moved.len() == case.entities[number].mentions.len() {
        return Ok(());
    }
    cut(case, number, &moved, name);
    Ok(())
}

/// Whether the single mentions belong to somebody of that name already: the split was made.
fn named_already(case: &Case, mentions: &[Pointer], name: Option<&str>) -> Option<usize> {
    let name = name?;
    case.entities.iter().position(|entity| {
        let has = |pointer: &Pointer| entity.mentions.iter().any(|mention| is_at(mention, pointer));
        entity.name == name && !mentions.is_empty() && mentions.iter().all(has)
    })
}

fn is_at(mention: &Mention, pointer: &Pointer) -> bool {
    mention.id == pointer.id
        || (mention.document == pointer.document
            && mention.span.start < pointer.end
            && pointer.start < mention.span.end)
}

/// Two entries that are never one: if the texts were read as one, what points at the second is taken out.
///
/// Mentions go with the pointer of their document, else with the words that only the second is called by.
pub(super) fn apart(case: &mut Case, a: &EntityRef, b: &EntityRef) -> Result<(), String> {
    let (first, second) = (find_entity(case, a)?, find_entity(case, b)?);
    if first != second {
        return Ok(());
    }
    let documents = |of: &EntityRef| -> BTreeSet<String> {
        of.mentions.iter().map(|pointer| pointer.document.clone()).collect()
    };
    let (of_a, of_b) = (documents(a), documents(b));
    let goes = |mention: &Mention| {
        if let Some(own) = pointed(mention, a, b) {
            return own;
        }
        match (of_a.contains(&mention.document), of_b.contains(&mention.document)) {
            (false, true) => true,
            (true, false) => false,
            _ => mention.span.text == b.name && b.name != a.name,
        }
    };
    let moved: BTreeSet<_> =
        case.entities[first].mentions.iter().filter(|m| goes(m)).map(|m| m.id.clone()).collect();
    if moved.is_empty() || moved.len() == case.entities[first].mentions.len() {
        return Err("they are one, and no mention tells them apart".to_owned());
    }
    cut(case, first, &moved, Some(&b.name));
    Ok(())
}

/// Whether a pointer of the second (true) or first (false) names this very mention.
fn pointed(mention: &Mention, a: &EntityRef, b: &EntityRef) -> Option<bool> {
    let by = |of: &EntityRef| of.mentions.iter().any(|pointer| is_at(mention, pointer));
    match (by(a), by(b)) {
        (_, true) => Some(true),
        (true, false) => Some(false),
        (false, false) => None,
    }
}

/// Where a cut runs: mentions in order of document and offset, and who keeps which.
struct Cut {
    stays: String,
    goes: String,
    /// By document: start, end, whether it goes.
    mentions: BTreeMap<String, Vec<(usize, usize, bool)>>,
}

impl Cut {
    /// Whether what stands at these bytes names the one who goes: the mention there, else the nearest one before, else
    /// the first one behind.
    fn names_other(&self, document: &str, start: usize, end: usize) -> bool {
        let Some(mentions) = self.mentions.get(document) else { return false };
        let there = mentions.iter().find(|(from, to, _)| *from < end && start < *to);
        let before = || mentions.iter().rev().find(|(from, ..)| *from < start);
        there.or_else(before).or(mentions.first()).is_some_and(|(.., goes)| *goes)
    }

    fn redirect(&self, id: &mut String, document: &str, start: usize, end: usize) {
        if *id == self.stays && self.names_other(document, start, end) {
            id.clone_from(&self.goes);
        }
    }
}

fn cut(case: &mut Case, number: usize, moved: &BTreeSet<String>, name: Option<&str>) {
    let mut mentions: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for mention in &case.entities[number].mentions {
        let list = mentions.entry(mention.document.clone()).or_default();
        list.push((mention.span.start, mention.span.end, moved.contains(&mention.id)));
    }
    mentions.values_mut().for_each(|list| list.sort_unstable());
    let old = case.entities[number].clone();
    let name = name.map_or_else(|| longest(&old, moved), str::to_owned);
    let goes = free_id(case, &name, old.kind, None);
    let cut = Cut { stays: old.id.clone(), goes, mentions };
    let (stays, other) = halves(old, moved, name, &cut);
    case.entities[number] = stays;
    case.entities.push(other);
    split_events(case, &cut);
    case.statements.iter_mut().for_each(|statement| redirect_statement(statement, &cut));
    for role in case.entities.iter_mut().flat_map(|entity| &mut entity.roles) {
        redirect_some(&mut role.of, &role.evidence.document, role.evidence.start, role.evidence.end, &cut);
    }
}

/// The longest words that name the one who goes.
fn longest(entity: &Entity, moved: &BTreeSet<String>) -> String {
    let own = entity.mentions.iter().filter(|mention| moved.contains(&mention.id));
    let words = own.map(|mention| mention.span.text.as_str());
    let best = words.max_by_key(|text| (text.chars().count(), std::cmp::Reverse(*text)));
    best.unwrap_or(&entity.name).to_owned()
}

/// The entry that stays and the one that goes; names go where mentions say them.
fn halves(mut stays: Entity, moved: &BTreeSet<String>, name: String, cut: &Cut) -> (Entity, Entity) {
    let mut other = Entity::new(stays.kind, name);
    other.id.clone_from(&cut.goes);
    let (gone, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut stays.mentions).into_iter().partition(|mention| moved.contains(&mention.id));
    let said = |mentions: &[Mention], words: &str| mentions.iter().any(|m| m.span.text == words);
    let names = |list: &[String], mine: &[Mention], theirs: &[Mention]| -> Vec<String> {
        list.iter().filter(|words| said(mine, words) || !said(theirs, words)).cloned().collect()
    };
    other.aliases = stays.aliases.iter().filter(|words| said(&gone, words)).cloned().collect();
    other.weak_aliases = stays.weak_aliases.iter().filter(|words| said(&gone, words)).cloned().collect();
    other.aliases.retain(|alias| *alias != other.name);
    stays.aliases = names(&stays.aliases, &kept, &gone);
    stays.weak_aliases = names(&stays.weak_aliases, &kept, &gone);
    let goes = |role: &Role| cut.names_other(&role.evidence.document, role.evidence.start, role.evidence.end);
    (other.roles, stays.roles) = std::mem::take(&mut stays.roles).into_iter().partition(goes);
    (other.mentions, stays.mentions) = (gone, kept);
    (stays, other)
}

fn redirect_some(id: &mut Option<String>, document: &str, start: usize, end: usize, cut: &Cut) {
    if let Some(id) = id {
        cut.redirect(id, document, start, end);
    }
}

fn redirect_statement(statement: &mut Statement, cut: &Cut) {
    let Statement { source, source_span, addressee, addressee_span, about, claimed_by, evidence, .. } =
        statement;
    let (document, start, end) = (evidence.document.as_str(), evidence.start, evidence.end);
    let at = |span: &Option<crate::model::TextSpan>| span.as_ref().map_or((start, end), |s| (s.start, s.end));
    let (from, to) = at(source_span);
    redirect_some(source, document, from, to, cut);
    let (from, to) = at(addressee_span);
    redirect_some(addressee, document, from, to, cut);
    redirect_some(claimed_by, document, start, end, cut);
    about.iter_mut().for_each(|id| cut.redirect(id, document, start, end));
}

/// Events of which some reports name the one and some the other become two.
fn split_events(case: &mut Case, cut: &Cut) {
    let mut events = Vec::new();
    for mut event in std::mem::take(&mut case.events) {
        let concerned = event.participants.iter().any(|party| party.entity == cut.stays);
        let names_other: Vec<bool> =
            event.reports.iter_mut().map(|report| redirect_report(report, cut)).collect();
        redirect_some_by_reports(&mut event, cut);
        if !concerned || !names_other.contains(&true) {
            events.push(event);
        } else if !names_other.contains(&false) {
            hand_over(&mut event, cut);
            events.push(event);
        } else {
            events.extend(divided(event, &names_other, cut));
        }
    }
    case.events = events;
}

/// Place and claimant go with the first report.
fn redirect_some_by_reports(event: &mut Event, cut: &Cut) {
    if let Some(report) = event.reports.first() {
        let (start, end) = place(report);
        redirect_some(&mut event.place, &report.evidence.document, start, end, cut);
        redirect_some(&mut event.claimed_by, &report.evidence.document, start, end, cut);
    }
}

/// Redirects the parties of one report; whether the participant in it is the one who goes.
fn redirect_report(report: &mut EventReport, cut: &Cut) -> bool {
    let document = report.evidence.document.clone();
    let (start, end) = place(report);
    let (mut gone, mut kept) = (false, false);
    for party in &mut report.parties {
        let Some(id) = &mut party.entity else { continue };
        if *id == cut.stays {
            cut.redirect(id, &document, party.span.start, party.span.end);
            gone |= *id == cut.goes;
            kept |= *id == cut.stays;
        }
    }
    redirect_some(&mut report.claimed_by, &document, start, end, cut);
    if let Some(place) = &mut report.place {
        redirect_some(&mut place.entity, &document, place.span.start, place.span.end, cut);
    }
    if gone || kept { gone } else { cut.names_other(&document, start, end) }
}

/// The participant is the one who goes; who stays takes part too only if a report says so.
fn hand_over(event: &mut Event, cut: &Cut) {
    let still = event.reports.iter().flat_map(|r| &r.parties).any(|p| p.entity.as_ref() == Some(&cut.stays));
    let mut added = Vec::new();
    for party in &mut event.participants {
        if party.entity == cut.stays {
            let other = Participant { entity: cut.goes.clone(), ..party.clone() };
            if still { added.push(other) } else { *party = other }
        }
    }
    event.participants.extend(added);
    event.participants.sort();
}

fn divided(event: Event, names_other: &[bool], cut: &Cut) -> [Event; 2] {
    let (mut stays, mut goes) = (event.clone(), event);
    let mut flags = names_other.iter();
    stays.reports.retain(|_| !flags.next().copied().unwrap_or(false));
    let mut flags = names_other.iter();
    goes.reports.retain(|_| flags.next().copied().unwrap_or(false));
    hand_over(&mut goes, cut);
    let (kept, gone) = (stays.reports.clone(), goes.reports.clone());
    restate(&mut stays, &gone);
    restate(&mut goes, &kept);
    [stays, goes]
}

/// What an event says without the reports `taken` from it: of the rest, the surest. Whom only those named took no part.
pub(super) fn restate(event: &mut Event, taken: &[EventReport]) {
    let Some(first) = event.reports.first() else { return };
    event.id = format!("ev-{}", first.id.trim_start_matches("er-"));
    event.certainty = event.reports.iter().map(|report| report.certainty).max().unwrap_or(event.certainty);
    event.confidence = event.reports.iter().map(|report| report.confidence).max().unwrap_or(event.confidence);
    let named = |reports: &[EventReport], id: &str| {
        let mut parties = reports.iter().flat_map(|report| &report.parties);
        parties.any(|party| party.entity.as_deref() == Some(id))
    };
    let Event { participants, reports, .. } = event;
    participants.retain(|party| named(reports, &party.entity) || !named(taken, &party.entity));
}
