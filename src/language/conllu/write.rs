//! A parse as CoNLL-U, with everything that reading it back needs.

use super::spaces::escape;
use crate::language::labels::{Dep, Pos};
use crate::language::parse::Parse;
use crate::language::parsed::ParsedText;
use std::fmt::Write;

/// The text as one CoNLL-U document: [`ParsedText::about`] as comments (`id` in `# newdoc id =`), a block per sentence.
///
/// Columns are those of the format; relations are ClearNLP's, as the model gives them. The last column holds what stands
/// between words where it is not one space, and names as `ner=B-PERSON`. [`read_conllu`](super::read_conllu) gives the same
/// text, names and grammar of the words back; white space, which the format has no place for, hangs on the word before it.
///
/// ```
/// use sociogram::language::{ParsedText, read_conllu, write_conllu};
/// let text = "# newdoc id = note\n1\tAnna\tAnna\tPROPN\tNNP\t_\t2\tnsubj\t_\tner=B-PERSON\n2\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";
/// let (read, _) = read_conllu("note.conllu", text);
/// let again = write_conllu(&read[0]);
/// assert_eq!(read_conllu("again.conllu", &again).0, read);
/// ```
pub fn write_conllu(parsed: &ParsedText) -> String {
    let mut out = String::from("# newdoc");
    if let Some(id) = parsed.told("id") {
        let _ = write!(out, " id = {}", one_line(id));
    }
    out.push('\n');
    for (key, value) in parsed.about.iter().filter(|(key, _)| key != "id" && is_key(key)) {
        let _ = writeln!(out, "# {key} = {}", one_line(value));
    }
    let names = name_marks(&parsed.parse);
    let mut number = 0;
    for &(from, end) in &parsed.parse.sentences {
        let words: Vec<usize> = (from..end).filter(|token| is_word(&parsed.parse, *token)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
        number += 1;
        let (start, stop) = (parsed.parse.tokens[first].start, parsed.parse.tokens[last].end);
        let _ = writeln!(out, "# sent_id = {number}\n# text = {}", one_line(&parsed.text[start..stop]));
        let heads = heads(&parsed.parse, &words);
        for (index, &token) in words.iter().enumerate() {
            line(&mut out, parsed, token, index + 1, heads[index], names[token].as_deref());
        }
        out.push('\n');
    }
    out
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_word(parse: &Parse, token: usize) -> bool {
    parse.tokens[token].pos != Pos::Space
}

/// A text without line breaks, for a comment.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The heads of a sentence's words, counted from 1 in it, 0 for the one root. White space is climbed over; a second root
/// hangs on the first.
fn heads(parse: &Parse, words: &[usize]) -> Vec<usize> {
    let climbed: Vec<Option<usize>> = words.iter().map(|token| head(parse, words, *token)).collect();
    let root = climbed.iter().position(Option::is_none).unwrap_or(0);
    let number = |(index, head): (usize, &Option<usize>)| match head {
        Some(head) => head + 1,
        None if index == root => 0,
        None => root + 1,
    };
    climbed.iter().enumerate().map(number).collect()
}

/// Place of a word's head among the words; none for a root.
fn head(parse: &Parse, words: &[usize], token: usize) -> Option<usize> {
    let mut at = token;
    loop {
        let up = parse.tokens[at].head;
        if up == at {
            return None;
        }
        if let Ok(place) = words.binary_search(&up) {
            return Some(place);
        }
        at = up;
    }
}

fn line(out: &mut String, parsed: &ParsedText, token: usize, id: usize, head: usize, name: Option<&str>) {
    let word = &parsed.parse.tokens[token];
    let form = column(&parsed.text[word.start..word.end]);
    let (lemma, morph) = (column(&word.lemma), if word.morph.is_empty() { "_" } else { &word.morph });
    let relation = if head == 0 { Dep::Root } else { word.dep };
    let misc = misc(parsed, token, name);
    let _ = writeln!(
        out,
        "{id}\t{form}\t{lemma}\t{}\t{}\t{morph}\t{head}\t{relation}\t_\t{misc}",
        word.pos, word.tag
    );
}

/// A value without tabs and line breaks; `_` means none, so that an empty one is that.
fn column(text: &str) -> String {
    let text: String = text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect();
    if text.trim().is_empty() { "_".to_owned() } else { text }
}

fn misc(parsed: &ParsedText, token: usize, name: Option<&str>) -> String {
    let Parse { tokens, .. } = &parsed.parse;
    let mut misc = Vec::new();
    let is_first = tokens[..token].iter().all(|token| token.pos == Pos::Space);
    if is_first && tokens[token].start > 0 {
        misc.push(format!("SpacesBefore={}", escape(&parsed.text[..tokens[token].start])));
    }
    let next = tokens[token + 1..].iter().find(|token| token.pos != Pos::Space);
    let gap = &parsed.text[tokens[token].end..next.map_or(parsed.text.len(), |next| next.start)];
    match gap {
        "" if next.is_some() => misc.push("SpaceAfter=No".to_owned()),
        "" => {}
        " " if next.is_some() => {}
        gap => misc.push(format!("SpacesAfter={}", escape(gap))),
    }
    let word = &tokens[token];
    if word.norm != parsed.text[word.start..word.end].to_lowercase() {
        misc.push(format!("Norm={}", escape(&word.norm)));
    }
    misc.extend(name.map(|name| format!("ner={name}")));
    if misc.is_empty() { "_".to_owned() } else { misc.join("|") }
}

/// `B-PERSON` and `I-PERSON` for every token of a name.
fn name_marks(parse: &Parse) -> Vec<Option<String>> {
    let mut marks = vec![None; parse.tokens.len()];
    for name in &parse.names {
        let words = (name.start..name.end).filter(|token| is_word(parse, *token));
        for (index, token) in words.enumerate() {
            marks[token] = Some(format!("{}-{}", if index == 0 { 'B' } else { 'I' }, name.label));
        }
    }
    marks
}
