//! Graphviz DOT, as a graph: nodes, edges and their attributes; the drawing is passed over.
//!
//! After the grammar of the DOT language in the Graphviz documentation, with chains (`a -> b -> c`), groups as ends
//! (`a -> {b c}`), ports, defaults (`edge [kind=call]`) that hold inside their braces, and `strict`.

mod words;

use super::builder::Builder;
use super::graph_input;
use super::scan::Cursor;
use crate::error::{Error, Position};
use crate::model::{Attributes, AttributesExt, Certainty, Layer, Link, Multigraph, Value, Vertex, attribute};
use crate::source::{File, Format};
use std::collections::HashMap;
use words::{Word, next};

/// `graph { … }` or `digraph { … }`.
pub(in crate::source) const FORMAT: Format = Format {
    name: "dot",
    about: "a graph as Graphviz DOT",
    extensions: &["dot", "gv"],
    recognise: |text| Reading::new(File { name: "", text }).and_then(|mut reading| reading.head()).is_ok(),
    read: |file| graph_input(file, Reading::new(file).and_then(Reading::graph)),
};

/// Groups within groups.
const DEEPEST: usize = 100;
/// Edges that groups may multiply to, beside one for each byte of the file: memory stays in proportion to the file.
const MULTIPLIED: usize = 1_000_000;

/// Bytes of defaults that may be copied to nodes and edges, beside a hundred for each byte of the file.
const COPIED: usize = 64_000_000;

/// Attributes whose backslashes mean something to Graphviz.
const ESCAPED: [&str; 4] = ["label", "xlabel", "tooltip", "edgetooltip"];
/// Attributes that are drawing only.
const DRAWN: &[&str] = &[
    "arrowhead",
    "arrowsize",
    "arrowtail",
    "class",
    "color",
    "constraint",
    "dir",
    "edgetooltip",
    "fillcolor",
    "fixedsize",
    "fontcolor",
    "fontname",
    "fontsize",
    "height",
    "id",
    "lp",
    "margin",
    "minlen",
    "penwidth",
    "peripheries",
    "pos",
    "shape",
    "style",
    "tooltip",
    "width",
];

/// What nodes and edges have unless they say otherwise.
#[derive(Clone, Default)]
struct Defaults {
    node: Attributes,
    edge: Attributes,
}

struct Reading<'a> {
    builder: Builder<'a>,
    cursor: Cursor<'a>,
    word: Word,
    /// Where `word` starts, or blanks before it.
    place: Position,
    bytes: usize,
    /// Bytes of defaults copied.
    copied: usize,
    directed: bool,
    strict: bool,
    nodes: Vec<Vertex>,
    numbers: HashMap<String, usize>,
    links: Vec<(usize, usize, Attributes, Position)>,
    /// The link of each pair, if the graph is strict.
    pairs: HashMap<(usize, usize), usize>,
}

impl<'a> Reading<'a> {
    fn new(file: File<'a>) -> Result<Self, Error> {
        let (nodes, numbers, links, pairs) = Default::default();
        let mut reading = Self {
            builder: Builder::new(file),
            cursor: Cursor::new(file.text),
            word: Word::End,
            place: Position::default(),
            bytes: file.text.len(),
            copied: 0,
            directed: false,
            strict: false,
            nodes,
            numbers,
            links,
            pairs,
        };
        reading.advance()?;
        Ok(reading)
    }

    fn advance(&mut self) -> Result<Word, Error> {
        self.place = self.cursor.place();
        let next = next(&self.builder, &mut self.cursor)?;
        Ok(std::mem::replace(&mut self.word, next))
    }

    fn eat(&mut self, mark: &'static str) -> Result<bool, Error> {
        let comes = self.word == Word::Mark(mark);
        if comes {
            self.advance()?;
        }
        Ok(comes)
    }

    fn expect(&mut self, mark: &'static str) -> Result<(), Error> {
        match self.eat(mark)? {
            true => Ok(()),
            false => Err(self.wanted(&format!("`{mark}`"))),
        }
    }

    fn id(&mut self, what: &str) -> Result<String, Error> {
        match self.advance()? {
            Word::Id { text, .. } => Ok(text),
            word => {
                self.word = word;
                Err(self.wanted(what))
            }
        }
    }

    fn wanted(&self, what: &str) -> Error {
        let found = match &self.word {
            Word::End => "the file ends".to_owned(),
            Word::Mark(mark) => format!("`{mark}` stands"),
            Word::Id { text, .. } => {
                let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
                format!("'{shown}' stands")
            }
        };
        let problem = format!("{found} where {what} should be");
        self.builder.error(self.place, &problem, "check the file at this place with Graphviz")
    }

    /// `strict digraph name {`.
    fn head(&mut self) -> Result<(), Error> {
        self.strict = self.word.is("strict");
        if self.strict {
            self.advance()?;
        }
        self.directed = self.word.is("digraph");
        if !self.directed && !self.word.is("graph") {
            return Err(self.wanted("`graph` or `digraph`"));
        }
        self.advance()?;
        if matches!(self.word, Word::Id { .. }) {
            self.advance()?;
        }
        self.expect("{")
    }

    fn graph(mut self) -> Result<Multigraph, Error> {
        self.head()?;
        self.statements(Defaults::default(), 0)?;
        self.expect("}")?;
        if self.word != Word::End {
            return Err(self.wanted("the end of the file"));
        }
        self.finish()
    }

    /// Statements up to the closing brace, and the nodes that occur in them.
    fn statements(&mut self, mut defaults: Defaults, depth: usize) -> Result<Vec<usize>, Error> {
        if depth > DEEPEST {
            let problem = format!("groups lie deeper than {DEEPEST} in each other");
            return Err(self.builder.error(self.place, &problem, "write the groups side by side"));
        }
        let mut members = Vec::new();
        while self.word != Word::Mark("}") && self.word != Word::End {
            if !self.eat(";")? {
                self.statement(&mut defaults, &mut members, depth)?;
            }
        }
        members.sort_unstable();
        members.dedup();
        Ok(members)
    }

    fn statement(
        &mut self,
        defaults: &mut Defaults,
        members: &mut Vec<usize>,
        depth: usize,
    ) -> Result<(), Error> {
        for (keyword, kept) in [("graph", None), ("node", Some(true)), ("edge", Some(false))] {
            if self.word.is(keyword) {
                self.advance()?;
                let set = self.attributes()?;
                match kept {
                    Some(true) => defaults.node.extend(set),
                    Some(false) => defaults.edge.extend(set),
                    None => {}
                }
                return Ok(());
            }
        }
        let place = self.place;
        let is_group = self.word == Word::Mark("{") || self.word.is("subgraph");
        let mut end = match is_group {
            true => self.group(defaults, depth)?,
            false => {
                let id = self.id("a node")?;
                if self.eat("=")? {
                    return self.id("a value").map(drop);
                }
                vec![self.node(id, defaults)?]
            }
        };
        members.extend(&end);
        let mut steps = Vec::new();
        while self.arrow()? {
            let to = self.end(defaults, depth)?;
            members.extend(&to);
            steps.push((std::mem::replace(&mut end, to.clone()), to));
        }
        let set = if self.word == Word::Mark("[") { self.attributes()? } else { Attributes::new() };
        if steps.is_empty() && !is_group {
            self.nodes[end[0]].attributes.extend(set);
            return Ok(());
        }
        let attributes: Attributes = defaults.edge.clone().into_iter().chain(set).collect();
        steps.iter().try_for_each(|(from, to)| self.connect(from, to, &attributes, place))
    }

    fn arrow(&mut self) -> Result<bool, Error> {
        let arrow = if self.directed { "->" } else { "--" };
        let other = if self.directed { "--" } else { "->" };
        if self.word == Word::Mark(other) {
            return Err(self.wanted(&format!("`{arrow}`")));
        }
        self.eat(arrow)
    }

    /// One end of an edge: a node or a group.
    fn end(&mut self, defaults: &Defaults, depth: usize) -> Result<Vec<usize>, Error> {
        if self.word == Word::Mark("{") || self.word.is("subgraph") {
            return self.group(defaults, depth);
        }
        let id = self.id("a node")?;
        Ok(vec![self.node(id, defaults)?])
    }

    fn group(&mut self, defaults: &Defaults, depth: usize) -> Result<Vec<usize>, Error> {
        if self.word.is("subgraph") {
            self.advance()?;
            if matches!(self.word, Word::Id { .. }) {
                self.advance()?;
            }
        }
        self.expect("{")?;
        self.copy(size(&defaults.node) + size(&defaults.edge))?;
        let members = self.statements(defaults.clone(), depth + 1)?;
        self.expect("}")?;
        Ok(members)
    }

    /// Number of the node; a port behind it is passed over.
    fn node(&mut self, id: String, defaults: &Defaults) -> Result<usize, Error> {
        while self.eat(":")? {
            self.id("a port")?;
        }
        if let Some(number) = self.numbers.get(&id) {
            return Ok(*number);
        }
        self.copy(size(&defaults.node))?;
        self.numbers.insert(id.clone(), self.nodes.len());
        self.nodes.push(Vertex { id, label: String::new(), attributes: defaults.node.clone() });
        Ok(self.nodes.len() - 1)
    }

    /// `[a=b, c=d] [e=f]`.
    fn attributes(&mut self) -> Result<Attributes, Error> {
        let mut found = Attributes::new();
        while self.eat("[")? {
            while !self.eat("]")? {
                let name = self.id("an attribute or `]`")?;
                let value = match self.eat("=")? {
                    true => self.id("a value")?,
                    false => "true".to_owned(),
                };
                if !self.eat(",")? {
                    self.eat(";")?;
                }
                found.insert(name, Value::Text(value));
            }
        }
        Ok(found)
    }

    fn connect(
        &mut self,
        from: &[usize],
        to: &[usize],
        attributes: &Attributes,
        place: Position,
    ) -> Result<(), Error> {
        if self.links.len() + from.len().saturating_mul(to.len()) > MULTIPLIED + self.bytes {
            let (problem, hint) = ("groups multiply to more edges than fit", "write the edges one by one");
            return Err(self.builder.error(place, problem, hint));
        }
        self.copy(size(attributes).saturating_mul(from.len().saturating_mul(to.len())))?;
        for &source in from {
            for &target in to {
                if self.strict {
                    let ordered = self.directed || source <= target;
                    let pair = if ordered { (source, target) } else { (target, source) };
                    if let Some(link) = self.pairs.get(&pair) {
                        self.links[*link].2.extend(attributes.clone());
                        continue;
                    }
                    self.pairs.insert(pair, self.links.len());
                }
                self.links.push((source, target, attributes.clone(), place));
            }
        }
        Ok(())
    }

    /// Counts what is copied; a long default before many edges would take memory out of all proportion.
    fn copy(&mut self, bytes: usize) -> Result<(), Error> {
        self.copied = self.copied.saturating_add(bytes);
        if self.copied <= COPIED + 100 * self.bytes {
            return Ok(());
        }
        let (problem, hint) = ("attributes that hold for many are too long", "shorten the defaults");
        Err(self.builder.error(self.place, problem, hint))
    }

    fn finish(mut self) -> Result<Multigraph, Error> {
        let ids: Vec<String> = self.nodes.iter().map(|node| node.id.clone()).collect();
        for mut node in self.nodes {
            unescape(&mut node.attributes, &node.id);
            let label = node.attributes.remove("label").map(|label| label.to_text()).unwrap_or_default();
            node.label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            node.attributes.retain(|name, _| !DRAWN.contains(&name.as_str()));
            self.builder.vertex(node, Position::default())?;
        }
        for (source, target, mut attributes, place) in self.links {
            unescape(&mut attributes, "");
            let back = attributes.text("dir").as_deref() == Some("back");
            let (source, target) = if back { (target, source) } else { (source, target) };
            tell_class(&mut attributes);
            attributes.retain(|name, _| !DRAWN.contains(&name.as_str()));
            let [source, target] = [source, target].map(|node| ids[node].clone());
            self.builder.link(Link { id: String::new(), source, target, attributes }, place)?;
        }
        self.builder.finish()
    }
}

/// About how many bytes attributes take.
fn size(attributes: &Attributes) -> usize {
    attributes.iter().map(|(name, value)| name.len() + value_length(value)).sum()
}

fn value_length(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Number(_) => 8,
    }
}

/// Numbers are numbers, and the backslashes of labels are resolved: `\n`, `\l`, `\r` end lines, `\N` is the node.
fn unescape(attributes: &mut Attributes, node: &str) {
    for (name, value) in attributes.iter_mut() {
        let Value::Text(text) = value else { continue };
        if ESCAPED.contains(&name.as_str()) {
            *text = resolved(text, node);
        } else if attribute::NUMBERS.contains(&name.as_str())
            && let Some(number) = text.parse().ok().filter(|number: &f64| number.is_finite())
        {
            *value = Value::Number(number);
        }
    }
}

fn resolved(text: &str, node: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match if c == '\\' { characters.next() } else { None } {
            None => resolved.push(c),
            Some('n' | 'l' | 'r') => resolved.push('\n'),
            Some('N') => resolved.push_str(node),
            Some(other) => resolved.push(other),
        }
    }
    resolved
}

/// Our own drawings say `class="contact planned"`: a planned meeting must not come back as one that happened.
fn tell_class(attributes: &mut Attributes) {
    let Some(class) = attributes.text("class") else { return };
    let Some((layer, certainty)) = class.split_once(' ') else { return };
    let layer = Layer::ALL.iter().any(|known| known.as_str() == layer).then_some(layer);
    let certainty = Certainty::ALL.iter().any(|known| known.as_str() == certainty).then_some(certainty);
    if let (Some(layer), Some(certainty)) = (layer, certainty) {
        attributes.put(attribute::LAYER, Some(layer));
        attributes.put(attribute::CERTAINTY, Some(certainty));
        attributes.put(attribute::EVIDENCE, attributes.text("tooltip"));
    }
}

#[cfg(test)]
mod tests;
