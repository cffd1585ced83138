//! Reads a network to draw from JSON: `nodes` with `id`, `label`, `type`, `side`; `edges` with `id`, `source`, `target`,
//! `layer`, `kind`, `certainty`, `directed`, `label`, `date`, `weight`, `evidence`.

use super::sketch::{LineForm, Sketch, SketchLine, SketchNode};
use crate::model::{Certainty, EntityKind, Layer, When};
use serde::Deserialize;

#[derive(Deserialize)]
struct Graph {
    #[serde(default)]
    title: String,
    #[serde(default)]
    about: String,
    nodes: Vec<Node>,
    #[serde(default)]
    edges: Vec<Edge>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    label: String,
    #[serde(rename = "type")]
    kind: EntityKind,
    #[serde(default)]
    side: String,
}

#[derive(Deserialize)]
struct Edge {
    id: String,
    source: String,
    target: String,
    layer: Layer,
    kind: String,
    #[serde(default = "happened")]
    certainty: String,
    #[serde(default)]
    directed: bool,
    #[serde(default)]
    label: String,
    #[serde(default)]
    date: String,
    #[serde(default = "one")]
    weight: u32,
    #[serde(default)]
    evidence: String,
}

fn happened() -> String {
    Certainty::Happened.as_str().to_owned()
}

fn one() -> u32 {
    1
}

impl Sketch {
    /// Reads a network to draw.
    ///
    /// `certainty` is one of `happened`, `planned`, `proposed`, `denied`, or `claimed` (told as a fact on one source's word
    /// alone) or `contested`; anything else counts as `proposed`. A line whose ends are unknown is left out when drawn.
    ///
    /// ```
    /// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person"}], "edges": []}"#;
    /// assert_eq!(sociogram::layout::Sketch::from_json(json).unwrap().nodes[0].name, "Anna Keller");
    /// ```
    ///
    /// # Errors
    /// If the text is no JSON of this shape.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let graph: Graph = serde_json::from_str(json)?;
        let notes = if graph.about.is_empty() { Vec::new() } else { vec![graph.about] };
        let nodes = graph.nodes.into_iter().map(node).collect();
        let lines = graph.edges.into_iter().map(line).collect();
        Ok(Self { title: graph.title, subtitle: String::new(), period: String::new(), notes, nodes, lines })
    }
}

fn node(node: Node) -> SketchNode {
    SketchNode { id: node.id, name: node.label, kind: node.kind, side: node.side, note: String::new() }
}

fn line(edge: Edge) -> SketchLine {
    let certainty = match edge.certainty.as_str() {
        "claimed" | "contested" => Certainty::Happened,
        other => Certainty::from_text(other).unwrap_or(Certainty::Proposed),
    };
    let day = When {
        edtf: Some(edge.date.clone()),
        phrase: None,
        anchor: None,
        inferred: false,
        offset_days: None,
    };
    SketchLine {
        members: vec![edge.id.clone()],
        form: LineForm::of(edge.layer, &edge.kind, edge.directed),
        id: edge.id,
        source: edge.source,
        target: edge.target,
        layer: edge.layer,
        kind: edge.kind,
        certainty,
        claimed: edge.certainty == "claimed",
        contested: edge.certainty == "contested",
        count: edge.weight.max(1),
        label: edge.label,
        short_label: edge.date.clone(),
        days: day.bounds(),
        date: edge.date,
        place: String::new(),
        evidence: if edge.evidence.is_empty() { Vec::new() } else { vec![edge.evidence] },
    }
}
