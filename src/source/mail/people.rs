//! Who is who among the addresses of a mailbox.

use super::head::{Head, Party};
use crate::model::{Document, Entity, EntityKind, Mention, TextSpan, kebab, span_id};
use std::collections::{BTreeMap, BTreeSet};

/// Local parts of addresses that no single person reads.
const BODIES: &[&str] = &[
    "admin",
    "alerts",
    "billing",
    "contact",
    "enquiries",
    "help",
    "hello",
    "info",
    "jobs",
    "mailer-daemon",
    "media",
    "news",
    "newsletter",
    "no-reply",
    "noreply",
    "office",
    "postmaster",
    "press",
    "sales",
    "secretariat",
    "service",
    "subscriptions",
    "support",
    "team",
    "webmaster",
];

/// Every address with the entity that it belongs to. Addresses with the same full name are one person's.
pub(super) struct People {
    by_address: BTreeMap<String, String>,
    entities: BTreeMap<String, Entity>,
}

impl People {
    pub(super) fn of<'a>(heads: impl Iterator<Item = &'a Head>) -> Self {
        let mut names: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for party in heads.flat_map(|head| &head.parties) {
            let known = names.entry(&party.address).or_default();
            if let Some(name) = &party.name {
                *known.entry(name).or_default() += 1;
            }
        }
        let mut people = Self { by_address: BTreeMap::new(), entities: BTreeMap::new() };
        for (address, names) in names {
            people.add(address, &names);
        }
        people
    }

    fn add(&mut self, address: &str, names: &BTreeMap<&str, usize>) {
        let best = names.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)));
        let name = best.map_or(address, |(name, _)| name);
        let mut entity = Entity::new(kind(address), name);
        // A single word is no proof that two addresses are one person's.
        let full = name.contains(' ') && !name.contains('@');
        if entity.id == "x" || !full && self.entities.contains_key(&entity.id) {
            entity.id = format!("{}-{}", entity.id, kebab(address));
        }
        if self.entities.get(&entity.id).is_some_and(|known| known.name.to_lowercase() != name.to_lowercase())
        {
            entity.id = format!("{}-{}", entity.id, kebab(address));
        }
        let known = self.entities.entry(entity.id.clone()).or_insert(entity);
        known.aliases.extend(names.keys().map(|name| (*name).to_owned()).chain([address.to_owned()]));
        self.by_address.insert(address.to_owned(), known.id.clone());
    }

    /// The entity's id.
    pub(super) fn id(&self, address: &str) -> Option<&str> {
        self.by_address.get(address).map(String::as_str)
    }

    /// All entities, sorted by id, with their mentions.
    pub(super) fn into_entities(self, heads: &[(Head, Document)]) -> Vec<Entity> {
        let Self { by_address, mut entities } = self;
        for (head, document) in heads {
            for party in &head.parties {
                if let Some(entity) = by_address.get(&party.address).and_then(|id| entities.get_mut(id)) {
                    entity.mentions.push(mention(head, document, party));
                }
            }
        }
        entities.into_values().map(tidy).collect()
    }
}

fn mention(head: &Head, document: &Document, party: &Party) -> Mention {
    let span = TextSpan::of(&head.text, party.span.start, party.span.end);
    Mention {
        id: span_id("men", &document.sha256, span.start, span.end),
        document: document.id.clone(),
        span,
    }
}

fn tidy(mut entity: Entity) -> Entity {
    let names: BTreeSet<String> = entity.aliases.drain(..).filter(|alias| *alias != entity.name).collect();
    let (full, weak): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.contains([' ', '@']));
    entity.aliases = full;
    entity.weak_aliases = weak;
    entity
}

/// A body for addresses such as `press@example.org`, else a person.
fn kind(address: &str) -> EntityKind {
    let local = address.split('@').next().unwrap_or_default();
    if BODIES.contains(&local) { EntityKind::Organisation } else { EntityKind::Person }
}
