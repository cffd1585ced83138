//! When something took place: an EDTF date and how it was found.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a relative phrase was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The document's date, from its metadata, its dateline or the user.
    DocumentDate,
    /// Another event of the same document.
    Event,
    /// The document has no date: offsets count from its unknown day.
    UnknownDocumentDate,
}

/// A date in the EDTF profile of ISO 8601-2 (Library of Congress, 2019), with the words it rests on.
///
/// `inferred` is false only if the calendar date stands in the text or was given for this event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// `2025-12-02`, `2025-12`, `2025-12-04/2025-12-05` (throughout), `[2025-12-01..2025-12-05]` (one day within), …;
    /// none if no calendar date is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The words: "on Tuesday".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// What the phrase was counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// Whether the calendar date was worked out rather than written.
    pub inferred: bool,
    /// Days from the document's day, when the phrase gives that but no calendar date is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_days: Option<i32>,
}

impl When {
    /// A calendar day that stands in the text.
    ///
    /// ```
    /// let when = sociogram::model::When::day(jiff::civil::date(2025, 12, 2));
    /// assert_eq!(when.bounds(), Some((jiff::civil::date(2025, 12, 2), jiff::civil::date(2025, 12, 2))));
    /// ```
    pub fn day(date: Date) -> Self {
        Self { edtf: Some(date.to_string()), phrase: None, anchor: None, inferred: false, offset_days: None }
    }

    /// First and last calendar day that the date may mean; `None` for undated, open-ended or opaque dates.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        let text = self.edtf.as_deref()?;
        let range = text.trim_start_matches('[').trim_end_matches(']');
        match range.split_once('/').or_else(|| range.split_once("..")) {
            Some((first, last)) => Some((edtf_day(first)?.0, edtf_day(last)?.1)),
            None => edtf_day(range),
        }
    }

    /// For people: the date if known, with the phrase it rests on when it was worked out.
    pub fn display(&self) -> String {
        match (&self.edtf, &self.phrase) {
            (Some(date), Some(phrase)) if self.inferred => format!("{} (“{phrase}”)", readable(date)),
            (Some(date), _) => readable(date),
            (None, Some(phrase)) => format!("“{phrase}”"),
            (None, None) => "undated".to_owned(),
        }
    }
}

/// `[a..b]` reads as "between a and b", `a/b` as "a to b"; everything else stays.
fn readable(edtf: &str) -> String {
    if let Some((first, last)) = edtf.trim_start_matches('[').trim_end_matches(']').split_once("..")
        && !first.is_empty()
        && !first.ends_with('/')
        && !last.is_empty()
    {
        return format!("between {first} and {last}");
    }
    match edtf.split_once('/') {
        Some((first, "..")) => format!("since {first}"),
        Some((first, last)) => format!("{first} to {last}"),
        None => edtf.to_owned(),
    }
}

/// First and last day of a year, month or day, qualifiers aside.
fn edtf_day(text: &str) -> Option<(Date, Date)> {
    let plain = text.trim_end_matches(['?', '~', '%']);
    if let Ok(day) = plain.parse::<Date>()
        && plain.len() == 10
    {
        return Some((day, day));
    }
    let plain = plain.trim_end_matches("-XX").trim_end_matches("-XX");
    let (year, month) = match plain.split_once('-') {
        Some((year, month)) => (year.parse().ok()?, Some(month.parse().ok()?)),
        None => (plain.parse().ok()?, None),
    };
    let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
    let last = Date::new(year, month.unwrap_or(12), 1).ok()?.last_of_month();
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn bounds(edtf: &str) -> Option<(Date, Date)> {
        When { edtf: Some(edtf.into()), phrase: None, anchor: None, inferred: true, offset_days: None }
            .bounds()
    }

    #[test]
    fn bounds_cover_every_form_of_the_profile() {
        assert_eq!(bounds("2025-12-02?"), Some((date(2025, 12, 2), date(2025, 12, 2))));
        assert_eq!(bounds("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(bounds("2025"), Some((date(2025, 1, 1), date(2025, 12, 31))));
        assert_eq!(bounds("2025-12-04/2025-12-05"), Some((date(2025, 12, 4), date(2025, 12, 5))));
        assert_eq!(bounds("[2025-12-01..2025-12-05]"), Some((date(2025, 12, 1), date(2025, 12, 5))));
        assert_eq!(bounds("2025-12-XX"), Some((date(2025, 12, 1), date(2025, 12, 31))));
    }

    #[test]
    fn open_and_opaque_dates_have_no_bounds() {
        assert_eq!(bounds("2025-03~/.."), None);
        assert_eq!(bounds("next spring"), None);
        assert_eq!(bounds("2025-13-45"), None);
    }
}
