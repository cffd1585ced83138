//! `case init`, `add` and `check`.

use super::open_to_write;
use super::sign::today;
use crate::cli::args::parse_day;
use crate::cli::exit::Exit;
use crate::cli::input::{self, tell};
use crate::cli::output;
use crate::cli::progress::Counter;
use crate::cli::shell::Shell;
use anyhow::bail;
use jiff::civil::Date;
use sociogram::folder::CaseFolder;
use sociogram::pipeline::{self, Built};
use sociogram::source::{self, ParsedDocument};
use std::path::PathBuf;

/// Make a case folder; nothing happens to one that is there
#[derive(clap::Args)]
pub(super) struct InitArgs {
    /// The case folder
    dir: PathBuf,
    /// What the case is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

/// Add articles, folders of them, saved cases, or tables and graphs
///
/// A text that is there already is skipped. Texts are copied into the folder and read; what was read is kept until the
/// program reads better. Tables, graphs and texts that another program parsed are kept as the events they tell.
#[derive(clap::Args)]
pub(super) struct AddArgs {
    /// The case folder
    dir: PathBuf,
    /// Articles, saved cases, folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// Date of articles that do not tell theirs, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    date: Option<Date>,
    /// Keep the hash of a text, not the text, where it must not be copied
    #[arg(long)]
    hash_only: bool,
    /// The day of adding; today (UTC) if not given
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    when: Option<Date>,
}

/// Look for what is missing, changed, torn or without effect
#[derive(clap::Args)]
pub(super) struct CheckArgs {
    /// The case folder
    dir: PathBuf,
}

pub(super) fn init(args: &InitArgs, shell: &Shell) -> anyhow::Result<Exit> {
    let known = CaseFolder::is_at(&args.dir);
    CaseFolder::init(&args.dir, args.title.as_deref())?;
    let dir = output::shown(&args.dir);
    shell.note(&if known { format!("{dir} is a case already") } else { format!("made the case {dir}") });
    Ok(Exit::Done)
}

pub(super) fn add(args: &AddArgs, shell: &Shell) -> anyhow::Result<Exit> {
    // Before anything is read: the folder must be one that can be added to.
    CaseFolder::open(&args.dir)?;
    let gathered = input::gather(&args.input, source::Options::default(), shell)?;
    if !gathered.folders.is_empty() {
        bail!("a case folder cannot be added to another: merge the two with git");
    }
    let input = gathered.input;
    let mut documents = input.value.documents;
    let joined = source::join_tables(input.value.tables);
    let mut cases: Vec<_> = input.value.cases.into_iter().chain(joined.value).collect();
    for ParsedDocument { mut document, parse } in input.value.parsed {
        document.date = document.date.or(args.date);
        cases.push(pipeline::read_parsed(document, parse).without_texts());
    }
    for document in &mut documents {
        document.date = document.date.or(args.date);
    }
    let when = args.when.unwrap_or_else(today);
    let mut writer = open_to_write(&args.dir, shell)?;
    let counter = Counter::new(shell);
    let added = writer.add(documents, Some(when), args.hash_only, &|done, all| counter.show(done, all));
    counter.clear();
    let added = added?;
    let mut imported = 0;
    for case in &cases {
        imported += usize::from(writer.import("saved case", case)?);
    }
    let failed = !input.value.failures.is_empty();
    let warnings = [input.warnings, joined.warnings].concat();
    tell(shell, &Built { warnings, failures: input.value.failures, ..Built::default() });
    let mut told = vec![format!("texts: {} new, {} known", added.new, added.known)];
    if added.described > 0 {
        told.push(format!("{} with another name or date", added.described));
    }
    if !cases.is_empty() {
        told.push(format!("saved cases and tables: {imported} new, {} known", cases.len() - imported));
    }
    shell.note(&told.join("; "));
    Ok(Exit::Done.unless_failed(failed))
}

pub(super) fn check(args: &CheckArgs, shell: &Shell) -> anyhow::Result<Exit> {
    let folder = CaseFolder::open(&args.dir)?;
    let counter = Counter::new(shell);
    let faults = folder.check(&|done, all| counter.show(done, all));
    counter.clear();
    let faults = faults?;
    for fault in &faults {
        if fault.grave {
            shell.error(&fault.what, fault.hint.as_deref());
        } else {
            shell.warn(&fault.what);
        }
    }
    let grave = faults.iter().filter(|fault| fault.grave).count();
    let told = format!(
        "{}: sources: {}, decisions: {}, faults: {grave}, warnings: {}\n",
        output::shown(&args.dir),
        folder.sources().len(),
        folder.decisions().len(),
        faults.len() - grave
    );
    output::write(shell, None, &told)?;
    Ok(Exit::Done.unless_failed(grave > 0))
}
