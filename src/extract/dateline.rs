//! Datelines: "PORT AMAYA (MERIDIAN) —" tells where a story was filed and belongs to no sentence.

use crate::language::{Dep, Parse, Pos, Tag, Token};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest dateline, in bytes.
const LONGEST: usize = 90;

/// The text with the datelines at paragraph starts blanked out, byte for byte, so that all offsets stay.
///
/// Parse this instead of the text itself: a dateline before the first word otherwise becomes part of its grammar.
///
/// ```
/// use sociogram::extract::without_datelines;
/// let text = "GENEVA, May 3 (Agency) - Anna Keller met Ben Osei.";
/// let prose = without_datelines(text);
/// assert_eq!(prose.len(), text.len());
/// assert_eq!(prose.trim(), "Anna Keller met Ben Osei.");
/// ```
pub fn without_datelines(text: &str) -> Cow<'_, str> {
    let found: Vec<Range<usize>> =
        lines(text).filter_map(|start| dateline(&text[start..]).map(|end| start..start + end)).collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut prose = String::with_capacity(text.len());
    let mut at = 0;
    for range in found {
        prose.push_str(&text[at..range.start]);
        prose.extend(std::iter::repeat_n(' ', range.len()));
        at = range.end;
    }
    prose.push_str(&text[at..]);
    Cow::Owned(prose)
}

/// Makes white space of the tokens that stand where `prose`, which is [`without_datelines`] of `text`, has a dateline
/// blanked out: for grammar that was found in the text itself. Names there are dropped; what hung on such a token hangs on
/// the first word that did, which takes its place.
pub fn leave_out_datelines(parse: &mut Parse, text: &str, prose: &str) {
    let blank = |token: &Token| {
        let (had, has) = (text.get(token.start..token.end), prose.get(token.start..token.end));
        has.is_some_and(|has| has.trim().is_empty()) && had.is_some_and(|had| !had.trim().is_empty())
    };
    let blanked: Vec<bool> = parse.tokens.iter().map(blank).collect();
    if !blanked.contains(&true) {
        return;
    }
    let mut heirs: BTreeMap<usize, usize> = BTreeMap::new();
    for token in 0..parse.tokens.len() {
        let Some(top) = blanked_above(parse, &blanked, token) else { continue };
        let heir = *heirs.entry(top).or_insert(token);
        if heir != token {
            parse.tokens[token].head = heir;
            continue;
        }
        let (head, dep) = (parse.tokens[top].head, parse.tokens[top].dep);
        parse.tokens[token].head = if head == top { token } else { head };
        parse.tokens[token].dep = dep;
    }
    for (index, token) in parse.tokens.iter_mut().enumerate().filter(|(index, _)| blanked[*index]) {
        (token.tag, token.pos, token.dep) = (Tag::Space, Pos::Space, Dep::Dep);
        token.head = heirs.get(&index).copied().unwrap_or(token.head);
    }
    parse.names.retain(|name| !blanked[name.start..name.end].contains(&true));
}

/// The uppermost of the blanked tokens that a token which stays hangs on; none if it hangs on one that stays.
fn blanked_above(parse: &Parse, blanked: &[bool], token: usize) -> Option<usize> {
    let mut top = parse.tokens[token].head;
    if blanked[token] || !blanked[top] {
        return None;
    }
    while parse.tokens[top].head != top && blanked[parse.tokens[top].head] {
        top = parse.tokens[top].head;
    }
    Some(top)
}

/// First byte of every line.
fn lines(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

/// Length of the dateline at the start of a line, its dash and the gap behind it included.
fn dateline(line: &str) -> Option<usize> {
    let line = line.split('\n').next().unwrap_or_default();
    let dash =
        ["—", "–", "--", " - "].iter().filter_map(|dash| line.find(dash).map(|at| (at, dash.len()))).min()?;
    let head = line.get(..dash.0).filter(|head| head.len() <= LONGEST)?;
    let rest = &line[dash.0 + dash.1..];
    let gap = rest.len() - rest.trim_start().len();
    let looks_right = rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
        && is_dateline(head.trim());
    looks_right.then_some(dash.0 + dash.1 + gap)
}

/// A place in capitals, alone or followed by a state, a date or an agency in brackets.
fn is_dateline(head: &str) -> bool {
    let city = head.split([',', '(', '/']).next().unwrap_or_default().trim();
    let letters: Vec<char> = city.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals =
        letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase()) && city.split(' ').count() <= 4;
    let marked = head.contains('(') && head.ends_with(')') || head.len() > city.len() || head == city;
    capitals && marked && !head.contains(['.', '?', '!', '"', ':']) || capitals && head.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_many_houses_are_blanked() {
        for line in [
            "PORT AMAYA (MERIDIAN) — Envoys met.",
            "TOLNA, Pa. (CPS) — Envoys met.",
            "NEW YORK, Dec. 11 (UPI) -- Envoys met.",
            "OSLO – Envoys met.",
        ] {
            assert_eq!(without_datelines(line).trim(), "Envoys met.", "{line}");
            assert_eq!(without_datelines(line).len(), line.len());
        }
    }

    #[test]
    fn prose_stays() {
        for line in [
            "NATO said - and meant it - that talks go on.",
            "Keller met Osei — in Bern.",
            "“We met” — she said.",
            "A - B",
            "",
        ] {
            assert_eq!(without_datelines(line), line);
        }
    }
}
