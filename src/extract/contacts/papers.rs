//! Contact by what goes from hand to hand and what is signed together.

use super::super::page::Tok;
use super::{Finder, Sides};
use crate::language::{Dep, NameLabel};

impl Finder<'_> {
    /// "handed the petition to Ruiz", "handed Ruiz a letter": a writing goes from hand to hand.
    pub(super) fn handed(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let gives = matches!(lemma, "hand" | "give" | "deliver" | "slip" | "pass" | "present");
        // "the letter was handed to Ruiz by Novak".
        let passive = page.kid(tok, &[Dep::Nsubjpass]);
        let object = page.kid(tok, &[Dep::Dobj]).or(passive).filter(|_| gives)?;
        let things: Vec<&str> = page.conjuncts(object).into_iter().map(|noun| page.lemma(noun)).collect();
        let handed = lemma == "hand" || lemma == "present";
        let writing = things.iter().any(|noun| is_letter(noun) || handed && is_paper(noun));
        let b = page
            .kid(tok, &[Dep::Dative])
            .map(|dative| self.object_parties(page.kid(dative, &[Dep::Pobj]).unwrap_or(dative)))
            .or_else(|| self.prepositional(tok, &["to"]))
            .or_else(|| {
                // "a memorandum about the tickets to Kroll": the parse may hang the receiver below the matter.
                let below = page.subtree(object).into_iter().find(|&kid| page.lower(kid) == "to")?;
                page.kid(below, &[Dep::Pobj]).map(|receiver| self.object_parties(receiver))
            })?;
        let giver = if passive.is_some() { self.agent(tok) } else { self.subject(tok) };
        let a = self.parties(giver?);
        (writing && self.all_persons(&b) && !a.is_empty()).then_some(Sides {
            a,
            b,
            rule: "handed over",
            doubt: 8,
        })
    }

    /// "A and B signed the agreement in Selmar", "was agreed in Selmar by A and B": with a place, so that they were there
    /// together.
    pub(super) fn signed(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        if !matches!(lemma, "sign" | "agree" | "negotiate" | "conclude") {
            return None;
        }
        let treaty = page.kid(tok, &[Dep::Dobj, Dep::Nsubjpass])?;
        let placed = [tok, treaty].into_iter().flat_map(|above| page.kids_by(above, Dep::Prep)).any(|prep| {
            let place = page.kid(prep, &[Dep::Pobj]).and_then(|object| self.place_at(object, "in"));
            page.lower(prep) == "in" && place.is_some()
        });
        // "signed the agreement shortly before midnight", "on Monday": all at one time.
        let hour = || {
            let treaties =
                ["agreement", "treaty", "accord", "deal", "pact", "declaration", "memorandum", "protocol"];
            let timed = page.names.iter().any(|name| {
                matches!(name.label, NameLabel::Time | NameLabel::Date)
                    && self.clause_verb(name.end - 1) == tok
            });
            timed && lemma == "sign" && treaties.contains(&page.lemma(treaty))
        };
        let drafted = lemma == "negotiate" && page.kid(tok, &[Dep::Nsubjpass]).is_some();
        let signers =
            if page.kid(tok, &[Dep::Nsubjpass]).is_some() { self.agent(tok) } else { self.subject(tok) };
        let a = self.parties(signers.filter(|_| placed || drafted || hour())?);
        (self.count(&a) >= 2 && self.all_persons(&a)).then_some(Sides {
            a,
            b: Vec::new(),
            rule: "signed together",
            doubt: 15,
        })
    }
}

/// Writings that are meant for the one who gets them.
fn is_letter(lemma: &str) -> bool {
    matches!(
        lemma,
        "letter"
            | "petition"
            | "note"
            | "memo"
            | "memorandum"
            | "document"
            | "envelope"
            | "dossier"
            | "ultimatum"
    )
}

/// Other writings, which may be given without a meeting but are not handed over without one.
fn is_paper(lemma: &str) -> bool {
    matches!(
        lemma,
        "paper"
            | "list"
            | "draft"
            | "proposal"
            | "report"
            | "file"
            | "folder"
            | "book"
            | "resignation"
            | "message"
            | "map"
            | "plan"
            | "project"
            | "offer"
            | "credential"
    )
}
