//! Reads tables from streams, block by block, on one thread or several; the rows are the same.

use super::boundary::boundary;
use super::keep::Keep;
use super::layout::{Columns, Layout};
use super::lists::Lists;
use super::names::Keys;
use super::report::{Doubt, Reason, TableReport};
use super::seen::Seen;
use super::shard::{Id, Job, Output, RecordSpan, Shard};
use crate::error::{Error, Position};
use crate::model::{EventLists, EventRow, RowFile};
use std::collections::HashMap;
use std::io::{self, Read};

/// Longest record, in bytes. Nothing longer is held in memory.
pub const LONGEST_RECORD: usize = 4 << 20;

/// How much is looked at to recognise a layout.
const SAMPLE: usize = 64 << 10;

/// How tables are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventOptions {
    /// Which columns hold what; needed for tables of no known layout only.
    pub columns: Columns,
    /// Rows to keep.
    pub keep: Keep,
    /// Doubts that are listed for each reason; the rest is counted.
    pub doubts: usize,
    /// Whether to note where each record stands.
    pub spans: bool,
    /// Threads that may work side by side; 1 without the feature `cli`.
    pub threads: usize,
    /// Bytes of a block that one thread works on. Results do not depend on it.
    pub block: usize,
}

impl Default for EventOptions {
    fn default() -> Self {
        Self {
            columns: Columns::default(),
            keep: Keep::default(),
            doubts: 3,
            spans: false,
            threads: 1,
            block: 256 << 10,
        }
    }
}

/// Reads event tables one after the other; actors, codes and places have the same numbers in all.
///
/// ```
/// use sociogram::source::{EventOptions, EventReader};
/// let table = "source,target,date\n\"Lee, Ann\",Ben,2031-03-04\n";
/// let mut reader = EventReader::new(EventOptions::default());
/// let mut rows = Vec::new();
/// reader.read("contacts.csv", table.as_bytes(), &mut |new| rows.extend_from_slice(new))?;
/// let read = reader.finish(&mut |new| rows.extend_from_slice(new));
/// assert_eq!(read.lists.names.get(rows[0].source), "Lee, Ann");
/// # Ok::<(), sociogram::error::Error>(())
/// ```
#[derive(Debug)]
pub struct EventReader {
    options: EventOptions,
    keys: Keys,
    master: Shard,
    workers: Vec<Worker>,
    files: Vec<RowFile>,
    report: TableReport,
    spans: Vec<RecordSpan>,
    seen: Seen,
    versions: HashMap<u128, Version>,
    /// Rows that a later version may replace.
    held: Vec<EventRow>,
    records: u32,
}

/// A shard of its own, with the numbers that its lists have in the master's.
#[derive(Debug)]
struct Worker {
    shard: Shard,
    names: Vec<u32>,
    places: Vec<u32>,
    codes: Vec<u16>,
}

/// The newest version of an event.
#[derive(Clone, Copy, Debug)]
struct Version {
    version: i64,
    line: usize,
    record: u32,
    file: usize,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsRead {
    /// What the numbers of the rows mean.
    pub lists: EventLists,
    /// What became of the records.
    pub report: TableReport,
    /// Where the kept records stand, if asked for, in order.
    pub spans: Vec<RecordSpan>,
}

/// Takes rows as they are read.
pub type Sink<'a> = &'a mut dyn FnMut(&[EventRow]);

impl EventReader {
    /// A reader that has read nothing.
    pub fn new(options: EventOptions) -> Self {
        let keys = Keys::random();
        let master = Shard::new(Lists::new(keys, &options.keep));
        Self {
            options,
            keys,
            master,
            workers: Vec::new(),
            files: Vec::new(),
            report: TableReport::default(),
            spans: Vec::new(),
            seen: Seen::default(),
            versions: HashMap::new(),
            held: Vec::new(),
            records: 0,
        }
    }

    /// Reads one table. `name` is what people call it.
    ///
    /// What was read before an error stays read, so that the rest of the work can go on.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if the stream fails, is no text, or has no columns that can be understood.
    pub fn read(&mut self, name: &str, mut input: impl Read, sink: Sink<'_>) -> Result<(), Error> {
        let failed = |error: &io::Error, line: usize| {
            let position = if line > 0 { Position::line(line) } else { Position::default() };
            let hint = "what stands before this place was read";
            Error::unreadable(name, position, format!("cannot be read: {error}"), Some(hint))
        };
        let mut window = Window::default();
        window.fill(&mut input, SAMPLE);
        let mut offset = window.skip_mark();
        let sample = window.bytes();
        refuse_binary(name, sample)?;
        if sample.iter().all(u8::is_ascii_whitespace) {
            return window.failure.map_or(Ok(()), |error| Err(failed(&error, 0)));
        }
        let layout = Layout::recognise(name, sample, &self.options.columns)?;
        let layout_name = layout.format.as_str();
        self.files.push(RowFile { name: name.to_owned(), layout: layout_name, first_record: self.records });
        let mut line = 0;
        if !layout.headless {
            let (head, lines) = layout.head(window.bytes());
            window.used(head);
            (offset, line) = (offset + head as u64, lines);
        }
        if layout.head_differs {
            let doubt = || Doubt {
                file: name.to_owned(),
                line: 1,
                record: 0,
                column: None,
                reason: Reason::HeadDiffers,
                value: String::new(),
            };
            self.report.note(Reason::HeadDiffers, self.options.doubts, doubt);
        }
        let mut place = Place { line, offset };
        let read = if self.options.threads > 1 {
            self.side_by_side(name, &layout, &mut window, &mut input, &mut place, sink)
        } else {
            self.in_turn(name, &layout, &mut window, &mut input, &mut place, sink)
        };
        read.map_err(|error| failed(&error, place.line + 1))
    }

    /// Ends the reading: gives the rows that were held back, and what all numbers mean.
    pub fn finish(mut self, sink: Sink<'_>) -> EventsRead {
        sink(&std::mem::take(&mut self.held));
        self.report.doubts.sort_by_key(|doubt| {
            (self.files.iter().position(|file| file.name == doubt.file), doubt.line, doubt.record)
        });
        EventsRead { lists: self.master.lists.to_plain(self.files), report: self.report, spans: self.spans }
    }

    fn in_turn(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        let options = self.options.clone();
        let job = job(&options, layout, name, self.keys);
        let first = options.block.clamp(1, LONGEST_RECORD);
        let mut size = first;
        loop {
            window.fill(input, size);
            let last = window.ended;
            self.master.read(window.bytes(), last, job);
            let mut output = std::mem::take(&mut self.master.output);
            let used = output.used;
            self.take(&mut output, layout, place, sink);
            self.master.output = output;
            window.used(used);
            if let Some(error) = window.failure.take() {
                return Err(error);
            }
            if last {
                return Ok(());
            }
            if used > 0 {
                size = first;
            } else if size < LONGEST_RECORD {
                size = (size * 4).min(LONGEST_RECORD);
            } else {
                self.pass_over(layout, window, input, job, place, sink);
            }
        }
    }

    /// The same rows from several threads: blocks are cut at record ends and read side by side, a wave at a time.
    #[cfg(feature = "cli")]
    fn side_by_side(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        use rayon::prelude::*;
        let options = self.options.clone();
        let job = job(&options, layout, name, self.keys);
        while self.workers.len() < options.threads {
            let shard = Shard::new(Lists::new(self.keys, &options.keep));
            let (names, places, codes) = (Vec::new(), vec![0], Vec::new());
            self.workers.push(Worker { shard, names, places, codes });
        }
        let mut blocks: Vec<Vec<u8>> = vec![Vec::new(); options.threads];
        loop {
            let (mut filled, mut endless) = (0, false);
            while filled < blocks.len() && !window.is_done() {
                window.fill(input, LONGEST_RECORD);
                if window.failure.is_some() {
                    break;
                }
                let bytes = window.bytes();
                let end = if window.ended {
                    bytes.len()
                } else {
                    boundary(bytes, layout.separator, layout.quotes).unwrap_or(0)
                };
                if end == 0 {
                    endless = !window.ended;
                    break;
                }
                blocks[filled].clear();
                blocks[filled].extend_from_slice(&bytes[..end]);
                window.used(end);
                filled += 1;
            }
            let work = |(worker, block): (&mut Worker, &Vec<u8>)| worker.shard.read(block, true, job);
            self.workers.par_iter_mut().zip(&blocks[..filled]).for_each(work);
            for number in 0..filled {
                self.merge(number, layout, place, sink);
            }
            if window.failure.is_some() {
                // The rest before the failure, and then the failure itself.
                return self.in_turn(name, layout, window, input, place, sink);
            }
            if endless {
                self.pass_over(layout, window, input, job, place, sink);
            } else if window.is_done() {
                return Ok(());
            }
        }
    }

    #[cfg(not(feature = "cli"))]
    fn side_by_side(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut impl Read,
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        self.in_turn(name, layout, window, input, place, sink)
    }

    /// Takes what a worker read, its numbers turned into the master's.
    #[cfg(feature = "cli")]
    fn merge(&mut self, number: usize, layout: &Layout, place: &mut Place, sink: Sink<'_>) {
        let worker = &mut self.workers[number];
        let Shard { lists: theirs, output, .. } = &mut worker.shard;
        let (lists, keep) = (&mut self.master.lists, &self.options.keep);
        for name in worker.names.len() as u32..theirs.names.len() as u32 {
            let known = lists.names.len();
            let mine = lists.names.intern(theirs.names.get(name));
            if mine as usize == known {
                lists.added(mine, theirs.labels.get(name as usize).cloned(), keep);
            }
            worker.names.push(mine);
        }
        for place in worker.places.len() as u32..theirs.places.len() as u32 {
            worker.places.push(lists.place(theirs.places.get(place), keep));
        }
        for code in &theirs.codes[worker.codes.len()..] {
            worker.codes.push(lists.code(code.text.clone(), code.kind.clone()).unwrap_or_default());
        }
        for row in &mut output.rows {
            row.source = worker.names[row.source as usize];
            row.target = worker.names[row.target as usize];
            row.place = worker.places[row.place as usize];
            row.code = worker.codes[row.code as usize];
        }
        let mut output = std::mem::take(output);
        self.take(&mut output, layout, place, sink);
        self.workers[number].shard.output = output;
    }

    /// Passes on what a block gave, with repetitions taken out and numbers that count from the start.
    fn take(&mut self, output: &mut Output, layout: &Layout, place: &mut Place, sink: Sink<'_>) {
        let file = self.files.len() - 1;
        let before = (self.records - self.files[file].first_record) as usize;
        for doubt in &mut output.report.doubts {
            doubt.line += place.line + 1;
            doubt.record += before;
        }
        for row in &mut output.rows {
            row.record += self.records;
        }
        for mut span in output.spans.drain(..) {
            span.record += self.records;
            span.line += place.line as u32 + 1;
            (span.start, span.end) = (span.start + place.offset, span.end + place.offset);
            self.spans.push(span);
        }
        let mut lost = Vec::new();
        if layout.version.is_some() {
            lost = self.take_versions(output, place.line);
        } else {
            self.drop_repeated(output, place.line);
            self.drop_unwanted(output);
            sink(&output.rows);
        }
        self.report.absorb(&mut output.report, self.options.doubts);
        for good in lost {
            if good { self.report.good -= 1 } else { self.report.filtered -= 1 }
        }
        self.records += output.records;
        place.line += output.lines;
        place.offset += output.used as u64;
    }

    /// Takes out records whose id was there before.
    fn drop_repeated(&mut self, output: &mut Output, line: usize) {
        let mut dropped = Vec::new();
        for number in 0..output.ids.len() {
            let id = output.ids[number];
            if self.seen.add(id.key) {
                continue;
            }
            let end = output.ids.get(number + 1).map_or(output.rows.len(), |next| next.first_row as usize);
            dropped.push(id.first_row as usize..end);
            self.lose(&mut output.report, id, end > id.first_row as usize, line, Reason::Duplicate);
        }
        if !dropped.is_empty() {
            let mut at = 0;
            output.rows.retain(|_| {
                at += 1;
                !dropped.iter().any(|range| range.contains(&(at - 1)))
            });
        }
    }

    /// Counts a record that was good among the lost ones.
    fn lose(&self, report: &mut TableReport, id: Id, good: bool, line: usize, reason: Reason) {
        let file = self.files.last().expect("a file is being read");
        if good {
            report.good -= 1
        } else {
            report.filtered -= 1
        }
        report.note(reason, self.options.doubts, || Doubt {
            file: file.name.clone(),
            line: id.line as usize + line + 1,
            record: (self.records + id.record - file.first_record) as usize + 1,
            column: None,
            reason,
            value: String::new(),
        });
    }

    /// Keeps the newest version of each event; tells of each record that loses whether it counted as good.
    fn take_versions(&mut self, output: &mut Output, line: usize) -> Vec<bool> {
        let file = self.files.len() - 1;
        self.drop_unwanted(output);
        let (rows, mut lost) = (std::mem::take(&mut output.rows), Vec::new());
        for id in &output.ids {
            let record = self.records + id.record;
            let row = rows.iter().find(|row| row.record == record).copied();
            let new = Version { version: id.version, line: id.line as usize + line + 1, record, file };
            let old = self.versions.insert(id.key, new);
            let Some(old) = old else {
                self.held.extend(row);
                continue;
            };
            let (loser, reason) = match old.version.cmp(&new.version) {
                std::cmp::Ordering::Less => (old, Reason::Superseded),
                std::cmp::Ordering::Equal => (new, Reason::Duplicate),
                std::cmp::Ordering::Greater => (new, Reason::Superseded),
            };
            let good = if loser.record == old.record {
                let held = self.held.binary_search_by_key(&old.record, |row| row.record);
                let good = held.is_ok();
                held.map(|at| self.held.remove(at)).ok();
                self.held.extend(row);
                good
            } else {
                self.versions.insert(id.key, old);
                row.is_some()
            };
            lost.push(good);
            let file = &self.files[loser.file];
            output.report.note(reason, self.options.doubts, || Doubt {
                file: file.name.clone(),
                line: loser.line,
                record: (loser.record - file.first_record) as usize + 1,
                column: None,
                reason,
                value: String::new(),
            });
        }
        lost
    }

    /// Takes out rows whose actors or places are not asked for.
    fn drop_unwanted(&self, output: &mut Output) {
        let (lists, keep) = (&self.master.lists, &self.options.keep);
        if keep.actors.is_empty() && keep.places.is_empty() {
            return;
        }
        let before = records_of(&output.rows);
        if !keep.actors.is_empty() {
            let wanted = |name: u32| lists.wanted_names[name as usize];
            output.rows.retain(|row| wanted(row.source) || wanted(row.target));
        }
        if !keep.places.is_empty() {
            output.rows.retain(|row| lists.wanted_places[row.place as usize]);
        }
        let dropped = before - records_of(&output.rows);
        output.report.good -= dropped;
        output.report.filtered += dropped;
    }

    /// Passes over a record that does not end within the longest one.
    fn pass_over(
        &mut self,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        job: Job<'_>,
        place: &mut Place,
        sink: Sink<'_>,
    ) {
        let line_end = memchr::memchr(b'\n', window.bytes());
        let reason = if line_end.is_some() { Reason::OpenQuote } else { Reason::TooLong };
        let start = &window.bytes()[..window.bytes().len().min(200)];
        self.master.reject(reason, start, job);
        let mut output = std::mem::take(&mut self.master.output);
        let length = match line_end {
            Some(end) => {
                window.used(end + 1);
                end as u64 + 1
            }
            None => window.skip_line(input),
        };
        output.lines = 1;
        self.take(&mut output, layout, place, sink);
        place.offset += length;
        self.master.output = output;
    }
}

/// Number of records behind rows.
fn records_of(rows: &[EventRow]) -> usize {
    rows.chunk_by(|one, next| one.record == next.record).count()
}

fn job<'a>(options: &'a EventOptions, layout: &'a Layout, file: &'a str, keys: Keys) -> Job<'a> {
    let EventOptions { columns, keep, doubts, spans, .. } = options;
    Job { layout, columns, keep, file, doubts: *doubts, spans: *spans, keys }
}

/// Where the next block begins.
#[derive(Debug)]
struct Place {
    /// Lines before it.
    line: usize,
    /// Bytes before it.
    offset: u64,
}

/// A stretch of a stream that begins with a record.
#[derive(Debug, Default)]
struct Window {
    /// Only `start..end` holds bytes of the stream.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Why the stream cannot be read any further; what came before stands in the window.
    failure: Option<io::Error>,
}

impl Window {
    /// Makes the window so many bytes long, or as long as the stream lasts.
    fn fill(&mut self, input: &mut (impl Read + ?Sized), size: usize) {
        if self.bytes().len() >= size || self.ended || self.failure.is_some() {
            return;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        while self.end < size {
            match input.read(&mut self.buffer[self.end..size]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    fn used(&mut self, count: usize) {
        self.start += count;
    }

    fn is_done(&self) -> bool {
        self.ended && self.bytes().is_empty()
    }

    /// Drops a byte order mark; gives its length.
    fn skip_mark(&mut self) -> u64 {
        let mark = if self.bytes().starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        self.used(mark);
        mark as u64
    }

    /// Drops everything up to the next line end; gives how much.
    fn skip_line(&mut self, input: &mut (impl Read + ?Sized)) -> u64 {
        let mut dropped = 0;
        loop {
            if let Some(end) = memchr::memchr(b'\n', self.bytes()) {
                self.used(end + 1);
                return dropped + end as u64 + 1;
            }
            dropped += self.bytes().len() as u64;
            self.used(self.bytes().len());
            if self.ended || self.failure.is_some() {
                return dropped;
            }
            self.fill(input, SAMPLE);
        }
    }
}

/// Files that people take for tables.
fn refuse_binary(name: &str, sample: &[u8]) -> Result<(), Error> {
    const KINDS: [(&[u8], &str, &str); 6] = [
        (b"\x1f\x8b", "this is a gzip archive within an archive", "unpack it first"),
        (b"PK\x03\x04", "this is a ZIP archive or an office document", "save the table as CSV first"),
        (
            b"\xff\xfe",
            "this is UTF-16 text",
            "convert it to UTF-8, for example with `iconv -f UTF-16 -t UTF-8`",
        ),
        (
            b"\xfe\xff",
            "this is UTF-16 text",
            "convert it to UTF-8, for example with `iconv -f UTF-16 -t UTF-8`",
        ),
        (b"%PDF", "this is a PDF", "save the table as CSV first"),
        (b"PAR1", "this is a Parquet file", "save the table as CSV first"),
    ];
    match KINDS.iter().find(|(start, ..)| sample.starts_with(start)) {
        Some((_, problem, hint)) => Err(Error::unreadable(name, Position::default(), *problem, Some(hint))),
        None => Ok(()),
    }
}
