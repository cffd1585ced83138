//! From a name as people type it to the entity it means.

use crate::error::Error;
use crate::model::{Case, Entity};
use strsim::jaro_winkler;

/// Names less alike than this (Jaro–Winkler, Winkler 1990) are no suggestion.
const LIKENESS: f64 = 0.84;
/// How many suggestions are made.
const SUGGESTIONS: usize = 3;

/// The entity that `name` means.
///
/// Tried in this order, accents, case and punctuation aside: the id or full name; another full name; a short form or the
/// last word of the name; any words of the name. The first of these that fits exactly one entity decides.
///
/// # Errors
/// [`Error::AmbiguousName`] with the candidates if several fit, [`Error::UnknownName`] with similar names if none does.
///
/// ```
/// use sociogram::model::{Case, Entity, EntityKind};
/// let mut case = Case::default();
/// case.entities.push(Entity::new(EntityKind::Person, "Zoë Keller"));
/// assert_eq!(sociogram::query::resolve(&case, "KELLER").unwrap().name, "Zoë Keller");
/// assert_eq!(sociogram::query::resolve(&case, "zoe keller").unwrap().name, "Zoë Keller");
/// ```
pub fn resolve<'a>(case: &'a Case, name: &str) -> Result<&'a Entity, Error> {
    let asked = Words::of(name);
    let tiers: [&dyn Fn(&Entity) -> bool; 4] = [
        &|entity| entity.id == name || Words::of(&entity.name) == asked,
        &|entity| entity.aliases.iter().any(|alias| Words::of(alias) == asked),
        &|entity| asked.is_short_form_of(entity),
        &|entity| asked.occur_in(&entity.name),
    ];
    for fits in tiers {
        let found: Vec<_> =
            case.entities.iter().filter(|entity| !asked.0.is_empty() && fits(entity)).collect();
        match actors_first(found).as_slice() {
            [] => {}
            [entity] => return Ok(entity),
            several => return Err(ambiguous(name, several)),
        }
    }
    Err(Error::UnknownName { name: name.to_owned(), suggestions: suggestions(case, &asked) })
}

/// Like [`resolve`], for questions about people, organisations and groups.
///
/// # Errors
/// As [`resolve`]; [`Error::Place`] if the name means a place.
pub fn resolve_actor<'a>(case: &'a Case, name: &str) -> Result<&'a Entity, Error> {
    let entity = resolve(case, name)?;
    if entity.kind.is_actor() { Ok(entity) } else { Err(Error::Place { name: entity.name.clone() }) }
}

/// A place never competes with somebody of the same name.
fn actors_first(found: Vec<&Entity>) -> Vec<&Entity> {
    if found.iter().any(|entity| entity.kind.is_actor()) {
        found.into_iter().filter(|entity| entity.kind.is_actor()).collect()
    } else {
        found
    }
}

fn ambiguous(name: &str, several: &[&Entity]) -> Error {
    let mut candidates: Vec<_> = several.iter().map(|entity| entity.name.clone()).collect();
    candidates.sort();
    // Two of the same name can only be told apart by id.
    if candidates.windows(2).any(|pair| pair[0] == pair[1]) {
        candidates = several.iter().map(|entity| entity.id.clone()).collect();
    }
    Error::AmbiguousName { name: name.to_owned(), candidates }
}

fn suggestions(case: &Case, asked: &Words) -> Vec<String> {
    let asked = asked.0.join(" ");
    let mut alike: Vec<_> = case
        .entities
        .iter()
        .filter(|entity| entity.kind.is_actor())
        .map(|entity| (likeness(&asked, entity), entity.name.clone()))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    alike.dedup_by(|a, b| a.1 == b.1);
    alike.into_iter().take(SUGGESTIONS).map(|(_, name)| name).collect()
}

/// How much the name resembles the most similar full name, short form or last word of the entity, 0 to 1.
fn likeness(asked: &str, entity: &Entity) -> f64 {
    let names = [&entity.name].into_iter().chain(&entity.aliases).chain(&entity.weak_aliases);
    let words = names.map(|name| Words::of(name).0);
    let forms = words.flat_map(|words| [words.join(" "), words.last().cloned().unwrap_or_default()]);
    forms.map(|form| jaro_winkler(asked, &form)).fold(0.0, f64::max)
}

/// A name as its words: without accents, case, punctuation and possessive.
#[derive(PartialEq, Eq)]
struct Words(Vec<String>);

impl Words {
    fn of(name: &str) -> Self {
        let ascii = any_ascii::any_ascii(name).to_lowercase();
        let bare = ascii.strip_suffix("'s").unwrap_or(&ascii).replace(['\'', '.'], "");
        let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self(words.map(str::to_owned).collect())
    }

    fn is_short_form_of(&self, entity: &Entity) -> bool {
        let last = Self::of(&entity.name).0.pop();
        (self.0.len() == 1 && last.as_ref() == self.0.first())
            || entity.weak_aliases.iter().any(|alias| Self::of(alias) == *self)
    }

    fn occur_in(&self, name: &str) -> bool {
        let known = Self::of(name).0;
        self.0.iter().all(|word| known.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityKind;

    fn case() -> Case {
        let mut zoe = Entity::new(EntityKind::Person, "Zoë Keller-Žižek");
        zoe.aliases.push("Zoe Keller".into());
        let mut jon = Entity::new(EntityKind::Person, "Jon Keller");
        jon.weak_aliases.push("Johnny".into());
        let entities = vec![zoe, jon, Entity::new(EntityKind::Place, "Zizek")];
        Case { entities, ..Case::default() }
    }

    fn name(asked: &str) -> Result<String, Error> {
        resolve(&case(), asked).map(|entity| entity.name.clone())
    }

    #[test]
    fn names_match_without_accents_case_and_punctuation() {
        assert_eq!(name("ZOE KELLER ZIZEK").as_deref(), Ok("Zoë Keller-Žižek"));
        assert_eq!(name("zoe keller").as_deref(), Ok("Zoë Keller-Žižek"));
        assert_eq!(name("johnny").as_deref(), Ok("Jon Keller"));
        assert_eq!(name("Keller").as_deref(), Ok("Jon Keller"));
        assert_eq!(name("jon").as_deref(), Ok("Jon Keller"));
    }

    #[test]
    fn an_exact_name_beats_a_short_form_and_a_place_can_be_named() {
        assert_eq!(name("Zizek").as_deref(), Ok("Zizek"));
        assert!(matches!(resolve_actor(&case(), "Zizek"), Err(Error::Place { .. })));
    }

    #[test]
    fn misspelt_names_get_suggestions() {
        let error = name("Kelller").unwrap_err();
        assert_eq!(error.hint().as_deref(), Some("did you mean 'Jon Keller' or 'Zoë Keller-Žižek'?"));
        assert!(name("").is_err() && name("«»").is_err());
    }

    #[test]
    fn ambiguous_names_list_their_candidates() {
        let mut case = case();
        case.entities.push(Entity::new(EntityKind::Person, "Ida Keller"));
        let error = resolve(&case, "keller").unwrap_err();
        assert_eq!(error.to_string(), "'keller' may be Ida Keller or Jon Keller");
    }
}
