//! Event tables on the command line: what comes in, what comes out, what is told, and how it ends.

use crate::program::Sandbox;
use assert_cmd::Command;
use std::io::Write;
use std::path::PathBuf;

const CONTACTS: &str = "source,target,date,cameo,place\n\
    Ann,Ben,2031-03-04,042,Bern\n\
    Ben,Ann,2031-03-04,043,Bern\n\
    Ben,Cleo,2031-03-05,041,\n\
    \"Dane, Eve\",Cleo,2031-04-01,046,Rome\n\
    Ann,Cleo,2031-04-02,036,\n\
    Ann,Cleo,2031-04-03,112,\n";

fn sociogram(args: &[&str], input: impl Into<Vec<u8>>) -> (String, String, i32) {
    let output = Command::cargo_bin("sociogram").unwrap().args(args).write_stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn table(name: &str) -> String {
    format!("{}/tests/suite/data/tables/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn both_rows_of_a_visit_are_one_event_and_plans_are_no_contact() {
    let (out, err, code) = sociogram(&["events", "-", "--format", "csv"], CONTACTS);
    assert_eq!(
        out,
        "source,target,events,reports,first,last,kinds\n\
         Ann,Ben,1,2,2031-03-04,2031-03-04,visit\n\
         Ben,Cleo,1,1,2031-03-05,2031-03-05,call\n\
         Cleo,\"Dane, Eve\",1,1,2031-04-01,2031-04-01,negotiate\n"
    );
    assert_eq!((err.as_str(), code), ("", 0));
}

#[test]
fn filters_narrow_the_question() {
    let pairs = |args: &[&str]| {
        let args = [&["events", "-", "--format", "csv"], args].concat();
        let (out, _, code) = sociogram(&args, CONTACTS);
        (
            out.lines().skip(1).map(|line| line.rsplit_once(',').unwrap().1.to_owned()).collect::<Vec<_>>(),
            code,
        )
    };
    assert_eq!(pairs(&["--kind", "call"]), (vec!["call".into()], 0));
    assert_eq!(pairs(&["--certainty", "planned"]), (vec!["meet (planned)".into()], 0));
    assert_eq!(pairs(&["--code", "11"]), (vec!["accuse".into()], 0));
    assert_eq!(pairs(&["--actor", "eve"]), (vec!["negotiate".into()], 0));
    assert_eq!(pairs(&["--place", "bern", "--directed"]), (vec!["visit".into(), "visit".into()], 0));
    assert_eq!(pairs(&["--since", "2031-04"]), (vec!["negotiate".into()], 0));
    assert_eq!(pairs(&["--until", "2030"]), (vec![], 1));
}

#[test]
fn brokers_and_every_pass_read_tables() {
    let (out, _, code) = sociogram(&["events", "-", "--brokers", "--top", "1", "--format", "csv"], CONTACTS);
    assert!(out.contains("Ben") || out.contains("Cleo"), "{out}");
    assert_eq!(code, 0);
    let args = ["analyze", "contacts", "--events", "-", "--format", "json"];
    let (out, _, code) = sociogram(&args, CONTACTS);
    assert!(out.contains("row 1") && out.contains("row 2"), "{out}");
    assert_eq!(code, 0);
    let (out, _, code) = sociogram(&["analyze", "brokers", &table("gdelt2-small.tsv")], "");
    assert!(out.contains("VELMAR (VELGOV)"), "{out}");
    assert_eq!(code, 0);
}

#[test]
fn columns_are_mapped_saved_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mapping: PathBuf = folder.path().join("calls.toml");
    let mapping = mapping.to_str().unwrap();
    let csv = "who;whom;on;what\nAnn;Ben;4 March 2031;lunch\n";
    let flags = ["--source-column", "who", "--target-column", "2", "--date-column", "on"];
    let args = [&["events", "-", "--format", "csv", "--save-mapping", mapping], &flags[..]].concat();
    let (out, _, _) = sociogram(&args, csv);
    assert!(out.ends_with("Ann,Ben,1,1,2031-03-04,2031-03-04,meet\n"), "{out}");
    let saved = std::fs::read_to_string(mapping).unwrap();
    assert_eq!(saved, "source = \"who\"\ntarget = \"2\"\ndate = \"on\"\n");
    std::fs::write(mapping, saved + "kind = \"what\"\n[kinds]\nlunch = \"041\"\n").unwrap();
    let (out, _, _) = sociogram(&["events", "-", "--format", "csv", "--mapping", mapping], csv);
    assert!(out.ends_with(",call\n"), "{out}");
    std::fs::write(mapping, "sorce = 1").unwrap();
    let (_, err, code) = sociogram(&["events", "-", "--mapping", mapping], csv);
    assert!(err.contains("no mapping of columns"), "{err}");
    assert_eq!(code, 2);
}

#[test]
fn broken_rows_are_told_and_strict_makes_them_a_mistake() {
    let csv = "source,target,date\nAnn,Ben,20251345\nAnn,Ben,2025-01-02\nAnn\n,Ben,2025-01-02\n";
    let (out, err, code) = sociogram(&["events", "-", "--format", "csv"], csv);
    assert!(out.contains("Ann,Ben,1,1,"), "{out}");
    assert!(
        err.contains("stdin, line 2: the record has no day that is in the calendar: '20251345' in column 3"),
        "{err}"
    );
    assert!(
        err.contains("3 of 4 records are left out: 1 wrong-columns, 1 bad-date, 1 missing-actor"),
        "{err}"
    );
    assert_eq!(code, 0);
    let (out, err, code) = sociogram(&["events", "-", "--strict"], csv);
    assert_eq!((out.as_str(), code), ("", 2));
    assert!(err.contains("line 2"), "{err}");
}

#[test]
fn archives_are_read_and_cut_off_ones_are_a_mistake() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(CONTACTS.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("contacts.csv", options).unwrap();
    zip.write_all(CONTACTS.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let (plain, _, _) = sociogram(&["events", "-", "--format", "csv"], CONTACTS);
    for archive in [&gzip, &zip] {
        assert_eq!(
            sociogram(&["events", "-", "--format", "csv"], archive.clone()),
            (plain.clone(), String::new(), 0)
        );
        let (_, err, code) = sociogram(&["events", "-"], &archive[..archive.len() / 2]);
        assert!(err.contains("cannot be read") || err.contains("damaged"), "{err}");
        assert_eq!(code, 2);
    }
}

#[test]
fn a_small_memory_and_other_threads_change_nothing() {
    let mut csv = String::from("source,target,date,kind\n");
    for number in 0..60_000 {
        csv.push_str(&format!(
            "N{},M{},2031-01-{:02},call\n",
            number * 7 % 977,
            number * 13 % 911,
            1 + number % 28
        ));
    }
    let (plain, _, _) = sociogram(&["events", "-", "--format", "csv"], csv.clone());
    let (small, _, _) = sociogram(&["events", "-", "--format", "csv", "--memory", "1"], csv.clone());
    assert!(plain.lines().count() > 10_000 && plain == small);
    for threads in ["1", "3"] {
        let output = Command::cargo_bin("sociogram")
            .unwrap()
            .env("RAYON_NUM_THREADS", threads)
            .args(["events", "-", "--format", "csv"])
            .write_stdin(csv.clone())
            .output()
            .unwrap();
        assert!(output.stdout == plain.as_bytes());
    }
}

#[test]
fn a_table_without_the_columns_says_which_it_has() {
    let (_, err, code) = sociogram(&["events", "-"], "name,day\nAnn,2031-01-01\n");
    assert!(err.contains("no column is called 'source'") && err.contains("name, day"), "{err}");
    assert_eq!(code, 2);
}

#[test]
fn every_command_reads_tables_and_a_statement_is_no_contact() {
    let sandbox = Sandbox::new();
    sandbox.write("t.csv", CONTACTS);
    let visit = sandbox.run(&["path", "Ann", "Ben", "t.csv", "--format", "md"]);
    assert_eq!((visit.code, visit.stderr.as_str()), (Some(0), ""));
    for row in ["line 2: Ann \\| 042 (visit) \\| Ben", "line 3: Ben \\| 043 (visit) \\| Ann"] {
        assert!(
            visit.stdout.contains(row) || visit.stdout.contains(&row.replace('\\', "")),
            "{}",
            visit.stdout
        );
    }
    let plan = sandbox.run(&["path", "Ann", "Cleo", "t.csv"]);
    assert!(plan.stdout.contains("Ann reaches Cleo in 2 steps, through Ben."), "{}", plan.stdout);
    let reach = sandbox.run(&["reach", "Ann", "--from", "2031-03-01", "t.csv", "--format", "csv"]);
    assert!(reach.stdout.contains("Cleo,2031-03-05"), "{}", reach.stdout);
    sandbox.write("said.csv", "source,target,date,kind\nAnn,Ben,2031-03-04,010\n");
    let said = sandbox.run(&["path", "Ann", "Ben", "said.csv"]);
    assert_eq!(said.code, Some(1), "{}", said.stdout);
    let words = "source,target,date,kind\nAnn,Ben,2031-03-04,call\n";
    sandbox.write("words.csv", words);
    let called = sandbox.run(&["path", "Ann", "Ben", "words.csv"]);
    assert!(called.stdout.contains("Ann called Ben"), "{}", called.stdout);
}

#[test]
fn ties_counts_rows_of_tables_as_events_does() {
    let sandbox = Sandbox::new();
    sandbox.write("t.csv", CONTACTS);
    let ties = sandbox.run(&["ties", "t.csv", "--format", "csv"]);
    let pairs: Vec<_> = ties.stdout.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(pairs, ["Ann", "Ben", "Cleo"], "{}", ties.stdout);
    let article = "Foreign Minister Anna Keller met Ben Osei in Bern on Monday.";
    sandbox.write("story.txt", article);
    let both = sandbox.run(&["ties", "t.csv", "story.txt", "--format", "csv"]);
    assert!(both.stdout.contains("Anna Keller") && both.stdout.contains("Cleo"), "{}", both.stdout);
}

#[test]
fn the_evidence_of_a_row_stands_where_it_says() {
    for name in
        ["gdelt2-small.tsv", "icews-small.tsv", "polecat-small.tsv", "acled-bom-crlf.csv", "icews-quoted.csv"]
    {
        let bytes = std::fs::read(table(name)).unwrap();
        let read = sociogram::source::read(name, &bytes);
        let [case] = read.value.cases.as_slice() else { panic!("{name}: {:?}", read.value.failures) };
        assert_eq!(case.validate(), [], "{name}");
        assert!(!case.events.is_empty(), "{name}");
        for report in case.events.iter().flat_map(|event| &event.reports) {
            let evidence = &report.evidence;
            let (line, row) = evidence.quote.strip_prefix("line ").unwrap().split_once(": ").unwrap();
            let before = &bytes[..evidence.start];
            let number = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
            assert_eq!(line, number.to_string(), "{name}: {row}");
            let record = String::from_utf8_lossy(&bytes[evidence.start..evidence.end]);
            let code = row.split(" | ").nth(1).unwrap().split([' ', '/', '(']).next().unwrap();
            assert!(record.contains(code.trim_start_matches('0')), "{name}: {record:?} has no {code}");
        }
    }
}

#[test]
fn columns_told_by_flags_and_packed_tables_are_read_by_every_command() {
    let sandbox = Sandbox::new();
    let odd = "day;caller;called\n2031-03-04;Ann;Ben\n2031-02-30;Ann;Cleo\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(odd.as_bytes()).unwrap();
    sandbox.write("calls.csv.gz", gzip.finish().unwrap());
    let columns = ["--source-column", "caller", "--target-column", "called", "--date-column", "day"];
    let run =
        |more: &[&str]| sandbox.run(&[&["path", "Ann", "Ben", "calls.csv.gz"], &columns[..], more].concat());
    let found = run(&[]);
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    assert!(found.stdout.contains("line 2: Ann | meet | Ben | 2031-03-04"), "{}", found.stdout);
    assert!(found.stderr.contains("calls.csv: 1 of 2 records are left out: 1 bad-date"), "{}", found.stderr);
    let strict = run(&["--strict"]);
    assert_eq!(strict.code, Some(2));
    assert!(strict.stderr.contains("calls.csv, line 3: the record has no day"), "{}", strict.stderr);
    let missing = sandbox.run(&["path", "Ann", "Ben", "calls.csv.gz", "--source-column", "from"]);
    assert!(missing.stderr.contains("no column is called 'from'"), "{}", missing.stderr);
    assert_eq!(missing.code, Some(2));
}
