//! Contacts over time: activity, new ties, silence.

use super::passes::Input;
use super::table::Table;
use super::words::count;
use crate::error::Error;
use crate::model::When;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The stretches of time that a timeline counts by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// `2031-05-12`.
    Day,
    /// Weeks from Monday to Sunday, after ISO 8601: `2031-W20`.
    Week,
    /// `2031-05`.
    #[default]
    Month,
    /// `2031`.
    Year,
}

impl Window {
    /// The window that a day falls into; windows sort by time.
    fn of(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

#[derive(Default)]
struct Stretch {
    events: usize,
    new: usize,
    last: usize,
    cites: Vec<String>,
}

/// One row per window in which something happened; an event counts on the first day that its date may mean.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, window) = (input.network, input.options.window);
    let mut stretches: BTreeMap<String, Stretch> = BTreeMap::new();
    let mut undated = 0;
    for tie in network.ties() {
        undated += usize::from(tie.first.is_none());
        if let (Some(first), Some(last)) = (tie.first, tie.last) {
            stretches.entry(window.of(first)).or_default().new += 1;
            stretches.entry(window.of(last)).or_default().last += 1;
        }
    }
    for &(day, rows) in network.days() {
        stretches.entry(window.of(day)).or_default().events += rows as usize;
    }
    for event in input.case.iter().flat_map(|case| &case.events).filter(|e| input.filter.admits_event(e)) {
        if let Some((first, _)) = event.when.as_ref().and_then(When::bounds) {
            let stretch = stretches.entry(window.of(first)).or_default();
            stretch.events += 1;
            stretch.cites.push(event.id.clone());
        }
    }
    let columns = [window.name(), "events", "new ties", "ties last heard of"];
    let mut table = Table::new("Contacts over time", &columns);
    for (name, stretch) in &stretches {
        let counts = [stretch.events, stretch.new, stretch.last].map(Into::into);
        table.push([vec![name.as_str().into()], counts.to_vec()].concat(), stretch.cites.clone());
    }
    let busiest = stretches.iter().max_by_key(|(name, stretch)| (stretch.events, std::cmp::Reverse(*name)));
    match busiest.filter(|(_, stretch)| stretch.events > 0) {
        Some((name, stretch)) => {
            table.find(format!("Most events with a date fall into {name}: {}.", stretch.events));
        }
        None => table.find("No event of this network has a date."),
    }
    if undated > 0 {
        table.note(format!("{} without any date left out.", count(undated, "tie")));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn windows_name_the_stretch_of_a_day() {
        let name = |window: Window| window.of(date(2027, 1, 2));
        assert_eq!(
            [Window::Day, Window::Week, Window::Month, Window::Year].map(name),
            ["2027-01-02", "2026-W53", "2027-01", "2027"]
        );
    }
}
