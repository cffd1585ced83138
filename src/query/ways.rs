//! Chains other than the plain shortest ones: the next best, those over or around somebody, the surest, those in time.

use super::reach::{Dated, number};
use crate::analysis::arrival::{Rule, arrivals};
use crate::analysis::paths::Finder;
use crate::error::Error;
use crate::graph::{Act, Csr, Filter, SocialGraph};
use crate::model::Certainty;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Which chains a path query gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOptions {
    /// Every chain: of the shortest length, or of up to `max_steps`.
    pub all: bool,
    /// Longest chains that `all` gives.
    pub max_steps: Option<usize>,
    /// So many shortest chains.
    pub k: Option<usize>,
    /// Over these, in this order; each part is a shortest chain.
    pub via: Vec<String>,
    /// Around these.
    pub avoid: Vec<String>,
    /// The chain whose weakest step is the most certain; the shortest of these.
    pub most_certain: bool,
    /// Walk telling, statements and relations both ways.
    pub undirected: bool,
    /// Each step later than the one before, arriving as early as can be.
    pub in_time_order: bool,
}

impl PathOptions {
    /// Whether nothing but the shortest chains is asked for.
    pub(super) fn is_plain(&self) -> bool {
        *self == Self { all: self.all, ..Self::default() }
    }
}

/// Chains as nodes, and what to say about them.
pub(super) struct Ways {
    pub(super) ways: Vec<Vec<NodeIndex>>,
    pub(super) notes: Vec<String>,
    /// In time order: the acts that the steps rest on.
    pub(super) acts: Option<Vec<String>>,
}

/// A question put to one graph.
pub(super) struct Asked<'a> {
    pub(super) graph: &'a SocialGraph,
    pub(super) from: NodeIndex,
    pub(super) to: NodeIndex,
    pub(super) via: Vec<NodeIndex>,
    pub(super) avoid: BTreeSet<NodeIndex>,
    pub(super) options: &'a PathOptions,
}

/// How sure an act is: told as fact before planned, unclaimed before claimed.
type Grade = (Certainty, bool);

fn grade(act: &Act) -> Grade {
    (act.certainty, act.claimed_by.is_none())
}

impl Asked<'_> {
    pub(super) fn ways(&self, filter: &Filter, limit: usize) -> Result<Ways, Error> {
        if self.options.in_time_order {
            return Ok(self.in_time(filter));
        }
        let mut notes = Vec::new();
        let ways = if self.options.most_certain {
            self.surest()?
        } else if !self.via.is_empty() {
            self.over(&self.rows(None)?)
        } else if let (true, Some(steps)) = (self.options.all, self.options.max_steps) {
            let rows = self.rows(None)?;
            let turned = rows.transposed();
            let (ways, cut) =
                Finder::new(&rows, &turned).all_paths(self.from.index(), self.to.index(), steps, limit);
            notes.extend(
                cut.then(|| format!("There are more than {limit} such chains; the shortest are shown.")),
            );
            ways
        } else {
            let rows = self.rows(None)?;
            let turned = rows.transposed();
            let k = self.options.k.unwrap_or(1).min(limit);
            Finder::new(&rows, &turned).shortest_paths(self.from.index(), self.to.index(), k)
        };
        let nodes = |way: Vec<u32>| way.into_iter().map(|node| NodeIndex::new(node as usize)).collect();
        Ok(Ways { ways: ways.into_iter().map(nodes).collect(), notes, acts: None })
    }

    /// The arcs that may be walked, over acts of at least this grade.
    fn rows(&self, least: Option<Grade>) -> Result<Csr, Error> {
        let mut arcs = Vec::new();
        for (a, b, tie) in self.graph.ties() {
            if self.avoid.contains(&a) || self.avoid.contains(&b) {
                continue;
            }
            let sure = |act: &&Act| least.is_none_or(|least| grade(act) >= least);
            for (from, to, forward) in [(a, b, true), (b, a, false)] {
                let runs = |act: &Act| self.options.undirected || act.runs(forward);
                if tie.acts.iter().filter(sure).any(runs) {
                    arcs.push([from.index() as u32, to.index() as u32]);
                }
            }
        }
        Csr::directed(self.graph.actors().count(), &arcs)
    }

    /// The shortest chain over the surest acts that suffice.
    fn surest(&self) -> Result<Vec<Vec<u32>>, Error> {
        let grades: BTreeSet<_> =
            self.graph.ties().flat_map(|(_, _, tie)| tie.acts.iter().map(grade)).collect();
        for least in grades.into_iter().rev() {
            let ways = self.over(&self.rows(Some(least))?);
            if !ways.is_empty() {
                return Ok(ways);
            }
        }
        Ok(Vec::new())
    }

    /// Shortest chains from station to station, as one.
    fn over(&self, rows: &Csr) -> Vec<Vec<u32>> {
        let turned = rows.transposed();
        let mut finder = Finder::new(rows, &turned);
        let stations: Vec<_> =
            [self.from].into_iter().chain(self.via.iter().copied()).chain([self.to]).collect();
        let mut whole = vec![self.from.index() as u32];
        for leg in stations.windows(2) {
            let Some(way) = finder.shortest(leg[0].index(), leg[1].index()) else { return Vec::new() };
            whole.extend(&way[1..]);
        }
        vec![whole]
    }

    /// The chain that arrives first, certain before possible.
    fn in_time(&self, filter: &Filter) -> Ways {
        let dated = Dated::of(self.graph);
        let first = dated.contacts.iter().map(|contact| contact.span.first).min().unwrap_or(0);
        let from = filter.since.map_or(first, number);
        let until = filter.until.map(number);
        let mut notes = Vec::new();
        if !dated.undated.is_empty() {
            let acts = super::count(dated.undated.len(), "act without a date is", "acts without a date are");
            notes.push(format!("{acts} left out."));
        }
        let readings = [
            (Rule::CERTAIN, "In this order under every reading of the dates, each step on a later day."),
            (
                Rule::POSSIBLE,
                "In this order under some reading of the dates only; steps may fall on one day.",
            ),
        ];
        for (rule, words) in readings {
            let found = arrivals(dated.nodes, &dated.contacts, self.from.index(), from, until, rule);
            if found[self.to.index()].is_none() {
                continue;
            }
            let (mut way, mut acts, mut node) = (vec![self.to], Vec::new(), self.to.index());
            while let Some(place) = found[node].and_then(|arrival| arrival.over) {
                acts.push(dated.act(place).to_owned());
                node = dated.contacts[place].from as usize;
                way.push(NodeIndex::new(node));
            }
            way.reverse();
            acts.reverse();
            notes.insert(0, words.to_owned());
            return Ways { ways: vec![way], notes, acts: Some(acts) };
        }
        Ways { ways: Vec::new(), notes, acts: None }
    }
}
