//! People, one entry each, and who of them was in contact with whom, over a whole document.

use super::count::Scores;
use super::data::{Contact, Party, Reading};
use super::names::{body_match, person_match, words};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody of the gold, or somebody else by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Person(usize),
    Body(usize),
    /// Found, unknown to the gold; whether found as a person.
    Stranger(String, bool),
}

type Two = (Who, Who);

/// Statuses by pair; mutual pairs are kept in ascending order.
#[derive(Default)]
struct Pairs {
    mutual: BTreeMap<Two, BTreeSet<String>>,
    told: BTreeMap<Two, BTreeSet<String>>,
    same_side: BTreeSet<Two>,
}

/// How a found contact pair stands to the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    Wrong,
    /// Neither: within a side, known as told only, or with somebody unnamed.
    Beside,
}

/// Counts people, contacts, told and false contacts of one document.
pub(crate) fn score(gold: &Reading, found: &Reading, scores: &mut Scores) {
    people(gold, found, scores);
    let judge = Judge::of(gold, found);
    let given = judge.expand(&found.contacts, |name| judge.who(name));
    let (right, wrong) =
        judge.tally(given.mutual.iter().filter(|(_, s)| s.contains("happened")).map(|(p, _)| p));
    let asked = judge.gold.mutual.values().filter(|statuses| statuses.contains("happened")).count();
    scores.add("contact pair", right, right + wrong, asked);
    let (told, false_told, told_asked) = judge.told(&given);
    scores.add("contact told", told, told + false_told, told_asked);
    scores.add("contact pair or told", right + told, right + wrong + told + false_told, asked + told_asked);
    let is_false =
        |(pair, statuses): &(&Two, &BTreeSet<String>)| statuses.contains("happened") && judge.is_false(pair);
    let count = given.mutual.iter().filter(is_false).count();
    scores.add("false contacts", count, 0, gold.text.split_whitespace().count());
}

/// The confidence of every found contact pair told as happened, and whether it is right.
pub(crate) fn verdicts(gold: &Reading, found: &Reading) -> Vec<(u8, Verdict)> {
    let judge = Judge::of(gold, found);
    let mut all = Vec::new();
    for contact in found.contacts.iter().filter(|contact| !contact.directed && contact.status == "happened") {
        let pairs = judge.expand(std::slice::from_ref(contact), |name| judge.who(name));
        all.extend(pairs.mutual.keys().map(|pair| (contact.confidence, judge.verdict(pair))));
    }
    all
}

fn forms(party: &Party) -> Vec<Vec<String>> {
    let all = [&party.name].into_iter().chain(&party.aliases);
    all.map(|name| words(name)).filter(|words| !words.is_empty()).collect()
}

/// One found entry per person; a second entry for somebody is wrong.
fn people(gold: &Reading, found: &Reading, scores: &mut Scores) {
    let mut candidates = Vec::new();
    for (g, person) in gold.people.iter().enumerate() {
        for (f, other) in found.people.iter().enumerate() {
            let score = person_match(&forms(other), &forms(person));
            if score > 0 {
                candidates.push((f64::from(score), g, f));
            }
        }
    }
    let right = super::count::align(candidates).len();
    scores.add("people", right, found.people.len(), gold.people.len());
}

struct Judge<'a> {
    document: &'a Reading,
    found: BTreeMap<Vec<String>, &'a Party>,
    gold: Pairs,
}

impl<'a> Judge<'a> {
    fn of(document: &'a Reading, found: &'a Reading) -> Self {
        let found = found.people.iter().map(|party| (words(&party.name), party)).collect();
        let mut judge = Self { document, found, gold: Pairs::default() };
        let own = |name: &str| {
            let person = document.people.iter().position(|party| party.name == name).map(Who::Person);
            let body = || document.others.iter().position(|party| party.name == name).map(Who::Body);
            person.or_else(body).expect("the gold declares everybody")
        };
        judge.gold = judge.expand(&document.contacts, own);
        judge
    }

    /// Who of the gold a found name means; two equally weak matches are none.
    fn who(&self, name: &str) -> Who {
        let person = self.found.get(&words(name));
        let found = person.map_or_else(|| vec![words(name)], |party| forms(party));
        let people = self.document.people.iter().enumerate();
        let bodies = self.document.others.iter().enumerate();
        let people = people.map(|(n, party)| (person_match(&found, &forms(party)), Who::Person(n)));
        let bodies = bodies.map(|(n, party)| (body_match(&found, &forms(party)), Who::Body(n)));
        let all: Vec<_> = people.chain(bodies).collect();
        let best = all.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let mut top = all.into_iter().filter(|(score, _)| *score == best && best > 0);
        match (top.next(), top.next()) {
            (Some((_, who)), None) => who,
            (Some((score, who)), Some(_)) if score > 1 => who,
            _ => Who::Stranger(name.to_owned(), person.is_some()),
        }
    }

    fn expand(&self, contacts: &[Contact], who: impl Fn(&str) -> Who) -> Pairs {
        let mut pairs = Pairs::default();
        for contact in contacts {
            let sides: Vec<Vec<Who>> = match &contact.sides {
                Some(sides) => sides.iter().map(|side| side.iter().map(|name| who(name)).collect()).collect(),
                None => contact.participants.iter().map(|name| vec![who(name)]).collect(),
            };
            pairs.add(&sides, contact);
        }
        pairs
    }

    /// Right and wrong ones among found mutual pairs told as happened.
    fn tally<'p>(&self, pairs: impl Iterator<Item = &'p Two>) -> (usize, usize) {
        let verdicts: Vec<_> = pairs.map(|pair| self.verdict(pair)).collect();
        let count = |verdict| verdicts.iter().filter(|&&other| other == verdict).count();
        (count(Verdict::Right), count(Verdict::Wrong))
    }

    fn verdict(&self, pair: &Two) -> Verdict {
        let told = self.gold.told.keys().any(|told| sorted(told) == *pair);
        match self.gold.mutual.get(pair) {
            Some(statuses) if statuses.contains("happened") => Verdict::Right,
            _ if told || self.gold.same_side.contains(pair) || is_unnamed(pair) => Verdict::Beside,
            _ => Verdict::Wrong,
        }
    }

    /// Right, wrong and asked among directed pairs told as happened.
    fn told(&self, given: &Pairs) -> (usize, usize, usize) {
        let happened = |pairs: &Pairs| -> BTreeSet<Two> {
            let told = pairs.told.iter().filter(|(_, statuses)| statuses.contains("happened"));
            told.map(|(pair, _)| pair.clone()).collect()
        };
        let (asked, given) = (happened(&self.gold), happened(given));
        let beside = |pair: &&Two| self.gold.mutual.contains_key(&sorted(pair)) || is_unnamed(pair);
        let wrong = given.difference(&asked).filter(|pair| !beside(pair)).count();
        (given.intersection(&asked).count(), wrong, asked.len())
    }

    /// Two people without any contact in the gold.
    fn is_false(&self, pair: &Two) -> bool {
        let known = self.gold.mutual.contains_key(pair) || self.verdict(pair) != Verdict::Wrong;
        let is_person = |who: &Who| matches!(who, Who::Person(_) | Who::Stranger(_, true));
        !known && is_person(&pair.0) && is_person(&pair.1)
    }
}

impl Pairs {
    fn add(&mut self, sides: &[Vec<Who>], contact: &Contact) {
        for (n, side) in sides.iter().enumerate() {
            for (position, one) in side.iter().enumerate() {
                let mates = side[position + 1..].iter().filter(|mate| *mate != one);
                self.same_side.extend(mates.map(|mate| sorted(&(one.clone(), mate.clone()))));
                for other in sides[n + 1..].iter().flatten().filter(|other| *other != one) {
                    let pair = (one.clone(), other.clone());
                    let (pairs, pair) = match contact.directed {
                        true => (&mut self.told, pair),
                        false => (&mut self.mutual, sorted(&pair)),
                    };
                    pairs.entry(pair).or_default().insert(contact.status.clone());
                }
            }
        }
    }
}

fn sorted(pair: &Two) -> Two {
    let (a, b) = pair.clone();
    if a <= b { (a, b) } else { (b, a) }
}

/// Whether one end is a common noun that the gold does not name: "reporters".
fn is_unnamed((a, b): &Two) -> bool {
    let unnamed = |who: &Who| matches!(who, Who::Stranger(name, false) if !name.contains(char::is_uppercase));
    unnamed(a) || unnamed(b)
}
