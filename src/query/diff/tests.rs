use super::*;
use crate::model::{Certainty, Confidence, EventKind, EventReport, Evidence, Mention, Participant, TextSpan};

fn person(name: &str, mentions: &[&str]) -> Entity {
    let mut entity = Entity::new(EntityKind::Person, name);
    for id in mentions {
        let span = TextSpan { start: 0, end: 1, text: "x".into() };
        entity.mentions.push(Mention { id: (*id).to_owned(), document: "doc-1".into(), span });
    }
    entity
}

fn meeting(report: &str, parties: &[&str], certainty: Certainty) -> Event {
    let evidence = Evidence { document: "doc-1".into(), start: 0, end: 4, quote: "Met.".into() };
    let participants = parties.iter().map(|id| Participant {
        entity: (*id).to_owned(),
        role: ParticipantRole::Attendee,
        side: None,
    });
    Event {
        id: format!("ev-{report}"),
        kind: EventKind::Meet,
        participants: participants.collect(),
        certainty,
        when: None,
        place: None,
        claimed_by: None,
        confidence: Confidence::CERTAIN,
        statement: None,
        reports: vec![EventReport {
            id: report.to_owned(),
            evidence,
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: Vec::new(),
        }],
    }
}

fn case(entities: Vec<Entity>, events: Vec<Event>) -> Case {
    Case { entities, events, ..Case::default() }
}

#[test]
fn a_case_equals_itself() {
    let case = case(
        vec![person("Anna Keller", &["me-1"]), person("Ben Osei", &["me-2"])],
        vec![meeting("er-1", &["anna-keller", "ben-osei"], Certainty::Happened)],
    );
    let diff = diff(&case, &case, &Filter::all_contact());
    assert!(diff.is_empty());
    assert_eq!(diff.both, case);
    assert!(!diff.answer("What changed?").found);
}

#[test]
fn a_new_name_is_a_change_and_a_merged_entry_is_gone() {
    let old = case(
        vec![
            person("Anna Keler", &["me-1"]),
            person("A. Keller", &["me-2", "me-3"]),
            person("Ben Osei", &["me-4"]),
        ],
        vec![meeting("er-1", &["anna-keler", "ben-osei"], Certainty::Happened)],
    );
    let new = case(
        vec![person("Anna Keller", &["me-1", "me-2", "me-3"]), person("Ben Osei", &["me-4"])],
        vec![meeting("er-1", &["anna-keller", "ben-osei"], Certainty::Happened)],
    );
    let diff = diff(&old, &new, &Filter::all_contact());
    let told: Vec<_> = diff.actors.iter().map(|a| (a.name.as_str(), a.change, a.details.join(";"))).collect();
    assert_eq!(
        told,
        [
            ("Anna Keler", Change::Gone, "now part of Anna Keller".to_owned()),
            ("Anna Keller", Change::Changed, "name: A. Keller → Anna Keller".to_owned()),
        ]
    );
    assert!(diff.ties.is_empty() && diff.events.is_empty(), "{:?} {:?}", diff.ties, diff.events);
}

#[test]
fn new_gone_and_changed_events_are_told_with_their_sentences() {
    let people = || {
        vec![person("Anna Keller", &["me-1"]), person("Ben Osei", &["me-2"]), person("Cem Ada", &["me-3"])]
    };
    let old = case(
        people(),
        vec![
            meeting("er-1", &["anna-keller", "ben-osei"], Certainty::Planned),
            meeting("er-2", &["anna-keller", "cem-ada"], Certainty::Happened),
        ],
    );
    let new = case(
        people(),
        vec![
            meeting("er-1", &["anna-keller", "ben-osei"], Certainty::Happened),
            meeting("er-3", &["ben-osei", "cem-ada"], Certainty::Happened),
        ],
    );
    let diff = diff(&old, &new, &Filter::all_contact());
    let told: Vec<_> = diff.events.iter().map(|e| (e.finding.id.as_str(), e.change)).collect();
    assert_eq!(told, [("ev-er-3", Change::New), ("ev-er-2", Change::Gone), ("ev-er-1", Change::Changed)]);
    assert_eq!(diff.events[2].details, ["certainty: planned → happened"]);
    assert_eq!(diff.tie("cem-ada", "anna-keller"), Some(Change::Gone));
    assert_eq!(diff.both.events.len(), 3);
    let answer = diff.answer("What changed?");
    assert_eq!(answer.findings().len(), 3);
    assert!(answer.findings().iter().all(|finding| finding.sources[0].quote == "Met."));
}

#[test]
fn somebody_else_of_the_same_handle_gets_another_id_in_the_joint_case() {
    let old = case(vec![person("Ann Keller", &["me-1"])], Vec::new());
    let mut stranger = person("Ann Kéller", &["me-9"]);
    stranger.id = "ann-keller".into();
    let new = case(vec![stranger], Vec::new());
    let diff = diff(&old, &new, &Filter::all_contact());
    assert_eq!(diff.actor("ann-keller"), Some(Change::New));
    assert_eq!(diff.actor("ann-keller-before"), Some(Change::Gone));
    assert_eq!(diff.both.entities.len(), 2);
}
