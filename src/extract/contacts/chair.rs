//! Who was there besides those who met: "with the minister, Ben Osei, in the chair", "with Ben Osei present".

use super::super::page::Tok;
use super::super::references::Party;
use super::{Contact, Finder};
use crate::language::Pos;
use std::ops::Range;

/// Longest phrase between "with" and what its person does there, in tokens.
const PHRASE: usize = 16;

impl Finder<'_> {
    /// Those who met, and the one who was with them: grammar alone would make them the two sides.
    pub(super) fn seat_chair(&self, contact: &mut Contact) {
        let Some(chair) = self.chair(contact.trigger).or_else(|| self.go_between(contact)) else { return };
        let is_chair = |party: &Party| party.actors == chair.actors;
        let others = |side: &[Party]| side.iter().filter(|party| !is_chair(party)).count();
        let (a, b) = (others(&contact.sides[0]), others(&contact.sides[1]));
        if b > 0 || a == 0 || self.count(&contact.sides[0]) < 2 {
            return;
        }
        contact.sides[1].clear();
        if !contact.sides[0].iter().any(is_chair) {
            contact.sides[0].push(chair);
        }
    }

    /// "sat down with the mediator": the other side is one who stands between those of the first.
    fn go_between(&self, contact: &Contact) -> Option<Party> {
        let [party] = contact.sides[1].as_slice() else { return None };
        let between = |noun: &str| matches!(noun, "mediator" | "facilitator" | "arbitrator" | "moderator");
        let is = party.actors.iter().all(|&actor| self.references.has_office(actor, between));
        (is && self.all_persons(&contact.sides[1]) && self.all_persons(&contact.sides[0]))
            .then(|| party.clone())
    }

    /// The one person of an absolute phrase behind the trigger.
    pub(super) fn chair(&self, trigger: Tok) -> Option<Party> {
        let page = self.page;
        let end = page.sentence(page.sentence_of(trigger)).end;
        let clause = self.clause_verb(trigger);
        let with =
            (trigger + 1..end).filter(|&tok| page.lower(tok) == "with" && self.clause_verb(tok) == clause);
        let mut phrases = with.filter_map(|with| Some(with + 1..self.presence(with, end)?));
        phrases.find_map(|phrase| self.only_person(&phrase))
    }

    /// "in the chair", "present", "mediating": where the words begin that say what somebody did there.
    fn presence(&self, with: Tok, end: Tok) -> Option<Tok> {
        let page = self.page;
        let ends = |tok: Tok| tok >= end || page.pos(tok) == Pos::Punct || page.lower(tok) == "and";
        (with + 2..end.min(with + PHRASE)).find(|&tok| match page.lower(tok) {
            "present" | "presiding" | "mediating" | "chairing" | "attending" | "moderating" => ends(tok + 1),
            "in" if tok + 2 < end => {
                matches!((page.lower(tok + 1), page.lower(tok + 2)), ("the", "chair"))
                    || page.lower(tok + 1) == "attendance" && ends(tok + 2)
            }
            _ => false,
        })
    }

    fn only_person(&self, phrase: &Range<Tok>) -> Option<Party> {
        let mut named = self.cast.mentions.iter().filter(|mention| {
            mention.named && phrase.contains(&mention.toks.start) && self.cast.is_person(mention.actor)
        });
        let mention = named.next().filter(|_| named.next().is_none())?;
        Some(Party::named(mention, 0))
    }
}
