//! Contact told by what people do in company: "toured the dam together", "walked with Ruiz", "brought the two together".

use super::super::page::Tok;
use super::{Contact, Finder, Sides};
use crate::language::{Dep, NameLabel, Pos, Tag};
use crate::model::{EventKind, ParticipantRole};

const SAME: [ParticipantRole; 2] = [ParticipantRole::Attendee, ParticipantRole::Attendee];
const BETWEEN: [ParticipantRole; 2] = [ParticipantRole::Mediator, ParticipantRole::Attendee];
const SHOWN: [ParticipantRole; 2] = [ParticipantRole::Host, ParticipantRole::Visitor];
const ASKED: [ParticipantRole; 2] = [ParticipantRole::Questioner, ParticipantRole::Attendee];

impl Finder<'_> {
    /// Contact by a verb that alone is none.
    pub(super) fn company(&self, tok: Tok) -> Option<Contact> {
        let lemma = self.page.lemma(tok);
        let told =
            |sides: Option<Sides>, kind, roles| sides.map(|sides| self.contact(tok, kind, sides, roles));
        told(self.brought_together(tok, lemma), EventKind::Mediate, BETWEEN)
            .or_else(|| told(self.together(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.each_other(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.wrote_each_other(tok, lemma), EventKind::Correspond, SAME))
            .or_else(|| told(self.accompanied(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.spent_time(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.summoned(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.introduced(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.joined(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.handed(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.signed(tok, lemma), EventKind::Meet, SAME))
            .or_else(|| told(self.shown_a_thing(tok, lemma), EventKind::Visit, SHOWN))
            .or_else(|| told(self.shown_round(tok, lemma), EventKind::Visit, SHOWN))
            .or_else(|| told(self.heard(tok, lemma), EventKind::Testify, ASKED))
            .or_else(|| told(self.pressed(tok, lemma), EventKind::Testify, ASKED))
            .or_else(|| told(self.called_before(tok, lemma), EventKind::Testify, ASKED))
            .or_else(|| told(self.answered(tok, lemma), EventKind::Interview, ASKED))
            .or_else(|| {
                let sides = self.took_questions(tok, lemma)?;
                let kind = if self.is_hearing(&sides.a) { EventKind::Testify } else { EventKind::Interview };
                told(Some(sides), kind, ASKED)
            })
    }

    /// "Achebe brought Relling and Dovzhan together".
    fn brought_together(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let joins = matches!(lemma, "bring" | "get" | "seat" | "sit" | "draw");
        let seats = || {
            let down = |&kid: &Tok| self.page.lower(kid) == "down";
            matches!(lemma, "sit" | "seat") && self.page.kids(tok).iter().any(down)
        };
        let object =
            self.page.kid(tok, &[Dep::Dobj]).filter(|_| joins && (self.is_together(tok) || seats()))?;
        let (a, b) = (self.parties(self.subject(tok)?), self.object_parties(object));
        (self.count(&b) >= 2 && !a.is_empty()).then_some(Sides { a, b, rule: "brought together", doubt: 5 })
    }

    fn is_together(&self, tok: Tok) -> bool {
        let page = self.page;
        page.kids(tok).iter().any(|&kid| {
            page.lower(kid) == "together" || page.lower(kid) == "face" && page.dep(kid) != Dep::Dobj
        })
    }

    /// "Hartog and Kessel inspected the bridge together": several persons, and no figure of speech.
    fn together(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let figure = matches!(
            lemma,
            "work"
                | "live"
                | "act"
                | "stay"
                | "stick"
                | "hold"
                | "pull"
                | "put"
                | "bind"
                | "band"
                | "belong"
                | "be"
                | "fit"
                | "go"
                | "serve"
                | "write"
                | "produce"
                | "make"
                | "run"
                | "own"
                | "grow"
                | "join"
                | "piece"
                | "bring"
                | "keep"
                | "rise"
                | "share"
                | "star"
                | "have"
                | "win"
                | "lose"
                | "fight"
                | "hang"
                | "tie"
                | "add"
                | "raise"
                | "cost"
                | "knit"
                | "gather"
        );
        let strolls = matches!(lemma, "walk" | "stroll" | "pray" | "hike");
        let together = !figure && self.is_together(tok);
        let a = self.parties(self.subject(tok).filter(|_| together || strolls)?);
        let several = self.count(&a) >= 2 && self.all_persons(&a) && (together || a.len() >= 2);
        let doubt = if together { 12 } else { 18 };
        several.then_some(Sides { a, b: Vec::new(), rule: "together", doubt })
    }

    /// "faced each other", "wrote to one another".
    fn each_other(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let direct =
            matches!(lemma, "face" | "see" | "confront" | "embrace" | "hug" | "congratulate" | "greet");
        let object = page.kid(tok, &[Dep::Dobj]).filter(|_| direct);
        let found = object.is_some_and(|object| self.is_reciprocal(object));
        let a = self.parties(self.subject(tok).filter(|_| found)?);
        (self.count(&a) >= 2).then_some(Sides { a, b: Vec::new(), rule: "each other", doubt: 5 })
    }

    /// "had been writing to each other for years".
    fn wrote_each_other(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let found = lemma == "write" && self.with_each_other(tok);
        let a = self.parties(self.subject(tok).filter(|_| found)?);
        (self.count(&a) >= 2).then_some(Sides { a, b: Vec::new(), rule: "each other", doubt: 5 })
    }

    /// "walked on the beach with Ruiz", "sat under the tree with Ruiz": done in company, and not to somebody.
    fn accompanied(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let done = matches!(
            lemma,
            "walk"
                | "fly"
                | "travel"
                | "ride"
                | "sail"
                | "tour"
                | "inspect"
                | "attend"
                | "sit"
                | "dance"
                | "pray"
                | "drink"
                | "eat"
                | "stroll"
                | "closet"
                | "rehearse"
                | "hike"
                | "swim"
                | "linger"
                | "mix"
                | "socialize"
        );
        if !done {
            return None;
        }
        let b = self.prepositional(tok, &["with"]).or_else(|| self.below(tok, &["with"]))?;
        let subject = self.subject(tok).or_else(|| page.kid(tok, &[Dep::Nsubjpass]))?;
        let a = self.parties(subject);
        (self.all_persons(&b) && !a.is_empty()).then_some(Sides { a, b, rule: "in company", doubt: 8 })
    }

    /// "spent two hours at the ministry with Ruiz".
    fn spent_time(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let time = page.kid(tok, &[Dep::Dobj]).filter(|_| lemma == "spend")?;
        let short = matches!(
            page.lemma(time),
            "hour" | "minute" | "evening" | "afternoon" | "morning" | "night" | "lunch"
        ) || self.is_most_of_a_day(time);
        let b = self
            .prepositional(tok, &["with"])
            .or_else(|| self.prepositional(time, &["with"]))
            .or_else(|| self.below(tok, &["with"]));
        let a = self.parties(self.subject(tok)?);
        let Some(b) = b else {
            // "A and B spent two hours at the lodge".
            let placed = page.kids_by(tok, Dep::Prep).any(|prep| {
                let place = page.kid(prep, &[Dep::Pobj]).and_then(|object| self.place_at(object, "at"));
                matches!(page.lower(prep), "at" | "in") && place.is_some()
            });
            let several = short && placed && self.count(&a) == 2 && self.all_persons(&a);
            return several.then_some(Sides { a, b: Vec::new(), rule: "time spent together", doubt: 15 });
        };
        (short && self.all_persons(&b) && !a.is_empty()).then_some(Sides {
            a,
            b,
            rule: "time spent with",
            doubt: 5,
        })
    }

    /// "most of Sunday".
    fn is_most_of_a_day(&self, tok: Tok) -> bool {
        let page = self.page;
        let of = page.kids_by(tok, Dep::Prep).find(|&kid| page.lower(kid) == "of");
        let day = of.and_then(|of| page.kid(of, &[Dep::Pobj]));
        let named = |day: Tok| {
            page.names.iter().any(|name| name.label == NameLabel::Date && name.start <= day && day < name.end)
        };
        matches!(page.lower(tok), "most" | "part" | "all" | "much")
            && day.is_some_and(|day| page.is_proper(day) && named(day))
    }

    /// "summoned Ruiz to his office", "called Ruiz in".
    fn summoned(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let called_in = lemma == "call" && page.kids_by(tok, Dep::Prt).any(|kid| page.lower(kid) == "in");
        // "called in Ruiz" when the parse takes "in" for a preposition.
        let behind = || {
            let prep = page.kids_by(tok, Dep::Prep).find(|&kid| kid == tok + 1 && page.lower(kid) == "in")?;
            let object = page.kid(prep, &[Dep::Pobj]).filter(|_| lemma == "call")?;
            self.cast.actor_at(object).filter(|&actor| self.cast.is_person(actor)).map(|_| object)
        };
        let object =
            page.kid(tok, &[Dep::Dobj]).filter(|_| lemma == "summon" || called_in).or_else(behind)?;
        let room = |&noun: &Tok| {
            matches!(
                page.lemma(noun),
                "office" | "ministry" | "palace" | "residence" | "headquarters" | "home" | "study"
            )
        };
        let to = page
            .subtree(tok)
            .into_iter()
            .filter(|&prep| page.dep(prep) == Dep::Prep && page.lower(prep) == "to");
        let there = to.filter_map(|prep| page.kid(prep, &[Dep::Pobj])).any(|noun| room(&noun));
        let (a, b) = (self.parties(self.subject(tok)?), self.object_parties(object));
        ((there || lemma == "call" && self.all_persons(&a)) && self.all_persons(&b) && !a.is_empty())
            .then_some(Sides { a, b, rule: "summoned", doubt: 10 })
    }

    /// "introduced the striker to the owner"; "were introduced by a friend".
    fn introduced(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        if lemma != "introduce" {
            return None;
        }
        if let Some(subject) = page.kid(tok, &[Dep::Nsubjpass]) {
            let a = self.parties(subject);
            let pair = self.count(&a) == 2 && self.all_persons(&a);
            return pair.then_some(Sides { a, b: Vec::new(), rule: "introduced", doubt: 8 });
        }
        let object = page.kid(tok, &[Dep::Dobj])?;
        let to = self
            .prepositional(tok, &["to"])
            .or_else(|| self.prepositional(object, &["to"]))
            .filter(|to| self.all_persons(to))?;
        let introduced = self.object_parties(object);
        let mut a = self.parties(self.subject(tok)?);
        if introduced.is_empty() || a.is_empty() {
            return None;
        }
        a.extend(introduced);
        a.extend(to);
        Some(Sides { a, b: Vec::new(), rule: "introduced", doubt: 8 })
    }

    /// "the two were joined by Ruiz".
    fn joined(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let agent = self.agent(tok).filter(|_| lemma == "join" && page.tag(tok) == Tag::Vbn)?;
        let subject = page.kid(tok, &[Dep::Nsubjpass]).or_else(|| self.subject_above(tok))?;
        let (a, b) = (self.parties(agent), self.parties(subject));
        let persons = self.all_persons(&a) && self.all_persons(&b);
        persons.then_some(Sides { a, b, rule: "joined by", doubt: 15 })
    }

    /// "was shown round by Ruiz", "showed them round".
    fn shown_round(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let round = page.kids(tok).iter().any(|&kid| matches!(page.lower(kid), "round" | "around"));
        if !round || !matches!(lemma, "show" | "guide" | "lead" | "escort") {
            return None;
        }
        let (host, guest) = match page.kid(tok, &[Dep::Nsubjpass]) {
            Some(guest) => (self.nearby_agent(tok)?, guest),
            None => (self.subject(tok)?, page.kid(tok, &[Dep::Dobj, Dep::Dative])?),
        };
        let (a, b) = (self.parties(host), self.object_parties(guest));
        (!a.is_empty() && !b.is_empty()).then_some(Sides { a, b, rule: "shown round", doubt: 5 })
    }

    /// "showed them the cracks": persons on both sides, and a thing.
    fn shown_a_thing(&self, tok: Tok, lemma: &str) -> Option<Sides> {
        let page = self.page;
        let thing = page.kid(tok, &[Dep::Dobj]).filter(|_| lemma == "show")?;
        let guest = page.kid(tok, &[Dep::Dative])?;
        if page.pos(guest) == Pos::Adp || page.lower(guest) == "us" {
            return None;
        }
        let (a, b) = (self.parties(self.subject(tok)?), self.object_parties(guest));
        let concrete = page.pos(thing) == Pos::Noun && !is_manner(page.lemma(thing));
        (concrete && self.all_persons(&a) && self.all_persons(&b)).then_some(Sides {
            a,
            b,
            rule: "shown a thing",
            doubt: 15,
        })
    }

    /// The agent of a passive, also when the parse takes its "by" for a plain preposition.
    pub(super) fn nearby_agent(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let by = page.subtree(tok).into_iter().find(|&kid| kid > tok && page.lower(kid) == "by");
        self.agent(tok).or_else(|| by.and_then(|by| page.kid(by, &[Dep::Pobj])))
    }
}

/// What one shows somebody without being there.
fn is_manner(lemma: &str) -> bool {
    matches!(
        lemma,
        "respect"
            | "mercy"
            | "support"
            | "loyalty"
            | "solidarity"
            | "kindness"
            | "way"
            | "door"
            | "love"
            | "interest"
            | "patience"
            | "leniency"
            | "favor"
            | "favour"
            | "gratitude"
            | "affection"
            | "sympathy"
            | "courtesy"
            | "lead"
            | "rope"
            | "card"
    )
}
