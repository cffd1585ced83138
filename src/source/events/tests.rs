//! Tables with known answers, a slower twin, and arbitrary bytes.

use super::*;
use crate::model::{EventRow, Form, calendar_day};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn read_with(files: &[(&str, &[u8])], options: EventOptions) -> (Vec<EventRow>, EventsRead) {
    let mut rows = Vec::new();
    let mut reader = EventReader::new(options);
    for (name, bytes) in files {
        reader.read(name, *bytes, &mut |new| rows.extend_from_slice(new)).unwrap();
    }
    let read = reader.finish(&mut |new| rows.extend_from_slice(new));
    (rows, read)
}

fn all_doubts() -> EventOptions {
    EventOptions { doubts: usize::MAX, ..EventOptions::default() }
}

/// Layer, kind, certainty and actors of a row, in the words of the expectations, and its day.
fn dyad(row: &EventRow, read: &EventsRead) -> (Value, String) {
    let kind = &read.lists.codes[row.code as usize].kind;
    let [a, b] = [row.source, row.target].map(|name| read.lists.names.get(name).to_owned());
    let mut dyad = json!({
        "layer": kind.layer.as_str(), "kind": kind.name, "certainty": kind.certainty.as_str(),
    });
    match kind.form {
        Form::Visit => (dyad["visitor"], dyad["host"]) = (a.into(), b.into()),
        Form::Host => (dyad["visitor"], dyad["host"]) = (b.into(), a.into()),
        Form::Directed => (dyad["from"], dyad["to"]) = (a.into(), b.into()),
        Form::Mutual | Form::Mediate => {
            dyad["pair"] = BTreeSet::from([a, b]).into_iter().collect::<Vec<_>>().into();
        }
    }
    (dyad, calendar_day(row.day).map(|day| day.to_string()).unwrap_or_default())
}

#[test]
fn hostile_tables_give_the_answers_worked_out_by_hand() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/data/tables");
    let text = std::fs::read_to_string(format!("{folder}/expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    for table in expected["tables"].as_array().unwrap() {
        let name = table["file"].as_str().unwrap();
        let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
        for (threads, block) in [(1, 256 << 10), (1, 7), (2, 256 << 10)] {
            let (rows, read) = read_with(&[(name, &bytes)], EventOptions { threads, block, ..all_doubts() });
            assert_eq!(read.lists.files[0].layout, table["format"], "{name}");
            let report = &read.report;
            assert_eq!(
                (report.records, report.good),
                (count(&table["records"]), count(&table["good"])),
                "{name}"
            );
            let told = |loss: bool| -> BTreeMap<String, String> {
                let doubts = report.doubts.iter().filter(|doubt| doubt.reason.is_loss() == loss);
                doubts.map(|d| (d.record.to_string(), d.reason.as_str().to_owned())).collect()
            };
            assert_eq!(json!(told(true)), table["skipped"], "{name}");
            assert_eq!(json!(told(false)), table["warnings"], "{name}");
            let mut found: BTreeMap<String, (Value, BTreeSet<String>, usize)> = BTreeMap::new();
            for row in &rows {
                let (dyad, day) = dyad(row, &read);
                let entry = found.entry(dyad.to_string()).or_insert((dyad, BTreeSet::new(), 0));
                entry.1.insert(day);
                entry.2 += 1;
            }
            let found: BTreeSet<String> = found
                .into_values()
                .map(|(mut dyad, dates, reports)| {
                    dyad["events"] = dates.len().into();
                    dyad["dates"] = dates.into_iter().collect::<Vec<_>>().into();
                    dyad["reports"] = reports.into();
                    dyad.to_string()
                })
                .collect();
            let wanted = table["dyads"].as_array().unwrap().iter().map(Value::to_string).collect();
            assert_eq!(found, wanted, "{name}");
            for (code, label) in table["labels"].as_object().into_iter().flatten() {
                let number = read.lists.names.iter().position(|name| name == code).unwrap() as u32;
                assert_eq!(read.lists.labels.get(number), label.as_str().unwrap());
            }
        }
    }
}

fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn what_is_lost_is_told_with_its_line_and_value() {
    let csv = b"source,target,date,kind\n\nAnn,Ben,20251345,meet\nAnn,,2025-01-02,meet\nAnn,Ben\nA\0n,Ben,,\nAnn,Ben,,dance\nAnn,\"Ben\n";
    let (rows, read) = read_with(&[("t.csv", csv)], all_doubts());
    let told: Vec<_> = read.report.doubts.iter().map(|doubt| doubt.to_error().to_string()).collect();
    assert_eq!(
        told,
        [
            "t.csv, line 3: the record has no day that is in the calendar: '20251345' in column 3",
            "t.csv, line 4: the record does not name both actors: nothing in column 2",
            "t.csv, line 5: the record has the wrong number of columns: '2 instead of 4'",
            "t.csv, line 6: the record has a NUL byte",
            "t.csv, line 7: the record has an unknown code: 'dance' in column 4",
            "t.csv, line 8: the record opens a quote that never ends",
        ]
    );
    assert_eq!((rows.len(), read.report.lost(), read.report.records), (0, 6, 6));
}

#[test]
fn a_record_without_end_is_passed_over_in_bounded_memory() {
    let mut csv = b"source,target\nAnn,Ben\n".to_vec();
    csv.resize(csv.len() + 3 * LONGEST_RECORD, b'x');
    csv.extend_from_slice(b"\nBen,Cleo\n\"open,");
    csv.resize(csv.len() + LONGEST_RECORD, b'y');
    csv.extend_from_slice(b"\nAnn,Cleo\n");
    csv.resize(csv.len() + LONGEST_RECORD, b'\n');
    for threads in [1, 2] {
        let (rows, read) = read_with(&[("t.csv", &csv)], EventOptions { threads, ..all_doubts() });
        let reasons: Vec<_> = read.report.doubts.iter().map(|doubt| (doubt.line, doubt.reason)).collect();
        assert_eq!(reasons, [(3, Reason::TooLong), (5, Reason::TooLong)]);
        assert_eq!(rows.len(), 3);
    }
}

#[test]
fn what_stands_before_a_failure_of_the_stream_is_read() {
    struct Broken<'a>(&'a [u8]);
    impl std::io::Read for Broken<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() { Err(std::io::Error::other("cut off")) } else { self.0.read(buffer) }
        }
    }
    for threads in [1, 2] {
        let mut reader = EventReader::new(EventOptions { threads, ..all_doubts() });
        let mut rows = 0;
        let table = b"source,target\nAnn,Ben\nBen,Cleo\nCle";
        let error = reader.read("t.csv", Broken(table), &mut |new| rows += new.len()).unwrap_err();
        assert_eq!((rows, error.to_string().as_str()), (2, "t.csv, line 4: cannot be read: cut off"));
    }
}

#[test]
fn several_files_share_their_numbers_and_repetitions_are_found_across_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/data/tables");
    let bytes = std::fs::read(format!("{folder}/gdelt2-small.tsv")).unwrap();
    let (rows, read) = read_with(&[("a.tsv", &bytes), ("b.tsv", &bytes)], EventOptions::default());
    assert_eq!((rows.len(), read.report.good, read.report.count(Reason::Duplicate)), (9, 9, 11));
    assert_eq!(read.lists.cite(12), "a.tsv row 13");
    assert_eq!(read.lists.cite(13), "b.tsv row 1");
}

#[test]
fn empty_fields_at_the_end_of_a_row_count_for_its_layout() {
    for (width, format) in [(61, "gdelt2"), (58, "gdelt1"), (57, "gdelt1")] {
        let mut fields = vec![""; width];
        (fields[0], fields[1], fields[5], fields[15]) = ("1", "20240605", "USA", "RUS");
        (fields[26], fields[28]) = ("036", "03");
        let table = format!("{}\r\n", fields.join("\t"));
        let (rows, read) = read_with(&[("t.tsv", table.as_bytes())], EventOptions::default());
        assert_eq!((rows.len(), read.lists.files[0].layout), (1, format), "{width} columns");
    }
}

#[test]
fn filters_keep_what_is_asked_for_and_count_the_rest() {
    let csv: &[u8] = b"source,target,date,kind,place\nAnn,Ben,2025-01-02,meet,Bern\nAnn,Cleo,2025-02-02,call,\nBen,Cleo,2025-03-02,036,Rome\n";
    let keep = |keep: Keep| {
        let (rows, read) = read_with(&[("t.csv", csv)], EventOptions { keep, ..EventOptions::default() });
        assert_eq!(read.report.good + read.report.filtered, 3);
        assert_eq!(read.report.good, rows.len());
        rows.iter().map(|row| row.record).collect::<Vec<_>>()
    };
    assert_eq!(keep(Keep::contact()), [0, 1]);
    assert_eq!(keep(Keep { actors: vec!["ann".into()], ..Keep::default() }), [0, 1]);
    assert_eq!(keep(Keep { places: vec!["rom".into()], ..Keep::default() }), [2]);
    assert_eq!(keep(Keep { kinds: ["call".to_owned()].into(), ..Keep::default() }), [1]);
    assert_eq!(keep(Keep { codes: vec!["03".into()], ..Keep::default() }), [2]);
    let since = crate::model::day_number(jiff::civil::date(2025, 2, 1));
    assert_eq!(keep(Keep { since: Some(since), ..Keep::default() }), [1, 2]);
}

/// Rows as text, so that numbers of names need not be the same.
fn plain(rows: &[EventRow], read: &EventsRead) -> Vec<String> {
    let row = |row: &EventRow| {
        let [a, b] = [row.source, row.target].map(|name| read.lists.names.get(name));
        format!("{a:?} {b:?} {} {}", row.day, row.record)
    };
    rows.iter().map(row).collect()
}

fn rows_of_tables() -> impl Strategy<Value = Vec<[String; 3]>> {
    let name = "[a-c\"\n, ;é\r]{0,4}";
    let day = prop_oneof![
        Just("2025-01-02".to_owned()),
        Just("20250103".to_owned()),
        Just("2025-13-45".to_owned())
    ];
    prop::collection::vec((name, name, day).prop_map(|(a, b, day)| [a, b, day]), 0..40)
}

proptest! {
    #[test]
    fn rows_are_those_of_the_csv_crate(table in rows_of_tables(), block in 1usize..90, threads in 1usize..4) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["source", "target", "date"]).unwrap();
        table.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let wanted: Vec<_> = csv::Reader::from_reader(&bytes[..])
            .records()
            .enumerate()
            .filter_map(|(number, record)| {
                let record = record.unwrap();
                let [a, b] = [0, 1].map(|field| record[field].trim_matches(|c: char| c.is_ascii_whitespace()).to_owned());
                let day = super::dates::day(record[2].as_bytes(), super::dates::DateForm::Iso)?;
                (!a.is_empty() && !b.is_empty() && a != b).then(|| format!("{a:?} {b:?} {day} {number}"))
            })
            .collect();
        let (rows, read) = read_with(&[("t.csv", &bytes)], EventOptions { block, threads, ..all_doubts() });
        prop_assert_eq!(plain(&rows, &read), wanted);
        prop_assert_eq!(read.report.records, table.len());
    }

    #[test]
    fn arbitrary_bytes_never_panic_and_chunks_do_not_matter(
        head in prop::sample::select(vec!["source,target,date\n", "source\ttarget\n", "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\n", ""]),
        bytes in prop::collection::vec(prop_oneof![prop::sample::select(b"a,\"\n\t;1-".to_vec()), any::<u8>()], 0..300),
    ) {
        let table = [head.as_bytes(), &bytes].concat();
        let read = |block, threads| {
            let mut rows = Vec::new();
            let mut reader = EventReader::new(EventOptions { block, threads, spans: true, ..all_doubts() });
            let result = reader.read("t", &table[..], &mut |new| rows.extend_from_slice(new));
            (result, reader.finish(&mut |_| {}), rows)
        };
        let whole = read(1 << 20, 1);
        for (block, threads) in [(1, 1), (13, 1), (64, 2)] {
            prop_assert_eq!(&read(block, threads), &whole);
        }
        prop_assert_eq!(whole.1.report.records, whole.1.report.good + whole.1.report.filtered + whole.1.report.lost());
    }
}
