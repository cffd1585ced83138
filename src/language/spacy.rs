//! spaCy's JSON of a parsed text: what `Doc.to_json()` writes.
//!
//! Format: spaCy API documentation, `Doc.to_json` (text, `ents`, `sents`, `tokens` with offsets in characters and heads as
//! indices of tokens). Labels are those of spaCy's English models, which are ours.

use super::labels::{Dep, Pos, Tag};
use super::parsed::{Flaw, ParsedText, Word, Words, name_label};
use serde::Deserialize;

/// Most tokens of white space that hang on each other.
const LONGEST_CHAIN: usize = 32;

#[derive(Deserialize)]
struct Doc {
    text: String,
    #[serde(default)]
    ents: Vec<Span>,
    #[serde(default)]
    sents: Vec<Span>,
    tokens: Vec<TokenRecord>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    #[serde(default)]
    label: String,
}

#[derive(Deserialize)]
struct TokenRecord {
    start: usize,
    end: usize,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    pos: String,
    #[serde(default)]
    morph: String,
    #[serde(default)]
    lemma: String,
    dep: String,
    head: usize,
}

/// Reads one text as spaCy's `Doc.to_json()` writes it; other fields with text or a number in them are told in
/// [`ParsedText::about`].
///
/// # Errors
/// What is wrong, with the number of the token: not such a record, offsets outside the text, heads that are no tree.
///
/// ```
/// let json = r#"{"text": "Anna spoke.", "ents": [{"start": 0, "end": 4, "label": "PERSON"}], "tokens": [
///     {"id": 0, "start": 0, "end": 4, "tag": "NNP", "pos": "PROPN", "lemma": "Anna", "dep": "nsubj", "head": 1},
///     {"id": 1, "start": 5, "end": 10, "tag": "VBD", "pos": "VERB", "lemma": "speak", "dep": "ROOT", "head": 1},
///     {"id": 2, "start": 10, "end": 11, "tag": ".", "pos": "PUNCT", "lemma": ".", "dep": "punct", "head": 1}]}"#;
/// let parsed = sociogram::language::read_spacy(json)?;
/// assert_eq!(parsed.parse.names.len(), 1);
/// assert!(parsed.parse.tokens[0].space);
/// # Ok::<(), String>(())
/// ```
pub fn read_spacy(json: &str) -> Result<ParsedText, String> {
    let doc: Doc = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let bytes = byte_offsets(&doc.text);
    let words = words(&doc, &bytes).map_err(told)?;
    let parse = words.into_parse(&doc.text).map_err(told)?;
    Ok(ParsedText { about: about(&doc.rest), text: doc.text, parse })
}

fn told((index, problem): Flaw) -> String {
    format!("token {index}: {problem}")
}

/// Byte offset of every character and of the end.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn words(doc: &Doc, bytes: &[usize]) -> Result<Words, Flaw> {
    let is_space = |record: &TokenRecord| {
        let span = bytes.get(record.start).zip(bytes.get(record.end));
        span.and_then(|(start, end)| doc.text.get(*start..*end)).is_some_and(|word| word.trim().is_empty())
    };
    // White space is put back by the builder, by the same rule as spaCy's; heads have to skip it.
    let spaces: Vec<bool> = doc.tokens.iter().map(is_space).collect();
    let mut place = Vec::with_capacity(spaces.len());
    let mut count = 0;
    for space in &spaces {
        place.push(count);
        count += usize::from(!space);
    }
    let mut words = Words::default();
    for (index, record) in doc.tokens.iter().enumerate().filter(|(index, _)| !spaces[*index]) {
        words.words.push(word(doc, bytes, index, record, &spaces, &place)?);
    }
    let starts: Vec<usize> = words.words.iter().map(|word| word.start).collect();
    let ends: Vec<usize> = words.words.iter().map(|word| word.end).collect();
    words.sentences = sentence_starts(doc, bytes, &starts);
    for ent in &doc.ents {
        let (Some(start), Some(end)) = (bytes.get(ent.start), bytes.get(ent.end)) else {
            return Err((0, format!("the name at {}..{} lies outside the text", ent.start, ent.end)));
        };
        let (first, end) = (starts.partition_point(|at| at < start), ends.partition_point(|at| at <= end));
        let free = words.names.last().is_none_or(|last| last.1 <= first);
        if let Some(label) = name_label(&ent.label).filter(|_| first < end && free) {
            words.names.push((first, end, label));
        }
    }
    Ok(words)
}

fn word(
    doc: &Doc,
    bytes: &[usize],
    index: usize,
    record: &TokenRecord,
    spaces: &[bool],
    place: &[usize],
) -> Result<Word, Flaw> {
    let (Some(&start), Some(&end)) = (bytes.get(record.start), bytes.get(record.end)) else {
        return Err((index, "it lies outside the text".to_owned()));
    };
    let mut head = record.head;
    // White space hangs on words; a long chain of it is no grammar.
    for _ in 0..LONGEST_CHAIN {
        match spaces.get(head) {
            None => return Err((index, format!("there is no token {head} to be its head"))),
            Some(false) => break,
            Some(true) if doc.tokens[head].head == head => head = index,
            Some(true) => head = doc.tokens[head].head,
        }
    }
    if spaces[head] {
        head = index;
    }
    let form = doc.text.get(start..end).unwrap_or_default();
    let lemma = if record.lemma.is_empty() { form.to_owned() } else { record.lemma.clone() };
    let pos = Pos::from_text(&record.pos).unwrap_or(Pos::X);
    Ok(Word {
        start,
        end,
        norm: None,
        tag: Tag::from_text(&record.tag).unwrap_or(Tag::Xx),
        pos,
        morph: record.morph.clone(),
        lemma,
        dep: Dep::from_text(&record.dep).unwrap_or(Dep::Dep),
        head: place[head],
    })
}

/// Sentences as the file tells them; without them the text is one.
fn sentence_starts(doc: &Doc, bytes: &[usize], starts: &[usize]) -> Vec<usize> {
    let told = doc.sents.iter().filter_map(|sent| bytes.get(sent.start));
    let mut found: Vec<usize> = told.map(|start| starts.partition_point(|at| at < start)).collect();
    found.push(0);
    found.sort_unstable();
    found.dedup();
    found.retain(|start| *start < starts.len());
    found
}

fn about(rest: &serde_json::Map<String, serde_json::Value>) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    rest.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
}
