//! The texts of a case: a line for each, and the text under its hash.

use super::files;
use super::lines::Lines;
use crate::error::{Error, Position};
use crate::model::{Document, Warned, content_hash};
use crate::source::distinct_documents;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(super) const FILE: Lines = Lines { name: "sources.ndjson", format: "sociogram-sources" };

/// Folder of the texts.
pub(super) const FOLDER: &str = "sources";

/// One source, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// Hash, name, title, date …
    #[serde(flatten)]
    pub document: Document,
    /// Whether the text must not be copied, so that only its hash is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hash_only: bool,
    /// The day on which it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Date>,
}

impl SourceRecord {
    /// Name of the file with the text, below the case folder.
    pub fn file(&self) -> String {
        format!("{FOLDER}/{}.txt", self.document.sha256)
    }
}

/// Every line, and the same with every text once.
pub(super) fn read_all(folder: &Path) -> Result<Warned<Vec<SourceRecord>>, Error> {
    let lines = FILE.read(folder)?;
    let mut records = Warned { value: Vec::new(), warnings: lines.warnings };
    for (line, value) in lines.value {
        match serde_json::from_value::<SourceRecord>(value) {
            Ok(record) if is_hash(&record.document.sha256) => records.value.push(record),
            Ok(_) => records.warn(FILE.place(line), "its sha256 is no SHA-256; without effect"),
            Err(error) => records.warn(FILE.place(line), format!("no source: {error}; without effect")),
        }
    }
    Ok(records)
}

pub(super) fn read(folder: &Path) -> Result<Warned<Vec<SourceRecord>>, Error> {
    let all = read_all(folder)?;
    Ok(Warned { value: distinct(all.value), warnings: all.warnings })
}

/// One record per text: of several people's lines the best known document, the first day, the text if anybody copied it.
fn distinct(records: Vec<SourceRecord>) -> Vec<SourceRecord> {
    let mut facts: BTreeMap<String, (bool, Option<Date>)> = BTreeMap::new();
    for record in &records {
        let new = (record.hash_only, record.added);
        let known = facts.entry(record.document.id.clone()).or_insert(new);
        known.0 &= new.0;
        known.1 = known.1.min(new.1);
    }
    let documents = distinct_documents(records.into_iter().map(|record| record.document).collect());
    let record = |document: Document| {
        let (hash_only, added) = facts.get(&document.id).copied().unwrap_or_default();
        SourceRecord { document, hash_only, added }
    };
    documents.into_iter().map(record).collect()
}

/// Only a hash may name a file: a line from elsewhere must not lead out of the folder.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) fn path(folder: &Path, record: &SourceRecord) -> PathBuf {
    folder.join(record.file())
}

/// The text of a source, proven by its hash.
pub(super) fn text(folder: &Path, record: &SourceRecord) -> Result<String, Error> {
    let fail = |problem: String, hint: &str| {
        Error::unreadable(&record.document.name, Position::default(), problem, Some(hint))
    };
    let bytes = match fs::read(path(folder, record)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound && record.hash_only => {
            let problem = "only the hash of the text is kept, and this version has not read it";
            return Err(fail(problem.to_owned(), "`sociogram case add --hash-only DIR FILE` reads it again"));
        }
        Err(error) => {
            let problem = format!("its text cannot be read: {}: {error}", record.file());
            return Err(fail(problem, "`sociogram case add DIR FILE` with the article puts it back"));
        }
    };
    let changed = || {
        let problem = format!("its text was changed: {} does not have its hash", record.file());
        fail(problem, "put the file back as it was, or delete it and add the article again")
    };
    if content_hash(&bytes) != record.document.sha256 {
        return Err(changed());
    }
    String::from_utf8(bytes).map_err(|_| changed())
}

/// Writes the text of a document under its hash, unless it is there.
pub(super) fn keep(folder: &Path, record: &SourceRecord, text: &str) -> Result<(), Error> {
    let path = path(folder, record);
    if fs::metadata(&path).is_ok_and(|known| known.len() == text.len() as u64) {
        return Ok(());
    }
    files::replace(&path, text.as_bytes())
        .map_err(|error| Error::unwritable(record.file(), error.to_string()))
}
