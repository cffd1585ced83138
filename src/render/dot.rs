//! A diagram as Graphviz DOT, for people who want to go on there; written through graphviz-rust's syntax tree.
//!
//! Node ids are opaque (`n0`, `n1`, …); names go into labels and tooltips. Positions are given, so `neato -n` keeps the
//! drawing; `dot`, `fdp` and the others make their own. Graphviz 2.43 writes an `&` of a `URL` unescaped into its SVG.

use crate::layout::{Diagram, Line, LineForm, NodeBox};
use crate::model::{Certainty, EntityKind, Layer};
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// Choices for [`dot`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotOptions {
    /// What to put before the id of an event in the `URL` of its line. No links if none.
    pub link_base: Option<String>,
    /// Whether the sides are written as clusters, which `dot` and `fdp` draw as frames.
    pub clusters: bool,
}

/// A text that is safe in DOT. The only way to make an [`Id`] of a text here, because the printer escapes nothing.
struct Quoted(String);

impl From<Quoted> for Id {
    fn from(quoted: Quoted) -> Self {
        Id::Escaped(quoted.0)
    }
}

/// Text between quotation marks, with marks, backslashes and line breaks escaped and other control characters dropped.
fn quote(text: &str) -> Quoted {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Quoted(quoted)
}

/// Writes `diagram` as one undirected DOT graph, with a line break at the end.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, StressEngine, draw};
/// use sociogram::render::{DotOptions, dot};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna \"the\" Keller", "type": "person"}]}"#;
/// let options = NetworkOptions { isolated: true, ..NetworkOptions::default() };
/// let diagram = draw(&Sketch::from_json(json).unwrap(), &options, &StressEngine::default());
/// assert!(dot(&diagram, &DotOptions::default()).contains(r#"label="Anna \"the\" Keller""#));
/// ```
pub fn dot(diagram: &Diagram, options: &DotOptions) -> String {
    let mut stmts = vec![graph_defaults(diagram), node_defaults(diagram), edge_defaults(diagram)];
    stmts.extend(nodes(diagram, options));
    stmts.extend(diagram.lines.iter().map(|line| edge(line, options)));
    let graph = Graph::Graph { id: quote("sociogram").into(), strict: false, stmts };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

/// Names of attributes are ours and plain words; values may be anything.
fn attribute(name: &'static str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), quote(value).into())
}

fn attributes(list: &[(&'static str, &str)]) -> Vec<Attribute> {
    list.iter().map(|(name, value)| attribute(name, value)).collect()
}

fn graph_defaults(diagram: &Diagram) -> Stmt {
    let mut list = attributes(&[
        ("layout", "neato"),
        ("inputscale", "72"),
        ("splines", "true"),
        ("outputorder", "edgesfirst"),
        ("charset", "UTF-8"),
        ("fontname", "Helvetica"),
        ("labelloc", "t"),
    ]);
    list.push(attribute("label", &diagram.title));
    list.push(attribute("tooltip", &diagram.description));
    Stmt::GAttribute(GraphAttributes::Graph(list))
}

fn node_defaults(diagram: &Diagram) -> Stmt {
    let size = number(diagram.name_size);
    Stmt::GAttribute(GraphAttributes::Node(attributes(&[
        ("shape", "box"),
        ("style", "rounded,filled"),
        ("fixedsize", "true"),
        ("fontname", "Helvetica"),
        ("fontsize", &size),
        ("fontcolor", "#1A1A1A"),
        ("margin", "0"),
    ])))
}

fn edge_defaults(diagram: &Diagram) -> Stmt {
    let size = number(diagram.label_size);
    Stmt::GAttribute(GraphAttributes::Edge(attributes(&[
        ("fontname", "Helvetica"),
        ("fontsize", &size),
        ("fontcolor", "#333333"),
    ])))
}

/// The nodes, in clusters by side if asked for.
fn nodes(diagram: &Diagram, options: &DotOptions) -> Vec<Stmt> {
    let numbered = || diagram.boxes.iter().enumerate();
    if !options.clusters {
        return numbered().map(|(number, drawn)| node(number, drawn, diagram)).collect();
    }
    let cluster = |(side, name): (usize, &String)| {
        let mut stmts = vec![Stmt::Attribute(attribute("label", name))];
        let members = numbered().filter(|(_, drawn)| drawn.side == Some(side));
        stmts.extend(members.map(|(number, drawn)| node(number, drawn, diagram)));
        Stmt::Subgraph(Subgraph { id: quote(&format!("cluster_{side}")).into(), stmts })
    };
    let mut stmts: Vec<Stmt> = diagram.sides.iter().enumerate().map(cluster).collect();
    let rest = numbered().filter(|(_, drawn)| drawn.side.is_none());
    stmts.extend(rest.map(|(number, drawn)| node(number, drawn, diagram)));
    stmts
}

fn node_id(number: usize) -> NodeId {
    NodeId(quote(&format!("n{number}")).into(), None)
}

fn node(index: usize, drawn: &NodeBox, diagram: &Diagram) -> Stmt {
    let (shape, style) = match drawn.kind {
        EntityKind::Person => ("box", "rounded,filled"),
        EntityKind::Organisation | EntityKind::Group => ("box", "filled"),
        EntityKind::Place => ("hexagon", "filled"),
    };
    let side = drawn.side.map_or("", |side| diagram.sides[side].as_str());
    let details: Vec<&str> = [drawn.kind.as_str(), side, drawn.note.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let tooltip = format!("{}: {}", drawn.name, details.join(", "));
    let (border, fill) = crate::render::svg::side_colours(drawn.side);
    let position =
        format!("{},{}!", number(drawn.rect.centre.x), number(diagram.height - drawn.rect.centre.y));
    let mut list = attributes(&[
        ("label", &drawn.text.join("\n")),
        ("tooltip", &tooltip),
        ("id", &format!("n{index}")),
        ("shape", shape),
        ("style", style),
        ("fillcolor", fill),
        ("color", border),
        ("width", &inches(drawn.rect.width)),
        ("height", &inches(drawn.rect.height)),
        ("pos", &position),
    ]);
    if drawn.kind == EntityKind::Group {
        list.push(attribute("peripheries", "2"));
    }
    if let Some(change) = drawn.change {
        list.push(attribute("xlabel", change.sign()));
    }
    if drawn.prominent {
        list.push(attribute("fontname", "Helvetica-Bold"));
    }
    Stmt::Node(Node::new(node_id(index), list))
}

fn edge(line: &Line, options: &DotOptions) -> Stmt {
    let tooltip: Vec<&str> =
        std::iter::once(&line.summary).chain(&line.evidence).map(String::as_str).collect();
    let (colour, width) = match line.layer {
        Layer::Contact | Layer::Other => ("#4A545E", 1.6),
        Layer::Statement => ("#8A5A00", 1.2),
        Layer::Relation => ("#7B8794", 1.0),
    };
    let colour = if line.certainty == Certainty::Denied { "#A3262A" } else { colour };
    let colour = line.change.map_or(colour, crate::render::svg::change_colour);
    let width = if line.claimed { 0.7 * width } else { width };
    let label = line.label.as_ref().map_or("", |label| label.text.as_str());
    let mut list = attributes(&[
        ("label", label),
        ("tooltip", &tooltip.join("\n")),
        ("edgetooltip", &tooltip.join("\n")),
        ("color", colour),
        ("penwidth", &number(width)),
        ("style", style(line)),
        ("class", &format!("{} {}", line.layer, line.certainty)),
    ]);
    list.extend(attributes(ends(line.form)));
    if let (Some(base), Some(member)) = (&options.link_base, line.members.first()) {
        list.push(attribute("URL", &format!("{base}{member}")));
    }
    let (tail, head) = (Vertex::N(node_id(line.source)), Vertex::N(node_id(line.target)));
    Stmt::Edge(Edge { ty: EdgeTy::Pair(tail, head), attributes: list })
}

fn style(line: &Line) -> &'static str {
    match line.certainty {
        Certainty::Happened if line.contested => "dashed",
        Certainty::Happened => "solid",
        Certainty::Planned => "dashed",
        Certainty::Proposed | Certainty::Denied => "dotted",
    }
}

fn ends(form: LineForm) -> &'static [(&'static str, &'static str)] {
    match form {
        LineForm::Plain => &[("dir", "none")],
        LineForm::Arrow => &[("dir", "forward"), ("arrowsize", "0.7")],
        LineForm::Visit => &[("dir", "forward"), ("arrowhead", "vee"), ("arrowsize", "0.7")],
        LineForm::Call => &[("dir", "forward"), ("arrowhead", "odot"), ("arrowsize", "0.6")],
        LineForm::Mediate => &[("dir", "back"), ("arrowtail", "diamond"), ("arrowsize", "0.8")],
    }
}

/// A length in px as points, rounded to a tenth.
fn number(px: f64) -> String {
    let tenths = (px * 10.0 + 0.5).floor() / 10.0;
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}

fn inches(px: f64) -> String {
    format!("{:.3}", px / 72.0)
}
