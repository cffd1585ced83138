//! An answer as comma-separated values (RFC 4180, with `\n` as line end).

use super::rows::rows;
use crate::query::Answer;
use crate::render::escape::csv_field;

/// One line of heads, then one line per event or row. Cells that a spreadsheet would run as formulas get an apostrophe.
pub fn answer_csv(answer: &Answer) -> String {
    let rows = rows(answer);
    let mut csv = line(rows.columns.iter().map(String::as_str));
    for row in &rows.rows {
        csv.push_str(&line(row.iter().map(String::as_str)));
    }
    csv
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = cells.map(csv_field).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}
