//! Dictionary forms by suffix rules, a word list and exceptions.

use super::asset::{Reader, Words};
use super::chars::Classes;
use crate::language::Pos;

/// Parts of speech with tables, in the order of the tables.
const PARTS: [Pos; 5] = [Pos::Noun, Pos::Verb, Pos::Adj, Pos::Adv, Pos::Punct];

pub(super) struct Lemmatizer {
    parts: [Part; PARTS.len()],
    /// Dictionary forms of all parts of speech; of each, a bit per part it belongs to.
    index: Words,
    index_parts: Box<[u8]>,
}

/// The tables of one part of speech.
struct Part {
    /// Endings and what takes their place.
    rules: Vec<(Box<str>, Box<str>)>,
    irregular: Words,
    /// Lemmas of the irregular words, several separated by `|`.
    lemmas: Vec<Box<str>>,
}

impl Lemmatizer {
    pub(super) fn read(reader: &mut Reader<'_>) -> Lemmatizer {
        let rules = PARTS.map(|_| reader.list(|reader| (reader.text().into(), reader.text().into())));
        let parts = rules.map(|rules| {
            let irregular = reader.words();
            let lemmas = (0..irregular.len()).map(|_| reader.text().into()).collect();
            Part { rules, irregular, lemmas }
        });
        let index = reader.words();
        let index_parts = reader.bytes(index.len()).into();
        Lemmatizer { parts, index, index_parts }
    }

    /// Dictionary form of `text`, whose lower case is `lower`.
    pub(super) fn lemma(&self, classes: &Classes, text: &str, lower: &str, pos: Pos, morph: &str) -> String {
        if pos == Pos::Propn {
            return if is_base_form(pos, morph) { lower } else { text }.into();
        }
        match PARTS.iter().position(|&part| part == pos) {
            Some(part) if !is_base_form(pos, morph) => self.by_tables(classes, part, text, lower),
            _ => lower.into(),
        }
    }

    fn by_tables(&self, classes: &Classes, part: usize, text: &str, lower: &str) -> String {
        let Part { rules, irregular, lemmas } = &self.parts[part];
        if let Some(exceptions) = irregular.find(lower).map(|at| &lemmas[at]) {
            return self.irregular(classes, part, exceptions, lower);
        }
        let (known, unknown) = self.by_rules(classes, part, rules, lower);
        known.into_iter().next().or(unknown).unwrap_or_else(|| text.into())
    }

    /// The last exception that the rules do not find as well comes first, otherwise what they find.
    fn irregular(&self, classes: &Classes, part: usize, exceptions: &str, lower: &str) -> String {
        let (known, unknown) = self.by_rules(classes, part, &self.parts[part].rules, lower);
        let new = exceptions.split('|').rfind(|lemma| !known.iter().any(|form| form == lemma));
        let found = new.map(String::from).or_else(|| known.into_iter().next());
        found.or(unknown).unwrap_or_else(|| lower.into())
    }

    /// Forms the rules lead to: those in the word list (the last one first) or with other characters than letters,
    /// and the first of the others.
    fn by_rules(
        &self,
        classes: &Classes,
        part: usize,
        rules: &[(Box<str>, Box<str>)],
        lower: &str,
    ) -> (Vec<String>, Option<String>) {
        let (mut known, mut unknown) = (Vec::new(), None);
        for (old, new) in rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.is_listed(part, &form) {
                known.insert(0, form);
            } else if !form.chars().all(|c| classes.letter.contains(c)) {
                known.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        (known, unknown)
    }

    fn is_listed(&self, part: usize, form: &str) -> bool {
        self.index.find(form).is_some_and(|at| self.index_parts[at] >> part & 1 == 1)
    }
}

/// Whether morphology says that the word is its own dictionary form.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|f| f == feature);
    has("Degree=Pos")
        || has("VerbForm=Inf")
        || pos == Pos::Noun && has("Number=Sing")
        || pos == Pos::Verb && has("VerbForm=Fin") && has("Tense=Pres") && !morph.contains("Number=")
}
