//! PDF through krilla.

use super::{Image, ImageOptions, tree};
use crate::error::Error;
use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// Points in a px of the picture: 96 px are one inch, and so are 72 points.
const POINTS: f32 = 0.75;

/// The picture as one page of its own size, its text selectable and its fonts embedded.
pub(super) fn pdf(svg: &str, options: &ImageOptions) -> Result<Image, Error> {
    let (tree, notes) = tree(svg, options)?;
    let failed = |problem: &str| Error::Image { problem: problem.to_owned() };
    let (width, height) = (tree.size().width() * POINTS, tree.size().height() * POINTS);
    let size = Size::from_wh(width, height).ok_or_else(|| failed("it has no size"))?;
    let mut document = Document::new();
    // No date: the same picture gives the same bytes.
    document.set_metadata(Metadata::new().creator("sociogram".to_owned()).language("en".to_owned()));
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| failed("it has no size"))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_svg(&tree, size, SvgSettings::default()).ok_or_else(|| failed("it cannot be drawn"))?;
    surface.finish();
    page.finish();
    let bytes = document.finish().map_err(|error| failed(&format!("{error:?}")))?;
    Ok(Image { bytes, notes })
}
