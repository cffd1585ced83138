//! Degree: how many contacts, and how much contact.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{actor_row, count, leaders, listed, ranking};
use crate::error::Error;

/// Contacts are different actors; in and out count those that acts run from and to, blank where all is mutual.
pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let (network, rows) = (input.network, input.network.rows());
    let (arcs, turned) = (network.arcs(), network.arcs().transposed());
    let mut table = Table::new("Contacts by actor", &["name", "contacts", "weight", "out", "in"]);
    let degrees = (0..rows.nodes()).map(|node| Some(rows.degree(node) as f64).filter(|&degree| degree > 0.0));
    let ranked = ranking(network, &degrees.collect::<Vec<_>>());
    for &(actor, _) in ranked.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let one_way = |degree: usize| if network.is_directed() { degree.into() } else { Value::Blank };
        let values = vec![
            rows.degree(actor).into(),
            Value::measure(rows.strength(actor)),
            one_way(arcs.degree(actor)),
            one_way(turned.degree(actor)),
        ];
        actor_row(&mut table, network, actor, values);
    }
    if let Some((names, most)) = leaders(network, &ranked) {
        let (has, each) = if names.len() == 1 { ("has", "") } else { ("have", " each") };
        let contacts = count(most as usize, "contact");
        table.find(format!("{} {has} the most contacts: {contacts}{each}.", listed(&names)));
    }
    Ok(table)
}
