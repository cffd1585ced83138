//! Who said what, to whom. Beliefs and stances (`speech: false`) are neither asked for nor held against.

use super::count::{Scores, align};
use super::data::{Reading, Said, Span};
use std::collections::BTreeSet;

/// Counts detection, speaker, content and addressee of one document.
pub(crate) fn score(gold: &Reading, found: &Reading, scores: &mut Scores) {
    let all = align(candidates(&gold.statements, &found.statements));
    let (asked, beside): (Vec<_>, Vec<_>) = all.into_iter().partition(|&(g, _)| gold.statements[g].speech);
    let dropped: BTreeSet<usize> = beside.into_iter().map(|(_, f)| f).collect();
    let speech: Vec<_> = gold.statements.iter().filter(|said| said.speech).collect();
    let kept = found.statements.iter().enumerate().filter(|(f, _)| !dropped.contains(f));
    let kept: Vec<_> = kept.map(|(_, said)| said).collect();
    scores.add("statement", asked.len(), kept.len(), speech.len());

    let unsourced = asked
        .iter()
        .filter(|&&(g, f)| gold.statements[g].speaker.is_none() && found.statements[f].speaker.is_some());
    let invented = unsourced.count();
    let right =
        asked.iter().filter(|&&(g, f)| same_speaker(&gold.statements[g], &found.statements[f])).count();
    let with_speaker = |all: &[&Said]| all.iter().filter(|said| said.speaker.is_some()).count();
    scores.add("statement speaker", right, with_speaker(&kept) - invented, with_speaker(&speech));
    scores.add("statement invented speaker", invented, 0, speech.len() - with_speaker(&speech));

    let (wanted, given) = (covered(&speech), covered(&kept));
    scores.add("statement content", wanted.intersection(&given).count(), given.len(), wanted.len());
    addressees(gold, found, &asked, scores);
}

fn candidates(gold: &[Said], found: &[Said]) -> Vec<(f64, usize, usize)> {
    let shared = |a: &Option<Span>, b: &Option<Span>| match (a, b) {
        (Some(a), Some(b)) => a.shared(b),
        _ => 0,
    };
    let length = |span: &Option<Span>| span.as_ref().map_or(0, Span::length);
    let mut candidates = Vec::new();
    for (g, said) in gold.iter().enumerate() {
        for (f, other) in found.iter().enumerate() {
            let (cue, content) = (shared(&said.cue, &other.cue), shared(&said.content, &other.content));
            if cue + content == 0 {
                continue;
            }
            let either = (length(&said.content) + length(&other.content) - content).max(1);
            let mut score = content as f64 / either as f64;
            score += if cue > 0 { 2.0 } else { 0.0 };
            score += if same_speaker(said, other) { 0.5 } else { 0.0 };
            score -= if said.speech { 0.0 } else { 1.5 };
            candidates.push((score, g, f));
        }
    }
    candidates
}

fn same_speaker(gold: &Said, found: &Said) -> bool {
    match (&gold.speaker, &found.speaker) {
        (Some(speaker), Some(other)) => speaker.names_same(other, gold.resolved.as_deref()),
        _ => false,
    }
}

fn covered(statements: &[&Said]) -> BTreeSet<usize> {
    let contents = statements.iter().filter_map(|said| said.content.as_ref());
    contents.flat_map(Span::parts).flat_map(|(start, end)| start..end).collect()
}

/// Found addressees count only where a gold statement with addressee was found: the metric is read by its recall.
fn addressees(gold: &Reading, found: &Reading, pairs: &[(usize, usize)], scores: &mut Scores) {
    let wanted = |said: &&Said| said.speech && said.addressee.is_some();
    let asked = gold.statements.iter().filter(wanted).count();
    let (mut right, mut given) = (0, 0);
    for &(g, f) in pairs {
        if let (Some(wanted), Some(other)) = (&gold.statements[g].addressee, &found.statements[f].addressee) {
            given += 1;
            right += usize::from(wanted.names_same(other, None));
        }
    }
    scores.add("statement addressee", right, given, asked);
}
