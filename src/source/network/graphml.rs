//! GraphML.

use super::builder::Builder;
use super::{graph_input, xml};
use crate::error::Error;
use crate::model::{Attributes, Link, Multigraph, Value, Vertex};
use crate::source::{File, Format};
use roxmltree::Node;
use std::collections::HashMap;

/// GraphML of any tool; nested graphs are flattened, hyperedges and ports are not read.
pub(in crate::source) const FORMAT: Format = Format {
    name: "graphml",
    about: "a graph as GraphML",
    extensions: &["graphml"],
    recognise: |text| xml::root_name(text) == Some("graphml"),
    read: |file| graph_input(file, read(file)),
};

/// A declared attribute: its name, whether it is a number, its default.
struct Key {
    name: String,
    number: bool,
    default: Option<String>,
}

fn read(file: File<'_>) -> Result<Multigraph, Error> {
    let document = xml::parse(file.name, file.text)?;
    let root = document.root_element();
    let keys: HashMap<&str, Key> =
        xml::children(root, "key").filter_map(|node| Some((node.attribute("id")?, key(node)))).collect();
    let mut builder = Builder::new(file);
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "node" => vertex(&mut builder, node, &keys)?,
            "edge" => link(&mut builder, node, &keys)?,
            _ => {}
        }
    }
    builder.finish()
}

fn key(node: Node<'_, '_>) -> Key {
    let name = node.attribute("attr.name").or(node.attribute("id")).unwrap_or_default();
    let kind = node.attribute("attr.type").unwrap_or("string");
    let default = xml::children(node, "default").next().map(xml::text);
    Key { name: name.to_owned(), number: matches!(kind, "int" | "long" | "float" | "double"), default }
}

fn vertex(builder: &mut Builder<'_>, node: Node<'_, '_>, keys: &HashMap<&str, Key>) -> Result<(), Error> {
    let id = node.attribute("id").unwrap_or_default().to_owned();
    let mut attributes = data(node, keys);
    let label = ["label", "name", "title"].iter().find_map(|name| attributes.remove(*name));
    let label = label.map(|label| label.to_text()).or_else(|| drawn_label(node)).unwrap_or_default();
    builder.vertex(Vertex { id, label, attributes }, xml::place(node))
}

/// The label that yEd keeps in its drawing.
fn drawn_label(node: Node<'_, '_>) -> Option<String> {
    let label = node.descendants().find(|inner| inner.tag_name().name() == "NodeLabel")?;
    Some(xml::text(label).trim().to_owned()).filter(|label| !label.is_empty())
}

fn link(builder: &mut Builder<'_>, node: Node<'_, '_>, keys: &HashMap<&str, Key>) -> Result<(), Error> {
    let [source, target] = ["source", "target"].map(|end| node.attribute(end).unwrap_or_default().to_owned());
    let mut attributes = data(node, keys);
    let named = attributes.remove("edge_id").map(|id| id.to_text());
    let id = named.or_else(|| node.attribute("id").map(str::to_owned)).unwrap_or_default();
    builder.link(Link { id, source, target, attributes }, xml::place(node))
}

/// The data of an element; an undeclared key is its own name.
fn data(node: Node<'_, '_>, keys: &HashMap<&str, Key>) -> Attributes {
    let class = node.tag_name().name();
    let mut attributes = Attributes::new();
    for data in xml::children(node, "data") {
        let Some(id) = data.attribute("key") else { continue };
        if data.children().any(|child| child.is_element()) {
            continue;
        }
        let (name, number) = keys.get(id).map_or((id, false), |key| (key.name.as_str(), key.number));
        attributes.insert(name.to_owned(), value(xml::text(data), number));
    }
    for key in keys.values().filter(|key| key.default.is_some()) {
        let missing = !attributes.contains_key(&key.name) && class == "node";
        if let Some(default) = key.default.clone().filter(|_| missing) {
            attributes.insert(key.name.clone(), value(default, key.number));
        }
    }
    attributes
}

/// A number if it is declared so and finite.
fn value(text: String, number: bool) -> Value {
    let parsed =
        number.then(|| text.trim().parse::<f64>().ok().filter(|number| number.is_finite())).flatten();
    parsed.map_or(Value::Text(text), Value::Number)
}
