//! From a parsed document to who is in it, who said what and who met whom.
//!
//! Rules over the parse, in this order: name spans → kinds by document-wide vote → the cast (one entry per person, body,
//! place, group) → references → statements → contacts → one document's reading; readings join to a case.

mod cast;
mod certainty;
mod contacts;
mod corroborate;
mod cues;
mod dateline;
mod demonyms;
mod human;
mod lexicon;
mod merge;
mod names;
mod offices;
mod page;
mod people;
mod quotes;
mod reading;
mod references;
mod roles;
mod short_names;
mod statements;
mod teams;
mod time;
mod typing;
mod unify;

pub use corroborate::corroborate;
pub use dateline::{leave_out_datelines, without_datelines};
pub use lexicon::country_of;
pub use offices::name_holders;
pub use unify::unify_entities;

use crate::language::Parse;
use crate::model::{Case, Document};

/// Reads one document, parsed as a whole, into a case of its own.
///
/// `parse` belongs to the text [`without_datelines`]. Findings carry byte spans into the document's own text. A document
/// without text gives a case without findings.
pub fn read_document(document: &Document, parse: &Parse) -> Case {
    let mut case = read_block(document, parse, 0..document.text.as_ref().map_or(0, String::len));
    case.documents.push(document.clone());
    case
}

/// Reads one block of a document: bytes `block` of its text, to which `parse` belongs. The case lists no document.
///
/// Long documents are read block by block, so that memory stays bounded; join the readings like those of several documents.
pub fn read_block(document: &Document, parse: &Parse, block: std::ops::Range<usize>) -> Case {
    let text = document.text.as_deref().and_then(|text| text.get(block.clone())).unwrap_or_default();
    reading::read(document, text, parse, block.start)
}
