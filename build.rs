//! Names the extractor: the version of the package and a hash of everything that decides what is read out of a text.
//! What was read is kept under this name, so that a changed rule never meets an old reading.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Folders and files of `src` that decide what is read out of a text.
const DECIDING: &[&str] = &["extract", "language", "model", "pipeline.rs"];

fn main() {
    let source = Path::new("src");
    let mut files = Vec::new();
    for part in DECIDING {
        println!("cargo::rerun-if-changed=src/{part}");
        collect(&source.join(part), &mut files);
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
        for byte in name.bytes().chain(bytes) {
            // FNV-1a (Fowler, Noll, Vo 1991).
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo::rustc-env=SOCIOGRAM_EXTRACTOR={version}-{:08x}", hash >> 32);
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
        return;
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}
