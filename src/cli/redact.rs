//! `--redact`: a case that names nobody, and the proof.

use super::output::{self, shown};
use super::shell::Shell;
use anyhow::bail;
use sociogram::extract::country_of;
use sociogram::model::Case;
use sociogram::query::{Answer, Body, Cell, Listing};
use sociogram::redact::{self, Dates, KeyEntry, Names, Options, Places, Redacted};
use sociogram::render;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Whether and how to redact.
#[derive(clap::Args)]
#[command(next_help_heading = "Redaction")]
pub(crate) struct RedactArgs {
    /// Give everybody a pseudonym, drop every quote, text and title, make dates and places coarse, and prove that no name is
    /// left in any byte; who is tied to whom stays, and can still identify people
    #[arg(long)]
    redact: bool,
    /// How exactly a redacted case tells when
    #[arg(long, value_name = "DATES", value_enum, default_value_t, requires = "redact")]
    redact_dates: DatesArg,
    /// How exactly a redacted case tells where: country makes all places of a country one
    #[arg(long, value_name = "PLACES", value_enum, default_value_t, requires = "redact")]
    redact_places: PlacesArg,
    /// Also write who is who, as a table to be kept apart
    #[arg(long, value_name = "FILE.csv", requires = "redact")]
    redact_key: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum DatesArg {
    #[default]
    Month,
    Year,
    None,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum PlacesArg {
    #[default]
    Country,
    Each,
    None,
}

/// A redacted case on its way out.
pub(crate) struct Redaction {
    names: Names,
    actors: Names,
    redacted: Redacted,
    key: Option<PathBuf>,
}

impl RedactArgs {
    /// The redacted case, if that is asked for.
    pub(crate) fn redaction(&self, case: &Case) -> Option<Redaction> {
        let options = Options {
            dates: match self.redact_dates {
                DatesArg::Month => Dates::Month,
                DatesArg::Year => Dates::Year,
                DatesArg::None => Dates::None,
            },
            places: match self.redact_places {
                PlacesArg::Country => Places::ByCountry(&country_of),
                PlacesArg::Each => Places::Each,
                PlacesArg::None => Places::None,
            },
        };
        self.redact.then(|| Redaction {
            names: Names::of(case),
            actors: Names::of_actors(case),
            redacted: redact::redact(case, &options),
            key: self.redact_key.clone(),
        })
    }
}

impl Redaction {
    pub(crate) fn case(&self) -> &Case {
        &self.redacted.case
    }

    /// Ends the program unless no name is left in the files that are about to be written. `vocabulary` is what
    /// [`redact::vocabulary`] gives in the same format.
    pub(crate) fn prove(&self, texts: &[&str], vocabulary: &str, shell: &Shell) -> anyhow::Result<()> {
        let proofs: Vec<_> = texts.iter().map(|text| redact::leaks(text, &self.names, vocabulary)).collect();
        let found: BTreeSet<_> = proofs.iter().flat_map(|proof| &proof.found).cloned().collect();
        if !found.is_empty() {
            let found: Vec<_> = found.into_iter().collect();
            bail!(
                "nothing was written, because names would be left: {}; please report this as a fault of the program",
                found.join(", ")
            );
        }
        let indistinct: BTreeSet<_> = proofs.iter().flat_map(|proof| &proof.indistinct).collect();
        for name in &indistinct {
            shell.warn(&format!(
                "'{name}' is a word of the format, too: that it is not left as a name cannot be proven"
            ));
        }
        let looked_for = self.names.len() - indistinct.len();
        shell.note(&format!("looked for {looked_for} names and words of names in every byte: none is left"));
        Ok(())
    }

    /// Writes the key and tells what everybody should know.
    pub(crate) fn finish(&self, target: Option<&Path>, shell: &Shell) -> anyhow::Result<()> {
        if let Some(name) = target.and_then(Path::file_name).map(|name| name.to_string_lossy()) {
            for found in redact::leaks(&name, &self.actors, "").found {
                shell.warn(&format!("the name of the file itself says '{found}'"));
            }
        }
        if let Some(path) = &self.key {
            output::write(shell, Some(path), &key_table(&self.redacted.key))?;
            shell.note(&format!("{} tells who is who: keep it apart", shown(path)));
        }
        shell.warn(redact::WARNING);
        Ok(())
    }
}

fn key_table(key: &[KeyEntry]) -> String {
    let row = |entry: &KeyEntry| vec![Cell::Text(entry.pseudonym.clone()), Cell::Text(entry.name.clone())];
    let body = Body::Rows(Listing {
        columns: vec!["pseudonym".to_owned(), "name".to_owned()],
        rows: key.iter().map(row).collect(),
    });
    let (question, graph, summary) = Default::default();
    render::answer_csv(&Answer { question, graph, summary, found: true, notes: Vec::new(), body })
}
