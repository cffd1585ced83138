//! The order of lanes: sides stay together, and events join neighbours.

use super::happenings::Happening;
use std::collections::BTreeMap;

/// Passes of the search at most; each is O(lanes² · events).
const PASSES: usize = 8;

/// Orders `people` so that the marks of `happenings` are short: first the sides as blocks, then everybody within them.
pub(crate) fn order_lanes(
    people: &[String],
    happenings: &[Happening],
    side: impl Fn(&str) -> Option<usize>,
) -> Vec<String> {
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut sorted: Vec<usize> = (0..people.len()).collect();
    sorted.sort_by_key(|&person| &people[person]);
    for person in sorted {
        blocks.entry(side(&people[person]).unwrap_or(usize::MAX)).or_default().push(person);
    }
    let mut blocks: Vec<Vec<usize>> = blocks.into_values().collect();
    let number: BTreeMap<&str, usize> = people.iter().enumerate().map(|(n, id)| (id.as_str(), n)).collect();
    let events: Vec<Vec<usize>> = happenings
        .iter()
        .map(|happening| happening.parties.iter().filter_map(|id| number.get(id.as_str()).copied()).collect())
        .collect();
    for _ in 0..PASSES {
        let before = reach(&blocks, &events);
        swap_blocks(&mut blocks, &events);
        for block in 0..blocks.len() {
            swap_within(&mut blocks, block, &events);
        }
        if reach(&blocks, &events) == before {
            break;
        }
    }
    blocks.concat().into_iter().map(|person| people[person].clone()).collect()
}

/// Sum of the lanes that the events span.
fn reach(blocks: &[Vec<usize>], events: &[Vec<usize>]) -> usize {
    let mut place = vec![0; blocks.iter().map(Vec::len).sum()];
    for (at, &person) in blocks.iter().flatten().enumerate() {
        place[person] = at;
    }
    let span = |event: &Vec<usize>| {
        let places = || event.iter().map(|&person| place[person]);
        places().max().unwrap_or(0) - places().min().unwrap_or(0)
    };
    events.iter().map(span).sum()
}

fn swap_blocks(blocks: &mut [Vec<usize>], events: &[Vec<usize>]) {
    let mut best = reach(blocks, events);
    for a in 0..blocks.len() {
        for b in a + 1..blocks.len() {
            blocks.swap(a, b);
            let tried = reach(blocks, events);
            if tried < best {
                best = tried;
            } else {
                blocks.swap(a, b);
            }
        }
    }
}

fn swap_within(blocks: &mut [Vec<usize>], block: usize, events: &[Vec<usize>]) {
    let mut best = reach(blocks, events);
    for a in 0..blocks[block].len() {
        for b in a + 1..blocks[block].len() {
            blocks[block].swap(a, b);
            let tried = reach(blocks, events);
            if tried < best {
                best = tried;
            } else {
                blocks[block].swap(a, b);
            }
        }
    }
}
