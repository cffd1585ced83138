//! `show`: one thing whole.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::{query, revise};

/// Show one person, body, place, event or statement whole: all evidence, all decisions
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram show Keller story.txt
  sociogram show ev-4f1a2b3c4d5e mycase")]
pub(crate) struct Args {
    /// A name, or the id of an event (ev-…), of one telling of it (er-…) or of a statement (st-…)
    what: String,
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
    let in_force = revise::in_force(&loaded.decisions);
    let answer = query::show(&loaded.case, &args.what, &filter, &in_force)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::Done.unless_failed(loaded.failed))
}
