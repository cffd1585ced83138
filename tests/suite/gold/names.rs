//! When two wordings name the same.

use std::collections::BTreeSet;

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lady",
    "lord",
    "rev",
    "father",
    "sister",
    "brother",
    "president",
    "king",
    "queen",
    "prince",
    "princess",
    "prime",
    "minister",
    "secretary",
    "senator",
    "sen",
    "rep",
    "governor",
    "gov",
    "chancellor",
    "general",
    "gen",
    "colonel",
    "col",
    "major",
    "maj",
    "captain",
    "capt",
    "sgt",
    "professor",
    "prof",
    "ambassador",
    "chairman",
    "chairwoman",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "former",
    "vice",
    "deputy",
    "foreign",
    "justice",
    "judge",
    "mayor",
    "director",
];

/// Words and signs that end the naming part of a noun phrase.
const STOPS: &[&str] = &[
    "who",
    "which",
    "whose",
    "of",
    "in",
    "at",
    "for",
    "from",
    "on",
    "with",
    "to",
    "near",
    "including",
    "--",
    "—",
    "–",
];

const PRONOUNS: &[&str] =
    &["he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "you", "that", "which"];

/// The words of a name in lower case, without accents, signs, possessive and titles.
pub(crate) fn words(name: &str) -> Vec<String> {
    let plain = any_ascii::any_ascii(&name.replace('’', "'")).to_lowercase();
    let mut words: Vec<String> = plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'))
        .map(|word| word.strip_suffix("'s").unwrap_or(word).replace(['\'', '.'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words
}

/// The last word of the part that names: "envoy" of "the envoy of the union".
pub(crate) fn key(phrase: &str) -> Option<String> {
    let mut naming = Vec::new();
    for word in phrase.split_whitespace() {
        if STOPS.contains(&word.to_lowercase().as_str()) || word.starts_with('(') {
            break;
        }
        naming.push(word);
        if word.ends_with(',') {
            break;
        }
    }
    words(&naming.join(" ")).pop().or_else(|| words(phrase).pop())
}

/// Everything a wording may be matched by: the whole name and its key; pronouns prove nothing.
pub(crate) fn handles<'a>(wordings: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let both = |wording: &str| [Some(words(wording).join(" ")), key(wording)];
    let all = wordings.into_iter().flat_map(both).flatten();
    all.filter(|handle| !handle.is_empty() && !PRONOUNS.contains(&handle.as_str())).collect()
}

/// How well two full names match: 3 the same words, 2 same surname and compatible first name, 0 not at all.
fn full(a: &[String], b: &[String]) -> u8 {
    if a == b {
        return 3;
    }
    let (first, other) = (&a[0], &b[0]);
    let compatible = first == other
        || (first.len().min(other.len()) == 1 && first[..1] == other[..1])
        || (first.len().min(other.len()) > 2
            && (first.starts_with(other.as_str()) || other.starts_with(first.as_str())));
    if a.last() == b.last() && compatible { 2 } else { 0 }
}

/// How well the forms of one name match those of another; the first form is the main one. Zero is no match.
pub(crate) fn person_match(found: &[Vec<String>], gold: &[Vec<String>]) -> u8 {
    let pairs = || found.iter().flat_map(|f| gold.iter().map(move |g| (f, g)));
    let both_full = pairs().filter(|(f, g)| f.len() > 1 && g.len() > 1);
    let best = both_full.map(|(f, g)| full(f, g)).max();
    if let Some(best) = best {
        return best;
    }
    let lone = |(f, g): (&Vec<String>, &Vec<String>)| {
        let (short, long) = if f.len() <= g.len() { (f, g) } else { (g, f) };
        match short.as_slice() {
            _ if f == g => 3,
            [word] if Some(word) == long.last() || Some(word) == long.first() => 1,
            _ => 0,
        }
    };
    pairs().map(lone).max().unwrap_or(0)
}

/// How well the forms of a body's name match: 3 the same, 1 one within the other.
pub(crate) fn body_match(found: &[Vec<String>], gold: &[Vec<String>]) -> u8 {
    let pairs = found.iter().flat_map(|f| gold.iter().map(move |g| (f, g)));
    let score = |(f, g): (&Vec<String>, &Vec<String>)| {
        let (short, long) = if f.len() <= g.len() { (f, g) } else { (g, f) };
        let within = short.len() > 1 && long.windows(short.len()).any(|part| part == short.as_slice());
        if f == g { 3 } else { u8::from(within) }
    };
    pairs.map(score).max().unwrap_or(0)
}

#[test]
fn names_match_by_words_titles_and_surnames_aside() {
    assert_eq!(words("Foreign Minister Léonor Achebe’s"), ["leonor", "achebe"]);
    assert_eq!(key("the special envoy of the Union").as_deref(), Some("envoy"));
    let forms = |names: &[&str]| names.iter().map(|name| words(name)).collect::<Vec<_>>();
    assert_eq!(person_match(&forms(&["Ben Osei"]), &forms(&["B. Osei"])), 2);
    assert_eq!(person_match(&forms(&["Hanne Osei"]), &forms(&["Ben Osei", "Osei"])), 0);
    assert_eq!(person_match(&forms(&["Osei"]), &forms(&["Ben Osei"])), 1);
}
