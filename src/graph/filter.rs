//! Which acts of a case enter a graph.

use crate::model::{Certainty, Confidence, Event, EventKind, Layer, Statement, When};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What to keep of a case. The default asks who was in contact: contact layer, told as happened, across sides.
///
/// ```
/// use sociogram::graph::Filter;
/// use sociogram::model::Certainty;
/// let with_plans = Filter { certainties: [Certainty::Happened, Certainty::Planned].into(), ..Filter::default() };
/// assert!(with_plans != Filter::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Layers to keep.
    pub layers: BTreeSet<Layer>,
    /// Certainties to keep (relations always count as happened).
    pub certainties: BTreeSet<Certainty>,
    /// Whether to keep events that stand only on the word of somebody who did not take part.
    pub third_party_claims: bool,
    /// Kinds of events to keep; empty keeps all.
    pub kinds: BTreeSet<EventKind>,
    /// Whether members of one delegation are tied to each other.
    pub same_side: bool,
    /// Keep what may have taken place on or after this day; undated acts are then left out.
    pub since: Option<Date>,
    /// Keep what may have taken place on or before this day; undated acts are then left out.
    pub until: Option<Date>,
    /// Least confidence of an act.
    pub min_confidence: Confidence,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            layers: [Layer::Contact].into(),
            certainties: [Certainty::Happened].into(),
            third_party_claims: false,
            kinds: BTreeSet::new(),
            same_side: false,
            since: None,
            until: None,
            min_confidence: Confidence::percent(0),
        }
    }
}

impl Filter {
    /// Keeps everything: all layers, all certainties, claims and same-side ties.
    pub fn everything() -> Self {
        Self {
            layers: Layer::ALL.into(),
            certainties: Certainty::ALL.into(),
            third_party_claims: true,
            same_side: true,
            ..Self::default()
        }
    }

    /// Contact of every certainty, third-party claims included: what a diagram shows, with dashes telling them apart.
    pub fn all_contact() -> Self {
        Self { certainties: Certainty::ALL.into(), third_party_claims: true, ..Self::default() }
    }

    /// Whether an act at this time may fall into the wanted period.
    pub fn admits_time(&self, when: Option<&When>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let Some((first, last)) = when.and_then(When::bounds) else { return false };
        self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until)
    }

    /// Whether an event enters the graph.
    pub fn admits_event(&self, event: &Event) -> bool {
        self.layers.contains(&event.layer())
            && self.certainties.contains(&event.certainty)
            && (self.kinds.is_empty() || self.kinds.contains(&event.kind))
            && (self.third_party_claims || !event.is_third_party_claim())
            && event.confidence >= self.min_confidence
            && self.admits_time(event.when.as_ref())
    }

    /// Whether a statement is sure enough and falls into the wanted period; layers are not looked at.
    pub fn admits_statement(&self, statement: &Statement) -> bool {
        statement.confidence >= self.min_confidence && self.admits_time(statement.when.as_ref())
    }

    /// One line for people: which graph was asked.
    pub fn describe(&self) -> String {
        let mut parts = vec![self.describe_layers(), self.describe_certainties()];
        if self.third_party_claims {
            parts.push("with third-party claims".to_owned());
        }
        if self.layers.contains(&Layer::Contact) {
            parts.push(if self.same_side { "all pairs" } else { "across sides" }.to_owned());
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().map(|kind| kind.as_str()).collect();
            parts.push(format!("kinds {}", kinds.join(", ")));
        }
        if let Some(since) = self.since {
            parts.push(format!("since {since}"));
        }
        if let Some(until) = self.until {
            parts.push(format!("until {until}"));
        }
        if self.min_confidence > Confidence::percent(0) {
            parts.push(format!("confidence at least {}", self.min_confidence));
        }
        parts.join(", ")
    }

    fn describe_layers(&self) -> String {
        if self.layers.len() == Layer::ALL.len() {
            return "all layers".to_owned();
        }
        let layers: Vec<_> = self.layers.iter().map(|layer| layer.as_str()).collect();
        format!("{} layer", layers.join(" + "))
    }

    fn describe_certainties(&self) -> String {
        if self.certainties.len() == Certainty::ALL.len() {
            return "every certainty".to_owned();
        }
        let known = Certainty::ALL.iter().filter(|certainty| self.certainties.contains(certainty));
        known.map(|certainty| certainty.as_str()).collect::<Vec<_>>().join(" or ")
    }
}
