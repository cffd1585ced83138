//! Event tables: comma-separated rows with two names and a day, in columns of the user's choice.

use crate::error::{Error, Position};
use crate::model::{ContactRow, ContactTable};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;

/// Which columns hold what, by their heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventColumns {
    /// The first name.
    pub source: String,
    /// The second name.
    pub target: String,
    /// The day, `YYYY-MM-DD`, perhaps with a time behind it.
    pub date: Option<String>,
    /// What kind of event it is.
    pub kind: Option<String>,
    /// Kinds to keep; empty keeps all.
    pub kinds: Vec<String>,
}

impl Default for EventColumns {
    fn default() -> Self {
        let [source, target] = ["source", "target"].map(str::to_owned);
        Self { source, target, date: None, kind: None, kinds: Vec::new() }
    }
}

/// Reads an event table with a head line (RFC 4180: quoted fields may hold commas, line ends and doubled quotes).
///
/// Names are trimmed; rows without one of the two names are left out. Days that cannot be read are counted and undated.
///
/// # Errors
/// [`Error::Unreadable`] for a missing column, a row that is too short, a quote that never ends, or text not in UTF-8.
///
/// ```
/// use sociogram::source::{EventColumns, read_events};
/// let table = read_events("e.csv", b"source,target\n\"Lee, Ann\",Ben\n", &EventColumns::default())?;
/// assert_eq!(table.names, ["Lee, Ann", "Ben"]);
/// # Ok::<(), sociogram::error::Error>(())
/// ```
pub fn read_events(origin: &str, bytes: &[u8], columns: &EventColumns) -> Result<ContactTable, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::unreadable(origin, Position::byte(error.valid_up_to()), "not UTF-8", Some("save it as UTF-8"))
    })?;
    let mut rows = Rows { origin, rest: text.trim_start_matches('\u{feff}'), line: 1 };
    let mut fields = Vec::new();
    rows.next(&mut fields)?;
    let heads: Vec<_> = fields.iter().map(|head| head.trim().to_owned()).collect();
    let place = |name: &str| {
        heads.iter().position(|head| head == name).ok_or_else(|| no_column(origin, name, &heads))
    };
    let [source, target] = [place(&columns.source)?, place(&columns.target)?];
    let date = columns.date.as_deref().map(place).transpose()?;
    let kind = columns.kind.as_deref().map(place).transpose()?;
    let last = [source, target].into_iter().chain(date).chain(kind).max().unwrap_or(0);
    let mut table = Builder::default();
    while rows.next(&mut fields)? {
        if fields.len() <= last {
            let problem = format!("the row has {} fields, but the head names {}", fields.len(), heads.len());
            return Err(Error::unreadable(origin, Position::line(rows.line - 1), problem, None));
        }
        let wanted = kind
            .is_none_or(|kind| columns.kinds.is_empty() || columns.kinds.iter().any(|k| *k == fields[kind]));
        let names = [fields[source].trim(), fields[target].trim()];
        if wanted && names.iter().all(|name| !name.is_empty()) {
            table.add(names, date.map(|date| fields[date].trim()));
        }
    }
    Ok(table.table)
}

fn no_column(origin: &str, name: &str, heads: &[String]) -> Error {
    let hint = format!("the columns are {}", heads.join(", "));
    Error::unreadable(origin, Position::line(1), format!("no column is called '{name}'"), Some(&hint))
}

#[derive(Default)]
struct Builder {
    table: ContactTable,
    numbers: HashMap<String, u32>,
}

impl Builder {
    fn add(&mut self, names: [&str; 2], date: Option<&str>) {
        let [source, target] = names.map(|name| self.number(name));
        let day = date.and_then(day);
        self.table.unreadable_days += usize::from(date.is_some_and(|date| !date.is_empty()) && day.is_none());
        self.table.rows.push(ContactRow { source, target, day });
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.table.names.len() as u32;
        self.table.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

/// `YYYY-MM-DD`, with nothing, a blank or `T` behind it.
fn day(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let bytes = day.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        let digits = &day[range];
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok())?
    };
    let fits = bytes[4] == b'-' && bytes[7] == b'-' && (rest.is_empty() || rest.starts_with([' ', 'T']));
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    fits.then(|| Date::new(year, month as i8, day as i8).ok())?
}

/// Rows one by one, their fields borrowed where nothing is doubled.
struct Rows<'a> {
    origin: &'a str,
    rest: &'a str,
    line: usize,
}

impl<'a> Rows<'a> {
    /// Reads the next row; false at the end.
    fn next(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Result<bool, Error> {
        fields.clear();
        if self.rest.is_empty() {
            return Ok(false);
        }
        loop {
            fields.push(self.field()?);
            match self.rest.as_bytes().first() {
                Some(b',') => self.rest = &self.rest[1..],
                end => {
                    self.rest = &self.rest[usize::from(end.is_some())..];
                    self.line += 1;
                    return Ok(true);
                }
            }
        }
    }

    /// One field; what is left begins with its comma or line end, or is empty.
    fn field(&mut self) -> Result<Cow<'a, str>, Error> {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let end = self.rest.bytes().position(|byte| byte == b',' || byte == b'\n').unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Cow::Borrowed(field.strip_suffix('\r').unwrap_or(field)))
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, Error> {
        let (start, mut at) = (self.line, 1);
        let bytes = self.rest.as_bytes();
        loop {
            match bytes.get(at) {
                None => {
                    return Err(Error::unreadable(
                        self.origin,
                        Position::line(start),
                        "a quote never ends",
                        None,
                    ));
                }
                Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
                Some(b'"') => break,
                Some(byte) => {
                    self.line += usize::from(*byte == b'\n');
                    at += 1;
                }
            }
        }
        let field = &self.rest[1..at];
        self.rest = &self.rest[at + 1..];
        // Whatever stands between the closing quote and the next comma is dropped.
        self.rest = self.rest.find([',', '\n']).map_or("", |end| &self.rest[end..]);
        Ok(if field.contains('"') { Cow::Owned(field.replace("\"\"", "\"")) } else { Cow::Borrowed(field) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> EventColumns {
        EventColumns { date: Some("day".into()), kind: Some("kind".into()), ..EventColumns::default() }
    }

    #[test]
    fn quotes_commas_line_ends_and_doubled_quotes_are_read() {
        let csv = "kind,source,target,day\r\nmeet,\"Smith, Ann\",\"Nicholas \"\"Nick\"\" X\",2031-03-04\r\n\
            call,\"a\nb\",Nicholas \"Nick\" X,2031-02-31\nmeet,,Ben,\nmeet,Ben,Ben,2031-03-04T10:00";
        let table = read_events("e.csv", csv.as_bytes(), &columns()).unwrap();
        assert_eq!(table.names, ["Smith, Ann", "Nicholas \"Nick\" X", "a\nb", "Ben"]);
        assert_eq!((table.rows.len(), table.unreadable_days), (3, 1));
        assert_eq!(table.rows[2].day, Some(jiff::civil::date(2031, 3, 4)));
        let calls = EventColumns { kinds: vec!["call".into()], ..columns() };
        assert_eq!(read_events("e.csv", csv.as_bytes(), &calls).unwrap().rows.len(), 1);
    }

    #[test]
    fn what_is_missing_is_told_with_its_line() {
        let tell = |csv: &str| read_events("e.csv", csv.as_bytes(), &columns()).unwrap_err().to_string();
        assert_eq!(tell("source,target\n"), "e.csv, line 1: no column is called 'day'");
        assert_eq!(
            tell("kind,source,target,day\na,b\n"),
            "e.csv, line 2: the row has 2 fields, but the head names 4"
        );
        assert_eq!(tell("kind,source,target,day\na,\"b\n"), "e.csv, line 2: a quote never ends");
        assert!(tell("").contains("no column"));
    }
}
