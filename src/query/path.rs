//! Through whom one reaches another.

use super::answer::{Answer, Body, Chain, Step};
use super::cite::Citer;
use super::ways::{Asked, PathOptions};
use super::{count, names};
use crate::error::Error;
use crate::graph::{Act, Filter, SocialGraph};
use crate::model::{Case, Certainty, Entity, Layer};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, VecDeque};

/// More shortest chains than this are not listed.
pub const MAX_CHAINS: usize = 50;

/// Chains of ties from one to another: the shortest, or what `options` asks for; at most [`MAX_CHAINS`].
///
/// Mutual acts are walked both ways, telling only from speaker to addressee. Among equals the chain comes first whose
/// weakest step is the most certain, then in the order of ids. Breadth-first search, linear in the size of the graph.
///
/// # Errors
/// If a name is unknown, ambiguous or a place, or if both mean the same.
pub fn path(
    case: &Case,
    from: &str,
    to: &str,
    filter: &Filter,
    options: &PathOptions,
) -> Result<Answer, Error> {
    let (from, to) = two(case, from, to)?;
    if !options.is_plain() {
        return special(case, from, to, filter, options);
    }
    let all = options.all;
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

/// Chains that are not just the shortest.
fn special(
    case: &Case,
    from: &Entity,
    to: &Entity,
    filter: &Filter,
    options: &PathOptions,
) -> Result<Answer, Error> {
    // Time order needs the undated acts too, to tell them.
    let all_days = Filter { since: None, until: None, ..filter.clone() };
    let asked = if options.in_time_order { &all_days } else { filter };
    let graph = SocialGraph::of(case, asked);
    let nodes = |names: &[String]| {
        let node = |name: &String| {
            let entity = names::resolve_actor(case, name)?;
            Ok(graph.node(&entity.id).expect("every actor of the case is a node"))
        };
        names.iter().map(node).collect::<Result<Vec<_>, Error>>()
    };
    let node = |entity: &Entity| graph.node(&entity.id).expect("every actor of the case is a node");
    let avoid = nodes(&options.avoid)?.into_iter().collect();
    let via = nodes(&options.via)?;
    let question = Asked { graph: &graph, from: node(from), to: node(to), via, avoid, options };
    let found = question.ways(filter, MAX_CHAINS)?;
    let citer = Citer::of(case);
    let walker = Walker { graph: &graph, undirected: options.undirected, acts: found.acts.as_deref() };
    let chains: Vec<_> = found.ways.iter().map(|way| walker.chain(way, &citer)).collect();
    let mut notes = found.notes;
    if chains.is_empty() {
        notes.extend(nearest_miss(case, from, to, filter));
    }
    Ok(Answer {
        question: format!("How does {} reach {}?", from.name, to.name),
        graph: filter.describe(),
        summary: summary(from, to, &chains),
        found: !chains.is_empty(),
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
        (true, 1) => format!("{from} and {to} are directly tied."),
        (true, number) => format!(
            "{from} and {to} are directly tied, and by {} through others.",
            count(number - 1, "chain", "chains")
        ),
        (false, 1) => {
            let steps = count(chain.steps.len(), "step", "steps");
            format!("{from} reaches {to} in {steps}, through {}.", super::cite::and_list(&between))
        }
        (false, number) => {
            let longest = chains.iter().map(|chain| chain.steps.len()).max().unwrap_or(0);
            let steps = match chain.steps.len() {
                shortest if shortest < longest => format!("{shortest} to {longest}"),
                shortest => shortest.to_string(),
            };
            format!("{from} reaches {to} in {steps} steps, by {number} chains.")
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
        Walker { graph: self.graph, undirected: false, acts: None }.chain(way, citer)
    }
}

/// Puts the evidence to the steps of a way.
struct Walker<'a> {
    graph: &'a SocialGraph,
    undirected: bool,
    /// The one act that each step rests on; none for all that run this way.
    acts: Option<&'a [String]>,
}

impl Walker<'_> {
    fn chain(&self, way: &[NodeIndex], citer: &Citer<'_>) -> Chain {
        let step = |(place, pair): (usize, &[NodeIndex])| self.step(place, pair[0], pair[1], citer);
        let steps: Vec<_> = way.windows(2).enumerate().map(step).collect();
        let weakest = |step: &Step| step.findings.iter().map(|finding| finding.certainty).max();
        let certainty = steps.iter().filter_map(weakest).min().unwrap_or(Certainty::Denied);
        Chain { certainty, steps }
    }

    fn step(&self, place: usize, from: NodeIndex, to: NodeIndex, citer: &Citer<'_>) -> Step {
        let forward = from < to;
        let meant = |act: &Act| self.acts.is_none_or(|acts| acts[place] == act.source.id());
        let open = |act: &&Act| (self.undirected || act.runs(forward)) && meant(act);
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
