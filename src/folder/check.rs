//! Everything wrong with a case folder.

use super::{CaseFolder, sources};
use crate::error::Error;
use crate::pipeline::Progress;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;

/// Something wrong with a case folder, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What and where.
    pub what: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Whether something is missing or broken, rather than odd.
    pub grave: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl CaseFolder {
    /// Looks at every file: are all texts there and unchanged, can all lines be read, does every decision find its target,
    /// does every quote stand in its text?
    ///
    /// # Errors
    /// As [`CaseFolder::read`].
    pub fn check(&self, progress: Progress<'_>) -> Result<Vec<Fault>, Error> {
        let mut faults = Vec::new();
        let grave = |error: &Error| Fault { what: error.to_string(), hint: error.hint(), grave: true };
        let built = self.read(progress)?;
        let odd = built.warnings.iter().map(|warning| Fault {
            what: format!("{}: {}", warning.origin, warning.message),
            hint: None,
            grave: false,
        });
        faults.extend(odd);
        let mut case = built.case;
        for document in &mut case.documents {
            match self
                .source(&document.id)
                .filter(|record| !record.hash_only)
                .map(|record| sources::text(&self.path, record))
            {
                Some(Ok(text)) => document.text = Some(text),
                Some(Err(error)) => faults.push(grave(&error)),
                None => {}
            }
        }
        let failures = built.failures.iter().map(grave).filter(|fault| !faults.contains(fault));
        faults.extend(failures.collect::<Vec<_>>());
        faults.extend(case.validate().iter().map(|flaw| Fault {
            what: flaw.to_string(),
            hint: None,
            grave: true,
        }));
        faults.extend(self.strangers());
        Ok(faults)
    }

    /// Files among the texts that no line names: an interrupted `add` leaves them, or a lost line.
    fn strangers(&self) -> Vec<Fault> {
        let named: BTreeSet<String> = self.sources.iter().map(super::SourceRecord::file).collect();
        let Ok(files) = fs::read_dir(self.path.join(sources::FOLDER)) else { return Vec::new() };
        let mut strange: Vec<String> = files
            .flatten()
            .map(|file| format!("{}/{}", sources::FOLDER, file.file_name().to_string_lossy()))
            .filter(|name| !named.contains(name))
            .collect();
        strange.sort();
        let fault = |name: String| Fault {
            what: format!("{name}: no line of sources.ndjson names it"),
            hint: Some("add the article again, or delete the file".to_owned()),
            grave: false,
        };
        strange.into_iter().map(fault).collect()
    }
}
