//! What can be chosen about a drawing.

use super::changes::Changes;
use super::focus::Focus;
use super::geometry::Point;
use std::collections::BTreeMap;

/// Choices for [`network`](super::network). The default suits most drawings.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkOptions {
    /// Headline; none has one worked out from the numbers.
    pub title: Option<String>,
    /// Also draw actors without a tie. They are otherwise left out and counted in a note.
    pub isolated: bool,
    /// Whether lines carry their labels.
    pub labels: Labels,
    /// Another seed gives another, about equally good drawing.
    pub seed: u64,
    /// What the picture is about.
    pub focus: Focus,
    /// How many are drawn at most: those with the most lines. A note says how many are left out.
    pub top: Option<usize>,
    /// What has changed, to be set off: then the case that is drawn holds both states. In the network and sides views.
    pub changes: Option<Changes>,
    /// Where boxes stood in an earlier picture, or where another program puts them: centres in px by id of the actor. If
    /// there are any, they stay there and newcomers are put beside their contacts. In the network view.
    pub positions: BTreeMap<String, Point>,
}

impl Default for NetworkOptions {
    fn default() -> Self {
        Self {
            title: None,
            isolated: false,
            labels: Labels::Auto,
            seed: 0,
            focus: Focus::Everyone,
            top: None,
            changes: None,
            positions: BTreeMap::new(),
        }
    }
}

/// Whether lines carry their labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Labels {
    /// Up to 60 lines.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never; tooltips still tell everything.
    Never,
}
