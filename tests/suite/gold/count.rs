//! Counting and aligning.

use std::collections::{BTreeMap, BTreeSet};

/// How many are right, of how many found and how many in the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Count {
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall; equal to both where found and gold are the same number.
    pub(crate) fn f1(self) -> f64 {
        if self.found + self.gold == 0 {
            1.0
        } else {
            2.0 * self.right as f64 / (self.found + self.gold) as f64
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Counts by metric.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores(pub(crate) BTreeMap<&'static str, Count>);

impl Scores {
    pub(crate) fn add(&mut self, metric: &'static str, right: usize, found: usize, gold: usize) {
        let count = self.0.entry(metric).or_default();
        count.right += right;
        count.found += found;
        count.gold += gold;
    }

    /// One answer that is asked for in `gold` cases only: right or not.
    pub(crate) fn answer(&mut self, metric: &'static str, right: bool) {
        self.add(metric, usize::from(right), 1, 1);
    }

    pub(crate) fn get(&self, metric: &str) -> Count {
        self.0.get(metric).copied().unwrap_or_default()
    }
}

/// Pairs gold with found, best first, each at most once. Candidates are score, gold and found.
pub(crate) fn align(mut candidates: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, g, f) in candidates {
        if !gold.contains(&g) && !found.contains(&f) {
            gold.insert(g);
            found.insert(f);
            pairs.push((g, f));
        }
    }
    pairs
}

const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "capt", "sen", "rep", "gov", "st", "jr", "sr", "vs",
    "no", "prof", "rev", "hon", "maj",
];

/// Byte ranges of the sentences: a line break ends one, or a stop before a capital.
pub(crate) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        if at >= start && matches!(sign, '\n' | '.' | '!' | '?') && ends_sentence(text, at, sign) {
            let rest = &text[at + sign.len_utf8()..];
            let closing =
                rest.len() - rest.trim_start_matches(['.', '!', '?', '"', '”', '’', '\'', ')']).len();
            let end = at + sign.len_utf8() + if sign == '\n' { 0 } else { closing };
            found.push((start, end));
            start = end;
        }
    }
    found.push((start, text.len()));
    found.retain(|&(start, end)| !text[start..end].trim().is_empty());
    found
}

fn ends_sentence(text: &str, at: usize, sign: char) -> bool {
    if sign == '\n' {
        return true;
    }
    let rest = text[at..].trim_start_matches(['.', '!', '?', '"', '”', '’', '\'', ')']);
    let next = rest.trim_start().trim_start_matches(['"', '“', '‘', '\'', '(']);
    if rest.trim_start().len() == rest.len()
        || !next.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    {
        return false;
    }
    let word = text[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
    let initials = word.split('.').all(|part| part.len() == 1 && part.starts_with(char::is_uppercase));
    sign != '.' || !(initials || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

#[test]
fn sentences_end_at_stops_before_capitals() {
    let text = "Mr. Osei spoke. “Well.” He left.\nThen J. Diaz came!";
    let parts: Vec<_> = sentences(text).iter().map(|&(start, end)| text[start..end].trim()).collect();
    assert_eq!(parts, ["Mr. Osei spoke.", "“Well.”", "He left.", "Then J. Diaz came!"]);
}
