use super::*;
use crate::model::{
    Certainty, Confidence, Document, Entity, Event, EventKind, EventReport, Evidence, Metadata, Participant,
    ParticipantRole, Role, When,
};
use jiff::civil::date;

const TEXT: &str = "Zoë O’Brien, envoy of Ünal’s court, met Jean-Pierre Ünal in Šibenik on Monday.";

/// Two people with accents and quotes in their names, a meeting, its sentence.
fn case() -> Case {
    let metadata = Metadata {
        name: "šibenik-talks.txt".into(),
        title: Some("Talks in Šibenik".into()),
        url: Some("https://example.org/zoe-obrien".into()),
        ..Metadata::default()
    };
    let mut case = Case::default();
    case.documents.push(Document::new(TEXT, metadata));
    let quoted =
        Evidence { document: case.documents[0].id.clone(), start: 0, end: TEXT.len(), quote: TEXT.into() };
    let mut zoe = Entity::new(EntityKind::Person, "Zoë O’Brien");
    zoe.aliases.push("Zoe <Zed> & O'Brien".into());
    zoe.side = Some("Šibenik side".into());
    zoe.roles.push(Role {
        title: "envoy of Ünal’s court".into(),
        of: Some("šibenik".into()),
        evidence: quoted.clone(),
    });
    case.entities = vec![
        zoe,
        Entity::new(EntityKind::Person, "Jean-Pierre Ünal"),
        Entity::new(EntityKind::Place, "Šibenik"),
        Entity::new(EntityKind::Place, "Zadar"),
        Entity::new(EntityKind::Place, "Trieste"),
    ];
    let report = EventReport {
        id: "er-1".into(),
        evidence: quoted,
        trigger: None,
        parties: Vec::new(),
        place: None,
        time: None,
        certainty: Certainty::Happened,
        claimed_by: None,
        confidence: Confidence::percent(95),
        reasons: vec!["confirmed by Zoë O’Brien".into()],
    };
    let party = |number: usize| Participant {
        entity: case.entities[number].id.clone(),
        role: ParticipantRole::default(),
        side: None,
    };
    case.events.push(Event {
        id: "ev-1".into(),
        kind: EventKind::Meet,
        participants: vec![party(0), party(1)],
        certainty: Certainty::Happened,
        when: Some(When { phrase: Some("on Monday".into()), ..When::day(date(2031, 3, 3)) }),
        place: Some(case.entities[2].id.clone()),
        claimed_by: None,
        confidence: Confidence::percent(95),
        statement: None,
        reports: vec![report],
    });
    case
}

fn names(names: &[&str]) -> Names {
    Names { wholes: names.iter().map(|&name| name.to_owned()).collect(), ..Names::default() }
}

fn left(text: &str, name: &str) -> bool {
    !leaks(text, &names(&[name]), "").found.is_empty()
}

#[test]
fn nothing_that_names_is_left_and_what_ties_stays() {
    let case = case();
    let wanted = Names::of(&case);
    let before = leaks(&case.to_json(), &wanted, "");
    assert_eq!(before.found.len(), wanted.len(), "the search sees every name: {before:?}");
    let redacted = redact(&case, &Options::default()).case;
    let proof = leaks(&redacted.to_json(), &wanted, &vocabulary().to_json());
    assert_eq!(proof, Proof { names: wanted.len(), ..Proof::default() });
    let json = redacted.to_json();
    for word in [
        "Monday",
        "met ",
        "confirmed",
        "envoy",
        "court",
        &case.documents[0].sha256,
        &case.documents[0].id,
        "2031-03-03",
    ] {
        assert!(!json.contains(word), "{word}");
    }
    assert_eq!(redacted.validate(), []);
    let event = &redacted.events[0];
    assert_eq!(event.participants.len(), 2);
    assert_eq!(event.when.as_ref().and_then(|when| when.edtf.as_deref()), Some("2031-03"));
    assert!(redacted.name_of(event.place.as_deref().unwrap()).starts_with("Place "));
    assert_eq!(redact(&case, &Options::default()).case, redacted, "the same bytes again");
}

#[test]
fn dates_and_places_are_as_coarse_as_asked() {
    let case = case();
    let coast = |place: &str| ["Šibenik", "Zadar"].contains(&place).then_some("Croatia");
    let with = |dates, places| redact(&case, &Options { dates, places });
    let by_country = with(Dates::Year, Places::ByCountry(&coast));
    assert_eq!(by_country.case.entities_of(EntityKind::Place).count(), 2);
    assert_eq!(by_country.case.events[0].when.as_ref().unwrap().edtf.as_deref(), Some("2031"));
    assert_eq!(by_country.case.validate(), []);
    let key = by_country.key.iter().filter(|entry| entry.pseudonym.starts_with("Place")).collect::<Vec<_>>();
    assert_eq!(key.len(), 3, "the key tells all places of a country: {key:?}");
    let nowhere = with(Dates::None, Places::None).case;
    assert_eq!(nowhere.entities_of(EntityKind::Place).count(), 0);
    assert!(nowhere.events[0].when.is_none() && nowhere.events[0].place.is_none());
    assert_eq!(nowhere.validate(), []);
}

#[test]
fn the_key_tells_who_is_who() {
    let case = case();
    let redacted = redact(&case, &Options::default());
    let all: Vec<_> = redacted.key.iter().map(|entry| entry.name.as_str()).collect();
    for name in ["Zoë O’Brien", "Jean-Pierre Ünal", "Šibenik", "Zadar", "Trieste", "Šibenik side"] {
        assert!(all.contains(&name), "{name}");
    }
    let pseudonyms: Vec<_> = redacted.key.iter().map(|entry| entry.pseudonym.as_str()).collect();
    assert_eq!(pseudonyms, ["Person 1", "Person 2", "Place 1", "Place 2", "Place 3", "Side 1"]);
}

#[test]
fn nobody_gets_a_pseudonym_that_is_a_name() {
    let mut case = Case::default();
    for name in ["Person 1", "PERSON  2", "Person 3a", "Group 7"] {
        case.entities.push(Entity::new(EntityKind::Person, name));
    }
    let key = redact(&case, &Options::default()).key;
    let pseudonyms: Vec<_> = key.iter().map(|entry| entry.pseudonym.as_str()).collect();
    assert_eq!(pseudonyms, ["Person 3", "Person 4", "Person 5", "Person 6"]);
}

#[test]
fn names_are_found_in_every_disguise() {
    for text in [
        "…says ZOE O'BRIEN, who",
        r#"{"name":"Zo\u00eb O\u2019Brien"}"#,
        "<b>Zo&#235; O&#x2019;Brien</b>",
        "Zo&#xEB; O&apos;Brien",
        "<data>[{&quot;name&quot;:&quot;Zo\\u00eb O\\u2019Brien&quot;}]</data>",
        "Zo&amp;#235; O&amp;apos;Brien",
        "https://example.org/?q=Zo%C3%AB%20O%E2%80%99Brien",
        "zoe-obrien",
        "zoe-o-brien",
        "ZoeOBrien",
        "id_zoeobrien2",
        "Zoë\\nO’Brien",
        "Zo\u{200b}ë O’Bri\u{ad}en",
        "Zoe\u{308} O’Brien",
    ] {
        assert!(left(text, "Zoë O’Brien"), "{text}");
    }
    for text in ["Zoëlle O’Brien", "O’Brien, Zoë", "", "zoe brien"] {
        assert!(!left(text, "Zoë O’Brien"), "{text}");
    }
    for (text, name) in [
        ("<data>\u{202b}محمد الأحمد\u{202c}</data>", "محمد الأحمد"),
        ("id-mhmd-al-hmd محمدالأحمد", "محمد‌الأحمد"),
        ("外长王毅说", "王毅"),
        ("МИНИСТР ПЁТР ИВАНОВ", "Пётр Иванов"),
        ("us-envoy", "U.S."),
        ("a \"\"Nick\"\" b", "\"Nick\""),
        ("x (?i).*[a-z]+ y", "(?i).*[A-Z]+"),
        ("&lt;script&gt;alert(1)", "<script>alert(1)"),
        ("%3Cscript%3Ealert%281%29", "<script>alert(1)"),
    ] {
        assert!(left(text, name), "{name} in {text}");
    }
}

#[test]
fn a_short_name_is_no_part_of_a_word() {
    for (name, text) in [("Al", "partial"), ("Art", "part party"), ("Li", "alias list"), ("Meeting", "met")] {
        assert!(!left(text, name), "{name}");
    }
    assert!(left("al", "Al"));
}

#[test]
fn every_word_of_a_name_is_looked_for() {
    let case = case();
    let found = leaks("Jean and Brien and the Obrien", &Names::of(&case), "").found;
    assert_eq!(found, ["Jean", "O'Brien", "O’Brien"]);
}

#[test]
fn a_name_that_is_a_word_of_the_format_is_told() {
    let wanted = names(&["Group", "Ünal", "2031"]);
    let proof = leaks(r#"{"kind":"group","name":"Unal","year":2031}"#, &wanted, r#"{"kind":"group"}"#);
    assert_eq!(
        (proof.indistinct, proof.found),
        (vec!["2031".to_owned(), "Group".to_owned()], vec!["Ünal".to_owned()])
    );
    assert_eq!(
        leaks("{}", &wanted, "group"),
        Proof { names: 3, ..Proof::default() },
        "what is not there is not there"
    );
}
