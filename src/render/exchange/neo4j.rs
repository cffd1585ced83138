//! Tables for `neo4j-admin database import` (Neo4j Operations Manual, "CSV header format").

use super::csv_pair::table;
use crate::model::{AttributesExt, Multigraph, attribute};

/// Nodes with `:ID` and `:LABEL` (the kind), edges with `:START_ID`, `:END_ID` and `:TYPE` (the kind in capitals).
pub(super) fn neo4j(graph: &Multigraph) -> [String; 2] {
    let kinds: Vec<_> = graph
        .vertices
        .iter()
        .map(|vertex| capitalised(&vertex.attributes.text(attribute::KIND).unwrap_or_default()))
        .collect();
    let nodes = graph.vertices.iter().zip(&kinds);
    let nodes = nodes.map(|(vertex, kind)| (vec![&vertex.id, &vertex.label, kind], &vertex.attributes));
    let types: Vec<_> = graph
        .links
        .iter()
        .map(|link| kind_name(&link.attributes.text(attribute::KIND).unwrap_or_default()))
        .collect();
    let edges = graph.links.iter().zip(&types);
    let edges =
        edges.map(|(link, kind)| (vec![&link.id, &link.source, &link.target, kind], &link.attributes));
    [table(&["id:ID", "name", ":LABEL"], nodes), table(&["edge_id", ":START_ID", ":END_ID", ":TYPE"], edges)]
}

fn capitalised(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map_or_else(|| "Actor".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

fn kind_name(kind: &str) -> String {
    if kind.is_empty() { "TIE".to_owned() } else { kind.to_uppercase().replace('-', "_") }
}
