//! Every view, whatever is in the case: well-formed, complete, the same twice, without a panic.

use proptest::prelude::*;
use sociogram::graph::{Filter, SocialGraph};
use sociogram::layout::{Changes, Focus, NetworkOptions, Sketch, View, matrix, network, sides, timeline};
use sociogram::model::{
    Case, Certainty, Confidence, Entity, EntityKind, Event, EventKind, Participant, ParticipantRole, When,
};
use sociogram::render::{RenderOptions, SvgOptions, format_for_extension};

const HOSTILE: [&str; 12] = [
    "O\"Brien & <Sons> 'Ltd'",
    "]]><script>alert(1)</script>",
    "back\\slash\\",
    "new\nline\ttab",
    "null\u{0}bell\u{7}",
    "\u{202e}desrever",
    "עומא כהן",
    "习近平",
    "🙂 smile",
    "node",
    "--><!-- comment",
    "",
];

/// `n` people on three sides, each in contact with one before; every kind of certainty, some undated.
fn case(n: usize, name: impl Fn(usize) -> String) -> Case {
    let mut case = Case::default();
    for number in 0..n {
        let side = [None, Some("Velmora"), Some("Tarn League"), Some("Kesharan")][number % 4];
        let entity = Entity::new(EntityKind::Person, name(number));
        case.entities.push(Entity { id: format!("p{number:05}"), side: side.map(str::to_owned), ..entity });
    }
    for number in 1..n {
        let party = |number: usize, role, side| Participant { entity: format!("p{number:05}"), role, side };
        // A small case has every pair in contact; a larger one every kind.
        let kind = if n < 20 { EventKind::Meet } else { EventKind::ALL[number % EventKind::ALL.len()] };
        let leads = if number % 3 == 0 { ParticipantRole::Speaker } else { ParticipantRole::Attendee };
        case.events.push(Event {
            id: format!("ev-{number:05}"),
            kind,
            participants: vec![
                party(number, leads, Some(0)),
                party(number * 7 / 11, ParticipantRole::Attendee, Some(1)),
            ],
            certainty: Certainty::ALL[number % 4],
            when: (number % 5 > 0).then(|| When::day(jiff::civil::date(2031, 3, (number % 28 + 1) as i8))),
            place: None,
            claimed_by: (number % 7 == 3).then(|| "p00000".to_owned()),
            confidence: Confidence::CERTAIN,
            statement: None,
            reports: Vec::new(),
        });
    }
    case
}

fn numbered(n: usize) -> Case {
    case(n, |number| format!("Person {number}"))
}

fn write(case: &Case, extension: &str, view: View, network: NetworkOptions) -> String {
    let format = format_for_extension(extension).expect("a known format");
    (format.write)(case, &RenderOptions { view, network, ..RenderOptions::default() })
}

#[test]
fn every_view_draws_none_one_two_and_thousands() {
    for n in [0, 1, 2, 60, 5000] {
        let case = numbered(n);
        for view in View::ALL {
            // The large network and sides are drawn without a search, but still take their time: a hundred will do.
            let top = (n > 1000 && view != View::Timeline).then_some(100);
            let text = write(&case, "svg", view, NetworkOptions { top, ..NetworkOptions::default() });
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{n} {view:?}: {error}"));
        }
    }
}

#[test]
fn every_view_survives_hostile_names_and_shows_them() {
    let long = "Very ".repeat(60);
    let names: Vec<&str> = HOSTILE.into_iter().chain([long.as_str()]).collect();
    let case = case(names.len(), |number| names[number].to_owned());
    for view in View::ALL {
        let text = write(&case, "svg", view, NetworkOptions::default());
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        assert_eq!(
            document.descendants().filter(|g| g.attribute("data-node").is_some()).count(),
            names.len(),
            "{view:?}"
        );
        assert!(document.descendants().all(|element| !element.has_tag_name("script")));
        assert!(text.contains("习近平") && text.contains("🙂 smile"), "{view:?}");
        let page = write(&case, "html", view, NetworkOptions::default());
        assert_eq!(page.matches("<script").count(), 2, "data and our own script only: {view:?}");
        assert!(page.contains("&lt;script&gt;alert(1)"));
    }
    for extension in ["report.html", "mmd"] {
        let text = write(&case, extension, View::Network, NetworkOptions::default());
        assert!(!text.contains("<script") && !text.contains("<!-- comment"), "{extension}");
    }
}

#[test]
fn what_is_left_out_is_said() {
    let case = numbered(120);
    let graph = SocialGraph::of(&case, &Filter::all_contact());
    let sketch = Sketch::of(&graph, &case);
    let options = NetworkOptions { top: Some(10), ..NetworkOptions::default() };
    let matrix = matrix(&sketch, &options);
    assert_eq!(matrix.rows.len(), 10);
    assert!(
        matrix.notes.iter().any(|note| note.contains("Only the 10 with the most lines")),
        "{:?}",
        matrix.notes
    );
    let timeline = timeline(&case, &Filter::all_contact(), &options);
    assert!(timeline.lanes.len() <= 10);
    assert!(timeline.notes.iter().any(|note| note.contains("Left out")), "{:?}", timeline.notes);
}

#[test]
fn a_path_is_set_off_and_ego_keeps_neighbours() {
    let case = numbered(30);
    let focus = Focus::Path { from: "p00001".into(), to: "p00000".into() };
    let text = write(&case, "svg", View::Network, NetworkOptions { focus, ..NetworkOptions::default() });
    assert!(text.contains("data-faint"));
    let focus = Focus::Ego { id: "p00003".into(), radius: 1 };
    let text = write(&case, "svg", View::Network, NetworkOptions { focus, ..NetworkOptions::default() });
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let drawn = document.descendants().filter(|g| g.attribute("data-node").is_some()).count();
    assert!((2..30).contains(&drawn), "{drawn}");
    let focus = Focus::Ego { id: "nobody".into(), radius: 2 };
    write(&case, "svg", View::Timeline, NetworkOptions { focus, ..NetworkOptions::default() });
}

#[test]
fn facing_sides_stand_left_and_right() {
    let case = numbered(24);
    let sketch = Sketch::of(&SocialGraph::of(&case, &Filter::all_contact()), &case);
    let diagram = sides(&sketch, &NetworkOptions::default());
    assert_eq!(diagram.captions.len(), 2);
    assert_eq!(diagram.faults.overlapping_boxes, 0);
    let x = |caption: usize| diagram.captions[caption].at.x;
    assert!(x(0) < x(1));
}

#[test]
fn pages_name_their_only_script_by_hash_and_load_nothing() {
    let page = write(&numbered(9), "html", View::Network, NetworkOptions::default());
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'sha256-"));
    for loading in ["src=", "@import", "url(", "<link", "<iframe"] {
        assert!(!page.contains(loading), "{loading}");
    }
    let report = write(&numbered(9), "report.html", View::Network, NetworkOptions::default());
    assert!(report.contains("default-src 'none'") && !report.contains("<script"));
}

#[cfg(all(feature = "png", feature = "pdf"))]
#[test]
fn images_are_made_and_missing_glyphs_are_told() {
    let case = case(4, |number| ["Anna", "Ben", "习近平", "Ödön"][number].to_owned());
    let svg = write(&case, "svg", View::Network, NetworkOptions::default());
    for format in sociogram::render::IMAGES {
        let make = || (format.write)(&svg, &Default::default()).expect("an image");
        let image = make();
        assert!(image == make(), "{} differs", format.name);
        assert!(image.bytes.starts_with(b"\x89PNG") || image.bytes.starts_with(b"%PDF"));
        assert!(image.notes[0].starts_with("3 characters are in no font"), "{:?}", image.notes);
    }
}

#[cfg(all(feature = "png", feature = "pdf"))]
#[test]
fn hostile_names_become_images() {
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(9);
    let case =
        case(HOSTILE.len() + 1, |number| HOSTILE.get(number).map_or(long.clone(), ToString::to_string));
    for view in View::ALL {
        let svg = write(&case, "svg", view, NetworkOptions::default());
        for format in sociogram::render::IMAGES {
            let image = (format.write)(&svg, &Default::default()).expect("an image");
            assert!(image.bytes.len() > 1000, "{} {view:?}", format.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_name_gives_well_formed_views(names in prop::collection::vec("\\PC{0,20}|[\"'\\\\\n\r\t{}<>|&;:#/]{0,8}", 2..7)) {
        let case = case(names.len(), |number| names[number].clone());
        for view in View::ALL {
            let text = write(&case, "svg", view, NetworkOptions::default());
            prop_assert!(roxmltree::Document::parse(&text).is_ok());
            prop_assert_eq!(&text, &write(&case, "svg", view, NetworkOptions::default()));
        }
    }
}

/// The newer of two states has one tie more and one less, and one is told differently.
#[test]
fn changes_are_set_off_by_colour_sign_and_word() {
    let (old, mut new) = (numbered(6), numbered(7));
    new.events.retain(|event| event.id != "ev-00002");
    new.events[0].certainty = Certainty::Denied;
    let filter = Filter::all_contact();
    let diff = sociogram::query::diff(&old, &new, &filter);
    let changes = Changes {
        actors: diff.actors.iter().map(|actor| (actor.id.clone(), actor.change)).collect(),
        ties: diff.ties.iter().map(|tie| (tie.ends.clone(), tie.change)).collect(),
        events: diff.events.iter().map(|event| (event.finding.id.clone(), event.change)).collect(),
        against: "old & <older>".to_owned(),
    };
    for view in [View::Network, View::Sides] {
        let network = NetworkOptions { changes: Some(changes.clone()), ..NetworkOptions::default() };
        let text = write(&diff.both, "svg", view, network.clone());
        let tree = roxmltree::Document::parse(&text).unwrap();
        let edge = |id: &str| {
            tree.descendants()
                .find(|n| n.attribute("data-edge").is_some_and(|edge| edge.starts_with(id)))
                .unwrap()
        };
        let told = |id: &str| edge(id).attribute("data-change");
        assert_eq!(
            [told("ev-00006"), told("ev-00002"), told("ev-00001"), told("ev-00004")],
            [Some("new"), Some("gone"), Some("changed"), None]
        );
        assert!(
            edge("ev-00004").attribute("data-faint").is_some()
                && edge("ev-00002").attribute("data-faint").is_none()
        );
        let node = tree.descendants().find(|n| n.attribute("data-node") == Some("p00006")).unwrap();
        assert_eq!(node.attribute("data-change"), Some("new"));
        let words: String = tree.descendants().filter_map(|n| n.text()).collect();
        assert!(words.contains("What changed: 1 tie is new, 1 is gone; 1 actor is new"), "{words}");
        assert!(
            words.contains("New: Person 6, Person 6") || words.contains("New: Person 6 and Person"),
            "{words}"
        );
        assert!(words.contains("Compared with old & <older>: + new, − gone, ± changed."));
        let dot = write(&diff.both, "dot", view, network.clone());
        assert!(dot.contains("xlabel=\"+\"") && dot.contains("#1A7F37"), "{dot}");
        assert!(write(&diff.both, "html", view, network).contains("data-change=\"gone\""));
    }
    let same = Changes { against: "old".to_owned(), ..Changes::default() };
    let network = NetworkOptions { changes: Some(same), ..NetworkOptions::default() };
    let text = write(&old, "svg", View::Network, network);
    assert!(text.contains("Nothing differs from old") && !text.contains("data-faint"));
}

/// A case that grows by one event keeps its people where they were when it is told where that was.
#[test]
fn a_growing_case_keeps_its_people_in_place() {
    let filter = Filter::all_contact();
    let mut moved = 0;
    for n in [6, 14, 30] {
        let options = NetworkOptions::default();
        let before = write(&numbered(n), "svg", View::Network, options.clone());
        let positions = sociogram::render::svg::positions(&before).unwrap();
        let grown = numbered(n + 1);
        let options = NetworkOptions { positions: positions.clone(), ..options };
        let diagram = network(&SocialGraph::of(&grown, &filter), &grown, &options);
        assert_eq!((diagram.boxes.len(), diagram.faults.overlapping_boxes), (positions.len() + 1, 0));
        let after =
            sociogram::render::svg::positions(&sociogram::render::svg(&diagram, &SvgOptions::default()))
                .unwrap();
        // Only the frame may have moved as a whole.
        let shift = |id: &String| after[id] - positions[id];
        let mut shifts: Vec<_> = positions.keys().map(shift).collect();
        let (x, y) = (middle(shifts.iter().map(|s| s.x)), middle(shifts.iter().map(|s| s.y)));
        shifts.retain(|s| (s.x - x).abs() > 0.2 || (s.y - y).abs() > 0.2);
        moved += shifts.len();
    }
    assert!(moved <= 2, "{moved} of 50 people were moved");
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
