//! What must not be left in a redacted file.

use super::plain::{folded, plain};
use crate::model::{Case, Document, Entity};
use std::collections::BTreeSet;

/// Shortest name, in letters, that is also looked for inside of words.
const FRAGMENT: usize = 6;

/// Everything that must not be left of a case.
///
/// Whole: names, aliases and short forms of all entities, the words that name them in the texts, offices, sides, and what
/// documents are called, by whom they are published and where. And every word of a name: "Anna" and "Keller".
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(super) wholes: BTreeSet<String>,
    /// Words of names that are no whole names.
    pub(super) parts: BTreeSet<String>,
}

impl Names {
    /// The names of a case.
    pub fn of(case: &Case) -> Self {
        let mut names = Self::default();
        case.entities.iter().for_each(|entity| names.add_entity(entity));
        case.documents.iter().for_each(|document| names.add_document(document));
        names.wholes.extend(case.statements.iter().filter_map(|statement| statement.medium.clone()));
        names.parts.retain(|part| !names.wholes.contains(part));
        names
    }

    /// The names of those who act, without places and documents.
    pub fn of_actors(case: &Case) -> Self {
        let mut names = Self::default();
        let actors = case.entities.iter().filter(|entity| entity.kind.is_actor());
        actors.for_each(|entity| names.add_entity(entity));
        names.parts.retain(|part| !names.wholes.contains(part));
        names
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.wholes.len() + self.parts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn add_entity(&mut self, entity: &Entity) {
        let all = entity.aliases.iter().chain(&entity.weak_aliases).chain(&entity.side);
        for name in all.chain([&entity.name]) {
            self.add(name);
        }
        entity.roles.iter().for_each(|role| self.add(&role.title));
        // "she" and "the minister" name nobody.
        let named = entity.mentions.iter().map(|mention| &mention.span.text).filter(|text| is_name(text));
        self.wholes.extend(named.cloned());
    }

    fn add_document(&mut self, document: &Document) {
        let told = [&document.title, &document.publisher, &document.url];
        self.wholes.extend(told.into_iter().flatten().cloned());
        self.wholes.extend([document.name.clone(), document.stem().to_owned(), document.sha256.clone()]);
    }

    fn add(&mut self, name: &str) {
        self.wholes.insert(name.to_owned());
        let words = name.split(|c: char| !is_of_word(c));
        self.parts.extend(words.filter(|word| is_name(word) && word.chars().count() > 1).map(str::to_owned));
    }
}

/// Whether it begins as names do: with a capital, or in a script that has none.
fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

fn is_of_word(c: char) -> bool {
    let ends = c.is_whitespace() || c.is_control() || (c.is_ascii_punctuation() && c != '\'');
    !ends && !matches!(c, '–' | '—' | '“' | '”' | '„' | '«' | '»' | '…' | '·')
}

/// The forms in which a name is looked for.
pub(super) struct Forms {
    /// Plain words: as they stand; with a break at apostrophes; without full stops, as in ids.
    pub(super) phrases: BTreeSet<String>,
    /// In other scripts: what is found inside of words; in Latin script: all words as one.
    pub(super) fragment: Option<String>,
    pub(super) own_script: Option<String>,
}

impl Forms {
    pub(super) fn of(name: &str) -> Self {
        let broken: String =
            name.chars().map(|c| if matches!(c, '\'' | '’' | '`') { ' ' } else { c }).collect();
        let undotted = name.replace('.', "");
        let phrases: BTreeSet<String> = [name, &broken, &undotted]
            .into_iter()
            .map(|form| plain(form).trim().to_owned())
            .filter(|phrase| !phrase.is_empty())
            .collect();
        let fragment = plain(name).replace(' ', "");
        let own_script = (!name.is_ascii()).then(|| folded(name).trim().to_owned());
        Self {
            phrases,
            fragment: Some(fragment).filter(|fragment| fragment.len() >= FRAGMENT),
            own_script: own_script.filter(|name| name.chars().count() > 1),
        }
    }
}
