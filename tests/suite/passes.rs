//! Contracts that every pass keeps, and whole answers on a case whose numbers are known.

use sociogram::analysis::{Annotations, Input, Options, PASSES, Watch, pass};
use sociogram::graph::{Filter, Network, SocialGraph};
use sociogram::model::{
    Case, Certainty, ContactTable, Entity, EntityKind, Event, Participant, ParticipantRole,
};
use sociogram::query;
use std::collections::BTreeSet;

fn talks() -> Case {
    Case::from_json(include_str!("data/talks.json")).expect("the fixture is a case")
}

/// Envoys Eder and Fink of Eastmark meet Ueno and Vidal of Westmark; both visit Prinz of Northmark, who visits Moreau.
fn delegations() -> Case {
    let people = [
        ("Eva Eder", "Eastmark"),
        ("Finn Fink", "Eastmark"),
        ("Uma Ueno", "Westmark"),
        ("Vito Vidal", "Westmark"),
        ("Paul Prinz", "Northmark"),
        ("Mia Moreau", "Southmark"),
        ("Zoe Zeman", "Westmark"),
    ];
    let mut case = Case::default();
    for (name, side) in people {
        let mut entity = Entity::new(EntityKind::Person, name);
        entity.side = Some(side.to_owned());
        case.entities.push(entity);
    }
    case.entities.sort_by(|a, b| a.id.cmp(&b.id));
    let events = [
        (
            "ev-1",
            "2031-03-04/2031-03-05",
            vec![("eva-eder", 0), ("finn-fink", 0), ("uma-ueno", 1), ("vito-vidal", 1)],
        ),
        ("ev-2", "2031-03-02", vec![("eva-eder", 0), ("finn-fink", 0), ("paul-prinz", 1)]),
        ("ev-3", "[2031-03-01..2031-03-05]", vec![("paul-prinz", 0), ("mia-moreau", 1)]),
    ];
    for (id, edtf, participants) in events {
        case.events.push(event(id, edtf, &participants));
    }
    case
}

fn event(id: &str, edtf: &str, participants: &[(&str, u8)]) -> Event {
    let json = serde_json::json!({
        "id": id, "kind": "meet", "participants": [], "certainty": "happened", "reports": [],
        "when": { "edtf": edtf, "inferred": true },
    });
    let mut event: Event = serde_json::from_value(json).expect("an event");
    event.participants = participants
        .iter()
        .map(|(entity, side)| Participant {
            entity: (*entity).to_owned(),
            role: ParticipantRole::Attendee,
            side: Some(*side),
        })
        .collect();
    event
}

fn annotated(name: &str, same_side: bool) -> Annotations {
    let filter = Filter { same_side, ..Filter::default() };
    let case = delegations();
    let network = Network::of(&SocialGraph::of(&case, &filter), false).expect("small");
    let options = Options::default();
    let input = Input {
        network: &network,
        case: Some(&case),
        filter: &filter,
        options: &options,
        watch: Watch::NONE,
    };
    Annotations::of(&(pass(name).expect("a pass").run)(&input).expect("it settles"))
}

#[test]
fn names_of_passes_are_unique_and_told() {
    let names: BTreeSet<_> = PASSES.iter().map(|pass| pass.name).collect();
    assert_eq!(names.len(), PASSES.len());
    assert!(PASSES.iter().all(|pass| !pass.about.is_empty()));
}

#[test]
fn every_pass_gives_the_same_twice_and_survives_odd_cases() {
    let mut hostile = talks();
    hostile.entities.iter_mut().for_each(|entity| entity.name = "\u{1b}|x\u{202e}".to_owned());
    let one = Case { entities: vec![Entity::new(EntityKind::Person, "Ann")], ..Case::default() };
    for case in [talks(), delegations(), hostile, one, Case::default()] {
        for filter in [Filter::default(), Filter::everything()] {
            for pass in PASSES {
                let run = || query::analyze(&case, pass, &filter, &Options::default()).expect("it settles");
                assert_eq!(run(), run(), "{}", pass.name);
                let summary = run().summary;
                let sentence = summary.ends_with('.') && !summary.ends_with("rows.");
                assert!(sentence, "{} says “{summary}”", pass.name);
            }
        }
    }
}

#[test]
fn every_pass_runs_on_a_bare_table() {
    let list = sociogram::source::read_edges("x", b"a b\nb c\nc c\na b\nd e\n").expect("a list");
    for table in [ContactTable::default(), list.into_contacts()] {
        for pass in PASSES {
            query::analyze_table(&table, pass, &Options::default(), Watch::NONE).expect("it settles");
        }
    }
}

/// Degree, betweenness, constraint, effective size and coreness of two delegations and a host, by hand.
#[test]
fn the_numbers_of_two_delegations_and_a_host() {
    let people = ["eva-eder", "finn-fink", "uma-ueno", "vito-vidal", "paul-prinz", "mia-moreau"];
    let all = |pass: &str, column: &str, same_side| {
        let found = annotated(pass, same_side);
        people.map(|actor| found.get(actor, column))
    };
    let some = |values: [f64; 6]| values.map(Some);
    assert_eq!(all("degree", "contacts", false), some([3.0, 3.0, 2.0, 2.0, 3.0, 1.0]));
    assert_eq!(all("degree", "contacts", true), some([4.0, 4.0, 3.0, 3.0, 3.0, 1.0]));
    assert_eq!(all("cores", "core", false), some([2.0, 2.0, 2.0, 2.0, 2.0, 1.0]));
    assert_eq!(all("cores", "core", true), some([3.0, 3.0, 3.0, 3.0, 2.0, 1.0]));
    assert_eq!(all("brokerage", "liaison (A–B–C)", true), some([2.0, 2.0, 0.0, 0.0, 2.0, 0.0]));
    // Raw scores of six in contact; normalised ones over seven, as Zeman has no contact.
    assert_eq!(all("brokers", "betweenness", false), some([2.5, 2.5, 0.333333, 0.333333, 4.33333, 0.0]));
    assert_eq!(all("brokers", "betweenness", true), some([2.0, 2.0, 0.0, 0.0, 4.0, 0.0]));
    assert_eq!(annotated("brokers", false).get("zoe-zeman", "betweenness"), None, "undefined, so blank");
}

#[test]
fn the_envoys_stand_between_the_sides_though_neither_is_a_cutpoint() {
    let case = delegations();
    let found = query::between(&case, "westmark", "Northmark", &Filter::default()).expect("both are sides");
    assert_eq!(
        found.summary,
        "All contact between Westmark and Northmark runs through Eva Eder and Finn Fink."
    );
    let found = query::between(&case, "Ueno", "Moreau", &Filter::default()).expect("both are people");
    assert_eq!(found.summary, "All contact between Uma Ueno and Mia Moreau runs through Paul Prinz.");
    let cuts =
        query::analyze(&case, pass("cutpoints").expect("a pass"), &Filter::default(), &Options::default());
    assert!(cuts.expect("small").summary.contains("Without Paul Prinz"));
}

#[test]
fn reach_follows_the_order_of_time() {
    let case = delegations();
    let day = |day| Some(jiff::civil::date(2031, 3, day));
    let reached = |name: &str, filter: Filter, options| {
        let answer = query::reach(&case, name, &filter, &options).expect("a day is given");
        let query::Body::Rows(listing) = answer.body else { panic!("reach gives rows") };
        let row =
            |row: &Vec<query::Cell>| row[..3].iter().map(query::Cell::to_text).collect::<Vec<_>>().join(" ");
        listing.rows.iter().map(row).collect::<Vec<_>>()
    };
    let from = |from| query::ReachOptions { from: day(from), ..Default::default() };
    assert_eq!(
        reached("Prinz", Filter::default(), from(2)),
        [
            "Eva Eder 2031-03-02 2031-03-02",
            "Finn Fink 2031-03-02 2031-03-02",
            "Mia Moreau  2031-03-02",
            "Uma Ueno 2031-03-04 2031-03-04",
            "Vito Vidal 2031-03-04 2031-03-04"
        ]
    );
    assert_eq!(reached("Ueno", Filter::default(), from(1)).len(), 3, "never back to the host");
    assert!(
        reached("Moreau", Filter::default(), from(1)).contains(&"Uma Ueno  2031-03-04".to_owned()),
        "possible only"
    );
    let backward = query::ReachOptions { backward: true, ..Default::default() };
    let until = Filter { until: day(4), ..Filter::default() };
    assert!(reached("Ueno", until, backward).contains(&"Paul Prinz 2031-03-02 2031-03-02".to_owned()));
    assert!(query::reach(&case, "Ueno", &Filter::default(), &Default::default()).is_err(), "no day");
}

#[test]
fn paths_take_their_options() {
    let case = delegations();
    let chains = |options: query::PathOptions| {
        let answer =
            query::path(&case, "Ueno", "Prinz", &Filter::default(), &options).expect("both are there");
        let query::Body::Chains(chains) = answer.body else { panic!("path gives chains") };
        let way = |chain: &query::Chain| {
            chain.steps.iter().map(|step| step.to.clone()).collect::<Vec<_>>().join(", ")
        };
        chains.iter().map(way).collect::<Vec<_>>()
    };
    let default = query::PathOptions::default;
    assert_eq!(chains(default()), ["Eva Eder, Paul Prinz"]);
    assert_eq!(chains(query::PathOptions { k: Some(3), ..default() }).len(), 3);
    assert_eq!(chains(query::PathOptions { all: true, max_steps: Some(4), ..default() }).len(), 4);
    assert_eq!(
        chains(query::PathOptions { avoid: vec!["Eder".into()], ..default() }),
        ["Finn Fink, Paul Prinz"]
    );
    assert_eq!(
        chains(query::PathOptions { via: vec!["Fink".into()], ..default() }),
        ["Finn Fink, Paul Prinz"]
    );
    assert_eq!(chains(query::PathOptions { most_certain: true, ..default() }).len(), 1);
    assert!(
        chains(query::PathOptions { in_time_order: true, ..default() }).is_empty(),
        "the host was met before"
    );
    let back = query::PathOptions { in_time_order: true, ..default() };
    let answer = query::path(&case, "Prinz", "Ueno", &Filter::default(), &back).expect("both are there");
    assert!(answer.found && answer.notes[0].starts_with("In this order under every reading"));
}

#[test]
fn the_surest_chain_goes_round_a_plan() {
    let mut case = delegations();
    let mut plan = event("ev-4", "2031-03-09", &[("uma-ueno", 0), ("paul-prinz", 1)]);
    plan.certainty = Certainty::Planned;
    case.events.push(plan);
    let filter = Filter { certainties: Certainty::ALL.into(), ..Filter::default() };
    let steps = |most_certain| {
        let options = query::PathOptions { most_certain, ..Default::default() };
        let answer = query::path(&case, "Ueno", "Prinz", &filter, &options).expect("both are there");
        let query::Body::Chains(chains) = answer.body else { panic!("path gives chains") };
        (chains[0].steps.len(), chains[0].certainty)
    };
    assert_eq!(steps(false), (1, Certainty::Planned));
    assert_eq!(steps(true), (2, Certainty::Happened));
}

#[test]
fn common_contacts_and_circles() {
    let case = delegations();
    let common = query::common(&case, "Eder", "Fink", &Filter::default()).expect("both are there");
    assert_eq!(
        common.summary,
        "Eva Eder and Finn Fink are both in contact with Paul Prinz, Uma Ueno and Vito Vidal."
    );
    let ego = query::ego(&case, "Moreau", 2, &Filter::default()).expect("she is there");
    assert_eq!(ego.summary, "3 actors within 2 steps of Mia Moreau, 3 ties among them all.");
}

/// Ties that weigh nothing give blanks, never a number that is none.
#[test]
fn ties_of_no_weight_are_answered() {
    use sociogram::analysis::{communities, eigenvector, holes, pagerank};
    let rows = sociogram::graph::Csr::weighted(3, &[[0, 1], [1, 2]], &[0.0, 0.0]).expect("small");
    let ranks = pagerank::pagerank(&rows, 0.85, 1e-10).expect("it settles");
    assert!(ranks.iter().all(|rank| (rank - 1.0 / 3.0).abs() < 1e-9));
    assert_eq!(eigenvector::eigenvector(&rows).expect("it settles"), [None; 3]);
    assert_eq!(holes::constraint(&rows, true), [None; 3]);
    assert_eq!(communities::modularity(&rows, &communities::leiden(&rows, 1)), None);
}

#[test]
fn an_empty_table_says_that_nobody_is_in_contact() {
    for name in ["closeness", "pagerank", "matrix", "degree", "holes"] {
        let pass = pass(name).expect("a pass");
        let answer = query::analyze_table(&ContactTable::default(), pass, &Options::default(), Watch::NONE);
        assert_eq!(answer.expect("small").summary, "Nobody is in contact with anybody.");
    }
}
