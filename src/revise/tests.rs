use super::*;
use crate::model::{
    Action, Case, Certainty, Confidence, Correction, Decision, Entity, EntityKind, EntityRef, Event,
    EventKind, EventReport, Evidence, FindingRef, Mention, Participant, ParticipantRole, ReportedParty,
    TextSpan,
};

/// A person with mentions: document and first byte; the words are the name.
fn person(name: &str, mentions: &[(&str, usize)]) -> Entity {
    let mut entity = Entity::new(EntityKind::Person, name);
    entity.mentions = mentions.iter().map(|&(document, start)| mention(document, start, name)).collect();
    entity
}

fn mention(document: &str, start: usize, words: &str) -> Mention {
    Mention { id: format!("me-{document}-{start}"), document: document.into(), span: span(start, words) }
}

fn span(start: usize, words: &str) -> TextSpan {
    TextSpan { start, end: start + words.len(), text: words.to_owned() }
}

fn report(document: &str, start: usize, parties: &[(&str, usize)]) -> EventReport {
    let quote = "They met.".to_owned();
    EventReport {
        id: format!("er-{document}-{start}"),
        evidence: Evidence { document: document.into(), start: 0, end: 200, quote },
        trigger: Some(span(start, "met")),
        parties: parties
            .iter()
            .map(|&(id, start)| ReportedParty {
                entity: Some(id.to_owned()),
                span: span(start, "Words"),
                role: ParticipantRole::Attendee,
                side: None,
            })
            .collect(),
        place: None,
        time: None,
        certainty: Certainty::Happened,
        claimed_by: None,
        confidence: Confidence::percent(60),
        reasons: Vec::new(),
    }
}

fn meeting(reports: Vec<EventReport>) -> Event {
    let mut ids: Vec<_> = reports.iter().flat_map(|r| &r.parties).filter_map(|p| p.entity.clone()).collect();
    ids.sort();
    ids.dedup();
    Event {
        id: format!("ev-{}", reports[0].id.trim_start_matches("er-")),
        kind: EventKind::Meet,
        participants: ids
            .into_iter()
            .map(|entity| Participant { entity, role: ParticipantRole::Attendee, side: None })
            .collect(),
        certainty: Certainty::Happened,
        when: None,
        place: None,
        claimed_by: None,
        confidence: Confidence::percent(60),
        statement: None,
        reports,
    }
}

/// Two spellings of one person, each with a meeting of her own with Ben.
fn spelled_twice() -> Case {
    Case {
        entities: vec![
            person("Anna Keler", &[("doc-b", 0)]),
            person("Anna Keller", &[("doc-a", 0), ("doc-a", 90)]),
            person("Ben Osei", &[("doc-a", 20), ("doc-b", 20)]),
        ],
        events: vec![
            meeting(vec![report("doc-a", 12, &[("anna-keller", 0), ("ben-osei", 20)])]),
            meeting(vec![report("doc-b", 12, &[("anna-keler", 0), ("ben-osei", 20)])]),
        ],
        ..Case::default()
    }
}

fn named(case: &Case, name: &str) -> EntityRef {
    EntityRef::to(case.entities.iter().find(|entity| entity.name == name).expect("she is there"))
}

fn decided(action: Action) -> Decision {
    Decision::new(action, Some("Mira".into()), None, None).sealed(1)
}

fn apply(case: &mut Case, decisions: &[Decision]) -> Vec<Unmet> {
    let held = in_force(decisions);
    let mut unmet = identities(case, &held);
    unmet.extend(verdicts(case, &held));
    unmet
}

fn names(case: &Case) -> Vec<&str> {
    case.entities.iter().map(|entity| entity.name.as_str()).collect()
}

fn same(case: &Case) -> Decision {
    let (keep, merge) = (named(case, "Anna Keller"), vec![named(case, "Anna Keler")]);
    decided(Action::Same { keep, merge })
}

#[test]
fn two_spellings_become_one_with_all_they_had() {
    let mut case = spelled_twice();
    let decision = same(&case);
    assert!(apply(&mut case, std::slice::from_ref(&decision)).is_empty());
    assert_eq!(names(&case), ["Anna Keller", "Ben Osei"]);
    assert_eq!(case.entities[0].aliases, ["Anna Keler"]);
    assert_eq!(case.entities[0].mentions.len(), 3);
    assert!(case.events.iter().all(|event| event.involves("anna-keller")));
    let once = case.clone();
    apply(&mut case, &[decision]);
    assert_eq!(case, once, "applying again changes nothing");
}

#[test]
fn what_is_undone_has_no_effect_and_can_come_back() {
    let case = spelled_twice();
    let decision = same(&case);
    let undo = Decision::new(Action::Undo { of: decision.id.clone() }, None, None, None).sealed(2);
    let redo = Decision::new(Action::Undo { of: undo.id.clone() }, None, None, None).sealed(3);
    let all = [redo, undo, decision];
    assert_eq!(in_force(&all[1..]), Vec::<&Decision>::new());
    assert_eq!(in_force(&all), [&all[2]]);
    assert!(is_undone(&all[1..], &all[2].id) && !is_undone(&all, &all[2].id));
}

#[test]
fn the_order_of_lines_does_not_matter() {
    let case = spelled_twice();
    let rename = |name: &str, n| {
        let entity = named(&case, "Ben Osei");
        Decision::new(Action::Rename { entity, name: name.into() }, None, None, None).sealed(n)
    };
    let (first, second) = (rename("Benjamin Osei", 1), rename("B. Osei", 2));
    let (mut one, mut other) = (case.clone(), case.clone());
    apply(&mut one, &[first.clone(), second.clone(), first.clone()]);
    apply(&mut other, &[second, first]);
    assert_eq!(one, other);
    assert!(names(&one).contains(&"B. Osei"));
}

#[test]
fn a_decision_finds_its_people_by_mention_after_a_rename() {
    let mut case = spelled_twice();
    let rename = Action::Rename { entity: named(&case, "Anna Keler"), name: "A. K.".into() };
    let decisions = [Decision::new(rename, None, None, None).sealed(1), {
        let mut later = same(&case);
        later.n = 2;
        later
    }];
    assert!(apply(&mut case, &decisions).is_empty());
    assert_eq!(names(&case), ["Anna Keller", "Ben Osei"]);
}

#[test]
fn not_the_same_takes_apart_what_the_texts_were_read_as() {
    let mut apart = spelled_twice();
    let decision =
        decided(Action::NotTheSame { entities: [named(&apart, "Anna Keller"), named(&apart, "Anna Keler")] });
    assert!(apply(&mut apart, std::slice::from_ref(&decision)).is_empty());
    assert_eq!(apart, spelled_twice(), "two that are two stay two");
    let mut merged = spelled_twice();
    let one = same(&merged);
    apply(&mut merged, &[one]);
    merged.events = vec![meeting(vec![
        report("doc-a", 12, &[("anna-keller", 0), ("ben-osei", 20)]),
        report("doc-b", 12, &[("anna-keller", 0), ("ben-osei", 20)]),
    ])];
    assert!(apply(&mut merged, &[decision]).is_empty());
    assert_eq!(names(&merged), ["Anna Keler", "Anna Keller", "Ben Osei"]);
    assert_eq!(merged.events.len(), 2, "an event told of both is two");
    assert!(merged.events[0].involves("anna-keller") && merged.events[1].involves("anna-keler"));
    assert!(merged.events.iter().all(|event| event.reports.len() == 1 && event.involves("ben-osei")));
}

#[test]
fn a_split_moves_mentions_events_and_nothing_else() {
    let mut case = spelled_twice();
    let one = same(&case);
    apply(&mut case, &[one]);
    let entity = named(&case, "Anna Keller");
    let action = Action::Split {
        entity,
        documents: vec!["doc-b".into()],
        mentions: Vec::new(),
        name: Some("Anna Keler of Bern".into()),
    };
    let decision = decided(action);
    assert!(apply(&mut case, std::slice::from_ref(&decision)).is_empty());
    assert_eq!(names(&case), ["Anna Keler of Bern", "Anna Keller", "Ben Osei"]);
    assert!(case.events[1].involves("anna-keler-of-bern") && !case.events[1].involves("anna-keller"));
    assert!(case.events[0].involves("anna-keller"));
}

#[test]
fn rejecting_takes_the_reports_and_keeps_what_others_tell() {
    let mut case = spelled_twice();
    let target = FindingRef::to_event(&case.events[0], "Anna Keller met Ben Osei");
    let reject = decided(Action::Reject { target });
    let newer = report("doc-c", 12, &[("anna-keller", 0), ("ben-osei", 20)]);
    case.events[0].reports.push(newer);
    assert!(apply(&mut case, std::slice::from_ref(&reject)).is_empty());
    assert_eq!(case.events.len(), 2);
    let kept = case.events.iter().find(|event| event.id == "ev-doc-c-12").expect("the other report stays");
    assert_eq!(kept.reports.len(), 1);
    let unmet = apply(&mut case, &[reject]);
    assert_eq!(unmet.len(), 1, "a target that is gone is told: {unmet:?}");
}

#[test]
fn a_rejected_event_stays_rejected_when_the_texts_are_read_anew() {
    let target = FindingRef::to_event(&spelled_twice().events[0], "Anna Keller met Ben Osei");
    let reject = decided(Action::Reject { target });
    let mut anew = spelled_twice();
    // Another version takes one word more for the one that tells it, so the report has another id.
    let trigger = anew.events[0].reports[0].trigger.as_mut().expect("it has one");
    *trigger = span(8, "has met");
    anew.events[0].reports[0].id = "er-other".into();
    assert!(apply(&mut anew, &[reject]).is_empty());
    assert_eq!(anew.events.len(), 1);
}

#[test]
fn confirmed_and_corrected_events_are_certain_and_say_by_whom() {
    let mut case = spelled_twice();
    let confirm = decided(Action::Confirm { target: FindingRef::to_event(&case.events[0], "x") });
    let set = Correction {
        certainty: Some(Certainty::Denied),
        date: Some("2031-03-04".into()),
        place: Some("Bern".into()),
        participants: vec![named(&case, "Anna Keler"), named(&case, "Anna Keller")],
        ..Correction::default()
    };
    let correct = decided(Action::Correct { target: FindingRef::to_event(&case.events[1], "y"), set });
    assert!(apply(&mut case, &[confirm, correct]).is_empty());
    assert_eq!(case.events[0].confidence, Confidence::CERTAIN);
    assert_eq!(case.events[0].reports[0].reasons, ["confirmed by Mira"]);
    let corrected = &case.events[1];
    assert_eq!(corrected.certainty, Certainty::Denied);
    assert_eq!(corrected.place.as_deref(), Some("bern"));
    assert!(corrected.involves("anna-keller") && !corrected.involves("ben-osei"));
    assert_eq!(corrected.when.as_ref().and_then(|when| when.edtf.as_deref()), Some("2031-03-04"));
    assert!(case.validate().iter().all(|flaw| !flaw.to_string().contains("bern")));
}

#[test]
fn kinds_and_sides_are_set() {
    let mut case = spelled_twice();
    let place = decided(Action::SetKind { entity: named(&case, "Anna Keler"), kind: EntityKind::Place });
    let side = decided(Action::SetSide { entity: named(&case, "Ben Osei"), side: Some("Norland".into()) });
    let gone = EntityRef { name: "Nobody".into(), mentions: Vec::new() };
    let unmet = apply(&mut case, &[place, side, decided(Action::SetSide { entity: gone, side: None })]);
    assert_eq!(unmet.len(), 1);
    assert!(unmet[0].to_string().contains("nobody is called Nobody"), "{}", unmet[0]);
    assert_eq!(case.entity("anna-keler").map(|e| e.kind), Some(EntityKind::Place));
    assert!(!case.events[1].involves("anna-keler"));
    assert_eq!(case.entity("ben-osei").and_then(|e| e.side.as_deref()), Some("Norland"));
}
