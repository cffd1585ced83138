//! Whom "the envoy" and "the union's leader" mean.

use super::super::cast::{ActorId, CastMention};
use super::super::lexicon::gazetteer;
use super::super::page::Tok;
use super::super::typing::head_of;
use super::{Office, Party, Reference, References};
use crate::language::{Dep, Pos};

impl References<'_> {
    /// "the envoy": the latest person so called; "the envoys": the latest such persons.
    pub(super) fn by_role(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        // "the minister rang": the tagger may take it for a name.
        let common = page.pos(tok) == Pos::Noun || page.word(tok) == page.lower(tok);
        let noun = gazetteer().role_noun(page.lower(tok)).filter(|_| common)?;
        if let Some(actor) = self.same_office(tok) {
            return self.make(tok, vec![actor], Reference::Role, 12);
        }
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
        let before = |mention: &&CastMention| {
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
        let wanted = Office { noun: self.page.lemma(tok).to_lowercase(), of: self.whose(tok) };
        let fits = |office: &Office| {
            let elsewhere = !wanted.of.is_empty() && !office.of.is_empty() && !wanted.shares_owner(office);
            office.noun == wanted.noun && !elsewhere
        };
        self.in_office(tok, fits)
    }

    /// "the union leader", "the union's president": the one person whom the text gives such an office there, in these or
    /// other words.
    fn same_office(&self, tok: Tok) -> Option<ActorId> {
        let wanted = Office { noun: self.page.lemma(tok).to_lowercase(), of: self.whose(tok) };
        let fits = |office: &Office| {
            let same = office.noun == wanted.noun || leads(&office.noun) && leads(&wanted.noun);
            same && wanted.shares_owner(office)
        };
        let page = self.page;
        let told = page.kids(tok).iter().any(|&kid| {
            matches!(page.dep(kid), Dep::Poss) || page.dep(kid) == Dep::Det && page.lower(kid) == "the"
        });
        let named = page.kids(tok).iter().any(|&kid| matches!(page.dep(kid), Dep::Appos | Dep::Relcl));
        match self.in_office(tok, fits).as_slice() {
            [only] if told && !named => Some(*only),
            _ => None,
        }
    }

    /// Persons with such an office whom the text names before a token, latest first.
    fn in_office(&self, tok: Tok, fits: impl Fn(&Office) -> bool) -> Vec<ActorId> {
        let mut found = Vec::new();
        for mention in self.cast.mentions.iter().rev().filter(|mention| mention.toks.start < tok) {
            let called = self.roles.get(&mention.actor).is_some_and(|offices| offices.iter().any(&fits));
            if called && !found.contains(&mention.actor) {
                found.push(mention.actor);
            }
        }
        found
    }

    /// Whether the text calls somebody by such a noun.
    pub(crate) fn has_office(&self, actor: ActorId, noun: impl Fn(&str) -> bool) -> bool {
        self.roles.get(&actor).is_some_and(|offices| offices.iter().any(|office| noun(&office.noun)))
    }

    /// The nouns that say whose an office is: before it, or after "of".
    fn whose(&self, noun: Tok) -> Vec<String> {
        let page = self.page;
        let before = page.kids(noun).iter().copied().filter(|&kid| {
            kid < noun
                && matches!(page.dep(kid), Dep::Compound | Dep::Nmod | Dep::Poss)
                && matches!(page.pos(kid), Pos::Noun | Pos::Propn)
        });
        let of = page.kids_by(noun, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
        let of = of.filter_map(|kid| page.kid(kid, &[Dep::Pobj]));
        before.chain(of).map(|tok| page.lower(tok).to_owned()).collect()
    }

    /// "the mediator, Ines Tahan, said", "A retired judge, Tahan heard", whatever the parse makes of it: the noun of one
    /// person right before the comma before a name.
    fn preposed(&self, name: Tok) -> Option<Tok> {
        let page = self.page;
        let noun = name.checked_sub(2).filter(|_| page.word(name - 1) == ",")?;
        let role = gazetteer().role_noun(page.lower(noun)).is_some_and(|noun| !noun.plural);
        let listed = matches!(page.dep(name), Dep::Conj) || page.dep(noun) == Dep::Conj;
        let same = page.sentence_of(noun) == page.sentence_of(name);
        let article = page.kids_by(noun, Dep::Det).next().is_some();
        (role && same && article && !listed && page.pos(noun) == Pos::Noun).then_some(noun)
    }

    /// "the ministers, Ines Tahan and Ben Osei": the plural noun that a name is coordinated below.
    fn shared_noun(&self, head: Tok) -> Option<Tok> {
        let page = self.page;
        let joined = |tok: Tok| matches!(page.dep(tok), Dep::Conj | Dep::Appos) && page.head(tok) != tok;
        let mut noun = head;
        while joined(noun) && self.cast.mention_at(noun).is_some() {
            noun = page.head(noun);
        }
        let plural = gazetteer().role_noun(page.lower(noun)).is_some_and(|noun| noun.plural);
        (noun < head && plural).then_some(noun)
    }

    pub(super) fn collect_roles(&mut self) {
        for mention in &self.cast.mentions {
            if !self.cast.is_person(mention.actor) {
                continue;
            }
            let mut nouns: Vec<Tok> = Vec::new();
            nouns.extend(mention.title.as_ref().map(|title| title.end - 1));
            let head = head_of(self.page, mention.toks.clone());
            for &kid in self.page.kids(head) {
                if matches!(self.page.dep(kid), Dep::Appos | Dep::Compound | Dep::Nmod)
                    && !mention.toks.contains(&kid)
                {
                    nouns.extend(self.page.conjuncts(kid));
                }
            }
            if self.page.dep(head) == Dep::Appos {
                nouns.push(self.page.head(head));
            }
            nouns.extend(self.shared_noun(head));
            nouns.extend(self.preposed(mention.toks.start));
            let office = |noun: Tok| {
                // A title is written with a capital, and its lemma is then not that of the noun.
                let lower = self.page.lower(noun);
                let lemma = self.page.lemma(noun).to_lowercase();
                let noun_lemma =
                    if gazetteer().role_noun(&lemma).is_some() { lemma } else { lower.to_owned() };
                Office { noun: noun_lemma, of: self.whose(noun) }
            };
            let mut offices: Vec<Office> = nouns.into_iter().map(office).collect();
            offices.retain(|office| gazetteer().role_noun(&office.noun).is_some());
            self.roles.entry(mention.actor).or_default().extend(offices);
        }
    }
}

impl Office {
    fn shares_owner(&self, other: &Office) -> bool {
        self.of.iter().any(|owner| other.of.contains(owner))
    }
}

/// Nouns for whoever stands at the head, which news use in turn for one and the same person.
pub(super) fn leads(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "president"
            | "chief"
            | "head"
            | "boss"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "director"
            | "executive"
    )
}
