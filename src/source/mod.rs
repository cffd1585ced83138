//! Bytes in, documents or saved cases out.
//!
//! [`read`] recognises the format by content, never by the file's name. The formats are the table [`FORMATS`]:
//! to add one, write `source/<name>.rs` and enter it there.
//!
//! What cannot be read is told in [`Input::failures`]; the readable rest is still given.
//!
//! ```
//! let read = sociogram::source::read("note.txt", b"Date: 2031-03-04\n\nAnna Keller met Ben Osei.");
//! assert_eq!(read.value.documents[0].text.as_deref(), Some("Anna Keller met Ben Osei."));
//! assert!(read.value.failures.is_empty());
//! ```

mod articles;
mod case;
mod edges;
mod encoding;
mod english;
mod events;
mod furniture;
#[cfg(feature = "html-input")]
mod html;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
mod merge;
mod metadata;
mod network;
mod parsed;
mod text;

pub use edges::{EdgeList, read_edges, read_edges_from};
pub use events::{
    Columns, Doubt, EventOptions, EventReader, EventsRead, Keep, LONGEST_RECORD, Reason, RecordSpan, Sink,
    TableFormat, TableReport, is_known_table,
};
pub use merge::{distinct_documents, merge_cases};
pub use network::{GraphTable, join_tables};
pub use parsed::ParsedDocument;

use crate::error::{Error, Position};
use crate::model::{Case, Document, Warned};

/// What one or more inputs gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// Texts to be read, in order of the input; the same text may come more than once.
    pub documents: Vec<Document>,
    /// Texts that another parser has analysed.
    pub parsed: Vec<ParsedDocument>,
    /// Saved cases.
    pub cases: Vec<Case>,
    /// Tables of nodes and edges, which [`join_tables`] makes a case of.
    pub tables: Vec<GraphTable>,
    /// What could not be read, with place and hint.
    pub failures: Vec<Error>,
}

impl Input {
    /// Adds what another input gave.
    pub fn absorb(&mut self, other: Input) {
        self.documents.extend(other.documents);
        self.parsed.extend(other.parsed);
        self.cases.extend(other.cases);
        self.tables.extend(other.tables);
        self.failures.extend(other.failures);
    }
}

/// A file as text: its name and what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// File name without folder.
    pub name: &'a str,
    /// The whole content without byte order mark.
    pub text: &'a str,
}

/// One input format.
pub struct Format {
    /// Short name: `text`, `articles`, `case`.
    pub name: &'static str,
    /// What it is, for `--help` and the documentation.
    pub about: &'static str,
    /// Usual file name extensions; a folder is searched for these.
    pub extensions: &'static [&'static str],
    /// Whether the text is of this format; asked in the order of the table.
    pub recognise: fn(&str) -> bool,
    /// Reads it.
    pub read: fn(File<'_>) -> Warned<Input>,
}

/// Every input format; the first that recognises the content reads it.
pub const FORMATS: &[Format] = &[
    case::FORMAT,
    network::FTM,
    network::PLOVER,
    network::CYTOSCAPE,
    network::NODE_LINK,
    network::GRAPHML,
    network::GEXF,
    network::GML,
    network::PAJEK,
    network::DOT,
    network::EDGES,
    network::NODES,
    parsed::CONLLU,
    parsed::SPACY,
    articles::FORMAT,
    markdown::FORMAT,
    text::FORMAT,
];

/// An input format that tells its own character encoding, so that it is recognised before the bytes are taken for text.
pub struct EncodedFormat {
    /// Short name: `html`, `mail`.
    pub name: &'static str,
    /// What it is, for `--help` and the documentation.
    pub about: &'static str,
    /// Usual file name extensions; a folder is searched for these.
    pub extensions: &'static [&'static str],
    /// Whether the bytes are of this format.
    pub recognise: fn(&[u8]) -> bool,
    /// Reads it; the name is that of the file without folder.
    pub read: fn(&str, &[u8], &Options) -> Warned<Input>,
}

/// The formats that tell their own encoding; asked before [`FORMATS`].
pub const ENCODED_FORMATS: &[EncodedFormat] = &[
    #[cfg(feature = "html-input")]
    html::FORMAT,
    #[cfg(feature = "mail")]
    mail::FORMAT,
    events::FORMAT,
];

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Name of the format that every input has, whatever it looks like; none recognises each by content.
    pub format: Option<&'static str>,
    /// Whether what e-mails say is read as text, too, not only who wrote to whom.
    pub mail_bodies: bool,
    /// Which columns of event tables hold what; what is none is guessed.
    pub columns: Columns,
    /// Whether a record of an event table that cannot be used makes the table a failure.
    pub strict: bool,
}

/// Reads one input, whatever its format.
///
/// `name` is what people call it: the file name without folder. Byte order marks are dropped. An empty input gives
/// nothing and a warning. Time and memory grow linearly with the input.
pub fn read(name: &str, bytes: &[u8]) -> Warned<Input> {
    read_with(name, bytes, &Options::default())
}

/// As [`read`], with options.
///
/// ```
/// use sociogram::source::{Options, read_with};
/// let options = Options { format: Some("edges"), ..Options::default() };
/// let read = read_with("ties.txt", b"from;to\nAnn Lee;Ben Osei\n", &options);
/// assert_eq!(read.value.tables.len(), 1);
/// ```
pub fn read_with(name: &str, bytes: &[u8], options: &Options) -> Warned<Input> {
    if let Some(format) = ENCODED_FORMATS.iter().find(|format| match options.format {
        Some(name) => format.name == name,
        None => (format.recognise)(bytes),
    }) {
        let mut read = (format.read)(name, bytes, options);
        refuse_long_texts(&mut read.value);
        return read;
    }
    let text = match encoding::decode(name, bytes) {
        Ok(text) => text,
        Err(failure) => return Warned::clean(Input { failures: vec![failure], ..Input::default() }),
    };
    if text.trim().is_empty() {
        let mut nothing = Warned::clean(Input::default());
        nothing.warn(name, "is empty");
        return nothing;
    }
    let told = FORMATS.iter().find(|format| match options.format {
        Some(name) => format.name == name,
        None => (format.recognise)(text),
    });
    let format = told.unwrap_or(&text::FORMAT);
    if format.name == text::FORMAT.name
        && let Err(failure) = encoding::refuse_markup(name, text)
    {
        return Warned::clean(Input { failures: vec![failure], ..Input::default() });
    }
    let mut read = (format.read)(File { name, text });
    refuse_long_texts(&mut read.value);
    read
}

/// Longest text of one document, in bytes: some forty novels. What is found in a text takes many times its size, so
/// that this bounds the memory of a reading to about 300 MB.
pub const LONGEST_TEXT: usize = 6_000_000;

/// Lists texts that are too long to be one article among the failures.
fn refuse_long_texts(input: &mut Input) {
    let (read, long): (Vec<_>, Vec<_>) =
        std::mem::take(&mut input.documents).into_iter().partition(|document| document.bytes <= LONGEST_TEXT);
    input.documents = read;
    let parsed = std::mem::take(&mut input.parsed).into_iter();
    let (read, parsed): (Vec<_>, Vec<_>) = parsed.partition(|parsed| parsed.document.bytes <= LONGEST_TEXT);
    input.parsed = read;
    for document in long.into_iter().chain(parsed.into_iter().map(|parsed| parsed.document)) {
        let problem = format!("a text of {} bytes is too long for one document", document.bytes);
        let hint = "split it into articles: several files, or JSON lines with one `text` each";
        input.failures.push(Error::unreadable(document.name, Position::default(), problem, Some(hint)));
    }
}

/// A file name without the extension of a known format.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_known_extension(extension) => stem,
        _ => name,
    }
}

/// Whether some format uses this extension (without dot, any case).
pub fn is_known_extension(extension: &str) -> bool {
    let encoded = ENCODED_FORMATS.iter().flat_map(|format| format.extensions);
    let known = FORMATS.iter().flat_map(|format| format.extensions).chain(encoded);
    known.into_iter().any(|known| known.eq_ignore_ascii_case(extension))
}
