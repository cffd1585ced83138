//! GraphML (Brandes, Eiglsperger, Herman, Himsolt, Marshall 2002).

use super::xml;
use crate::model::{Attributes, Multigraph, Value, attribute_names};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
                    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
                    http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";

/// One key per attribute; an attribute that is text anywhere is text everywhere. Flags are words, since some readers
/// turn a missing boolean into false.
pub(super) fn graphml(graph: &Multigraph) -> String {
    let mut out = HEAD.to_owned();
    let nodes = Keys::of("node", 'n', graph.vertices.iter().map(|vertex| &vertex.attributes));
    let edges = Keys::of("edge", 'e', graph.links.iter().map(|link| &link.attributes));
    key(&mut out, "node", "n_label", "label", "string");
    nodes.declare(&mut out);
    key(&mut out, "edge", "e_edge_id", "edge_id", "string");
    edges.declare(&mut out);
    out.push_str("  <graph id=\"case\" edgedefault=\"directed\">\n");
    for vertex in &graph.vertices {
        let _ = write!(out, "    <node id=\"{}\">", xml::attribute(&vertex.id));
        data(&mut out, "n_label", &vertex.label);
        nodes.write(&mut out, &vertex.attributes);
        out.push_str("</node>\n");
    }
    for link in &graph.links {
        let [id, source, target] = [&link.id, &link.source, &link.target].map(|text| xml::attribute(text));
        let _ = write!(out, "    <edge id=\"{id}\" source=\"{source}\" target=\"{target}\">");
        data(&mut out, "e_edge_id", &link.id);
        edges.write(&mut out, &link.attributes);
        out.push_str("</edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// Attribute names with the id of their key.
struct Keys<'a> {
    class: &'static str,
    ids: BTreeMap<&'a str, String>,
    /// Name, id and type in the order of declaration.
    order: Vec<(&'a str, String, &'static str)>,
}

impl<'a> Keys<'a> {
    fn of(class: &'static str, letter: char, all: impl Iterator<Item = &'a Attributes> + Clone) -> Self {
        let number =
            |name: &str| all.clone().all(|attributes| !matches!(attributes.get(name), Some(Value::Text(_))));
        let names = attribute_names(all.clone());
        let order: Vec<_> = names
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                (name, format!("{letter}{place}"), if number(name) { "double" } else { "string" })
            })
            .collect();
        let ids = order.iter().map(|(name, id, _)| (*name, id.clone())).collect();
        Self { class, ids, order }
    }

    fn declare(&self, out: &mut String) {
        for (name, id, kind) in &self.order {
            key(out, self.class, id, name, kind);
        }
    }

    fn write(&self, out: &mut String, attributes: &Attributes) {
        for (name, value) in attributes {
            data(out, &self.ids[name.as_str()], &value.to_text());
        }
    }
}

fn key(out: &mut String, class: &str, id: &str, name: &str, kind: &str) {
    let name = xml::attribute(name);
    let _ = writeln!(out, "  <key id=\"{id}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
}

fn data(out: &mut String, id: &str, text: &str) {
    let _ = write!(out, "<data key=\"{id}\">{}</data>", xml::text(text));
}
