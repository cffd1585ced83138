//! Who met whom, and whether, where and when.

use super::count::{Scores, align, sentences};
use super::data::{Meeting, Reading, Span};
use sociogram::model::Certainty;
use std::collections::BTreeSet;

/// The metric of one certainty.
pub(crate) fn certainty_metric(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Happened => "certainty happened",
        Certainty::Planned => "certainty planned",
        Certainty::Proposed => "certainty proposed",
        Certainty::Denied => "certainty denied",
    }
}

/// Which meetings of the gold were found, as positions in the gold and in what was found.
pub(crate) fn aligned(gold: &Reading, found: &Reading) -> Vec<(usize, usize)> {
    let sentences = sentences(&gold.text);
    let told = |meeting: &Meeting| sentences_of(meeting, &sentences);
    let theirs: Vec<_> = found.meetings.iter().map(told).collect();
    let mut candidates = Vec::new();
    for (g, meeting) in gold.meetings.iter().enumerate() {
        let mine = told(meeting);
        for (f, other) in found.meetings.iter().enumerate() {
            let shared = shared_parties(meeting, other);
            if shared > 0 && !mine.is_disjoint(&theirs[f]) {
                let trigger = if share_trigger(meeting.trigger.as_ref(), other) { 0.5 } else { 0.0 };
                candidates.push((shared as f64 + trigger, g, f));
            }
        }
    }
    align(candidates)
}

/// Positions of found meetings that tell an event of the gold a second time: not wrong, but not asked for.
pub(crate) fn retold(gold: &Reading, found: &Reading, pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    let again = |other: &Meeting| {
        let later =
            gold.meetings.iter().flat_map(|meeting| meeting.also.iter().map(move |also| (meeting, also)));
        later
            .into_iter()
            .any(|(meeting, also)| share_trigger(Some(also), other) && shared_parties(meeting, other) > 0)
    };
    let free = |f: &usize| pairs.iter().all(|pair| pair.1 != *f);
    (0..found.meetings.len()).filter(free).filter(|&f| again(&found.meetings[f])).collect()
}

/// Counts one document.
pub(crate) fn score(gold: &Reading, found: &Reading, scores: &mut Scores) {
    let pairs = aligned(gold, found);
    let retold = retold(gold, found, &pairs);
    scores.add("meeting", pairs.len(), found.meetings.len() - retold.len(), gold.meetings.len());
    score_pairs(gold, found, &retold, scores);
    for &(g, f) in &pairs {
        details(&gold.meetings[g], &found.meetings[f], scores);
    }
}

fn sentences_of(meeting: &Meeting, sentences: &[(usize, usize)]) -> BTreeSet<usize> {
    let parts: Vec<_> = meeting.trigger.iter().chain(&meeting.participants).flat_map(Span::parts).collect();
    let touched = |&(start, end): &(usize, usize)| parts.iter().any(|part| part.0 < end && start < part.1);
    (0..sentences.len()).filter(|&n| touched(&sentences[n])).collect()
}

fn shared_parties(gold: &Meeting, found: &Meeting) -> usize {
    let same = |party: &&Span| found.participants.iter().any(|other| party.names_same(other, None));
    gold.participants.iter().filter(same).count()
}

fn share_trigger(trigger: Option<&Span>, found: &Meeting) -> bool {
    trigger.zip(found.trigger.as_ref()).is_some_and(|(a, b)| a.shared(b) > 0)
}

/// Certainty, place and time of a meeting that was found, each where the gold has it.
fn details(gold: &Meeting, found: &Meeting, scores: &mut Scores) {
    for certainty in Certainty::ALL {
        let (asked, given) = (gold.certainty == certainty.as_str(), found.certainty == certainty.as_str());
        let count = |is: bool| usize::from(is);
        scores.add(certainty_metric(certainty), count(asked && given), count(given), count(asked));
    }
    if let Some(place) = &gold.place {
        let name = gold.place_name.as_deref();
        let same = found.place.as_ref().is_some_and(|other| place.names_same(other, name));
        scores.answer("meeting place", same);
    }
    if let Some(time) = &gold.time {
        scores.answer("meeting time", found.time.as_ref().is_some_and(|other| time.names_same(other, None)));
    }
    if let Some(when) = &gold.when {
        scores.answer("meeting when", found.when.as_ref() == Some(when));
    }
}

/// Two parties, the sentences of their meeting, and whether they stand on one side.
struct Pair {
    ends: [Span; 2],
    sentences: BTreeSet<usize>,
    same_side: bool,
}

impl Pair {
    fn is(&self, other: &Pair) -> bool {
        let same = |a: usize, b: usize| self.ends[a].names_same(&other.ends[b], None);
        !self.sentences.is_disjoint(&other.sentences)
            && ((same(0, 0) && same(1, 1)) || (same(0, 1) && same(1, 0)))
    }
}

/// Pairs across sides are asked for; pairs within a side are neither right nor wrong.
fn score_pairs(gold: &Reading, found: &Reading, retold: &BTreeSet<usize>, scores: &mut Scores) {
    let sentences = sentences(&gold.text);
    let of = |meeting: &Meeting| pairs_of(meeting, &sentences);
    let (beside, asked): (Vec<_>, Vec<_>) =
        gold.meetings.iter().flat_map(of).partition(|pair: &Pair| pair.same_side);
    let told = found.meetings.iter().enumerate().filter(|(f, _)| !retold.contains(f));
    let given: Vec<_> =
        told.flat_map(|(_, meeting)| pairs_of(meeting, &sentences)).filter(|pair| !pair.same_side).collect();
    let mut candidates = Vec::new();
    for (g, pair) in asked.iter().enumerate() {
        for (f, other) in given.iter().enumerate().filter(|(_, other)| pair.is(other)) {
            candidates.push((pair.sentences.intersection(&other.sentences).count() as f64, g, f));
        }
    }
    let right = align(candidates);
    let ignored = |f: usize| right.iter().all(|pair| pair.1 != f) && beside.iter().any(|p| p.is(&given[f]));
    let ignored = (0..given.len()).filter(|&f| ignored(f)).count();
    scores.add("meeting pair", right.len(), given.len() - ignored, asked.len());
}

fn pairs_of(meeting: &Meeting, all: &[(usize, usize)]) -> Vec<Pair> {
    let sentences = sentences_of(meeting, all);
    let side = |n: usize| meeting.sides.as_ref()?.iter().position(|side| side.contains(&n));
    let parties: Vec<(Option<usize>, Span)> = meeting
        .participants
        .iter()
        .enumerate()
        .flat_map(|(n, party)| party.each().into_iter().map(move |one| (n, one)))
        .map(|(n, one)| (side(n), one))
        .collect();
    let mut pairs = Vec::new();
    for (n, (side, one)) in parties.iter().enumerate() {
        for (other_side, other) in &parties[n + 1..] {
            let same_side = side.is_some() && side == other_side;
            pairs.push(Pair { ends: [one.clone(), other.clone()], sentences: sentences.clone(), same_side });
        }
    }
    pairs
}
