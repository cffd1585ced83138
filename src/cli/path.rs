//! `path`: through whom one reaches another.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query::{self, PathOptions};

/// Show the shortest chain of contact from A to B, with the sentences of every step
///
/// Telling somebody something leads from speaker to addressee only. Without a chain the exit code is 1, and a note says
/// with which flag there would be one.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram path Keller Osei story.txt
  sociogram path Keller Osei --all --certainty happened,planned articles/")]
pub(crate) struct Args {
    /// Where the chain starts
    a: String,
    /// Where it ends
    b: String,
    #[command(flatten)]
    input: InputArgs,
    /// Show every chain of the shortest length; with --max-steps, every one up to that length
    #[arg(long)]
    all: bool,
    /// Longest chains that --all shows
    #[arg(long, value_name = "STEPS", requires = "all")]
    max_steps: Option<usize>,
    /// Show so many shortest chains
    #[arg(long, value_name = "CHAINS", conflicts_with = "all")]
    k: Option<usize>,
    /// Lead over this one; may be given several times, in order
    #[arg(long, value_name = "NAME", conflicts_with_all = ["all", "k"])]
    via: Vec<String>,
    /// Lead around this one; may be given several times
    #[arg(long, value_name = "NAME")]
    avoid: Vec<String>,
    /// Show the chain whose weakest step is the most certain
    #[arg(long, conflicts_with_all = ["all", "k"])]
    most_certain: bool,
    /// Walk telling, statements and relations only from source to target, as is usual
    #[arg(long)]
    directed: bool,
    /// Walk telling, statements and relations both ways
    #[arg(long, conflicts_with = "directed")]
    undirected: bool,
    /// Show the chain that arrives first, each step after the one before
    #[arg(long, conflicts_with_all = ["all", "k", "via", "avoid", "most_certain", "undirected"])]
    in_time_order: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::default());
    let answer = query::path(&loaded.case, &args.a, &args.b, &filter, &args.options())?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}

impl Args {
    fn options(&self) -> PathOptions {
        PathOptions {
            all: self.all,
            max_steps: self.max_steps,
            k: self.k,
            via: self.via.clone(),
            avoid: self.avoid.clone(),
            most_certain: self.most_certain,
            undirected: self.undirected,
            in_time_order: self.in_time_order,
        }
    }
}
