//! What changed between two cases: people, ties and events that are new, gone or told differently.

mod answer;
mod matching;
mod union;

use super::answer::Finding;
use super::cite::Citer;
use super::list::roles;
use crate::graph::{Filter, SocialGraph};
pub use crate::model::Change;
use crate::model::{Case, Entity, EntityKind, Event, ParticipantRole, When};
use matching::Matching;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody or some body that is new, gone or known differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorChange {
    /// Entity id in [`Diff::both`].
    pub id: String,
    /// Full name; the newer one.
    pub name: String,
    /// Person, organisation or group.
    pub kind: EntityKind,
    /// What became of it.
    pub change: Change,
    /// What differs, one sentence part each: "side: none → Norland".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

/// A tie that is new, gone or rests on other events; ends in order of id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TieChange {
    /// Entity ids of the two ends in [`Diff::both`], in ascending order.
    pub ends: [String; 2],
    /// Their full names.
    pub names: [String; 2],
    /// What became of it.
    pub change: Change,
    /// Number of acts in the older case.
    pub before: usize,
    /// Number of acts in the newer case.
    pub after: usize,
}

/// An event that is new, gone or told differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventChange {
    /// What became of it.
    pub change: Change,
    /// What differs: "certainty: planned → happened".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// The event with its sentences, from the newer case unless it is gone.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Everything that differs between two cases.
///
/// Somebody is the same in both if their mentions are the same words of the same texts, whatever the name; an event is
/// the same if a report is. Without mentions and reports (imported tables) equal ids decide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// Which graph was compared.
    pub graph: String,
    /// People, organisations and groups, by name.
    pub actors: Vec<ActorChange>,
    /// Ties, by the names of their ends.
    pub ties: Vec<TieChange>,
    /// Events: new, gone, changed; each in order of the case.
    pub events: Vec<EventChange>,
    /// The newer case with everything that is gone put back, so that one picture can show both. Entities keep the
    /// newer ids.
    #[serde(skip)]
    pub both: Case,
}

impl Diff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.ties.is_empty() && self.events.is_empty()
    }

    /// What became of the actor with this id in [`Diff::both`]; none if nothing did.
    pub fn actor(&self, id: &str) -> Option<Change> {
        self.actors.iter().find(|actor| actor.id == id).map(|actor| actor.change)
    }

    /// What became of the tie between two entity ids of [`Diff::both`], in either order.
    pub fn tie(&self, a: &str, b: &str) -> Option<Change> {
        let ends = if a <= b { [a, b] } else { [b, a] };
        self.ties.iter().find(|tie| tie.ends == ends).map(|tie| tie.change)
    }

    /// What became of the event with this id in [`Diff::both`].
    pub fn event(&self, id: &str) -> Option<Change> {
        self.events.iter().find(|event| event.finding.id == id).map(|event| event.change)
    }
}

/// What is new, gone or told differently in `new`; `filter` says which events and ties count.
///
/// ```
/// use sociogram::graph::Filter;
/// use sociogram::model::{Case, Entity, EntityKind};
/// let mut new = Case::default();
/// new.entities.push(Entity::new(EntityKind::Person, "Anna Keller"));
/// let diff = sociogram::query::diff(&Case::default(), &new, &Filter::all_contact());
/// assert_eq!(diff.actor("anna-keller"), Some(sociogram::query::Change::New));
/// ```
pub fn diff(old: &Case, new: &Case, filter: &Filter) -> Diff {
    diff_periods((old, filter), (new, filter))
}

/// Like [`diff`], with a filter of its own for each side: two periods of one case, for example.
///
/// People are those of the cases where the filters are equal; where they differ, those who have a tie.
pub fn diff_periods(old: (&Case, &Filter), new: (&Case, &Filter)) -> Diff {
    let matching = Matching::of(old.0, new.0);
    let both = union::both(old.0, new.0, &matching);
    let compared = Compared { old: Side::of(old), new: Side::of(new), matching: &matching };
    let graph = if old.1 == new.1 {
        new.1.describe()
    } else {
        format!("{} against {}", old.1.describe(), new.1.describe())
    };
    Diff { graph, actors: compared.actors(), ties: compared.ties(), events: compared.events(), both }
}

/// One of the two cases with all that is looked up in it.
struct Side<'a> {
    filter: &'a Filter,
    citer: Citer<'a>,
    graph: SocialGraph,
    entities: BTreeMap<&'a str, &'a Entity>,
}

impl<'a> Side<'a> {
    fn of((case, filter): (&'a Case, &'a Filter)) -> Self {
        let entities = case.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
        Self { filter, citer: Citer::of(case), graph: SocialGraph::of(case, filter), entities }
    }

    fn events(&self) -> impl Iterator<Item = &'a Event> {
        self.citer.case().events.iter().filter(|event| self.filter.admits_event(event))
    }

    /// Ids of the actors that count.
    fn actors(&self, tied_only: bool) -> BTreeSet<&str> {
        let tied = |node| !tied_only || !self.graph.ties_of(node).is_empty();
        self.graph.actors().filter(|(node, _)| tied(*node)).map(|(_, actor)| actor.id.as_str()).collect()
    }

    /// Number of acts by pair of ids.
    fn ties(&self, id: impl Fn(&str) -> String) -> BTreeMap<[String; 2], usize> {
        let mut ties = BTreeMap::new();
        for (a, b, tie) in self.graph.ties() {
            let mut ends = [id(&self.graph.actor(a).id), id(&self.graph.actor(b).id)];
            ends.sort();
            if ends[0] != ends[1] {
                *ties.entry(ends).or_insert(0) += tie.acts.len();
            }
        }
        ties
    }
}

struct Compared<'a> {
    old: Side<'a>,
    new: Side<'a>,
    matching: &'a Matching,
}

impl Compared<'_> {
    fn actors(&self) -> Vec<ActorChange> {
        let tied_only = self.old.filter != self.new.filter;
        let (old, new) = (self.old.actors(tied_only), self.new.actors(tied_only));
        let mut changes = Vec::new();
        let mut kept = BTreeSet::new();
        for id in old {
            let was = self.old.entities[id];
            match self.matching.entity(id) {
                Some(now) if new.contains(now) && self.matching.is_main(id) => {
                    kept.insert(now.to_owned());
                    let details = self.differences(was, self.new.entities[now]);
                    if !details.is_empty() {
                        changes.push(actor(self.new.entities[now], now, Change::Changed, details));
                    }
                }
                Some(now) if new.contains(now) => {
                    let part = format!("now part of {}", self.new.citer.name(now));
                    changes.push(actor(was, now, Change::Gone, vec![part]));
                }
                _ => changes.push(actor(was, self.matching.both_id(id), Change::Gone, Vec::new())),
            }
        }
        let added = new.iter().filter(|id| !kept.contains(**id));
        changes.extend(added.map(|id| actor(self.new.entities[*id], id, Change::New, Vec::new())));
        changes.sort_by(|a, b| (&a.name, &a.id, a.change).cmp(&(&b.name, &b.id, b.change)));
        changes
    }

    fn differences(&self, was: &Entity, now: &Entity) -> Vec<String> {
        let none = || "none".to_owned();
        let rows = [
            ("name", was.name.clone(), now.name.clone()),
            ("kind", was.kind.to_string(), now.kind.to_string()),
            ("side", was.side.clone().unwrap_or_else(none), now.side.clone().unwrap_or_else(none)),
            ("roles", roles(&self.old.citer, was), roles(&self.new.citer, now)),
        ];
        differing(rows)
    }

    fn ties(&self) -> Vec<TieChange> {
        let old = self.old.ties(|id| self.matching.both_id(id).to_owned());
        let new = self.new.ties(str::to_owned);
        let all: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        let mut changes: Vec<TieChange> = all
            .into_iter()
            .filter_map(|ends| {
                let (before, after) = (old.get(ends).copied(), new.get(ends).copied());
                let change = match (before, after) {
                    (None, _) => Change::New,
                    (_, None) => Change::Gone,
                    (before, after) if before != after => Change::Changed,
                    _ => return None,
                };
                let names = ends.clone().map(|id| self.name(&id));
                let (before, after) = (before.unwrap_or(0), after.unwrap_or(0));
                Some(TieChange { ends: ends.clone(), names, change, before, after })
            })
            .collect();
        changes.sort_by(|a, b| (&a.names, &a.ends).cmp(&(&b.names, &b.ends)));
        changes
    }

    /// The name behind an id of the joint case.
    fn name(&self, id: &str) -> String {
        match self.new.entities.get(id) {
            Some(entity) => entity.name.clone(),
            None => self.old.citer.name(self.matching.old_id(id)),
        }
    }

    fn events(&self) -> Vec<EventChange> {
        let new: BTreeMap<&str, &Event> = self.new.events().map(|e| (e.id.as_str(), e)).collect();
        let mut known = BTreeSet::new();
        let (mut gone, mut changed) = (Vec::new(), Vec::new());
        for was in self.old.events() {
            match self.matching.event(&was.id).and_then(|id| new.get(id)) {
                Some(now) => {
                    let details = self.event_differences(was, now);
                    if known.insert(now.id.as_str()) && !details.is_empty() {
                        changed.push(event(&self.new, now, Change::Changed, details));
                    }
                }
                None => gone.push(event(&self.old, was, Change::Gone, Vec::new())),
            }
        }
        let added = self.new.events().filter(|event| !known.contains(event.id.as_str()));
        let mut changes: Vec<_> = added.map(|now| event(&self.new, now, Change::New, Vec::new())).collect();
        changes.extend(gone);
        changes.extend(changed);
        changes
    }

    fn event_differences(&self, was: &Event, now: &Event) -> Vec<String> {
        let place = |side: &Side<'_>, event: &Event| {
            event.place.as_ref().map_or_else(|| "unknown".to_owned(), |id| side.citer.name(id))
        };
        let when = |event: &Event| event.when.as_ref().map_or_else(|| "undated".to_owned(), When::display);
        let documents = |event: &Event| super::count(event.corroboration(), "document", "documents");
        let disputed = |event: &Event| if event.is_contested() { "yes" } else { "no" }.to_owned();
        let old_party = |id: &str| self.name(self.matching.both_id(id));
        let new_party = |id: &str| self.new.citer.name(id);
        differing([
            ("kind", was.kind.to_string(), now.kind.to_string()),
            ("certainty", was.certainty.to_string(), now.certainty.to_string()),
            ("date", when(was), when(now)),
            ("place", place(&self.old, was), place(&self.new, now)),
            ("participants", party_names(was, old_party), party_names(now, new_party)),
            ("told by", documents(was), documents(now)),
            ("contested", disputed(was), disputed(now)),
            ("confidence", was.confidence.to_string(), now.confidence.to_string()),
        ])
    }
}

fn party_names(event: &Event, name: impl Fn(&str) -> String) -> String {
    let present = event.participants.iter().filter(|p| p.role != ParticipantRole::Absent);
    let names: BTreeSet<_> = present.map(|p| name(&p.entity)).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// `what: before → after` of the rows that differ.
fn differing<const N: usize>(rows: [(&str, String, String); N]) -> Vec<String> {
    let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    let differ = rows.into_iter().filter(|(_, before, after)| before != after);
    differ.map(|(what, before, after)| format!("{what}: {} → {}", shown(&before), shown(&after))).collect()
}

fn actor(entity: &Entity, id: &str, change: Change, details: Vec<String>) -> ActorChange {
    ActorChange { id: id.to_owned(), name: entity.name.clone(), kind: entity.kind, change, details }
}

fn event(side: &Side<'_>, event: &Event, change: Change, details: Vec<String>) -> EventChange {
    EventChange { change, details, finding: side.citer.event(event) }
}

#[cfg(test)]
mod tests;
