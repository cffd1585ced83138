//! Redacted cases: nobody is named in any byte of any format, whatever people are called.

use crate::program::Sandbox;
use proptest::prelude::*;
use sociogram::graph::Filter;
use sociogram::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Evidence,
    Mention, Metadata, Participant, ParticipantRole, Quotation, Role, Statement, StatementKind, TextSpan,
    When, kebab,
};
use sociogram::redact::{self, Names, Options};
use sociogram::render::{self, Exchange};

const MONDAY: &str = "Title: Ministers meet\nDate: 2031-03-04\nSource: Harbour Gazette\nURL: https://example.org/keller\n\n\
    Foreign Minister Anna Keller met Ben Osei, adviser to Carla Diaz, in Bern on Monday. \
    Keller telephoned Carla Diaz in Geneva on Tuesday. Carla Diaz told Emil Novak that Keller had lied.\n";
const NAMES: &[&str] = &[
    "keller",
    "osei",
    "diaz",
    "novak",
    "bern",
    "geneva",
    "monday",
    "ministers",
    "gazette",
    "adviser",
    "lied",
];

fn ok(sandbox: &Sandbox, arguments: &[&str]) -> (String, String) {
    let run = sandbox.run(arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    (run.stdout, run.stderr)
}

fn story() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("monday.txt", MONDAY);
    sandbox
}

#[test]
fn every_format_can_be_redacted_and_still_answers() {
    let sandbox = story();
    let (plain, _) = ok(&sandbox, &["convert", "monday.txt", "--to", "case"]);
    assert!(plain.to_lowercase().contains("keller"), "unless asked, everything is told");
    let formats = render::EXCHANGE.iter().map(|format| (format.name, format.extensions[0]));
    for (format, extension) in formats.chain([("case", "json")]) {
        let file = format!("out.{extension}");
        let (_, told) = ok(&sandbox, &["convert", "monday.txt", "--redact", "--to", format, "-o", &file]);
        assert!(told.contains("none is left") && told.contains("pseudonymous, not anonymous"), "{told}");
    }
    let mut read = 0;
    for entry in std::fs::read_dir(sandbox.folder.path()).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("out.") {
            let text = sandbox.read(&name).to_lowercase();
            read += 1;
            assert!(text.contains("person"), "{name}: {text}");
            for word in NAMES {
                assert!(!text.contains(word), "{word} in {name}: {text}");
            }
        }
    }
    assert!(read > render::EXCHANGE.len(), "{read} files");
    let ties = |input: &str| ok(&sandbox, &["ties", input, "--format", "csv"]).0.lines().count();
    assert_eq!(ties("out.json"), ties("monday.txt"), "who is tied to whom stays");
    let (picture, _) = ok(&sandbox, &["draw", "out.json"]);
    assert!(picture.contains("Person 1") && !picture.contains("Keller"));
    let (events, _) = ok(&sandbox, &["list", "events", "out.json"]);
    assert!(events.contains("2031-03"), "{events}");
}

#[test]
fn the_key_and_the_coarseness_are_as_asked() {
    let sandbox = story();
    let with = |more: &[&str]| {
        let all = [&["convert", "monday.txt", "--to", "case", "--redact"], more].concat();
        ok(&sandbox, &all)
    };
    let places = |json: &str| {
        let case = Case::from_json(json).expect("a case");
        case.entities_of(EntityKind::Place).count()
    };
    let (case, told) = with(&["--redact-key", "key.csv"]);
    assert_eq!(places(&case), 1, "Bern and Geneva lie in one country");
    assert!(case.contains("\"2031-03\"") && told.contains("key.csv tells who is who"), "{told}");
    let key = sandbox.read("key.csv");
    assert!(
        key.starts_with("pseudonym,name\n") && key.contains(",Anna Keller\n") && key.contains(",Geneva\n")
    );
    assert_eq!(places(&with(&["--redact-places", "each"]).0), 2);
    let (bare, _) = with(&["--redact-places", "none", "--redact-dates", "none"]);
    assert!(places(&bare) == 0 && !bare.contains("2031"));
    assert!(!with(&["--redact-dates", "year"]).0.contains("2031-03"));
    let run = sandbox.run(&["convert", "monday.txt", "--to", "case", "--redact-dates", "year"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    let (_, told) = ok(&sandbox, &["convert", "monday.txt", "--redact", "-o", "keller.json"]);
    assert!(told.contains("the name of the file itself says 'Keller'"), "{told}");
}

#[test]
fn a_case_folder_is_redacted_like_any_input() {
    let sandbox = story();
    ok(&sandbox, &["case", "init", "mycase", "--title", "Keller papers"]);
    ok(&sandbox, &["case", "add", "mycase", "monday.txt"]);
    ok(
        &sandbox,
        &["case", "rename", "mycase", "Osei", "Benedict Osei", "--by", "Mira", "--why", "says Keller"],
    );
    let (case, _) = ok(&sandbox, &["convert", "mycase", "--redact", "--to", "case"]);
    for word in NAMES.iter().chain(&["benedict", "mira"]) {
        assert!(!case.to_lowercase().contains(word), "{word}");
    }
}

/// Every file of a case in a format; with no format, the case itself.
fn files(case: &Case, format: Option<&Exchange>) -> Vec<String> {
    match format {
        None => vec![case.to_json()],
        Some(format) => (format.write)(case, &Filter::everything())
            .files
            .iter()
            .map(|file| file.text().into_owned())
            .collect(),
    }
}

fn formats() -> impl Iterator<Item = Option<&'static Exchange>> {
    render::EXCHANGE.iter().map(Some).chain([None])
}

/// How a name may be written; made without the code under test, but for the ids of the model.
fn spellings(name: &str) -> Vec<String> {
    let percent: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let escaped: String = name.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let xml = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let json = serde_json::to_string(name).expect("a text");
    vec![name.to_owned(), kebab(name), percent, escaped, xml, json[1..json.len() - 1].to_owned()]
}

#[test]
fn every_spelling_of_every_hostile_name_is_seen() {
    let hostile = [
        "<b>Anna</b> & \"Co\"",
        "(?i).*Keller[0-9]+",
        "Robert'); DROP TABLE people;--",
        "محمد الأحمد",
        "יוסף כהן",
        "王毅明",
        "Zoë O’Brien",
        "\u{202e}rellek\u{202c} ANNA",
        "Пётр Иванов",
        "=HYPERLINK(\"x\")",
        "{\"name\":\"Keller\"}",
        "%41nna Keller",
        "Al Art",
        "François-Xavier d'Aubigné",
    ];
    let mut case = Case::default();
    case.entities.extend(hostile.map(|name| Entity::new(EntityKind::Person, name)));
    let names = Names::of(&case);
    for name in hostile {
        for spelling in spellings(name) {
            let text = format!("<x y=\"1\">{spelling}</x>");
            let found = redact::leaks(&text, &names, "").found;
            assert!(!found.is_empty(), "{name} as {spelling}");
        }
    }
    let redacted = redact::redact(&case, &Options::default()).case;
    for format in formats() {
        let vocabulary = files(&redact::vocabulary(), format).concat();
        for text in files(&redacted, format) {
            assert_eq!(redact::leaks(&text, &names, &vocabulary).found, [] as [String; 0]);
        }
    }
}

/// Names of markup, quotes, marks of direction, other scripts, and words of the formats.
fn name() -> impl Strategy<Value = String> {
    let wild = "[A-Z<>&\"'=+@;,|\\- éЖ王\u{202e}\u{5d0}\u{1f600}\\\\%(){}.*][a-zé<&\"' \u{5d1}Жя]{2,10}";
    prop_oneof![
        proptest::string::string_regex(wild).expect("a pattern"),
        proptest::sample::select(vec![
            "Person 1",
            "Group",
            "Meet",
            "Anna Keller",
            "Al",
            "Side 2",
            "Place 1",
            "null",
            "Node",
            "2031",
            "True",
        ])
        .prop_map(str::to_owned),
    ]
}

prop_compose! {
    fn case()(
        names in proptest::collection::vec(name(), 3..8),
        kinds in proptest::collection::vec(proptest::sample::select(&EntityKind::ALL[..]), 8),
        sides in proptest::collection::vec(proptest::option::of(name()), 8),
        aliases in proptest::collection::vec(name(), 8),
        events in proptest::collection::vec((0_usize..8, 0_usize..8, proptest::sample::select(EventKind::ALL), 1_i8..28), 0..6),
        title in name(),
    ) -> Case {
        let text = format!("{} met {}.", names[0], names[1]);
        let metadata = Metadata {
            name: format!("{title}.txt"),
            title: Some(title.clone()),
            publisher: Some(names[2].clone()),
            url: Some(format!("https://example.org/{title}")),
            ..Metadata::default()
        };
        let document = Document::new(text.clone(), metadata);
        let evidence = Evidence { document: document.id.clone(), start: 0, end: text.len(), quote: text.clone() };
        let mut case = Case { documents: vec![document], ..Case::default() };
        for (number, name) in names.iter().enumerate() {
            let mut entity = Entity::new(kinds[number], name.clone());
            entity.id = format!("{}-{number}", entity.id);
            entity.aliases.push(aliases[number].clone());
            entity.side.clone_from(&sides[number]);
            let title = format!("lawyer of {}", names[0]);
            let of = case.entities.first().map(|first| first.id.clone());
            entity.roles.push(Role { title, of, evidence: evidence.clone() });
            let span = TextSpan { start: 0, end: text.len(), text: text.clone() };
            entity.mentions.push(Mention { id: format!("me-{number}"), document: evidence.document.clone(), span });
            case.entities.push(entity);
        }
        let count = case.entities.len();
        for (number, (a, b, kind, day)) in events.into_iter().enumerate() {
            let id = |at: usize| case.entities[at % count].id.clone();
            let part = |at| Participant { entity: id(at), role: ParticipantRole::Attendee, side: None };
            let when = When { phrase: Some(format!("after {}", names[0])), ..When::day(jiff::civil::date(2031, 3, day)) };
            let report = EventReport {
                id: format!("er-{number}-{}", id(a)),
                evidence: evidence.clone(),
                trigger: Some(TextSpan { start: 0, end: 1, text: names[1].clone() }),
                parties: Vec::new(),
                place: None,
                time: None,
                certainty: Certainty::Happened,
                claimed_by: Some(id(b)),
                confidence: Confidence::percent(90),
                reasons: vec![names[0].clone()],
            };
            case.statements.push(Statement {
                id: format!("st-{number}-{}", id(a)),
                kind: StatementKind::ALL[number % StatementKind::ALL.len()],
                source: Some(id(a)),
                source_span: None,
                cue: None,
                content: vec![TextSpan { start: 0, end: text.len(), text: text.clone() }],
                quotation: Quotation::Direct,
                speech: true,
                addressee: Some(id(b)),
                addressee_span: None,
                about: vec![id(b)],
                medium: Some(names[1].clone()),
                when: Some(when.clone()),
                claimed_by: None,
                confidence: Confidence::percent(90),
                reasons: Vec::new(),
                evidence: evidence.clone(),
            });
            case.events.push(Event {
                id: format!("ev-{number}-{}", id(a)),
                kind,
                participants: vec![part(a), part(b)],
                certainty: Certainty::Happened,
                when: Some(when),
                place: Some(id(b)),
                claimed_by: Some(id(a)),
                confidence: Confidence::percent(90),
                statement: None,
                reports: vec![report],
            });
        }
        case
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The output may hold a name only where the same format holds it without the case: as one of its own words.
    #[test]
    fn no_name_is_in_any_byte_of_any_format(case in case()) {
        let redacted = redact::redact(&case, &Options::default()).case;
        let names = Names::of(&case);
        let told = case.entities.iter().flat_map(|entity| {
            [&entity.name, &entity.id].into_iter().chain(&entity.aliases).chain(&entity.side).cloned()
        });
        let told: Vec<String> = told.chain(case.documents.iter().map(|document| document.name.clone())).collect();
        for format in formats() {
            let vocabulary = files(&redact::vocabulary(), format).concat();
            let known = vocabulary.to_lowercase();
            for text in files(&redacted, format) {
                let proof = redact::leaks(&text, &names, &vocabulary);
                prop_assert!(proof.found.is_empty(), "{:?} in {text}", proof.found);
                let lower = text.to_lowercase();
                // Short ones, numbers and what looks like a hash stand by chance in other words.
                let long = |spelling: &String| spelling.chars().filter(|c| c.is_alphabetic() && !c.is_ascii_hexdigit()).count() > 1;
                for spelling in told.iter().flat_map(|name| spellings(name)).filter(long) {
                    let spelling = spelling.to_lowercase();
                    // "Person 1" is the beginning of "Person 10" only.
                    let own = known.contains(spelling.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'));
                    prop_assert!(own || !lower.contains(&spelling), "{spelling} in {text}");
                }
            }
        }
    }

    /// Arbitrary bytes of escapes do not break the search.
    #[test]
    fn the_search_survives_everything(text in "[\\\\%&;#xuU0-9a-fé\u{1f600}' \"]{0,60}") {
        let mut case = Case::default();
        case.entities.push(Entity::new(EntityKind::Person, text.clone()));
        let proof = redact::leaks(&text, &Names::of(&case), "");
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        prop_assert!(letters == 0 || proof.found.len() + proof.indistinct.len() > 0, "{text} is in itself");
    }
}
