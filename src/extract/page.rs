//! One parsed text as the rules see it: tree walks, sentences, paragraphs, byte spans.

use super::quotes::Quotes;
use crate::language::{Dep, NameSpan, Parse, Pos, Tag, Token};
use crate::model::TextSpan;
use std::ops::Range;

/// Index of a token.
pub(crate) type Tok = usize;

/// A text with its parse, indexed for walking the trees in both directions.
pub(crate) struct Page<'a> {
    /// The document's text.
    pub(crate) text: &'a str,
    /// Its grammar.
    pub(crate) parse: &'a Parse,
    /// Names of the model, dates apart from the names they end.
    pub(crate) names: Vec<NameSpan>,
    /// Lower-case form of every token.
    lower: Vec<String>,
    /// Children of token `i`, in text order: `kids[kid_start[i]..kid_start[i + 1]]`.
    kids: Vec<Tok>,
    kid_start: Vec<usize>,
    /// Head of every token; a head in another paragraph is cut.
    heads: Vec<Tok>,
    /// Tokens that a cut arc leaves as subjects of verbs of their own paragraph.
    subjects: Vec<Tok>,
    sentence_of: Vec<usize>,
    sentences: Vec<Range<Tok>>,
    paragraph_of: Vec<usize>,
    paragraphs: Vec<Range<Tok>>,
    /// Quotations by quotation marks.
    pub(crate) quotes: Quotes,
}

impl<'a> Page<'a> {
    pub(crate) fn new(text: &'a str, parse: &'a Parse) -> Self {
        let lower: Vec<String> =
            parse.tokens.iter().map(|token| text[token.start..token.end].to_lowercase()).collect();
        let (paragraph_of, paragraphs) = paragraphs(text, &parse.tokens);
        let mut heads = cut_heads(&parse.tokens, &paragraph_of);
        let subjects = cut_off_subjects(&parse.tokens, &paragraph_of, &mut heads);
        let (kids, kid_start) = children(&heads);
        let (sentence_of, sentences) = sentences(parse, &paragraph_of);
        let mut page = Self {
            text,
            parse,
            names: super::names::parted(text, parse),
            lower,
            kids,
            kid_start,
            heads,
            subjects,
            sentence_of,
            sentences,
            paragraph_of,
            paragraphs,
            quotes: Quotes::default(),
        };
        page.quotes = Quotes::find(&page);
        page
    }

    pub(crate) fn len(&self) -> usize {
        self.parse.tokens.len()
    }

    pub(crate) fn token(&self, tok: Tok) -> &'a Token {
        &self.parse.tokens[tok]
    }

    /// The words of a token as written.
    pub(crate) fn word(&self, tok: Tok) -> &'a str {
        let token = self.token(tok);
        &self.text[token.start..token.end]
    }

    pub(crate) fn lower(&self, tok: Tok) -> &str {
        &self.lower[tok]
    }

    pub(crate) fn lemma(&self, tok: Tok) -> &'a str {
        &self.token(tok).lemma
    }

    pub(crate) fn dep(&self, tok: Tok) -> Dep {
        if self.subjects.contains(&tok) { Dep::Nsubj } else { self.token(tok).dep }
    }

    pub(crate) fn tag(&self, tok: Tok) -> Tag {
        self.token(tok).tag
    }

    pub(crate) fn pos(&self, tok: Tok) -> Pos {
        self.token(tok).pos
    }

    pub(crate) fn head(&self, tok: Tok) -> Tok {
        self.heads[tok]
    }

    pub(crate) fn is_root(&self, tok: Tok) -> bool {
        self.heads[tok] == tok
    }

    /// Direct dependents in text order.
    pub(crate) fn kids(&self, tok: Tok) -> &[Tok] {
        &self.kids[self.kid_start[tok]..self.kid_start[tok + 1]]
    }

    /// Direct dependents with this label.
    pub(crate) fn kids_by(&self, tok: Tok, dep: Dep) -> impl Iterator<Item = Tok> {
        self.kids(tok).iter().copied().filter(move |&kid| self.dep(kid) == dep)
    }

    /// The first direct dependent with one of these labels.
    pub(crate) fn kid(&self, tok: Tok, deps: &[Dep]) -> Option<Tok> {
        self.kids(tok).iter().copied().find(|&kid| deps.contains(&self.dep(kid)))
    }

    /// All tokens below and with `tok`, in text order.
    pub(crate) fn subtree(&self, tok: Tok) -> Vec<Tok> {
        let mut all = vec![tok];
        let mut next = 0;
        while next < all.len() {
            all.extend_from_slice(self.kids(all[next]));
            next += 1;
        }
        all.sort_unstable();
        all
    }

    /// First token of the subtree.
    pub(crate) fn left_edge(&self, tok: Tok) -> Tok {
        self.subtree(tok)[0]
    }

    /// Governors from the direct head up to the root.
    pub(crate) fn ancestors(&self, tok: Tok) -> impl Iterator<Item = Tok> {
        std::iter::successors(Some(tok), move |&t| if self.is_root(t) { None } else { Some(self.head(t)) })
            .skip(1)
    }

    /// Whether `below` hangs under `above` (or is it).
    pub(crate) fn is_under(&self, below: Tok, above: Tok) -> bool {
        below == above || self.ancestors(below).any(|t| t == above)
    }

    pub(crate) fn sentence_of(&self, tok: Tok) -> usize {
        self.sentence_of[tok]
    }

    /// Token range of a sentence.
    pub(crate) fn sentence(&self, sentence: usize) -> Range<Tok> {
        self.sentences[sentence].clone()
    }

    pub(crate) fn paragraph_of(&self, tok: Tok) -> usize {
        self.paragraph_of[tok]
    }

    pub(crate) fn paragraphs(&self) -> &[Range<Tok>] {
        &self.paragraphs
    }

    /// Bytes of the sentence that holds `tok`, white space trimmed.
    pub(crate) fn sentence_bytes(&self, tok: Tok) -> Range<usize> {
        self.bytes(self.sentence(self.sentence_of(tok)))
    }

    /// Bytes of a token range, white space at both ends trimmed.
    pub(crate) fn bytes(&self, range: Range<Tok>) -> Range<usize> {
        let mut range = range;
        while range.start < range.end && self.is_space(range.start) {
            range.start += 1;
        }
        while range.end > range.start && self.is_space(range.end - 1) {
            range.end -= 1;
        }
        if range.is_empty() {
            let at = self.parse.tokens.get(range.start).map_or(self.text.len(), |token| token.start);
            return at..at;
        }
        self.token(range.start).start..self.token(range.end - 1).end
    }

    /// Text span of a token range.
    pub(crate) fn span(&self, range: Range<Tok>) -> TextSpan {
        let bytes = self.bytes(range);
        TextSpan::of(self.text, bytes.start, bytes.end)
    }

    pub(crate) fn is_space(&self, tok: Tok) -> bool {
        self.tag(tok) == Tag::Space
    }

    pub(crate) fn is_verb(&self, tok: Tok) -> bool {
        matches!(self.pos(tok), Pos::Verb | Pos::Aux)
    }

    /// Whether the word begins with a capital letter.
    pub(crate) fn is_capitalised(&self, tok: Tok) -> bool {
        self.word(tok).chars().next().is_some_and(char::is_uppercase)
    }

    pub(crate) fn is_proper(&self, tok: Tok) -> bool {
        matches!(self.tag(tok), Tag::Nnp | Tag::Nnps)
    }

    /// The element itself and everything coordinated with it, in text order.
    pub(crate) fn conjuncts(&self, tok: Tok) -> Vec<Tok> {
        let mut all = vec![tok];
        let mut next = 0;
        while next < all.len() {
            all.extend(self.kids_by(all[next], Dep::Conj));
            next += 1;
        }
        all
    }
}

/// Token ranges between blank lines; between any line ends if the text has no blank line.
fn paragraphs(text: &str, tokens: &[Token]) -> (Vec<usize>, Vec<Range<Tok>>) {
    let blank_lines = has_blank_line(text);
    let mut of = Vec::with_capacity(tokens.len());
    let mut ranges = Vec::new();
    let mut start = 0;
    for (tok, token) in tokens.iter().enumerate() {
        of.push(ranges.len());
        let word = &text[token.start..token.end];
        let breaks = word.bytes().filter(|&b| b == b'\n').count();
        if breaks > usize::from(blank_lines) && word.trim().is_empty() {
            ranges.push(start..tok + 1);
            start = tok + 1;
        }
    }
    if start < tokens.len() {
        ranges.push(start..tokens.len());
    }
    (of, ranges)
}

fn has_blank_line(text: &str) -> bool {
    let mut after_break = false;
    for byte in text.trim().bytes() {
        match byte {
            b'\n' if after_break => return true,
            b'\n' => after_break = true,
            b' ' | b'\t' | b'\r' => {}
            _ => after_break = false,
        }
    }
    false
}

/// Heads, with arcs that cross a paragraph end made roots: a headline does not govern the lead.
fn cut_heads(tokens: &[Token], paragraph_of: &[usize]) -> Vec<Tok> {
    let cut = |(tok, token): (Tok, &Token)| {
        if paragraph_of[tok] == paragraph_of[token.head] { token.head } else { tok }
    };
    tokens.iter().enumerate().map(cut).collect()
}

/// "Thursday, May 7 ⏎ Ruiz, the envoy, said": where the parse takes a date line for the subject and the name below for its
/// apposition, the name becomes the subject.
fn cut_off_subjects(tokens: &[Token], paragraph_of: &[usize], heads: &mut [Tok]) -> Vec<Tok> {
    let mut found = Vec::new();
    for (subject, token) in tokens.iter().enumerate() {
        let verb = token.head;
        if token.dep != Dep::Nsubj || paragraph_of[subject] == paragraph_of[verb] || verb < subject {
            continue;
        }
        let orphan = |&tok: &Tok| {
            let nominal = matches!(tokens[tok].pos, Pos::Propn | Pos::Noun | Pos::Pron);
            let above = tokens[tok].head;
            nominal
                && paragraph_of[tok] == paragraph_of[verb]
                && paragraph_of[above] != paragraph_of[tok]
                && (above == subject || tokens[above].head == subject)
        };
        let Some(name) = (subject + 1..verb).find(orphan) else { continue };
        if !is_below(verb, name, heads) {
            heads[name] = verb;
            found.push(name);
        }
    }
    found
}

/// Whether one token hangs on another, directly or not: then the other cannot hang on it as well.
fn is_below(tok: Tok, above: Tok, heads: &[Tok]) -> bool {
    let mut at = tok;
    while at != above && heads[at] != at {
        at = heads[at];
    }
    at == above
}

fn children(heads: &[Tok]) -> (Vec<Tok>, Vec<usize>) {
    let mut start = vec![0; heads.len() + 1];
    for (tok, &head) in heads.iter().enumerate() {
        if head != tok {
            start[head + 1] += 1;
        }
    }
    for tok in 0..heads.len() {
        start[tok + 1] += start[tok];
    }
    let mut fill = start.clone();
    let mut kids = vec![0; start[heads.len()]];
    for (tok, &head) in heads.iter().enumerate() {
        if head != tok {
            kids[fill[head]] = tok;
            fill[head] += 1;
        }
    }
    (kids, start)
}

/// Sentences of the parse, cut at paragraph ends.
fn sentences(parse: &Parse, paragraph_of: &[usize]) -> (Vec<usize>, Vec<Range<Tok>>) {
    let mut of = vec![0; parse.tokens.len()];
    let mut ranges = Vec::with_capacity(parse.sentences.len());
    for &(first, end) in &parse.sentences {
        let mut start = first;
        for tok in first..end {
            if paragraph_of[tok] != paragraph_of[start] {
                ranges.push(start..tok);
                start = tok;
            }
            of[tok] = ranges.len();
        }
        if start < end {
            ranges.push(start..end);
        }
    }
    (of, ranges)
}
