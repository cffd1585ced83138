//! Records of articles: JSON lines, or one JSON array.
//!
//! Keys: `text` (needed), `id`, `title`, `date` (`YYYY-MM-DD`), `publisher`, `url`; others are ignored. Spans refer to
//! the record's text exactly as it stands. A bad record is reported with its line; the others are still read.

use super::case::without_place;
use super::english::looks_english;
use super::text::NOT_ENGLISH;
use super::{File, Format, Input, metadata, stem};
use crate::error::{Error, Position};
use crate::model::{Document, Metadata, Warned};
use serde::Deserialize;
use serde_json::Value;

/// One article per record.
pub(super) const FORMAT: Format = Format {
    name: "articles",
    about: "articles as JSON lines or a JSON array with id, title, date, publisher, url, text",
    extensions: &["jsonl", "ndjson", "json"],
    recognise,
    read,
};

const RECORD_HINT: &str = "an article is one JSON object with at least `text`";

#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    publisher: Option<Value>,
    url: Option<Value>,
    text: Option<Value>,
}

/// An object, or an array of objects; `[Update] Anna spoke` is prose.
fn recognise(text: &str) -> bool {
    let text = text.trim_start();
    let opens_object =
        |text: &str| text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    let rest = text.strip_prefix('[').map(str::trim_start);
    opens_object(text) || rest.is_some_and(|rest| opens_object(rest) || rest.trim_end() == "]")
}

fn read(file: File<'_>) -> Warned<Input> {
    let mut articles = Articles { file: file.name, read: Warned::clean(Input::default()) };
    let first = file.text.trim_start().lines().next().unwrap_or_default();
    if file.text.trim_start().starts_with('[') {
        articles.array(file.text);
    } else if serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok() || !is_whole(file.text) {
        articles.lines(file.text);
    } else {
        articles.one(file.text);
    }
    articles.read
}

/// Whether the text is a single JSON value, written over several lines.
fn is_whole(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

struct Articles<'a> {
    file: &'a str,
    read: Warned<Input>,
}

impl Articles<'_> {
    fn lines(&mut self, text: &str) {
        let mut number = 0;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            number += 1;
            let position = Position { line: Some(index + 1), ..Position::default() };
            match serde_json::from_str(line) {
                Ok(record) => self.record(record, number, position),
                Err(error) => self.json(&error, Position { column: Some(error.column()), ..position }),
            }
        }
    }

    fn array(&mut self, text: &str) {
        match serde_json::from_str::<Vec<Value>>(text) {
            Ok(records) => {
                for (index, value) in records.into_iter().enumerate() {
                    let position = Position::record(index + 1);
                    match serde_json::from_value(value) {
                        Ok(record) => self.record(record, index + 1, position),
                        Err(error) => self.json(&error, position),
                    }
                }
            }
            Err(error) => self.json(&error, place_of(&error)),
        }
    }

    fn one(&mut self, text: &str) {
        match serde_json::from_str(text) {
            Ok(record) => self.record(record, 1, Position::default()),
            Err(error) => self.json(&error, place_of(&error)),
        }
    }

    fn record(&mut self, record: Record, number: usize, position: Position) {
        let Some(Value::String(text)) = record.text else {
            return self.fail(position, "the record has no `text`".to_owned());
        };
        let name = match plain(record.id) {
            Some(id) => metadata::last_part(&id).to_owned(),
            None => self.numbered(number),
        };
        if text.trim().is_empty() {
            return self.read.warn(self.file, format!("the text of '{name}' is empty"));
        }
        if !looks_english(&text) {
            self.read.warn(self.file, format!("'{name}' {NOT_ENGLISH}"));
        }
        let date = plain(record.date).and_then(|date| match metadata::day(&date) {
            Ok(day) => day,
            Err(warning) => {
                self.read.warn(self.file, format!("'{name}': {warning}"));
                None
            }
        });
        let (title, publisher) = (plain(record.title), plain(record.publisher));
        let url = plain(record.url).and_then(metadata::public_url);
        let metadata = Metadata { name, title, date, publisher, url };
        self.read.value.documents.push(Document::new(text, metadata));
    }

    /// What a record without id is called: the file's name and its number, none for a file of one.
    fn numbered(&self, number: usize) -> String {
        format!("{}-{number}", stem(self.file))
    }

    fn json(&mut self, error: &serde_json::Error, position: Position) {
        self.fail(position, format!("not an article: {}", without_place(error)));
    }

    fn fail(&mut self, position: Position, problem: String) {
        self.read.value.failures.push(Error::unreadable(self.file, position, problem, Some(RECORD_HINT)));
    }
}

fn place_of(error: &serde_json::Error) -> Position {
    Position { line: Some(error.line()), column: Some(error.column()), ..Position::default() }
}

/// Text or a number as text; nothing for null, empty text and other values.
fn plain(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (Vec<String>, Vec<String>) {
        let read = read(File { name: "news.jsonl", text }).value;
        let names = read.documents.into_iter().map(|document| document.name).collect();
        (names, read.failures.iter().map(Error::to_string).collect())
    }

    #[test]
    fn a_bad_line_does_not_spoil_the_rest() {
        let text = "{\"id\": \"a\", \"text\": \"Anna spoke.\"}\n{\"id\": \n\n{\"text\": \"Ben left.\"}\n{\"id\": \"c\"}\n";
        let (names, failures) = names(text);
        assert_eq!(names, ["a", "news-3"]);
        assert_eq!(failures.len(), 2);
        assert!(failures[0].starts_with("news.jsonl, line 2, column"), "{}", failures[0]);
        assert_eq!(failures[1], "news.jsonl, line 5: the record has no `text`");
    }

    #[test]
    fn arrays_and_single_objects_are_read() {
        assert_eq!(names("[{\"id\": 7, \"text\": \"Anna spoke.\"}]").0, ["7"]);
        assert_eq!(names("{\n \"id\": \"x\",\n \"text\": \"Anna spoke.\"\n}").0, ["x"]);
        assert_eq!(names("[{\"id\": 7}, 3]").1.len(), 2);
    }

    #[test]
    fn prose_in_brackets_is_no_record() {
        assert!(!recognise("[Update] Anna spoke."));
        assert!(!recognise("{sic} Anna spoke."));
        assert!(recognise("[]") && recognise(" [ {\"text\": 1}]"));
    }
}
