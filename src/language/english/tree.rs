//! From arcs to trees: lifted arcs go down to their real heads, and sentences begin where trees do.

use super::arcs::Arcs;
use crate::language::Dep;
use std::collections::VecDeque;

/// Gives every lifted arc its real head: the nearest word below with the label the arc names, level by level and
/// left to right. White space (`is_space`) never becomes a head.
///
/// After J. Nivre and J. Nilsson, "Pseudo-Projective Dependency Parsing" (2005).
pub(super) fn lower_lifted_arcs(arcs: &mut Arcs, is_space: impl Fn(usize) -> bool) {
    if arcs.labels.iter().all(|label| label.lifted_from.is_none()) {
        return;
    }
    let edges = edges(&arcs.heads);
    for word in 0..arcs.heads.len() {
        let Some(wanted) = arcs.labels[word].lifted_from.take() else { continue };
        let search = Search { arcs, edges: &edges, word, wanted };
        if let Some(head) = search.run(&is_space) {
            arcs.heads[word] = head;
        }
    }
}

struct Search<'a> {
    arcs: &'a Arcs,
    edges: &'a [(usize, usize)],
    word: usize,
    wanted: Dep,
}

impl Search<'_> {
    fn run(&self, is_space: impl Fn(usize) -> bool) -> Option<usize> {
        let mut waiting = VecDeque::from([self.arcs.heads[self.word]]);
        while let Some(node) = waiting.pop_front() {
            let (first, last) = self.edges[node];
            for child in (first..=last).filter(|&child| child != node && self.arcs.heads[child] == node) {
                if child == self.word || is_space(child) {
                    continue;
                }
                let label = self.arcs.labels[child];
                if label.dep == self.wanted && label.lifted_from.is_none() {
                    return Some(child);
                }
                waiting.push_back(child);
            }
        }
        None
    }
}

/// First and last word of every word's subtree. Each edge is set at most once on the way up, so this is linear.
fn edges(heads: &[usize]) -> Vec<(usize, usize)> {
    let mut edges: Vec<_> = (0..heads.len()).map(|word| (word, word)).collect();
    for word in 0..heads.len() {
        let mut head = heads[word];
        while edges[head].0 > word {
            edges[head].0 = word;
            head = heads[head];
        }
    }
    for word in (0..heads.len()).rev() {
        let mut head = heads[word];
        while edges[head].1 < word {
            edges[head].1 = word;
            head = heads[head];
        }
    }
    edges
}

/// First words of the sentences: of each root, the first word of its subtree. In order, without repetitions.
pub(super) fn sentence_starts(heads: &[usize]) -> Vec<usize> {
    let edges = edges(heads);
    let mut starts: Vec<usize> =
        (0..heads.len()).filter(|&word| heads[word] == word).map(|root| edges[root].0).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_reach_over_the_whole_subtree() {
        assert_eq!(edges(&[1, 1, 4, 2, 1]), [(0, 0), (0, 4), (2, 3), (3, 3), (2, 4)]);
        assert_eq!(edges(&[3, 0, 1, 3]), [(0, 2), (1, 2), (2, 2), (0, 3)]);
    }

    #[test]
    fn sentences_start_with_their_trees() {
        assert_eq!(sentence_starts(&[1, 1, 1, 3, 5, 5]), [0, 3, 4]);
    }
}
