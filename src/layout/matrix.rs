//! The talk matrix: who is in contact with whom as a table, by side and number of contacts, so that blocks show camps.
//! It stays readable where a network becomes a hairball.

use super::focus::focused;
use super::geometry::{Point, Rect};
use super::options::NetworkOptions;
use super::sketch::{LineForm, Sketch, SketchLine};
use super::text::{Weight, clean, text_width};
use super::{draw, finding, wording};
use crate::model::{Certainty, EntityKind, Layer};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows, unless a number is asked for.
const ROWS: usize = 60;
const NAME_SIZE: f64 = 11.0;
/// Free width between two sides, in px.
const BLOCK_GAP: f64 = 7.0;

/// A talk matrix in px: rows speak to columns; what is mutual stands in both halves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Headline.
    pub title: String,
    /// What is counted.
    pub subtitle: String,
    /// For readers who cannot see the picture.
    pub description: String,
    /// Source and completeness, one note a line.
    pub notes: Vec<String>,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Names of the sides.
    pub sides: Vec<String>,
    /// Everybody, in the order of rows and columns.
    pub rows: Vec<MatrixRow>,
    /// The cells that hold something, row by row.
    pub cells: Vec<MatrixCell>,
    /// Side of a cell.
    pub cell: f64,
    /// Where the table begins: right of the names, below the column heads.
    pub corner: Point,
    /// Size of the names in px.
    pub name_size: f64,
}

/// Somebody's row and column.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// Id of the actor.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Number of the side.
    pub side: Option<usize>,
    /// Roles, shown when pointed at.
    pub note: String,
    /// With how many others something is told.
    pub partners: usize,
    /// Distance of the row's middle from the table's upper border, and of the column's from its left border.
    pub at: f64,
}

/// What is told between two.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixCell {
    /// Number of the row: who talks.
    pub row: usize,
    /// Number of the column: with or to whom.
    pub column: usize,
    /// Where it stands.
    pub rect: Rect,
    /// How many acts it stands for.
    pub count: u32,
    /// The strongest certainty among them.
    pub certainty: Certainty,
    /// Whether everything stands on one source's word alone.
    pub claimed: bool,
    /// Whether reports disagree on something.
    pub contested: bool,
    /// Layer of the first act.
    pub layer: Layer,
    /// The kind of most of its lines.
    pub kind: String,
    /// Ids of the events, statements and roles it stands for.
    pub members: Vec<String>,
    /// One line per group of acts: who, what, where, when, how certain.
    pub summaries: Vec<String>,
    /// The sentences that prove it.
    pub evidence: Vec<String>,
}

/// Lays out the talk matrix of a sketch. At most 60 rows unless `options.top` says otherwise; a note counts the others.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, matrix};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person"},
///                          {"id": "b", "label": "Ben Ode", "type": "person"}],
///                "edges": [{"id": "e", "source": "a", "target": "b", "layer": "contact", "kind": "meet"}]}"#;
/// let matrix = matrix(&Sketch::from_json(json).unwrap(), &NetworkOptions::default());
/// assert_eq!(matrix.cells.len(), 2, "a meeting is mutual");
/// ```
pub fn matrix(sketch: &Sketch, options: &NetworkOptions) -> Matrix {
    let (sketch, left_out) = draw::select(sketch.clone().canonical(), options);
    let options = NetworkOptions { top: Some(options.top.unwrap_or(ROWS)), ..options.clone() };
    let focused = focused(sketch, &options);
    let sketch = &focused.sketch;
    let sides = finding::sides(sketch);
    let mut rows = rows(sketch, &sides);
    let cell = match rows.len() {
        0..=24 => 26.0,
        25..=40 => 20.0,
        _ => 15.0,
    };
    place_rows(&mut rows, cell);
    let name_size = if cell > 16.0 { NAME_SIZE } else { 10.0 };
    let names =
        rows.iter().map(|row| 1.03 * text_width(&row.name, name_size, Weight::Regular)).fold(0.0, f64::max);
    let end = rows.last().map_or(0.0, |row| row.at + cell / 2.0);
    // Column heads lean by 45 degrees: as wide as high, the last one reaching out on the right.
    let lean = 0.7072 * (names + 16.0);
    let corner = Point::new(names + 30.0, lean + 16.0);
    let cells = cells(sketch, &rows, cell, corner);
    let mut notes: Vec<String> = sketch.notes.iter().map(|note| clean(note)).collect();
    notes.extend(focused.notes.iter().cloned());
    notes.push(wording::completeness(rows.len(), left_out, focused.notes.is_empty()));
    Matrix {
        title: draw::headline(&focused, &options),
        subtitle: subtitle(sketch),
        description: finding::description(sketch).replacen("A network diagram", "A table of contacts", 1),
        notes,
        width: corner.x + end + lean,
        height: corner.y + end,
        sides,
        rows,
        cells,
        cell,
        corner,
        name_size,
    }
}

fn subtitle(sketch: &Sketch) -> String {
    let text = if sketch.subtitle.is_empty() { finding::subtitle(sketch) } else { clean(&sketch.subtitle) };
    format!("{text}. Read from the row to the column; meetings stand in both halves")
}

/// Side by side, those with most partners first, then by name.
fn rows(sketch: &Sketch, sides: &[String]) -> Vec<MatrixRow> {
    let mut partners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in &sketch.lines {
        partners.entry(&line.source).or_default().insert(&line.target);
        partners.entry(&line.target).or_default().insert(&line.source);
    }
    let row = |node: &super::sketch::SketchNode| MatrixRow {
        id: node.id.clone(),
        name: draw::shown_name(&node.name, &node.id),
        kind: node.kind,
        side: sides.iter().position(|side| *side == clean(&node.side)),
        note: clean(&node.note),
        partners: partners.get(node.id.as_str()).map_or(0, BTreeSet::len),
        at: 0.0,
    };
    let mut rows: Vec<MatrixRow> = sketch.nodes.iter().map(row).collect();
    let key = |row: &MatrixRow| (row.side.unwrap_or(usize::MAX), std::cmp::Reverse(row.partners));
    rows.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
    rows
}

fn place_rows(rows: &mut [MatrixRow], cell: f64) {
    let (mut at, mut side) = (0.0, rows.first().and_then(|row| row.side));
    for row in rows {
        if row.side != side {
            at += BLOCK_GAP;
            side = row.side;
        }
        row.at = at + cell / 2.0;
        at += cell;
    }
}

/// All lines of a pair become one cell; what runs one way stands only in the speaker's row.
fn cells(sketch: &Sketch, rows: &[MatrixRow], cell: f64, corner: Point) -> Vec<MatrixCell> {
    let number: BTreeMap<&str, usize> =
        rows.iter().enumerate().map(|(n, row)| (row.id.as_str(), n)).collect();
    let mut filled: BTreeMap<(usize, usize), Vec<&SketchLine>> = BTreeMap::new();
    for line in &sketch.lines {
        let (a, b) = (number[line.source.as_str()], number[line.target.as_str()]);
        filled.entry((a, b)).or_default().push(line);
        if line.form != LineForm::Arrow {
            filled.entry((b, a)).or_default().push(line);
        }
    }
    let make = |((row, column), lines): ((usize, usize), Vec<&SketchLine>)| {
        let centre = Point::new(corner.x + rows[column].at, corner.y + rows[row].at);
        MatrixCell { row, column, rect: Rect::new(centre, cell, cell), ..content(sketch, &lines) }
    };
    filled.into_iter().map(make).collect()
}

fn content(sketch: &Sketch, lines: &[&SketchLine]) -> MatrixCell {
    let certainty = lines.iter().map(|line| line.certainty).max().unwrap_or(Certainty::Denied);
    let of_it = || lines.iter().filter(|line| line.certainty == certainty);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        *kinds.entry(&line.kind).or_default() += 1;
    }
    let kind = kinds.iter().max_by_key(|&(kind, lines)| (*lines, std::cmp::Reverse(*kind)));
    MatrixCell {
        row: 0,
        column: 0,
        rect: Rect::default(),
        count: of_it().map(|line| line.count.max(1)).sum(),
        certainty,
        claimed: of_it().all(|line| line.claimed),
        contested: lines.iter().any(|line| line.contested),
        layer: lines.iter().map(|line| line.layer).min().unwrap_or(Layer::Contact),
        kind: kind.map_or_else(String::new, |(kind, _)| (*kind).to_owned()),
        members: lines.iter().flat_map(|line| line.members.iter().cloned()).collect(),
        summaries: lines.iter().map(|line| wording::summary(sketch, line)).collect(),
        evidence: lines.iter().flat_map(|line| line.evidence.iter().map(|text| clean(text))).collect(),
    }
}
