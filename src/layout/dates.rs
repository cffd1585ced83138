//! Dates short enough for a line: "2 Dec 2025", "4–5 Dec 2025".

use crate::model::When;
use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether dates are written with their year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Year {
    Written,
    /// Everything took place in one year, which is said elsewhere.
    Implied,
}

/// First and last day of all calendar dates, if there are any.
pub(crate) fn bounds<'a>(whens: impl IntoIterator<Item = &'a When>) -> Option<(Date, Date)> {
    let all = whens.into_iter().filter_map(When::bounds);
    all.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// From the first to the last of several dates; the words of a single date that has no calendar day; else nothing.
pub(crate) fn short_span(whens: &[&When], year: Year) -> String {
    match (bounds(whens.iter().copied()), whens) {
        (Some((first, last)), _) => {
            let text = span(first, last);
            let stripped = text.strip_suffix(&format!(" {}", last.year())).map(str::to_owned);
            stripped.filter(|_| year == Year::Implied).unwrap_or(text)
        }
        (None, [one]) => words(one),
        _ => String::new(),
    }
}

fn words(when: &When) -> String {
    let phrase = when.phrase.clone().unwrap_or_default();
    phrase.strip_prefix("on ").map_or(phrase.clone(), str::to_owned)
}

/// Leaves out what both days share.
pub(crate) fn span(first: Date, last: Date) -> String {
    let month = |date: Date| MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    let year = last.year();
    if first == last {
        return format!("{} {} {year}", last.day(), month(last));
    }
    if first.year() != last.year() {
        return format!("{}–{}", span(first, first), span(last, last));
    }
    if first.day() == 1 && last == last.last_of_month() {
        return match (first.month() == last.month(), first.month(), last.month()) {
            (true, ..) => format!("{} {year}", month(last)),
            (_, 1, 12) => year.to_string(),
            _ => format!("{}–{} {year}", month(first), month(last)),
        };
    }
    if first.month() == last.month() {
        return format!("{}–{} {} {year}", first.day(), last.day(), month(last));
    }
    format!("{} {}–{} {} {year}", first.day(), month(first), last.day(), month(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_both_days_share_is_said_once() {
        assert_eq!(span(date(2025, 12, 2), date(2025, 12, 2)), "2 Dec 2025");
        assert_eq!(span(date(2025, 12, 4), date(2025, 12, 5)), "4–5 Dec 2025");
        assert_eq!(span(date(2025, 11, 4), date(2025, 12, 5)), "4 Nov–5 Dec 2025");
        assert_eq!(span(date(2025, 11, 1), date(2025, 11, 30)), "Nov 2025");
        assert_eq!(span(date(2025, 1, 1), date(2025, 12, 31)), "2025");
    }
}
