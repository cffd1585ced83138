//! Days as event tables write them, as numbers; a day that is not in the calendar is none.

use crate::model::DayNumber;

/// Order of the parts and what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    /// `20240304`, or with hyphens.
    Iso,
    /// As [`DateForm::Iso`], or `3/4/2024` with the month first.
    MonthFirst,
    /// As [`DateForm::Iso`], or `4 March 2024`, `04-Mar-24`.
    Words,
}

/// The day that was read last: tables are mostly in order of days.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LastDay {
    hyphens: Option<([u8; 10], DayNumber)>,
    digits: Option<([u8; 8], DayNumber)>,
}

impl LastDay {
    /// As [`day`].
    #[inline]
    pub(super) fn day(&mut self, field: &[u8], form: DateForm) -> Option<DayNumber> {
        if let Ok(text) = field.try_into() {
            remembered(&mut self.hyphens, text, form)
        } else if let Ok(text) = field.try_into() {
            remembered(&mut self.digits, text, form)
        } else {
            day(field, form)
        }
    }
}

#[inline]
fn remembered<const N: usize>(
    last: &mut Option<([u8; N], DayNumber)>,
    text: [u8; N],
    form: DateForm,
) -> Option<DayNumber> {
    if let Some((known, day)) = *last
        && known == text
    {
        return Some(day);
    }
    let day = day(&text, form)?;
    *last = Some((text, day));
    Some(day)
}

/// The day of a field: digits with or without hyphens, perhaps with a time behind it.
pub(super) fn day(field: &[u8], form: DateForm) -> Option<DayNumber> {
    iso(field).or_else(|| match form {
        DateForm::Iso => None,
        DateForm::MonthFirst => month_first(field),
        DateForm::Words => words(field),
    })
}

#[inline]
fn iso(field: &[u8]) -> Option<DayNumber> {
    let (at, plain) = match field {
        [_, _, _, _, b'-', _, _, b'-', _, _, ..] => ([5, 8], false),
        [_, _, _, _, _, _, _, _, ..] => ([4, 6], true),
        _ => return None,
    };
    let year = two(field, 0)? * 100 + two(field, 2)?;
    let rest = &field[at[1] + 2..];
    let ends = if plain { rest.is_empty() } else { matches!(rest.first(), None | Some(b' ' | b'T')) };
    ends.then(|| number(year, two(field, at[0])?, two(field, at[1])?))?
}

#[inline]
fn two(field: &[u8], at: usize) -> Option<i32> {
    let [tens, ones] = [field[at].wrapping_sub(b'0'), field[at + 1].wrapping_sub(b'0')];
    (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
}

fn month_first(field: &[u8]) -> Option<DayNumber> {
    let mut parts = std::str::from_utf8(field).ok()?.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = parts.next().is_none() && year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    fits.then(|| number(digits(year)?, digits(month)?, digits(day)?))?
}

fn words(field: &[u8]) -> Option<DayNumber> {
    const MONTHS: [&str; 12] = [
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
    let mut parts = std::str::from_utf8(field).ok()?.split([' ', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?.to_lowercase(), parts.next()?);
    let month = MONTHS.iter().position(|name| month.len() >= 3 && name.starts_with(&month))?;
    let century = match year.len() {
        2 => 2000,
        4 => 0,
        _ => return None,
    };
    let fits = parts.next().is_none() && day.len() <= 2;
    fits.then(|| number(century + digits(year)?, month as i32 + 1, digits(day)?))?
}

fn digits(text: &str) -> Option<i32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days since 1970 in the proleptic Gregorian calendar.
#[inline]
fn number(year: i32, month: i32, day: i32) -> Option<DayNumber> {
    const LENGTHS: [i32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = LENGTHS.get(usize::try_from(month - 1).ok()?)? + i32::from(leap && month == 2);
    if year < 1 || !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March put the leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some(days - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar_day;

    #[test]
    fn days_are_read_in_every_form_and_must_exist() {
        let read =
            |text: &str, form| day(text.as_bytes(), form).and_then(calendar_day).map(|d| d.to_string());
        for (text, form) in [
            ("2024-03-04", DateForm::Iso),
            ("20240304", DateForm::Iso),
            ("2024-03-04T10:00", DateForm::Iso),
            ("3/4/2024", DateForm::MonthFirst),
            ("4 March 2024", DateForm::Words),
            ("04-Mar-24", DateForm::Words),
        ] {
            assert_eq!(read(text, form).as_deref(), Some("2024-03-04"), "{text}");
        }
        for text in ["20251345", "2025-02-29", "2023-11-31", "", "soon", "2025-1-1", "202503041", "00000101"]
        {
            assert_eq!(read(text, DateForm::Words), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_six_centuries_is_the_calendars() {
        let mut date = jiff::civil::date(1700, 1, 1);
        while date.year() < 2300 {
            let number = day(date.to_string().as_bytes(), DateForm::Iso).unwrap();
            assert_eq!(calendar_day(number), Some(date));
            date = date.tomorrow().unwrap();
        }
    }
}
