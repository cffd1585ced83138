//! Whom a noun phrase means: names, apposition, role nouns, relative pronouns, and personal pronouns with caution.
//!
//! Deterministic, precision first, after the sieve idea of Lee et al. 2013, *Deterministic coreference resolution based on
//! entity-centric, precision-ranked rules*. Every step away from a plain name adds doubt.

mod plural;
mod pronouns;
mod roles;

use super::cast::{ActorId, Cast, CastMention};
use super::lexicon::gazetteer;
use super::page::{Page, Tok};
use super::typing::head_of;
use crate::language::{Dep, Pos, Tag};
use crate::model::EntityKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// How a phrase came to mean somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    Name,
    Group,
    Role,
    Pronoun,
    /// A human or body that is no node: "reporters", "a spokesman".
    Unnamed,
}

/// A noun phrase that can act, with the actors it means.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    /// Governing token.
    pub(crate) head: Tok,
    /// The phrase from its left edge to its head.
    pub(crate) toks: Range<Tok>,
    /// Empty for unnamed parties.
    pub(crate) actors: Vec<ActorId>,
    pub(crate) reference: Reference,
    /// Percentage points to take off the confidence.
    pub(crate) doubt: u8,
}

impl Party {
    /// Whoever a name means, without title.
    pub(crate) fn named(mention: &CastMention, doubt: u8) -> Self {
        Party {
            head: mention.toks.end - 1,
            toks: mention.toks.clone(),
            actors: vec![mention.actor],
            reference: Reference::Name,
            doubt,
        }
    }
}

/// What a text calls somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Office {
    /// The noun's lemma.
    noun: String,
    /// Lower-case nouns that say whose: "union" of "the union's president".
    of: Vec<String>,
}

/// Resolved references of one page.
pub(crate) struct References<'p> {
    page: &'p Page<'p>,
    cast: &'p Cast,
    /// Pronoun token → actors and doubt.
    pronouns: BTreeMap<Tok, (Vec<ActorId>, u8)>,
    /// Offices said of each actor: "envoy", "president of the union".
    roles: BTreeMap<ActorId, Vec<Office>>,
    /// Speaker of each quotation, as statements find them.
    speakers: BTreeMap<usize, ActorId>,
}

impl<'p> References<'p> {
    pub(crate) fn resolve_all(page: &'p Page<'p>, cast: &'p Cast) -> Self {
        let mut references =
            Self { page, cast, pronouns: BTreeMap::new(), roles: BTreeMap::new(), speakers: BTreeMap::new() };
        references.collect_roles();
        references.resolve_pronouns();
        references
    }

    /// Remembers who speaks a quotation, so that "I" in it can be resolved.
    pub(crate) fn set_speaker(&mut self, quote: usize, actor: ActorId) {
        self.speakers.insert(quote, actor);
    }

    /// The parties that a noun phrase names, coordinated ones included.
    pub(crate) fn parties(&self, head: Tok) -> Vec<Party> {
        let mut parties = Vec::new();
        for tok in self.page.conjuncts(head) {
            parties.extend(self.swallowed(tok));
            parties.extend(self.party(tok).or_else(|| self.behind_adjective(tok)));
        }
        // "the two ministers, Ines Tahan and Ben Osei", all coordinated by the parse: each is there once.
        let mut known: Vec<ActorId> = Vec::new();
        parties.retain(|party| {
            let new = party.actors.is_empty() || party.actors.iter().any(|actor| !known.contains(actor));
            known.extend(&party.actors);
            new
        });
        parties
    }

    /// "Voss and Energy Minister Beatriz Oduya" when the parse takes the first name for part of the second's title.
    fn swallowed(&self, head: Tok) -> Option<Party> {
        let page = self.page;
        let own = self.cast.mention_at(head)?.toks.start;
        let before = page.left_edge(head)..own;
        let and = before.clone().find(|&tok| page.lower(tok) == "and")?;
        let first = and.checked_sub(1).filter(|tok| before.contains(tok))?;
        let other = self.cast.mention_at(first).is_some_and(|m| m.named && self.cast.is_person(m.actor));
        let compound = matches!(page.dep(first), Dep::Compound | Dep::Nmod | Dep::Conj);
        if other && compound { self.named(first) } else { None }
    }

    /// "Ruiz and outgoing mayor Ben Osei" when the parse takes the adjective for the second conjunct.
    fn behind_adjective(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let adjective = page.pos(tok) == Pos::Adj && page.dep(tok) == Dep::Conj;
        let below = page.kids(tok).iter().copied().filter(|&kid| kid > tok && page.is_proper(kid));
        below.filter(|_| adjective).find_map(|kid| self.named(kid))
    }

    /// The party that one noun phrase names, if it can act.
    pub(crate) fn party(&self, head: Tok) -> Option<Party> {
        self.relative(head)
            .or_else(|| self.pronoun(head))
            .or_else(|| self.named(head))
            .or_else(|| self.group(head))
            .or_else(|| self.apposed(head))
            .or_else(|| self.the_two(head))
            .or_else(|| self.by_role(head))
            .or_else(|| self.unnamed(head))
    }

    fn make(&self, head: Tok, actors: Vec<ActorId>, reference: Reference, doubt: u8) -> Option<Party> {
        let end = self.cast.mention_at(head).map_or(head + 1, |mention| mention.toks.end.max(head + 1));
        let start = self.phrase_start(head);
        Some(Party { head, toks: start..end, actors, reference, doubt })
    }

    /// Left edge of the phrase, without what is coordinated or apposed before it.
    fn phrase_start(&self, head: Tok) -> Tok {
        let own = |&kid: &Tok| {
            kid < head
                && matches!(
                    self.page.dep(kid),
                    Dep::Det
                        | Dep::Amod
                        | Dep::Compound
                        | Dep::Nmod
                        | Dep::Poss
                        | Dep::Nummod
                        | Dep::Quantmod
                )
        };
        let first = self.page.kids(head).iter().copied().find(own);
        let start = first.map_or(head, |kid| self.page.left_edge(kid));
        let named = self.cast.mention_at(head).map_or(head, |mention| mention.toks.start);
        let joined = (start..named).any(|tok| self.page.lower(tok) == "and");
        if joined { named } else { start.min(named) }
    }

    /// "who", "which", "that" mean what their clause hangs on.
    fn relative(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        if !matches!(page.tag(tok), Tag::Wp | Tag::Wdt) || page.lower(tok) == "what" {
            return None;
        }
        let verb = std::iter::once(tok).chain(page.ancestors(tok)).find(|&t| page.dep(t) == Dep::Relcl)?;
        let antecedent = page.head(verb);
        let mut party = if antecedent == tok { None } else { self.human(antecedent, page.lower(tok)) }?;
        party.head = tok;
        party.toks = tok..tok + 1;
        party.doubt = party.doubt.saturating_add(2);
        Some(party)
    }

    /// The antecedent of "who": of "the envoy of the Union, who …" the envoy, not the Union.
    fn human(&self, antecedent: Tok, pronoun: &str) -> Option<Party> {
        let page = self.page;
        let party = self.party(antecedent)?;
        let person = |party: &Party| party.actors.iter().any(|&actor| self.cast.is_person(actor));
        if !matches!(pronoun, "who" | "whom") || person(&party) || page.dep(antecedent) != Dep::Pobj {
            return Some(party);
        }
        let above = page.ancestors(antecedent).take(4).filter(|&t| page.pos(t) != Pos::Adp);
        let owner = above.take_while(|&t| !page.is_verb(t)).filter_map(|t| self.party(t)).find(person);
        Some(owner.unwrap_or(party))
    }

    fn named(&self, tok: Tok) -> Option<Party> {
        let mention = self.cast.mention_at(tok).filter(|mention| mention.named)?;
        let actor = self.cast.acting_at(tok)?;
        let metonym = self.cast.actors[mention.actor].kind == EntityKind::Place;
        self.make(tok, vec![actor], Reference::Name, if metonym { 5 } else { 0 })
    }

    fn group(&self, tok: Tok) -> Option<Party> {
        let of_group = self.cast.mentions.iter().filter(|m| !m.named && m.toks.start == tok);
        let actors: Vec<_> = of_group.map(|mention| mention.actor).collect();
        if actors.is_empty() { None } else { self.make(tok, actors, Reference::Group, 3) }
    }

    /// "the envoy, Anna Keller," and "envoy Anna Keller" when the parse hangs the name below the noun, directly or below
    /// another role noun ("the son-in-law, the investor Ben Osei").
    fn apposed(&self, tok: Tok) -> Option<Party> {
        let actors = self.apposed_actors(tok, 0);
        if actors.is_empty() { None } else { self.make(tok, actors, Reference::Name, 3) }
    }

    fn apposed_actors(&self, tok: Tok, depth: usize) -> Vec<ActorId> {
        let page = self.page;
        if page.pos(tok) != Pos::Noun || depth > 2 {
            return Vec::new();
        }
        let role = gazetteer().role_noun(page.lower(tok)).is_some();
        let mut actors = Vec::new();
        let mut coordinated = false;
        for &kid in page.kids(tok) {
            // "the two ministers, Ines Tahan and Ben Osei": the parse may coordinate the names with the noun.
            let listed = || {
                let plural = gazetteer().role_noun(page.lower(tok)).is_some_and(|noun| noun.plural);
                page.dep(kid) == Dep::Conj && plural && page.kid(tok, &[Dep::Cc]).is_none()
            };
            if !matches!(page.dep(kid), Dep::Appos | Dep::Nmod) && !listed() {
                continue;
            }
            let named = self.cast.actor_at(kid).is_some_and(|actor| self.cast.is_person(actor));
            // "his opposite number, Astrid Lien", "the shipowner Farid Haddad": a name right behind makes any noun a person.
            let next_to = self.cast.mention_at(kid).is_some_and(|mention| mention.toks.start == tok + 1);
            let set_off = kid > tok && (page.word(tok + 1) == "," || next_to);
            let close = named && page.dep(kid) == Dep::Appos && set_off;
            if !role && !close {
                continue;
            }
            if named && (actors.is_empty() || coordinated) {
                actors.extend(page.conjuncts(kid).into_iter().filter_map(|t| self.cast.acting_at(t)));
                coordinated = page.kids(kid).iter().any(|&k| page.dep(k) == Dep::Cc);
            } else if !named && actors.is_empty() {
                actors.extend(self.apposed_actors(kid, depth + 1));
            }
        }
        actors.dedup();
        if actors.is_empty() && role && depth == 0 {
            actors = self.named_by_country(tok);
        }
        if actors.is_empty() && role && depth == 0 {
            actors.extend(self.set_off(tok).or_else(|| self.apposed_below(tok)));
        }
        actors
    }

    /// "her colleagues from Varnia, Ada Quist, and Ostland, Ben Osei": each is set beside the country.
    fn named_by_country(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        let plural = gazetteer().role_noun(page.lower(tok)).is_some_and(|noun| noun.plural);
        let from = page.kids_by(tok, Dep::Prep).find(|&kid| matches!(page.lower(kid), "from" | "of"));
        let Some(first) = from.filter(|_| plural).and_then(|from| page.kid(from, &[Dep::Pobj])) else {
            return Vec::new();
        };
        let place = |tok: Tok| {
            self.cast.mention_at(tok).is_some_and(|m| self.cast.actors[m.actor].kind == EntityKind::Place)
        };
        let mentions = page.subtree(first).into_iter().filter_map(|tok| {
            self.cast.mention_at(tok).filter(|mention| mention.named && mention.toks.end == tok + 1)
        });
        let beside = |before: Tok| page.word(before) == "," && before > 0 && place(before - 1);
        let persons = mentions.filter(|mention| {
            self.cast.is_person(mention.actor) && mention.toks.start.checked_sub(1).is_some_and(beside)
        });
        let actors: Vec<ActorId> = persons.map(|mention| mention.actor).collect();
        if actors.len() >= 2 && place(first) { actors } else { Vec::new() }
    }

    /// "the keeper of the bridge, Paul Ormond, and …" when the parse hangs the name on the verb: a name between commas right
    /// behind the phrase of one definite person.
    fn set_off(&self, tok: Tok) -> Option<ActorId> {
        let page = self.page;
        let subtree = page.subtree(tok);
        let end = *subtree.last()? + 1;
        let comma = if page.word(end - 1) == "," { end - 1 } else { end };
        let definite = page
            .kids(tok)
            .iter()
            .any(|&kid| page.dep(kid) == Dep::Poss || page.dep(kid) == Dep::Det && page.lower(kid) == "the");
        let plural = gazetteer().role_noun(page.lower(tok)).is_some_and(|noun| noun.plural);
        if !definite || plural || comma + 1 >= page.len() || page.word(comma) != "," {
            return None;
        }
        let name = self.cast.mention_at(comma + 1).filter(|m| m.named && m.toks.start == comma + 1)?;
        let loose =
            matches!(page.dep(head_of(page, name.toks.clone())), Dep::Npadvmod | Dep::Appos | Dep::Dep);
        let closed = page.sentence_of(comma) == page.sentence_of(name.toks.start)
            && name.toks.end < page.len()
            && matches!(page.word(name.toks.end), "," | "." | ";");
        (loose && closed && self.cast.is_person(name.actor)).then_some(name.actor)
    }

    /// "the bishop of the diocese, Paul Ormond," when the parse hangs the name on what he is bishop of.
    fn apposed_below(&self, tok: Tok) -> Option<ActorId> {
        let page = self.page;
        let plural = gazetteer().role_noun(page.lower(tok)).is_some_and(|noun| noun.plural);
        let of = page.kids_by(tok, Dep::Prep).find(|&kid| page.lower(kid) == "of").filter(|_| !plural)?;
        let object = page.kid(of, &[Dep::Pobj])?;
        let nobody = self.cast.actor_at(object).is_none_or(|actor| !self.cast.is_person(actor));
        let name = page.kid(object, &[Dep::Appos]).filter(|_| nobody)?;
        let mention = self.cast.mention_at(name).filter(|mention| mention.named)?;
        let behind = mention.toks.start > 0 && page.word(mention.toks.start - 1) == ",";
        (behind && self.cast.is_person(mention.actor)).then_some(mention.actor)
    }

    fn unnamed(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let lower = page.lower(tok);
        let human = gazetteer().role_noun(lower).is_some() || gazetteer().group_noun(lower).is_some();
        let acts = human && page.pos(tok) == Pos::Noun;
        if acts || (page.is_proper(tok) && self.cast.mention_at(tok).is_none()) {
            return self.make(tok, Vec::new(), Reference::Unnamed, 0);
        }
        None
    }

    /// Subject of a clause, directly or coordinated with it.
    fn is_subject(&self, tok: Tok) -> bool {
        match self.page.dep(tok) {
            Dep::Nsubj | Dep::Nsubjpass => true,
            Dep::Conj => self.page.head(tok) != tok && self.is_subject(self.page.head(tok)),
            _ => false,
        }
    }
}
