//! Who decides, when and why; and what it asks before it is written down.

use super::{open_to_write, read};
use crate::cli::args::parse_day;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::shell::Shell;
use jiff::civil::Date;
use sociogram::folder::{CaseFolder, Recorded};
use sociogram::model::{Action, Case};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The case folder and the signature of a decision.
#[derive(clap::Args)]
pub(super) struct Signature {
    /// Who decides; never taken from the machine
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,
    /// The reason, for those who read the log
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    /// The day of the decision; today (UTC) if not given
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub(super) when: Option<Date>,
    /// Write it down without asking
    #[arg(short, long)]
    pub(super) yes: bool,
    /// Show what it would do, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// A decision to be made: where, and what it says once the case is known.
pub(super) struct Decide<'a> {
    pub(super) folder: &'a PathBuf,
    pub(super) signature: &'a Signature,
    pub(super) shell: &'a Shell,
}

impl Decide<'_> {
    /// Shows the decision and its effect, asks on a terminal, and writes it down.
    pub(super) fn run(
        &self,
        make: impl FnOnce(&Case, &CaseFolder) -> anyhow::Result<Action>,
    ) -> anyhow::Result<Exit> {
        let folder = CaseFolder::open(self.folder)?;
        let before = read(&folder, self.shell)?.case;
        let action = make(&before, &folder)?;
        let preview = super::decide::preview(&folder, &before, &action)?;
        preview.lines.iter().for_each(|line| self.shell.note(line));
        if let Some(known) = preview.idle {
            self.shell.note(&known);
            return Ok(Exit::Done);
        }
        if self.signature.dry_run || !self.agreed()? {
            self.shell.note("nothing was written");
            return Ok(Exit::Done);
        }
        self.record(action)
    }

    fn agreed(&self) -> anyhow::Result<bool> {
        if self.signature.yes || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Ok(true);
        }
        write!(anstream::stderr(), "write it down? [Y/n] ")?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes") && !answer.is_empty())
    }

    fn record(&self, action: Action) -> anyhow::Result<Exit> {
        let Signature { by, why, when, .. } = self.signature;
        let recorded = record(self.folder, self.shell, action, by, when.unwrap_or_else(today), why.clone())?;
        output::write(self.shell, None, &format!("{}\n", recorded.decision().line()))?;
        Ok(Exit::Done)
    }
}

/// Writes one decision down.
pub(super) fn record(
    folder: &Path,
    shell: &Shell,
    action: Action,
    by: &str,
    when: Date,
    why: Option<String>,
) -> anyhow::Result<Recorded> {
    let mut writer = open_to_write(folder, shell)?;
    let recorded = writer.decide(action, Some(by.to_owned()), Some(when), why)?;
    if let Recorded::Known(known) = &recorded {
        shell.note(&format!("this was decided already: {}", known.line()));
    }
    Ok(recorded)
}

/// The day on which it is now in Greenwich: the same for colleagues in all time zones.
pub(super) fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date()
}
