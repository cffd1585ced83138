//! What took place when.

use super::answer::{Answer, Body, Finding, Section};
use super::cite::Citer;
use super::{count, names, show};
use crate::error::Error;
use crate::graph::Filter;
use crate::model::{Case, When};

/// The events in order of time, one section per month, undated ones at the end; of one actor only, if a name is given.
///
/// An event stands under the first day that its date may mean.
///
/// # Errors
/// If the name is unknown, ambiguous or a place.
pub fn chronology(case: &Case, name: Option<&str>, filter: &Filter) -> Result<Answer, Error> {
    let actor = name.map(|name| names::resolve_actor(case, name)).transpose()?;
    let citer = Citer::of(case);
    let kept = case.events.iter().filter(|event| filter.admits_event(event));
    let wanted = kept.filter(|event| actor.is_none_or(|actor| event.involves(&actor.id)));
    let mut findings: Vec<_> = wanted.map(|event| citer.event(event)).collect();
    show::in_order_of_time(&mut findings);
    let number = findings.len();
    let dated = findings.iter().filter(|finding| month(finding).is_some()).count();
    let mut sections: Vec<Section> = Vec::new();
    for finding in findings {
        let title = month(&finding).unwrap_or_else(|| "Undated".to_owned());
        match sections.last_mut().filter(|section| section.title == title) {
            Some(section) => section.findings.push(finding),
            None => sections.push(Section { title, lines: Vec::new(), findings: vec![finding] }),
        }
    }
    let whose = actor.map(|actor| format!(" with {}", actor.name)).unwrap_or_default();
    Ok(Answer {
        question: format!("What took place when{whose}?"),
        graph: filter.describe(),
        summary: format!("{}, {dated} of them dated.", count(number, "event", "events")),
        found: number > 0,
        notes: Vec::new(),
        body: Body::Sections(sections),
    })
}

/// `2031-03`.
fn month(finding: &Finding) -> Option<String> {
    let (first, _) = finding.when.as_ref().and_then(When::bounds)?;
    Some(format!("{:04}-{:02}", first.year(), first.month()))
}
