//! The layouts of well-known event tables, and how a table of columns of its own is understood.

use super::codes;
use super::dates::DateForm;
use super::records::{Quotes, all_fields};
use crate::error::{Error, Position};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// GDELT 2.0 events, 61 columns.
    Gdelt2,
    /// GDELT 1.0 events, 58 or 57 columns.
    Gdelt1,
    /// ICEWS, by its head.
    Icews,
    /// POLECAT, by its head.
    Polecat,
    /// ACLED, by its head.
    Acled,
    /// Columns named by the user or by their usual heads.
    Mapped,
}

impl TableFormat {
    /// The word used in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gdelt2 => "gdelt2",
            Self::Gdelt1 => "gdelt1",
            Self::Icews => "icews",
            Self::Polecat => "polecat",
            Self::Acled => "acled",
            Self::Mapped => "mapped",
        }
    }
}

/// Which columns hold what, by their heads or by their numbers from 1; what is none is guessed. Saved as a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The first actor.
    pub source: Option<String>,
    /// The second actor.
    pub target: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// The kind of event.
    pub kind: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The country of the place.
    pub country: Option<String>,
    /// Whether the table has no head line; columns are then given by number, from 1.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub headless: bool,
    /// What the table's own words for kinds mean: a word of the vocabulary or a CAMEO code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, String>,
}

impl Columns {
    fn is_given(&self) -> bool {
        *self != Self { headless: self.headless, kinds: self.kinds.clone(), ..Self::default() }
    }
}

/// Numbers of the columns to read, and how.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) format: TableFormat,
    pub(super) separator: u8,
    pub(super) quotes: Quotes,
    pub(super) dates: DateForm,
    pub(super) headless: bool,
    pub(super) width: usize,
    pub(super) source: usize,
    pub(super) target: usize,
    /// Read instead of an empty source or target, and as its name for people.
    pub(super) labels: Option<[usize; 2]>,
    pub(super) date: Option<usize>,
    pub(super) kind: Option<usize>,
    /// Second half of the kind: mode, sub-type, text, root.
    pub(super) kind_more: Option<usize>,
    pub(super) id: Option<usize>,
    pub(super) version: Option<usize>,
    pub(super) place: Option<usize>,
    pub(super) country: Option<usize>,
    /// The head names more columns than the rows have.
    pub(super) head_differs: bool,
}

const POLECAT_HEADS: &str = "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|\
Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|\
Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|\
Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|\
Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version";

/// Heads that tables often use, tried in this order when a column is not named.
const SOURCES: &[&str] = &["source", "from", "actor1", "sender", "source_name", "person1", "a"];
const TARGETS: &[&str] = &["target", "to", "actor2", "recipient", "target_name", "person2", "b"];
const DATES: &[&str] = &["date", "day", "event_date"];
const KINDS: &[&str] = &["kind", "cameo", "cameo_code", "event_code"];
const PLACES: &[&str] = &["place", "location"];

impl Layout {
    /// The layout of the table that begins with `sample`, whole lines where possible.
    pub(super) fn recognise(origin: &str, sample: &[u8], columns: &Columns) -> Result<Self, Error> {
        // Empty fields at the end of a row are part of its width, so only the end of line is cut off.
        let lines: Vec<&[u8]> = sample
            .split(|&byte| byte == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
            .collect();
        if let Some(mut gdelt) = gdelt(&lines).filter(|_| !columns.headless) {
            if columns.is_given() {
                gdelt = gdelt.remapped(origin, columns)?;
            }
            return Ok(gdelt);
        }
        let head =
            lines.iter().map(|line| line.trim_ascii_end()).find(|line| !line.is_empty()).unwrap_or_default();
        let separator = separator(head);
        let mut heads = heads(head, separator);
        let has = |heads: &[String], name: &str| heads.iter().any(|head| head == name);
        if columns.headless || columns.is_given() {
            return mapped(origin, separator, &heads, columns);
        }
        if has(&heads, "CAMEO Code") && has(&heads, "Source Name") {
            return icews(origin, separator, &heads);
        }
        if has(&heads, "Event Mode") && has(&heads, "Actor Name") {
            let widths: Vec<_> =
                lines.iter().skip(1).filter(|line| !line.trim_ascii().is_empty()).take(20).collect();
            while heads.last().is_some_and(String::is_empty) {
                heads.pop();
            }
            let standard = |line: &&&[u8]| line.iter().filter(|&&byte| byte == b'\t').count() + 1 == 40;
            let differs = heads.len() != 40 && !widths.is_empty() && widths.iter().all(standard);
            if differs {
                heads = POLECAT_HEADS.split('|').map(str::to_owned).collect();
            }
            return polecat(origin, separator, &heads, differs);
        }
        if has(&heads, "event_id_cnty") {
            return acled(origin, separator, &heads);
        }
        mapped(origin, separator, &heads, columns)
    }

    fn new(format: TableFormat, separator: u8, width: usize, source: usize, target: usize) -> Self {
        Self {
            format,
            separator,
            quotes: if separator == b'\t' { Quotes::SameLine } else { Quotes::Csv },
            dates: DateForm::Iso,
            headless: false,
            width,
            source,
            target,
            labels: None,
            date: None,
            kind: None,
            kind_more: None,
            id: None,
            version: None,
            place: None,
            country: None,
            head_differs: false,
        }
    }

    /// How long the head is, in bytes and lines; blank lines before it count.
    pub(super) fn head(&self, bytes: &[u8]) -> (usize, usize) {
        let blank =
            bytes.split_inclusive(|&byte| byte == b'\n').take_while(|line| line.trim_ascii().is_empty());
        let (start, lines) = blank.fold((0, 0), |(start, lines), line| (start + line.len(), lines + 1));
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end + 1);
        (end, lines + 1)
    }

    /// Whether the column of kinds holds codes in every row of `sample` that it fills.
    ///
    /// A first zero or a known type in capitals is wanted, so that a column of other numbers is not taken for codes.
    pub(super) fn tells_codes(&self, sample: &[u8]) -> bool {
        let Some(column) = self.kind else { return false };
        let (mut telling, mut other) = (false, false);
        let (head, _) = self.head(sample);
        let rows = &sample[head..];
        let whole = memchr::memrchr(b'\n', rows).map_or(rows, |end| &rows[..=end]);
        for record in all_fields(whole, self.separator, self.quotes) {
            let Some(code) = record.get(column) else { continue };
            let code = code.trim();
            telling |= code.starts_with('0') || code.starts_with(|c: char| c.is_ascii_uppercase());
            other |= !code.is_empty() && !codes::is_code(code);
        }
        telling && !other
    }

    /// GDELT columns chosen by their documented names.
    fn remapped(mut self, origin: &str, columns: &Columns) -> Result<Self, Error> {
        const NAMES: [(&str, usize); 7] = [
            ("Actor1Code", 5),
            ("Actor1Name", 6),
            ("Actor1CountryCode", 7),
            ("Actor2Code", 15),
            ("Actor2Name", 16),
            ("Actor2CountryCode", 17),
            ("EventCode", 26),
        ];
        let heads: Vec<String> = NAMES.iter().map(|(name, _)| (*name).to_owned()).collect();
        let place = |name: &Option<String>, known: usize| match name {
            None => Ok(known),
            Some(name) => NAMES
                .iter()
                .find(|(head, _)| head == name)
                .map(|(_, column)| *column)
                .ok_or_else(|| no_column(origin, name, &heads)),
        };
        let ends = [place(&columns.source, self.source)?, place(&columns.target, self.target)?];
        if ends != [self.source, self.target] {
            self.labels = None;
        }
        [self.source, self.target] = ends;
        self.kind = Some(place(&columns.kind, 26)?);
        if columns.kind.is_some() {
            self.kind_more = None;
        }
        Ok(self)
    }
}

fn gdelt(lines: &[&[u8]]) -> Option<Layout> {
    let width = lines.iter().take(200).find_map(|line| {
        let width = line.iter().filter(|&&byte| byte == b'\t').count() + 1;
        let mut fields = line.trim_prefix_bom().split(|&byte| byte == b'\t');
        let numeric = |field: Option<&[u8]>| {
            field.is_some_and(|field| !field.is_empty() && field.iter().all(u8::is_ascii_digit))
        };
        (matches!(width, 61 | 58 | 57) && numeric(fields.next()) && numeric(fields.next())).then_some(width)
    })?;
    let format = if width == 61 { TableFormat::Gdelt2 } else { TableFormat::Gdelt1 };
    let (place, country) = if width == 61 { (52, 53) } else { (50, 51) };
    Some(Layout {
        quotes: Quotes::Letters,
        headless: true,
        labels: Some([6, 16]),
        date: Some(1),
        kind: Some(26),
        kind_more: Some(28),
        id: Some(0),
        place: Some(place),
        country: Some(country),
        ..Layout::new(format, b'\t', width, 5, 15)
    })
}

trait TrimBom {
    fn trim_prefix_bom(&self) -> &[u8];
}

impl TrimBom for [u8] {
    fn trim_prefix_bom(&self) -> &[u8] {
        self.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self)
    }
}

fn icews(origin: &str, separator: u8, heads: &[String]) -> Result<Layout, Error> {
    let [source, target] = [find(origin, heads, "Source Name")?, find(origin, heads, "Target Name")?];
    let column = |name: &str| heads.iter().position(|head| head == name);
    Ok(Layout {
        quotes: if separator == b'\t' { Quotes::Letters } else { Quotes::Csv },
        dates: DateForm::MonthFirst,
        date: Some(find(origin, heads, "Event Date")?),
        kind: column("CAMEO Code"),
        kind_more: column("Event Text"),
        id: column("Event ID"),
        place: column("City"),
        country: column("Country"),
        ..Layout::new(TableFormat::Icews, separator, heads.len(), source, target)
    })
}

fn polecat(origin: &str, separator: u8, heads: &[String], head_differs: bool) -> Result<Layout, Error> {
    let [source, target] = [find(origin, heads, "Actor Name")?, find(origin, heads, "Recipient Name")?];
    let column = |name: &str| heads.iter().position(|head| head == name);
    Ok(Layout {
        date: Some(find(origin, heads, "Event Date")?),
        kind: Some(find(origin, heads, "Event Type")?),
        kind_more: column("Event Mode"),
        id: column("Event ID"),
        place: column("Placename"),
        country: column("Country"),
        head_differs,
        ..Layout::new(TableFormat::Polecat, separator, heads.len(), source, target)
    })
}

fn acled(origin: &str, separator: u8, heads: &[String]) -> Result<Layout, Error> {
    let [source, target] = [find(origin, heads, "actor1")?, find(origin, heads, "actor2")?];
    let column = |name: &str| heads.iter().position(|head| head == name);
    Ok(Layout {
        dates: DateForm::Words,
        date: Some(find(origin, heads, "event_date")?),
        kind: Some(find(origin, heads, "event_type")?),
        kind_more: column("sub_event_type"),
        id: column("event_id_cnty"),
        version: column("timestamp"),
        place: column("location"),
        country: column("country"),
        ..Layout::new(TableFormat::Acled, separator, heads.len(), source, target)
    })
}

fn mapped(origin: &str, separator: u8, heads: &[String], columns: &Columns) -> Result<Layout, Error> {
    let named = |name: &str| {
        let by_name = || heads.iter().position(|head| head == name);
        let by_number =
            || name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|&n| n < heads.len());
        let found = if columns.headless { by_number() } else { by_name().or_else(by_number) };
        found.ok_or_else(|| no_column(origin, name, heads))
    };
    let guessed = |known: &[&str]| {
        known.iter().find_map(|name| heads.iter().position(|head| head.eq_ignore_ascii_case(name)))
    };
    let needed = |given: &Option<String>, known: &[&str]| match given {
        Some(name) => named(name),
        None => guessed(known).ok_or_else(|| no_column(origin, known[0], heads)),
    };
    let wanted = |given: &Option<String>, known: &[&str]| match given {
        Some(name) => named(name).map(Some),
        None if columns.is_given() || columns.headless => Ok(None),
        None => Ok(guessed(known)),
    };
    let [source, target] = [needed(&columns.source, SOURCES)?, needed(&columns.target, TARGETS)?];
    Ok(Layout {
        dates: DateForm::Words,
        headless: columns.headless,
        date: wanted(&columns.date, DATES)?,
        kind: wanted(&columns.kind, KINDS)?,
        place: wanted(&columns.place, PLACES)?,
        country: wanted(&columns.country, &[])?,
        ..Layout::new(TableFormat::Mapped, separator, heads.len(), source, target)
    })
}

fn find(origin: &str, heads: &[String], name: &str) -> Result<usize, Error> {
    heads.iter().position(|head| head == name).ok_or_else(|| no_column(origin, name, heads))
}

fn no_column(origin: &str, name: &str, heads: &[String]) -> Error {
    let hint = format!(
        "the columns are {}; name those of the two actors with --source-column and --target-column",
        heads.join(", ")
    );
    Error::unreadable(origin, Position::line(1), format!("no column is called '{name}'"), Some(&hint))
}

/// Tab if there is one, else the more frequent of semicolon and comma.
fn separator(head: &[u8]) -> u8 {
    let count = |byte: u8| head.iter().filter(|&&b| b == byte).count();
    match () {
        () if count(b'\t') > 0 => b'\t',
        () if count(b';') > count(b',') => b';',
        () => b',',
    }
}

/// The names of the columns.
fn heads(head: &[u8], separator: u8) -> Vec<String> {
    let head = head.trim_prefix_bom();
    let quotes = if separator == b'\t' { Quotes::SameLine } else { Quotes::Csv };
    let first = all_fields(head, separator, quotes).into_iter().next().unwrap_or_default();
    first.into_iter().map(|name| name.replace("\"\"", "\"").trim().to_owned()).collect()
}
