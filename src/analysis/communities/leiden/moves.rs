//! Who joins whom: moves between communities, and classes within them.

use super::LEAST;
use super::level::Level;
use super::queue::{Empty, Queue};
use super::slots::Slots;
use super::weight::Weight;

impl<W: Weight> Level<W> {
    /// Moves nodes to the best community of a neighbour, as long as somebody gains.
    pub(super) fn move_nodes(&self, visits: &[u32], communities: &mut [u32]) {
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
    pub(super) fn refine(&self, communities: &[u32]) -> Vec<u32> {
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
    pub(super) fn inner(&self, node: usize, communities: &[u32]) -> W {
        let mut inner = W::default();
        let own = communities[node];
        self.each(node, |w, weight| {
            if communities[w] == own && w != node {
                inner += weight;
            }
        });
        inner
    }
}
