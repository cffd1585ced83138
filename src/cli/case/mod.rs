//! `case`: a case folder, its sources, and what people decide.

mod add;
mod correct;
mod decide;
mod identity;
mod log;
mod review;
mod sign;
mod verdict;

use super::exit::Exit;
use super::input;
use super::progress::Counter;
use super::shell::Shell;
use sociogram::folder::{CaseFolder, Writer};
use sociogram::pipeline::Built;
use std::path::Path;

/// Keep a case: add sources, correct what was read, undo, review
///
/// A case is a folder of plain text that can be shared and merged with git. Every decision is shown before it takes effect,
/// is signed (--by), and can be taken back (case undo). Every other command takes the folder as INPUT.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram case init lake
  sociogram case add lake monday.txt tuesday.txt
  sociogram case review lake
  sociogram case same lake 'Anna Keller' 'Anna Keler' --by Mira --why misprint
  sociogram case reject lake ev-4f1a2b --by Mira --why 'the talks were called off'
  sociogram who Keller lake")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Init(add::InitArgs),
    Add(add::AddArgs),
    Check(add::CheckArgs),
    Review(review::Args),
    Same(identity::SameArgs),
    NotTheSame(identity::ApartArgs),
    Rename(identity::RenameArgs),
    Split(identity::SplitArgs),
    SetSide(identity::SideArgs),
    SetKind(identity::KindArgs),
    Confirm(verdict::ConfirmArgs),
    Reject(verdict::RejectArgs),
    Correct(correct::Args),
    Note(verdict::NoteArgs),
    Undo(verdict::UndoArgs),
    Log(log::Args),
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    match &args.verb {
        Verb::Init(args) => add::init(args, shell),
        Verb::Add(args) => add::add(args, shell),
        Verb::Check(args) => add::check(args, shell),
        Verb::Review(args) => review::run(args, shell),
        Verb::Same(args) => args.run(shell),
        Verb::NotTheSame(args) => args.run(shell),
        Verb::Rename(args) => args.run(shell),
        Verb::Split(args) => args.run(shell),
        Verb::SetSide(args) => args.run(shell),
        Verb::SetKind(args) => args.run(shell),
        Verb::Confirm(args) => args.run(shell),
        Verb::Reject(args) => args.run(shell),
        Verb::Correct(args) => args.run(shell),
        Verb::Note(args) => args.run(shell),
        Verb::Undo(args) => args.run(shell),
        Verb::Log(args) => log::run(args, shell),
    }
}

/// Opens for writing; waits, and says so, while another program writes.
fn open_to_write(folder: &Path, shell: &Shell) -> anyhow::Result<Writer> {
    if let Some(writer) = CaseFolder::try_write(folder)? {
        return Ok(writer);
    }
    shell.note("another program is writing to this case; waiting for it");
    Ok(CaseFolder::write(folder)?)
}

/// The case of a folder; what was odd is told.
fn read(folder: &CaseFolder, shell: &Shell) -> anyhow::Result<Built> {
    let counter = Counter::new(shell);
    let built = folder.read(&|done, all| counter.show(done, all));
    counter.clear();
    let built = built?;
    input::tell(shell, &built);
    Ok(built)
}
