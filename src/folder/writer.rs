//! Adding to a case folder: one writer at a time, everything on disk before the next step.

use super::cache::Cache;
use super::read::read_and_keep;
use super::settings::Settings;
use super::{CaseFolder, SourceRecord, decisions, files, imports, sources};
use crate::error::Error;
use crate::model::{Action, Case, Decision, Document};
use crate::pipeline::Progress;
use crate::revise;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::ops::Deref;
use std::path::Path;

/// Files that a new case has besides `case.toml`: those of one JSON object a line merge by keeping both sides.
const COMPANIONS: &[(&str, &str)] = &[
    (".gitattributes", "*.ndjson merge=union\nsources/*.txt -text\n"),
    (".gitignore", "/.cache/\n/.lock\n*.tmp\n"),
];

/// A case folder that nobody else can write to until this is dropped.
#[derive(Debug)]
pub struct Writer {
    folder: CaseFolder,
    _lock: File,
}

/// What adding did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Texts that were not there.
    pub new: usize,
    /// Texts that were there.
    pub known: usize,
    /// Known texts that now have another name, date or address on record.
    pub described: usize,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is written down.
    New(Decision),
    /// It was there, and holds.
    Known(Decision),
}

impl Recorded {
    /// The decision, new or known.
    pub fn decision(&self) -> &Decision {
        match self {
            Self::New(decision) | Self::Known(decision) => decision,
        }
    }
}

impl Deref for Writer {
    type Target = CaseFolder;

    fn deref(&self) -> &CaseFolder {
        &self.folder
    }
}

impl Writer {
    pub(super) fn init(path: &Path, title: Option<&str>) -> Result<Self, Error> {
        let failed = |file: &str| {
            let file = file.to_owned();
            move |error: std::io::Error| Error::unwritable(file, error.to_string())
        };
        fs::create_dir_all(path.join(sources::FOLDER)).map_err(failed("the case folder"))?;
        let busy = || Error::unwritable("the case folder", "another program is writing to it");
        let lock = files::lock(path, false).map_err(failed(".lock"))?.ok_or_else(busy)?;
        for (name, content) in COMPANIONS {
            let file = path.join(name);
            if !file.exists() {
                files::replace(&file, content.as_bytes()).map_err(failed(name))?;
            }
        }
        for lines in [sources::FILE, decisions::FILE, imports::FILE] {
            let file = path.join(lines.name);
            if !file.exists() {
                files::replace(&file, lines.header().as_bytes()).map_err(failed(lines.name))?;
            }
        }
        // Last, because it makes the folder a case.
        let is_new = !CaseFolder::is_at(path);
        let mut settings = if is_new { Settings::new() } else { Settings::read(path)? };
        let changes = title.is_some_and(|title| settings.title() != Some(title));
        if let Some(title) = title {
            settings.set_title(title);
        }
        if is_new || changes {
            settings.write(path)?;
        }
        Ok(Self { folder: CaseFolder::open(path)?, _lock: lock })
    }

    pub(super) fn open(path: &Path, wait: bool) -> Result<Option<Self>, Error> {
        Settings::read(path)?;
        let lock = files::lock(path, wait)
            .map_err(|error| Error::unwritable("the case folder", error.to_string()))?;
        // Only now: another writer may have added something before.
        lock.map(|lock| Ok(Self { folder: CaseFolder::open(path)?, _lock: lock })).transpose()
    }

    /// Adds texts. Known ones are skipped; of a text with another name or date that is taken down.
    ///
    /// The texts are on disk before the lines that name them; then they are read into the cache, which an interruption does
    /// not harm. With `hash_only` the texts are read, but not copied.
    ///
    /// # Errors
    /// If the folder cannot be written; what was added before stays.
    pub fn add(
        &mut self,
        documents: Vec<Document>,
        added: Option<Date>,
        hash_only: bool,
        progress: Progress<'_>,
    ) -> Result<Added, Error> {
        let mut tally = Added::default();
        let (mut lines, mut texts) = (Vec::new(), Vec::new());
        let mut all: BTreeMap<String, Vec<SourceRecord>> = BTreeMap::new();
        for record in sources::read_all(&self.path)?.value {
            all.entry(record.document.id.clone()).or_default().push(record);
        }
        files::sweep(&self.path.join(sources::FOLDER));
        for mut document in documents {
            let text = document.text.take().unwrap_or_default();
            let record = SourceRecord { document, hash_only, added };
            let known = all.entry(record.document.id.clone()).or_default();
            let says_new = !known.iter().any(|known| known.document == record.document);
            let is_kept = sources::path(&self.path, &record).exists();
            match known.is_empty() {
                true => tally.new += 1,
                false => {
                    (tally.known, tally.described) =
                        (tally.known + 1, tally.described + usize::from(says_new))
                }
            }
            if !hash_only && !is_kept {
                sources::keep(&self.path, &record, &text)?;
            }
            if says_new || (!hash_only && !is_kept) {
                lines.push(serde_json::to_string(&record).expect("plain data always serialises"));
                known.push(record.clone());
            }
            texts.push((record.document.id.clone(), text));
        }
        if !lines.is_empty() {
            let folder = self.path.join(sources::FOLDER);
            files::sync_folder(&folder).map_err(|e| Error::unwritable(sources::FOLDER, e.to_string()))?;
            sources::FILE.append(&self.path, &lines)?;
        }
        self.folder.sources = sources::read(&self.path)?.value;
        self.read_new(texts, progress)?;
        Ok(tally)
    }

    /// Reads those of the texts that were not read yet.
    fn read_new(&self, texts: Vec<(String, String)>, progress: Progress<'_>) -> Result<(), Error> {
        let cache = Cache::of(&self.path);
        cache.drop_old();
        let (mut unread, mut seen) = (Vec::new(), BTreeSet::new());
        for (id, text) in texts {
            let record = self.source(&id).filter(|_| seen.insert(id.clone()));
            if let Some(record) = record.filter(|record| !cache.has(record)) {
                unread.push((record, text));
            }
        }
        match read_and_keep(&cache, unread, progress) {
            // They are kept all the same, for a program that can read.
            Ok(_) | Err(Error::NoLanguageModel) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Adds events that did not come from texts; whether they were new.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn import(&mut self, name: &str, case: &Case) -> Result<bool, Error> {
        let (id, lines) = imports::write(name, case);
        let marks = imports::FILE.read(&self.path)?.value;
        let of_it = marks.iter().filter(|(_, value)| value["import"] == id.as_str());
        let known: Vec<String> = of_it.map(|(_, value)| value.to_string()).collect();
        let is_new = |line: &&String| {
            serde_json::from_str::<serde_json::Value>(line).is_ok_and(|v| !known.contains(&v.to_string()))
        };
        let new: Vec<String> =
            if known.is_empty() { lines } else { lines.iter().filter(is_new).cloned().collect() };
        imports::FILE.append(&self.path, &new)?;
        self.folder.imports = imports::read(&self.path)?.value;
        Ok(!new.is_empty())
    }

    /// Writes a decision down, unless the same one holds already.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn decide(
        &mut self,
        action: Action,
        by: Option<String>,
        when: Option<Date>,
        why: Option<String>,
    ) -> Result<Recorded, Error> {
        let known = match &action {
            Action::Undo { of } => {
                let undo =
                    |known: &&Decision| matches!(&known.action, Action::Undo { of: other } if other == of);
                let undone = revise::is_undone(&self.decisions, of);
                self.decisions.iter().rev().find(undo).filter(|_| undone)
            }
            action => {
                revise::in_force(&self.decisions).into_iter().find(|known| known.action.says_the_same(action))
            }
        };
        if let Some(known) = known {
            return Ok(Recorded::Known(known.clone()));
        }
        let decision = Decision::new(action, by, when, why).sealed(decisions::next(&self.decisions));
        let line = serde_json::to_string(&decision).expect("plain data always serialises");
        decisions::FILE.append(&self.path, &[line])?;
        self.folder.decisions.push(decision.clone());
        Ok(Recorded::New(decision))
    }
}
