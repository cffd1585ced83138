//! Personal pronouns: the nearest person that number, gender and the clause allow.

use super::super::cast::ActorId;
use super::super::lexicon::{Gender, speech_verb};
use super::super::page::Tok;
use super::super::typing::head_of;
use super::{Party, Reference, References};
use crate::language::{Dep, Tag};

/// What the walk through the text remembers of a person.
#[derive(Clone, Copy, Debug)]
struct Seen {
    tok: Tok,
    actor: ActorId,
    subject: bool,
    /// Subject of a verb of saying.
    speaker: bool,
}

impl References<'_> {
    pub(super) fn pronoun(&self, tok: Tok) -> Option<Party> {
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
            "they" | "them" | "their" | "themselves" => {
                (self.plural_antecedent(tok, 2..=4).unwrap_or_default(), 18)
            }
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

    pub(super) fn resolve_pronouns(&mut self) {
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
        let above = self.clause_above(tok);
        let rank = |s: &&&Seen| {
            let distance = here - page.sentence_of(s.tok);
            let known = self.cast.actors[s.actor].gender.is_some();
            // "Osei left for Arle, where he met": the subject of the clause above comes before all others.
            let above = above.is_some_and(|above| distance == 0 && self.clause_of(s.tok) == Some(above));
            (
                !above,
                page.paragraph_of(tok) - page.paragraph_of(s.tok),
                speaking && !s.speaker,
                distance,
                !s.subject,
                distance > 0 && !self.is_main(s.tok),
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

    /// The verb whose subject a person is.
    fn clause_of(&self, tok: Tok) -> Option<Tok> {
        let head = self.cast.mention_at(tok).map_or(tok, |m| head_of(self.page, m.toks.clone()));
        let verb = self.page.head(head);
        let subject = matches!(self.page.dep(head), Dep::Nsubj | Dep::Nsubjpass);
        (subject && self.page.is_verb(verb)).then_some(verb)
    }

    /// Whether a person is the subject of a whole sentence.
    fn is_main(&self, tok: Tok) -> bool {
        self.clause_of(tok).is_some_and(|verb| self.page.is_root(verb))
    }

    /// For the subject of a clause of place, time or reason: the verb of the clause above.
    fn clause_above(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let subject = matches!(page.dep(tok), Dep::Nsubj | Dep::Nsubjpass);
        let clause = Some(page.head(tok)).filter(|_| subject)?;
        let adverb = |&kid: &Tok| {
            matches!(
                page.lower(kid),
                "where" | "when" | "while" | "after" | "before" | "as" | "because" | "although"
            ) && kid < tok
        };
        let below = matches!(page.dep(clause), Dep::Relcl | Dep::Advcl);
        let subordinate = below && page.kids(clause).iter().any(adverb);
        page.ancestors(clause).find(|&above| page.is_verb(above)).filter(|_| subordinate)
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
        let own = if page.dep(tok) == Dep::Pobj { page.head(page.head(tok)) } else { page.head(tok) };
        matches!(page.dep(tok), Dep::Dobj | Dep::Dative | Dep::Pobj)
            && self.is_subject(head)
            && self.sharing_subject(own).contains(&page.head(head))
    }

    /// A verb and those above it whose subject is its own: "is to receive her".
    fn sharing_subject(&self, verb: Tok) -> Vec<Tok> {
        let page = self.page;
        let mut verbs = vec![verb];
        let mut below = verb;
        while page.dep(below) == Dep::Xcomp
            && page.head(below) != below
            && page.kid(below, &[Dep::Nsubj, Dep::Nsubjpass]).is_none()
            && verbs.len() < 4
        {
            below = page.head(below);
            verbs.push(below);
        }
        verbs
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
