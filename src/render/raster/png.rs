//! PNG through resvg.

use super::{Image, ImageOptions, tree};
use crate::error::Error;
use resvg::tiny_skia::{Pixmap, Transform};

/// Pixels per px of the picture.
const SCALE: f32 = 2.0;
/// Most pixels a side.
const SIDE: f32 = 16_384.0;
/// Most pixels in all: 256 MB of memory.
const AREA: f32 = 64_000_000.0;

/// The picture at twice its size, smaller only if it would be too large to handle; a note says so.
pub(super) fn png(svg: &str, options: &ImageOptions) -> Result<Image, Error> {
    let (tree, mut notes) = tree(svg, options)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let most = (SIDE / width.max(height)).min((AREA / (width * height)).sqrt());
    let scale = SCALE.min(most);
    if scale < SCALE {
        notes.push(format!("the image is drawn at {scale:.2} times its size instead of {SCALE}, to stay below 64 million pixels"));
    }
    let failed = |problem: &str| Error::Image { problem: problem.to_owned() };
    let pixels = |length: f32| ((length * scale).floor() as u32).max(1);
    let mut canvas = Pixmap::new(pixels(width), pixels(height)).ok_or_else(|| failed("it has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let bytes = canvas.encode_png().map_err(|error| failed(&error.to_string()))?;
    Ok(Image { bytes, notes })
}
