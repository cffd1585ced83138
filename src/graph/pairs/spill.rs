//! Grouping in bounded memory: sorted runs on disk, merged at the end.

use super::pack::{Packer, Widths};
use super::{Pair, PairOptions, PairTable, pair_of};
use crate::error::Error;
use crate::model::{EventLists, EventRow};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// A place for one run: written once, then read from its start.
pub trait Run: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Run for T {}

/// Makes empty runs: usually files without a name.
pub type NewRun = fn() -> io::Result<Box<dyn Run>>;

/// Bytes of a row on disk.
const ROW: usize = 22;

/// Rows in memory, and runs of sorted ones on disk.
pub(super) struct Spill {
    rows: Vec<EventRow>,
    most: usize,
    new_run: NewRun,
    runs: Vec<Box<dyn Run>>,
    failure: Option<io::Error>,
}

impl std::fmt::Debug for Spill {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spill").field("rows", &self.rows.len()).field("runs", &self.runs.len()).finish()
    }
}

impl Spill {
    pub(super) fn new(bytes: usize, new_run: NewRun) -> Self {
        let most = (bytes / size_of::<EventRow>()).max(1);
        Self { rows: Vec::new(), most, new_run, runs: Vec::new(), failure: None }
    }

    pub(super) fn add(&mut self, rows: &[EventRow]) {
        for part in rows.chunks(self.most) {
            if self.rows.len() + part.len() > self.most && self.failure.is_none() {
                self.failure = self.write_run().err();
            }
            if self.failure.is_none() {
                self.rows.extend_from_slice(part);
            }
        }
    }

    /// Writes the rows as a run, in order of their ends whichever comes first.
    fn write_run(&mut self) -> io::Result<()> {
        self.rows.sort_unstable_by_key(|row| order(row.source, row.target));
        let mut run = BufWriter::with_capacity(1 << 16, (self.new_run)()?);
        for row in self.rows.drain(..) {
            run.write_all(&to_bytes(&row))?;
        }
        let mut run = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.seek(SeekFrom::Start(0))?;
        self.runs.push(run);
        Ok(())
    }

    /// Merges the runs pair by pair.
    pub(super) fn finish(
        mut self,
        lists: &EventLists,
        options: PairOptions,
        count: usize,
    ) -> Result<PairTable, Error> {
        if self.runs.is_empty() && self.failure.is_none() {
            return Ok(PairTable::of(self.rows, lists, options));
        }
        let failed = |error: io::Error| Error::Spill { problem: error.to_string() };
        if let Some(error) = self.failure.take() {
            return Err(failed(error));
        }
        self.write_run().map_err(failed)?;
        let packer = Packer::new(lists, options.directed, Widths::widest());
        let pairs = merged(self.runs, &packer).map_err(failed)?;
        Ok(PairTable { pairs, kinds: packer.into_kinds(), rows: count })
    }
}

fn merged(runs: Vec<Box<dyn Run>>, packer: &Packer) -> io::Result<Vec<Pair>> {
    let mut runs: Vec<_> = runs.into_iter().map(|run| BufReader::with_capacity(1 << 16, run)).collect();
    let mut heads = BinaryHeap::new();
    for (number, run) in runs.iter_mut().enumerate() {
        heads.extend(next(run)?.map(|row| Reverse((order(row.source, row.target), number, to_bytes(&row)))));
    }
    let (mut pairs, mut rows, mut key): (Vec<Pair>, Vec<u128>, _) = (Vec::new(), Vec::new(), None);
    while let Some(Reverse((ends, number, bytes))) = heads.pop() {
        if key.replace(ends).is_some_and(|before| before != ends) {
            close(&mut rows, packer, &mut pairs);
        }
        rows.push(packer.pack(&from_bytes(&bytes)));
        if let Some(row) = next(&mut runs[number])? {
            heads.push(Reverse((order(row.source, row.target), number, to_bytes(&row))));
        }
    }
    close(&mut rows, packer, &mut pairs);
    pairs.sort_unstable_by_key(|pair| pair.ends);
    Ok(pairs)
}

/// Turns the rows of two actors into one pair, or two if pairs are directed.
fn close(rows: &mut Vec<u128>, packer: &Packer, pairs: &mut Vec<Pair>) {
    rows.sort_unstable();
    for of_pair in rows.chunk_by(|one, other| packer.key(*one) == packer.key(*other)) {
        pairs.push(pair_of(of_pair, packer));
    }
    rows.clear();
}

fn order(source: u32, target: u32) -> [u32; 2] {
    [source.min(target), source.max(target)]
}

fn next(run: &mut impl Read) -> io::Result<Option<EventRow>> {
    let mut bytes = [0; ROW];
    match run.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(from_bytes(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn to_bytes(row: &EventRow) -> [u8; ROW] {
    let mut bytes = [0; ROW];
    let words = [row.source, row.target, row.day as u32, row.place, row.record];
    for (place, word) in bytes.chunks_exact_mut(4).zip(words) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    bytes[20..].copy_from_slice(&row.code.to_le_bytes());
    bytes
}

fn from_bytes(bytes: &[u8; ROW]) -> EventRow {
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let code = u16::from_le_bytes([bytes[20], bytes[21]]);
    EventRow {
        source: word(0),
        target: word(4),
        day: word(8) as i32,
        place: word(12),
        record: word(16),
        code,
    }
}
