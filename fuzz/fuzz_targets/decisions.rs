//! Identities files and the decisions of a case folder.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let read = sociogram::folder::read_decisions("input", data);
    assert_eq!(read.is_ok(), sociogram::folder::read_decisions("input", data).is_ok());
});
