//! Everything that ties two together.

use super::answer::{Answer, Body, Finding};
use super::cite::{Citer, and_list};
use super::{count, path};
use crate::error::Error;
use crate::graph::{Filter, SocialGraph};
use crate::model::{Case, Layer};

/// Every event, statement and relation between two, with its sentences, in order of layer, certainty and date.
///
/// # Errors
/// If a name is unknown, ambiguous or a place, or if both mean the same.
pub fn explain(case: &Case, a: &str, b: &str, filter: &Filter) -> Result<Answer, Error> {
    let (a, b) = path::two(case, a, b)?;
    let graph = SocialGraph::of(case, filter);
    let citer = Citer::of(case);
    let mut findings = Vec::new();
    if let (Some(first), Some(second)) = (graph.node(&a.id), graph.node(&b.id)) {
        for tie in graph.between(first, second) {
            findings.extend(citer.acts(&tie.acts));
        }
    }
    Ok(Answer {
        question: format!("What ties {} and {}?", a.name, b.name),
        graph: filter.describe(),
        summary: summary(&a.name, &b.name, &findings),
        found: !findings.is_empty(),
        notes: Vec::new(),
        body: Body::Findings(findings),
    })
}

fn summary(a: &str, b: &str, findings: &[Finding]) -> String {
    let number = |layer| findings.iter().filter(|finding| finding.layer == layer).count();
    let named = [
        (number(Layer::Contact), "contact", "contacts"),
        (number(Layer::Statement), "statement about the other", "statements about the other"),
        (number(Layer::Relation), "relation", "relations"),
        (number(Layer::Other), "other act", "other acts"),
    ];
    let parts: Vec<_> =
        named.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect();
    if parts.is_empty() {
        format!("Nothing ties {a} and {b}.")
    } else {
        format!("{a} and {b}: {}.", and_list(&parts))
    }
}
