//! What a picture is about: everybody, the surroundings of one actor, or the way from one to another.

use super::changes::{Changes, sign_labels};
use super::sketch::{LineForm, Sketch, SketchLine};
use super::text::clean;
use super::wording::{counted, listed};
use super::{NetworkOptions, finding};
use crate::model::{Certainty, Change, Layer};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What a picture is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Everybody alike.
    #[default]
    Everyone,
    /// One actor and those within reach; the others are left out.
    Ego {
        /// Id of the actor.
        id: String,
        /// How many steps away others may be.
        radius: usize,
    },
    /// The shortest way from one to another; the others are drawn faint.
    Path {
        /// Id of the actor where it starts.
        from: String,
        /// Id of the actor where it ends.
        to: String,
    },
}

/// A sketch cut down to what it is about.
pub(crate) struct Focused {
    pub(crate) sketch: Sketch,
    /// What is left out, in words.
    pub(crate) notes: Vec<String>,
    /// Headline that the focus gives.
    pub(crate) headline: Option<String>,
    /// If something is set off: ids of the nodes and lines that are; the others are faint.
    pub(crate) set_off: Option<BTreeSet<String>>,
    /// What became of nodes and lines, by id.
    pub(crate) changes: BTreeMap<String, Change>,
}

impl Focused {
    /// Whether the node or line with this id stays in the background.
    pub(crate) fn is_faint(&self, id: &str) -> bool {
        self.set_off.as_ref().is_some_and(|ids| !ids.contains(id))
    }
}

/// Applies focus and limit to a canonical sketch.
pub(crate) fn focused(sketch: Sketch, options: &NetworkOptions) -> Focused {
    let mut focused =
        Focused { sketch, notes: Vec::new(), headline: None, set_off: None, changes: BTreeMap::new() };
    match &options.focus {
        Focus::Everyone => {}
        Focus::Ego { id, radius } => ego(&mut focused, id, *radius),
        Focus::Path { from, to } => path(&mut focused, from, to),
    }
    if let Some(changes) = &options.changes {
        changed(&mut focused, changes);
    }
    if let Some(limit) = options.top {
        top(&mut focused, limit);
    }
    focused
}

/// Keeps those within `radius` steps of `id`.
fn ego(focused: &mut Focused, id: &str, radius: usize) {
    let steps = steps_from(&focused.sketch, id, Ways::Both, |_| true);
    let before = (focused.sketch.nodes.len(), focused.sketch.lines.len());
    let direct = steps.values().filter(|&&(steps, _)| steps == 1).count();
    let name = name_of(&focused.sketch, id);
    let near: BTreeSet<String> = steps
        .into_iter()
        .filter(|(_, (steps, _))| *steps <= radius)
        .map(|(node, _)| node.to_owned())
        .collect();
    keep(&mut focused.sketch, |node| near.contains(node));
    focused.headline = Some(match direct {
        0 => format!("{name} is tied to nobody here"),
        _ => format!("{name} is tied to {}", counted(direct, "actor", "actors")),
    });
    if let Some(text) = left_out(before, &focused.sketch) {
        let reach = if radius == 1 { "one step".to_owned() } else { format!("{radius} steps") };
        focused.notes.push(format!("Shown: whom {name} reaches in {reach}. {text}"));
    }
}

/// Sets off what has changed, with both ends of every line that has.
fn changed(focused: &mut Focused, changes: &Changes) {
    let found = changes.of(&focused.sketch);
    let mut set_off: BTreeSet<String> = found.keys().cloned().collect();
    for line in focused.sketch.lines.iter().filter(|line| found.contains_key(&line.id)) {
        set_off.extend([line.source.clone(), line.target.clone()]);
    }
    sign_labels(&mut focused.sketch, &found);
    focused.headline = Some(changes.headline());
    if !found.is_empty() {
        focused.notes.push(changes.note());
        focused.set_off = Some(set_off);
    }
    focused.changes = found;
}

/// Keeps the `limit` best-joined, and those on a path that is set off.
fn top(focused: &mut Focused, limit: usize) {
    let before = (focused.sketch.nodes.len(), focused.sketch.lines.len());
    let mut best: BTreeSet<String> = finding::best_joined(&focused.sketch, limit)
        .into_iter()
        .map(|node| focused.sketch.nodes[node].id.clone())
        .collect();
    best.extend(focused.set_off.iter().flatten().cloned());
    keep(&mut focused.sketch, |node| best.contains(node));
    if let Some(text) = left_out(before, &focused.sketch) {
        focused.notes.push(format!("Only the {limit} with the most lines are shown. {text}"));
    }
}

fn left_out(before: (usize, usize), sketch: &Sketch) -> Option<String> {
    let (actors, lines) = (before.0 - sketch.nodes.len(), before.1 - sketch.lines.len());
    (actors > 0).then(|| {
        let verb = if actors == 1 && lines == 0 { "is" } else { "are" };
        let lines =
            if lines == 0 { String::new() } else { format!(" and {}", counted(lines, "line", "lines")) };
        format!("Left out {verb} {}{lines}.", counted(actors, "actor", "actors"))
    })
}

fn keep(sketch: &mut Sketch, wanted: impl Fn(&str) -> bool) {
    sketch.nodes.retain(|node| wanted(&node.id));
    sketch.lines.retain(|line| wanted(&line.source) && wanted(&line.target));
}

/// Sets off the shortest chain of contact told as a fact, else of any contact that is not denied.
fn path(focused: &mut Focused, from: &str, to: &str) {
    let facts = |line: &SketchLine| {
        line.layer == Layer::Contact && line.certainty == Certainty::Happened && !line.claimed
    };
    let hopes = |line: &SketchLine| line.layer == Layer::Contact && line.certainty != Certainty::Denied;
    let (first, last) = (name_of(&focused.sketch, from), name_of(&focused.sketch, to));
    let sure = chain(&focused.sketch, from, to, facts);
    let (chain, admitted): (_, &dyn Fn(&SketchLine) -> bool) = match sure {
        Some(chain) => (Some(chain), &facts),
        None => (chain(&focused.sketch, from, to, hopes), &hopes),
    };
    let Some(chain) = chain else {
        focused.headline = Some(format!("No chain of contact leads from {first} to {last} here"));
        return;
    };
    let between: Vec<String> =
        chain[1..chain.len() - 1].iter().map(|id| name_of(&focused.sketch, id)).collect();
    focused.headline = Some(match between.as_slice() {
        [] => format!("{first} and {last} are in contact directly"),
        _ => format!("{first} reaches {last} through {}", listed(&between)),
    });
    let mut set_off: BTreeSet<String> = chain.iter().cloned().collect();
    for step in chain.windows(2) {
        let walks = |line: &&SketchLine| admitted(line) && walked(line, &step[0]) == Some(&step[1]);
        set_off.extend(focused.sketch.lines.iter().filter(walks).map(|line| line.id.clone()));
    }
    focused.notes.push("Set off: the shortest chain of contact. The others are faint.".to_owned());
    focused.set_off = Some(set_off);
}

/// The ids along the shortest chain; the first in the order of ids among equals.
fn chain(
    sketch: &Sketch,
    from: &str,
    to: &str,
    admitted: impl Fn(&SketchLine) -> bool,
) -> Option<Vec<String>> {
    let steps = steps_from(sketch, from, Ways::Open, admitted);
    let mut chain = vec![to.to_owned()];
    let (mut left, mut before) = steps.get(to)?.clone();
    while left > 0 {
        chain.push(before.clone());
        (left, before) = steps[before.as_str()].clone();
    }
    chain.reverse();
    (chain.len() > 1).then_some(chain)
}

/// Which ways a line may be walked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ways {
    /// Both, whatever it stands for.
    Both,
    /// Telling only from the speaker.
    Open,
}

/// For everybody within reach: how many steps away, and who comes before. Breadth first, linear in the size.
fn steps_from<'a>(
    sketch: &'a Sketch,
    from: &str,
    ways: Ways,
    admitted: impl Fn(&SketchLine) -> bool,
) -> BTreeMap<&'a str, (usize, String)> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in sketch.lines.iter().filter(|line| admitted(line)) {
        next.entry(&line.source).or_default().insert(&line.target);
        if ways == Ways::Both || line.form != LineForm::Arrow {
            next.entry(&line.target).or_default().insert(&line.source);
        }
    }
    let Some(start) = sketch.index_of(from).map(|node| sketch.nodes[node].id.as_str()) else {
        return BTreeMap::new();
    };
    let mut steps = BTreeMap::from([(start, (0, String::new()))]);
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        let further = steps[here].0 + 1;
        for &there in next.get(here).into_iter().flatten() {
            if !steps.contains_key(there) {
                steps.insert(there, (further, here.to_owned()));
                queue.push_back(there);
            }
        }
    }
    steps
}

/// Where the line leads from `here`; telling runs one way only.
fn walked<'a>(line: &'a SketchLine, here: &str) -> Option<&'a String> {
    if line.source == here {
        Some(&line.target)
    } else {
        (line.target == here && line.form != LineForm::Arrow).then_some(&line.source)
    }
}

fn name_of(sketch: &Sketch, id: &str) -> String {
    sketch.index_of(id).map_or_else(|| clean(id), |node| clean(&sketch.nodes[node].name))
}
