//! Arguments that several commands share.

use super::output;
use super::shell::Shell;
use jiff::civil::Date;
use sociogram::graph::Filter;
use sociogram::model::{Certainty, Confidence, EventKind, Layer, When};
use sociogram::query::Answer;
use sociogram::render::{self, AnswerFormat};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Which graph is asked.
#[derive(clap::Args)]
#[command(next_help_heading = "Which graph is asked")]
pub(crate) struct FilterArgs {
    /// Only what may have taken place on or after this day, month or year
    #[arg(long, value_name = "DATE", value_parser = parse_period)]
    since: Option<(Date, Date)>,
    /// Only what may have taken place on or before this day, month or year
    #[arg(long, value_name = "DATE", value_parser = parse_period)]
    until: Option<(Date, Date)>,
    /// Only what may have taken place on this day, in this month or year
    #[arg(long, value_name = "DATE", value_parser = parse_period, conflicts_with_all = ["since", "until"])]
    at: Option<(Date, Date)>,
    #[command(flatten)]
    graph: GraphArgs,
}

/// Which graph is asked, whatever the time.
#[derive(clap::Args)]
#[command(next_help_heading = "Which graph is asked")]
pub(crate) struct GraphArgs {
    /// How sure it is: happened, planned, proposed, denied, claimed (told only by others), any
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = Told::parse)]
    certainty: Vec<Told>,
    /// Kinds of events: meet, visit, call, negotiate, mediate, interview, debate, testify, correspond, tell, sign
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = parse_kind)]
    kind: Vec<EventKind>,
    /// Layers: contact, statement, relation, other, all
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = parse_layer)]
    layer: Vec<Layers>,
    /// Also tie the members of one delegation to each other
    #[arg(long)]
    same_side: bool,
    /// Least confidence, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_confidence: Option<u8>,
}

/// A word of `--certainty`.
#[derive(Clone, Copy)]
enum Told {
    As(Certainty),
    Claimed,
    Any,
}

/// A word of `--layer`.
#[derive(Clone, Copy)]
enum Layers {
    One(Layer),
    All,
}

impl FilterArgs {
    /// The filter of a command, changed by the flags that are given.
    pub(crate) fn apply(&self, mut filter: Filter) -> Filter {
        filter.since = self.since.or(self.at).map(|(first, _)| first);
        filter.until = self.until.or(self.at).map(|(_, last)| last);
        self.graph.apply(filter)
    }
}

impl GraphArgs {
    /// The filter of a command, changed by the flags that are given.
    pub(crate) fn apply(&self, mut filter: Filter) -> Filter {
        if !self.certainty.is_empty() {
            self.apply_certainty(&mut filter);
        }
        if !self.layer.is_empty() {
            filter.layers = self.layer.iter().flat_map(|layers| layers.list()).collect();
        }
        filter.kinds = self.kind.iter().copied().collect();
        if self.layer.is_empty() && !self.kind.is_empty() {
            filter.layers.extend(self.kind.iter().map(|kind| kind.layer()));
        }
        filter.same_side |= self.same_side;
        if let Some(percent) = self.min_confidence {
            filter.min_confidence = Confidence::percent(percent);
        }
        filter
    }

    /// `claimed` alone keeps what happened by the word of others, too.
    fn apply_certainty(&self, filter: &mut Filter) {
        let mut certainties = BTreeSet::new();
        filter.third_party_claims = false;
        for told in &self.certainty {
            match told {
                Told::As(certainty) => drop(certainties.insert(*certainty)),
                Told::Claimed => filter.third_party_claims = true,
                Told::Any => {
                    certainties.extend(Certainty::ALL);
                    filter.third_party_claims = true;
                }
            }
        }
        if certainties.is_empty() {
            certainties.insert(Certainty::Happened);
        }
        filter.certainties = certainties;
    }
}

impl Told {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "any" => Ok(Self::Any),
            "claimed" => Ok(Self::Claimed),
            _ => Certainty::from_text(text)
                .map(Self::As)
                .ok_or_else(|| "write happened, planned, proposed, denied, claimed or any".to_owned()),
        }
    }
}

impl Layers {
    fn list(self) -> Vec<Layer> {
        match self {
            Self::One(layer) => vec![layer],
            Self::All => Layer::ALL.to_vec(),
        }
    }
}

fn parse_layer(text: &str) -> Result<Layers, String> {
    match text {
        "all" => Ok(Layers::All),
        _ => Layer::from_text(text)
            .map(Layers::One)
            .ok_or_else(|| "write contact, statement, relation, other or all".to_owned()),
    }
}

fn parse_kind(text: &str) -> Result<EventKind, String> {
    let kinds: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    EventKind::from_text(text).ok_or_else(|| format!("write one of {}", kinds.join(", ")))
}

/// A calendar day.
pub(crate) fn parse_day(text: &str) -> Result<Date, String> {
    match parse_period(text)? {
        (first, last) if first == last => Ok(first),
        _ => Err("a day is written YYYY-MM-DD".to_owned()),
    }
}

/// A day, month or year as its first and last day.
pub(crate) fn parse_period(text: &str) -> Result<(Date, Date), String> {
    let form = || "write YYYY-MM-DD, YYYY-MM or YYYY".to_owned();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') || !matches!(text.len(), 4 | 7 | 10) {
        return Err(form());
    }
    let when =
        When { edtf: Some(text.to_owned()), phrase: None, anchor: None, inferred: false, offset_days: None };
    when.bounds().ok_or_else(form)
}

/// How an answer is written.
#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct AnswerArgs {
    /// Format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: FormatArg,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatArg {
    /// For a terminal
    Table,
    /// Everything, for programs
    Json,
    /// One row per event, for spreadsheets
    Csv,
    /// Markdown, for a text
    Md,
}

impl AnswerArgs {
    /// Where the answer goes, if not to standard output.
    pub(crate) fn file(&self) -> Option<&std::path::Path> {
        self.output.as_deref()
    }

    /// The format asked for.
    pub(crate) fn format(&self) -> AnswerFormat {
        match self.format {
            _ if self.json => AnswerFormat::Json,
            FormatArg::Table => AnswerFormat::Table,
            FormatArg::Json => AnswerFormat::Json,
            FormatArg::Csv => AnswerFormat::Csv,
            FormatArg::Md => AnswerFormat::Markdown,
        }
    }

    /// Whether programs read it.
    pub(crate) fn is_json(&self) -> bool {
        self.format() == AnswerFormat::Json
    }

    /// Writes a text of the caller's own.
    pub(crate) fn write_text(&self, shell: &Shell, text: &str) -> anyhow::Result<()> {
        output::write(shell, self.output.as_deref(), text)
    }

    /// Writes the answer.
    pub(crate) fn write(&self, shell: &Shell, answer: &Answer) -> anyhow::Result<()> {
        let text = match self.format() {
            AnswerFormat::Table => render::answer_table(answer, width()),
            AnswerFormat::Json => render::answer_json(answer),
            AnswerFormat::Csv => render::answer_csv(answer),
            AnswerFormat::Markdown => render::answer_markdown(answer),
        };
        if self.format() == AnswerFormat::Csv {
            answer.notes.iter().for_each(|note| shell.note(note));
        }
        output::write(shell, self.output.as_deref(), &text)
    }
}

/// Columns when nobody says how many: enough for a file, narrow enough for a mail.
const DEFAULT_WIDTH: usize = 100;

/// The width of the terminal; files and pipes get [`DEFAULT_WIDTH`].
pub(crate) fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return DEFAULT_WIDTH;
    }
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0))
}
