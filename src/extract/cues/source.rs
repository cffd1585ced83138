//! Whose words: the subject of a cue, inherited, inverted or behind "by".

use super::super::lexicon::{SpeechVerb, gazetteer, is_document, is_record, speech_verb};
use super::super::page::{Page, Tok};
use super::super::references::Party;
use super::{Finder, RELATIVE_DOUBT, UNNAMED_DOUBT};
use crate::language::{Dep, Pos, Tag};
use std::collections::BTreeSet;

impl Finder<'_> {
    /// People, bodies and documents say things; of other subjects only plain verbs of saying are taken at their word.
    pub(super) fn can_speak(&self, tok: Tok, source: &Party, verb: &SpeechVerb) -> bool {
        let plain = matches!(
            self.page.lemma(tok),
            "say" | "tell" | "write" | "read" | "state" | "report" | "note" | "warn"
        );
        let tag = self.page.tag(source.head);
        let pronoun = matches!(tag, Tag::Prp | Tag::Wp | Tag::Wdt | Tag::Dt | Tag::Cd)
            || self.page.lower(source.head) == "it";
        verb.belief
            || plain
            || pronoun
            || !source.actors.is_empty()
            || self.is_human(source.head)
            || is_record(self.page.lemma(source.head))
    }

    /// Beliefs count only for human or body subjects with a clause.
    pub(super) fn believable(&self, tok: Tok, source: &Party, content: &BTreeSet<Tok>) -> bool {
        // "I think", outside quotation marks: the author's own thoughts are nobody's whom the text tells of.
        let author = source.actors.is_empty() && matches!(self.page.lower(source.head), "i" | "we");
        !content.is_empty()
            && !author
            && (!source.actors.is_empty()
                || self.is_human(source.head)
                || is_record(self.page.lemma(source.head)))
            && self.page.dep(tok) != Dep::Amod
    }

    pub(super) fn is_human(&self, tok: Tok) -> bool {
        let lower = self.page.lower(tok);
        matches!(lower, "he" | "she" | "they" | "we" | "i" | "who" | "people" | "many" | "some" | "others")
            || gazetteer().role_noun(lower).is_some()
            || gazetteer().group_noun(lower).is_some()
            || self.page.is_proper(tok)
    }

    /// Head token of the subject of an act of saying; whether it is inherited from a governing verb.
    pub(super) fn source_of(&self, tok: Tok) -> Option<(Tok, bool)> {
        let page = self.page;
        if self.shares_passive(tok) {
            return None;
        }
        if let Some(subject) = page.kid(tok, &[Dep::Nsubj]) {
            if is_day(page.lower(subject)) {
                return self
                    .leading_name(tok)
                    .or_else(|| self.leading_name_before(subject))
                    .or_else(|| self.leading_noun(tok));
            }
            if let Some(speaker) = self.inverted(tok, subject) {
                return Some((speaker, false));
            }
            return Some((self.beside(tok, subject).unwrap_or_else(|| self.repaired(subject)), false));
        }
        if page.kid(tok, &[Dep::Nsubjpass]).is_some() {
            let agent = page.kid(tok, &[Dep::Agent])?;
            return page.kid(agent, &[Dep::Pobj]).map(|object| (object, false));
        }
        if page.tag(tok) == Tag::Vbn && matches!(page.dep(tok), Dep::Acl | Dep::Advcl) {
            let agent = page.kid(tok, &[Dep::Agent])?;
            return page.kid(agent, &[Dep::Pobj]).map(|object| (object, false));
        }
        let governor = page.head(tok);
        match page.dep(tok) {
            Dep::Conj | Dep::Advcl | Dep::Xcomp if governor != tok && page.is_verb(governor) => {
                let has_mark = page.kid(tok, &[Dep::Mark]).is_some();
                if has_mark && page.dep(tok) == Dep::Advcl {
                    return None;
                }
                if let Some(outer) = self.outer_speaker(tok) {
                    return Some((outer, true));
                }
                self.subject_above(governor).map(|subject| (subject, true))
            }
            Dep::Acl if page.tag(tok) == Tag::Vbg && governor != tok => Some((self.author(governor), true)),
            Dep::Pcomp | Dep::Prep if governor != tok => {
                let verb = page.ancestors(tok).find(|&t| page.is_verb(t))?;
                self.subject_above(verb).map(|subject| (subject, true))
            }
            Dep::Dep | Dep::Root | Dep::Parataxis | Dep::Ccomp => {
                self.trailing_name(tok).or_else(|| self.leading_name(tok))
            }
            _ => None,
        }
    }

    /// "Senator Ruiz, the minority leader, said" when the parse gives a plain verb of saying no subject: the name right
    /// before it, or before what commas set off.
    fn leading_name(&self, tok: Tok) -> Option<(Tok, bool)> {
        let page = self.page;
        let finite = matches!(page.tag(tok), Tag::Vbd | Tag::Vbz | Tag::Vbp);
        if !matches!(page.lemma(tok), "say" | "tell" | "add" | "write" | "tweet" | "note") || !finite {
            return None;
        }
        if let Some(subject) = page.kid(tok, &[Dep::Csubj]).and_then(|clause| page.kid(clause, &[Dep::Nsubj]))
        {
            return Some((subject, true));
        }
        self.leading_name_before(tok)
    }

    /// The name that ends right before a token, or before what commas set off there.
    fn leading_name_before(&self, tok: Tok) -> Option<(Tok, bool)> {
        let known = |t: &Tok| self.references.party(*t).is_some_and(|party| !party.actors.is_empty());
        self.set_before(tok).filter(known).map(|before| (before, true))
    }

    /// The word right before a token in its sentence, or before what commas set off there.
    fn set_before(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let start = page.sentence(page.sentence_of(tok)).start;
        let before = tok.checked_sub(1).filter(|&t| t >= start)?;
        if page.word(before) != "," {
            return Some(before);
        }
        let comma = (start..before).rev().find(|&t| page.word(t) == ",")?;
        comma.checked_sub(1).filter(|&t| t >= start)
    }

    /// "an official said Wednesday", "an official, an aide of hers, said Wednesday": a noun for somebody stands there.
    fn leading_noun(&self, tok: Tok) -> Option<(Tok, bool)> {
        let nominal = |t: &Tok| matches!(self.page.pos(*t), Pos::Noun | Pos::Propn) && self.is_human(*t);
        self.set_before(tok).filter(nominal).map(|before| (before, true))
    }

    /// "The trick of it is patience, says Keller": behind a comma and a finite verb of saying stands who says it, and nothing
    /// else; the parse takes the first noun of what is said for the subject.
    fn inverted(&self, tok: Tok, subject: Tok) -> Option<Tok> {
        let page = self.page;
        let behind = tok.checked_sub(1).is_some_and(|t| page.word(t) == "," || page.quotes.of(t).is_some());
        let finite = matches!(page.tag(tok), Tag::Vbd | Tag::Vbz | Tag::Vbp);
        if subject > tok || !behind || !finite || !matches!(page.lemma(tok), "say" | "add" | "note" | "write")
        {
            return None;
        }
        let sentence = page.sentence(page.sentence_of(tok));
        let head = (tok + 1..sentence.end.min(tok + 7)).find(|&t| {
            let party = self.references.party(t).filter(|party| party.toks.start == tok + 1);
            party.is_some_and(|party| !party.actors.is_empty() || self.is_human(t))
        })?;
        let after = self.references.party(head).map_or(head + 1, |party| party.toks.end);
        let closed = after >= sentence.end
            || matches!(page.word(after), "," | "." | ";" | "(" | "—" | "–")
            || matches!(page.lower(after), "of" | "who" | "like" | "at" | "from" | "with" | "in" | "on");
        closed.then_some(head)
    }

    /// "was called in and told that …": the second participle is passive, too, so its subject hears the words.
    pub(super) fn shares_passive(&self, tok: Tok) -> bool {
        let page = self.page;
        let first = page.head(tok);
        page.dep(tok) == Dep::Conj
            && matches!(page.tag(tok), Tag::Vbn | Tag::Vbd)
            && page.lemma(tok) == "tell"
            && page.kid(first, &[Dep::Auxpass]).is_some()
            && page.kid(tok, &[Dep::Nsubj, Dep::Aux, Dep::Dobj, Dep::Dative]).is_none()
    }

    /// "X said that they had met, adding …": a participle of saying behind a comma continues the outer speaker; so does
    /// a coordinated verb whose nearest subject is a thing.
    pub(super) fn outer_speaker(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let participle = page.tag(tok) == Tag::Vbg && tok > 0 && page.word(tok - 1) == ",";
        let thing = self.subject_above(page.head(tok)).is_some_and(|subject| {
            !self.is_human(subject) && self.references.party(subject).is_none_or(|p| p.actors.is_empty())
        });
        let disagrees =
            self.subject_above(page.head(tok)).is_some_and(|subject| disagrees(page, tok, subject));
        if !participle && !thing && !disagrees {
            return None;
        }
        let says = |&t: &Tok| {
            t < tok
                && page.is_verb(t)
                && speech_verb(page.lemma(t)).is_some_and(|verb| verb.clause && !verb.belief)
                && page.quotes.of(t).is_none()
        };
        let outer = page.ancestors(tok).filter(says).last()?;
        page.kid(outer, &[Dep::Nsubj])
    }

    /// "issued a statement saying", "shot back in an article stating", "emailed supporters saying": who issued it or
    /// wrote to them speaks, not the statement and not the supporters.
    pub(super) fn author(&self, noun: Tok) -> Tok {
        let page = self.page;
        let document = is_document(page.lemma(noun));
        // "comments Ruiz made in May saying …"
        let made = page.kid(noun, &[Dep::Relcl]).filter(|_| document || page.lemma(noun) == "comment");
        if let Some(maker) = made.and_then(|verb| page.kid(verb, &[Dep::Nsubj]))
            && page.is_proper(maker)
        {
            return maker;
        }
        if let Some(owner) = page.kid(noun, &[Dep::Poss]).filter(|_| document) {
            return owner;
        }
        let verb = match page.dep(noun) {
            Dep::Dobj => page.head(noun),
            Dep::Pobj if document => page.head(page.head(noun)),
            _ => return noun,
        };
        let written_to = is_written(page.lemma(verb)) && self.is_human(noun);
        let issued = page.is_verb(verb) && (document || written_to);
        self.subject_above(verb).filter(|_| issued).unwrap_or(noun)
    }

    /// "a tally by the Herald", "a post from Anna Keller": who made a writing or finding, if that is said.
    pub(super) fn maker(&self, noun: Tok) -> Option<Party> {
        let page = self.page;
        if !is_record(page.lemma(noun)) || self.references.party(noun).is_some_and(|p| !p.actors.is_empty()) {
            return None;
        }
        let by = page.subtree(noun).into_iter().filter(|&t| matches!(page.lower(t), "by" | "from"));
        let made =
            by.filter_map(|t| page.kid(t, &[Dep::Pobj])).filter_map(|object| self.references.party(object));
        made.into_iter().find(|party| !party.actors.is_empty())
    }

    /// Subject of a verb or of the verb it shares its subject with.
    pub(super) fn subject_above(&self, verb: Tok) -> Option<Tok> {
        let page = self.page;
        let mut verb = verb;
        for _ in 0..6 {
            if let Some(subject) = page.kid(verb, &[Dep::Nsubj, Dep::Nsubjpass]) {
                return Some(subject);
            }
            let shares =
                matches!(page.dep(verb), Dep::Conj | Dep::Advcl | Dep::Xcomp | Dep::Acl | Dep::Pcomp);
            let governor = page.head(verb);
            if !shares || governor == verb {
                return None;
            }
            if page.dep(verb) == Dep::Acl || page.dep(verb) == Dep::Relcl {
                return Some(governor);
            }
            verb = if page.is_verb(governor) {
                governor
            } else {
                page.ancestors(governor).find(|&t| page.is_verb(t))?
            };
        }
        None
    }

    /// "said Keller" when the parse gives the name no label of its own.
    pub(super) fn trailing_name(&self, tok: Tok) -> Option<(Tok, bool)> {
        let next = tok + 1;
        let follows = next < self.page.len() && self.page.sentence_of(next) == self.page.sentence_of(tok);
        let party = if follows && self.page.is_proper(next) { self.references.party(next) } else { None };
        party.map(|_| (next, true))
    }

    /// A subject inside a quotation cannot speak outside it: the name next to the verb does.
    pub(super) fn beside(&self, tok: Tok, subject: Tok) -> Option<Tok> {
        let page = self.page;
        if page.quotes.of(subject) == page.quotes.of(tok) {
            return None;
        }
        let names = |&t: &Tok| {
            page.sentence_of(t) == page.sentence_of(tok)
                && (page.is_proper(t)
                    || page.tag(t) == Tag::Prp
                    || gazetteer().role_noun(page.lower(t)).is_some())
                && page.quotes.of(t).is_none()
        };
        let before = tok.checked_sub(1).filter(names);
        before.or_else(|| Some(tok + 1).filter(|&t| t < page.len()).filter(names))
    }

    /// A participle taken for the subject ("Keller, who was in Oslo meeting Ruiz, said"): the nearest person to its left.
    pub(super) fn repaired(&self, subject: Tok) -> Tok {
        let page = self.page;
        if page.tag(subject) != Tag::Vbg {
            return subject;
        }
        let sentence = page.sentence(page.sentence_of(subject));
        let named = |&tok: &Tok| {
            page.is_proper(tok) && self.references.party(tok).is_some_and(|p| !p.actors.is_empty())
        };
        (sentence.start..subject).find(named).unwrap_or(subject)
    }

    pub(super) fn source_party(&self, head: Tok) -> Option<Party> {
        let page = self.page;
        let empty = matches!(page.lower(head), "what" | "there" | "this" | "that" | "which")
            && page.tag(head) != Tag::Wdt;
        if empty {
            return None;
        }
        let mut party = self.references.party(head).unwrap_or_else(|| self.bare_party(head));
        if party.actors.is_empty() {
            party.doubt = party.doubt.saturating_add(UNNAMED_DOUBT);
        }
        if matches!(page.tag(head), Tag::Wp | Tag::Wdt) {
            party.doubt = party.doubt.saturating_add(RELATIVE_DOUBT);
        }
        Some(party)
    }
}

/// A day that the parse takes for the subject: "said Tuesday that …".
fn is_day(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
    )
}

/// A coordinated verb in the present tense that does not agree in number with a subject: "they said he lied and claim …".
fn disagrees(page: &Page<'_>, verb: Tok, subject: Tok) -> bool {
    let plural = matches!(page.lower(subject), "they" | "we" | "i" | "you")
        || matches!(page.tag(subject), Tag::Nns | Tag::Nnps)
        || page.kid(subject, &[Dep::Conj]).is_some();
    let singular =
        matches!(page.tag(subject), Tag::Nnp) || matches!(page.lower(subject), "he" | "she" | "it");
    page.dep(verb) == Dep::Conj
        && (matches!(page.tag(verb), Tag::Vbp | Tag::Vb) && singular && !plural
            || page.tag(verb) == Tag::Vbz && plural)
}

/// Verbs of sending words whose object is who gets them.
fn is_written(lemma: &str) -> bool {
    matches!(
        lemma,
        "email"
            | "e-mail"
            | "text"
            | "message"
            | "call"
            | "phone"
            | "cable"
            | "write"
            | "address"
            | "contact"
    )
}
