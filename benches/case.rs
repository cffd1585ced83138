//! What a case folder costs, one JSON line a job: seconds by the clock, CPU seconds of all threads.
//!
//! `cargo bench --bench case -- [STORIES]` makes up 2,000 stories (or as many as asked) of about 300 words, adds them to a
//! new case folder below the folder for temporary files, adds ten more, then opens the case with and without its cache,
//! asks it, and decides something.

#![allow(clippy::print_stdout)]

use serde_json::{Value, json};
use sociogram::folder::CaseFolder;
use sociogram::graph::Filter;
use sociogram::model::{Action, Case, Document, EntityRef, Metadata};
use sociogram::query::{self, PathOptions};
use std::path::Path;
use std::time::Instant;

const GIVEN: &[&str] = &[
    "Anna", "Ben", "Carla", "Dana", "Emil", "Farid", "Gina", "Hugo", "Irina", "Jonas", "Karin", "Leonor",
    "Marek", "Nadia", "Oskar", "Paula", "Rosa", "Stefan", "Tomas", "Vera",
];
const SURNAMES: &[&str] = &[
    "Keller",
    "Osei",
    "Diaz",
    "Ibarra",
    "Novak",
    "Haddad",
    "Rossi",
    "Brandt",
    "Dovzhan",
    "Lindqvist",
    "Moreau",
    "Achebe",
    "Petrov",
    "Solheim",
    "Okafor",
    "Tanaka",
    "Varga",
    "Weiss",
    "Castro",
    "Larsen",
    "Duarte",
    "Kessel",
    "Strand",
    "Holm",
    "Voss",
    "Ekwueme",
    "Tarrant",
    "Pascoe",
    "Nwosu",
    "Aalto",
];
const PLACES: &[&str] =
    &["Bern", "Porto", "Oslo", "Vienna", "Geneva", "Lisbon", "Tallinn", "Dublin", "Prague", "Zagreb"];
const OFFICES: &[&str] = &["Foreign Minister", "Finance Minister", "President", "Prime Minister", "Governor"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
/// Sentences with two names, a place and a day in them.
const CONTACTS: &[&str] = &[
    "{a} met {b} in {place} on {day} to discuss the fishing rights in the Amber Sea.",
    "On {day} {a} telephoned {b} and asked for more time.",
    "{a} visited {b} in {place} on {day} and told {b} that the islands would send observers.",
    "{a} said the two sides had agreed on a first draft, and praised {b} for the patience of the last weeks.",
    "{a} is to meet {b} in {place} on Saturday, a spokesman said.",
    "{a} did not meet {b} in {place}, according to people close to the talks.",
];
/// Sentences without any.
const FILLERS: &[&str] = &[
    "The talks had been put off twice because of the storm that closed the harbour and the roads along the coast.",
    "Nobody expects the quarrel over quotas to end before the summer, when the boats go out again.",
    "The draft runs to eleven pages and leaves the hardest question, who may fish where, for a later round.",
    "Fishermen in the northern villages have waited for a decision since the old treaty ran out last year.",
    "Prices in the markets of the capital have risen by a third, and the canneries have sent half of their workers home.",
];

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let stories: usize = asked.unwrap_or(2_000);
    let place = std::env::temp_dir().join(format!("sociogram-bench-{}", std::process::id()));
    let (all, more) = (made_up(0..stories), made_up(stories..stories + 10));
    println!(
        "{}",
        json!({ "stories": stories, "words": words(&all), "bytes": all.iter().map(|d| d.bytes).sum::<usize>() })
    );
    let mut writer = CaseFolder::init(&place, None).expect("a folder can be made");
    let known = all[..10].to_vec();
    timed("add", || writer.add(all, None, false, &|_, _| {}).expect("added"), |added| json!(added.new));
    timed(
        "add ten known",
        || writer.add(known, None, false, &|_, _| {}).expect("known"),
        |added| json!(added.known),
    );
    timed("join", || read(&place), |case| json!([case.entities.len(), case.events.len()]));
    timed(
        "add ten more",
        || writer.add(more, None, false, &|_, _| {}).expect("added"),
        |added| json!(added.new),
    );
    timed("join again", || read(&place), |case| json!([case.entities.len(), case.events.len()]));
    let case = timed("open from cache", || read(&place), |case| json!(case.documents.len()));
    let filter = Filter::default();
    let who = || query::who(&case, "Anna Keller", &filter).expect("she is there");
    timed("who", who, |answer| json!(answer.summary));
    let path = || query::path(&case, "Anna Keller", "Jonas Aalto", &filter, &PathOptions::default());
    let _ = timed("path", path, |answer| {
        json!(answer.as_ref().map(|answer| answer.summary.clone()).unwrap_or_default())
    });
    decide(&mut writer, &case);
    timed("open after a decision", || read(&place), |case| json!(case.entities.len()));
    timed("open from cache again", || read(&place), |case| json!(case.entities.len()));
    drop(writer);
    let _ = std::fs::remove_dir_all(&place);
}

fn decide(writer: &mut sociogram::folder::Writer, case: &Case) {
    let entity = |name| EntityRef::to(query::resolve(case, name).expect("they are there"));
    let same = Action::Same { keep: entity("Anna Keller"), merge: vec![entity("Jonas Aalto")] };
    let decide = || writer.decide(same, Some("Mira".into()), None, None).expect("written");
    timed("decide", decide, |recorded| json!(recorded.decision().action.describe()));
}

fn read(place: &Path) -> Case {
    CaseFolder::open(place).expect("it opens").read(&|_, _| {}).expect("it can be read").case
}

fn words(documents: &[Document]) -> usize {
    documents
        .iter()
        .filter_map(|document| document.text.as_ref())
        .map(|text| text.split_whitespace().count())
        .sum()
}

/// Stories that differ, with 600 people who come again and again.
fn made_up(numbers: std::ops::Range<usize>) -> Vec<Document> {
    numbers.map(story).collect()
}

fn story(number: usize) -> Document {
    // A linear congruential generator (Knuth 1997, The Art of Computer Programming, volume 2).
    let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let people: Vec<String> = (0..4)
        .map(|_| format!("{} {}", GIVEN[below(GIVEN.len())], SURNAMES[below(SURNAMES.len())]))
        .collect();
    let mut text = format!(
        "{} {} of the coast spoke out on {}. ",
        OFFICES[below(OFFICES.len())],
        people[0],
        DAYS[below(5)]
    );
    for paragraph in 0..6 {
        for sentence in 0..3 {
            let pattern =
                if sentence == 1 { FILLERS[below(FILLERS.len())] } else { CONTACTS[below(CONTACTS.len())] };
            let (a, b) = (&people[below(2)], &people[2 + below(2)]);
            let told = pattern.replace("{a}", a).replace("{b}", b);
            let told = told.replace("{place}", PLACES[below(PLACES.len())]).replace("{day}", DAYS[below(5)]);
            text.push_str(&told);
            text.push(' ');
        }
        text.push_str(if paragraph < 5 { "\n\n" } else { "\n" });
    }
    let day = jiff::civil::date(2031, 1, 1).checked_add(jiff::Span::new().days((number % 360) as i64)).ok();
    Document::new(text, Metadata { name: format!("story-{number:05}.txt"), date: day, ..Metadata::default() })
}

fn timed<T>(job: &str, work: impl FnOnce() -> T, check: impl FnOnce(&T) -> Value) -> T {
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let result = work();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("{}", json!({ "job": job, "wall": wall, "cpu": cpu, "check": check(&result) }));
    result
}

#[cfg(unix)]
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(not(unix))]
fn cpu_seconds() -> f64 {
    0.0
}
