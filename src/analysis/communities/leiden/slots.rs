//! What a node sees of the communities around it.

use super::weight::Weight;

/// Communities as a node sees them: what it is tied to lies in one line of memory with their strength.
pub(super) struct Slots<W> {
    pub(super) list: Vec<Slot<W>>,
    /// Those in sight.
    pub(super) touched: Vec<u32>,
}

#[derive(Clone, Copy)]
pub(super) struct Slot<W> {
    /// Weight from the node to the community, [`Weight::NONE`] if it is not in sight.
    pub(super) near: W,
    /// Weight of all arcs of its members.
    pub(super) strength: W,
}

impl<W: Weight> Slots<W> {
    pub(super) fn of(communities: &[u32], strengths: &[W]) -> Self {
        let mut list = vec![Slot { near: W::NONE, strength: W::default() }; strengths.len()];
        communities.iter().zip(strengths).for_each(|(&c, &strength)| list[c as usize].strength += strength);
        Self { list, touched: Vec::new() }
    }

    #[inline(always)]
    pub(super) fn add(&mut self, community: u32, weight: W) {
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
    pub(super) fn gain(&self, community: u32, share: f64) -> f64 {
        let slot = self.list[community as usize];
        let near = if slot.near == W::NONE { 0.0 } else { slot.near.get() };
        near - share * slot.strength.get()
    }

    pub(super) fn strength(&self, community: u32) -> W {
        self.list[community as usize].strength
    }

    #[inline(always)]
    pub(super) fn clear(&mut self) {
        for &community in &self.touched {
            self.list[community as usize].near = W::NONE;
        }
        self.touched.clear();
    }
}
