//! Cues: the words that tie a source to what it says, with their grammatical content.

use super::lexicon::{SpeechVerb, gazetteer, speech_verb};
use super::page::{Page, Tok};
use super::references::{Party, References};
use crate::language::{Dep, Pos, Tag};
use crate::model::StatementKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// One cue with what the sentence's grammar gives it.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The verb, or the governing word of "according to".
    pub(crate) verb: Tok,
    /// Words to show as the cue.
    pub(crate) toks: Range<Tok>,
    pub(crate) kind: StatementKind,
    /// Words rather than belief or stance.
    pub(crate) speech: bool,
    /// May take a quotation as its content.
    pub(crate) quotes: bool,
    pub(crate) source: Option<Party>,
    /// Tokens of clause or phrase; empty if only a quotation may follow.
    pub(crate) content: BTreeSet<Tok>,
    pub(crate) addressee: Option<Party>,
    pub(crate) medium: Option<Range<Tok>>,
    /// Name of the pattern, for the reasons shown to people.
    pub(crate) rule: &'static str,
    pub(crate) doubt: u8,
}

/// All cues of a page, in text order.
pub(crate) fn find(page: &Page<'_>, references: &References<'_>) -> Vec<Cue> {
    let finder = Finder { page, references };
    (0..page.len()).filter_map(|tok| finder.cue_at(tok)).collect()
}

struct Finder<'p> {
    page: &'p Page<'p>,
    references: &'p References<'p>,
}

impl Finder<'_> {
    fn cue_at(&self, tok: Tok) -> Option<Cue> {
        match self.page.lower(tok) {
            "according" => self.according_to(tok),
            _ if self.page.is_verb(tok) => self.verb_cue(tok),
            _ => None,
        }
    }

    /// "According to Novak, …": the clause it hangs on is the content.
    fn according_to(&self, tok: Tok) -> Option<Cue> {
        let page = self.page;
        let to = page.kid(tok, &[Dep::Prep, Dep::Pcomp]).filter(|&kid| page.lower(kid) == "to")?;
        let object = page.kid(to, &[Dep::Pobj])?;
        let governor = page.head(tok);
        if governor == tok {
            return None;
        }
        let clause = clause_of(page, governor);
        let own: BTreeSet<Tok> = page.subtree(tok).into_iter().collect();
        let content = page.subtree(clause).into_iter().filter(|t| !own.contains(t)).collect();
        Some(Cue {
            verb: tok,
            toks: tok..to + 1,
            kind: StatementKind::State,
            speech: true,
            quotes: true,
            source: self.references.party(object).or_else(|| Some(self.bare_party(object))),
            content,
            addressee: None,
            medium: None,
            rule: "according to",
            doubt: 5,
        })
    }

    fn verb_cue(&self, tok: Tok) -> Option<Cue> {
        let page = self.page;
        let verb = speech_verb(page.lemma(tok))?;
        if page.pos(tok) == Pos::Aux
            || page.dep(tok) == Dep::Amod
            || self.is_quoted(tok)
            || self.is_only_wished(tok)
        {
            return None;
        }
        let (source_head, inherited) = self.source_of(tok)?;
        let source = self.source_party(source_head)?;
        let (content, rule) = self.content_of(tok, &verb);
        let speech = !verb.belief;
        let quotes = speech && (verb.clause || verb.noun);
        if content.is_empty() && !quotes {
            return None;
        }
        if self.is_label(tok, rule) || !self.can_speak(tok, &source, &verb) {
            return None;
        }
        if !speech
            && (rule != "clause" && rule != "parenthetical" || !self.believable(tok, &source, &content))
        {
            return None;
        }
        let addressee = self.addressee_of(tok, &verb);
        let passive = page.kid(tok, &[Dep::Nsubjpass, Dep::Agent]).is_some();
        Some(Cue {
            verb: tok,
            toks: self.cue_words(tok),
            kind: if rule == "call for" { StatementKind::Appeal } else { verb.kind },
            speech,
            quotes,
            source: Some(source),
            content,
            addressee: if passive { self.passive_addressee(tok) } else { addressee },
            medium: self.medium_of(tok),
            rule,
            doubt: if inherited { 8 } else { 0 } + if verb.belief { 10 } else { 0 },
        })
    }

    /// Inside a quotation of a clause's length it is the quoted person who reports, not the text.
    fn is_quoted(&self, tok: Tok) -> bool {
        let told = speech_verb(self.page.lemma(tok)).is_some_and(|verb| verb.addressee)
            && self
                .page
                .kid(tok, &[Dep::Dobj, Dep::Dative])
                .is_some_and(|object| self.references.party(object).is_some_and(|p| !p.actors.is_empty()));
        !told && self.page.quotes.of(tok).is_some_and(|quote| self.page.quotes.all[quote].toks.len() > 4)
    }

    /// "refused to attack", "wants to discuss": an infinitive tells of no words spoken, unless it only continues an act.
    fn is_only_wished(&self, tok: Tok) -> bool {
        let page = self.page;
        let infinitive =
            page.tag(tok) == Tag::Vb && page.kids_by(tok, Dep::Aux).any(|kid| page.tag(kid) == Tag::To);
        let goes_on = matches!(
            page.lemma(page.head(tok)),
            "go" | "continue" | "come" | "begin" | "proceed" | "take" | "rush" | "use"
        );
        infinitive && !(page.dep(tok) == Dep::Xcomp && goes_on)
    }

    /// "what he called progress": a label inside another clause, no statement.
    fn is_label(&self, tok: Tok, rule: &str) -> bool {
        rule == "about" && self.page.kids(tok).iter().any(|&kid| self.page.lower(kid) == "what")
    }

    /// People, bodies and documents say things; of other subjects only plain verbs of saying are taken at their word.
    fn can_speak(&self, tok: Tok, source: &Party, verb: &SpeechVerb) -> bool {
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
    fn believable(&self, tok: Tok, source: &Party, content: &BTreeSet<Tok>) -> bool {
        !content.is_empty()
            && (!source.actors.is_empty() || self.is_human(source.head))
            && self.page.dep(tok) != Dep::Amod
    }

    fn is_human(&self, tok: Tok) -> bool {
        let lower = self.page.lower(tok);
        matches!(lower, "he" | "she" | "they" | "we" | "i" | "who" | "people" | "many" | "some" | "others")
            || gazetteer().role_noun(lower).is_some()
            || gazetteer().group_noun(lower).is_some()
            || self.page.is_proper(tok)
    }

    /// Head token of the subject of an act of saying; whether it is inherited from a governing verb.
    fn source_of(&self, tok: Tok) -> Option<(Tok, bool)> {
        let page = self.page;
        if let Some(subject) = page.kid(tok, &[Dep::Nsubj]) {
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
            Dep::Dep | Dep::Root | Dep::Parataxis | Dep::Ccomp => self.trailing_name(tok),
            _ => None,
        }
    }

    /// "X said that they had met, adding …": a participle of saying behind a comma continues the outer speaker; so does
    /// a coordinated verb whose nearest subject is a thing.
    fn outer_speaker(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let participle = page.tag(tok) == Tag::Vbg && tok > 0 && page.word(tok - 1) == ",";
        let thing = self.subject_above(page.head(tok)).is_some_and(|subject| {
            !self.is_human(subject) && self.references.party(subject).is_none_or(|p| p.actors.is_empty())
        });
        if !participle && !thing {
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

    /// "issued a statement saying": who issued it speaks, not the statement.
    fn author(&self, noun: Tok) -> Tok {
        let page = self.page;
        let verb = page.head(noun);
        let issued = page.dep(noun) == Dep::Dobj && page.is_verb(verb) && is_document(page.lemma(noun));
        let owner = page.kid(noun, &[Dep::Poss]).filter(|_| is_document(page.lemma(noun)));
        owner.or_else(|| self.subject_above(verb).filter(|_| issued)).unwrap_or(noun)
    }

    /// Subject of a verb or of the verb it shares its subject with.
    fn subject_above(&self, verb: Tok) -> Option<Tok> {
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
    fn trailing_name(&self, tok: Tok) -> Option<(Tok, bool)> {
        let next = tok + 1;
        let follows = next < self.page.len() && self.page.sentence_of(next) == self.page.sentence_of(tok);
        let party = if follows && self.page.is_proper(next) { self.references.party(next) } else { None };
        party.map(|_| (next, true))
    }

    /// A subject inside a quotation cannot speak outside it: the name next to the verb does.
    fn beside(&self, tok: Tok, subject: Tok) -> Option<Tok> {
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
    fn repaired(&self, subject: Tok) -> Tok {
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

    fn source_party(&self, head: Tok) -> Option<Party> {
        let page = self.page;
        let empty = matches!(page.lower(head), "what" | "there" | "this" | "that" | "which")
            && page.tag(head) != Tag::Wdt;
        if empty {
            return None;
        }
        let mut party = self.references.party(head).unwrap_or_else(|| self.bare_party(head));
        if party.actors.is_empty() {
            self.add_owner(head, &mut party);
        }
        Some(party)
    }

    /// A noun phrase that names nobody we know: "the poll".
    fn bare_party(&self, head: Tok) -> Party {
        let start = self.page.kids(head).iter().copied().filter(|&kid| kid < head).min();
        let start = start.map_or(head, |kid| self.page.left_edge(kid));
        Party {
            head,
            toks: start..head + 1,
            actors: Vec::new(),
            reference: super::references::Reference::Unnamed,
            doubt: 0,
        }
    }

    /// "a statement from the ministry", "Keller's spokesman": nobody's node, but the doubt stays visible.
    fn add_owner(&self, _head: Tok, party: &mut Party) {
        party.doubt = party.doubt.saturating_add(5);
    }

    /// The verb with its auxiliaries, negation and particle where they stand next to it.
    fn cue_words(&self, tok: Tok) -> Range<Tok> {
        let page = self.page;
        let mut start = tok;
        while start > 0
            && page.sentence_of(start - 1) == page.sentence_of(tok)
            && matches!(page.dep(start - 1), Dep::Aux | Dep::Auxpass | Dep::Neg)
            && page.head(start - 1) == tok
        {
            start -= 1;
        }
        start..tok + 1
    }

    /// What grammar gives as content, and the name of the pattern.
    fn content_of(&self, tok: Tok, verb: &SpeechVerb) -> (BTreeSet<Tok>, &'static str) {
        let page = self.page;
        if let Some(content) = self.interrupted(tok) {
            return (content, "parenthetical");
        }
        let mut clauses: Vec<_> = page.kids_by(tok, Dep::Ccomp).collect();
        if verb.addressee && clauses.is_empty() {
            clauses.extend(page.kids_by(tok, Dep::Advcl).filter(|&kid| kid > tok && self.is_question(kid)));
        }
        if !clauses.is_empty() && (verb.clause || verb.addressee) {
            return (self.below(&clauses), "clause");
        }
        if verb.infinitive
            && let Some(clause) = page.kid(tok, &[Dep::Xcomp])
        {
            let mut heads = vec![clause];
            if verb.addressee || page.is_verb(clause) {
                heads.extend(page.kids_by(tok, Dep::Dobj).filter(|_| !verb.addressee));
            }
            return (self.below(&heads), "infinitive");
        }
        if verb.about
            && let Some(target) = page.kid(tok, &[Dep::Nsubjpass])
        {
            let mut heads = vec![target];
            heads.extend(page.kids_by(tok, Dep::Prep));
            return (self.below(&heads), "about");
        }
        if page.lemma(tok) == "call"
            && page.kid(tok, &[Dep::Dobj, Dep::Oprd]).is_none()
            && let Some(prep) =
                page.kids_by(tok, Dep::Prep).find(|&kid| matches!(page.lower(kid), "for" | "on"))
        {
            let mut heads = vec![prep];
            heads.extend(
                page.kids_by(tok, Dep::Xcomp).chain(page.kids_by(tok, Dep::Advcl)).filter(|&kid| kid > prep),
            );
            return (self.below(&heads), "call for");
        }
        if verb.about {
            let parts: Vec<_> = page
                .kids(tok)
                .iter()
                .copied()
                .filter(|&kid| {
                    matches!(page.dep(kid), Dep::Dobj | Dep::Oprd | Dep::Prep | Dep::Xcomp | Dep::Ccomp)
                        && kid > tok
                })
                .collect();
            let object = parts.iter().any(|&kid| matches!(page.dep(kid), Dep::Dobj | Dep::Oprd | Dep::Ccomp));
            return if object { (self.below(&parts), "about") } else { (BTreeSet::new(), "quote") };
        }
        if verb.noun
            && let Some(object) = page.kid(tok, &[Dep::Dobj])
            && !self.is_plain_pronoun(object)
        {
            return (self.below(&[object]), "object");
        }
        if verb.preposition
            && !matches!(page.lemma(tok), "speak" | "talk")
            && let Some(prep) = page.kids_by(tok, Dep::Prep).find(|&kid| is_topic(page.lower(kid)))
        {
            return (self.below(&[prep]), "topic");
        }
        (BTreeSet::new(), "quote")
    }

    /// "asked Trump if …", "asked how high …".
    fn is_question(&self, clause: Tok) -> bool {
        let page = self.page;
        let first = page.left_edge(clause);
        matches!(page.lower(first), "if" | "whether" | "how" | "why" | "what" | "when" | "where" | "who")
    }

    fn is_plain_pronoun(&self, tok: Tok) -> bool {
        self.page.tag(tok) == Tag::Prp
    }

    /// "The plan, Novak said, was dead": the cue hangs under the content's verb.
    fn interrupted(&self, tok: Tok) -> Option<BTreeSet<Tok>> {
        let page = self.page;
        let as_clause =
            page.dep(tok) == Dep::Advcl && page.kid(tok, &[Dep::Mark]).is_some_and(|m| page.lower(m) == "as");
        if page.dep(tok) != Dep::Parataxis && !as_clause || page.kid(tok, &[Dep::Ccomp]).is_some() {
            return None;
        }
        let own: BTreeSet<Tok> = page.subtree(tok).into_iter().collect();
        Some(page.subtree(page.head(tok)).into_iter().filter(|t| !own.contains(t)).collect())
    }

    fn below(&self, heads: &[Tok]) -> BTreeSet<Tok> {
        heads.iter().flat_map(|&head| self.page.subtree(head)).collect()
    }

    fn addressee_of(&self, tok: Tok, verb: &SpeechVerb) -> Option<Party> {
        let page = self.page;
        if verb.addressee
            && let Some(object) = page.kid(tok, &[Dep::Dative, Dep::Dobj])
            && page.pos(object) != Pos::Adp
        {
            return self.references.party(object);
        }
        let to = page.kids(tok).iter().copied().find(|&kid| {
            matches!(page.dep(kid), Dep::Prep | Dep::Dative)
                && page.lower(kid) == "to"
                && page.pos(kid) == Pos::Adp
        });
        if let Some(object) = to.and_then(|to| page.kid(to, &[Dep::Pobj])) {
            return self.references.party(object);
        }
        self.exchange_partner(tok)
    }

    /// "said in an interview with CNN", "wrote in a letter to the minister".
    fn exchange_partner(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        for prep in page.kids_by(tok, Dep::Prep) {
            let Some(noun) = page.kid(prep, &[Dep::Pobj]) else { continue };
            if !is_exchange(page.lemma(noun)) {
                continue;
            }
            let partner = page.kids_by(noun, Dep::Prep).filter(|&p| matches!(page.lower(p), "with" | "to"));
            let object = partner.filter_map(|p| page.kid(p, &[Dep::Pobj])).next();
            if let Some(party) = object.and_then(|object| self.references.party(object)) {
                return Some(party);
            }
        }
        None
    }

    /// "Ruiz was told by Keller": the grammatical subject is spoken to.
    fn passive_addressee(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let subject = page.kid(tok, &[Dep::Nsubjpass]).or_else(|| match page.dep(tok) {
            Dep::Acl => Some(page.head(tok)),
            Dep::Advcl => self.subject_above(page.head(tok)),
            _ => None,
        });
        subject.and_then(|subject| self.references.party(subject))
    }

    /// "on state television", "in a statement".
    fn medium_of(&self, tok: Tok) -> Option<Range<Tok>> {
        let page = self.page;
        page.kids_by(tok, Dep::Prep)
            .filter(|&p| matches!(page.lower(p), "on" | "in" | "via" | "during"))
            .find_map(|prep| {
                let noun = page.kid(prep, &[Dep::Pobj])?;
                is_medium(page.lemma(noun), page.lower(noun)).then(|| {
                    let toks = page.subtree(noun);
                    toks[0]..noun + 1
                })
            })
    }
}

fn is_topic(lower: &str) -> bool {
    matches!(lower, "of" | "about" | "on" | "against" | "for" | "to" | "at" | "over" | "from")
}

fn is_document(lemma: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "letter"
            | "response"
            | "tweet"
            | "email"
            | "e-mail"
            | "message"
            | "memo"
            | "reply"
            | "post"
            | "note"
            | "release"
            | "speech"
            | "remark"
            | "comment"
    )
}

/// Writings and findings that speak for whoever made them.
fn is_record(lemma: &str) -> bool {
    is_document(lemma)
        || matches!(
            lemma,
            "report"
                | "study"
                | "poll"
                | "survey"
                | "article"
                | "book"
                | "document"
                | "email"
                | "lawsuit"
                | "suit"
                | "complaint"
                | "filing"
                | "paper"
                | "datum"
                | "data"
                | "figure"
                | "result"
                | "analysis"
                | "record"
                | "headline"
                | "transcript"
                | "newspaper"
                | "ad"
                | "video"
                | "research"
                | "review"
                | "indictment"
                | "ruling"
                | "opinion"
                | "law"
                | "bill"
                | "petition"
                | "platform"
                | "source"
                | "story"
                | "editorial"
                | "column"
                | "campaign"
                | "website"
                | "site"
                | "percent"
                | "majority"
                | "half"
                | "third"
                | "commission"
                | "committee"
                | "company"
                | "court"
                | "government"
                | "group"
        )
}

fn is_exchange(lemma: &str) -> bool {
    matches!(
        lemma,
        "interview" | "call" | "letter" | "email" | "e-mail" | "conversation" | "message" | "memo" | "note"
    )
}

fn is_medium(lemma: &str, lower: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "interview"
            | "television"
            | "radio"
            | "tv"
            | "post"
            | "tweet"
            | "email"
            | "letter"
            | "speech"
            | "memo"
            | "blog"
            | "column"
            | "briefing"
            | "broadcast"
            | "video"
            | "podcast"
            | "op-ed"
            | "editorial"
            | "media"
            | "release"
            | "report"
            | "message"
    ) || matches!(lower, "tv" | "twitter" | "facebook" | "telegram")
}

/// The verb whose clause a token belongs to.
fn clause_of(page: &Page<'_>, tok: Tok) -> Tok {
    if page.is_verb(tok) {
        return tok;
    }
    page.ancestors(tok).find(|&t| page.is_verb(t)).unwrap_or(tok)
}
