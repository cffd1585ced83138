//! One run of Leiden with one order of visits.

use crate::graph::Csr;
use std::collections::VecDeque;

/// Gains below this are rounding.
const LEAST: f64 = 1e-10;

/// Communities after `rounds` runs, each starting from the last result.
pub(super) fn run(rows: &Csr, order: &[u32], rounds: usize) -> Vec<u32> {
    let mut communities: Vec<_> = (0..rows.nodes() as u32).collect();
    let base = Level::of(rows);
    if base.total <= 0.0 {
        return communities;
    }
    for _ in 0..rounds {
        let next = round(&base, order, communities.clone());
        if next == communities {
            break;
        }
        communities = next;
    }
    communities
}

/// Moves, refines and merges until every node of the merged graph is a community of its own.
fn round(base: &Level, order: &[u32], mut communities: Vec<u32>) -> Vec<u32> {
    let mut member: Vec<_> = (0..base.nodes() as u32).collect();
    let mut level = base.clone();
    let mut visits = order.to_vec();
    loop {
        level.move_nodes(&visits, &mut communities);
        let (moved, number) = compact(&communities);
        if number == level.nodes() {
            return member.iter().map(|&node| moved[node as usize]).collect();
        }
        let (mut classes, mut merged) = compact(&level.refine(&moved));
        if merged == level.nodes() {
            (classes, merged) = (moved.clone(), number);
        }
        communities = vec![0; merged];
        (0..level.nodes()).for_each(|node| communities[classes[node] as usize] = moved[node]);
        member.iter_mut().for_each(|node| *node = classes[*node as usize]);
        level = level.merged(&classes, merged);
        visits = level.by_degree();
    }
}

/// Numbers from 0 in order of first member, and how many there are.
fn compact(communities: &[u32]) -> (Vec<u32>, usize) {
    let compacted = super::renumbered(communities.to_vec());
    let number = compacted.iter().max().map_or(0, |most| *most as usize + 1);
    (compacted, number)
}

/// A graph whose nodes stand for sets of the original ones.
#[derive(Clone)]
struct Level {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    /// Weight of all arcs of the original nodes, those inside included.
    strengths: Vec<f64>,
    /// Sum of strengths: twice the weight of the graph.
    total: f64,
}

impl Level {
    fn of(rows: &Csr) -> Self {
        let mut level = Self {
            offsets: vec![0],
            targets: Vec::new(),
            weights: Vec::new(),
            strengths: Vec::new(),
            total: 0.0,
        };
        for node in 0..rows.nodes() {
            level.targets.extend(rows.neighbours(node));
            level.weights.extend(rows.row(node).map(|arc| rows.weight(arc)));
            level.offsets.push(level.targets.len() as u32);
            level.strengths.push(rows.strength(node));
        }
        level.total = level.strengths.iter().sum();
        level
    }

    fn nodes(&self) -> usize {
        self.strengths.len()
    }

    #[inline]
    fn row(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        self.targets[range.clone()].iter().map(|&t| t as usize).zip(self.weights[range].iter().copied())
    }

    fn by_degree(&self) -> Vec<u32> {
        let mut order: Vec<_> = (0..self.nodes() as u32).collect();
        let degree = |node: usize| self.offsets[node + 1] - self.offsets[node];
        order.sort_by_key(|&node| (degree(node as usize), node));
        order
    }

    /// Moves nodes to the best community of a neighbour, as long as somebody gains.
    fn move_nodes(&self, visits: &[u32], communities: &mut [u32]) {
        let n = self.nodes();
        let mut strengths = vec![0.0; n];
        (0..n).for_each(|node| strengths[communities[node] as usize] += self.strengths[node]);
        let mut near = Near::new(n);
        let mut queue: VecDeque<u32> = visits.iter().copied().collect();
        let mut queued = vec![true; n];
        let mut empty = Empty::of(communities);
        while let Some(node) = queue.pop_front() {
            let node = node as usize;
            queued[node] = false;
            let own = communities[node];
            strengths[own as usize] -= self.strengths[node];
            near.gather(self.row(node).map(|(w, weight)| (communities[w], weight)));
            let share = self.strengths[node] / self.total;
            let gain = |near: &Near, community: u32| {
                near.weight[community as usize] - share * strengths[community as usize]
            };
            let (mut best, mut most) = (own, gain(&near, own));
            for &community in &near.touched {
                let value = gain(&near, community);
                if value > most + LEAST || (value > most - LEAST && community < best && best != own) {
                    (best, most) = (community, value.max(most));
                }
            }
            if most < -LEAST {
                best = empty.take().unwrap_or(best);
            }
            near.clear();
            strengths[best as usize] += self.strengths[node];
            if best == own {
                continue;
            }
            empty.left(own, best);
            communities[node] = best;
            for (w, _) in self.row(node) {
                if communities[w] != best && !queued[w] {
                    queued[w] = true;
                    queue.push_back(w as u32);
                }
            }
        }
    }

    /// Classes within communities: nodes that are alone join the best class that is well attached to its community.
    fn refine(&self, communities: &[u32]) -> Vec<u32> {
        let n = self.nodes();
        let mut all = vec![0.0; n];
        (0..n).for_each(|node| all[communities[node] as usize] += self.strengths[node]);
        let inner = |node: usize| {
            let inside = self.row(node).filter(|&(w, _)| communities[w] == communities[node] && w != node);
            inside.map(|(_, weight)| weight).sum::<f64>()
        };
        let mut classes: Vec<_> = (0..n as u32).collect();
        let mut alone = vec![true; n];
        let mut strengths = self.strengths.clone();
        let cut_of: Vec<f64> = (0..n).map(inner).collect();
        let mut cuts = cut_of.clone();
        let mut near = Near::new(n);
        for node in 0..n {
            let whole = all[communities[node] as usize];
            let attached = |cut: f64, strength: f64| cut >= strength * (whole - strength) / self.total;
            if !alone[node] || !attached(cut_of[node], self.strengths[node]) {
                continue;
            }
            let inside = self.row(node).filter(|&(w, _)| communities[w] == communities[node] && w != node);
            near.gather(inside.map(|(w, weight)| (classes[w], weight)));
            let (mut best, mut most) = (node as u32, 0.0);
            for &class in &near.touched {
                let at = class as usize;
                let gain = near.weight[at] - self.strengths[node] * strengths[at] / self.total;
                let better = gain > most + LEAST || (gain > most - LEAST && most > 0.0 && class < best);
                if attached(cuts[at], strengths[at]) && gain > LEAST && better {
                    (best, most) = (class, gain.max(most));
                }
            }
            if best as usize != node {
                let at = best as usize;
                cuts[at] += cut_of[node] - 2.0 * near.weight[at];
                strengths[at] += self.strengths[node];
                classes[node] = best;
                // The class is named by its first node, which is alone no more.
                (alone[node], alone[at]) = (false, false);
            }
            near.clear();
        }
        classes
    }

    /// The graph of classes; weight inside a class stays in its strength only.
    fn merged(&self, classes: &[u32], number: usize) -> Self {
        let mut members = vec![Vec::new(); number];
        (0..self.nodes()).for_each(|node| members[classes[node] as usize].push(node));
        let mut level = Self {
            offsets: vec![0],
            targets: Vec::new(),
            weights: Vec::new(),
            strengths: Vec::new(),
            total: self.total,
        };
        let mut near = Near::new(number);
        for (class, members) in members.iter().enumerate() {
            for &node in members {
                near.gather(self.row(node).map(|(w, weight)| (classes[w], weight)));
            }
            near.touched.sort_unstable();
            for &other in near.touched.iter().filter(|&&other| other as usize != class) {
                level.targets.push(other);
                level.weights.push(near.weight[other as usize]);
            }
            near.clear();
            level.offsets.push(level.targets.len() as u32);
            level.strengths.push(members.iter().map(|&node| self.strengths[node]).sum());
        }
        level
    }
}

/// Weight to each community in sight, cleared by the list of those touched.
struct Near {
    weight: Vec<f64>,
    seen: Vec<bool>,
    touched: Vec<u32>,
}

impl Near {
    fn new(size: usize) -> Self {
        Self { weight: vec![0.0; size], seen: vec![false; size], touched: Vec::new() }
    }

    fn gather(&mut self, weights: impl Iterator<Item = (u32, f64)>) {
        for (community, weight) in weights {
            if !std::mem::replace(&mut self.seen[community as usize], true) {
                self.touched.push(community);
            }
            self.weight[community as usize] += weight;
        }
    }

    fn clear(&mut self) {
        for community in self.touched.drain(..) {
            self.weight[community as usize] = 0.0;
            self.seen[community as usize] = false;
        }
    }
}

/// Communities without members, for nodes that are better off alone.
struct Empty {
    sizes: Vec<u32>,
    free: Vec<u32>,
}

impl Empty {
    fn of(communities: &[u32]) -> Self {
        let mut sizes = vec![0; communities.len()];
        communities.iter().for_each(|&community| sizes[community as usize] += 1);
        let free =
            (0..sizes.len() as u32).rev().filter(|&community| sizes[community as usize] == 0).collect();
        Self { sizes, free }
    }

    fn take(&mut self) -> Option<u32> {
        while let Some(community) = self.free.pop() {
            if self.sizes[community as usize] == 0 {
                return Some(community);
            }
        }
        None
    }

    fn left(&mut self, own: u32, best: u32) {
        self.sizes[best as usize] += 1;
        self.sizes[own as usize] -= 1;
        if self.sizes[own as usize] == 0 {
            self.free.push(own);
        }
    }
}
