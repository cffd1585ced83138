//! The network as a Mermaid flow chart: names as quoted labels, ids of our own, dotted lines for what has not happened.

use crate::layout::{Diagram, Line, LineForm, NodeBox};
use crate::model::{Certainty, EntityKind};

/// Writes a diagram for Mermaid. Places are Mermaid's own; names cannot break out of their quotes.
pub(super) fn mermaid(diagram: &Diagram) -> String {
    let mut text = format!("---\ntitle: {}\n---\nflowchart LR\n", quoted(&diagram.title));
    for (number, node) in diagram.boxes.iter().enumerate() {
        text += &format!("  n{number}{}\n", shape(node));
    }
    for line in &diagram.lines {
        text += &format!("  n{} {} n{}\n", line.source, arrow(line), line.target);
    }
    for (side, name) in diagram.sides.iter().enumerate() {
        let of_side =
            |(number, node): (usize, &NodeBox)| (node.side == Some(side)).then(|| format!("n{number}"));
        let members: Vec<String> = diagram.boxes.iter().enumerate().filter_map(of_side).collect();
        let (border, fill) = super::svg::side_colours(Some(side));
        text += &format!("  %% {}\n", plain(name));
        text += &format!("  classDef s{side} fill:{fill},stroke:{border},color:#1A1A1A\n");
        text += &format!("  class {} s{side}\n", members.join(","));
    }
    text
}

fn shape(node: &NodeBox) -> String {
    let name = quoted(&node.name);
    match node.kind {
        EntityKind::Person => format!("([{name}])"),
        EntityKind::Organisation => format!("[{name}]"),
        EntityKind::Group => format!("[[{name}]]"),
        EntityKind::Place => format!("{{{{{name}}}}}"),
    }
}

fn arrow(line: &Line) -> String {
    let solid = line.certainty == Certainty::Happened && !line.contested;
    let directed = matches!(line.form, LineForm::Arrow | LineForm::Visit | LineForm::Mediate);
    let stroke = match (solid, directed) {
        (true, true) => "-->",
        (true, false) => "---",
        (false, true) => "-.->",
        (false, false) => "-.-",
    };
    let label = line.label.as_ref().map_or(String::new(), |label| label.text.clone());
    let told = if solid { "" } else { line.certainty.as_str() };
    let words: Vec<&str> = [label.as_str(), told].into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() { stroke.to_owned() } else { format!("{stroke}|{}|", quoted(&words.join(", "))) }
}

/// In double quotes; everything that Mermaid or HTML would read becomes a number.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '"' | '#' | '&' | '<' | '>' | '\\' | '`' | ';' | '%' | '{' | '}' => {
                quoted += &format!("#{};", c as u32)
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Letters, digits and spaces, for a comment.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect()
}
