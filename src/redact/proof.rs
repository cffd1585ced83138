//! The proof that no name is left.

use super::PSEUDONYMS;
use super::names::{Forms, Names};
use super::plain::{folded, plain, without_escapes};
use super::search::{Fragments, Phrases};
use std::collections::{BTreeSet, HashSet};

/// Layers of escapes that are looked through: JSON in a field of XML in JSON.
const LAYERS: usize = 3;

/// What a search for names gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many names and words of names were looked for.
    pub names: usize,
    /// Those that are left.
    pub found: Vec<String>,
    /// Names that stand there, but as words of the format itself ("group", "meet"), so that nothing is proven of them.
    pub indistinct: Vec<String>,
}

/// Looks for names in every byte of a text format: without case, accents and marks that cannot be seen; as whole words, and
/// long ones inside of words, too; also where they are written with the escapes of JSON, XML or addresses, or as ids.
///
/// `vocabulary` is a text of the same format without any of the names, from [`super::vocabulary`]. Says nothing of compressed
/// formats such as PNG. Takes time in proportion to the length of the text.
pub fn leaks(text: &str, names: &Names, vocabulary: &str) -> Proof {
    let wanted: Vec<(&String, bool)> = names
        .wholes
        .iter()
        .map(|name| (name, true))
        .chain(names.parts.iter().map(|part| (part, false)))
        .collect();
    let forms: Vec<Forms> = wanted.iter().map(|(name, _)| Forms::of(name)).collect();
    let mut proof = Proof { names: wanted.len(), ..Proof::default() };
    let vocabulary = Vocabulary::of(vocabulary);
    for number in Search::of(&forms).find(text) {
        let (name, is_whole) = wanted[number];
        match (vocabulary.holds(&forms[number]), is_whole) {
            (false, _) => proof.found.push(name.clone()),
            (true, true) => proof.indistinct.push(name.clone()),
            // The whole name is looked for, too.
            (true, false) => {}
        }
    }
    proof
}

struct Search<'a> {
    phrases: Phrases<'a>,
    fragments: Fragments<'a>,
    own_scripts: Fragments<'a>,
}

impl<'a> Search<'a> {
    fn of(forms: &'a [Forms]) -> Self {
        let (mut phrases, mut fragments, mut own_scripts) =
            (Phrases::default(), Fragments::default(), Fragments::default());
        for (number, form) in forms.iter().enumerate() {
            form.phrases.iter().for_each(|phrase| phrases.add(phrase, number));
            form.fragment.iter().for_each(|fragment| fragments.add(fragment, number));
            form.own_script.iter().for_each(|name| own_scripts.add(name, number));
        }
        Self { phrases, fragments, own_scripts }
    }

    /// Numbers of the forms that stand in the text, in order.
    fn find(&self, text: &str) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for text in layers(text) {
            let plain = plain(&text);
            self.phrases.find(&plain, &mut found);
            self.fragments.find(&plain, &mut found);
            if !text.is_ascii() {
                self.own_scripts.find(&folded(&text), &mut found);
            }
        }
        found
    }
}

/// The text, and what it is with one layer of escapes after the other resolved.
fn layers(text: &str) -> Vec<String> {
    let mut layers = vec![text.to_owned()];
    while layers.len() <= LAYERS {
        let resolved = without_escapes(&layers[layers.len() - 1]);
        if layers.last() == Some(&resolved) {
            break;
        }
        layers.push(resolved);
    }
    layers
}

/// What stands in a file that names nobody.
struct Vocabulary {
    text: String,
    words: HashSet<String>,
}

impl Vocabulary {
    fn of(text: &str) -> Self {
        let mut text = layers(text).iter().map(|layer| plain(layer)).collect::<String>();
        text.push_str(&plain(&PSEUDONYMS.join(" ")));
        let words = text.split(' ').map(str::to_owned).collect();
        Self { text, words }
    }

    /// Whether a find of one of the forms may be the format's own: it is of its words and of numbers, or within one.
    fn holds(&self, forms: &Forms) -> bool {
        let own = |word: &str| self.words.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit());
        let phrases_own = forms.phrases.iter().any(|phrase| phrase.split(' ').all(own));
        phrases_own || forms.fragment.as_ref().is_some_and(|fragment| self.text.contains(fragment.as_str()))
    }
}
