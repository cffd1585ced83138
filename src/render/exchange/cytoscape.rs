//! Cytoscape JSON (`.cyjs`), in the form that both Cytoscape and NetworkX read.

use super::attributes_json;
use crate::model::Multigraph;
use serde_json::{Value as Json, json};

/// Nodes need `id` and `value` (NetworkX fails without), edges `key` (parallel edges collapse without).
pub(super) fn cytoscape(graph: &Multigraph) -> String {
    let nodes: Vec<_> = graph
        .vertices
        .iter()
        .map(|vertex| {
            let mut data = attributes_json(&vertex.attributes);
            for (name, text) in [("id", &vertex.id), ("value", &vertex.id), ("name", &vertex.label)] {
                data.insert(name.to_owned(), text.clone().into());
            }
            json!({"data": Json::Object(data)})
        })
        .collect();
    let edges: Vec<_> = graph
        .links
        .iter()
        .map(|link| {
            let mut data = attributes_json(&link.attributes);
            for (name, text) in
                [("id", &link.id), ("key", &link.id), ("source", &link.source), ("target", &link.target)]
            {
                data.insert(name.to_owned(), text.clone().into());
            }
            json!({"data": Json::Object(data)})
        })
        .collect();
    let elements = json!({"nodes": nodes, "edges": edges});
    let whole = json!({"data": [], "directed": true, "multigraph": true, "elements": elements});
    let mut text = serde_json::to_string_pretty(&whole).expect("JSON values always serialise");
    text.push('\n');
    text
}
