//! Whom "they", "the two" and "both leaders" mean.

use super::super::cast::ActorId;
use super::super::lexicon::{Gender, contact_verb, gazetteer};
use super::super::page::Tok;
use super::roles::leads;
use super::{Party, Reference, References};
use crate::language::{Dep, Pos, Tag};
use std::ops::RangeInclusive;

impl References<'_> {
    /// Whom "they" or "the two" means: the last coordinated persons of this or the two sentences before, unless a plural
    /// noun has come between as a subject.
    pub(super) fn plural_antecedent(&self, tok: Tok, count: RangeInclusive<usize>) -> Option<Vec<ActorId>> {
        let page = self.page;
        let here = page.sentence_of(tok);
        let first = page.sentence(here.saturating_sub(2)).start;
        for at in (first..tok).rev() {
            if page.quotes.of(at).is_some() && page.quotes.of(at) != page.quotes.of(tok) {
                continue;
            }
            if self.is_plural_subject(at) {
                return None;
            }
            let mut actors = self.coordinated_persons(at);
            if actors.is_empty() {
                actors = self.coordinated_offices(at);
            }
            if actors.is_empty() {
                actors = self.who_met(at);
            }
            if count.contains(&actors.len()) && actors.iter().all(|&actor| self.may_be_called(actor, tok)) {
                return Some(actors);
            }
        }
        None
    }

    /// "officials said": a plural subject that stands for nobody known.
    pub(super) fn is_plural_subject(&self, tok: Tok) -> bool {
        self.page.tag(tok) == Tag::Nns
            && self.is_subject(tok)
            && !self.is_two(tok)
            && self.apposed_actors(tok, 0).is_empty()
    }

    /// "Keller met Osei", "the ministers, Keller and Osei, sat down with Novak": subject and other side of a verb of contact.
    fn who_met(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        let meets = page.is_verb(tok)
            && (matches!(page.lemma(tok), "sit" | "spend")
                || contact_verb(page.lemma(tok))
                    .is_some_and(|verb| verb.frames.reciprocal || verb.frames.object));
        let persons = |tok: Tok| {
            let pronoun = self.pronouns.get(&tok).map(|(actors, _)| actors.clone());
            let listed = || Some(self.coordinated_persons(tok)).filter(|all| all.len() >= 2);
            let named = || self.named(tok).or_else(|| self.apposed(tok)).map(|party| party.actors);
            let actors = pronoun.or_else(listed).or_else(named)?;
            actors.iter().all(|&actor| self.cast.is_person(actor)).then_some(actors)
        };
        let with = || {
            let with = page.kids_by(tok, Dep::Prep).find(|&kid| page.lower(kid) == "with")?;
            page.kid(with, &[Dep::Pobj])
        };
        let above = || {
            let inherits = matches!(page.dep(tok), Dep::Xcomp | Dep::Advcl) && page.head(tok) != tok;
            page.kid(page.head(tok), &[Dep::Nsubj]).filter(|_| inherits)
        };
        let subject = page.kid(tok, &[Dep::Nsubj]).or_else(above).filter(|_| meets).and_then(persons);
        let object = page.kid(tok, &[Dep::Dobj]).and_then(persons);
        let other = object.or_else(|| with().and_then(persons));
        let (Some(mut all), Some(other)) = (subject, other) else { return Vec::new() };
        all.extend(other.into_iter().filter(|actor| !all.contains(actor)).collect::<Vec<_>>());
        all
    }

    /// The persons of a coordination that begins with the name ending here.
    fn coordinated_persons(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        let heads = self.cast.mention_at(tok).is_some_and(|m| m.named && m.toks.end == tok + 1);
        // "the two ministers, Ines Tahan and Ben Osei": the parse may coordinate the names with the noun.
        let called = |noun: Tok| gazetteer().role_noun(page.lower(noun)).is_some_and(|noun| noun.plural);
        if !heads || page.dep(tok) == Dep::Conj && !called(page.head(tok)) {
            return Vec::new();
        }
        // "Mayor Ilse Hartog and the minister, Rhodri Kessel": the second by an apposition.
        let person = |t: Tok| match (self.cast.actor_at(t), self.apposed_actors(t, 0).as_slice()) {
            (Some(actor), _) => Some(actor),
            (None, [only]) => Some(*only),
            _ => None,
        };
        let mut actors: Vec<ActorId> = page.conjuncts(tok).into_iter().filter_map(person).collect();
        actors.retain(|&actor| self.cast.is_person(actor));
        actors.dedup();
        actors
    }

    /// The persons of a subject that names them by office: "The coach and the club's owner, Anna Keller".
    fn coordinated_offices(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        let conjuncts = page.conjuncts(tok);
        if page.pos(tok) != Pos::Noun || page.dep(tok) != Dep::Nsubj || conjuncts.len() < 2 {
            return Vec::new();
        }
        let person = |tok: Tok| {
            let party = self.named(tok).or_else(|| self.apposed(tok)).or_else(|| self.by_role(tok))?;
            match party.actors.as_slice() {
                [only] if self.cast.is_person(*only) => Some(*only),
                _ => None,
            }
        };
        conjuncts.into_iter().map(person).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// "the two men", "both leaders", "the pair": bare, without a name or a clause of its own.
    fn is_two(&self, tok: Tok) -> bool {
        let page = self.page;
        let bare = page.kids(tok).iter().all(|&kid| {
            !matches!(page.dep(kid), Dep::Appos | Dep::Relcl | Dep::Prep | Dep::Poss | Dep::Conj)
        });
        let before =
            |words: &[&str]| page.kids(tok).iter().any(|&kid| kid < tok && words.contains(&page.lower(kid)));
        let counted = match page.lower(tok) {
            "two" | "pair" | "duo" | "three" | "trio" => before(&["the"]),
            _ => before(&["two", "both", "three"]),
        };
        bare && counted
    }

    pub(super) fn the_two(&self, tok: Tok) -> Option<Party> {
        let lower = self.page.lower(tok);
        let human = gazetteer().role_noun(lower).is_some()
            || matches!(
                lower,
                "two" | "pair" | "duo" | "three" | "trio" | "sides" | "men" | "women" | "people"
            );
        if !human || !self.is_two(tok) {
            return None;
        }
        let page = self.page;
        let three =
            matches!(lower, "three" | "trio") || page.kids(tok).iter().any(|&kid| page.lower(kid) == "three");
        let count = if three { 3 } else { 2 };
        match self.plural_antecedent(tok, count..=count) {
            Some(all) => self.make(tok, all, Reference::Role, 20),
            None if three => None,
            None => {
                let pair = self.only_pair(tok)?;
                let called = pair.iter().all(|&actor| self.may_be_called(actor, tok));
                called.then(|| self.make(tok, pair, Reference::Role, 25))?
            }
        }
    }

    /// Whether a plural noun ("women", "leaders", "they") can mean this person: by gender, and by office as far as known.
    fn may_be_called(&self, actor: ActorId, plural: Tok) -> bool {
        let page = self.page;
        let gender = self.cast.actors[actor].gender;
        match page.lower(plural) {
            "men" => gender != Some(Gender::Female),
            "women" => gender != Some(Gender::Male),
            "leaders" | "presidents" | "ministers" | "envoys" | "negotiators" | "mayors" | "generals"
            | "ambassadors" | "executives" => {
                let noun = page.lemma(plural).to_lowercase();
                let holds = |office: &str| {
                    office == noun
                        || noun == "leader"
                            && (leads(office)
                                || matches!(
                                    office,
                                    "minister"
                                        | "premier"
                                        | "chancellor"
                                        | "king"
                                        | "queen"
                                        | "mayor"
                                        | "governor"
                                ))
                };
                self.roles.get(&actor).is_none_or(Vec::is_empty) || self.has_office(actor, holds)
            }
            _ => true,
        }
    }

    /// The two persons whom the text has coordinated before, if it has never coordinated others.
    fn only_pair(&self, tok: Tok) -> Option<Vec<ActorId>> {
        let mut groups = (0..tok).map(|at| self.coordinated_persons(at)).filter(|group| group.len() >= 2);
        let mut first = groups.next()?;
        first.sort_unstable();
        let same = |mut group: Vec<ActorId>| {
            group.sort_unstable();
            group == first
        };
        groups.all(same).then_some(()).filter(|()| first.len() == 2)?;
        Some(first)
    }
}
