//! Whom a noun phrase means: names, apposition, role nouns, relative pronouns, and personal pronouns with caution.
//!
//! Deterministic, precision first, after the sieve idea of Lee et al. 2013, *Deterministic coreference resolution based on
//! entity-centric, precision-ranked rules*. Every step away from a plain name adds doubt.

use super::cast::{ActorId, Cast};
use super::lexicon::{Gender, gazetteer, speech_verb};
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

/// Resolved references of one page.
pub(crate) struct References<'p> {
    page: &'p Page<'p>,
    cast: &'p Cast,
    /// Pronoun token → actors and doubt.
    pronouns: BTreeMap<Tok, (Vec<ActorId>, u8)>,
    /// Nouns said of each actor: "envoy", "president".
    roles: BTreeMap<ActorId, Vec<String>>,
    /// Speaker of each quotation, as statements find them.
    speakers: BTreeMap<usize, ActorId>,
}

/// What the walk through the text remembers of a person.
#[derive(Clone, Copy, Debug)]
struct Seen {
    tok: Tok,
    actor: ActorId,
    subject: bool,
    /// Subject of a verb of saying.
    speaker: bool,
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
            parties.extend(self.party(tok));
        }
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

    fn pronoun(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        if !matches!(page.tag(tok), Tag::Prp | Tag::PrpPoss) {
            return None;
        }
        let (actors, doubt) = match page.lower(tok) {
            "i" | "me" | "my" | "myself" | "we" | "us" | "our" => {
                let speaker = page.quotes.of(tok).and_then(|quote| self.speakers.get(&quote));
                (speaker.into_iter().copied().collect(), 15)
            }
            "it" => return self.speaking_body(tok),
            "its" | "you" | "your" | "itself" => return None,
            "they" | "them" | "their" | "themselves" => (self.plural_antecedent(tok).unwrap_or_default(), 18),
            _ => self.pronouns.get(&tok).cloned().unwrap_or_default(),
        };
        let reference = if actors.is_empty() { Reference::Unnamed } else { Reference::Pronoun };
        Some(Party { head: tok, toks: tok..tok + 1, actors, reference, doubt })
    }

    /// "The ministry said it had met the envoys": in the speaker's own clause, "it" is the body that speaks.
    fn speaking_body(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let clause = page.head(tok);
        let said = page.head(clause);
        let reported = page.dep(tok) == Dep::Nsubj
            && page.dep(clause) == Dep::Ccomp
            && speech_verb(page.lemma(said)).is_some_and(|verb| !verb.belief);
        let subject = page.kid(said, &[Dep::Nsubj]).filter(|&subject| reported && subject < tok)?;
        let speaker = self.named(subject).or_else(|| self.group(subject))?;
        let body = speaker.actors.iter().all(|&actor| !self.cast.is_person(actor));
        body.then(|| Party {
            head: tok,
            toks: tok..tok + 1,
            actors: speaker.actors,
            reference: Reference::Pronoun,
            doubt: 12,
        })
    }

    /// Whom "they" or "the two" means: the last coordinated persons of this or the two sentences before, unless a plural
    /// noun has come between as a subject.
    fn plural_antecedent(&self, tok: Tok) -> Option<Vec<ActorId>> {
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
            if (2..=4).contains(&actors.len()) {
                return Some(actors);
            }
        }
        None
    }

    /// "officials said": a plural subject that stands for nobody known.
    fn is_plural_subject(&self, tok: Tok) -> bool {
        self.page.tag(tok) == Tag::Nns
            && self.is_subject(tok)
            && !self.is_two(tok)
            && self.apposed_actors(tok, 0).is_empty()
    }

    /// The persons of a coordination that begins with the name ending here.
    fn coordinated_persons(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        let heads = self.cast.mention_at(tok).is_some_and(|m| m.named && m.toks.end == tok + 1);
        if !heads || page.dep(tok) == Dep::Conj {
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
            "two" | "pair" | "duo" => before(&["the"]),
            _ => before(&["two", "both"]),
        };
        bare && counted
    }

    fn the_two(&self, tok: Tok) -> Option<Party> {
        let lower = self.page.lower(tok);
        let human = gazetteer().role_noun(lower).is_some()
            || matches!(lower, "two" | "pair" | "duo" | "sides" | "men" | "women" | "people");
        let actors = self.plural_antecedent(tok).filter(|_| human && self.is_two(tok))?;
        if actors.len() == 2 { self.make(tok, actors, Reference::Role, 20) } else { None }
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
            if !matches!(page.dep(kid), Dep::Appos | Dep::Nmod) {
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
            actors.extend(self.set_off(tok).or_else(|| self.apposed_below(tok)));
        }
        actors
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

    /// "the envoy": the latest person so called; "the envoys": the latest such persons.
    fn by_role(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let noun = gazetteer().role_noun(page.lower(tok)).filter(|_| page.pos(tok) == Pos::Noun)?;
        let definite = page
            .kids_by(tok, Dep::Det)
            .any(|kid| matches!(page.lower(kid), "the" | "this" | "these" | "both"));
        let qualified = page
            .kids(tok)
            .iter()
            .any(|&kid| matches!(page.dep(kid), Dep::Poss | Dep::Prep | Dep::Relcl | Dep::Acl | Dep::Appos));
        if !definite || qualified || noun.kin {
            return None;
        }
        let so_called = self.so_called(tok);
        let wanted = if noun.plural { 2..=4 } else { 1..=1 };
        let actors: Vec<_> = if noun.plural { so_called } else { so_called.into_iter().take(1).collect() };
        if wanted.contains(&actors.len()) {
            return self.make(tok, actors, Reference::Role, 15);
        }
        let only = self.only_person_near(tok).filter(|_| !noun.plural)?;
        self.make(tok, vec![only], Reference::Role, 22)
    }

    /// The one person named in the two sentences before, if there is no other; nobody if this sentence has named one.
    fn only_person_near(&self, tok: Tok) -> Option<ActorId> {
        let here = self.page.sentence_of(tok);
        let before = |mention: &&super::cast::CastMention| {
            mention.toks.start < tok
                && here - self.page.sentence_of(mention.toks.start) <= 2
                && self.cast.is_person(mention.actor)
        };
        let near = || self.cast.mentions.iter().filter(before);
        let first = near().next()?.actor;
        let alone = near().all(|m| m.actor == first && self.page.sentence_of(m.toks.start) < here);
        alone.then_some(first)
    }

    /// Persons whom the text calls by this noun before a token, latest first.
    fn so_called(&self, tok: Tok) -> Vec<ActorId> {
        let wanted = self.page.lemma(tok).to_lowercase();
        let mut found = Vec::new();
        for mention in self.cast.mentions.iter().rev().filter(|mention| mention.toks.start < tok) {
            let called = self.roles.get(&mention.actor).is_some_and(|roles| roles.contains(&wanted));
            if called && !found.contains(&mention.actor) {
                found.push(mention.actor);
            }
        }
        found
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

    fn collect_roles(&mut self) {
        for mention in &self.cast.mentions {
            if !self.cast.is_person(mention.actor) {
                continue;
            }
            let mut nouns = Vec::new();
            if let Some(title) = &mention.title {
                nouns.push(self.page.lower(title.end - 1).to_owned());
            }
            let head = head_of(self.page, mention.toks.clone());
            for &kid in self.page.kids(head) {
                if matches!(self.page.dep(kid), Dep::Appos | Dep::Compound | Dep::Nmod)
                    && !mention.toks.contains(&kid)
                {
                    nouns.extend(
                        self.page.conjuncts(kid).into_iter().map(|t| self.page.lemma(t).to_lowercase()),
                    );
                }
            }
            if self.page.dep(head) == Dep::Appos {
                nouns.push(self.page.lemma(self.page.head(head)).to_lowercase());
            }
            nouns.retain(|noun| gazetteer().role_noun(noun).is_some());
            self.roles.entry(mention.actor).or_default().extend(nouns);
        }
    }

    fn resolve_pronouns(&mut self) {
        let mut seen: Vec<Seen> = Vec::new();
        let mut next_mention = 0;
        for tok in 0..self.page.len() {
            if let Some(mention) = self.cast.mentions.get(next_mention)
                && mention.toks.start <= tok
            {
                next_mention += 1;
                if self.cast.is_person(mention.actor) {
                    let head = head_of(self.page, mention.toks.clone());
                    seen.push(self.seen(mention.toks.start, mention.actor, head));
                }
            }
            let Some(gender) = gendered(self.page.lower(tok)) else { continue };
            if !matches!(self.page.tag(tok), Tag::Prp | Tag::PrpPoss) {
                continue;
            }
            if let Some((actor, doubt)) = self.antecedent(tok, gender, &seen) {
                self.pronouns.insert(tok, (vec![actor], doubt));
                seen.push(self.seen(tok, actor, tok));
            }
        }
    }

    fn seen(&self, tok: Tok, actor: ActorId, head: Tok) -> Seen {
        Seen { tok, actor, subject: self.is_subject(head), speaker: self.speaks(head) }
    }

    /// Subject of a verb of saying, outside quotations.
    fn speaks(&self, tok: Tok) -> bool {
        let verb = self.page.head(tok);
        self.page.dep(tok) == Dep::Nsubj
            && self.page.quotes.of(verb).is_none()
            && speech_verb(self.page.lemma(verb)).is_some_and(|verb| verb.clause && !verb.belief)
    }

    /// Subject of a clause, directly or coordinated with it.
    fn is_subject(&self, tok: Tok) -> bool {
        match self.page.dep(tok) {
            Dep::Nsubj | Dep::Nsubjpass => true,
            Dep::Conj => self.page.head(tok) != tok && self.is_subject(self.page.head(tok)),
            _ => false,
        }
    }

    /// The best earlier person for a pronoun: nearest sentence first, subjects before others, gender agreeing.
    fn antecedent(&self, tok: Tok, gender: Gender, seen: &[Seen]) -> Option<(ActorId, u8)> {
        let page = self.page;
        let here = page.sentence_of(tok);
        let objects = self.objects_beside(tok);
        let fits = |s: &&Seen| {
            if objects.contains(&s.actor) {
                return false;
            }
            let distance = here - page.sentence_of(s.tok);
            let paragraphs = page.paragraph_of(tok) - page.paragraph_of(s.tok);
            distance <= 3
                && paragraphs <= 1
                && self.cast.actors[s.actor].gender.is_none_or(|g| g == gender)
                && !self.coargument(s, tok)
                && self.quote_admits(s.tok, tok)
        };
        let candidates: Vec<&Seen> = seen.iter().rev().take(40).filter(fits).collect();
        let speaking = self.speaks(tok);
        let rank = |s: &&&Seen| {
            let distance = here - page.sentence_of(s.tok);
            let known = self.cast.actors[s.actor].gender.is_some();
            (
                speaking && !s.speaker,
                distance,
                !s.subject,
                !known,
                if distance == 0 { s.tok } else { usize::MAX - s.tok },
            )
        };
        let best = candidates.iter().min_by_key(rank)?;
        let rivals = candidates
            .iter()
            .filter(|s| {
                s.actor != best.actor && here - page.sentence_of(s.tok) <= here - page.sentence_of(best.tok)
            })
            .count();
        let unknown_gender = self.cast.actors[best.actor].gender.is_none();
        let distance = here - page.sentence_of(best.tok);
        let doubt = 8 + 8 * rivals.min(2) as u8 + 6 * u8::from(unknown_gender) + 4 * distance as u8;
        Some((best.actor, doubt))
    }

    /// Actors named as objects of the verb whose subject a pronoun is: "he told Keller" is not Keller.
    fn objects_beside(&self, tok: Tok) -> Vec<ActorId> {
        let page = self.page;
        if page.dep(tok) != Dep::Nsubj {
            return Vec::new();
        }
        let objects =
            page.kids(page.head(tok)).iter().filter(|&&kid| matches!(page.dep(kid), Dep::Dobj | Dep::Dative));
        objects.flat_map(|&kid| page.conjuncts(kid)).filter_map(|kid| self.cast.actor_at(kid)).collect()
    }

    /// Subject and object of one verb are not the same person; nor is the subject the one it does something with.
    fn coargument(&self, seen: &Seen, tok: Tok) -> bool {
        let page = self.page;
        let head = self.cast.mention_at(seen.tok).map_or(seen.tok, |m| head_of(page, m.toks.clone()));
        let clause = |t: Tok| page.ancestors(t).find(|&above| page.is_verb(above));
        if page.dep(tok) == Dep::Nsubj && page.dep(head) == Dep::Pobj && clause(head) == Some(page.head(tok))
        {
            return true;
        }
        matches!(page.dep(tok), Dep::Dobj | Dep::Dative | Dep::Pobj)
            && page.head(head)
                == if page.dep(tok) == Dep::Pobj { page.head(page.head(tok)) } else { page.head(tok) }
            && self.is_subject(head)
    }

    /// Outside a quotation nobody refers to a name that only stands inside an earlier one.
    fn quote_admits(&self, antecedent: Tok, pronoun: Tok) -> bool {
        match (self.page.quotes.of(antecedent), self.page.quotes.of(pronoun)) {
            (None, _) => true,
            (Some(inside), Some(here)) => inside == here,
            (Some(_), None) => false,
        }
    }
}

fn gendered(lower: &str) -> Option<Gender> {
    match lower {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}
