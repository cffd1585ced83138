//! How contact is told: nouns, verbs, offices, the chair, places and days.

use super::reading::{case, events, people};
use sociogram::model::{Case, Certainty, EventKind, Metadata};
use sociogram::pipeline::{self, Options};

const BOTH: [&str; 2] = ["Ada Quist", "Ben Osei"];

/// The events of a document of this day.
fn dated(date: &str, text: &str) -> Case {
    let with_date = format!("---\ndate: {date}\n---\n\n{text}\n");
    pipeline::case_from_bytes([("dated.txt", with_date.as_bytes())], &Options::default()).unwrap().case
}

fn days(case: &Case) -> Vec<Option<&str>> {
    case.events.iter().map(|event| event.when.as_ref().and_then(|when| when.edtf.as_deref())).collect()
}

#[test]
fn two_are_in_contact_by_verbs_and_nouns_of_many_kinds() {
    for text in [
        "The plan was drawn up after talks in Porto between Ada Quist, the finance minister, and Ben Osei of Varnia.",
        "The deal came after nine hours of talks at the port authority in Porto between Ada Quist and Ben Osei.",
        "Ada Quist, who received a call from Ben Osei last Friday, said she would think about it.",
        "Ada Quist spent three hours at the castle with Ben Osei on Monday.",
        "Prime Minister Ada Quist, who summoned Ben Osei to her office last week, praised the offer.",
        "Ada Quist answered questions from the lawmaker Ben Osei for two hours.",
        "According to Tamar Lind, Ada Quist and Ben Osei dined together in Porto.",
        "The border treaty was agreed in Porto on May 3 by Ada Quist and Ben Osei.",
        "Ada Quist, the special envoy, is expected in Porto on Monday for a meeting with Ben Osei.",
    ] {
        assert_eq!(events(&case(&[text])), [BOTH], "{text}");
    }
}

#[test]
fn what_only_sounds_like_contact_is_none() {
    for text in [
        "Ada Quist spent three years on a book about Ben Osei.",
        "The court summoned Ben Osei, and Ada Quist heard it on the radio.",
        "Ada Quist received a call for help from the port that Ben Osei runs.",
        "Ada Quist answered questions about Ben Osei.",
        "The border treaty was agreed by parliament, said Ada Quist and Ben Osei.",
        "Ada Quist said a meeting with Ben Osei could help.",
        "Spokesman Ben Osei said there had been no meeting with Ada Quist.",
    ] {
        assert_eq!(events(&case(&[text])), Vec::<Vec<&str>>::new(), "{text}");
    }
}

#[test]
fn whoever_is_expected_has_not_come() {
    let case = case(&["Ada Quist is expected in Porto on Monday for a meeting with Ben Osei."]);
    assert_eq!(case.events[0].certainty, Certainty::Planned);
}

#[test]
fn talks_that_fail_have_taken_place() {
    let text = "Ada Quist and Ben Osei sat down. The strike began when Quist and Osei failed to agree in a first round of talks.";
    let case = case(&[text]);
    assert!(case.events.iter().all(|event| event.certainty == Certainty::Happened), "{:?}", case.events);
    assert!(!case.events.is_empty());
}

#[test]
fn the_chair_is_no_side() {
    for (with, others) in [
        ("with the minister, Tamar Lind, in the chair", 3),
        ("with Tamar Lind presiding", 3),
        ("with Tamar Lind present", 3),
    ] {
        let case = case(&[&format!("Ada Quist and Ben Osei negotiated on Monday, {with}.")]);
        assert_eq!(case.events.len(), 1, "{with}");
        assert_eq!(case.events[0].participants.len(), others, "{with}");
        assert!(case.events[0].participants.iter().all(|p| p.side.is_none()), "{with}");
    }
    let sides = case(&["Ada Quist and Ben Osei negotiated on Monday with Tamar Lind."]);
    assert!(sides.events[0].participants.iter().all(|p| p.side.is_some()));
}

#[test]
fn an_office_is_known_by_whose_it_is() {
    let text = "Union president Ben Osei and the head of the bank, Tamar Lind, waited. Ada Quist phoned the union's leader.";
    assert_eq!(events(&case(&[text])), [BOTH]);
    // Of two leaders neither is the leader of the third body.
    let text = "Union leader Ben Osei and party leader Tamar Lind waited. Ada Quist phoned the bank's leader on Monday.";
    assert!(events(&case(&[text])).iter().all(|parties| parties == &["Ada Quist"]));
}

#[test]
fn both_leaders_are_the_only_two_that_the_text_pairs() {
    let text = "Ada Quist and Ben Osei spoke on Saturday.\n\nNobody else was told.\n\nA spokeswoman said nothing.\n\n\
        Prime Minister Tamar Lind will receive both leaders on Wednesday.";
    let found = case(&[text]);
    let visit = found.events.iter().find(|event| event.kind == EventKind::Visit).unwrap();
    assert_eq!(visit.participants.len(), 3);
    let other = text.replace("Nobody else", "Mira Soto and Jan Wolff spoke on Monday. Nobody else");
    let found = case(&[&other]);
    let visits = found.events.iter().filter(|event| event.kind == EventKind::Visit);
    assert!(visits.into_iter().all(|event| event.participants.len() == 1));
}

#[test]
fn surnames_joined_by_and_are_no_firm() {
    let text = "Ben Osei met Ada Quist. Trains stood still after Quist and Osei that night walked out.";
    assert_eq!(people(&case(&[text])).len(), 2);
}

#[test]
fn a_flashback_counts_from_the_day_of_the_news() {
    let text = "The government appointed a mediator on Friday in a dispute that has stopped trains since Thursday.\n\n\
        Ada Quist met Ben Osei four days earlier. A day later Quist telephoned Osei.";
    assert_eq!(days(&dated("2031-06-07", text)), [Some("2031-06-02"), Some("2031-06-03")]);
    // Inside a paragraph it counts from the day named there.
    let text = "The government met on Friday.\n\nThe strike ended on Tuesday. Ada Quist met Ben Osei two days earlier.";
    assert_eq!(days(&dated("2031-06-07", text)), [Some("2031-06-01")]);
}

#[test]
fn a_first_meeting_counts_from_the_second() {
    let text = "Ada Quist and Ben Osei met on Tuesday. A ship sailed on Thursday. Their first meeting, a week earlier, was short.";
    assert_eq!(days(&dated("2031-06-07", text)), [Some("2031-06-03"), Some("2031-05-27")]);
}

#[test]
fn a_denial_without_a_day_is_of_what_was_reported_before() {
    let day = |date: &str, text: &str| {
        let metadata =
            Metadata { date: date.parse().ok(), name: format!("{date}.txt"), ..Metadata::default() };
        sociogram::model::Document::new(text, metadata)
    };
    let join = |denied: &str| {
        let documents = vec![
            day("2031-03-16", "Ada Quist met Ben Osei in Porto on Saturday."),
            day(denied, "Ada Quist denied that she had met Ben Osei."),
        ];
        pipeline::join(pipeline::read_documents(documents, &|_, _| {}).unwrap()).case
    };
    let later = join("2031-05-20");
    let meetings = later.events.iter().filter(|event| event.kind == EventKind::Meet).count();
    assert_eq!(meetings, 1);
    // On the very day, or before it, something else is denied.
    let before = join("2031-03-15");
    assert_eq!(before.events.iter().filter(|event| event.kind == EventKind::Meet).count(), 2);
}

#[test]
fn the_place_may_be_unlisted_toured_or_where_one_is_summoned() {
    let place = |text: &str| {
        let case = case(&[text]);
        let report = &case.events[0].reports[0];
        report.place.as_ref().map(|place| place.span.text.clone())
    };
    for (text, expected) in [
        ("Ada Quist met Ben Osei in Dhulan on Monday.", "Dhulan"),
        ("Ada Quist and Ben Osei inspected the castle together on Monday.", "the castle"),
        ("Ada Quist summoned Ben Osei to her office on Monday.", "her office"),
    ] {
        assert_eq!(place(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn bodies_hear_and_press_and_call_people_before_them() {
    for text in [
        "The witness, Ada Quist, was heard behind closed doors by the committee's chairman, Ben Osei.",
        "Ada Quist answered questions from the ombudsman, Ben Osei, for two hours.",
    ] {
        let case = case(&[text]);
        assert_eq!(events(&case), [BOTH], "{text}");
        assert_eq!(case.events[0].kind, EventKind::Testify, "{text}");
    }
    for text in [
        "Members of the committee pressed Ada Quist for hours on Monday.",
        "Ada Quist resigned after being called before the city council on Monday.",
    ] {
        let case = case(&[text]);
        assert!(case.events.iter().any(|event| event.kind == EventKind::Testify), "{text}");
    }
}

#[test]
fn letters_are_handed_over_and_officials_called_in() {
    for text in [
        "The letter was handed to Ada Quist by Ambassador Ben Osei in Porto.",
        "Ada Quist presented the plan to Ben Osei at the town hall on Monday.",
        "Ada Quist called Ben Osei in on Tuesday.",
        "Ada Quist and Ben Osei spent three hours at the castle on Monday.",
        "Prime Minister Ada Quist and President Ben Osei signed the agreement on Monday.",
        "On Monday Ada Quist, the dean of physics, testified before the ombudsman, Ben Osei.",
    ] {
        assert_eq!(events(&case(&[text])), [BOTH], "{text}");
    }
}

#[test]
fn what_is_denied_is_told_all_the_same() {
    let case = case(&["Ada Quist came. She insisted that there had been no dinner with Ben Osei on May 3."]);
    assert_eq!(events(&case), [BOTH]);
    assert_eq!(case.events[0].certainty, Certainty::Denied);
}

#[test]
fn members_of_a_group_are_named() {
    for text in [
        "Ada Quist spoke with some forty doctors, among them Ben Osei.",
        "Ada Quist met lawmakers including Ben Osei on Monday.",
    ] {
        assert_eq!(events(&case(&[text])), [BOTH], "{text}");
    }
}

#[test]
fn who_is_only_spoken_of_is_no_member() {
    for rest in ["including about Ben Osei", "among them a friend of Ben Osei", "including Ben Osei's sister"]
    {
        let text = format!("Ada Quist spoke to some officials, {rest}.");
        let found = case(&[&text]);
        assert!(events(&found).iter().all(|parties| !parties.contains(&"Ben Osei")), "{text}");
    }
}

#[test]
fn pronouns_prefer_the_clause_above_and_avoid_its_subject() {
    let text =
        "Mayor Tamar Lind was tired. Minister Ada Quist spent the morning in Porto, where she met Ben Osei.";
    assert_eq!(events(&case(&[text])), [BOTH]);
    let text = "Mira Soto will lead the school. Minister Ada Quist is to receive her on Monday.";
    assert_eq!(events(&case(&[text])), [["Ada Quist", "Mira Soto"]]);
}

#[test]
fn the_two_are_those_who_met_and_whose_is_theirs() {
    let text = "Ada Quist met Ben Osei on Sunday. Their first talks, on May 3, had failed.";
    assert_eq!(events(&case(&[text])).len(), 2);
    let text = "The text was negotiated last week by Ada Quist and Ben Osei, the two ministers, whose first meeting had failed.";
    assert!(events(&case(&[text])).iter().all(|parties| parties == &BOTH));
}

#[test]
fn a_date_beats_its_weekday_and_a_clause_of_time_has_its_day() {
    let text = "Ada Quist met Ben Osei on Sunday, May 4.";
    assert_eq!(days(&dated("2031-05-16", text)), [Some("2031-05-04")]);
    let text = "The plan was made on May 3, when Ada Quist met Ben Osei.";
    assert_eq!(days(&dated("2031-05-16", text)), [Some("2031-05-03")]);
    // The day of another clause is none of this one.
    let text =
        "Ada Quist sat down with Ben Osei for their first talks since the president resigned in March.";
    assert_eq!(days(&dated("2031-05-16", text)), [None]);
}

#[test]
fn only_humans_resign_and_dine() {
    let text = "Oskbert Vrell resigned. Vrell said nothing when he was asked.";
    assert_eq!(people(&case(&[text])), ["Oskbert Vrell"]);
}

#[test]
fn documents_agree_on_who_is_a_person() {
    let sure = "Chairman Oskbert Vrell said that he would go.";
    let cases = case(&[sure, sure, "Oskbert Vrell rose 3 percent."]);
    assert_eq!(people(&cases), ["Oskbert Vrell"]);
    assert_eq!(cases.entities.iter().filter(|entity| entity.name == "Oskbert Vrell").count(), 1);
}

#[test]
fn a_bare_office_is_filled_by_its_only_holder() {
    let texts = [
        "Ada Quist, the rector of the college, met Ben Osei on Monday.",
        "Ada Quist was tired. Ben Osei met the rector on Monday.",
    ];
    let both = case(&texts);
    assert!(events(&both).iter().all(|parties| parties == &BOTH), "{:?}", events(&both));
    // Where the document does not name her, it may speak of another.
    let other = case(&[texts[0], "Mira Soto met the rector on Monday."]);
    assert!(events(&other).iter().all(|parties| !parties.contains(&"Mira Soto") || parties.len() == 1));
}
