//! Contact of those who ask and those who answer: "the committee heard Ruiz", "answered questions from deputies".

use super::super::cast::ActorId;
use super::super::page::Tok;
use super::super::references::Party;
use super::{Finder, Sides};
use crate::language::{Dep, Tag};

impl Finder<'_> {
    /// "the committee heard Ruiz", "the court heard from Ruiz": a body hears a witness.
    pub(super) fn heard(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        if lemma != "hear" || page.kid(tok, &[Dep::Ccomp, Dep::Xcomp, Dep::Oprd]).is_some() {
            return None;
        }
        if page.kid(tok, &[Dep::Nsubjpass]).is_some() {
            return self.was_heard(tok);
        }
        let subject = self.subject(tok)?;
        let hears = is_hearing_body(page.lemma(subject)) || is_hearing_body(page.lower(subject));
        let named_body = self
            .cast
            .mention_at(subject)
            .is_some_and(|mention| mention.toks.clone().any(|tok| is_hearing_body(page.lower(tok))));
        let object = page.kid(tok, &[Dep::Dobj]);
        let b = object
            .map(|object| self.object_parties(object))
            .filter(|b| !b.is_empty())
            .or_else(|| self.prepositional(tok, &["from"]))?;
        let a = self.parties(subject);
        let officer = || {
            let office = |&actor: &ActorId| self.references.has_office(actor, is_hearing_body);
            self.all_persons(&a)
                && self.all_persons(&b)
                && a.iter().flat_map(|party| &party.actors).all(office)
        };
        ((hears || named_body || officer()) && !a.is_empty()).then_some(Sides {
            a,
            b,
            rule: "heard by a body",
            doubt: 5,
        })
    }

    /// "Members of the committee pressed Ruiz for hours".
    pub(super) fn pressed(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let asks = matches!(lemma, "press" | "grill" | "quiz" | "examine");
        let object = self.page.kid(tok, &[Dep::Dobj]).filter(|_| asks)?;
        let (a, b) = (self.parties(self.subject(tok)?), self.object_parties(object));
        (self.is_hearing(&a) && self.all_persons(&b)).then_some(Sides {
            a,
            b,
            rule: "pressed by a body",
            doubt: 8,
        })
    }

    /// "was called before the committee".
    pub(super) fn called_before(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let called = matches!(lemma, "call" | "summon" | "bring" | "haul") && page.tag(tok) == Tag::Vbn;
        let before = page.kids_by(tok, Dep::Prep).find(|&kid| called && page.lower(kid) == "before")?;
        let a = self.parties(page.kid(before, &[Dep::Pobj])?);
        let b = self.parties(page.kid(tok, &[Dep::Nsubjpass]).or_else(|| self.subject_above(tok))?);
        (self.is_hearing(&a) && self.all_persons(&b)).then_some(Sides {
            a,
            b,
            rule: "called before a body",
            doubt: 8,
        })
    }

    /// "was heard by the committee's chairwoman".
    fn was_heard(&self, tok: Tok) -> Option<Sides> {
        let b = self.parties(self.page.kid(tok, &[Dep::Nsubjpass])?);
        let a = self.parties(self.nearby_agent(tok)?);
        (self.is_hearing(&a) && self.all_persons(&b)).then_some(Sides {
            a,
            b,
            rule: "heard by a body",
            doubt: 5,
        })
    }

    /// "answered questions from Ruiz", "took questions from deputies".
    pub(super) fn took_questions(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let takes = matches!(lemma, "answer" | "take" | "face" | "field");
        let questions =
            page.kid(tok, &[Dep::Dobj]).filter(|&object| takes && page.lemma(object) == "question")?;
        let a =
            self.prepositional(questions, &["from", "by"]).or_else(|| self.prepositional(tok, &["from"]))?;
        let b = self.parties(self.subject(tok)?);
        let known = (self.all_persons(&a) || self.is_hearing(&a)) && self.all_persons(&b);
        known.then_some(Sides { a, b, rule: "questions answered", doubt: 5 })
    }

    /// "Asked by Ruiz whether …, she said"; "questioned by", "pressed by": an answer came.
    pub(super) fn answered(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let asks = matches!(lemma, "ask" | "press" | "challenge") && page.tag(tok) == Tag::Vbn;
        let a = self.parties(self.agent(tok).filter(|_| asks)?);
        let governor = page.head(tok);
        let subject = match page.dep(tok) {
            Dep::Acl => Some(governor),
            _ => page.kid(tok, &[Dep::Nsubjpass]).or_else(|| self.subject_above(tok)),
        };
        let b = self.parties(subject?);
        let known = |party: &Party| !party.actors.is_empty();
        (a.iter().all(known) && b.iter().all(known) && !a.is_empty() && !b.is_empty()).then_some(Sides {
            a,
            b,
            rule: "asked by",
            doubt: 5,
        })
    }
}

/// Nouns for bodies and officers that take evidence.
pub(super) fn is_hearing_body(lemma: &str) -> bool {
    matches!(
        lemma,
        "committee"
            | "subcommittee"
            | "commission"
            | "court"
            | "inquiry"
            | "tribunal"
            | "council"
            | "panel"
            | "jury"
            | "judge"
            | "judges"
            | "board"
            | "parliament"
            | "senate"
            | "arbitrator"
            | "mediator"
            | "prosecutor"
            | "magistrate"
            | "ombudsman"
            | "ombudswoman"
            | "authority"
            | "congress"
            | "investigator"
            | "investigators"
            | "inspector"
            | "hearing"
    )
}
