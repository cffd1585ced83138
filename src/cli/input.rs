//! Files, folders and standard input to one case.

use super::output::shown;
use super::progress::Counter;
use super::shell::Shell;
use anyhow::Context;
use jiff::civil::Date;
use sociogram::error::{Error, Position};
use sociogram::model::{Case, Document, Warned};
use sociogram::pipeline::{self, Options};
use sociogram::source::{self, Input};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What to read.
#[derive(clap::Args)]
pub(crate) struct InputArgs {
    /// Articles, saved cases, folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// Date of articles that do not tell theirs, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = super::args::parse_day)]
    pub(crate) date: Option<Date>,
}

/// The case, and what the inputs were.
pub(crate) struct Loaded {
    pub(crate) case: Case,
    /// Every article of the input without its text, in its order; the same text may come more than once.
    pub(crate) documents: Vec<Document>,
    /// Whether some input could not be read; the errors are told already.
    pub(crate) failed: bool,
}

/// Reads everything that can be read, tells the rest.
pub(crate) fn load(args: &InputArgs, shell: &Shell) -> anyhow::Result<Loaded> {
    let mut gathered = Gathered { shell, input: Warned::clean(Input::default()) };
    for path in &args.input {
        gathered.add(path);
    }
    let documents = gathered.input.value.documents.iter().map(without_text).collect();
    tell_repetitions(shell, &gathered.input.value.documents);
    let counter = Counter::new(shell);
    let progress = |done, all| counter.show(done, all);
    let built = pipeline::case_from_input(
        gathered.input,
        &Options { date: args.date, ..Options::default() },
        &progress,
    );
    counter.clear();
    let built = built?;
    for warning in &built.warnings {
        shell.warn(&format!("{}: {}", warning.origin, warning.message));
    }
    for failure in &built.failures {
        shell.error(&failure.to_string(), failure.hint().as_deref());
    }
    tell_size(shell, &built.case, built.failures.is_empty());
    Ok(Loaded { case: built.case, documents, failed: !built.failures.is_empty() })
}

fn without_text(document: &Document) -> Document {
    let Document { id, sha256, name, title, date, publisher, url, bytes, text: _ } = document;
    let (id, sha256, name, title) = (id.clone(), sha256.clone(), name.clone(), title.clone());
    let (publisher, url) = (publisher.clone(), url.clone());
    Document { id, sha256, name, title, date: *date, publisher, url, bytes: *bytes, text: None }
}

fn tell_repetitions(shell: &Shell, documents: &[Document]) {
    let mut first = std::collections::BTreeMap::new();
    for document in documents {
        match first.get(&document.id) {
            None => drop(first.insert(&document.id, &document.name)),
            Some(name) => {
                shell.note(&format!("{} has the same text as {name} and counts once", document.name));
            }
        }
    }
}

fn tell_size(shell: &Shell, case: &Case, complete: bool) {
    if case.events.is_empty() && case.statements.is_empty() && complete {
        shell.note("no events and no statements were found");
    }
    shell.detail(&format!(
        "{} documents, {} entities, {} events, {} statements",
        case.documents.len(),
        case.entities.len(),
        case.events.len(),
        case.statements.len()
    ));
}

struct Gathered<'a> {
    shell: &'a Shell,
    input: Warned<Input>,
}

impl Gathered<'_> {
    fn add(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => self.bytes("stdin", &bytes),
                Err(error) => self.fail("stdin", &error.into()),
            }
        } else if path.is_dir() {
            self.folder(path);
        } else {
            self.file(path);
        }
    }

    fn file(&mut self, path: &Path) {
        match std::fs::read(path).context("cannot be read") {
            Ok(bytes) => {
                let name = path.file_name().map_or("input".into(), |name| name.to_string_lossy());
                self.bytes(&name, &bytes);
            }
            Err(error) => self.fail(&shown(path), &error),
        }
    }

    /// The readable files below a folder, in the order of their names; hidden ones are left out.
    fn folder(&mut self, folder: &Path) {
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
        };
        let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let mut skipped = Vec::new();
        for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if is_readable(entry.path()) => self.file(entry.path()),
                Ok(entry) => skipped.push(entry.file_name().to_string_lossy().into_owned()),
                Err(error) => {
                    let path = error.path().map_or("folder".to_owned(), shown);
                    let cause =
                        error.io_error().map_or("it leads back to itself".to_owned(), ToString::to_string);
                    self.fail(&path, &anyhow::anyhow!("cannot be read: {cause}"));
                }
            }
        }
        if !skipped.is_empty() {
            self.shell.note(&format!("left out of the folder: {}", few(&skipped)));
        }
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        let read = source::read(name, bytes);
        self.input.value.absorb(read.value);
        self.input.warnings.extend(read.warnings);
    }

    fn fail(&mut self, origin: &str, error: &anyhow::Error) {
        let failure = Error::unreadable(origin, Position::default(), format!("{error:#}"), None);
        self.input.value.failures.push(failure);
    }
}

fn is_readable(path: &Path) -> bool {
    path.extension().is_some_and(|extension| source::is_known_extension(&extension.to_string_lossy()))
}

/// The first three names and the number of the others.
fn few(names: &[String]) -> String {
    let shown = names.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
