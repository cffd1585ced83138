//! Several saved cases as one, whatever their order.

use crate::model::{Case, Document, Entity, Event, Statement, content_hash};
use std::collections::{BTreeMap, BTreeSet};

/// The documents with every text once, sorted by id.
///
/// Of several documents with the same text the dated one is kept, then the one whose name sorts first.
///
/// ```
/// use sociogram::model::{Document, Metadata};
/// let named = |name: &str| Document::new("Anna met Ben.", Metadata { name: name.into(), ..Metadata::default() });
/// let distinct = sociogram::source::distinct_documents(vec![named("b"), named("a")]);
/// assert_eq!(distinct.len(), 1);
/// assert_eq!(distinct[0].name, "a");
/// ```
pub fn distinct_documents(mut documents: Vec<Document>) -> Vec<Document> {
    let rank = |d: &Document| {
        (d.id.clone(), d.date.is_none(), d.date, d.name.clone(), d.title.clone(), d.text.is_none())
    };
    documents.sort_by_cached_key(rank);
    documents.dedup_by(|later, kept| {
        let same = later.id == kept.id;
        if same && kept.text.is_none() {
            kept.text = later.text.take();
        }
        same
    });
    documents
}

/// One case out of several; the result does not depend on their order.
///
/// Entities with the same id and kind are one; so are events and statements with the same id, with all their reports.
/// An id that means two kinds of things (a person and a place of one name) gets the kind appended in the later case.
pub fn merge_cases(mut cases: Vec<Case>) -> Case {
    if cases.len() < 2 {
        return cases.pop().unwrap_or_default();
    }
    // Hashes, not the content itself: a long document comes as hundreds of cases. Whether they carry texts is no matter.
    cases.sort_by_cached_key(|case| {
        let documents: Vec<_> =
            case.documents.iter().map(|document| (&document.id, &document.name)).collect();
        let content = (documents, &case.entities, &case.events, &case.statements);
        content_hash(&serde_json::to_vec(&content).expect("plain data always serialises"))
    });
    let mut merged = Merger::default();
    for case in cases {
        merged.add(case);
    }
    merged.finish()
}

#[derive(Default)]
struct Merger {
    documents: Vec<Document>,
    entities: BTreeMap<String, Entity>,
    events: BTreeMap<String, Event>,
    statements: BTreeMap<String, Statement>,
    /// Ids of what came more than once.
    joined_entities: BTreeSet<String>,
    joined_events: BTreeSet<String>,
}

impl Merger {
    fn add(&mut self, mut case: Case) {
        let renamed = self.clashes(&case);
        if !renamed.is_empty() {
            case.replace_entity_ids(&renamed);
        }
        self.documents.append(&mut case.documents);
        for entity in case.entities {
            match self.entities.get_mut(&entity.id) {
                Some(known) => {
                    self.joined_entities.insert(entity.id.clone());
                    join_entities(known, entity);
                }
                None => drop(self.entities.insert(entity.id.clone(), entity)),
            }
        }
        for event in case.events {
            match self.events.get_mut(&event.id) {
                Some(known) => {
                    self.joined_events.insert(event.id.clone());
                    join_events(known, event);
                }
                None => drop(self.events.insert(event.id.clone(), event)),
            }
        }
        for statement in case.statements {
            self.statements.entry(statement.id.clone()).or_insert(statement);
        }
    }

    /// Ids of the case that mean something of another kind here, with their new form.
    fn clashes(&self, case: &Case) -> BTreeMap<String, String> {
        let clash =
            |entity: &&Entity| self.entities.get(&entity.id).is_some_and(|known| known.kind != entity.kind);
        let renamed = |entity: &Entity| (entity.id.clone(), format!("{}-{}", entity.id, entity.kind));
        case.entities.iter().filter(clash).map(renamed).collect()
    }

    fn finish(mut self) -> Case {
        for id in &self.joined_entities {
            self.entities.entry(id.clone()).and_modify(tidy_entity);
        }
        for id in &self.joined_events {
            self.events.entry(id.clone()).and_modify(tidy_event);
        }
        let mut events: Vec<_> = self.events.into_values().collect();
        events.sort_by_cached_key(|event| {
            let place = event.reports.first().map(|r| (r.evidence.document.clone(), r.evidence.start));
            (place, event.id.clone())
        });
        let mut statements: Vec<_> = self.statements.into_values().collect();
        statements.sort_by_cached_key(|s| (s.evidence.document.clone(), s.evidence.start, s.id.clone()));
        Case {
            documents: distinct_documents(self.documents),
            entities: self.entities.into_values().map(with_sorted_names).collect(),
            events,
            statements,
            ..Case::default()
        }
    }
}

fn with_sorted_names(mut entity: Entity) -> Entity {
    for names in [&mut entity.aliases, &mut entity.weak_aliases] {
        names.sort();
        names.dedup();
    }
    entity
}

fn join_entities(known: &mut Entity, other: Entity) {
    if other.name != known.name {
        known.aliases.push(other.name);
    }
    known.aliases.extend(other.aliases);
    known.weak_aliases.extend(other.weak_aliases);
    known.roles.extend(other.roles);
    known.members.extend(other.members);
    known.mentions.extend(other.mentions);
    known.affiliation = known.affiliation.take().or(other.affiliation);
    known.side = known.side.take().or(other.side);
    known.stands_for = known.stands_for.take().or(other.stands_for);
}

/// Takes repetitions out of an entity that was joined from several. Done once for all of them: a name in every one of
/// thousands of articles would cost quadratic time otherwise.
fn tidy_entity(known: &mut Entity) {
    for list in [&mut known.aliases, &mut known.weak_aliases, &mut known.members] {
        keep_first(list);
    }
    let name = known.name.clone();
    known.aliases.retain(|alias| *alias != name);
    keep_first(&mut known.roles);
    known.mentions.sort_by(|a, b| (&a.document, &a.span, &a.id).cmp(&(&b.document, &b.span, &b.id)));
    known.mentions.dedup_by(|a, b| a.id == b.id);
}

fn join_events(known: &mut Event, other: Event) {
    known.reports.extend(other.reports);
    known.participants.extend(other.participants);
    known.when = known.when.take().or(other.when);
    known.place = known.place.take().or(other.place);
    known.confidence = known.confidence.max(other.confidence);
    known.certainty = known.certainty.max(other.certainty);
    if other.claimed_by.is_none() {
        known.claimed_by = None;
    }
}

/// As [`tidy_entity`].
fn tidy_event(known: &mut Event) {
    known.reports.sort_by(|a, b| {
        (&a.evidence.document, a.evidence.start, &a.id).cmp(&(&b.evidence.document, b.evidence.start, &b.id))
    });
    known.reports.dedup_by(|a, b| a.id == b.id);
    keep_first(&mut known.participants);
}

/// Drops repetitions, order kept.
fn keep_first<T: Ord + Clone>(list: &mut Vec<T>) {
    let mut seen = BTreeSet::new();
    list.retain(|item| seen.insert(item.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityKind;

    fn case(kind: EntityKind, name: &str, aliases: &[&str]) -> Case {
        let mut entity = Entity::new(kind, name);
        entity.aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Case { entities: vec![entity], ..Case::default() }
    }

    #[test]
    fn the_order_of_cases_does_not_matter() {
        let a = case(EntityKind::Person, "Anna Keller", &["A. Keller"]);
        let b = case(EntityKind::Person, "Anna Keller", &["Anna M. Keller"]);
        let merged = merge_cases(vec![a.clone(), b.clone()]);
        assert_eq!(merged, merge_cases(vec![b, a]));
        assert_eq!(merged.entities[0].aliases, ["A. Keller", "Anna M. Keller"]);
    }

    #[test]
    fn a_person_and_a_place_of_one_name_stay_apart() {
        let merged =
            merge_cases(vec![case(EntityKind::Person, "Paris", &[]), case(EntityKind::Place, "Paris", &[])]);
        let renamed = |entity: &Entity| entity.id == format!("paris-{}", entity.kind);
        assert_eq!(merged.entities.len(), 2);
        assert_eq!(merged.entities[0].id, "paris");
        assert!(renamed(&merged.entities[1]), "{}", merged.entities[1].id);
    }
}
