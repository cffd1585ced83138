//! Pictures as PNG and PDF, made from the SVG with an embedded font, so that they look the same on every machine.
//! Both have the same bytes every time.
//!
//! The font is Liberation Sans (SIL Open Font License, `fonts/LICENSE`): Latin, Greek, Cyrillic and Hebrew. Other scripts
//! need a font of the reader's ([`ImageOptions::fonts`]).

mod fonts;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;

use crate::error::Error;
use fonts::{database, missing};
use resvg::usvg::{Options, Tree};

/// How an image is made.
#[derive(Clone, Debug, Default)]
pub struct ImageOptions {
    /// Contents of further font files (TrueType, OpenType), for scripts that the embedded font lacks.
    pub fonts: Vec<Vec<u8>>,
}

/// An image and what has to be said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the reader should know: characters without a glyph, a smaller scale.
    pub notes: Vec<String>,
}

/// A format made from the SVG.
pub struct ImageFormat {
    /// Short name.
    pub name: &'static str,
    /// What it is, for `--help` and the documentation.
    pub about: &'static str,
    /// File name extension without dot.
    pub extension: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Makes it from an SVG of this library.
    pub write: fn(&str, &ImageOptions) -> Result<Image, Error>,
}

/// Every format made from the SVG; which ones depends on the features `png` and `pdf`.
pub const IMAGES: &[ImageFormat] = &[
    #[cfg(feature = "png")]
    ImageFormat {
        name: "png",
        about: "the picture as pixels, twice as many as its size on screen",
        extension: "png",
        media_type: "image/png",
        write: png::png,
    },
    #[cfg(feature = "pdf")]
    ImageFormat {
        name: "pdf",
        about: "the picture as a page for print, its text selectable",
        extension: "pdf",
        media_type: "application/pdf",
        write: pdf::pdf,
    },
];

/// The SVG as a tree with glyphs, and a note on characters that no font has.
fn tree(svg: &str, options: &ImageOptions) -> Result<(Tree, Vec<String>), Error> {
    let fonts = database(&options.fonts);
    let missing = missing(svg, &fonts);
    let mut notes = Vec::new();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().take(8).map(char::to_string).collect();
        notes.push(format!(
            "{} characters are in no font and come out as boxes ({}); give a font with --font FILE",
            missing.len(),
            shown.join(" ")
        ));
    }
    let options = Options { fontdb: std::sync::Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| Error::Image { problem: error.to_string() })?;
    Ok((tree, notes))
}
