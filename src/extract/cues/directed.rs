//! Words directed at somebody where the text tells to whom rather than what: "misled the public", "advised Keller".

use super::super::certainty::certainty;
use super::super::lexicon::{SpeechVerb, speech_verb};
use super::super::page::Tok;
use super::super::references::Party;
use super::{Cue, Finder};
use crate::language::{Dep, Pos, Tag};
use crate::model::Certainty;
use std::collections::BTreeSet;

/// Verbs whose very sense is to work on a hearer by words, told of as plans and reproaches as often as facts.
fn works_on_people(lemma: &str) -> bool {
    matches!(
        lemma,
        "urge"
            | "advise"
            | "implore"
            | "deceive"
            | "mislead"
            | "misinform"
            | "blackmail"
            | "intimidate"
            | "coerce"
            | "threaten"
            | "demand"
            | "recommend"
    )
}

/// Points off for words that the text only wishes for, asks about or reports inside a quotation.
const NOT_ASSERTED: u8 = 25;

impl Finder<'_> {
    /// A verb whose object hears the words. Wished, denied and quoted acts are kept as stances, not as words spoken.
    pub(super) fn directed_cue(&self, tok: Tok) -> Option<Cue> {
        let page = self.page;
        let verb =
            speech_verb(page.lemma(tok)).filter(|verb| verb.directed || works_on_people(page.lemma(tok)))?;
        if page.dep(tok) == Dep::Amod || page.pos(tok) == Pos::Aux {
            return None;
        }
        let passive = self.is_passive(tok);
        let hearer = match (passive, verb.directed) {
            (true, true) => self.passive_addressee(tok),
            (false, true) => self.hearer(tok).or_else(|| self.called_upon(tok)),
            (_, false) => self.called_upon(tok),
        }?;
        let source = self.source_of(tok).and_then(|(head, _)| self.source_party(head));
        let same = source.as_ref().is_some_and(|source| source.head == hearer.head);
        let thing = passive && hearer.actors.is_empty() && !self.is_human(hearer.head);
        let force = source.as_ref().is_some_and(|source| !self.can_speak(tok, source, &verb));
        if same || thing || force || page.lower(tok) == "lay" {
            return None;
        }
        let content = self.directed_content(tok, &verb);
        if content.is_empty() && self.is_occupation(tok) {
            return None;
        }
        let asserted = self.is_asserted(tok);
        if !asserted && !works_on_people(page.lemma(tok)) {
            return None;
        }
        Some(Cue {
            verb: tok,
            toks: self.cue_words(tok),
            kind: verb.kind,
            speech: asserted,
            quotes: false,
            content,
            source,
            addressee: Some(hearer),
            medium: self.medium_of(tok),
            rule: "directed",
            doubt: if asserted { 5 } else { NOT_ASSERTED },
        })
    }

    /// "who advises the campaign", "lobbying the ministry": what somebody does for a living, not words on an occasion.
    pub(super) fn is_occupation(&self, tok: Tok) -> bool {
        let page = self.page;
        let present = matches!(page.tag(tok), Tag::Vbz | Tag::Vbp);
        let participle = page.tag(tok) == Tag::Vbg && page.kid(tok, &[Dep::Aux]).is_none();
        matches!(page.lemma(tok), "advise" | "lobby" | "counsel") && (present || participle)
    }

    /// "was urged", "the man advised by her": the hearer is the grammatical subject or what the participle hangs on.
    fn is_passive(&self, tok: Tok) -> bool {
        let page = self.page;
        page.tag(tok) == Tag::Vbn
            && (page.kid(tok, &[Dep::Nsubjpass, Dep::Auxpass]).is_some()
                || self.shares_passive(tok)
                || page.dep(tok) == Dep::Acl && page.kid(tok, &[Dep::Dobj]).is_none())
    }

    /// The object, or whom a preposition "to" leads to.
    pub(super) fn hearer(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let object = page.kid(tok, &[Dep::Dative, Dep::Dobj]).filter(|&kid| page.pos(kid) != Pos::Adp);
        let to = page.kids_by(tok, Dep::Prep).filter(|&kid| page.lower(kid) == "to");
        let object = object
            .or_else(|| to.filter_map(|kid| page.kid(kid, &[Dep::Pobj])).next())
            .or_else(|| self.shared_object(tok))?;
        let reflexive = page.lower(object).ends_with("self") || page.lower(object).ends_with("selves");
        if reflexive { None } else { self.hearing_party(object) }
    }

    /// "to deceive and frighten voters": the object of the last of several coordinated verbs is that of all of them.
    fn shared_object(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let bare = |verb: Tok| page.kid(verb, &[Dep::Dobj, Dep::Prep, Dep::Ccomp, Dep::Xcomp]).is_none();
        let last = page.conjuncts(tok).into_iter().rfind(|&verb| page.is_verb(verb))?;
        let shared = last > tok && bare(tok) && page.tag(last) == page.tag(tok);
        page.kid(last, &[Dep::Dobj]).filter(|_| shared)
    }

    /// A known party, or the bare phrase if its head is a noun.
    pub(super) fn hearing_party(&self, head: Tok) -> Option<Party> {
        let noun = matches!(self.page.pos(head), Pos::Noun | Pos::Propn);
        self.references.party(head).or_else(|| noun.then(|| self.bare_party(head)))
    }

    fn is_asserted(&self, tok: Tok) -> bool {
        let page = self.page;
        let infinitive = page.tag(tok) == Tag::Vb;
        let quoted = page.quotes.of(tok).is_some_and(|quote| page.quotes.all[quote].toks.len() > 4);
        !infinitive && !quoted && certainty(page, tok) == Certainty::Happened
    }

    /// What follows the hearer: a clause, an infinitive, a phrase that names the topic.
    fn directed_content(&self, tok: Tok, verb: &SpeechVerb) -> BTreeSet<Tok> {
        let page = self.page;
        let parts: Vec<Tok> = page
            .kids(tok)
            .iter()
            .copied()
            .filter(|&kid| kid > tok)
            .filter(|&kid| match page.dep(kid) {
                Dep::Ccomp | Dep::Xcomp => true,
                Dep::Prep => verb.preposition && matches!(page.lower(kid), "of" | "about" | "against" | "on"),
                _ => false,
            })
            .collect();
        self.below(&parts)
    }

    /// "urged that Russia release …", "demand that candidates be heard": who is to act is whom the words are meant for.
    pub(super) fn called_upon(&self, tok: Tok) -> Option<Party> {
        let page = self.page;
        let mandative = matches!(
            page.lemma(tok),
            "urge"
                | "demand"
                | "suggest"
                | "recommend"
                | "ask"
                | "insist"
                | "propose"
                | "request"
                | "require"
        );
        let clause = page.kids_by(tok, Dep::Ccomp).find(|_| mandative)?;
        let finite = page.kids_by(clause, Dep::Aux).next().is_some();
        let base = matches!(page.tag(clause), Tag::Vb | Tag::Vbp) && !finite;
        let subject = page.kid(clause, &[Dep::Nsubj, Dep::Nsubjpass]).filter(|_| base)?;
        let singular = matches!(page.tag(subject), Tag::Nn | Tag::Nnp | Tag::Prp);
        // With a plural subject only "that … be" tells the subjunctive from the indicative; these verbs say enough.
        let strict = matches!(page.lemma(tok), "urge" | "demand" | "recommend" | "request");
        if !strict && !singular {
            return None;
        }
        self.hearing_party(subject)
    }
}
