//! Name spans: what the model found, trimmed, plus what titles, given names and the lists add.

mod dates;
mod headlines;
mod missed;

pub(super) use dates::parted;
pub(super) use headlines::in_headline;
pub(crate) use missed::{acts_as_person, defined_by};

use super::lexicon::{TitleClass, gazetteer};
use super::page::{Page, Tok};
use crate::language::{Dep, NameLabel, Pos, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// A stretch of tokens that names something, before its kind is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSpan {
    pub(crate) toks: Range<Tok>,
    /// What the model takes it for; none if only the lists know it.
    pub(crate) label: Option<NameLabel>,
    /// Tokens of a title right before the name.
    pub(crate) title: Option<Range<Tok>>,
}

/// All name spans of a page, in text order, not overlapping.
pub(crate) fn find(page: &Page<'_>) -> Vec<NameSpan> {
    let mut taken = vec![false; page.len()];
    let mut found = from_model(page, &mut taken);
    found.extend(missed::from_titles(page, &mut taken));
    found.extend(missed::from_lists(page, &mut taken));
    found.extend(missed::from_first_names(page, &mut taken));
    found.extend(missed::from_capitals(page, &mut taken));
    found.extend(missed::from_coordination(page, &mut taken, &found));
    found.extend(missed::from_agents(page, &mut taken));
    found.extend(missed::from_surnames(page, &mut taken, &found));
    found.extend(missed::from_definitions(page, &mut taken, &found));
    found.extend(missed::from_initials(page, &mut taken));
    found.sort_by_key(|name| name.toks.start);
    headlines::cut(page, &mut found);
    with_given_names(page, found)
}

/// "Valeska Paris" where the model takes both words for places: an unlisted word compounded with a name right behind it
/// is a given name.
fn with_given_names(page: &Page<'_>, names: Vec<NameSpan>) -> Vec<NameSpan> {
    let mut joined: Vec<NameSpan> = Vec::new();
    for name in names {
        match joined.last_mut().filter(|before| is_given_name(page, before, &name)) {
            Some(before) => {
                *before = NameSpan {
                    toks: before.toks.start..name.toks.end,
                    label: None,
                    title: before.title.clone(),
                }
            }
            None => joined.push(name),
        }
    }
    joined
}

fn is_given_name(page: &Page<'_>, before: &NameSpan, name: &NameSpan) -> bool {
    let place = |name: &NameSpan| {
        matches!(name.label, Some(NameLabel::Gpe | NameLabel::Person) | None) && name.toks.len() == 1
    };
    let (given, last) = (before.toks.start, name.toks.start);
    let lower = page.lower(given);
    let given_name = gazetteer().first_name(lower).is_some() && !gazetteer().is_place(page.lower(last));
    let listed = gazetteer().is_place(lower) && !given_name
        || gazetteer().country(lower).is_some()
        || gazetteer().demonym(lower).is_some();
    place(before)
        && place(name)
        && name.title.is_none()
        && given + 1 == last
        && page.token(given).space
        && page.dep(given) == Dep::Compound
        && page.head(given) == last
        && page.sentence_of(given) == page.sentence_of(last)
        && !listed
        && !gazetteer().has_place_word(&[lower])
        && !gazetteer().has_org_word(&[lower])
}

fn from_model(page: &Page<'_>, taken: &mut [bool]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    let surnames = surnames(page);
    for name in &page.names {
        if !is_nameable(name.label) {
            continue;
        }
        for piece in pieces(page, name.start..name.end, name.label, &surnames) {
            let (title, toks) = split_title(page, trim(page, piece));
            let toks = if title.is_some() && toks.is_empty() { continue } else { toks };
            if toks.is_empty() || !plausible(page, &toks) || is_part_of_an_office(page, &toks) {
                continue;
            }
            let toks = with_hyphens(page, toks);
            let bare = toks.clone();
            let toks = without_nation(page, with_given_name_before(page, toks, taken), name.label);
            let listed = toks.len() == 1
                && toks.len() < name.end - name.start
                && surnames.contains(page.word(toks.start));
            let person = toks.start < bare.start || listed;
            let label = if person { NameLabel::Person } else { name.label };
            let title = title.or_else(|| title_before(page, toks.start));
            take(taken, &toks);
            found.push(NameSpan { toks, label: Some(label), title });
        }
    }
    found
}

/// Last words of the full names that the model takes for persons.
fn surnames<'p>(page: &Page<'p>) -> BTreeSet<&'p str> {
    let persons = page.names.iter().filter(|name| name.label == NameLabel::Person);
    let full = persons.filter(|name| name.end - name.start >= 2).map(|name| page.word(name.end - 1));
    full.filter(|word| word.starts_with(char::is_uppercase)).collect()
}

fn is_nameable(label: NameLabel) -> bool {
    use NameLabel::{Fac, Gpe, Loc, Norp, Org, Person, Product, WorkOfArt};
    matches!(label, Person | Org | Gpe | Loc | Fac | Norp | Product | WorkOfArt)
}

/// A span cut at line ends, brackets and words that begin a clause; at commas and coordinations too if it is taken for people
/// or places, or holds the surnames of persons: "Ruiz and Osei", which the model may take for a firm.
fn pieces(page: &Page<'_>, toks: Range<Tok>, label: NameLabel, surnames: &BTreeSet<&str>) -> Vec<Range<Tok>> {
    let beside_surnames = |tok: Tok| {
        let surname = |tok: Tok| surnames.contains(page.word(tok));
        tok == toks.start + 1 && tok + 1 < toks.end && surname(tok - 1) && surname(tok + 1)
    };
    let splits = |tok: Tok| {
        let word = page.word(tok);
        word.contains('\n')
            || matches!(word, "(" | ")" | "[" | "]" | ";" | "|" | "—" | "–" | "--")
            || (matches!(word, "," | "/") && (label != NameLabel::Org || is_list(page, toks.clone(), tok)))
            || (matches!(label, NameLabel::Person | NameLabel::Gpe)
                && matches!(word, "and" | "&" | "or" | ":"))
            || (matches!(word, "-" | "−") && tok > toks.start && page.token(tok - 1).space)
            || (matches!(word, "on" | "at" | "with" | "by" | "from" | "to") && tok > toks.start)
            || (word == "and" && tok + 1 < toks.end && starts_person(page, tok + 1))
            || (word == "and" && beside_surnames(tok))
            || (matches!(word, "that" | "who" | "which") && tok > toks.start && label != NameLabel::WorkOfArt)
    };
    let mut all = Vec::new();
    let mut start = toks.start;
    for tok in toks.clone() {
        if splits(tok) {
            all.push(start..tok);
            start = tok + 1;
        }
    }
    all.push(start..toks.end);
    all.retain(|piece| !piece.is_empty());
    all
}

/// Whether a comma inside a span parts two names: "Ruiz, Osei"; not "Pell, Ltd.", "Health, Education and Welfare".
fn is_list(page: &Page<'_>, toks: Range<Tok>, comma: Tok) -> bool {
    let rest = comma + 1..toks.end;
    let suffix = rest.clone().any(|tok| {
        matches!(
            page.lower(tok),
            "and" | "&" | "inc" | "inc." | "ltd" | "ltd." | "llc" | "llp" | "l.p." | "plc" | "co" | "co."
        )
    });
    !suffix && !rest.is_empty()
}

/// "Energy [Minister]", "Foreign [Secretary]": a department of a government named by its business.
pub(crate) fn is_portfolio(lower: &str) -> bool {
    matches!(
        lower,
        "energy"
            | "finance"
            | "foreign"
            | "interior"
            | "home"
            | "defence"
            | "defense"
            | "health"
            | "justice"
            | "trade"
            | "education"
            | "environment"
            | "labour"
            | "labor"
            | "agriculture"
            | "transport"
            | "industry"
            | "economy"
            | "economic"
            | "culture"
            | "treasury"
            | "commerce"
            | "housing"
            | "migration"
            | "immigration"
            | "tourism"
            | "science"
            | "planning"
            | "information"
            | "communications"
            | "development"
            | "infrastructure"
            | "security"
            | "water"
            | "fisheries"
            | "mining"
            | "oil"
            | "petroleum"
    )
}

/// "Energy Minister Oduya" when the model takes "Energy" for a body.
fn is_part_of_an_office(page: &Page<'_>, toks: &Range<Tok>) -> bool {
    toks.len() == 1
        && is_portfolio(page.lower(toks.start))
        && toks.end < page.len()
        && matches!(
            page.lower(toks.end),
            "minister" | "secretary" | "commissioner" | "ministers" | "secretaries"
        )
}

/// Whether a title or a given name begins here.
fn starts_person(page: &Page<'_>, tok: Tok) -> bool {
    gazetteer().first_name(page.lower(tok)).is_some() || gazetteer().title(page.lower(tok)).is_some()
}

/// Drops articles, possessive marks, quotation marks and loose punctuation at the ends.
fn trim(page: &Page<'_>, toks: Range<Tok>) -> Range<Tok> {
    let mut toks = toks;
    while toks.start < toks.end && (is_loose(page, toks.start) || is_leading_filler(page, toks.start)) {
        toks.start += 1;
    }
    while toks.end > toks.start && (is_loose(page, toks.end - 1) || is_count(page, toks.clone())) {
        toks.end -= 1;
    }
    toks
}

fn is_loose(page: &Page<'_>, tok: Tok) -> bool {
    matches!(page.tag(tok), Tag::PosTag | Tag::Space)
        || (page.pos(tok) == Pos::Punct && !page.word(tok).ends_with(char::is_alphanumeric))
        || matches!(page.word(tok), "'s" | "’s" | "'" | "’" | "@")
}

/// A score or count behind a name: "Liverpool 0".
fn is_count(page: &Page<'_>, toks: Range<Tok>) -> bool {
    let last = page.word(toks.end - 1);
    toks.len() > 1 && last.starts_with(|c: char| c.is_ascii_digit()) && page.token(toks.end - 2).space
}

fn is_leading_filler(page: &Page<'_>, tok: Tok) -> bool {
    matches!(page.pos(tok), Pos::Det | Pos::Adp | Pos::Cconj) && !page.is_proper(tok)
        || matches!(page.lower(tok), "the" | "former" | "ex" | "late" | "then" | "now")
        || page.is_verb(tok) && !page.is_proper(tok)
        || is_inverted_cue(page, tok)
}

/// "Stated Stone": a capitalised verb of saying that the model takes for a given name.
fn is_inverted_cue(page: &Page<'_>, tok: Tok) -> bool {
    matches!(
        page.lower(tok),
        "said"
            | "says"
            | "stated"
            | "states"
            | "added"
            | "adds"
            | "told"
            | "tells"
            | "asked"
            | "asks"
            | "wrote"
            | "writes"
    )
}

/// Whether trimmed tokens can be a name at all: a capital or digit-and-letter mix, some letter.
fn plausible(page: &Page<'_>, toks: &Range<Tok>) -> bool {
    let words = page.span(toks.clone()).text;
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0
        && words.chars().any(char::is_uppercase)
        && words.len() <= 120
        && !words.starts_with("http")
        && (letters > 1 || toks.len() > 1)
}

/// Splits a leading title off a span: "President Ruiz" → title, name.
fn split_title(page: &Page<'_>, toks: Range<Tok>) -> (Option<Range<Tok>>, Range<Tok>) {
    let longest = gazetteer().longest_title().min(toks.len());
    for length in (1..=longest).rev() {
        let title = toks.start..toks.start + length;
        if gazetteer().title(&joined(page, title.clone())).is_some() {
            let rest = trim(page, title.end..toks.end);
            let (_, name) = split_title(page, rest.clone());
            return (Some(title), if name.is_empty() { rest } else { name });
        }
    }
    (None, toks)
}

/// A title that ends right before a token.
fn title_before(page: &Page<'_>, start: Tok) -> Option<Range<Tok>> {
    let longest = gazetteer().longest_title().min(start);
    (1..=longest).rev().map(|length| start - length..start).find(|title| {
        gazetteer().title(&joined(page, title.clone())).is_some()
            && page.sentence_of(title.start) == page.sentence_of(start)
    })
}

/// The model sometimes leaves a given name outside: "Marta [Ruiz]".
fn with_given_name_before(page: &Page<'_>, toks: Range<Tok>, taken: &[bool]) -> Range<Tok> {
    let Some(before) = toks.start.checked_sub(1) else { return toks };
    let joins = toks.len() == 1
        && page.is_proper(toks.start)
        && !taken[before]
        && page.is_proper(before)
        && page.token(before).space
        && page.sentence_of(before) == page.sentence_of(toks.start)
        && gazetteer().first_name(page.lower(before)).is_some()
        && gazetteer().title(page.lower(before)).is_none();
    if joins { before..toks.end } else { toks }
}

/// "Sven-[Olof Dahl]", "[Amalia Reyes]-Toro", "[Chan Tai]-man": words joined by hyphens are one.
fn with_hyphens(page: &Page<'_>, toks: Range<Tok>) -> Range<Tok> {
    let mut toks = toks;
    let joined =
        |tok: Tok| page.word(tok) == "-" && tok > 0 && !page.token(tok - 1).space && !page.token(tok).space;
    while toks.start >= 2 && joined(toks.start - 1) && page.is_capitalised(toks.start - 2) {
        toks.start -= 2;
    }
    while toks.end + 1 < page.len()
        && joined(toks.end)
        && (page.is_capitalised(toks.end + 1) && page.is_proper(toks.end + 1)
            || toks.len() > 1 && is_syllable(page, toks.end + 1))
    {
        toks.end += 2;
    }
    toks
}

/// The second syllable of a given name, written small: "Chan Tai-man"; not "Oslo-based", "London-born".
fn is_syllable(page: &Page<'_>, tok: Tok) -> bool {
    let word = page.word(tok);
    (2..=5).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !page.is_verb(tok)
        && !matches!(page.tag(tok), Tag::Vbn | Tag::Vbd | Tag::In | Tag::To | Tag::Jj)
        && !matches!(
            word,
            "based"
                | "led"
                | "born"
                | "style"
                | "area"
                | "wide"
                | "type"
                | "era"
                | "like"
                | "bound"
                | "made"
                | "owned"
                | "run"
                | "held"
                | "free"
                | "only"
                | "old"
                | "sized"
                | "class"
                | "level"
                | "elect"
                | "day"
                | "year"
                | "hour"
                | "mile"
                | "man"
                | "men"
                | "town"
                | "side"
                | "aged"
                | "line"
                | "plus"
                | "test"
                | "tax"
        )
}

/// "Montenegrin Dejan Savicevic": the nationality is no part of a person's name.
fn without_nation(page: &Page<'_>, toks: Range<Tok>, label: NameLabel) -> Range<Tok> {
    let leads =
        label == NameLabel::Person && toks.len() > 2 && gazetteer().demonym(page.lower(toks.start)).is_some();
    if leads { toks.start + 1..toks.end } else { toks }
}

fn take(taken: &mut [bool], toks: &Range<Tok>) {
    taken[toks.clone()].fill(true);
}

/// Lower-case words of a range, joined by spaces where the text has a gap.
pub(crate) fn joined(page: &Page<'_>, toks: Range<Tok>) -> String {
    let mut words = String::new();
    for tok in toks.clone() {
        words.push_str(page.lower(tok));
        if page.token(tok).space && tok + 1 < toks.end {
            words.push(' ');
        }
    }
    words
}

/// Whether the title before a name is an office worth keeping rather than a form of address.
pub(crate) fn is_office(page: &Page<'_>, title: Range<Tok>) -> bool {
    gazetteer().title(&joined(page, title)).is_some_and(|(class, _)| class == TitleClass::Office)
}
