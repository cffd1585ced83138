//! Rules from tags, labels and words to parts of speech, morphology and some lemmas.

use super::asset::{Label, Reader};
use crate::language::{Dep, Pos, Tag};

/// The rules, found by the tag of the token they change.
pub(super) struct Ruler {
    rules: Vec<Rule>,
    /// Numbers of the rules that may apply to a token, by its tag, ascending.
    by_tag: Vec<Vec<u16>>,
}

/// Later rules overwrite what earlier ones set.
struct Rule {
    /// Conditions on consecutive tokens.
    pattern: Vec<Condition>,
    /// Which of them is changed.
    target: usize,
    changes: Changes,
}

struct Changes {
    tag: Option<Tag>,
    pos: Option<Pos>,
    morph: Option<Box<str>>,
    lemma: Option<Box<str>>,
    dep: Option<Dep>,
}

/// What a token must be like; an empty set of words asks for nothing.
struct Condition {
    tags: u64,
    deps: u64,
    words: Vec<Box<str>>,
    is_space: Option<bool>,
}

/// A token as the rules see it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) tag: Tag,
    pub(super) dep: Dep,
    pub(super) lower: &'a str,
    pub(super) is_space: bool,
}

/// What the rules made of a token.
pub(super) struct Ruled<'a> {
    pub(super) tag: Tag,
    pub(super) dep: Dep,
    pub(super) pos: Pos,
    pub(super) morph: &'a str,
    pub(super) lemma: Option<&'a str>,
}

impl Condition {
    fn read(reader: &mut Reader<'_>) -> Condition {
        Condition {
            tags: set(reader.texts(), |text| Tag::named(text) as u32),
            words: reader.texts().into_iter().map(Box::from).collect(),
            deps: set(reader.texts(), |text| Dep::named(text) as u32),
            is_space: [Some(false), Some(true), None][usize::from(reader.u8())],
        }
    }

    fn accepts(&self, token: Seen<'_>) -> bool {
        self.tags >> (token.tag as u32) & 1 == 1
            && self.deps >> (token.dep as u32) & 1 == 1
            && self.is_space.is_none_or(|wanted| wanted == token.is_space)
            && (self.words.is_empty() || self.words.iter().any(|word| **word == *token.lower))
    }
}

/// Marks a condition that no known label fulfils.
const NOTHING: &str = "\0";

/// Labels as bits; no labels mean all.
fn set(names: Vec<&str>, number: impl Fn(&str) -> u32) -> u64 {
    match names.as_slice() {
        [] => u64::MAX,
        [NOTHING] => 0,
        names => names.iter().fold(0, |bits, name| bits | 1 << number(name)),
    }
}

impl Rule {
    fn read(reader: &mut Reader<'_>) -> Rule {
        Rule {
            pattern: reader.list(Condition::read),
            target: usize::from(reader.u8()),
            changes: Changes {
                tag: reader.label(),
                pos: reader.label(),
                morph: Some(reader.text())
                    .filter(|text| !text.is_empty())
                    .map(|text| text.trim_matches('_').into()),
                lemma: Some(reader.text()).filter(|text| !text.is_empty()).map(Box::from),
                dep: reader.label(),
            },
        }
    }

    fn applies<'a>(&self, token: usize, count: usize, seen: &impl Fn(usize) -> Seen<'a>) -> bool {
        let Some(start) = token.checked_sub(self.target) else { return false };
        start + self.pattern.len() <= count
            && self.pattern.iter().zip(start..).all(|(condition, token)| condition.accepts(seen(token)))
    }
}

impl Ruler {
    pub(super) fn read(reader: &mut Reader<'_>) -> Ruler {
        let rules = reader.list(Rule::read);
        let of_tag = |tag: &Tag| {
            let fits = |rule: &Rule| rule.pattern[rule.target].tags >> (*tag as u32) & 1 == 1;
            (0..).zip(&rules).filter(|(_, rule)| fits(rule)).map(|(number, _)| number).collect()
        };
        let by_tag = Tag::ALL.iter().map(of_tag).collect();
        Ruler { rules, by_tag }
    }

    /// Applies all rules whose conditions `seen` fulfils at `token` of `count`, in order.
    pub(super) fn rule<'a>(&self, token: usize, count: usize, seen: impl Fn(usize) -> Seen<'a>) -> Ruled<'_> {
        let Seen { tag, dep, .. } = seen(token);
        let mut ruled = Ruled { tag, dep, pos: Pos::X, morph: "", lemma: None };
        for &number in &self.by_tag[tag as usize] {
            let rule = &self.rules[usize::from(number)];
            if rule.applies(token, count, &seen) {
                rule.changes.apply(&mut ruled);
            }
        }
        ruled
    }
}

impl Changes {
    fn apply<'a>(&'a self, to: &mut Ruled<'a>) {
        to.tag = self.tag.unwrap_or(to.tag);
        to.dep = self.dep.unwrap_or(to.dep);
        to.pos = self.pos.unwrap_or(to.pos);
        to.morph = self.morph.as_deref().unwrap_or(to.morph);
        to.lemma = self.lemma.as_deref().or(to.lemma);
    }
}
