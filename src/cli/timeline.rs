//! `timeline`: what took place when.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

/// Tell the events in order of time, month by month, with their sentences
///
/// Events of every certainty are told, unless flags ask for less; undated ones stand at the end. `draw --view timeline`
/// draws them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram timeline articles/
  sociogram timeline --of Keller --since 2031-03 --format md story.txt")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Only what this one took part in
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::all_contact());
    let answer = query::chronology(&loaded.case, args.of.as_deref(), &filter)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
