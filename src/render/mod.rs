//! Writes results in the formats that people and programs read.

pub mod dot;
pub mod svg;

pub use dot::{DotOptions, dot};
pub use svg::{SvgOptions, svg};

use crate::layout::Diagram;

/// A format for pictures.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Extension of its files, without dot.
    pub extension: &'static str,
    /// Media type (IANA).
    pub media_type: &'static str,
    /// Writes a diagram with the format's default options.
    pub write: fn(&Diagram) -> String,
}

/// Every format for pictures.
///
/// ```
/// assert!(sociogram::render::FORMATS.iter().any(|format| format.extension == "svg"));
/// ```
pub const FORMATS: &[Format] = &[
    Format {
        name: "svg",
        extension: "svg",
        media_type: "image/svg+xml",
        write: |diagram| svg(diagram, &SvgOptions::default()),
    },
    Format {
        name: "dot",
        extension: "dot",
        media_type: "text/vnd.graphviz",
        write: |diagram| dot(diagram, &DotOptions::default()),
    },
];
