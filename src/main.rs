//! The `sociogram` program.
fn main() {}
