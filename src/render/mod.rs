//! Writes results in the formats that people and programs read.

pub mod dot;
pub mod svg;

pub use dot::{DotOptions, dot};
pub use svg::{SvgOptions, svg};
