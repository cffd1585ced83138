//! From any text to a case that holds together.
#![no_main]
use sociogram::pipeline::{self, Options};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let built = pipeline::case_from_bytes([("input.txt", text.as_bytes())], &Options::default()).unwrap();
    assert!(built.case.validate().is_empty(), "{:?}", built.case.validate());
});
