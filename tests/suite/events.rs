//! Event tables on the command line: what comes in, what comes out, what is told, and how it ends.

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
