//! Tables of what a case holds.

use super::answer::{Answer, Body, Cell, Listing};
use super::cite::{Citer, and_list};
use super::count;
use crate::graph::{Filter, SocialGraph};
use crate::model::{Case, Certainty, Entity, EntityKind, Event, Statement};
use std::collections::BTreeSet;

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Human beings.
    People,
    /// Bodies that can act.
    Organisations,
    /// Places.
    Places,
    /// Unnamed people known by what they are.
    Groups,
    /// Meetings, calls, visits and the like.
    Events,
    /// Who said what.
    Statements,
}

impl ListKind {
    /// All kinds.
    pub const ALL: [ListKind; 6] =
        [Self::People, Self::Organisations, Self::Places, Self::Groups, Self::Events, Self::Statements];

    /// The word for it, in the plural.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organisations => "organisations",
            Self::Places => "places",
            Self::Groups => "groups",
            Self::Events => "events",
            Self::Statements => "statements",
        }
    }
}

/// The entities, events or statements of a case.
///
/// `filter` chooses the events that are listed, and the ties that are counted for actors.
pub fn list(case: &Case, kind: ListKind, filter: &Filter) -> Answer {
    let citer = Citer::of(case);
    let listing = match kind {
        ListKind::People => actors(&citer, EntityKind::Person, filter),
        ListKind::Organisations => actors(&citer, EntityKind::Organisation, filter),
        ListKind::Groups => actors(&citer, EntityKind::Group, filter),
        ListKind::Places => places(&citer, filter),
        ListKind::Events => events(&citer, filter),
        ListKind::Statements => statements(&citer, filter),
    };
    let number = listing.rows.len();
    Answer {
        question: format!("Which {} are there?", kind.as_str()),
        graph: filter.describe(),
        summary: format!(
            "{} in {}.",
            counted(kind, number),
            count(case.documents.len(), "document", "documents")
        ),
        found: number > 0,
        notes: Vec::new(),
        body: Body::Rows(listing),
    }
}

fn counted(kind: ListKind, number: usize) -> String {
    let one = match kind {
        ListKind::People => "person",
        other => other.as_str().trim_end_matches('s'),
    };
    count(number, one, kind.as_str())
}

pub(super) fn heads(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn documents(entity: &Entity) -> usize {
    entity.mentions.iter().map(|mention| &mention.document).collect::<BTreeSet<_>>().len()
}

/// Most contacts first, then most mentions, then by name.
fn actors(citer: &Citer<'_>, kind: EntityKind, filter: &Filter) -> Listing {
    let graph = SocialGraph::of(citer.case(), filter);
    let partners = |entity: &Entity| {
        let ties = graph.node(&entity.id).map(|node| graph.ties_of(node)).unwrap_or_default();
        ties.iter().map(|(neighbour, ..)| *neighbour).collect::<BTreeSet<_>>().len()
    };
    let mut found: Vec<_> = citer.case().entities_of(kind).map(|entity| (partners(entity), entity)).collect();
    found.sort_by_key(|(contacts, entity)| {
        (std::cmp::Reverse((*contacts, entity.mentions.len())), &entity.name, &entity.id)
    });
    let row = |(contacts, entity): (usize, &Entity)| {
        vec![
            text(&entity.name),
            text(roles(citer, entity)),
            text(entity.side.clone().unwrap_or_default()),
            Cell::Number(contacts),
            Cell::Number(entity.mentions.len()),
            Cell::Number(documents(entity)),
            text(&entity.id),
        ]
    };
    Listing {
        columns: heads(&["name", "roles", "side", "contacts", "mentions", "documents", "id"]),
        rows: found.into_iter().map(row).collect(),
    }
}

/// `envoy of Norland; chief of staff`.
pub(crate) fn roles(citer: &Citer<'_>, entity: &Entity) -> String {
    let mut seen = BTreeSet::new();
    let titles = entity.roles.iter().map(|role| match &role.of {
        Some(of) => format!("{} of {}", role.title, citer.name(of)),
        None => role.title.clone(),
    });
    titles.filter(|title| seen.insert(title.to_lowercase())).collect::<Vec<_>>().join("; ")
}

fn places(citer: &Citer<'_>, filter: &Filter) -> Listing {
    let kept: Vec<_> = citer.case().events.iter().filter(|event| filter.admits_event(event)).collect();
    let events = |entity: &Entity| kept.iter().filter(|e| e.place.as_ref() == Some(&entity.id)).count();
    let mut found: Vec<_> =
        citer.case().entities_of(EntityKind::Place).map(|entity| (events(entity), entity)).collect();
    found.sort_by_key(|(events, entity)| {
        (std::cmp::Reverse((*events, entity.mentions.len())), &entity.name, &entity.id)
    });
    let row = |(events, entity): (usize, &Entity)| {
        vec![
            text(&entity.name),
            Cell::Number(events),
            Cell::Number(entity.mentions.len()),
            Cell::Number(documents(entity)),
            text(&entity.id),
        ]
    };
    Listing {
        columns: heads(&["name", "events", "mentions", "documents", "id"]),
        rows: found.into_iter().map(row).collect(),
    }
}

fn events(citer: &Citer<'_>, filter: &Filter) -> Listing {
    let kept = citer.case().events.iter().filter(|event| filter.admits_event(event));
    let row = |event: &Event| {
        let finding = citer.event(event);
        vec![
            text(event.when.as_ref().map(|when| when.display()).unwrap_or_default()),
            text(event.kind.as_str()),
            text(&finding.text),
            text(finding.place.unwrap_or_default()),
            text(certainty(event.certainty, finding.contested, finding.claimed_by.as_deref())),
            text(event.confidence.to_string()),
            Cell::Number(event.corroboration()),
            text(finding.sources.first().map(|source| source.quote.clone()).unwrap_or_default()),
            text(&event.id),
        ]
    };
    Listing {
        columns: heads(&[
            "when",
            "kind",
            "event",
            "where",
            "certainty",
            "confidence",
            "documents",
            "evidence",
            "id",
        ]),
        rows: kept.map(row).collect(),
    }
}

/// `happened`, `happened, contested`, `happened, says Anna Keller`.
pub(crate) fn certainty(certainty: Certainty, contested: bool, claimed_by: Option<&str>) -> String {
    let mut words = vec![certainty.to_string()];
    if contested {
        words.push("contested".to_owned());
    }
    words.extend(claimed_by.map(|name| format!("says {name}")));
    words.join(", ")
}

fn statements(citer: &Citer<'_>, filter: &Filter) -> Listing {
    let kept = citer.case().statements.iter().filter(|statement| filter.admits_statement(statement));
    let row = |statement: &Statement| {
        let name = |id: &Option<String>| id.as_ref().map(|id| citer.name(id)).unwrap_or_default();
        let about: Vec<_> = statement.about.iter().map(|id| citer.name(id)).collect();
        let said: Vec<_> = statement.content.iter().map(|span| span.text.as_str()).collect();
        vec![
            text(name(&statement.source)),
            text(statement.cue.as_ref().map(|cue| cue.text.clone()).unwrap_or_default()),
            text(statement.quotation.as_str()),
            text(said.join(" … ")),
            text(name(&statement.addressee)),
            text(and_list(&about)),
            text(citer.source(&statement.evidence).map(|source| source.document).unwrap_or_default()),
            text(&statement.id),
        ]
    };
    Listing {
        columns: heads(&["speaker", "cue", "quotation", "content", "to", "about", "document", "id"]),
        rows: kept.map(row).collect(),
    }
}
