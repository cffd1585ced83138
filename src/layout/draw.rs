//! From a sketch to a diagram: measures the texts, lets the engine place the boxes, draws lines and labels.

use super::changes::{capital, described};
use super::diagram::{Diagram, Label, Line, NodeBox};
use super::engine::Engine;
use super::focus::{Focused, focused};
use super::geometry::{Curve, Point, Rect};
use super::judge::faults;
use super::labels::{Placed, place_labels};
use super::options::{Labels, NetworkOptions};
use super::placed::keep_places;
use super::problem::{BoxSpec, LineSpec, Problem};
use super::route::{bounds, route};
use super::sketch::{Sketch, SketchLine, SketchNode};
use super::text::{Weight, balance, clean, text_width};
use super::{finding, wording};
use crate::model::EntityKind;
use std::collections::BTreeSet;

/// Lines above which labels are left out unless asked for.
const LABELS_UP_TO: usize = 60;
/// Boxes above which type is smaller.
const LARGE_TYPE_UP_TO: usize = 60;
/// Boxes above which only the best-joined keep their name; the others become dots.
const NAMES_UP_TO: usize = 400;
/// Names written in a drawing of dots.
const NAMES_AMONG_DOTS: usize = 60;
const DOT: f64 = 7.0;
/// A name wider than this is set in lines, in px.
const NAME_WIDTH: f64 = 160.0;
/// Room added to measured text, because a reader's font may be a little wider.
const FALLBACK: f64 = 1.03;

/// Draws a sketch with the given engine.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, StressEngine, draw};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person"},
///                          {"id": "b", "label": "Ben Ode", "type": "person"}],
///                "edges": [{"id": "e", "source": "a", "target": "b", "layer": "contact", "kind": "meet"}]}"#;
/// let sketch = Sketch::from_json(json).unwrap();
/// let diagram = draw(&sketch, &NetworkOptions::default(), &StressEngine::default());
/// assert_eq!(diagram.boxes[0].name, "Anna Keller");
/// assert_eq!(diagram.faults.overlapping_boxes, 0);
/// ```
pub fn draw(sketch: &Sketch, options: &NetworkOptions, engine: &dyn Engine) -> Diagram {
    let (sketch, left_out) = select(sketch.clone().canonical(), options);
    let focused = focused(sketch, options);
    let sketch = &focused.sketch;
    let style = Style::of(sketch, options);
    let mut diagram = unplaced(&focused, &style, options, left_out);
    let mut problem = problem(&diagram, sketch, &style);
    let known: Vec<_> = diagram.boxes.iter().map(|node| options.positions.get(&node.id).copied()).collect();
    let places = if known.iter().any(Option::is_some) {
        keep_places(&problem, &known)
    } else {
        engine.place(&problem)
    };
    let links = problem.links();
    let mut curves = route(&problem, &links, &places);
    let rects = problem.rects(&places);
    let labels = number_conflicts(&mut problem, sketch, &style, &mut diagram.key, &rects, &curves);
    diagram.faults = faults(&problem, &links, &places, &curves, &placed(&labels));
    let origin = frame(&mut diagram, &rects, &curves, &labels);
    curves.iter_mut().for_each(|curve| *curve = moved(curve, origin));
    for (node, rect) in diagram.boxes.iter_mut().zip(&rects) {
        node.rect = Rect::new(rect.centre - origin, rect.width, rect.height);
    }
    for ((line, curve), label) in diagram.lines.iter_mut().zip(curves).zip(labels) {
        line.curve = curve;
        line.label = label.map(|(text, spot)| Label {
            text,
            rect: Rect::new(spot.rect.centre - origin, spot.rect.width, spot.rect.height),
        });
    }
    diagram
}

/// Without isolated nodes, unless they are asked for; and how many were left out.
pub(crate) fn select(mut sketch: Sketch, options: &NetworkOptions) -> (Sketch, usize) {
    if options.isolated {
        return (sketch, 0);
    }
    let tied: BTreeSet<&str> =
        sketch.lines.iter().flat_map(|line| [line.source.as_str(), line.target.as_str()]).collect();
    let before = sketch.nodes.len();
    let kept: Vec<SketchNode> =
        sketch.nodes.iter().filter(|node| tied.contains(node.id.as_str())).cloned().collect();
    sketch.nodes = kept;
    let left_out = before - sketch.nodes.len();
    (sketch, left_out)
}

/// Sizes that depend on how much is drawn.
struct Style {
    name_size: f64,
    label_size: f64,
    box_height: f64,
    labels: bool,
    /// Which nodes are written out; the rest are dots.
    named: Vec<bool>,
    prominent: Vec<bool>,
    sides: Vec<String>,
}

impl Style {
    fn of(sketch: &Sketch, options: &NetworkOptions) -> Self {
        let n = sketch.nodes.len();
        let large = n <= LARGE_TYPE_UP_TO;
        let labels = match options.labels {
            Labels::Auto => sketch.lines.len() <= LABELS_UP_TO,
            Labels::Always => true,
            Labels::Never => false,
        };
        let named = finding::best_joined(sketch, if n <= NAMES_UP_TO { n } else { NAMES_AMONG_DOTS });
        Self {
            name_size: if large { 12.0 } else { 10.0 },
            label_size: 10.0,
            box_height: if large { 24.0 } else { 16.0 },
            labels,
            named: (0..n).map(|node| n <= NAMES_UP_TO || named.contains(&node)).collect(),
            prominent: finding::brokers(sketch),
            sides: finding::sides(sketch),
        }
    }

    fn weight(&self, node: usize) -> Weight {
        if self.prominent[node] { Weight::Bold } else { Weight::Regular }
    }

    /// Room for the side's mark before the name.
    fn mark_room(&self, side: Option<usize>) -> f64 {
        match side {
            Some(_) if self.sides.len() > 1 => self.name_size,
            _ => 0.0,
        }
    }
}

/// The diagram with all its texts, everything at the origin.
fn unplaced(focused: &Focused, style: &Style, options: &NetworkOptions, left_out: usize) -> Diagram {
    let sketch = &focused.sketch;
    let node_box = |node: usize| {
        let id = &sketch.nodes[node].id;
        let change = focused.changes.get(id).copied();
        NodeBox { faint: focused.is_faint(id), change, ..node_box(sketch, node, style) }
    };
    let line = |line: &SketchLine| {
        let change = focused.changes.get(&line.id).copied();
        let mut drawn = Line { faint: focused.is_faint(&line.id), change, ..unplaced_line(sketch, line) };
        if let Some(change) = change {
            drawn.summary = format!("{}: {}", capital(change.as_str()), drawn.summary);
        }
        drawn
    };
    let title = headline(focused, options);
    let subtitle =
        if sketch.subtitle.is_empty() { finding::subtitle(sketch) } else { clean(&sketch.subtitle) };
    let mut notes: Vec<String> = sketch.notes.iter().map(|note| clean(note)).collect();
    notes.extend(focused.notes.iter().cloned());
    notes.push(wording::completeness(sketch.nodes.len(), left_out, focused.notes.is_empty()));
    Diagram {
        title,
        subtitle,
        description: finding::description(sketch) + &described(sketch, &focused.changes),
        notes,
        width: 0.0,
        height: 0.0,
        sides: style.sides.clone(),
        boxes: (0..sketch.nodes.len()).map(node_box).collect(),
        lines: sketch.lines.iter().map(line).collect(),
        captions: Vec::new(),
        key: Vec::new(),
        name_size: style.name_size,
        label_size: style.label_size,
        faults: super::judge::Faults::default(),
    }
}

/// The headline: the one asked for, the focus's, the sketch's own, or the finding.
pub(crate) fn headline(focused: &Focused, options: &NetworkOptions) -> String {
    let given = options.title.clone().or_else(|| focused.headline.clone());
    let title = given.unwrap_or_else(|| focused.sketch.title.clone());
    if title.is_empty() { finding::headline(&focused.sketch) } else { clean(&title) }
}

fn node_box(sketch: &Sketch, node: usize, style: &Style) -> NodeBox {
    let SketchNode { id, name, kind, side, note } = &sketch.nodes[node];
    let name = shown_name(name, id);
    let text = if style.named[node] {
        balance(&name, NAME_WIDTH, style.name_size, style.weight(node))
    } else {
        Vec::new()
    };
    NodeBox {
        id: id.clone(),
        text,
        name,
        kind: *kind,
        side: style.sides.iter().position(|known| *known == clean(side)),
        prominent: style.prominent[node],
        faint: false,
        change: None,
        note: clean(note),
        rect: Rect::default(),
    }
}

/// The name without control characters; the id, or a word, if nothing is left of it.
pub(crate) fn shown_name(name: &str, id: &str) -> String {
    let named = [clean(name), clean(id)].into_iter().find(|text| !text.is_empty());
    named.unwrap_or_else(|| "(no name)".to_owned())
}

fn unplaced_line(sketch: &Sketch, line: &SketchLine) -> Line {
    let index = |id: &str| sketch.index_of(id).expect("canonical sketches hold only lines with both ends");
    Line {
        id: line.id.clone(),
        members: line.members.clone(),
        source: index(&line.source),
        target: index(&line.target),
        layer: line.layer,
        kind: line.kind.clone(),
        certainty: line.certainty,
        claimed: line.claimed,
        contested: line.contested,
        form: line.form,
        count: line.count.max(1),
        days: line.days,
        faint: false,
        change: None,
        curve: Curve::straight(Point::default(), Point::default()),
        label: None,
        summary: wording::summary(sketch, line),
        evidence: line.evidence.iter().map(|sentence| clean(sentence)).collect(),
    }
}

/// The bare numbers for the engine.
fn problem(diagram: &Diagram, sketch: &Sketch, style: &Style) -> Problem {
    let boxes = diagram.boxes.iter().enumerate().map(|(node, drawn)| box_spec(node, drawn, style)).collect();
    let spec = |(line, source): (&Line, &SketchLine)| {
        let text = if style.labels && !line.faint { wording::label(source) } else { String::new() };
        let (label_width, label_height) = label_size(&text, style);
        LineSpec { from: line.source, to: line.target, label_width, label_height }
    };
    Problem { boxes, lines: diagram.lines.iter().zip(&sketch.lines).map(spec).collect() }
}

fn box_spec(node: usize, drawn: &NodeBox, style: &Style) -> BoxSpec {
    if drawn.text.is_empty() {
        return BoxSpec { width: DOT, height: DOT, side: drawn.side };
    }
    let width = |line: &String| text_width(line, style.name_size, style.weight(node));
    let text = drawn.text.iter().map(width).fold(0.0, f64::max);
    let air = if style.name_size > 11.0 { 16.0 } else { 8.0 };
    let outline = match drawn.kind {
        EntityKind::Place => 8.0,
        EntityKind::Group => 8.0,
        _ => 0.0,
    };
    BoxSpec {
        width: tenths(FALLBACK * text + air + outline + style.mark_room(drawn.side)),
        height: style.box_height + (drawn.text.len() - 1) as f64 * (style.name_size + 2.0),
        side: drawn.side,
    }
}

/// Width and height of a label's area; no width without text.
fn label_size(text: &str, style: &Style) -> (f64, f64) {
    let width = text_width(text, style.label_size, Weight::Regular);
    (if text.is_empty() { 0.0 } else { tenths(FALLBACK * width + 4.0) }, style.label_size + 2.0)
}

/// Rounded to 0.1 px.
fn tenths(px: f64) -> f64 {
    (px * 10.0 + 0.5).floor() / 10.0
}

/// A label's text and where it stands.
type Spot = Option<(String, Placed)>;

/// Places the labels; those in conflict are shortened, and numbered if that is not enough.
fn number_conflicts(
    problem: &mut Problem,
    sketch: &Sketch,
    style: &Style,
    key: &mut Vec<String>,
    boxes: &[Rect],
    curves: &[Curve],
) -> Vec<Spot> {
    let mut texts: Vec<String> = sketch.lines.iter().map(wording::label).collect();
    let mut spots = place_labels(problem, boxes, curves);
    for shorten in [wording::short_label, |_: &SketchLine| "00".to_owned()] {
        let stuck: Vec<usize> =
            (0..spots.len()).filter(|&line| spots[line].is_some_and(|spot| spot.conflict)).collect();
        if stuck.is_empty() {
            break;
        }
        for line in stuck {
            let short = shorten(&sketch.lines[line]);
            if !short.is_empty()
                && text_width(&short, 10.0, Weight::Regular) < text_width(&texts[line], 10.0, Weight::Regular)
            {
                (problem.lines[line].label_width, problem.lines[line].label_height) =
                    label_size(&short, style);
                texts[line] = short;
            }
        }
        spots = place_labels(problem, boxes, curves);
    }
    let mut labels = Vec::with_capacity(spots.len());
    for ((line, mut text), spot) in sketch.lines.iter().zip(texts).zip(spots) {
        if text == "00" && spot.is_some() {
            key.push(wording::key_entry(sketch, line));
            text = key.len().to_string();
        }
        labels.push(spot.map(|spot| (text, spot)));
    }
    labels
}

fn placed(labels: &[Spot]) -> Vec<Option<Placed>> {
    labels.iter().map(|label| label.as_ref().map(|(_, spot)| *spot)).collect()
}

/// Sets the diagram's size and returns what has to be subtracted so that everything starts at the origin.
fn frame(diagram: &mut Diagram, rects: &[Rect], curves: &[Curve], labels: &[Spot]) -> Point {
    let boxes = rects.iter().map(|rect| (rect.low(), rect.high()));
    let ways = curves.iter().map(bounds_tight);
    let texts = labels.iter().flatten().map(|(_, spot)| (spot.rect.low(), spot.rect.high()));
    let all: Vec<(Point, Point)> = boxes.chain(ways).chain(texts).collect();
    if all.is_empty() {
        return Point::default();
    }
    let low = all.iter().fold(all[0].0, |low, (a, _)| Point::new(low.x.min(a.x), low.y.min(a.y)));
    let high = all.iter().fold(all[0].1, |high, (_, b)| Point::new(high.x.max(b.x), high.y.max(b.y)));
    (diagram.width, diagram.height) = (high.x - low.x, high.y - low.y);
    low
}

/// Corners of the box around a curve itself, not around its control point.
fn bounds_tight(curve: &Curve) -> (Point, Point) {
    let (mut low, mut high) = bounds(&Curve::straight(curve.start, curve.end));
    for step in 1..8 {
        let point = curve.at(f64::from(step) / 8.0);
        low = Point::new(low.x.min(point.x), low.y.min(point.y));
        high = Point::new(high.x.max(point.x), high.y.max(point.y));
    }
    (low, high)
}

fn moved(curve: &Curve, origin: Point) -> Curve {
    Curve { start: curve.start - origin, control: curve.control - origin, end: curve.end - origin }
}
