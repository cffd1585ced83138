//! What grammar gives as the content of a cue.

use super::super::lexicon::SpeechVerb;
use super::super::page::Tok;
use super::Finder;
use crate::language::{Dep, Tag};
use std::collections::BTreeSet;

impl Finder<'_> {
    /// What grammar gives as content, and the name of the pattern.
    pub(super) fn content_of(&self, tok: Tok, verb: &SpeechVerb) -> (BTreeSet<Tok>, &'static str) {
        let page = self.page;
        if let Some(content) = self.interrupted(tok) {
            return (content, "parenthetical");
        }
        let mut clauses: Vec<_> = page.kids_by(tok, Dep::Ccomp).collect();
        if verb.addressee && clauses.is_empty() {
            clauses.extend(page.kids_by(tok, Dep::Advcl).filter(|&kid| kid > tok && self.is_question(kid)));
        }
        if !clauses.is_empty() && (verb.clause || verb.addressee) {
            return (self.below(&clauses), "clause");
        }
        if verb.infinitive
            && let Some(clause) = page.kid(tok, &[Dep::Xcomp])
        {
            let mut heads = vec![clause];
            if verb.addressee || page.is_verb(clause) {
                heads.extend(page.kids_by(tok, Dep::Dobj).filter(|_| !verb.addressee));
            }
            return (self.below(&heads), "infinitive");
        }
        if verb.about
            && let Some(target) = page.kid(tok, &[Dep::Nsubjpass])
        {
            let mut heads = vec![target];
            heads.extend(page.kids_by(tok, Dep::Prep));
            return (self.below(&heads), "about");
        }
        if page.lemma(tok) == "call"
            && page.kid(tok, &[Dep::Dobj, Dep::Oprd]).is_none()
            && let Some(prep) =
                page.kids_by(tok, Dep::Prep).find(|&kid| matches!(page.lower(kid), "for" | "on"))
        {
            let mut heads = vec![prep];
            heads.extend(
                page.kids_by(tok, Dep::Xcomp).chain(page.kids_by(tok, Dep::Advcl)).filter(|&kid| kid > prep),
            );
            return (self.below(&heads), "call for");
        }
        if verb.about {
            let parts: Vec<_> = page
                .kids(tok)
                .iter()
                .copied()
                .filter(|&kid| {
                    matches!(page.dep(kid), Dep::Dobj | Dep::Oprd | Dep::Prep | Dep::Xcomp | Dep::Ccomp)
                        && kid > tok
                })
                .collect();
            let object = parts.iter().any(|&kid| matches!(page.dep(kid), Dep::Dobj | Dep::Oprd | Dep::Ccomp));
            return if object { (self.below(&parts), "about") } else { (BTreeSet::new(), "quote") };
        }
        if verb.noun
            && let Some(object) = page.kid(tok, &[Dep::Dobj])
            && !self.is_plain_pronoun(object)
        {
            return (self.below(&[object]), "object");
        }
        if verb.preposition
            && !matches!(page.lemma(tok), "speak" | "talk")
            && let Some(prep) = page.kids_by(tok, Dep::Prep).find(|&kid| is_topic(page.lower(kid)))
        {
            return (self.below(&[prep]), "topic");
        }
        (BTreeSet::new(), "quote")
    }

    /// "asked Trump if …", "asked how high …".
    pub(super) fn is_question(&self, clause: Tok) -> bool {
        let page = self.page;
        let first = page.left_edge(clause);
        matches!(page.lower(first), "if" | "whether" | "how" | "why" | "what" | "when" | "where" | "who")
    }

    pub(super) fn is_plain_pronoun(&self, tok: Tok) -> bool {
        self.page.tag(tok) == Tag::Prp
    }

    /// "The plan, Novak said, was dead": the cue hangs under the content's verb.
    pub(super) fn interrupted(&self, tok: Tok) -> Option<BTreeSet<Tok>> {
        let page = self.page;
        let as_clause =
            page.dep(tok) == Dep::Advcl && page.kid(tok, &[Dep::Mark]).is_some_and(|m| page.lower(m) == "as");
        if page.dep(tok) != Dep::Parataxis && !as_clause || page.kid(tok, &[Dep::Ccomp]).is_some() {
            return None;
        }
        let own: BTreeSet<Tok> = page.subtree(tok).into_iter().collect();
        Some(page.subtree(page.head(tok)).into_iter().filter(|t| !own.contains(t)).collect())
    }

    pub(super) fn below(&self, heads: &[Tok]) -> BTreeSet<Tok> {
        heads.iter().flat_map(|&head| self.page.subtree(head)).collect()
    }
}

pub(super) fn is_topic(lower: &str) -> bool {
    matches!(lower, "of" | "about" | "on" | "against" | "for" | "to" | "at" | "over" | "from")
}
