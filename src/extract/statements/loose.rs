//! Quotations that no cue of the grammar owns: the words beside their marks may still name the speaker.

use super::super::lexicon::{is_document, speech_verb};
use super::super::page::{Page, Tok};
use super::super::references::{Party, References};
use super::{Said, trimmed};
use crate::language::{Dep, NameLabel};
use crate::model::{Quotation, StatementKind};
use std::ops::Range;

/// Words in quotation marks from which on a quotation counts without a cue.
const CLAUSE: usize = 8;
/// Whose words they are nobody knows, and often they are nobody's: a title, a saying, a term.
const UNATTRIBUTED_DOUBT: u8 = 60;

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
    if is_title(page, quote) {
        return None;
    }
    let beside = after(page, references, quote)
        .or_else(|| before_colon(page, references, quote))
        .or_else(|| signed(page, references, quote));
    let (source, cue, rule, doubt) = match (beside, issued(page, references, quote)) {
        (Some((party, cue)), _) => (Some(party), cue, "beside the quotation", 12),
        (None, Some(party)) => (Some(party), None, "after a document", 15),
        (None, None) => (None, None, "unattributed", UNATTRIBUTED_DOUBT),
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
    let party = (first..paragraph.end.min(first + 5)).find_map(|tok| references.party(tok))?;
    let end = party.toks.end;
    let verb = (end..paragraph.end.min(end + 2)).find(|&tok| says(page, tok));
    let verb = verb.or_else(|| behind_commas(page, end, paragraph.end))?;
    (party.toks.start == first).then_some((party, Some(verb)))
}

/// "…," Keller, the union's spokeswoman, said: the verb behind what two commas set off.
fn behind_commas(page: &Page<'_>, comma: Tok, end: Tok) -> Option<Tok> {
    let reach = comma + 1..end.min(comma + 20);
    if comma >= end || page.word(comma) != "," {
        return None;
    }
    let close = reach.rev().find(|&tok| page.word(tok) == "," && tok + 1 < end && says(page, tok + 1))?;
    let plain = (comma..close).all(|tok| page.quotes.of(tok).is_none() && page.word(tok) != ".");
    plain.then_some(close + 1)
}

/// A quotation that fills its paragraph, and a dash with a name in the next: "- Marta Ruiz".
fn signed(page: &Page<'_>, references: &References<'_>, quote: &Range<Tok>) -> Option<(Party, Option<Tok>)> {
    let number = page.paragraph_of(quote.end - 1);
    let fills =
        (quote.end..page.paragraphs()[number].end).all(|tok| page.is_space(tok) || is_dash(page, tok));
    let next = page.paragraphs().get(number + 1).filter(|_| fills)?.clone();
    let dash = next.clone().find(|&tok| !page.is_space(tok)).filter(|&tok| is_dash(page, tok))?;
    let party = (dash + 1..next.end.min(dash + 5)).find_map(|tok| known(references, tok))?;
    let short = next.end - dash <= 16;
    short.then_some((party, None))
}

fn is_dash(page: &Page<'_>, tok: Tok) -> bool {
    matches!(page.word(tok), "-" | "–" | "—" | "--")
}

/// "Ruiz issued a statement on the strike. “We will …”": whoever issues words in the sentence before.
fn issued(page: &Page<'_>, references: &References<'_>, quote: &Range<Tok>) -> Option<Party> {
    let before = (0..quote.start).rev().take(2).find(|&tok| !page.is_space(tok))?;
    let opens =
        matches!(page.word(before), "." | ":") && page.paragraph_of(before) == page.paragraph_of(quote.start);
    let sentence = page.sentence(page.sentence_of(before.checked_sub(1).filter(|_| opens)?));
    let root = sentence.clone().find(|&tok| page.is_root(tok) && page.is_verb(tok))?;
    let words = page.kid(root, &[Dep::Dobj]).is_some_and(|object| is_document(page.lemma(object)));
    let gives = matches!(
        page.lemma(root),
        "issue" | "release" | "publish" | "post" | "send" | "make" | "give" | "write"
    );
    let subject = page.kid(root, &[Dep::Nsubj]).filter(|_| words && gives)?;
    known(references, subject)
}

/// A headline in a list of sources: “Strike goes on” — The Ledger, May 3, 2015.
fn is_title(page: &Page<'_>, quote: &Range<Tok>) -> bool {
    let Some(dash) = (quote.end..page.len().min(quote.end + 2)).find(|&tok| is_dash(page, tok)) else {
        return false;
    };
    let line = page.paragraphs()[page.paragraph_of(quote.start)].clone();
    let dated = page
        .parse
        .names
        .iter()
        .any(|name| name.label == NameLabel::Date && line.contains(&name.start) && name.start > dash);
    let verbless = (dash..line.end).all(|tok| !page.is_verb(tok));
    dated && verbless
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
