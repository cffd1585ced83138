//! `diff`: what changed.

use super::args::{AnswerArgs, GraphArgs, parse_day, parse_period};
use super::draw;
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output::shown;
use super::shell::Shell;
use super::tables::TableArgs;
use anyhow::{Context, bail};
use jiff::civil::Date;
use sociogram::folder::CaseFolder;
use sociogram::graph::Filter;
use sociogram::model::Case;
use sociogram::query;
use std::path::{Path, PathBuf};

/// Show what changed: new, gone and changed people, ties and events
///
/// Compares two inputs; or two times of one (`--at 2031-03 --at 2031-04`); or a case folder now with what it was at the end of
/// a day (`--as-of`) or before a decision (`--before`). Events of every certainty count, unless flags ask for less. The exit
/// code is 0 if nothing differs, 1 if something does.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram diff monday.json mycase
  sociogram diff mycase --as-of 2031-03-03 --format md
  sociogram diff mycase --before de-4f1a2b --picture changes.svg
  sociogram diff story.txt --at 2031-03-03 --at 2031-03-04")]
pub(crate) struct Args {
    /// The older one: an article, a saved case, a folder of them, a case folder
    old: PathBuf,
    /// The newer one
    #[arg(conflicts_with_all = ["at", "as_of", "before"])]
    new: Option<PathBuf>,
    /// Day, month or year; given twice, the two are compared
    #[arg(long, value_name = "DATE", value_parser = parse_period, conflicts_with_all = ["as_of", "before"])]
    at: Vec<(Date, Date)>,
    /// Compare the case folder with its state at the end of this day
    #[arg(long, value_name = "DAY", value_parser = parse_day, conflicts_with = "before")]
    as_of: Option<Date>,
    /// Compare the case folder with its state before this decision (de-…)
    #[arg(long, value_name = "ID")]
    before: Option<String>,
    /// Date of articles that do not tell theirs, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    date: Option<Date>,
    /// Also draw what changed into this file (.svg, .html, .png, .dot, .mmd)
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let filter = args.graph.apply(Filter::all_contact());
    let name = shown(&args.old);
    let (diff, question, against) = match (&args.new, args.at.as_slice()) {
        (Some(new), _) => {
            let (old_case, new_case) = (args.load(&args.old, shell)?, args.load(new, shell)?);
            let question = format!("What differs from {name} to {}?", shown(new));
            (query::diff(&old_case, &new_case, &filter), question, name)
        }
        (None, [first, second]) => {
            let case = args.load(&args.old, shell)?;
            let at = |(since, until): &(Date, Date)| Filter {
                since: Some(*since),
                until: Some(*until),
                ..filter.clone()
            };
            let (first_filter, second_filter) = (at(first), at(second));
            let mut diff = query::diff_periods((&case, &first_filter), (&case, &second_filter));
            // What lies in neither period belongs to no picture of the two.
            diff.both.events.retain(|e| first_filter.admits_event(e) || second_filter.admits_event(e));
            diff.both
                .statements
                .retain(|s| first_filter.admits_statement(s) || second_filter.admits_statement(s));
            let question = format!("What differs in {name} from {} to {}?", period(first), period(second));
            (diff, question, period(first))
        }
        (None, []) => {
            let (past, what) = args.past()?;
            let (old_case, new_case) = (past.read(&|_, _| {})?.case, args.load(&args.old, shell)?);
            let question = format!("What differs in {name} since {what}?");
            (query::diff(&old_case, &new_case, &filter), question, what)
        }
        (None, _) => bail!("give --at twice: the older and the newer time"),
    };
    let answer = diff.answer(question);
    args.answer.write(shell, &answer)?;
    let differs = !diff.is_empty();
    if let Some(path) = &args.picture {
        draw::picture_of_changes(shell, path, diff, filter, against)?;
    }
    Ok(if differs { Exit::NoAnswer } else { Exit::Done })
}

impl Args {
    /// The whole of one input; what cannot be read ends the comparison, because it would look as if it had gone.
    fn load(&self, path: &Path, shell: &Shell) -> anyhow::Result<Case> {
        let input = InputArgs {
            input: vec![path.to_owned()],
            date: self.date,
            read_as: None,
            identities: None,
            mail_bodies: false,
            table: TableArgs::default(),
        };
        let loaded = input::load(&input, shell)?;
        if loaded.failed {
            bail!("{} cannot be read as a whole, so it cannot be compared", shown(path));
        }
        Ok(loaded.case)
    }

    /// The earlier state of the case folder, and what to call it.
    fn past(&self) -> anyhow::Result<(CaseFolder, String)> {
        if self.as_of.is_none() && self.before.is_none() {
            bail!("give a second input, --at twice, or for a case folder --as-of DAY or --before DECISION");
        }
        let folder = CaseFolder::open(&self.old).context("only a case folder has earlier states")?;
        if let Some(day) = self.as_of {
            return Ok((folder.as_of(day), format!("the end of {day}")));
        }
        let id = self.before.as_deref().unwrap_or_default();
        let mut found = folder.decisions().iter().filter(|decision| decision.id.starts_with(id));
        match (found.next(), found.next()) {
            (Some(decision), None) => {
                Ok((folder.before(decision), format!("the state before {}", decision.id)))
            }
            (None, _) => bail!("there is no decision '{id}'; `case log` lists them"),
            (Some(_), Some(_)) => bail!("several decisions begin with '{id}'; write more of it"),
        }
    }
}

fn period((first, last): &(Date, Date)) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}
