//! Whether the texts say so: confirm, reject; and notes and undo.

use super::identity::{decide, entity};
use super::sign::Signature;
use crate::cli::exit::Exit;
use crate::cli::shell::Shell;
use anyhow::{anyhow, bail};
use sociogram::folder::CaseFolder;
use sociogram::model::{Action, Case, Decision, FindingRef};
use sociogram::{query, revise};
use std::path::PathBuf;

/// Say that the texts do tell an event or statement
#[derive(clap::Args)]
pub(super) struct ConfirmArgs {
    /// The case folder
    dir: PathBuf,
    /// Id of the event (ev-…), of one telling of it (er-…) or of a statement (st-…)
    id: String,
    #[command(flatten)]
    signature: Signature,
}

/// Say that the texts do not tell an event or statement; it stays away, also when they are read anew
#[derive(clap::Args)]
pub(super) struct RejectArgs {
    /// The case folder
    dir: PathBuf,
    /// Id of the event (ev-…), of one telling of it (er-…) or of a statement (st-…)
    id: String,
    #[command(flatten)]
    signature: Signature,
}

/// Write a remark down, on the case or on something in it
#[derive(clap::Args)]
pub(super) struct NoteArgs {
    /// The case folder
    dir: PathBuf,
    /// The remark
    text: String,
    /// A name, or the id of an event or statement
    #[arg(long, value_name = "WHAT")]
    about: Option<String>,
    #[command(flatten)]
    signature: Signature,
}

/// Take a decision back; taking an undo back brings the decision back
#[derive(clap::Args)]
pub(super) struct UndoArgs {
    /// The case folder
    dir: PathBuf,
    /// Id of the decision (de-…, its beginning is enough); the last one that holds if not given
    id: Option<String>,
    #[command(flatten)]
    signature: Signature,
}

/// The event or statement of this id; also one that was rejected, so that the same decision is known when it comes again.
fn target(case: &Case, folder: &CaseFolder, id: &str) -> anyhow::Result<FindingRef> {
    let error = match query::target(case, id) {
        Ok(target) => return Ok(target),
        Err(error) => error,
    };
    // An event is called after its first report.
    let hash = |id: &str| id.split_once('-').map_or(id.to_owned(), |(_, hash)| hash.to_owned());
    let fits =
        |target: &FindingRef| target.reports.iter().any(|known| hash(&known.id).starts_with(&hash(id)));
    for decision in revise::in_force(folder.decisions()) {
        if let Action::Reject { target } = &decision.action
            && id.len() > 5
            && fits(target)
        {
            return Ok(target.clone());
        }
    }
    Err(error.into())
}

impl ConfirmArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell)
            .run(|case, folder| Ok(Action::Confirm { target: target(case, folder, &self.id)? }))
    }
}

impl RejectArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell)
            .run(|case, folder| Ok(Action::Reject { target: target(case, folder, &self.id)? }))
    }
}

impl NoteArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let (mut about, mut target) = (None, None);
            if let Some(what) = &self.about {
                match query::target(case, what) {
                    Ok(found) => target = Some(found),
                    Err(_) => about = Some(entity(case, what)?),
                }
            }
            Ok(Action::Note { entity: about, target, text: self.text.clone() })
        })
    }
}

impl UndoArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|_, folder| {
            let decision = self.decision(folder)?;
            shell.note(&format!("to be taken back: {}", decision.line()));
            Ok(Action::Undo { of: decision.id.clone() })
        })
    }

    fn decision<'a>(&self, folder: &'a CaseFolder) -> anyhow::Result<&'a Decision> {
        let Some(id) = &self.id else {
            let last = revise::in_force(folder.decisions()).into_iter().last();
            return last.ok_or_else(|| anyhow!("there is no decision to take back"));
        };
        let fits = |known: &&Decision| known.id == *id || (id.len() > 3 && known.id.starts_with(id.as_str()));
        let found: Vec<_> = folder.decisions().iter().filter(fits).collect();
        match found.as_slice() {
            [one] => Ok(one),
            [] => bail!("there is no decision '{id}'; `case log` lists them"),
            _ => bail!("several decisions begin with '{id}'; write more of it"),
        }
    }
}
