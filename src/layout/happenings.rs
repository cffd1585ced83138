//! From a case to the happenings of a timeline: every event that the filter keeps, with its words.

use super::dates::{Year, bounds, short_span, span};
use super::text::clean;
use super::wording::listed;
use crate::graph::Filter;
use crate::model::{Case, Certainty, Event, EventKind, ParticipantRole};
use jiff::civil::Date;

/// Something that happened, is planned, proposed or denied among several.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happening {
    pub(crate) id: String,
    pub(crate) kind: EventKind,
    pub(crate) certainty: Certainty,
    pub(crate) claimed: bool,
    pub(crate) contested: bool,
    /// Ids of those who take part; those who speak, call or visit first.
    pub(crate) parties: Vec<String>,
    /// How many of them lead: speak, call or visit. None if all take part alike.
    pub(crate) leading: usize,
    pub(crate) days: Option<(Date, Date)>,
    /// The day in a few letters.
    pub(crate) day: String,
    /// Who did what, where, how certain.
    pub(crate) text: String,
    pub(crate) evidence: Vec<String>,
}

/// Happenings in order of time: dated ones first.
pub(crate) fn happenings(case: &Case, filter: &Filter) -> Vec<Happening> {
    let events: Vec<&Event> = case.events.iter().filter(|event| filter.admits_event(event)).collect();
    let all = bounds(events.iter().filter_map(|event| event.when.as_ref()));
    let year = match all {
        Some((first, last)) if first.year() == last.year() => Year::Implied,
        _ => Year::Written,
    };
    let mut found: Vec<Happening> =
        events.iter().map(|event| happening(case, event, year)).filter(|h| h.parties.len() > 1).collect();
    found.sort_by_key(|h| (h.days.is_none(), h.days.map(|(first, last)| (last, first)), h.id.clone()));
    found
}

/// From the first to the last day of those dated.
pub(crate) fn period(happenings: &[Happening]) -> String {
    let days = happenings.iter().filter_map(|h| h.days);
    days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map_or_else(String::new, |(a, b)| span(a, b))
}

fn happening(case: &Case, event: &Event, year: Year) -> Happening {
    let present = || {
        event.participants.iter().filter(|p| {
            p.role != ParticipantRole::Absent
                && case.entity(&p.entity).is_none_or(|entity| entity.kind.is_actor())
        })
    };
    let mut parties: Vec<String> = Vec::new();
    for party in present().filter(|p| leads(p.role)).chain(present().filter(|p| !leads(p.role))) {
        if !parties.contains(&party.entity) {
            parties.push(party.entity.clone());
        }
    }
    let leading = present().filter(|p| leads(p.role)).count().min(parties.len());
    let leading = if leading == parties.len() { 0 } else { leading };
    let whens: Vec<_> = event.when.iter().collect();
    let days = event.when.as_ref().and_then(crate::model::When::bounds);
    let day = if days.is_some() { short_span(&whens, year) } else { String::new() };
    let text = text(case, event, &parties, leading, &day);
    Happening {
        id: event.id.clone(),
        kind: event.kind,
        certainty: event.certainty,
        claimed: event.claimed_by.is_some(),
        contested: event.is_contested(),
        days,
        day,
        text,
        evidence: evidence(case, event),
        parties,
        leading,
    }
}

fn leads(role: ParticipantRole) -> bool {
    use ParticipantRole::{Caller, Mediator, Questioner, Speaker, Visitor};
    matches!(role, Visitor | Caller | Speaker | Questioner | Mediator)
}

/// "Anna Keller → Ben Osei: visit, Bern, 4 Mar (planned)".
fn text(case: &Case, event: &Event, parties: &[String], leading: usize, day: &str) -> String {
    let names: Vec<String> = parties.iter().map(|id| clean(case.name_of(id))).collect();
    let who = match names.split_at(leading) {
        ([], all) => listed(all),
        (leaders, others) => format!("{} → {}", listed(leaders), listed(others)),
    };
    let mut what = event.kind.as_str().replace('-', " ");
    if let Some(place) = &event.place {
        what = format!("{what}, {}", clean(case.name_of(place)));
    }
    if !day.is_empty() {
        what = format!("{what}, {day}");
    }
    let claimed = if event.claimed_by.is_some() { "claimed" } else { "" };
    let told = match (event.is_contested(), event.certainty) {
        (true, _) => "contested",
        (_, Certainty::Happened) => "",
        (_, other) => other.as_str(),
    };
    let marks: Vec<&str> = [told, claimed].into_iter().filter(|mark| !mark.is_empty()).collect();
    if marks.is_empty() { format!("{who}: {what}") } else { format!("{who}: {what} ({})", marks.join(", ")) }
}

fn evidence(case: &Case, event: &Event) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for report in &event.reports {
        let source = case.document(&report.evidence.document).map(|d| format!(" ({})", clean(&d.name)));
        let sentence = format!("“{}”{}", clean(report.evidence.quote.trim()), source.unwrap_or_default());
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}
