//! Which boxes hang together.

use super::problem::Problem;

/// The connected parts, each in ascending order, ordered by their smallest member (union-find with path halving).
pub(crate) fn components(problem: &Problem) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..problem.boxes.len()).collect();
    for line in &problem.lines {
        let (a, b) = (root(&mut parent, line.from), root(&mut parent, line.to));
        parent[a.max(b)] = a.min(b);
    }
    let mut part_of_root = vec![usize::MAX; parent.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for node in 0..parent.len() {
        let root = root(&mut parent, node);
        if part_of_root[root] == usize::MAX {
            part_of_root[root] = parts.len();
            parts.push(Vec::new());
        }
        parts[part_of_root[root]].push(node);
    }
    parts
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}
