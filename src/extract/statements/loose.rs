//! Quotations that no cue of the grammar owns: the words beside their marks may still name the speaker.

use super::super::lexicon::speech_verb;
use super::super::page::{Page, Tok};
use super::super::references::{Party, References};
use super::{Said, trimmed};
use crate::language::Dep;
use crate::model::{Quotation, StatementKind};
use std::ops::Range;

/// Words in quotation marks from which on a quotation counts without a cue.
const CLAUSE: usize = 8;

/// Statements made of the quotations that nobody has taken, in text order.
pub(super) fn find(
    page: &Page<'_>,
    references: &References<'_>,
    owner: &[Option<usize>],
    said: &[Said],
) -> Vec<Said> {
    let free = page.quotes.all.iter().zip(owner).filter(|(_, owner)| owner.is_none());
    let long = free
        .filter(|(quote, _)| quote.toks.len() >= CLAUSE && quote.toks.clone().any(|tok| page.is_verb(tok)));
    long.filter(|(quote, _)| !is_covered(&quote.toks, said))
        .filter_map(|(quote, _)| statement(page, references, &quote.toks))
        .collect()
}

fn is_covered(quote: &Range<Tok>, said: &[Said]) -> bool {
    said.iter().any(|s| s.content.iter().any(|r| r.start < quote.end && quote.start < r.end))
}

fn statement(page: &Page<'_>, references: &References<'_>, quote: &Range<Tok>) -> Option<Said> {
    let content = trimmed(page, quote.clone());
    if content.is_empty() {
        return None;
    }
    let beside = after(page, references, quote).or_else(|| before_colon(page, references, quote));
    let (source, cue, rule, doubt) = match beside {
        Some((party, cue)) => (Some(party), cue, "beside the quotation", 12),
        None => (None, None, "unattributed", 30),
    };
    Some(Said {
        verb: cue,
        cue: cue.map(|tok| tok..tok + 1),
        kind: StatementKind::State,
        speech: true,
        source,
        content: vec![content],
        quotation: Quotation::Direct,
        addressee: None,
        medium: None,
        rule,
        doubt,
    })
}

/// “…,” Will wrote; “…,” said Ruiz: name and verb of saying right behind the closing mark, whatever the parse makes of
/// them.
fn after(page: &Page<'_>, references: &References<'_>, quote: &Range<Tok>) -> Option<(Party, Option<Tok>)> {
    let paragraph = page.paragraphs()[page.paragraph_of(quote.end - 1)].clone();
    let first = (quote.end..paragraph.end).find(|&tok| !page.is_space(tok) && page.word(tok) != ",")?;
    if first > quote.end + 1 {
        return None;
    }
    if says(page, first) {
        let found = (first + 1..paragraph.end.min(first + 4)).find_map(|tok| known(references, tok));
        return found.map(|party| (party, Some(first)));
    }
    let party = (first..paragraph.end.min(first + 3)).find_map(|tok| known(references, tok))?;
    let end = party.toks.end;
    let verb = (end..paragraph.end.min(end + 2)).find(|&tok| says(page, tok))?;
    (party.toks.start == first).then_some((party, Some(verb)))
}

/// "Ruiz issued the following statement:", "Ruiz:": who acts in a sentence that ends with a colon before the quotation.
fn before_colon(
    page: &Page<'_>,
    references: &References<'_>,
    quote: &Range<Tok>,
) -> Option<(Party, Option<Tok>)> {
    let colon = (0..quote.start).rev().take(3).find(|&tok| !page.is_space(tok))?;
    if page.word(colon) != ":" || colon == 0 {
        return None;
    }
    let sentence = page.sentence(page.sentence_of(colon - 1));
    if let Some(party) = known(references, colon - 1) {
        let verb = party.toks.start.checked_sub(1).filter(|&tok| says(page, tok) && sentence.contains(&tok));
        return Some((party, verb));
    }
    let root = sentence.clone().find(|&tok| page.is_root(tok) && page.is_verb(tok))?;
    let subject = page.kid(root, &[Dep::Nsubj])?;
    known(references, subject).map(|party| (party, Some(root)))
}

fn known(references: &References<'_>, tok: Tok) -> Option<Party> {
    references.party(tok).filter(|party| !party.actors.is_empty())
}

fn says(page: &Page<'_>, tok: Tok) -> bool {
    speech_verb(page.lemma(tok)).is_some_and(|verb| verb.clause && !verb.belief)
        && page.word(tok).len() > 2
        && page.quotes.of(tok).is_none()
}
