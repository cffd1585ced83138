//! People as lanes, events as marks that join their participants: who was where in the course of things.

use super::focus::Focus;
use super::happenings::{Happening, happenings, period};
use super::lanes::order_lanes;
use super::options::NetworkOptions;
use super::text::{Weight, clean, text_width};
use super::wording::{counted, listed};
use super::{draw, finding};
use crate::graph::Filter;
use crate::model::{Case, Certainty, EntityKind, EventKind};
use std::collections::{BTreeMap, BTreeSet};

/// Most lanes, unless a number is asked for.
const LANES: usize = 40;
/// Most events: what is left out is counted.
const EVENTS: usize = 120;
/// Events up to which each has its number and its line below the picture.
const NUMBERED: usize = 60;
const LANE: f64 = 30.0;
/// Least and most width of a mark's column, and what a few columns share, in px.
const COLUMN: f64 = 26.0;
const WIDE_COLUMN: f64 = 56.0;
const COLUMNS: f64 = 400.0;
const DAY_GAP: f64 = 12.0;
/// Height of the days and numbers above the lanes, in px.
const HEAD: f64 = 40.0;
const NAME_SIZE: f64 = 12.0;

/// A timeline in px.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Headline.
    pub title: String,
    /// What is counted.
    pub subtitle: String,
    /// For readers who cannot see the picture.
    pub description: String,
    /// Source and completeness, one note a line.
    pub notes: Vec<String>,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Names of the sides.
    pub sides: Vec<String>,
    /// Everybody, from top to bottom.
    pub lanes: Vec<Lane>,
    /// Days from left to right; the last may be "undated".
    pub days: Vec<Day>,
    /// All marks, from left to right.
    pub marks: Vec<Mark>,
    /// Right border of the names.
    pub names: f64,
    /// Height of the days and numbers above the lanes.
    pub head: f64,
    /// Whether the marks are numbered, with a line for each below the picture.
    pub numbered: bool,
    /// Size of the names in px.
    pub name_size: f64,
}

/// Somebody's lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Id of the actor.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Number of the side.
    pub side: Option<usize>,
    /// Roles, shown when pointed at.
    pub note: String,
    /// Its height.
    pub y: f64,
    /// From its first dated mark to its last; over the undated ones if no other is known.
    pub reach: (f64, f64),
}

/// A day or period above its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// What is written; "undated" for events without a date.
    pub text: String,
    /// Left border.
    pub left: f64,
    /// Right border.
    pub right: f64,
    /// Whether these marks have a calendar date.
    pub dated: bool,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Id of the event.
    pub id: String,
    /// Its place.
    pub x: f64,
    /// Numbers of the lanes that take part, upper first.
    pub lanes: Vec<usize>,
    /// Those of them that lead: speak, call or visit.
    pub leading: Vec<usize>,
    /// What it is.
    pub kind: EventKind,
    /// Decides dashes and dots.
    pub certainty: Certainty,
    /// Whether it stands on one source's word alone.
    pub claimed: bool,
    /// Whether reports disagree.
    pub contested: bool,
    /// Who did what, where, how certain.
    pub text: String,
    /// The day in a few letters; may be empty.
    pub day: String,
    /// The sentences that prove it.
    pub evidence: Vec<String>,
}

/// Lays out the timeline of a case: every event that the filter keeps, in order of time, undated ones apart.
///
/// At most 40 lanes (or `options.top`) and 120 events; notes count the others. O(lanes² · events) per pass of the search
/// for an order of lanes in which events join neighbours.
///
/// ```
/// use sociogram::graph::Filter;
/// use sociogram::layout::{NetworkOptions, timeline};
/// use sociogram::model::Case;
/// assert!(timeline(&Case::default(), &Filter::all_contact(), &NetworkOptions::default()).marks.is_empty());
/// ```
pub fn timeline(case: &Case, filter: &Filter, options: &NetworkOptions) -> Timeline {
    let mut notes = vec![super::acts::sources(case)];
    let mut found = happenings(case, filter);
    focus(&mut found, options, case, &mut notes);
    let people = people(&found, options.top.unwrap_or(LANES));
    limit(&mut found, &people, &mut notes);
    notes.push("The absence of a mark proves nothing.".to_owned());
    let sides = sides(case, &people);
    let side = |id: &str| {
        let own = case.entity(id).and_then(|entity| entity.side.as_deref()).map(clean);
        own.and_then(|own| sides.iter().position(|side| *side == own))
    };
    let order = order_lanes(&people, &found, side);
    let mut timeline = Timeline {
        title: options.title.as_deref().map_or_else(|| headline(&found, case), clean),
        subtitle: subtitle(&found, order.len()),
        notes,
        numbered: found.len() <= NUMBERED,
        head: HEAD,
        name_size: NAME_SIZE,
        lanes: lanes(case, &order, side),
        sides,
        ..Timeline::default()
    };
    timeline.description = format!("A timeline. {}.", timeline.subtitle);
    place(&mut timeline, &found);
    timeline
}

/// Keeps what the picture is about: the events of one actor, or those along a path's two ends.
fn focus(found: &mut Vec<Happening>, options: &NetworkOptions, case: &Case, notes: &mut Vec<String>) {
    let wanted: Vec<&String> = match &options.focus {
        Focus::Everyone => return,
        Focus::Ego { id, .. } => vec![id],
        Focus::Path { from, to } => vec![from, to],
    };
    let before = found.len();
    found.retain(|happening| wanted.iter().any(|id| happening.parties.contains(id)));
    let names: Vec<String> = wanted.iter().map(|id| clean(case.name_of(id))).collect();
    notes.push(format!(
        "Only events with {} are shown; {} left out.",
        names.join(" or "),
        counted(before - found.len(), "other is", "others are")
    ));
}

/// Ids of those in most events, at most `limit`.
fn people(found: &[Happening], limit: usize) -> Vec<String> {
    let mut events: BTreeMap<&String, usize> = BTreeMap::new();
    for party in found.iter().flat_map(|happening| &happening.parties) {
        *events.entry(party).or_default() += 1;
    }
    let mut order: Vec<(&String, usize)> = events.into_iter().collect();
    order.sort_by_key(|&(id, events)| (std::cmp::Reverse(events), id));
    order.into_iter().take(limit).map(|(id, _)| id.clone()).collect()
}

/// Leaves out who has no lane, events that then join nobody, and events beyond the limit.
fn limit(found: &mut Vec<Happening>, people: &[String], notes: &mut Vec<String>) {
    let all: BTreeSet<&String> = found.iter().flat_map(|happening| &happening.parties).collect();
    let (before, actors) = (found.len(), all.len());
    let known: BTreeSet<&String> = people.iter().collect();
    for happening in found.iter_mut() {
        let leading = happening.parties[..happening.leading].iter().filter(|id| known.contains(id)).count();
        happening.parties.retain(|id| known.contains(id));
        happening.leading = leading;
    }
    found.retain(|happening| happening.parties.len() > 1);
    found.truncate(EVENTS);
    if (before, actors) != (found.len(), people.len()) {
        notes.push(format!(
            "Shown are the {} actors in most events. Left out: {} and {}.",
            people.len(),
            counted(actors - people.len(), "actor", "actors"),
            counted(before - found.len(), "event", "events")
        ));
    }
}

fn sides(case: &Case, people: &[String]) -> Vec<String> {
    let mut members: BTreeMap<String, usize> = BTreeMap::new();
    for side in people.iter().filter_map(|id| case.entity(id)?.side.as_deref()) {
        *members.entry(clean(side)).or_default() += 1;
    }
    finding::by_size(members)
}

fn headline(found: &[Happening], case: &Case) -> String {
    let mut events: BTreeMap<&String, usize> = BTreeMap::new();
    let fact = |h: &&Happening| h.certainty == Certainty::Happened && !h.claimed && !h.contested;
    for party in found.iter().filter(fact).flat_map(|happening| &happening.parties) {
        *events.entry(party).or_default() += 1;
    }
    let most = events.values().copied().max().unwrap_or(0);
    let names: Vec<String> =
        events.iter().filter(|(_, n)| **n == most).map(|(id, _)| clean(case.name_of(id))).collect();
    let dated = found.iter().filter(fact).count();
    match names.as_slice() {
        [one] if most > 1 => format!("{one} takes part in {most} of {dated} contacts"),
        [_, _] if most > 1 => format!("{} take part in {most} of {dated} contacts each", listed(&names)),
        _ => "Who talked to whom, and when".to_owned(),
    }
}

fn subtitle(found: &[Happening], lanes: usize) -> String {
    let undated = found.iter().filter(|happening| happening.days.is_none()).count();
    let (actors, events) = (counted(lanes, "actor", "actors"), counted(found.len(), "event", "events"));
    let mut text = format!("{actors} in {events}");
    if undated > 0 {
        text = format!("{text}, {undated} of them undated");
    }
    let period = period(found);
    let text = if period.is_empty() { text } else { format!("{text}; {period}") };
    text[..1].to_uppercase() + &text[1..]
}

fn lanes(case: &Case, order: &[String], side: impl Fn(&str) -> Option<usize>) -> Vec<Lane> {
    let lane = |(number, id): (usize, &String)| {
        let entity = case.entity(id);
        let roles = entity.map_or(&[][..], |entity| &entity.roles);
        Lane {
            id: id.clone(),
            name: draw::shown_name(case.name_of(id), id),
            kind: entity.map_or(EntityKind::Person, |entity| entity.kind),
            side: side(id),
            note: roles.iter().map(|role| clean(&role.title)).collect::<Vec<_>>().join("; "),
            y: HEAD + LANE * (number as f64 + 0.5),
            reach: (f64::INFINITY, f64::NEG_INFINITY),
        }
    };
    order.iter().enumerate().map(lane).collect()
}

/// Days, marks and the size of the drawing.
fn place(timeline: &mut Timeline, found: &[Happening]) {
    let number: BTreeMap<&str, usize> =
        timeline.lanes.iter().enumerate().map(|(n, lane)| (lane.id.as_str(), n)).collect();
    let widest = |lane: &Lane| 1.03 * text_width(&lane.name, NAME_SIZE, Weight::Regular);
    timeline.names = timeline.lanes.iter().map(widest).fold(0.0, f64::max) + 34.0;
    let mut left = timeline.names + DAY_GAP;
    let column = (COLUMNS / found.len().max(1) as f64).clamp(COLUMN, WIDE_COLUMN);
    let mut marks = Vec::new();
    for day in
        found.chunk_by(|a, b| a.day == b.day && a.days == b.days || a.days.is_none() && b.days.is_none())
    {
        let dated = day[0].days.is_some();
        let text = if dated { day[0].day.clone() } else { "undated".to_owned() };
        let head = 1.03 * text_width(&text, 11.0, Weight::Regular) + 8.0;
        let width = head.max(column * day.len() as f64);
        let step = width / day.len() as f64;
        for (at, happening) in day.iter().enumerate() {
            marks.push(mark(happening, &number, left + step * (at as f64 + 0.5)));
        }
        timeline.days.push(Day { text, left, right: left + width, dated });
        left += width + DAY_GAP;
    }
    // A lane is not drawn on into the undated marks, because nobody knows that they come later.
    let (dated, undated) = marks.split_at(found.iter().filter(|happening| happening.days.is_some()).count());
    for part in [dated, undated] {
        let begun: Vec<bool> = timeline.lanes.iter().map(|lane| lane.reach.0.is_finite()).collect();
        for mark in part {
            for &lane in mark.lanes.iter().filter(|&&lane| !begun[lane]) {
                let reach = &mut timeline.lanes[lane].reach;
                *reach = (reach.0.min(mark.x), reach.1.max(mark.x));
            }
        }
    }
    timeline.marks = marks;
    timeline.width = left - DAY_GAP;
    timeline.height = if timeline.lanes.is_empty() { 0.0 } else { HEAD + LANE * timeline.lanes.len() as f64 };
}

fn mark(happening: &Happening, number: &BTreeMap<&str, usize>, x: f64) -> Mark {
    let lanes: Vec<usize> = happening.parties.iter().map(|id| number[id.as_str()]).collect();
    let leading = lanes[..happening.leading].to_vec();
    let mut lanes = lanes;
    lanes.sort_unstable();
    Mark {
        id: happening.id.clone(),
        x,
        lanes,
        leading,
        kind: happening.kind,
        certainty: happening.certainty,
        claimed: happening.claimed,
        contested: happening.contested,
        text: happening.text.clone(),
        day: happening.day.clone(),
        evidence: happening.evidence.clone(),
    }
}
