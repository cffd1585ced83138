//! A case that can be shown without saying who is in it.
//!
//! [`redact`] gives everybody a pseudonym, drops every word of the texts, makes dates and places coarse and takes out what
//! would lead back to the sources: titles, addresses, hashes, offsets. [`leaks`] then proves of any file made of it that no
//! name is left in any byte.
//!
//! What stays is who is tied to whom, and how often: **structure alone can still identify**, for those who know part of it
//! (Narayanan and Shmatikov 2009, *De-anonymizing Social Networks*). And who has the same texts can do the same and compare.
//! [`WARNING`] says so; show it to everybody who is handed a redacted case.
//!
//! ```
//! use sociogram::model::{Case, Entity, EntityKind};
//! use sociogram::redact::{self, Names, Options};
//! let mut case = Case::default();
//! case.entities.push(Entity::new(EntityKind::Person, "Anna Keller"));
//!
//! let redacted = redact::redact(&case, &Options::default());
//! assert_eq!(redacted.case.entities[0].name, "Person 1");
//! assert_eq!(redacted.key[0].name, "Anna Keller");
//!
//! let proof = redact::leaks(&redacted.case.to_json(), &Names::of(&case), &redact::vocabulary().to_json());
//! assert!(proof.found.is_empty() && proof.names > 0);
//! ```

mod mask;
mod names;
mod plain;
mod proof;
mod search;
mod vocabulary;

pub use names::Names;
pub use proof::{Proof, leaks};
pub use vocabulary::vocabulary;

use crate::model::{Case, EntityKind};
use std::fmt;

/// What everybody who is handed a redacted case should be told.
pub const WARNING: &str = "this is pseudonymous, not anonymous: who is tied to whom, how often and when can identify people \
                           to those who know part of it, or who have the same texts";

/// How coarse a redacted case is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// How exactly it tells when.
    pub dates: Dates,
    /// How exactly it tells where.
    pub places: Places<'a>,
}

/// How exactly a redacted case tells when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// The month, or the year if it is not sure.
    #[default]
    Month,
    /// The year.
    Year,
    /// Nothing.
    None,
}

/// How exactly a redacted case tells where.
#[derive(Clone, Copy, Default)]
pub enum Places<'a> {
    /// Every place has a pseudonym of its own.
    #[default]
    Each,
    /// All places of a country are one; given a place, the function tells its country if it knows it.
    ByCountry(&'a dyn Fn(&str) -> Option<&'static str>),
    /// Nothing.
    None,
}

impl fmt::Debug for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Each => "Each",
            Self::ByCountry(_) => "ByCountry",
            Self::None => "None",
        })
    }
}

/// A redacted case and the key to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The case under pseudonyms.
    pub case: Case,
    /// Who is who, in order of the pseudonyms. Keep it apart from the case.
    pub key: Vec<KeyEntry>,
}

/// One line of the key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyEntry {
    /// "Person 1", "Side 2".
    pub pseudonym: String,
    /// The name in the case that was redacted.
    pub name: String,
}

/// The case under pseudonyms: "Person 1", "Place 2", "Side 1". Numbers say nothing: they follow a hash of the whole case.
///
/// Kept: kinds, certainty, confidence, participants with their parts, who spoke about whom, who holds an office of whom (not
/// which), how many documents tell an event. Dropped: names, words, offices, media, reasons, mentions, and everything about
/// the documents but their number.
pub fn redact(case: &Case, options: &Options<'_>) -> Redacted {
    let mask = mask::Mask::of(case, options);
    Redacted { case: mask.case(case), key: mask.key(case) }
}

/// All words that pseudonyms begin with.
const PSEUDONYMS: [&str; 6] = ["Person", "Organisation", "Group", "Place", "Side", "Document"];

/// The word that a pseudonym of this kind begins with.
fn word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => PSEUDONYMS[0],
        EntityKind::Organisation => PSEUDONYMS[1],
        EntityKind::Group => PSEUDONYMS[2],
        EntityKind::Place => PSEUDONYMS[3],
    }
}

#[cfg(test)]
mod tests;
