//! Verbs and nouns that signal statements and contact.

use super::rows;
use crate::model::{Certainty, EventKind, StatementKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a verb of saying or thinking takes its parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpeechVerb {
    pub(crate) kind: StatementKind,
    /// Content is a clause or quotation.
    pub(crate) clause: bool,
    /// Content may be a noun phrase.
    pub(crate) noun: bool,
    /// Content follows a preposition.
    pub(crate) preposition: bool,
    /// Content may be an infinitive.
    pub(crate) infinitive: bool,
    /// The object is the person spoken to.
    pub(crate) addressee: bool,
    /// The object is what the words are about.
    pub(crate) about: bool,
    /// To whom it is said is a statement, whatever is said.
    pub(crate) directed: bool,
    /// Belief, wish or stance rather than words.
    pub(crate) belief: bool,
}

/// Where the other party stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ContactFrames {
    pub(crate) object: bool,
    pub(crate) with: bool,
    pub(crate) to: bool,
    pub(crate) before: bool,
    pub(crate) between: bool,
    pub(crate) reciprocal: bool,
    pub(crate) doubtful: bool,
}

/// A verb of contact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContactVerb {
    pub(crate) kind: EventKind,
    pub(crate) frames: ContactFrames,
}

static SPEECH: LazyLock<HashMap<&str, SpeechVerb>> = LazyLock::new(|| {
    let entry = |fields: Vec<&'static str>| {
        let has = |flag| fields[2].contains(flag);
        let verb = SpeechVerb {
            kind: StatementKind::from_text(fields[1]).expect("the list names known kinds"),
            clause: has('c'),
            noun: has('n'),
            preposition: has('p'),
            infinitive: has('x'),
            addressee: has('a'),
            about: has('o'),
            directed: has('t'),
            belief: has('b'),
        };
        (fields[0], verb)
    };
    rows(include_str!("speech_verbs.txt")).map(entry).collect()
});

static CONTACT: LazyLock<HashMap<&str, ContactVerb>> = LazyLock::new(|| {
    let entry = |fields: Vec<&'static str>| {
        let has = |frame| fields[2].split(' ').any(|f| f == frame);
        let frames = ContactFrames {
            object: has("obj"),
            with: has("with"),
            to: has("to"),
            before: has("before"),
            between: has("between"),
            reciprocal: has("recip"),
            doubtful: has("doubt"),
        };
        (fields[0], ContactVerb { kind: event_kind(fields[1]), frames })
    };
    rows(include_str!("contact_verbs.txt")).map(entry).collect()
});

static NOUNS: LazyLock<HashMap<&str, EventKind>> =
    LazyLock::new(|| rows(include_str!("contact_nouns.txt")).map(|f| (f[0], event_kind(f[1]))).collect());

static SUPPORT: LazyLock<HashMap<&str, Certainty>> = LazyLock::new(|| {
    let certainty = |text| Certainty::from_text(text).expect("the list names known certainties");
    rows(include_str!("support_verbs.txt")).map(|f| (f[0], certainty(f[1]))).collect()
});

fn event_kind(text: &str) -> EventKind {
    EventKind::from_text(text).expect("the list names known kinds")
}

/// The dictionary form where the language model's rules give another: "dined" → din, "texted" → texte.
fn mended(lemma: &str) -> &str {
    match lemma {
        "din" => "dine",
        "rang" => "ring",
        "texte" => "text",
        "hop" => "hope",
        "hat" => "hate",
        "blogge" => "blog",
        "deadpanne" => "deadpan",
        "lambast" => "lambaste",
        "extoll" => "extol",
        other => other,
    }
}

/// The verb of saying or thinking with this lemma.
pub(crate) fn speech_verb(lemma: &str) -> Option<SpeechVerb> {
    SPEECH.get(mended(lemma)).copied()
}

/// The verb of contact with this lemma.
pub(crate) fn contact_verb(lemma: &str) -> Option<ContactVerb> {
    CONTACT.get(mended(lemma)).copied()
}

/// The kind of event that the noun with this lemma tells.
pub(crate) fn contact_noun(lemma: &str) -> Option<EventKind> {
    NOUNS.get(lemma).copied()
}

/// What a verb that carries an event noun says of its certainty.
pub(crate) fn support_verb(lemma: &str) -> Option<Certainty> {
    SUPPORT.get(lemma).copied()
}
