//! Sets of nodes, one bit each: small enough to stay in the nearest cache.

pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of nodes below `size`.
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    pub(super) fn of(size: usize, members: &[u32]) -> Self {
        let mut bits = Self::new(size);
        members.iter().for_each(|&member| bits.set(member));
        bits
    }

    #[inline]
    pub(super) fn set(&mut self, member: u32) {
        self.0[member as usize / 64] |= 1 << (member % 64);
    }

    #[inline]
    pub(super) fn clear(&mut self, member: u32) {
        self.0[member as usize / 64] &= !(1 << (member % 64));
    }

    #[inline]
    pub(super) fn has(&self, member: u32) -> bool {
        self.0[member as usize / 64] >> (member % 64) & 1 == 1
    }
}
