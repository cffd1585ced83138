//! CoNLL-U: grammar as one word a line, the exchange format of Universal Dependencies.
//!
//! Format: Universal Dependencies, CoNLL-U (ten columns, comments, multiword ranges, empty nodes), with three habits of
//! its programs in the last column: `SpaceAfter=No`; UDPipe's `SpacesBefore` and `SpacesAfter` with `\s`, `\t`, `\n`,
//! `\r`, `\p` (bar) and `\\`; Stanza's `ner=B-PERSON` for names. Relations are Universal Dependencies' or the ClearNLP set
//! of our own model: which, is told by the relations themselves, text by text; `universal` rewrites the former.

mod read;
mod spaces;
mod tags;
mod universal;
mod write;

pub use read::read_conllu;
pub use write::write_conllu;
