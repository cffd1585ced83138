//! Quotations found by their marks alone, paragraph by paragraph, so that an unbalanced mark harms one paragraph at most.

use super::page::{Page, Tok};
use std::ops::Range;

/// One stretch between quotation marks, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Tokens, both marks included (the closing one only if there is one).
    pub(crate) toks: Range<Tok>,
    /// Whether the closing mark is there.
    pub(crate) closed: bool,
    /// Number of the quote that this one continues from the paragraph before.
    pub(crate) continues: Option<usize>,
}

/// All quotations of a page, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quotes {
    /// In text order, not overlapping.
    pub(crate) all: Vec<Quote>,
    of: Vec<Option<usize>>,
}

/// What a token does as a quotation mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// A straight mark: opens or closes by its neighbours.
    Straight,
}

fn mark(word: &str) -> Option<Mark> {
    match word {
        "“" | "„" | "«" | "``" | "‟" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        "\"" | "''" | "＂" => Some(Mark::Straight),
        _ => None,
    }
}

impl Quotes {
    pub(crate) fn find(page: &Page<'_>) -> Self {
        let mut quotes = Self { all: Vec::new(), of: vec![None; page.len()] };
        let mut unclosed = None;
        for paragraph in page.paragraphs() {
            unclosed = quotes.read_paragraph(page, paragraph.clone(), unclosed);
        }
        for (number, quote) in quotes.all.iter().enumerate() {
            for tok in quote.toks.clone() {
                quotes.of[tok] = Some(number);
            }
        }
        quotes
    }

    /// Number of the quote that holds a token, its marks included.
    pub(crate) fn of(&self, tok: Tok) -> Option<usize> {
        self.of.get(tok).copied().flatten()
    }

    /// Reads one paragraph; gives back the quote left open at its end.
    fn read_paragraph(&mut self, page: &Page<'_>, range: Range<Tok>, before: Option<usize>) -> Option<usize> {
        let mut open: Option<Tok> = None;
        let first = self.all.len();
        let mut continues = before.filter(|_| opens_with_mark(page, range.clone()));
        for tok in range.clone() {
            let Some(mark) = mark(page.word(tok)) else { continue };
            match (open, side(page, tok, mark, &range)) {
                (None, Mark::Close) => {}
                (None, _) => open = Some(tok),
                (Some(start), Mark::Open) if mark == Mark::Straight => {
                    self.push(start..tok, false, continues.take());
                    open = Some(tok);
                }
                (Some(_), Mark::Open) => {}
                (Some(start), _) => {
                    self.push(start..tok + 1, true, continues.take());
                    open = None;
                }
            }
        }
        let start = open?;
        self.push(start..range.end, false, continues);
        (self.all.len() > first).then(|| self.all.len() - 1)
    }

    fn push(&mut self, toks: Range<Tok>, closed: bool, continues: Option<usize>) {
        self.all.push(Quote { toks, closed, continues });
    }
}

fn opens_with_mark(page: &Page<'_>, range: Range<Tok>) -> bool {
    range.into_iter().find(|&tok| !page.is_space(tok)).is_some_and(|tok| mark(page.word(tok)).is_some())
}

/// A straight mark opens after a gap or bracket and before a word, closes after a word, and toggles when unclear.
fn side(page: &Page<'_>, tok: Tok, mark: Mark, paragraph: &Range<Tok>) -> Mark {
    if mark != Mark::Straight {
        return mark;
    }
    let text = page.text.as_bytes();
    let token = page.token(tok);
    let gap_before =
        tok == paragraph.start || matches!(text[token.start - 1], b' ' | b'\n' | b'\t' | b'(' | b'[');
    let gap_after = text.get(token.end).is_none_or(|&byte| {
        byte.is_ascii_whitespace() || matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']')
    });
    match (gap_before, gap_after) {
        (true, false) => Mark::Open,
        (false, true) => Mark::Close,
        _ => Mark::Straight,
    }
}
