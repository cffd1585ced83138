//! Cuts blocks of bytes into records and fields. Knows separators, quotes and line ends, nothing of events.

use super::scan::Index;
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

/// The fields of one record.
#[derive(Clone, Copy)]
pub(super) enum Record<'a> {
    /// Without quotes: fields lie between separators.
    Plain { bytes: &'a [u8], start: usize, end: usize, separators: &'a [u32] },
    /// With quotes.
    #[doc(hidden)]
    Quoted { bytes: &'a [u8], cells: &'a Cells, start: usize, end: usize },
}

#[derive(Debug, Default)]
pub(super) struct Cells(Vec<Cell>);

impl<'a> Record<'a> {
    #[inline]
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Plain { separators, .. } => separators.len() + 1,
            Self::Quoted { cells, .. } => cells.0.len(),
        }
    }

    /// Where a field stands in the block, without its outer quotes; an empty range if there is none.
    #[inline]
    pub(super) fn range(&self, field: usize) -> Range<usize> {
        match *self {
            Self::Plain { start, end, separators, .. } => {
                if field > separators.len() {
                    return 0..0;
                }
                let from = if field == 0 { start } else { separators[field - 1] as usize + 1 };
                from..separators.get(field).map_or(end, |&at| at as usize)
            }
            Self::Quoted { cells, .. } => cells.0.get(field).map_or(0..0, |cell| cell.start..cell.end),
        }
    }

    /// A field as it stands, without its outer quotes; empty if there is none.
    #[inline]
    pub(super) fn raw(&self, field: usize) -> &'a [u8] {
        match *self {
            Self::Plain { bytes, .. } | Self::Quoted { bytes, .. } => &bytes[self.range(field)],
        }
    }

    /// Where the whole record stands in the block.
    pub(super) fn place(&self) -> Range<usize> {
        match *self {
            Self::Plain { start, end, .. } | Self::Quoted { start, end, .. } => start..end,
        }
    }

    /// Whether a field holds doubled quotes that mean one.
    #[inline]
    pub(super) fn is_doubled(&self, field: usize) -> bool {
        match self {
            Self::Plain { .. } => false,
            Self::Quoted { cells, .. } => cells.0.get(field).is_some_and(|cell| cell.doubled),
        }
    }

    /// The whole record.
    pub(super) fn bytes(&self) -> &'a [u8] {
        match *self {
            Self::Plain { bytes, start, end, .. } | Self::Quoted { bytes, start, end, .. } => {
                &bytes[start..end]
            }
        }
    }
}

/// What holds for a whole block of bytes, so that it need not be asked of every record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clean {
    /// All is ASCII.
    pub(super) ascii: bool,
    /// There is no NUL byte.
    pub(super) text: bool,
}

/// What the cutter found.
pub(super) enum Found<'a> {
    /// A record that is not blank.
    Record(Record<'a>),
    /// A line whose quote never ends; reading goes on behind it.
    OpenQuote,
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

    /// Gives every whole record of `bytes` to `visit`, with its line (counted from 0) and what holds for all bytes;
    /// returns how many bytes and lines were used. With `last` the rest counts as a record, too.
    pub(super) fn cut(
        &mut self,
        bytes: &[u8],
        last: bool,
        mut visit: impl FnMut(Found<'_>, usize, Clean),
    ) -> (usize, usize) {
        self.index.fill(bytes, self.separator, self.quotes != Quotes::Letters);
        let Index { separators, stops, ascii, text } = &self.index;
        let clean = Clean { ascii: *ascii, text: *text };
        let (mut start, mut line, mut stop, mut before) = (0, 0, 0, 0);
        while start < bytes.len() {
            let (at, passed) = match stops.get(stop) {
                Some(found) => (found.at as usize, found.separators as usize),
                None if last => (bytes.len(), separators.len()),
                None => break,
            };
            if bytes.get(at) != Some(&b'"') {
                let end = trimmed(bytes, start, at);
                if end > start {
                    let separators = &separators[before..passed];
                    visit(Found::Record(Record::Plain { bytes, start, end, separators }), line, clean);
                }
                (start, line, stop, before) = (at + 1, line + 1, stop + 1, passed);
                continue;
            }
            let (next, end) = match self.cells.fill(bytes, start, self.separator, self.quotes, last) {
                Some(end) => (end + 1, trimmed(bytes, start, end)),
                None if !last => break,
                None => {
                    visit(Found::OpenQuote, line, clean);
                    let rest = bytes[start..].iter().position(|&byte| byte == b'\n');
                    (rest.map_or(bytes.len(), |length| start + length + 1), start)
                }
            };
            if end > start {
                visit(Found::Record(Record::Quoted { bytes, cells: &self.cells, start, end }), line, clean);
            }
            line += bytes[start..next.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count();
            while stops.get(stop).is_some_and(|found| (found.at as usize) < next) {
                before = stops[stop].separators as usize;
                stop += 1;
            }
            start = next;
        }
        (start.min(bytes.len()), line)
    }
}

/// The end of a record without the carriage return before its line end.
#[inline]
fn trimmed(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

impl Cells {
    /// Cuts the record at `start`; gives the place of its line end, or none if a quote is still open.
    fn fill(
        &mut self,
        bytes: &[u8],
        start: usize,
        separator: u8,
        quotes: Quotes,
        last: bool,
    ) -> Option<usize> {
        self.0.clear();
        let line_end = |from: usize| match bytes[from..].iter().position(|&byte| byte == b'\n') {
            Some(length) => Some(from + length),
            None => last.then_some(bytes.len()),
        };
        let mut at = start;
        loop {
            let quoted = match bytes.get(at) {
                Some(b'"') if quotes == Quotes::Csv => Some(closing(bytes, at)?),
                Some(b'"') => {
                    let line = &bytes[..line_end(at)?];
                    closing(line, at).filter(|&(end, _)| {
                        matches!(line.get(end + 1), None | Some(b'\r')) || line[end + 1] == separator
                    })
                }
                _ => None,
            };
            let (cell, rest) = match quoted {
                Some((end, doubled)) => (Some(Cell { start: at + 1, end, doubled }), end + 1),
                None => (None, at),
            };
            // Whatever stands between the closing quote and the next separator is dropped.
            let end = bytes[rest..].iter().position(|&byte| byte == separator || byte == b'\n');
            let end = match end {
                Some(length) => rest + length,
                None if last => bytes.len(),
                None => return None,
            };
            let is_last = bytes.get(end) != Some(&separator);
            let plain_end = if is_last { trimmed(bytes, at, end) } else { end };
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
