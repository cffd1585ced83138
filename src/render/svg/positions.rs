//! Where everybody stands in a picture that was drawn before.

use crate::layout::Point;
use std::collections::BTreeMap;

/// The centres of the boxes in a network written by [`svg`](super::svg), by id of the actor; all from one origin.
///
/// # Errors
/// What is wrong, with line and column where it is known: no XML, or no picture of a network.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, StressEngine, draw};
/// use sociogram::render::svg::{SvgOptions, positions, svg};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person"},
///                          {"id": "b", "label": "Ben Ode", "type": "person"}],
///                "edges": [{"id": "e", "source": "a", "target": "b", "layer": "contact", "kind": "meet"}]}"#;
/// let diagram = draw(&Sketch::from_json(json).unwrap(), &NetworkOptions::default(), &StressEngine::default());
/// let found = positions(&svg(&diagram, &SvgOptions::default())).unwrap();
/// let apart = |a: sociogram::layout::Point, b| (a - b).length();
/// let [a, b] = [&diagram.boxes[0], &diagram.boxes[1]].map(|node| node.rect.centre);
/// assert!((apart(found["a"], found["b"]) - apart(a, b)).abs() < 0.2);
/// ```
pub fn positions(picture: &str) -> Result<BTreeMap<String, Point>, String> {
    let document = roxmltree::Document::parse(picture).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    for group in document.descendants() {
        let Some(id) = group.attribute("data-node") else { continue };
        let outline = group.children().find(|child| child.is_element() && child.tag_name().name() != "title");
        if let Some(centre) = outline.and_then(|outline| centre(&outline)) {
            found.insert(id.to_owned(), centre);
        }
    }
    if found.is_empty() {
        return Err("there are no boxes of a network in this picture".to_owned());
    }
    Ok(found)
}

/// The middle of a rectangle, or of a hexagon that begins at its left corner and has its right one fourth.
fn centre(outline: &roxmltree::Node<'_, '_>) -> Option<Point> {
    let number = |name: &str| outline.attribute(name).and_then(|text| text.parse::<f64>().ok());
    let finite = |point: Point| (point.x.is_finite() && point.y.is_finite()).then_some(point);
    if let Some(way) = outline.attribute("d") {
        let mut numbers = way.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
        let numbers: Vec<f64> = numbers.by_ref().filter_map(|text| text.parse().ok()).collect();
        let (left, right, middle) = (numbers.first()?, numbers.get(5)?, numbers.get(1)?);
        return finite(Point::new((left + right) / 2.0, *middle));
    }
    let (x, y, width, height) = (number("x")?, number("y")?, number("width")?, number("height")?);
    finite(Point::new(x + width / 2.0, y + height / 2.0))
}
