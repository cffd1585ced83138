//! Graphs of other tools to cases: a node becomes an actor, an edge an event, a statement or an office.
//!
//! Attributes are those of [`crate::model::attribute`] or what other tools call them: a kind may also be `type` or
//! `relation`, a date `time` or `timestamp`, and so on. What an edge does not tell is not made up: an edge without a
//! kind that is known here counts as the least that can be said, a meeting, and that is reported.

mod builder;
mod case;
mod dot;
mod ftm;
mod gexf;
mod gml;
mod graphml;
mod json;
mod pajek;
mod plover;
mod scan;
mod tables;
mod xml;

pub use tables::{GraphTable, join_tables};

pub(super) use dot::FORMAT as DOT;
pub(super) use ftm::FORMAT as FTM;
pub(super) use gexf::FORMAT as GEXF;
pub(super) use gml::FORMAT as GML;
pub(super) use graphml::FORMAT as GRAPHML;
pub(super) use json::{CYTOSCAPE, NODE_LINK};
pub(super) use pajek::FORMAT as PAJEK;
pub(super) use plover::FORMAT as PLOVER;
pub(super) use tables::{EDGES, NODES};

use super::{File, Input};
use crate::error::Error;
use crate::model::{Document, Metadata, Multigraph, Warned};
use case::{Told, case_of};

/// The case of a graph that a reader gave, or why it gave none.
fn graph_input(file: File<'_>, graph: Result<Multigraph, Error>) -> Warned<Input> {
    let mut input = Warned::clean(Input::default());
    match graph {
        Ok(graph) => {
            let read = case_of(&graph, &file_document(file), Told::Whole);
            input.value.cases.push(read.value);
            input.warnings = read.warnings;
        }
        Err(error) => input.value.failures.push(error),
    }
    input
}

/// The file itself as the document that proves what it holds. Its text is no prose and is not kept.
fn file_document(file: File<'_>) -> Document {
    let metadata = Metadata { name: file.name.to_owned(), ..Metadata::default() };
    Document { text: None, ..Document::new(file.text, metadata) }
}
