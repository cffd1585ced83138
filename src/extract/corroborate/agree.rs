//! Whether two tellings can be of one event, days aside.

use super::super::lexicon::gazetteer;
use super::super::offices::noun;
use crate::model::{
    Case, Certainty, EntityKind, Event, EventKind, EventReport, Participant, ParticipantRole,
};
use std::collections::{BTreeMap, BTreeSet};

/// What agreement needs to know of a case.
pub(super) struct Agreement {
    /// The nouns of each person's offices.
    offices: BTreeMap<String, BTreeSet<String>>,
    /// Lower-case name of each entity of kind place.
    places: BTreeMap<String, String>,
}

impl Agreement {
    pub(super) fn of(case: &Case) -> Self {
        let places = case.entities.iter().filter(|entity| entity.kind == EntityKind::Place);
        let offices =
            case.entities.iter().filter(|entity| !entity.roles.is_empty()).map(|entity| {
                (entity.id.clone(), entity.roles.iter().map(|role| noun(&role.title)).collect())
            });
        let offices = offices.collect();
        Self {
            offices,
            places: places.map(|entity| (entity.id.clone(), entity.name.to_lowercase())).collect(),
        }
    }

    pub(super) fn is_same(&self, known: &Event, event: &Event) -> bool {
        kinds_agree(known, event)
            && people_agree(self, known, event)
            && self.places_agree(known, event)
            && reports_agree(known, event)
    }

    /// "met a deputy minister" here, and Ada Quist there, whom the case calls a deputy minister: the one who is named in the long
    /// telling only is described in the short one.
    fn describes(&self, short: &Event, long: &Event) -> bool {
        let Some(named) = long.participants.iter().find(|participant| !short.involves(&participant.entity))
        else {
            return false;
        };
        let parties = short.reports.iter().flat_map(|report| &report.parties);
        let mut nouns = parties
            .filter(|party| party.entity.is_none())
            .filter_map(|party| party.span.text.split_whitespace().last().map(str::to_lowercase));
        let offices = self.offices.get(&named.entity);
        offices.is_some_and(|offices| nouns.any(|noun| offices.contains(&noun)))
    }

    /// Different places part two events only if both are places by kind and neither can lie in the other.
    fn places_agree(&self, known: &Event, event: &Event) -> bool {
        let name = |event: &Event| event.place.as_ref().and_then(|place| self.places.get(place));
        let (Some(one), Some(other)) = (name(known), name(event)) else { return true };
        let is_country = |name: &str| gazetteer().country(name).is_some() && !gazetteer().is_seat(name);
        // A palace or a hotel may stand in any town.
        let is_site = |name: &str| name.split_whitespace().any(|word| gazetteer().is_site(word));
        let inside = one.contains(other.as_str()) || other.contains(one.as_str());
        inside || is_country(one) || is_country(other) || is_site(one) != is_site(other)
    }
}

/// Reports of one document have been joined already; what it tells twice is one only if it denies it once.
fn reports_agree(known: &Event, event: &Event) -> bool {
    let denies = |report: &EventReport| report.certainty == Certainty::Denied;
    event.reports.iter().all(|report| {
        let beside = known.reports.iter().filter(|other| other.evidence.document == report.evidence.document);
        beside.into_iter().all(|other| denies(other) != denies(report))
    })
}

/// Where and how people are in contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// In one room; the kind says no more.
    Met,
    /// One asks, another answers.
    Questioned,
    /// From afar.
    Called,
    Wrote,
}

fn manner(kind: EventKind) -> Manner {
    match kind {
        EventKind::Testify | EventKind::Interview | EventKind::Debate => Manner::Questioned,
        EventKind::Call => Manner::Called,
        EventKind::Correspond => Manner::Wrote,
        _ => Manner::Met,
    }
}

/// Whether two tellings are of one kind of contact, and not only of kinds that may be called by one word.
pub(super) fn is_alike(known: &Event, event: &Event) -> bool {
    manner(known.kind) == manner(event.kind)
}

/// "Met" may be said of a hearing, "spoke" of a call; a call is no meeting.
fn kinds_agree(known: &Event, event: &Event) -> bool {
    let either = |one: Manner, other: Manner| {
        let (a, b) = (manner(known.kind), manner(event.kind));
        (a, b) == (one, other) || (b, a) == (one, other)
    };
    manner(known.kind) == manner(event.kind)
        || either(Manner::Questioned, Manner::Met)
            && (known.kind == EventKind::Meet || event.kind == EventKind::Meet)
        || either(Manner::Called, Manner::Met) && (only_spoke(known) || only_spoke(event))
}

/// Whether nothing but words of talking tells an event, and neither a telephone nor a place is named with them.
fn only_spoke(event: &Event) -> bool {
    let talks = |report: &EventReport| {
        let word = report.trigger.as_ref().map_or("", |trigger| trigger.text.as_str());
        matches!(
            word.to_lowercase().as_str(),
            "spoke"
                | "spoken"
                | "speak"
                | "speaking"
                | "talked"
                | "talk"
                | "talking"
                | "conversation"
                | "discussed"
        )
    };
    event.kind == EventKind::Meet && event.place.is_none() && event.reports.iter().all(talks)
}

/// Two who met in both tellings, or one witness, or one and the same unnamed counterpart.
fn people_agree(agreement: &Agreement, known: &Event, event: &Event) -> bool {
    let shared: Vec<&Participant> =
        event.participants.iter().filter(|participant| known.involves(&participant.entity)).collect();
    let met = |event: &Event, one: &str, other: &str| {
        let part = |entity: &str| event.participants.iter().find(|p| p.entity == entity);
        let side = |entity: &str| part(entity).and_then(|p| p.side);
        // Those whom a mediator brings together stand on one side of the sentence, but face each other.
        let attends = |entity: &str| part(entity).is_some_and(|p| p.role == ParticipantRole::Attendee);
        let mediated = event.kind == EventKind::Mediate && attends(one) && attends(other);
        side(one).is_none() || side(one) != side(other) || mediated
    };
    let pair = shared.iter().enumerate().any(|(n, one)| {
        shared[n + 1..]
            .iter()
            .any(|other| met(known, &one.entity, &other.entity) && met(event, &one.entity, &other.entity))
    });
    // In one room, or on one stage, all were there together, whatever the sides of a sentence.
    let debate = known.kind == EventKind::Debate && event.kind == EventKind::Debate;
    let gathered = shared.len() >= 2 && (debate || known.place.is_some() && known.place == event.place);
    let described = shared.len() == 1
        && known.participants.len() + event.participants.len() == 3
        && [(known, event), (event, known)].into_iter().any(|(short, long)| agreement.describes(short, long));
    pair || gathered
        || described
        || shared.iter().any(|one| same_witness(known, event, &one.entity))
        || shared.len() == 1 && same_unnamed(known, event)
}

/// A witness is heard once a day, whoever of the panel a report names as asking.
fn same_witness(known: &Event, event: &Event, entity: &str) -> bool {
    let testifies = |event: &Event| {
        let part = event.participants.iter().find(|participant| participant.entity == entity);
        event.kind == EventKind::Testify && part.is_some_and(|part| part.role != ParticipantRole::Questioner)
    };
    testifies(known) && testifies(event)
}

/// "met drivers" here and "met the drivers" there: one named party each, and the same word for the other.
fn same_unnamed(known: &Event, event: &Event) -> bool {
    let nouns = |event: &Event| -> BTreeSet<String> {
        let parties = event.reports.iter().flat_map(|report| &report.parties);
        let unnamed = parties.filter(|party| party.entity.is_none());
        unnamed.filter_map(|party| party.span.text.split_whitespace().last()).map(str::to_lowercase).collect()
    };
    let alone = known.participants.len() == 1 && event.participants.len() == 1;
    let personal = |noun: &String| {
        matches!(
            noun.as_str(),
            "he" | "she" | "they" | "him" | "her" | "them" | "who" | "whom" | "i" | "we" | "us"
        )
    };
    let same_room = known.place.is_some() && known.place == event.place;
    let kinds = known.kind == event.kind || same_room && manner(known.kind) == manner(event.kind);
    kinds && alone && nouns(known).intersection(&nouns(event)).any(|noun| !personal(noun))
}
