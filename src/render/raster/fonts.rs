//! The embedded fonts and those the reader gives.

use resvg::usvg::fontdb::{Database, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

const FAMILY: &str = "Liberation Sans";
const EMBEDDED: [&[u8]; 3] = [
    include_bytes!("fonts/LiberationSans-Regular.ttf"),
    include_bytes!("fonts/LiberationSans-Bold.ttf"),
    include_bytes!("fonts/LiberationSans-Italic.ttf"),
];

/// The embedded fonts first, then the given ones, which are asked for what those lack.
pub(super) fn database(more: &[Vec<u8>]) -> Database {
    let mut fonts = Database::new();
    for font in EMBEDDED {
        fonts.load_font_source(Source::Binary(Arc::new(font)));
    }
    for font in more {
        fonts.load_font_data(font.clone());
    }
    fonts.set_sans_serif_family(FAMILY);
    fonts
}

/// The visible characters of the text elements that no font has a glyph for.
pub(super) fn missing(svg: &str, fonts: &Database) -> BTreeSet<char> {
    let mut missing: BTreeSet<char> = BTreeSet::new();
    for text in svg.split("<text ").skip(1) {
        let text = text.split("</text>").next().unwrap_or_default();
        missing.extend(text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()));
    }
    for face in fonts.faces() {
        let has = |c: &char| {
            let found = fonts.with_face_data(face.id, |data, index| {
                ttf_parser::Face::parse(data, index).ok()?.glyph_index(*c)
            });
            found.flatten().is_some()
        };
        missing.retain(|c| !has(c));
    }
    missing
}
