//! Folding of leaves: whoever has one contact adds to scores by a formula and needs no search.

use crate::analysis::watch::Watch;
use crate::error::Error;
use crate::graph::Csr;

/// What remains after folding, renumbered by falling degree so that busy rows lie together.
pub(super) struct Core {
    /// Neighbours among the remaining.
    pub(super) rows: Csr,
    /// How many nodes each stands for, itself included; exact in single precision up to 2²⁴.
    pub(super) weights: Vec<f32>,
    /// The number in the core of the node that each original node was folded into.
    pub(super) home: Vec<u32>,
    /// Original number of each node of the core.
    original: Vec<u32>,
    /// Scores by formula, of all original nodes.
    folded: Vec<f64>,
}

impl Core {
    pub(super) fn of(rows: &Csr) -> Self {
        let mut folding = Folding::start(rows);
        folding.fold(rows);
        folding.finish();
        folding.core(rows)
    }

    /// Adds `scale` times the scores of the core's searches to those by formula.
    pub(super) fn complete(
        self,
        mut sources: Vec<(u32, f32)>,
        scale: f64,
        watch: Watch<'_>,
    ) -> Result<Vec<f64>, Error> {
        self.sort_by_likeness(&mut sources);
        let searched = super::in_chunks(&self, &sources, watch)?;
        let mut scores = self.folded;
        searched.iter().zip(&self.original).for_each(|(s, &node)| scores[node as usize] += scale * s);
        Ok(scores)
    }

    /// Sources that share their busiest neighbours stand together: they share most of their search.
    fn sort_by_likeness(&self, sources: &mut [(u32, f32)]) {
        let busiest = |node: u32| {
            let row = self.rows.neighbours(node as usize);
            std::array::from_fn::<_, 4, _>(|place| row.get(place).copied().unwrap_or(u32::MAX))
        };
        sources.sort_by_cached_key(|&(node, _)| (busiest(node), node));
    }
}

struct Folding {
    scores: Vec<f64>,
    weights: Vec<u32>,
    degrees: Vec<u32>,
    /// The node that each was folded into; itself if it remains.
    into: Vec<u32>,
    /// Nodes of each node's component.
    sizes: Vec<u32>,
}

impl Folding {
    fn start(rows: &Csr) -> Self {
        let n = rows.nodes();
        Self {
            scores: vec![0.0; n],
            weights: vec![1; n],
            degrees: (0..n).map(|node| rows.degree(node) as u32).collect(),
            into: (0..n as u32).collect(),
            sizes: component_sizes(rows),
        }
    }

    fn remains(&self, node: usize) -> bool {
        self.into[node] as usize == node
    }

    fn fold(&mut self, rows: &Csr) {
        let mut leaves: Vec<_> = (0..rows.nodes()).filter(|&node| self.degrees[node] == 1).collect();
        while let Some(leaf) = leaves.pop() {
            if self.degrees[leaf] != 1 {
                continue;
            }
            let stem = rows.neighbours(leaf).iter().map(|&v| v as usize).find(|&v| self.remains(v));
            let stem = stem.expect("a leaf has one neighbour left");
            let [own, other, all] = [self.weights[leaf], self.weights[stem], self.sizes[leaf]].map(f64::from);
            self.scores[leaf] += (own - 1.0) * (all - own);
            self.scores[stem] += own * (other - 1.0);
            self.weights[stem] += self.weights[leaf];
            self.into[leaf] = stem as u32;
            self.degrees[leaf] = 0;
            self.degrees[stem] -= 1;
            if self.degrees[stem] == 1 {
                leaves.push(stem);
            }
        }
    }

    /// Chains between a node's folded branches and the rest of its component.
    fn finish(&mut self) {
        for node in 0..self.scores.len() {
            if self.remains(node) {
                let [own, all] = [self.weights[node], self.sizes[node]].map(f64::from);
                self.scores[node] += (own - 1.0) * (all - own);
            }
        }
    }

    fn core(mut self, rows: &Csr) -> Core {
        let mut original: Vec<_> = (0..rows.nodes()).filter(|&node| self.remains(node)).collect();
        original.sort_by_key(|&node| (std::cmp::Reverse(self.degrees[node]), node));
        let mut number = vec![u32::MAX; rows.nodes()];
        original.iter().enumerate().for_each(|(place, &node)| number[node] = place as u32);
        let mut edges = Vec::new();
        for &node in &original {
            let larger = rows.neighbours(node).iter().map(|&v| v as usize).filter(|&v| v > node);
            edges.extend(larger.filter(|&v| self.remains(v)).map(|v| [number[node], number[v]]));
        }
        let home = (0..rows.nodes()).map(|node| number[self.root(node)]).collect();
        Core {
            rows: Csr::undirected(original.len(), &edges).expect("a part of a graph that was built"),
            weights: original.iter().map(|&node| self.weights[node] as f32).collect(),
            home,
            original: original.iter().map(|&node| node as u32).collect(),
            folded: self.scores,
        }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while !self.remains(node) {
            self.into[node] = self.into[self.into[node] as usize];
            node = self.into[node] as usize;
        }
        node
    }
}

fn component_sizes(rows: &Csr) -> Vec<u32> {
    let labels = super::super::components::components(rows);
    let mut sizes = vec![0; rows.nodes()];
    labels.iter().for_each(|&label| sizes[label as usize] += 1);
    labels.iter().map(|&label| sizes[label as usize]).collect()
}
