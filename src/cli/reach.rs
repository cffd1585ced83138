//! `reach`: who could have known by when.

use super::args::{AnswerArgs, FilterArgs};
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::shell::Shell;
use jiff::civil::Date;
use sociogram::graph::Filter;
use sociogram::query;
use sociogram::query::ReachOptions;

/// Show who could have known what NAME knew on a day, and when at the earliest
///
/// Contacts carry knowledge in the order of their dates. The certain answer holds for every reading of the dates, each
/// step on a later day; the possible one needs some reading, and steps may fall on one day. Contacts without a date are
/// listed apart. With --backward and --until: who could have informed NAME by that day.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram reach Keller --from 2031-03-03 story.txt
  sociogram reach Ibarra --backward --until 2031-03-06 articles/")]
pub(crate) struct Args {
    /// A name; the surname is enough if it is unique
    name: String,
    #[command(flatten)]
    input: InputArgs,
    /// Day on which NAME knows
    #[arg(long, value_name = "DAY", value_parser = super::args::parse_day)]
    from: Option<Date>,
    /// Ask who could have informed NAME by the day of --until
    #[arg(long)]
    backward: bool,
    /// Whether knowledge may go on within one day, in both answers
    #[arg(long, value_name = "RULE")]
    same_day: Option<SameDay>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SameDay {
    /// Steps may fall on one day
    Allow,
    /// Each step on a later day
    Deny,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let options = ReachOptions {
        from: args.from,
        backward: args.backward,
        same_day: args.same_day.map(|rule| rule == SameDay::Allow),
    };
    let answer = query::reach(&loaded.case, &args.name, &args.filter.apply(Filter::default()), &options)?;
    args.answer.write(shell, &answer)?;
    Ok(Exit::of(&answer).unless_failed(loaded.failed))
}
