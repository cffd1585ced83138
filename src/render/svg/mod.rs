//! A diagram as SVG: headline, drawing, legend and source in one file that needs nothing else.
//!
//! Names and labels are text. Every box and line has a tooltip and `data-…` attributes that scripts can hold on to:
//! `data-node`, `data-side`, `data-type` on boxes; `data-edge`, `data-source`, `data-target`, `data-layer`, `data-kind`,
//! `data-certainty`, `data-members` on lines; `data-label-for` on labels. The picture follows the reader's light or dark
//! setting, prints in light, and tells sides apart by mark as well as colour.

mod legend;
mod lines;
mod matrix;
mod nodes;
mod page;
mod palette;
mod positions;
mod timeline;
mod xml;

pub use matrix::matrix_svg;
pub use positions::positions;
pub use timeline::timeline_svg;

use crate::layout::Diagram;

/// Choices for [`svg`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SvgOptions {
    /// How wide the picture is shown.
    pub width: Width,
    /// Light, dark, or as the reader has it.
    pub theme: Theme,
    /// What to put before the id of an event in the link of its line: `#` for a footnote in the same page, or an
    /// `https://` address. No links if none; any other scheme is ignored.
    pub link_base: Option<String>,
}

/// How wide the picture is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the drawing is.
    #[default]
    Natural,
    /// 680 px: the text width of an A4 page.
    Column,
    /// 1040 px: the full width of a page.
    Wide,
    /// An A4 sheet upright, with margins of 10 mm: at most 190 × 277 mm (718 × 1047 px).
    A4,
}

impl Width {
    /// The width in px; none for the drawing's own.
    pub fn px(self) -> Option<f64> {
        match self {
            Self::Natural => None,
            Self::Column => Some(680.0),
            Self::Wide => Some(1040.0),
            Self::A4 => Some(718.0),
        }
    }

    /// The greatest height in px; none for any.
    pub fn max_height(self) -> Option<f64> {
        (self == Self::A4).then_some(1047.0)
    }

    /// The width written `text` (`natural`, `column`, `wide`, `a4`), if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "natural" => Some(Self::Natural),
            "column" => Some(Self::Column),
            "wide" => Some(Self::Wide),
            "a4" => Some(Self::A4),
            _ => None,
        }
    }
}

/// Light, dark, or as the reader has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's screen is set; light on paper.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Writes `diagram` as one SVG document, with a line break at the end.
///
/// ```
/// use sociogram::layout::{NetworkOptions, Sketch, StressEngine, draw};
/// use sociogram::render::{SvgOptions, svg};
/// let json = r#"{"nodes": [{"id": "a", "label": "Anna Keller", "type": "person"},
///                          {"id": "b", "label": "Ben Ode", "type": "person"}],
///                "edges": [{"id": "e", "source": "a", "target": "b", "layer": "contact", "kind": "meet"}]}"#;
/// let sketch = Sketch::from_json(json).unwrap();
/// let picture = svg(&draw(&sketch, &NetworkOptions::default(), &StressEngine::default()), &SvgOptions::default());
/// assert!(picture.starts_with("<svg ") && picture.contains(">Anna Keller</text>"));
/// ```
pub fn svg(diagram: &Diagram, options: &SvgOptions) -> String {
    page::page(diagram, options)
}

/// Border and fill of a side in the light theme, for formats that share the colours.
pub(crate) fn side_colours(side: Option<usize>) -> (&'static str, &'static str) {
    let paint = palette::side(palette::colour_of(side));
    (paint.border, paint.fill)
}

/// Light colour of what is new, gone or changed, for formats that share the colours.
pub(crate) fn change_colour(change: crate::model::Change) -> &'static str {
    palette::change(change).1
}
