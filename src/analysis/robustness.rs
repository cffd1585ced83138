//! Robustness: what the network says, does it still say so when some of the evidence is left out?

use super::betweenness::betweenness;
use super::passes::Input;
use super::separation::{Between, between, sentence};
use super::table::Table;
use super::words::{count, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::{Filter, Network, SocialGraph};
use crate::model::{Case, Certainty, Confidence};

/// Confidence, in percent, below which an event is called weak.
const WEAK: u8 = 70;
/// Findings on pairs of sides that are tried, the first ones by name.
const PAIRS: usize = 6;

/// One row per finding and kind of evidence left out, one sentence per finding.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let mut table = Table::new("Robustness of the findings", &["finding", "without", "now", "survives"]);
    let Some(case) = input.case else {
        table.find("A table of contacts does not tell its sources, so nothing can be left out.");
        return Ok(table);
    };
    let tells = !input.filter.kinds.is_empty();
    let claims = claims(case, input.filter, tells)?;
    if claims.is_empty() {
        table.find("Nobody stands between others, so there is no finding to test.");
        return Ok(table);
    }
    let trials = trials(case, input.filter);
    let work = input.watch.work(trials.len());
    let mut answers = Vec::new();
    for (_, case, filter) in &trials {
        answers
            .push(claims.iter().map(|claim| claim.now(case, filter, tells)).collect::<Result<Vec<_>, _>>()?);
        work.did(1);
    }
    for (place, claim) in claims.iter().enumerate() {
        let mut lost = Vec::new();
        for ((without, ..), now) in trials.iter().zip(&answers) {
            let survives = now[place].as_deref() == Some(&claim.says);
            if !survives {
                lost.push(without.as_str());
            }
            let now = now[place].as_deref().unwrap_or("nothing of the kind");
            let survives = if survives { "yes" } else { "no" };
            let values = [claim.says.as_str(), without, now, survives];
            table.push(values.map(Into::into).to_vec(), Vec::new());
        }
        table.find(verdict(&claim.says, &lost, trials.len()));
    }
    Ok(table)
}

fn verdict(says: &str, lost: &[&str], trials: usize) -> String {
    match lost {
        [] => format!("“{says}” survives {}.", count(trials, "trial")),
        [one] => format!("“{says}” does not survive without {one}."),
        several => {
            format!("“{says}” does not survive {} of {}.", several.len(), count(trials, "trial"))
        }
    }
}

/// Something the network says.
struct Claim {
    about: About,
    says: String,
}

enum About {
    Broker,
    /// Who stands between two sides.
    Sides(String, String),
}

impl Claim {
    /// What is said instead if only this is known.
    fn now(&self, case: &Case, filter: &Filter, tells: bool) -> Result<Option<String>, Error> {
        let network = Network::of(&SocialGraph::of(case, filter), tells)?;
        match &self.about {
            About::Broker => first_broker(&network),
            About::Sides(a, b) => Ok(between_sides(&network, a, b)),
        }
    }
}

/// What is put to the test: the first broker, and who stands between sides.
fn claims(case: &Case, filter: &Filter, tells: bool) -> Result<Vec<Claim>, Error> {
    let network = Network::of(&SocialGraph::of(case, filter), tells)?;
    let broker = first_broker(&network)?.map(|says| Claim { about: About::Broker, says });
    let sides = network.sides().0;
    let pairs =
        sides.iter().enumerate().flat_map(|(place, a)| sides[place + 1..].iter().map(move |b| (a, b)));
    let claim = |(a, b): (&&str, &&str)| {
        let says = between_sides(&network, a, b)?;
        Some(Claim { about: About::Sides((*a).to_owned(), (*b).to_owned()), says })
    };
    let through = pairs.filter_map(claim).filter(|claim| !claim.says.contains("direct contact"));
    Ok(broker.into_iter().chain(through.take(PAIRS)).collect())
}

fn first_broker(network: &Network) -> Result<Option<String>, Error> {
    let scores: Vec<_> = betweenness(network.rows())?.into_iter().map(Some).collect();
    let ranked = ranking(network, &scores);
    let is = |names: &[&str]| if names.len() == 1 { "is the first broker" } else { "are the first brokers" };
    Ok(leaders(network, &ranked).map(|(names, _)| format!("{} {}", listed(&names), is(&names))))
}

fn between_sides(network: &Network, a: &str, b: &str) -> Option<String> {
    let members = |side: &str| {
        (0..network.actors().len()).filter(|&node| network.side(node) == Some(side)).collect::<Vec<_>>()
    };
    let [ones, others] = [a, b].map(members);
    if ones.is_empty() || others.is_empty() {
        return None;
    }
    let found: Between = between(network.rows(), &ones, &others);
    sentence(network, a, b, &found).map(|sentence| sentence.trim_end_matches('.').to_owned())
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
