//! One run of Leiden with one order of visits.

use crate::graph::Csr;

/// Gains below this are rounding.
const LEAST: f64 = 1e-10;

/// Communities after `rounds` runs, each starting from the last result; nodes are visited in this order.
pub(super) fn run(rows: &Csr, order: &[u32], rounds: usize) -> Vec<u32> {
    let weights = || (0..rows.arcs()).map(|arc| rows.weight(arc));
    let total: f64 = weights().sum();
    if !total.is_finite() || total <= 0.0 {
        return (0..rows.nodes() as u32).collect();
    }
    let whole = total < f64::from(u32::MAX) && weights().all(|weight| weight >= 0.0 && weight.fract() == 0.0);
    let communities = if whole {
        repeated(&Level::<u32>::of(rows, order), rounds)
    } else {
        repeated(&Level::<f64>::of(rows, order), rounds)
    };
    let mut result = vec![0; communities.len()];
    order.iter().zip(communities).for_each(|(&node, community)| result[node as usize] = community);
    result
}

fn repeated<W: Weight>(base: &Level<W>, rounds: usize) -> Vec<u32> {
    let mut communities: Vec<_> = (0..base.nodes() as u32).collect();
    for _ in 0..rounds {
        let next = round(base, communities.clone());
        if next == communities {
            break;
        }
        communities = next;
    }
    communities
}

/// A sum of weights. Whole ones are counted in half the memory, where most of the time goes.
trait Weight: Copy + PartialEq + Default + std::ops::AddAssign + std::ops::SubAssign {
    /// No weight of any node: the mark of communities that are not in sight.
    const NONE: Self;
    const ONE: Self;
    fn of(weight: f64) -> Self;
    fn get(self) -> f64;
}

impl Weight for u32 {
    const NONE: Self = u32::MAX;
    const ONE: Self = 1;

    fn of(weight: f64) -> Self {
        weight as u32
    }

    fn get(self) -> f64 {
        f64::from(self)
    }
}

impl Weight for f64 {
    const NONE: Self = -1.0;
    const ONE: Self = 1.0;

    fn of(weight: f64) -> Self {
        weight
    }

    fn get(self) -> f64 {
        self
    }
}

/// Moves, refines and merges until every node of the merged graph is a community of its own.
fn round<W: Weight>(base: &Level<W>, mut communities: Vec<u32>) -> Vec<u32> {
    let mut member: Vec<_> = (0..base.nodes() as u32).collect();
    let mut merged_level;
    let mut level = base;
    let mut visits = member.clone();
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
        merged_level = level.merged(&classes, merged);
        level = &merged_level;
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
struct Level<W> {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    /// Empty if all are 1.
    weights: Vec<W>,
    /// Weight of all arcs of the original nodes, those inside included.
    strengths: Vec<W>,
    /// Sum of strengths: twice the weight of the graph.
    total: f64,
}

impl<W: Weight> Level<W> {
    /// The graph with its nodes numbered in the order of visits, so that visits walk through memory.
    fn of(rows: &Csr, order: &[u32]) -> Self {
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

    fn with_room(nodes: usize, arcs: usize) -> Self {
        let mut offsets = Vec::with_capacity(nodes + 1);
        offsets.push(0);
        let (targets, strengths) = (Vec::with_capacity(arcs), Vec::with_capacity(nodes));
        Self { offsets, targets, weights: Vec::new(), strengths, total: 0.0 }
    }

    fn nodes(&self) -> usize {
        self.strengths.len()
    }

    #[inline]
    fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// Calls `visit` with every neighbour and the weight of the arc to it.
    #[inline(always)]
    fn each(&self, node: usize, mut visit: impl FnMut(usize, W)) {
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

    fn by_degree(&self) -> Vec<u32> {
        let mut order: Vec<_> = (0..self.nodes() as u32).collect();
        let degree = |node: usize| self.offsets[node + 1] - self.offsets[node];
        order.sort_by_key(|&node| (degree(node as usize), node));
        order
    }

    /// Moves nodes to the best community of a neighbour, as long as somebody gains.
    fn move_nodes(&self, visits: &[u32], communities: &mut [u32]) {
        let mut slots = Slots::of(communities, &self.strengths);
        let mut queue = Queue::of(visits);
        let mut empty = Empty::of(communities);
        while let Some(node) = queue.pop() {
            let own = communities[node];
            slots.list[own as usize].strength -= self.strengths[node];
            self.each(node, |w, weight| slots.add(communities[w], weight));
            let share = self.strengths[node].get() / self.total;
            let (mut best, mut most) = (own, slots.gain(own, share));
            for place in 0..slots.touched.len() {
                let community = slots.touched[place];
                let value = slots.gain(community, share);
                if value > most + LEAST || (value > most - LEAST && community < best && best != own) {
                    (best, most) = (community, value.max(most));
                }
            }
            slots.clear();
            if most < -LEAST {
                best = empty.take().unwrap_or(best);
            }
            slots.list[best as usize].strength += self.strengths[node];
            if best == own {
                continue;
            }
            empty.left(own, best);
            communities[node] = best;
            for &w in self.targets(node) {
                if communities[w as usize] != best {
                    queue.push(w);
                }
            }
        }
    }

    /// Classes within communities: nodes that are alone join the best class that is well attached to its community.
    fn refine(&self, communities: &[u32]) -> Vec<u32> {
        let n = self.nodes();
        let mut all = vec![W::default(); n];
        (0..n).for_each(|node| all[communities[node] as usize] += self.strengths[node]);
        let mut classes: Vec<_> = (0..n as u32).collect();
        let mut alone = vec![true; n];
        let cut_of: Vec<W> = (0..n).map(|node| self.inner(node, communities)).collect();
        let mut cuts = cut_of.clone();
        let mut slots = Slots::of(&classes, &self.strengths);
        for node in 0..n {
            let whole = all[communities[node] as usize].get();
            let attached =
                |cut: W, strength: W| cut.get() >= strength.get() * (whole - strength.get()) / self.total;
            if !alone[node] || !attached(cut_of[node], self.strengths[node]) {
                continue;
            }
            let inside = |w: usize| communities[w] == communities[node] && w != node;
            self.each(node, |w, weight| {
                if inside(w) {
                    slots.add(classes[w], weight);
                }
            });
            let share = self.strengths[node].get() / self.total;
            let (mut best, mut most) = (node as u32, 0.0);
            for &class in &slots.touched {
                let gain = slots.gain(class, share);
                let better = gain > most + LEAST || (gain > most - LEAST && most > 0.0 && class < best);
                if gain > LEAST && better && attached(cuts[class as usize], slots.strength(class)) {
                    (best, most) = (class, gain.max(most));
                }
            }
            if best as usize != node {
                let at = best as usize;
                cuts[at] += cut_of[node];
                cuts[at] -= slots.list[at].near;
                cuts[at] -= slots.list[at].near;
                slots.list[at].strength += self.strengths[node];
                classes[node] = best;
                // The class is named by its first node, which is alone no more.
                (alone[node], alone[at]) = (false, false);
            }
            slots.clear();
        }
        classes
    }

    /// Weight from a node to others of its community.
    #[inline]
    fn inner(&self, node: usize, communities: &[u32]) -> W {
        let mut inner = W::default();
        let own = communities[node];
        self.each(node, |w, weight| {
            if communities[w] == own && w != node {
                inner += weight;
            }
        });
        inner
    }

    /// The graph of classes; weight inside a class stays in its strength only.
    fn merged(&self, classes: &[u32], number: usize) -> Self {
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
fn by_class(classes: &[u32], number: usize) -> (Vec<u32>, Vec<u32>) {
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

/// Communities as a node sees them: what it is tied to lies in one line of memory with their strength.
struct Slots<W> {
    list: Vec<Slot<W>>,
    /// Those in sight.
    touched: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Slot<W> {
    /// Weight from the node to the community, [`Weight::NONE`] if it is not in sight.
    near: W,
    /// Weight of all arcs of its members.
    strength: W,
}

impl<W: Weight> Slots<W> {
    fn of(communities: &[u32], strengths: &[W]) -> Self {
        let mut list = vec![Slot { near: W::NONE, strength: W::default() }; strengths.len()];
        communities.iter().zip(strengths).for_each(|(&c, &strength)| list[c as usize].strength += strength);
        Self { list, touched: Vec::new() }
    }

    #[inline(always)]
    fn add(&mut self, community: u32, weight: W) {
        let slot = &mut self.list[community as usize];
        if slot.near == W::NONE {
            slot.near = weight;
            self.touched.push(community);
        } else {
            slot.near += weight;
        }
    }

    /// What modularity gains, times half the weight, if a node with this share of all weight joins.
    #[inline(always)]
    fn gain(&self, community: u32, share: f64) -> f64 {
        let slot = self.list[community as usize];
        let near = if slot.near == W::NONE { 0.0 } else { slot.near.get() };
        near - share * slot.strength.get()
    }

    fn strength(&self, community: u32) -> W {
        self.list[community as usize].strength
    }

    #[inline(always)]
    fn clear(&mut self) {
        for &community in &self.touched {
            self.list[community as usize].near = W::NONE;
        }
        self.touched.clear();
    }
}

/// Nodes to visit, each at most once at a time: a ring with a place for every node.
struct Queue {
    ring: Vec<u32>,
    waits: Vec<bool>,
    first: usize,
    length: usize,
}

impl Queue {
    fn of(visits: &[u32]) -> Self {
        Self { ring: visits.to_vec(), waits: vec![true; visits.len()], first: 0, length: visits.len() }
    }

    #[inline(always)]
    fn pop(&mut self) -> Option<usize> {
        if self.length == 0 {
            return None;
        }
        let node = self.ring[self.first] as usize;
        self.first = if self.first + 1 == self.ring.len() { 0 } else { self.first + 1 };
        self.length -= 1;
        self.waits[node] = false;
        Some(node)
    }

    #[inline(always)]
    fn push(&mut self, node: u32) {
        if std::mem::replace(&mut self.waits[node as usize], true) {
            return;
        }
        let last = self.first + self.length;
        let place = if last >= self.ring.len() { last - self.ring.len() } else { last };
        self.ring[place] = node;
        self.length += 1;
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
