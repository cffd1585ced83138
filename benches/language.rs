//! Tokens per second of the English model on one core, by kernel, first with empty caches and then with full ones.
//!
//! `cargo bench --bench language`; the texts are those of the golden tests.

#![allow(clippy::print_stdout)]

use serde_json::Value;
use sociogram::language::{English, Kernel, Parser};
use std::time::{Duration, Instant};

const TEXTS: &str = include_str!("../tests/golden/language/parses.jsonl");
const ROUND: Duration = Duration::from_secs(2);

fn main() {
    let texts: Vec<String> = TEXTS.lines().map(text).collect();
    let start = Instant::now();
    English::shared();
    println!("loading: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for kernel in Kernel::ALL {
        let Some(english) = English::with_kernel(kernel) else { continue };
        let new = || Parser::new(&english);
        println!("{kernel:?}, new parser per round: {:.0} tokens per second", rate(&texts, new, true));
        println!("{kernel:?}, kept parser: {:.0} tokens per second", rate(&texts, new, false));
    }
}

fn text(line: &str) -> String {
    let record: Value = serde_json::from_str(line).expect("a recorded parse");
    record["text"].as_str().expect("its text").to_owned()
}

/// Parses all texts round after round; `fresh` gives every round a new parser.
fn rate<'m>(texts: &[String], new: impl Fn() -> Parser<'m>, fresh: bool) -> f64 {
    let (mut parser, mut tokens, start) = (new(), 0, Instant::now());
    while start.elapsed() < ROUND {
        if fresh {
            parser = new();
        }
        tokens += texts.iter().map(|text| parser.parse(text).tokens.len()).sum::<usize>();
    }
    tokens as f64 / start.elapsed().as_secs_f64()
}
