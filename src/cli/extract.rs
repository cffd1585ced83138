//! `extract`: the case as JSON, or one line of annotations per document.

use super::exit::Exit;
use super::input::{self, InputArgs, Loaded};
use super::output;
use super::shell::Shell;
use sociogram::render;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Read people, events and statements out of articles
///
/// Writes the case as JSON, which every other command reads again; or, with `--format annotations`, one JSON object per
/// document with byte spans, called by the record's id or the file name without extension.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram extract story.txt -o case.json
  sociogram extract --format annotations articles.jsonl")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// What to write
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: Format,
    /// Keep the full texts in the case, not only quotes and hashes
    #[arg(long)]
    with_text: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// The case
    Json,
    /// One line of spans per document
    Annotations,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let mut loaded = input::load(&args.input, shell)?;
    if args.with_text || matches!(args.format, Format::Annotations) {
        loaded.attach_texts()?;
    }
    let failed = loaded.failed;
    match args.format {
        Format::Json => {
            let Loaded { case, documents, .. } = loaded;
            drop(documents);
            let case = if args.with_text { case } else { case.without_texts() };
            output::write_case(shell, args.output.as_deref(), &case)?;
        }
        Format::Annotations => output::write(shell, args.output.as_deref(), &annotations(&loaded))?,
    }
    Ok(Exit::Done.unless_failed(failed))
}

/// A line for every document of the input, in its order, then one for every other document of saved cases.
fn annotations(loaded: &Loaded) -> String {
    let read: BTreeSet<_> = loaded.documents.iter().map(|document| &document.id).collect();
    let saved = loaded.case.documents.iter().filter(|document| !read.contains(&document.id));
    let all = loaded.documents.iter().chain(saved);
    let annotator = render::Annotator::new(&loaded.case);
    all.map(|document| annotator.line(document, document.stem())).collect()
}
