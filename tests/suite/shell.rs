//! The program as people and scripts meet it: exit codes, streams, files.

use crate::program::Sandbox;
use std::io::Read;
use std::process::Stdio;

#[test]
fn found_is_0_not_found_is_1_mistake_is_2() {
    let sandbox = Sandbox::with_case();
    assert_eq!(sandbox.run(&["path", "Keller", "Ibarra", "talks.json"]).code, Some(0));
    assert_eq!(sandbox.run(&["path", "Haddad", "Keller", "talks.json"]).code, Some(1));
    assert_eq!(sandbox.run(&["who", "Haddad", "talks.json"]).code, Some(1));
    assert_eq!(sandbox.run(&["explain", "Haddad", "Ibarra", "talks.json"]).code, Some(1));
    assert_eq!(sandbox.run(&["who", "Nobody", "talks.json"]).code, Some(2));
    assert_eq!(sandbox.run(&["who", "Keller", "missing.json"]).code, Some(2));
    assert_eq!(sandbox.run(&["frobnicate"]).code, Some(2));
    assert_eq!(sandbox.run(&["who"]).code, Some(2));
}

#[test]
fn data_goes_to_stdout_and_messages_to_stderr() {
    let run = Sandbox::with_case().run(&["who", "Keller", "--json", "talks.json", "missing.txt"]);
    assert!(serde_json::from_str::<serde_json::Value>(&run.stdout).is_ok());
    assert!(run.stderr.contains("error: missing.txt: cannot be read"), "{}", run.stderr);
    assert_eq!(run.code, Some(2), "the readable rest is done, the failure is told");
}

#[test]
fn a_misspelt_name_gets_a_suggestion() {
    let run = Sandbox::with_case().run(&["who", "Kelller", "talks.json"]);
    assert!(run.stderr.contains("did you mean 'Anna Keller'?"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
}

#[test]
fn a_place_is_in_contact_with_nobody() {
    let run = Sandbox::with_case().run(&["who", "Bern", "talks.json"]);
    assert!(run.stderr.contains("'Bern' is a place"), "{}", run.stderr);
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let sandbox = Sandbox::with_case();
    // Much more than a pipe holds, so that the program is still writing when the reader leaves.
    let line = "{\"text\": \"Anna Keller met Ben Osei in Bern on Monday.\", \"id\": \"NUMBER\"}\n";
    let lines: String = (0..3000).map(|n| line.replace("NUMBER", &n.to_string())).collect();
    sandbox.write("many.jsonl", lines);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("sociogram"))
        .current_dir(sandbox.folder.path())
        .args(["extract", "-q", "--format", "annotations", "many.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut messages = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut messages).expect("UTF-8");
    assert_eq!(messages, "");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn standard_input_is_read() {
    let sandbox = Sandbox::new();
    let case = include_str!("data/talks.json");
    sandbox.command(&["who", "Keller", "-"]).write_stdin(case).assert().success();
}

#[test]
fn report_leaves_other_files_alone_and_nothing_temporary_behind() {
    let sandbox = Sandbox::with_case();
    std::fs::create_dir(sandbox.path("out")).expect("a folder can be made");
    sandbox.write("out/mine.txt", "mine");
    sandbox.write("out/report.md", "old");
    assert_eq!(sandbox.run(&["report", "talks.json", "-o", "out"]).code, Some(0));
    assert_eq!(sandbox.read("out/mine.txt"), "mine");
    assert!(sandbox.read("out/report.md").starts_with("# Who talks to whom"));
    let names = std::fs::read_dir(sandbox.path("out")).expect("it is there");
    for entry in names {
        let name = entry.expect("readable").file_name().into_string().expect("UTF-8");
        assert!(!name.contains("tmp"), "{name} was left behind");
    }
}

#[test]
fn an_unwritable_target_is_told() {
    let sandbox = Sandbox::with_case();
    let run = sandbox.run(&["extract", "talks.json", "-o", "no/such/folder/case.json"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cannot write no/such/folder/case.json"), "{}", run.stderr);
    let run = sandbox.run(&["report", "talks.json", "-o", "talks.json"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cannot make the folder talks.json"), "{}", run.stderr);
}

#[test]
fn an_unknown_picture_format_is_told_with_the_known_ones() {
    let run = Sandbox::with_case().run(&["draw", "talks.json", "-o", "network.bmp"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("extension '.bmp'"), "{}", run.stderr);
}

#[test]
fn a_folder_is_read_in_order_without_hidden_and_foreign_files() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("in")).expect("a folder can be made");
    sandbox.write("in/talks.json", include_str!("data/talks.json"));
    sandbox.write("in/.hidden.txt", b"\xFF\xFF");
    sandbox.write("in/photo.jpg", b"\xFF\xD8\xFF");
    let run = sandbox.run(&["list", "people", "in"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("left out of the folder: photo.jpg"), "{}", run.stderr);
}

#[test]
fn quiet_is_quiet_and_the_order_of_inputs_does_not_matter() {
    let sandbox = Sandbox::with_case();
    sandbox.write("a.txt", "Gina Rossi met Hugo Blanc in Lima on Tuesday.");
    sandbox.write("b.txt", "");
    let one = sandbox.run(&["extract", "-q", "talks.json", "a.txt", "b.txt"]);
    let other = sandbox.run(&["extract", "-q", "b.txt", "a.txt", "talks.json"]);
    assert_eq!(one.stderr, "");
    assert_eq!(one.stdout, other.stdout);
}

#[test]
fn a_saved_case_reads_back_to_the_same_bytes() {
    let sandbox = Sandbox::with_case();
    let first = sandbox.run(&["extract", "talks.json", "-o", "one.json"]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    sandbox.run(&["extract", "one.json", "-o", "two.json"]);
    assert_eq!(sandbox.read("one.json"), sandbox.read("two.json"));
}

#[test]
fn licences_and_version_are_printed() {
    let run = Sandbox::new().run(&["--version", "--licenses"]);
    assert!(run.stdout.starts_with(concat!("sociogram ", env!("CARGO_PKG_VERSION"), "\n")));
    assert!(run.stdout.contains("ExplosionAI"), "the licence of the language model is told");
    assert_eq!(run.code, Some(0));
}

#[test]
fn wrong_dates_and_words_are_usage_mistakes() {
    let sandbox = Sandbox::with_case();
    for flags in [["--since", "soon"], ["--certainty", "maybe"], ["--kind", "dinner"], ["--layer", "cake"]] {
        let run = sandbox.run(&["who", "Keller", "talks.json", flags[0], flags[1]]);
        assert_eq!(run.code, Some(2), "{flags:?}");
        assert!(run.stderr.contains("write "), "{}", run.stderr);
    }
}

/// The processor must not be seen in the answer; only the portable loops run everywhere.
#[test]
fn numeric_loops_are_chosen_by_hand_and_change_no_byte() {
    let sandbox = Sandbox::new();
    sandbox.write("talks.txt", include_str!("../../examples/data/miami-talks.txt"));
    let arguments = ["extract", "-q", "--format", "annotations", "talks.txt"];
    let portable = sandbox.run(&[&arguments[..], &["--kernel", "portable"]].concat());
    assert_eq!((portable.code, portable.stdout), (Some(0), sandbox.run(&arguments).stdout));
    let unknown = sandbox.run(&[&arguments[..], &["--kernel", "abacus"]].concat());
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("there are portable, avx2 and avx512"), "{}", unknown.stderr);
}
