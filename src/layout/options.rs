//! What can be chosen about a drawing.

/// Choices for [`network`](super::network). The default suits most drawings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkOptions {
    /// Headline; none has one worked out from the numbers.
    pub title: Option<String>,
    /// Also draw actors without a tie. They are otherwise left out and counted in a note.
    pub isolated: bool,
    /// Whether lines carry their labels.
    pub labels: Labels,
    /// Another seed gives another, about equally good drawing.
    pub seed: u64,
}

impl Default for NetworkOptions {
    fn default() -> Self {
        Self { title: None, isolated: false, labels: Labels::Auto, seed: 0 }
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
