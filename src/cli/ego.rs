//! `ego`: the neighbourhood of somebody.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query;

/// Show everybody within a few steps of NAME, and the ties among them
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram ego Keller story.txt
  sociogram ego Keller --radius 2 articles/ --format csv")]
pub(crate) struct Args {
    /// A name; the surname is enough if it is unique
    name: String,
    #[command(flatten)]
    input: InputArgs,
    /// Steps from NAME
    #[arg(short, long, value_name = "STEPS", default_value_t = 1)]
    radius: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let answer = query::ego(&loaded.case, &args.name, args.radius, &args.filter.apply(Filter::default()))?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
