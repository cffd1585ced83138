//! The accuracy of extraction on the project's own gold (`tests/gold`), held above stored floors.
//!
//! `cargo test --test suite gold -- --nocapture` prints all figures; `SOCIOGRAM_FLOORS=write` before it stores new floors.

#![allow(clippy::print_stdout)]

mod clusters;
mod confidence;
mod contacts;
mod count;
mod data;
mod entities;
mod floors;
mod meetings;
mod names;
mod statements;

use confidence::Bands;
use count::Scores;
use data::Reading;
use std::fmt::Write;

/// Scores and confidence bands, gathered over documents.
#[derive(Default)]
struct Result {
    scores: Scores,
    meetings: Bands,
    contacts: Bands,
}

impl Result {
    /// Reads one document alone and counts everything in it.
    fn add(&mut self, gold: &Reading) {
        let found = data::found(&data::read(&[gold]), &gold.id);
        for score in [entities::score, statements::score, meetings::score, contacts::score] {
            score(gold, &found, &mut self.scores);
        }
        self.meetings.add_meetings(gold, &found);
        self.contacts.add_contacts(gold, &found);
    }
}

/// Clusters that no rule was written for: what other texts may expect, counted apart. Gives the wrong merges.
fn unread(scores: &mut Scores) -> Vec<String> {
    let (mut apart, mut wrong) = (Result::default(), Vec::new());
    for (_, cluster) in data::gold("unread") {
        cluster.iter().for_each(|gold| apart.add(gold));
        wrong.extend(clusters::score(&cluster, &mut apart.scores));
    }
    for (metric, shown) in [
        ("meeting", "unread: meeting"),
        ("contact pair", "unread: contact pair"),
        ("people", "unread: people"),
        ("merge", "unread: merge"),
    ] {
        let count = apart.scores.get(metric);
        scores.add(shown, count.right, count.found, count.gold);
    }
    scores.add("wrong merges", wrong.len(), 0, 0);
    wrong
}

#[test]
fn gold_figures_stay_above_their_floors() {
    let mut result = Result::default();
    for folder in ["passages", "stories", "clusters"] {
        data::gold(folder).iter().flat_map(|(_, documents)| documents).for_each(|gold| result.add(gold));
    }
    let mut wrong = Vec::new();
    for (_, cluster) in data::gold("clusters") {
        wrong.extend(clusters::score(&cluster, &mut result.scores));
    }
    wrong.extend(unread(&mut result.scores));
    let figures = floors::figures(&result.scores);
    if std::env::var("SOCIOGRAM_FLOORS").is_ok_and(|value| value == "write") {
        floors::store(&figures);
    }
    let floors = floors::stored();
    let mut table =
        String::from("metric                       figure   prec.   rec.   right  found   gold   floor\n");
    for figure in &figures {
        table += &floors::line(figure, floors.get(figure.name).copied());
    }
    writeln!(table, "\nprecision by confidence").expect("a string can be written");
    table += &result.meetings.table("meetings");
    table += &result.contacts.table("contacts");
    println!("{table}");
    for merge in &wrong {
        println!("wrong merge: {merge}");
    }
    let low = figures.iter().filter(|figure| figure.verdict(floors.get(figure.name).copied()) == "TOO LOW");
    let low: Vec<_> = low.map(|figure| figure.name).collect();
    let known = |name: &&String| figures.iter().any(|figure| figure.name == name.as_str());
    let lost: Vec<_> = floors.keys().filter(|name| !known(name)).collect();
    assert!(lost.is_empty(), "floors without a figure: {lost:?}");
    assert!(low.is_empty(), "below the floor: {}\n{table}", low.join(", "));
    for bands in [&result.meetings, &result.contacts] {
        if let Some((lowest, highest)) = bands.ends() {
            assert!(highest >= lowest, "what is trusted most is right less often:\n{table}");
            assert!(highest >= 0.85, "what is trusted most is wrong too often:\n{table}");
        }
    }
}
