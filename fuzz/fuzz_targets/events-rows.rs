//! Event tables row by row: the answer does not depend on where the stream is cut.
#![no_main]
use sociogram::source::{EventOptions, EventReader};
use std::io::Read;

/// A stream that gives a few bytes at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.len().min(buffer.len()).min(7);
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn rows(input: impl Read) -> String {
    let mut rows = Vec::new();
    let mut reader = EventReader::new(EventOptions::default());
    let read =
        reader.read("input", input, &mut |batch| rows.extend(batch.iter().map(|row| format!("{row:?}"))));
    let told = reader.finish(&mut |batch| rows.extend(batch.iter().map(|row| format!("{row:?}"))));
    format!("{:?} {rows:?} {:?}", read.map_err(|error| error.to_string()), told.report)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    assert_eq!(rows(data), rows(Drops(data)));
});
