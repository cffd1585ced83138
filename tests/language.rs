//! The English model against the original: recorded parses, kernels, caches, hostile text.

#![cfg(feature = "english")]
#![allow(clippy::print_stderr)]

use proptest::prelude::*;
use serde::Deserialize;
use sociogram::language::{English, Kernel, Parse, Parser, blocks};
use std::sync::OnceLock;

/// A text and what the original makes of it.
#[derive(Deserialize)]
struct Golden {
    text: String,
    parse: Parse,
}

/// Written by `tests/golden/language/make_golden.py`.
fn golden() -> &'static [Golden] {
    static GOLDEN: OnceLock<Vec<Golden>> = OnceLock::new();
    let read = |line| serde_json::from_str(line).expect("a recorded parse");
    GOLDEN.get_or_init(|| include_str!("golden/language/parses.jsonl").lines().map(read).collect())
}

/// Fails with the first token that differs.
fn assert_same(text: &str, ours: &Parse, original: &Parse) {
    for (ours, original) in ours.tokens.iter().zip(&original.tokens) {
        assert_eq!(ours, original, "in {text:?}");
    }
    assert_eq!(ours, original, "in {text:?}");
}

#[test]
fn parses_are_those_of_the_original() {
    let mut parser = Parser::new(English::shared());
    for Golden { text, parse } in golden() {
        assert_same(text, &parser.parse(text), parse);
    }
}

#[test]
fn every_kernel_decides_alike() {
    for kernel in Kernel::ALL {
        let Some(english) = English::with_kernel(kernel) else {
            eprintln!("this processor lacks {kernel:?}; its test is skipped");
            continue;
        };
        let mut parser = Parser::new(&english);
        for Golden { text, parse } in golden() {
            assert_same(text, &parser.parse(text), parse);
        }
    }
}

#[test]
fn a_parser_that_saw_other_texts_parses_alike() {
    let mut used = Parser::new(English::shared());
    for Golden { text, .. } in golden().iter().rev() {
        used.parse(text);
    }
    for Golden { text, parse } in golden() {
        assert_same(text, &used.parse(text), parse);
    }
}

/// Panics unless tokens and gaps spell the text, and heads, sentences and names are well formed.
fn check_form(text: &str, parse: &Parse) {
    let mut spelled = String::new();
    for token in &parse.tokens {
        assert_eq!(token.start, spelled.len());
        spelled.push_str(&text[token.start..token.end]);
        if token.space {
            spelled.push(' ');
        }
    }
    assert_eq!(spelled, text);
    let mut end = 0;
    for &(start, stop) in &parse.sentences {
        assert!(start == end && start < stop);
        end = stop;
        check_tree(parse, start, stop);
    }
    assert_eq!(end, parse.tokens.len());
    assert!(parse.names.iter().all(|name| name.start < name.end && name.end <= parse.tokens.len()));
    assert!(parse.names.is_sorted_by(|a, b| a.end <= b.start));
}

/// Panics unless every token between `start` and `stop` reaches a root there.
fn check_tree(parse: &Parse, start: usize, stop: usize) {
    for token in start..stop {
        let (mut at, mut steps) = (token, 0);
        while parse.tokens[at].head != at {
            at = parse.tokens[at].head;
            steps += 1;
            assert!((start..stop).contains(&at) && steps <= stop - start);
        }
    }
}

/// Words, marks and white space that the rules treat specially, next to anything else.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        2 => "[ \\t\\n\\r]{1,3}",
        2 => Just(" ".to_owned()),
        2 => "[.,:;!?'\"()\\-–—…$%+*/<>=_@#&~]{1,3}",
        1 => "[0-9]{1,4}",
        1 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(vec!["don't", "U.S.", "’s", ":)", "gonna", "http://a.bc", "5km", "\u{301}", "İ", "\u{1c}"])
            .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_well_formed_parse(text in hostile_text()) {
        check_form(&text, &English::shared().parse(&text));
    }

    #[test]
    fn blocks_cover_the_text(text in hostile_text(), times in 1usize..2_000) {
        let text = text.repeat(times);
        let mut end = 0;
        for block in blocks(&text) {
            prop_assert!(block.start == end && block.end > end && text.is_char_boundary(block.end));
            end = block.end;
        }
        prop_assert_eq!(end, text.len());
    }
}

#[test]
fn a_long_text_is_parsed_block_by_block() {
    let text = "Anna Keller met Tomas Novak in Oslo.\n\n".repeat(1_000);
    let parse = English::shared().parse(&text);
    check_form(&text, &parse);
    let mut parser = Parser::new(English::shared());
    let parts: Vec<Parse> = blocks(&text).map(|block| parser.parse(&text[block])).collect();
    assert!(parts.len() > 1);
    assert_eq!(parts.iter().map(|part| part.tokens.len()).sum::<usize>(), parse.tokens.len());
    assert_eq!(parts.iter().map(|part| part.names.len()).sum::<usize>(), parse.names.len());
}

#[test]
fn monstrous_runs_take_linear_time() {
    for run in ["a", "(", ".", "a.", "'", "@", "a@", "://", "1,", "-", "😀", "é.", "((a", "%\u{301}"] {
        let text = run.repeat(70_000 / run.len());
        check_form(&text, &English::shared().parse(&text));
    }
}
