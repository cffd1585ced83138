//! Parallel edges become one.

use super::{Csr, Keep};

impl Csr {
    /// Merges equal neighbours within a row, in place.
    pub(super) fn merge_parallel(&mut self, keep: Keep<'_>) {
        if !self.has_parallel() {
            return;
        }
        let mut write = 0;
        for node in 0..self.nodes() {
            let (row, start) = (self.row(node), write);
            for arc in row {
                if write > start && self.targets[write - 1] == self.targets[arc] {
                    if keep.weights.is_some() {
                        self.weights[write - 1] += self.weights[arc];
                    }
                    continue;
                }
                self.targets[write] = self.targets[arc];
                if keep.names {
                    self.edges[write] = self.edges[arc];
                }
                if keep.weights.is_some() {
                    self.weights[write] = self.weights[arc];
                }
                write += 1;
            }
            self.offsets[node] = start as u32;
        }
        if let Some(end) = self.offsets.last_mut() {
            *end = write as u32;
        }
        self.targets.truncate(write);
        self.edges.truncate(write);
        self.weights.truncate(write);
    }

    /// Whether some node has a neighbour twice.
    fn has_parallel(&self) -> bool {
        let twice = |row: &[u32]| row.windows(2).fold(false, |twice, pair| twice | (pair[0] == pair[1]));
        (0..self.nodes()).any(|node| twice(self.neighbours(node)))
    }
}
