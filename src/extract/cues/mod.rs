//! Cues: the words that tie a source to what it says, with their grammatical content.

mod addressee;
mod content;
mod directed;
mod source;

use super::lexicon::speech_verb;
use super::page::{Page, Tok};
use super::references::{Party, References};
use crate::language::{Dep, Pos, Tag};
use crate::model::StatementKind;
use std::collections::BTreeSet;
use std::ops::Range;

// Points of confidence that a sort of cue costs, so that equal confidence means equally often right, whatever the sort:
// `benches/accuracy.py` counts.

/// The speaker is the subject of another verb: "rose and said".
const INHERITED_DOUBT: u8 = 15;
/// A verb of belief.
const BELIEF_DOUBT: u8 = 30;
/// The speaker is "who": such clauses tell what somebody is known for more often than what was said.
const RELATIVE_DOUBT: u8 = 18;
/// The speaker has no name.
const UNNAMED_DOUBT: u8 = 5;

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

/// The verb whose clause a token belongs to.
fn clause_of(page: &Page<'_>, tok: Tok) -> Tok {
    if page.is_verb(tok) {
        return tok;
    }
    page.ancestors(tok).find(|&t| page.is_verb(t)).unwrap_or(tok)
}

impl Finder<'_> {
    fn cue_at(&self, tok: Tok) -> Option<Cue> {
        let before = tok.checked_sub(1).map_or("", |tok| self.page.lower(tok));
        match self.page.lower(tok) {
            "told" if before == "all" => None,
            "according" => self.according_to(tok),
            _ if self.page.is_verb(tok) => self.verb_cue(tok).or_else(|| self.directed_cue(tok)),
            _ => None,
        }
    }

    /// "According to Novak, …": the clause it hangs on is the content.
    fn according_to(&self, tok: Tok) -> Option<Cue> {
        let page = self.page;
        let to = Some(tok + 1).filter(|&to| to + 1 < page.len() && page.lower(to) == "to")?;
        let object = page.kid(to, &[Dep::Pobj]);
        // "According to Novak the plan is dead": the parse may take name and clause for one phrase.
        let name = self.references.party(to + 1).filter(|party| {
            let gap = object
                .is_some_and(|object| object > party.toks.end && page.kid(object, &[Dep::Det]).is_some());
            gap && page.kid(object.unwrap_or(to), &[Dep::Det]).is_some_and(|det| det >= party.toks.end)
                && !party.actors.is_empty()
        });
        let source = match object {
            Some(_) if name.is_some() => name?,
            Some(object) => self
                .maker(object)
                .or_else(|| self.references.party(object))
                .unwrap_or_else(|| self.bare_party(object)),
            // The parse may take the name for a verb; the name is known all the same.
            None => self.references.party(to + 1).filter(|party| !party.actors.is_empty())?,
        };
        let governor = page.head(tok);
        let near = object.is_some_and(|object| !source.toks.contains(&object));
        let own: BTreeSet<Tok> = match object {
            Some(_) if !near => page.subtree(tok).into_iter().collect(),
            _ => (tok..source.toks.end.max(to + 2)).collect(),
        };
        let clause = if governor == tok { tok } else { clause_of(page, governor) };
        let content = page.subtree(clause).into_iter().filter(|t| !own.contains(t)).collect();
        Some(Cue {
            verb: tok,
            toks: tok..to + 1,
            kind: StatementKind::State,
            speech: true,
            quotes: true,
            source: Some(source),
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
            || self.is_application(tok)
        {
            return None;
        }
        let (source_head, inherited) = self.source_of(tok)?;
        let source = self.source_party(source_head)?;
        let (content, rule) = self.content_of(tok, &verb);
        if self.only_describes(&source, &content) {
            return None;
        }
        let speech = !verb.belief;
        // "It was chaos," she remembered: thought aloud.
        let quotes = (speech || self.is_beside_quote(tok)) && (verb.clause || verb.noun);
        let occupation = content.is_empty() && self.is_occupation(tok) && !self.is_beside_quote(tok);
        if content.is_empty() && !quotes || occupation {
            return None;
        }
        if self.is_label(tok, rule) || !self.can_speak(tok, &source, &verb) {
            return None;
        }
        let quoted_later = quotes && content.is_empty() && rule == "quote";
        let bare_belief =
            rule != "clause" && rule != "parenthetical" || !self.believable(tok, &source, &content);
        if !speech && !quoted_later && bare_belief {
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
            doubt: if inherited { INHERITED_DOUBT } else { 0 } + if verb.belief { BELIEF_DOUBT } else { 0 },
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
        let to = |verb: Tok| {
            page.tag(verb) == Tag::Vb && page.kids_by(verb, Dep::Aux).any(|kid| page.tag(kid) == Tag::To)
        };
        let joined = page.tag(tok) == Tag::Vb
            && page.dep(tok) == Dep::Conj
            && page.kid(tok, &[Dep::Nsubj, Dep::Aux]).is_none();
        // "began talks to end it, and find out whether …": a bare form goes on with the infinitive before it.
        let beside = page.head(tok);
        let goes_on_with = joined && (to(beside) || page.tag(beside) == Tag::Vbd && (beside..tok).any(to));
        let infinitive = to(tok) || goes_on_with;
        let goes_on = matches!(
            page.lemma(page.head(tok)),
            "go" | "continue" | "come" | "begin" | "proceed" | "take" | "rush" | "use"
        );
        infinitive && !(page.dep(tok) == Dep::Xcomp && goes_on) && !self.opens_quote(tok)
    }

    /// "claimed asylum", "claiming benefits": asks for what is due to one. "does not claim to know": says nothing.
    fn is_application(&self, tok: Tok) -> bool {
        let page = self.page;
        let due = page.kid(tok, &[Dep::Dobj]).or(Some(tok + 1)).is_some_and(|object| {
            matches!(
                page.lemma(object.min(page.len() - 1)),
                "asylum"
                    | "benefit"
                    | "compensation"
                    | "pension"
                    | "refund"
                    | "life"
                    | "seat"
                    | "title"
                    | "prize"
            )
        });
        let disclaims = page.kid(tok, &[Dep::Neg]).is_some() && page.kid(tok, &[Dep::Xcomp]).is_some();
        page.lemma(tok) == "claim" && (due || disclaims)
    }

    /// "was prompted to say, “So far …”": words follow in quotation marks.
    fn opens_quote(&self, tok: Tok) -> bool {
        let page = self.page;
        let next = (tok + 1..page.len().min(tok + 4)).find(|&t| !matches!(page.word(t), "," | ":"));
        next.and_then(|t| page.quotes.of(t)).is_some_and(|quote| {
            let quote = &page.quotes.all[quote].toks;
            quote.start > tok && quote.len() > 4
        })
    }

    /// "those who said prices were their worry", "a message that calls for calm": the clause tells which ones are meant, not
    /// what somebody said, unless it quotes.
    fn only_describes(&self, source: &Party, content: &BTreeSet<Tok>) -> bool {
        let page = self.page;
        let relative = matches!(page.tag(source.head), Tag::Wp | Tag::Wdt) && source.actors.is_empty();
        let clause = page.ancestors(source.head).find(|&t| page.dep(t) == Dep::Relcl);
        let many = clause.is_some_and(|verb| matches!(page.tag(page.head(verb)), Tag::Nns | Tag::Dt));
        let set_off = source.head > 0 && page.word(source.head - 1) == ",";
        relative
            && !set_off
            && (many || page.lower(source.head) == "that")
            && content.iter().all(|&tok| page.quotes.of(tok).is_none())
    }

    /// "what he called progress": a label inside another clause, no statement.
    fn is_label(&self, tok: Tok, rule: &str) -> bool {
        rule == "about" && self.page.kids(tok).iter().any(|&kid| self.page.lower(kid) == "what")
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
}
