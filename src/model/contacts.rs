//! Contacts as bare rows: what plain edge lists and event tables hold.

use jiff::civil::Date;

/// One row: who, with whom, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Number of the first name.
    pub source: u32,
    /// Number of the second name.
    pub target: u32,
    /// The day, if the row has one.
    pub day: Option<Date>,
}

/// Names and the rows that name them by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactTable {
    /// Every name once, in order of first appearance; whole numbers in order of size.
    pub names: Vec<String>,
    /// The rows in order of the file.
    pub rows: Vec<ContactRow>,
    /// Number of rows whose day could not be read.
    pub unreadable_days: usize,
}
