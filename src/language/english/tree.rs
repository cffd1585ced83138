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

/// First and last word of every word's subtree.
fn edges(heads: &[usize]) -> Vec<(usize, usize)> {
    let mut edges: Vec<_> = (0..heads.len()).map(|word| (word, word)).collect();
    for word in by_depth(heads).into_iter().rev() {
        let (first, last) = edges[word];
        let head = &mut edges[heads[word]];
        *head = (head.0.min(first), head.1.max(last));
    }
    edges
}

/// Words ordered so that heads come before their children.
fn by_depth(heads: &[usize]) -> Vec<usize> {
    let mut depths: Vec<Option<usize>> = vec![None; heads.len()];
    for word in 0..heads.len() {
        let mut path = vec![word];
        while depths[path[path.len() - 1]].is_none() && heads[path[path.len() - 1]] != path[path.len() - 1] {
            path.push(heads[path[path.len() - 1]]);
        }
        let mut depth = depths[path[path.len() - 1]].unwrap_or(0);
        for &word in path.iter().rev() {
            depths[word] = Some(depth);
            depth += 1;
        }
    }
    let mut order: Vec<usize> = (0..heads.len()).collect();
    order.sort_by_key(|&word| depths[word]);
    order
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
