//! Nodes and edges of a file, checked: ids are unique, edges end at nodes.

use crate::error::{Error, Position};
use crate::model::{Link, Multigraph, Vertex};
use crate::source::File;
use std::collections::HashSet;

/// Collects a graph while a file is read.
pub(super) struct Builder<'a> {
    file: File<'a>,
    graph: Multigraph,
    nodes: HashSet<String>,
    edges: HashSet<String>,
    /// Where each edge stands.
    places: Vec<Position>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (nodes, edges) = (HashSet::new(), HashSet::new());
        Self { file, graph: Multigraph::default(), nodes, edges, places: Vec::new() }
    }

    /// Adds a node.
    pub(super) fn vertex(&mut self, vertex: Vertex, place: Position) -> Result<(), Error> {
        if vertex.id.is_empty() {
            return Err(self.error(place, "a node has no id", "give every node an id of its own"));
        }
        if !self.nodes.insert(vertex.id.clone()) {
            let problem = format!("the node '{}' comes twice", brief(&vertex.id));
            return Err(self.error(place, &problem, "give every node an id of its own"));
        }
        self.graph.vertices.push(vertex);
        Ok(())
    }

    /// Adds an edge; one without id is numbered.
    pub(super) fn link(&mut self, mut link: Link, place: Position) -> Result<(), Error> {
        if link.id.is_empty() {
            link.id = format!("e{}", self.graph.links.len() + 1);
        }
        if !self.edges.insert(link.id.clone()) {
            let problem = format!("the edge '{}' comes twice", brief(&link.id));
            return Err(self.error(place, &problem, "give every edge an id of its own, or none"));
        }
        self.places.push(place);
        self.graph.links.push(link);
        Ok(())
    }

    /// The graph, if every edge ends at nodes.
    pub(super) fn finish(self) -> Result<Multigraph, Error> {
        for (link, place) in self.graph.links.iter().zip(&self.places) {
            for end in [&link.source, &link.target] {
                if !self.nodes.contains(end) {
                    let problem = format!("an edge ends at '{}', but there is no such node", brief(end));
                    return Err(self.error(*place, &problem, "add the node or correct the edge"));
                }
            }
        }
        Ok(self.graph)
    }

    pub(super) fn error(&self, place: Position, problem: &str, hint: &str) -> Error {
        Error::unreadable(self.file.name, self.exact(place), problem, Some(hint))
    }

    /// A byte as line and column, which people find.
    fn exact(&self, place: Position) -> Position {
        let Some(before) = place.byte.and_then(|byte| self.file.text.get(..byte)) else { return place };
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: Some(1 + before.matches('\n').count()),
            column: Some(1 + before.len() - line),
            byte: None,
            ..place
        }
    }
}

/// An id short enough for a message.
fn brief(id: &str) -> String {
    let mut brief: String = id.chars().filter(|c| !c.is_control()).take(60).collect();
    if id.chars().count() > 60 {
        brief.push('…');
    }
    brief
}
