//! PDF through svg2pdf.

use super::{Image, ImageOptions, tree};
use crate::error::Error;
use svg2pdf::{ConversionOptions, PageOptions};

/// The picture as one page of its own size, its fonts embedded; 96 px are one inch.
///
/// The writer orders its objects by hash, so two files of one picture may differ in bytes, not in what they show.
pub(super) fn pdf(svg: &str, options: &ImageOptions) -> Result<Image, Error> {
    let (tree, notes) = tree(svg, options)?;
    let page = PageOptions { dpi: 96.0 };
    let bytes = svg2pdf::to_pdf(&tree, ConversionOptions::default(), page)
        .map_err(|error| Error::Image { problem: error.to_string() })?;
    Ok(Image { bytes, notes })
}
