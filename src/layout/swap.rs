//! Swaps of two boxes: what a search that moves one box at a time cannot reach.

use super::search::Search;

/// Boxes up to which every pair is tried; above, only pairs that stand near each other.
const EVERY_PAIR_UP_TO: usize = 120;
/// How near, in mean lengths of a link.
const NEAR: f64 = 1.6;

impl Search<'_> {
    /// Tries to exchange the places of every two boxes and keeps what costs less. O(pairs · cost of a box).
    pub(crate) fn swap_boxes(&mut self) -> f64 {
        let n = self.len();
        let reach = if n <= EVERY_PAIR_UP_TO { f64::INFINITY } else { NEAR * self.mean_length() };
        let mut gained = 0.0;
        for a in 0..n {
            for b in a + 1..n {
                if (self.place(a) - self.place(b)).length() <= reach {
                    gained += self.swap_two(a, b);
                }
            }
        }
        gained
    }

    /// What the swap gains; nothing is changed if it gains nothing.
    fn swap_two(&mut self, a: usize, b: usize) -> f64 {
        let (at_a, at_b) = (self.place(a), self.place(b));
        let before = self.cost(a, at_a, f64::INFINITY) + self.cost(b, at_b, f64::INFINITY);
        self.move_to(a, at_b);
        self.move_to(b, at_a);
        let mut after = self.cost(a, at_b, before);
        if after < before {
            after += self.cost(b, at_a, before - after);
        }
        if after < before - 1e-9 {
            return before - after;
        }
        self.move_to(a, at_a);
        self.move_to(b, at_b);
        0.0
    }
}
