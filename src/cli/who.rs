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
    /// Show only whom this one is in contact with, too
    #[arg(long, value_name = "NAME")]
    and: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::default());
    let answer = match &args.and {
        None => query::who(&loaded.case, &args.name, &filter)?,
        Some(other) => query::common(&loaded.case, &args.name, other, &filter)?,
    };
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
