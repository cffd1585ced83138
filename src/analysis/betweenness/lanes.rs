//! Searches from many sources at once: one pass over a row of neighbours serves all sources that reach it together.

use super::plain;
use crate::error::Error;
use crate::graph::Csr;

/// Above this, shares of chains leave the normal range of single precision.
const MOST_CHAINS: f32 = 1e30;

/// Number of chains or a share of them, by source.
type Lanes<const B: usize> = [f32; B];

/// Sum over `sources` of how much each node lies on their shortest chains, weighted by the sources' and targets' weights.
pub(super) fn accumulate<const B: usize>(
    rows: &Csr,
    weights: &[f32],
    sources: &[(u32, f32)],
) -> Result<Vec<f64>, Error> {
    let mut search = Search::<B>::new(rows.nodes());
    let mut scores = vec![0.0; rows.nodes()];
    for batch in sources.chunks(B) {
        if search.run(rows, weights, batch, &mut scores) {
            continue;
        }
        let exact = plain::accumulate(rows, weights, batch)?;
        exact.iter().zip(&mut scores).for_each(|(score, sum)| *sum += score);
    }
    Ok(scores)
}

/// Memory of one batch, reused by the next.
struct Search<const B: usize> {
    /// Shortest chains from each source.
    chains: Vec<Lanes<B>>,
    /// (weight + share) / chains of each node.
    shares: Vec<Lanes<B>>,
    /// Sources that have reached a node on an earlier level.
    seen: Vec<u32>,
    /// Sources that reach a node on the next level.
    next: Vec<u32>,
    /// Nodes in order of level, with the sources whose level it is.
    order: Vec<(u32, u32)>,
    /// Where levels start in `order`.
    levels: Vec<usize>,
}

impl<const B: usize> Search<B> {
    fn new(nodes: usize) -> Self {
        Self {
            chains: vec![[0.0; B]; nodes],
            shares: vec![[0.0; B]; nodes],
            seen: vec![0; nodes],
            next: vec![0; nodes],
            order: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// Adds a batch to the scores; false, with scores untouched, if there are too many chains.
    fn run(&mut self, rows: &Csr, weights: &[f32], batch: &[(u32, f32)], scores: &mut [f64]) -> bool {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been asked.
            return unsafe { self.run_avx2(rows, weights, batch, scores) };
        }
        self.run_portable(rows, weights, batch, scores)
    }

    /// The same code compiled for wider registers; without fused operations it gives the same bits.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&mut self, rows: &Csr, weights: &[f32], batch: &[(u32, f32)], scores: &mut [f64]) -> bool {
        self.run_portable(rows, weights, batch, scores)
    }

    #[inline(always)]
    fn run_portable(
        &mut self,
        rows: &Csr,
        weights: &[f32],
        batch: &[(u32, f32)],
        scores: &mut [f64],
    ) -> bool {
        self.start(batch);
        while self.forward(rows) {}
        let countable = self.order.iter().all(|&(v, _)| all_below(&self.chains[v as usize]));
        if countable {
            let mut times = [0.0; B];
            batch.iter().zip(&mut times).for_each(|((_, given), lane)| *lane = *given);
            (0..self.levels.len() - 1).rev().for_each(|l| self.backward(rows, weights, &times, l, scores));
        }
        countable
    }

    #[inline(always)]
    fn start(&mut self, batch: &[(u32, f32)]) {
        for &(v, _) in &self.order {
            self.seen[v as usize] = 0;
            self.chains[v as usize] = [0.0; B];
        }
        self.order.clear();
        self.levels.clear();
        for (lane, &(source, _)) in batch.iter().enumerate() {
            self.seen[source as usize] = 1 << lane;
            self.chains[source as usize][lane] = 1.0;
            self.order.push((source, 1 << lane));
        }
        self.levels.extend([0, self.order.len()]);
    }

    /// One level further; whether anybody new was reached.
    #[inline(always)]
    fn forward(&mut self, rows: &Csr) -> bool {
        let [start, end] = [self.levels[self.levels.len() - 2], self.levels[self.levels.len() - 1]];
        for place in start..end {
            let (v, here) = self.order[place];
            let chains = masked(&self.chains[v as usize], here);
            for &w in rows.neighbours(v as usize) {
                let new = here & !self.seen[w as usize];
                if new == 0 {
                    continue;
                }
                if self.next[w as usize] == 0 {
                    self.order.push((w, 0));
                }
                self.next[w as usize] |= new;
                add(&mut self.chains[w as usize], &chains, new);
            }
        }
        for (w, lanes) in &mut self.order[end..] {
            *lanes = std::mem::take(&mut self.next[*w as usize]);
            self.seen[*w as usize] |= *lanes;
        }
        self.levels.push(self.order.len());
        self.order.len() > end
    }

    /// From the shares of the level behind to those of this one.
    #[inline(always)]
    fn backward(&mut self, rows: &Csr, weights: &[f32], times: &Lanes<B>, level: usize, scores: &mut [f64]) {
        let behind = self.levels[level + 1]..self.levels.get(level + 2).copied().unwrap_or(self.order.len());
        for &(w, lanes) in &self.order[behind.clone()] {
            self.next[w as usize] = lanes;
        }
        for place in self.levels[level]..self.levels[level + 1] {
            let (v, here) = self.order[place];
            let mut sum = [0.0; B];
            for &w in rows.neighbours(v as usize) {
                let further = self.next[w as usize] & here;
                if further != 0 {
                    add(&mut sum, &self.shares[w as usize], further);
                }
            }
            let v = v as usize;
            let chains = &self.chains[v];
            let (mut score, mut fresh) = ([0.0; B], [0.0; B]);
            for lane in 0..B {
                let share = chains[lane] * sum[lane];
                fresh[lane] = (weights[v] + share) / chains[lane];
                score[lane] = share * times[lane];
            }
            // Other lanes may still be read by this level: the node can stand on the next one for them.
            replace(&mut self.shares[v], &fresh, here);
            if level > 0 {
                scores[v] += f64::from(total(masked(&score, here)));
            }
        }
        for &(w, _) in &self.order[behind] {
            self.next[w as usize] = 0;
        }
    }
}

#[inline(always)]
fn lane_mask(lanes: u32, lane: usize) -> u32 {
    0u32.wrapping_sub(lanes >> lane & 1)
}

#[inline(always)]
fn masked<const B: usize>(values: &Lanes<B>, lanes: u32) -> Lanes<B> {
    std::array::from_fn(|lane| f32::from_bits(values[lane].to_bits() & lane_mask(lanes, lane)))
}

#[inline(always)]
fn add<const B: usize>(sum: &mut Lanes<B>, values: &Lanes<B>, lanes: u32) {
    for lane in 0..B {
        sum[lane] += f32::from_bits(values[lane].to_bits() & lane_mask(lanes, lane));
    }
}

#[inline(always)]
fn replace<const B: usize>(old: &mut Lanes<B>, new: &Lanes<B>, lanes: u32) {
    for lane in 0..B {
        let mask = lane_mask(lanes, lane);
        old[lane] = f32::from_bits(new[lane].to_bits() & mask | old[lane].to_bits() & !mask);
    }
}

#[inline(always)]
fn all_below<const B: usize>(chains: &Lanes<B>) -> bool {
    chains.iter().fold(true, |all, &ways| all & (ways < MOST_CHAINS))
}

/// Halves are added to halves, in an order that does not depend on the processor.
#[inline(always)]
fn total<const B: usize>(mut values: Lanes<B>) -> f32 {
    let mut width = B / 2;
    while width > 0 {
        for lane in 0..width {
            values[lane] += values[lane + width];
        }
        width /= 2;
    }
    values[0]
}
