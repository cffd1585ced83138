//! A table of nodes and a table of edges (RFC 4180, with LF).

use super::super::escape::csv_field;
use crate::model::{Attributes, AttributesExt, Multigraph, attribute_names};

/// The nodes (`id`, `name`, …) and the edges (`id`, `source`, `target`, …). A text that a spreadsheet would run as a
/// formula gets an apostrophe, which our reader takes away.
pub(super) fn csv_pair(graph: &Multigraph) -> [String; 2] {
    let nodes = table(
        &["id", "name"],
        graph.vertices.iter().map(|vertex| (vec![&vertex.id, &vertex.label], &vertex.attributes)),
    );
    let edges = table(
        &["id", "source", "target"],
        graph.links.iter().map(|link| (vec![&link.id, &link.source, &link.target], &link.attributes)),
    );
    [nodes, edges]
}

/// A table with some columns of its own, then one for every attribute that occurs.
pub(super) fn table<'a>(
    heads: &[&str],
    rows: impl Iterator<Item = (Vec<&'a String>, &'a Attributes)> + Clone,
) -> String {
    let names = attribute_names(rows.clone().map(|(_, attributes)| attributes));
    let all: Vec<_> = heads.iter().chain(&names).map(|head| csv_field(head)).collect();
    let mut out = all.join(",");
    out.push('\n');
    for (own, attributes) in rows {
        let own = own.into_iter().map(|text| field(text));
        let named = names.iter().map(|name| field(&attributes.text(name).unwrap_or_default()));
        out.push_str(&own.chain(named).collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    out
}

/// One apostrophe more before what would read like a guarded formula, so that reading can take one away.
fn field(text: &str) -> String {
    let guarded =
        text.starts_with('\'') && text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if guarded { csv_field(&format!("'{text}")) } else { csv_field(text) }
}
