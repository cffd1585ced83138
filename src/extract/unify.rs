//! One entry per person, body and place across documents: readings get the same entity ids before they are joined.

use super::lexicon::gazetteer;
use crate::model::{Case, Entity, EntityKind, Warning, kebab};
use std::collections::{BTreeMap, BTreeSet};

/// Renames entity ids so that the same person, body, place or group has the same id in every case.
///
/// Two entries are one when their names are equal, or for persons when surnames are equal and given names fit, unless
/// one document holds both as different entries. A lone surname joins the one person who bears it; if several do, nothing
/// is joined and a warning names them. The result does not depend on the order of the cases.
pub fn unify_entities(cases: &mut [Case]) -> Vec<Warning> {
    agree_on_persons(cases);
    let mut registry = Registry::default();
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (case, reading) in cases.iter().enumerate() {
        order.extend((0..reading.entities.len()).map(|entity| (case, entity)));
    }
    let key = |&(case, entity): &(usize, usize)| {
        let found: &Entity = &cases[case].entities[entity];
        let document = cases[case].documents.first().map_or("", |d| d.id.as_str());
        let words = found.name.split(' ').count();
        (words < 2, std::cmp::Reverse(words), found.name.clone(), document.to_owned(), found.id.clone())
    };
    order.sort_by_cached_key(key);
    let mut cluster_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for at in order {
        let cluster = registry.place(at.0, &cases[at.0].entities[at.1]);
        cluster_of.insert(at, cluster);
    }
    registry.choose_names();
    let ids = registry.ids();
    for (number, case) in cases.iter_mut().enumerate() {
        let renamed: BTreeMap<String, String> = (0..case.entities.len())
            .map(|entity| (case.entities[entity].id.clone(), ids[cluster_of[&(number, entity)]].clone()))
            .collect();
        for (entity, cluster) in (0..case.entities.len()).map(|e| (e, cluster_of[&(number, e)])) {
            registry.clusters[cluster].rename(&mut case.entities[entity]);
        }
        case.replace_entity_ids(&renamed);
    }
    registry.warnings
}

/// A full name that most documents take for a person is one in the others too, and so is its last word alone there.
fn agree_on_persons(cases: &mut [Case]) {
    let mut votes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entity in cases.iter().flat_map(|case| &case.entities).filter(|entity| entity.name.contains(' ')) {
        let (persons, others) = votes.entry(&entity.name).or_default();
        *if entity.kind == EntityKind::Person { persons } else { others } += 1;
    }
    let persons: BTreeSet<String> = votes
        .into_iter()
        .filter(|(_, (persons, others))| *others > 0 && persons > others)
        .map(|(name, _)| name.to_owned())
        .collect();
    for case in cases.iter_mut().filter(|_| !persons.is_empty()) {
        let mistaken = |entity: &&mut Entity| entity.kind != EntityKind::Person;
        let mut last_words = BTreeSet::new();
        for entity in case.entities.iter_mut().filter(mistaken) {
            if persons.contains(&entity.name) {
                entity.kind = EntityKind::Person;
                last_words.extend(entity.name.rsplit(' ').next().map(str::to_owned));
            }
        }
        for entity in case.entities.iter_mut().filter(mistaken) {
            if last_words.contains(&entity.name) {
                entity.kind = EntityKind::Person;
            }
        }
    }
}

/// What is known of one entry across documents.
struct Cluster {
    kind: EntityKind,
    name: String,
    /// Cases that already have a member here.
    members: BTreeSet<usize>,
    /// Names of the members, with the number of cases that use each.
    names: BTreeMap<String, usize>,
}

impl Cluster {
    /// The name that most cases use, of those with two words or more if there are any: a slip in one article, as a name
    /// run together with the verb of a headline, names nobody.
    fn common_name(&self) -> Option<&String> {
        let words = |name: &str| name.split(' ').count();
        let rank = |(name, cases): &(&String, &usize)| {
            (words(name) > 1, **cases, words(name), std::cmp::Reverse((*name).clone()))
        };
        self.names.iter().max_by_key(rank).map(|(name, _)| name)
    }

    /// Gives an entity the cluster's name; its own becomes an alias.
    fn rename(&self, entity: &mut Entity) {
        if entity.name == self.name {
            return;
        }
        let own = std::mem::replace(&mut entity.name, self.name.clone());
        let list = if own.contains(' ') { &mut entity.aliases } else { &mut entity.weak_aliases };
        if !list.contains(&own) {
            list.push(own);
            list.sort();
        }
        entity.aliases.retain(|alias| *alias != self.name);
    }
}

#[derive(Default)]
struct Registry {
    clusters: Vec<Cluster>,
    /// Clusters by kind and lower-case name or alias.
    by_name: BTreeMap<(EntityKind, String), usize>,
    /// Person clusters by lower-case surname.
    by_surname: BTreeMap<String, Vec<usize>>,
    warnings: Vec<Warning>,
}

impl Registry {
    fn place(&mut self, case: usize, entity: &Entity) -> usize {
        let cluster = self.find(case, entity).unwrap_or_else(|| self.add(entity));
        self.clusters[cluster].members.insert(case);
        *self.clusters[cluster].names.entry(entity.name.clone()).or_insert(0) += 1;
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        for name in names {
            self.by_name.entry((entity.kind, name.to_lowercase())).or_insert(cluster);
        }
        cluster
    }

    fn find(&mut self, case: usize, entity: &Entity) -> Option<usize> {
        let exact = self.by_name.get(&(entity.kind, entity.name.to_lowercase())).copied();
        if let Some(cluster) =
            exact.filter(|&cluster| self.is_free(cluster, case) || self.clusters[cluster].name == entity.name)
        {
            return Some(cluster);
        }
        if entity.kind != EntityKind::Person {
            return None;
        }
        let lower = entity.name.to_lowercase();
        let words: Vec<&str> = lower.split(' ').collect();
        let surname = words.last()?;
        let bearers: Vec<usize> = self
            .by_surname
            .get(*surname)?
            .iter()
            .copied()
            .filter(|&cluster| self.is_free(cluster, case))
            .collect();
        let fitting: Vec<usize> = if words.len() == 1 {
            bearers
        } else {
            bearers.into_iter().filter(|&cluster| self.given_names_fit(cluster, words[0])).collect()
        };
        match fitting.as_slice() {
            [only] => Some(*only),
            [] => None,
            several => {
                let names: Vec<_> =
                    several.iter().map(|&cluster| self.clusters[cluster].name.as_str()).collect();
                let message = format!("'{}' may be {}; kept apart", entity.name, names.join(" or "));
                let origin = entity.mentions.first().map(|m| m.document.clone()).unwrap_or_default();
                self.warnings.push(Warning { origin, message });
                None
            }
        }
    }

    /// One document's different entries stay different.
    fn is_free(&self, cluster: usize, case: usize) -> bool {
        !self.clusters[cluster].members.contains(&case)
    }

    fn given_names_fit(&self, cluster: usize, given: &str) -> bool {
        let lower = self.clusters[cluster].name.to_lowercase();
        let mut words = lower.split(' ');
        let first = words.next().unwrap_or_default();
        words.next().is_some() && gazetteer().same_first_name(first, given)
    }

    fn add(&mut self, entity: &Entity) -> usize {
        let number = self.clusters.len();
        self.clusters.push(Cluster {
            kind: entity.kind,
            name: entity.name.clone(),
            members: BTreeSet::new(),
            names: BTreeMap::new(),
        });
        if entity.kind == EntityKind::Person
            && let Some((_, surname)) = entity.name.to_lowercase().rsplit_once(' ')
        {
            self.by_surname.entry(surname.to_owned()).or_default().push(number);
        }
        number
    }

    fn choose_names(&mut self) {
        for cluster in &mut self.clusters {
            if let Some(name) = cluster.common_name().cloned() {
                cluster.name = name;
            }
        }
    }

    /// One id per cluster, in order of kind and name; a second cluster with the same handle gets its kind or a number.
    fn ids(&self) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.clusters.len()).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (&self.clusters[a], &self.clusters[b]);
            (a.kind, &a.name).cmp(&(b.kind, &b.name))
        });
        let mut taken = BTreeSet::new();
        let mut ids = vec![String::new(); self.clusters.len()];
        for number in order {
            let cluster = &self.clusters[number];
            let base = kebab(&cluster.name);
            let with_kind = format!("{base}-{}", cluster.kind.as_str());
            let mut id = if taken.contains(&base) { with_kind.clone() } else { base };
            let mut count = 2;
            while taken.contains(&id) {
                id = format!("{with_kind}-{count}");
                count += 1;
            }
            taken.insert(id.clone());
            ids[number] = id;
        }
        ids
    }
}
