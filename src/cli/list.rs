//! `list`: tables of what a case holds.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use sociogram::graph::Filter;
use sociogram::query::{self, ListKind};

/// List people, organisations, places, groups, events or statements
///
/// Events of every certainty are listed and counted, unless flags ask for less.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram list people story.txt
  sociogram list events --format csv articles/ -o events.csv")]
pub(crate) struct Args {
    /// What to list
    #[arg(value_name = "WHAT")]
    what: WhatArg,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum WhatArg {
    People,
    Organisations,
    Places,
    Groups,
    Events,
    Statements,
}

impl WhatArg {
    fn kind(self) -> ListKind {
        match self {
            Self::People => ListKind::People,
            Self::Organisations => ListKind::Organisations,
            Self::Places => ListKind::Places,
            Self::Groups => ListKind::Groups,
            Self::Events => ListKind::Events,
            Self::Statements => ListKind::Statements,
        }
    }
}

/// An empty list is an answer.
pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let filter = args.filter.apply(Filter::all_contact());
    let answer = query::list(&loaded.case, args.what.kind(), &filter);
    args.answer.write(shell, &answer)?;
    Ok(Exit::Done.unless_failed(loaded.failed))
}
