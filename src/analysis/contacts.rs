//! Pairs in contact.

use super::passes::Input;
use super::table::{Table, Value};
use super::words::{count, short};
use crate::error::Error;
use crate::graph::{Network, PairTie};

/// Places of ties by weight, equals by names.
fn ranked(network: &Network) -> Vec<usize> {
    let mut order: Vec<_> = (0..network.ties().len()).collect();
    order.sort_by(|&a, &b| {
        let weight = |tie: usize| network.ties()[tie].weight;
        weight(b).total_cmp(&weight(a)).then_with(|| names(network, a).cmp(&names(network, b)))
    });
    order
}

/// Both names, in alphabetical order.
fn names(network: &Network, tie: usize) -> [&str; 2] {
    let mut names = network.ties()[tie].ends.map(|end| network.name(end as usize));
    names.sort_unstable();
    names
}

pub(super) fn pass(input: &Input<'_>) -> Result<Table, Error> {
    let network = input.network;
    let mut table =
        Table::new("Contacts", &["who", "with whom", "events", "weight", "direction", "first", "last"]);
    let order = ranked(network);
    for &place in order.iter().take(input.options.top.unwrap_or(usize::MAX)) {
        let tie = &network.ties()[place];
        let [first, second] =
            if runs_backward(tie) { [1, 0] } else { [0, 1] }.map(|end: usize| tie.ends[end]);
        let day = |day: Option<jiff::civil::Date>| Value::text_or_blank(day.map(|day| day.to_string()));
        let values = vec![
            network.name(first as usize).into(),
            network.name(second as usize).into(),
            tie.acts.into(),
            Value::measure(tie.weight),
            if tie.forward > 0 && tie.backward > 0 { "both ways" } else { "one way" }.into(),
            day(tie.first),
            day(tie.last),
        ];
        table.push(values, network.cites(place));
    }
    let connected = (0..network.actors().len()).filter(|&node| network.rows().degree(node) > 0).count();
    table.find(match order.first() {
        None => "Nobody is in contact with anybody.".to_owned(),
        Some(&first) => {
            let [a, b] = names(network, first);
            format!(
                "{connected} actors in {} of contact; {a} and {b} have the most (weight {}).",
                count(order.len(), "pair"),
                short(network.ties()[first].weight)
            )
        }
    });
    Ok(table)
}

fn runs_backward(tie: &PairTie) -> bool {
    tie.forward == 0 && tie.backward > 0
}
