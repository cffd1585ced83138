//! The legend: only what occurs in the drawing.

use super::lines::{Look, badge, stroke};
use super::nodes::{mark, open_side, outline};
use super::palette::{self, COLOURED_SIDES, SUBHEAD};
use super::xml::{escape, px};
use crate::layout::{Curve, Diagram, Line, LineForm, Point, Rect, Weight, text_width};
use crate::model::{Certainty, Change, EntityKind, Layer};
use std::collections::BTreeSet;

const SIZE: f64 = 11.0;
const ROW: f64 = 20.0;
const SAMPLE: f64 = 30.0;
const GAP: f64 = 18.0;

/// Draws a sample around a point.
pub(super) type Draw = fn(Point) -> String;

/// A sample and what it means.
pub(super) struct Entry {
    pub(super) sample: Sample,
    pub(super) text: String,
}

pub(super) enum Sample {
    Side(usize),
    Shape(EntityKind),
    Line(Look),
    /// Anything else, drawn around this point.
    Drawn(Draw),
    /// Words only.
    Words,
}

/// What occurs in a network: sides, shapes, kinds of line, certainties.
pub(super) fn network(diagram: &Diagram) -> Vec<Vec<Entry>> {
    let members = || diagram.boxes.iter().map(|node| (node.side, node.kind));
    let sides = sides(&diagram.sides, members().map(|(side, _)| side));
    vec![
        sides,
        shapes(members().map(|(_, kind)| kind)),
        kinds(diagram),
        certainties(diagram),
        changes(diagram),
    ]
}

/// What became of things, if the picture shows two states.
fn changes(diagram: &Diagram) -> Vec<Entry> {
    let found = |change: &Change| {
        diagram.boxes.iter().any(|node| node.change == Some(*change))
            || diagram.lines.iter().any(|line| line.change == Some(*change))
    };
    let draw = |change: Change| -> Draw {
        match change {
            Change::New => |at| badge(Change::New, at),
            Change::Gone => |at| badge(Change::Gone, at),
            Change::Changed => |at| badge(Change::Changed, at),
        }
    };
    let entry =
        |change: Change| Entry { sample: Sample::Drawn(draw(change)), text: change.as_str().to_owned() };
    Change::ALL.into_iter().filter(found).map(entry).collect()
}

/// The rows of entries with their upper left corner at (`x`, `y`), at most `room` px wide, and their height.
pub(super) fn legend(rows: &[Vec<Entry>], x: f64, y: f64, room: f64) -> (String, f64) {
    let mut drawn = String::new();
    let mut row = y;
    for entries in rows {
        if entries.is_empty() {
            continue;
        }
        let mut at = x;
        for entry in entries {
            let sample = if matches!(entry.sample, Sample::Words) { 0.0 } else { SAMPLE + 6.0 };
            let width = sample + 1.03 * text_width(&entry.text, SIZE, Weight::Regular);
            if at > x && at + width > x + room {
                at = x;
                row += ROW;
            }
            drawn += &draw(entry, at, row + ROW / 2.0);
            at += width + GAP;
        }
        row += ROW;
    }
    (drawn, row - y)
}

fn draw(entry: &Entry, x: f64, y: f64) -> String {
    let (sample, indent) = match &entry.sample {
        Sample::Side(colour) => (side_sample(*colour, x, y), SAMPLE + 6.0),
        Sample::Shape(kind) => (shape_sample(*kind, x, y), SAMPLE + 6.0),
        Sample::Line(look) => (line_sample(look, x, y), SAMPLE + 6.0),
        Sample::Drawn(draw) => (draw(Point::new(x + SAMPLE / 2.0, y)), SAMPLE + 6.0),
        Sample::Words => (String::new(), 0.0),
    };
    format!(
        "{sample}<text class=\"u\" x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{SUBHEAD}\">{}</text>\n",
        px(x + indent),
        px(y + 0.35 * SIZE),
        px(SIZE),
        escape(&entry.text)
    )
}

fn side_sample(colour: usize, x: f64, y: f64) -> String {
    let centre = Point::new(x + SAMPLE / 2.0, y);
    let outline = outline(EntityKind::Person, &Rect::new(centre, SAMPLE - 2.0, 13.0));
    format!("{}{outline}{}</g>\n", open_side(colour, 12.0), mark(colour, centre, 3.5))
}

fn shape_sample(kind: EntityKind, x: f64, y: f64) -> String {
    let rect = Rect::new(Point::new(x + SAMPLE / 2.0, y), SAMPLE - 2.0, 13.0);
    format!("{}{}</g>\n", open_side(COLOURED_SIDES, 12.0), outline(kind, &rect))
}

fn line_sample(look: &Look, x: f64, y: f64) -> String {
    let curve = Curve::straight(Point::new(x, y), Point::new(x + SAMPLE, y));
    let (class, colour) = palette::line(look.layer);
    format!("<g class=\"{class}\" fill=\"none\" stroke=\"{colour}\">{}</g>\n", stroke(&curve, look))
}

/// The sides' colours; `members` are the sides of those drawn.
pub(super) fn sides(names: &[String], mut members: impl Iterator<Item = Option<usize>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = names
        .iter()
        .take(COLOURED_SIDES)
        .enumerate()
        .map(|(side, name)| Entry { sample: Sample::Side(side), text: name.clone() })
        .collect();
    let rest = members.any(|side| palette::colour_of(side) == COLOURED_SIDES);
    if rest && !entries.is_empty() {
        let text = if names.len() > COLOURED_SIDES { "other sides or none" } else { "no side known" };
        entries.push(Entry { sample: Sample::Side(COLOURED_SIDES), text: text.to_owned() });
    }
    entries
}

/// Only if more than one kind of entity is drawn.
pub(super) fn shapes(members: impl Iterator<Item = EntityKind>) -> Vec<Entry> {
    let kinds: BTreeSet<EntityKind> = members.collect();
    if kinds.len() < 2 {
        return Vec::new();
    }
    kinds.into_iter().map(|kind| Entry { sample: Sample::Shape(kind), text: kind.to_string() }).collect()
}

/// What the kinds of line mean.
fn kinds(diagram: &Diagram) -> Vec<Entry> {
    let forms: BTreeSet<(Layer, LineForm)> =
        diagram.lines.iter().map(|line| (line.layer, line.form)).collect();
    let entry = |(layer, form): (Layer, LineForm)| {
        let width = match layer {
            Layer::Contact | Layer::Other => 1.6,
            Layer::Statement => 1.2,
            Layer::Relation => 1.0,
        };
        let look =
            Look { layer, form, certainty: Certainty::Happened, contested: false, width, change: None };
        Entry { sample: Sample::Line(look), text: meaning(layer, form).to_owned() }
    };
    forms.into_iter().map(entry).collect()
}

fn meaning(layer: Layer, form: LineForm) -> &'static str {
    match (layer, form) {
        (Layer::Contact, LineForm::Plain) => "met, talked",
        (Layer::Contact, LineForm::Arrow) => "told",
        (Layer::Contact, LineForm::Visit) => "visited (arrow to the host)",
        (Layer::Contact, LineForm::Call) => "called",
        (Layer::Contact, LineForm::Mediate) => "mediated (diamond at the mediator)",
        (Layer::Statement, _) => "spoke about",
        (Layer::Relation, _) => "relation",
        (Layer::Other, _) => "other act",
    }
}

/// What the dashes mean, if not everything is told as a fact.
fn certainties(diagram: &Diagram) -> Vec<Entry> {
    let mut entries = Vec::new();
    let sample = |certainty, contested, width| {
        Sample::Line(Look {
            layer: Layer::Contact,
            form: LineForm::Plain,
            certainty,
            contested,
            width,
            change: None,
        })
    };
    for certainty in Certainty::ALL {
        let plain = |line: &Line| !line.contested && (!line.claimed || certainty != Certainty::Happened);
        if diagram.lines.iter().any(|line| line.certainty == certainty && plain(line)) {
            entries.push(Entry { sample: sample(certainty, false, 1.6), text: certainty.to_string() });
        }
    }
    if diagram.lines.iter().any(|line| line.claimed) {
        let text = "thin, “: claimed by one source".to_owned();
        entries.push(Entry { sample: sample(Certainty::Happened, false, 1.1), text });
    }
    if diagram.lines.iter().any(|line| line.contested) {
        entries.push(Entry { sample: sample(Certainty::Happened, true, 1.6), text: "contested".to_owned() });
    }
    if entries.len() < 2
        && diagram.lines.iter().all(|line| line.certainty == Certainty::Happened && !line.claimed)
    {
        entries.clear();
    }
    if diagram.lines.iter().any(|line| line.count > 1) {
        entries.push(Entry { sample: Sample::Words, text: "×2: twice, drawn thicker".to_owned() });
    }
    entries
}
