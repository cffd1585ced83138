//! The parties of a contact: what references give, with coordinations put right that the parse hangs below an apposition.

use super::super::cast::ActorId;
use super::super::lexicon::gazetteer;
use super::super::page::Tok;
use super::super::references::{Party, Reference};
use super::Finder;
use crate::language::{Dep, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

impl Finder<'_> {
    /// The parties that a noun phrase names, coordinated ones included.
    pub(super) fn parties(&self, head: Tok) -> Vec<Party> {
        let mut parties = self.references.parties(head);
        self.name_last(head, &mut parties);
        parties.extend(self.beside_apposition(head, &parties));
        parties.extend(self.second_subject(head, &parties));
        parties.extend(self.beside_body(head, &parties));
        parties.extend(self.listed(head, &parties));
        if parties.len() == 1 && parties[0].actors.is_empty() {
            parties = self.heads_of_bodies(head).unwrap_or(parties);
        }
        parties
    }

    /// "They met again", "the two women had exchanged letters": the two persons whom the sentence before names, if they are
    /// just two and no other plural can be meant.
    pub(super) fn name_the_two(&self, parties: &mut [Party]) {
        let [party] = parties else { return };
        let page = self.page;
        let plural = page.lower(party.head) == "they"
            || party.toks.clone().any(|tok| matches!(page.lower(tok), "two" | "both" | "pair"));
        if !plural || !party.actors.is_empty() || page.quotes.of(party.head).is_some() {
            return;
        }
        let here = page.sentence_of(party.head);
        let own = page.sentence(here).start..party.head;
        let actors = self.persons_named(own.clone());
        let (actors, range) = match here.checked_sub(1).map(|before| page.sentence(before)) {
            Some(before) if actors.is_empty() => (self.persons_named(before.clone()), before),
            _ => (actors, own),
        };
        if actors.len() == 2 && !self.has_plural_subject(range) {
            party.actors = actors;
            party.reference = Reference::Pronoun;
            party.doubt = party.doubt.saturating_add(20);
        }
    }

    /// The persons whom a stretch of text names, each once.
    fn persons_named(&self, toks: Range<Tok>) -> Vec<ActorId> {
        let named = self.cast.mentions.iter().filter(|m| m.named && toks.contains(&m.toks.start));
        let persons: BTreeSet<ActorId> =
            named.map(|mention| mention.actor).filter(|&actor| self.cast.is_person(actor)).collect();
        persons.into_iter().collect()
    }

    /// Whether a plural noun for people or bodies is a subject there, which "they" may mean as well.
    fn has_plural_subject(&self, mut toks: Range<Tok>) -> bool {
        let (page, lists) = (self.page, gazetteer());
        toks.any(|tok| {
            let word = page.lower(tok);
            page.tag(tok) == Tag::Nns
                && page.dep(tok) == Dep::Nsubj
                && (lists.role_noun(word).is_some() || lists.group_noun(word).is_some())
        })
    }

    /// "Keogh and the head of the inspectors, Ulla Brandvold": the parse gives the last name to the first conjunct.
    fn name_last(&self, head: Tok, parties: &mut [Party]) {
        let Some(last) = parties.last_mut().filter(|last| last.head != head && last.actors.is_empty()) else {
            return;
        };
        let page = self.page;
        let named = page.kids_by(head, Dep::Appos).find(|&kid| {
            kid > last.head && self.cast.actor_at(kid).is_some_and(|actor| self.cast.is_person(actor))
        });
        if let Some(actor) = named.and_then(|kid| self.cast.actor_at(kid)) {
            last.actors = vec![actor];
            last.reference = Reference::Name;
            last.doubt = last.doubt.saturating_add(5);
        }
    }

    /// "the minister, Tariq Aziz, and his colleague, Astrid Lien": what is coordinated with the apposed name of one person is
    /// coordinated with that person.
    fn beside_apposition(&self, head: Tok, known: &[Party]) -> Vec<Party> {
        let page = self.page;
        let plural = gazetteer().role_noun(page.lower(head)).is_some_and(|noun| noun.plural);
        let apposed = page.kids_by(head, Dep::Appos).filter(|&kid| {
            !plural && self.cast.actor_at(kid).is_some_and(|actor| self.cast.is_person(actor))
        });
        let conjuncts = apposed.flat_map(|kid| page.conjuncts(kid).into_iter().skip(1));
        let parties = conjuncts.filter(|&tok| self.cast.mention_at(tok).is_none_or(|mention| !mention.named));
        let new = |party: &Party| {
            party.actors.iter().all(|actor| known.iter().all(|other| !other.actors.contains(actor)))
        };
        parties.filter_map(|tok| self.references.party(tok)).filter(new).collect()
    }

    /// "founder Adam Stone and chief Eva Wolff had met" when the parse gives the verb two subjects.
    fn second_subject(&self, head: Tok, known: &[Party]) -> Vec<Party> {
        let page = self.page;
        if page.dep(head) != Dep::Nsubj || known.len() != 1 || !self.all_persons(known) {
            return Vec::new();
        }
        let verb = page.head(head);
        let Some(other) = page.kids_by(verb, Dep::Nsubj).find(|&kid| kid > head && kid < verb) else {
            return Vec::new();
        };
        let joined = (head..page.left_edge(other) + 1).any(|tok| page.lower(tok) == "and");
        let parties = if joined { self.references.parties(other) } else { Vec::new() };
        parties.into_iter().filter(|party| self.all_persons(std::slice::from_ref(party))).collect()
    }

    /// "the presidents of Varnia and Ostland": each state or body stands for the one who leads it.
    fn heads_of_bodies(&self, head: Tok) -> Option<Vec<Party>> {
        let page = self.page;
        let leads = matches!(
            page.lower(head),
            "presidents"
                | "leaders"
                | "ministers"
                | "premiers"
                | "chiefs"
                | "heads"
                | "chancellors"
                | "owners"
                | "chairmen"
                | "captains"
                | "envoys"
                | "negotiators"
                | "representatives"
                | "delegations"
                | "officials"
                | "diplomats"
                | "teams"
        );
        let of = page.kids_by(head, Dep::Prep).find(|&kid| matches!(page.lower(kid), "of" | "from"));
        let object = of.filter(|_| leads).and_then(|of| page.kid(of, &[Dep::Pobj]))?;
        let mut bodies = self.references.parties(object);
        bodies.retain(|party| !party.actors.is_empty());
        let two = bodies.len() >= 2 && bodies.iter().all(|body| body.actors.len() == 1);
        for body in &mut bodies {
            body.doubt = body.doubt.saturating_add(10);
        }
        two.then_some(bodies)
    }

    /// "Katarzyna Wolff of Leven Brewing and Adam Stone": a person whom the parse coordinates with the body of another.
    fn beside_body(&self, head: Tok, known: &[Party]) -> Vec<Party> {
        let page = self.page;
        if known.len() != 1 || !self.all_persons(known) {
            return Vec::new();
        }
        let of = page.kids_by(head, Dep::Prep).filter(|&kid| matches!(page.lower(kid), "of" | "from"));
        let bodies = of
            .filter_map(|prep| page.kid(prep, &[Dep::Pobj]))
            .filter(|&object| self.cast.actor_at(object).is_some_and(|actor| !self.cast.is_person(actor)));
        let others = bodies.flat_map(|body| page.conjuncts(body).into_iter().skip(1));
        let named = others.filter_map(|other| self.references.party(other));
        named
            .filter(|party| {
                party.reference == Reference::Name && self.all_persons(std::slice::from_ref(party))
            })
            .collect()
    }

    /// "Wolff, Anna Keller of the Union and Ben Osei": a name set beside the name of another person is the next of a list.
    fn listed(&self, head: Tok, known: &[Party]) -> Vec<Party> {
        let page = self.page;
        let named = |&tok: &Tok| self.cast.mention_at(tok).is_some_and(|mention| mention.named);
        if known.len() != 1 || !named(&head) || !self.all_persons(known) {
            return Vec::new();
        }
        let beside = page
            .kids(head)
            .iter()
            .copied()
            .filter(|&kid| matches!(page.dep(kid), Dep::Appos | Dep::Npadvmod));
        let next = beside.filter(named).find_map(|kid| {
            let mut list = self.references.parties(kid);
            list.extend(self.beside_body(kid, &list));
            (list.len() >= 2 && self.all_persons(&list)).then_some(list)
        });
        let mut list = next.unwrap_or_default();
        list.retain(|party| party.actors != known[0].actors);
        list
    }

    /// How many people or bodies these parties are.
    pub(super) fn count(&self, parties: &[Party]) -> usize {
        parties.iter().map(|party| party.actors.len().max(1)).sum()
    }

    /// Whether everybody here is known to be a person.
    pub(super) fn all_persons(&self, parties: &[Party]) -> bool {
        let persons = |party: &Party| {
            !party.actors.is_empty() && party.actors.iter().all(|&actor| self.cast.is_person(actor))
        };
        !parties.is_empty() && parties.iter().all(persons)
    }

    /// "each other", "one another".
    pub(super) fn is_reciprocal(&self, tok: Tok) -> bool {
        let page = self.page;
        let before = tok.checked_sub(1).map(|tok| page.lower(tok));
        matches!((before, page.lower(tok)), (Some("each"), "other") | (Some("one"), "another"))
    }
}
