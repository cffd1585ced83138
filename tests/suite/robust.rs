//! Whatever is read: nothing panics, the case holds together, and the same inputs give the same bytes.
//!
//! `PROPTEST_CASES=1000 cargo test --test suite robust` tries more than the few dozen texts of an ordinary run.

#![allow(clippy::print_stdout)]

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sociogram::model::{Case, Document, Metadata, Warned};
use sociogram::pipeline::{self, Options};
use sociogram::source::Input;
use std::sync::LazyLock;

/// Paragraphs of the gold, to be torn apart and mixed.
static PARAGRAPHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut paragraphs = Vec::new();
    for folder in ["passages", "stories", "clusters"] {
        let folder = format!("{}/tests/gold/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("the gold is there").map(Result::unwrap).collect();
        files.sort_by_key(std::fs::DirEntry::path);
        for file in files {
            let lines = std::fs::read_to_string(file.path()).expect("the gold is text");
            paragraphs.extend(lines.lines().flat_map(texts));
        }
    }
    paragraphs
});

fn texts(line: &str) -> Vec<String> {
    let record: serde_json::Value = serde_json::from_str(line).expect("a record");
    let text = record["text"].as_str().expect("it has a text");
    text.split("\n\n").map(str::to_owned).collect()
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Things that break readers: marks without partner, signs of other scripts and directions, very long names and lists.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "«",
            "»",
            "„",
            "\0",
            "\u{feff}",
            "\u{200d}",
            "\u{202e}",
            "\u{301}",
            "\r\n",
            "\r",
            "\t",
            "\u{2028}",
            "\u{a0}",
            "👩‍👩‍👧",
            "🇺🇦",
            "ﷺ",
            "שלום אמר",
            "（「」",
            "---",
            "…",
            "&amp;",
            "<p>",
            "(",
            ")",
            "[",
            "said",
            "met",
            "who",
            "and",
            ":",
            ";",
            ".",
            "\n\n",
            "\n",
            "ß",
            "İ",
            "ŉ",
            "K",
            "𝐀𝐧𝐧𝐚",
        ])
        .prop_map(str::to_owned),
        (1usize..200).prop_map(|n| format!("{}met Ben Osei", "Anna ".repeat(n))),
        (1usize..120).prop_map(|n| format!("{}and Ben Osei met Dana Ibarra", "Anna Keller, ".repeat(n))),
        (1usize..60).prop_map(|n| format!("{}Ben Osei had met her.", "Anna said that ".repeat(n))),
        (1usize..60).prop_map(|n| format!("the aide {}of Anna Keller met Ben", "of the envoy ".repeat(n))),
        (1usize..60).prop_map(|n| format!("{}Anna{}", "“".repeat(n), "”".repeat(n / 2))),
        any::<String>(),
    ]
}

/// Some paragraphs in any order, with hostile pieces put in at any character.
fn article() -> impl Strategy<Value = String> {
    let paragraphs = subsequence(PARAGRAPHS.clone(), 1..5).prop_shuffle();
    let pieces = prop::collection::vec((any::<prop::sample::Index>(), hostile()), 0..6);
    (paragraphs, pieces).prop_map(|(paragraphs, pieces)| {
        let mut text: Vec<char> = paragraphs.join("\n\n").chars().collect();
        for (index, piece) in pieces {
            let at = index.index(text.len() + 1);
            text.splice(at..at, piece.chars());
        }
        text.into_iter().collect()
    })
}

fn read(texts: &[String], date: Option<jiff::civil::Date>) -> Case {
    let document = |(number, text): (usize, &String)| {
        let metadata = Metadata { name: format!("text {}", number % 7), date, ..Metadata::default() };
        Document::new(text.clone(), metadata)
    };
    let documents = texts.iter().enumerate().map(document).collect();
    let input = Warned::clean(Input { documents, ..Input::default() });
    pipeline::case_from_input(input, &Options::default(), &|_, _| {}).expect("texts can be read").case
}

/// The case holds together, is saved without loss, and every quotation stands where it says.
fn is_sound(case: &Case) {
    assert_eq!(case.validate(), []);
    assert_eq!(Case::from_json(&case.to_json()).expect("a saved case is a case"), *case);
    let reports = case.events.iter().flat_map(|event| event.reports.iter().map(|report| &report.evidence));
    let statements = case.statements.iter().map(|statement| &statement.evidence);
    for evidence in reports.chain(statements) {
        let document = case.document(&evidence.document).expect("the document is in the case");
        let text = document.text.as_deref().expect("its text is kept");
        assert!(!evidence.quote.is_empty());
        assert_eq!(text.get(evidence.start..evidence.end), Some(evidence.quote.as_str()));
    }
    sociogram::render::annotations(case);
}

/// Words that rules look for, in any order, in capitals or not, over sentence and paragraph ends.
fn salad() -> impl Strategy<Value = String> {
    const WORDS: [&str; 48] = [
        "Anna",
        "Keller",
        "Ben",
        "Osei",
        "minister",
        "envoy",
        "foreign",
        "president",
        "spokesman",
        "the",
        "The",
        "of",
        "and",
        "who",
        "whom",
        "they",
        "two",
        "it",
        "he",
        "her",
        "met",
        "meet",
        "told",
        "said",
        "says",
        "called",
        "was",
        "is",
        "to",
        "with",
        "between",
        "by",
        "talks",
        "meeting",
        "call",
        "letters",
        "Norland",
        "Porto",
        "Refuses",
        "Every",
        "on",
        "Monday",
        "“",
        "”",
        ",",
        ":",
        "—",
        "exchanged",
    ];
    const ENDS: [&str; 8] = [" ", " ", " ", " ", ", ", ". ", "\n\n", ".\n\n"];
    let word = (prop::sample::select(&WORDS[..]), prop::sample::select(&ENDS[..]), any::<bool>());
    prop::collection::vec(word, 1..60).prop_map(|words| {
        let piece = |(word, end, large): (&str, &str, bool)| {
            let mut letters = word.chars();
            let first = letters
                .next()
                .map(|first| if large { first.to_uppercase().to_string() } else { first.into() });
            first.unwrap_or_default() + letters.as_str() + end
        };
        words.into_iter().map(piece).collect()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn words_in_any_order_are_read(text in salad()) {
        is_sound(&read(&[text], Some(jiff::civil::date(2031, 3, 6))));
    }

    #[test]
    fn arbitrary_text_is_read(text in any::<String>(), date in prop::option::of(Just(jiff::civil::date(2031, 3, 6)))) {
        is_sound(&read(&[text], date));
    }

    #[test]
    fn broken_articles_are_read_the_same_twice(text in article()) {
        let case = read(std::slice::from_ref(&text), Some(jiff::civil::date(2031, 3, 6)));
        is_sound(&case);
        prop_assert_eq!(case.to_json(), read(&[text], Some(jiff::civil::date(2031, 3, 6))).to_json());
    }

    #[test]
    fn the_order_of_documents_does_not_matter(
        (texts, shuffled) in prop::collection::vec(article(), 2..5).prop_flat_map(|texts| {
            let numbered: Vec<_> = texts.iter().cloned().enumerate().collect();
            (Just(texts), Just(numbered).prop_shuffle())
        })
    ) {
        let inputs: Vec<_> = texts.iter().enumerate().map(|(n, text)| (format!("{n}.txt"), text.clone())).collect();
        let moved: Vec<_> = shuffled.iter().map(|(n, text)| (format!("{n}.txt"), text.clone())).collect();
        let built = |inputs: &[(String, String)]| {
            let bytes = inputs.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
            pipeline::case_from_bytes(bytes, &Options::default()).expect("texts can be read").case
        };
        let case = built(&inputs);
        is_sound(&case);
        prop_assert_eq!(case.to_json(), built(&moved).to_json());
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "\\PC{0,12}") {
        let built = pipeline::case_from_bytes([(name.as_str(), bytes.as_slice())], &Options::default());
        is_sound(&built.expect("there is a language model").case);
    }

    #[test]
    fn damaged_records_are_read_or_refused(text in article(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let record = serde_json::json!({ "id": "a", "date": "2031-03-06", "text": text });
        let mut bytes = format!("{record}\n{record}\n").into_bytes();
        let at = cut.index(bytes.len());
        bytes[at] = byte;
        let built = pipeline::case_from_bytes([("news.jsonl", bytes.as_slice())], &Options::default());
        is_sound(&built.expect("there is a language model").case);
    }
}

/// Every text of the evaluation data, if `$SOCIOGRAM_EVAL` names its folder.
#[test]
fn no_evaluation_text_is_refused() {
    use rayon::prelude::*;
    let Some(folder) = std::env::var("SOCIOGRAM_EVAL").ok().filter(|folder| !folder.is_empty()) else {
        println!("skipped: set SOCIOGRAM_EVAL to the folder of the evaluation data");
        return;
    };
    let folder = std::path::Path::new(&folder).join("dev");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let lines = std::fs::read_to_string(path).expect("it is text");
            texts.extend(lines.lines().map(|line| {
                let record: serde_json::Value = serde_json::from_str(line).expect("a record");
                record["text"].as_str().expect("it has a text").to_owned()
            }));
        }
    }
    texts.par_iter().for_each(|text| {
        let case = read(std::slice::from_ref(text), None);
        assert!(text.is_empty() || case.documents.len() == 1, "a text was left out");
        is_sound(&case);
    });
    println!("{} texts were read", texts.len());
}

/// A reader that nobody throws bytes at is a reader that panics one day.
#[test]
fn every_reader_has_a_fuzz_target() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("the fuzz targets are there");
    let encoded = sociogram::source::ENCODED_FORMATS.iter().map(|format| format.name);
    for name in sociogram::source::FORMATS.iter().map(|format| format.name).chain(encoded) {
        let target =
            std::fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap_or_default();
        assert!(target.contains(&format!("reader!(\"{name}\")")), "{name} has no fuzz target");
        assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name} is not built");
    }
}
