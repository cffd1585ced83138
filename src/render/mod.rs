//! Everything to bytes.
//!
//! Formats of a whole case are the table [`FORMATS`]: to add one, write `render/<name>.rs` and enter it there. Answers
//! to questions have their own small set, [`AnswerFormat`]. The same input gives the same bytes.

mod annotations;
mod answer;
pub mod dot;
mod escape;
mod exchange;
mod formats;
mod html;
mod mermaid;
mod printable;
#[cfg(any(feature = "png", feature = "pdf"))]
mod raster;
mod report;
pub mod svg;

pub use annotations::{Annotator, annotate, annotations};
#[cfg(feature = "cli")]
pub use answer::answer_table;
pub use answer::{AnswerFormat, answer_csv, answer_json, answer_markdown, write_pairs_csv};
pub use dot::{DotOptions, dot};
pub use exchange::{
    Dropped, EXCHANGE, Exchange, Exported, ExportedFile, exchange, exchange_for_file, multigraph,
};
pub use formats::{FORMATS, Format, RenderOptions, format_for_extension};
pub use printable::{printable, printable_lines};
#[cfg(any(feature = "png", feature = "pdf"))]
pub use raster::{IMAGES, Image, ImageFormat, ImageOptions};
pub use svg::{SvgOptions, svg};
