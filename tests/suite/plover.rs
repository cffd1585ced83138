//! PLOVER-style event records: what is written is read back, foreign records mean what their types say.

use sociogram::graph::Filter;
use sociogram::model::{Case, Certainty, Event, EventKind, ParticipantRole, StatementKind};
use sociogram::pipeline::{self, Options};
use sociogram::render;
use sociogram::source;
use std::collections::BTreeSet;

fn built(text: &str) -> pipeline::Built {
    pipeline::case_from_bytes([("x.plover.jsonl", text.as_bytes())], &Options::default()).unwrap()
}

fn talks() -> Vec<Case> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        pipeline::case_from_bytes([("story.txt", bytes.as_slice())], &Options::default()).unwrap().case
    };
    let talks = Case::from_json(include_str!("data/talks.json")).unwrap();
    paths.iter().map(read).chain([talks]).collect()
}

/// All of an event that a record has a place for.
fn kept(case: &Case, event: &Event) -> String {
    let present = event.participants.iter().filter(|part| part.role != ParticipantRole::Absent);
    let parts: BTreeSet<_> = present.map(|part| (&part.entity, part.role, part.side)).collect();
    let when = event.when.as_ref().and_then(|when| when.edtf.as_ref());
    let place = event.place.as_deref().map(|place| case.name_of(place));
    let reports: BTreeSet<_> = event.reports.iter().map(|report| &report.evidence).collect();
    format!("{:?}", (&event.id, event.kind, event.certainty, when, place, parts, reports))
}

#[test]
fn events_and_statements_come_back_as_they_were() {
    let format = render::exchange("plover").unwrap();
    let (mut events, mut statements) = (0, 0);
    for case in talks() {
        let written = (format.write)(&case, &Filter::everything());
        let back = built(&written.files[0].text());
        assert_eq!((back.failures, back.case.validate()), (vec![], vec![]));
        let told = |event: &&Event| {
            let present = event.participants.iter().filter(|part| part.role != ParticipantRole::Absent);
            event.certainty != Certainty::Denied && event.kind != EventKind::Tell && present.count() > 1
        };
        let wanted: BTreeSet<_> = case.events.iter().filter(told).map(|event| kept(&case, event)).collect();
        let found: BTreeSet<_> = back.case.events.iter().map(|event| kept(&back.case, event)).collect();
        assert_eq!(found, wanted);
        events += wanted.len();
        for statement in &back.case.statements {
            let before = case.statements.iter().find(|before| before.id == statement.id).unwrap();
            let whom = before.about.iter().chain(&before.addressee).collect::<BTreeSet<_>>();
            assert!(statement.about.iter().all(|about| whom.contains(about)));
            let date = |s: &sociogram::model::Statement| s.when.as_ref().and_then(|when| when.edtf.clone());
            assert_eq!(
                (statement.kind, &statement.source, date(statement), &statement.evidence),
                (before.kind, &before.source, date(before), &before.evidence)
            );
        }
        statements += back.case.statements.len();
    }
    assert!(events > 20 && statements > 3, "{events} {statements}");
}

#[test]
fn types_and_modes_of_other_tools_are_read() {
    let record = |code: &str, mode: &str, recipients: &str| {
        format!(
            "{{\"event_type\": \"{code}\", \"event_mode\": \"{mode}\", \"event_date\": \"20310304\", \"actors\": [\"Ann Lee\", \
             \"Cem Dag\"], \"recipients\": [{recipients}], \"placename\": \"Vell\"}}\n"
        )
    };
    let ben = "\"Ben Osei\"";
    let text = [
        record("CONSULT", "visit", ben),
        record("CONSULT", "host", ben),
        record("CONSULT", "phone", ""),
        record("AGREE", "meet", ben),
        record("REQUEST", "meet", ben),
        record("ACCUSE", "", ben),
        record("ASSAULT", "", ben),
        // Told again.
        record("CONSULT", "visit", ben),
    ]
    .concat();
    let read = built(&text);
    let events: Vec<_> = read
        .case
        .events
        .iter()
        .map(|event| {
            let hosts: Vec<_> = event
                .participants
                .iter()
                .filter(|part| part.role == ParticipantRole::Host)
                .map(|part| part.entity.as_str())
                .collect();
            (event.kind, event.certainty, event.participants.len(), hosts, event.reports.len())
        })
        .collect();
    let happened = Certainty::Happened;
    assert_eq!(
        events,
        [
            (EventKind::Visit, happened, 3, vec!["ben-osei"], 2),
            (EventKind::Visit, happened, 3, vec!["ann-lee", "cem-dag"], 1),
            (EventKind::Call, happened, 2, vec![], 1),
            (EventKind::Meet, Certainty::Planned, 3, vec![], 1),
            (EventKind::Meet, Certainty::Proposed, 3, vec![], 1),
        ]
    );
    // Those of one side did not meet each other; without recipients there are no sides.
    assert!(read.case.events[3].participants.iter().all(|part| part.side.is_some()));
    assert!(read.case.events[2].participants.iter().all(|part| part.side.is_none()));
    let accused: Vec<_> =
        read.case.statements.iter().map(|statement| (statement.kind, statement.source.as_deref())).collect();
    assert_eq!(accused, [(StatementKind::Accuse, Some("ann-lee")), (StatementKind::Accuse, Some("cem-dag"))]);
    assert_eq!(read.case.events[0].when.as_ref().unwrap().edtf.as_deref(), Some("2031-03-04"));
    let told: Vec<_> = read.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["records that tell of neither contact nor words are left out (1)"]);
}

#[test]
fn records_that_cannot_be_used_are_told_with_their_line() {
    let text = "{\"event_type\": \"CONSULT\", \"date\": \"2031-03-04\", \"actors\": [\"Ann Lee\", \"Ben Osei\"]}\n\
                {\"event_type\": \"CONSULT\", \"date\": \"20251345\", \"actors\": [\"Ann Lee\", \"Ben Osei\"]}\n\
                {\"event_type\": \"DANCE\", \"date\": \"2031-03-04\", \"actors\": [\"Ann Lee\", \"Ben Osei\"]}\n\
                {\"event_type\": \"CONSULT\", \"actors\": [\"Ann Lee\", \"None\"], \"recipients\": \"None\"}\n\
                {\"event_type\": \"CONSULT\",\n";
    let read = built(text);
    assert_eq!(read.case.events.len(), 1);
    let failures: Vec<_> = read.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failures.len(), 1);
    assert!(failures[0].starts_with("x.plover.jsonl, line 5, column "), "{}", failures[0]);
    let told: Vec<_> = read.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "line 2: the record is left out, its date is none: '20251345'",
            "line 3: the record is left out, its type is unknown: 'DANCE'",
            "line 4: the record is left out, it ties no two parties",
        ]
    );
}

#[test]
fn many_parties_take_linear_time_and_deep_nesting_is_refused() {
    let names: Vec<_> = (0..20_000).map(|number| format!("\"Person {number}\"")).collect();
    let text = format!("{{\"event_type\": \"CONSULT\", \"actors\": [{}]}}\n", names.join(","));
    assert_eq!(built(&text).case.events[0].participants.len(), 20_000);
    let deep = format!("{{\"event_type\": \"CONSULT\", \"actors\": {}", "[".repeat(100_000));
    let read = source::read("deep.jsonl", deep.as_bytes()).value;
    assert!(read.cases.is_empty() && read.failures.len() == 1);
}

#[test]
fn what_records_have_no_place_for_is_counted() {
    let talks = Case::from_json(include_str!("data/talks.json")).unwrap();
    let format = render::exchange("plover").unwrap();
    let written = (format.write)(&talks, &(format.default_filter)());
    let told = talks.events.iter().filter(|event| event.kind == EventKind::Tell).count();
    let denied = talks.events.iter().filter(|event| event.certainty == Certainty::Denied).count();
    let count = |what: &str| written.dropped.iter().find(|d| d.what == what).map_or(0, |d| d.count);
    assert_eq!((count("tellings"), count("denied events")), (told, denied));
    let all: usize = talks.events.iter().map(|event| event.reports.len()).sum();
    assert!(written.files[0].text().lines().count() + told + denied >= talks.events.len().min(all));
}
