//! An attributed multigraph: what graph formats hold, between a case and a file.
//!
//! Parallel edges and self-loops are allowed; nodes and edges carry named attributes. The names that sociogram gives
//! them are the constants of [`attribute`]; others are kept as they are.

use std::collections::BTreeMap;

/// The names of the attributes that a case is told in.
pub mod attribute {
    /// Node: person, organisation, group. Edge: meet, call, praise and so on.
    pub const KIND: &str = "kind";
    /// Edge: contact, statement, relation, other.
    pub const LAYER: &str = "layer";
    /// Edge: happened, planned, proposed, denied.
    pub const CERTAINTY: &str = "certainty";
    /// Edge: `yes` if it runs one way only, from source to target.
    pub const ONE_WAY: &str = "one_way";
    /// Edge: share of the event that falls on this pair.
    pub const WEIGHT: &str = "weight";
    /// Edge: percent.
    pub const CONFIDENCE: &str = "confidence";
    /// Edge: date in EDTF.
    pub const DATE: &str = "date";
    /// Edge: the words of the date, "on Tuesday".
    pub const DATE_WORDS: &str = "date_words";
    /// Edge: `yes` if the date was worked out, not written.
    pub const DATE_INFERRED: &str = "date_inferred";
    /// Edge: first day that the date may mean.
    pub const START: &str = "start";
    /// Edge: last day that the date may mean.
    pub const END: &str = "end";
    /// Edge: name of the place.
    pub const PLACE: &str = "place";
    /// Edge: node on whose word alone it stands.
    pub const CLAIMED_BY: &str = "claimed_by";
    /// Edge: what the edges of one event have in common.
    pub const EVENT: &str = "event";
    /// Edge: what the edges of one statement have in common; for telling: the statement that was told.
    pub const STATEMENT: &str = "statement";
    /// Edge: part that the source plays in the event.
    pub const SOURCE_ROLE: &str = "source_role";
    /// Edge: part that the target plays in the event.
    pub const TARGET_ROLE: &str = "target_role";
    /// Edge: delegation of the source in the event.
    pub const SOURCE_SIDE: &str = "source_side";
    /// Edge: delegation of the target in the event.
    pub const TARGET_SIDE: &str = "target_side";
    /// Edge of the relation layer: the office, "special envoy".
    pub const ROLE: &str = "role";
    /// Edge: the first sentence that proves it.
    pub const EVIDENCE: &str = "evidence";
    /// Edge: byte span of that sentence in its document, `120-250`.
    pub const EVIDENCE_BYTES: &str = "evidence_bytes";
    /// Edge: what was said, if it is a statement.
    pub const CONTENT: &str = "content";
    /// Edge: direct, indirect, mixed.
    pub const QUOTATION: &str = "quotation";
    /// Edge: name of the document.
    pub const DOCUMENT: &str = "document";
    /// Edge: SHA-256 of the document.
    pub const DOCUMENT_SHA256: &str = "document_sha256";
    /// Edge: headline of the document.
    pub const HEADLINE: &str = "headline";
    /// Edge: publisher of the document.
    pub const PUBLISHER: &str = "publisher";
    /// Edge: day of publication.
    pub const PUBLISHED: &str = "published";
    /// Edge: address of the document.
    pub const URL: &str = "url";
    /// Edge: all reports as a JSON list, if there is more than one.
    pub const REPORTS: &str = "reports";
    /// Node: camp or delegation in the case.
    pub const SIDE: &str = "side";
    /// Node: other full names, with `; ` between.
    pub const ALIASES: &str = "aliases";
    /// Node: short forms, with `; ` between.
    pub const SHORT_NAMES: &str = "short_names";
    /// Node: node that it belongs to, or `place:` and a name.
    pub const AFFILIATION: &str = "affiliation";
    /// Node: what a government reached by a place name stands for, as for `affiliation`.
    pub const STANDS_FOR: &str = "stands_for";
    /// Node: ids of the members of a group, with `; ` between.
    pub const MEMBERS: &str = "members";
    /// Node: offices that name no other node, with `; ` between.
    pub const OFFICES: &str = "offices";
    /// Attributes that are numbers in formats without types.
    pub const NUMBERS: [&str; 2] = [WEIGHT, CONFIDENCE];
    /// In which order tables show the attributes; others follow, sorted.
    pub const ORDER: [&str; 37] = [
        KIND,
        SIDE,
        AFFILIATION,
        STANDS_FOR,
        MEMBERS,
        OFFICES,
        ALIASES,
        SHORT_NAMES,
        LAYER,
        ROLE,
        CERTAINTY,
        DATE,
        DATE_WORDS,
        DATE_INFERRED,
        START,
        END,
        PLACE,
        WEIGHT,
        CONFIDENCE,
        ONE_WAY,
        SOURCE_ROLE,
        TARGET_ROLE,
        SOURCE_SIDE,
        TARGET_SIDE,
        CLAIMED_BY,
        EVIDENCE,
        CONTENT,
        QUOTATION,
        HEADLINE,
        PUBLISHER,
        PUBLISHED,
        URL,
        DOCUMENT,
        EVIDENCE_BYTES,
        EVENT,
        STATEMENT,
        REPORTS,
    ];
}

/// How `affiliation` and `stands_for` name a place, which is no node: `place:Geneva`.
pub const PLACE_PREFIX: &str = "place:";

/// Value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A finite number.
    Number(f64),
}

impl Value {
    /// The value as text; numbers in their shortest form.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Named values; what is missing has no entry.
pub type Attributes = BTreeMap<String, Value>;

/// One node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vertex {
    /// Unique in the graph.
    pub id: String,
    /// Name for people; need not be unique.
    pub label: String,
    /// Everything else.
    pub attributes: Attributes,
}

/// One edge; its ends are ids of nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Unique in the graph.
    pub id: String,
    /// Where it starts.
    pub source: String,
    /// Where it ends.
    pub target: String,
    /// Everything else.
    pub attributes: Attributes,
}

/// Nodes and edges with attributes.
///
/// ```
/// use sociogram::model::{Multigraph, Vertex};
/// let mut graph = Multigraph::default();
/// graph.vertices.push(Vertex { id: "ann".into(), label: "Ann".into(), ..Vertex::default() });
/// assert!(graph.links.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multigraph {
    /// In the order of the file or of the case.
    pub vertices: Vec<Vertex>,
    /// In the order of the file or of the case.
    pub links: Vec<Link>,
}

/// Reads and writes attributes by name.
pub trait AttributesExt {
    /// The text of an attribute; numbers are written out.
    fn text(&self, name: &str) -> Option<String>;
    /// Sets a text unless there is none or it is empty: some formats cannot tell empty from missing.
    fn put(&mut self, name: &str, text: Option<impl Into<String>>);
}

impl AttributesExt for Attributes {
    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(Value::to_text)
    }

    fn put(&mut self, name: &str, text: Option<impl Into<String>>) {
        let text = text.map(Into::into).filter(|text: &String| !text.is_empty());
        if let Some(text) = text {
            self.insert(name.to_owned(), Value::Text(text));
        }
    }
}

/// Names that occur, in the order of [`attribute::ORDER`], then sorted.
pub fn attribute_names<'a>(all: impl Iterator<Item = &'a Attributes>) -> Vec<&'a str> {
    let names: std::collections::BTreeSet<&str> =
        all.flat_map(|attributes| attributes.keys().map(String::as_str)).collect();
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by_key(|name| {
        let place = attribute::ORDER.iter().position(|known| known == name);
        (place.unwrap_or(usize::MAX), *name)
    });
    names
}
