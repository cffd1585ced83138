//! XML of graph files: parsed without document type definitions, so that no entity can expand.

use crate::error::{Error, Position};
use roxmltree::{Document, Node, ParsingOptions};

/// The document.
///
/// # Errors
/// With line and column if it is not well-formed or holds a document type definition.
pub(super) fn parse<'a>(origin: &str, text: &'a str) -> Result<Document<'a>, Error> {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let position = Position {
            line: Some(place.row as usize),
            column: Some(place.col as usize),
            ..Position::default()
        };
        let problem = error.to_string();
        let problem = problem.split(" at ").next().unwrap_or(&problem).to_owned();
        let hint = match &error {
            roxmltree::Error::DtdDetected => "take the document type definition out of the file",
            _ => "check the file at this place",
        };
        Error::unreadable(origin, position, format!("no well-formed XML: {problem}"), Some(hint))
    })
}

/// Where an element stands; line and column are counted only when they are needed.
pub(super) fn place(node: Node<'_, '_>) -> Position {
    Position::byte(node.range().start)
}

/// The child elements of this name, whatever their namespace.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// All text inside an element.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The name of the document's first element, without parsing all of it.
pub(super) fn root_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<?") => "?>",
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<!DOCTYPE") => {
                let subset = rest.split_once('>').is_some_and(|(before, _)| before.contains('['));
                rest = rest.split_once(if subset { "]>" } else { ">" })?.1.trim_start();
                continue;
            }
            () => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?];
    Some(name.rsplit_once(':').map_or(name, |(_, local)| local))
}
