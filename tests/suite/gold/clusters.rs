//! Whether reports of one event in several documents are found to be one event, and nothing else is.

use super::count::Scores;
use super::data::{self, Reading};
use super::meetings;

/// One telling that was found: document, event of the gold, event found.
struct Telling {
    document: usize,
    event: String,
    found: String,
}

/// Reads the documents of a cluster together and counts pairs of tellings in different documents.
pub(crate) fn score(cluster: &[Reading], scores: &mut Scores) -> Vec<String> {
    let case = data::read(&cluster.iter().collect::<Vec<_>>());
    let mut tellings = Vec::new();
    for (document, gold) in cluster.iter().enumerate() {
        let found = data::found(&case, &gold.id);
        for (g, f) in meetings::aligned(gold, &found) {
            if let (Some(event), Some(found)) = (&gold.meetings[g].event, &found.meetings[f].event) {
                tellings.push(Telling { document, event: event.clone(), found: found.clone() });
            }
        }
    }
    let (right, found, asked, wrong) = count(&tellings);
    scores.add("merge of found", right, found, asked);
    scores.add("merge", right, found, asked_of(cluster));
    scores.add("wrong merges", wrong.len(), 0, 1);
    wrong
}

fn count(tellings: &[Telling]) -> (usize, usize, usize, Vec<String>) {
    let (mut right, mut found, mut asked, mut wrong) = (0, 0, 0, Vec::new());
    for (n, one) in tellings.iter().enumerate() {
        for other in tellings[n + 1..].iter().filter(|other| other.document != one.document) {
            let (same, joined) = (one.event == other.event, one.found == other.found);
            right += usize::from(same && joined);
            found += usize::from(joined);
            asked += usize::from(same);
            if joined && !same {
                wrong.push(format!("{} with {}", one.event, other.event));
            }
        }
    }
    (right, found, asked, wrong)
}

/// Pairs of tellings of one event in different documents, found or not.
fn asked_of(cluster: &[Reading]) -> usize {
    let events = |document: &Reading| -> Vec<String> {
        document.meetings.iter().filter_map(|meeting| meeting.event.clone()).collect()
    };
    let all: Vec<_> = cluster.iter().map(events).collect();
    let mut asked = 0;
    for (n, one) in all.iter().enumerate() {
        for other in all[n + 1..].iter() {
            asked +=
                one.iter().map(|event| other.iter().filter(|same| *same == event).count()).sum::<usize>();
        }
    }
    asked
}
