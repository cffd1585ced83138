//! `analyze`: one pass over the network.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output::shown;
use super::progress::Counter;
use super::shell::Shell;
use super::tables;
use anyhow::Context;
use sociogram::analysis::{By, Options, PASSES, Pass, Watch, Window, pass};
use sociogram::graph::Filter;
use sociogram::query;
use sociogram::source::read_edges_from;

/// Analyse the network: brokers, go-betweens, cutpoints, communities and more
///
/// Every answer begins with what it found in one sentence; JSON, CSV and Markdown name the events behind each row. Passes
/// that know no direction leave telling out, unless --kind tell asks for it.
#[derive(clap::Args)]
#[command(after_long_help = passes_help(), after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The pass; `analyze --help` lists them
    #[arg(value_name = "PASS", value_parser = find_pass)]
    pass: &'static str,
    #[command(flatten)]
    input: InputArgs,
    /// INPUT is an edge list: two names a line
    #[arg(long, help_heading = "Tables")]
    edges: bool,
    /// INPUT is one or more event tables; those of known layouts and those with --source-column are taken for tables anyhow
    #[arg(long, conflicts_with = "edges", help_heading = "Tables")]
    events: bool,
    /// Show so many rows
    #[arg(long, value_name = "ROWS")]
    top: Option<usize>,
    /// What rows and columns of the matrix stand for
    #[arg(long, value_name = "WHAT", default_value = "person")]
    by: ByArg,
    /// Estimate betweenness from so many sources
    #[arg(long, value_name = "SOURCES", value_parser = clap::value_parser!(u64).range(1..))]
    samples: Option<u64>,
    /// Seed of what is drawn at random
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Try the stability of communities with so many other seeds
    #[arg(long, value_name = "SEEDS", default_value_t = 10)]
    trials: u64,
    /// What a timeline counts by
    #[arg(long, value_name = "WINDOW", default_value = "month")]
    window: WindowArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

/// What a talk matrix counts by.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum ByArg {
    /// Everybody in contact
    Person,
    /// The body that somebody belongs to
    Organisation,
    /// The side in the case
    Side,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Person => Self::Person,
            ByArg::Organisation => Self::Organisation,
            ByArg::Side => Self::Side,
        }
    }
}

/// What a timeline counts by.
#[derive(Clone, Copy, clap::ValueEnum)]
enum WindowArg {
    Day,
    /// From Monday to Sunday
    Week,
    Month,
    Year,
}

impl From<WindowArg> for Window {
    fn from(window: WindowArg) -> Self {
        match window {
            WindowArg::Day => Self::Day,
            WindowArg::Week => Self::Week,
            WindowArg::Month => Self::Month,
            WindowArg::Year => Self::Year,
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  sociogram analyze brokers story.txt
  sociogram analyze go-betweens articles/ --format md
  sociogram analyze brokers --edges ties.tsv --top 10
  sociogram analyze communities --events contacts.csv --source-column from --target-column to";

fn passes_help() -> String {
    let mut help = format!("{EXAMPLES}\n\nPasses:\n");
    for pass in PASSES {
        help.push_str(&format!("  {:<12} {}\n", pass.name, pass.about));
    }
    help
}

fn find_pass(name: &str) -> Result<&'static str, String> {
    let names: Vec<_> = PASSES.iter().map(|pass| pass.name).collect();
    pass(name).map(|pass| pass.name).ok_or_else(|| format!("write one of {}", names.join(", ")))
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let pass = pass(args.pass).expect("the argument was looked up in the table");
    let samples = args.samples.map(|samples| usize::try_from(samples).unwrap_or(usize::MAX));
    let options = Options {
        seed: args.seed,
        samples,
        by: args.by.into(),
        top: args.top,
        trials: args.trials,
        window: args.window.into(),
    };
    if args.edges {
        return run_edges(args, pass, &options, shell);
    }
    if args.events || tables::are_given(&args.input) {
        return run_events(args, pass, &options, shell);
    }
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::default());
    let counter = Counter::of_work(shell);
    let show = |done, all| counter.show(done, all);
    let answer = query::analyze_watched(&loaded.case, pass, &filter, &options, Watch::new(&show));
    counter.clear();
    let answer = answer?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}

/// A pass over event tables, without a case between.
fn run_events(args: &Args, pass: &Pass, options: &Options, shell: &Shell) -> anyhow::Result<Exit> {
    let filter = args.filter.apply(Filter::default());
    let (answer, failed) = tables::analyze(&args.input, &filter, pass, options, shell)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(failed))
}

fn run_edges(args: &Args, pass: &Pass, options: &Options, shell: &Shell) -> anyhow::Result<Exit> {
    let [path] = args.input.input.as_slice() else {
        anyhow::bail!("give one edge list");
    };
    anyhow::ensure!(
        args.filter.apply(Filter::default()) == Filter::default(),
        "flags that choose which graph is asked work on articles, cases and event tables; an edge list is asked as it is"
    );
    let name = shown(path);
    let list = if path.as_os_str() == "-" {
        read_edges_from(&name, std::io::stdin().lock())?
    } else {
        read_edges_from(&name, std::fs::File::open(path).with_context(|| format!("{name} cannot be read"))?)?
    };
    let counter = Counter::of_work(shell);
    let show = |done, all| counter.show(done, all);
    let answer = query::analyze_table(&list.into_contacts(), pass, options, Watch::new(&show));
    counter.clear();
    let answer = answer?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer))
}
