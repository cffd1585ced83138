//! What grammar gives as the content of a cue.

use super::super::lexicon::{SpeechVerb, is_document};
use super::super::page::Tok;
use super::Finder;
use super::addressee::is_medium;
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
        if page.lemma(tok) == "call" && !self.names_a_quality(tok) {
            return (BTreeSet::new(), "quote");
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
        if let Some(clause) = self.in_a_document(tok) {
            return (self.below(&[clause]), "clause");
        }
        if verb.noun
            && let Some(object) = page.kid(tok, &[Dep::Dobj])
            && !self.is_plain_pronoun(object)
            && !self.is_withheld(tok, object)
            && !self.is_in_passing(tok)
        {
            return (self.below(&[object]), "object");
        }
        if verb.preposition
            && !matches!(page.lemma(tok), "speak" | "talk")
            && let Some(prep) =
                page.kids_by(tok, Dep::Prep).find(|&kid| is_topic(page.lemma(tok), page.lower(kid)))
        {
            return (self.below(&[prep]), "topic");
        }
        if let Some(content) = self.plainly_said(tok) {
            return (content, "clause");
        }
        (BTreeSet::new(), "quote")
    }

    /// "said having rivals helped", "said after the vote he would go": what follows a plain verb of saying is said, whatever
    /// the parse calls it, unless a quotation stands beside the verb.
    fn plainly_said(&self, tok: Tok) -> Option<BTreeSet<Tok>> {
        let page = self.page;
        if page.lemma(tok) != "say" || self.is_beside_quote(tok) {
            return None;
        }
        let said = |&&kid: &&Tok| {
            let clause = match page.dep(kid) {
                Dep::Xcomp | Dep::Acomp | Dep::Intj | Dep::Dobj => !self.is_plain_pronoun(kid),
                Dep::Advcl => page.kid(kid, &[Dep::Nsubj, Dep::Nsubjpass]).is_some(),
                _ => false,
            };
            kid > tok && clause
        };
        let heads: Vec<Tok> = page.kids(tok).iter().filter(said).copied().collect();
        (!heads.is_empty()).then(|| self.below(&heads))
    }

    /// Whether a quotation ends right before a verb and its subject, or begins right behind it.
    pub(super) fn is_beside_quote(&self, tok: Tok) -> bool {
        let page = self.page;
        let near = tok.saturating_sub(4)..page.len().min(tok + 6);
        let sentence = page.sentence_of(tok);
        page.quotes.of(tok).is_none()
            && near
                .filter(|&t| page.sentence_of(t) == sentence || t < tok)
                .any(|t| page.quotes.of(t).is_some())
    }

    /// "told the Herald in a statement that …" when the parse hangs the clause on the document.
    fn in_a_document(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let nouns = page.kids_by(tok, Dep::Prep).filter_map(|prep| page.kid(prep, &[Dep::Pobj]));
        let that = |&clause: &Tok| {
            let first = page.left_edge(clause);
            // A relative clause has "that" for its subject or object.
            let whole =
                page.kid(clause, &[Dep::Nsubj, Dep::Nsubjpass]).is_some_and(|subject| subject > first);
            page.kid(clause, &[Dep::Mark]).is_some_and(|mark| page.lower(mark) == "that")
                || page.lower(first) == "that" && whole && matches!(page.dep(first), Dep::Mark | Dep::Advmod)
        };
        let clauses = |noun: Tok| {
            let kinds = [Dep::Acl, Dep::Ccomp, Dep::Relcl];
            kinds.into_iter().flat_map(move |dep| page.kids_by(noun, dep))
        };
        nouns
            .filter(|&noun| is_document(page.lemma(noun)) || is_medium(page.lemma(noun), page.lower(noun)))
            .find_map(|noun| clauses(noun).find(that))
    }

    /// "called him a hero", "called it off the table": "called the office" only rings it up.
    fn names_a_quality(&self, tok: Tok) -> bool {
        let page = self.page;
        let by_phone = page.kids_by(tok, Dep::Prep).any(|prep| {
            matches!(page.lower(prep), "by" | "on")
                && page.kid(prep, &[Dep::Pobj]).is_some_and(|noun| page.lower(noun).ends_with("phone"))
        });
        let predicate = page.kid(tok, &[Dep::Ccomp, Dep::Xcomp, Dep::Advcl]).is_some() && !by_phone;
        let named = page.kid(tok, &[Dep::Oprd]).is_some();
        let object = page.kid(tok, &[Dep::Dobj]);
        let quoted = |object| page.subtree(object).into_iter().any(|t| page.quotes.of(t).is_some());
        let passive = page.tag(tok) == Tag::Vbn;
        predicate || named && (object.is_some() || passive) || object.is_some_and(quoted)
    }

    /// "citing privacy rules", "while discussing the plan": a participle mentions the act in passing.
    fn is_in_passing(&self, tok: Tok) -> bool {
        let page = self.page;
        page.tag(tok) == Tag::Vbg
            && matches!(page.dep(tok), Dep::Advcl | Dep::Acl | Dep::Pcomp)
            && page.kid(tok, &[Dep::Aux, Dep::Nsubj]).is_none()
    }

    /// "denied him entry", "denied entry": withheld, not contradicted.
    fn is_withheld(&self, tok: Tok, object: Tok) -> bool {
        let page = self.page;
        let bare = !page.kids(object).iter().any(|&kid| matches!(page.dep(kid), Dep::Det | Dep::Poss));
        page.lemma(tok) == "deny"
            && (page.kid(tok, &[Dep::Dative]).is_some() || bare && !is_charge(page.lemma(object)))
    }

    /// "asked Keller if …", "asked how high …".
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

/// Whether a preposition after a verb leads to what the words are about; "to" leads to a hearer after most verbs.
fn is_topic(lemma: &str, lower: &str) -> bool {
    match lower {
        "to" => matches!(lemma, "refer" | "allude" | "admit" | "confess" | "testify" | "object" | "point"),
        _ if lemma == "refer" => false,
        _ => matches!(lower, "of" | "about" | "on" | "against" | "for" | "at" | "over"),
    }
}

/// What one denies rather than withholds, without an article.
fn is_charge(lemma: &str) -> bool {
    matches!(
        lemma,
        "wrongdoing"
            | "involvement"
            | "allegation"
            | "accusation"
            | "charge"
            | "claim"
            | "report"
            | "responsibility"
            | "knowledge"
            | "rumor"
            | "rumour"
            | "link"
            | "tie"
            | "contact"
            | "guilt"
            | "collusion"
            | "suggestion"
            | "speculation"
            | "misconduct"
            | "complicity"
            | "liability"
    )
}
