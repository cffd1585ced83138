//! Headlines: their capitals run names and verbs together.

use super::super::page::{Page, Tok};
use super::NameSpan;
use crate::language::NameLabel;
use std::collections::HashSet;

/// "Ada Ruiz Refuses" in a headline is Ada Ruiz if running text knows her: persons' names are cut where a name ends that stands
/// there, whole or as a surname.
pub(super) fn cut(page: &Page<'_>, names: &mut [NameSpan]) {
    let last = |name: &NameSpan| page.lower(name.toks.end - 1);
    let (headlines, prose): (Vec<&mut NameSpan>, Vec<_>) =
        names.iter_mut().partition(|name| in_headline(page, name.toks.start));
    let known: HashSet<&str> = prose.into_iter().map(|name| last(name)).collect();
    let long = |name: &&mut NameSpan| name.label == Some(NameLabel::Person) && name.toks.len() > 1;
    for name in headlines.into_iter().filter(long) {
        if let Some(end) = name.toks.clone().rev().find(|&tok| known.contains(page.lower(tok))) {
            name.toks.end = end + 1;
        }
    }
}

/// Whether the sentence of a token capitalises its words as headlines do.
pub(in super::super) fn in_headline(page: &Page<'_>, tok: Tok) -> bool {
    let words = page.sentence(page.sentence_of(tok)).filter(|&t| page.word(t).len() > 3);
    let (mut small, mut large) = (0, 0);
    for tok in words {
        match page.word(tok).chars().next() {
            Some(first) if first.is_lowercase() => small += 1,
            Some(first) if first.is_uppercase() => large += 1,
            _ => {}
        }
    }
    large >= 4 && large > 4 * small
}
