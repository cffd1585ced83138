//! The README and the gallery show what the program does today.

use crate::program::Sandbox;
use sociogram::pipeline::{self, Options};
use sociogram::render::{RenderOptions, format_for_extension};
use std::path::Path;

const README: &str = include_str!("../../README.md");
const STORY: &str = include_str!("../../examples/data/lake-talks.txt");

#[test]
fn every_run_in_the_readme_gives_what_it_shows() {
    let sandbox = Sandbox::new();
    sandbox.write("lake-talks.txt", STORY);
    let mut runs = 0;
    for block in README.split("```text\n$ sociogram ").skip(1) {
        let (block, _) = block.split_once("```").expect("a block ends");
        let (command, shown) = block.split_once('\n').expect("a command has a line");
        let run = sandbox.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(run.stdout, shown, "README: sociogram {command}");
        runs += 1;
    }
    assert!(runs > 0, "the README shows runs of the program");
}

#[test]
fn the_gallery_is_fresh() {
    let built = pipeline::case_from_bytes([("lake-talks.txt", STORY.as_bytes())], &Options::default())
        .expect("there is a language model");
    let svg = format_for_extension("svg").expect("SVG is a format");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("output/lake-talks.svg");
    let shown = std::fs::read_to_string(file).expect("the gallery holds the picture");
    assert!(
        (svg.write)(&built.case, &RenderOptions::default()) == shown,
        "run: cargo run -- draw examples/data/lake-talks.txt -o output/lake-talks.svg"
    );
}
