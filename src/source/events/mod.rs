//! Event tables: GDELT, ICEWS, POLECAT, ACLED, and any table with two names a row.
//!
//! Three parts that know nothing of each other's work: this one turns bytes into rows of numbers, `graph` groups rows into
//! pairs, and the passes see a network. [`EventReader`] reads streams of any length in bounded memory: what grows is the
//! list of names and whatever the caller keeps of the rows.
//!
//! Inside: a block of bytes is indexed ([`scan`]), cut into records ([`records`]) and turned into rows ([`shard`]) by what
//! the layout says ([`layout`], [`dates`], [`codes`]). Names are kept once ([`names`]).

#[cfg(feature = "cli")]
mod boundary;
mod case;
mod codes;
mod dates;
mod keep;
mod layout;
mod lists;
mod names;
#[cfg(feature = "cli")]
mod parallel;
mod reader;
mod records;
mod report;
mod scan;
mod seen;
mod shard;
#[cfg(test)]
mod tests;
mod versions;
mod window;

pub use keep::Keep;
pub use layout::{Columns, TableFormat};
pub use reader::{EventOptions, EventReader, EventsRead, LONGEST_RECORD, Sink};
pub use report::{Doubt, Reason, TableReport};
pub use shard::RecordSpan;

pub(super) use case::FORMAT;
pub(super) use codes::plover as plover_kind;

/// Whether bytes that begin so are an event table: of a known layout, or with a column of codes.
///
/// ```
/// use sociogram::source::is_known_table;
/// assert!(is_known_table(b"source,target,date,cameo\nAnn,Ben,2031-03-04,036\n"));
/// assert!(!is_known_table(b"source,target,date,kind\nAnn,Ben,2031-03-04,call\n"));
/// ```
pub fn is_known_table(start: &[u8]) -> bool {
    let start = &start[..start.len().min(reader::SAMPLE)];
    let layout = layout::Layout::recognise("", start, &Columns::default());
    layout.is_ok_and(|layout| layout.format != TableFormat::Mapped || layout.tells_codes(start))
}
