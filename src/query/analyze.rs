//! Passes as answers.

use super::answer::{Answer, Body, Cell, Listing};
use super::names;
use crate::analysis::separation::{Between, between as separate, sentence};
use crate::analysis::{Input, Options, Pass, Table, Value, Watch};
use crate::error::Error;
use crate::graph::{Filter, Network, SocialGraph};
use crate::model::{Case, ContactTable, EventKind, EventLists, EventRow, Layer};

/// Head of the column with the ids of the acts behind each row.
pub const CITES: &str = "based on";

/// A pass over what `filter` keeps of a case.
///
/// Telling runs one way: passes that know no direction leave it out, unless `filter` names that kind.
///
/// # Errors
/// What the pass says; [`Error::TooLarge`] from 2³¹ ties on.
///
/// ```
/// use sociogram::analysis::{Options, pass};
/// use sociogram::{graph::Filter, model::Case, query};
/// let answer = query::analyze(&Case::default(), pass("brokers").unwrap(), &Filter::default(), &Options::default())?;
/// assert_eq!(answer.summary, "Nobody stands between others.");
/// # Ok::<(), sociogram::error::Error>(())
/// ```
pub fn analyze(case: &Case, pass: &Pass, filter: &Filter, options: &Options) -> Result<Answer, Error> {
    analyze_watched(case, pass, filter, options, Watch::NONE)
}

/// As [`analyze`], and tells how far it is.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_watched(
    case: &Case,
    pass: &Pass,
    filter: &Filter,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Answer, Error> {
    let tells = pass.directed || counts_telling(filter);
    let network = Network::of(&SocialGraph::of(case, filter), tells)?;
    let table = (pass.run)(&Input { network: &network, case: Some(case), filter, options, watch })?;
    Ok(answer(pass, table, described(filter, tells), network.ties().is_empty()))
}

/// A pass over bare rows of contact.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_table(
    contacts: &ContactTable,
    pass: &Pass,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Answer, Error> {
    let network = Network::of_table(contacts)?;
    let input = Input { options, watch, ..Input::new(&network) };
    let rows = super::count(contacts.rows.len(), "row", "rows");
    let table = (pass.run)(&input)?;
    let mut answer = answer(pass, table, format!("{rows} of a table, both ways"), network.ties().is_empty());
    if contacts.unreadable_days > 0 {
        let rows = super::count(contacts.unreadable_days, "row", "rows");
        answer.notes.push(format!("The date of {rows} cannot be read; these contacts count as undated."));
    }
    Ok(answer)
}

/// A pass over rows of event tables; `graph` tells people which rows they are.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_events(
    rows: Vec<EventRow>,
    lists: &EventLists,
    graph: &str,
    pass: &Pass,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Answer, Error> {
    let count = super::count(rows.len(), "row", "rows");
    let network = Network::of_events(rows, lists)?;
    let table = (pass.run)(&Input { options, watch, ..Input::new(&network) })?;
    let nobody = network.ties().is_empty();
    Ok(answer(pass, table, format!("{count} of event tables: {graph}"), nobody))
}

/// Who stands between two people, or between two sides: the fewest whose absence parts them.
///
/// Names of sides are tried first.
///
/// # Errors
/// If a name is unknown, ambiguous or a place, or if both mean the same.
pub fn between(case: &Case, a: &str, b: &str, filter: &Filter) -> Result<Answer, Error> {
    let tells = counts_telling(filter);
    let network = Network::of(&SocialGraph::of(case, filter), tells)?;
    let [(first, ones), (second, others)] = match [side(&network, a), side(&network, b)] {
        [Some(a), Some(b)] if a.0 != b.0 => [a, b],
        _ => {
            let (a, b) = super::path::two(case, a, b)?;
            [a, b].map(|entity| {
                let node = network.actors().iter().position(|actor| actor.id == entity.id);
                (entity.name.clone(), node.into_iter().collect())
            })
        }
    };
    let found = separate(network.rows(), &ones, &others);
    let summary = sentence(&network, &first, &second, &found);
    let found_some = summary.is_some();
    Ok(Answer {
        question: format!("Who stands between {first} and {second}?"),
        graph: described(filter, tells),
        summary: summary.unwrap_or_else(|| format!("No chain of contact leads from {first} to {second}.")),
        found: found_some,
        notes: Vec::new(),
        body: Body::Rows(go_betweens(&network, &found)),
    })
}

fn side(network: &Network, name: &str) -> Option<(String, Vec<usize>)> {
    let (sides, side_of) = network.sides();
    let number = sides.iter().position(|side| side.to_lowercase() == name.to_lowercase())?;
    let members = (0..side_of.len()).filter(|&node| side_of[node] == Some(number)).collect();
    Some((sides[number].to_owned(), members))
}

fn go_betweens(network: &Network, found: &Between) -> Listing {
    let row = |&node: &usize| {
        let contacts = Cell::Number(network.rows().degree(node));
        vec![Cell::Text(network.name(node).to_owned()), contacts, Cell::List(network.cites_of(node))]
    };
    let rows = match found {
        Between::Through { nodes, .. } => nodes.iter().map(row).collect(),
        Between::Direct(_) => Vec::new(),
    };
    Listing { columns: super::list::heads(&["go-between", "contacts", CITES]), rows }
}

/// Whether telling was asked for by name, or the layer is one whose acts run one way anyhow.
fn counts_telling(filter: &Filter) -> bool {
    filter.kinds.contains(&EventKind::Tell)
}

fn described(filter: &Filter, tells: bool) -> String {
    let telling = filter.layers.contains(&Layer::Contact) && !tells;
    format!("{}{}", filter.describe(), if telling { ", without telling" } else { "" })
}

/// `nobody`: nobody is in contact, which is said if the pass says nothing.
fn answer(pass: &Pass, table: Table, graph: String, nobody: bool) -> Answer {
    let nobody =
        (nobody && table.findings.is_empty()).then(|| "Nobody is in contact with anybody.".to_owned());
    let mut sentences = nobody.into_iter().chain(table.findings).chain(table.notes);
    let first = sentences.next();
    let summary = first.unwrap_or_else(|| {
        if table.rows.is_empty() {
            "Nothing is found.".to_owned()
        } else {
            format!("{} rows.", table.rows.len())
        }
    });
    let found = !table.rows.is_empty();
    let cell = |value| match value {
        Value::Text(text) => Cell::Text(text),
        Value::Count(count) => Cell::Number(count as usize),
        Value::Measure(measure) => Cell::Measure(measure),
        Value::Blank => Cell::Blank,
    };
    let rows = table
        .rows
        .into_iter()
        .map(|row| row.values.into_iter().map(cell).chain([Cell::List(row.cites)]).collect());
    Answer {
        question: format!("{} ({})", table.title, pass.about),
        graph,
        summary,
        found,
        notes: sentences.collect(),
        body: Body::Rows(Listing {
            rows: rows.collect(),
            columns: table.columns.into_iter().chain([CITES.to_owned()]).collect(),
        }),
    }
}

/// Everybody within `radius` steps of somebody, and the ties among them.
///
/// # Errors
/// If the name is unknown, ambiguous or a place.
pub fn ego(case: &Case, name: &str, radius: usize, filter: &Filter) -> Result<Answer, Error> {
    let entity = names::resolve_actor(case, name)?;
    let network = Network::of(&SocialGraph::of(case, filter), true)?;
    let node = network.actors().iter().position(|actor| actor.id == entity.id);
    let steps =
        node.map(|node| crate::analysis::distances::distances(network.rows(), node)).unwrap_or_default();
    let inside = |end: u32| steps[end as usize] as usize <= radius;
    let mut rows: Vec<_> = network
        .ties()
        .iter()
        .enumerate()
        .filter(|(_, tie)| tie.ends.into_iter().all(inside))
        .map(|(place, tie)| {
            (tie.ends.map(|end| (steps[end as usize], network.name(end as usize))), place, tie)
        })
        .collect();
    rows.iter_mut().for_each(|(ends, ..)| ends.sort());
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let row = |(ends, place, tie): &([(u32, &str); 2], usize, &crate::graph::PairTie)| {
        vec![
            Cell::Number(ends[0].0 as usize),
            Cell::Text(ends[0].1.to_owned()),
            Cell::Text(ends[1].1.to_owned()),
            Cell::Number(tie.acts as usize),
            Cell::Measure(tie.weight),
            Cell::List(network.cites(*place)),
        ]
    };
    let others = steps.iter().filter(|&&s| s > 0 && s as usize <= radius).count();
    let within = super::count(radius, "step", "steps");
    Ok(Answer {
        question: format!("Who is around {}, within {within}?", entity.name),
        graph: filter.describe(),
        summary: format!(
            "{} within {within} of {}, {} among them all.",
            super::count(others, "actor", "actors"),
            entity.name,
            super::count(rows.len(), "tie", "ties")
        ),
        found: others > 0,
        notes: Vec::new(),
        body: Body::Rows(Listing {
            columns: super::list::heads(&["steps", "who", "with whom", "events", "weight", CITES]),
            rows: rows.iter().map(row).collect(),
        }),
    })
}

/// Whom two are both in contact with, by the weight of the weaker tie, then by name.
///
/// # Errors
/// If a name is unknown, ambiguous or a place, or if both mean the same.
pub fn common(case: &Case, a: &str, b: &str, filter: &Filter) -> Result<Answer, Error> {
    let (a, b) = super::path::two(case, a, b)?;
    let network = Network::of(&SocialGraph::of(case, filter), true)?;
    let node = |id: &str| network.actors().iter().position(|actor| actor.id == id);
    let mut shared = Vec::new();
    if let (Some(first), Some(second)) = (node(&a.id), node(&b.id)) {
        let rows = network.rows();
        for arc in rows.row(first) {
            let other = rows.target(arc);
            if let Some(back) = rows.arc(second, other) {
                let ties = [arc, back].map(|arc| rows.edge(arc).expect("a network names its ties"));
                shared.push((rows.weight(arc).min(rows.weight(back)), network.name(other), ties));
            }
        }
    }
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let names: Vec<_> = shared.iter().map(|(_, name, _)| (*name).to_owned()).collect();
    let row = |(_, name, ties): &(f64, &str, [usize; 2])| {
        let acts = ties.map(|tie| Cell::Number(network.ties()[tie].acts as usize));
        let cites = ties.iter().flat_map(|&tie| network.cites(tie)).collect();
        [vec![Cell::Text((*name).to_owned())], acts.to_vec(), vec![Cell::List(cites)]].concat()
    };
    Ok(Answer {
        question: format!("Whom are {} and {} both in contact with?", a.name, b.name),
        graph: filter.describe(),
        summary: match names.as_slice() {
            [] => format!("{} and {} have no contact in common.", a.name, b.name),
            _ => format!("{} and {} are both in contact with {}.", a.name, b.name, super::and_list(&names)),
        },
        found: !names.is_empty(),
        notes: Vec::new(),
        body: Body::Rows(Listing {
            columns: [
                "common contact".to_owned(),
                format!("events with {}", a.name),
                format!("events with {}", b.name),
                CITES.to_owned(),
            ]
            .to_vec(),
            rows: shared.iter().map(row).collect(),
        }),
    })
}
