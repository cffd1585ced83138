//! The ways a case can be drawn.

/// How a case is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Boxes and lines.
    #[default]
    Network,
    /// A table of who talks to whom.
    Matrix,
    /// People as lanes, events as marks.
    Timeline,
    /// Two delegations facing each other, go-betweens between.
    Sides,
}

impl View {
    /// All views.
    pub const ALL: [View; 4] = [Self::Network, Self::Matrix, Self::Timeline, Self::Sides];

    /// The word used on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Matrix => "matrix",
            Self::Timeline => "timeline",
            Self::Sides => "sides",
        }
    }
}
