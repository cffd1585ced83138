//! Node-link JSON as NetworkX 3.4 and later read it (`edges`, not `links`).

use super::attributes_json;
use crate::model::Multigraph;
use serde_json::{Value as Json, json};

/// Every node has `id` and `label`, every edge `source`, `target`, `key` and `edge_id`.
pub(super) fn node_link(graph: &Multigraph) -> String {
    let nodes: Vec<_> = graph
        .vertices
        .iter()
        .map(|vertex| {
            let mut node = attributes_json(&vertex.attributes);
            node.insert("id".to_owned(), vertex.id.clone().into());
            node.insert("label".to_owned(), vertex.label.clone().into());
            Json::Object(node)
        })
        .collect();
    let edges: Vec<_> = graph
        .links
        .iter()
        .map(|link| {
            let mut edge = attributes_json(&link.attributes);
            for (name, id) in
                [("source", &link.source), ("target", &link.target), ("key", &link.id), ("edge_id", &link.id)]
            {
                edge.insert(name.to_owned(), id.clone().into());
            }
            Json::Object(edge)
        })
        .collect();
    let whole = json!({"directed": true, "multigraph": true, "graph": {}, "nodes": nodes, "edges": edges});
    let mut text = serde_json::to_string_pretty(&whole).expect("JSON values always serialise");
    text.push('\n');
    text
}
