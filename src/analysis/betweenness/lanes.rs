//! Searches from many sources at once: one pass over a row of neighbours serves all sources that reach it together.

use super::plain;
use crate::error::Error;
use crate::graph::Csr;

/// Above this, shares of chains leave the normal range of single precision.
const MOST_CHAINS: f32 = 1e30;

/// Number of chains or a share of them, by source.
type Lanes<const B: usize> = [f32; B];

/// The widest registers that a search may use. All give the same bits: nothing is fused, and sums have one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kernel {
    Portable,
    Avx2,
    Avx512,
}

impl Kernel {
    pub(super) const ALL: [Kernel; 3] = [Kernel::Avx512, Kernel::Avx2, Kernel::Portable];

    /// The widest of this processor.
    pub(super) fn best() -> Self {
        Self::ALL.into_iter().find(|kernel| kernel.is_available()).unwrap_or(Kernel::Portable)
    }

    pub(super) fn is_available(self) -> bool {
        match self {
            Kernel::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

/// Sum over `sources` of how much each node lies on their shortest chains, weighted by the sources' and targets' weights.
///
/// # Panics
/// If this processor does not have the kernel.
pub(super) fn accumulate<const B: usize>(
    kernel: Kernel,
    rows: &Csr,
    weights: &[f32],
    sources: &[(u32, f32)],
) -> Result<Vec<f64>, Error> {
    assert!(kernel.is_available(), "a kernel of this processor");
    let mut search = Search::<B>::new(rows.nodes());
    let mut scores = vec![0.0; rows.nodes()];
    for batch in sources.chunks(B) {
        // SAFETY: this processor has the kernel.
        if unsafe { search.run(kernel, rows, weights, batch, &mut scores) } {
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
    ///
    /// # Safety
    /// The processor has the kernel.
    unsafe fn run(
        &mut self,
        kernel: Kernel,
        rows: &Csr,
        weights: &[f32],
        batch: &[(u32, f32)],
        scores: &mut [f64],
    ) -> bool {
        match kernel {
            // SAFETY: the caller answers for the kernel.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => unsafe { self.run_avx512(rows, weights, batch, scores) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => unsafe { self.run_avx2(rows, weights, batch, scores) },
            _ => self.run_portable(rows, weights, batch, scores),
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn run_avx512(&mut self, rows: &Csr, weights: &[f32], batch: &[(u32, f32)], scores: &mut [f64]) -> bool {
        self.run_portable(rows, weights, batch, scores)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&mut self, rows: &Csr, weights: &[f32], batch: &[(u32, f32)], scores: &mut [f64]) -> bool {
        self.run_portable(rows, weights, batch, scores)
    }

    /// Compiled once for each kernel. Loops only: a closure that is not inlined would be compiled for narrow registers.
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
        for &(v, _) in &self.order {
            if !all_below(&self.chains[v as usize]) {
                return false;
            }
        }
        let mut times = [0.0; B];
        for (lane, &(_, given)) in batch.iter().enumerate() {
            times[lane] = given;
        }
        for level in (0..self.levels.len() - 1).rev() {
            self.backward(rows, weights, &times, level, scores);
        }
        true
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

/// All ones if the source of the lane is among `lanes`: in this form compilers use a compare or a mask register.
#[inline(always)]
fn lane_mask(lanes: u32, lane: usize) -> u32 {
    if lanes & (1 << lane) == 0 { 0 } else { u32::MAX }
}

#[inline(always)]
fn masked<const B: usize>(values: &Lanes<B>, lanes: u32) -> Lanes<B> {
    let mut kept = [0.0; B];
    for lane in 0..B {
        kept[lane] = f32::from_bits(values[lane].to_bits() & lane_mask(lanes, lane));
    }
    kept
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
    let mut all = true;
    for ways in chains {
        all &= *ways < MOST_CHAINS;
    }
    all
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
