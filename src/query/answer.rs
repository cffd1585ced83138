//! What questions give: plain data.

use crate::model::{Certainty, EntityKind, Layer, When};
use serde::Serialize;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question in words.
    pub question: String,
    /// Which graph was asked: layers, certainties, period.
    pub graph: String,
    /// The answer in one sentence.
    pub summary: String,
    /// Whether there is an answer; `false` is an answer too.
    pub found: bool,
    /// What else the reader should know, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The answer in full.
    #[serde(flatten)]
    pub body: Body,
}

/// The parts of an answer, by the kind of question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// Whom somebody is in contact with, strongest first.
    Contacts(Vec<Contact>),
    /// Shortest chains from one to another.
    Chains(Vec<Chain>),
    /// All that ties two together.
    Findings(Vec<Finding>),
    /// Parts under headings.
    Sections(Vec<Section>),
    /// A table.
    Rows(Listing),
}

/// Lines and events under one heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Short lines, one fact each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Events, statements and relations with their sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// One neighbour of the person asked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contact {
    /// Entity id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Person, organisation or group.
    pub kind: EntityKind,
    /// Camp or delegation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Number of events.
    pub events: usize,
    /// Sum of 1/(n−1) over the events of n participants: two alone count more than two of ten.
    pub weight: f64,
    /// Strongest certainty.
    pub certainty: Certainty,
    /// First day that is known, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day that is known, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// The events, dated ones first.
    pub findings: Vec<Finding>,
}

/// A way from one to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// The certainty of its weakest step.
    pub certainty: Certainty,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One step of a chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Full name.
    pub from: String,
    /// Full name.
    pub to: String,
    /// What ties the two, strongest certainty first.
    pub findings: Vec<Finding>,
}

/// One event, statement or relation with the sentences that tell it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the event or statement; entity id and number for a relation.
    pub id: String,
    /// The layer.
    pub layer: Layer,
    /// Kind of event or statement; the title for a relation.
    pub kind: String,
    /// Who did what with whom, in words.
    pub text: String,
    /// Told as happened, planned, proposed or denied.
    pub certainty: Certainty,
    /// Whether reports disagree on whether it took place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contested: bool,
    /// On whose word alone it stands: a full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// When, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where: name of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Full names of those who took part.
    pub participants: Vec<String>,
    /// Whether the two asked about stood on one side of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_side: bool,
    /// How far the reading may be trusted, in percent.
    pub confidence: u8,
    /// Number of different documents that tell it.
    pub documents: usize,
    /// The sentences.
    pub sources: Vec<Source>,
}

/// A sentence and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Title or name of the document.
    pub document: String,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The sentence, exactly as it stands in the document.
    pub quote: String,
}

/// Rows of equal length.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listing {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Number(usize),
    /// A measure, rounded to six significant digits.
    Measure(f64),
    /// Several ids.
    List(Vec<String>),
    /// Undefined.
    Blank,
}

impl Cell {
    /// The cell as words.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Measure(measure) => measure.to_string(),
            Self::List(items) => items.join(" "),
            Self::Blank => String::new(),
        }
    }
}

impl Answer {
    /// Everything the answer rests on, in order.
    pub fn findings(&self) -> Vec<&Finding> {
        match &self.body {
            Body::Contacts(contacts) => contacts.iter().flat_map(|contact| &contact.findings).collect(),
            Body::Chains(chains) => {
                chains.iter().flat_map(|chain| &chain.steps).flat_map(|step| &step.findings).collect()
            }
            Body::Findings(findings) => findings.iter().collect(),
            Body::Sections(sections) => sections.iter().flat_map(|section| &section.findings).collect(),
            Body::Rows(_) => Vec::new(),
        }
    }
}
