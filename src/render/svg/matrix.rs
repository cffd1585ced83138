//! The talk matrix as SVG: names on the left, leaning heads above, a cell for every pair that talks.

use super::SvgOptions;
use super::legend::{self, Draw, Entry, Sample};
use super::lines::{cross, told_as};
use super::nodes::mark;
use super::page::{Sheet, colours};
use super::palette::{self, GROUND, NAME};
use super::xml::{escape, px};
use crate::layout::{Matrix, MatrixCell, MatrixRow, Point};
use crate::model::Certainty;

/// Sentences in one tooltip at most.
const SENTENCES: usize = 3;
/// Font size of the number in a small cell, in px.
const SMALLEST_FIGURE: f64 = 10.0;

/// Fill of a cell by number of acts, and its colour in the dark.
const SHADES: [(&str, &str); 4] =
    [("q1", "#CDD9E4"), ("q2", "#9FB4C8"), ("q3", "#55697B"), ("q4", "#2F3D4B")];
const DARK: &[(&str, &str)] = &[
    (".q1", "fill:#2B3641"),
    (".q2", "fill:#44576A"),
    (".q3", "fill:#93A9BD"),
    (".q4", "fill:#CFDAE4"),
    (".z1", "fill:#F2F4F5"),
    (".z2", "fill:#14181C"),
    (".e", "stroke:#31363C"),
    (".e1", "fill:#1B2026"),
    (".h", "stroke:#B4BEC8"),
];

/// Writes a talk matrix as one SVG document.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, matrix};
/// use sociogram::render::svg::{SvgOptions, matrix_svg};
/// let matrix = matrix(&Sketch::default(), &NetworkOptions::default());
/// assert!(matrix_svg(&matrix, &SvgOptions::default()).starts_with("<svg "));
/// ```
pub fn matrix_svg(matrix: &Matrix, options: &SvgOptions) -> String {
    let drawing = grid(matrix) + &heads(matrix) + &cells(matrix);
    let sheet = Sheet {
        title: &matrix.title,
        subtitle: &matrix.subtitle,
        description: &matrix.description,
        width: matrix.width,
        height: matrix.height,
        drawing,
        legend: legend(matrix),
        key: Vec::new(),
        notes: &matrix.notes,
        colours: colours(matrix.rows.iter().map(|row| (row.side, false))),
        dark: DARK,
    };
    sheet.write(options)
}

/// Empty cells, the diagonal, and a bar in the side's colour before and above its block.
fn grid(matrix: &Matrix) -> String {
    let (corner, half) = (matrix.corner, matrix.cell / 2.0);
    let mut drawn = String::from("<g class=\"e\" fill=\"none\" stroke=\"#E3E7EA\" stroke-width=\"1\">\n");
    for across in blocks(matrix) {
        for down in blocks(matrix) {
            drawn += &lattice(matrix, across, down);
        }
    }
    drawn += "</g>\n<g class=\"e1\" fill=\"#EEF0F2\">\n";
    for row in &matrix.rows {
        let (x, y) = (corner.x + row.at - half, corner.y + row.at - half);
        let size = px(matrix.cell);
        drawn += &format!("<rect x=\"{}\" y=\"{}\" width=\"{size}\" height=\"{size}\"/>\n", px(x), px(y));
    }
    drawn + "</g>\n"
}

/// First and last row of every side.
fn blocks(matrix: &Matrix) -> Vec<(usize, usize)> {
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    for (number, row) in matrix.rows.iter().enumerate() {
        match blocks.last_mut() {
            Some((first, last)) if matrix.rows[*first].side == row.side => *last = number,
            _ => blocks.push((number, number)),
        }
    }
    blocks
}

/// The lines around the cells of one block, as one path.
fn lattice(matrix: &Matrix, across: (usize, usize), down: (usize, usize)) -> String {
    let (corner, half) = (matrix.corner, matrix.cell / 2.0);
    let (left, right) = (matrix.rows[across.0].at - half, matrix.rows[across.1].at + half);
    let (top, low) = (matrix.rows[down.0].at - half, matrix.rows[down.1].at + half);
    let mut path = String::new();
    for step in 0..=across.1 - across.0 + 1 {
        let x = corner.x + left + matrix.cell * step as f64;
        path += &format!("M{} {}V{}", px(x), px(corner.y + top), px(corner.y + low));
    }
    for step in 0..=down.1 - down.0 + 1 {
        let y = corner.y + top + matrix.cell * step as f64;
        path += &format!("M{} {}H{}", px(corner.x + left), px(y), px(corner.x + right));
    }
    format!("<path d=\"{path}\"/>\n")
}

/// Names before the rows and above the columns, each with the mark of its side.
fn heads(matrix: &Matrix) -> String {
    let mut drawn = format!("<g class=\"n\" font-size=\"{}\">\n", px(matrix.name_size));
    for row in &matrix.rows {
        drawn += &row_head(matrix, row);
    }
    drawn += "</g>\n<g aria-hidden=\"true\" font-size=\"";
    drawn += &format!("{}\">\n", px(matrix.name_size));
    for row in &matrix.rows {
        drawn += &column_head(matrix, row);
    }
    drawn + "</g>\n"
}

fn row_head(matrix: &Matrix, row: &MatrixRow) -> String {
    let y = matrix.corner.y + row.at;
    let side = row.side.map_or("", |side| matrix.sides[side].as_str());
    let data_side = if side.is_empty() { String::new() } else { format!(" data-side=\"{}\"", escape(side)) };
    let mut tooltip = format!("{}\n{}", row.name, row.kind);
    for detail in [side, row.note.as_str()].into_iter().filter(|detail| !detail.is_empty()) {
        tooltip += &format!(", {detail}");
    }
    let colour = palette::colour_of(row.side);
    format!(
        "<g class=\"s{colour}\" data-node=\"{}\"{data_side} data-type=\"{}\"><title>{}</title>{}\
         <text class=\"k\" x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{NAME}\" stroke=\"none\">{}</text></g>\n",
        escape(&row.id),
        row.kind,
        escape(&tooltip),
        mark(colour, Point::new(matrix.corner.x - 11.0, y), 3.8),
        px(matrix.corner.x - 21.0),
        px(y + 0.35 * matrix.name_size),
        escape(&row.name),
    )
}

fn column_head(matrix: &Matrix, row: &MatrixRow) -> String {
    let (x, y) = (matrix.corner.x + row.at, matrix.corner.y - 9.0);
    let colour = palette::colour_of(row.side);
    let inked = format!("<g class=\"s{colour}\">{}</g>", mark(colour, Point::new(x, y), 3.5));
    format!(
        "{inked}<text class=\"k\" data-decor=\"\" transform=\"translate({} {})rotate(-45)\" fill=\"{NAME}\">{}</text>\n",
        px(x + 4.0),
        px(y - 6.0),
        escape(&row.name)
    )
}

fn cells(matrix: &Matrix) -> String {
    let mut drawn = String::from("<g>\n");
    for cell in &matrix.cells {
        drawn += &cell_group(matrix, cell);
    }
    drawn + "</g>\n"
}

fn cell_group(matrix: &Matrix, cell: &MatrixCell) -> String {
    let mut tooltip = cell.summaries.clone();
    tooltip.extend(cell.evidence.iter().take(SENTENCES).cloned());
    format!(
        "<g data-edge=\"c{}-{}\" data-source=\"{}\" data-target=\"{}\" data-layer=\"{}\" data-kind=\"{}\" \
         data-certainty=\"{}\" data-members=\"{}\"><title>{}</title>{}</g>\n",
        cell.row + 1,
        cell.column + 1,
        escape(&matrix.rows[cell.row].id),
        escape(&matrix.rows[cell.column].id),
        cell.layer,
        escape(&cell.kind),
        told_as(cell.contested, cell.claimed, cell.certainty),
        escape(&cell.members.join(" ")),
        escape(&tooltip.join("\n")),
        paint(cell.rect.centre, matrix.cell, cell.count, cell.certainty, cell.claimed || cell.contested),
    )
}

/// Filled if it happened, outlined with dashes if not; a number only where there is more than one act.
fn paint(centre: Point, size: f64, count: u32, certainty: Certainty, doubtful: bool) -> String {
    let inner = size - 4.0;
    let place = format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"",
        px(centre.x - inner / 2.0),
        px(centre.y - inner / 2.0),
        px(inner),
        px(inner)
    );
    let shade = match count {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        _ => 3,
    };
    let (class, fill) = SHADES[shade];
    let certain = certainty == Certainty::Happened && !doubtful;
    let shape = if certain {
        format!("<rect class=\"{class}\" {place} fill=\"{fill}\"/>")
    } else {
        let dashes = match certainty {
            Certainty::Happened => "",
            Certainty::Planned => " stroke-dasharray=\"4 2.5\"",
            Certainty::Proposed => " stroke-dasharray=\"1.2 2.6\" stroke-linecap=\"round\"",
            Certainty::Denied => " stroke-dasharray=\"6 2 1.5 2\"",
        };
        format!(
            "<rect class=\"h g\" {place} fill=\"{GROUND}\" stroke=\"#4A545E\" stroke-width=\"1.4\"{dashes}/>"
        )
    };
    let mut drawn = shape;
    if certainty == Certainty::Denied {
        drawn += &cross(centre);
    } else if count > 1 && size > 16.0 {
        let (class, fill) = if certain && shade > 1 { ("z2", "#FFFFFF") } else { ("z1", NAME) };
        let font = (size * 0.42).max(SMALLEST_FIGURE);
        drawn += &format!(
            "<text class=\"{class}\" data-decor=\"\" text-anchor=\"middle\" font-size=\"{}\" x=\"{}\" y=\"{}\" \
             fill=\"{fill}\">{count}</text>",
            px(font),
            px(centre.x),
            px(centre.y + font * 0.36)
        );
    }
    drawn
}

fn legend(matrix: &Matrix) -> Vec<Vec<Entry>> {
    let sides = legend::sides(&matrix.sides, matrix.rows.iter().map(|row| row.side));
    let any = |wanted: fn(&MatrixCell) -> bool| matrix.cells.iter().any(wanted);
    let certain =
        |cell: &MatrixCell| cell.certainty == Certainty::Happened && !cell.claimed && !cell.contested;
    let samples: [(bool, Draw, &str); 7] = [
        (
            matrix.cells.iter().any(|cell| certain(cell) && cell.count == 1),
            |at| paint(at, 18.0, 1, Certainty::Happened, false),
            "in contact once",
        ),
        (any(|cell| cell.count == 2), |at| paint(at, 18.0, 2, Certainty::Happened, false), "twice"),
        (any(|cell| cell.count > 2), |at| paint(at, 18.0, 3, Certainty::Happened, false), "more often"),
        (
            any(|cell| cell.certainty == Certainty::Happened && (cell.claimed || cell.contested)),
            |at| paint(at, 18.0, 1, Certainty::Happened, true),
            "claimed or contested",
        ),
        (
            any(|cell| cell.certainty == Certainty::Planned),
            |at| paint(at, 18.0, 1, Certainty::Planned, false),
            "planned",
        ),
        (
            any(|cell| cell.certainty == Certainty::Proposed),
            |at| paint(at, 18.0, 1, Certainty::Proposed, false),
            "proposed",
        ),
        (
            any(|cell| cell.certainty == Certainty::Denied),
            |at| paint(at, 18.0, 1, Certainty::Denied, false),
            "denied",
        ),
    ];
    let entries = samples
        .into_iter()
        .filter(|(occurs, ..)| *occurs)
        .map(|(_, draw, text)| Entry { sample: Sample::Drawn(draw), text: text.to_owned() })
        .collect();
    vec![sides, entries]
}
