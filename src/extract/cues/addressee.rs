//! To whom and where it is said.

use super::super::lexicon::SpeechVerb;
use super::super::page::Tok;
use super::super::references::Party;
use super::Finder;
use crate::language::{Dep, Pos};
use std::ops::Range;

impl Finder<'_> {
    pub(super) fn addressee_of(&self, tok: Tok, verb: &SpeechVerb) -> Option<Party> {
        let page = self.page;
        if verb.addressee
            && let Some(object) = page.kid(tok, &[Dep::Dative, Dep::Dobj])
            && page.pos(object) != Pos::Adp
        {
            return self.hearing_party(object);
        }
        if verb.directed
            && !verb.addressee
            && let Some(party) = self.hearer(tok)
            && (!party.actors.is_empty() || self.is_human(party.head))
        {
            return Some(party);
        }
        let to = page.kids(tok).iter().copied().find(|&kid| {
            matches!(page.dep(kid), Dep::Prep | Dep::Dative)
                && page.lower(kid) == "to"
                && page.pos(kid) == Pos::Adp
        });
        if let Some(object) = to.and_then(|to| page.kid(to, &[Dep::Pobj])) {
            return self.references.party(object);
        }
        self.called_on(tok).or_else(|| self.exchange_partner(tok)).or_else(|| self.called_upon(tok))
    }

    /// "called on parliament to act".
    fn called_on(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let on = page
            .kids_by(tok, Dep::Prep)
            .find(|&kid| page.lemma(tok) == "call" && matches!(page.lower(kid), "on" | "upon"))?;
        page.kid(on, &[Dep::Pobj]).and_then(|object| self.hearing_party(object))
    }

    /// "said in an interview with CNN", "wrote in a letter to the minister".
    pub(super) fn exchange_partner(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        for prep in page.kids_by(tok, Dep::Prep) {
            let Some(noun) = page.kid(prep, &[Dep::Pobj]) else { continue };
            if !is_exchange(page.lemma(noun)) {
                continue;
            }
            let partner = page.kids_by(noun, Dep::Prep).filter(|&p| matches!(page.lower(p), "with" | "to"));
            let object = partner.filter_map(|p| page.kid(p, &[Dep::Pobj])).next();
            if let Some(party) = object.and_then(|object| self.references.party(object)) {
                return Some(party);
            }
        }
        None
    }

    /// "Ruiz was told by Keller": the grammatical subject is spoken to.
    pub(super) fn passive_addressee(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let subject = page.kid(tok, &[Dep::Nsubjpass]).or_else(|| match page.dep(tok) {
            Dep::Acl => Some(page.head(tok)),
            Dep::Advcl => self.subject_above(page.head(tok)),
            Dep::Conj if self.shares_passive(tok) => self.subject_above(page.head(tok)),
            _ => None,
        });
        subject.and_then(|subject| self.hearing_party(subject))
    }

    /// "on state television", "in a statement".
    pub(super) fn medium_of(&self, tok: Tok) -> Option<Range<Tok>> {
        let page = self.page;
        page.kids_by(tok, Dep::Prep)
            .filter(|&p| matches!(page.lower(p), "on" | "in" | "via" | "during"))
            .find_map(|prep| {
                let noun = page.kid(prep, &[Dep::Pobj])?;
                is_medium(page.lemma(noun), page.lower(noun)).then(|| {
                    let toks = page.subtree(noun);
                    toks[0]..noun + 1
                })
            })
    }
}

pub(super) fn is_exchange(lemma: &str) -> bool {
    matches!(
        lemma,
        "interview" | "call" | "letter" | "email" | "e-mail" | "conversation" | "message" | "memo" | "note"
    )
}

pub(super) fn is_medium(lemma: &str, lower: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "interview"
            | "television"
            | "radio"
            | "tv"
            | "post"
            | "tweet"
            | "email"
            | "letter"
            | "speech"
            | "memo"
            | "blog"
            | "column"
            | "briefing"
            | "broadcast"
            | "video"
            | "podcast"
            | "op-ed"
            | "editorial"
            | "media"
            | "release"
            | "report"
            | "message"
    ) || matches!(lower, "tv" | "twitter" | "facebook" | "telegram")
}
