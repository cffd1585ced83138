//! Sorted rows of a plain undirected graph, block by block.
//!
//! Counting sorts over a whole graph write to places all over the memory. Here the arcs are first parted into blocks of
//! neighbouring sources, which is written in a few streams, and each block is then sorted by target and source while it
//! stays in the cache: radix sort, the least significant digit first (Knuth 1998, *The Art of Computer Programming* 3).

use super::rows::{accumulate, take};
use super::{Csr, Error};

/// A block holds the arcs of 2¹⁰ nodes.
const LOW: u32 = 10;

/// Arcs by block, each packed into 32 bits: the low bits of its source over its target.
pub(super) struct Blocks {
    nodes: usize,
    /// Bits of a target.
    bits: u32,
    /// Where blocks start.
    starts: Vec<u32>,
    arcs: Vec<u32>,
}

impl Blocks {
    /// Whether arcs among so many nodes fit into 32 bits.
    pub(super) fn hold(nodes: usize) -> bool {
        nodes > 0 && width(nodes) + LOW <= u32::BITS
    }

    pub(super) fn of(nodes: usize, edges: &[[u32; 2]]) -> Result<Self, Error> {
        let bits = width(nodes);
        let starts = starts(nodes, edges)?;
        let (mut next, mut arcs) = (starts.clone(), vec![0; starts[starts.len() - 1] as usize]);
        for &[a, b] in edges {
            if a == b {
                continue;
            }
            for (source, target) in [(a, b), (b, a)] {
                let place = take(&mut next, (source >> LOW) as usize);
                arcs[place] = (source & ((1 << LOW) - 1)) << bits | target;
            }
        }
        Ok(Self { nodes, bits, starts, arcs })
    }

    /// What `targets` holds does not matter, every place is written. True if some edge is there twice.
    pub(super) fn rows(mut self, mut targets: Vec<u32>) -> (Csr, bool) {
        targets.resize(self.arcs.len(), 0);
        let mut offsets = vec![0; self.nodes + 1];
        offsets[self.nodes] = self.arcs.len() as u32;
        let most = self.starts.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        let mut sorter = Sorter::new(self.bits, most as usize);
        let mut parallel = false;
        for (block, offsets) in offsets[..self.nodes].chunks_mut(1 << LOW).enumerate() {
            let (start, end) = (self.starts[block], self.starts[block + 1]);
            offsets.fill(start);
            if start < end {
                let range = start as usize..end as usize;
                parallel |= sorter.sort(&mut self.arcs[range.clone()], &mut targets[range], offsets);
            }
        }
        (Csr { offsets, targets, edges: Vec::new(), weights: Vec::new() }, parallel)
    }
}

/// Bits of the largest node.
fn width(nodes: usize) -> u32 {
    (usize::BITS - (nodes - 1).leading_zeros()).max(1)
}

/// Where the arcs of each block start; checks the ends by the way.
fn starts(nodes: usize, edges: &[[u32; 2]]) -> Result<Vec<u32>, Error> {
    let mut counts = vec![0; nodes.div_ceil(1 << LOW) + 1];
    let mut largest = 0;
    for &[a, b] in edges {
        largest = largest.max(a).max(b);
        for end in [a, b] {
            if let Some(count) = counts.get_mut((end >> LOW) as usize + 1) {
                *count += u32::from(a != b);
            }
        }
    }
    if largest as usize >= nodes {
        return Err(Error::OutOfRange { node: largest as usize, nodes });
    }
    accumulate(&mut counts);
    Ok(counts)
}

/// A target has up to two digits of so many bits.
const DIGIT: u32 = (u32::BITS - LOW) / 2;
type Digits = [u32; 1 << DIGIT];

/// Sorts a block by target, in two digits, and then by source.
struct Sorter {
    bits: u32,
    half: u32,
    low: Digits,
    high: Digits,
    scratch: Vec<u32>,
}

impl Sorter {
    fn new(bits: u32, most: usize) -> Self {
        Self {
            bits,
            half: bits.div_ceil(2),
            low: [0; 1 << DIGIT],
            high: [0; 1 << DIGIT],
            scratch: vec![0; most],
        }
    }

    /// `offsets` holds the start of the block for each of its nodes and receives the starts of the rows.
    fn sort(&mut self, arcs: &mut [u32], targets: &mut [u32], offsets: &mut [u32]) -> bool {
        let (bits, half) = (self.bits, self.half);
        let (mask, half_mask) = ((1 << bits) - 1, (1 << half) - 1);
        // The last mask changes nothing and tells that no place needs a check.
        let low = |arc: u32| (arc & half_mask) as usize % (1 << DIGIT);
        let high = |arc: u32| ((arc & mask) >> half) as usize % (1 << DIGIT);
        let row = |arc: u32| (arc >> bits) as usize % (1 << LOW);
        let mut rows = [0; 1 << LOW];
        let digits = 1 << half;
        self.low[..digits].fill(0);
        self.high[..digits].fill(0);
        for &arc in &*arcs {
            self.low[low(arc)] += 1;
            self.high[high(arc)] += 1;
            rows[row(arc)] += 1;
        }
        from_counts(&mut self.low[..digits]);
        from_counts(&mut self.high[..digits]);
        from_counts(&mut rows);
        for (offset, row) in offsets.iter_mut().zip(&rows) {
            *offset += row;
        }
        let scratch = &mut self.scratch[..arcs.len()];
        for &arc in &*arcs {
            scratch[take(&mut self.low, low(arc))] = arc;
        }
        for &arc in &*scratch {
            arcs[take(&mut self.high, high(arc))] = arc;
        }
        let starts = rows;
        let mut parallel = false;
        for &arc in &*arcs {
            let place = take(&mut rows, row(arc));
            parallel |= place as u32 > starts[row(arc)] && targets[place - 1] == arc & mask;
            targets[place] = arc & mask;
        }
        parallel
    }
}

/// From counts to the places where digits start.
fn from_counts(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
}
