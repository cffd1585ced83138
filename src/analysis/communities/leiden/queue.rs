//! Nodes that wait, and communities that are free.

/// Nodes to visit, each at most once at a time: a ring with a place for every node.
pub(super) struct Queue {
    ring: Vec<u32>,
    waits: Vec<bool>,
    first: usize,
    length: usize,
}

impl Queue {
    pub(super) fn of(visits: &[u32]) -> Self {
        Self { ring: visits.to_vec(), waits: vec![true; visits.len()], first: 0, length: visits.len() }
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<usize> {
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
    pub(super) fn push(&mut self, node: u32) {
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
pub(super) struct Empty {
    sizes: Vec<u32>,
    free: Vec<u32>,
}

impl Empty {
    pub(super) fn of(communities: &[u32]) -> Self {
        let mut sizes = vec![0; communities.len()];
        communities.iter().for_each(|&community| sizes[community as usize] += 1);
        let free =
            (0..sizes.len() as u32).rev().filter(|&community| sizes[community as usize] == 0).collect();
        Self { sizes, free }
    }

    pub(super) fn take(&mut self) -> Option<u32> {
        while let Some(community) = self.free.pop() {
            if self.sizes[community as usize] == 0 {
                return Some(community);
            }
        }
        None
    }

    pub(super) fn left(&mut self, own: u32, best: u32) {
        self.sizes[best as usize] += 1;
        self.sizes[own as usize] -= 1;
        if self.sizes[own as usize] == 0 {
            self.free.push(own);
        }
    }
}
