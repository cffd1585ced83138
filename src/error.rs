//! What can go wrong: one type for the whole library, which says what, where and what to do next.

use std::fmt;
use thiserror::Error;

/// A place in an input; everything is counted from 1 except byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: Option<usize>,
    /// Column in bytes.
    pub column: Option<usize>,
    /// Number of the record in a file of records.
    pub record: Option<usize>,
    /// Byte offset from the start of the file, counted from 0.
    pub byte: Option<usize>,
}

impl Position {
    /// A line, counted from 1.
    pub fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A byte offset, counted from 0.
    pub fn byte(byte: usize) -> Self {
        Self { byte: Some(byte), ..Self::default() }
    }

    /// A record, counted from 1.
    pub fn record(record: usize) -> Self {
        Self { record: Some(record), ..Self::default() }
    }
}

/// `, line 3, column 7`; nothing if nothing is known.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts =
            [("record", self.record), ("line", self.line), ("column", self.column), ("byte", self.byte)];
        for (word, number) in parts {
            if let Some(number) = number {
                write!(f, ", {word} {number}")?;
            }
        }
        Ok(())
    }
}

/// What cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{origin}{position}: {problem}")]
pub struct Unreadable {
    /// File name or record as the user knows it; never an absolute path.
    pub origin: String,
    /// Where in it.
    pub position: Position,
    /// What is wrong.
    pub problem: String,
    /// What to do next.
    pub hint: Option<String>,
}

/// Why something could not be done.
///
/// The message says what and where; [`Error::hint`] says what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// An input, or one record of it, cannot be read.
    #[error("{0}")]
    Unreadable(Box<Unreadable>),
    /// A file of a case folder cannot be written; it is as it was before.
    #[error("cannot write {file}: {problem}; what was there is unchanged")]
    Unwritable {
        /// The file, below the case folder.
        file: String,
        /// What the system says.
        problem: String,
    },
    /// Nobody in the case is called so.
    #[error("nobody called '{name}' in this case")]
    UnknownName {
        /// The name asked for.
        name: String,
        /// Names that look like it, best first.
        suggestions: Vec<String>,
    },
    /// The name fits several.
    #[error("'{name}' may be {}", candidates.join(" or "))]
    AmbiguousName {
        /// The name asked for.
        name: String,
        /// Full names it may mean, in alphabetical order.
        candidates: Vec<String>,
    },
    /// The name means a place, and places talk to nobody.
    #[error("'{name}' is a place; only people, organisations and groups are in contact")]
    Place {
        /// Name of the place.
        name: String,
    },
    /// Both names of a question mean the same.
    #[error("both names mean {name}")]
    SameName {
        /// The full name.
        name: String,
    },
    /// A graph has more edges than can be numbered.
    #[error("a graph of {edges} edges is too large")]
    TooLarge {
        /// Number of edges.
        edges: usize,
    },
    /// An edge ends at a node that is not there.
    #[error("an edge ends at node {node}, but there are only {nodes} nodes")]
    OutOfRange {
        /// Number of the node, counted from 0.
        node: usize,
        /// Number of nodes.
        nodes: usize,
    },
    /// An edge weighs less than nothing, or without bounds.
    #[error("edge {edge} weighs {weight}, but weights are numbers from 0 on")]
    Weight {
        /// Place of the edge, counted from 0.
        edge: usize,
        /// Its weight.
        weight: String,
    },
    /// A calculation did not come to rest.
    #[error("{what} did not settle within {rounds} rounds")]
    NotSettled {
        /// What was calculated.
        what: &'static str,
        /// Number of rounds.
        rounds: usize,
    },
    /// Numbers grew out of what can be counted.
    #[error("{what} is too large to be counted")]
    Overflow {
        /// What was counted.
        what: &'static str,
    },
    /// The question lacks something.
    #[error("{problem}")]
    Question {
        /// What is missing or contradictory.
        problem: String,
        /// What to write instead.
        hint: String,
    },
    /// A picture cannot be made into an image.
    #[error("the picture cannot be made into an image: {problem}")]
    Image {
        /// What is wrong.
        problem: String,
    },
    /// Rows that do not fit into the allowed memory cannot be put on disk.
    #[error("the rows that exceed the allowed memory cannot be put on disk: {problem}")]
    Spill {
        /// What the system says.
        problem: String,
    },
    /// The program was built without a language model, so text cannot be read.
    #[error("this build cannot read text: it has no language model")]
    NoLanguageModel,
}

impl Error {
    /// An input, or one record of it, that cannot be read.
    pub fn unreadable(
        origin: impl Into<String>,
        position: Position,
        problem: impl Into<String>,
        hint: Option<&str>,
    ) -> Self {
        let (origin, problem, hint) = (origin.into(), problem.into(), hint.map(str::to_owned));
        Self::Unreadable(Box::new(Unreadable { origin, position, problem, hint }))
    }

    /// A file of a case folder that cannot be written.
    pub fn unwritable(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Unwritable { file: file.into(), problem: problem.into() }
    }

    /// What to do next, as a sentence without a full stop.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unreadable(unreadable) => unreadable.hint.clone(),
            Self::Unwritable { .. } => Some("make room or get write access, then run it again".to_owned()),
            Self::UnknownName { suggestions, .. } if suggestions.is_empty() => {
                Some("`sociogram list people INPUT` shows who is there".to_owned())
            }
            Self::UnknownName { suggestions, .. } => Some(format!("did you mean {}?", or_list(suggestions))),
            Self::AmbiguousName { .. } => Some("give the full name".to_owned()),
            Self::Place { .. } => {
                Some("`sociogram list events INPUT` shows what took place there".to_owned())
            }
            Self::SameName { .. } => Some("ask for two different names".to_owned()),
            Self::TooLarge { .. } => Some("ask for a shorter period or fewer kinds of events".to_owned()),
            Self::Weight { .. } => Some("leave such edges out".to_owned()),
            Self::OutOfRange { .. } => Some("give the number of nodes that the edges need".to_owned()),
            Self::NotSettled { .. } => Some("ask for a denser part of the network".to_owned()),
            Self::Overflow { .. } => Some("ask for a smaller part of the network".to_owned()),
            Self::Question { hint, .. } => Some(hint.clone()),
            Self::Image { .. } => {
                Some("an .svg file has no limits; --top N makes the picture smaller".to_owned())
            }
            Self::Spill { .. } => Some("allow more memory, or free the disk of temporary files".to_owned()),
            Self::NoLanguageModel => Some(
                "build it with `cargo install sociogram --features english`, or give saved cases".to_owned(),
            ),
        }
    }
}

fn or_list(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("'{name}'")).collect();
    quoted.join(" or ")
}
