//! `explain`: everything that ties two together.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

/// Show all evidence between A and B: contacts, statements about each other, relations
///
/// All layers and certainties are shown, unless flags ask for less.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram explain Keller Osei story.txt
  sociogram explain Keller Osei --layer contact --json case.json")]
pub(crate) struct Args {
    /// One of the two
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
    let filter = args.filter.apply(Filter::everything());
    let answer = query::explain(&loaded.case, &args.a, &args.b, &filter)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
