//! The boxes: outline by kind of entity, colour and mark by side, the name as text.

use super::lines::badge;
use super::palette::{self, COLOURED_SIDES, FOOT, NAME};
use super::xml::{escape, px, runs_right_to_left};
use crate::layout::{Diagram, NodeBox, Point, Rect};
use crate::model::EntityKind;

/// All boxes, those of one side together.
pub(super) fn nodes(diagram: &Diagram) -> String {
    let marks = diagram.sides.len() > 1;
    let mut drawn =
        format!("<g class=\"n\" font-size=\"{}\" text-anchor=\"middle\">\n", px(diagram.name_size));
    for colour in 0..=COLOURED_SIDES {
        let painted = |node: &&NodeBox| palette::colour_of(node.side.filter(|_| !node.faint)) == colour;
        let mut members = diagram.boxes.iter().filter(painted).peekable();
        if members.peek().is_none() {
            continue;
        }
        drawn += &open_side(colour, diagram.name_size);
        for node in members {
            drawn += &node_group(node, diagram, marks && node.side.is_some() && !node.faint);
        }
        drawn += "</g>\n";
    }
    drawn + "</g>\n"
}

/// Opens a group with a side's colours.
pub(super) fn open_side(colour: usize, name_size: f64) -> String {
    let paint = palette::side(colour);
    let width = match (colour, name_size > 11.0) {
        (COLOURED_SIDES, _) => "1",
        (_, true) => "2",
        (_, false) => "1.4",
    };
    format!(
        "<g class=\"s{colour}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{width}\">\n",
        paint.fill, paint.border
    )
}

fn node_group(node: &NodeBox, diagram: &Diagram, marked: bool) -> String {
    let side = node.side.map_or("", |side| diagram.sides[side].as_str());
    let data_side = if side.is_empty() { String::new() } else { format!(" data-side=\"{}\"", escape(side)) };
    let mut tooltip = format!("{}\n{}", node.name, node.kind);
    for detail in [side, node.note.as_str()].into_iter().filter(|detail| !detail.is_empty()) {
        tooltip.push_str(", ");
        tooltip.push_str(detail);
    }
    if let Some(change) = node.change {
        tooltip.push_str(", ");
        tooltip.push_str(change.as_str());
    }
    let change =
        node.change.map_or_else(String::new, |change| format!(" data-change=\"{}\"", change.as_str()));
    let badge = node.change.map_or_else(String::new, |change| badge(change, corner(&node.rect)));
    let faint = if node.faint { " data-faint=\"\"" } else { "" };
    let mark =
        if marked && !node.text.is_empty() { name_mark(node, diagram.name_size) } else { String::new() };
    format!(
        "<g data-node=\"{}\"{data_side} data-type=\"{}\"{faint}{change}><title>{}</title>{}{mark}{}{badge}</g>\n",
        escape(&node.id),
        node.kind,
        escape(&tooltip),
        outline(node.kind, &node.rect),
        name(node, diagram.name_size, marked),
    )
}

/// Where the sign of a change stands: on the upper left of the border, which neither mark nor name needs.
fn corner(rect: &Rect) -> Point {
    let low = rect.low();
    Point::new(low.x + 3.0, low.y + 1.0)
}

/// Pill for a person, rectangle for an organisation, doubled rectangle for a group, hexagon for a place.
pub(super) fn outline(kind: EntityKind, rect: &Rect) -> String {
    match kind {
        EntityKind::Person => rounded(rect, rect.height.min(24.0) / 2.0, ""),
        EntityKind::Organisation => rounded(rect, 3.0, ""),
        EntityKind::Group => {
            rounded(rect, 3.0, "") + &rounded(&inset(rect, 3.0), 1.5, " fill=\"none\" stroke-width=\".8\"")
        }
        EntityKind::Place => hexagon(rect),
    }
}

fn inset(rect: &Rect, by: f64) -> Rect {
    Rect::new(rect.centre, (rect.width - 2.0 * by).max(0.0), (rect.height - 2.0 * by).max(0.0))
}

fn rounded(rect: &Rect, radius: f64, more: &str) -> String {
    let low = rect.low();
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{more}/>",
        px(low.x),
        px(low.y),
        px(rect.width),
        px(rect.height),
        px(radius)
    )
}

fn hexagon(rect: &Rect) -> String {
    let (low, high, cut) = (rect.low(), rect.high(), (rect.height / 3.0).min(rect.width / 4.0));
    format!(
        "<path d=\"M{} {}L{} {}H{}L{} {}L{} {}H{}Z\"/>",
        px(low.x),
        px(rect.centre.y),
        px(low.x + cut),
        px(low.y),
        px(high.x - cut),
        px(high.x),
        px(rect.centre.y),
        px(high.x - cut),
        px(high.y),
        px(low.x + cut)
    )
}

fn name_mark(node: &NodeBox, size: f64) -> String {
    let edge = if size > 11.0 { 12.0 } else { 7.5 };
    let indent = if matches!(node.kind, EntityKind::Place | EntityKind::Group) { 3.0 } else { 0.0 };
    let centre = Point::new(node.rect.low().x + edge + indent, node.rect.centre.y);
    mark(palette::colour_of(node.side), centre, 0.29 * size)
}

/// The side's mark, so that sides are told apart without colour too.
pub(super) fn mark(colour: usize, at: Point, r: f64) -> String {
    let (x, y) = (at.x, at.y);
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<String> =
            points.iter().map(|(dx, dy)| format!("{} {}", px(x + dx * r), px(y + dy * r))).collect();
        format!("M{}Z", points.join("L"))
    };
    let path = match colour {
        0 => {
            let (left, size) = (px(x - r), px(r));
            let across = px(2.0 * r);
            format!("M{left} {}a{size} {size} 0 1 0 {across} 0a{size} {size} 0 1 0 -{across} 0Z", px(y))
        }
        1 => polygon(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => polygon(&[(0.0, -1.05), (1.1, 0.9), (-1.1, 0.9)]),
        3 => polygon(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
        4 => polygon(&[(-1.1, -0.9), (1.1, -0.9), (0.0, 1.05)]),
        5 => polygon(&[
            (-0.4, -1.1),
            (0.4, -1.1),
            (0.4, -0.4),
            (1.1, -0.4),
            (1.1, 0.4),
            (0.4, 0.4),
            (0.4, 1.1),
            (-0.4, 1.1),
            (-0.4, 0.4),
            (-1.1, 0.4),
            (-1.1, -0.4),
            (-0.4, -0.4),
        ]),
        _ => return String::new(),
    };
    let fill = palette::side(colour).border;
    format!("<path class=\"m\" data-decor=\"\" d=\"{path}\" fill=\"{fill}\" stroke=\"none\"/>")
}

/// The name, one `tspan` a line if it takes more than one.
fn name(node: &NodeBox, size: f64, marked: bool) -> String {
    if node.text.is_empty() {
        return String::new();
    }
    let x = px(node.rect.centre.x + if marked { 0.4 * size } else { 0.0 });
    let leading = size + 2.0;
    let first = node.rect.centre.y + 0.35 * size - leading * (node.text.len() - 1) as f64 / 2.0;
    let bold = if node.prominent { " font-weight=\"bold\"" } else { "" };
    let direction = if runs_right_to_left(&node.name) { " direction=\"rtl\"" } else { "" };
    let content = match node.text.as_slice() {
        [line] => escape(line),
        lines => {
            let span = |(number, line): (usize, &String)| {
                let y = px(first + leading * number as f64);
                let space = if number == 0 { "" } else { " " };
                format!("{space}<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escape(line))
            };
            lines.iter().enumerate().map(span).collect()
        }
    };
    let y = px(first);
    let (class, fill) = if node.faint { ("f", FOOT) } else { ("k", NAME) };
    format!(
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{bold}{direction} fill=\"{fill}\" stroke=\"none\">{content}</text>"
    )
}
