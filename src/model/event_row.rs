//! What the rows of event tables say, as numbers into lists.

use super::certainty::Certainty;
use super::kind::Layer;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How the two actors of a row stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Neither comes first: a meeting.
    Mutual,
    /// The first travels to the second.
    Visit,
    /// The first receives the second.
    Host,
    /// The first mediates, the second is a party.
    Mediate,
    /// The first acts on the second: a statement, a deed.
    Directed,
}

/// What a code of an event table means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKind {
    /// The layer.
    pub layer: Layer,
    /// The kind: a word of the vocabulary, or the table's own.
    pub name: String,
    /// Happened, planned or proposed.
    pub certainty: Certainty,
    /// How the two stand to each other.
    pub form: Form,
}

impl RowKind {
    /// The kind as people read it: `visit`, `meet (planned)`.
    ///
    /// ```
    /// use sociogram::model::{Certainty, Form, Layer, RowKind};
    /// let kind = |certainty| RowKind { layer: Layer::Contact, name: "meet".into(), certainty, form: Form::Mutual };
    /// assert_eq!(kind(Certainty::Planned).label(), "meet (planned)");
    /// ```
    pub fn label(&self) -> String {
        match self.certainty {
            Certainty::Happened => self.name.clone(),
            certainty => format!("{} ({certainty})", self.name),
        }
    }
}

/// Days since 1 January 1970; [`NO_DAY`] for none.
pub type DayNumber = i32;

/// The day of a row without one.
pub const NO_DAY: DayNumber = i32::MIN;

/// The calendar day of a number; none for [`NO_DAY`] and for days outside of the years 1 to 9999.
///
/// ```
/// assert_eq!(sociogram::model::calendar_day(16_071), Some(jiff::civil::date(2014, 1, 1)));
/// ```
pub fn calendar_day(day: DayNumber) -> Option<Date> {
    let epoch = Date::constant(1970, 1, 1);
    (day != NO_DAY).then(|| epoch.checked_add(jiff::Span::new().try_days(day).ok()?).ok())?
}

/// The number of a calendar day, the reverse of [`calendar_day`].
///
/// ```
/// assert_eq!(sociogram::model::day_number(jiff::civil::date(2014, 1, 1)), 16_071);
/// ```
pub fn day_number(date: Date) -> DayNumber {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() as i32 / 24
}

/// One report of two actors; all but the day are numbers into [`EventLists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The first actor as the table writes it.
    pub source: u32,
    /// The second actor.
    pub target: u32,
    /// When.
    pub day: DayNumber,
    /// Where; 0 for nowhere told.
    pub place: u32,
    /// Number of the record among all records of all files, counted from 0; a record with several actors gives several rows.
    pub record: u32,
    /// The code.
    pub code: u16,
}

/// Texts by number, one behind the other in one stretch of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextList {
    text: String,
    ends: Vec<usize>,
}

impl TextList {
    /// Appends a text; its number is the length before.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number.
    ///
    /// # Panics
    /// If there is none.
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }
}

impl<'a> FromIterator<&'a str> for TextList {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut list = Self::default();
        texts.into_iter().for_each(|text| list.push(text));
        list
    }
}

/// A code and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowCode {
    /// As the table writes it: `042`, `CONSULT visit`.
    pub text: String,
    /// What it means.
    pub kind: RowKind,
}

/// A place of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPlace {
    /// Its name; may be empty.
    pub name: String,
    /// Name or code of its country; may be empty.
    pub country: String,
}

impl RowPlace {
    /// Name and country, the country only if the name does not end in it.
    pub fn label(&self) -> String {
        match (self.name.as_str(), self.country.as_str()) {
            ("", country) => country.to_owned(),
            (name, "") => name.to_owned(),
            (name, country) if name.ends_with(country) => name.to_owned(),
            (name, country) => format!("{name}, {country}"),
        }
    }
}

/// A file of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFile {
    /// What people call it.
    pub name: String,
    /// The layout: `gdelt2`, `icews`, `mapped` …
    pub layout: &'static str,
    /// Number of its first record among all.
    pub first_record: u32,
}

impl RowFile {
    /// Where a record stands: `row 7`, counted from 1 without the head; with the file's name if there are several.
    pub fn cite(files: &[RowFile], record: u32) -> String {
        let file = files.partition_point(|file| file.first_record <= record).saturating_sub(1);
        let Some(found) = files.get(file) else { return format!("row {}", record + 1) };
        let row = record - found.first_record + 1;
        if files.len() == 1 { format!("row {row}") } else { format!("{} row {row}", found.name) }
    }
}

/// What the numbers of rows stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventLists {
    /// Actors as the tables identify them, in order of first appearance.
    pub names: TextList,
    /// Names for people, where actors are identified by codes; else empty.
    pub labels: TextList,
    /// Codes in order of first appearance.
    pub codes: Vec<RowCode>,
    /// Places in order of first appearance; the first is none.
    pub places: Vec<RowPlace>,
    /// The files in order.
    pub files: Vec<RowFile>,
}

impl EventLists {
    /// What to call an actor: its name; if it is identified by a code, its label with the code.
    ///
    /// # Panics
    /// If there is no such actor.
    pub fn name(&self, actor: u32) -> String {
        let name = self.names.get(actor);
        match self.labels.is_empty() {
            false if !matches!(self.labels.get(actor), label if label.is_empty() || label == name) => {
                format!("{} ({name})", self.labels.get(actor))
            }
            _ => name.to_owned(),
        }
    }

    /// Where a record stands: `row 7`, counted from 1 without the head; with the file's name if there are several.
    pub fn cite(&self, record: u32) -> String {
        RowFile::cite(&self.files, record)
    }
}
