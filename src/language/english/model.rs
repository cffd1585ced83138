//! The English model: its parts, and the worker that runs them in order.

use super::arcs::{self, Arcs};
use super::asset::{Asset, Label, Reader};
use super::kernel::{Detected, HIDDEN, Kernel, PIECES, WIDTH};
use super::layers::{Dense, Encoder, EncoderCache, Scorer};
use super::lemmatizer::Lemmatizer;
use super::lexicon::{Lexeme, Vocabulary};
use super::names;
use super::ruler::{Ruler, Seen};
use super::tokenizer::{Lexicon, Piece, Tokenizer};
use super::tree;
use crate::language::blocks::blocks;
use crate::language::{NameSpan, Parse, Token};
use crate::language::{Pos, Tag};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Tags padded to whole panels of columns.
const TAG_COLUMNS: usize = 64;
/// A worker forgets its word forms from this number or this many bytes on, so that its memory stays bounded.
const LEXICON_FORMS: usize = 32_768;
const LEXICON_BYTES: usize = 4 << 20;

/// The small English model of spaCy (`en_core_web_sm` 3.8.0), run by our own code.
///
/// Tokens, tags, heads, labels, lemmas and names are those of the original with its weights rounded to half
/// precision; golden tests hold it to that. Loading takes a few milliseconds and about 20 MB; the weights are part
/// of the program.
///
/// ```
/// use sociogram::language::{Dep, English, NameLabel};
///
/// let parse = English::shared().parse("Anna Keller met Tomas Novak in Oslo on Monday.");
/// let met = &parse.tokens[2];
/// assert_eq!((met.lemma.as_str(), met.dep), ("meet", Dep::Root));
/// assert_eq!((parse.tokens[1].dep, parse.tokens[1].head), (Dep::Nsubj, 2));
/// assert_eq!((parse.names[0].start, parse.names[0].end, parse.names[0].label), (0, 2, NameLabel::Person));
/// ```
pub struct English {
    kernel: Detected,
    tags: Vec<Tag>,
    shared: Encoder<6>,
    tagger: Dense,
    arcs: Scorer<{ arcs::FEATURES }, { arcs::COLUMNS }>,
    arc_moves: arcs::Moves,
    names_encoder: Encoder<4>,
    names: Scorer<{ names::FEATURES }, { names::COLUMNS }>,
    name_moves: names::Moves,
    vocabulary: Vocabulary,
    tokenizer: Tokenizer,
    lemmatizer: Lemmatizer,
    ruler: Ruler,
}

impl std::fmt::Debug for English {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("English").field("kernel", &self.kernel).finish_non_exhaustive()
    }
}

/// The model that all threads share.
static SHARED: OnceLock<English> = OnceLock::new();

impl English {
    /// The model, loaded on first use and shared by all threads.
    pub fn shared() -> &'static English {
        SHARED.get_or_init(|| {
            English::with_kernel(Kernel::best()).expect("the best kernel is an available one")
        })
    }

    /// Loads the shared model with the numeric loops of one's choice, for comparisons of speed; `None` if this processor
    /// cannot run them, or if the model was loaded before with others.
    ///
    /// ```
    /// use sociogram::language::{English, Kernel};
    ///
    /// let english = English::shared_with(Kernel::Portable).expect("the first call, and loops for every processor");
    /// assert!(std::ptr::eq(english, English::shared()));
    /// ```
    pub fn shared_with(kernel: Kernel) -> Option<&'static English> {
        let detected = Detected::new(kernel)?;
        let english = SHARED.get_or_init(|| English::load(detected));
        (english.kernel == detected).then_some(english)
    }

    /// A model of one's own with the numeric loops of one's choice, for tests and comparisons; `None` if this
    /// processor cannot run them.
    pub fn with_kernel(kernel: Kernel) -> Option<English> {
        Some(English::load(Detected::new(kernel)?))
    }

    fn load(kernel: Detected) -> English {
        let Asset { mut weights, tables } = Asset::open();
        let reader = &mut Reader(&tables);
        let tags = reader.texts().into_iter().map(Tag::named).collect();
        let (arc_moves, name_moves) = (arcs::Moves::read(reader), names::Moves::read(reader));
        let symbols = Vocabulary::read_symbols(reader);
        // Fields are read in the order they are written here, which is the order of the asset.
        let english = English {
            kernel,
            tags,
            shared: Encoder::read(&mut weights),
            tagger: Dense::read(&mut weights, WIDTH, TAG_COLUMNS),
            arcs: Scorer::read(&mut weights),
            arc_moves,
            names_encoder: Encoder::read(&mut weights),
            names: Scorer::read(&mut weights),
            name_moves,
            tokenizer: Tokenizer::read(reader),
            vocabulary: Vocabulary::read(reader, symbols),
            lemmatizer: Lemmatizer::read(reader),
            ruler: Ruler::read(reader),
        };
        assert!(weights.is_empty() && reader.0.is_empty(), "the asset holds what the engine reads");
        english
    }

    #[cfg(test)]
    pub(super) fn classes(&self) -> &super::chars::Classes {
        &self.tokenizer.classes
    }

    /// Parses one text with a [`Parser`] of its own; for many texts keep a parser.
    pub fn parse(&self, text: &str) -> Parse {
        Parser::new(self).parse(text)
    }
}

/// Parses texts one after another and remembers word forms, so that later texts take less time.
///
/// What it remembers never changes a result. Make one per thread; it takes up to about 100 MB.
///
/// ```
/// use sociogram::language::{English, Parser};
///
/// let mut parser = Parser::new(English::shared());
/// let parse = parser.parse("They don't talk. She left.");
/// assert_eq!(parse.sentences, [(0, 5), (5, 8)]);
/// assert_eq!(parse.tokens[2].norm, "not");
/// ```
pub struct Parser<'m> {
    english: &'m English,
    lexicon: Lexicon,
    shared: EncoderCache,
    names: EncoderCache,
    lemmas: HashMap<(u32, Pos, &'m str), Box<str>>,
    arc_parts: Vec<[f32; PIECES * HIDDEN]>,
    name_parts: Vec<[f32; PIECES * HIDDEN]>,
    whole_lines: bool,
}

impl std::fmt::Debug for Parser<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parser").finish_non_exhaustive()
    }
}

impl<'m> Parser<'m> {
    /// A parser that has seen nothing yet.
    pub fn new(english: &'m English) -> Self {
        Parser {
            english,
            lexicon: Lexicon::default(),
            shared: EncoderCache::default(),
            names: EncoderCache::default(),
            lemmas: HashMap::new(),
            arc_parts: Vec::new(),
            name_parts: Vec::new(),
            whole_lines: false,
        }
    }

    /// Begins no sentence at a word that nothing but a space parts from the word before. The original now and then cuts
    /// one in the middle of a name, and then finds neither the name nor the subject.
    ///
    /// ```
    /// use sociogram::language::{English, Parser};
    /// let text = "\"I looked at it for a minute and then I rang Wanjiru,\" Nasseri said.";
    /// let original = Parser::new(English::shared()).parse(text);
    /// assert_eq!(original.sentences.len(), 2); // the second begins with "and"
    /// let whole = Parser::new(English::shared()).with_whole_lines().parse(text);
    /// assert_eq!(whole.sentences.len(), 1);
    /// ```
    #[must_use]
    pub fn with_whole_lines(self) -> Self {
        Parser { whole_lines: true, ..self }
    }

    /// Parses `text`, block by block as [`blocks`] cuts it; offsets count bytes of `text`.
    ///
    /// The result takes some hundred bytes per token. To keep memory bounded on texts of any length, parse each
    /// block on its own.
    pub fn parse(&mut self, text: &str) -> Parse {
        let mut whole = Parse::default();
        for block in blocks(text) {
            let start = block.start;
            append(&mut whole, self.parse_block(&text[block]), start);
        }
        whole
    }

    /// Runs all parts of the model over a text of bounded length.
    fn parse_block(&mut self, text: &str) -> Parse {
        self.forget_if_full();
        let english = self.english;
        let pieces = english.tokenizer.run(&english.vocabulary, text, &mut self.lexicon);
        if pieces.is_empty() {
            return Parse::default();
        }
        let (tags, arcs) = self.tags_and_arcs(&pieces);
        let starts = tree::sentence_starts(&arcs.heads);
        let names = self.names(&pieces, &starts);
        let sentences =
            starts.iter().copied().zip(starts.iter().skip(1).copied().chain([pieces.len()])).collect();
        Parse { tokens: self.tokens(&pieces, &tags, &arcs), sentences, names }
    }

    fn forget_if_full(&mut self) {
        let (forms, bytes) = self.lexicon.size();
        if forms > LEXICON_FORMS || bytes > LEXICON_BYTES {
            self.lexicon = Lexicon::default();
            self.shared.clear();
            self.names.clear();
            self.lemmas.clear();
        }
    }

    fn tags_and_arcs(&mut self, pieces: &[Piece]) -> (Vec<Tag>, Arcs) {
        let Parser { english, lexicon, shared, arc_parts: parts, .. } = self;
        let lexeme = |token: usize| &lexicon.lexemes[pieces[token].lexeme as usize];
        let keys: Vec<usize> = pieces.iter().map(|p| p.lexeme as usize * 2 + usize::from(p.space)).collect();
        let features = |token: usize| lexeme(token).features_in_text(pieces[token].space);
        let rows = english.shared.encode(english.kernel, &keys, features, shared);
        let tags = english.tags(rows);
        english.arcs.prepare(english.kernel, rows, parts);
        let inside = match self.whole_lines {
            true => inside_sentences(pieces, |token| &lexeme(token).text),
            false => vec![false; pieces.len()],
        };
        let mut arcs = arcs::parse(&english.arc_moves, &english.arcs, english.kernel, parts, &inside);
        tree::lower_lifted_arcs(&mut arcs, |token| lexeme(token).is_space);
        (tags, arcs)
    }

    fn names(&mut self, pieces: &[Piece], sentence_starts: &[usize]) -> Vec<NameSpan> {
        let Parser { english, lexicon, names: cache, name_parts: parts, .. } = self;
        let lexeme = |token: usize| &lexicon.lexemes[pieces[token].lexeme as usize];
        let keys: Vec<usize> = pieces.iter().map(|piece| piece.lexeme as usize).collect();
        let features = |token: usize| lexeme(token).features();
        let rows = english.names_encoder.encode(english.kernel, &keys, features, cache);
        english.names.prepare(english.kernel, rows, parts);
        let mut starts = vec![false; pieces.len()];
        sentence_starts.iter().for_each(|&start| starts[start] = true);
        let is_space = |token: usize| lexeme(token).is_space;
        names::find(&english.name_moves, &english.names, english.kernel, parts, &starts, is_space)
    }

    fn tokens(&mut self, pieces: &[Piece], tags: &[Tag], arcs: &Arcs) -> Vec<Token> {
        let Parser { english, lexicon, lemmas, .. } = self;
        let english: &'m English = english;
        let lexeme = |token: usize| &lexicon.lexemes[pieces[token].lexeme as usize];
        let seen = |token: usize| {
            let Lexeme { lower, is_space, .. } = lexeme(token);
            Seen { tag: tags[token], dep: arcs.labels[token].dep, lower, is_space: *is_space }
        };
        let mut tokens = Vec::with_capacity(pieces.len());
        for (token, piece) in pieces.iter().enumerate() {
            let ruled = english.ruler.rule(token, pieces.len(), seen);
            let lemma = match ruled.lemma {
                Some(lemma) => lemma.into(),
                None => {
                    let Lexeme { text, lower, .. } = lexeme(token);
                    let classes = &english.tokenizer.classes;
                    let new =
                        || english.lemmatizer.lemma(classes, text, lower, ruled.pos, ruled.morph).into();
                    lemmas.entry((piece.lexeme, ruled.pos, ruled.morph)).or_insert_with(new).to_string()
                }
            };
            tokens.push(Token {
                start: piece.start,
                end: piece.end,
                space: piece.space,
                norm: lexeme(token).norm.to_string(),
                tag: ruled.tag,
                pos: ruled.pos,
                morph: ruled.morph.into(),
                lemma,
                dep: ruled.dep,
                head: arcs.heads[token],
            });
        }
        tokens
    }
}

impl English {
    /// The tag with the highest score for each row, the first of equals.
    fn tags(&self, rows: &[[f32; WIDTH]]) -> Vec<Tag> {
        let mut scores = vec![[0.0; TAG_COLUMNS]; rows.len()];
        self.tagger.apply(self.kernel, rows.as_flattened(), scores.as_flattened_mut());
        let best = |scores: &[f32; TAG_COLUMNS]| {
            let mut best = 0;
            for candidate in 1..self.tags.len() {
                if scores[candidate] > scores[best] {
                    best = candidate;
                }
            }
            self.tags[best]
        };
        scores.iter().map(best).collect()
    }
}

/// Puts the parse of a later block, which starts at byte `offset`, behind `whole`.
fn append(whole: &mut Parse, block: Parse, offset: usize) {
    let first = whole.tokens.len();
    whole.tokens.extend(block.tokens.into_iter().map(|token| Token {
        start: token.start + offset,
        end: token.end + offset,
        head: token.head + first,
        ..token
    }));
    whole.sentences.extend(block.sentences.into_iter().map(|(start, end)| (start + first, end + first)));
    whole.names.extend(block.names.into_iter().map(|name| NameSpan {
        start: name.start + first,
        end: name.end + first,
        ..name
    }));
}

/// For each token whether no sentence can begin with it: two words with nothing but a space between are of one sentence.
/// The model, left alone, now and then begins one in the middle of a name.
fn inside_sentences<'t>(pieces: &[Piece], text: impl Fn(usize) -> &'t str) -> Vec<bool> {
    let joins = |token: usize| {
        let before = text(token - 1).chars().next_back().is_some_and(char::is_alphanumeric);
        before && text(token).starts_with(char::is_alphanumeric)
    };
    (0..pieces.len()).map(|token| token > 0 && joins(token)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::BLOCK_TOKENS;

    #[test]
    fn ids_are_those_of_the_original() {
        let vocabulary = &English::shared().vocabulary;
        assert_eq!(vocabulary.id("'s"), 16428057658620181782);
        assert_eq!(["", "punct", "mark", "X"].map(|text| vocabulary.id(text)), [0, 445, 423, 101]);
    }

    #[test]
    fn lemmas_follow_rules_list_and_exceptions() {
        let english = English::shared();
        let lemma = |text: &str, pos, morph| {
            english.lemmatizer.lemma(&english.tokenizer.classes, text, &text.to_lowercase(), pos, morph)
        };
        assert_eq!(lemma("Parties", Pos::Noun, "Number=Plur"), "party");
        assert_eq!(lemma("said", Pos::Verb, "Tense=Past|VerbForm=Fin"), "say");
        assert_eq!(lemma("zorbed", Pos::Verb, "Tense=Past"), "zorbe");
        assert_eq!(lemma("worst", Pos::Adj, "Degree=Sup"), "bad");
        assert_eq!(lemma("Keller", Pos::Propn, "Number=Sing"), "Keller");
        assert_eq!(lemma("Oslo", Pos::Pron, ""), "oslo");
        assert_eq!(lemma("“", Pos::Punct, ""), "\"");
    }

    #[test]
    fn a_full_lexicon_is_forgotten_without_a_trace() {
        let mut parser = Parser::new(English::shared());
        let before = parser.parse("Keller met Novak.");
        for first in 0..40 {
            let words: Vec<String> = (0..1_000).map(|word| format!("w{first}x{word}")).collect();
            parser.parse(&words.join(" "));
        }
        assert!(parser.lexicon.size().0 < LEXICON_FORMS + BLOCK_TOKENS);
        assert_eq!(parser.parse("Keller met Novak."), before);
    }
}
