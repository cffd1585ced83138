//! Two delegations facing each other, go-betweens between: three columns, ordered so that few lines cross.

use super::diagram::{Caption, Diagram};
use super::draw::draw;
use super::engine::{Engine, StressEngine, drawn_faults};
use super::geometry::Point;
use super::options::NetworkOptions;
use super::problem::{Link, Problem};
use super::sketch::Sketch;
use std::collections::{BTreeMap, BTreeSet};

/// Least free height between two boxes of a column, in px.
const GAP: f64 = 34.0;
/// Least free width between two columns, in px.
const AISLE: f64 = 120.0;
/// Boxes up to which every swap is tried on the drawn picture; above, only neighbours' middles decide.
const SWAPS_UP_TO: usize = 36;
/// Room between a caption and the uppermost box, in px.
const CAPTION: f64 = 14.0;

/// Draws the two largest sides facing each other and everybody else between them; the network itself, with a
/// note, if there are no two sides.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, sides};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person", "side": "Norland"},
///                          {"id": "b", "label": "Ben Ode", "type": "person", "side": "Sudmark"}],
///                "edges": [{"id": "e", "source": "a", "target": "b", "layer": "contact", "kind": "meet"}]}"#;
/// let diagram = sides(&Sketch::from_json(json).unwrap(), &NetworkOptions::default());
/// assert!(diagram.boxes[0].rect.centre.x < diagram.boxes[1].rect.centre.x);
/// assert_eq!(diagram.captions[0].text, "Norland");
/// ```
pub fn sides(sketch: &Sketch, options: &NetworkOptions) -> Diagram {
    let options = &NetworkOptions { positions: BTreeMap::new(), ..options.clone() };
    let mut diagram = draw(sketch, options, &SidesEngine);
    if diagram.sides.len() < 2 {
        let mut diagram = draw(sketch, options, &StressEngine { seed: options.seed });
        diagram.notes.insert(0, "No two sides are known, so the network is drawn without them.".to_owned());
        return diagram;
    }
    add_captions(&mut diagram);
    diagram
}

/// The sides' names above their columns.
fn add_captions(diagram: &mut Diagram) {
    let of: Vec<Option<usize>> = diagram.boxes.iter().map(|node| node.side).collect();
    for side in facing(&of, diagram.lines.iter().map(|line| (line.source, line.target))) {
        let members = || diagram.boxes.iter().filter(|node| node.side == Some(side));
        let Some(first) = members().next() else { continue };
        let top = members().map(|node| node.rect.low().y).fold(f64::INFINITY, f64::min);
        let at = Point::new(first.rect.centre.x, top - CAPTION);
        diagram.captions.push(Caption { text: diagram.sides[side].clone(), side: Some(side), at });
    }
}

/// The two sides that face each other: those with most members; among equals those tied to fewest others, because who is
/// tied to many goes between.
fn facing(sides: &[Option<usize>], ties: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut members: BTreeMap<usize, usize> = BTreeMap::new();
    for side in sides.iter().flatten() {
        *members.entry(*side).or_default() += 1;
    }
    let mut outside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (a, b) in ties.flat_map(|(a, b)| [(a, b), (b, a)]) {
        if let Some(side) = sides[a].filter(|_| sides[a] != sides[b]) {
            outside.entry(side).or_default().insert(b);
        }
    }
    let mut order: Vec<usize> = members.keys().copied().collect();
    order.sort_by_key(|side| {
        (std::cmp::Reverse(members[side]), outside.get(side).map_or(0, BTreeSet::len), *side)
    });
    order.truncate(2);
    order.sort_unstable();
    order
}

/// Places the two facing sides left and right, the others between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SidesEngine;

impl Engine for SidesEngine {
    fn place(&self, problem: &Problem) -> Vec<Point> {
        let links = problem.links();
        let mut columns = columns(problem);
        let incidence = problem.incidence(&links);
        for pass in 0..24 {
            let column = [1, 0, 1, 2][pass % 4];
            order_by_middles(problem, &links, &incidence, &mut columns, column);
        }
        if problem.boxes.len() <= SWAPS_UP_TO {
            swap_while_better(problem, &links, &mut columns);
        }
        places(problem, &columns)
    }
}

type Columns = [Vec<usize>; 3];

fn columns(problem: &Problem) -> Columns {
    let mut columns: Columns = Default::default();
    let of: Vec<Option<usize>> = problem.boxes.iter().map(|spec| spec.side).collect();
    let facing = facing(&of, problem.lines.iter().map(|line| (line.from, line.to)));
    for (node, side) in of.iter().enumerate() {
        let column = match side.and_then(|side| facing.iter().position(|facing| *facing == side)) {
            Some(0) => 0,
            Some(_) => 2,
            None => 1,
        };
        columns[column].push(node);
    }
    columns
}

/// Stands every box of one column near the middle of those it is joined to.
fn order_by_middles(
    problem: &Problem,
    links: &[Link],
    incidence: &[Vec<usize>],
    columns: &mut Columns,
    column: usize,
) {
    let now = places(problem, columns);
    let middle = |node: usize| {
        let others: Vec<f64> = incidence[node]
            .iter()
            .map(|&link| if links[link].a == node { links[link].b } else { links[link].a })
            .map(|other| now[other].y)
            .collect();
        if others.is_empty() { now[node].y } else { others.iter().sum::<f64>() / others.len() as f64 }
    };
    columns[column].sort_by(|&a, &b| middle(a).total_cmp(&middle(b)).then(a.cmp(&b)));
}

/// Swaps two boxes of a column as long as the drawn picture gains.
fn swap_while_better(problem: &Problem, links: &[Link], columns: &mut Columns) {
    let price = |columns: &Columns| {
        let places = places(problem, columns);
        let length: f64 = links.iter().map(|link| (places[link.a] - places[link.b]).length()).sum();
        drawn_faults(problem, links, &places).price() + length / 1000.0
    };
    let mut best = price(columns);
    loop {
        let before = best;
        for column in 0..3 {
            for a in 0..columns[column].len() {
                for b in a + 1..columns[column].len() {
                    columns[column].swap(a, b);
                    let tried = price(columns);
                    if tried < best - 1e-9 {
                        best = tried;
                    } else {
                        columns[column].swap(a, b);
                    }
                }
            }
        }
        if before - best < 1e-9 {
            return;
        }
    }
}

/// Columns side by side, each spread over the height of the tallest.
fn places(problem: &Problem, columns: &Columns) -> Vec<Point> {
    let width = |column: &Vec<usize>| column.iter().map(|&n| problem.boxes[n].width).fold(0.0, f64::max);
    let label = problem.lines.iter().map(|line| line.label_width).fold(0.0, f64::max);
    let aisle = AISLE.max(label + 60.0);
    let bare =
        |column: &Vec<usize>| -> f64 { column.iter().map(|&n| problem.boxes[n].height + GAP).sum::<f64>() };
    let height = columns.iter().map(bare).fold(0.0, f64::max) + GAP;
    let mut placed = vec![Point::default(); problem.boxes.len()];
    let mut left = 0.0;
    for column in columns {
        let (width, more) = (width(column), (height - bare(column)).max(0.0));
        // Spare height goes above, below and between alike.
        let spread = more / (column.len() + 1) as f64;
        let mut y = spread;
        for &node in column {
            let own = problem.boxes[node].height;
            placed[node] = Point::new(left + width / 2.0, y + own / 2.0);
            y += own + GAP + spread;
        }
        left += if column.is_empty() { 0.0 } else { width + aisle };
    }
    placed
}
