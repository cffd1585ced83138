//! Files, folders and standard input to one case.

use super::output::shown;
use super::progress::Counter;
use super::shell::Shell;
use super::streams;
use super::tables::TableArgs;
use anyhow::{Context, ensure};
use jiff::civil::Date;
use sociogram::error::{Error, Position};
use sociogram::folder::CaseFolder;
use sociogram::model::{Case, Confidence, Decision, Document, Entity, EntityKind, Warned};
use sociogram::pipeline::{self, Built, Options};
use sociogram::source::{self, Input};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What to read.
#[derive(Clone, clap::Args)]
pub(crate) struct InputArgs {
    /// Articles, tables and graphs, saved cases, case folders, folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// Date of articles that do not tell theirs, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = super::args::parse_day)]
    pub(crate) date: Option<Date>,
    /// Read every INPUT as this format, whatever it looks like (`formats` lists them)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(crate) read_as: Option<&'static str>,
    /// Decisions on who is who, one JSON record a line: same, not-the-same, rename, split, set-kind, set-side
    #[arg(long, value_name = "FILE")]
    pub(crate) identities: Option<PathBuf>,
    /// Read what e-mails say, too, not only who wrote to whom
    #[arg(long)]
    pub(crate) mail_bodies: bool,
    #[command(flatten)]
    pub(crate) table: TableArgs,
}

impl InputArgs {
    /// How the inputs are read; columns named by flags say that they are event tables.
    pub(crate) fn options(&self) -> anyhow::Result<source::Options> {
        let format = self.read_as.or(self.table.is_given().then_some("events"));
        let columns = self.table.columns_saved()?;
        Ok(source::Options { mail_bodies: self.mail_bodies, format, columns, strict: self.table.strict })
    }
}

/// The input format of this name.
pub(crate) fn parse_format(name: &str) -> Result<&'static str, String> {
    let encoded = source::ENCODED_FORMATS.iter().map(|format| format.name);
    let mut known = source::FORMATS.iter().map(|format| format.name).chain(encoded);
    known.clone().find(|known| *known == name).ok_or_else(|| {
        let all: Vec<_> = known.by_ref().collect();
        format!("no input format is called so; there are {}", all.join(", "))
    })
}

/// The case, and what the inputs were.
pub(crate) struct Loaded {
    pub(crate) case: Case,
    /// Every article of the input without its text, in its order; the same text may come more than once.
    pub(crate) documents: Vec<Document>,
    /// Whether some input could not be read; the errors are told already.
    pub(crate) failed: bool,
    /// The case folders among the inputs.
    pub(crate) folders: Vec<CaseFolder>,
    /// All decisions that were replayed, in order.
    pub(crate) decisions: Vec<Decision>,
}

impl Loaded {
    /// Puts the texts that case folders keep into the documents.
    pub(crate) fn attach_texts(&mut self) -> anyhow::Result<()> {
        for folder in &self.folders {
            folder.attach_texts(&mut self.case)?;
        }
        Ok(())
    }
}

/// Reads everything that can be read, tells the rest.
pub(crate) fn load(args: &InputArgs, shell: &Shell) -> anyhow::Result<Loaded> {
    let mut gathered = gather(&args.input, args.options()?, shell)?;
    let identities = identities(args, &mut gathered.input)?;
    let Input { documents, parsed, .. } = &gathered.input.value;
    let documents = documents.iter().chain(parsed.iter().map(|parsed| &parsed.document));
    let documents = documents.map(without_text).collect();
    tell_repetitions(shell, &gathered.input.value.documents);
    let mut decisions: Vec<_> = gathered.folders.iter().flat_map(|f| f.decisions().to_vec()).collect();
    decisions.extend(identities.iter().cloned());
    let options = Options { date: args.date, decisions: identities };
    let counter = Counter::new(shell);
    let built = pipeline::case_from_input(gathered.input, &options, &|done, all| counter.show(done, all));
    counter.clear();
    let built = built?;
    tell(shell, &built);
    tell_size(shell, &built.case, built.failures.is_empty());
    let failed = !built.failures.is_empty();
    Ok(Loaded { case: built.case, documents, failed, folders: gathered.folders, decisions })
}

/// The files, folders and case folders, read but not yet joined.
pub(crate) fn gather<'a>(
    paths: &[PathBuf],
    options: source::Options,
    shell: &'a Shell,
) -> anyhow::Result<Gathered<'a>> {
    let mut gathered =
        Gathered { shell, options, input: Warned::clean(Input::default()), folders: Vec::new() };
    for path in paths {
        gathered.add(path)?;
    }
    Ok(gathered)
}

/// Tells what was odd and what could not be read.
pub(crate) fn tell(shell: &Shell, built: &Built) {
    for warning in &built.warnings {
        shell.warn(&format!("{}: {}", warning.origin, warning.message));
    }
    for failure in &built.failures {
        shell.error(&failure.to_string(), failure.hint().as_deref());
    }
}

/// The decisions of `--identities`; lines that cannot be read are among the failures.
fn identities(args: &InputArgs, input: &mut Warned<Input>) -> anyhow::Result<Vec<Decision>> {
    let Some(path) = &args.identities else { return Ok(Vec::new()) };
    let name = shown(path);
    let bytes = std::fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
    let read = sociogram::folder::read_decisions(&name, &bytes)?;
    let hint =
        "write one JSON record a line, such as {\"decision\":\"same\",\"keep\":\"A\",\"merge\":[\"B\"]}";
    for flaw in read.warnings {
        let failure = Error::unreadable(flaw.origin, Position::default(), flaw.message, Some(hint));
        input.value.failures.push(failure);
    }
    Ok(read.value)
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
    for (count, what) in left_out(case) {
        if count > 0 {
            shell.detail(&format!("{count} {what}"));
        }
    }
}

/// What the texts tell and no tie shows, by reason.
fn left_out(case: &Case) -> [(usize, &'static str); 5] {
    let alone = case.events.iter().filter(|event| event.participants.len() < 2).count();
    let voiceless = case.statements.iter().filter(|statement| statement.source.is_none()).count();
    let doubtful = case.events.iter().filter(|event| event.confidence < Confidence::percent(50)).count();
    let told: BTreeSet<&str> = {
        let events = case.events.iter().flat_map(|event| &event.reports).map(|report| &report.evidence);
        let words = case.statements.iter().map(|statement| &statement.evidence);
        events.chain(words).map(|evidence| evidence.document.as_str()).collect()
    };
    let silent = case.documents.iter().filter(|document| !told.contains(document.id.as_str())).count();
    let tied: BTreeSet<&str> = case
        .events
        .iter()
        .filter(|event| event.participants.len() >= 2)
        .flat_map(|event| event.participants.iter().map(|participant| participant.entity.as_str()))
        .collect();
    let untied = |entity: &&Entity| entity.kind != EntityKind::Place && !tied.contains(entity.id.as_str());
    let untied = case.entities.iter().filter(untied).count();
    [
        (alone, "events with one known participant, which give no tie"),
        (voiceless, "statements whose speaker is not known"),
        (doubtful, "events of less than 50 % confidence"),
        (silent, "documents without event and statement"),
        (untied, "people and bodies in no contact"),
    ]
}

/// What the paths on the command line gave.
pub(crate) struct Gathered<'a> {
    shell: &'a Shell,
    options: source::Options,
    pub(crate) input: Warned<Input>,
    pub(crate) folders: Vec<CaseFolder>,
}

impl Gathered<'_> {
    fn add(&mut self, path: &Path) -> anyhow::Result<()> {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => self.bytes("stdin", &bytes),
                Err(error) => self.fail("stdin", &error.into()),
            }
        } else if CaseFolder::is_at(path) {
            self.case_folder(path)?;
        } else if path.is_dir() {
            self.folder(path)?;
        } else {
            self.file(path);
        }
        Ok(())
    }

    /// A case folder is one whole; that it is of a newer version ends the program.
    fn case_folder(&mut self, path: &Path) -> anyhow::Result<()> {
        let folder = CaseFolder::open(path).with_context(|| shown(path))?;
        let counter = Counter::new(self.shell);
        let built = folder.read(&|done, all| counter.show(done, all));
        counter.clear();
        let Built { case, warnings, failures } = built?;
        self.input.value.absorb(Input { cases: vec![case], failures, ..Input::default() });
        self.input.warnings.extend(warnings);
        self.folders.push(folder);
        Ok(())
    }

    fn file(&mut self, path: &Path) {
        let read = match is_packed(path) {
            true => unpacked(path),
            false => std::fs::read(path).context("cannot be read").map(|bytes| {
                let name = path.file_name().map_or("input".into(), |name| name.to_string_lossy());
                vec![(name.into_owned(), bytes)]
            }),
        };
        match read {
            Ok(files) => files.iter().for_each(|(name, bytes)| self.bytes(name, bytes)),
            Err(error) => self.fail(&shown(path), &error),
        }
    }

    /// The readable files below a folder, in the order of their names; hidden ones are left out.
    fn folder(&mut self, folder: &Path) -> anyhow::Result<()> {
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
        };
        let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let mut skipped = Vec::new();
        let mut walk = walk.into_iter().filter_entry(|entry| !hidden(entry));
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() && CaseFolder::is_at(entry.path()) => {
                    self.case_folder(entry.path())?;
                    walk.skip_current_dir();
                }
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
        Ok(())
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        let read = source::read_with(name, bytes, &self.options);
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

/// Whether the name says that files are packed inside.
fn is_packed(path: &Path) -> bool {
    let packed = |end: &std::ffi::OsStr| end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("zip");
    path.extension().is_some_and(packed)
}

/// Most bytes that a packed input may hold; a small file can hold any amount.
const MOST_UNPACKED: u64 = 4 << 30;

/// Name and content of every file that is packed in this one.
fn unpacked(path: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut left = MOST_UNPACKED;
    streams::each(path, &mut |name, stream| {
        let mut bytes = Vec::new();
        stream.take(left + 1).read_to_end(&mut bytes).context("cannot be unpacked")?;
        ensure!(bytes.len() as u64 <= left, "unpacks to more than {} GB", MOST_UNPACKED >> 30);
        left -= bytes.len() as u64;
        files.push((name.to_owned(), bytes));
        Ok(())
    })?;
    Ok(files)
}

/// The first three names and the number of the others.
fn few(names: &[String]) -> String {
    let shown = names.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
