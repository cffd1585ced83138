//! Which rows are asked for.

use crate::model::{Certainty, DayNumber, Layer, NO_DAY, RowKind};
use std::collections::BTreeSet;

/// Rows to keep; what is empty keeps all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Layers.
    pub layers: BTreeSet<Layer>,
    /// Certainties.
    pub certainties: BTreeSet<Certainty>,
    /// Names of kinds.
    pub kinds: BTreeSet<String>,
    /// Beginnings of codes: `04` keeps 040 to 046.
    pub codes: Vec<String>,
    /// First day; undated rows are then left out.
    pub since: Option<DayNumber>,
    /// Last day; undated rows are then left out.
    pub until: Option<DayNumber>,
    /// Parts of names, in any case: one of the two actors has one of them.
    pub actors: Vec<String>,
    /// Parts of names of places or countries, in any case.
    pub places: Vec<String>,
}

impl Keep {
    /// Contact that happened: who talks to whom.
    pub fn contact() -> Self {
        Self { layers: [Layer::Contact].into(), certainties: [Certainty::Happened].into(), ..Self::default() }
    }

    pub(super) fn admits_kind(&self, code: &str, kind: &RowKind) -> bool {
        (self.layers.is_empty() || self.layers.contains(&kind.layer))
            && (self.certainties.is_empty() || self.certainties.contains(&kind.certainty))
            && (self.kinds.is_empty() || self.kinds.contains(&kind.name))
            && (self.codes.is_empty() || self.codes.iter().any(|start| code.starts_with(start.as_str())))
    }

    #[inline]
    pub(super) fn admits_day(&self, day: DayNumber) -> bool {
        match (self.since, self.until) {
            (None, None) => true,
            (since, until) => {
                day != NO_DAY
                    && since.is_none_or(|first| day >= first)
                    && until.is_none_or(|last| day <= last)
            }
        }
    }

    pub(super) fn admits_actor(&self, name: &str) -> bool {
        holds_one(name, &self.actors)
    }

    pub(super) fn admits_place(&self, place: &str) -> bool {
        holds_one(place, &self.places)
    }
}

fn holds_one(text: &str, parts: &[String]) -> bool {
    let text = text.to_lowercase();
    parts.iter().any(|part| text.contains(&part.to_lowercase()))
}
