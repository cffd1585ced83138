//! The table of passes.

use super::matrix::By;
use super::table::Table;
use super::timeline::Window;
use super::watch::Watch;
use crate::error::Error;
use crate::graph::{Filter, Network};
use crate::model::Case;

/// What a pass is given.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The network that is asked.
    pub network: &'a Network,
    /// The case behind it, if it was not read from a table.
    pub case: Option<&'a Case>,
    /// What was kept of the case.
    pub filter: &'a Filter,
    /// Settings.
    pub options: &'a Options,
    /// Who is told how far a long pass is.
    pub watch: Watch<'a>,
}

impl<'a> Input<'a> {
    /// A network without a case, with default settings.
    pub fn new(network: &'a Network) -> Self {
        const OPTIONS: &Options = &Options::DEFAULT;
        static FILTER: std::sync::LazyLock<Filter> = std::sync::LazyLock::new(Filter::default);
        Self { network, case: None, filter: &FILTER, options: OPTIONS, watch: Watch::NONE }
    }
}

/// Settings of passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Seed of everything drawn at random.
    pub seed: u64,
    /// Number of sources of an estimated betweenness; none for exact scores unless the network is very large.
    pub samples: Option<usize>,
    /// What the talk matrix counts by.
    pub by: By,
    /// Keep so many rows.
    pub top: Option<usize>,
    /// Other seeds with which the stability of communities is tried.
    pub trials: u64,
    /// What a timeline counts by.
    pub window: Window,
}

impl Options {
    const DEFAULT: Options =
        Options { seed: 1, samples: None, by: By::Person, top: None, trials: 10, window: Window::Month };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// One entry of [`PASSES`].
pub struct Pass {
    /// What users write.
    pub name: &'static str,
    /// What it answers, for help texts.
    pub about: &'static str,
    /// Whether it follows one-way contact; symmetric passes leave telling out.
    pub directed: bool,
    /// Does the work.
    pub run: fn(&Input<'_>) -> Result<Table, Error>,
}

macro_rules! pass {
    ($name:literal, $about:literal, $run:path) => {
        Pass { name: $name, about: $about, directed: false, run: $run }
    };
}

/// All passes, in the order of help texts.
pub const PASSES: &[Pass] = &[
    Pass {
        directed: true,
        ..pass!("contacts", "pairs in contact: events, weight, first and last day", super::contacts::pass)
    },
    Pass {
        directed: true,
        ..pass!(
            "matrix",
            "who talks to whom as a matrix, by person, organisation or side",
            super::matrix::pass
        )
    },
    Pass {
        directed: true,
        ..pass!("degree", "number of contacts; in and out where acts run one way", super::degree::pass)
    },
    Pass {
        directed: true,
        ..pass!("mixing", "density, reciprocity, E-I index and assortativity by side", super::mixing::pass)
    },
    pass!("components", "parts of the network without contact to each other", super::components::pass),
    pass!("brokers", "who lies on the shortest chains of others (betweenness)", super::betweenness::pass),
    pass!("closeness", "who reaches everybody in few steps (harmonic)", super::closeness::pass),
    pass!("pagerank", "who is in contact with the well connected (PageRank)", super::pagerank::pass),
    pass!("eigenvector", "who is in contact with the central (eigenvector)", super::eigenvector::pass),
    pass!("cores", "tightly knit groups (k-cores)", super::cores::pass),
    pass!("clustering", "triangles, and how far contacts know each other", super::triangles::pass),
    pass!("cutpoints", "who, and which tie, alone holds parts together", super::cutpoints::pass),
    pass!("go-betweens", "the fewest whose absence parts two sides", super::separation::pass),
    pass!("brokerage", "roles between sides (Gould and Fernandez)", super::brokerage::pass),
    pass!("holes", "structural holes: constraint and effective size (Burt)", super::holes::pass),
    pass!("communities", "groups with many ties inside (Leiden)", super::communities::pass),
    pass!(
        "timeline",
        "contacts by day, week, month or year: activity, new ties, silence",
        super::timeline::pass
    ),
    pass!("missing", "who speaks of or sits beside whom without recorded contact", super::missing::pass),
    pass!(
        "robustness",
        "whether the findings survive when a text, plans or weak evidence are left out",
        super::robustness::pass
    ),
];

/// The pass of this name.
///
/// ```
/// assert!(sociogram::analysis::pass("brokers").is_some());
/// ```
pub fn pass(name: &str) -> Option<&'static Pass> {
    PASSES.iter().find(|pass| pass.name == name)
}
