//! What is to be drawn, before anything has a place: names, lines and texts as plain data.

use crate::model::{Certainty, EntityKind, Layer};
use jiff::civil::Date;

/// A network to draw. [`Sketch::of`](super::Sketch::of) makes one from a graph and its case; other programs may fill it
/// themselves or read it from JSON with [`Sketch::from_json`](super::Sketch::from_json).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Headline; empty to have one worked out from the numbers.
    pub title: String,
    /// One line below the headline: what is counted; empty to have one worked out.
    pub subtitle: String,
    /// When everything took place, added to the figures; may be empty.
    pub period: String,
    /// Notes at the foot: source, what is left out.
    pub notes: Vec<String>,
    /// Whom to draw.
    pub nodes: Vec<SketchNode>,
    /// Whom to join. Several lines may join one pair.
    pub lines: Vec<SketchLine>,
}

/// Somebody to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct SketchNode {
    /// Unique id.
    pub id: String,
    /// Full name, drawn in full.
    pub name: String,
    /// Decides the outline.
    pub kind: EntityKind,
    /// Camp or delegation; empty for none.
    pub side: String,
    /// Shown with the name when pointed at: roles, titles.
    pub note: String,
}

/// A line to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct SketchLine {
    /// Unique id.
    pub id: String,
    /// Ids of what the line stands for (events, statements, roles).
    pub members: Vec<String>,
    /// Id of the node where it starts.
    pub source: String,
    /// Id of the node where it ends.
    pub target: String,
    /// Class of tie.
    pub layer: Layer,
    /// The kind as one lower-case word, hyphens allowed.
    pub kind: String,
    /// Decides the dashes.
    pub certainty: Certainty,
    /// Whether it stands on one source's word alone.
    pub claimed: bool,
    /// Whether reports disagree on whether it took place.
    pub contested: bool,
    /// Decides the ends.
    pub form: LineForm,
    /// How many acts it stands for, 1 or more.
    pub count: u32,
    /// Text on the line; empty for none.
    pub label: String,
    /// Shorter text, used where the label finds no place; empty for none.
    pub short_label: String,
    /// When, in words, for the tooltip; may be empty.
    pub date: String,
    /// First and last day on which it may have taken place, if known.
    pub days: Option<(Date, Date)>,
    /// Where, for the tooltip; may be empty.
    pub place: String,
    /// Sentences that prove it, with their source.
    pub evidence: Vec<String>,
}

/// What stands at the ends or in the middle of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineForm {
    /// Nothing: a meeting, a relation.
    #[default]
    Plain,
    /// An arrow at the target: telling, speaking about.
    Arrow,
    /// A small open arrow at the target, who hosts: a visit.
    Visit,
    /// An open dot in the middle: a call.
    Call,
    /// A filled diamond at the source, who mediates.
    Mediate,
}

impl LineForm {
    /// The form that suits a layer and kind; `directed` if the line runs one way.
    pub fn of(layer: Layer, kind: &str, directed: bool) -> Self {
        match (layer, kind) {
            (Layer::Statement, _) => Self::Arrow,
            (Layer::Relation, _) => Self::Plain,
            (_, "visit") => Self::Visit,
            (_, "call") => Self::Call,
            (_, "mediate") => Self::Mediate,
            _ if directed => Self::Arrow,
            _ => Self::Plain,
        }
    }
}

impl Sketch {
    /// Puts nodes and lines into one order, whatever order they came in, and leaves out lines without both ends.
    pub(crate) fn canonical(mut self) -> Self {
        self.nodes.sort_by(|a, b| a.id.cmp(&b.id));
        self.nodes.dedup_by(|a, b| a.id == b.id);
        let ids: Vec<String> = self.nodes.iter().map(|node| node.id.clone()).collect();
        let known = |id: &String| ids.binary_search(id).is_ok();
        self.lines.retain(|line| known(&line.source) && known(&line.target) && line.source != line.target);
        self.lines.sort_by(|a, b| order(a).cmp(&order(b)));
        self.lines.dedup_by(|a, b| a.id == b.id);
        self
    }

    /// Number of the node with this id, in a canonical sketch.
    pub(crate) fn index_of(&self, id: &str) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok()
    }
}

fn order(line: &SketchLine) -> impl Ord + '_ {
    let (source, target) = (line.source.as_str(), line.target.as_str());
    let ends = (source.min(target), source.max(target));
    (
        ends,
        line.layer,
        line.kind.as_str(),
        std::cmp::Reverse(line.certainty),
        line.date.as_str(),
        line.id.as_str(),
    )
}
