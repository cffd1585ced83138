//! Evidence that a name is a person's: what only human beings do, what is only done to them, and "he" and "she".

use super::names::NameSpan;
use super::page::{Page, Tok};
use crate::language::Dep;

/// Points for a person from the clause of one mention, whose governing token is `head`.
pub(crate) fn points(page: &Page<'_>, name: &NameSpan, head: Tok) -> i32 {
    let verb = page.head(head);
    if verb == head || !page.is_verb(verb) {
        return 0;
    }
    let acts = if acts(page, head) { 3 } else { 0 };
    acts + if is_he_or_she(page, name, verb) { 3 } else { 0 }
}

/// Whether a token is the subject of what only human beings do, or the object of what is only done to them.
pub(crate) fn acts(page: &Page<'_>, tok: Tok) -> bool {
    let verb = page.head(tok);
    verb != tok
        && page.is_verb(verb)
        && match page.dep(tok) {
            Dep::Nsubj => only_humans_do(page.lemma(verb)),
            Dep::Nsubjpass | Dep::Dobj => only_done_to_humans(page.lemma(verb)),
            _ => false,
        }
}

/// "Osei said nothing when he was asked": a clause below has "he" or "she" for its subject, and nobody else is named between.
fn is_he_or_she(page: &Page<'_>, name: &NameSpan, verb: Tok) -> bool {
    if !matches!(page.dep(super::typing::head_of(page, name.toks.clone())), Dep::Nsubj | Dep::Nsubjpass) {
        return false;
    }
    let clause = |&pronoun: &Tok| {
        let below = page.head(pronoun);
        pronoun >= name.toks.end
            && matches!(page.lower(pronoun), "he" | "she")
            && page.dep(pronoun) == Dep::Nsubj
            && below != verb
            && page.ancestors(below).any(|above| above == verb)
            && page.quotes.of(pronoun) == page.quotes.of(name.toks.start)
    };
    let end = page.sentence(page.sentence_of(verb)).end;
    let Some(pronoun) = (name.toks.end..end).find(clause) else { return false };
    let other = |other: &&crate::language::NameSpan| {
        other.start >= name.toks.end && other.end <= pronoun && page.is_capitalised(other.start)
    };
    let dated = |other: &&crate::language::NameSpan| {
        super::time::names_a_day(&page.span(other.start..other.end).text)
    };
    page.names.iter().filter(other).all(|other| dated(&other))
}

/// Verbs whose subject is a human being, whatever else a name could be.
fn only_humans_do(lemma: &str) -> bool {
    matches!(
        lemma,
        "resign"
            | "dine"
            | "eat"
            | "drink"
            | "smile"
            | "laugh"
            | "nod"
            | "cry"
            | "weep"
            | "sleep"
            | "walk"
            | "sit"
            | "kneel"
            | "pray"
            | "whisper"
            | "shout"
            | "grin"
            | "frown"
            | "marry"
            | "testify"
            | "retire"
            | "telephone"
            | "phone"
            | "sing"
            | "remember"
            | "recall"
    )
}

/// Verbs whose object is a human being.
fn only_done_to_humans(lemma: &str) -> bool {
    matches!(
        lemma,
        "telephone"
            | "phone"
            | "interview"
            | "question"
            | "arrest"
            | "jail"
            | "imprison"
            | "sentence"
            | "marry"
            | "hug"
            | "greet"
            | "bury"
            | "behead"
            | "hospitalize"
            | "hospitalise"
            | "exile"
            | "knight"
            | "inaugurate"
            | "bear"
    )
}
