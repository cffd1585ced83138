//! What `draw` is asked for on the command line.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use crate::program::Sandbox;
use std::process::Command;

const STORY: &str =
    "Anna Keller met Ben Osei in Bern. Carla Diaz telephoned Ben Osei. Emil Novak met Carla Diaz in Rome.\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("story.txt", STORY);
    sandbox
}

#[test]
fn graphviz_places_and_we_draw() {
    let sandbox = sandbox();
    if Command::new("neato").arg("-V").output().is_err() {
        println!("skipped: Graphviz is not installed");
        return;
    }
    for engine in ["dot", "neato", "fdp", "sfdp"] {
        let run = sandbox.run(&["draw", "-q", "story.txt", "--engine", engine]);
        assert_eq!(
            (run.code, run.stdout.matches("data-node=").count()),
            (Some(0), 4),
            "{engine}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_missing_graphviz_is_told() {
    let sandbox = sandbox();
    let output =
        sandbox.command(&["draw", "story.txt", "--engine", "sfdp"]).env("PATH", "").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("`sfdp` is not installed: install Graphviz, or leave --engine out"), "{told}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn lines_link_to_the_web_or_not_at_all() {
    let sandbox = sandbox();
    let run = sandbox.run(&["draw", "-q", "story.txt", "--link-base", "https://example.org/e?id="]);
    assert_eq!(run.stdout.matches("<a href=\"https://example.org/e?id=ev-").count(), 3, "{}", run.stdout);
    for base in ["javascript:alert(1)", "file:///etc/", "data:,x"] {
        assert_eq!(sandbox.run(&["draw", "story.txt", "--link-base", base]).code, Some(2), "{base}");
    }
}

#[test]
fn a_sheet_of_a4_is_never_exceeded() {
    let sandbox = sandbox();
    let size = |picture: &str, name: &str| -> f64 {
        let (_, rest) = picture.split_once(&format!(" {name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let chain: String = (0..40).map(|n| format!("Person{n} Alpha met Person{} Alpha. ", n + 1)).collect();
    sandbox.write("tall.txt", format!("{chain}\n"));
    for (story, view) in [("story.txt", "network"), ("story.txt", "timeline"), ("tall.txt", "timeline")] {
        let run = sandbox.run(&["draw", "-q", story, "--view", view, "--width", "a4"]);
        let (width, height) = (size(&run.stdout, "width"), size(&run.stdout, "height"));
        assert!(width <= 718.0 && height <= 1047.1, "{story} {view}: {width} x {height}");
        assert!(width > 717.0 || height > 1046.0, "{story} {view}: {width} x {height}");
    }
}

#[test]
fn people_stay_where_an_earlier_picture_has_them() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&["draw", "-q", "story.txt", "-o", "old.svg"]).code, Some(0));
    let same = sandbox.run(&["draw", "-q", "story.txt", "--positions", "old.svg"]).stdout;
    let boxes = |picture: &str| {
        picture.lines().filter(|l| l.contains("data-node=")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(boxes(&same), boxes(&sandbox.read("old.svg")));
    for bad in ["story.txt", "missing.svg"] {
        let run = sandbox.run(&["draw", "story.txt", "--positions", bad]);
        assert!(run.code == Some(2) && run.stderr.contains(bad), "{}", run.stderr);
    }
    let run = sandbox.run(&["draw", "story.txt", "--positions", "old.svg", "--view", "matrix"]);
    assert!(run.code == Some(2) && run.stderr.contains("for the network"), "{}", run.stderr);
}

#[test]
fn changes_are_drawn_where_they_can_be() {
    let sandbox = sandbox();
    sandbox.write("more.txt", "Emil Novak met Dana Ibarra in Porto.\n");
    assert_eq!(sandbox.run(&["extract", "-q", "story.txt", "-o", "old.json"]).code, Some(0));
    let run = sandbox.run(&["draw", "-q", "story.txt", "more.txt", "--diff", "old.json"]);
    assert!(run.stdout.contains("What changed: 1 tie is new; 1 actor is new"), "{}", run.stdout);
    let run = sandbox.run(&["draw", "story.txt", "--diff", "old.json", "--view", "timeline"]);
    assert!(run.code == Some(2) && run.stderr.contains("`sociogram diff` lists them"), "{}", run.stderr);
}
