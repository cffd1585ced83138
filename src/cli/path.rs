//! `path`: through whom one reaches another.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

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
    /// Show every chain of the shortest length
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::default());
    let answer = query::path(&loaded.case, &args.a, &args.b, &filter, args.all)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
