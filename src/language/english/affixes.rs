//! What the tokenizer cuts off the front and end of a run of characters, and where it cuts inside.
//!
//! These are the original's regular expressions written as code: none looks further than two characters around a
//! match, so that every function is linear and needs no backtracking.

use super::asset::Reader;
use super::chars::Classes;
use std::ops::Range;

/// The literal pieces of the rules; their character classes are in [`Classes`].
pub(super) struct Affixes {
    /// Pieces cut off the front, in order of preference.
    prefixes: Vec<Box<str>>,
    /// Pieces cut off the end.
    suffixes: Vec<Box<str>>,
    /// Currencies and units, cut off the end after a digit.
    units: Vec<Box<str>>,
    /// Hyphens, in order of preference.
    hyphens: Vec<Box<str>>,
}

impl Affixes {
    pub(super) fn read(reader: &mut Reader<'_>) -> Affixes {
        let mut texts = || reader.texts().into_iter().map(Box::from).collect();
        Affixes { prefixes: texts(), suffixes: texts(), units: texts(), hyphens: texts() }
    }

    /// Length in bytes of what is cut off the front of `text`, 0 for nothing.
    pub(super) fn prefix(&self, classes: &Classes, text: &str) -> usize {
        let Some(first) = text.chars().next() else { return 0 };
        if first.is_ascii_alphanumeric() && !matches!(first, 'U' | 'C' | 'A') {
            return 0;
        }
        match first {
            '+' => usize::from(!text[1..].starts_with(|c: char| c.is_ascii_digit())),
            '.' => Some(dots(text)).filter(|&length| length > 1).unwrap_or(0),
            _ if classes.icon.contains(first) => first.len_utf8(),
            _ => {
                self.prefixes.iter().find(|piece| text.starts_with(&***piece)).map_or(0, |piece| piece.len())
            }
        }
    }

    /// Length in bytes of what is cut off the end of `text`, 0 for nothing: the longest rule that fits.
    pub(super) fn suffix(&self, classes: &Classes, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        let before = &text[..text.len() - last.len_utf8()];
        let single = match last {
            '.' => return self.stop_suffix(classes, text, before),
            '+' => before.ends_with(|c: char| c.is_ascii_digit()),
            _ => classes.icon.contains(last),
        };
        let literal = longest(&self.suffixes, text).unwrap_or(0);
        let unit = self.units.iter().filter(|unit| {
            text.strip_suffix(&***unit).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        });
        let unit = unit.map(|unit| unit.len()).max().unwrap_or(0);
        literal.max(unit).max(if single { last.len_utf8() } else { 0 })
    }

    /// A run of full stops, or one after a small letter, a digit, punctuation or two capitals.
    fn stop_suffix(&self, classes: &Classes, text: &str, before: &str) -> usize {
        let run = text.len() - text.trim_end_matches('.').len();
        if run > 1 {
            return run;
        }
        let mut back = before.chars().rev();
        let (last, second) = (back.next(), back.next());
        let closing = last.is_some_and(|c| classes.before_stop.contains(c))
            || last.is_some_and(|c| "FfCcKk".contains(c)) && second == Some('°')
            || [last, second].into_iter().all(|c| c.is_some_and(|c| classes.alpha_upper.contains(c)));
        usize::from(closing)
    }

    /// Calls `found` with every place where `text` is cut inside, from left to right, without overlaps.
    pub(super) fn infixes(&self, classes: &Classes, text: &str, mut found: impl FnMut(Range<usize>)) {
        let (mut before, mut at) = (None, 0);
        while let Some(c) = text[at..].chars().next() {
            let length = self.infix(classes, before, c, &text[at..]);
            if length > 0 {
                found(at..at + length);
            }
            at += length.max(c.len_utf8());
            before = text[..at].chars().next_back();
        }
    }

    /// Length of the infix at the start of `rest`, whose first character is `c` and which follows `before`.
    fn infix(&self, classes: &Classes, before: Option<char>, c: char, rest: &str) -> usize {
        if c.is_ascii_alphanumeric() {
            return 0;
        }
        let after = |length: usize| rest[length..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(|c| classes.alpha.contains(c));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let next = after(c.len_utf8());
        match c {
            '.' if dots(rest) > 1 => return dots(rest),
            '.' => {
                return usize::from(
                    before.is_some_and(|c| classes.before_inner_stop.contains(c))
                        && next.is_some_and(|c| classes.after_inner_stop.contains(c)),
                );
            }
            '…' => return c.len_utf8(),
            _ if classes.icon.contains(c) => return c.len_utf8(),
            '+' | '-' | '*' | '^' if digit(before) && (digit(next) || next == Some('-')) => return 1,
            ',' => return usize::from(letter(before) && letter(next)),
            ':' | '<' | '>' | '=' | '/' => {
                return usize::from((letter(before) || digit(before)) && letter(next));
            }
            _ if !(letter(before) || digit(before)) => return 0,
            _ => {}
        }
        let hyphen =
            self.hyphens.iter().find(|hyphen| rest.starts_with(&***hyphen) && letter(after(hyphen.len())));
        hyphen.map_or(0, |hyphen| hyphen.len())
    }
}

/// Full stops at the start of `text`.
fn dots(text: &str) -> usize {
    text.len() - text.trim_start_matches('.').len()
}

fn longest(pieces: &[Box<str>], text: &str) -> Option<usize> {
    pieces.iter().filter(|piece| text.ends_with(&***piece)).map(|piece| piece.len()).max()
}
