//! Tables of pairs as CSV, row by row: there may be millions.

use crate::graph::PairTable;
use crate::model::{EventLists, calendar_day};
use crate::query::PAIR_COLUMNS;
use crate::render::escape::csv_field;
use std::io::{self, Write};

/// Writes pairs by number of rows, most first, at most `top`: one line each, kinds separated by blanks.
///
/// # Errors
/// If the writer fails.
pub fn write_pairs_csv(
    table: &PairTable,
    lists: &EventLists,
    top: Option<usize>,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{}", PAIR_COLUMNS.join(","))?;
    for place in table.ranking(lists, top) {
        let pair = &table.pairs[place];
        let [source, target] = pair.ends.map(|end| csv_field(&lists.name(end)).to_string());
        let [first, last] = [pair.first, pair.last]
            .map(|day| calendar_day(day).map(|day| day.to_string()).unwrap_or_default());
        let kinds = table.kinds_of(pair).join("; ");
        let (events, reports) = (pair.events, pair.reports);
        writeln!(out, "{source},{target},{events},{reports},{first},{last},{}", csv_field(&kinds))?;
    }
    Ok(())
}
