//! Event tables as the commands read them: flags, mappings, and what became of the records.

use super::input::InputArgs;
use super::output::{self, shown};
use super::progress::Counter;
use super::shell::Shell;
use super::streams;
use anyhow::{Context, bail};
use sociogram::analysis::{Options, Pass, Watch};
use sociogram::error::Error;
use sociogram::graph::Filter;
use sociogram::model::{EventRow, day_number};
use sociogram::query::{self, Answer};
use sociogram::source::{self, Columns, EventOptions, EventReader, EventsRead, Keep, Reason, TableReport};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The heading of these flags in helps. Told flag by flag: a heading for all would go on to the flags that follow.
pub(super) const HEADING: &str = "Event tables";

/// How event tables are read.
#[derive(Clone, Default, clap::Args)]
pub(crate) struct TableArgs {
    /// Column of the first actor, by its head or its number from 1
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    source_column: Option<String>,
    /// Column of the second actor
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    target_column: Option<String>,
    /// Column of the day
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    date_column: Option<String>,
    /// Column of the kind: CAMEO codes, PLOVER types or words
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    kind_column: Option<String>,
    /// Column of the place
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    place_column: Option<String>,
    /// Column of the country of the place
    #[arg(long, help_heading = HEADING, value_name = "COLUMN")]
    country_column: Option<String>,
    /// The table has no head line; columns are numbers from 1
    #[arg(long, help_heading = HEADING)]
    no_head: bool,
    /// Read the columns from this TOML file; flags win over it
    #[arg(long, help_heading = HEADING, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Save the columns to this TOML file, for --mapping
    #[arg(long, help_heading = HEADING, value_name = "FILE")]
    save_mapping: Option<PathBuf>,
    /// Take a record that cannot be used as a mistake: no answer, exit code 2
    #[arg(long, help_heading = HEADING)]
    pub(crate) strict: bool,
}

/// Rows read, and whether some input failed.
pub(crate) struct Read {
    pub(crate) read: EventsRead,
    pub(crate) failed: bool,
}

impl TableArgs {
    /// Whether some flag says that INPUT is an event table.
    pub(crate) fn is_given(&self) -> bool {
        self.mapping.is_some() || self.flags() != Columns::default()
    }

    fn flags(&self) -> Columns {
        Columns {
            source: self.source_column.clone(),
            target: self.target_column.clone(),
            date: self.date_column.clone(),
            kind: self.kind_column.clone(),
            place: self.place_column.clone(),
            country: self.country_column.clone(),
            headless: self.no_head,
            kinds: Default::default(),
        }
    }

    /// The columns of mapping and flags.
    pub(crate) fn columns(&self) -> anyhow::Result<Columns> {
        let mut columns = match &self.mapping {
            None => Columns::default(),
            Some(path) => read_mapping(path)?,
        };
        let flags = self.flags();
        let one = |mine: &mut Option<String>, flag: Option<String>| *mine = flag.or(mine.take());
        one(&mut columns.source, flags.source);
        one(&mut columns.target, flags.target);
        one(&mut columns.date, flags.date);
        one(&mut columns.kind, flags.kind);
        one(&mut columns.place, flags.place);
        one(&mut columns.country, flags.country);
        columns.headless |= flags.headless;
        Ok(columns)
    }

    /// The columns, saved if that is asked for.
    pub(crate) fn columns_saved(&self) -> anyhow::Result<Columns> {
        let columns = self.columns()?;
        if let Some(path) = &self.save_mapping {
            let text = toml::to_string(&columns).context("the mapping cannot be written")?;
            output::write_file(path, text.as_bytes())?;
        }
        Ok(columns)
    }

    /// Reads every table and gives the rows to `sink`; tells what was lost.
    pub(crate) fn read(
        &self,
        paths: &[PathBuf],
        keep: Keep,
        shell: &Shell,
        sink: &mut dyn FnMut(&[EventRow]),
    ) -> anyhow::Result<Read> {
        let columns = self.columns_saved()?;
        let threads = rayon::current_num_threads();
        let options = EventOptions { columns, keep, threads, ..EventOptions::default() };
        let mut reader = EventReader::new(options);
        let mut failed = false;
        for path in files(paths)? {
            let mut tell = |error: &anyhow::Error, name: &str| {
                failed = true;
                match error.downcast_ref::<Error>() {
                    Some(known) => shell.error(&known.to_string(), known.hint().as_deref()),
                    None => shell.error(&format!("{name}: {error:#}"), None),
                }
            };
            let each = streams::each(&path, &mut |name, stream| Ok(reader.read(name, stream, sink)?));
            if let Err(error) = each {
                tell(&error, &shown(&path));
            }
        }
        let read = reader.finish(sink);
        if self.strict
            && let Some(doubt) = read.report.doubts.iter().find(|doubt| doubt.reason.is_loss())
        {
            return Err(doubt.to_error().into());
        }
        tell_report(shell, &read.report);
        Ok(Read { read, failed })
    }
}

/// The files themselves, and those of folders in order of their names.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.with_context(|| format!("{} cannot be read", shown(path)))?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_file() && !hidden {
                files.push(entry.into_path());
            }
        }
    }
    if files.is_empty() {
        bail!("there is no file in the folder");
    }
    Ok(files)
}

fn read_mapping(path: &Path) -> anyhow::Result<Columns> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", shown(path)))?;
    toml::from_str(&text).with_context(|| format!("{} is no mapping of columns", shown(path)))
}

fn tell_report(shell: &Shell, report: &TableReport) {
    for doubt in &report.doubts {
        shell.warn(&format!("{}, line {}: {}", doubt.file, doubt.line, doubt.sentence()));
    }
    let counted = |loss: bool| -> Vec<String> {
        let reasons =
            Reason::ALL.iter().filter(|reason| reason.is_loss() == loss && report.count(**reason) > 0);
        reasons.map(|&reason| format!("{} {}", report.count(reason), reason.as_str())).collect()
    };
    if report.lost() > 0 {
        let (lost, all) = (report.lost(), report.records);
        shell.warn(&format!("{lost} of {all} records are left out: {}", counted(true).join(", ")));
    }
    if !counted(false).is_empty() {
        shell.note(&format!("repaired: {}", counted(false).join(", ")));
    }
    shell.detail(&format!(
        "{} records: {} used, {} not asked for, {} left out",
        report.records,
        report.good,
        report.filtered,
        report.lost()
    ));
}

/// The rows that a filter of a graph keeps; what rows cannot tell (confidence, claims) is kept.
fn keep(filter: &Filter) -> Keep {
    Keep {
        layers: filter.layers.clone(),
        certainties: filter.certainties.clone(),
        kinds: filter.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        since: filter.since.map(day_number),
        until: filter.until.map(day_number),
        ..Keep::default()
    }
}

/// Whether the inputs are event tables, by their flags or by how they begin.
pub(crate) fn are_given(input: &InputArgs) -> bool {
    match input.read_as {
        Some(format) => format == "events",
        None => input.table.is_given() || are_known(&input.input),
    }
}

/// A pass over event tables without a case between, so that they may be of any length; and whether some input failed.
pub(crate) fn analyze(
    input: &InputArgs,
    filter: &Filter,
    pass: &Pass,
    options: &Options,
    shell: &Shell,
) -> anyhow::Result<(Answer, bool)> {
    let mut rows = Vec::new();
    let read = input.table.read(&input.input, keep(filter), shell, &mut |new| rows.extend_from_slice(new))?;
    let counter = Counter::of_work(shell);
    let show = |done, all| counter.show(done, all);
    let watch = Watch::new(&show);
    let answer = query::analyze_events(rows, &read.read.lists, &filter.describe(), pass, options, watch);
    counter.clear();
    Ok((answer?, read.failed))
}

/// Whether every input is a file that begins as an event table.
fn are_known(paths: &[PathBuf]) -> bool {
    let is_known = |path: &PathBuf| {
        let mut known = false;
        // The beginning is enough; a stream cannot be looked at twice.
        let looked = path.is_file()
            && streams::each(path, &mut |_, stream| {
                let mut start = Vec::new();
                stream.take(1 << 16).read_to_end(&mut start)?;
                known = source::is_known_table(&start);
                Ok(())
            })
            .is_ok();
        looked && known
    };
    !paths.is_empty() && paths.iter().all(is_known)
}
