//! Places a network in the plane so that it can be read: who talks to whom, with few crossings and no line through a name.
//!
//! [`network`] turns a [`SocialGraph`] into a [`Diagram`]: boxes, curves and label places in px, with all texts and no graph
//! types inside, which [`render`](crate::render) writes as SVG or DOT. The road has one file per step:
//!
//! 1. `acts`, `wording`, `finding`: graph and case become a [`Sketch`], plain data with every word that is shown;
//! 2. `text`: the words are measured; `problem`: only numbers are left;
//! 3. `components`, `distances`, `start`, `majorize` (or `sparse`), `springs`, `rotate`, `overlap` and `vpsc`, `search`,
//!    `pack`: an [`Engine`] places the boxes; or `placed` keeps them where an earlier picture or another program has them;
//! 4. `route`, `labels`: lines and labels are drawn; `judge` counts what is still hard to read.
//!
//! Besides the network there are three views: [`matrix`] (a table of who talks to whom), [`timeline`] (people as lanes) and
//! [`sides`] (two delegations facing each other). A [`Focus`] cuts any of them down to one actor or one path.
//!
//! The same graph gives the same bytes on every machine, whatever order it was put together in: everything is sorted first,
//! random numbers are seeded, and only arithmetic that IEEE 754 fixes is used.

mod acts;
mod changes;
mod components;
mod dates;
mod diagram;
mod distances;
mod draw;
mod engine;
mod finding;
mod focus;
mod geometry;
mod happenings;
mod judge;
mod labels;
mod lanes;
mod majorize;
mod matrix;
mod options;
mod overlap;
mod pack;
mod placed;
mod problem;
mod random;
mod rotate;
mod route;
mod search;
mod settings;
mod sides;
mod sketch;
mod sketch_json;
mod sparse;
mod springs;
mod start;
mod text;
mod timeline;
mod view;
mod vpsc;
mod wording;

pub use changes::Changes;
pub use diagram::{Caption, Diagram, Label, Line, NodeBox};
pub use draw::draw;
pub use engine::{Engine, StressEngine};
pub use focus::Focus;
pub use geometry::{Curve, Point, Rect};
pub use judge::Faults;
pub use matrix::{Matrix, MatrixCell, MatrixRow, matrix};
pub use options::{Labels, NetworkOptions};
pub use problem::{BoxSpec, LineSpec, Problem};
pub use sides::{SidesEngine, sides};
pub use sketch::{LineForm, Sketch, SketchLine, SketchNode};
pub(crate) use text::wrap;
pub use text::{Weight, clean, text_width};
pub use timeline::{Day, Lane, Mark, Timeline, timeline};

pub use view::View;

use crate::graph::SocialGraph;
use crate::model::Case;

/// Draws who is tied to whom; `case` supplies places, roles and the sentences that prove each line.
///
/// ```
/// use sociogram::graph::{Filter, SocialGraph};
/// use sociogram::layout::{NetworkOptions, network};
/// use sociogram::model::Case;
/// let case = Case::default();
/// let graph = SocialGraph::of(&case, &Filter::all_contact());
/// assert!(network(&graph, &case, &NetworkOptions::default()).boxes.is_empty());
/// ```
pub fn network(graph: &SocialGraph, case: &Case, options: &NetworkOptions) -> Diagram {
    draw(&Sketch::of(graph, case), options, &StressEngine { seed: options.seed })
}
