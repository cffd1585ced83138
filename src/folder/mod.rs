//! A case that is kept: a folder of plain text that people share, correct and put under version control.
//!
//! ```text
//! mycase/
//!   case.toml          format, title; people edit it
//!   sources/HASH.txt   every text under the SHA-256 of its bytes, never changed; left out if only the hash is kept
//!   sources.ndjson     one line per source: hash, name, title, date, publisher, address
//!   decisions.ndjson   what people decided, one line each; see [`crate::model::Decision`]
//!   imported.ndjson    events that did not come from texts
//!   .gitattributes     both sides of a merge are kept
//!   .cache/            what was read out of the texts; may be deleted at any time
//! ```
//!
//! The case itself is computed from sources, extractor and decisions; nothing that is derived is the truth, so that a
//! better extractor loses no human work. `.ndjson` files only grow: lines in any order mean the same, repeated lines count
//! once, so that `git merge` of two people's copies keeps the work of both.
//!
//! This is the one module that reads and writes files: below the folder it is given, nowhere else.
//!
//! ```
//! use sociogram::folder::{CaseFolder, Recorded};
//! use sociogram::model::{Action, Case, Entity, EntityKind, EntityRef};
//!
//! let place = std::env::temp_dir().join(format!("sociogram-doc-{}", std::process::id()));
//! # let _ = std::fs::remove_dir_all(&place);
//! let mut writer = CaseFolder::init(&place, Some("Lake talks"))?;
//! let mut table = Case::default();
//! table.entities.push(Entity::new(EntityKind::Person, "Anna Keler"));
//! writer.import("table.json", &table)?;
//!
//! let entity = EntityRef::to(&table.entities[0]);
//! let rename = Action::Rename { entity, name: "Anna Keller".into() };
//! writer.decide(rename, Some("Mira".into()), None, Some("misprint".into()))?;
//! drop(writer);
//!
//! let opened = CaseFolder::open(&place)?.read(&|_, _| {})?;
//! assert_eq!(opened.case.entities[0].name, "Anna Keller");
//! # std::fs::remove_dir_all(&place).unwrap();
//! # Ok::<(), sociogram::error::Error>(())
//! ```

mod cache;
mod check;
mod decisions;
mod files;
mod imports;
mod lines;
mod read;
mod settings;
mod sources;
mod writer;

pub use check::Fault;
pub use decisions::read_decisions;
pub use sources::SourceRecord;
pub use writer::{Added, Recorded, Writer};

use crate::error::Error;
use crate::model::{Action, Case, Decision, Warning};
use jiff::civil::Date;
use settings::Settings;
use std::path::{Path, PathBuf};

/// Version of the folder that this library writes, and the highest that it reads.
pub const FOLDER_VERSION: u32 = 1;

/// The lowest version of this package that reads what this one writes; files name it for older programs.
const NEEDS: &str = "0.1.0";

/// File that makes a folder a case.
const SETTINGS: &str = "case.toml";

/// A case folder as it was when it was opened.
#[derive(Clone, Debug)]
pub struct CaseFolder {
    path: PathBuf,
    settings: Settings,
    sources: Vec<SourceRecord>,
    decisions: Vec<Decision>,
    imports: Vec<Case>,
    warnings: Vec<Warning>,
    /// Whether what is read may be kept in `.cache/`: not for a state of the past.
    cached: bool,
}

impl CaseFolder {
    /// Whether the folder is a case.
    pub fn is_at(path: &Path) -> bool {
        path.join(SETTINGS).is_file()
    }

    /// Makes a case folder, or opens the one that is there; a title, if given, is set. Other files are left alone.
    ///
    /// # Errors
    /// If it cannot be written, another program is writing to it, or it is of a newer version.
    pub fn init(path: &Path, title: Option<&str>) -> Result<Writer, Error> {
        Writer::init(path, title)
    }

    /// Opens a case folder for reading. Texts and readings are looked at later, by [`CaseFolder::read`].
    ///
    /// # Errors
    /// If the folder is no case, cannot be read, or is of a newer version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let settings = Settings::read(path)?;
        let sources = sources::read(path)?;
        let decisions = decisions::read(path)?;
        let imports = imports::read(path)?;
        let mut warnings = sources.warnings;
        warnings.extend(decisions.warnings);
        warnings.extend(imports.warnings);
        Ok(Self {
            path: path.to_owned(),
            settings,
            sources: sources.value,
            decisions: decisions.value,
            imports: imports.value,
            warnings,
            cached: true,
        })
    }

    /// Opens a case folder for writing, unless another program does so: then there is none.
    ///
    /// # Errors
    /// As [`CaseFolder::open`]; if the folder cannot be written.
    pub fn try_write(path: &Path) -> Result<Option<Writer>, Error> {
        Writer::open(path, false)
    }

    /// Like [`CaseFolder::try_write`], but waits until the other program has finished.
    ///
    /// # Errors
    /// As [`CaseFolder::try_write`].
    pub fn write(path: &Path) -> Result<Writer, Error> {
        let busy = || Error::unwritable(SETTINGS, "another program is writing");
        Writer::open(path, true)?.ok_or_else(busy)
    }

    /// What the case is called, if anything.
    pub fn title(&self) -> Option<&str> {
        self.settings.title()
    }

    /// The sources, every text once, in order of their ids.
    pub fn sources(&self) -> &[SourceRecord] {
        &self.sources
    }

    /// The source whose document has this id.
    pub fn source(&self, id: &str) -> Option<&SourceRecord> {
        let place = self.sources.binary_search_by(|source| source.document.id.as_str().cmp(id)).ok()?;
        self.sources.get(place)
    }

    /// All decisions, those taken back included, in the order in which they were made.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// What was odd about the files: an interrupted write, a line that cannot be read.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The folder as it was at the end of a day: without sources added and decisions made later. What has no day was there
    /// from the beginning.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self {
        let mut past = self.clone();
        past.sources.retain(|source| source.added.is_none_or(|added| added <= day));
        past.decisions.retain(|decision| decision.when.is_none_or(|when| when <= day));
        past.cached = false;
        past
    }

    /// The folder as it would be with one more decision; nothing is written.
    #[must_use]
    pub fn with(&self, action: &Action) -> Self {
        let mut folder = self.clone();
        let n = decisions::next(&self.decisions);
        folder.decisions.push(Decision::new(action.clone(), None, None, None).sealed(n));
        folder.cached = false;
        folder
    }

    /// The folder as it was before a decision.
    #[must_use]
    pub fn before(&self, decision: &Decision) -> Self {
        let mut past = self.clone();
        past.decisions.retain(|known| known.n < decision.n);
        past.cached = false;
        past
    }
}
