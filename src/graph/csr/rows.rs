//! Sorted rows from edges in any order, by counting sorts.

use super::{Csr, Keep};

/// Every edge once, at its larger end. An undirected graph is built from these with three writes an edge out of order;
/// sorting all arcs by target, then by source, takes four, and twice the memory.
pub(super) struct Halves {
    /// Where the rows of the graph start.
    offsets: Vec<u32>,
    /// Where the smaller ends of each node's edges start.
    starts: Vec<u32>,
    smaller: Vec<u32>,
    edges: Vec<u32>,
}

impl Halves {
    pub(super) fn of(nodes: usize, edges: &[[u32; 2]], keep: Keep<'_>) -> Self {
        let (mut offsets, mut starts) = (vec![0; nodes + 1], vec![0; nodes + 1]);
        for_each_arc(edges, |a, b, _| {
            offsets[a.min(b) + 1] += 1;
            starts[a.max(b) + 1] += 1;
        });
        offsets.iter_mut().zip(&starts).for_each(|(larger, smaller)| *larger += smaller);
        accumulate(&mut offsets);
        accumulate(&mut starts);
        let mut next = starts.clone();
        let count = starts[nodes] as usize;
        let (mut smaller, mut numbers) = (vec![0; count], vec![0; if keep.names { count } else { 0 }]);
        for_each_arc(edges, |a, b, edge| {
            let place = take(&mut next, a.max(b));
            smaller[place] = a.min(b) as u32;
            if keep.names {
                numbers[place] = edge as u32;
            }
        });
        Self { offsets, starts, smaller, edges: numbers }
    }

    /// Walking the nodes in order leaves every row sorted: first the larger neighbours of all, then the smaller ones.
    /// What `targets` holds does not matter, every place is written.
    pub(super) fn rows(self, keep: Keep<'_>, mut targets: Vec<u32>) -> Csr {
        let nodes = self.offsets.len() - 1;
        let arcs = self.offsets[nodes] as usize;
        targets.resize(arcs, 0);
        let mut edges = vec![0; if keep.names { arcs } else { 0 }];
        let larger = |node: usize| self.offsets[node] + self.starts[node + 1] - self.starts[node];
        let mut next: Vec<_> = (0..nodes).map(larger).collect();
        for node in 0..nodes {
            for half in self.starts[node] as usize..self.starts[node + 1] as usize {
                let place = take(&mut next, self.smaller[half] as usize);
                targets[place] = node as u32;
                if keep.names {
                    edges[place] = self.edges[half];
                }
            }
        }
        next.copy_from_slice(&self.offsets[..nodes]);
        for node in 0..nodes {
            for arc in larger(node) as usize..self.offsets[node + 1] as usize {
                let place = take(&mut next, targets[arc] as usize);
                targets[place] = node as u32;
                if keep.names {
                    edges[place] = edges[arc];
                }
            }
        }
        let weights = keep.weights.map(|given| edges.iter().map(|&edge| given[edge as usize]).collect());
        Csr { offsets: self.offsets, targets, edges, weights: weights.unwrap_or_default() }
    }
}

/// Sources and edge numbers of the arcs of a directed graph, grouped by target.
pub(super) struct Scattered {
    offsets: Vec<u32>,
    sources: Vec<u32>,
    edges: Vec<u32>,
}

impl Scattered {
    pub(super) fn by_target(nodes: usize, arcs: &[[u32; 2]], keep: Keep<'_>) -> Self {
        let mut offsets = vec![0; nodes + 1];
        for_each_arc(arcs, |_, target, _| offsets[target + 1] += 1);
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let count = offsets[nodes] as usize;
        let mut sources = vec![0; count];
        let mut numbers = vec![0; if keep.names { count } else { 0 }];
        for_each_arc(arcs, |source, target, arc| {
            let place = take(&mut next, target);
            sources[place] = source as u32;
            if keep.names {
                numbers[place] = arc as u32;
            }
        });
        Self { offsets, sources, edges: numbers }
    }

    /// Walking the targets in order leaves every row sorted.
    pub(super) fn by_source(self, nodes: usize, arcs: &[[u32; 2]], keep: Keep<'_>) -> Csr {
        let mut offsets = vec![0; nodes + 1];
        for_each_arc(arcs, |source, _, _| offsets[source + 1] += 1);
        accumulate(&mut offsets);
        let mut next = offsets.clone();
        let mut targets = vec![0; self.sources.len()];
        let mut numbers = vec![0; self.edges.len()];
        for target in 0..nodes {
            for arc in self.offsets[target] as usize..self.offsets[target + 1] as usize {
                let place = take(&mut next, self.sources[arc] as usize);
                targets[place] = target as u32;
                if keep.names {
                    numbers[place] = self.edges[arc];
                }
            }
        }
        let weights = keep.weights.map(|given| numbers.iter().map(|&arc| given[arc as usize]).collect());
        Csr { offsets, targets, edges: numbers, weights: weights.unwrap_or_default() }
    }
}

/// Both ends and the number of every edge that is no loop.
#[inline(always)]
pub(super) fn for_each_arc(edges: &[[u32; 2]], mut visit: impl FnMut(usize, usize, usize)) {
    for (number, &[a, b]) in edges.iter().enumerate() {
        if a != b {
            visit(a as usize, b as usize, number);
        }
    }
}

/// From counts, shifted by one, to the places where rows start.
pub(super) fn accumulate(offsets: &mut [u32]) {
    let mut sum = 0;
    for offset in offsets {
        sum += *offset;
        *offset = sum;
    }
}

/// The next free place of a row.
#[inline(always)]
pub(super) fn take(next: &mut [u32], row: usize) -> usize {
    let place = next[row];
    next[row] += 1;
    place as usize
}
