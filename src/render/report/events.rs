//! Who met whom, what is planned, what is denied.

use super::heading;
use super::sources::Sources;
use crate::model::{Case, Certainty, Event, EventKind, When};
use crate::query::Citer;
use crate::render::escape::markdown as safe;
use std::fmt::Write;

/// A section: its title, what belongs in it, and whether it is shown when empty.
struct Section {
    title: &'static str,
    holds: fn(&Event) -> bool,
    if_empty: Option<&'static str>,
}

const SECTIONS: &[Section] = &[
    Section {
        title: "Who met whom",
        holds: |event| is_fact(event) && event.kind != EventKind::Tell,
        if_empty: Some("The texts tell of no meeting, visit, call or interview as having happened."),
    },
    Section {
        title: "Who told whom",
        holds: |event| is_fact(event) && event.kind == EventKind::Tell,
        if_empty: None,
    },
    Section {
        title: "Told only by others",
        holds: |event| event.certainty == Certainty::Happened && event.is_third_party_claim(),
        if_empty: None,
    },
    Section {
        title: "What is planned",
        holds: |event| event.certainty == Certainty::Planned,
        if_empty: Some("No contact is announced."),
    },
    Section {
        title: "What is proposed or possible",
        holds: |event| event.certainty == Certainty::Proposed,
        if_empty: None,
    },
    Section {
        title: "What is denied",
        holds: |event| event.certainty == Certainty::Denied || event.is_contested(),
        if_empty: Some("No contact is denied."),
    },
];

fn is_fact(event: &Event) -> bool {
    event.certainty == Certainty::Happened && !event.is_third_party_claim()
}

pub(super) fn write(text: &mut String, case: &Case, citer: &Citer<'_>, sources: &Sources<'_>) {
    for section in SECTIONS {
        let mut events: Vec<_> = case.events.iter().filter(|event| (section.holds)(event)).collect();
        events.sort_by_key(|event| {
            event.when.as_ref().and_then(When::bounds).map_or((true, None), |bounds| (false, Some(bounds)))
        });
        match (events.is_empty(), section.if_empty) {
            (true, None) => continue,
            (true, Some(sentence)) => {
                heading(text, section.title);
                let _ = writeln!(text, "{sentence}");
            }
            (false, _) => heading(text, section.title),
        }
        events.iter().for_each(|event| line(text, event, citer, sources));
    }
}

/// `- **A met B**, in Bern, 2031-03-04; happened; 90 %` and the sentences below.
fn line(text: &mut String, event: &Event, citer: &Citer<'_>, sources: &Sources<'_>) {
    let finding = citer.event(event);
    let mut head = format!("- **{}**", safe(&finding.text));
    if let Some(place) = &finding.place {
        let _ = write!(head, ", in {}", safe(place));
    }
    let when = event.when.as_ref().map_or("undated".to_owned(), |when| when.display());
    let certainty =
        crate::query::certainty(finding.certainty, finding.contested, finding.claimed_by.as_deref());
    let _ = write!(head, ", {} ({}; confidence {}", safe(&when), safe(&certainty), event.confidence);
    if finding.documents > 1 {
        let _ = write!(head, "; {} texts", finding.documents);
    }
    let _ = writeln!(text, "{head})");
    for (number, report) in event.reports.iter().enumerate() {
        if number > 0 {
            text.push_str("  >\n");
        }
        sources.quote(text, &report.evidence);
    }
}
