//! Who could have known by when.

use super::answer::{Answer, Body, Cell, Listing};
use super::{CITES, count, names};
use crate::analysis::arrival::{Arrival, Contact, Rule, Span, arrivals, backward};
use crate::error::Error;
use crate::graph::{Act, Filter, SocialGraph};
use crate::model::{Case, When};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How reach is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReachOptions {
    /// Since when somebody knows; forward only.
    pub from: Option<Date>,
    /// Ask who could have told, not who could have been told; then the filter's `until` is the day of knowing.
    pub backward: bool,
    /// Whether knowledge may go on within one day: one rule for both answers; none for the usual two.
    pub same_day: Option<bool>,
}

/// Who could have known what somebody knew, and when at the earliest (backward: who could have informed somebody).
///
/// Two answers: certain under every reading of the dates, each hop on a later day; possible under some reading, chains
/// within a day included. Undated contacts join neither. Reach means *could have known*, not *knew*.
///
/// # Errors
/// If the name is unknown, ambiguous or a place, or if the day is missing that the question needs.
pub fn reach(case: &Case, name: &str, filter: &Filter, options: &ReachOptions) -> Result<Answer, Error> {
    let entity = names::resolve_actor(case, name)?;
    let question = Question::of(filter, options)?;
    let all_days = Filter { since: None, until: None, ..filter.clone() };
    let graph = SocialGraph::of(case, &all_days);
    let dated = Dated::of(&graph);
    let source = graph.node(&entity.id).map(|node| node.index());
    let answer = |rule| source.map(|source| question.arrivals(&dated, source, rule)).unwrap_or_default();
    let (certain, possible) = (answer(question.rules[0]), answer(question.rules[1]));
    let mut rows: Vec<_> = (0..possible.len())
        .filter(|&node| Some(node) != source)
        .filter_map(|node| Some((node, certain[node], possible[node].or(certain[node])?)))
        .collect();
    let name = |node: usize| graph.actor(petgraph::graph::NodeIndex::new(node)).name.as_str();
    rows.sort_by_key(|&(node, _, possible)| (possible.day, name(node)));
    let cells = |&(node, certain, possible): &(usize, Option<Arrival>, Arrival)| {
        let best = certain.unwrap_or(possible);
        let over = best.over.map(|place| &dated.sources[place]);
        let through = best.over.map(|place| dated.contacts[place]).map(|contact| question.teller(contact));
        vec![
            Cell::Text(name(node).to_owned()),
            certain.map_or(Cell::Blank, |arrival| Cell::Text(question.day(arrival.day))),
            Cell::Text(question.day(possible.day)),
            through.map_or(Cell::Blank, |teller| Cell::Text(name(teller as usize).to_owned())),
            over.map_or(Cell::Blank, |(_, inferred)| {
                Cell::Text(if *inferred { "inferred" } else { "written" }.into())
            }),
            Cell::List(over.map(|(id, _)| id.clone()).into_iter().collect()),
        ]
    };
    let sure = rows.iter().filter(|(_, certain, _)| certain.is_some()).count();
    Ok(Answer {
        question: question.words(&entity.name),
        graph: all_days.describe(),
        summary: question.summary(sure, rows.len()),
        found: !rows.is_empty(),
        notes: question.notes(&dated),
        body: Body::Rows(Listing { columns: question.columns(), rows: rows.iter().map(cells).collect() }),
    })
}

struct Question {
    /// Day of knowing, as a number; negative of it when asked backward.
    start: i32,
    limit: Option<i32>,
    backward: bool,
    rules: [Rule; 2],
    start_day: Date,
    same_day: Option<bool>,
}

impl Question {
    fn of(filter: &Filter, options: &ReachOptions) -> Result<Self, Error> {
        let (start, limit, flag) = match options.backward {
            false => (options.from, filter.until, "--from DAY"),
            true => (filter.until, options.from, "--until DAY"),
        };
        let start_day = start.ok_or_else(|| Error::Question {
            problem: "the question needs the day of knowing".to_owned(),
            hint: format!("add {flag}"),
        })?;
        let sign = if options.backward { -1 } else { 1 };
        let rule = |rule: Rule| Rule { same_day: options.same_day.unwrap_or(rule.same_day), ..rule };
        Ok(Self {
            start: sign * number(start_day),
            limit: limit.map(|day| sign * number(day)),
            backward: options.backward,
            rules: [rule(Rule::CERTAIN), rule(Rule::POSSIBLE)],
            start_day,
            same_day: options.same_day,
        })
    }

    fn arrivals(&self, dated: &Dated, source: usize, rule: Rule) -> Vec<Option<Arrival>> {
        let turned;
        let contacts = if self.backward {
            turned = backward(&dated.contacts);
            &turned
        } else {
            &dated.contacts
        };
        arrivals(dated.nodes, contacts, source, self.start, self.limit, rule)
    }

    fn teller(&self, contact: Contact) -> u32 {
        if self.backward { contact.to } else { contact.from }
    }

    fn day(&self, number: i32) -> String {
        let number = if self.backward { -number } else { number };
        EPOCH
            .checked_add(jiff::Span::new().days(number))
            .map_or("out of range".to_owned(), |day| day.to_string())
    }

    fn words(&self, name: &str) -> String {
        match self.backward {
            false => format!("Who could have known what {name} knew on {}?", self.start_day),
            true => format!("Who could have informed {name} by {}?", self.start_day),
        }
    }

    fn summary(&self, sure: usize, possible: usize) -> String {
        let verb = if self.backward { "have told" } else { "have known" };
        format!("{} could {verb} for certain, {possible} possibly.", count(sure, "actor", "actors"))
    }

    fn columns(&self) -> Vec<String> {
        let [certain, possible, whom] = match self.backward {
            false => ["certain by", "possible from", "through"],
            true => ["certain since", "possible until", "by way of"],
        };
        super::list::heads(&["name", certain, possible, whom, "date", CITES])
    }

    fn notes(&self, dated: &Dated) -> Vec<String> {
        let rule = match self.same_day {
            None => {
                "Certain: each hop on a later day, under every reading of the dates. Possible: some reading, chains within one day included."
            }
            Some(true) => "Chains within one day are allowed (--same-day allow), in both answers.",
            Some(false) => "Each hop on a later day (--same-day deny), in both answers.",
        };
        let mut notes = vec!["Could have known does not mean knew.".to_owned(), rule.to_owned()];
        if !dated.undated.is_empty() {
            let ids: Vec<_> = dated.undated.iter().cloned().collect();
            let events = count(ids.len(), "act without a date joins", "acts without a date join");
            notes.push(format!("{events} neither answer: {}.", ids.join(", ")));
        }
        notes
    }
}

/// Contacts with their days, in order of the graph, both directions of mutual ones.
pub(super) struct Dated {
    pub(super) nodes: usize,
    pub(super) contacts: Vec<Contact>,
    /// Act id, and whether its date was inferred.
    sources: Vec<(String, bool)>,
    pub(super) undated: BTreeSet<String>,
}

impl Dated {
    pub(super) fn of(graph: &SocialGraph) -> Self {
        let nodes = graph.actors().count();
        let mut dated = Self { nodes, contacts: Vec::new(), sources: Vec::new(), undated: BTreeSet::new() };
        for (a, b, tie) in graph.ties() {
            for act in &tie.acts {
                dated.add([a.index() as u32, b.index() as u32], act);
            }
        }
        dated
    }

    /// Id of the act behind a contact.
    pub(super) fn act(&self, place: usize) -> &str {
        &self.sources[place].0
    }

    fn add(&mut self, [a, b]: [u32; 2], act: &Act) {
        let Some(span) = act.when.as_ref().and_then(span) else {
            self.undated.insert(act.source.id());
            return;
        };
        let inferred = act.when.as_ref().is_some_and(|when| when.inferred);
        for (from, to, forward) in [(a, b, true), (b, a, false)] {
            if act.runs(forward) {
                self.contacts.push(Contact { from, to, span });
                self.sources.push((act.source.id(), inferred));
            }
        }
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970.
pub(super) fn number(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

/// `a/b` lasts throughout; a month, a year and `[a..b]` mean some day within.
fn span(when: &When) -> Option<Span> {
    let (first, last) = when.bounds()?;
    let (first, last) = (number(first.min(last)), number(first.max(last)));
    Some(Span { first, last, throughout: when.edtf.as_ref().is_some_and(|edtf| edtf.contains('/')) })
}
