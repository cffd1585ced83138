//! What the passes see: actors by number, one tie per pair, and rows of neighbours.

use super::csr::Csr;
use super::pairs::{Pair, PairOptions, PairTable};
use super::social::{Act, Actor, SocialGraph, Tie};
use crate::error::Error;
use crate::model::{
    ContactTable, EntityKind, EventLists, EventRow, Form, Layer, RowFile, When, calendar_day,
};
use jiff::civil::Date;

/// All that ties two actors, layers taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct PairTie {
    /// The two actors by number, the smaller first.
    pub ends: [u32; 2],
    /// Number of acts.
    pub acts: u32,
    /// Sum of the acts' weights.
    pub weight: f64,
    /// First day that is known.
    pub first: Option<Date>,
    /// Last day that is known.
    pub last: Option<Date>,
    /// Acts that run from the first end to the second; mutual ones count both ways.
    pub forward: u32,
    /// Acts that run from the second end to the first.
    pub backward: u32,
}

/// Ids of the acts behind every tie.
#[derive(Clone, Debug)]
enum Cites {
    Ids(Vec<Vec<String>>),
    /// Row numbers, tie by tie; the starts are one more than the ties. Files tell where the rows of event tables stand.
    Rows {
        starts: Vec<u32>,
        rows: Vec<u32>,
        files: Vec<RowFile>,
    },
}

/// A frozen network. Numbers of actors follow the order of ids for a case, that of the file for a table.
///
/// Memory: about 48 bytes per tie and 64 for its rows of neighbours, besides names and ids of acts.
#[derive(Clone, Debug)]
pub struct Network {
    actors: Vec<Actor>,
    ties: Vec<PairTie>,
    cites: Cites,
    rows: Csr,
    arcs: Csr,
    directed: bool,
    days: Vec<(Date, u32)>,
}

impl Network {
    /// The network of a graph; with `tells` false, telling (one-way contact) is left out, as symmetric passes need it.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 2³¹ ties on.
    ///
    /// ```
    /// use sociogram::graph::{Network, SocialGraph};
    /// let network = Network::of(&SocialGraph::default(), true).unwrap();
    /// assert_eq!(network.actors().len(), 0);
    /// ```
    pub fn of(graph: &SocialGraph, tells: bool) -> Result<Self, Error> {
        let actors: Vec<_> = graph.actors().map(|(_, actor)| actor.clone()).collect();
        let (mut ties, mut ids): (Vec<PairTie>, Vec<Vec<String>>) = Default::default();
        let mut directed = false;
        for (a, b, tie) in graph.ties() {
            let ends = [a.index() as u32, b.index() as u32];
            for act in tie.acts.iter().filter(|act| tells || !is_telling(tie, act)) {
                if ties.last().is_none_or(|last| last.ends != ends) {
                    ties.push(PairTie::between(ends));
                    ids.push(Vec::new());
                }
                let bounds = act.when.as_ref().and_then(When::bounds);
                let last = ties.len() - 1;
                ties[last].add(act.weight, bounds, act.runs(true), act.runs(false));
                ids[last].push(act.source.id());
                directed |= !(act.runs(true) && act.runs(false));
            }
        }
        Self::new(actors, ties, Cites::Ids(ids), directed)
    }

    /// The network of bare rows: each row is one contact of weight 1, both ways; rows of somebody with himself count not.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 2³¹ rows on.
    pub fn of_table(table: &ContactTable) -> Result<Self, Error> {
        if table.rows.len() >= (u32::MAX / 2) as usize {
            return Err(Error::TooLarge { edges: table.rows.len() });
        }
        let mut order: Vec<(u64, u32)> = table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.source != row.target)
            .map(|(number, row)| (pair_key(row.source, row.target), number as u32))
            .collect();
        order.sort_unstable();
        let (mut ties, mut starts): (Vec<PairTie>, Vec<u32>) = Default::default();
        for (place, &(key, number)) in order.iter().enumerate() {
            let ends = [(key >> 32) as u32, key as u32];
            if ties.last().is_none_or(|last| last.ends != ends) {
                ties.push(PairTie::between(ends));
                starts.push(place as u32);
            }
            let day = table.rows[number as usize].day;
            let last = ties.len() - 1;
            ties[last].add(1.0, day.map(|day| (day, day)), true, true);
        }
        starts.push(order.len() as u32);
        let rows = order.into_iter().map(|(_, number)| number).collect();
        let actors = table.names.iter().map(|name| person(name)).collect();
        let mut network = Self::new(actors, ties, Cites::Rows { starts, rows, files: Vec::new() }, false)?;
        network.days = by_day(table);
        Ok(network)
    }

    /// The network of rows of event tables: as many acts as there are different events, each of weight 1; statements and
    /// deeds run one way.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 2³¹ rows on.
    pub fn of_events(rows: Vec<EventRow>, lists: &EventLists) -> Result<Self, Error> {
        if rows.len() >= (u32::MAX / 2) as usize {
            return Err(Error::TooLarge { edges: rows.len() });
        }
        let mut order: Vec<(u64, u32)> = rows
            .iter()
            .enumerate()
            .map(|(place, row)| (pair_key(row.source, row.target), place as u32))
            .collect();
        order.sort_unstable();
        let one_way: Vec<_> = lists.codes.iter().map(|code| code.kind.form == Form::Directed).collect();
        let (mut starts, mut ways): (Vec<u32>, Vec<[u32; 2]>) = Default::default();
        let mut start = 0;
        for of_pair in order.chunk_by(|one, other| one.0 == other.0) {
            starts.push(start);
            start += of_pair.len() as u32;
            let mut run = [0, 0];
            for &(key, number) in of_pair {
                let row = rows[number as usize];
                let turned = u64::from(row.source) != key >> 32;
                let both = !one_way[row.code as usize];
                run[0] += u32::from(both || !turned);
                run[1] += u32::from(both || turned);
            }
            ways.push(run);
        }
        starts.push(start);
        let directed = ways.iter().any(|ways| ways[0] != ways[1]);
        let cited = order.iter().map(|&(_, place)| rows[place as usize].record).collect();
        let days = count_by_day(rows.iter().filter_map(|row| calendar_day(row.day)));
        let pairs = PairTable::of(rows, lists, PairOptions::default()).pairs;
        let tie = |(pair, [forward, backward]): (&Pair, [u32; 2])| PairTie {
            ends: pair.ends,
            acts: pair.events,
            weight: f64::from(pair.events),
            first: calendar_day(pair.first),
            last: calendar_day(pair.last),
            forward,
            backward,
        };
        let ties = pairs.iter().zip(ways).map(tie).collect();
        let actors = (0..lists.names.len() as u32).map(|name| person(&lists.name(name))).collect();
        let cites = Cites::Rows { starts, rows: cited, files: lists.files.clone() };
        let mut network = Self::new(actors, ties, cites, directed)?;
        network.days = days;
        Ok(network)
    }

    fn new(actors: Vec<Actor>, ties: Vec<PairTie>, cites: Cites, directed: bool) -> Result<Self, Error> {
        let ends: Vec<_> = ties.iter().map(|tie| tie.ends).collect();
        let weights: Vec<_> = ties.iter().map(|tie| tie.weight).collect();
        let rows = Csr::weighted(actors.len(), &ends, &weights)?;
        let arcs = if directed { directed_arcs(actors.len(), &ties)? } else { Csr::default() };
        Ok(Self { actors, ties, cites, rows, arcs, directed, days: Vec::new() })
    }

    /// The actors by number.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Full name of an actor.
    ///
    /// # Panics
    /// If there is no such actor.
    pub fn name(&self, actor: usize) -> &str {
        &self.actors[actor].name
    }

    /// Side of an actor.
    ///
    /// # Panics
    /// If there is no such actor.
    pub fn side(&self, actor: usize) -> Option<&str> {
        self.actors[actor].side.as_deref()
    }

    /// One tie per pair, in order of their ends; [`Csr::edge`] gives places in this list.
    pub fn ties(&self) -> &[PairTie] {
        &self.ties
    }

    /// Neighbours, both ways.
    pub fn rows(&self) -> &Csr {
        &self.rows
    }

    /// Arcs in the direction of their acts, weighted by number of acts; the same as [`Network::rows`] if all is mutual.
    pub fn arcs(&self) -> &Csr {
        if self.directed { &self.arcs } else { &self.rows }
    }

    /// How many rows of a table fall on each day, in order; empty for a case, whose events tell their dates themselves.
    pub fn days(&self) -> &[(Date, u32)] {
        &self.days
    }

    /// Whether some act runs one way only.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Ids of the acts behind a tie; `row 7` (counted from 1, without the head) for a table.
    ///
    /// # Panics
    /// If there is no such tie.
    pub fn cites(&self, tie: usize) -> Vec<String> {
        match &self.cites {
            Cites::Ids(ids) => ids[tie].clone(),
            Cites::Rows { starts, rows, files } => {
                let range = starts[tie] as usize..starts[tie + 1] as usize;
                rows[range].iter().map(|&row| RowFile::cite(files, row)).collect()
            }
        }
    }

    /// Ids of all acts that an actor takes part in, each once, in order of neighbours.
    ///
    /// # Panics
    /// If there is no such actor.
    pub fn cites_of(&self, actor: usize) -> Vec<String> {
        let mut seen = std::collections::BTreeSet::new();
        let ties = self.rows.row(actor).filter_map(|arc| self.rows.edge(arc));
        ties.flat_map(|tie| self.cites(tie)).filter(|id| seen.insert(id.clone())).collect()
    }

    /// The sides that occur, in alphabetical order, and the number of each actor's side in that list.
    pub fn sides(&self) -> (Vec<&str>, Vec<Option<usize>>) {
        let mut sides: Vec<_> = self.actors.iter().filter_map(|actor| actor.side.as_deref()).collect();
        sides.sort_unstable();
        sides.dedup();
        let number = |actor: &Actor| actor.side.as_deref().and_then(|side| sides.binary_search(&side).ok());
        let numbers = self.actors.iter().map(number).collect();
        (sides, numbers)
    }
}

impl PairTie {
    fn between(ends: [u32; 2]) -> Self {
        Self { ends, acts: 0, weight: 0.0, first: None, last: None, forward: 0, backward: 0 }
    }

    fn add(&mut self, weight: f64, bounds: Option<(Date, Date)>, forward: bool, backward: bool) {
        self.acts += 1;
        self.weight += weight;
        self.forward += u32::from(forward);
        self.backward += u32::from(backward);
        if let Some((first, last)) = bounds {
            self.first = Some(self.first.map_or(first, |known| known.min(first)));
            self.last = Some(self.last.map_or(last, |known| known.max(last)));
        }
    }
}

/// One-way contact: the act leads from speaker to addressee only.
fn is_telling(tie: &Tie, act: &Act) -> bool {
    tie.layer == Layer::Contact && !(act.runs(true) && act.runs(false))
}

fn directed_arcs(actors: usize, ties: &[PairTie]) -> Result<Csr, Error> {
    let (mut arcs, mut weights) = (Vec::new(), Vec::new());
    for tie in ties {
        let [a, b] = tie.ends;
        for (arc, acts) in [([a, b], tie.forward), ([b, a], tie.backward)] {
            if acts > 0 {
                arcs.push(arc);
                weights.push(f64::from(acts));
            }
        }
    }
    Csr::weighted_directed(actors, &arcs, &weights)
}

/// Rows by day, those of somebody with himself left out.
fn by_day(table: &ContactTable) -> Vec<(Date, u32)> {
    count_by_day(table.rows.iter().filter(|row| row.source != row.target).filter_map(|row| row.day))
}

fn count_by_day(all: impl Iterator<Item = Date>) -> Vec<(Date, u32)> {
    let mut days = std::collections::BTreeMap::new();
    all.for_each(|day| *days.entry(day).or_default() += 1);
    days.into_iter().collect()
}

fn pair_key(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

fn person(name: &str) -> Actor {
    Actor { id: name.to_owned(), name: name.to_owned(), kind: EntityKind::Person, side: None }
}
