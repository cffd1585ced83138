//! Formats that are only read: GML, Pajek and DOT give the same people and ties as the formats that carry everything.

use proptest::prelude::*;
use sociogram::model::{Case, Certainty, EventKind};
use sociogram::pipeline::{self, Options};
use sociogram::source;

const NAMES: [&str; 5] =
    ["Harbor Hall", "Ilse Marenko", "Mirel \"Tano\" Väsko <&> Гнат 'x'", "Tomas Kerr", "Tomas Kerr"];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/data/graphs").join(name))
        .unwrap()
}

fn case(name: &str, bytes: &[u8]) -> Case {
    let built = pipeline::case_from_bytes([(name, bytes)], &Options::default()).expect("nothing to parse");
    assert_eq!(built.failures, [], "{name}");
    assert_eq!(built.case.validate(), [], "{name}");
    built.case
}

fn names(case: &Case) -> Vec<&str> {
    case.entities.iter().map(|entity| entity.name.as_str()).collect()
}

fn nasty_events(case: &Case) {
    let told = |event: &sociogram::model::Event| {
        let date = event.when.as_ref().and_then(|when| when.edtf.clone());
        (event.kind, event.certainty, date, event.reports[0].evidence.quote.clone())
    };
    let day = |day: &str| Some(day.to_owned());
    let quote = |text: &str| text.to_owned();
    assert_eq!(
        case.events.iter().map(told).collect::<Vec<_>>(),
        [
            (
                EventKind::Meet,
                Certainty::Happened,
                day("2024-03-02"),
                quote("Marenko met \"Kerr\" at the hall & <talked> until 5 % < 6")
            ),
            (EventKind::Call, Certainty::Planned, day("2024-03-05"), quote("a second, parallel edge")),
            (EventKind::Negotiate, Certainty::Happened, None, quote("line one\nline two\twith a tab")),
        ]
    );
}

#[test]
fn gml_tells_names_kinds_dates_and_sentences() {
    let case = case("nasty.gml", &file("nasty.gml"));
    assert_eq!(names(&case), NAMES);
    nasty_events(&case);
    assert_eq!(case.statements.len(), 1, "the loop is somebody who speaks of himself");
}

#[test]
fn dot_tells_what_gml_tells() {
    let case = case("nasty.dot", &file("nasty.dot"));
    assert_eq!(names(&case), NAMES);
    nasty_events(&case);
}

#[test]
fn pajek_tells_names_and_ties() {
    let case = case("nasty.net", &file("nasty.net"));
    let wanted = [
        "Harbor Hall",
        "Ilse Marenko",
        "Mirel 'Tano' Väsko <&> Гнат 'x'",
        "Tomas Kerr [p:kerr]",
        "Tomas Kerr [p:kerr-2]",
    ];
    assert_eq!(names(&case), wanted);
    assert_eq!(case.events.len(), 3, "two parallel edges and one more; nobody meets himself");
}

#[test]
fn our_own_drawing_comes_back_with_its_certainties() {
    let text = "graph \"sociogram\" { n0[label=\"Ann\\nLee\"] n1[label=\"Ben Osei\"]
        n0 -- n1 [label=\"will meet\", tooltip=\"Lee is to meet Osei.\", class=\"contact planned\"] }";
    let case = case("network.dot", text.as_bytes());
    assert_eq!(names(&case), ["Ann Lee", "Ben Osei"]);
    assert_eq!(case.events[0].certainty, Certainty::Planned);
    assert_eq!(case.events[0].reports[0].evidence.quote, "Lee is to meet Osei.");
}

#[test]
fn content_is_recognised_whatever_the_name() {
    for (name, format) in [("nasty.gml", "gml"), ("nasty.net", "pajek"), ("nasty.dot", "dot")] {
        let bytes = file(name);
        let text = std::str::from_utf8(&bytes).unwrap();
        let found = source::FORMATS.iter().find(|format| (format.recognise)(text));
        assert_eq!(found.map(|found| found.name), Some(format));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic(file_number in 0_usize..3, at: usize, bytes in prop::collection::vec(any::<u8>(), 0..4), cut: bool) {
        let name = ["nasty.gml", "nasty.net", "nasty.dot"][file_number];
        let mut damaged = file(name);
        let at = at % damaged.len();
        if cut { damaged.truncate(at) } else { damaged.splice(at..at + 1, bytes); }
        let _ = source::read(name, &damaged);
    }

    #[test]
    fn any_words_of_these_languages_never_panic(
        words in prop::collection::vec(prop::sample::select(&[
            "graph", "digraph", "strict", "{", "}", "[", "]", "->", "--", ";", "=", ":", ",", "\"", "\\", "<", ">", "+", "a",
            "é", "1", "-", ".", "node", "edge", "subgraph", "id", "source", "target", "label", "&#1043;", "&", "#", "\n",
            "*Vertices 2\n", "*Arcs\n", "*Edgeslist\n", "%", "/*", "*/", "//", " ",
        ][..]), 0..60),
        format in prop::sample::select(&["gml", "pajek", "dot"][..]),
    ) {
        let options = source::Options { format: Some(format), ..source::Options::default() };
        let _ = source::read_with("odd", words.concat().as_bytes(), &options);
    }
}
