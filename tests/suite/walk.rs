//! The walk through a case folder in `docs/case.md`, step by step as a new user takes it.

use crate::program::Sandbox;
use std::path::Path;

const WALK: &str = include_str!("../../docs/case.md");

/// `UPDATE_WALK=1 cargo test --test suite walk` writes what the commands show into the page, and draws its pictures.
#[test]
fn every_step_of_the_walk_shows_what_the_page_says() {
    let sandbox = Sandbox::new();
    for block in WALK.split("`:\n\n```text\n").collect::<Vec<_>>().windows(2) {
        let name = block[0].rsplit('`').next().expect("a name stands before a story");
        sandbox.write(name, block[1].split_once("```").expect("a story ends").0);
    }
    let mut page = String::new();
    let mut rest = WALK;
    while let Some((before, behind)) = rest.split_once("```console\n") {
        let (block, behind) = behind.split_once("```\n").expect("a block ends");
        page.push_str(&format!("{before}```console\n"));
        for line in block.lines().filter(|line| line.starts_with("$ ")) {
            page.push_str(&step(&sandbox, line));
        }
        page.push_str("```\n");
        rest = behind;
    }
    page.push_str(rest);
    let (before, after) = (sandbox.read("before.svg"), sandbox.read("after.svg"));
    let changes = sandbox.read("changes.svg");
    assert!(before.contains("Anna Keler<") && before.contains("Farid Haddad"), "the picture before");
    assert!(!after.contains("Anna Keler<") && after.contains("Dana Ibarra"), "the picture after");
    assert!(
        changes.contains("data-change=\"new\"") && changes.contains("data-change=\"changed\""),
        "the changes"
    );
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    if std::env::var_os("UPDATE_WALK").is_some() {
        for (name, content) in [
            ("case.md", &page),
            ("case-before.svg", &before),
            ("case-after.svg", &after),
            ("case-changes.svg", &changes),
        ] {
            std::fs::write(docs.join(name), content).expect("docs can be written");
        }
        return;
    }
    assert_eq!(page, WALK, "UPDATE_WALK=1 cargo test --test suite walk, then read the page");
}

/// A command with what it shows. `de-@2` in it stands for the second decision of the log.
fn step(sandbox: &Sandbox, line: &str) -> String {
    let mut command = line.to_owned();
    if let Some((head, tail)) = line.split_once("de-@") {
        let (number, tail) = tail.split_at(1);
        let log = sandbox.read("lake/decisions.ndjson");
        let decision = log.lines().nth(number.parse().expect("a digit")).expect("a decision");
        let id = decision.split('"').nth(3).expect("its id");
        command = format!("{head}{id}{tail}");
    }
    let arguments = words(command.strip_prefix("$ sociogram ").expect("a command of ours"));
    let run = sandbox.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_ne!(run.code, Some(2), "{command}: {}", run.stderr);
    format!("{command}\n{}{}", run.stderr, run.stdout)
}

/// The words of a command as a shell has them, with single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
