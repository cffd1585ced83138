//! What the fuzz targets ask of the library.

use sociogram::model::Case;
use sociogram::pipeline;
use sociogram::source::{self, Input, Options};

/// Reads `data` as `format`: no panic, a case that holds together, and the same answer twice.
///
/// Texts are not run through the language model here; the target `extraction` does that.
pub fn read_as(format: &'static str, data: &[u8]) {
    let options = Options { format: Some(format), mail_bodies: true, ..Options::default() };
    let read = source::read_with("input", data, &options);
    assert_eq!(read, source::read_with("input", data, &options));
    let Input { parsed, cases, tables, .. } = read.value;
    let parsed = parsed.into_iter().map(|parsed| pipeline::read_parsed(parsed.document, parsed.parse));
    let tables = source::join_tables(tables).value;
    let cases: Vec<Case> = cases.into_iter().chain(parsed).chain(tables).collect();
    for case in &cases {
        assert!(case.validate().is_empty(), "{:?}", case.validate());
    }
    assert!(pipeline::join(cases).case.validate().is_empty());
}

/// A fuzz target that reads its input as one format.
#[macro_export]
macro_rules! reader {
    ($format:literal) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::read_as($format, data));
    };
}
