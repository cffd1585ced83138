//! `case review`: the doubtful first, one by one.

use super::correct::SetArgs;
use super::sign::{record, today};
use super::{identity, read};
use crate::cli::args::{AnswerArgs, parse_day};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::shell::Shell;
use jiff::civil::Date;
use sociogram::folder::CaseFolder;
use sociogram::model::{Action, Case};
use sociogram::query::{self, Doubt, DoubtKind};
use sociogram::{render, revise};
use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// Look at what is doubtful, the most doubtful first
///
/// On a terminal each is shown with its sentence and waits for a key and Enter: c confirm, r reject, e correct, s skip,
/// q quit. Words behind the key are the reason: `r the talks were called off`. Of two who may be one, c makes them one and
/// r keeps them apart. Without a terminal, or with --list or --json, the list is written; --interactive takes the keys from
/// standard input.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The case folder
    dir: PathBuf,
    /// Who decides; needed to decide, not to list
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the decisions; today (UTC) if not given
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    when: Option<Date>,
    /// What is at least this sure, in percent, needs no look
    #[arg(long, value_name = "PERCENT", default_value_t = 80, value_parser = clap::value_parser!(u8).range(1..=101))]
    below: u8,
    /// Write the list, decide nothing
    #[arg(long)]
    list: bool,
    /// Ask one by one, also without a terminal
    #[arg(long, conflicts_with = "list")]
    interactive: bool,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let folder = CaseFolder::open(&args.dir)?;
    let case = read(&folder, shell)?.case;
    let doubts = query::doubts(&case, args.below, &apart(&folder, &case));
    if args.answer.is_json() {
        let json = serde_json::json!({ "below": args.below, "doubts": doubts });
        let text = format!("{}\n", serde_json::to_string_pretty(&json)?);
        args.answer.write_text(shell, &text)?;
        return Ok(Exit::Done);
    }
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if args.list || !(args.interactive || terminal) {
        args.answer.write(shell, &query::doubts_answer(&doubts))?;
        return Ok(Exit::Done);
    }
    let Some(by) = &args.by else { anyhow::bail!("say who decides: --by NAME (or --list to look only)") };
    let when = args.when.unwrap_or_else(today);
    let session = Session { dir: &args.dir, case: &case, by, when, shell };
    session.run(&doubts, &mut io::stdin().lock())
}

/// Pairs of entity ids that somebody has told apart.
fn apart(folder: &CaseFolder, case: &Case) -> BTreeSet<[String; 2]> {
    let mut pairs = BTreeSet::new();
    for decision in revise::in_force(folder.decisions()) {
        if let Action::NotTheSame { entities } = &decision.action
            && let [Ok(a), Ok(b)] = entities.each_ref().map(|entity| revise::find_entity(case, entity))
        {
            let mut pair = [case.entities[a].id.clone(), case.entities[b].id.clone()];
            pair.sort();
            pairs.insert(pair);
        }
    }
    pairs
}

/// What a person answers.
enum Reply {
    Confirm(Option<String>),
    Reject(Option<String>),
    Correct,
    Skip,
    Quit,
}

struct Session<'a> {
    dir: &'a PathBuf,
    case: &'a Case,
    by: &'a str,
    when: Date,
    shell: &'a Shell,
}

impl Session<'_> {
    fn run(&self, doubts: &[Doubt], keys: &mut impl BufRead) -> anyhow::Result<Exit> {
        let mut decided = 0;
        for (number, doubt) in doubts.iter().enumerate() {
            self.show(doubt, number + 1, doubts.len())?;
            let action = match self.reply(keys)? {
                Reply::Quit => break,
                Reply::Skip => continue,
                Reply::Confirm(why) => (self.confirm(doubt)?, why),
                Reply::Reject(why) => (self.reject(doubt)?, why),
                Reply::Correct => match self.correct(doubt, keys)? {
                    Some(action) => (action, None),
                    None => continue,
                },
            };
            let (action, why) = action;
            let recorded = record(self.dir, self.shell, action, self.by, self.when, why)?;
            output::write(self.shell, None, &format!("{}\n", recorded.decision().line()))?;
            decided += 1;
        }
        self.shell.note(&format!("decided: {decided} of {}", doubts.len()));
        Ok(Exit::Done)
    }

    fn show(&self, doubt: &Doubt, number: usize, all: usize) -> anyhow::Result<()> {
        let one = query::doubts_answer(std::slice::from_ref(doubt));
        let table = render::answer_table(&one, crate::cli::args::width());
        // Question, graph and number are for whole lists.
        let section = table.split_once("\n\n").map_or(table.as_str(), |(_, section)| section);
        output::write(self.shell, None, &format!("\n{number} of {all}. {section}"))
    }

    /// Asks until the answer is one; the end of the keys is the end.
    fn reply(&self, keys: &mut impl BufRead) -> anyhow::Result<Reply> {
        loop {
            write!(anstream::stderr(), "[c]onfirm  [r]eject  [e] correct  [s]kip  [q]uit > ")?;
            let mut line = String::new();
            if keys.read_line(&mut line)? == 0 {
                return Ok(Reply::Quit);
            }
            let (key, why) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let why = Some(why.trim().to_owned()).filter(|why| !why.is_empty());
            match key {
                "c" | "confirm" => return Ok(Reply::Confirm(why)),
                "r" | "reject" => return Ok(Reply::Reject(why)),
                "e" | "correct" => return Ok(Reply::Correct),
                "s" | "skip" | "" => return Ok(Reply::Skip),
                "q" | "quit" => return Ok(Reply::Quit),
                _ => self.shell.note("write c, r, e, s or q; words behind c and r are the reason"),
            }
        }
    }

    fn confirm(&self, doubt: &Doubt) -> anyhow::Result<Action> {
        Ok(match doubt.kind {
            DoubtKind::PossibleSame => Action::Same {
                keep: identity::entity(self.case, &doubt.ids[0])?,
                merge: vec![identity::entity(self.case, &doubt.ids[1])?],
            },
            _ => Action::Confirm { target: query::target(self.case, &doubt.ids[0])? },
        })
    }

    fn reject(&self, doubt: &Doubt) -> anyhow::Result<Action> {
        Ok(match doubt.kind {
            DoubtKind::PossibleSame => {
                let entity = |number: usize| identity::entity(self.case, &doubt.ids[number]);
                Action::NotTheSame { entities: [entity(0)?, entity(1)?] }
            }
            _ => Action::Reject { target: query::target(self.case, &doubt.ids[0])? },
        })
    }

    /// Asks for what the texts say; an empty line keeps what is there, and all empty lines keep everything.
    fn correct(&self, doubt: &Doubt, keys: &mut impl BufRead) -> anyhow::Result<Option<Action>> {
        if doubt.kind == DoubtKind::PossibleSame {
            self.shell.note("c makes the two one, r keeps them apart; `case rename` gives another name");
            return Ok(None);
        }
        let target = query::target(self.case, &doubt.ids[0])?;
        let mut ask = |what: &str| -> anyhow::Result<Option<String>> {
            write!(anstream::stderr(), "{what} (Enter keeps it): ")?;
            let mut line = String::new();
            keys.read_line(&mut line)?;
            Ok(Some(line.trim().to_owned()).filter(|answer| !answer.is_empty()))
        };
        let set = if doubt.kind == DoubtKind::DoubtfulStatement {
            SetArgs { speaker: ask("speaker")?, ..SetArgs::default() }
        } else {
            let certainty = ask("certainty: happened, planned, proposed, denied")?;
            let (date, place, names) =
                (ask("date")?, ask("place")?, ask("participants, separated by commas")?);
            let participants = names.map(|names| names.split(',').map(|n| n.trim().to_owned()).collect());
            SetArgs {
                certainty,
                date,
                place,
                participants: participants.unwrap_or_default(),
                ..SetArgs::default()
            }
        };
        match set.correction(self.case, &target) {
            Ok(correction) if correction == sociogram::model::Correction::default() => Ok(None),
            Ok(set) => Ok(Some(Action::Correct { target, set })),
            Err(error) => {
                self.shell.error(&format!("{error:#}"), None);
                Ok(None)
            }
        }
    }
}
