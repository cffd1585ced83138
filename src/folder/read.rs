//! From the folder to the case: kept readings, new readings, decisions.

use super::cache::Cache;
use super::{CaseFolder, SourceRecord, sources};
use crate::error::Error;
use crate::model::{Case, Document, Warning, content_hash};
use crate::pipeline::{self, Built, EXTRACTOR, Joined, Progress};
use crate::revise;

/// Documents that are read before their readings are kept: what an interruption may cost.
const BATCH: usize = 64;

/// Names of the two kept cases: as read, and as decided.
const JOINED: &str = "joined.json";
const DECIDED: &str = "case.json";

impl CaseFolder {
    /// The case: what the texts say, by the newest extractor, as people have decided. Without texts; see
    /// [`CaseFolder::attach_texts`].
    ///
    /// Nothing is read twice: a text, a joined case and a decided case are kept in `.cache/` under the name of all that they
    /// depend on. Sources that cannot be read are listed in [`Built::failures`]; decisions without target, in the warnings.
    ///
    /// # Errors
    /// [`Error::NoLanguageModel`] if there are texts to be read and the library was built without a language model.
    pub fn read(&self, progress: Progress<'_>) -> Result<Built, Error> {
        let cache = Cache::of(&self.path);
        let decided = self.key(true);
        if let Some((case, warnings)) = cache.whole(DECIDED, &decided) {
            return Ok(self.built(case, warnings, Vec::new()));
        }
        let joined = self.key(false);
        let (mut case, mut warnings, failures) = match cache.whole(JOINED, &joined) {
            Some((case, warnings)) => (case, warnings, Vec::new()),
            None => {
                let (readings, failures) = self.readings(&cache, progress)?;
                let Joined { case, doubts } = pipeline::join(readings);
                if self.cached && failures.is_empty() {
                    cache.keep_whole(JOINED, &joined, &case, &doubts);
                }
                (case, doubts, failures)
            }
        };
        for unmet in pipeline::decide(&mut case, &revise::in_force(&self.decisions)) {
            warnings.push(Warning { origin: "decisions".to_owned(), message: unmet.to_string() });
        }
        if self.cached && failures.is_empty() {
            cache.keep_whole(DECIDED, &decided, &case, &warnings);
        }
        Ok(self.built(case, warnings, failures))
    }

    fn built(&self, case: Case, warnings: Vec<Warning>, failures: Vec<Error>) -> Built {
        Built { case, warnings: [self.warnings.clone(), warnings].concat(), failures }
    }

    /// Puts the kept texts into the documents of a case.
    ///
    /// # Errors
    /// If a text is missing or was changed.
    pub fn attach_texts(&self, case: &mut Case) -> Result<(), Error> {
        for document in &mut case.documents {
            if let Some(record) = self.source(&document.id).filter(|record| !record.hash_only) {
                document.text = Some(sources::text(&self.path, record)?);
            }
        }
        Ok(())
    }

    /// Hash of everything that the case depends on.
    fn key(&self, decided: bool) -> String {
        let documents: Vec<&Document> = self.sources.iter().map(|source| &source.document).collect();
        let decisions = if decided { &self.decisions[..] } else { &[] };
        let all = serde_json::to_vec(&(EXTRACTOR, documents, &self.imports, decisions));
        content_hash(&all.expect("plain data with text keys always serialises"))
    }

    /// One case per source and import, and the sources that cannot be read.
    fn readings(&self, cache: &Cache, progress: Progress<'_>) -> Result<(Vec<Case>, Vec<Error>), Error> {
        let (mut readings, mut unread, mut failures) = (self.imports.clone(), Vec::new(), Vec::new());
        for record in &self.sources {
            match cache.read(record) {
                Some(case) => readings.push(case),
                None => unread.push(record),
            }
        }
        let mut documents = Vec::new();
        for record in unread {
            match sources::text(&self.path, record) {
                Ok(text) => documents.push((record, text)),
                Err(error) => failures.push(error),
            }
        }
        readings.extend(read_and_keep(cache, documents, progress)?);
        Ok((readings, failures))
    }
}

/// Reads texts and keeps what was read, batch by batch.
pub(super) fn read_and_keep(
    cache: &Cache,
    mut documents: Vec<(&SourceRecord, String)>,
    progress: Progress<'_>,
) -> Result<Vec<Case>, Error> {
    let all = documents.len();
    let mut readings = Vec::with_capacity(all);
    while !documents.is_empty() {
        let rest = documents.split_off(documents.len().min(BATCH));
        let batch = std::mem::replace(&mut documents, rest);
        let with_text = |(record, text): (&SourceRecord, String)| {
            let mut document = record.document.clone();
            document.text = Some(text);
            document
        };
        let records: Vec<_> = batch.iter().map(|(record, _)| *record).collect();
        let done = readings.len();
        let read = pipeline::read_documents(batch.into_iter().map(with_text).collect(), &|now, _| {
            progress(done + now, all);
        })?;
        for (case, record) in read.into_iter().zip(records) {
            let case = case.without_texts();
            cache.keep(record, &case);
            readings.push(case);
        }
    }
    Ok(readings)
}
