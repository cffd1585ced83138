//! The talk matrix: who talks to whom, by person, organisation or side.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{count, short};
use crate::error::Error;
use std::collections::BTreeMap;

/// What rows and columns of the matrix stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Every actor in contact.
    #[default]
    Person,
    /// The body that an actor belongs to; bodies stand for themselves.
    Organisation,
    /// The side in the case.
    Side,
}

/// Cells are weights of contact from row to column; mutual contact stands in both halves. Blank for none.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let groups = groups(input);
    let mut cells: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let mut cites: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (place, tie) in network.ties().iter().enumerate() {
        let [a, b] = tie.ends.map(|end| groups[end as usize].as_str());
        let acts = f64::from(tie.acts);
        let (forward, backward) = (f64::from(tie.forward) / acts, f64::from(tie.backward) / acts);
        *cells.entry((a, b)).or_default() += tie.weight * forward;
        if a != b {
            *cells.entry((b, a)).or_default() += tie.weight * backward;
            cites.entry(b).or_default().extend(network.cites(place));
        }
        cites.entry(a).or_default().extend(network.cites(place));
    }
    let names: Vec<_> = cites.keys().copied().collect();
    let columns: Vec<_> = std::iter::once("from").chain(names.iter().copied()).collect();
    let mut table = Table::new("Who talks to whom", &columns);
    for row in &names {
        let cell = |column: &&str| Value::measure(cells.get(&(*row, *column)).copied().filter(|&w| w > 0.0));
        let values = std::iter::once((*row).into()).chain(names.iter().map(cell)).collect();
        table.push(values, cites.remove(row).unwrap_or_default());
    }
    let most = cells.iter().max_by(|a, b| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0)));
    if let Some(((a, b), weight)) = most.filter(|(_, weight)| **weight > 0.0) {
        let pair = if a == b { format!("within {a}") } else { format!("between {a} and {b}") };
        let equal = |(&(c, d), w): (&(&str, &str), &f64)| {
            *w == *weight
                && (c, d) != (*a, *b)
                && ((d, c) != (*a, *b))
                && (c <= d || !cells.contains_key(&(d, c)))
        };
        let others = cells.iter().filter(|&(pair, w)| equal((pair, w))).count();
        table.find(match others {
            0 => format!("Most contact runs {pair} (weight {}).", short(*weight)),
            _ => format!(
                "Most contact runs {pair}, and as much in {} (weight {} each).",
                count(others, "other pair"),
                short(*weight)
            ),
        });
    }
    Ok(table)
}

/// The row that each actor counts for.
fn groups(input: &Input<'_>) -> Vec<String> {
    let network = input.network;
    let own = |actor: usize| match input.options.by {
        By::Person => network.name(actor).to_owned(),
        By::Side => network.side(actor).unwrap_or("no side").to_owned(),
        By::Organisation => {
            let case = input.case;
            let entity = case.and_then(|case| case.entity(&network.actors()[actor].id));
            let body = entity.and_then(|entity| entity.affiliation.as_deref());
            match body.and_then(|body| case.and_then(|case| case.entity(body))) {
                Some(body) => body.name.clone(),
                None => network.name(actor).to_owned(),
            }
        }
    };
    (0..network.actors().len()).map(own).collect()
}
