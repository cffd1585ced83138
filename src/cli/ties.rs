//! `ties`: who talks to whom.

use super::analyze::ByArg;
use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use super::tables;
use sociogram::analysis::{Options, pass};
use sociogram::graph::Filter;
use sociogram::query;

/// Show who talks to whom: pairs in contact by weight, or a matrix
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram ties story.txt
  sociogram ties --matrix --by side articles/ --format csv")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Show a matrix: contact from row to column
    #[arg(long)]
    matrix: bool,
    /// What rows and columns of the matrix stand for
    #[arg(long, value_name = "WHAT", default_value = "person", requires = "matrix")]
    by: ByArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let options = Options { by: args.by.into(), ..Options::default() };
    let pass = pass(if args.matrix { "matrix" } else { "contacts" }).expect("the table of passes holds both");
    let filter = args.filter.apply(Filter::default());
    let (answer, failed) = if tables::are_given(&args.input) {
        tables::analyze(&args.input, &filter, pass, &options, shell)?
    } else {
        let loaded = input::load(&args.input, shell)?;
        (query::analyze(&loaded.case, pass, &filter, &options)?, loaded.failed)
    };
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(failed))
}
