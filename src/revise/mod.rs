//! Cases changed by people: their decisions always win over what was extracted, and can be taken back.
//!
//! Nothing here is stored: a case is extracted, then the decisions [`in_force`] are replayed on it, [`identities`] first,
//! then [`verdicts`] on events and statements. A decision whose target is not there is told ([`Unmet`]), never dropped.
//!
//! ```
//! use sociogram::model::{Action, Case, Decision, Entity, EntityKind, EntityRef};
//! let mut case = Case::default();
//! case.entities.push(Entity::new(EntityKind::Person, "Anna Keler"));
//! let entity = EntityRef::to(&case.entities[0]);
//! let rename = Action::Rename { entity, name: "Anna Keller".into() };
//! let decision = Decision::new(rename, Some("Mira".into()), None, Some("misprint".into())).sealed(1);
//! let unmet = sociogram::revise::identities(&mut case, &[&decision]);
//! assert!(unmet.is_empty());
//! assert_eq!(case.entities[0].name, "Anna Keller");
//! ```

mod find;
mod identity;
mod order;
mod split;
mod verdict;

pub use find::{Unmet, find_entity, find_events, find_statement};
pub use identity::identities;
pub use order::{in_force, is_undone};
pub use verdict::verdicts;

#[cfg(test)]
mod tests;
