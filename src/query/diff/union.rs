//! Both cases as one: the newer, with everything that is gone put back.

use super::matching::Matching;
use crate::model::{Case, Entity, Event};
use std::collections::BTreeSet;

pub(super) fn both(old: &Case, new: &Case, matching: &Matching) -> Case {
    let mut case = new.clone();
    let documents: BTreeSet<_> = new.documents.iter().map(|document| &document.id).collect();
    let gone = old.documents.iter().filter(|document| !documents.contains(&document.id));
    case.documents.extend(gone.cloned());
    for entity in old.entities.iter().filter(|entity| matching.entity(&entity.id).is_none()) {
        case.entities.push(moved_entity(entity, matching));
    }
    let known: BTreeSet<_> = new.events.iter().map(|event| event.id.as_str()).collect();
    for event in old.events.iter().filter(|event| matching.event(&event.id).is_none()) {
        if !known.contains(event.id.as_str()) {
            case.events.push(moved_event(event, matching));
        }
    }
    case.documents.sort_by(|a, b| a.id.cmp(&b.id));
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    case
}

fn move_id(id: &mut String, matching: &Matching) {
    *id = matching.both_id(id).to_owned();
}

fn move_some(id: &mut Option<String>, matching: &Matching) {
    if let Some(id) = id {
        move_id(id, matching);
    }
}

fn moved_entity(entity: &Entity, matching: &Matching) -> Entity {
    let mut entity = entity.clone();
    move_id(&mut entity.id, matching);
    move_some(&mut entity.affiliation, matching);
    move_some(&mut entity.stands_for, matching);
    entity.members.iter_mut().for_each(|id| move_id(id, matching));
    entity.roles.iter_mut().for_each(|role| move_some(&mut role.of, matching));
    entity
}

fn moved_event(event: &Event, matching: &Matching) -> Event {
    let mut event = event.clone();
    event.participants.iter_mut().for_each(|party| move_id(&mut party.entity, matching));
    move_some(&mut event.place, matching);
    move_some(&mut event.claimed_by, matching);
    // Its statement may be gone, too, and belongs to no picture.
    event.statement = None;
    for report in &mut event.reports {
        report.parties.iter_mut().for_each(|party| move_some(&mut party.entity, matching));
        move_some(&mut report.claimed_by, matching);
        if let Some(place) = &mut report.place {
            move_some(&mut place.entity, matching);
        }
    }
    event
}
