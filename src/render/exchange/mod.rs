//! A case in the formats of other tools.
//!
//! The formats are the table [`EXCHANGE`]: to add one, write `render/exchange/<name>.rs` and enter it there. Most go
//! through a [`Multigraph`](crate::model::Multigraph); what a format has no place for is counted in [`Exported::dropped`].

mod csv_pair;
mod cytoscape;
mod events;
mod ftm;
mod gexf;
mod graphml;
mod multigraph;
mod neo4j;
mod node_link;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod xml;

pub use multigraph::multigraph;

use crate::graph::Filter;
use crate::model::{Case, Certainty, Multigraph};

/// What a format has no place for, with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// In the plural: "mentions".
    pub what: &'static str,
    /// How many.
    pub count: usize,
}

impl Dropped {
    /// Those that occur.
    pub(super) fn some<const N: usize>(all: [(&'static str, usize); N]) -> Vec<Self> {
        all.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| Self { what, count }).collect()
    }
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// What is put between the name and the extension, for formats of several files: `nodes`, `edges`.
    pub part: Option<&'static str>,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl ExportedFile {
    /// What stands in it as text; bytes of a binary format that are none are replaced.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
}

/// What an export gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// One file, or several.
    pub files: Vec<ExportedFile>,
    /// What has no place in the format.
    pub dropped: Vec<Dropped>,
}

impl Exported {
    fn one(text: String, dropped: Vec<Dropped>) -> Self {
        Self { files: vec![ExportedFile { part: None, bytes: text.into_bytes() }], dropped }
    }

    fn parts<T: Into<Vec<u8>>, const N: usize>(parts: [(&'static str, T); N], dropped: Vec<Dropped>) -> Self {
        let file =
            |(part, content): (&'static str, T)| ExportedFile { part: Some(part), bytes: content.into() };
        Self { files: parts.into_iter().map(file).collect(), dropped }
    }
}

/// One format of other tools.
pub struct Exchange {
    /// Short name, for `--to`.
    pub name: &'static str,
    /// What it is, for `--help` and the documentation.
    pub about: &'static str,
    /// How file names end, without the leading dot; the first is usual. May hold a dot itself: `ftm.json`.
    pub extensions: &'static [&'static str],
    /// What of a case the format keeps, for the documentation.
    pub keeps: &'static str,
    /// What it has no place for, for the documentation.
    pub drops: &'static str,
    /// How many files it takes.
    pub parts: usize,
    /// What it holds unless the user asks for something else.
    pub default_filter: fn() -> Filter,
    /// Writes it.
    pub write: fn(&Case, &Filter) -> Exported,
}

/// Readers of FollowTheMoney know no denial: everything else.
fn all_but_denied() -> Filter {
    let certainties = [Certainty::Happened, Certainty::Planned, Certainty::Proposed].into();
    Filter { certainties, ..across_sides() }
}

/// Everything, but no ties within one delegation: its members did not meet each other.
fn across_sides() -> Filter {
    Filter { same_side: false, ..Filter::everything() }
}

/// Kept by every format that has attributes.
const ALL_ATTRIBUTES: &str = "actors with kind, side, affiliation and names; events, statements and offices as edges with \
                              date, place, certainty, roles, confidence, sentence and source";
/// Dropped by every graph format.
const NO_PLACE: &str = "mentions, texts, reasons of the reading, places without event, events and statements that tie no \
                        two actors";

/// Every format of other tools.
pub const EXCHANGE: &[Exchange] = &[
    Exchange {
        name: "graphml",
        about: "GraphML: Gephi, yEd, NetworkX, igraph",
        extensions: &["graphml"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 1,
        default_filter: across_sides,
        write: |case, filter| through_graph(case, filter, graphml::graphml),
    },
    Exchange {
        name: "gexf",
        about: "GEXF 1.3 with dates for the timeline: Gephi, NetworkX 3.6",
        extensions: &["gexf"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 1,
        default_filter: across_sides,
        write: |case, filter| through_graph(case, filter, |graph| gexf::gexf(graph, gexf::Version::V1_3)),
    },
    Exchange {
        name: "gexf-1.2",
        about: "GEXF 1.2, for older readers",
        extensions: &["1.2.gexf"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 1,
        default_filter: across_sides,
        write: |case, filter| through_graph(case, filter, |graph| gexf::gexf(graph, gexf::Version::V1_2)),
    },
    Exchange {
        name: "node-link",
        about: "node-link JSON: NetworkX, D3",
        extensions: &["node-link.json"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 1,
        default_filter: across_sides,
        write: |case, filter| through_graph(case, filter, node_link::node_link),
    },
    Exchange {
        name: "cytoscape",
        about: "Cytoscape JSON: Cytoscape, Cytoscape.js, NetworkX",
        extensions: &["cyjs"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 1,
        default_filter: across_sides,
        write: |case, filter| through_graph(case, filter, cytoscape::cytoscape),
    },
    Exchange {
        name: "csv",
        about: "two tables, NAME.nodes.csv and NAME.edges.csv: spreadsheets, Gephi, igraph, pandas",
        extensions: &["csv"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 2,
        default_filter: across_sides,
        write: |case, filter| {
            let (graph, dropped) = multigraph(case, filter);
            let [nodes, edges] = csv_pair::csv_pair(&graph);
            Exported::parts([("nodes", nodes), ("edges", edges)], dropped)
        },
    },
    Exchange {
        name: "ftm",
        about: "FollowTheMoney entities, one JSON object a line: Aleph, OpenAleph, OpenSanctions tools",
        extensions: &["ftm.json", "ftm.ndjson", "ftm"],
        keeps: "people, organisations and groups with names and offices, places as addresses, events and calls, \
                statements about somebody as notes, documents, sentences",
        drops: "certainty but for keywords, sides, dates that are not a year, month, day or range; denied events unless asked \
                for with --certainty denied",
        parts: 1,
        default_filter: all_but_denied,
        write: ftm::ftm,
    },
    Exchange {
        name: "neo4j",
        about: "two tables with the heads of neo4j-admin, NAME.nodes.neo4j.csv and NAME.edges.neo4j.csv",
        extensions: &["neo4j.csv"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 2,
        default_filter: across_sides,
        write: |case, filter| {
            let (graph, dropped) = multigraph(case, filter);
            let [nodes, edges] = neo4j::neo4j(&graph);
            Exported::parts([("nodes", nodes), ("edges", edges)], dropped)
        },
    },
    #[cfg(feature = "parquet")]
    Exchange {
        name: "parquet",
        about: "two Parquet files, NAME.nodes.parquet and NAME.edges.parquet: DuckDB, Polars, pandas, Spark",
        extensions: &["parquet"],
        keeps: ALL_ATTRIBUTES,
        drops: NO_PLACE,
        parts: 2,
        default_filter: across_sides,
        write: |case, filter| {
            let (graph, dropped) = multigraph(case, filter);
            let [nodes, edges] = parquet::parquet(&graph);
            Exported::parts([("nodes", nodes), ("edges", edges)], dropped)
        },
    },
    Exchange {
        name: "events-csv",
        about: "a table of events, one row each, with all participants and the sentence",
        extensions: &["events.csv"],
        keeps: "events with participants, roles, date, place, certainty, confidence, sentences and sources",
        drops: "statements, mentions, texts; actors that take part in no event",
        parts: 1,
        default_filter: across_sides,
        write: events::events_csv,
    },
    Exchange {
        name: "events-ndjson",
        about: "the same as JSON, one event a line, with every report",
        extensions: &["events.ndjson", "events.jsonl"],
        keeps: "events with participants, roles, sides, date, place, certainty, confidence and every report",
        drops: "statements, mentions, texts; actors that take part in no event",
        parts: 1,
        default_filter: across_sides,
        write: events::events_ndjson,
    },
    Exchange {
        name: "plover",
        about: "PLOVER-style event records as JSON lines, one report each: event coders, event data tools",
        extensions: &["plover.jsonl", "plover.ndjson"],
        keeps: "events and statements as type and mode, with the parties, date, place, certainty, sentence and source; kind, \
                roles and delegations as keys of our own",
        drops: "denied events, tellings, plain statements, absent participants, claims, other names, offices and sides of \
                actors, what was said apart from the sentence, mentions, texts",
        parts: 1,
        default_filter: across_sides,
        write: plover::plover,
    },
];

fn through_graph(case: &Case, filter: &Filter, write: impl Fn(&Multigraph) -> String) -> Exported {
    let (graph, dropped) = multigraph(case, filter);
    Exported::one(write(&graph), dropped)
}

/// The format with this name.
///
/// ```
/// assert_eq!(sociogram::render::exchange("gexf").unwrap().extensions, ["gexf"]);
/// ```
pub fn exchange(name: &str) -> Option<&'static Exchange> {
    EXCHANGE.iter().find(|format| format.name == name)
}

/// The format that a file of this name holds: the one with the longest fitting extension.
///
/// ```
/// let format = sociogram::render::exchange_for_file("Talks.FTM.json").unwrap();
/// assert_eq!(format.name, "ftm");
/// ```
pub fn exchange_for_file(file: &str) -> Option<&'static Exchange> {
    let file = file.to_lowercase();
    let fits = |format: &&Exchange| {
        let fitting = format.extensions.iter().filter(|extension| file.ends_with(&format!(".{extension}")));
        fitting.map(|extension| extension.len()).max()
    };
    EXCHANGE.iter().filter(|format| fits(format).is_some()).max_by_key(|format| fits(format))
}

/// Attributes as members of a JSON object.
fn attributes_json(attributes: &crate::model::Attributes) -> serde_json::Map<String, serde_json::Value> {
    use crate::model::Value;
    let json = |value: &Value| match value {
        Value::Text(text) => serde_json::Value::from(text.clone()),
        Value::Number(number) => serde_json::Value::from(*number),
    };
    attributes.iter().map(|(name, value)| (name.clone(), json(value))).collect()
}
