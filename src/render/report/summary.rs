//! The findings in a few sentences, computed from the graph.

use crate::graph::{Filter, SocialGraph};
use crate::model::{Case, Certainty, EntityKind, Layer};
use crate::query::{Citer, and_list, count};
use crate::render::escape::markdown as safe;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// More names than this are counted, not listed.
const NAMES: usize = 4;

pub(super) fn write(text: &mut String, case: &Case, citer: &Citer<'_>) {
    let graph = SocialGraph::of(case, &Filter::default());
    let _ = writeln!(text, "**{}**\n", safe(&headline(case, &graph)));
    for line in [statements(case, citer), not_happened(case), scope(case)].into_iter().flatten() {
        let _ = writeln!(text, "- {}", safe(&line));
    }
}

/// Who has the most contacts.
fn headline(case: &Case, graph: &SocialGraph) -> String {
    let mut partners: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (node, actor) in graph.actors() {
        let neighbours: BTreeSet<_> = graph.ties_of(node).iter().map(|(other, ..)| *other).collect();
        if !neighbours.is_empty() {
            partners.entry(neighbours.len()).or_default().push(actor.name.clone());
        }
    }
    let in_documents = count(case.documents.len(), "text", "texts");
    let Some((most, names)) = partners.last_key_value() else {
        return format!("No contact is told as having happened in {in_documents}.");
    };
    let all: usize = partners.values().map(Vec::len).sum();
    let contacts = count(*most, "contact", "contacts");
    if partners.len() == 1 {
        let each = if *most == 1 { "one contact" } else { &contacts };
        return format!("In {in_documents}, {} were in contact, each with {each}.", listed(names, all));
    }
    let has = match names.len() {
        1 => format!("{} has the most ({most})", names[0]),
        _ => format!("{} have the most ({most} each)", listed(names, names.len())),
    };
    format!("In {in_documents}, {all} actors were in contact with each other; {has}.")
}

fn listed(names: &[String], all: usize) -> String {
    if names.len() <= NAMES { and_list(names) } else { format!("{all} actors") }
}

/// Who is quoted most.
fn statements(case: &Case, citer: &Citer<'_>) -> Option<String> {
    let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
    for source in case.statements.iter().filter_map(|statement| statement.source.as_deref()) {
        *speakers.entry(source).or_default() += 1;
    }
    let most = *speakers.values().max()?;
    let names: Vec<_> = speakers.iter().filter(|(_, n)| **n == most).map(|(id, _)| citer.name(id)).collect();
    let statements = count(case.statements.len(), "statement", "statements");
    let sources = count(speakers.len(), "named source", "named sources");
    let who = listed(&names, names.len());
    Some(format!("{statements} from {sources}; {who} with the most ({most})."))
}

/// How many contacts are planned, proposed, denied or claimed.
fn not_happened(case: &Case) -> Option<String> {
    let contacts = || case.events.iter().filter(|event| event.layer() == Layer::Contact);
    let number = |certainty| contacts().filter(|event| event.certainty == certainty).count();
    let claims =
        contacts().filter(|e| e.certainty == Certainty::Happened && e.is_third_party_claim()).count();
    let parts: Vec<_> = [
        (number(Certainty::Planned), "planned"),
        (number(Certainty::Proposed), "proposed"),
        (number(Certainty::Denied), "denied"),
        (claims, "told only by others"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    (!parts.is_empty()).then(|| format!("Contacts that are no established fact: {}.", and_list(&parts)))
}

/// How much was read.
fn scope(case: &Case) -> Option<String> {
    let kinds = [
        (EntityKind::Person, "person", "people"),
        (EntityKind::Organisation, "organisation", "organisations"),
        (EntityKind::Group, "unnamed group", "unnamed groups"),
        (EntityKind::Place, "place", "places"),
    ];
    let parts: Vec<_> = kinds
        .into_iter()
        .map(|(kind, one, many)| (case.entities_of(kind).count(), one, many))
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    (!parts.is_empty()).then(|| format!("The texts name {}.", and_list(&parts)))
}
