//! The plain data that everything else reads and writes: documents, entities, events, statements and their evidence.
//!
//! A [`Case`] holds it all and is saved as versioned JSON. Nothing here computes graphs or knows grammar.
//!
//! - An **event** is a node of the model with any number of participants; pairs appear only in [`crate::graph`].
//! - **Contact is not mention**: every kind of event belongs to one [`Layer`].
//! - Every event and statement carries [`Evidence`]: document, byte span and the sentence itself.

mod case;
mod certainty;
mod change;
mod confidence;
mod contacts;
mod decision;
mod document;
mod entity;
mod event;
mod event_row;
mod evidence;
mod ids;
mod kind;
mod multigraph;
mod statement;
mod validate;
mod warned;
mod when;

pub use case::{Case, CaseError, FORMAT_NAME, FORMAT_VERSION};
pub use certainty::Certainty;
pub use change::Change;
pub use confidence::Confidence;
pub use contacts::{ContactRow, ContactTable};
pub use decision::{Action, Correction, Decision, EntityRef, FindingRef, Pointer};
pub use document::{Document, Metadata, TEXT_EXTENSIONS};
pub use entity::{Entity, EntityKind, Mention, Role};
pub use event::{Event, EventReport, Participant, ParticipantRole, ReportedParty, ReportedPlace};
pub use event_row::{
    DayNumber, EventLists, EventRow, Form, NO_DAY, RowCode, RowFile, RowKind, RowPlace, TextList,
    calendar_day, day_number,
};
pub use evidence::{Evidence, TextSpan};
pub use ids::{content_hash, kebab, span_id};
pub use kind::{EventKind, Layer, StatementKind};
pub use multigraph::{
    Attributes, AttributesExt, Link, Multigraph, PLACE_PREFIX, Value, Vertex, attribute, attribute_names,
};
pub use statement::{Quotation, Statement};
pub use validate::Flaw;
pub use warned::{Warned, Warning};
pub use when::{Anchor, When};
