//! Whom somebody talks to.

use super::answer::{Answer, Body, Contact};
use super::cite::{Citer, and_list};
use super::{count, names};
use crate::error::Error;
use crate::graph::{Act, Filter, SocialGraph};
use crate::model::{Case, Certainty, Entity, Layer, When};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Everybody tied to `name`, ranked by weight, then number of events, then name.
///
/// Both directions count: whom the person told, and who told the person. Linear in the size of the case.
///
/// # Errors
/// If the name is unknown, ambiguous or a place.
pub fn who(case: &Case, name: &str, filter: &Filter) -> Result<Answer, Error> {
    let entity = names::resolve_actor(case, name)?;
    let graph = SocialGraph::of(case, filter);
    let citer = Citer::of(case);
    let contacts = contacts(&graph, entity, &citer);
    let found = !contacts.is_empty();
    Ok(Answer {
        question: format!("Who is in contact with {}?", entity.name),
        graph: filter.describe(),
        summary: summary(&entity.name, &contacts, filter),
        found,
        notes: if found { Vec::new() } else { elsewhere(case, entity, filter) },
        body: Body::Contacts(contacts),
    })
}

fn contacts(graph: &SocialGraph, entity: &Entity, citer: &Citer<'_>) -> Vec<Contact> {
    let Some(node) = graph.node(&entity.id) else { return Vec::new() };
    let mut acts: BTreeMap<NodeIndex, Vec<&Act>> = BTreeMap::new();
    for (neighbour, _, tie) in graph.ties_of(node) {
        acts.entry(neighbour).or_default().extend(&tie.acts);
    }
    let mut contacts: Vec<_> = acts.iter().map(|(&node, acts)| contact(graph, node, acts, citer)).collect();
    contacts.sort_by(|a, b| {
        let rank = b.weight.total_cmp(&a.weight).then(b.events.cmp(&a.events));
        rank.then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
    });
    contacts
}

fn contact(graph: &SocialGraph, node: NodeIndex, acts: &[&Act], citer: &Citer<'_>) -> Contact {
    let actor = graph.actor(node);
    let findings = citer.acts(acts.iter().copied());
    let bounds = || acts.iter().filter_map(|act| act.when.as_ref().and_then(When::bounds));
    Contact {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        side: actor.side.clone(),
        events: findings.len(),
        weight: acts.iter().map(|act| act.weight).sum(),
        certainty: acts.iter().map(|act| act.certainty).max().unwrap_or(Certainty::Denied),
        first: bounds().map(|(first, _)| first).min().map(|day| day.to_string()),
        last: bounds().map(|(_, last)| last).max().map(|day| day.to_string()),
        findings,
    }
}

/// `is in contact with` only where the graph holds nothing but contacts that are told as facts.
fn summary(name: &str, contacts: &[Contact], filter: &Filter) -> String {
    let contact = [Layer::Contact].into();
    let facts = filter.layers == contact && filter.certainties == [Certainty::Happened].into();
    let verb = if facts { "is in contact with" } else { "is tied to" };
    if contacts.is_empty() {
        return format!("{name} {verb} nobody.");
    }
    let names: Vec<_> = contacts.iter().take(5).map(|contact| contact.name.clone()).collect();
    let more = contacts.len() - names.len();
    let listed = if more == 0 { and_list(&names) } else { format!("{} and {more} more", names.join(", ")) };
    format!("{name} {verb} {}: {listed}.", count(contacts.len(), "actor", "actors"))
}

/// Where the person has ties, when there are none in the graph that was asked.
fn elsewhere(case: &Case, entity: &Entity, filter: &Filter) -> Vec<String> {
    let wider = super::path::wider(filter);
    let hint = wider.into_iter().find_map(|(filter, flag)| {
        let graph = SocialGraph::of(case, &filter);
        let ties = graph.ties_of(graph.node(&entity.id)?).len();
        (ties > 0).then(|| format!("With {flag} there would be {}.", count(ties, "tie", "ties")))
    });
    hint.into_iter().collect()
}
