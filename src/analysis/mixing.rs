//! The network as a whole: density, reciprocity, and how far contact crosses sides.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::short;
use crate::error::Error;
use crate::graph::{Csr, Network};

/// Edges present among those possible; none below two nodes.
pub fn density(rows: &Csr) -> Option<f64> {
    let n = rows.nodes() as f64;
    (rows.nodes() > 1).then(|| rows.arcs() as f64 / (n * (n - 1.0)))
}

/// Share of arcs that are returned; none without arcs.
pub fn reciprocity(arcs: &Csr) -> Option<f64> {
    let returned = arcs.all_arcs().filter(|&(a, b, _)| arcs.has_arc(b, a)).count();
    (arcs.arcs() > 0).then(|| returned as f64 / arcs.arcs() as f64)
}

/// Ties within sides and across them; ties of somebody without side do not count.
pub fn inside_and_across(rows: &Csr, side_of: &[Option<usize>]) -> (usize, usize) {
    let sides = |(a, b, _): (usize, usize, f64)| Some((side_of[a]?, side_of[b]?)).filter(|_| a < b);
    let ties: Vec<_> = rows.all_arcs().filter_map(sides).collect();
    let inside = ties.iter().filter(|(a, b)| a == b).count();
    (inside, ties.len() - inside)
}

/// E-I index: (across − inside) / (across + inside), −1 closed to +1 open; none without ties.
///
/// Krackhardt, Stern 1988, *Informal Networks and Organizational Crises*.
pub fn e_i_index(inside: usize, across: usize) -> Option<f64> {
    let all = (inside + across) as f64;
    (all > 0.0).then(|| (across as f64 - inside as f64) / all)
}

/// Assortativity by side: 1 if all ties stay inside, 0 as by chance, negative if they cross; none if undefined.
///
/// Newman 2003, *Mixing Patterns in Networks*.
pub fn assortativity(rows: &Csr, side_of: &[Option<usize>]) -> Option<f64> {
    let sides = side_of.iter().flatten().max()? + 1;
    let (mut ends, mut inside, mut all) = (vec![0.0; sides], 0.0, 0.0);
    for (a, b, _) in rows.all_arcs() {
        let (Some(a), Some(b)) = (side_of[a], side_of[b]) else { continue };
        ends[a] += 1.0;
        inside += f64::from(u8::from(a == b));
        all += 1.0;
    }
    let expected: f64 = ends.iter().map(|end| end * end / (all * all)).sum();
    (all > 0.0 && expected < 1.0).then(|| (inside / all - expected) / (1.0 - expected))
}

/// Why nothing is said about sides.
pub(super) fn no_sides(sides: usize) -> String {
    match sides {
        0 => "No sides are known in this network, so nothing can be said about them.".to_owned(),
        _ => "Only one side is known in this network, so nothing can be said about sides.".to_owned(),
    }
}

/// Only those in contact: isolates would dilute the density.
fn in_contact(network: &Network) -> usize {
    (0..network.actors().len()).filter(|&node| network.rows().degree(node) > 0).count()
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let (sides, side_of) = network.sides();
    let n = in_contact(network) as f64;
    let density = (n > 1.0).then(|| rows.arcs() as f64 / (n * (n - 1.0)));
    let (inside, across) = inside_and_across(rows, &side_of);
    let two_sides = |value: Option<f64>| value.filter(|_| sides.len() > 1);
    let e_i = two_sides(e_i_index(inside, across));
    let mut table = Table::new("The network as a whole", &["measure", "value"]);
    let rows_of_table = [
        ("actors in contact", (n as usize).into()),
        ("pairs in contact", network.ties().len().into()),
        ("density among them", Value::measure(density)),
        ("reciprocity", Value::measure(reciprocity(network.arcs()).filter(|_| network.is_directed()))),
        ("ties inside sides", if sides.len() > 1 { inside.into() } else { Value::Blank }),
        ("ties across sides", if sides.len() > 1 { across.into() } else { Value::Blank }),
        ("E-I index by side", Value::measure(e_i)),
        ("assortativity by side", Value::measure(two_sides(assortativity(rows, &side_of)))),
    ];
    rows_of_table.into_iter().for_each(|(name, value)| table.push(vec![name.into(), value], Vec::new()));
    match e_i {
        Some(index) => table.find(format!(
            "{across} of {} ties between actors with a known side run across sides (E-I index {}).",
            inside + across,
            short(index)
        )),
        None if sides.len() < 2 => table.note(no_sides(sides.len())),
        None => {}
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_delegations_and_a_host() {
        let ties = [[0, 2], [0, 3], [1, 2], [1, 3], [0, 4], [1, 4], [4, 5]];
        let sides = [0, 0, 1, 1, 2, 3].map(Some);
        let index = |ties: &[[u32; 2]]| {
            let (inside, across) = inside_and_across(&Csr::undirected(6, ties).unwrap(), &sides);
            e_i_index(inside, across).map(|index| (index * 1e3).round() / 1e3)
        };
        assert_eq!(index(&ties), Some(1.0));
        assert_eq!(index(&[ties.as_slice(), &[[0, 1], [2, 3]]].concat()), Some(0.556));
        assert_eq!(index(&[]), None);
    }

    #[test]
    fn the_undefined_is_none() {
        let nobody = Csr::undirected(1, &[]).unwrap();
        assert_eq!(
            (density(&nobody), reciprocity(&nobody), assortativity(&nobody, &[None])),
            (None, None, None)
        );
        let pair = Csr::undirected(2, &[[0, 1]]).unwrap();
        assert_eq!(assortativity(&pair, &[Some(0), Some(0)]), None);
        assert_eq!(assortativity(&pair, &[Some(0), Some(1)]), Some(-1.0));
        assert_eq!(reciprocity(&Csr::directed(3, &[[0, 1], [1, 0], [1, 2]]).unwrap()), Some(2.0 / 3.0));
    }
}
