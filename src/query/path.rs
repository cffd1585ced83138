//! Through whom one reaches another.

use super::answer::{Answer, Body, Chain, Step};
use super::cite::Citer;
use super::{count, names};
use crate::error::Error;
use crate::graph::{Act, Filter, SocialGraph};
use crate::model::{Case, Certainty, Entity, Layer};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, VecDeque};

/// More shortest chains than this are not listed.
pub const MAX_CHAINS: usize = 50;

/// The shortest chain of ties from one to another; with `all`, every chain of that length, at most [`MAX_CHAINS`].
///
/// Mutual acts are walked both ways, telling only from speaker to addressee. Among equals the chain comes first whose
/// weakest step is the most certain, then in the order of ids. Breadth-first search, linear in the size of the graph.
///
/// # Errors
/// If a name is unknown, ambiguous or a place, or if both mean the same.
pub fn path(case: &Case, from: &str, to: &str, filter: &Filter, all: bool) -> Result<Answer, Error> {
    let (from, to) = two(case, from, to)?;
    let graph = SocialGraph::of(case, filter);
    let citer = Citer::of(case);
    let search = Search::new(&graph, &from.id, &to.id);
    let (mut chains, cut) = search.chains(&citer);
    let found = !chains.is_empty();
    let mut notes = Vec::new();
    if found {
        notes.extend(others(&chains, all, cut));
        chains.truncate(if all { MAX_CHAINS } else { 1 });
    } else {
        notes.extend(nearest_miss(case, from, to, filter));
    }
    Ok(Answer {
        question: format!("How does {} reach {}?", from.name, to.name),
        graph: filter.describe(),
        summary: summary(from, to, &chains),
        found,
        notes,
        body: Body::Chains(chains),
    })
}

/// The two different actors that a question is about.
pub(super) fn two<'a>(case: &'a Case, a: &str, b: &str) -> Result<(&'a Entity, &'a Entity), Error> {
    let (first, second) = (names::resolve_actor(case, a)?, names::resolve_actor(case, b)?);
    if first.id == second.id {
        return Err(Error::SameName { name: first.name.clone() });
    }
    Ok((first, second))
}

fn summary(from: &Entity, to: &Entity, chains: &[Chain]) -> String {
    let (from, to) = (&from.name, &to.name);
    let Some(chain) = chains.first() else { return format!("There is no path from {from} to {to}.") };
    let between: Vec<_> = chain.steps.iter().skip(1).map(|step| step.from.clone()).collect();
    match (between.is_empty(), chains.len()) {
        (true, _) => format!("{from} and {to} are directly tied."),
        (false, 1) => {
            let steps = count(chain.steps.len(), "step", "steps");
            format!("{from} reaches {to} in {steps}, through {}.", super::cite::and_list(&between))
        }
        (false, number) => {
            format!("{from} reaches {to} in {} steps, by {number} chains.", chain.steps.len())
        }
    }
}

fn others(chains: &[Chain], all: bool, cut: bool) -> Option<String> {
    if cut && all {
        return Some(format!("There are more than {MAX_CHAINS} chains of this length; the first are shown."));
    }
    let more = chains.len() - 1;
    let at_least = if cut { "At least " } else { "" };
    (!all && more > 0).then(|| {
        format!(
            "{at_least}{} of the same length; --all shows them.",
            count(more, "more chain", "more chains")
        )
    })
}

/// Distances to the target, walked against the direction of the ties.
struct Search<'a> {
    graph: &'a SocialGraph,
    start: Option<NodeIndex>,
    distance: BTreeMap<NodeIndex, usize>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a SocialGraph, from: &str, to: &str) -> Self {
        let mut distance = BTreeMap::new();
        let mut queue = VecDeque::new();
        if let Some(target) = graph.node(to) {
            distance.insert(target, 0);
            queue.push_back(target);
        }
        while let Some(node) = queue.pop_front() {
            let next = distance[&node] + 1;
            for (neighbour, first, tie) in graph.ties_of(node) {
                if tie.is_open(!first) && !distance.contains_key(&neighbour) {
                    distance.insert(neighbour, next);
                    queue.push_back(neighbour);
                }
            }
        }
        Self { graph, start: graph.node(from), distance }
    }

    /// The shortest chains, best first, and whether there are more than [`MAX_CHAINS`].
    fn chains(&self, citer: &Citer<'_>) -> (Vec<Chain>, bool) {
        let mut ways = Vec::new();
        if let Some(start) = self.start.filter(|start| self.distance.contains_key(start)) {
            self.walk(&mut vec![start], &mut ways);
        }
        let cut = ways.len() > MAX_CHAINS;
        ways.truncate(MAX_CHAINS);
        let mut chains: Vec<_> = ways.iter().map(|way| self.chain(way, citer)).collect();
        chains.sort_by_key(|chain| std::cmp::Reverse(chain.certainty));
        (chains, cut)
    }

    /// Extends the way by every neighbour that is one step nearer to the target.
    fn walk(&self, way: &mut Vec<NodeIndex>, ways: &mut Vec<Vec<NodeIndex>>) {
        let here = way[way.len() - 1];
        let distance = self.distance[&here];
        if distance == 0 {
            return ways.push(way.clone());
        }
        let mut nearer: Vec<_> = self.graph.ties_of(here).into_iter().collect();
        nearer.retain(|(next, first, tie)| {
            tie.is_open(*first) && self.distance.get(next) == Some(&(distance - 1))
        });
        let mut next: Vec<_> = nearer.iter().map(|(next, ..)| *next).collect();
        next.sort();
        next.dedup();
        for node in next {
            if ways.len() > MAX_CHAINS {
                return;
            }
            way.push(node);
            self.walk(way, ways);
            way.pop();
        }
    }

    fn chain(&self, way: &[NodeIndex], citer: &Citer<'_>) -> Chain {
        let steps: Vec<_> = way.windows(2).map(|pair| self.step(pair[0], pair[1], citer)).collect();
        let weakest = |step: &Step| step.findings.iter().map(|finding| finding.certainty).max();
        let certainty = steps.iter().filter_map(weakest).min().unwrap_or(Certainty::Denied);
        Chain { certainty, steps }
    }

    fn step(&self, from: NodeIndex, to: NodeIndex, citer: &Citer<'_>) -> Step {
        let forward = from < to;
        let open = |act: &&Act| act.runs(forward);
        let acts = self.graph.between(from, to).flat_map(|tie| tie.acts.iter().filter(open));
        Step {
            from: self.graph.actor(from).name.clone(),
            to: self.graph.actor(to).name.clone(),
            findings: citer.acts(acts),
        }
    }
}

/// What would have to be allowed for a path, in the order of least harm.
fn nearest_miss(case: &Case, from: &Entity, to: &Entity, filter: &Filter) -> Option<String> {
    let citer = Citer::of(case);
    wider(filter).into_iter().find_map(|(filter, flag)| {
        let graph = SocialGraph::of(case, &filter);
        let (chains, _) = Search::new(&graph, &from.id, &to.id).chains(&citer);
        let chain = chains.into_iter().next()?;
        let names: Vec<_> = chain.steps.iter().map(|step| step.from.clone()).collect();
        let layers: std::collections::BTreeSet<_> = chain
            .steps
            .iter()
            .filter_map(|step| step.findings.first())
            .map(|finding| finding.layer)
            .collect();
        let layers: Vec<_> = layers.into_iter().map(Layer::as_str).collect();
        Some(format!(
            "With {flag} there is one over the {} layer: {} – {}.",
            layers.join(" and "),
            names.join(" – "),
            to.name
        ))
    })
}

/// Wider filters with the flag that asks for each, one step at a time, then all together.
pub(super) fn wider(filter: &Filter) -> Vec<(Filter, &'static str)> {
    let same_side = Filter { same_side: true, ..filter.clone() };
    let told = Filter { certainties: Certainty::ALL.into(), third_party_claims: true, ..filter.clone() };
    let layers = Filter { layers: Layer::ALL.into(), ..filter.clone() };
    let anything =
        Filter { layers: Layer::ALL.into(), same_side: true, third_party_claims: true, ..told.clone() };
    vec![
        (same_side, "--same-side"),
        (told, "--certainty any"),
        (layers, "--layer all"),
        (anything, "--same-side --certainty any --layer all"),
    ]
}
