//! Grammar that another parser has written down, checked and put into our form.

use super::labels::{Dep, NameLabel, Pos, Tag};
use super::parse::{NameSpan, Parse, Token};

/// A text with the grammar that a file tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedText {
    /// Whatever the file tells about the text, as key and value in its order: `id`, `title`, `date` …
    pub about: Vec<(String, String)>,
    /// The text itself.
    pub text: String,
    /// Its grammar; offsets count bytes of `text`.
    pub parse: Parse,
}

impl ParsedText {
    /// The first value told under a key.
    pub fn told(&self, key: &str) -> Option<&str> {
        self.about.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

/// A word as a file tells it, white space aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Normal form; none if it is the word in lower case.
    pub(super) norm: Option<String>,
    pub(super) tag: Tag,
    pub(super) pos: Pos,
    pub(super) morph: String,
    pub(super) lemma: String,
    pub(super) dep: Dep,
    /// Index of the head among all words; the word's own for a root.
    pub(super) head: usize,
}

/// All words of a text in order, with its sentences and names as ranges of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    /// Index of the first word of every sentence, ascending.
    pub(super) sentences: Vec<usize>,
    /// `(first, one past last, label)`, in order, not overlapping.
    pub(super) names: Vec<(usize, usize, NameLabel)>,
}

/// What is wrong with a word: its index and why.
pub(super) type Flaw = (usize, String);

impl Words {
    /// The words with the white space between them as tokens of their own, as our tokenizer makes them: one plain space
    /// belongs to the word before it, whatever else stands between two words is one token.
    ///
    /// # Errors
    /// A word outside the text or before its predecessor, a head outside the sentence, a circle of heads.
    pub(super) fn into_parse(self, text: &str) -> Result<Parse, Flaw> {
        self.check(text)?;
        let mut parse = Parse::default();
        let mut place = Vec::with_capacity(self.words.len());
        let mut starts = self.sentences.iter().copied().filter(|start| *start > 0).peekable();
        let mut at = 0;
        for (index, word) in self.words.iter().enumerate() {
            add_gap(&mut parse, text, at, word.start);
            if starts.next_if_eq(&index).is_some() {
                close_sentence(&mut parse);
            }
            place.push(parse.tokens.len());
            parse.tokens.push(token(word, text));
            at = word.end;
        }
        add_gap(&mut parse, text, at, text.len());
        close_sentence(&mut parse);
        for (index, word) in self.words.iter().enumerate() {
            parse.tokens[place[index]].head = place[word.head];
        }
        let span = |&(first, end, label): &(usize, usize, NameLabel)| NameSpan {
            start: place[first],
            end: place[end - 1] + 1,
            label,
        };
        parse.names = self.names.iter().map(span).collect();
        Ok(parse)
    }

    fn check(&self, text: &str) -> Result<(), Flaw> {
        let mut at = 0;
        for (index, word) in self.words.iter().enumerate() {
            if word.start < at || word.start >= word.end || text.get(word.start..word.end).is_none() {
                return Err((
                    index,
                    "the word lies outside the text or overlaps the one before it".to_owned(),
                ));
            }
            at = word.end;
        }
        let mut from = 0;
        for end in self.sentences.iter().skip(1).copied().chain([self.words.len()]) {
            self.check_tree(from, end)?;
            from = end;
        }
        Ok(())
    }

    /// Every head lies in the sentence, and from every word the heads lead to a root.
    fn check_tree(&self, from: usize, end: usize) -> Result<(), Flaw> {
        let mut rooted = vec![false; end - from];
        for index in from..end {
            let (mut at, mut steps) = (index, 0);
            while !rooted[at - from] {
                let head = self.words[at].head;
                if !(from..end).contains(&head) {
                    return Err((at, "its head lies in another sentence".to_owned()));
                }
                if head == at {
                    break;
                }
                steps += 1;
                if steps > end - from {
                    return Err((index, "its heads go round in a circle".to_owned()));
                }
                at = head;
            }
            self.mark_rooted(index, from, &mut rooted);
        }
        Ok(())
    }

    fn mark_rooted(&self, mut at: usize, from: usize, rooted: &mut [bool]) {
        while !std::mem::replace(&mut rooted[at - from], true) {
            at = self.words[at].head;
        }
    }
}

fn token(word: &Word, text: &str) -> Token {
    let form = &text[word.start..word.end];
    Token {
        start: word.start,
        end: word.end,
        space: false,
        norm: word.norm.clone().unwrap_or_else(|| form.to_lowercase()),
        tag: word.tag,
        pos: word.pos,
        morph: word.morph.clone(),
        lemma: word.lemma.clone(),
        dep: word.dep,
        head: 0,
    }
}

/// What stands between two words: nothing, a space of the word before, or a token.
fn add_gap(parse: &mut Parse, text: &str, mut start: usize, end: usize) {
    if let Some(before) = parse.tokens.last_mut()
        && text[start..end].starts_with(' ')
    {
        before.space = true;
        start += 1;
    }
    if start == end {
        return;
    }
    // White space hangs on the word before it; before the first word of all, on that word.
    let head = if parse.tokens.is_empty() { 1 } else { parse.tokens.len() - 1 };
    let gap = &text[start..end];
    parse.tokens.push(Token {
        start,
        end,
        space: false,
        norm: gap.to_owned(),
        tag: Tag::Space,
        pos: Pos::Space,
        morph: String::new(),
        lemma: gap.to_owned(),
        dep: Dep::Dep,
        head,
    });
}

fn close_sentence(parse: &mut Parse) {
    let from = parse.sentences.last().map_or(0, |sentence| sentence.1);
    if from < parse.tokens.len() {
        parse.sentences.push((from, parse.tokens.len()));
    }
}

/// The label that another program's name for a kind of name means; CoNLL's four are known, too.
pub(super) fn name_label(text: &str) -> Option<NameLabel> {
    match text.to_ascii_uppercase().as_str() {
        "PER" | "PERS" => Some(NameLabel::Person),
        "WORK" => Some(NameLabel::WorkOfArt),
        label => NameLabel::from_text(label),
    }
}
