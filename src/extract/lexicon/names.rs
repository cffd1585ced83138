//! Names of countries, places, bodies and people, and the words that give their kind away.

use super::{alternatives, rows};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Grammatical gender evidence; used to resolve pronouns, never stored in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

impl Gender {
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "f" => Some(Self::Female),
            "m" => Some(Self::Male),
            _ => None,
        }
    }
}

/// What a word before a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleClass {
    /// Mr, Dr, Lady: part of address, no office.
    Honorific,
    /// An office, rank or role worth keeping: President, Gen., spokesman.
    Office,
}

/// A common noun for a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoleNoun {
    pub(crate) plural: bool,
    /// "wife", "son-in-law".
    pub(crate) kin: bool,
}

/// A plural or collective noun that acts as a party.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GroupNoun {
    /// Whether it makes a node together with a nationality or body: "US officials".
    pub(crate) nameable: bool,
}

/// A well-known body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) media: bool,
}

/// All name lists, keyed by lower-case forms.
#[derive(Default)]
pub(crate) struct Gazetteer {
    /// Country by any of its names.
    countries: HashMap<String, &'static str>,
    /// Country by demonym.
    demonyms: HashMap<String, &'static str>,
    /// Country by capital.
    capitals: HashMap<String, &'static str>,
    /// Country by seat of government.
    seats: HashMap<String, &'static str>,
    /// Canonical place by any of its names.
    places: HashMap<String, &'static str>,
    bodies: HashMap<String, Body>,
    first_names: HashMap<String, Option<Gender>>,
    titles: HashMap<String, (TitleClass, Option<Gender>)>,
    longest_title: usize,
    role_nouns: HashMap<String, RoleNoun>,
    group_nouns: HashMap<String, GroupNoun>,
    org_words: HashMap<String, bool>,
    place_words: HashMap<String, bool>,
    nicknames: HashMap<&'static str, usize>,
    sites: HashSet<&'static str>,
    abbreviations: HashSet<&'static str>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);

/// The lists, read on first use.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

impl Gazetteer {
    fn read() -> Self {
        let mut lists = Self::default();
        lists.read_countries();
        lists.read_names();
        lists.read_words();
        lists
    }

    fn read_countries(&mut self) {
        for fields in rows(include_str!("countries.txt")) {
            let name = fields[0];
            for form in alternatives(name).chain(alternatives(fields[1])) {
                self.countries.insert(form.to_lowercase(), name);
            }
            for form in alternatives(fields[2]) {
                self.demonyms.insert(form.to_lowercase(), name);
            }
            for form in alternatives(fields[3]) {
                self.capitals.insert(form.to_lowercase(), name);
            }
            for form in alternatives(fields.get(4).unwrap_or(&"")) {
                self.seats.insert(without_article(form).to_lowercase(), name);
            }
        }
        for fields in rows(include_str!("places.txt")) {
            for form in alternatives(fields[0]).chain(alternatives(fields[1])) {
                self.places.insert(form.to_lowercase(), fields[0]);
            }
        }
    }

    fn read_names(&mut self) {
        for fields in rows(include_str!("organisations.txt")) {
            let body = Body { name: fields[0], media: fields[2] == "media" };
            for form in alternatives(fields[0]).chain(alternatives(fields[1])) {
                self.bodies.insert(without_article(form).to_lowercase(), body);
            }
        }
        for fields in rows(include_str!("first_names.txt")) {
            self.first_names.insert(fields[0].to_lowercase(), Gender::from_text(fields[1]));
        }
        for (number, fields) in rows(include_str!("nicknames.txt")).enumerate() {
            for form in alternatives(fields[0]) {
                self.nicknames.insert(form, number);
            }
        }
    }

    fn read_words(&mut self) {
        for fields in rows(include_str!("titles.txt")) {
            let class = if fields[2] == "honorific" { TitleClass::Honorific } else { TitleClass::Office };
            self.longest_title = self.longest_title.max(fields[0].split(' ').count());
            self.titles.insert(fields[0].to_lowercase(), (class, Gender::from_text(fields[1])));
        }
        for fields in rows(include_str!("role_nouns.txt")) {
            let kin = fields[3] == "kin";
            self.role_nouns.insert(fields[0].to_lowercase(), RoleNoun { plural: false, kin });
            for plural in alternatives(fields[1]).filter(|&plural| plural != fields[0]) {
                self.role_nouns.insert(plural.to_lowercase(), RoleNoun { plural: true, kin });
            }
        }
        for fields in rows(include_str!("group_nouns.txt")) {
            self.group_nouns.insert(fields[0].to_lowercase(), GroupNoun { nameable: fields[2] == "named" });
        }
        for fields in rows(include_str!("org_words.txt")) {
            self.org_words.insert(fields[0].to_lowercase(), fields[1] == "last");
        }
        self.abbreviations.extend(rows(include_str!("abbreviations.txt")).flatten());
        self.sites.extend(rows(include_str!("sites.txt")).map(|fields| fields[0]));
        for fields in rows(include_str!("place_words.txt")) {
            self.place_words.insert(fields[0].to_lowercase(), fields[1] == "last");
        }
    }

    /// The country with this name.
    pub(crate) fn country(&self, lower: &str) -> Option<&'static str> {
        self.countries.get(lower).copied()
    }

    /// The country whose people or ways this word names.
    pub(crate) fn demonym(&self, lower: &str) -> Option<&'static str> {
        self.demonyms.get(lower).copied()
    }

    /// The country whose government this capital or seat stands for.
    pub(crate) fn government(&self, lower: &str) -> Option<&'static str> {
        self.capitals.get(lower).or_else(|| self.seats.get(lower)).copied()
    }

    /// Whether this is a building or seat that stands for a government: Kremlin.
    pub(crate) fn is_seat(&self, lower: &str) -> bool {
        self.seats.contains_key(lower)
    }

    /// The canonical name of this place.
    pub(crate) fn place(&self, lower: &str) -> Option<&'static str> {
        self.places.get(lower).or_else(|| self.countries.get(lower)).copied()
    }

    /// Whether this is a known city, region or country.
    pub(crate) fn is_place(&self, lower: &str) -> bool {
        self.place(lower).is_some() || self.capitals.contains_key(lower)
    }

    /// The well-known body with this name.
    pub(crate) fn body(&self, lower: &str) -> Option<Body> {
        self.bodies.get(without_article(lower)).copied()
    }

    /// Whether this is a given name, with its usual gender.
    pub(crate) fn first_name(&self, lower: &str) -> Option<Option<Gender>> {
        self.first_names.get(lower).copied()
    }

    /// A title of one or several words.
    pub(crate) fn title(&self, lower: &str) -> Option<(TitleClass, Option<Gender>)> {
        self.titles.get(lower).copied()
    }

    /// Number of words of the longest title.
    pub(crate) fn longest_title(&self) -> usize {
        self.longest_title
    }

    pub(crate) fn role_noun(&self, lower: &str) -> Option<RoleNoun> {
        self.role_nouns.get(lower).copied()
    }

    pub(crate) fn group_noun(&self, lower: &str) -> Option<GroupNoun> {
        self.group_nouns.get(lower).copied()
    }

    /// Whether a capitalised name of these lower-case words is a body by one of its words.
    pub(crate) fn has_org_word(&self, words: &[&str]) -> bool {
        has_kind_word(&self.org_words, words)
    }

    /// Whether a capitalised name of these lower-case words is a place by one of its words.
    pub(crate) fn has_place_word(&self, words: &[&str]) -> bool {
        has_kind_word(&self.place_words, words)
    }

    /// Whether these letters are an everyday abbreviation, no body: DNA, CEO.
    pub(crate) fn is_abbreviation(&self, lower: &str) -> bool {
        self.abbreviations.contains(lower)
    }

    /// Whether a common noun names a building, room or site where people meet.
    pub(crate) fn is_site(&self, lower: &str) -> bool {
        self.sites.contains(lower)
    }

    /// Whether two given names may be forms of one: equal, an initial, a long prefix, a known short form.
    pub(crate) fn same_first_name(&self, one: &str, other: &str) -> bool {
        let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
        if one == other {
            return true;
        }
        let (short, long) =
            if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
        let letters = short.chars().count();
        if letters != 2 && long.starts_with(short) {
            return letters == 1 || letters >= 3;
        }
        matches!((self.nicknames.get(one), self.nicknames.get(other)), (Some(a), Some(b)) if a == b)
    }
}

fn has_kind_word(list: &HashMap<String, bool>, words: &[&str]) -> bool {
    let last = words.len().saturating_sub(1);
    words
        .iter()
        .enumerate()
        .any(|(at, word)| list.get(*word).is_some_and(|&only_last| !only_last || at == last))
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_reads_and_answers() {
        let lists = gazetteer();
        assert_eq!(lists.country("usa"), lists.demonym("american"));
        assert!(lists.government("kremlin").is_some());
        assert!(lists.title("prime minister").is_some());
        assert!(lists.same_first_name("bob", "robert"));
        assert!(lists.same_first_name("j.", "james"));
        assert!(!lists.same_first_name("anna", "ben"));
    }

    #[test]
    fn no_list_repeats_a_key() {
        let lists =
            [include_str!("speech_verbs.txt"), include_str!("role_nouns.txt"), include_str!("titles.txt")];
        for list in lists {
            let mut seen = HashSet::new();
            for fields in rows(list) {
                assert!(seen.insert(fields[0]), "{} stands twice", fields[0]);
            }
        }
    }
}
