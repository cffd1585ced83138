//! One event from many reports: tellings of several documents join when their people, day and kind agree.
//!
//! Tellings with a day come first; one without a day of its own then joins the only event that it can mean.

mod agree;
mod window;

use super::merge::stronger;
use super::reading::order;
use crate::model::{Case, Event, EventReport, Participant, Warning, When};
use agree::Agreement;
use std::collections::{BTreeMap, BTreeSet};
use window::{Window, Windows};

/// Joins events of different documents that are one: compatible kinds of contact, days that agree, and two people or bodies
/// who met in both. Disagreement on whether it took place is kept in the reports.
///
/// A telling with a vague day or none joins only if a single event can be meant: its people met just once in the days around
/// the document. If several can be meant it stays apart, and a warning says so.
pub fn corroborate(case: &mut Case) -> Vec<Warning> {
    let mut events = std::mem::take(&mut case.events);
    events.sort_by_cached_key(|event| (std::cmp::Reverse(event.participants.len()), order(event)));
    let windows = Windows::of(case);
    let agreement = Agreement::of(case);
    let (mut dated, mut vague, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    for event in events {
        match windows.of_event(&event) {
            Some(window) if window.is_day() => dated.push((window, event)),
            Some(window) => vague.push((window, event)),
            None => apart.push(event),
        }
    }
    vague.sort_by_key(|(window, _)| (window.guessed, window.days()));
    let mut joined = Joined::default();
    for (window, event) in dated {
        match joined.meant(&event, window, &agreement).first() {
            Some(&number) => joined.absorb(number, event),
            None => joined.add(event, window),
        }
    }
    let mut warnings = Vec::new();
    for (window, event) in vague {
        match joined.likely(&event, window, &agreement).as_slice() {
            [only] if window.guessed => joined.absorb(*only, without_day(event)),
            [only] => joined.absorb(*only, event),
            [] if !window.guessed => joined.add(event, window),
            [] => apart.push(event),
            several => {
                warnings.push(joined.doubt(&event, several));
                apart.push(event);
            }
        }
    }
    case.events = joined.events.into_iter().map(|(_, event)| event).chain(apart).collect();
    case.events.sort_by_cached_key(order);
    warnings
}

/// The joined tellings so far.
#[derive(Default)]
struct Joined {
    events: Vec<(Window, Event)>,
    by_participant: BTreeMap<String, BTreeSet<usize>>,
}

impl Joined {
    /// The known events that a telling may mean.
    fn meant(&self, event: &Event, window: Window, agreement: &Agreement) -> Vec<usize> {
        let people = event.participants.iter().filter_map(|p| self.by_participant.get(&p.entity));
        let near: BTreeSet<usize> = people.flatten().copied().collect();
        let fits = |&number: &usize| {
            let (known_window, known) = &self.events[number];
            known_window.overlaps(window) && agreement.is_same(known, event)
        };
        near.into_iter().filter(fits).collect()
    }

    /// Those of the events meant that are told as the same kind of contact, if there are any.
    fn likely(&self, event: &Event, window: Window, agreement: &Agreement) -> Vec<usize> {
        let all = self.meant(event, window, agreement);
        let alike = |number: &&usize| agree::is_alike(&self.events[**number].1, event);
        let same: Vec<usize> = all.iter().filter(alike).copied().collect();
        if same.is_empty() { all } else { same }
    }

    fn add(&mut self, event: Event, window: Window) {
        self.index(&event, self.events.len());
        self.events.push((window, event));
    }

    fn index(&mut self, event: &Event, number: usize) {
        for participant in &event.participants {
            self.by_participant.entry(participant.entity.clone()).or_default().insert(number);
        }
    }

    fn absorb(&mut self, number: usize, event: Event) {
        self.index(&event, number);
        absorb(&mut self.events[number].1, event);
    }

    /// What to tell people about a telling that may mean several events.
    fn doubt(&self, event: &Event, several: &[usize]) -> Warning {
        let day =
            |&number: &usize| self.events[number].1.when.as_ref().map_or_else(String::new, When::display);
        let days: Vec<String> = several.iter().map(day).collect();
        let report = &event.reports[0];
        let told = report.trigger.as_ref().map_or("", |trigger| trigger.text.as_str());
        let people: Vec<&str> = event.participants.iter().map(|p| p.entity.as_str()).collect();
        Warning {
            origin: report.evidence.document.clone(),
            message: format!(
                "'{told}' ({}) may be the contact of {}; kept apart",
                people.join(", "),
                days.join(" or of ")
            ),
        }
    }
}

/// Says in its reports that the day of a telling comes from others.
fn without_day(mut event: Event) -> Event {
    let note = |report: &mut EventReport| report.reasons.push("day told by another report".to_owned());
    event.reports.iter_mut().for_each(note);
    event
}

/// The joined event takes everybody, the strongest certainty and confidence, the narrowest date, the first place.
fn absorb(known: &mut Event, event: Event) {
    known.kind = stronger(known.kind, event.kind);
    known.certainty = known.certainty.max(event.certainty);
    known.confidence = known.confidence.max(event.confidence);
    join_participants(known, event.participants);
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

/// Adds who is new. Sides stay if both tellings part the people they share in the same way; else nobody has a side.
fn join_participants(known: &mut Event, more: Vec<Participant>) {
    let side_of =
        |all: &[Participant], entity: &str| all.iter().find(|p| p.entity == entity).and_then(|p| p.side);
    let shared: Vec<(Option<u8>, Option<u8>)> = more
        .iter()
        .filter(|p| known.involves(&p.entity))
        .map(|p| (p.side, side_of(&known.participants, &p.entity)))
        .collect();
    let new: Vec<Participant> = more.into_iter().filter(|p| !known.involves(&p.entity)).collect();
    if new.is_empty() {
        return;
    }
    for mut participant in new {
        let same_side = shared.iter().find(|(theirs, _)| theirs.is_some() && *theirs == participant.side);
        participant.side = same_side.and_then(|(_, ours)| *ours);
        known.participants.push(participant);
    }
    if known.participants.iter().any(|participant| participant.side.is_none()) {
        known.participants.iter_mut().for_each(|participant| participant.side = None);
    }
}

fn width(when: Option<&When>) -> i32 {
    let days = |when: &When| {
        let (first, last) = when.bounds()?;
        Some(first.until(last).ok()?.get_days())
    };
    when.and_then(days).unwrap_or(i32::MAX)
}
