//! Reads tables from streams, block by block, on one thread or several; the rows are the same.

use super::keep::Keep;
use super::layout::{Columns, Layout};
use super::lists::Lists;
use super::names::Secret;
use super::report::{Doubt, Reason, TableReport};
use super::seen::Seen;
use super::shard::{Job, Output, RecordSpan, Shard};
use super::window::{Place, Window};
use crate::error::{Error, Position};
use crate::model::{EventLists, EventRow, RowFile};
use std::collections::HashMap;
use std::io::{self, Read};

/// Longest record, in bytes. Nothing longer is held in memory.
pub const LONGEST_RECORD: usize = 4 << 20;

/// How much is looked at to recognise a layout.
pub(super) const SAMPLE: usize = 64 << 10;

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
            block: 128 << 10,
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
    pub(super) options: EventOptions,
    pub(super) secret: Secret,
    pub(super) master: Shard,
    #[cfg(feature = "cli")]
    pub(super) workers: Vec<super::parallel::Worker>,
    pub(super) files: Vec<RowFile>,
    pub(super) report: TableReport,
    pub(super) spans: Vec<RecordSpan>,
    pub(super) seen: Seen,
    pub(super) versions: HashMap<u128, super::versions::Version>,
    /// Rows that a later version may replace.
    pub(super) held: Vec<EventRow>,
    pub(super) records: u32,
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
        let secret = Secret::random();
        let master = Shard::new(Lists::new(secret, &options.keep));
        Self {
            options,
            secret,
            master,
            #[cfg(feature = "cli")]
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
        let read = self.read_blocks(name, &layout, &mut window, &mut input, &mut place, sink);
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

    fn read_blocks(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        #[cfg(feature = "cli")]
        if self.options.threads > 1 {
            return self.side_by_side(name, layout, window, input, place, sink);
        }
        self.in_turn(name, layout, window, input, place, sink)
    }

    pub(super) fn in_turn(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        let options = self.options.clone();
        let job = job(&options, layout, name, self.secret);
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

    /// Passes on what a block gave, with repetitions taken out and numbers that count from the start.
    pub(super) fn take(&mut self, output: &mut Output, layout: &Layout, place: &mut Place, sink: Sink<'_>) {
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

    /// Takes out rows whose actors or places are not asked for.
    pub(super) fn drop_unwanted(&self, output: &mut Output) {
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
    pub(super) fn pass_over(
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

pub(super) fn job<'a>(
    options: &'a EventOptions,
    layout: &'a Layout,
    file: &'a str,
    secret: Secret,
) -> Job<'a> {
    let EventOptions { columns, keep, doubts, spans, .. } = options;
    Job { layout, columns, keep, file, doubts: *doubts, spans: *spans, secret }
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
