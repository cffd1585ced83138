//! `convert`: a case in the format of another tool.

use super::args::FilterArgs;
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output;
use super::redact::{RedactArgs, Redaction};
use super::shell::Shell;
use anyhow::{Context, bail};
use sociogram::graph::Filter;
use sociogram::model::Case;
use sociogram::redact;
use sociogram::render::{self, Exchange, ExportedFile};
use std::path::{Path, PathBuf};

/// Write the case in the format of another tool
///
/// The name of FILE picks the format, or --to does. Everything is kept that the format has a place for, unless flags ask
/// for less; what it has no place for is counted on standard error. Formats of two tables write two files.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram convert story.txt -o network.graphml
  sociogram convert case.json --certainty happened -o network.gexf
  sociogram convert aleph-export.ftm.json -o case.json
  sociogram convert story.txt --to ftm | ftm validate
  sociogram convert mycase --redact -o redacted.json

`sociogram formats` lists every format, and what it keeps.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format to read, as --read-as
    #[arg(long, value_name = "FORMAT", value_parser = input::parse_format, conflicts_with = "read_as")]
    from: Option<&'static str>,
    /// The format to write, if the name of FILE does not tell
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    redact: RedactArgs,
}

/// What is written.
enum Target {
    /// The case itself.
    Case,
    Exchange(&'static Exchange),
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let target = args.target()?;
    let input = InputArgs { read_as: args.input.read_as.or(args.from), ..args.input.clone() };
    let loaded = input::load(&input, shell)?;
    match (target, args.redact.redaction(&loaded.case)) {
        (Target::Case, None) => {
            output::write_case(shell, args.output.as_deref(), &loaded.case.without_texts())?;
        }
        (Target::Case, Some(redaction)) => {
            let text = redaction.case().to_json();
            redaction.prove(&[&text], &redact::vocabulary().to_json(), shell)?;
            output::write(shell, args.output.as_deref(), &text)?;
            redaction.finish(args.output.as_deref(), shell)?;
        }
        (Target::Exchange(format), redaction) => {
            args.export(shell, format, &loaded.case, redaction.as_ref())?;
        }
    }
    Ok(Exit::Done.unless_failed(loaded.failed))
}

impl Args {
    /// Checked before anything is read.
    fn target(&self) -> anyhow::Result<Target> {
        let file = self.output.as_deref().filter(|path| path.as_os_str() != "-");
        let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let found = match (&self.to, &name) {
            (Some(to), _) if to == "case" => Some(Target::Case),
            (Some(to), _) => render::exchange(to).map(Target::Exchange),
            (None, Some(name)) => match render::exchange_for_file(name) {
                Some(format) => Some(Target::Exchange(format)),
                None => name.to_lowercase().ends_with(".json").then_some(Target::Case),
            },
            (None, None) => {
                bail!("tell the format: -o FILE with a known ending, or --to FORMAT; see `sociogram formats`")
            }
        };
        let asked = self.to.clone().or(name).unwrap_or_default();
        let target = found.with_context(|| {
            let known: Vec<_> = render::EXCHANGE.iter().map(|format| format.name).collect();
            format!("no format to convert to fits '{asked}'; there are case, {}", known.join(", "))
        })?;
        if let Target::Exchange(format) = target
            && file.is_none()
            && format.parts > 1
        {
            bail!("the format {} is {} files; give -o FILE", format.name, format.parts);
        }
        Ok(target)
    }

    fn export(
        &self,
        shell: &Shell,
        format: &Exchange,
        case: &Case,
        redaction: Option<&Redaction>,
    ) -> anyhow::Result<()> {
        let filter = self.filter.apply((format.default_filter)());
        let exported = (format.write)(redaction.map_or(case, Redaction::case), &filter);
        if let Some(redaction) = redaction {
            let texts: Vec<_> = exported.files.iter().map(ExportedFile::text).collect();
            let texts: Vec<_> = texts.iter().map(AsRef::as_ref).collect();
            redaction.prove(&texts, &vocabulary(format), shell)?;
        }
        for file in &exported.files {
            let path = self.output.as_deref().map(|path| part_path(path, format, file));
            output::write_bytes(shell, path.as_deref(), &file.bytes)?;
        }
        if format.parts > 1 {
            let name =
                |file| self.output.as_deref().map(|path| output::shown(&part_path(path, format, file)));
            let names: Vec<_> = exported.files.iter().filter_map(name).collect();
            shell.note(&format!("wrote {}", names.join(" and ")));
        }
        if !exported.dropped.is_empty() {
            let dropped: Vec<_> = exported
                .dropped
                .iter()
                .map(|dropped| format!("{} ({})", dropped.what, dropped.count))
                .collect();
            shell.note(&format!("{} has no place for {}", format.name, dropped.join(", ")));
        }
        redaction.map_or(Ok(()), |redaction| redaction.finish(self.output.as_deref(), shell))
    }
}

/// All that a redacted case has in this format, whatever it holds.
fn vocabulary(format: &Exchange) -> String {
    let all = (format.write)(&redact::vocabulary(), &Filter::everything());
    all.files.iter().map(ExportedFile::text).collect()
}

/// `talks.csv` gives `talks.nodes.csv` and `talks.edges.csv`; so do `talks.nodes.csv` and `talks.edges.csv`.
fn part_path(path: &Path, format: &Exchange, file: &ExportedFile) -> PathBuf {
    let Some(part) = file.part else { return path.to_owned() };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = format.extensions[0];
    let end = name.len().saturating_sub(extension.len() + 1);
    let fits = name.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(&format!(".{extension}")));
    let stem = if fits { &name[..end] } else { &name };
    let stem = stem.strip_suffix(".nodes").or_else(|| stem.strip_suffix(".edges")).unwrap_or(stem);
    path.with_file_name(format!("{stem}.{part}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_lie_side_by_side() {
        let csv = render::exchange("csv").unwrap();
        let file = ExportedFile { part: Some("edges"), bytes: Vec::new() };
        for given in ["out/talks.csv", "out/talks.nodes.csv", "out/talks.edges.CSV", "out/talks"] {
            assert_eq!(part_path(Path::new(given), csv, &file), Path::new("out/talks.edges.csv"));
        }
    }
}
