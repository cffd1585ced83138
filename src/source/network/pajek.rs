//! Pajek networks.
//!
//! After the manual of Pajek (Batagelj and Mrvar): a section opens with `*`; `*Vertices`, `*Arcs`, `*Edges`, `*Arcslist`
//! and `*Edgeslist` are read. Coordinates, shapes and spells are drawing or unknown to a case and are passed over.

use super::builder::Builder;
use super::graph_input;
use crate::error::{Error, Position};
use crate::model::{Attributes, AttributesExt, Link, Multigraph, Value, Vertex, attribute};
use crate::source::{File, Format};
use std::collections::BTreeMap;

/// `*Vertices 2`, names, `*Arcs`, pairs of numbers.
pub(in crate::source) const FORMAT: Format = Format {
    name: "pajek",
    about: "a network of Pajek",
    extensions: &["net"],
    recognise: |text| {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
        let opens = |line: &str| {
            section(line).is_some_and(|(name, _)| matches!(name.as_str(), "vertices" | "network"))
        };
        lines.next().is_some_and(opens)
    },
    read: |file| graph_input(file, read(file)),
};

/// Nodes that a file may announce without a line for each: memory stays in proportion to the file.
const UNWRITTEN: usize = 1_000_000;

/// What the lines under a section are.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    None,
    Vertices,
    /// A pair a line.
    Pairs,
    /// A node and all its neighbours a line.
    Lists,
}

struct Reading<'a> {
    builder: Builder<'a>,
    section: Section,
    /// What the edges of this section are, if it says so: `*Arcs :1 "calls"`.
    relation: Option<String>,
    announced: usize,
    names: BTreeMap<usize, String>,
    links: Vec<(Link, Position)>,
}

fn read(file: File<'_>) -> Result<Multigraph, Error> {
    let (relation, names, links) = Default::default();
    let builder = Builder::new(file);
    let mut reading = Reading { builder, section: Section::None, relation, announced: 0, names, links };
    for (number, line) in file.text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('%') {
            continue;
        }
        let place = Position::line(number + 1);
        match section(line) {
            Some((name, rest)) => reading.open(&name, rest, place)?,
            None => reading.line(line, place)?,
        }
    }
    reading.finish(file.text.len())
}

/// Name of the section that a line opens, and what stands behind it.
fn section(line: &str) -> Option<(String, &str)> {
    let line = line.trim_start_matches('\u{feff}').strip_prefix('*')?;
    let end = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    (end > 0).then(|| (line[..end].to_ascii_lowercase(), line[end..].trim()))
}

impl Reading<'_> {
    fn open(&mut self, name: &str, rest: &str, place: Position) -> Result<(), Error> {
        self.section = match name {
            "network" => Section::None,
            "vertices" => Section::Vertices,
            "arcs" | "edges" => Section::Pairs,
            "arcslist" | "edgeslist" => Section::Lists,
            _ => {
                let problem = format!("the section `*{}` is not read", name.get(..40).unwrap_or(name));
                let hint = "save the network alone, with its lines as arcs or edges";
                return Err(self.builder.error(place, &problem, hint));
            }
        };
        match self.section {
            Section::Vertices => self.announce(rest, place)?,
            _ => {
                self.relation =
                    fields(rest).into_iter().find(|field| field.quoted).map(|field| brief(&field.text))
            }
        }
        Ok(())
    }

    fn announce(&mut self, rest: &str, place: Position) -> Result<(), Error> {
        if self.announced > 0 || !self.names.is_empty() {
            let hint = "save every network in a file of its own";
            return Err(self.builder.error(place, "a second network begins here", hint));
        }
        let count = rest.split_whitespace().next().and_then(|count| count.parse().ok());
        self.announced = count.ok_or_else(|| {
            self.builder.error(place, "`*Vertices` needs the number of nodes", "write `*Vertices 5`")
        })?;
        Ok(())
    }

    fn line(&mut self, line: &str, place: Position) -> Result<(), Error> {
        let fields = fields(line);
        match self.section {
            Section::None => {
                let hint = "begin with `*Vertices 5`";
                Err(self.builder.error(place, "a line stands outside of any section", hint))
            }
            Section::Vertices => self.vertex(fields, place),
            Section::Pairs => self.pair(&fields, place),
            Section::Lists => self.list(&fields, place),
        }
    }

    fn vertex(&mut self, fields: Vec<Field>, place: Position) -> Result<(), Error> {
        let number = self.number(fields.first(), place)?;
        let name = fields.into_iter().nth(1).map(|field| field.text).unwrap_or_default();
        match self.names.insert(number, name) {
            None => Ok(()),
            Some(_) => {
                let problem = format!("the node '{number}' comes twice");
                Err(self.builder.error(place, &problem, "give every node a number of its own"))
            }
        }
    }

    fn pair(&mut self, fields: &[Field], place: Position) -> Result<(), Error> {
        let ends = [self.number(fields.first(), place)?, self.number(fields.get(1), place)?];
        let mut attributes = Attributes::new();
        let weight = fields.get(2).and_then(|field| field.text.parse::<f64>().ok());
        if let Some(weight) = weight.filter(|weight| weight.is_finite()) {
            attributes.insert(attribute::WEIGHT.to_owned(), Value::Number(weight));
        }
        let label = fields.iter().skip(2).skip_while(|field| field.quoted || field.text != "l").nth(1);
        attributes.put("label", label.map(|field| field.text.as_str()));
        self.link(ends, attributes, place);
        Ok(())
    }

    fn list(&mut self, fields: &[Field], place: Position) -> Result<(), Error> {
        let source = self.number(fields.first(), place)?;
        for field in &fields[1..] {
            let target = self.number(Some(field), place)?;
            self.link([source, target], Attributes::new(), place);
        }
        Ok(())
    }

    fn link(&mut self, ends: [usize; 2], mut attributes: Attributes, place: Position) {
        attributes.put("relation", self.relation.as_deref());
        let [source, target] = ends.map(|end| end.to_string());
        self.links.push((Link { id: String::new(), source, target, attributes }, place));
    }

    /// A node's number, which must have been announced.
    fn number(&self, field: Option<&Field>, place: Position) -> Result<usize, Error> {
        let text = field.map_or("", |field| field.text.as_str());
        let number: Option<usize> = text.parse().ok();
        number.filter(|number| (1..=self.announced).contains(number)).ok_or_else(|| {
            let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
            let problem = format!("'{shown}' is no number of a node from 1 to {}", self.announced);
            self.builder.error(place, &problem, "correct the number, or the count behind `*Vertices`")
        })
    }

    fn finish(mut self, bytes: usize) -> Result<Multigraph, Error> {
        if self.announced > UNWRITTEN + bytes {
            let problem =
                format!("`*Vertices` announces {} nodes, but the file is too small", self.announced);
            return Err(self.builder.error(
                Position::default(),
                &problem,
                "correct the count behind `*Vertices`",
            ));
        }
        for number in 1..=self.announced {
            let label = self.names.remove(&number).unwrap_or_default();
            let vertex = Vertex { id: number.to_string(), label, attributes: Attributes::new() };
            self.builder.vertex(vertex, Position::default())?;
        }
        for (link, place) in self.links {
            self.builder.link(link, place)?;
        }
        self.builder.finish()
    }
}

/// A relation's name, which every edge of the section bears.
fn brief(name: &str) -> String {
    name.chars().take(100).collect()
}

struct Field {
    text: String,
    quoted: bool,
}

/// Words of a line; what stands between quotation marks is one word. A mark that is never closed is a letter.
fn fields(line: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let quoted = rest.strip_prefix('"').and_then(|inner| inner.split_once('"'));
        let (text, after) =
            quoted.unwrap_or_else(|| rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())));
        fields.push(Field { text: text.to_owned(), quoted: quoted.is_some() });
        rest = after.trim_start();
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(text: &str) -> Result<Multigraph, String> {
        read(File { name: "x.net", text }).map_err(|error| error.to_string())
    }

    #[test]
    fn every_kind_of_line_is_read() {
        let text = "% made by hand\n*Network talks\n*vertices 5\n1 \"Ann Lee\" 0.5 0.5 0.5 box\n3 Cem [1-4]\n\
                    2 \"Ben \"Osei\n\n*Arcs :1 \"calls\"\n1 2 2.5 l \"note\"\n*Edges\n2 3\n2 2 1\n*Arcslist\n4 1 2\n";
        let graph = graph(text).unwrap();
        let names: Vec<_> = graph.vertices.iter().map(|vertex| vertex.label.as_str()).collect();
        assert_eq!(names, ["Ann Lee", "Ben ", "Cem", "", ""]);
        let ends: Vec<_> =
            graph.links.iter().map(|link| format!("{}-{}", link.source, link.target)).collect();
        assert_eq!(ends, ["1-2", "2-3", "2-2", "4-1", "4-2"]);
        let first = &graph.links[0].attributes;
        assert_eq!(first[attribute::WEIGHT], Value::Number(2.5));
        assert_eq!(
            (first.text("relation").unwrap(), first.text("label").unwrap()),
            ("calls".into(), "note".into())
        );
        assert!(graph.links[1].attributes.is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let cases = [
            ("*Vertices 2\n*Arcs\n1 3\n", "x.net, line 3: '3' is no number of a node from 1 to 2"),
            ("*Vertices 2\n*Arcs\n1\n", "x.net, line 3: '' is no number of a node"),
            ("*Vertices 2\n1 a\n1 b\n", "x.net, line 3: the node '1' comes twice"),
            ("*Vertices x\n", "x.net, line 1: `*Vertices` needs the number"),
            ("*Vertices 2\n*Matrix\n0 1\n1 0\n", "x.net, line 2: the section `*matrix` is not read"),
            ("*Vertices 2\n*Vertices 2\n", "x.net, line 2: a second network"),
            ("*Vertices 9000000000\n", "announces 9000000000 nodes"),
            ("1 2\n", "x.net, line 1: a line stands outside"),
        ];
        for (text, said) in cases {
            let error = graph(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn lists_in_prose_are_no_networks() {
        for text in ["* Vertices", "*Arcs\n1 2", "**Vertices** 3", "Vertices 3", "*vertically*"] {
            assert!(!(FORMAT.recognise)(text), "{text}");
        }
        assert!((FORMAT.recognise)("% x\n\n*VERTICES 3"));
    }
}
