//! Offices and affiliations: what the text calls a person and whose.

use super::cast::{ActorId, Cast, nation};
use super::lexicon::gazetteer;
use super::page::{Page, Tok};
use super::typing::head_of;
use crate::language::{Dep, Pos, Tag};
use crate::model::EntityKind;
use std::collections::BTreeMap;

/// Whose an office is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Actor(ActorId),
    Country(&'static str),
}

/// One office that the text gives a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CastRole {
    pub(crate) actor: ActorId,
    /// "special envoy": the words without article, nationality and owner.
    pub(crate) title: String,
    pub(crate) of: Option<Owner>,
    /// A token of the sentence that says so.
    pub(crate) at: Tok,
}

/// All offices of a page, in text order, each once per person.
pub(crate) fn find(page: &Page<'_>, cast: &Cast) -> Vec<CastRole> {
    let mut roles: Vec<CastRole> = Vec::new();
    for mention in &cast.mentions {
        if !cast.is_person(mention.actor) {
            continue;
        }
        let head = head_of(page, mention.toks.clone());
        for noun in role_nouns(page, mention.toks.clone(), head) {
            let Some(role) = describe(page, cast, mention.actor, noun, mention.toks.start) else { continue };
            let same = |known: &CastRole| known.actor == role.actor && known.title == role.title;
            match roles.iter_mut().find(|known| same(known)) {
                Some(known) if known.of.is_none() => known.of = role.of,
                Some(_) => {}
                None => roles.push(role),
            }
        }
    }
    roles
}

/// The side of every person: nation or body of the first office that has one, through other persons if need be.
pub(crate) fn sides(cast: &Cast, roles: &[CastRole]) -> BTreeMap<ActorId, Owner> {
    let mut sides: BTreeMap<ActorId, Owner> = BTreeMap::new();
    for role in roles {
        match &role.of {
            Some(Owner::Actor(of)) if cast.is_person(*of) => {}
            Some(owner) => {
                let owner = match owner {
                    Owner::Actor(of) => cast.actors[*of].country.map_or(owner.clone(), Owner::Country),
                    Owner::Country(_) => owner.clone(),
                };
                sides.entry(role.actor).or_insert(owner);
            }
            None => {}
        }
    }
    for _ in 0..3 {
        for role in roles {
            if let Some(Owner::Actor(of)) = role.of
                && let Some(side) = sides.get(&of).cloned()
            {
                sides.entry(role.actor).or_insert(side);
            }
        }
    }
    sides
}

/// Heads of the role phrases around a name.
fn role_nouns(page: &Page<'_>, name: std::ops::Range<Tok>, head: Tok) -> Vec<Tok> {
    let is_role = |tok: Tok| {
        gazetteer().role_noun(page.lower(tok)).is_some_and(|role| !role.plural) || is_title_word(page, tok)
    };
    let mut nouns = Vec::new();
    for &kid in page.kids(head) {
        let before =
            kid < name.start && matches!(page.dep(kid), Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Appos);
        let after = kid >= name.end && page.dep(kid) == Dep::Appos;
        if before && is_role(kid) && adjacent(page, kid, name.start) {
            nouns.push(kid);
        }
        if after {
            nouns.extend(page.conjuncts(kid).into_iter().filter(|&tok| is_role(tok)));
        }
    }
    let mut below = head;
    // A root keeps its label where a paragraph end has cut it off.
    while !page.is_root(below)
        && page.dep(below) == Dep::Appos
        && page.head(below) < name.start
        && is_role(page.head(below))
    {
        below = page.head(below);
        nouns.push(below);
    }
    nouns.sort_unstable();
    nouns
}

fn is_title_word(page: &Page<'_>, tok: Tok) -> bool {
    super::names::is_office(page, tok..tok + 1)
}

/// Nothing but role words stands between a role noun and the name it precedes.
fn adjacent(page: &Page<'_>, noun: Tok, name: Tok) -> bool {
    (noun + 1..name).all(|tok| matches!(page.pos(tok), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Punct))
}

fn describe(page: &Page<'_>, cast: &Cast, actor: ActorId, noun: Tok, name: Tok) -> Option<CastRole> {
    let mut of = None;
    let mut words: Vec<Tok> = vec![noun];
    let mut modifiers: Vec<Tok> = page.kids(noun).to_vec();
    let siblings = page.kids(page.head(noun)).iter().copied();
    modifiers.extend(siblings.filter(|&kid| kid < noun && noun < name && page.head(noun) >= name));
    modifiers.sort_unstable();
    modifiers.dedup();
    for kid in modifiers {
        if kid == noun {
            continue;
        }
        match page.dep(kid) {
            Dep::Poss => of = owner_at(page, cast, kid, actor).or(of),
            Dep::Amod | Dep::Compound | Dep::Nmod if kid < noun => match owner_at(page, cast, kid, actor) {
                Some(owner) => of = of.or(Some(owner)),
                None if is_title_part(page, kid) => words.extend(page.subtree(kid)),
                None => {}
            },
            Dep::Prep if matches!(page.lower(kid), "of" | "to" | "for" | "at" | "with") && kid > noun => {
                let Some(object) = page.kid(kid, &[Dep::Pobj]) else { continue };
                match owner_below(page, cast, object, actor) {
                    Some(owner) => of = of.or(Some(owner)),
                    None if page.lower(kid) == "of" => words.extend([kid, object]),
                    None => {}
                }
                if page.lower(kid) == "of"
                    && page.pos(object) == Pos::Noun
                    && cast.mention_at(object).is_none_or(|mention| !mention.named)
                {
                    words.extend([kid, object]);
                }
            }
            _ => {}
        }
    }
    words.sort_unstable();
    words.dedup();
    words.retain(|&tok| tok < name || noun > name);
    let title = title_text(page, &words);
    (!title.is_empty()).then_some(CastRole { actor, title, of, at: noun })
}

/// The words of a title; hyphenated ones whole ("son-in-law").
fn title_text(page: &Page<'_>, words: &[Tok]) -> String {
    let mut title = String::new();
    let mut end = 0;
    for &tok in words {
        if tok < end {
            continue;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        end = tok + 1;
        while end + 1 < page.len()
            && page.word(end) == "-"
            && !page.token(end - 1).space
            && !page.token(end).space
        {
            end += 2;
        }
        title.push_str(&page.span(tok..end).text);
    }
    title
}

/// Words such as "special", "top", "deputy", "foreign" that belong to the title.
fn is_title_part(page: &Page<'_>, tok: Tok) -> bool {
    matches!(page.tag(tok), Tag::Jj | Tag::Nn | Tag::Nnp | Tag::Jjs)
        && !matches!(page.lower(tok), "the" | "a" | "-")
}

fn owner_at(page: &Page<'_>, cast: &Cast, tok: Tok, actor: ActorId) -> Option<Owner> {
    if let Some(mention) = cast.mention_at(tok)
        && mention.named
    {
        let entry = &cast.actors[mention.actor];
        return match (entry.kind, entry.country) {
            (EntityKind::Place, Some(country)) => Some(Owner::Country(country)),
            _ if mention.actor == actor => None,
            _ => Some(Owner::Actor(mention.actor)),
        };
    }
    nation(page, tok).map(Owner::Country).or_else(|| cast.state_by_demonym(page.lower(tok)).map(Owner::Actor))
}

/// The owner in a phrase: its head, a possessor or nationality inside ("of Kyiv's armed forces"), or the same one
/// phrase deeper ("chief of staff of the Varnian army").
fn owner_below(page: &Page<'_>, cast: &Cast, object: Tok, actor: ActorId) -> Option<Owner> {
    let direct = owner_at(page, cast, object, actor);
    let inside = || {
        let owning =
            |&&kid: &&Tok| matches!(page.dep(kid), Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod);
        page.kids(object).iter().filter(owning).find_map(|&kid| owner_at(page, cast, kid, actor))
    };
    let deeper = || {
        let phrases = page.kids_by(object, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
        phrases
            .filter_map(|kid| page.kid(kid, &[Dep::Pobj]))
            .find_map(|below| owner_below(page, cast, below, actor))
    };
    direct.or_else(inside).or_else(deeper)
}
