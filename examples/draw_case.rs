//! Builds a small case by hand (all people are invented) and draws it.
//!
//! `cargo run --example draw_case -- talks.svg` writes a file, `.svg` or `.dot` by its extension; without an argument the
//! SVG goes to standard output. With a network as JSON, `-- network.json talks.svg`, that is drawn instead.

use sociogram::graph::{Filter, SocialGraph};
use sociogram::layout::{Diagram, NetworkOptions, Sketch, StressEngine, draw, network};
use sociogram::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Evidence,
    Metadata, Participant, ParticipantRole, When,
};
use sociogram::render::{DotOptions, SvgOptions, dot, svg};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (diagram, output) = match arguments.as_slice() {
        [] => (draw_talks(), None),
        [output] => (draw_talks(), Some(output)),
        [input, output] => {
            let sketch = Sketch::from_json(&std::fs::read_to_string(input)?)?;
            (draw(&sketch, &NetworkOptions::default(), &StressEngine::default()), Some(output))
        }
        _ => return Err("usage: draw_case [[NETWORK.json] OUTPUT.svg|OUTPUT.dot]".into()),
    };
    match output {
        Some(path) if path.ends_with(".dot") => std::fs::write(path, dot(&diagram, &DotOptions::default()))?,
        Some(path) => std::fs::write(path, svg(&diagram, &SvgOptions::default()))?,
        None => std::io::stdout().write_all(svg(&diagram, &SvgOptions::default()).as_bytes())?,
    }
    Ok(())
}

fn draw_talks() -> Diagram {
    let case = talks();
    let graph = SocialGraph::of(&case, &Filter::all_contact());
    network(&graph, &case, &NetworkOptions::default())
}

/// Two envoys shuttle between three states.
fn talks() -> Case {
    let mut case = Case::default();
    for (name, side) in [
        ("Anna Keller", "Velmora"),
        ("Ben Ode", "Velmora"),
        ("Irja Tamm", "Tarn League"),
        ("Luc Marchetti", "Tarn League"),
        ("Oren Vash", "Kesharan"),
    ] {
        case.entities.push(Entity { side: Some(side.into()), ..Entity::new(EntityKind::Person, name) });
    }
    for place in ["Port Ansel", "Nyrre"] {
        case.entities.push(Entity::new(EntityKind::Place, place));
    }
    let day = |day| When::day(jiff::civil::date(2025, 3, day));
    let envoys = [("anna-keller", 0), ("ben-ode", 0)];
    tell(
        &mut case,
        EventKind::Negotiate,
        Certainty::Happened,
        day(4),
        "port-ansel",
        &[envoys[0], envoys[1], ("irja-tamm", 1), ("luc-marchetti", 1)],
        "Keller and Ode held talks with Tamm and Marchetti in Port Ansel on 4 March.",
    );
    tell(
        &mut case,
        EventKind::Meet,
        Certainty::Happened,
        day(6),
        "nyrre",
        &[envoys[0], envoys[1], ("oren-vash", 1)],
        "Two days later Vash received both envoys in Nyrre.",
    );
    tell(
        &mut case,
        EventKind::Meet,
        Certainty::Planned,
        day(9),
        "nyrre",
        &[("irja-tamm", 0), ("oren-vash", 1)],
        "Tamm is to meet Vash in Nyrre on Sunday.",
    );
    case
}

fn tell(
    case: &mut Case,
    kind: EventKind,
    certainty: Certainty,
    when: When,
    place: &str,
    parties: &[(&str, u8)],
    sentence: &str,
) {
    let number = case.events.len() + 1;
    let metadata = Metadata { name: format!("report {number}"), ..Metadata::default() };
    let document = Document::new(sentence, metadata);
    let evidence =
        Evidence { document: document.id.clone(), start: 0, end: sentence.len(), quote: sentence.to_owned() };
    case.documents.push(document);
    let party = |&(id, side): &(&str, u8)| Participant {
        entity: id.to_owned(),
        role: ParticipantRole::Attendee,
        side: Some(side),
    };
    let report = EventReport {
        id: format!("rp-{number}"),
        evidence,
        trigger: None,
        parties: Vec::new(),
        place: None,
        time: None,
        certainty,
        claimed_by: None,
        confidence: Confidence::CERTAIN,
        reasons: Vec::new(),
    };
    case.events.push(Event {
        id: format!("ev-{number}"),
        kind,
        participants: parties.iter().map(party).collect(),
        certainty,
        when: Some(when),
        place: Some(place.to_owned()),
        claimed_by: None,
        confidence: Confidence::CERTAIN,
        statement: None,
        reports: vec![report],
    });
}
