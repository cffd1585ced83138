//! Entities of one document with their offices, sides and mentions.

use super::super::cast::ActorId;
use super::super::merge::Draft;
use super::super::roles::{self, CastRole, Owner};
use super::super::statements::Said;
use super::Writer;
use crate::model::{Entity, EntityKind, Mention, Role, kebab};
use std::collections::{BTreeMap, BTreeSet};

impl Writer<'_> {
    /// Gives ids to everything that will be written: whatever is named, and governments and countries that are used.
    pub(super) fn name_entities(&mut self, said: &[Said], drafts: &[Draft], roles: &[CastRole]) {
        let mut used: BTreeSet<ActorId> =
            self.cast.mentions.iter().flat_map(|mention| [mention.actor, mention.meant()]).collect();
        for said in said {
            used.extend(
                said.source.iter().chain(&said.addressee).flat_map(|party| party.actors.iter().copied()),
            );
        }
        for draft in drafts {
            used.extend(draft.contacts.iter().flat_map(|c| c.parties().flat_map(|(_, p)| p.actors.clone())));
        }
        for role in roles {
            used.insert(role.actor);
        }
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for actor in used {
            let base = kebab(&self.cast.actors[actor].name);
            let count = taken.entry(base.clone()).or_insert(0);
            *count += 1;
            let id =
                if *count == 1 { base } else { format!("{base}-{}", self.cast.actors[actor].kind.as_str()) };
            let id = if self.ids.values().any(|known| *known == id) { format!("{id}-{count}") } else { id };
            self.ids.insert(actor, id);
        }
    }

    pub(super) fn entities(&self, found: &[CastRole]) -> Vec<Entity> {
        let sides = roles::sides(self.cast, found);
        let mut entities: Vec<Entity> = self.ids.keys().map(|&actor| self.entity(actor)).collect();
        let at: BTreeMap<ActorId, usize> =
            self.ids.keys().enumerate().map(|(n, &actor)| (actor, n)).collect();
        let mut countries: BTreeMap<&'static str, String> = BTreeMap::new();
        for role in found {
            let of = role.of.as_ref().map(|owner| self.owner_id(owner, &mut entities, &mut countries));
            let evidence = self.evidence(role.at, role.at);
            entities[at[&role.actor]].roles.push(Role { title: role.title.clone(), of, evidence });
        }
        for (&actor, &number) in &at {
            if let Some(owner) = sides.get(&actor) {
                entities[number].affiliation = Some(self.owner_id(owner, &mut entities, &mut countries));
                entities[number].side = Some(self.owner_name(owner));
            } else if let Some(owner) = self.owner_of_group(actor) {
                entities[number].affiliation = Some(self.entity_id(owner));
                entities[number].side =
                    entities[at[&owner]].side.clone().or_else(|| Some(self.cast.actors[owner].name.clone()));
            } else if let (Some(country), true) =
                (self.cast.actors[actor].country, entities[number].kind != EntityKind::Place)
            {
                entities[number].side = Some(country.to_owned());
            }
        }
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities
    }

    /// The state or body that a group or a government belongs to, if it will be written.
    pub(super) fn owner_of_group(&self, actor: ActorId) -> Option<ActorId> {
        let entry = &self.cast.actors[actor];
        let owner = entry.owner.or(entry.stands_for).filter(|_| entry.country.is_none())?;
        self.ids.contains_key(&owner).then_some(owner)
    }

    pub(super) fn owner_name(&self, owner: &Owner) -> String {
        match owner {
            Owner::Actor(actor) => self.cast.actors[*actor].name.clone(),
            Owner::Country(country) => (*country).to_owned(),
        }
    }

    /// Entity id of an owner; a country known by its demonym only becomes a place without mentions.
    pub(super) fn owner_id(
        &self,
        owner: &Owner,
        entities: &mut Vec<Entity>,
        countries: &mut BTreeMap<&'static str, String>,
    ) -> String {
        let country = match owner {
            Owner::Actor(actor) => return self.entity_id(*actor),
            Owner::Country(country) => *country,
        };
        if let Some(id) = countries.get(country) {
            return id.clone();
        }
        let known =
            entities.iter().find(|e| e.kind == EntityKind::Place && e.name == country).map(|e| e.id.clone());
        let id = known.unwrap_or_else(|| {
            let mut entity = Entity::new(EntityKind::Place, country);
            if entities.iter().any(|e| e.id == entity.id) {
                entity.id.push_str("-place");
            }
            entities.push(entity.clone());
            entity.id
        });
        countries.insert(country, id.clone());
        id
    }

    pub(super) fn entity(&self, actor: ActorId) -> Entity {
        let entry = &self.cast.actors[actor];
        let mut entity = Entity::new(entry.kind, entry.name.clone());
        entity.id = self.entity_id(actor);
        let others = entry.forms.iter().filter(|form| **form != entry.name);
        let (full, weak): (Vec<&String>, Vec<&String>) = others.partition(|form| form.contains(' '));
        entity.aliases = full.into_iter().cloned().collect();
        entity.weak_aliases = weak.into_iter().cloned().collect();
        entity.aliases.sort();
        entity.weak_aliases.sort();
        entity.stands_for = entry.stands_for.map(|place| self.entity_id(place));
        for mention in self.cast.mentions.iter().filter(|mention| mention.meant() == actor) {
            let span = self.span(mention.toks.clone());
            let id = self.id("men", &span);
            if entity.mentions.iter().all(|known: &Mention| known.id != id) {
                entity.mentions.push(Mention { id, document: self.document.id.clone(), span });
            }
        }
        entity
    }
}
