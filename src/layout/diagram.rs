//! The finished drawing: boxes, curves, labels and texts, with nothing left to decide but how a format writes them.

use super::geometry::{Curve, Point, Rect};
use super::judge::Faults;
use super::sketch::LineForm;
use crate::model::{Certainty, Change, EntityKind, Layer};
use jiff::civil::Date;

/// A drawing in px, origin at its upper left corner, y growing downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// Headline: the finding.
    pub title: String,
    /// What is counted, and when it took place.
    pub subtitle: String,
    /// For readers who cannot see the picture: counts, sides, who is joined to most.
    pub description: String,
    /// Source and completeness, one note a line.
    pub notes: Vec<String>,
    /// Width of the area that boxes, lines and labels take.
    pub width: f64,
    /// Height of that area.
    pub height: f64,
    /// Names of the sides; a box refers to them by number.
    pub sides: Vec<String>,
    /// Everybody drawn, by id.
    pub boxes: Vec<NodeBox>,
    /// All lines, in canonical order.
    pub lines: Vec<Line>,
    /// Words above a part of the drawing: the names of two delegations.
    pub captions: Vec<Caption>,
    /// Texts of the labels that found no place and are numbered instead: number 1 first.
    pub key: Vec<String>,
    /// Size of the names in px.
    pub name_size: f64,
    /// Size of the labels in px.
    pub label_size: f64,
    /// What makes this drawing hard to read, counted.
    pub faults: Faults,
}

/// Somebody's box.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeBox {
    /// Id of the node.
    pub id: String,
    /// Full name, cleaned of control characters.
    pub name: String,
    /// The name as it is set: one or more lines; none if only a dot is drawn.
    pub text: Vec<String>,
    /// Decides the outline.
    pub kind: EntityKind,
    /// Number of the side.
    pub side: Option<usize>,
    /// Whether it is set in bold: the brokers with the most ties across sides.
    pub prominent: bool,
    /// Whether it stays in the background, because something else is set off.
    pub faint: bool,
    /// What became of it, in a picture of two states.
    pub change: Option<Change>,
    /// What is shown when pointed at, after the name.
    pub note: String,
    /// Where it stands.
    pub rect: Rect,
}

/// A line between two boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Id of the line.
    pub id: String,
    /// Ids of the events, statements and roles it stands for.
    pub members: Vec<String>,
    /// Number of the box where it starts.
    pub source: usize,
    /// Number of the box where it ends.
    pub target: usize,
    /// Class of tie.
    pub layer: Layer,
    /// The kind as one lower-case word.
    pub kind: String,
    /// Decides the dashes.
    pub certainty: Certainty,
    /// Whether it stands on one source's word alone.
    pub claimed: bool,
    /// Whether reports disagree.
    pub contested: bool,
    /// Decides the ends.
    pub form: LineForm,
    /// How many acts it stands for.
    pub count: u32,
    /// First and last day on which it may have taken place, if known.
    pub days: Option<(Date, Date)>,
    /// Whether it stays in the background, because something else is set off.
    pub faint: bool,
    /// What became of it, in a picture of two states.
    pub change: Option<Change>,
    /// Its way, from box border to box border.
    pub curve: Curve,
    /// Its label, if it has one and labels are drawn.
    pub label: Option<Label>,
    /// First line of the tooltip: who, what, where, when, how certain.
    pub summary: String,
    /// The sentences that prove it.
    pub evidence: Vec<String>,
}

/// A text on a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What is written: the label, its short form, or a number of the [key](Diagram::key).
    pub text: String,
    /// The area it takes.
    pub rect: Rect,
}

/// Words above a part of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// What is written.
    pub text: String,
    /// Number of the side whose colour it has.
    pub side: Option<usize>,
    /// Middle of the text's base line.
    pub at: Point,
}
