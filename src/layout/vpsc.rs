//! Moves numbers on a line as little as possible so that given gaps between them are kept.
//!
//! The solver of Dwyer, Marriott & Stuckey 2005, *Fast node overlap removal* (with the correction of 2006): variables
//! bound by tight constraints form blocks, blocks merge where a constraint is violated and split where one only holds back.

/// `left` must stand at least `gap` before `right`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Constraint {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) gap: f64,
}

/// Most rounds of splitting; each lowers the cost, so the cap only bounds the time.
const ROUNDS: usize = 200;

/// The positions nearest to `wanted` (least sum of squared moves) that keep all `constraints`, which must form no cycle.
pub(crate) fn solve(wanted: &[f64], constraints: &[Constraint]) -> Vec<f64> {
    let mut solver = Solver::new(wanted, constraints);
    solver.satisfy();
    for _ in 0..ROUNDS {
        if !solver.split_blocks() {
            break;
        }
        solver.satisfy();
    }
    (0..wanted.len()).map(|variable| solver.position(variable)).collect()
}

struct Block {
    members: Vec<usize>,
    position: f64,
}

/// A variable in the tree of its block: how it hangs on the variable above.
#[derive(Clone, Copy)]
struct Branch {
    variable: usize,
    /// Index of the branch above; its own for the root.
    parent: usize,
    /// The active constraint between the two; none for the root.
    by: Option<usize>,
}

struct Solver<'a> {
    wanted: &'a [f64],
    constraints: &'a [Constraint],
    /// Constraints of each variable.
    touching: Vec<Vec<usize>>,
    active: Vec<bool>,
    /// Constraints that could not be kept; left alone from then on.
    hopeless: Vec<bool>,
    block_of: Vec<usize>,
    offset: Vec<f64>,
    blocks: Vec<Block>,
}

impl<'a> Solver<'a> {
    fn new(wanted: &'a [f64], constraints: &'a [Constraint]) -> Self {
        let mut touching = vec![Vec::new(); wanted.len()];
        for (number, constraint) in constraints.iter().enumerate() {
            touching[constraint.left].push(number);
            touching[constraint.right].push(number);
        }
        let block = |(variable, &position): (usize, &f64)| Block { members: vec![variable], position };
        Self {
            wanted,
            constraints,
            touching,
            active: vec![false; constraints.len()],
            hopeless: vec![false; constraints.len()],
            block_of: (0..wanted.len()).collect(),
            offset: vec![0.0; wanted.len()],
            blocks: wanted.iter().enumerate().map(block).collect(),
        }
    }

    fn position(&self, variable: usize) -> f64 {
        self.blocks[self.block_of[variable]].position + self.offset[variable]
    }

    /// Merges blocks until every constraint holds.
    fn satisfy(&mut self) {
        while let Some(number) = self.worst() {
            let Constraint { left, right, .. } = self.constraints[number];
            if self.block_of[left] == self.block_of[right] && !self.make_room(left, right) {
                self.hopeless[number] = true;
                continue;
            }
            self.merge(number);
        }
    }

    /// The most violated constraint, the first of equals.
    fn worst(&self) -> Option<usize> {
        let mut worst = (1e-9, None);
        for (number, constraint) in self.constraints.iter().enumerate() {
            if self.active[number] || self.hopeless[number] {
                continue;
            }
            let lack = self.position(constraint.left) + constraint.gap - self.position(constraint.right);
            if lack > worst.0 {
                worst = (lack, Some(number));
            }
        }
        worst.1
    }

    /// Joins the two blocks of a constraint so that it is tight; the smaller block moves into the larger.
    fn merge(&mut self, number: usize) {
        let Constraint { left, right, gap } = self.constraints[number];
        let (l, r) = (self.block_of[left], self.block_of[right]);
        let shift = self.offset[left] + gap - self.offset[right];
        let (keep, gone, shift) = if self.blocks[l].members.len() >= self.blocks[r].members.len() {
            (l, r, shift)
        } else {
            (r, l, -shift)
        };
        let moved = std::mem::take(&mut self.blocks[gone].members);
        for &variable in &moved {
            self.offset[variable] += shift;
            self.block_of[variable] = keep;
        }
        self.blocks[keep].members.extend(moved);
        self.active[number] = true;
        self.settle(keep);
    }

    /// Puts a block where its members' wishes balance.
    fn settle(&mut self, block: usize) {
        let members = &self.blocks[block].members;
        let sum: f64 = members.iter().map(|&v| self.wanted[v] - self.offset[v]).sum();
        self.blocks[block].position = sum / members.len() as f64;
    }

    /// Splits the block of `left` and `right` between them, where a constraint on the way points from left to right.
    fn make_room(&mut self, left: usize, right: usize) -> bool {
        let tree = self.tree(left);
        let multipliers = self.multipliers(&tree);
        let mut at =
            tree.iter().position(|branch| branch.variable == right).expect("both ends are in one block");
        let mut least: Option<(f64, usize)> = None;
        while let Some(by) = tree[at].by {
            let forward = self.constraints[by].right == tree[at].variable;
            if forward && least.is_none_or(|(value, _)| multipliers[at] < value) {
                least = Some((multipliers[at], by));
            }
            at = tree[at].parent;
        }
        if let Some((_, cut)) = least {
            self.split_at(cut);
        }
        least.is_some()
    }

    /// Splits every block at the constraint that holds it back most; says whether any was split.
    fn split_blocks(&mut self) -> bool {
        let mut split = false;
        for block in 0..self.blocks.len() {
            if self.blocks[block].members.len() < 2 {
                continue;
            }
            let tree = self.tree(self.blocks[block].members[0]);
            let multipliers = self.multipliers(&tree);
            let pressing =
                tree.iter().zip(multipliers).filter_map(|(branch, value)| Some((value, branch.by?)));
            let least = pressing.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            if let Some((_, cut)) = least.filter(|(value, _)| *value < -1e-7) {
                self.split_at(cut);
                split = true;
            }
        }
        split
    }

    /// The members of a block as a tree of active constraints, parents before children.
    fn tree(&self, root: usize) -> Vec<Branch> {
        let mut tree = vec![Branch { variable: root, parent: 0, by: None }];
        let mut next = 0;
        while next < tree.len() {
            let Branch { variable, by, .. } = tree[next];
            for &number in self.touching[variable].iter().filter(|&&c| self.active[c] && Some(c) != by) {
                let Constraint { left, right, .. } = self.constraints[number];
                let variable = if left == variable { right } else { left };
                tree.push(Branch { variable, parent: next, by: Some(number) });
            }
            next += 1;
        }
        tree
    }

    /// Lagrange multiplier of each branch's constraint: how hard it presses (negative: it only holds back).
    fn multipliers(&self, tree: &[Branch]) -> Vec<f64> {
        let pull = |branch: &Branch| 2.0 * (self.position(branch.variable) - self.wanted[branch.variable]);
        let mut sums: Vec<f64> = tree.iter().map(pull).collect();
        for index in (1..tree.len()).rev() {
            sums[tree[index].parent] += sums[index];
        }
        for (branch, sum) in tree.iter().zip(&mut sums) {
            if branch.by.is_some_and(|by| self.constraints[by].left == branch.variable) {
                *sum = -*sum;
            }
        }
        sums
    }

    /// Takes one active constraint away; what hung on its right end becomes a block of its own.
    fn split_at(&mut self, cut: usize) {
        let block = self.block_of[self.constraints[cut].left];
        self.active[cut] = false;
        let right: Vec<usize> =
            self.tree(self.constraints[cut].right).iter().map(|branch| branch.variable).collect();
        let new = self.blocks.len();
        for &variable in &right {
            self.block_of[variable] = new;
        }
        let block_of = &self.block_of;
        self.blocks[block].members.retain(|&variable| block_of[variable] == block);
        self.blocks.push(Block { members: right, position: 0.0 });
        self.settle(block);
        self.settle(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_variables_meet_half_way() {
        let solved = solve(&[0.0, 1.0], &[Constraint { left: 0, right: 1, gap: 5.0 }]);
        assert_eq!(solved, [-2.0, 3.0]);
    }

    #[test]
    fn a_satisfied_constraint_moves_nothing() {
        assert_eq!(solve(&[0.0, 9.0], &[Constraint { left: 0, right: 1, gap: 5.0 }]), [0.0, 9.0]);
    }

    proptest! {
        #[test]
        fn every_gap_is_kept(
            wanted in prop::collection::vec(-100.0_f64..100.0, 2..40),
            pairs in prop::collection::vec((0_usize..40, 0_usize..40, 0.0_f64..30.0), 0..120)
        ) {
            let ascending = pairs.iter().map(|&(a, b, gap)| (a % wanted.len(), b % wanted.len(), gap));
            let constraints: Vec<_> = ascending
                .filter(|(a, b, _)| a < b)
                .map(|(left, right, gap)| Constraint { left, right, gap })
                .collect();
            let solved = solve(&wanted, &constraints);
            for c in &constraints {
                prop_assert!(solved[c.left] + c.gap <= solved[c.right] + 1e-6);
            }
        }
    }
}
