//! Inputs that are broken, foreign, huge or malicious.

use crate::program::{Run, Sandbox};
use sociogram::model::{Case, Entity, EntityKind};

fn run_on(name: &str, content: &[u8]) -> Run {
    let sandbox = Sandbox::new();
    sandbox.write(name, content);
    sandbox.run(&["extract", name])
}

#[test]
fn an_empty_text_is_no_mistake() {
    for content in [b"".as_slice(), b" \n\n ", b"\xEF\xBB\xBF"] {
        let run = run_on("empty.txt", content);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("empty.txt: is empty"), "{}", run.stderr);
        assert_eq!(Case::from_json(&run.stdout).expect("a case"), Case::default());
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_hint() {
    let cases: [(&str, &[u8], &str); 6] = [
        ("latin.txt", b"Caf\xE9", "latin.txt, line 1, byte 3: the text is not UTF-8"),
        ("nul.txt", b"Anna\0Ben", "nul.txt, byte 4: a NUL byte"),
        ("story.pdf", b"%PDF-1.7 ...", "story.pdf: this is a PDF"),
        ("story.docx", b"PK\x03\x04....", "office document"),
        ("utf16.txt", b"\xFF\xFEA\0", "UTF-16"),
        ("page.html", b"<!DOCTYPE html><html></html>", "no article was found in this web page"),
    ];
    for (name, content, message) in cases {
        let run = run_on(name, content);
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert!(run.stderr.contains("hint: "), "{}", run.stderr);
    }
}

#[test]
fn another_language_gets_a_warning() {
    let german = "Die Ministerin traf am Montag den Gesandten des Nachbarlandes, und beide vereinbarten, die Gespräche \
                  nach dem Sommer fortzusetzen, sagte ein Sprecher der Regierung am Abend vor der Presse in Bern.";
    let run = run_on("deutsch.txt", german.as_bytes());
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("does not look like English"), "{}", run.stderr);
}

#[test]
fn a_bad_record_does_not_spoil_the_others() {
    let run =
        run_on("news.jsonl", b"{\"id\": \"a\", \"text\": \"Anna Keller spoke.\"}\n{oops}\n{\"id\": \"b\"}\n");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("news.jsonl, line 2, column 2"), "{}", run.stderr);
    assert!(run.stderr.contains("news.jsonl, line 3: the record has no `text`"), "{}", run.stderr);
    assert_eq!(Case::from_json(&run.stdout).expect("a case").documents.len(), 1);
}

#[test]
fn a_broken_case_names_line_and_column() {
    let run = run_on("case.json", b"{\n  \"format\": \"sociogram-case\",\n  \"version\": \"one\"\n}");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("case.json, line 3, column"), "{}", run.stderr);
}

#[test]
fn a_newer_case_asks_for_an_update() {
    let run = run_on("case.json", b"{\"format\": \"sociogram-case\", \"version\": 99}");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("newer"), "{}", run.stderr);
}

/// No output may tell where files lie, nor hold more of a text than the quoted sentences.
#[test]
fn no_output_tells_paths_or_unquoted_text() {
    let sandbox = Sandbox::new();
    let canary = "The canary sang alone in the quiet garden.";
    sandbox.write("story.txt", format!("Anna Keller met Ben Osei in Bern on Monday.\n\n{canary}\n"));
    let (story, out) = (sandbox.path("story.txt"), sandbox.path("out"));
    let (story, out) = (story.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
    assert_eq!(sandbox.run(&["report", story, "-o", out]).code, Some(0));
    let mut outputs: Vec<_> = std::fs::read_dir(out)
        .expect("it is there")
        .map(|entry| std::fs::read_to_string(entry.expect("readable").path()).expect("text"))
        .collect();
    for command in
        [["who", "Keller", "--json"], ["list", "people", "--json"], ["extract", "--format", "json"]]
    {
        let mut arguments = command.to_vec();
        arguments.insert(if command[0] == "extract" { 1 } else { 2 }, story);
        let run = sandbox.run(&arguments);
        outputs.extend([run.stdout, run.stderr]);
    }
    let run = sandbox.run(&["extract", sandbox.path("missing.txt").to_str().expect("UTF-8")]);
    outputs.push(run.stderr);
    let folder = sandbox.folder.path().to_str().expect("UTF-8");
    for output in &outputs {
        assert!(!output.contains(folder), "an absolute path got out: {output}");
        assert!(!output.contains(canary), "unquoted text got out: {output}");
    }
}

/// Names come from texts: they may hold terminal codes, markup, formulas and marks that turn the writing direction.
#[test]
fn hostile_names_are_harmless_in_every_format() {
    let mut case = Case::default();
    case.entities
        .push(Entity::new(EntityKind::Person, "=cmd|' \u{1b}[31m<script>*x*</script>\u{202e}\u{9b}2J"));
    let sandbox = Sandbox::new();
    sandbox.write("case.json", case.to_json());
    let table = sandbox.run(&["list", "people", "case.json"]);
    assert!(!table.stdout.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{:?}", table.stdout);
    let markdown = sandbox.run(&["list", "people", "case.json", "--format", "md"]).stdout;
    assert!(markdown.contains("&lt;script&gt;\\*x\\*"), "{markdown}");
    let csv = sandbox.run(&["list", "people", "case.json", "--format", "csv"]).stdout;
    assert!(csv.lines().nth(1).is_some_and(|line| line.starts_with("'=cmd")), "{csv}");
    let missing = sandbox.run(&["who", "\u{1b}[2Jx", "case.json"]);
    assert!(!missing.stderr.contains('\u{1b}'), "{:?}", missing.stderr);
}

#[test]
fn one_long_line_is_read() {
    let text = "Anna Keller met Ben Osei in Bern on Monday. ".repeat(2000);
    let run = run_on("line.txt", text.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

/// Ten megabytes are no article: they are refused with what to do, and nothing is written.
#[test]
fn ten_megabytes_on_one_line_are_refused() {
    let text = "Anna Keller met Ben Osei in Bern on Monday. ".repeat(240_000);
    let run = run_on("line.txt", text.as_bytes());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(
        run.stderr.contains("too long for one document") && run.stderr.contains("split it"),
        "{}",
        run.stderr
    );
}
