//! One run of Leiden with one order of visits.

mod level;
mod moves;
mod queue;
mod slots;
mod weight;

use crate::graph::Csr;
use level::Level;
use weight::Weight;

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
