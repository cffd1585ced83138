//! What was read out of texts, kept so that it need not be read again. May be lost at any time.

use super::SourceRecord;
use super::files;
use crate::model::{Case, Warning, content_hash};
use crate::pipeline::EXTRACTOR;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = ".cache";
/// One reading per text, below the name of the extractor.
const READINGS: &str = "readings";

/// The cache of one case folder.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// First line of a kept case.
#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    warnings: Vec<(String, String)>,
}

impl Cache {
    pub(super) fn of(folder: &Path) -> Self {
        Self { folder: folder.join(FOLDER) }
    }

    /// What a text was read under: everything that the reading depends on besides the extractor.
    fn reading(&self, record: &SourceRecord) -> PathBuf {
        let known = serde_json::to_vec(&record.document).expect("plain data always serialises");
        let key = content_hash(&known);
        let folder = self.folder.join(READINGS).join(EXTRACTOR).join(&key[..2]);
        folder.join(format!("{}.json", &key[2..34]))
    }

    /// The reading of a source, without its text; none if there is no sound one.
    pub(super) fn read(&self, record: &SourceRecord) -> Option<Case> {
        let case: Case = serde_json::from_slice(&fs::read(self.reading(record)).ok()?).ok()?;
        let known = |case: &Case| case.documents.len() == 1 && case.documents[0] == record.document;
        known(&case).then_some(case)
    }

    pub(super) fn has(&self, record: &SourceRecord) -> bool {
        self.reading(record).is_file()
    }

    /// Keeps a reading if it can; a full disk or a read-only folder is no failure here.
    pub(super) fn keep(&self, record: &SourceRecord, reading: &Case) {
        let path = self.reading(record);
        if let Some(folder) = path.parent()
            && fs::create_dir_all(folder).is_ok()
        {
            let _ = files::replace_quickly(&path, &json(reading));
        }
    }

    /// Throws away what other extractors have read.
    pub(super) fn drop_old(&self) {
        let Ok(versions) = fs::read_dir(self.folder.join(READINGS)) else { return };
        for version in versions.flatten().filter(|version| version.file_name() != EXTRACTOR) {
            let _ = fs::remove_dir_all(version.path());
        }
    }

    /// The whole case that was kept as `name` under this key, and its warnings.
    pub(super) fn whole(&self, name: &str, key: &str) -> Option<(Case, Vec<Warning>)> {
        let bytes = fs::read(self.folder.join(name)).ok()?;
        let end = bytes.iter().position(|&byte| byte == b'\n')?;
        let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
        if head.key != key {
            return None;
        }
        let case = serde_json::from_slice(&bytes[end + 1..]).ok()?;
        let warning = |(origin, message)| Warning { origin, message };
        Some((case, head.warnings.into_iter().map(warning).collect()))
    }

    /// Keeps a whole case; the one before under this name goes.
    pub(super) fn keep_whole(&self, name: &str, key: &str, case: &Case, warnings: &[Warning]) {
        let warning = |warning: &Warning| (warning.origin.clone(), warning.message.clone());
        let head = Head { key: key.to_owned(), warnings: warnings.iter().map(warning).collect() };
        let mut bytes = serde_json::to_vec(&head).expect("plain data always serialises");
        bytes.push(b'\n');
        bytes.extend(json(case));
        if fs::create_dir_all(&self.folder).is_ok() {
            let _ = files::replace_quickly(&self.folder.join(name), &bytes);
        }
    }
}

fn json(case: &Case) -> Vec<u8> {
    serde_json::to_vec(case).expect("plain data with text keys always serialises")
}
