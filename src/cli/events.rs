//! `events`: who talks to whom, from event tables of any size.

use super::args::{self, AnswerArgs};
use super::exit::Exit;
use super::output;
use super::shell::Shell;
use super::tables::TableArgs;
use anyhow::{Context, bail};
use jiff::civil::Date;
use sociogram::analysis::{Options, Watch, pass};
use sociogram::graph::{PairBuilder, PairOptions, PairTable};
use sociogram::model::{Certainty, EventLists, Layer, day_number};
use sociogram::query;
use sociogram::render::{self, AnswerFormat};
use sociogram::source::Keep;
use std::io::{self, Write};
use std::path::PathBuf;

/// Rows of a table on a terminal.
const SHOWN: usize = 20;

/// Show who talks to whom in event tables: pairs with counts, days and kinds, or the brokers
///
/// Reads GDELT 1.0 and 2.0, ICEWS, POLECAT, ACLED, and any CSV or TSV with two actors a row; gzip and ZIP archives and
/// standard input, too. Layouts are recognised by their columns. Codes become kinds: what happened between two actors in
/// touch is shown, unless --layer, --certainty, --kind or --code ask for more. Both rows of one visit count as one event.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram events 20260102.export.CSV.zip
  sociogram events icews.tab --since 2024 --kind visit,negotiate --format csv -o pairs.csv
  sociogram events calls.csv --source-column from --target-column to --date-column day
  sociogram events *.csv.gz --brokers --top 10")]
pub(crate) struct Args {
    /// Event tables, folders of them, or - for standard input
    #[arg(required = true, value_name = "TABLE")]
    input: Vec<PathBuf>,
    /// Show the brokers instead: who lies on the shortest chains of others
    #[arg(long, conflicts_with_all = ["directed", "memory"])]
    brokers: bool,
    /// Keep A to B and B to A apart, as the rows have them
    #[arg(long)]
    directed: bool,
    /// Show so many pairs or brokers
    #[arg(long, value_name = "ROWS")]
    top: Option<usize>,
    /// Hold so many megabytes of rows in memory and put the rest on disk
    #[arg(long, value_name = "MEGABYTES", value_parser = clap::value_parser!(u32).range(1..))]
    memory: Option<u32>,
    #[command(flatten)]
    keep: KeepArgs,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

/// Which rows are asked.
#[derive(clap::Args)]
#[command(next_help_heading = "Which rows are asked")]
struct KeepArgs {
    /// Only from this day, month or year on
    #[arg(long, value_name = "DATE", value_parser = args::parse_period)]
    since: Option<(Date, Date)>,
    /// Only up to this day, month or year
    #[arg(long, value_name = "DATE", value_parser = args::parse_period)]
    until: Option<(Date, Date)>,
    /// Kinds: meet, visit, call, negotiate, mediate, accuse, assault …
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    kind: Vec<String>,
    /// Codes of the table, by their beginnings: 04 keeps 040 to 046
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    code: Vec<String>,
    /// Layers: contact, statement, other, all
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    layer: Vec<String>,
    /// How sure it is: happened, planned, proposed, any
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    certainty: Vec<String>,
    /// Only rows of actors whose name holds this text, in any case
    #[arg(long, value_name = "TEXT")]
    actor: Vec<String>,
    /// Only rows whose place or country holds this text, in any case
    #[arg(long, value_name = "TEXT")]
    place: Vec<String>,
}

impl KeepArgs {
    fn keep(&self) -> anyhow::Result<Keep> {
        let mut keep = Keep {
            kinds: self.kind.iter().cloned().collect(),
            codes: self.code.clone(),
            since: self.since.map(|(first, _)| day_number(first)),
            until: self.until.map(|(_, last)| day_number(last)),
            actors: self.actor.clone(),
            places: self.place.clone(),
            ..Keep::default()
        };
        let all = |words: &[String], word: &str| words.iter().any(|given| given == word);
        for word in self.layer.iter().filter(|word| *word != "all") {
            let layer = Layer::from_text(word);
            keep.layers
                .insert(layer.with_context(|| format!("'{word}': write contact, statement, other or all"))?);
        }
        for word in self.certainty.iter().filter(|word| *word != "any") {
            let known = Certainty::from_text(word);
            keep.certainties.insert(
                known.with_context(|| format!("'{word}': write happened, planned, proposed or any"))?,
            );
        }
        // Who names kinds or codes means these, whatever their layer; codes say how sure it is, too.
        if self.layer.is_empty() && self.kind.is_empty() && self.code.is_empty() {
            keep.layers = Keep::contact().layers;
        }
        if self.certainty.is_empty() && self.code.is_empty() {
            keep.certainties = Keep::contact().certainties;
        }
        if all(&self.layer, "all") {
            keep.layers.clear();
        }
        if all(&self.certainty, "any") {
            keep.certainties.clear();
        }
        Ok(keep)
    }
}

/// One line for people: which rows were asked.
pub(crate) fn describe(keep: &Keep) -> String {
    let words = |words: Vec<&str>| words.join(" or ");
    let mut parts = Vec::new();
    match keep.layers.is_empty() {
        true => parts.push("all layers".to_owned()),
        false => {
            parts.push(format!("{} layer", words(keep.layers.iter().map(|layer| layer.as_str()).collect())))
        }
    }
    match keep.certainties.is_empty() {
        true => parts.push("every certainty".to_owned()),
        false => parts.push(words(keep.certainties.iter().map(|c| c.as_str()).collect())),
    }
    let mut list = |what: &str, list: Vec<&str>| {
        if !list.is_empty() {
            parts.push(format!("{what} {}", list.join(", ")));
        }
    };
    list("kinds", keep.kinds.iter().map(String::as_str).collect());
    list("codes", keep.codes.iter().map(String::as_str).collect());
    list("actors with", keep.actors.iter().map(String::as_str).collect());
    list("places with", keep.places.iter().map(String::as_str).collect());
    let day = |day| sociogram::model::calendar_day(day).map(|day| day.to_string()).unwrap_or_default();
    parts.extend(keep.since.map(|since| format!("since {}", day(since))));
    parts.extend(keep.until.map(|until| format!("until {}", day(until))));
    parts.join(", ")
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let keep = args.keep.keep()?;
    let graph = describe(&keep);
    if args.brokers {
        let mut rows = Vec::new();
        let read = args.table.read(&args.input, keep, shell, &mut |new| rows.extend_from_slice(new))?;
        let brokers = pass("brokers").expect("the table of passes holds it");
        let options = Options { top: args.top.or(Some(SHOWN)), ..Options::default() };
        let answer = query::analyze_events(rows, &read.read.lists, &graph, brokers, &options, Watch::NONE)?;
        args.answer.write(shell, &answer)?;
        return Ok(Exit::of(&answer).unless_failed(read.failed));
    }
    let options = PairOptions { directed: args.directed };
    let mut builder = match args.memory {
        None => PairBuilder::new(options),
        Some(megabytes) => {
            let bytes = usize::try_from(megabytes).unwrap_or(usize::MAX).saturating_mul(1 << 20);
            PairBuilder::bounded(options, bytes, || Ok(Box::new(tempfile::tempfile()?)))
        }
    };
    let read = args.table.read(&args.input, keep, shell, &mut |new| builder.add(new))?;
    if builder.is_empty() && read.failed {
        bail!("nothing could be read");
    }
    let lists = read.read.lists;
    let table = builder.finish(&lists)?;
    if args.answer.format() == AnswerFormat::Csv {
        write_csv(shell, &args.answer, &table, &lists, args.top)?;
    } else {
        let shown = args.top.or((args.answer.format() != AnswerFormat::Json).then_some(SHOWN));
        args.answer.write(shell, &query::pairs(&table, &lists, &graph, shown))?;
    }
    let exit = if table.pairs.is_empty() { Exit::NoAnswer } else { Exit::Done };
    Ok(exit.unless_failed(read.failed))
}

/// All pairs as they are made, without holding the text.
fn write_csv(
    shell: &Shell,
    answer: &AnswerArgs,
    table: &PairTable,
    lists: &EventLists,
    top: Option<usize>,
) -> anyhow::Result<()> {
    output::write_with(shell, answer.file(), |out| {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        render::write_pairs_csv(table, lists, top, &mut out)?;
        out.flush()
    })
}
