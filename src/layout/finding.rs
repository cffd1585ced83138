//! What a drawing says, in a headline and a line of figures: who links the sides, how much was counted.

use super::sketch::{Sketch, SketchLine};
use super::text::clean;
use super::wording::{counted, listed};
use crate::model::{Certainty, EntityKind, Layer};
use std::collections::{BTreeMap, BTreeSet};

/// Most names in a headline.
const NAMES: usize = 3;

/// The sides that occur, those with most members first, then by name.
pub(crate) fn sides(sketch: &Sketch) -> Vec<String> {
    let mut members: BTreeMap<String, usize> = BTreeMap::new();
    for node in &sketch.nodes {
        *members.entry(clean(&node.side)).or_default() += 1;
    }
    by_size(members)
}

/// Names by their number of members, then by name; the empty one is left out.
pub(crate) fn by_size(mut members: BTreeMap<String, usize>) -> Vec<String> {
    members.remove("");
    let mut sides: Vec<(String, usize)> = members.into_iter().collect();
    sides.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sides.into_iter().map(|(side, _)| side).collect()
}

/// The `k` nodes with the most lines, ties going to the lower number.
pub(crate) fn best_joined(sketch: &Sketch, k: usize) -> BTreeSet<usize> {
    let mut lines = vec![0_usize; sketch.nodes.len()];
    for line in &sketch.lines {
        for end in [&line.source, &line.target] {
            if let Some(node) = sketch.index_of(end) {
                lines[node] += 1;
            }
        }
    }
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&node| (std::cmp::Reverse(lines[node]), node));
    order.into_iter().take(k).collect()
}

/// Who is in contact across sides: at most three nodes that reach the most sides, three or more, their own included.
pub(crate) fn brokers(sketch: &Sketch) -> Vec<bool> {
    let linkers = linkers(sketch);
    (0..sketch.nodes.len()).map(|node| linkers.nodes.contains(&node)).collect()
}

/// Those who reach the most sides by contact that took place.
struct Linkers {
    nodes: Vec<usize>,
    /// The sides that each of them reaches; empty if nobody reaches three or too many reach as many.
    sides: BTreeSet<String>,
    /// Sides that have any contact.
    all: usize,
}

fn linkers(sketch: &Sketch) -> Linkers {
    let reached = reached_sides(sketch);
    let all: BTreeSet<&String> = reached.iter().flatten().collect();
    let most = reached.iter().map(BTreeSet::len).max().unwrap_or(0);
    let nodes: Vec<usize> = (0..reached.len()).filter(|&node| reached[node].len() == most).collect();
    let all = all.len();
    if most < 3 || nodes.len() > NAMES {
        return Linkers { nodes: Vec::new(), sides: BTreeSet::new(), all };
    }
    let same = nodes.iter().all(|&node| reached[node] == reached[nodes[0]]);
    let sides = if same { reached[nodes[0]].clone() } else { BTreeSet::new() };
    Linkers { nodes, sides, all }
}

/// For every node the sides it is in contact with, its own included.
fn reached_sides(sketch: &Sketch) -> Vec<BTreeSet<String>> {
    let mut reached = vec![BTreeSet::new(); sketch.nodes.len()];
    let side = |node: usize| clean(&sketch.nodes[node].side);
    for (a, b) in contacts(sketch) {
        reached[a].extend([side(a), side(b)]);
        reached[b].extend([side(a), side(b)]);
    }
    for sides in &mut reached {
        sides.remove("");
    }
    reached
}

/// Pairs in contact, told as a fact by the report itself.
fn contacts(sketch: &Sketch) -> BTreeSet<(usize, usize)> {
    let fact = |line: &&SketchLine| {
        line.layer == Layer::Contact
            && line.certainty == Certainty::Happened
            && !line.claimed
            && !line.contested
    };
    let ends = |line: &SketchLine| {
        let (a, b) = (sketch.index_of(&line.source)?, sketch.index_of(&line.target)?);
        Some((a.min(b), a.max(b)))
    };
    sketch.lines.iter().filter(fact).filter_map(ends).collect()
}

/// One sentence worth printing above the picture.
pub(crate) fn headline(sketch: &Sketch) -> String {
    let linkers = linkers(sketch);
    let names: Vec<String> = linkers.nodes.iter().map(|&node| clean(&sketch.nodes[node].name)).collect();
    let verb = if names.len() == 1 { "links" } else { "each link" };
    if linkers.sides.len() == linkers.all && linkers.all >= 3 {
        return format!("{} {verb} all {} sides", listed(&names), word(linkers.all));
    }
    if !linkers.sides.is_empty() {
        let sides: Vec<String> = linkers.sides.into_iter().collect();
        return format!("{} {verb} {}", listed(&names), listed(&sides));
    }
    across_sides(sketch).or_else(|| hub(sketch)).unwrap_or_else(|| "Who talks to whom".to_owned())
}

/// How much of the contact is between sides, if there are two or more.
fn across_sides(sketch: &Sketch) -> Option<String> {
    let side = |node: usize| clean(&sketch.nodes[node].side);
    let sided: Vec<(usize, usize)> =
        contacts(sketch).into_iter().filter(|&(a, b)| !side(a).is_empty() && !side(b).is_empty()).collect();
    let across: Vec<(usize, usize)> = sided.iter().copied().filter(|&(a, b)| side(a) != side(b)).collect();
    let &(first, second) = across.first()?;
    let only = [first, second].into_iter().find(|&node| across.iter().all(|&(a, b)| a == node || b == node));
    let between: BTreeSet<String> = across.iter().flat_map(|&(a, b)| [side(a), side(b)]).collect();
    let between: Vec<String> = between.into_iter().collect();
    match only {
        Some(node) if across.len() > 1 && between.len() == 2 => {
            let name = clean(&sketch.nodes[node].name);
            Some(format!("All contact between {} runs through {name}", listed(&between)))
        }
        _ => Some(format!("{} of {} contacts cross sides", across.len(), sided.len())),
    }
}

/// Who is in contact with the most others.
fn hub(sketch: &Sketch) -> Option<String> {
    let mut partners = vec![0_usize; sketch.nodes.len()];
    for (a, b) in contacts(sketch) {
        partners[a] += 1;
        partners[b] += 1;
    }
    let most = partners.iter().copied().max().filter(|&most| most >= 2)?;
    let hubs: Vec<usize> = (0..partners.len()).filter(|&node| partners[node] == most).collect();
    let &[node] = hubs.as_slice() else { return None };
    let name = clean(&sketch.nodes[node].name);
    Some(format!("{name} is in contact with {} of {} others", word(most), word(sketch.nodes.len() - 1)))
}

/// Small numbers as words.
fn word(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Who and what is counted.
pub(crate) fn subtitle(sketch: &Sketch) -> String {
    let kinds = [
        (EntityKind::Person, "person", "people"),
        (EntityKind::Organisation, "organisation", "organisations"),
        (EntityKind::Group, "group", "groups"),
        (EntityKind::Place, "place", "places"),
    ];
    let who = kinds.iter().map(|(kind, one, many)| {
        (sketch.nodes.iter().filter(|node| node.kind == *kind).count(), *one, *many)
    });
    let layers = [
        (Layer::Contact, "contact tie", "contact ties"),
        (Layer::Statement, "statement tie", "statement ties"),
        (Layer::Relation, "relation", "relations"),
        (Layer::Other, "other tie", "other ties"),
    ];
    let what = layers.iter().map(|(layer, one, many)| {
        let lines = sketch.lines.iter().filter(|line| line.layer == *layer);
        let ends = |line: &SketchLine| {
            let (a, b) = (line.source.clone(), line.target.clone());
            if a < b { (a, b) } else { (b, a) }
        };
        (lines.map(ends).collect::<BTreeSet<_>>().len(), *one, *many)
    });
    let say = |(number, one, many): (usize, &str, &str)| (number > 0).then(|| counted(number, one, many));
    let (who, what): (Vec<String>, Vec<String>) =
        (who.filter_map(say).collect(), what.filter_map(say).collect());
    let mut text = listed(&who);
    if !what.is_empty() {
        text = format!("{text}; {}", listed(&what));
    }
    if !sketch.period.is_empty() {
        text = format!("{text}; {}", clean(&sketch.period));
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// For readers who cannot see the picture.
pub(crate) fn description(sketch: &Sketch) -> String {
    let names = |nodes: BTreeSet<usize>| -> Vec<String> {
        nodes.into_iter().map(|node| clean(&sketch.nodes[node].name)).collect()
    };
    let mut text = format!("A network diagram. {}.", subtitle(sketch));
    let sides = sides(sketch);
    if !sides.is_empty() {
        text.push_str(&format!(" Sides: {}.", listed(&sides)));
    }
    let best = names(best_joined(sketch, NAMES));
    if !best.is_empty() {
        text.push_str(&format!(" Most lines: {}.", listed(&best)));
    }
    text
}
