//! Formats of other tools: what is written is read back, hostile input is refused with its place.

use crate::program::Sandbox;
use proptest::prelude::*;
use sociogram::graph::{Filter, SocialGraph};
use sociogram::model::{
    Case, Certainty, Confidence, Entity, EntityKind, Event, EventKind, EventReport, Evidence, Multigraph,
    Participant, ParticipantRole, When,
};
use sociogram::pipeline::{self, Options};
use sociogram::render::{self, Exchange};
use sociogram::source;
use std::collections::BTreeSet;

/// Formats that keep all attributes.
const WHOLE: &[&str] = &["graphml", "gexf", "gexf-1.2", "node-link", "cytoscape", "csv"];

fn graphs() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/data/graphs")
}

/// Reads files as one input.
fn read(files: &[(String, String)]) -> Case {
    let inputs = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    let built = pipeline::case_from_bytes(inputs, &Options::default()).expect("nothing to parse");
    assert_eq!(built.failures, [], "{files:?}");
    assert_eq!(built.case.validate(), []);
    built.case
}

fn write(case: &Case, format: &Exchange, filter: &Filter) -> Vec<(String, String)> {
    let name = |part: Option<&str>| {
        format!("x{}.{}", part.map(|part| format!(".{part}")).unwrap_or_default(), format.extensions[0])
    };
    (format.write)(case, filter)
        .files
        .into_iter()
        .map(|file| (name(file.part), file.text().into_owned()))
        .collect()
}

fn graph(case: &Case) -> Multigraph {
    render::multigraph(case, &Filter { same_side: false, ..Filter::everything() }).0
}

/// Whether both hold the same nodes and edges, order aside; shows the first difference.
fn same(found: &Multigraph, wanted: &Multigraph, format: &str) {
    let (found, wanted) = (sorted(found.clone()), sorted(wanted.clone()));
    for (found, wanted) in found.vertices.iter().zip(&wanted.vertices) {
        assert_eq!(found, wanted, "{format}");
    }
    for (found, wanted) in found.links.iter().zip(&wanted.links) {
        assert_eq!(found, wanted, "{format}");
    }
    assert_eq!(
        (found.vertices.len(), found.links.len()),
        (wanted.vertices.len(), wanted.links.len()),
        "{format}"
    );
}

fn sorted(mut graph: Multigraph) -> Multigraph {
    graph.vertices.sort_by(|a, b| a.id.cmp(&b.id));
    graph.links.sort_by(|a, b| a.id.cmp(&b.id));
    graph
}

fn examples() -> Vec<Case> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let case = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        pipeline::case_from_bytes([("story.txt", bytes.as_slice())], &Options::default()).unwrap().case
    };
    let talks = Case::from_json(include_str!("data/talks.json")).unwrap();
    paths.iter().map(case).chain([talks]).collect()
}

#[test]
fn what_graph_formats_keep_is_read_back() {
    let examples = examples();
    assert!(examples.len() > 4 && examples.iter().all(|case| !case.events.is_empty()));
    for case in examples {
        let written = graph(&case);
        for name in WHOLE {
            let format = render::exchange(name).unwrap();
            let back = read(&write(&case, format, &(format.default_filter)()));
            same(&graph(&back), &written, name);
            // What is read can be written again, to the same bytes.
            let again = read(&write(&back, format, &(format.default_filter)()));
            assert_eq!(again.to_json(), back.to_json(), "{name}");
        }
    }
}

#[test]
fn follow_the_money_keeps_people_and_their_contacts() {
    let format = render::exchange("ftm").unwrap();
    for case in examples() {
        let filter = (format.default_filter)();
        let back = read(&write(&case, format, &filter));
        let contacts = |case: &Case| -> BTreeSet<_> {
            let filter = Filter {
                certainties: filter.certainties.clone(),
                third_party_claims: true,
                ..Filter::default()
            };
            let graph = SocialGraph::of(case, &filter);
            let ties = graph.ties().filter(|(_, _, tie)| !tie.acts.iter().all(|act| act.same_side));
            ties.map(|(a, b, _)| [graph.actor(a).name.clone(), graph.actor(b).name.clone()]).collect()
        };
        let (ours, theirs) = (contacts(&case), contacts(&back));
        assert!(ours.is_subset(&theirs), "{:?}", ours.difference(&theirs).collect::<Vec<_>>());
        let names =
            |case: &Case| -> BTreeSet<_> { case.entities.iter().map(|entity| entity.name.clone()).collect() };
        assert_eq!(names(&case), names(&back));
    }
}

#[test]
fn the_nasty_graph_is_the_same_in_every_format() {
    let file = |name: &str| (name.to_owned(), std::fs::read_to_string(graphs().join(name)).unwrap());
    let inputs = [
        vec![file("nasty.graphml")],
        vec![file("nasty.gexf")],
        vec![file("nasty-1.2.gexf")],
        vec![file("nasty.node-link.json")],
        vec![file("nasty.cyjs")],
        vec![file("nasty.nodes.csv"), file("nasty.edges.csv")],
        vec![file("nasty.edges.csv"), file("nasty.nodes.csv")],
    ];
    for files in inputs {
        let case = read(&files);
        let name = &files[0].0;
        let names: Vec<_> = case.entities.iter().map(|entity| entity.name.as_str()).collect();
        assert_eq!(
            names,
            ["Harbor Hall", "Ilse Marenko", "Mirel \"Tano\" Väsko <&> Гнат 'x'", "Tomas Kerr", "Tomas Kerr"],
            "{name}"
        );
        assert_eq!(case.entities[0].kind, EntityKind::Organisation, "{name}");
        let events: Vec<_> = case
            .events
            .iter()
            .map(|event| {
                let date = event.when.as_ref().and_then(|when| when.edtf.as_deref());
                (event.kind, event.certainty, date, event.reports[0].evidence.quote.as_str())
            })
            .collect();
        assert_eq!(
            events,
            [
                (
                    EventKind::Meet,
                    Certainty::Happened,
                    Some("2024-03-02"),
                    "Marenko met \"Kerr\" at the hall & <talked> until 5 % < 6"
                ),
                (EventKind::Call, Certainty::Planned, Some("2024-03-05"), "a second, parallel edge"),
                (EventKind::Negotiate, Certainty::Happened, None, "line one\nline two\twith a tab"),
            ],
            "{name}"
        );
        assert_eq!(case.statements.len(), 1, "{name}: the loop is somebody who speaks of himself");
    }
}

#[test]
fn every_export_is_the_same_twice_and_drops_are_told() {
    let talks = Case::from_json(include_str!("data/talks.json")).unwrap();
    for format in render::EXCHANGE {
        let write = || (format.write)(&talks, &(format.default_filter)());
        assert_eq!(write(), write(), "{}", format.name);
        assert_eq!(write().files.len(), format.parts, "{}", format.name);
        assert!(!format.keeps.is_empty() && !format.drops.is_empty());
        assert!(!write().dropped.is_empty(), "{}: a case with mentions loses them", format.name);
    }
}

#[test]
fn names_and_extensions_of_exchange_formats_are_unique() {
    let extensions: Vec<_> = render::EXCHANGE.iter().flat_map(|format| format.extensions).collect();
    let names: BTreeSet<_> = render::EXCHANGE.iter().map(|format| format.name).collect();
    assert_eq!(extensions.iter().collect::<BTreeSet<_>>().len(), extensions.len());
    assert_eq!(names.len(), render::EXCHANGE.len());
    for format in render::EXCHANGE {
        for extension in format.extensions {
            let found = render::exchange_for_file(&format!("a.b.{}", extension.to_uppercase()));
            assert_eq!(found.map(|found| found.name), Some(format.name));
        }
    }
}

/// What a broken file is, where it is broken, and a part of the message.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "a.graphml",
        "<graphml><graph><node id='a'/>\n<node id='a'/></graph></graphml>",
        "line 2, column 1: the node 'a' comes twice",
    ),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/><edge source='a' target='b'/></graph></graphml>",
        "line 1, column 31: an edge ends at 'b'",
    ),
    (
        "a.graphml",
        "<?xml version='1.0'?><!DOCTYPE g [<!ENTITY a 'b'>]><graphml>&a;</graphml>",
        "no well-formed XML",
    ),
    ("a.graphml", "<graphml><graph><node id='a'/>", "no well-formed XML"),
    ("a.graphml", "<graphml><graph><node/></graph></graphml>", "a node has no id"),
    (
        "a.gexf",
        "<gexf><graph><nodes><node id='a'/></nodes>\n<edges><edge source='a' target='z'/></edges></graph></gexf>",
        "line 2, column 8: an edge ends at 'z'",
    ),
    (
        "a.json",
        "{\"nodes\": [{\"id\": \"a\"}, {\"id\": \"a\"}], \"edges\": []}",
        "record 2: the node 'a' comes twice",
    ),
    ("a.json", "{\"nodes\": [{\"id\": \"a\"}],\n \"edges\": [}", "line 2, column 12: no graph"),
    (
        "a.json",
        "{\"nodes\": [{\"id\": \"a\"}], \"edges\": [{\"source\": \"a\"}]}",
        "record 1: an edge lacks one of its ends",
    ),
    ("a.json", "{\"nodes\": 7, \"edges\": []}", "`nodes` is no list"),
    ("a.cyjs", "{\"elements\": {\"nodes\": [{\"data\": 3}]}}", "record 1: a node is no JSON object"),
    (
        "edges.csv",
        "source,target\nann,ben\nann,ben,cem\n",
        "line 3: the row has 3 fields, but the head names 2",
    ),
    ("edges.csv", "id,source,target\n1,ann,\n", "line 2: an edge lacks one of its ends"),
    ("edges.csv", "id,source,target\n1,ann,ben\n1,ann,ben\n", "line 3: the id '1' comes twice"),
    ("nodes.csv", "id,name\n,Ann\n", "line 2: a node has no id"),
    (
        "a.ftm.json",
        "{\"id\": \"a\", \"schema\": \"Person\", \"properties\": {\"name\": \"Ann\"}}",
        "line 1, column",
    ),
    (
        "a.ftm.json",
        "{\"id\": \"a\", \"schema\": \"Person\", \"properties\": {}}\n{\"id\": \"a\", \"schema\": \"Person\", \"properties\": {}}",
        "line 2: the id 'a' is empty or comes twice",
    ),
];

#[test]
fn broken_graphs_are_refused_with_their_place() {
    for (name, text, message) in BROKEN {
        let read = source::read(name, text.as_bytes()).value;
        assert!(read.cases.is_empty() && read.tables.is_empty() && read.documents.is_empty(), "{text}");
        let said = read.failures[0].to_string();
        assert!(said.starts_with(name) && said.contains(message), "{said}");
        assert!(read.failures[0].hint().is_some());
    }
}

#[test]
fn absurd_files_are_read_or_refused_but_never_fatal() {
    let deep = format!("<graphml><graph>{}", "<node id='a'>".repeat(200_000));
    assert!(!source::read("deep.graphml", deep.as_bytes()).value.failures.is_empty());
    let closed = format!("<gexf>{}{}</gexf>", "<x>".repeat(200_000), "</x>".repeat(200_000));
    assert_eq!(source::read("deep.gexf", closed.as_bytes()).value.failures, []);
    let nested = format!("{{\"nodes\": {}, \"edges\": []}}", "[".repeat(100_000));
    assert!(!source::read("deep.json", nested.as_bytes()).value.failures.is_empty());
    let long = format!("source,target\n{},b\n", "a".repeat(5_000_000));
    assert_eq!(source::read("long.csv", long.as_bytes()).value.tables.len(), 1);
    let many: String = (0..50_000).map(|n| format!("<node id='n{n}'/>")).collect();
    let read = source::read("many.graphml", format!("<graphml><graph>{many}</graph></graphml>").as_bytes());
    assert_eq!(read.value.cases[0].entities.len(), 50_000);
}

#[test]
fn entities_of_other_tools_are_read() {
    let text = std::fs::read_to_string(graphs().join("ftm-good.ftm.json")).unwrap();
    let case = read(&[("ftm-good.ftm.json".to_owned(), text)]);
    let kinds: Vec<_> = case.events.iter().map(|event| (event.kind, event.certainty)).collect();
    assert!(kinds.contains(&(EventKind::Meet, Certainty::Happened)), "{kinds:?}");
    let envoy = case.entities.iter().find(|entity| entity.name == "Ilse Marenko").unwrap();
    assert_eq!(envoy.roles[0].title, "special envoy");
    assert_eq!(case.documents[0].publisher.as_deref(), Some("Invented Wire"));
}

/// A word that may hold anything that XML can carry.
fn name() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-zA-Z<>&\"'=+@;,|\\- éЖ\u{202e}\u{5d0}\u{1f600}]{1,12}")
        .unwrap()
        .prop_filter("a name is not blank", |name| !name.trim().is_empty())
}

prop_compose! {
    fn event(people: usize)(
        one in 0..people,
        other in 0..people,
        kind in proptest::sample::select(EventKind::ALL),
        certainty in proptest::sample::select(&Certainty::ALL[..]),
        day in proptest::option::of(1_i8..28),
        confidence in 0_u8..=100,
        quote in name(),
    ) -> (usize, usize, EventKind, Certainty, Option<i8>, u8, String) {
        (one, other, kind, certainty, day, confidence, quote)
    }
}

type Raw = (usize, usize, EventKind, Certainty, Option<i8>, u8, String);

fn built(names: &[String], events: Vec<Raw>) -> Case {
    let mut case = Case::default();
    for (number, name) in names.iter().enumerate() {
        let mut entity = Entity::new(EntityKind::ALL[number % 2], name.clone());
        entity.id = format!("{}-{number}", entity.id);
        entity.side = (number % 3 == 0).then(|| name.clone());
        case.entities.push(entity);
    }
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    let document = sociogram::model::Document::new(
        "x",
        sociogram::model::Metadata { name: "x".to_owned(), ..Default::default() },
    );
    for (number, (one, other, kind, certainty, day, confidence, quote)) in events.into_iter().enumerate() {
        if one == other {
            continue;
        }
        let roles = match kind {
            EventKind::Tell => [ParticipantRole::Speaker, ParticipantRole::Addressee],
            EventKind::Visit => [ParticipantRole::Visitor, ParticipantRole::Host],
            _ => [ParticipantRole::Attendee; 2],
        };
        let part = |at: usize, role| Participant { entity: case.entities[at].id.clone(), role, side: None };
        let participants = vec![part(one, roles[0]), part(other, roles[1])];
        let confidence = Confidence::percent(confidence);
        let evidence = Evidence { document: document.id.clone(), start: 0, end: 1, quote };
        let id = format!("{number:012x}");
        let report = EventReport {
            id: format!("er-{id}"),
            evidence,
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty,
            claimed_by: None,
            confidence,
            reasons: Vec::new(),
        };
        case.events.push(Event {
            id: format!("ev-{id}"),
            kind,
            participants,
            certainty,
            when: day.map(|day| When::day(jiff::civil::date(2031, 3, day))),
            place: None,
            claimed_by: None,
            confidence,
            statement: None,
            reports: vec![report],
        });
    }
    case.documents.push(sociogram::model::Document { text: None, ..document });
    case
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_case_survives_every_graph_format(
        names in proptest::collection::vec(name(), 2..6),
        events in proptest::collection::vec(event(2), 0..6),
    ) {
        let case = built(&names, events);
        let written = graph(&case);
        for format in WHOLE {
            let format = render::exchange(format).unwrap();
            let back = read(&write(&case, format, &(format.default_filter)()));
            same(&graph(&back), &written, format.name);
        }
    }

    #[test]
    fn damaged_graph_files_never_panic(file in 0_usize..7, at in 0_usize..6000, byte: u8, cut: bool) {
        let names = [
            "nasty.graphml", "nasty.gexf", "nasty.node-link.json", "nasty.cyjs", "nasty.edges.csv", "nasty.nodes.csv",
            "ftm-good.ftm.json",
        ];
        let mut bytes = std::fs::read(graphs().join(names[file])).unwrap();
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = pipeline::case_from_bytes([(names[file], bytes.as_slice())], &Options::default());
    }

    #[test]
    fn any_text_forced_into_any_format_never_panics(text in ".{0,200}") {
        for format in source::FORMATS {
            let read = source::read_with("odd", text.as_bytes(), &source::Options { format: Some(format.name), ..Default::default() }).value;
            let _ = source::join_tables(read.tables);
        }
    }
}

#[test]
fn convert_says_what_it_needs_and_what_is_lost() {
    let sandbox = Sandbox::with_case();
    let fails = |arguments: &[&str], told: &str| {
        let run = sandbox.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(told), "{arguments:?}: {}", run.stderr);
    };
    fails(&["convert", "talks.json"], "tell the format: -o FILE with a known ending, or --to FORMAT");
    fails(
        &["convert", "talks.json", "-o", "talks.docx"],
        "no format to convert to fits 'talks.docx'; there are case, graphml",
    );
    fails(&["convert", "talks.json", "--to", "csv"], "the format csv is 2 files; give -o FILE");
    fails(&["convert", "talks.json", "--to", "visio"], "no format to convert to fits 'visio'");
    fails(
        &["convert", "talks.json", "--from", "visio", "--to", "gexf"],
        "no input format is called so; there are case, ftm",
    );
    fails(
        &["convert", "talks.json", "--from", "case", "--read-as", "case", "--to", "gexf"],
        "cannot be used with",
    );
    let two = sandbox.run(&["convert", "talks.json", "-o", "t.csv"]);
    assert_eq!(two.code, Some(0));
    assert!(two.stderr.contains("wrote t.nodes.csv and t.edges.csv"), "{}", two.stderr);
    let back = sandbox.run(&["convert", "t.nodes.csv", "t.edges.csv", "--to", "graphml"]);
    let straight = sandbox.run(&["convert", "talks.json", "--to", "graphml"]);
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    assert_eq!(back.stdout.matches("<edge ").count(), straight.stdout.matches("<edge ").count());
    assert!(straight.stderr.contains("graphml has no place for"), "{}", straight.stderr);
}

#[test]
fn columns_without_a_place_in_a_case_are_named() {
    let table = b"Source,Target,Kind,mood,Date\nAnn,Ben,call,good,2031-03-04\n";
    let read = pipeline::case_from_bytes([("t.csv", table.as_slice())], &Options::default()).unwrap();
    let told: Vec<_> = read.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["attributes that a case has no place for are left out: mood"]);
    assert_eq!(read.case.events[0].kind, EventKind::Call);
    assert_eq!(read.case.events[0].when.as_ref().unwrap().edtf.as_deref(), Some("2031-03-04"));
}
