//! From a phrase of time to a date: counted from the document's day, by the rules that agencies write by.
//!
//! A weekday in the past tense is the latest such day up to the document's day; with a future tense the earliest from it.
//! Without a document date only the distance in days is kept, never a calendar date.

mod relative;

use crate::model::{Anchor, When};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
pub(crate) use relative::{days_after_last, shifted_from};

/// The day from which phrases of a document are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The document's own date.
    Known(Date),
    /// Only a guess of its weekday, from the weekdays that it names; none if it names none.
    Unknown(Option<Weekday>),
}

/// What a phrase means, whatever the document's day.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// Days from the document's day.
    Offset(i32),
    /// A weekday: in the tense's direction, or strictly before (-1) or after (1).
    Weekday(Weekday, i32),
    /// The week, month or year that lies so many units away.
    Week(i32),
    Month(i32),
    Year(i32),
    /// A calendar date with what is given of it.
    Calendar {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
    },
}

/// Resolves a phrase such as "on Tuesday", "last week", "May 3", "December 2011".
///
/// Gives the phrase alone if it cannot be resolved.
pub(crate) fn resolve(phrase: &str, future: bool, origin: Origin) -> When {
    let words = words(phrase);
    let meaning = meaning(&words);
    let mut when = When {
        edtf: None,
        phrase: Some(phrase.split_whitespace().collect::<Vec<_>>().join(" ")),
        anchor: None,
        inferred: true,
        offset_days: None,
    };
    match (meaning, origin) {
        (None, _) => {}
        (Some(Meaning::Calendar { year: Some(year), month, day }), _) => {
            when.edtf = calendar(year, month, day);
            when.inferred = false;
        }
        (Some(meaning), Origin::Known(day)) => {
            when.edtf = from_day(&meaning, future, day);
            when.anchor = when.edtf.as_ref().map(|_| Anchor::DocumentDate);
        }
        (Some(meaning), Origin::Unknown(weekday)) => {
            when.offset_days = offset(&meaning, future, weekday);
            when.anchor = when.offset_days.map(|_| Anchor::UnknownDocumentDate);
        }
    }
    when
}

/// Whether a phrase names or counts a day, and not only an hour: "Friday evening", "a week earlier"; not "late at night".
pub(crate) fn names_a_day(phrase: &str) -> bool {
    meaning(&words(phrase)).is_some() || days_after_last(phrase).is_some()
}

/// Whether a phrase tells how long or how old rather than when: "two hours", "three more days", "62".
pub(crate) fn is_duration(phrase: &str) -> bool {
    let words = words(phrase);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.iter().any(|w| word.contains(w)));
    if words.iter().all(|word| word.parse::<u32>().is_ok() && word.len() != 4) {
        return true;
    }
    let unit = has(&["hour", "minute", "day", "week", "month", "year"]);
    let anchored = has(&[
        "ago",
        "last",
        "next",
        "this",
        "past",
        "earlier",
        "later",
        "since",
        "same",
        "today",
        "yesterday",
    ]) || has(&["weekend", "birthday", "holiday"])
        || words.iter().any(|word| weekday(word).is_some() || month(word).is_some());
    unit && !anchored
}

/// The weekday that a phrase names, if any; for guessing the day of an undated document.
pub(crate) fn weekday_in(phrase: &str) -> Option<Weekday> {
    words(phrase).iter().find_map(|word| weekday(word))
}

/// The document weekday for which the weekdays it names lie closest together: past ones before it, future ones after.
pub(crate) fn likely_weekday(named: &[(Weekday, bool)]) -> Option<Weekday> {
    if named.is_empty() {
        return None;
    }
    let spread = |day: Weekday| {
        let offsets: Vec<i32> =
            named.iter().map(|&(weekday, future)| weekday_offset(day, weekday, future)).collect();
        let (least, most) =
            (offsets.iter().min().copied().unwrap_or(0), offsets.iter().max().copied().unwrap_or(0));
        let ahead =
            named.iter().zip(&offsets).filter(|((_, future), offset)| *future && **offset > 0).count();
        (most.max(0) - least.min(0), usize::MAX - ahead)
    };
    (0..7)
        .map(|n| Weekday::Monday.wrapping_add(n))
        .min_by_key(|&day| (spread(day), day.to_monday_zero_offset()))
}

fn weekday_offset(day: Weekday, weekday: Weekday, future: bool) -> i32 {
    if future { i32::from(weekday.since(day)) } else { -i32::from(day.since(weekday)) }
}

fn words(phrase: &str) -> Vec<String> {
    phrase
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn meaning(words: &[String]) -> Option<Meaning> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["today", "tonight"]) {
        return Some(Meaning::Offset(0));
    }
    if has(&["yesterday"]) {
        return Some(Meaning::Offset(-1));
    }
    if has(&["tomorrow"]) {
        return Some(Meaning::Offset(1));
    }
    // "Sunday, May 7" is May 7, whatever the weekday.
    if let Some(calendar @ Meaning::Calendar { month: Some(_), day: Some(_), .. }) = calendar_words(words) {
        return Some(calendar);
    }
    if let Some(weekday) = words.iter().find_map(|word| weekday(word)) {
        let direction = if has(&["last"]) { -1 } else { i32::from(has(&["next"])) };
        return Some(Meaning::Weekday(weekday, direction));
    }
    if let Some(calendar) = calendar_words(words) {
        return Some(calendar);
    }
    if has(&["ago"]) {
        return ago(words);
    }
    let direction = match () {
        () if has(&["last", "past", "previous"]) => -1,
        () if has(&["next", "coming", "following"]) => 1,
        () if has(&["this"]) => 0,
        () => return None,
    };
    match () {
        () if has(&["week", "weekend"]) => Some(Meaning::Week(direction)),
        () if has(&["month"]) => Some(Meaning::Month(direction)),
        () if has(&["year"]) => Some(Meaning::Year(direction)),
        () if has(&["night", "evening"]) && direction == -1 => Some(Meaning::Offset(-1)),
        () if has(&["morning", "afternoon", "evening"]) && direction == 0 => Some(Meaning::Offset(0)),
        () => None,
    }
}

fn ago(words: &[String]) -> Option<Meaning> {
    let count = words.iter().find_map(|word| number(word))?;
    let unit = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    match () {
        () if unit("day") => Some(Meaning::Offset(-count)),
        () if unit("week") => Some(Meaning::Offset(-7 * count)),
        () if unit("month") => Some(Meaning::Month(-count)),
        () if unit("year") => Some(Meaning::Year(-count)),
        () => None,
    }
}

fn number(word: &str) -> Option<i32> {
    let names =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = names.iter().position(|name| *name == word).map(|at| at as i32 + 1);
    named
        .or_else(|| matches!(word, "a" | "an").then_some(1))
        .or_else(|| word.parse().ok().filter(|n| (1..1000).contains(n)))
}

fn calendar_words(words: &[String]) -> Option<Meaning> {
    if let Some(date) = words.iter().find_map(|word| word.parse::<Date>().ok().filter(|_| word.len() == 10)) {
        return Some(Meaning::Calendar {
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
        });
    }
    let month = words.iter().find_map(|word| month(word));
    let year = words
        .iter()
        .find_map(|word| word.parse::<i16>().ok().filter(|y| word.len() == 4 && (1000..2200).contains(y)));
    if month.is_none() && (year.is_none() || words.len() > 2) {
        return None;
    }
    let ordinal = |word: &String| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let day = month.and_then(|_| words.iter().find_map(ordinal));
    Some(Meaning::Calendar { year, month, day })
}

pub(super) fn month(word: &str) -> Option<i8> {
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let short = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec"];
    let at =
        names.iter().position(|name| *name == word).or_else(|| short.iter().position(|name| *name == word));
    at.or((word == "sep").then_some(8)).map(|at| at as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    let stem = word.trim_end_matches("'s").trim_end_matches("’s");
    Some(match stem {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn calendar(year: i16, month: Option<i8>, day: Option<i8>) -> Option<String> {
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|date| date.to_string()),
        (Some(month), None) => Date::new(year, month, 1).ok().map(|_| format!("{year:04}-{month:02}")),
        _ => Some(format!("{year:04}")),
    }
}

fn from_day(meaning: &Meaning, future: bool, day: Date) -> Option<String> {
    match *meaning {
        Meaning::Offset(days) => shifted(day, days).map(|date| date.to_string()),
        Meaning::Weekday(weekday, direction) => from_weekday(weekday, direction, future, day),
        Meaning::Week(weeks) => {
            let monday = shifted(day, -i32::from(day.weekday().to_monday_zero_offset()) + 7 * weeks)?;
            let mut sunday = shifted(monday, 6)?;
            if !future && sunday > day {
                sunday = day;
            }
            Some(if monday == sunday { monday.to_string() } else { format!("[{monday}..{sunday}]") })
        }
        Meaning::Month(months) => {
            let date = day.first_of_month().checked_add(i64::from(months).months()).ok()?;
            Some(format!("{:04}-{:02}", date.year(), date.month()))
        }
        Meaning::Year(years) => Some(format!("{:04}", i32::from(day.year()) + years)),
        Meaning::Calendar { year: _, month: Some(month), day: day_of_month } => {
            let year = nearest_year(day, month, day_of_month.unwrap_or(1), future)?;
            calendar(year, Some(month), day_of_month)
        }
        Meaning::Calendar { .. } => None,
    }
}

fn from_weekday(weekday: Weekday, direction: i32, future: bool, day: Date) -> Option<String> {
    let ahead = direction > 0 || direction == 0 && future;
    let mut offset = weekday_offset(day.weekday(), weekday, ahead);
    if offset == 0 && direction != 0 {
        offset = 7 * direction;
    }
    let date = shifted(day, offset)?;
    Some(if direction == 0 { date.to_string() } else { format!("{date}?") })
}

/// The year that puts a month and day nearest to the document's day in the direction of the tense.
fn nearest_year(from: Date, month: i8, day: i8, future: bool) -> Option<i16> {
    let date = Date::new(from.year(), month, day).ok()?;
    Some(match (future, date > from) {
        (false, true) => from.year() - 1,
        (true, false) if date < from => from.year() + 1,
        _ => from.year(),
    })
}

fn offset(meaning: &Meaning, future: bool, weekday: Option<Weekday>) -> Option<i32> {
    match *meaning {
        Meaning::Offset(days) => Some(days),
        Meaning::Weekday(named, 0) => weekday.map(|day| weekday_offset(day, named, future)),
        _ => None,
    }
}

fn shifted(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A Friday.
    const DAY: Date = date(2026, 5, 8);

    fn edtf(phrase: &str, future: bool) -> Option<String> {
        resolve(phrase, future, Origin::Known(DAY)).edtf
    }

    #[test]
    fn weekdays_follow_the_tense() {
        assert_eq!(edtf("on Tuesday", false).as_deref(), Some("2026-05-05"));
        assert_eq!(edtf("Friday", false).as_deref(), Some("2026-05-08"));
        assert_eq!(edtf("Saturday", true).as_deref(), Some("2026-05-09"));
        assert_eq!(edtf("last Tuesday", false).as_deref(), Some("2026-05-05?"));
        assert_eq!(edtf("next Friday", true).as_deref(), Some("2026-05-15?"));
    }

    #[test]
    fn calendar_dates_are_written_not_inferred() {
        let when = resolve("December 2, 2025", false, Origin::Unknown(None));
        assert_eq!((when.edtf.as_deref(), when.inferred), (Some("2025-12-02"), false));
        assert_eq!(edtf("December 2011", false).as_deref(), Some("2011-12"));
        assert_eq!(edtf("June 3", false).as_deref(), Some("2025-06-03"));
        assert_eq!(edtf("June 3", true).as_deref(), Some("2026-06-03"));
    }

    #[test]
    fn weeks_and_months_are_ranges() {
        assert_eq!(edtf("this week", false).as_deref(), Some("[2026-05-04..2026-05-08]"));
        assert_eq!(edtf("next week", true).as_deref(), Some("[2026-05-11..2026-05-17]"));
        assert_eq!(edtf("last month", false).as_deref(), Some("2026-04"));
        assert_eq!(edtf("three weeks ago", false).as_deref(), Some("2026-04-17"));
    }

    #[test]
    fn lengths_of_time_are_no_dates() {
        assert!(is_duration("two more days") && is_duration("five hours") && is_duration("62"));
        assert!(
            !is_duration("Monday")
                && !is_duration("last week")
                && !is_duration("three days ago")
                && !is_duration("2011")
        );
    }

    #[test]
    fn without_a_date_only_the_distance_is_kept() {
        let named = [
            (Weekday::Tuesday, false),
            (Weekday::Wednesday, false),
            (Weekday::Friday, false),
            (Weekday::Saturday, true),
        ];
        let day = likely_weekday(&named);
        assert_eq!(day, Some(Weekday::Friday));
        let when = resolve("on Tuesday", false, Origin::Unknown(day));
        assert_eq!((when.edtf, when.offset_days), (None, Some(-3)));
        assert_eq!(resolve("soon", true, Origin::Known(DAY)).edtf, None);
    }
}
