//! Brokerage roles between sides.

use super::passes::Input;
use super::table::Table;
use super::words::{actor_row, is, leaders, listed, ranking};
use crate::error::Error;
use crate::graph::Csr;

/// How often somebody stands between two who are not in contact, by the pattern of sides.
///
/// Gould, Fernandez 1989, *Structures of Mediation: A Formal Approach to Brokerage in Transaction Networks*. Contact has no
/// direction, so each unordered pair counts once, and gatekeeper and representative fall together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// A → A → A: all on one side.
    pub coordinator: usize,
    /// A → B → A: two of one side, the broker of another.
    pub itinerant: usize,
    /// A → B → B or A → A → B: the broker and one of the two on one side.
    pub gatekeeper: usize,
    /// A → B → C: three sides.
    pub liaison: usize,
}

impl Roles {
    /// All roles together.
    pub fn total(&self) -> usize {
        self.coordinator + self.itinerant + self.gatekeeper + self.liaison
    }
}

/// The roles of every node. Pairs in contact, and nodes without side, do not count. O(sum of squared degrees).
///
/// ```
/// use sociogram::analysis::brokerage::roles;
/// use sociogram::graph::Csr;
/// let chain = Csr::undirected(3, &[[0, 1], [1, 2]]).unwrap();
/// assert_eq!(roles(&chain, &[Some(0), Some(1), Some(2)])[1].liaison, 1);
/// ```
pub fn roles(rows: &Csr, side_of: &[Option<usize>]) -> Vec<Roles> {
    let mut near = vec![usize::MAX; rows.nodes()];
    let mut all = vec![Roles::default(); rows.nodes()];
    for a in 0..rows.nodes() {
        let Some(side_a) = side_of[a] else { continue };
        rows.neighbours(a).iter().for_each(|&w| near[w as usize] = a);
        for &b in rows.neighbours(a) {
            let Some(side_b) = side_of[b as usize] else { continue };
            for &c in rows.neighbours(b as usize) {
                let open = c as usize > a && near[c as usize] != a;
                let Some(side_c) = side_of[c as usize].filter(|_| open) else { continue };
                all[b as usize].add(side_a, side_b, side_c);
            }
        }
    }
    all
}

impl Roles {
    fn add(&mut self, a: usize, b: usize, c: usize) {
        let role = match (a == b, b == c, a == c) {
            (true, true, _) => &mut self.coordinator,
            (true, false, _) | (false, true, _) => &mut self.gatekeeper,
            (false, false, true) => &mut self.itinerant,
            (false, false, false) => &mut self.liaison,
        };
        *role += 1;
    }
}

const COLUMNS: &[&str] = &[
    "name",
    "side",
    "coordinator (A–A–A)",
    "itinerant broker (A–B–A)",
    "gatekeeper/representative (A–B–B)",
    "liaison (A–B–C)",
    "all",
];

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let (sides, side_of) = network.sides();
    let mut table = Table::new("Brokerage between sides", COLUMNS);
    if sides.len() < 2 {
        table.note(super::mixing::no_sides(sides.len()));
        return Ok(table);
    }
    let roles = roles(network.rows(), &side_of);
    let scored = |(node, roles): (usize, &Roles)| side_of[node].map(|_| roles.total() as f64);
    let ranked = ranking(network, &roles.iter().enumerate().map(scored).collect::<Vec<_>>());
    let connected = |&&(actor, _): &&(usize, f64)| network.rows().degree(actor) > 0;
    for &(actor, _) in ranked.iter().filter(connected).take(input.options.top.unwrap_or(usize::MAX)) {
        let role = roles[actor];
        let counts = [role.coordinator, role.itinerant, role.gatekeeper, role.liaison, role.total()];
        let mut values = vec![network.side(actor).unwrap_or_default().into()];
        values.extend(counts.map(Into::into));
        actor_row(&mut table, network, actor, values);
    }
    table.find(match leaders(network, &ranked) {
        Some((names, most)) => format!(
            "{} {} between the most pairs that are not in contact ({most}{}).",
            listed(&names),
            is(&names),
            if names.len() == 1 { "" } else { " each" }
        ),
        None => "Nobody of a known side stands between two of known sides who are not in contact.".to_owned(),
    });
    table.note(
        "Each unordered pair counts once, and only pairs without contact; the broker stands in the middle.",
    );
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Envoys e, f of one side meet u, v of a second and p of a third, who meets m of a fourth.
    #[test]
    fn two_delegations_and_a_host() {
        let (e, f, u, v, p, m) = (0, 1, 2, 3, 4, 5);
        let ties = [[e, u], [e, v], [f, u], [f, v], [e, p], [f, p], [p, m]];
        let sides = [0, 0, 1, 1, 2, 3].map(Some);
        let found = roles(&Csr::undirected(6, &ties).unwrap(), &sides);
        let broker = Roles { liaison: 2, itinerant: 1, ..Roles::default() };
        let guest = Roles { itinerant: 1, ..Roles::default() };
        assert_eq!(found, [broker, broker, guest, guest, broker, Roles::default()]);
        let same_side = [ties.as_slice(), &[[e, f], [u, v]]].concat();
        let found = roles(&Csr::undirected(6, &same_side).unwrap(), &sides);
        let broker = Roles { liaison: 2, ..Roles::default() };
        assert_eq!(found, [broker, broker, Roles::default(), Roles::default(), broker, Roles::default()]);
    }

    #[test]
    fn every_pattern_has_its_role() {
        let chain = Csr::undirected(3, &[[0, 1], [1, 2]]).unwrap();
        let role = |sides: [usize; 3]| roles(&chain, &sides.map(Some))[1];
        assert_eq!(role([0, 0, 0]), Roles { coordinator: 1, ..Roles::default() });
        assert_eq!(role([0, 1, 0]), Roles { itinerant: 1, ..Roles::default() });
        assert_eq!(role([0, 0, 1]), Roles { gatekeeper: 1, ..Roles::default() });
        assert_eq!(role([0, 1, 1]), Roles { gatekeeper: 1, ..Roles::default() });
        assert_eq!(role([0, 1, 2]), Roles { liaison: 1, ..Roles::default() });
        assert_eq!(roles(&chain, &[None, Some(0), Some(1)])[1], Roles::default());
    }
}
