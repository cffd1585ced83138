//! The direction of imports: data flows one way, so that every folder can be understood without those behind it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands below all and may be named anywhere.
const COMMON: [&str; 2] = ["error", "pages"];

/// What each folder or file of `src` may name with `crate::`, besides itself and what is common.
const ALLOWED: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("pages", &[]),
    ("model", &[]),
    ("language", &[]),
    ("source", &["language", "model"]),
    ("extract", &["language", "model"]),
    ("graph", &["model"]),
    ("analysis", &["graph", "model"]),
    ("query", &["analysis", "graph", "model"]),
    ("layout", &["graph", "model"]),
    ("render", &["layout", "query", "analysis", "graph", "model"]),
    ("revise", &["model"]),
    ("redact", &["model"]),
    ("pipeline", &["source", "language", "extract", "revise", "model"]),
    ("folder", &["pipeline", "source", "revise", "model"]),
];

#[test]
fn folders_import_only_what_stands_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut offences = Vec::new();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).expect("below src");
        let first = inside.components().next().expect("a file has a name").as_os_str();
        let part = Path::new(first).file_stem().expect("a name").to_string_lossy().into_owned();
        if matches!(part.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == part) else {
            offences.push(format!("{part}: not in the table of imports"));
            continue;
        };
        let text = fs::read_to_string(&file).expect("source is UTF-8");
        for named in named_modules(&code_only(&text)) {
            if named != part && !COMMON.contains(&named.as_str()) && !allowed.contains(&named.as_str()) {
                offences.push(format!("{} names crate::{named}", inside.display()));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_program_uses_the_public_library_only() {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    for file in rust_files(&cli) {
        let text = fs::read_to_string(&file).expect("source is UTF-8");
        let foreign: Vec<_> = named_modules(&code_only(&text)).into_iter().filter(|n| n != "cli").collect();
        assert!(foreign.is_empty(), "{} names crate::{foreign:?}", file.display());
    }
}

#[test]
fn the_library_touches_neither_terminal_nor_clock_nor_environment() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forbidden =
        ["println!", "eprintln!", "process::exit", "std::env", "Instant::now", "SystemTime", "std::net"];
    for file in rust_files(&source).into_iter().filter(|file| !file.starts_with(source.join("cli"))) {
        let text = fs::read_to_string(&file).expect("source is UTF-8");
        let code = code_only(&text);
        let code = code.split("#[cfg(test)]").next().expect("a first part");
        for word in forbidden {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.insert(path);
        }
    }
    files
}

/// The text without comments; links in documentation are no imports.
fn code_only(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// First names after `crate::`, also inside `crate::{a::…, b::…}`.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => modules.extend(group_heads(group)),
            None => modules.extend(head(rest)),
        }
    }
    modules
}

/// The heads of the members of a group whose opening brace is gone.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut start) = (0, Vec::new(), 0);
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.extend(head(&group[start..index]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.extend(head(&group[start..index]));
                start = index + 1;
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> Option<String> {
    let name: String = path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn groups_and_paths_are_both_seen() {
    let code =
        "use crate::model::{A, B};\nuse crate::{graph::X, query::{Y, Z}};\nlet x = crate::render::f();";
    assert_eq!(named_modules(code).into_iter().collect::<Vec<_>>(), ["graph", "model", "query", "render"]);
}
