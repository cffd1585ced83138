//! `case log`: who decided what, when and why.

use crate::cli::args::AnswerArgs;
use crate::cli::exit::Exit;
use crate::cli::shell::Shell;
use sociogram::folder::CaseFolder;
use sociogram::{query, revise};
use std::path::PathBuf;

/// List all decisions, those taken back included
#[derive(clap::Args)]
pub(super) struct Args {
    /// The case folder
    dir: PathBuf,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let folder = CaseFolder::open(&args.dir)?;
    folder.warnings().iter().for_each(|w| shell.warn(&format!("{}: {}", w.origin, w.message)));
    let answer = query::log(folder.decisions(), &revise::in_force(folder.decisions()));
    args.answer.write(shell, &answer)?;
    Ok(Exit::Done)
}
