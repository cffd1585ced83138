//! Cuts blocks of bytes into records and fields. Knows separators, quotes and line ends, nothing of events.

use super::scan::{Index, Stop};
use memchr::memchr;
use std::ops::Range;

/// How quotes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Quotes are letters.
    Letters,
    /// RFC 4180: a field that begins with a quote may hold separators and line ends.
    Csv,
    /// A field is quoted only if its closing quote ends the field on the same line.
    SameLine,
}

/// A field of a record with quotes.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: usize,
    end: usize,
    doubled: bool,
}

/// The fields of one record. Each kind of record has code of its own: the one without quotes is by far the most common.
pub(super) trait Fields<'a>: Copy {
    /// Number of fields.
    fn len(&self) -> usize;

    /// Where a field stands in the block, without its outer quotes; an empty range if there is none.
    fn range(&self, field: usize) -> Range<usize>;

    /// Whether a field holds doubled quotes that mean one.
    fn is_doubled(&self, field: usize) -> bool;

    /// Where the whole record stands in the block.
    fn place(&self) -> Range<usize>;

    /// The whole block.
    fn block(&self) -> &'a [u8];

    /// A field as it stands, without its outer quotes; empty if there is none.
    #[inline]
    fn raw(&self, field: usize) -> &'a [u8] {
        &self.block()[self.range(field)]
    }

    /// The whole record.
    fn bytes(&self) -> &'a [u8] {
        &self.block()[self.place()]
    }
}

/// A record without quotes: fields lie between separators.
#[derive(Clone, Copy)]
struct Plain<'a> {
    block: &'a [u8],
    start: usize,
    end: usize,
    separators: &'a [u32],
}

impl<'a> Fields<'a> for Plain<'a> {
    #[inline]
    fn len(&self) -> usize {
        self.separators.len() + 1
    }

    #[inline]
    fn range(&self, field: usize) -> Range<usize> {
        if field > self.separators.len() {
            return 0..0;
        }
        let from = if field == 0 { self.start } else { self.separators[field - 1] as usize + 1 };
        from..self.separators.get(field).map_or(self.end, |&at| at as usize)
    }

    #[inline]
    fn is_doubled(&self, _: usize) -> bool {
        false
    }

    #[inline]
    fn place(&self) -> Range<usize> {
        self.start..self.end
    }

    #[inline]
    fn block(&self) -> &'a [u8] {
        self.block
    }
}

/// A record with quotes.
#[derive(Clone, Copy)]
struct Quoted<'a> {
    block: &'a [u8],
    start: usize,
    end: usize,
    cells: &'a Cells,
}

impl<'a> Fields<'a> for Quoted<'a> {
    fn len(&self) -> usize {
        self.cells.0.len()
    }

    fn range(&self, field: usize) -> Range<usize> {
        self.cells.0.get(field).map_or(0..0, |cell| cell.start..cell.end)
    }

    fn is_doubled(&self, field: usize) -> bool {
        self.cells.0.get(field).is_some_and(|cell| cell.doubled)
    }

    fn place(&self) -> Range<usize> {
        self.start..self.end
    }

    fn block(&self) -> &'a [u8] {
        self.block
    }
}

#[derive(Debug, Default)]
struct Cells(Vec<Cell>);

/// What holds for a whole block of bytes, so that it need not be asked of every record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clean {
    /// All is ASCII.
    pub(super) ascii: bool,
    /// There is no NUL byte.
    pub(super) text: bool,
}

/// Takes what the cutter finds; lines count from 0.
pub(super) trait Visit {
    /// A record that is not blank, and what holds for the whole block.
    fn record<'a>(&mut self, record: impl Fields<'a>, line: usize, clean: Clean);

    /// A line whose quote never ends; reading goes on behind it.
    fn open_quote(&mut self, line: usize);
}

/// Cuts blocks for one table.
#[derive(Debug)]
pub(super) struct Cutter {
    pub(super) separator: u8,
    pub(super) quotes: Quotes,
    index: Index,
    cells: Cells,
}

impl Cutter {
    pub(super) fn new(separator: u8, quotes: Quotes) -> Self {
        Self { separator, quotes, index: Index::default(), cells: Cells::default() }
    }

    /// Gives every whole record of `block` to `visit`; returns how many bytes and lines were used. With `last` the rest
    /// counts as a record, too.
    pub(super) fn cut(&mut self, block: &[u8], last: bool, visit: &mut impl Visit) -> (usize, usize) {
        self.index.fill(block, self.separator, self.quotes != Quotes::Letters);
        let (separators, stops) = (self.index.separators(), &self.index.stops);
        let clean = Clean { ascii: self.index.ascii, text: self.index.text };
        let (mut start, mut line, mut stop, mut before) = (0, 0, 0, 0);
        while start < block.len() {
            let (at, passed) = match stops.get(stop) {
                Some(found) => (found.at as usize, found.separators as usize),
                None if last => (block.len(), separators.len()),
                None => break,
            };
            if block.get(at) != Some(&b'"') {
                let end = trimmed(block, start, at);
                if end > start {
                    let separators = &separators[before..passed];
                    visit.record(Plain { block, start, end, separators }, line, clean);
                }
                (start, line, stop, before) = (at + 1, line + 1, stop + 1, passed);
                continue;
            }
            let rest = Rest { separators: &separators[before..], stops: &stops[stop..] };
            let (next, end) = match self.cells.fill(block, start, rest, self.separator, self.quotes, last) {
                Some(end) => (end + 1, trimmed(block, start, end)),
                None if !last => break,
                None => {
                    visit.open_quote(line);
                    let rest = block[start..].iter().position(|&byte| byte == b'\n');
                    (rest.map_or(block.len(), |length| start + length + 1), start)
                }
            };
            if end > start {
                visit.record(Quoted { block, start, end, cells: &self.cells }, line, clean);
            }
            line += block[start..next.min(block.len())].iter().filter(|&&byte| byte == b'\n').count();
            while stops.get(stop).is_some_and(|found| (found.at as usize) < next) {
                before = stops[stop].separators as usize;
                stop += 1;
            }
            start = next;
        }
        (start.min(block.len()), line)
    }
}

/// All records of a short text, as the fields stand there: for heads and samples.
pub(super) fn all_fields(text: &[u8], separator: u8, quotes: Quotes) -> Vec<Vec<String>> {
    struct Collect(Vec<Vec<String>>);
    impl Visit for Collect {
        fn record<'a>(&mut self, record: impl Fields<'a>, _: usize, _: Clean) {
            let field = |field| String::from_utf8_lossy(record.raw(field)).into_owned();
            self.0.push((0..record.len()).map(field).collect());
        }

        fn open_quote(&mut self, _: usize) {}
    }
    let mut found = Collect(Vec::new());
    Cutter::new(separator, quotes).cut(text, true, &mut found);
    found.0
}

/// The end of a record without the carriage return before its line end.
#[inline]
fn trimmed(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// What the index knows of the rest of a block.
#[derive(Clone, Copy)]
struct Rest<'a> {
    separators: &'a [u32],
    stops: &'a [Stop],
}

impl Rest<'_> {
    /// The first separator or line end from `at` on.
    #[inline]
    fn end_from(&mut self, block: &[u8], at: usize) -> Option<usize> {
        while let [first, rest @ ..] = self.separators
            && (*first as usize) < at
        {
            self.separators = rest;
        }
        while let [first, rest @ ..] = self.stops
            && ((first.at as usize) < at || block[first.at as usize] == b'"')
        {
            self.stops = rest;
        }
        let separator = self.separators.first().map(|&at| at as usize);
        let line_end = self.stops.first().map(|stop| stop.at as usize);
        match (separator, line_end) {
            (Some(separator), Some(line_end)) => Some(separator.min(line_end)),
            (one, other) => one.or(other),
        }
    }
}

impl Cells {
    /// Cuts the record at `start`; gives the place of its line end, or none if a quote is still open.
    fn fill(
        &mut self,
        block: &[u8],
        start: usize,
        mut rest: Rest<'_>,
        separator: u8,
        quotes: Quotes,
        last: bool,
    ) -> Option<usize> {
        self.0.clear();
        let line_end = |from: usize| match memchr(b'\n', &block[from..]) {
            Some(length) => Some(from + length),
            None => last.then_some(block.len()),
        };
        let mut at = start;
        loop {
            let quoted = match block.get(at) {
                Some(b'"') if quotes == Quotes::Csv => Some(closing(block, at)?),
                Some(b'"') => {
                    let line = &block[..line_end(at)?];
                    closing(line, at).filter(|&(end, _)| {
                        matches!(line.get(end + 1), None | Some(b'\r')) || line[end + 1] == separator
                    })
                }
                _ => None,
            };
            let (cell, behind) = match quoted {
                Some((end, doubled)) => (Some(Cell { start: at + 1, end, doubled }), end + 1),
                None => (None, at),
            };
            // Whatever stands between the closing quote and the next separator is dropped.
            let end = match rest.end_from(block, behind) {
                Some(end) => end,
                None if last => block.len(),
                None => return None,
            };
            let is_last = block.get(end) != Some(&separator);
            let plain_end = if is_last { trimmed(block, at, end) } else { end };
            self.0.push(cell.unwrap_or(Cell { start: at, end: plain_end, doubled: false }));
            if is_last {
                return Some(end);
            }
            at = end + 1;
        }
    }
}

/// The quote that closes the one at `start`, and whether doubled ones stand between.
fn closing(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (start + 1, false);
    loop {
        at += bytes[at..].iter().position(|&byte| byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some((at, doubled));
        }
        doubled = true;
        at += 2;
    }
}
