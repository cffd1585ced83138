//! GEXF 1.1 to 1.3.

use super::builder::Builder;
use super::{graph_input, xml};
use crate::error::Error;
use crate::model::{Attributes, Link, Multigraph, Value, Vertex, attribute};
use crate::source::{File, Format};
use roxmltree::Node;
use std::collections::HashMap;

/// GEXF of any version; nested nodes are flattened, spells and moving attributes give their first value.
pub(in crate::source) const FORMAT: Format = Format {
    name: "gexf",
    about: "a graph as GEXF (Gephi)",
    extensions: &["gexf"],
    recognise: |text| xml::root_name(text) == Some("gexf"),
    read: |file| graph_input(file, read(file)),
};

/// Titles of declared attributes, and whether they are numbers, by id; for nodes and for edges.
type Columns<'a> = HashMap<(&'a str, &'a str), (&'a str, bool)>;

fn read(file: File<'_>) -> Result<Multigraph, Error> {
    let document = xml::parse(file.name, file.text)?;
    let root = document.root_element();
    let mut columns = Columns::new();
    for group in root.descendants().filter(|node| node.tag_name().name() == "attributes") {
        let class = group.attribute("class").unwrap_or("node");
        for column in xml::children(group, "attribute") {
            let Some(id) = column.attribute("id") else { continue };
            let kind = column.attribute("type").unwrap_or("string");
            let number = matches!(kind, "integer" | "long" | "float" | "double" | "short" | "byte");
            columns.insert((class, id), (column.attribute("title").unwrap_or(id), number));
        }
    }
    let mut builder = Builder::new(file);
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "node" => vertex(&mut builder, node, &columns)?,
            "edge" => link(&mut builder, node, &columns)?,
            _ => {}
        }
    }
    builder.finish()
}

fn vertex(builder: &mut Builder<'_>, node: Node<'_, '_>, columns: &Columns<'_>) -> Result<(), Error> {
    let [id, label] = ["id", "label"].map(|name| node.attribute(name).unwrap_or_default().to_owned());
    let attributes = values(node, "node", columns);
    builder.vertex(Vertex { id, label, attributes }, xml::place(node))
}

fn link(builder: &mut Builder<'_>, node: Node<'_, '_>, columns: &Columns<'_>) -> Result<(), Error> {
    let [id, source, target] =
        ["id", "source", "target"].map(|name| node.attribute(name).unwrap_or_default().to_owned());
    let mut attributes = values(node, "edge", columns);
    let id = attributes.remove("edge_id").map_or(id, |named| named.to_text());
    let kind = attributes.remove("kind_of");
    let written = ["kind", "label"].iter().find_map(|name| node.attribute(*name));
    let kind = kind.or_else(|| written.map(|kind| Value::Text(kind.to_owned())));
    attributes.extend(kind.map(|kind| (attribute::KIND.to_owned(), kind)));
    let weight = node.attribute("weight").and_then(|weight| weight.parse::<f64>().ok());
    if let Some(weight) = weight.filter(|weight| weight.is_finite()) {
        attributes.insert(attribute::WEIGHT.to_owned(), Value::Number(weight));
    }
    let spell = node.descendants().find(|inner| inner.tag_name().name() == "spell");
    for name in [attribute::START, attribute::END] {
        let day = node.attribute(name).or_else(|| spell.and_then(|spell| spell.attribute(name)));
        attributes.extend(day.map(|day| (name.to_owned(), Value::Text(day.to_owned()))));
    }
    builder.link(Link { id, source, target, attributes }, xml::place(node))
}

fn values(node: Node<'_, '_>, class: &str, columns: &Columns<'_>) -> Attributes {
    let mut attributes = Attributes::new();
    for group in xml::children(node, "attvalues") {
        for entry in xml::children(group, "attvalue") {
            // 1.1 calls it `id`.
            let id = entry.attribute("for").or(entry.attribute("id")).unwrap_or_default();
            let (title, number) = columns.get(&(class, id)).copied().unwrap_or((id, false));
            let text = entry.attribute("value").unwrap_or_default();
            let parsed =
                number.then(|| text.parse::<f64>().ok().filter(|number| number.is_finite())).flatten();
            let value = parsed.map_or_else(|| Value::Text(text.to_owned()), Value::Number);
            attributes.entry(title.to_owned()).or_insert(value);
        }
    }
    attributes
}
