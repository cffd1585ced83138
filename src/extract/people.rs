//! Persons: one entry for full name, short form, title and surname.

use super::cast::{ActorId, Cast};
use super::lexicon::gazetteer;
use super::names::{NameSpan, in_headline, joined};
use super::page::{Page, Tok};
use super::typing::is_suffix;
use crate::model::EntityKind;
use std::collections::{HashMap, HashSet};

/// Lower-case words of a person's name without suffix.
pub(super) fn person_words(page: &Page<'_>, span: &NameSpan) -> Vec<String> {
    let mut words: Vec<String> =
        joined(page, span.toks.clone()).split_whitespace().map(|w| w.trim_matches(',').to_owned()).collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word) || word.is_empty()) {
        words.pop();
    }
    words
}

/// Persons while they are gathered.
#[derive(Default)]
pub(super) struct People {
    /// Actor and the words of each of its full names.
    full: Vec<(ActorId, Vec<String>)>,
    /// Persons known by one word only.
    short: HashMap<String, ActorId>,
    /// Actor and first token of every mention so far, to find the latest.
    seen: Vec<(Tok, ActorId)>,
    /// Forms of each actor that stand in running text.
    in_prose: HashSet<(ActorId, String)>,
}

impl People {
    pub(super) fn full_name(&mut self, cast: &mut Cast, page: &Page<'_>, span: &NameSpan) {
        let words = person_words(page, span);
        let text = display(page, span);
        let known = self.full.iter().find(|(_, other)| same_person(&words, other)).map(|(actor, _)| *actor);
        let actor = known.unwrap_or_else(|| cast.add(EntityKind::Person, &text));
        self.full.push((actor, words.clone()));
        self.note(cast, page, span, actor, &text);
        let by_first = gazetteer().first_name(&words[0]).flatten();
        let gender = &mut cast.actors[actor].gender;
        *gender = gender.or(by_first);
    }

    pub(super) fn short_name(&mut self, cast: &mut Cast, page: &Page<'_>, span: &NameSpan) {
        let words = person_words(page, span);
        let text = display(page, span);
        let word = words.into_iter().next().unwrap_or_default();
        let actor = self.bearer(cast, page, span, &word).unwrap_or_else(|| {
            *self.short.entry(word.clone()).or_insert_with(|| cast.add(EntityKind::Person, &text))
        });
        self.note(cast, page, span, actor, &text);
    }

    fn note(&mut self, cast: &mut Cast, page: &Page<'_>, span: &NameSpan, actor: ActorId, text: &str) {
        if let Some((_, Some(gender))) = span.title.clone().and_then(|t| gazetteer().title(&joined(page, t)))
        {
            cast.actors[actor].gender = Some(gender);
        }
        cast.note_form(actor, text);
        if !in_headline(page, span.toks.start) {
            self.in_prose.insert((actor, text.to_owned()));
        }
        cast.mention(span, actor);
        self.seen.push((span.toks.start, actor));
    }

    /// The person of a full name whose surname (or else given name) a single word is.
    fn bearer(&self, cast: &Cast, page: &Page<'_>, span: &NameSpan, word: &str) -> Option<ActorId> {
        let by = |part: fn(&Vec<String>) -> Option<&String>| -> Vec<ActorId> {
            let mut bearers: Vec<_> = self
                .full
                .iter()
                .filter(|(_, w)| part(w).is_some_and(|w| w == word))
                .map(|(a, _)| *a)
                .collect();
            bearers.sort_unstable();
            bearers.dedup();
            bearers
        };
        let mut bearers = by(|words| words.last());
        if bearers.is_empty() {
            bearers = by(|words| words.first());
        }
        if let Some((_, Some(gender))) = span.title.clone().and_then(|t| gazetteer().title(&joined(page, t)))
        {
            let fits = |&actor: &ActorId| cast.actors[actor].gender.is_none_or(|g| g == gender);
            if bearers.iter().any(fits) {
                bearers.retain(fits);
            }
        }
        self.latest(&bearers, span.toks.start)
    }

    /// The one of several namesakes who was named last before a token; else the first in the text.
    fn latest(&self, bearers: &[ActorId], at: Tok) -> Option<ActorId> {
        let mentions = || self.seen.iter().filter(|(_, actor)| bearers.contains(actor));
        mentions().filter(|(tok, _)| *tok < at).max().or_else(|| mentions().min()).map(|(_, actor)| *actor)
    }

    /// The longest form of up to four words, not in capitals, first in the text. Full names of running text come before
    /// those of headlines, where the model takes the verb for a part: "Ada Ruiz Refuses".
    pub(super) fn choose_names(&self, cast: &mut Cast) {
        for (number, actor) in cast.actors.iter_mut().enumerate() {
            let rank = |form: &&String| {
                let words = form.split(' ').count();
                let prose = words > 1 && self.in_prose.contains(&(number, (*form).clone()));
                (prose, has_lower_case(form), words <= 4, words)
            };
            let best = actor.forms.iter().rev().max_by_key(rank).cloned();
            actor.name = best.unwrap_or_default();
        }
    }
}

fn has_lower_case(form: &str) -> bool {
    form.chars().any(char::is_lowercase)
}

/// Words as written, with single spaces.
fn display(page: &Page<'_>, span: &NameSpan) -> String {
    page.span(span.toks.clone()).text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two full names may be one person: same surname and given names that fit, or one inside the other.
fn same_person(one: &[String], other: &[String]) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same_last = short.last() == long.last();
    (same_last && gazetteer().same_first_name(&short[0], &long[0]))
        || (short.len() >= 2 && long.windows(short.len()).any(|window| window == short))
}
