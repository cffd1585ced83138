//! Graphs as JSON: node-link (NetworkX, D3) and Cytoscape.

use super::super::case::without_place;
use super::builder::Builder;
use super::graph_input;
use crate::error::{Error, Position};
use crate::model::{Attributes, Link, Multigraph, Value, Vertex};
use crate::source::{File, Format};
use serde_json::{Map, Value as Json};

/// `{"nodes": […], "edges": […]}`, or `links`.
pub(in crate::source) const NODE_LINK: Format = Format {
    name: "node-link",
    about: "a graph as node-link JSON (`nodes` and `edges` or `links`), as NetworkX and D3 write it",
    extensions: &["json"],
    recognise: |text| {
        opens_object(text) && has(text, &["\"nodes\""]) && has(text, &["\"edges\"", "\"links\""])
    },
    read: |file| graph_input(file, node_link(file)),
};

/// `{"elements": {"nodes": […], "edges": […]}}`.
pub(in crate::source) const CYTOSCAPE: Format = Format {
    name: "cytoscape",
    about: "a graph as Cytoscape JSON",
    extensions: &["cyjs"],
    recognise: |text| {
        opens_object(text) && has(text, &["\"elements\""]) && has(text, &["\"nodes\"", "\"data\""])
    },
    read: |file| graph_input(file, cytoscape(file)),
};

fn opens_object(text: &str) -> bool {
    text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

fn has(text: &str, any: &[&str]) -> bool {
    any.iter().any(|word| text.contains(word))
}

fn parse(file: File<'_>) -> Result<Map<String, Json>, Error> {
    let failed = |error: &serde_json::Error| {
        let place =
            Position { line: Some(error.line()), column: Some(error.column()), ..Position::default() };
        let problem = format!("no graph: {}", without_place(error));
        Error::unreadable(file.name, place, problem, Some("check the file at this place"))
    };
    serde_json::from_str(file.text).map_err(|error| failed(&error))
}

fn node_link(file: File<'_>) -> Result<Multigraph, Error> {
    let mut whole = parse(file)?;
    let edges = whole.remove("edges").or_else(|| whole.remove("links"));
    let nodes = whole.remove("nodes");
    read(file, list(file, "nodes", nodes)?, list(file, "edges", edges)?)
}

fn cytoscape(file: File<'_>) -> Result<Multigraph, Error> {
    let mut whole = parse(file)?;
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    match whole.remove("elements") {
        Some(Json::Object(mut elements)) => {
            nodes = list(file, "nodes", elements.remove("nodes"))?;
            edges = list(file, "edges", elements.remove("edges"))?;
        }
        // Cytoscape.js also takes one list for both.
        Some(Json::Array(elements)) => {
            for element in elements {
                let is_edge = element.get("data").is_some_and(|data| data.get("source").is_some());
                if is_edge { edges.push(element) } else { nodes.push(element) }
            }
        }
        _ => {}
    }
    let data = |element: Json| match element {
        Json::Object(mut element) => element.remove("data").unwrap_or(Json::Null),
        _ => Json::Null,
    };
    read(file, nodes.into_iter().map(data).collect(), edges.into_iter().map(data).collect())
}

fn list(file: File<'_>, name: &str, value: Option<Json>) -> Result<Vec<Json>, Error> {
    match value {
        Some(Json::Array(list)) => Ok(list),
        None => Ok(Vec::new()),
        Some(_) => {
            let problem = format!("`{name}` is no list");
            Err(Error::unreadable(file.name, Position::default(), problem, Some("give a list of objects")))
        }
    }
}

fn read(file: File<'_>, nodes: Vec<Json>, edges: Vec<Json>) -> Result<Multigraph, Error> {
    let mut builder = Builder::new(file);
    for (number, node) in nodes.into_iter().enumerate() {
        let place = Position::record(number + 1);
        let mut node = object(&builder, node, place, "a node")?;
        let id = take(&mut node, &["id"]).unwrap_or_default();
        let label = take(&mut node, &["label", "name", "title"]).unwrap_or_default();
        node.remove("value")
            .filter(|value| value.as_str() != Some(&id))
            .map(|value| node.insert("value".into(), value));
        builder.vertex(Vertex { id, label, attributes: attributes(node) }, place)?;
    }
    for (number, edge) in edges.into_iter().enumerate() {
        let place = Position::record(number + 1);
        let mut edge = object(&builder, edge, place, "an edge")?;
        let (source, target) = (take(&mut edge, &["source"]), take(&mut edge, &["target"]));
        let (Some(source), Some(target)) = (source, target) else {
            let hint = "give every edge a `source` and a `target`";
            return Err(builder.error(place, "an edge lacks one of its ends", hint));
        };
        let id = take(&mut edge, &["edge_id", "id"]);
        // NetworkX numbers parallel edges by key: 0, 1, … for every pair.
        let key = take(&mut edge, &["key"]).filter(|key| key.parse::<u64>().is_err());
        edge.remove("id");
        let id = id.or(key).unwrap_or_default();
        builder.link(Link { id, source, target, attributes: attributes(edge) }, place)?;
    }
    builder.finish()
}

fn object(
    builder: &Builder<'_>,
    value: Json,
    place: Position,
    what: &str,
) -> Result<Map<String, Json>, Error> {
    match value {
        Json::Object(object) => Ok(object),
        _ => Err(builder.error(place, &format!("{what} is no JSON object"), "give objects")),
    }
}

/// The first of these members that is a text or a number.
fn take(object: &mut Map<String, Json>, names: &[&str]) -> Option<String> {
    let name =
        names.iter().find(|name| matches!(object.get(**name), Some(Json::String(_) | Json::Number(_))))?;
    match object.remove(*name)? {
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// Texts and numbers as they are, yes and no as words, lists and objects as JSON; null is missing.
fn attributes(object: Map<String, Json>) -> Attributes {
    let value = |value: Json| match value {
        Json::Null => None,
        Json::String(text) => Some(Value::Text(text)),
        Json::Number(number) => number.as_f64().filter(|number| number.is_finite()).map(Value::Number),
        Json::Bool(flag) => Some(Value::Text(if flag { "yes" } else { "no" }.to_owned())),
        other => Some(Value::Text(other.to_string())),
    };
    object.into_iter().filter_map(|(name, json)| Some((name, value(json)?))).collect()
}
