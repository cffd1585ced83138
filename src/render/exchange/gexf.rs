//! GEXF (Gephi project: 1.2draft 2009, 1.3 2022).

use super::xml;
use crate::model::{Attributes, AttributesExt, Multigraph, Value, attribute, attribute_names};
use std::fmt::Write;

/// Which GEXF.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Edges carry their kind, so that Gephi keeps parallel edges of different kinds.
    V1_3,
    /// For older readers.
    V1_2,
}

/// A dynamic graph: dated edges have `start` and `end`. The kind of an edge is the attribute `kind_of` too, since not
/// every reader keeps the XML attribute `kind`.
pub(super) fn gexf(graph: &Multigraph, version: Version) -> String {
    let (namespace, number) = match version {
        Version::V1_3 => ("http://gexf.net/1.3", "1.3"),
        Version::V1_2 => ("http://www.gexf.net/1.2draft", "1.2"),
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"{namespace}\" version=\"{number}\">\n  <meta>\
         <creator>sociogram</creator></meta>\n  <graph defaultedgetype=\"directed\" mode=\"dynamic\" \
         timeformat=\"date\">\n"
    );
    let nodes = Columns::of("node", graph.vertices.iter().map(|vertex| &vertex.attributes));
    let edges = Columns::of("edge", graph.links.iter().map(|link| &link.attributes));
    nodes.declare(&mut out);
    edges.declare(&mut out);
    out.push_str("    <nodes>\n");
    for vertex in &graph.vertices {
        let [id, label] = [&vertex.id, &vertex.label].map(|text| xml::attribute(text));
        let _ = write!(out, "      <node id=\"{id}\" label=\"{label}\">");
        nodes.write(&mut out, &vertex.attributes, None);
        out.push_str("</node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for link in &graph.links {
        let [id, source, target] = [&link.id, &link.source, &link.target].map(|text| xml::attribute(text));
        let _ = write!(out, "      <edge id=\"{id}\" source=\"{source}\" target=\"{target}\"");
        edge_attributes(&mut out, &link.attributes, version);
        out.push('>');
        edges.write(&mut out, &link.attributes, Some(&link.id));
        out.push_str("</edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

/// What GEXF has own XML attributes for.
fn edge_attributes(out: &mut String, attributes: &Attributes, version: Version) {
    if let Some(Value::Number(weight)) = attributes.get(attribute::WEIGHT) {
        let _ = write!(out, " weight=\"{weight}\"");
    }
    if let Some(kind) = attributes.text(attribute::KIND) {
        let kind = xml::attribute(&kind).into_owned();
        let _ = write!(out, " label=\"{kind}\"");
        if version == Version::V1_3 {
            let _ = write!(out, " kind=\"{kind}\"");
        }
    }
    for name in [attribute::START, attribute::END] {
        if let Some(day) = attributes.text(name) {
            let _ = write!(out, " {name}=\"{}\"", xml::attribute(&day));
        }
    }
}

/// The declared attributes of nodes or edges, in order of their ids.
struct Columns<'a> {
    class: &'static str,
    /// Name in the graph, title in the file, type.
    columns: Vec<(&'a str, &'a str, &'static str)>,
}

impl<'a> Columns<'a> {
    fn of(class: &'static str, all: impl Iterator<Item = &'a Attributes> + Clone) -> Self {
        let mut columns = Vec::new();
        if class == "edge" {
            columns.push(("", "edge_id", "string"));
        }
        for name in attribute_names(all.clone()) {
            let title = match (class, name) {
                ("edge", attribute::KIND) => "kind_of",
                ("edge", attribute::WEIGHT | attribute::START | attribute::END) => continue,
                _ => name,
            };
            let text = all.clone().any(|attributes| matches!(attributes.get(name), Some(Value::Text(_))));
            columns.push((name, title, if text { "string" } else { "double" }));
        }
        Self { class, columns }
    }

    fn declare(&self, out: &mut String) {
        let _ = writeln!(out, "    <attributes class=\"{}\" mode=\"static\">", self.class);
        for (id, (_, title, kind)) in self.columns.iter().enumerate() {
            let title = xml::attribute(title);
            let _ = writeln!(out, "      <attribute id=\"{id}\" title=\"{title}\" type=\"{kind}\"/>");
        }
        out.push_str("    </attributes>\n");
    }

    fn write(&self, out: &mut String, attributes: &Attributes, edge: Option<&str>) {
        out.push_str("<attvalues>");
        for (id, (name, ..)) in self.columns.iter().enumerate() {
            let value = match edge {
                Some(edge) if name.is_empty() => Some(edge.to_owned()),
                _ => attributes.text(name),
            };
            if let Some(value) = value {
                let _ = write!(out, "<attvalue for=\"{id}\" value=\"{}\"/>", xml::attribute(&value));
            }
        }
        out.push_str("</attvalues>");
    }
}
