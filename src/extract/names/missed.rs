//! Names that the model missed and titles, given names, lists, coordination and grammar show.

use super::super::human;
use super::super::lexicon::{contact_verb, gazetteer, speech_verb};
use super::super::page::{Page, Tok};
use super::{NameSpan, joined, split_title, take, title_before};
use crate::language::{Dep, NameLabel, Pos};
use crate::model::EventKind;
use std::collections::HashMap;
use std::ops::Range;

/// Title plus capitalised words that the model missed.
pub(super) fn from_titles(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    for tok in 0..page.len() {
        if taken[tok] || !page.is_capitalised(tok) || !page.is_proper(tok) {
            continue;
        }
        let Some(title) = title_before(page, tok) else { continue };
        if gazetteer().title(&joined(page, tok..tok + 1)).is_some() || !page.is_capitalised(title.start) {
            continue;
        }
        let end = capital_run(page, tok, taken);
        take(taken, &(tok..end));
        found.push(NameSpan { toks: tok..end, label: None, title: Some(title) });
    }
    found
}

/// Names of the lists that the model missed: countries, well-known bodies, places of several words.
pub(super) fn from_lists(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    let mut tok = 0;
    while tok < page.len() {
        let longest = (1..=6.min(page.len() - tok)).rev();
        let listed = longest.map(|length| tok..tok + length).find(|toks| is_listed(page, toks, taken));
        let Some(toks) = listed else {
            tok += 1;
            continue;
        };
        tok = toks.end;
        take(taken, &toks);
        found.push(NameSpan { toks, label: None, title: None });
    }
    found
}

fn is_listed(page: &Page<'_>, toks: &Range<Tok>, taken: &[bool]) -> bool {
    let (first, last) = (toks.start, toks.end - 1);
    if taken[first..toks.end].contains(&true) || !page.is_capitalised(first) || !page.is_capitalised(last) {
        return false;
    }
    if page.sentence_of(first) != page.sentence_of(last) || !(page.is_proper(first) || toks.len() > 1) {
        return false;
    }
    let lists = gazetteer();
    let words = joined(page, toks.clone());
    lists.country(&words).is_some()
        || lists.body(&words).is_some()
        || lists.is_seat(&words)
        || lists.is_place(&words)
}

/// A given name and at least one more capitalised word that nothing else has taken.
pub(super) fn from_first_names(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    for tok in 0..page.len().saturating_sub(1) {
        let named = !taken[tok] && page.is_proper(tok) && gazetteer().first_name(page.lower(tok)).is_some();
        if !named {
            continue;
        }
        let end = capital_run(page, tok, taken);
        if (2..=4).contains(&(end - tok)) {
            take(taken, &(tok..end));
            found.push(NameSpan { toks: tok..end, label: None, title: None });
        }
    }
    found
}

/// "Harbour Space Centre (HSC)": initials in brackets behind a name, there and wherever else they stand.
pub(super) fn from_definitions(page: &Page<'_>, taken: &mut [bool], known: &[NameSpan]) -> Vec<NameSpan> {
    let mut labels: HashMap<&str, Option<NameLabel>> = HashMap::new();
    for name in known {
        if let Some(tok) = defined_by(page, name) {
            labels.entry(page.word(tok)).or_insert(name.label);
        }
    }
    let mut found = Vec::new();
    for tok in (0..page.len()).filter(|_| !labels.is_empty()) {
        if let Some(&label) = labels.get(page.word(tok)).filter(|_| !taken[tok]) {
            take(taken, &(tok..tok + 1));
            found.push(NameSpan { toks: tok..tok + 1, label, title: None });
        }
    }
    found
}

/// The initials in brackets right behind a name of several words, if they are its own.
pub(crate) fn defined_by(page: &Page<'_>, name: &NameSpan) -> Option<Tok> {
    let (open, tok, close) = (name.toks.end, name.toks.end + 1, name.toks.end + 2);
    let bracketed = close < page.len() && page.word(open) == "(" && page.word(close) == ")";
    if !bracketed || name.toks.len() < 2 || !is_initials(page.word(tok)) {
        return None;
    }
    let capitals = name.toks.clone().filter(|&tok| page.is_capitalised(tok));
    let initials: String = capitals.filter_map(|tok| page.word(tok).chars().next()).collect();
    (initials == page.word(tok)).then_some(tok)
}

/// Two to six capital letters.
fn is_initials(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Initials that stand as a party or behind "of", "by", "from" in a sentence of small letters: bodies, unless they are
/// everyday words of capital letters.
pub(super) fn from_initials(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    for tok in 0..page.len() {
        let word = page.word(tok);
        if taken[tok] || word.len() < 3 || !is_initials(word) || !page.is_proper(tok) {
            continue;
        }
        let acts = match page.dep(tok) {
            Dep::Nsubj | Dep::Poss | Dep::Agent => true,
            Dep::Pobj => matches!(page.lower(page.head(tok)), "of" | "by" | "from" | "with" | "for"),
            Dep::Conj | Dep::Appos => taken[page.head(tok)],
            _ => false,
        };
        if acts && !gazetteer().is_abbreviation(page.lower(tok)) && !is_shouted(page, tok) {
            take(taken, &(tok..tok + 1));
            found.push(NameSpan { toks: tok..tok + 1, label: None, title: None });
        }
    }
    found
}

/// Whether capitals mean nothing in this sentence: a headline or a table has more words in capitals than not.
fn is_shouted(page: &Page<'_>, tok: Tok) -> bool {
    let words = page.sentence(page.sentence_of(tok)).filter(|&t| page.word(t).len() > 2);
    let (mut small, mut large) = (0, 0);
    for tok in words {
        let word = page.word(tok);
        small += usize::from(word.chars().all(char::is_lowercase));
        large += usize::from(word.chars().all(char::is_uppercase));
    }
    small < 2 * large
}

/// "The Ledger" in mid-sentence: a capital article makes a title of a paper, a body, a show.
pub(super) fn from_capitals(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    for tok in 1..page.len() {
        let article = page.word(tok - 1) == "The" && page.sentence(page.sentence_of(tok)).start + 1 < tok;
        if article && !taken[tok] && page.is_proper(tok) && page.is_capitalised(tok) {
            let end = capital_run(page, tok, taken);
            take(taken, &(tok..end));
            found.push(NameSpan { toks: tok..end, label: Some(NameLabel::Org), title: None });
        }
    }
    found
}

/// A capitalised word that the model missed, coordinated with a person: "Crapo and [Risch]".
pub(super) fn from_coordination(page: &Page<'_>, taken: &mut [bool], known: &[NameSpan]) -> Vec<NameSpan> {
    let persons: Vec<Tok> = known
        .iter()
        .filter(|name| name.label == Some(NameLabel::Person))
        .map(|name| name.toks.end - 1)
        .collect();
    let mut found = Vec::new();
    for tok in 0..page.len() {
        let joined = page.dep(tok) == Dep::Conj && persons.contains(&page.head(tok));
        if joined && !taken[tok] && page.is_proper(tok) && page.is_capitalised(tok) {
            let toks = name_start(page, tok, taken)..tok + 1;
            take(taken, &toks);
            found.push(NameSpan { toks, label: Some(NameLabel::Person), title: None });
        }
    }
    found
}

/// Names that the model missed where a human must stand: who says, meets or is met.
pub(super) fn from_agents(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    for tok in 0..page.len() {
        let acts = || acts_as_person(page, tok) || human::acts(page, tok);
        if taken[tok] || !page.is_proper(tok) || !page.is_capitalised(tok) || !acts() {
            continue;
        }
        let (title, toks) = split_title(page, name_start(page, tok, taken)..tok + 1);
        if toks.is_empty() || gazetteer().title(page.lower(tok)).is_some() {
            continue;
        }
        let title = title.or_else(|| title_before(page, toks.start));
        take(taken, &toks);
        found.push(NameSpan { toks, label: None, title });
    }
    found
}

/// Whether a token is subject or object of a verb of saying or meeting, or coordinated with one that is.
pub(crate) fn acts_as_person(page: &Page<'_>, tok: Tok) -> bool {
    let governor = page.head(tok);
    if governor == tok {
        return false;
    }
    let lemma = page.lemma(governor);
    match page.dep(tok) {
        Dep::Nsubj => {
            contact_verb(lemma).is_some()
                || speech_verb(lemma).is_some_and(|verb| verb.clause && !verb.belief)
        }
        Dep::Dobj => {
            contact_verb(lemma).is_some_and(|verb| verb.frames.object && verb.kind != EventKind::Visit)
        }
        Dep::Pobj => {
            let verb = page.head(governor);
            page.lower(governor) == "with"
                && contact_verb(page.lemma(verb)).is_some_and(|verb| verb.frames.with)
        }
        Dep::Conj => page.is_proper(governor) && acts_as_person(page, governor),
        _ => false,
    }
}

/// Later mentions by surname that the model missed.
pub(super) fn from_surnames(page: &Page<'_>, taken: &mut [bool], known: &[NameSpan]) -> Vec<NameSpan> {
    // A title or a given name makes a person of a name that the model gave no kind.
    let person = |name: &&NameSpan| {
        let given = || gazetteer().first_name(page.lower(name.toks.start)).is_some();
        name.label == Some(NameLabel::Person) || name.label.is_none() && (name.title.is_some() || given())
    };
    let full = |name: &&NameSpan| person(name) && (2..=4).contains(&name.toks.len());
    let surnames: std::collections::HashSet<&str> = known
        .iter()
        .filter(full)
        .map(|name| page.word(name.toks.end - 1))
        .filter(|word| word.len() > 2 && !super::super::typing::is_suffix(&word.to_lowercase()))
        .collect();
    let mut found = Vec::new();
    for tok in 0..page.len() {
        // Inside a sentence a capital is proof enough, whatever the model takes the word for.
        let inside = page.is_capitalised(tok) && page.sentence(page.sentence_of(tok)).start < tok;
        // At its beginning the word must be a bare subject: "Voss is due to travel", not "Stone walls are".
        let bare = || page.pos(tok) == Pos::Noun && page.dep(tok) == Dep::Nsubj && page.left_edge(tok) == tok;
        if !taken[tok] && surnames.contains(page.word(tok)) && (inside || page.is_proper(tok) || bare()) {
            take(taken, &(tok..tok + 1));
            found.push(NameSpan {
                toks: tok..tok + 1,
                label: Some(NameLabel::Person),
                title: title_before(page, tok),
            });
        }
    }
    found
}

/// Start of the name whose last word stands at `tok`: free capitalised words that hang on it.
fn name_start(page: &Page<'_>, tok: Tok, taken: &[bool]) -> Tok {
    let free = |&t: &Tok| !taken[t] && page.is_proper(t) && page.is_capitalised(t) && page.head(t) == tok;
    (0..tok).rev().take_while(free).last().unwrap_or(tok)
}

/// End of the run of free proper-name tokens that starts at `start`.
fn capital_run(page: &Page<'_>, start: Tok, taken: &[bool]) -> Tok {
    let sentence = page.sentence(page.sentence_of(start));
    let goes_on = |&tok: &Tok| !taken[tok] && page.is_proper(tok) && page.is_capitalised(tok);
    (start + 1..sentence.end).take_while(goes_on).last().map_or(start + 1, |last| last + 1)
}
