//! The lines: colour, weight and ends tell layer and kind, dashes tell certainty. Labels stand on a plate.

use super::palette::{self, DENIED, GROUND, LABEL};
use super::xml::{escape, px};
use crate::layout::{Curve, Diagram, Line, LineForm, Point};
use crate::model::{Certainty, Change, Layer};

/// Drawn in this order, so that contact lies on top.
const ORDER: [Layer; 4] = [Layer::Relation, Layer::Other, Layer::Statement, Layer::Contact];
/// Length of an arrow head, in px.
const HEAD: f64 = 8.0;
/// Half the size of a mark in the middle of a line, in px.
const MARK: f64 = 5.0;
/// How far a straight line reaches under its box, in px.
const TUCK: f64 = 3.0;

/// All lines, those of one layer together.
pub(super) fn lines(diagram: &Diagram, link_base: Option<&str>) -> String {
    let mut drawn = String::new();
    for layer in ORDER {
        let mut members = diagram.lines.iter().filter(|line| line.layer == layer).peekable();
        if members.peek().is_none() {
            continue;
        }
        let (class, colour) = palette::line(layer);
        drawn += &format!("<g class=\"{class}\" fill=\"none\" stroke=\"{colour}\">\n");
        for line in members {
            drawn += &linked(line, &line_group(line, diagram), link_base);
        }
        drawn += "</g>\n";
    }
    drawn
}

fn linked(line: &Line, group: &str, link_base: Option<&str>) -> String {
    match (link_base, line.members.first()) {
        (Some(base), Some(id)) => {
            let target: String = id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
            format!("<a href=\"{}{}\">{group}</a>\n", escape(base), escape(&target))
        }
        _ => format!("{group}\n"),
    }
}

fn line_group(line: &Line, diagram: &Diagram) -> String {
    let look = Look::of(line, diagram.boxes.len());
    let members = if line.members.len() > 1 || line.members.first() != Some(&line.id) {
        format!(" data-members=\"{}\"", escape(&line.members.join(" ")))
    } else {
        String::new()
    };
    let claimed = if line.claimed { " data-claimed=\"\"" } else { "" };
    let faint = if line.faint { " data-faint=\"\" opacity=\".35\"" } else { "" };
    let change = line.change.map_or_else(String::new, |change| {
        let (class, colour, _) = palette::change(change);
        format!(" class=\"{class}\" stroke=\"{colour}\" data-change=\"{}\"", change.as_str())
    });
    let badge = match (line.change, &line.label) {
        (Some(change), None) => badge(change, line.curve.at(0.5)),
        _ => String::new(),
    };
    let mut tooltip = vec![line.summary.clone()];
    tooltip.extend(line.evidence.iter().cloned());
    format!(
        "<g data-edge=\"{}\" data-source=\"{}\" data-target=\"{}\" data-layer=\"{}\" data-kind=\"{}\" \
         data-certainty=\"{}\"{claimed}{members}{faint}{change}><title>{}</title>{}{badge}</g>",
        escape(&line.id),
        escape(&diagram.boxes[line.source].id),
        escape(&diagram.boxes[line.target].id),
        line.layer,
        escape(&line.kind),
        certainty_word(line),
        escape(&tooltip.join("\n")),
        stroke_marked(&line.curve, &look, free_middle(line)),
    )
}

fn certainty_word(line: &Line) -> &'static str {
    told_as(line.contested, line.claimed, line.certainty)
}

/// One word for how it is told.
pub(super) fn told_as(contested: bool, claimed: bool, certainty: Certainty) -> &'static str {
    match (contested, claimed, certainty) {
        (true, ..) => "contested",
        (_, true, Certainty::Happened) => "claimed",
        _ => certainty.as_str(),
    }
}

/// How a line is drawn.
pub(super) struct Look {
    pub(super) layer: Layer,
    pub(super) form: LineForm,
    pub(super) certainty: Certainty,
    pub(super) contested: bool,
    pub(super) width: f64,
    pub(super) change: Option<Change>,
}

impl Look {
    /// The colour of the line in the light.
    fn colour(&self) -> &'static str {
        self.change.map_or(palette::line(self.layer).1, |change| palette::change(change).1)
    }

    fn of(line: &Line, boxes: usize) -> Self {
        let base = match line.layer {
            Layer::Contact | Layer::Other => 1.6,
            Layer::Statement => 1.2,
            Layer::Relation => 1.0,
        };
        let crowded = if boxes > 60 || line.faint { 0.6 } else { 1.0 };
        let claimed = if line.claimed { 0.7 } else { 1.0 };
        let width = (base * growth(line.count)).min(5.0) * crowded * claimed;
        Self {
            layer: line.layer,
            form: line.form,
            certainty: line.certainty,
            contested: line.contested,
            width: (width * 10.0 + 0.5).floor() / 10.0,
            change: line.change,
        }
    }
}

/// 1 + ½ log₂ of the count, from a table.
fn growth(count: u32) -> f64 {
    match count {
        0 | 1 => 1.0,
        2 => 1.5,
        3 => 1.8,
        4..=5 => 2.0,
        6..=7 => 2.3,
        8..=15 => 2.5,
        16..=31 => 3.0,
        _ => 3.5,
    }
}

/// The line itself first, then its marks; those of its middle in its middle.
pub(super) fn stroke(curve: &Curve, look: &Look) -> String {
    stroke_marked(curve, look, curve.at(0.5))
}

/// Where the mark of a line's middle can be seen: in the middle, unless the line's own label lies there.
fn free_middle(line: &Line) -> Point {
    let Some(label) = &line.label else { return line.curve.at(0.5) };
    let low = label.rect.low() - Point::new(MARK, MARK);
    let high = label.rect.high() + Point::new(MARK, MARK);
    let free = |at: &Point| at.x < low.x || at.x > high.x || at.y < low.y || at.y > high.y;
    let places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map(|share| line.curve.at(share));
    places.into_iter().find(free).unwrap_or(places[0])
}

fn stroke_marked(curve: &Curve, look: &Look, middle: Point) -> String {
    let width = format!(" stroke-width=\"{}\"", px(look.width));
    let shaft = shaft(curve, look.form);
    let mut drawn = format!("<path d=\"{}\"{width}{}/>", path(&shaft), dashes(look));
    if look.contested {
        drawn += &format!("<path d=\"{}\"{width}/>", path(&half(curve)));
    }
    match look.form {
        LineForm::Plain => {}
        LineForm::Arrow => drawn += &filled_head(curve, look),
        LineForm::Visit => drawn += &open_head(curve, look),
        LineForm::Call => {
            let ring = if look.width < 1.2 { 2.5 } else { 3.5 };
            drawn += &format!(
                "<circle class=\"i\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{GROUND}\" stroke-width=\"1.4\"/>",
                px(middle.x),
                px(middle.y),
                px(ring)
            );
        }
        LineForm::Mediate => drawn += &diamond(curve, look),
    }
    if look.certainty == Certainty::Denied || look.contested {
        drawn += &cross(middle);
    }
    drawn
}

/// The line without its head. Other ends reach a little under the box, so that no gap shows at a rounded corner.
fn shaft(curve: &Curve, form: LineForm) -> Curve {
    let tuck = |end: Point, direction: Point| if curve.is_straight() { end + direction * TUCK } else { end };
    let start =
        if form == LineForm::Mediate { curve.start } else { tuck(curve.start, curve.direction(0.0) * -1.0) };
    let tucked = recentred(curve, start, curve.end);
    match form {
        LineForm::Arrow => shortened(&tucked, HEAD - 2.0),
        LineForm::Visit => tucked,
        _ => recentred(&tucked, start, tuck(curve.end, curve.direction(1.0))),
    }
}

/// The curve with other ends; a straight one stays straight.
fn recentred(curve: &Curve, start: Point, end: Point) -> Curve {
    if curve.is_straight() { Curve::straight(start, end) } else { Curve { start, end, ..*curve } }
}

/// The dashes of a look.
pub(super) fn dashes(look: &Look) -> &'static str {
    match look.certainty {
        _ if look.contested => " stroke-dasharray=\"8 3 1.5 3\"",
        Certainty::Happened => "",
        Certainty::Planned => " stroke-dasharray=\"6 4\"",
        Certainty::Proposed => " stroke-dasharray=\"1.5 3.5\" stroke-linecap=\"round\"",
        Certainty::Denied => " stroke-dasharray=\"8 3 1.5 3\"",
    }
}

fn path(curve: &Curve) -> String {
    let Curve { start, control, end } = curve;
    if curve.is_straight() {
        return format!("M{} {}L{} {}", px(start.x), px(start.y), px(end.x), px(end.y));
    }
    format!(
        "M{} {}Q{} {} {} {}",
        px(start.x),
        px(start.y),
        px(control.x),
        px(control.y),
        px(end.x),
        px(end.y)
    )
}

/// The curve without its last few px, so that a thick line does not show beside the point of its arrow.
fn shortened(curve: &Curve, by: f64) -> Curve {
    let length: f64 = curve.flatten(8).windows(2).map(|piece| (piece[1] - piece[0]).length()).sum();
    let keep = if length > 2.0 * by { 1.0 - by / length } else { 1.0 };
    let Curve { start, control, end } = *curve;
    let between = |a: Point, b: Point, t: f64| a + (b - a) * t;
    let (left, right) = (between(start, control, keep), between(control, end, keep));
    Curve { start, control: left, end: between(left, right, keep) }
}

fn half(curve: &Curve) -> Curve {
    let middle = |a: Point, b: Point| (a + b) * 0.5;
    let left = middle(curve.start, curve.control);
    Curve { start: curve.start, control: left, end: curve.at(0.5) }
}

/// Three corners of an arrow head with its point at the curve's end.
fn head(curve: &Curve, length: f64, half_width: f64) -> [Point; 3] {
    let along = curve.direction(1.0);
    let across = Point::new(-along.y, along.x);
    let back = curve.end - along * length;
    [back + across * half_width, curve.end, back - across * half_width]
}

fn points(corners: &[Point]) -> String {
    let corners: Vec<String> = corners.iter().map(|p| format!("{} {}", px(p.x), px(p.y))).collect();
    format!("M{}", corners.join("L"))
}

fn filled_head(curve: &Curve, look: &Look) -> String {
    let colour = look.colour();
    let size = if look.width < 0.9 { 0.75 } else { 1.0 };
    let corners = points(&head(curve, HEAD * size, (1.8 + look.width).min(5.0) * size));
    format!("<path class=\"w\" d=\"{corners}Z\" fill=\"{colour}\" stroke=\"none\"/>")
}

fn open_head(curve: &Curve, look: &Look) -> String {
    let size = if look.width < 1.2 { 0.75 } else { 1.0 };
    let corners = points(&head(curve, 7.0 * size, 4.0 * size));
    format!("<path d=\"{corners}\" stroke-width=\"{}\"/>", px(look.width.min(2.0)))
}

fn diamond(curve: &Curve, look: &Look) -> String {
    let colour = look.colour();
    let along = curve.direction(0.0);
    let across = Point::new(-along.y, along.x) * 4.0;
    let (tip, far) = (curve.start, curve.start + along * 11.0);
    let middle = (tip + far) * 0.5;
    let corners = points(&[tip, middle + across, far, middle - across]);
    format!("<path class=\"w\" d=\"{corners}Z\" fill=\"{colour}\" stroke=\"none\"/>")
}

/// The mark of what is told as not having happened.
pub(super) fn cross(at: Point) -> String {
    let (x, y) = (at.x, at.y);
    let arm = 3.5;
    format!(
        "<path class=\"d\" d=\"M{} {}L{} {}M{} {}L{} {}\" stroke=\"{DENIED}\" stroke-width=\"1.8\"/>",
        px(x - arm),
        px(y - arm),
        px(x + arm),
        px(y + arm),
        px(x - arm),
        px(y + arm),
        px(x + arm),
        px(y - arm)
    )
}

/// The sign of a change in a disc, for lines without a label and for boxes.
pub(super) fn badge(change: Change, at: Point) -> String {
    let (class, colour, _) = palette::change(change);
    let (x, y, arm) = (at.x, at.y, 3.0);
    let across = |y: f64| format!("M{} {}H{}", px(x - arm), px(y), px(x + arm));
    let upright = |y: f64| format!("M{} {}V{}", px(x), px(y - arm), px(y + arm));
    let sign = match change {
        Change::New => across(y) + &upright(y),
        Change::Gone => across(y),
        Change::Changed => across(y - 1.2) + &upright(y - 1.2) + &across(y + 3.4),
    };
    format!(
        "<g class=\"{class}\" data-decor=\"\"><circle class=\"b\" cx=\"{}\" cy=\"{}\" r=\"6\" fill=\"{colour}\" \
         stroke=\"{colour}\" stroke-width=\"1\"/><path class=\"q\" d=\"{sign}\" fill=\"none\" stroke=\"{GROUND}\" \
         stroke-width=\"1.5\"/></g>",
        px(x),
        px(y)
    )
}

/// All labels, each on a plate in the colour of the ground.
pub(super) fn labels(diagram: &Diagram) -> String {
    if diagram.lines.iter().all(|line| line.label.is_none()) {
        return String::new();
    }
    let mut drawn =
        format!("<g font-size=\"{}\" text-anchor=\"middle\" fill=\"{LABEL}\">\n", px(diagram.label_size));
    for line in &diagram.lines {
        let Some(label) = &line.label else { continue };
        let (low, rect) = (label.rect.low(), label.rect);
        let italic = if line.layer == Layer::Relation { " font-style=\"italic\"" } else { "" };
        drawn += &format!(
            "<rect class=\"g\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" fill=\"{GROUND}\"/>\
             <text class=\"l\" data-label-for=\"{}\" x=\"{}\" y=\"{}\"{italic}>{}</text>\n",
            px(low.x),
            px(low.y),
            px(rect.width),
            px(rect.height),
            escape(&line.id),
            px(rect.centre.x),
            px(rect.centre.y + 0.35 * diagram.label_size),
            escape(&label.text),
        );
    }
    drawn + "</g>\n"
}
