//! Graphs whose nodes stand for sets of people, merged from round to round.

use super::slots::Slots;
use super::weight::Weight;
use crate::graph::Csr;

/// A graph whose nodes stand for sets of the original ones.
#[derive(Clone)]
pub(super) struct Level<W> {
    pub(super) offsets: Vec<u32>,
    pub(super) targets: Vec<u32>,
    /// Empty if all are 1.
    pub(super) weights: Vec<W>,
    /// Weight of all arcs of the original nodes, those inside included.
    pub(super) strengths: Vec<W>,
    /// Sum of strengths: twice the weight of the graph.
    pub(super) total: f64,
}

impl<W: Weight> Level<W> {
    /// The graph with its nodes numbered in the order of visits, so that visits walk through memory.
    pub(super) fn of(rows: &Csr, order: &[u32]) -> Self {
        let mut number = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, &node)| number[node as usize] = place as u32);
        let mut level = Self::with_room(rows.nodes(), rows.arcs());
        let plain = (0..rows.arcs()).all(|arc| rows.weight(arc) == 1.0);
        for &node in order {
            let node = node as usize;
            level.targets.extend(rows.neighbours(node).iter().map(|&w| number[w as usize]));
            if !plain {
                level.weights.extend(rows.row(node).map(|arc| W::of(rows.weight(arc))));
            }
            level.offsets.push(level.targets.len() as u32);
            level.strengths.push(W::of(if plain { rows.degree(node) as f64 } else { rows.strength(node) }));
        }
        level.total = level.strengths.iter().map(|strength| strength.get()).sum();
        level
    }

    pub(super) fn with_room(nodes: usize, arcs: usize) -> Self {
        let mut offsets = Vec::with_capacity(nodes + 1);
        offsets.push(0);
        let (targets, strengths) = (Vec::with_capacity(arcs), Vec::with_capacity(nodes));
        Self { offsets, targets, weights: Vec::new(), strengths, total: 0.0 }
    }

    pub(super) fn nodes(&self) -> usize {
        self.strengths.len()
    }

    #[inline]
    pub(super) fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// Calls `visit` with every neighbour and the weight of the arc to it.
    #[inline(always)]
    pub(super) fn each(&self, node: usize, mut visit: impl FnMut(usize, W)) {
        let targets = self.targets(node);
        let start = self.offsets[node] as usize;
        match self.weights.get(start..start + targets.len()) {
            Some(weights) if !self.weights.is_empty() => {
                for (&target, &weight) in targets.iter().zip(weights) {
                    visit(target as usize, weight);
                }
            }
            _ => {
                for &target in targets {
                    visit(target as usize, W::ONE);
                }
            }
        }
    }

    pub(super) fn by_degree(&self) -> Vec<u32> {
        let mut order: Vec<_> = (0..self.nodes() as u32).collect();
        let degree = |node: usize| self.offsets[node + 1] - self.offsets[node];
        order.sort_by_key(|&node| (degree(node as usize), node));
        order
    }

    /// The graph of classes; weight inside a class stays in its strength only.
    pub(super) fn merged(&self, classes: &[u32], number: usize) -> Self {
        let (starts, members) = by_class(classes, number);
        let mut level = Self::with_room(number, self.targets.len());
        level.weights.reserve(self.targets.len());
        level.total = self.total;
        let mut slots = Slots::of(&[], &vec![W::default(); number]);
        for class in 0..number {
            let members = &members[starts[class] as usize..starts[class + 1] as usize];
            for &node in members {
                self.each(node as usize, |w, weight| slots.add(classes[w], weight));
            }
            for &other in slots.touched.iter().filter(|&&other| other as usize != class) {
                level.targets.push(other);
                level.weights.push(slots.list[other as usize].near);
            }
            slots.clear();
            level.offsets.push(level.targets.len() as u32);
            let mut strength = W::default();
            members.iter().for_each(|&node| strength += self.strengths[node as usize]);
            level.strengths.push(strength);
        }
        level
    }
}

/// The nodes, class by class in order, and where classes start.
pub(super) fn by_class(classes: &[u32], number: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; number + 1];
    classes.iter().for_each(|&class| starts[class as usize + 1] += 1);
    for class in 0..number {
        starts[class + 1] += starts[class];
    }
    let (mut next, mut members) = (starts.clone(), vec![0; classes.len()]);
    for (node, &class) in classes.iter().enumerate() {
        members[next[class as usize] as usize] = node as u32;
        next[class as usize] += 1;
    }
    (starts, members)
}
