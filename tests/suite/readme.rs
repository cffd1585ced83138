//! The README and the gallery show what the program does today.

use crate::program::Sandbox;
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

/// File in `output/`, and the arguments that draw it.
const GALLERY: &[(&str, &[&str])] = &[
    ("lake-talks.svg", &["lake-talks.txt"]),
    ("lake-talks-dark.svg", &["lake-talks.txt", "--theme", "dark"]),
    ("river-talks.html", &["river-talks.txt"]),
    ("river-talks-sides.svg", &["river-talks.txt", "--view", "sides"]),
    ("river-talks-path.svg", &["river-talks.txt", "--path", "Dovzhan", "Solheim"]),
    ("steel-bid-timeline.svg", &["steel-bid.txt", "--view", "timeline"]),
    ("steel-bid-timeline-dark.svg", &["steel-bid.txt", "--view", "timeline", "--theme", "dark"]),
    ("steel-bid-matrix.svg", &["steel-bid.txt", "--view", "matrix"]),
    ("party-contest-ego.svg", &["party-contest.txt", "--ego", "Ekwueme"]),
];

/// `UPDATE_GALLERY=1 cargo test --test suite gallery` draws it anew; look at the pictures before you keep them.
#[test]
fn the_gallery_is_fresh() {
    let update = std::env::var_os("UPDATE_GALLERY").is_some();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sandbox = Sandbox::new();
    let mut stale = Vec::new();
    for (file, arguments) in GALLERY {
        let story = root.join("examples/data").join(arguments[0]);
        sandbox.write(arguments[0], std::fs::read(story).expect("the story is there"));
        let run = sandbox.run(&[&["draw"], *arguments, &["-o", file]].concat());
        assert_eq!(run.code, Some(0), "{file}: {}", run.stderr);
        let (drawn, kept) = (sandbox.read(file), root.join("output").join(file));
        if update {
            std::fs::write(&kept, &drawn).expect("the gallery can be written");
        } else if std::fs::read_to_string(&kept).ok().as_deref() != Some(drawn.as_str()) {
            stale.push(*file);
        }
    }
    assert!(stale.is_empty(), "run: UPDATE_GALLERY=1 cargo test --test suite gallery ({})", stale.join(", "));
}

/// `UPDATE_DOCS=1 cargo test --test suite formats_page` writes the tables anew.
#[test]
#[cfg_attr(feature = "parquet", ignore = "the page is of the default build")]
fn the_formats_page_lists_what_the_program_reads_and_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let prose = page.split("## Read\n").next().expect("something stands before the tables");
    let run = Sandbox::new().run(&["formats", "--markdown"]);
    let fresh = format!("{prose}{}", run.stdout);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &fresh).expect("the page can be written");
    } else {
        assert_eq!(page, fresh, "run: UPDATE_DOCS=1 cargo test --test suite formats_page");
    }
}
