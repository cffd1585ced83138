//! A case folder from the command line: what is added, decided, undone; what merges, breaks and survives.

use crate::program::Sandbox;
use std::fs;

const MONDAY: &str = "Title: Ministers meet\nDate: 2031-03-04\n\n\
    Foreign Minister Anna Keller met Ben Osei in Bern on Monday. \
    Keller telephoned Carla Diaz on Tuesday. Carla Diaz met Emil Novak in Porto on Monday.\n";
const TUESDAY: &str = "Title: More talks\nDate: 2031-03-06\n\n\
    Foreign Minister Anna Keler met Dana Ibarra in Porto on Wednesday. Dana Ibarra met Farid Haddad in Rome on Thursday.\n";

/// A folder with two stories and the case `mycase`, which holds them.
fn two_stories() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("monday.txt", MONDAY);
    sandbox.write("tuesday.txt", TUESDAY);
    ok(&sandbox, &["case", "init", "mycase"]);
    ok(&sandbox, &["case", "add", "mycase", "monday.txt", "tuesday.txt", "--when", "2031-03-07"]);
    sandbox
}

/// Runs a command that must succeed and gives its output.
fn ok(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout
}

/// Runs `case VERB mycase …` signed by Mira.
fn decide(sandbox: &Sandbox, verb: &str, arguments: &[&str]) -> String {
    let all = [&["case", verb, "mycase"], arguments, &["--by", "Mira", "--when", "2031-03-08"]].concat();
    ok(sandbox, &all)
}

/// The id of the one event whose row holds these words.
fn event(sandbox: &Sandbox, words: &str) -> String {
    let rows = ok(sandbox, &["list", "events", "mycase", "--format", "csv"]);
    let row = rows.lines().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {rows}"));
    row.rsplit(',').next().expect("the last column is the id").to_owned()
}

fn people(sandbox: &Sandbox) -> Vec<String> {
    let rows = ok(sandbox, &["list", "people", "mycase", "--format", "csv"]);
    rows.lines().skip(1).map(|row| row.split(',').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_folder_gives_what_its_stories_give() {
    let sandbox = two_stories();
    for flag in [&[][..], &["--with-text"]] {
        let folder = ok(&sandbox, &[&["extract", "mycase"], flag].concat());
        let stories = ok(&sandbox, &[&["extract", "tuesday.txt", "monday.txt"], flag].concat());
        assert_eq!(folder, stories);
    }
    assert!(ok(&sandbox, &["who", "Keller", "mycase"]).contains("Ben Osei"));
}

#[test]
fn adding_again_or_in_another_order_changes_no_byte_of_the_answers() {
    let sandbox = two_stories();
    let before = ok(&sandbox, &["extract", "mycase"]);
    let sources = sandbox.read("mycase/sources.ndjson");
    let run = sandbox.run(&["case", "add", "mycase", "tuesday.txt", "monday.txt"]);
    assert!(run.stderr.ends_with("note: texts: 0 new, 2 known\n"), "{}", run.stderr);
    assert_eq!(sandbox.read("mycase/sources.ndjson"), sources);
    ok(&sandbox, &["case", "init", "other"]);
    // The same text under another name, from both ends.
    sandbox.write("a.txt", MONDAY);
    ok(&sandbox, &["case", "add", "other", "tuesday.txt", "a.txt"]);
    ok(&sandbox, &["case", "add", "other", "monday.txt"]);
    ok(&sandbox, &["case", "add", "mycase", "a.txt"]);
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), ok(&sandbox, &["extract", "other"]));
    assert_ne!(before, ok(&sandbox, &["extract", "other"]), "the name that sorts first is taken");
}

#[test]
fn two_spellings_become_one_and_two_again() {
    let sandbox = two_stories();
    assert!(people(&sandbox).contains(&"Anna Keler".to_owned()));
    let before = ok(&sandbox, &["extract", "mycase"]);
    let run =
        sandbox.run(&["case", "same", "mycase", "Anna Keller", "Anna Keler", "--by", "Mira", "--dry-run"]);
    assert!(
        run.stderr.contains("Anna Keler (person, mentions: 1, documents: 1) becomes part of Anna Keller")
    );
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), before, "a dry run writes nothing");
    decide(&sandbox, "same", &["Anna Keller", "Anna Keler", "--why", "misprint"]);
    assert!(!people(&sandbox).contains(&"Anna Keler".to_owned()));
    assert!(ok(&sandbox, &["who", "Keller", "mycase"]).contains("Dana Ibarra"));
    let shown = ok(&sandbox, &["show", "Keller", "mycase"]);
    assert!(shown.contains("also called Anna Keler") && shown.contains("by Mira, 2031-03-08 (misprint)"));
    decide(&sandbox, "undo", &[]);
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), before);
}

#[test]
fn every_verb_takes_effect_and_the_same_decision_is_written_once() {
    let sandbox = two_stories();
    let false_meeting = event(&sandbox, "Carla Diaz met Emil Novak");
    let sure = event(&sandbox, "Anna Keller met Ben Osei");
    let wrong = event(&sandbox, "Dana Ibarra met Farid Haddad");
    let verbs: &[(&str, &[&str])] = &[
        ("reject", &[&false_meeting, "--why", "they only wrote"]),
        ("confirm", &[&sure]),
        ("correct", &[&wrong, "--certainty", "denied", "--date", "2031-03-01", "--place", "Lisbon"]),
        ("rename", &["Osei", "Benjamin Osei"]),
        ("set-side", &["Keller", "Norland"]),
        ("set-kind", &["Haddad", "organisation"]),
        ("not-the-same", &["Anna Keller", "Anna Keler"]),
        ("note", &["ask the embassy", "--about", "Ibarra"]),
    ];
    for (verb, arguments) in verbs {
        decide(&sandbox, verb, arguments);
    }
    let lines = sandbox.read("mycase/decisions.ndjson");
    assert_eq!(lines.lines().count(), verbs.len() + 1, "one line each and a header");
    for (verb, arguments) in verbs {
        decide(&sandbox, verb, arguments);
    }
    assert_eq!(sandbox.read("mycase/decisions.ndjson"), lines, "nothing was written twice");

    let events = ok(&sandbox, &["list", "events", "mycase", "--format", "csv"]);
    assert!(!events.contains("Carla Diaz met Emil Novak"));
    assert!(events.contains("2031-03-01,meet,") && events.contains(",Lisbon,denied,100 %"));
    assert!(people(&sandbox).contains(&"Benjamin Osei".to_owned()));
    assert!(!people(&sandbox).iter().any(|name| name == "Farid Haddad"));
    assert!(ok(&sandbox, &["show", &sure, "mycase"]).contains("confirmed by Mira"));
    assert!(ok(&sandbox, &["show", "Ibarra", "mycase"]).contains("ask the embassy"));
    assert!(ok(&sandbox, &["case", "check", "mycase"]).contains("faults: 0, warnings: 0"));
    let log = ok(&sandbox, &["case", "log", "mycase", "--format", "csv"]);
    assert!(log.contains("2031-03-08,Mira,reject,Carla Diaz met Emil Novak,they only wrote,holds"));
}

#[test]
fn an_entry_that_holds_two_is_split() {
    let sandbox = two_stories();
    sandbox.write("friday.txt", "Date: 2031-03-07\n\nAnna Keller met Gustav Holm in Oslo on Thursday.\n");
    ok(&sandbox, &["case", "add", "mycase", "friday.txt"]);
    decide(&sandbox, "split", &["Anna Keller", "--documents", "friday.txt", "--as", "Anna Keller (singer)"]);
    let singer = ok(&sandbox, &["who", "Anna Keller (singer)", "mycase"]);
    assert!(singer.contains("Gustav Holm") && !singer.contains("Ben Osei"), "{singer}");
    let minister = ok(&sandbox, &["who", "anna-keller", "mycase"]);
    assert!(minister.contains("Ben Osei") && !minister.contains("Gustav Holm"), "{minister}");
}

#[test]
fn a_decision_whose_target_is_gone_is_told() {
    let sandbox = two_stories();
    decide(&sandbox, "set-side", &["Dana Ibarra", "League"]);
    let sources = sandbox.read("mycase/sources.ndjson");
    let without: String = sources
        .lines()
        .filter(|line| !line.contains("tuesday.txt"))
        .map(|line| format!("{line}\n"))
        .collect();
    sandbox.write("mycase/sources.ndjson", without);
    let run = sandbox.run(&["list", "people", "mycase"]);
    assert_eq!(run.code, Some(0));
    let told = "has no effect: set-side (Dana Ibarra: side League): nobody is called Dana Ibarra";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    sandbox.write("mycase/sources.ndjson", sources);
    assert!(ok(&sandbox, &["list", "people", "mycase"]).contains("League"));
}

#[test]
fn an_identities_file_does_the_same_without_a_folder() {
    let sandbox = two_stories();
    let same = r#"{"decision":"same","keep":"Anna Keller","merge":["Anna Keler"],"why":"misprint"}"#;
    let side = r#"{"decision":"set-side","entity":"Anna Keller","side":"Norland"}"#;
    sandbox.write("who.ndjson", format!("{same}\n{side}\n"));
    let with = ["extract", "monday.txt", "tuesday.txt", "--identities", "who.ndjson"];
    let read = ok(&sandbox, &with);
    decide(&sandbox, "same", &["Anna Keller", "Anna Keler"]);
    decide(&sandbox, "set-side", &["Keller", "Norland"]);
    assert_eq!(read, ok(&sandbox, &["extract", "mycase"]), "files and folders hold the same records");
    sandbox.write("who.ndjson", format!("{same}\nnonsense\n{{\"decision\":\"marry\"}}\n"));
    let run = sandbox.run(&with);
    assert_eq!(run.code, Some(2), "the rest is done, the exit code tells");
    assert!(!run.stdout.contains("\"anna-keler\""));
    for place in ["who.ndjson, line 2", "who.ndjson, line 3"] {
        assert!(run.stderr.contains(place), "{}", run.stderr);
    }
}

#[test]
fn saved_cases_are_imported_line_by_line() {
    let sandbox = Sandbox::with_case();
    ok(&sandbox, &["case", "init", "mycase"]);
    ok(&sandbox, &["case", "add", "mycase", "talks.json"]);
    let before = sandbox.read("mycase/imported.ndjson");
    ok(&sandbox, &["case", "add", "mycase", "talks.json"]);
    assert_eq!(sandbox.read("mycase/imported.ndjson"), before);
    assert_eq!(
        ok(&sandbox, &["list", "events", "mycase", "--format", "csv"]).lines().count(),
        ok(&sandbox, &["list", "events", "talks.json", "--format", "csv"]).lines().count()
    );
}

#[test]
fn tables_and_parsed_texts_are_kept_as_the_events_they_tell() {
    let sandbox = two_stories();
    sandbox.write("ties.csv", "from,to,kind,date\nAnna Keller,Gita Rao,meet,2031-03-09\n");
    sandbox.write("wire.txt", "Gita Rao met Hugo Lind in Rome.\n");
    ok(&sandbox, &["extract", "--format", "conllu", "wire.txt", "-o", "wire.conllu"]);
    let add = ["case", "add", "mycase", "ties.csv", "wire.conllu"];
    let told = sandbox.run(&add).stderr;
    assert!(told.contains("saved cases and tables: 2 new, 0 known"), "{told}");
    assert!(sandbox.run(&add).stderr.contains("0 new, 2 known"));
    let path = ok(&sandbox, &["path", "Anna Keller", "Hugo Lind", "mycase"]);
    assert!(path.contains("Gita Rao") && path.contains("Gita Rao met Hugo Lind in Rome."), "{path}");
}

#[test]
fn a_text_that_must_not_be_copied_is_kept_by_its_hash() {
    let sandbox = Sandbox::new();
    sandbox.write("monday.txt", MONDAY);
    ok(&sandbox, &["case", "init", "mycase"]);
    ok(&sandbox, &["case", "add", "mycase", "monday.txt", "--hash-only"]);
    assert_eq!(fs::read_dir(sandbox.path("mycase/sources")).expect("the folder").count(), 0);
    assert!(ok(&sandbox, &["who", "Keller", "mycase"]).contains("Ben Osei"));
    fs::remove_dir_all(sandbox.path("mycase/.cache")).expect("the cache may go");
    let run = sandbox.run(&["list", "people", "mycase"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("only the hash of the text is kept"), "{}", run.stderr);
    ok(&sandbox, &["case", "add", "mycase", "monday.txt", "--hash-only"]);
    assert!(ok(&sandbox, &["who", "Keller", "mycase"]).contains("Ben Osei"));
}

#[test]
fn the_cache_may_be_deleted_at_any_time() {
    let sandbox = two_stories();
    decide(&sandbox, "same", &["Anna Keller", "Anna Keler"]);
    let before = ok(&sandbox, &["extract", "mycase"]);
    fs::remove_dir_all(sandbox.path("mycase/.cache")).expect("the cache is a folder");
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), before);
    for file in ["joined.json", "case.json"] {
        sandbox.write(&format!("mycase/.cache/{file}"), "{ half");
    }
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), before);
}

#[test]
fn a_difference_tells_what_a_decision_or_a_day_has_changed() {
    let sandbox = two_stories();
    let id = event(&sandbox, "Carla Diaz met Emil Novak");
    let line = decide(&sandbox, "reject", &[&id]);
    let decision = line.split(' ').next().expect("an id").to_owned();
    sandbox.write("friday.txt", "Date: 2031-03-07\n\nBen Osei met Gustav Holm in Oslo on Thursday.\n");
    ok(&sandbox, &["case", "add", "mycase", "friday.txt", "--when", "2031-03-09"]);
    let since = sandbox.run(&["diff", "mycase", "--as-of", "2031-03-08"]);
    assert_eq!(since.code, Some(1));
    assert!(since.stdout.contains("Gustav Holm") && !since.stdout.contains("Emil Novak"), "{}", since.stdout);
    let before = sandbox.run(&["diff", "mycase", "--before", &decision, "--format", "md"]);
    assert!(before.stdout.contains("Emil Novak"), "{}", before.stdout);
    let days = sandbox.run(&["diff", "mycase", "--at", "2031-03-03", "--at", "2031-03-04"]);
    assert!(days.stdout.contains("Carla Diaz"), "{}", days.stdout);
    let same = sandbox.run(&["diff", "mycase", "mycase", "--json"]);
    assert_eq!(same.code, Some(0), "{}", same.stdout);
}

#[test]
fn a_review_takes_keys_and_lists_without_a_terminal() {
    let sandbox = two_stories();
    let list = ok(&sandbox, &["case", "review", "mycase"]);
    assert!(list.contains("One person? Anna Keller"), "{list}");
    let json: serde_json::Value =
        serde_json::from_str(&ok(&sandbox, &["case", "review", "mycase", "--json"])).expect("JSON");
    let doubts = json["doubts"].as_array().expect("a list");
    let confidence = |doubt: &serde_json::Value| doubt["confidence"].as_u64().expect("a number");
    assert!(doubts.windows(2).all(|pair| confidence(&pair[0]) <= confidence(&pair[1])));
    let place = doubts.iter().position(|doubt| doubt["kind"] == "possible-same").expect("two spellings");
    let keys = format!("{}x\nc one is a misprint\n", "s\n".repeat(place));
    let mut command = sandbox.command(&["case", "review", "mycase", "--interactive", "--by", "Jo"]);
    let output = command.write_stdin(keys).output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("decided: 1 of"));
    assert!(!people(&sandbox).contains(&"Anna Keler".to_owned()));
    assert!(ok(&sandbox, &["case", "log", "mycase"]).contains("one is a misprint"));
}

#[test]
fn mistakes_are_told_and_write_nothing() {
    let sandbox = two_stories();
    let before = sandbox.read("mycase/decisions.ndjson");
    let wrong: &[&[&str]] = &[
        &["case", "same", "mycase", "Keller", "Keller", "--by", "Mira"],
        &["case", "same", "mycase", "Keller", "Nobody", "--by", "Mira"],
        &["case", "same", "mycase", "Keller", "Keler"],
        &["case", "reject", "mycase", "ev-000000", "--by", "Mira"],
        &["case", "correct", "mycase", "ev-000000", "--by", "Mira"],
        &["case", "undo", "mycase", "--by", "Mira"],
        &["case", "split", "mycase", "Keller", "--documents", "none.txt", "--by", "Mira"],
        &["case", "add", "mycase", "mycase"],
        &["case", "add", "nowhere", "monday.txt"],
        &["diff", "mycase"],
        &["show", "Nobody", "mycase"],
    ];
    for arguments in wrong {
        let run = sandbox.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains("error: "), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(sandbox.read("mycase/decisions.ndjson"), before);
}
