//! What must never happen to a case folder: nothing decided is lost or doubled, whoever kills, merges or fills the disk.

#![allow(clippy::print_stderr)] // Tests that cannot be done here say so.

use crate::program::Sandbox;
use sociogram::folder::CaseFolder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const STORY: &str = "Date: 2031-03-04\n\nForeign Minister Anna Keller met Ben Osei in Bern on Monday. \
    Anna Keler telephoned Carla Diaz on Tuesday. Carla Diaz met Emil Novak in Porto on Monday.\n";

/// A case with one story.
fn case_with_story() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("story.txt", STORY);
    ok(&sandbox, &["case", "init", "mycase"]);
    ok(&sandbox, &["case", "add", "mycase", "story.txt", "--when", "2031-03-05"]);
    sandbox
}

fn ok(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout
}

fn note(sandbox: &Sandbox, folder: &str, text: &str) -> String {
    let line = ok(sandbox, &["case", "note", folder, text, "--by", "Mira", "--when", "2031-03-06"]);
    line.split(' ').next().expect("an id").to_owned()
}

fn decisions(folder: &Path) -> Vec<String> {
    let folder = CaseFolder::open(folder).expect("the case opens");
    folder.decisions().iter().map(|decision| decision.id.clone()).collect()
}

/// The program itself, for tests that kill it or starve it.
fn program(sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("sociogram"));
    command.current_dir(sandbox.folder.path()).env("NO_COLOR", "1").args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn an_interrupted_line_is_told_set_aside_and_costs_nothing_else() {
    let sandbox = case_with_story();
    let first = note(&sandbox, "mycase", "one");
    note(&sandbox, "mycase", "two");
    let path = sandbox.path("mycase/decisions.ndjson");
    let whole = fs::read(&path).expect("the file is there");
    let end_of_first =
        whole.len() - sandbox.read("mycase/decisions.ndjson").lines().last().map_or(0, str::len);
    // Cut at every byte of the last line but its end.
    for cut in [end_of_first, end_of_first + 20, whole.len() - 3] {
        fs::write(&path, &whole[..cut]).expect("it can be cut");
        let run = sandbox.run(&["case", "log", "mycase"]);
        assert_eq!(run.code, Some(0));
        assert!(
            run.stderr.contains("decisions.ndjson, line 3: the last line is incomplete"),
            "{}",
            run.stderr
        );
        assert_eq!(decisions(&sandbox.path("mycase")), [first.as_str()]);
        let third = note(&sandbox, "mycase", "three");
        assert_eq!(decisions(&sandbox.path("mycase")), [first.clone(), third]);
        assert!(sandbox.read("mycase/set-aside.txt").ends_with(&format!(
            "{}\n",
            String::from_utf8_lossy(&whole[end_of_first - 1..cut]).trim_start()
        )));
    }
    // A last line that only lacks its end is whole.
    fs::write(&path, &whole[..whole.len() - 1]).expect("it can be cut");
    assert_eq!(decisions(&sandbox.path("mycase")).len(), 2);
    note(&sandbox, "mycase", "four");
    assert_eq!(decisions(&sandbox.path("mycase")).len(), 3);
}

#[test]
fn a_broken_line_in_the_middle_is_told_and_left_alone() {
    let sandbox = case_with_story();
    note(&sandbox, "mycase", "one");
    let lines = sandbox.read("mycase/decisions.ndjson");
    sandbox.write("mycase/decisions.ndjson", lines.replace("\n{\"id\"", "\n<<<<<<< ours\n{\"id\""));
    let run = sandbox.run(&["case", "check", "mycase"]);
    assert!(run.stderr.contains("decisions.ndjson, line 2: no JSON object"), "{}", run.stderr);
    note(&sandbox, "mycase", "two");
    assert_eq!(decisions(&sandbox.path("mycase")).len(), 2);
    assert!(sandbox.read("mycase/decisions.ndjson").contains("<<<<<<< ours"));
}

/// Kills the program in the middle of adding, deciding and filling the cache. `SOCIOGRAM_KILLS` sets how often.
#[test]
fn killed_at_any_moment_the_case_opens_and_nothing_decided_is_lost() {
    let kills: u64 = std::env::var("SOCIOGRAM_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(45);
    let sandbox = case_with_story();
    for number in 0..12 {
        let story = STORY.replace("Anna", &format!("Anna{number}")).replace("Osei", &format!("Osei{number}"));
        sandbox.write(&format!("story{number}.txt"), story);
    }
    let mut promised = BTreeSet::new();
    let mut landed = [0, 0, 0];
    for round in 0..kills {
        let text = format!("note {round}");
        let story = format!("story{}.txt", round % 12);
        let arguments: Vec<&str> = match round % 3 {
            0 => vec!["case", "note", "mycase", &text, "--by", "Mira"],
            1 => vec!["case", "add", "mycase", &story],
            _ => vec!["list", "people", "mycase"],
        };
        if round % 3 == 2 {
            let _ = fs::remove_dir_all(sandbox.path("mycase/.cache"));
        }
        let mut child = program(&sandbox, &arguments).spawn().expect("the program starts");
        // Moments spread over the whole run, and more of them than runs take.
        std::thread::sleep(Duration::from_micros(round * 7919 % 60_000));
        let in_time = child.try_wait().expect("it can be asked").is_none();
        landed[(round % 3) as usize] += usize::from(in_time);
        let _ = child.kill();
        let mut told = String::new();
        child.stdout.take().expect("a pipe").read_to_string(&mut told).expect("text");
        child.wait().expect("it has ended");
        if round % 3 == 0 && told.starts_with("de-") {
            promised.insert(told.split(' ').next().expect("an id").to_owned());
        }
        let known: BTreeSet<_> = decisions(&sandbox.path("mycase")).into_iter().collect();
        assert!(promised.is_subset(&known), "round {round}: a decision that was told is lost");
    }
    assert!(landed.iter().all(|&landed| landed > 0), "some kills came before the end: {landed:?}");
    for number in 0..12 {
        ok(&sandbox, &["case", "add", "mycase", &format!("story{number}.txt")]);
    }
    let check = ok(&sandbox, &["case", "check", "mycase"]);
    assert!(check.contains("sources: 13,") && check.contains("faults: 0"), "{check}");
    let mut stories: Vec<_> = (0..12).map(|number| format!("story{number}.txt")).collect();
    stories.push("story.txt".to_owned());
    let fresh: Vec<&str> = ["extract"].into_iter().chain(stories.iter().map(String::as_str)).collect();
    assert_eq!(ok(&sandbox, &["extract", "mycase"]), ok(&sandbox, &fresh));
}

#[test]
fn a_second_writer_waits_and_says_so() {
    let sandbox = case_with_story();
    let ours = CaseFolder::try_write(&sandbox.path("mycase")).expect("it opens").expect("nobody else writes");
    assert!(CaseFolder::try_write(&sandbox.path("mycase")).expect("it opens").is_none());
    let child =
        program(&sandbox, &["case", "note", "mycase", "later", "--by", "Jo"]).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(400));
    assert!(decisions(&sandbox.path("mycase")).is_empty(), "the second has not written");
    drop(ours);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("another program is writing to this case; waiting for it"), "{told}");
    assert_eq!(decisions(&sandbox.path("mycase")).len(), 1);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let sandbox = case_with_story();
    let start = |number: usize| {
        let text = format!("note {number}");
        program(&sandbox, &["case", "note", "mycase", &text, "--by", "Jo"]).spawn().expect("it starts")
    };
    let children: Vec<_> = (0..8).map(start).collect();
    for child in children {
        assert!(child.wait_with_output().expect("it ends").status.success());
    }
    let folder = CaseFolder::open(&sandbox.path("mycase")).expect("it opens");
    let numbers: Vec<_> = folder.decisions().iter().map(|decision| decision.n).collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>(), "one after the other");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_changes_nothing() {
    let sandbox = case_with_story();
    for number in 0..4 {
        note(&sandbox, "mycase", &format!("{number} {}", "long ".repeat(80)));
    }
    let long = format!("{STORY}{}", "Nothing else took place on that day. ".repeat(60));
    sandbox.write("long.txt", long);
    let state = || {
        ["decisions.ndjson", "sources.ndjson", "imported.ndjson", "case.toml"]
            .map(|file| sandbox.read(&format!("mycase/{file}")))
    };
    let before = state();
    // No file may grow beyond two kilobytes, which is what a full disk looks like.
    let starved = |arguments: &[&str]| {
        let mut shell = Command::new("sh");
        let limits = "trap '' XFSZ; ulimit -f 2 2>/dev/null || exit 77; exec \"$0\" \"$@\"";
        shell.args(["-c", limits]).arg(assert_cmd::cargo::cargo_bin!("sociogram")).args(arguments);
        shell.current_dir(sandbox.folder.path()).env("NO_COLOR", "1").output().expect("a shell")
    };
    for (arguments, file) in [
        (&["case", "note", "mycase", "one more", "--by", "Mira"][..], "decisions.ndjson"),
        (&["case", "add", "mycase", "long.txt"], "sources/"),
    ] {
        let output = starved(arguments);
        if output.status.code() == Some(77) {
            eprintln!("skipped: this shell cannot limit the size of files");
            return;
        }
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(&format!("cannot write {file}")) && told.contains("unchanged"), "{told}");
        assert_eq!(state(), before, "{arguments:?}");
    }
    assert!(ok(&sandbox, &["case", "check", "mycase"]).contains("faults: 0, warnings: 0"));
    // A cache that cannot be written is no failure.
    fs::remove_dir_all(sandbox.path("mycase/.cache")).expect("the cache may go");
    assert_eq!(starved(&["who", "Keller", "mycase"]).status.code(), Some(0));
    note(&sandbox, "mycase", "one more");
    ok(&sandbox, &["case", "add", "mycase", "long.txt"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_asked_but_not_changed() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = case_with_story();
    let all = |mode_of_folders: u32, mode_of_files: u32| {
        let mut paths = vec![sandbox.path("mycase")];
        while let Some(path) = paths.pop() {
            let is_folder = path.is_dir();
            if is_folder {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("our own folder");
                paths.extend(fs::read_dir(&path).expect("readable").flatten().map(|entry| entry.path()));
            }
            let mode = if is_folder { mode_of_folders } else { mode_of_files };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("our own file");
        }
    };
    fs::remove_dir_all(sandbox.path("mycase/.cache")).expect("the cache may go");
    let _ = fs::remove_file(sandbox.path("mycase/.lock"));
    all(0o555, 0o444);
    let is_root = fs::write(sandbox.path("mycase/probe"), "").is_ok();
    if is_root {
        eprintln!("skipped: permissions do not bind this user");
    } else {
        assert!(ok(&sandbox, &["who", "Keller", "mycase"]).contains("Ben Osei"));
        for arguments in
            [&["case", "note", "mycase", "x", "--by", "Mira"][..], &["case", "add", "mycase", "story.txt"]]
        {
            let run = sandbox.run(arguments);
            assert_eq!(run.code, Some(2));
            assert!(run.stderr.contains("cannot write the case folder"), "{}", run.stderr);
        }
    }
    all(0o755, 0o644);
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "init.defaultBranch=main",
    ]);
    command.args(["-c", "core.autocrlf=false"]).args(arguments).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[test]
fn two_people_merge_their_copies_with_git() {
    let sandbox = case_with_story();
    let (mira, jo) = (sandbox.path("mycase"), sandbox.path("copy"));
    if !(git(&mira, &["init"]) && git(&mira, &["add", "."]) && git(&mira, &["commit", "-m", "start"])) {
        eprintln!("skipped: no git here");
        return;
    }
    assert!(git(sandbox.folder.path(), &["clone", "mycase", "copy"]));
    let decide = |folder: &str, by: &str, verb: &str, rest: &[&str]| {
        let all = [&["case", verb, folder], rest, &["--by", by, "--when", "2031-03-06"]].concat();
        ok(&sandbox, &all)
    };
    let both = "Date: 2031-03-05\n\nDana Ibarra met Farid Haddad in Rome on Tuesday.\n";
    for (folder, by, own) in [("mycase", "Mira", "Gina Rossi"), ("copy", "Jo", "Hugo Brandt")] {
        sandbox.write("both.txt", both);
        sandbox.write(
            &format!("{by}.txt"),
            format!("Date: 2031-03-05\n\n{own} met Emil Novak in Oslo on Monday.\n"),
        );
        ok(&sandbox, &["case", "add", folder, "both.txt", &format!("{by}.txt"), "--when", "2031-03-06"]);
        // The same twice, by both; and something of their own.
        decide(folder, by, "same", &["Anna Keller", "Anna Keler"]);
        let events = ok(&sandbox, &["list", "events", folder, "--format", "csv"]);
        let row = events.lines().find(|row| row.contains("Carla Diaz met Emil Novak")).expect("the event");
        decide(folder, by, "reject", &[row.rsplit(',').next().expect("an id")]);
        decide(folder, by, "note", &[&format!("seen by {by}")]);
        decide(folder, by, "set-side", &[own, &format!("side of {by}")]);
        assert!(git(&sandbox.path(folder), &["add", "."]));
        assert!(git(&sandbox.path(folder), &["commit", "-m", by]));
    }
    assert!(
        git(&mira, &["pull", "--no-rebase", "--no-edit", "../copy", "main"]),
        "git merges without conflict"
    );

    let check = sandbox.run(&["case", "check", "mycase"]);
    assert_eq!(
        check.stdout, "mycase: sources: 4, decisions: 8, faults: 0, warnings: 0\n",
        "{}",
        check.stderr
    );
    let people = ok(&sandbox, &["list", "people", "mycase", "--format", "csv"]);
    assert!(people.contains("side of Mira") && people.contains("side of Jo"), "{people}");
    assert!(!people.contains("Anna Keler,"), "{people}");
    let events = ok(&sandbox, &["list", "events", "mycase", "--format", "csv"]);
    assert_eq!(
        events.matches("Dana Ibarra met Farid Haddad").count(),
        1 + events.matches("Dana Ibarra met Farid Haddad in").count()
    );
    assert!(!events.contains("Carla Diaz met Emil Novak"));
    // Both ways give the same answers.
    let mira_reads = ok(&sandbox, &["extract", "mycase"]);
    assert!(git(&jo, &["pull", "--no-rebase", "--no-edit", "../mycase", "main"]));
    assert_eq!(ok(&sandbox, &["extract", "copy"]), mira_reads);
}

#[test]
fn a_newer_format_is_refused_with_the_version_to_install() {
    let sandbox = case_with_story();
    let settings = sandbox.read("mycase/case.toml");
    sandbox.write("mycase/case.toml", settings.replace("case/1", "case/2").replace("0.1.0", "0.9.0"));
    for arguments in [&["who", "Keller", "mycase"][..], &["case", "note", "mycase", "x", "--by", "Mira"]] {
        let run = sandbox.run(arguments);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("format 2 is newer than 1"), "{}", run.stderr);
        assert!(run.stderr.contains("install sociogram 0.9.0 or newer"), "{}", run.stderr);
    }
    sandbox.write("mycase/case.toml", settings);
    let decisions = sandbox.read("mycase/decisions.ndjson");
    sandbox.write("mycase/decisions.ndjson", decisions.replace("decisions/1", "decisions/3"));
    let run = sandbox.run(&["who", "Keller", "mycase"]);
    assert!(run.stderr.contains("decisions.ndjson: format 3 is newer than 1"), "{}", run.stderr);
}

/// The folder as version 1 has written it, with fields of a later version in it. It must open for ever.
#[test]
fn the_golden_folder_of_format_1_opens_and_keeps_what_it_does_not_know() {
    let sandbox = Sandbox::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/data/case-1");
    copy(&golden, &sandbox.path("mycase"));
    let check = ok(&sandbox, &["case", "check", "mycase"]);
    assert_eq!(check, "mycase: sources: 2, decisions: 6, faults: 0, warnings: 0\n");
    let people = ok(&sandbox, &["list", "people", "mycase", "--format", "csv"]);
    assert!(
        people.contains("Norland") && people.contains("Benjamin Osei") && !people.contains("Anna Keler,"),
        "{people}"
    );
    let events = ok(&sandbox, &["list", "events", "mycase", "--format", "csv"]);
    assert!(events.contains("Gustav Holm") && !events.contains("Carla Diaz met Emil Novak"), "{events}");
    ok(&sandbox, &["case", "init", "mycase", "--title", "A new title"]);
    note(&sandbox, "mycase", "still works");
    let settings = sandbox.read("mycase/case.toml");
    for kept in ["# Names as in the style guide", "palette = \"night\"", "[embargo]", "A new title"] {
        assert!(settings.contains(kept), "{settings}");
    }
    for file in ["sources.ndjson", "decisions.ndjson", "imported.ndjson"] {
        let old = fs::read_to_string(golden.join(file)).expect("the golden file");
        assert!(old.contains("\"later\":"), "{file} has a field of a later version");
        assert!(sandbox.read(&format!("mycase/{file}")).starts_with(&old), "{file} only grows");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the golden folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// Text from outside is hostile: a line must not lead out of the folder, and odd bytes must not break it.
#[test]
fn hostile_lines_are_told_and_reach_nothing() {
    let sandbox = case_with_story();
    let sources = sandbox.read("mycase/sources.ndjson");
    let hash = sources.split("\"sha256\":\"").nth(1).expect("a hash")[..64].to_owned();
    let hostile = sources.replace(&hash, &format!("../../../etc/{}", &hash[12..]));
    sandbox.write("mycase/sources.ndjson", format!("{hostile}[1]\n\u{0}\n{{}}\n"));
    let run = sandbox.run(&["list", "people", "mycase"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("line 2: its sha256 is no SHA-256"), "{}", run.stderr);
    assert!(run.stderr.contains("line 5: no source"), "{}", run.stderr);
    sandbox.write("mycase/sources.ndjson", sources);
    sandbox.write(&format!("mycase/sources/{hash}.txt"), "somebody changed this");
    let _ = fs::remove_dir_all(sandbox.path("mycase/.cache"));
    let run = sandbox.run(&["list", "people", "mycase"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("its text was changed"), "{}", run.stderr);
}

#[test]
fn ten_stories_more_cost_ten_readings() {
    use sociogram::model::{Document, Metadata};
    use std::sync::atomic::{AtomicUsize, Ordering};
    let sandbox = Sandbox::new();
    let story = |number: usize| {
        let text = STORY.replace("Anna", &format!("Anna{number}"));
        Document::new(text, Metadata { name: format!("{number}.txt"), ..Metadata::default() })
    };
    let readings = AtomicUsize::new(0);
    let count = |_, _| {
        readings.fetch_add(1, Ordering::Relaxed);
    };
    let mut writer = CaseFolder::init(&sandbox.path("mycase"), None).expect("a new case");
    let mut add = |numbers: std::ops::Range<usize>| {
        readings.store(0, Ordering::Relaxed);
        writer.add(numbers.map(story).collect(), None, false, &count).expect("added");
        readings.load(Ordering::Relaxed)
    };
    assert_eq!(add(0..100), 100);
    assert_eq!(add(0..110), 10);
    assert_eq!(add(0..110), 0);
    readings.store(0, Ordering::Relaxed);
    let case = writer.read(&count).expect("it can be read").case;
    assert_eq!((case.documents.len(), readings.load(Ordering::Relaxed)), (110, 0), "what was added was read");
}
