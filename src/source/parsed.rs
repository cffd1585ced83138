//! Texts that another parser has analysed: CoNLL-U and spaCy's JSON.
//!
//! Meetings and statements are read from that grammar; no language model of ours is asked. The file tells title, date,
//! publisher and address of a text as an article's record does.

use super::{File, Format, Input, metadata, stem};
use crate::error::{Error, Position};
use crate::language::{Parse, ParsedText, read_conllu, read_spacy};
use crate::model::{Document, Metadata, Warned};

/// Columns of a line of CoNLL-U.
const COLUMNS: usize = 10;
/// Lines that are looked at to recognise it.
const FIRST_LINES: usize = 100;

/// A text and its grammar, as a file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedDocument {
    /// The text.
    pub document: Document,
    /// Its grammar; offsets count bytes of the text.
    pub parse: Parse,
}

/// Universal Dependencies' exchange format.
pub(super) const CONLLU: Format = Format {
    name: "conllu",
    about: "texts parsed by another program, as CoNLL-U (Universal Dependencies or ClearNLP relations, names as ner=)",
    extensions: &["conllu", "conll"],
    recognise: is_conllu,
    read: conllu,
};

/// What `Doc.to_json()` writes.
pub(super) const SPACY: Format = Format {
    name: "spacy",
    about: "texts parsed by spaCy, as its JSON, one object or one a line",
    extensions: &["json", "jsonl"],
    recognise: is_spacy,
    read: spacy,
};

fn is_conllu(text: &str) -> bool {
    let first = text.lines().take(FIRST_LINES).find(|line| !line.starts_with('#') && !line.trim().is_empty());
    first.is_some_and(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        columns.len() == COLUMNS
            && columns[0].split('-').all(number)
            && (number(columns[6]) || columns[6] == "_")
    })
}

/// An object with spaCy's `tokens`, which no record of an article has.
fn is_spacy(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{')
        && text.contains("\"tokens\"")
        && text.contains("\"dep\"")
        && text.contains("\"head\"")
}

fn conllu(file: File<'_>) -> Warned<Input> {
    let (texts, failures) = read_conllu(file.name, file.text);
    let mut read = Warned::clean(Input { failures, ..Input::default() });
    let many = texts.len() > 1;
    for (index, text) in texts.into_iter().enumerate() {
        add(&mut read, file.name, many.then_some(index + 1), text);
    }
    read
}

fn spacy(file: File<'_>) -> Warned<Input> {
    let mut read = Warned::clean(Input::default());
    let whole = read_spacy(file.text);
    let lines = file.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    if lines.clone().count() == 1 || whole.is_ok() {
        match whole {
            Ok(text) => add(&mut read, file.name, None, text),
            Err(problem) => fail(&mut read, file.name, None, problem),
        }
        return read;
    }
    for (number, (index, line)) in lines.enumerate() {
        match read_spacy(line) {
            Ok(text) => add(&mut read, file.name, Some(number + 1), text),
            Err(problem) => fail(&mut read, file.name, Some(index + 1), problem),
        }
    }
    read
}

fn fail(read: &mut Warned<Input>, file: &str, line: Option<usize>, problem: String) {
    let hint = "give what spaCy's `Doc.to_json()` writes";
    let position = Position { line, ..Position::default() };
    read.value.failures.push(Error::unreadable(file, position, problem, Some(hint)));
}

fn add(read: &mut Warned<Input>, file: &str, number: Option<usize>, text: ParsedText) {
    let told = |key: &str| text.told(key).map(str::to_owned);
    let numbered = || number.map_or_else(|| file.to_owned(), |number| format!("{}-{number}", stem(file)));
    let date = metadata::day(text.told("date").unwrap_or_default()).unwrap_or_else(|warning| {
        read.warn(file, warning);
        None
    });
    let metadata = Metadata {
        name: text.told("id").map_or_else(numbered, |id| metadata::last_part(id).to_owned()),
        title: told("title"),
        date,
        publisher: told("publisher"),
        url: told("url").and_then(metadata::public_url),
    };
    if text.parse.names.is_empty() {
        read.warn(
            &metadata.name,
            "no names are marked: mark them as ner=B-PERSON in the last column, or as `ents`",
        );
    }
    let document = Document::new(text.text, metadata);
    read.value.parsed.push(ParsedDocument { document, parse: text.parse });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_tables_and_articles_are_neither() {
        for text in
            ["Anna spoke.", "1\t2\t3", "# note\n\nAnna", "from,to\na,b", "{\"text\": \"tokens dep head\"}"]
        {
            assert!(!is_conllu(text) && !is_spacy(text), "{text}");
        }
        assert!(is_conllu("# text = Go\n1-2\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n"));
        assert!(is_conllu("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_"));
    }
}
