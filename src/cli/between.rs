//! `between`: who stands between two.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

/// Show the fewest people whose absence would part A and B
///
/// A and B are people, organisations or sides. Telling runs one way and is left out, unless --kind tell asks for it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram between Keller Ibarra story.txt
  sociogram between Norland 'Island League' articles/")]
pub(crate) struct Args {
    /// A name, or a side
    a: String,
    /// The other
    b: String,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let answer = query::between(&loaded.case, &args.a, &args.b, &args.filter.apply(Filter::default()))?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
