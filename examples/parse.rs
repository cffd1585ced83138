//! Parses files and prints one JSON line per text, or with `--time` what parsing costs.
//!
//! A text file gives one line; a file of JSON lines with `id` and `text` one per line. `--portable`, `--avx2` and
//! `--avx512` choose the numeric loops.
//!
//! ```text
//! cargo run --release --example parse -- story.txt
//! cargo run --release --example parse -- --time stories.jsonl
//! ```

#![allow(clippy::print_stdout)]

use serde_json::{Value, json};
use sociogram::language::{English, Kernel, Parser, blocks};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let timed = options.iter().any(|option| option == "--time");
    let start = Instant::now();
    let chosen =
        Kernel::ALL.into_iter().find(|kernel| options.contains(&format!("--{kernel:?}").to_lowercase()));
    let english = English::with_kernel(chosen.unwrap_or_else(Kernel::best)).ok_or("not on this processor")?;
    let mut parser = Parser::new(&english);
    let loading = start.elapsed().as_secs_f64();
    let (mut tokens, start): (usize, _) = (0, Instant::now());
    for (id, text) in texts(&files)? {
        if timed {
            tokens += blocks(&text).map(|block| parser.parse(&text[block]).tokens.len()).sum::<usize>();
        } else {
            println!("{}", json!({ "id": id, "parse": parser.parse(&text) }));
        }
    }
    if timed {
        let seconds = start.elapsed().as_secs_f64();
        let rate = tokens as f64 / seconds;
        println!("{tokens} tokens in {seconds:.3} s: {rate:.0} per second; loading took {loading:.4} s");
    }
    Ok(())
}

/// Ids and texts of the files.
fn texts(files: &[String]) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for file in files {
        let content = std::fs::read_to_string(file)?;
        if !file.ends_with(".jsonl") {
            texts.push((file.clone(), content));
            continue;
        }
        for line in content.lines() {
            let record: Value = serde_json::from_str(line)?;
            let field = |name| record[name].as_str().unwrap_or_default().to_owned();
            texts.push((field("id"), field("text")));
        }
    }
    Ok(texts)
}
