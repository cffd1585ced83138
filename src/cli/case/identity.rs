//! Who is who: same, not the same, rename, split, kind and side.

use super::sign::{Decide, Signature};
use crate::cli::exit::Exit;
use crate::cli::shell::Shell;
use anyhow::bail;
use sociogram::model::{Action, Case, EntityKind, EntityRef, Pointer};
use sociogram::query;
use std::path::PathBuf;

/// Make several entries one: KEEP stays, with its name
#[derive(clap::Args)]
pub(super) struct SameArgs {
    /// The case folder
    dir: PathBuf,
    /// The entry that stays
    keep: String,
    /// Entries that become part of it
    #[arg(required = true)]
    other: Vec<String>,
    #[command(flatten)]
    signature: Signature,
}

/// Keep two entries apart, whatever their names; if they were read as one, take them apart
#[derive(clap::Args)]
pub(super) struct ApartArgs {
    /// The case folder
    dir: PathBuf,
    /// One of the two
    a: String,
    /// The other
    b: String,
    #[command(flatten)]
    signature: Signature,
}

/// Give an entry another name; the old one becomes an alias
#[derive(clap::Args)]
pub(super) struct RenameArgs {
    /// The case folder
    dir: PathBuf,
    /// The entry
    name: String,
    /// Its name from now on
    new: String,
    #[command(flatten)]
    signature: Signature,
}

/// Take somebody else out of an entry: what some documents or mentions name
#[derive(clap::Args)]
pub(super) struct SplitArgs {
    /// The case folder
    dir: PathBuf,
    /// The entry that holds two
    name: String,
    /// Documents (names or ids) in which it is somebody else
    #[arg(long, value_name = "NAME", num_args = 1..)]
    documents: Vec<String>,
    /// Single mentions (ids) that are somebody else
    #[arg(long, value_name = "ID", num_args = 1.., required_unless_present = "documents")]
    mentions: Vec<String>,
    /// Name of the somebody else
    #[arg(long = "as", value_name = "NAME")]
    new: Option<String>,
    #[command(flatten)]
    signature: Signature,
}

/// Say which camp or delegation an entry belongs to
#[derive(clap::Args)]
pub(super) struct SideArgs {
    /// The case folder
    dir: PathBuf,
    /// The entry
    name: String,
    /// The side; leave it out and give --none for no side
    #[arg(required_unless_present = "none")]
    side: Option<String>,
    /// It belongs to no side
    #[arg(long, conflicts_with = "side")]
    none: bool,
    #[command(flatten)]
    signature: Signature,
}

/// Say that an entry is a person, an organisation, a place or a group
#[derive(clap::Args)]
pub(super) struct KindArgs {
    /// The case folder
    dir: PathBuf,
    /// The entry
    name: String,
    /// What it is
    #[arg(value_enum)]
    kind: Kind,
    #[command(flatten)]
    signature: Signature,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    Person,
    Organisation,
    Place,
    Group,
}

/// The entry that a name means.
pub(super) fn entity(case: &Case, name: &str) -> anyhow::Result<EntityRef> {
    Ok(EntityRef::to(query::resolve(case, name)?))
}

impl SameArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let keep = query::resolve(case, &self.keep)?;
            let mut merge = Vec::new();
            for name in &self.other {
                let other = query::resolve(case, name)?;
                if other.id == keep.id {
                    bail!("'{}' and '{name}' are one entry already: {}", self.keep, keep.name);
                }
                merge.push(EntityRef::to(other));
            }
            Ok(Action::Same { keep: EntityRef::to(keep), merge })
        })
    }
}

impl ApartArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let (a, b) = (query::resolve(case, &self.a)?, query::resolve(case, &self.b)?);
            let (mut a, mut b) = (EntityRef::to(a), EntityRef::to(b));
            if a == b {
                // One entry that holds both: the words as given tell its mentions apart.
                let one = query::resolve(case, &self.a)?;
                (a, b) = (worded(one, &self.a), worded(one, &self.b));
                if a.mentions.is_empty() || b.mentions.is_empty() || self.a == self.b {
                    bail!("both names mean {}; `case split` takes somebody out of an entry", one.name);
                }
            }
            Ok(Action::NotTheSame { entities: [a, b] })
        })
    }
}

/// A reference by the mentions in exactly these words.
fn worded(entity: &sociogram::model::Entity, words: &str) -> EntityRef {
    let mut only = entity.clone();
    only.mentions.retain(|mention| mention.span.text == words);
    words.clone_into(&mut only.name);
    EntityRef::to(&only)
}

impl RenameArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell)
            .run(|case, _| Ok(Action::Rename { entity: entity(case, &self.name)?, name: self.new.clone() }))
    }
}

impl SplitArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let whole = query::resolve(case, &self.name)?;
            let documents =
                self.documents.iter().map(|name| document(case, name)).collect::<Result<_, _>>()?;
            let mention = |id: &String| {
                let found = whole.mentions.iter().find(|mention| mention.id == *id);
                found.map(pointer).ok_or_else(|| anyhow::anyhow!("{} has no mention '{id}'", whole.name))
            };
            let mentions: Vec<Pointer> = self.mentions.iter().map(mention).collect::<Result<_, _>>()?;
            // What stays is what the reference must find again.
            let mut stays = whole.clone();
            let goes: &Vec<String> = &documents;
            stays.mentions.retain(|m| !goes.contains(&m.document) && !mentions.iter().any(|p| p.id == m.id));
            Ok(Action::Split { entity: EntityRef::to(&stays), documents, mentions, name: self.new.clone() })
        })
    }
}

fn pointer(mention: &sociogram::model::Mention) -> Pointer {
    Pointer {
        id: mention.id.clone(),
        document: mention.document.clone(),
        start: mention.span.start,
        end: mention.span.end,
        text: mention.span.text.clone(),
    }
}

fn document(case: &Case, name: &str) -> anyhow::Result<String> {
    let fits = |known: &&sociogram::model::Document| {
        known.id == name || known.name == name || known.stem() == name || known.label() == name
    };
    let found: Vec<_> = case.documents.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => bail!("there is no document '{name}'"),
        several => {
            let ids: Vec<_> = several.iter().map(|document| document.id.as_str()).collect();
            bail!("several documents are called '{name}': {}", ids.join(", "))
        }
    }
}

impl SideArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell)
            .run(|case, _| Ok(Action::SetSide { entity: entity(case, &self.name)?, side: self.side.clone() }))
    }
}

impl KindArgs {
    pub(super) fn run(&self, shell: &Shell) -> anyhow::Result<Exit> {
        decide(&self.dir, &self.signature, shell).run(|case, _| {
            let kind = match self.kind {
                Kind::Person => EntityKind::Person,
                Kind::Organisation => EntityKind::Organisation,
                Kind::Place => EntityKind::Place,
                Kind::Group => EntityKind::Group,
            };
            Ok(Action::SetKind { entity: entity(case, &self.name)?, kind })
        })
    }
}

pub(super) fn decide<'a>(dir: &'a PathBuf, signature: &'a Signature, shell: &'a Shell) -> Decide<'a> {
    Decide { folder: dir, signature, shell }
}
