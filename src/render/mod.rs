//! Everything to bytes.

mod annotations;
mod printable;

pub use annotations::{annotate, annotations};
pub use printable::{printable, printable_lines};
