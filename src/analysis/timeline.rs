//! Contacts over time: activity, new ties, silence.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::count;
use crate::error::Error;
use crate::model::When;
use jiff::civil::Date;
use std::collections::BTreeMap;

#[derive(Default)]
struct Month {
    events: usize,
    new: usize,
    last: usize,
    cites: Vec<String>,
}

/// One row per month in which something happened; an event counts on the first day that its date may mean.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    let mut undated = 0;
    for tie in network.ties() {
        undated += usize::from(tie.first.is_none());
        if let (Some(first), Some(last)) = (tie.first, tie.last) {
            months.entry(month(first)).or_default().new += 1;
            months.entry(month(last)).or_default().last += 1;
        }
    }
    for event in input.case.iter().flat_map(|case| &case.events).filter(|e| input.filter.admits_event(e)) {
        if let Some((first, _)) = event.when.as_ref().and_then(When::bounds) {
            let month = months.entry(month(first)).or_default();
            month.events += 1;
            month.cites.push(event.id.clone());
        }
    }
    let columns = ["month", "events", "new ties", "ties last heard of"];
    let mut table = Table::new("Contacts over time", &columns);
    for (name, month) in &months {
        let events = if input.case.is_some() { month.events.into() } else { Value::Blank };
        table.push(
            vec![name.as_str().into(), events, month.new.into(), month.last.into()],
            month.cites.clone(),
        );
    }
    let busiest = months.iter().max_by_key(|(name, month)| (month.events, std::cmp::Reverse(*name)));
    if let Some((name, month)) = busiest.filter(|(_, month)| month.events > 0) {
        table.find(format!("Most events with a date fall into {name}: {}.", month.events));
    }
    if undated > 0 {
        table.note(format!("{} without any date left out.", count(undated, "tie")));
    }
    Ok(table)
}

/// `2031-03`.
fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
