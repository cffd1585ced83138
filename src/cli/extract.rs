//! `extract`: the case as JSON, or one line of annotations per document.

use super::exit::Exit;
use super::input::{self, InputArgs, Loaded};
use super::output;
use super::shell::Shell;
use sociogram::language::{self, Parse, ParsedText};
use sociogram::model::{Document, Warned};
use sociogram::pipeline::{self, Built};
use sociogram::render;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Read people, events and statements out of articles
///
/// Writes the case as JSON, which every other command reads again; or, with `--format annotations`, one JSON object per
/// document with byte spans, called by the record's id or the file name without extension; or, with `--format conllu`,
/// the grammar that it all rests on, word by word.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram extract story.txt -o case.json
  sociogram extract --format annotations articles.jsonl
  sociogram extract --format conllu story.txt -o story.conllu")]
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
    /// Read with these numeric loops, not with the fastest: portable, avx2, avx512 (for comparisons of speed)
    #[cfg(feature = "english")]
    #[arg(long, hide = true, value_parser = kernel)]
    kernel: Option<language::Kernel>,
}

#[cfg(feature = "english")]
fn kernel(name: &str) -> Result<language::Kernel, &'static str> {
    let named = |kernel: &language::Kernel| format!("{kernel:?}").eq_ignore_ascii_case(name);
    language::Kernel::ALL.into_iter().find(named).ok_or("there are portable, avx2 and avx512")
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// The case
    Json,
    /// One line of spans per document
    Annotations,
    /// The grammar of every text
    Conllu,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    #[cfg(feature = "english")]
    if let Some(kernel) = args.kernel {
        let missing = || anyhow::anyhow!("this processor cannot run what --kernel asks for");
        language::English::shared_with(kernel).ok_or_else(missing)?;
    }
    if matches!(args.format, Format::Conllu) {
        return conllu(args, shell);
    }
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
        Format::Conllu => unreachable!("written before anything is extracted"),
    }
    Ok(Exit::Done.unless_failed(failed))
}

/// The grammar of every text of the input: as it came, or as our model finds it.
fn conllu(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let gathered = input::gather(&args.input.input, args.input.options()?, shell)?;
    let Warned { value: mut input, warnings } = gathered.input;
    for folder in &gathered.folders {
        input.cases.iter_mut().try_for_each(|case| folder.attach_texts(case))?;
    }
    let mut texts: Vec<_> = input.parsed.into_iter().map(|it| (it.document, Some(it.parse))).collect();
    let saved = input.cases.into_iter().flat_map(|case| case.documents);
    texts.extend(input.documents.into_iter().chain(saved).map(|document| (document, None)));
    let mut out = String::new();
    for (mut document, parse) in texts {
        document.date = document.date.or(args.input.date);
        if document.text.is_none() {
            shell.warn(&format!("{}: its text is not in the input and is left out", document.name));
            continue;
        }
        let parse = parse.map_or_else(|| pipeline::parse(&document), Ok)?;
        out.push_str(&language::write_conllu(&parsed_text(document, parse)));
    }
    input::tell(shell, &Built { warnings, failures: input.failures.clone(), ..Built::default() });
    output::write(shell, args.output.as_deref(), &out)?;
    Ok(Exit::Done.unless_failed(!input.failures.is_empty()))
}

fn parsed_text(document: Document, parse: Parse) -> ParsedText {
    let Document { name, title, date, publisher, url, text, .. } = document;
    let date = date.map(|day| day.to_string());
    let told = [("id", Some(name)), ("title", title), ("date", date), ("publisher", publisher), ("url", url)];
    let about = told.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    ParsedText { about, text: text.unwrap_or_default(), parse }
}

/// A line for every document of the input, in its order, then one for every other document of saved cases.
fn annotations(loaded: &Loaded) -> String {
    let read: BTreeSet<_> = loaded.documents.iter().map(|document| &document.id).collect();
    let saved = loaded.case.documents.iter().filter(|document| !read.contains(&document.id));
    let all = loaded.documents.iter().chain(saved);
    let annotator = render::Annotator::new(&loaded.case);
    all.map(|document| annotator.line(document, document.stem())).collect()
}
