//! Short forms of bodies: "Nordhavn" for Nordhavn Metall, "the Union" for the Southern Lakes Union.

use super::lexicon::gazetteer;
use super::names::NameSpan;
use super::page::Page;
use crate::model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// Long form of every single word that stands for a body named in full elsewhere in the document, all in lower case.
///
/// A word that begins the names of two bodies, is a place, a given name or part of a person's name stands for nobody.
pub(super) fn find(
    page: &Page<'_>,
    names: &[NameSpan],
    keys: &[String],
    kinds: &[Option<EntityKind>],
) -> BTreeMap<String, String> {
    let mut longs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut persons: BTreeSet<&str> = BTreeSet::new();
    for (key, kind) in keys.iter().zip(kinds).filter(|(key, _)| key.contains(' ')) {
        match kind {
            Some(EntityKind::Person) => persons.extend(key.split(' ')),
            Some(EntityKind::Organisation) => {
                for word in short_words(key) {
                    longs.entry(word).or_default().insert(key);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    for (name, key) in names.iter().zip(keys) {
        let Some(long) = longs.get(key.as_str()).filter(|longs| longs.len() == 1).and_then(BTreeSet::first)
        else {
            continue;
        };
        let definite = name.toks.start > 0 && page.lower(name.toks.start - 1) == "the";
        let last = long.ends_with(key.as_str());
        if name.title.is_none() && !persons.contains(key.as_str()) && (definite || !last) {
            found.insert(key.clone(), (*long).to_owned());
        }
    }
    found
}

/// The first word of a company's name, and the last of a body's if it says what the body is.
fn short_words(key: &str) -> impl Iterator<Item = &str> {
    let lists = gazetteer();
    let (first, last) =
        (key.split(' ').next().unwrap_or_default(), key.rsplit(' ').next().unwrap_or_default());
    let common = lists.is_place(first)
        || lists.country(first).is_some()
        || lists.demonym(first).is_some()
        || lists.first_name(first).is_some()
        || lists.title(first).is_some()
        || lists.has_org_word(&[first])
        || lists.has_place_word(&[first])
        || matches!(
            first,
            "national" | "international" | "federal" | "state" | "royal" | "united" | "general" | "new"
        );
    let first = (first.len() > 3 && !common && !belongs_to_a_town(last)).then_some(first);
    let last = lists.has_org_word(&[last]).then_some(last);
    first.into_iter().chain(last)
}

/// Bodies that bear the name of their town, which alone means the town.
fn belongs_to_a_town(last: &str) -> bool {
    super::cast::is_media_word(last)
        || matches!(
            last,
            "university"
                | "college"
                | "school"
                | "police"
                | "council"
                | "court"
                | "hospital"
                | "airport"
                | "museum"
                | "parliament"
                | "assembly"
                | "government"
                | "city"
                | "united"
                | "department"
                | "centre"
                | "center"
        )
}
