//! Phrases counted from the last day that the text has named: "the same night", "six days later", "the day before".

use super::{number, words};
use crate::model::{Anchor, When};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many days after the last named day a phrase means; nothing if it does not count from there.
pub(crate) fn days_after_last(phrase: &str) -> Option<i32> {
    let words = words(phrase);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let part_of_day = has(&["day", "night", "evening", "morning", "afternoon", "noon"]);
    if part_of_day && (has(&["same", "that"]) || has(&["earlier", "later"]) && has(&["in"])) {
        return Some(0);
    }
    let forward = has(&["later", "after", "following", "next", "on"]);
    let back = has(&["earlier", "before", "previous"]);
    if forward == back || has(&["ago", "last"]) {
        return None;
    }
    let direction = if forward { 1 } else { -1 };
    let unit = |stem: &str| words.iter().any(|word| word.trim_end_matches('s') == stem);
    let length = match () {
        () if unit("day") || unit("night") || unit("morning") || unit("evening") => 1,
        () if unit("week") && !has(&["following", "next", "previous"]) => 7,
        () if unit("fortnight") => 14,
        () => return None,
    };
    let count = words.iter().find_map(|word| number(word)).unwrap_or(1);
    Some(direction * length * count)
}

/// The day so many days after `last`, told by `phrase`.
pub(crate) fn shifted_from(last: Date, days: i32, phrase: &str) -> When {
    let edtf = last.checked_add(days.days()).ok().map(|day| day.to_string());
    When {
        anchor: edtf.as_ref().map(|_| Anchor::Event),
        edtf,
        phrase: Some(phrase.split_whitespace().collect::<Vec<_>>().join(" ")),
        inferred: true,
        offset_days: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn phrases_count_from_the_last_named_day() {
        let cases = [
            ("the same night", Some(0)),
            ("that evening", Some(0)),
            ("Earlier in the day", Some(0)),
            ("six days later", Some(6)),
            ("two days earlier", Some(-2)),
            ("a week later", Some(7)),
            ("the next day", Some(1)),
            ("the following morning", Some(1)),
            ("the day before", Some(-1)),
            ("next week", None),
            ("three days ago", None),
            ("two hours later", None),
            ("Monday", None),
        ];
        for (phrase, days) in cases {
            assert_eq!(days_after_last(phrase), days, "{phrase}");
        }
        let when = shifted_from(date(2029, 11, 5), 6, "six days later");
        assert_eq!((when.edtf.as_deref(), when.inferred), (Some("2029-11-11"), true));
    }
}
