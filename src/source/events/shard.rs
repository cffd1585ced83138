//! Records to rows: the part of a reader that works on one block at a time, so that several can work side by side.

use super::dates;
use super::keep::Keep;
use super::layout::{Columns, Layout, TableFormat};
use super::lists::{JOINT, Lists};
use super::names::{Hashed, Key, Secret};
use super::records::{Clean, Cutter, Fields, Visit};
use super::report::{Doubt, Reason, TableReport};
use super::seen::HASHED;
use crate::model::{DayNumber, EventRow, Form, NO_DAY};
use memchr::memchr;
use std::ops::Range;

/// Rows whose names are looked up together, so that they wait for memory together.
const BATCH: usize = 32;

/// Longest value that a doubt repeats, in characters.
const SHOWN: usize = 40;

/// What all blocks of one file have in common.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) layout: &'a Layout,
    pub(super) columns: &'a Columns,
    pub(super) keep: &'a Keep,
    pub(super) file: &'a str,
    /// Doubts to list for each reason.
    pub(super) doubts: usize,
    /// Whether to note where records stand.
    pub(super) spans: bool,
    pub(super) secret: Secret,
}

/// The id of a record that is in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id {
    pub(super) key: u128,
    pub(super) version: i64,
    pub(super) first_row: u32,
    pub(super) record: u32,
    pub(super) line: u32,
}

/// Where a record stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordSpan {
    /// Number of the record, as in its rows.
    pub record: u32,
    /// First byte.
    pub start: u64,
    /// One past the last byte, the line end not counted.
    pub end: u64,
    /// Line, counted from 1.
    pub line: u32,
}

/// What one block gave. Records, lines and bytes count from the start of the block.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) rows: Vec<EventRow>,
    pub(super) ids: Vec<Id>,
    pub(super) spans: Vec<RecordSpan>,
    pub(super) report: TableReport,
    pub(super) records: u32,
    pub(super) lines: usize,
    pub(super) used: usize,
}

impl Output {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.ids.clear();
        self.spans.clear();
        self.report = TableReport::default();
        (self.records, self.lines, self.used) = (0, 0, 0);
    }
}

/// A stretch of the block, or of the scratch memory if the field had to be decoded.
///
/// The flag is a bit of a whole word: a byte of its own would be written and read back in different widths, for which
/// processors wait.
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    start: u32,
    end: u32,
}

/// The bit of the start of a piece that says that it was decoded; blocks and scratch memory are shorter.
const DECODED: u32 = 1 << 31;

impl Piece {
    #[inline]
    fn is_empty(self) -> bool {
        self.range().is_empty()
    }

    #[inline]
    fn range(self) -> Range<usize> {
        (self.start & !DECODED) as usize..self.end as usize
    }

    /// Where it stands, of block and scratch memory.
    #[inline]
    fn home<'a>(self, block: &'a [u8], scratch: &'a [u8]) -> &'a [u8] {
        if self.start & DECODED == 0 { block } else { scratch }
    }

    #[inline]
    fn of<'a>(self, block: &'a [u8], scratch: &'a [u8]) -> &'a [u8] {
        &self.home(block, scratch)[self.range()]
    }

    #[inline(always)]
    fn key(self, block: &[u8], scratch: &[u8]) -> Key {
        Key::of(self.home(block, scratch), self.range())
    }
}

/// A row whose names have no numbers yet.
#[derive(Clone, Copy, Debug)]
struct Pending {
    names: [Piece; 2],
    labels: [Piece; 2],
    hashes: [Hashed; 2],
    row: EventRow,
}

/// Works on blocks; keeps its lists from block to block.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) lists: Lists,
    pub(super) output: Output,
    cutter: Option<Cutter>,
    pending: Vec<Pending>,
    scratch: Vec<u8>,
    key: Vec<u8>,
    days: dates::LastDay,
}

impl Shard {
    pub(super) fn new(lists: Lists) -> Self {
        Self {
            lists,
            output: Output::default(),
            cutter: None,
            pending: Vec::with_capacity(BATCH),
            scratch: Vec::new(),
            key: Vec::new(),
            days: dates::LastDay::default(),
        }
    }

    /// Reads the records of a block that begins with one; with `last` the rest counts as a record, too.
    pub(super) fn read(&mut self, bytes: &[u8], last: bool, job: Job<'_>) {
        self.output.clear();
        self.scratch.clear();
        let (separator, quotes) = (job.layout.separator, job.layout.quotes);
        let fits = |cutter: &Cutter| cutter.separator == separator && cutter.quotes == quotes;
        let mut cutter = self.cutter.take().filter(fits).unwrap_or_else(|| Cutter::new(separator, quotes));
        let mut worker = Worker { shard: self, job, bytes };
        let (used, lines) = cutter.cut(bytes, last, &mut worker);
        worker.resolve();
        (self.output.used, self.output.lines) = (used, lines);
        self.cutter = Some(cutter);
    }

    /// Counts a record that does not end.
    pub(super) fn reject(&mut self, reason: Reason, bytes: &[u8], job: Job<'_>) {
        self.output.clear();
        Worker { shard: self, job, bytes: &[] }.broken(0, reason, None, bytes);
    }
}

struct Worker<'s, 'a> {
    shard: &'s mut Shard,
    job: Job<'a>,
    bytes: &'a [u8],
}

impl Visit for Worker<'_, '_> {
    #[inline]
    fn record<'a>(&mut self, record: impl Fields<'a>, line: usize, clean: Clean) {
        self.take(record, line, clean);
    }

    fn open_quote(&mut self, line: usize) {
        self.broken(line, Reason::OpenQuote, None, b"");
    }
}

impl Worker<'_, '_> {
    #[cold]
    fn broken(&mut self, line: usize, reason: Reason, column: Option<usize>, value: &[u8]) {
        let output = &mut self.shard.output;
        output.records += 1;
        output.report.records += 1;
        self.doubt(line, reason, column, value);
    }

    /// Counts a reason against the current record.
    #[cold]
    fn doubt(&mut self, line: usize, reason: Reason, column: Option<usize>, value: &[u8]) {
        let Job { file, doubts, .. } = self.job;
        let output = &mut self.shard.output;
        output.report.note(reason, doubts, || Doubt {
            file: file.to_owned(),
            line,
            record: output.records as usize,
            column: column.map(|column| column + 1),
            reason,
            value: shown(value),
        });
    }

    #[inline]
    fn take<'r>(&mut self, record: impl Fields<'r>, line: usize, clean: Clean) {
        let Job { layout, keep, .. } = self.job;
        if !clean.text && memchr(0, record.bytes()).is_some() {
            return self.broken(line, Reason::NotText, None, b"");
        }
        if record.len() != layout.width && !self.has_empty_rest(&record) {
            let found = format!("{} instead of {}", record.len(), layout.width);
            return self.broken(line, Reason::WrongColumns, None, found.as_bytes());
        }
        let latin = !clean.ascii && std::str::from_utf8(record.bytes()).is_err();
        let Some(day) = self.day(&record) else {
            let column = layout.date.unwrap_or_default();
            return self.broken(line, Reason::BadDate, Some(column), record.raw(column));
        };
        let Some((code, wanted, restored)) = self.code(&record) else {
            let column = layout.kind.unwrap_or_default();
            return self.broken(line, Reason::BadCode, Some(column), record.raw(column));
        };
        let number = self.shard.output.records;
        let row = EventRow { source: 0, target: 0, day, place: 0, record: number, code };
        let first_row = (self.shard.output.rows.len() + self.shard.pending.len()) as u32;
        let wanted = wanted && keep.admits_day(day);
        if layout.format == TableFormat::Polecat {
            if let Err((reason, column)) = self.lists_of_actors(&record, latin, row, wanted) {
                return self.broken(line, reason, Some(column), record.raw(column));
            }
        } else {
            let (source, source_label) = self.actor(&record, layout.source, latin);
            let (target, target_label) = self.actor(&record, layout.target, latin);
            if source.is_empty() || target.is_empty() {
                let column = if source.is_empty() { layout.source } else { layout.target };
                return self.broken(line, Reason::MissingActor, Some(column), b"");
            }
            if self.is_same(source, target) {
                return self.broken(line, Reason::SameActor, Some(layout.target), record.raw(layout.target));
            }
            if wanted {
                let place = self.place(&record, latin);
                self.push([source, target], [source_label, target_label], EventRow { place, ..row });
            }
        }
        let output = &mut self.shard.output;
        output.records += 1;
        output.report.records += 1;
        if wanted {
            output.report.good += 1;
        } else {
            output.report.filtered += 1;
        }
        if let Some(column) = layout.id {
            let key = self.id(record.raw(column), day);
            let version = layout.version.map_or(0, |column| version(record.raw(column)));
            self.shard.output.ids.push(Id { key, version, first_row, record: number, line: line as u32 });
        }
        if latin {
            self.doubt(line, Reason::NotUtf8, None, b"");
        }
        if restored {
            let column = layout.kind.unwrap_or_default();
            self.doubt(line, Reason::CodeRestored, Some(column), record.raw(column));
        }
        if self.job.spans && wanted {
            let Range { start, end } = record.place();
            let (start, end, line) = (start as u64, end as u64, line as u32);
            self.shard.output.spans.push(RecordSpan { record: number, start, end, line });
        }
    }

    /// Whether all fields behind the columns are empty; layouts without a head are taken at their word.
    #[cold]
    fn has_empty_rest<'r>(&self, record: &impl Fields<'r>) -> bool {
        let Layout { width, headless, .. } = *self.job.layout;
        !headless && record.len() > width && (width..record.len()).all(|field| record.raw(field).is_empty())
    }

    #[inline]
    fn day<'r>(&mut self, record: &impl Fields<'r>) -> Option<DayNumber> {
        let Some(column) = self.job.layout.date else { return Some(NO_DAY) };
        let field = record.raw(column);
        if let Some(day) = self.shard.days.day(field, self.job.layout.dates) {
            return Some(day);
        }
        let field = field.trim_ascii();
        if field.is_empty() && self.job.layout.format == TableFormat::Mapped {
            return Some(NO_DAY);
        }
        dates::day(field, self.job.layout.dates)
    }

    /// The number of the code, whether its rows are asked for, and whether it was repaired.
    #[inline(always)]
    fn code<'r>(&mut self, record: &impl Fields<'r>) -> Option<(u16, bool, bool)> {
        let Job { layout, columns, keep, .. } = self.job;
        let field = layout.kind.map_or(&b""[..], |column| record.raw(column));
        if field.is_empty() && layout.kind.is_some() {
            return None;
        }
        let more = match (layout.format, layout.kind_more) {
            (_, None) => None,
            (TableFormat::Gdelt1 | TableFormat::Gdelt2, Some(root)) => {
                Some(record.raw(root)).filter(|root| root.len() == 1)
            }
            (TableFormat::Icews, Some(text)) => Some(record.raw(text)).filter(|_| field.len() < 3),
            (_, Some(more)) => Some(record.raw(more)),
        };
        let joined = &mut self.shard.key;
        let keyed = match (more, layout.kind) {
            (None, Some(column)) => (field, Key::of(record.block(), record.range(column))),
            (None, None) => (field, Key::default()),
            (Some(more), _) => {
                joined.clear();
                joined.extend_from_slice(field);
                joined.push(JOINT);
                joined.extend_from_slice(more);
                (&joined[..], Key::of(joined, 0..joined.len()))
            }
        };
        let meaning = self.shard.lists.meaning(keyed, layout.format, columns, keep);
        Some((meaning.code?, meaning.wanted, meaning.restored))
    }

    /// What identifies an actor, and its label if that is another column.
    #[inline(always)]
    fn actor<'r>(&mut self, record: &impl Fields<'r>, column: usize, latin: bool) -> (Piece, Piece) {
        let name = self.field(record, column, latin);
        let Some([source, target]) = self.job.layout.labels else { return (name, Piece::default()) };
        let label = if column == self.job.layout.source { source } else { target };
        let label = self.field(record, label, latin);
        if name.is_empty() { (label, label) } else { (name, label) }
    }

    /// A field, trimmed and decoded.
    #[inline(always)]
    fn field<'r>(&mut self, record: &impl Fields<'r>, column: usize, latin: bool) -> Piece {
        let Range { mut start, mut end } = record.range(column);
        while start < end && self.bytes[start].is_ascii_whitespace() {
            start += 1;
        }
        while start < end && self.bytes[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        if latin || record.is_doubled(column) {
            return self.decoded(start..end, latin, record.is_doubled(column));
        }
        Piece { start: start as u32, end: end as u32 }
    }

    #[cold]
    fn decoded(&mut self, range: Range<usize>, latin: bool, doubled: bool) -> Piece {
        let start = self.shard.scratch.len() as u32;
        let mut after_quote = false;
        for &byte in &self.bytes[range] {
            after_quote = doubled && byte == b'"' && !after_quote;
            if after_quote {
                continue;
            }
            if latin {
                let mut buffer = [0; 2];
                self.shard.scratch.extend_from_slice(char::from(byte).encode_utf8(&mut buffer).as_bytes());
            } else {
                self.shard.scratch.push(byte);
            }
        }
        Piece { start: start | DECODED, end: self.shard.scratch.len() as u32 }
    }

    #[inline]
    fn piece(&self, piece: Piece) -> &[u8] {
        piece.of(self.bytes, &self.shard.scratch)
    }

    /// The number of the place of a record.
    #[inline(always)]
    fn place<'r>(&mut self, record: &impl Fields<'r>, latin: bool) -> u32 {
        let Job { layout, keep, .. } = self.job;
        if layout.place.is_none() && layout.country.is_none() {
            return 0;
        }
        let name = layout.place.map_or(Piece::default(), |column| self.field(record, column, latin));
        let country = layout.country.map_or(Piece::default(), |column| self.field(record, column, latin));
        let Shard { lists, scratch, .. } = &mut *self.shard;
        let keyed = |piece: Piece| match piece.of(self.bytes, scratch) {
            b"None" => (&b""[..], Key::default()),
            text => (text, piece.key(self.bytes, scratch)),
        };
        lists.place([keyed(name), keyed(country)], keep)
    }

    /// The rows of a record whose actors are lists: every source with every target; without targets all with each other.
    fn lists_of_actors<'r>(
        &mut self,
        record: &impl Fields<'r>,
        latin: bool,
        mut row: EventRow,
        wanted: bool,
    ) -> Result<(), (Reason, usize)> {
        let layout = self.job.layout;
        let sources = self.list(record, layout.source, latin);
        let targets = self.list(record, layout.target, latin);
        let mutual = self.shard.lists.codes[row.code as usize].kind.form == Form::Mutual;
        let mut pairs = Vec::new();
        if targets.is_empty() && mutual {
            for (number, &one) in sources.iter().enumerate() {
                pairs.extend(sources[number + 1..].iter().map(|&other| [one, other]));
            }
        } else {
            pairs.extend(
                sources.iter().flat_map(|&source| targets.iter().map(move |&target| [source, target])),
            );
        }
        if pairs.is_empty() {
            let column = if sources.is_empty() { layout.source } else { layout.target };
            return Err((Reason::MissingActor, column));
        }
        pairs.retain(|&pair| !self.is_same(pair[0], pair[1]));
        if pairs.is_empty() {
            return Err((Reason::SameActor, layout.target));
        }
        if wanted {
            row.place = self.place(record, latin);
            for pair in pairs {
                self.push(pair, [Piece::default(); 2], row);
            }
        }
        Ok(())
    }

    /// The names of a list, `None` for nobody.
    fn list<'r>(&mut self, record: &impl Fields<'r>, column: usize, latin: bool) -> Vec<Piece> {
        let whole = self.field(record, column, latin);
        let text = self.piece(whole);
        let (mut names, mut start) = (Vec::new(), 0);
        for part in text.split(|&byte| byte == b';') {
            let skip = part.len() - part.trim_ascii_start().len();
            let name = part.trim_ascii();
            let from = whole.start + (start + skip) as u32;
            if !name.is_empty() && name != b"None" {
                names.push(Piece { start: from, end: (from & !DECODED) + name.len() as u32 });
            }
            start += part.len() + 1;
        }
        names
    }

    #[inline(always)]
    fn is_same(&self, source: Piece, target: Piece) -> bool {
        if source.range().len() != target.range().len() {
            return false;
        }
        let [one, other] = [source, target].map(|piece| piece.key(self.bytes, &self.shard.scratch));
        one == other && (!one.is_long() || self.piece(source) == self.piece(target))
    }

    #[inline(always)]
    fn push(&mut self, names: [Piece; 2], labels: [Piece; 2], row: EventRow) {
        let hash = |piece: Piece| {
            let scratch = &self.shard.scratch;
            let key = piece.key(self.bytes, scratch);
            self.shard.lists.names.hash(key, || piece.of(self.bytes, scratch))
        };
        let hashes = [hash(names[0]), hash(names[1])];
        hashes.iter().for_each(|&hash| self.shard.lists.names.call_slot(hash));
        self.shard.pending.push(Pending { names, labels, hashes, row });
        if self.shard.pending.len() == BATCH {
            self.resolve();
        }
    }

    /// Gives numbers to the names of the pending rows.
    fn resolve(&mut self) {
        let Shard { lists, output, pending, scratch, .. } = &mut *self.shard;
        let keep = self.job.keep;
        // Memory is asked for in steps, all rows of the batch together, so that none waits for it alone.
        let hashes = || pending.iter().flat_map(|row| row.hashes);
        hashes().for_each(|hash| lists.names.call_key(hash));
        hashes().for_each(|hash| lists.names.call_text(hash));
        for Pending { names, labels, hashes, mut row } in pending.drain(..) {
            let mut numbers = [0; 2];
            for end in 0..2 {
                let known = lists.names.len();
                let key = names[end].key(self.bytes, scratch);
                let text = || names[end].of(self.bytes, scratch);
                numbers[end] = lists.names.number(key, hashes[end], text);
                if numbers[end] as usize == known {
                    let label = String::from_utf8_lossy(labels[end].of(self.bytes, scratch)).into_owned();
                    let label = self.job.layout.labels.map(|_| label);
                    lists.added(numbers[end], label, keep);
                }
            }
            [row.source, row.target] = numbers;
            output.rows.push(row);
        }
    }

    /// The key of an id: its number, or a hash of its letters; the day belongs to it where ids come again.
    fn id(&self, field: &[u8], day: DayNumber) -> u128 {
        let field = field.trim_ascii();
        let dated = self.job.layout.format == TableFormat::Icews;
        let above = if dated { u128::from(day.wrapping_sub(i32::MIN) as u32) << 64 } else { 0 };
        let number = |sum: u64, digit: &u8| {
            let digit = digit.wrapping_sub(b'0');
            (digit < 10).then(|| sum * 10 + u64::from(digit))
        };
        let plain = (1..=18).contains(&field.len()) && field[0] != b'0';
        match plain.then(|| field.iter().try_fold(0, number)).flatten() {
            Some(number) => above | u128::from(number),
            None => (self.job.secret.wide(field) ^ above) | HASHED,
        }
    }
}

/// A time stamp as a number that grows; 0 for none.
fn version(field: &[u8]) -> i64 {
    std::str::from_utf8(field).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

/// The beginning of a value, for people.
fn shown(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(&value[..value.len().min(4 * SHOWN)]);
    let mut short: String = text.trim().chars().take(SHOWN).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}
