//! `case correct`: the texts say something else.

use super::identity::{decide, entity};
use super::sign::Signature;
use crate::cli::exit::Exit;
use crate::cli::shell::Shell;
use anyhow::bail;
use sociogram::model::{Action, Case, Certainty, Correction, EventKind, FindingRef, StatementKind, When};
use sociogram::query;
use std::path::PathBuf;

/// Say what the texts tell instead: certainty, kind, date, place, who took part, who spoke
#[derive(clap::Args)]
pub(super) struct Args {
    /// The case folder
    dir: PathBuf,
    /// Id of the event (ev-…) or statement (st-…)
    id: String,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    signature: Signature,
}

/// What an event or statement should say.
#[derive(clap::Args, Default)]
#[group(required = true, multiple = true)]
pub(super) struct SetArgs {
    /// happened, planned, proposed or denied
    #[arg(long, value_name = "WORD")]
    pub(super) certainty: Option<String>,
    /// Kind of event or statement: meet, visit, call …
    #[arg(long, value_name = "WORD")]
    pub(super) kind: Option<String>,
    /// Day, month, year or period (EDTF): 2031-03-04, 2031-03, 2031-03-04/2031-03-06
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// Name of the place
    #[arg(long, value_name = "NAME")]
    pub(super) place: Option<String>,
    /// Everybody who took part, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) participants: Vec<String>,
    /// Who said it
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
}

impl Args {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let target = query::target(case, &self.id)?;
            let set = self.set.correction(case, &target)?;
            Ok(Action::Correct { target, set })
        })
    }
}

impl SetArgs {
    /// The correction, once every word of it is understood.
    pub(super) fn correction(&self, case: &Case, target: &FindingRef) -> anyhow::Result<Correction> {
        let of_statement = target.reports.iter().any(|pointer| pointer.id.starts_with("st-"));
        if of_statement
            && (self.certainty.is_some()
                || self.date.is_some()
                || self.place.is_some()
                || !self.participants.is_empty())
        {
            bail!("of a statement, speaker and kind can be corrected");
        }
        if !of_statement && self.speaker.is_some() {
            bail!("an event has no speaker; correct the statement (st-…)");
        }
        let certainty = self.certainty.as_deref().map(certainty).transpose()?;
        if let Some(kind) = &self.kind {
            check_kind(kind, of_statement)?;
        }
        if let Some(date) = &self.date {
            check_date(date)?;
        }
        let named = |name: &String| entity(case, name.trim());
        Ok(Correction {
            certainty,
            kind: self.kind.clone(),
            date: self.date.clone(),
            place: self.place.clone(),
            participants: self.participants.iter().map(named).collect::<Result<_, _>>()?,
            speaker: self.speaker.as_ref().map(named).transpose()?,
        })
    }
}

fn certainty(word: &str) -> anyhow::Result<Certainty> {
    match Certainty::from_text(word) {
        Some(certainty) => Ok(certainty),
        None => bail!("'{word}' is no certainty: write happened, planned, proposed or denied"),
    }
}

fn check_kind(kind: &str, of_statement: bool) -> anyhow::Result<()> {
    let known = if of_statement {
        StatementKind::from_text(kind).is_some()
    } else {
        EventKind::from_text(kind).is_some()
    };
    if !known {
        let kinds: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        bail!(
            "there is no kind '{kind}': write {}",
            if of_statement { "the kind of a statement".to_owned() } else { kinds.join(", ") }
        );
    }
    Ok(())
}

fn check_date(date: &str) -> anyhow::Result<()> {
    let when =
        When { edtf: Some(date.to_owned()), phrase: None, anchor: None, inferred: false, offset_days: None };
    if when.bounds().is_none() {
        bail!("'{date}' is no date: write YYYY-MM-DD, YYYY-MM, YYYY or two of them with / between");
    }
    Ok(())
}
