//! Who is who: same, not the same, another name, kind or side.

use super::find::{Unmet, find_entity};
use super::split;
use crate::model::{Action, Case, Decision, Entity, EntityKind, EntityRef, kebab};
use std::collections::{BTreeMap, BTreeSet};

/// Applies the identity decisions among `decisions`, in their order, and tells those without effect.
///
/// Entities come out sorted by id. Applying the same decisions again changes nothing.
pub fn identities(case: &mut Case, decisions: &[&Decision]) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    for decision in decisions {
        let done = match &decision.action {
            Action::Same { keep, merge } => same(case, keep, merge),
            Action::NotTheSame { entities: [a, b] } => split::apart(case, a, b),
            Action::Rename { entity, name } => rename(case, entity, name),
            Action::Split { entity, documents, mentions, name } => {
                split::split(case, entity, documents, mentions, name.as_deref())
            }
            Action::SetKind { entity, kind } => set_kind(case, entity, *kind),
            Action::SetSide { entity, side } => set_side(case, entity, side.as_deref()),
            _ => continue,
        };
        if let Err(reason) = done {
            unmet.push(Unmet::new(decision, reason));
        }
    }
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    unmet
}

/// The entries become one. Those that cannot be found are told; the others are merged all the same.
fn same(case: &mut Case, keep: &EntityRef, merge: &[EntityRef]) -> Result<(), String> {
    let mut missing = Vec::new();
    for other in merge {
        let (kept, merged) = match (find_entity(case, keep), find_entity(case, other)) {
            (Ok(kept), Ok(merged)) => (kept, merged),
            (Err(reason), _) | (_, Err(reason)) => {
                missing.push(reason);
                continue;
            }
        };
        if kept == merged {
            continue;
        }
        let gone = case.entities[merged].clone();
        let id = case.entities[kept].id.clone();
        case.replace_entity_ids(&BTreeMap::from([(gone.id.clone(), id)]));
        absorb(&mut case.entities[kept], gone);
        case.entities.remove(merged);
        tidy(case);
    }
    // What was kept by another name then has the name that was wanted.
    if let Ok(kept) = find_entity(case, keep)
        && case.entities[kept].name != keep.name
        && case.entities[kept].aliases.contains(&keep.name)
    {
        set_name(case, kept, &keep.name);
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("; ")) }
}

/// Everything of `gone` goes to `kept`; its name becomes an alias.
fn absorb(kept: &mut Entity, gone: Entity) {
    let mut names = gone.aliases;
    names.push(gone.name);
    kept.aliases.extend(names);
    kept.weak_aliases.extend(gone.weak_aliases);
    kept.roles.extend(gone.roles);
    kept.members.extend(gone.members);
    kept.mentions.extend(gone.mentions);
    kept.affiliation = kept.affiliation.take().or(gone.affiliation);
    kept.side = kept.side.take().or(gone.side);
    kept.stands_for = kept.stands_for.take().or(gone.stands_for);
    tidy_entity(kept);
}

/// Nobody is an alias, a member or an affiliate of itself, and nothing stands twice.
fn tidy_entity(entity: &mut Entity) {
    for list in [&mut entity.aliases, &mut entity.weak_aliases, &mut entity.members] {
        list.sort();
        list.dedup();
    }
    let Entity { id, name, .. } = entity.clone();
    entity.aliases.retain(|alias| *alias != name);
    entity.weak_aliases.retain(|alias| *alias != name);
    entity.members.retain(|member| *member != id);
    for own in [&mut entity.affiliation, &mut entity.stands_for] {
        if own.as_ref() == Some(&id) {
            *own = None;
        }
    }
    let mut seen = BTreeSet::new();
    entity.roles.retain(|role| role.of.as_ref() != Some(&id) && seen.insert(role.clone()));
    entity.mentions.sort_by(|a, b| (&a.document, &a.span, &a.id).cmp(&(&b.document, &b.span, &b.id)));
    entity.mentions.dedup_by(|a, b| a.id == b.id);
}

/// After ids were replaced: nobody takes part twice in one role, nobody stands twice in a list.
fn tidy(case: &mut Case) {
    case.entities.iter_mut().for_each(tidy_entity);
    for event in &mut case.events {
        let mut seen = BTreeSet::new();
        event.participants.retain(|party| seen.insert(party.entity.clone()));
    }
    for statement in &mut case.statements {
        let mut seen = BTreeSet::new();
        statement.about.retain(|id| seen.insert(id.clone()));
    }
}

fn rename(case: &mut Case, entity: &EntityRef, name: &str) -> Result<(), String> {
    let number = find_entity(case, entity)?;
    if name.trim().is_empty() {
        return Err("the new name is empty".to_owned());
    }
    set_name(case, number, name);
    Ok(())
}

/// The old name becomes an alias; the id follows the name.
fn set_name(case: &mut Case, number: usize, name: &str) {
    let old = std::mem::replace(&mut case.entities[number].name, name.to_owned());
    if old != name {
        case.entities[number].aliases.push(old);
    }
    let id = free_id(case, name, case.entities[number].kind, Some(number));
    let was = case.entities[number].id.clone();
    case.replace_entity_ids(&BTreeMap::from([(was, id)]));
    tidy_entity(&mut case.entities[number]);
}

fn set_kind(case: &mut Case, entity: &EntityRef, kind: EntityKind) -> Result<(), String> {
    let number = find_entity(case, entity)?;
    case.entities[number].kind = kind;
    if kind == EntityKind::Place {
        let id = case.entities[number].id.clone();
        // A place never takes part; an event with nobody else stays, without tie.
        for event in &mut case.events {
            event.participants.retain(|party| party.entity != id);
        }
    }
    Ok(())
}

fn set_side(case: &mut Case, entity: &EntityRef, side: Option<&str>) -> Result<(), String> {
    let number = find_entity(case, entity)?;
    case.entities[number].side = side.map(str::to_owned);
    Ok(())
}

/// A handle made from the name that nobody but entity number `own` has.
pub(super) fn free_id(case: &Case, name: &str, kind: EntityKind, own: Option<usize>) -> String {
    let taken = |id: &str| case.entities.iter().enumerate().any(|(n, e)| Some(n) != own && e.id == id);
    let base = kebab(name);
    if !taken(&base) {
        return base;
    }
    let with_kind = format!("{base}-{kind}");
    let numbered = (2..).map(|count| format!("{with_kind}-{count}"));
    let mut free = std::iter::once(with_kind.clone()).chain(numbered).filter(|id| !taken(id));
    free.next().unwrap_or(with_kind)
}
