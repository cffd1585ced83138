//! One event from many reports: tellings of several documents join when participants and day agree.

use super::merge::{family, stronger};
use super::reading::order;
use crate::model::{Case, Event, EventKind, When};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Longest stretch of days that still fixes an event well enough to join it with another report.
const FIXED_DAYS: i32 = 7;

/// Joins events of different documents that are one: same kind of contact, days that agree, and the participants of one
/// among those of the other. Disagreement on whether it took place is kept in the reports.
///
/// Undated events stay apart: nothing but a guess would join them.
pub fn corroborate(case: &mut Case) {
    let events = std::mem::take(&mut case.events);
    let mut joined: Vec<Event> = Vec::new();
    let mut by_participant: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut pending = events;
    pending.sort_by_cached_key(|event| (std::cmp::Reverse(event.participants.len()), order(event)));
    for event in pending {
        if !may_join(&event) {
            joined.push(event);
            continue;
        }
        let candidates: BTreeSet<usize> = event
            .participants
            .iter()
            .filter_map(|participant| by_participant.get(&participant.entity))
            .flatten()
            .copied()
            .collect();
        match candidates.into_iter().find(|&number| is_same(&joined[number], &event)) {
            Some(number) => absorb(&mut joined[number], event),
            None => {
                for participant in &event.participants {
                    by_participant.entry(participant.entity.clone()).or_default().push(joined.len());
                }
                joined.push(event);
            }
        }
    }
    joined.sort_by_cached_key(order);
    case.events = joined;
}

/// Whether reports of other documents can be joined with an event: known before looking at any, which spares comparing
/// the thousands of undated contacts of a much-named person with each other.
fn may_join(event: &Event) -> bool {
    event.kind != EventKind::Tell && fixed(event.when.as_ref()).is_some()
}

fn is_same(known: &Event, event: &Event) -> bool {
    family(known.kind) == family(event.kind)
        && days_agree(known.when.as_ref(), event.when.as_ref())
        && other_document(known, event)
        && places_agree(known, event)
        && is_part(known, event)
}

fn other_document(known: &Event, event: &Event) -> bool {
    let documents: BTreeSet<&str> = known.reports.iter().map(|r| r.evidence.document.as_str()).collect();
    event.reports.iter().all(|report| !documents.contains(report.evidence.document.as_str()))
}

fn places_agree(known: &Event, event: &Event) -> bool {
    known.place.is_none() || event.place.is_none() || known.place == event.place
}

fn is_part(known: &Event, event: &Event) -> bool {
    event.participants.len() >= 2 && event.participants.iter().all(|p| known.involves(&p.entity))
}

fn days_agree(one: Option<&When>, other: Option<&When>) -> bool {
    let (Some(a), Some(b)) = (fixed(one), fixed(other)) else { return false };
    a.0 <= b.1 && b.0 <= a.1
}

/// First and last day, if they lie close together.
fn fixed(when: Option<&When>) -> Option<(Date, Date)> {
    let (first, last) = when?.bounds()?;
    let days = first.until(last).ok()?.get_days();
    (0..FIXED_DAYS).contains(&days).then_some((first, last))
}

/// The joined event takes the strongest certainty and confidence, the narrowest date, the first place.
fn absorb(known: &mut Event, event: Event) {
    known.kind = stronger(known.kind, event.kind);
    known.certainty = known.certainty.max(event.certainty);
    known.confidence = known.confidence.max(event.confidence);
    if width(event.when.as_ref()) < width(known.when.as_ref()) {
        known.when = event.when;
    }
    known.place = known.place.take().or(event.place);
    if event.claimed_by.is_none() {
        known.claimed_by = None;
    }
    known.reports.extend(event.reports);
    known.reports.sort_by_cached_key(|r| (r.evidence.document.clone(), r.evidence.start, r.id.clone()));
    known.participants.sort();
    known.id = format!("ev-{}", known.reports[0].id.trim_start_matches("er-"));
}

fn width(when: Option<&When>) -> i32 {
    fixed(when).and_then(|(first, last)| first.until(last).ok()).map_or(i32::MAX, |span| span.get_days())
}
