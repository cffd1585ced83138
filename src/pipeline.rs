//! From bytes to a [`Case`] in one call.
//!
//! ```no_run
//! use sociogram::pipeline::{self, Options};
//! let built = pipeline::case_from_bytes(
//!     [("story.txt", b"Anna Keller met Ben Osei in Bern on Monday.".as_slice())],
//!     &Options::default(),
//! )?;
//! println!("{} events", built.case.events.len());
//! # Ok::<(), sociogram::error::Error>(())
//! ```

use crate::error::Error;
use crate::extract;
use crate::language::{self, Parse};
use crate::model::{Case, Decision, Document, Warned, Warning};
use crate::revise::{self, Unmet};
use crate::source::{self, Input, ParsedDocument};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Name of what reads texts: the version of the package and a hash of its rules and language model. A reading made by the
/// same extractor of the same document is the same, bit for bit.
pub const EXTRACTOR: &str = env!("SOCIOGRAM_EXTRACTOR");

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day of documents that do not tell their own.
    pub date: Option<Date>,
    /// What people have decided; it wins over what is read.
    pub decisions: Vec<Decision>,
}

/// A case and what happened on the way to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Built {
    /// What the readable inputs gave, with the documents' texts.
    pub case: Case,
    /// What the reader should know, in order of the inputs.
    pub warnings: Vec<Warning>,
    /// Inputs and records that could not be read.
    pub failures: Vec<Error>,
}

/// Told after each document: how many are done, how many there are.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Reads named inputs (articles, records, saved cases) into one case.
///
/// Names are what people call the inputs: file names without folder. The result does not depend on their order.
/// Inputs that cannot be read are listed in [`Built::failures`]; the rest is done.
///
/// # Errors
/// [`Error::NoLanguageModel`] if there is text to read and the library was built without a language model.
pub fn case_from_bytes<'a>(
    inputs: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    options: &Options,
) -> Result<Built, Error> {
    let mut all = Warned::clean(Input::default());
    for (name, bytes) in inputs {
        let read = source::read(name, bytes);
        all.value.absorb(read.value);
        all.warnings.extend(read.warnings);
    }
    case_from_input(all, options, &|_, _| {})
}

/// Reads the documents of an input and joins them with its saved cases.
///
/// A document that a saved case already holds is not read again, so that corrections in the case stay.
///
/// # Errors
/// As [`case_from_bytes`].
pub fn case_from_input(
    input: Warned<Input>,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Built, Error> {
    let Warned { value: Input { documents, parsed, mut cases, tables, failures }, mut warnings } = input;
    let joined = source::join_tables(tables);
    cases.extend(joined.value);
    warnings.extend(joined.warnings);
    let mut known: BTreeSet<_> =
        cases.iter().flat_map(|case| &case.documents).map(|document| document.id.clone()).collect();
    // Before the plain texts: who gives the grammar of a text wants it to be used.
    for ParsedDocument { mut document, parse } in parsed {
        document.date = document.date.or(options.date);
        if known.insert(document.id.clone()) {
            cases.push(read_parsed(document, parse));
        }
    }
    let mut documents = source::distinct_documents(documents);
    documents.retain(|document| !known.contains(&document.id));
    for document in &mut documents {
        document.date = document.date.or(options.date);
    }
    if !documents.is_empty() {
        cases.extend(read_documents(documents, progress)?);
    }
    let Joined { mut case, doubts } = join(cases);
    let unmet = decide(&mut case, &revise::in_force(&options.decisions));
    warnings.extend(doubts);
    warnings.extend(
        unmet.iter().map(|unmet| Warning { origin: "decisions".to_owned(), message: unmet.to_string() }),
    );
    Ok(Built { case, warnings, failures })
}

/// Replays decisions on a case, in the given order: who is who, then which events are one, then verdicts on events.
///
/// Gives the decisions whose target is not there.
pub fn decide(case: &mut Case, decisions: &[&Decision]) -> Vec<Unmet> {
    if decisions.is_empty() {
        return Vec::new();
    }
    let mut unmet = revise::identities(case, decisions);
    if decisions.iter().any(|decision| decision.action.is_identity()) {
        extract::corroborate(case);
    }
    unmet.extend(revise::verdicts(case, decisions));
    unmet
}

/// A warning about a document, with the name that people know it by.
fn with_name(case: &Case, mut warning: Warning) -> Warning {
    if let Some(document) = case.document(&warning.origin) {
        warning.origin = document.name.clone();
    }
    warning
}

/// Several cases as one, and what was left apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The one case.
    pub case: Case,
    /// Names that may mean several people, tellings that may mean several events.
    pub doubts: Vec<Warning>,
}

/// Several cases as one: the same people, then the same events. A single case stays as it is; the result does not depend
/// on the order.
pub fn join(mut cases: Vec<Case>) -> Joined {
    if cases.len() < 2 {
        return Joined { case: source::merge_cases(cases), doubts: Vec::new() };
    }
    let mut doubts = extract::unify_entities(&mut cases);
    let mut case = source::merge_cases(cases);
    extract::name_holders(&mut case);
    doubts.extend(extract::corroborate(&mut case));
    let doubts = doubts.into_iter().map(|doubt| with_name(&case, doubt)).collect();
    Joined { case, doubts }
}

/// A document that another parser has analysed, to a case. Nothing of our language model is asked, only our rules.
///
/// ```
/// use sociogram::{pipeline, source};
/// let conllu = "1\tAnna\tAnna\tPROPN\tNNP\t_\t2\tcompound\t_\tner=B-PERSON\n\
///     2\tKeller\tKeller\tPROPN\tNNP\t_\t3\tnsubj\t_\tner=I-PERSON\n\
///     3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n\
///     4\tBen\tBen\tPROPN\tNNP\t_\t5\tcompound\t_\tner=B-PERSON\n\
///     5\tOsei\tOsei\tPROPN\tNNP\t_\t3\tobj\t_\tner=I-PERSON|SpaceAfter=No\n\
///     6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
/// let mut read = source::read("news.conllu", conllu.as_bytes());
/// let source::ParsedDocument { document, parse } = read.value.parsed.remove(0);
/// assert_eq!(pipeline::read_parsed(document, parse).events.len(), 1);
/// ```
pub fn read_parsed(document: Document, mut parse: Parse) -> Case {
    let text = document.text.as_deref().unwrap_or_default();
    let prose = extract::without_datelines(text);
    extract::leave_out_datelines(&mut parse, text, &prose);
    let mut cases = Vec::new();
    for block in language::blocks(&prose) {
        cases.push(extract::read_block(&document, &parse.cut(block.clone()), block));
    }
    let mut case = join(cases).case;
    case.documents = vec![document];
    case
}

/// The grammar of a document's text, as our language model finds it; datelines are in it as white space.
///
/// # Errors
/// [`Error::NoLanguageModel`] if the library was built without a language model.
#[cfg(feature = "english")]
pub fn parse(document: &Document) -> Result<Parse, Error> {
    use crate::language::{English, Parser};
    let mut parser = Parser::new(English::shared()).with_whole_lines();
    let mut whole = Parse::default();
    let prose = extract::without_datelines(document.text.as_deref().unwrap_or_default());
    for block in language::blocks(&prose) {
        whole.extend(parser.parse(&prose[block.clone()]), block.start);
    }
    Ok(whole)
}

/// Without a language model there is no grammar.
///
/// # Errors
/// [`Error::NoLanguageModel`], always.
#[cfg(not(feature = "english"))]
pub fn parse(_: &Document) -> Result<Parse, Error> {
    Err(Error::NoLanguageModel)
}

/// Documents to one case each, in their order. This and [`parse`] are the only places that call the language model.
///
/// [`join`] makes one case of them; kept under the name [`EXTRACTOR`], they need not be read again. Documents are read on their own, in parallel with the feature `cli`; the result does not depend on who is first.
///
/// # Errors
/// [`Error::NoLanguageModel`] if the library was built without a language model.
#[cfg(feature = "english")]
pub fn read_documents(documents: Vec<Document>, progress: Progress<'_>) -> Result<Vec<Case>, Error> {
    use crate::language::{English, Parser};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    let (all, done) = (documents.len(), AtomicUsize::new(0));
    // As many as documents are read at once. A parser is lent, not made, for each document: what it remembers of the
    // words it met saves a good part of the work.
    let idle: Mutex<Vec<Parser<'_>>> = Mutex::new(Vec::new());
    let parsers = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let read = |document: Document| {
        let lent = parsers().pop();
        let mut parser = lent.unwrap_or_else(|| Parser::new(English::shared()).with_whole_lines());
        let case = read_document(&mut parser, document);
        parsers().push(parser);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        case
    };
    #[cfg(feature = "cli")]
    let cases = {
        use rayon::prelude::*;
        documents.into_par_iter().map(read).collect()
    };
    #[cfg(not(feature = "cli"))]
    let cases = documents.into_iter().map(read).collect();
    Ok(cases)
}

/// One document, block by block, so that the grammar of a long text is never held as a whole.
#[cfg(feature = "english")]
fn read_document(parser: &mut crate::language::Parser<'_>, document: Document) -> Case {
    let text = document.text.as_deref().unwrap_or_default();
    let mut cases = Vec::new();
    let prose = extract::without_datelines(text);
    for block in language::blocks(&prose) {
        let parse = parser.parse(&prose[block.clone()]);
        cases.push(extract::read_block(&document, &parse, block));
    }
    let mut case = join(cases).case;
    case.documents = vec![document];
    case
}

/// Without a language model texts cannot be read.
///
/// # Errors
/// [`Error::NoLanguageModel`], always.
#[cfg(not(feature = "english"))]
pub fn read_documents(_: Vec<Document>, _: Progress<'_>) -> Result<Vec<Case>, Error> {
    Err(Error::NoLanguageModel)
}
