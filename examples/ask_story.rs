//! Reads a story and asks through whom one person reaches another.
//!
//! `cargo run --example ask_story -- examples/data/lake-talks.txt Keller Ibarra` prints the chain with its sentences;
//! without arguments it reads a sentence or two of its own.

use sociogram::graph::Filter;
use sociogram::pipeline::{self, Options};
use sociogram::query::{self, PathOptions};
use sociogram::render::answer_markdown;
use std::io::Write;

const STORY: &str = "Date: 2031-03-06

Foreign Minister Anna Keller met the mediator Ben Osei in Bern on Monday. A day later Osei telephoned Carla Diaz.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, story, from, to) = match arguments.as_slice() {
        [file, from, to] => (file.as_str(), std::fs::read_to_string(file)?, from.as_str(), to.as_str()),
        _ => ("story.txt", STORY.to_owned(), "Keller", "Diaz"),
    };
    let built = pipeline::case_from_bytes([(name, story.as_bytes())], &Options::default())?;
    let answer = query::path(&built.case, from, to, &Filter::default(), &PathOptions::default())?;
    std::io::stdout().write_all(answer_markdown(&answer).as_bytes())?;
    Ok(())
}
