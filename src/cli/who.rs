//! `who`: whom somebody talks to.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

/// Show whom NAME is in contact with, strongest first
///
/// Events of two count more than events of many: each pair of a meeting of n gets 1/(n−1).
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram who Keller story.txt
  sociogram who 'Anna Keller' --certainty any articles/ --format md")]
pub(crate) struct Args {
    /// A name; the surname is enough if it is unique
    name: String,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let answer = query::who(&loaded.case, &args.name, &args.filter.apply(Filter::default()))?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
