//! Robustness: does the first broker stay first when some of the evidence is left out?

use super::betweenness::betweenness;
use super::passes::Input;
use super::table::{Table, Value};
use super::words::{count, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::{Filter, Network, SocialGraph};
use crate::model::{Case, Certainty, Confidence};

/// Confidence, in percent, below which an event is called weak.
const WEAK: u8 = 70;

/// One row per kind of evidence left out.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let mut table = Table::new("Robustness of the first broker", &["without", "first broker", "still first"]);
    let Some(case) = input.case else {
        table.note("A table of contacts does not tell its sources.");
        return Ok(table);
    };
    let tells = !input.filter.kinds.is_empty();
    let first = first_brokers(case, input.filter, tells)?;
    if first.is_empty() {
        table.find("Nobody stands between others, so there is no first broker to test.");
        return Ok(table);
    }
    let name = |names: &[String]| listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut lost = Vec::new();
    let trials = trials(case, input.filter);
    for (without, case, filter) in &trials {
        let now = first_brokers(case, filter, tells)?;
        let stays = now == first;
        if !stays {
            lost.push(without.as_str());
        }
        let broker = if now.is_empty() { Value::Blank } else { name(&now).into() };
        let still = if stays { "yes" } else { "no" };
        table.push(vec![without.as_str().into(), broker, still.into()], Vec::new());
    }
    let who = name(&first);
    table.find(match lost.as_slice() {
        [] => format!("{who} stays first in {}.", count(trials.len(), "trial")),
        [one] => format!("{who} is first, but not without {one}."),
        several => {
            format!("{who} is first, but not in {} of {}.", several.len(), count(trials.len(), "trial"))
        }
    });
    Ok(table)
}

/// What is left out in each trial, and what remains to be asked.
fn trials(case: &Case, filter: &Filter) -> Vec<(String, Case, Filter)> {
    let mut trials = Vec::new();
    for document in &case.documents {
        let without = format!("the text “{}”", document.label());
        trials.push((without, without_document(case, &document.id), filter.clone()));
    }
    if filter.certainties.contains(&Certainty::Planned) && filter.certainties.len() > 1 {
        let mut narrower = filter.clone();
        narrower.certainties.remove(&Certainty::Planned);
        trials.push(("planned events".to_owned(), case.clone(), narrower));
    }
    let sure =
        Filter { min_confidence: Confidence::percent(WEAK).max(filter.min_confidence), ..filter.clone() };
    trials.push((format!("events of less than {WEAK} % confidence"), case.clone(), sure));
    trials
}

/// Events keep what other texts tell of them.
fn without_document(case: &Case, document: &str) -> Case {
    let mut case = case.clone();
    for event in &mut case.events {
        event.reports.retain(|report| report.evidence.document != document);
    }
    case.events.retain(|event| !event.reports.is_empty());
    case.statements.retain(|statement| statement.evidence.document != document);
    case
}

fn first_brokers(case: &Case, filter: &Filter, tells: bool) -> Result<Vec<String>, Error> {
    let network = Network::of(&SocialGraph::of(case, filter), tells)?;
    let scores: Vec<_> = betweenness(network.rows())?.into_iter().map(Some).collect();
    let ranked = ranking(&network, &scores);
    let names = leaders(&network, &ranked).map(|(names, _)| names).unwrap_or_default();
    Ok(names.into_iter().map(str::to_owned).collect())
}
