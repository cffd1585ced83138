//! GML, as NetworkX, igraph and Gephi write it.
//!
//! After Himsolt 1997, *GML: A Portable Graph File Format*: keys with values, which are numbers, texts or lists of the
//! same. Lists inside nodes and edges, such as `graphics`, are drawing and are passed over.

use super::builder::Builder;
use super::graph_input;
use super::scan::{Cursor, decoded};
use crate::error::Error;
use crate::model::{Attributes, Link, Multigraph, Value, Vertex};
use crate::source::{File, Format};
use std::collections::btree_map::Entry;

/// `graph [ node [ … ] edge [ … ] ]`.
pub(in crate::source) const FORMAT: Format = Format {
    name: "gml",
    about: "a graph as GML",
    extensions: &["gml"],
    recognise: |text| opens_graph(&mut Cursor::new(text)),
    read: |file| graph_input(file, read(file)),
};

/// How many pairs may stand before the graph: creator, version, comment.
const PAIRS_BEFORE: usize = 16;

/// What stands behind a key.
enum Token<'a> {
    Number(f64, &'a str),
    Text(String),
    Open,
}

/// Whether the graph is reached; the cursor then stands behind its bracket.
fn opens_graph(cursor: &mut Cursor<'_>) -> bool {
    for _ in 0..PAIRS_BEFORE {
        let Some(key) = key(cursor) else { return false };
        match token(cursor) {
            Some(Token::Open) => return key.eq_ignore_ascii_case("graph"),
            Some(_) => {}
            None => return false,
        }
    }
    false
}

fn read(file: File<'_>) -> Result<Multigraph, Error> {
    let mut builder = Builder::new(file);
    let mut cursor = Cursor::new(file.text);
    if !opens_graph(&mut cursor) {
        return Err(builder.error(cursor.place(), "there is no `graph [`", "check that this is GML"));
    }
    loop {
        blanks(&mut cursor);
        let place = cursor.place();
        if cursor.eat("]") {
            return builder.finish();
        }
        let (name, value) = pair(&builder, &mut cursor)?;
        match (name.to_ascii_lowercase().as_str(), value) {
            ("node", Token::Open) => {
                let vertex = vertex(attributes(&builder, &mut cursor)?);
                builder.vertex(vertex, place)?;
            }
            ("edge", Token::Open) => {
                let link = link(attributes(&builder, &mut cursor)?);
                builder.link(link, place)?;
            }
            (_, Token::Open) => pass_over(&builder, &mut cursor)?,
            _ => {}
        }
    }
}

/// A node is known by its number; its name is `name`, or else `label`, as in files whose labels must be unique.
fn vertex(mut attributes: Attributes) -> Vertex {
    let id = take(&mut attributes, "id").unwrap_or_default();
    let label = take(&mut attributes, "name").filter(|name| !name.is_empty());
    let label = label.or_else(|| take(&mut attributes, "label")).unwrap_or_default();
    Vertex { id, label, attributes }
}

/// `key` tells only parallel edges apart, so it is no id.
fn link(mut attributes: Attributes) -> Link {
    let [id, source, target] =
        ["id", "source", "target"].map(|name| take(&mut attributes, name).unwrap_or_default());
    Link { id, source, target, attributes }
}

fn take(attributes: &mut Attributes, name: &str) -> Option<String> {
    attributes.remove(name).map(|value| value.to_text())
}

/// The pairs up to the closing bracket. Keys that come again make a list.
fn attributes(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<Attributes, Error> {
    let mut found = Attributes::new();
    loop {
        blanks(cursor);
        if cursor.eat("]") {
            return Ok(found);
        }
        let (name, value) = pair(builder, cursor)?;
        let value = match value {
            Token::Open => {
                pass_over(builder, cursor)?;
                continue;
            }
            // Ids are compared as they are written; a float would merge large ones.
            Token::Number(_, written) if matches!(name, "id" | "source" | "target") => {
                Value::Text(written.to_owned())
            }
            Token::Number(number, _) => Value::Number(number),
            Token::Text(text) => Value::Text(text),
        };
        match found.entry(name.to_owned()) {
            Entry::Vacant(free) => drop(free.insert(value)),
            Entry::Occupied(mut taken) => append(taken.get_mut(), &value.to_text()),
        }
    }
}

/// Makes a list of a value, in place.
fn append(first: &mut Value, next: &str) {
    if let Value::Number(number) = first {
        *first = Value::Text(number.to_string());
    }
    if let Value::Text(list) = first {
        list.push_str("; ");
        list.push_str(next);
    }
}

/// Reads over a list whose bracket has been opened, however deep.
fn pass_over(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<(), Error> {
    let mut depth = 1_usize;
    while depth > 0 {
        blanks(cursor);
        if cursor.eat("]") {
            depth -= 1;
        } else if let (_, Token::Open) = pair(builder, cursor)? {
            depth += 1;
        }
    }
    Ok(())
}

fn pair<'a>(builder: &Builder<'_>, cursor: &mut Cursor<'a>) -> Result<(&'a str, Token<'a>), Error> {
    blanks(cursor);
    let place = cursor.place();
    if cursor.rest().is_empty() {
        let (problem, hint) = ("the file ends inside a list", "a `]` is missing, or the file is cut");
        return Err(builder.error(place, problem, hint));
    }
    let Some(name) = key(cursor) else {
        return Err(builder.error(place, "no key stands here", "write pairs: a word, then its value"));
    };
    blanks(cursor);
    let place = cursor.place();
    token(cursor).map(|token| (name, token)).ok_or_else(|| {
        let problem = format!("the key `{}` has no value", name.get(..40).unwrap_or(name));
        builder.error(place, &problem, "write a number, a text in closed quotes or a list in brackets")
    })
}

fn blanks(cursor: &mut Cursor<'_>) {
    loop {
        cursor.take_while(char::is_whitespace);
        if cursor.peek() != Some('#') {
            return;
        }
        cursor.line();
    }
}

fn key<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    blanks(cursor);
    cursor.peek().filter(|c| c.is_ascii_alphabetic() || *c == '_')?;
    Some(cursor.take_while(|c| c.is_ascii_alphanumeric() || c == '_'))
}

fn token<'a>(cursor: &mut Cursor<'a>) -> Option<Token<'a>> {
    blanks(cursor);
    if cursor.eat("[") {
        return Some(Token::Open);
    }
    if cursor.eat("\"") {
        return cursor.until("\"").map(|text| Token::Text(decoded(text)));
    }
    let written = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let number: f64 = written.parse().ok()?;
    // NetworkX writes NAN and INF for what is missing.
    Some(if number.is_finite() { Token::Number(number, written) } else { Token::Text(String::new()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AttributesExt;

    fn graph(text: &str) -> Result<Multigraph, String> {
        read(File { name: "x.gml", text }).map_err(|error| error.to_string())
    }

    #[test]
    fn nodes_edges_and_lists_are_read() {
        let text = "Creator \"x [ y\"\nVersion 1\n# a ] comment\ngraph [ directed 1 comment \"]\"\n\
                    node [ id 7 label \"V&#228;sko\" graphics [ x 1 deep [ y \"]\" ] ] a \"a\" a 2 a \"c\" ]\n\
                    node [ id 9007199254740993 name \"\" label \"B\" w NAN ]\n\
                    edge [ source 7 target 9007199254740993 weight -2.5e1 ] edge [ source 7 target 7 ] ]";
        let graph = graph(text).unwrap();
        assert_eq!(graph.vertices[0].label, "Väsko");
        assert_eq!(graph.vertices[0].attributes.text("a").unwrap(), "a; 2; c");
        assert_eq!(
            (graph.vertices[1].id.as_str(), graph.vertices[1].label.as_str()),
            ("9007199254740993", "B")
        );
        assert_eq!(graph.links[0].attributes["weight"], Value::Number(-25.0));
        assert_eq!((graph.links.len(), graph.links[1].target.as_str()), (2, "7"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let cases = [
            (
                "graph [\n node [ id 1 ]\n node [ id 1 ] ]",
                "x.gml, line 3, column 2: the node '1' comes twice",
            ),
            ("graph [ node [ id 1 ]\nedge [ source 1 target 2 ] ]", "line 2, column 1: an edge ends at '2'"),
            ("graph [ node [ label \"a\" ] ]", "line 1, column 9: a node has no id"),
            ("graph [ node [ id 1 ]", "line 1, column 22: the file ends inside a list"),
            ("graph [ node [ id \"a ] ]", "the key `id` has no value"),
            ("graph [ 7 ]", "line 1, column 9: no key stands here"),
            ("graph 7", "there is no `graph [`"),
        ];
        for (text, said) in cases {
            let error = graph(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn deep_lists_need_no_stack() {
        let text = format!("graph [ node [ id 1 {} {} ] ]", "a [ ".repeat(200_000), "] ".repeat(200_000));
        assert_eq!(graph(&text).unwrap().vertices.len(), 1);
    }

    #[test]
    fn prose_is_no_gml() {
        for text in ["The graph [sic] shows", "graph", "Graph paper", "", "a 1 b 2", "graph \"x\""] {
            assert!(!(FORMAT.recognise)(text), "{text}");
        }
    }
}
