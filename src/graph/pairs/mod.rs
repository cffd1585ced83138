//! Rows of events to pairs of actors: counts, first and last day, kinds.
//!
//! Every row becomes one number of 64 or 128 bits that holds the two actors, the day, the kind and the place in as few bits
//! as the table needs. The numbers are sorted by their actors digit by digit (Knuth, 1998, The Art of Computer Programming,
//! volume 3, section 5.2.5) and counted in one scan. Nothing here knows where rows come from, and sorted runs of several
//! machines can be merged to the same result.

mod pack;
mod radix;
mod rows;
mod spill;

pub use spill::{NewRun, Run};

use crate::error::Error;
use crate::model::{DayNumber, EventLists, EventRow, NO_DAY};
use pack::Packer;
use rows::{Numbers, Rows};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How rows are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairOptions {
    /// Whether a row from A to B and one from B to A belong to two pairs.
    pub directed: bool,
}

/// Two actors and what ties them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The actors; the smaller number first, unless pairs are directed.
    pub ends: [u32; 2],
    /// Number of rows.
    pub reports: u32,
    /// Number of different events: day, kind, who does what to whom, and place where it is told.
    pub events: u32,
    /// First day; [`NO_DAY`] if no row has one.
    pub first: DayNumber,
    /// Last day.
    pub last: DayNumber,
    /// Which kinds occur, as bits in the order of [`PairTable::kinds`]; the last bit stands for all from the 64th on.
    pub kinds: u64,
}

/// All pairs of a table, in order of their ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairTable {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// Names of kinds, in order of the table.
    pub kinds: Vec<String>,
    /// Number of rows.
    pub rows: usize,
}

impl PairTable {
    /// Groups rows.
    ///
    /// ```
    /// use sociogram::graph::{PairOptions, PairTable};
    /// use sociogram::source::{EventOptions, EventReader};
    /// let mut rows = Vec::new();
    /// let mut reader = EventReader::new(EventOptions::default());
    /// let table = "source,target,date,cameo\nAnn,Ben,2031-03-04,042\nBen,Ann,2031-03-04,043\n";
    /// reader.read("t.csv", table.as_bytes(), &mut |new| rows.extend_from_slice(new))?;
    /// let lists = reader.finish(&mut |_| {}).lists;
    /// let pair = PairTable::of(rows, &lists, PairOptions::default()).pairs[0];
    /// assert_eq!((pair.reports, pair.events), (2, 1)); // one visit, told from both ends
    /// # Ok::<(), sociogram::error::Error>(())
    /// ```
    pub fn of(rows: Vec<EventRow>, lists: &EventLists, options: PairOptions) -> Self {
        let mut packed = Rows::new();
        packed.add(&rows);
        let count = rows.len();
        drop(rows);
        Self::of_packed(packed, lists, options, count)
    }

    fn of_packed(rows: Rows, lists: &EventLists, options: PairOptions, count: usize) -> Self {
        let (rows, packer) = rows.finish(lists, options.directed);
        let ends = packer.end_bits();
        let pairs = match rows {
            Numbers::Narrow(rows) => group(radix::sorted(rows, ends), &packer),
            Numbers::Wide(rows) => group(radix::sorted(rows, ends), &packer),
        };
        Self { pairs, kinds: packer.into_kinds(), rows: count }
    }

    /// Names of the kinds of a pair.
    pub fn kinds_of(&self, pair: &Pair) -> Vec<&str> {
        let has = |number: usize| pair.kinds >> number.min(63) & 1 == 1;
        let mut kinds: Vec<_> = self
            .kinds
            .iter()
            .enumerate()
            .filter(|&(number, _)| has(number))
            .map(|(_, kind)| kind.as_str())
            .collect();
        kinds.sort_unstable();
        kinds
    }

    /// Places of the pairs with the most reports, most first, then by name.
    pub fn ranking(&self, lists: &EventLists, top: Option<usize>) -> Vec<usize> {
        let reports = |place: usize| self.pairs[place].reports;
        if let Some(top) = top.filter(|&top| top < self.pairs.len()) {
            if top == 0 {
                return Vec::new();
            }
            // Names are compared only where reports leave it open.
            let mut most = BinaryHeap::with_capacity(top + 1);
            for pair in &self.pairs {
                if most.len() < top {
                    most.push(Reverse(pair.reports));
                } else if most.peek().is_some_and(|least: &Reverse<u32>| pair.reports > least.0) {
                    most.pop();
                    most.push(Reverse(pair.reports));
                }
            }
            let least = most.peek().map_or(0, |least| least.0);
            let mut order: Vec<_> = (0..self.pairs.len()).filter(|&place| reports(place) >= least).collect();
            let key = |place: usize| self.pairs[place].ends.map(|end| lists.names.get(end));
            let compare =
                |&a: &usize, &b: &usize| reports(b).cmp(&reports(a)).then_with(|| key(a).cmp(&key(b)));
            order.select_nth_unstable_by(top - 1, compare);
            order.truncate(top);
            order.sort_unstable_by(compare);
            order
        } else {
            let mut order: Vec<_> = (0..self.pairs.len()).collect();
            // Comparing numbers is far cheaper than comparing names.
            let mut by_name: Vec<_> = (0..lists.names.len() as u32).collect();
            by_name.sort_unstable_by_key(|&name| lists.names.get(name));
            let mut rank = vec![0; by_name.len()];
            by_name.iter().enumerate().for_each(|(place, &name)| rank[name as usize] = place as u32);
            order.sort_unstable_by_key(|&place| {
                let Pair { ends, reports, .. } = self.pairs[place];
                (u32::MAX - reports, ends.map(|end| rank[end as usize]))
            });
            order
        }
    }
}

/// Groups rows as they come, in bounded memory: what does not fit goes to disk as sorted runs.
#[derive(Debug)]
pub struct PairBuilder {
    rows: Rows,
    options: PairOptions,
    spill: Option<spill::Spill>,
    count: usize,
}

impl PairBuilder {
    /// A builder that keeps everything in memory.
    pub fn new(options: PairOptions) -> Self {
        Self { rows: Rows::new(), options, spill: None, count: 0 }
    }

    /// A builder that holds about so many bytes of rows and writes the rest to runs that `new_run` makes.
    pub fn bounded(options: PairOptions, bytes: usize, new_run: NewRun) -> Self {
        Self { spill: Some(spill::Spill::new(bytes, new_run)), ..Self::new(options) }
    }

    /// Adds rows.
    #[inline]
    pub fn add(&mut self, rows: &[EventRow]) {
        self.count += rows.len();
        match &mut self.spill {
            None => self.rows.add(rows),
            Some(spill) => spill.add(rows),
        }
    }

    /// Number of rows so far.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The pairs.
    ///
    /// # Errors
    /// [`Error::Spill`] if a run cannot be written or read.
    pub fn finish(self, lists: &EventLists) -> Result<PairTable, Error> {
        match self.spill {
            None => Ok(PairTable::of_packed(self.rows, lists, self.options, self.count)),
            Some(spill) => spill.finish(lists, self.options, self.count),
        }
    }
}

/// One scan over packed rows in order of their ends.
fn group<T: pack::Packed>(mut rows: Vec<T>, packer: &Packer) -> Vec<Pair> {
    let same = |one: &T, other: &T| packer.key(*one) == packer.key(*other);
    let mut pairs = crate::pages::buffer(rows.chunk_by(same).count());
    for of_pair in rows.chunk_by_mut(same) {
        if of_pair.len() > 1 && !of_pair.is_sorted() {
            of_pair.sort_unstable();
        }
        pairs.push(pair_of(of_pair, packer));
    }
    pairs
}

/// The pair of rows that come in order.
#[inline]
fn pair_of<T: pack::Packed>(rows: &[T], packer: &Packer) -> Pair {
    let (mut events, mut kinds, mut first, mut last) = (0, 0, NO_DAY, NO_DAY);
    let mut before = None;
    for &row in rows {
        kinds |= 1 << packer.kind_of(row).min(63);
        let day = packer.day_of(row);
        if day != NO_DAY {
            first = if first == NO_DAY { day } else { first };
            last = day;
        }
        // Places come in order, nowhere first: a row that tells its place may be the event of one that does not.
        let is_new = before.is_none_or(|before| {
            !packer.same_but_place(before, row) || (before != row && packer.place_of(before) != 0)
        });
        events += u32::from(is_new);
        before = Some(row);
    }
    Pair { ends: packer.ends_of(rows[0]), reports: rows.len() as u32, events, first, last, kinds }
}

#[cfg(test)]
mod tests;
