//! Names and their kinds.

use super::count::{Scores, align};
use super::data::{Name, Reading};

/// A name is right if it overlaps one of the gold and has its kind. Nouns and adjectives of the gold do not count.
pub(crate) fn score(gold: &Reading, found: &Reading, scores: &mut Scores) {
    let asked: Vec<_> = gold.names.iter().filter(|name| is_asked(name)).collect();
    let shared = |a: &Name, b: &Name| a.span.shared(&b.span);
    let mut candidates = Vec::new();
    for (g, name) in asked.iter().enumerate() {
        for (f, other) in found.names.iter().enumerate() {
            let both = shared(name, other);
            if both > 0 && name.kind == other.kind {
                let either = name.span.length() + other.span.length() - both;
                candidates.push((both as f64 / either as f64, g, f));
            }
        }
    }
    let pairs = align(candidates);
    let beside = |f: usize, other: &Name| {
        let hits = |name: &&Name| shared(name, other) > 0;
        pairs.iter().all(|pair| pair.1 != f)
            && gold.names.iter().any(|name| !is_asked(name) && hits(&name))
            && !asked.iter().any(hits)
    };
    let ignored = found.names.iter().enumerate().filter(|(f, other)| beside(*f, other)).count();
    scores.add("entity", pairs.len(), found.names.len() - ignored, asked.len());
}

fn is_asked(name: &Name) -> bool {
    name.named && name.kind != "misc"
}
