//! The days on which a telling may mean its event to have taken place.

use super::super::time::is_duration;
use crate::model::{Case, Certainty, Event, EventKind, When};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Longest stretch of days that says anything about which event is meant: two months.
const VAGUE_DAYS: i32 = 62;

/// News without a day tells what happened in the week before it, or is planned for the fortnight after.
const DAYS_BACK: i32 = 7;
const CLAIMED_BACK: i32 = 62;
/// What is denied may have been reported long before.
const DENIED_BACK: i32 = 90;
const DAYS_AHEAD: i32 = 14;

/// From the first to the last possible day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    first: Date,
    last: Date,
    /// Counted from the document's date only: the telling has no day of its own.
    pub(super) guessed: bool,
}

impl Window {
    pub(super) fn is_day(self) -> bool {
        self.first == self.last && !self.guessed
    }

    /// Number of days, the last one included.
    pub(super) fn days(self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days() + 1)
    }

    pub(super) fn overlaps(self, other: Window) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Windows of the events of a case.
pub(super) struct Windows {
    /// Day of each dated document.
    dates: BTreeMap<String, Date>,
}

impl Windows {
    pub(super) fn of(case: &Case) -> Self {
        let dates = case.documents.iter().filter_map(|d| Some((d.id.clone(), d.date?))).collect();
        Self { dates }
    }

    /// Nothing for events that no other report can be joined with: words told, and contacts at no known time.
    pub(super) fn of_event(&self, event: &Event) -> Option<Window> {
        if matches!(event.kind, EventKind::Tell | EventKind::Sign) {
            return None;
        }
        match event.when.as_ref().and_then(When::bounds) {
            Some((first, last)) => {
                let window = Window { first, last, guessed: false };
                (1..=VAGUE_DAYS).contains(&window.days()).then_some(window)
            }
            None => self.guess(event),
        }
    }

    fn guess(&self, event: &Event) -> Option<Window> {
        let phrase = event.when.as_ref().and_then(|when| when.phrase.as_deref());
        let day = *self.dates.get(&event.reports[0].evidence.document)?;
        let (back, ahead) = match event.certainty {
            _ if phrase.is_some_and(|phrase| !is_duration(phrase)) => return None,
            // Who denies it speaks of what was before, if only by a day.
            Certainty::Denied => (DENIED_BACK, -1),
            // What somebody claims to have been need not be news.
            Certainty::Happened if event.claimed_by.is_some() => (CLAIMED_BACK, 0),
            Certainty::Happened => (DAYS_BACK, 0),
            Certainty::Planned => (0, DAYS_AHEAD),
            Certainty::Proposed => return None,
        };
        let first = day.checked_sub(back.days()).ok()?;
        let last = day.checked_add(ahead.days()).ok()?;
        Some(Window { first, last, guessed: true })
    }
}
