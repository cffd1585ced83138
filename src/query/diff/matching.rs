//! Which entities and events of two cases are the same.

use crate::model::{Case, Entity};
use std::collections::{BTreeMap, BTreeSet};

/// From the older case's ids to those of the newer, and to those of the joint case.
pub(super) struct Matching {
    entities: BTreeMap<String, String>,
    /// Of several old entities that are one now: the one that keeps it.
    main: BTreeSet<String>,
    /// Old entities without match whose id is taken in the newer case.
    renamed: BTreeMap<String, String>,
    events: BTreeMap<String, String>,
}

impl Matching {
    pub(super) fn of(old: &Case, new: &Case) -> Self {
        let (entities, main) = entities(old, new);
        let taken: BTreeSet<&str> = new.entities.iter().map(|entity| entity.id.as_str()).collect();
        let mut renamed = BTreeMap::new();
        for entity in old.entities.iter().filter(|entity| !entities.contains_key(&entity.id)) {
            let mut id = entity.id.clone();
            while taken.contains(id.as_str()) {
                id.push_str("-before");
            }
            renamed.insert(entity.id.clone(), id);
        }
        Self { entities, main, renamed, events: events(old, new) }
    }

    /// The newer case's entity that an older one is.
    pub(super) fn entity(&self, old: &str) -> Option<&str> {
        self.entities.get(old).map(String::as_str)
    }

    /// Whether the newer entity goes on with this one rather than having swallowed it.
    pub(super) fn is_main(&self, old: &str) -> bool {
        self.main.contains(old)
    }

    /// The id of an older entity in the joint case.
    pub(super) fn both_id<'a>(&'a self, old: &'a str) -> &'a str {
        self.entity(old).or_else(|| self.renamed.get(old).map(String::as_str)).unwrap_or(old)
    }

    /// The older id behind one of the joint case that the newer case does not have.
    pub(super) fn old_id<'a>(&'a self, both: &'a str) -> &'a str {
        self.renamed.iter().find(|(_, id)| *id == both).map_or(both, |(old, _)| old)
    }

    /// The newer case's event that an older one is.
    pub(super) fn event(&self, old: &str) -> Option<&str> {
        self.events.get(old).map(String::as_str)
    }
}

/// Every old entity goes with the new one that has most of its mentions, else with the one of its id and kind.
fn entities(old: &Case, new: &Case) -> (BTreeMap<String, String>, BTreeSet<String>) {
    // Words may name several: "envoys of Norland and Sudmark".
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entity in &new.entities {
        for mention in &entity.mentions {
            owners.entry(&mention.id).or_default().push(&entity.id);
        }
    }
    let by_id: BTreeMap<&str, &Entity> = new.entities.iter().map(|e| (e.id.as_str(), e)).collect();
    let mut matched = BTreeMap::new();
    let mut best: BTreeMap<&str, (usize, bool, &str)> = BTreeMap::new();
    for entity in &old.entities {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &entity.mentions {
            for id in owners.get(mention.id.as_str()).into_iter().flatten() {
                *votes.entry(id).or_insert(0) += 1;
            }
        }
        let name_fits = |id: &str| by_id.get(id).is_some_and(|new| new.name == entity.name);
        let voted = votes.into_iter().max_by_key(|(id, votes)| (*votes, *id == entity.id, name_fits(id)));
        let named = || {
            by_id.get(entity.id.as_str()).filter(|new| comparable(entity, new)).map(|e| (e.id.as_str(), 0))
        };
        let Some((id, votes)) = voted.or_else(named) else { continue };
        matched.insert(entity.id.clone(), id.to_owned());
        let rank = (votes, id == entity.id, entity.id.as_str());
        best.entry(id).and_modify(|known| *known = rank.max(*known)).or_insert(rank);
    }
    (matched, best.into_values().map(|(_, _, id)| id.to_owned()).collect())
}

/// Equal ids prove something only where texts cannot: without mentions, or when both cases read different texts.
fn comparable(old: &Entity, new: &Entity) -> bool {
    old.kind == new.kind && old.name == new.name
}

/// Every old event goes with the new one that has most of its reports, else with the one of its id.
fn events(old: &Case, new: &Case) -> BTreeMap<String, String> {
    let owner: BTreeMap<&str, &str> = new
        .events
        .iter()
        .flat_map(|event| event.reports.iter().map(|report| (report.id.as_str(), event.id.as_str())))
        .collect();
    let ids: BTreeSet<&str> = new.events.iter().map(|event| event.id.as_str()).collect();
    let mut matched = BTreeMap::new();
    for event in &old.events {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for id in event.reports.iter().filter_map(|report| owner.get(report.id.as_str())) {
            *votes.entry(id).or_insert(0) += 1;
        }
        let voted = votes.into_iter().max_by_key(|(id, votes)| (*votes, *id == event.id)).map(|(id, _)| id);
        if let Some(id) = voted.or_else(|| ids.get(event.id.as_str()).copied()) {
            matched.insert(event.id.clone(), id.to_owned());
        }
    }
    matched
}
