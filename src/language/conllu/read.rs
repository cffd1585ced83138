//! CoNLL-U as texts with their grammar.

use super::spaces::unescape;
use super::tags::tag;
use super::universal::{self, Node};
use crate::error::{Error, Position};
use crate::language::labels::{Dep, NameLabel, Pos};
use crate::language::parsed::{ParsedText, Word, Words, name_label};

/// Longest sentence, in words; rewriting relations takes the square of it.
const LONGEST_SENTENCE: usize = 2_000;

const HINT: &str =
    "write ten columns with tabs between them: ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC";

/// Reads CoNLL-U: one text for each `# newdoc`, or one for the whole file; `name` is what people call it.
///
/// The text is put together from the words and what the last column tells of the space between them. Comments `# key = value`
/// before the first sentence are told in [`ParsedText::about`]. A document with a flaw (a line that is no word, a head that is not there,
/// a circle of heads) is among the errors, with its line; the others are read.
pub fn read_conllu(name: &str, file: &str) -> (Vec<ParsedText>, Vec<Error>) {
    let mut reader = Reader { name, ..Reader::default() };
    for (index, line) in file.lines().enumerate() {
        reader.line(index + 1, line.strip_suffix('\r').unwrap_or(line));
    }
    reader.end_document();
    (reader.read, reader.errors)
}

#[derive(Default)]
struct Reader<'a> {
    name: &'a str,
    document: Draft,
    sentence: Vec<Row>,
    /// A flaw of the document at hand: line and problem.
    flaw: Option<(usize, String)>,
    read: Vec<ParsedText>,
    errors: Vec<Error>,
}

/// A document so far.
#[derive(Default)]
struct Draft {
    about: Vec<(String, String)>,
    text: String,
    /// What stands behind the last word if another one follows.
    gap: String,
    rows: Vec<Row>,
    sentences: Vec<usize>,
}

/// A line that is a word.
#[derive(Clone, Default)]
struct Row {
    line: usize,
    start: usize,
    end: usize,
    form: String,
    lemma: String,
    pos: Option<Pos>,
    xpos: String,
    morph: String,
    /// From 1, within the sentence; 0 for the root.
    head: usize,
    relation: String,
    misc: Misc,
    /// The surface of a multiword token that begins here: its text and how many words share it.
    surface: Option<(String, usize, Misc)>,
}

/// What the last column tells.
#[derive(Clone, Default)]
struct Misc {
    before: Option<String>,
    after: Option<String>,
    norm: Option<String>,
    name: Option<(bool, NameLabel)>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        if line.trim().is_empty() {
            self.end_sentence();
        } else if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim());
        } else if self.flaw.is_none()
            && let Err(problem) = self.word(number, line)
        {
            self.flaw = Some((number, problem));
        }
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) =
            comment.split_once('=').map_or((comment, ""), |(key, value)| (key.trim(), value.trim()));
        match key {
            "newdoc" | "newdoc id" => {
                self.end_document();
                if !value.is_empty() {
                    self.document.about.push(("id".to_owned(), value.to_owned()));
                }
            }
            "newpar" | "newpar id" => {
                self.end_sentence();
                if self.document.gap == " " {
                    self.document.gap = "\n\n".to_owned();
                }
            }
            "sent_id" | "text" => {}
            key if !value.is_empty() && self.document.rows.is_empty() => {
                self.document.about.push((key.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }

    fn word(&mut self, number: usize, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, relation, _, misc] = columns[..] else {
            return Err(format!("{} columns instead of 10", columns.len()));
        };
        if id.contains('.') {
            return Ok(());
        }
        if form.trim().is_empty() {
            return Err("a word without form".to_owned());
        }
        let expected =
            self.sentence.len() + 1 - usize::from(self.sentence.last().is_some_and(|row| row.line == 0));
        if let Some((first, last)) = id.split_once('-') {
            return self.range(first, last, expected, form, misc);
        }
        if expected > LONGEST_SENTENCE {
            return Err(format!(
                "a sentence of more than {LONGEST_SENTENCE} words: empty lines end sentences"
            ));
        }
        if id.parse() != Ok(expected) {
            return Err(format!("word {id} where word {expected} is expected"));
        }
        let head = head.parse().map_err(|_| format!("'{head}' is no number of a head"))?;
        let absent = |text: &str| if text == "_" { String::new() } else { text.to_owned() };
        let row = Row {
            line: number,
            form: form.to_owned(),
            lemma: if lemma == "_" { form.to_owned() } else { lemma.to_owned() },
            pos: Pos::from_text(upos),
            xpos: absent(xpos),
            morph: absent(feats),
            head,
            relation: relation.to_owned(),
            misc: misc_of(misc),
            ..Row::default()
        };
        match self.sentence.last_mut().filter(|last| last.line == 0) {
            Some(range) => *range = Row { surface: range.surface.take(), ..row },
            None => self.sentence.push(row),
        }
        Ok(())
    }

    /// A multiword range: kept with the word that follows, as a row that has no line yet.
    fn range(
        &mut self,
        first: &str,
        last: &str,
        expected: usize,
        form: &str,
        misc: &str,
    ) -> Result<(), String> {
        let count = last.parse::<usize>().ok().and_then(|last| (last + 1).checked_sub(expected));
        match count
            .filter(|count| first.parse() == Ok(expected) && (1..=form.chars().count()).contains(count))
        {
            Some(count) => {
                let surface = Some((form.to_owned(), count, misc_of(misc)));
                self.sentence.push(Row { surface, ..Row::default() });
                Ok(())
            }
            None => Err(format!("'{first}-{last}' is no range of words here")),
        }
    }

    fn end_sentence(&mut self) {
        let mut rows = std::mem::take(&mut self.sentence);
        rows.retain(|row| row.line > 0);
        if self.flaw.is_some() || rows.is_empty() {
            return;
        }
        if let Some(row) = rows.iter().find(|row| row.head > rows.len()) {
            self.flaw = Some((row.line, format!("there is no word {} to be the head", row.head)));
            return;
        }
        self.document.place(&mut rows);
        self.document.sentences.push(self.document.rows.len());
        self.document.rows.append(&mut rows);
    }

    fn end_document(&mut self) {
        self.end_sentence();
        let document = std::mem::take(&mut self.document);
        let flaw = match self.flaw.take() {
            Some(flaw) => Some(flaw),
            None if document.rows.is_empty() => None,
            None => match document.finish() {
                Ok(parsed) => {
                    self.read.push(parsed);
                    None
                }
                Err(flaw) => Some(flaw),
            },
        };
        if let Some((line, problem)) = flaw {
            let position = Position { line: Some(line), ..Position::default() };
            self.errors.push(Error::unreadable(self.name, position, problem, Some(HINT)));
        }
    }
}

impl Draft {
    /// Gives the words of a sentence their places in the text.
    fn place(&mut self, rows: &mut [Row]) {
        let mut index = 0;
        while index < rows.len() {
            let (surface, count, misc) = rows[index]
                .surface
                .take()
                .unwrap_or_else(|| (rows[index].form.clone(), 1, rows[index].misc.clone()));
            let count = count.min(rows.len() - index);
            self.text.push_str(&std::mem::take(&mut self.gap));
            self.text.push_str(misc.before.as_deref().unwrap_or_default());
            let start = self.text.len();
            self.text.push_str(&surface);
            let ends = shares(&surface, &rows[index..index + count]);
            let mut from = start;
            for (row, end) in rows[index..index + count].iter_mut().zip(ends) {
                (row.start, row.end) = (from, start + end);
                from = row.end;
            }
            index += count;
            self.after(misc.after);
        }
    }

    /// What stands behind a word. Space that is told is certain; one that is not stands only between two words.
    fn after(&mut self, told: Option<String>) {
        match told {
            Some(space) => self.text.push_str(&space),
            None => self.gap = " ".to_owned(),
        }
    }

    fn finish(self) -> Result<ParsedText, (usize, String)> {
        let ends = self.sentences.iter().skip(1).copied().chain([self.rows.len()]);
        let universal = universal::is_universal(self.rows.iter().map(|row| row.relation.as_str()));
        let mut words = Words { sentences: self.sentences.clone(), ..Words::default() };
        for (&from, end) in self.sentences.iter().zip(ends) {
            add_sentence(&mut words, &self.rows[from..end], universal);
        }
        words.names = names(&self.rows);
        let parse =
            words.into_parse(&self.text).map_err(|(index, problem)| (self.rows[index].line, problem))?;
        Ok(ParsedText { about: self.about, text: self.text, parse })
    }
}

/// Where each word of a multiword token ends in it: as the forms tell if they make up the surface, else a character each
/// and the rest for the last.
fn shares(surface: &str, rows: &[Row]) -> Vec<usize> {
    let mut end = 0;
    let fits: Vec<usize> = rows
        .iter()
        .map(|row| {
            end += row.form.len();
            end
        })
        .collect();
    if rows.iter().map(|row| row.form.as_str()).collect::<String>() == surface {
        return fits;
    }
    let mut cuts: Vec<usize> =
        surface.char_indices().skip(1).map(|(at, _)| at).take(rows.len() - 1).collect();
    cuts.push(surface.len());
    cuts
}

fn add_sentence(words: &mut Words, rows: &[Row], universal: bool) {
    let base = words.words.len();
    let mut nodes: Vec<Node> = rows.iter().enumerate().map(|(index, row)| node(index, row)).collect();
    if universal {
        universal::to_clear_nlp(&mut nodes);
    }
    for (index, (row, node)) in rows.iter().zip(nodes).enumerate() {
        words.words.push(Word {
            start: row.start,
            end: row.end,
            norm: row.misc.norm.clone(),
            tag: node.tag,
            pos: node.pos,
            morph: row.morph.clone(),
            lemma: row.lemma.clone(),
            dep: Dep::from_text(&node.relation).unwrap_or(Dep::Dep),
            head: base + node.head.unwrap_or(index),
        });
    }
}

fn node(index: usize, row: &Row) -> Node {
    let pos = row.pos.unwrap_or(Pos::X);
    let head = row.head.checked_sub(1).filter(|head| *head != index);
    let relation = if head.is_none() { "ROOT".to_owned() } else { row.relation.clone() };
    let tag = tag(&row.xpos, pos, &row.morph, &row.form);
    Node { lemma: row.lemma.to_lowercase(), pos, tag, head, relation }
}

/// Names over words in a row that carry one label: `B` and `S` begin one, `I` and `E` go on.
fn names(rows: &[Row]) -> Vec<(usize, usize, NameLabel)> {
    let mut names: Vec<(usize, usize, NameLabel)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some((begins, label)) = row.misc.name else { continue };
        match names.last_mut() {
            Some(last) if !begins && last.1 == index && last.2 == label => last.1 += 1,
            _ => names.push((index, index + 1, label)),
        }
    }
    names
}

fn misc_of(column: &str) -> Misc {
    let mut misc = Misc::default();
    for (key, value) in column.split('|').filter_map(|pair| pair.split_once('=')) {
        match key {
            "SpaceAfter" if value == "No" => misc.after = Some(String::new()),
            "SpacesAfter" => misc.after = Some(unescape(value)),
            "SpacesBefore" => misc.before = Some(unescape(value)),
            "Norm" => misc.norm = Some(unescape(value)),
            key if key.eq_ignore_ascii_case("ner") => {
                misc.name = value
                    .split_once('-')
                    .and_then(|(mark, label)| Some((matches!(mark, "B" | "S" | "U"), name_label(label)?)));
            }
            _ => {}
        }
    }
    misc
}
