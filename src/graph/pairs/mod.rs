//! Rows of events to pairs of actors: counts, first and last day, kinds.
//!
//! Every row becomes one number of 64 or 128 bits that holds the two actors, the day, the kind and the place in as few bits
//! as the table needs. The numbers are sorted by their actors digit by digit (Knuth, 1998, The Art of Computer Programming,
//! volume 3, section 5.2.5) and counted in one scan. Nothing here knows where rows come from, and sorted runs of several
//! machines can be merged to the same result.

mod pack;
mod radix;
mod spill;

pub use spill::{NewRun, Run};

use crate::error::Error;
use crate::model::{DayNumber, EventLists, EventRow, NO_DAY};
use pack::{Packer, Widths};

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
        let widths = Widths::of(&rows, lists);
        let packer = Packer::new(lists, options, widths);
        let count = rows.len();
        let pairs = if widths.total() <= 64 {
            let packed = rows.iter().map(|row| packer.pack(row) as u64).collect();
            drop(rows);
            group(radix::sorted(packed, widths.below_ends()..widths.total()), &packer)
        } else {
            let packed = rows.iter().map(|row| packer.pack(row)).collect();
            drop(rows);
            group(radix::sorted(packed, widths.below_ends()..widths.total()), &packer)
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
        let mut order: Vec<_> = (0..self.pairs.len()).collect();
        let key = |place: usize| self.pairs[place].ends.map(|end| lists.names.get(end));
        let compare = |&a: &usize, &b: &usize| {
            self.pairs[b].reports.cmp(&self.pairs[a].reports).then_with(|| key(a).cmp(&key(b)))
        };
        if let Some(top) = top.filter(|&top| top < order.len()) {
            if top > 0 {
                order.select_nth_unstable_by(top - 1, compare);
            }
            order.truncate(top);
            order.sort_unstable_by(compare);
        } else {
            // Comparing numbers is far cheaper than comparing names.
            let mut by_name: Vec<_> = (0..lists.names.len() as u32).collect();
            by_name.sort_unstable_by_key(|&name| lists.names.get(name));
            let mut rank = vec![0; by_name.len()];
            by_name.iter().enumerate().for_each(|(place, &name)| rank[name as usize] = place as u32);
            order.sort_unstable_by_key(|&place| {
                let Pair { ends, reports, .. } = self.pairs[place];
                (u32::MAX - reports, ends.map(|end| rank[end as usize]))
            });
        }
        order
    }
}

/// Groups rows as they come, in bounded memory: what does not fit goes to disk as sorted runs.
#[derive(Debug)]
pub struct PairBuilder {
    rows: Vec<EventRow>,
    options: PairOptions,
    spill: Option<spill::Spill>,
    count: usize,
}

impl PairBuilder {
    /// A builder that keeps everything in memory.
    pub fn new(options: PairOptions) -> Self {
        Self { rows: Vec::new(), options, spill: None, count: 0 }
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
            None => self.rows.extend_from_slice(rows),
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
            None => Ok(PairTable::of(self.rows, lists, self.options)),
            Some(spill) => spill.finish(lists, self.options, self.count),
        }
    }
}

/// One scan over packed rows in order of their ends.
fn group<T: pack::Packed>(mut rows: Vec<T>, packer: &Packer) -> Vec<Pair> {
    let same = |one: &T, other: &T| packer.ends_of((*one).into()) == packer.ends_of((*other).into());
    let mut pairs = Vec::with_capacity(rows.chunk_by(same).count());
    for of_pair in rows.chunk_by_mut(same) {
        if of_pair.len() > 1 && !of_pair.is_sorted() {
            of_pair.sort_unstable();
        }
        let mut pair = Open::default();
        of_pair.iter().for_each(|&row| pair.add(row.into(), packer));
        pairs.push(pair.close(of_pair[0].into(), packer));
    }
    pairs
}

/// A pair whose rows come in order.
#[derive(Debug, Default)]
struct Open {
    reports: u32,
    events: u32,
    kinds: u64,
    first: Option<DayNumber>,
    last: Option<DayNumber>,
    before: Option<u128>,
}

impl Open {
    #[inline]
    fn add(&mut self, row: u128, packer: &Packer) {
        self.reports += 1;
        self.kinds |= 1 << packer.kind_of(row).min(63);
        let day = packer.day_of(row);
        if day != NO_DAY {
            self.first = self.first.or(Some(day));
            self.last = Some(day);
        }
        // Places come in order, nowhere first: a row that tells its place may be the event of one that does not.
        let is_new = self.before.is_none_or(|before| {
            !packer.same_but_place(before, row) || (before != row && packer.place_of(before) != 0)
        });
        self.events += u32::from(is_new);
        self.before = Some(row);
    }

    fn close(&self, row: u128, packer: &Packer) -> Pair {
        let Self { reports, events, kinds, first, last, .. } = *self;
        let [first, last] = [first, last].map(|day| day.unwrap_or(NO_DAY));
        Pair { ends: packer.ends_of(row), reports, events, first, last, kinds }
    }
}

#[cfg(test)]
mod tests;
