//! Who is who, and the table of contacts.

use super::heading;
use super::sources::Sources;
use crate::graph::{Filter, SocialGraph};
use crate::model::{Case, Entity, EntityKind, When};
use crate::query::{Citer, roles};
use crate::render::escape::markdown as safe;
use std::fmt::Write;

/// Everybody with an office or relation, the sentence below; the others in one line.
pub(super) fn write(text: &mut String, case: &Case, citer: &Citer<'_>, sources: &Sources<'_>) {
    heading(text, "Who is who");
    let people: Vec<_> = case.entities_of(EntityKind::Person).collect();
    if people.is_empty() {
        text.push_str("The texts name nobody.\n");
    }
    for person in people.iter().filter(|person| !person.roles.is_empty()) {
        entry(text, person, citer, sources);
    }
    let others: Vec<_> = people.iter().filter(|p| p.roles.is_empty()).map(|p| safe(&p.name)).collect();
    if !others.is_empty() {
        let _ = writeln!(text, "- Without a role in the texts: {}", others.join(", "));
    }
}

fn entry(text: &mut String, person: &Entity, citer: &Citer<'_>, sources: &Sources<'_>) {
    let side = person.side.as_ref().map(|side| format!(" (side: {})", safe(side))).unwrap_or_default();
    let _ = writeln!(text, "- **{}**: {}{side}", safe(&person.name), safe(&roles(citer, person)));
    let mut quoted: Vec<_> = person.roles.iter().map(|role| &role.evidence).collect();
    quoted.dedup();
    for (number, evidence) in quoted.into_iter().enumerate() {
        if number > 0 {
            text.push_str("  >\n");
        }
        sources.quote(text, evidence);
    }
}

/// One row per pair in contact, most weight first.
pub(super) fn contacts(text: &mut String, case: &Case) {
    let filter = Filter::default();
    let graph = SocialGraph::of(case, &filter);
    heading(text, "Contacts");
    let _ =
        writeln!(text, "Graph: {}. A meeting of n counts 1/(n−1) for each pair.", safe(&filter.describe()));
    let mut ties: Vec<_> = graph.ties().collect();
    if ties.is_empty() {
        text.push_str("\nNobody is in contact in this graph.\n");
        return;
    }
    ties.sort_by(|a, b| b.2.weight().total_cmp(&a.2.weight()));
    text.push_str(
        "\n| who | with whom | events | weight | first | last |\n| --- | --- | ---: | ---: | --- | --- |\n",
    );
    for (first, second, tie) in ties {
        let bounds = || tie.acts.iter().filter_map(|act| act.when.as_ref().and_then(When::bounds));
        let day = |day: Option<jiff::civil::Date>| day.map_or("–".to_owned(), |day| day.to_string());
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.2} | {} | {} |",
            safe(&graph.actor(first).name),
            safe(&graph.actor(second).name),
            tie.acts.len(),
            tie.weight(),
            day(bounds().map(|(first, _)| first).min()),
            day(bounds().map(|(_, last)| last).max()),
        );
    }
}
