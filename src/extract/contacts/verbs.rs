//! Verbs of contact: "met the envoy", "spoke with Ruiz", "were interviewed by".

use super::super::cast::ActorId;
use super::super::lexicon::{ContactVerb, gazetteer};
use super::super::page::Tok;
use super::super::references::Party;
use super::hearings::is_hearing_body;
use super::{Contact, Finder, Sides};
use crate::language::{Dep, Pos, Tag};
use crate::model::{EventKind, ParticipantRole};

impl Finder<'_> {
    pub(super) fn verb_contact(&self, tok: Tok, lemma: &str, verb: ContactVerb) -> Option<Contact> {
        let sides = self.passive_sides(tok, &verb).or_else(|| self.active_sides(tok, lemma, &verb))?;
        let by_phone = self.by_phone(tok);
        let kind = match verb.kind {
            EventKind::Meet if by_phone => EventKind::Call,
            EventKind::Interview if self.is_hearing(&sides.a) => EventKind::Testify,
            kind => kind,
        };
        Some(self.contact(tok, kind, sides, verb_roles(lemma, kind)))
    }

    /// "was questioned by the committee's chairman", "by deputies": who asks does it for a body that takes evidence.
    pub(super) fn is_hearing(&self, askers: &[Party]) -> bool {
        let page = self.page;
        let word = |tok: Tok| is_hearing_body(page.lemma(tok)) || is_lawmaker(page.lemma(tok));
        let asks = |party: &Party| {
            let office = |&actor: &ActorId| {
                self.references.has_office(actor, |noun| is_hearing_body(noun) || is_lawmaker(noun))
            };
            let of = page.kids_by(party.head, Dep::Prep).filter(|&kid| page.lower(kid) == "of");
            let body = of.filter_map(|kid| page.kid(kid, &[Dep::Pobj])).any(word);
            body || party.toks.clone().any(word)
                || page.kids(party.head).iter().any(|&kid| word(kid))
                || party.actors.iter().any(office)
        };
        askers.iter().any(asks)
    }

    /// "Keller was interviewed by the Herald", "was received by".
    pub(super) fn passive_sides(&self, tok: Tok, verb: &ContactVerb) -> Option<Sides> {
        let page = self.page;
        if !verb.frames.object {
            return None;
        }
        let agent = page.kid(tok, &[Dep::Agent])?;
        let by = page.kid(agent, &[Dep::Pobj])?;
        let subject = page
            .kid(tok, &[Dep::Nsubjpass])
            .or_else(|| self.modified(tok))
            .or_else(|| self.subject_above(tok))?;
        Some(Sides { a: self.parties(by), b: self.parties(subject), rule: "passive", doubt: 0 })
    }

    pub(super) fn active_sides(&self, tok: Tok, lemma: &str, verb: &ContactVerb) -> Option<Sides> {
        let page = self.page;
        let subject = self.subject(tok)?;
        let mut a = self.parties(subject);
        // "the voters they met" and "how they plan to meet it" have another object.
        let of_a_noun = !page.is_root(tok) && page.pos(page.head(tok)) == Pos::Noun;
        let own = !of_a_noun && (page.head(subject) == tok || page.dep(tok) == Dep::Conj);
        if own && (verb.frames.reciprocal || lemma == "exchange") {
            self.name_the_two(&mut a);
        }
        if lemma == "exchange" {
            return self.exchanged(tok, a);
        }
        if lemma == "call"
            && page.kid(tok, &[Dep::Oprd, Dep::Ccomp, Dep::Acomp, Dep::Xcomp, Dep::Prt]).is_some()
        {
            return None;
        }
        if verb.frames.between {
            let b = self.prepositional(tok, &["between"])?;
            return Some(Sides { a, b, rule: "verb of mediation", doubt: 0 });
        }
        if let Some((b, doubt)) = self.met_object(tok, verb) {
            return Some(Sides { a, b, rule: "verb with object", doubt });
        }
        if let Some(b) =
            self.prepositional(tok, &verb_prepositions(verb)).or_else(|| self.with_below(tok, lemma))
        {
            let b = self.without_audience(lemma, b);
            return (!b.is_empty()).then_some(Sides { a, b, rule: "verb with preposition", doubt: 0 });
        }
        let met = self.count(&a) >= 2 && self.is_reciprocal_act(tok, subject, &a, lemma, verb);
        met.then_some(Sides { a, b: Vec::new(), rule: "reciprocal verb", doubt: 8 })
    }

    /// The parties that the object names, and how doubtful it is that they were met.
    fn met_object(&self, tok: Tok, verb: &ContactVerb) -> Option<(Vec<Party>, u8)> {
        let page = self.page;
        // "a report that he had met Ruiz": the parse may take "that" for an object too.
        let behind = page.kids_by(tok, Dep::Dobj).find(|&object| object > tok);
        let object = behind.or_else(|| page.kid(tok, &[Dep::Dobj])).or_else(|| self.person_behind(tok));
        let b = self.object_parties(object.filter(|_| verb.frames.object)?);
        let doubtful = if verb.frames.doubtful { 20 } else { 0 };
        let predicated = page.kid(tok, &[Dep::Oprd, Dep::Xcomp, Dep::Prt]).is_some();
        (!b.is_empty()).then_some((b, doubtful + if predicated { 10 } else { 0 }))
    }

    /// "had met Pike in the car park" when the parse takes the name right behind the verb for an adverb.
    fn person_behind(&self, tok: Tok) -> Option<Tok> {
        let page = self.page;
        let behind = Some(tok + 1).filter(|&behind| behind < page.len())?;
        let mention = self.cast.mention_at(behind).filter(|m| m.named && m.toks.start == behind)?;
        let head = mention.toks.end - 1;
        let loose = matches!(page.dep(head), Dep::Advmod | Dep::Npadvmod | Dep::Intj | Dep::Dep | Dep::Oprd);
        (loose && page.head(head) == tok && self.cast.is_person(mention.actor)).then_some(head)
    }

    /// Those spoken to, but for crowds.
    fn without_audience(&self, lemma: &str, mut parties: Vec<Party>) -> Vec<Party> {
        if matches!(lemma, "speak" | "talk") {
            parties.retain(|party| !party.actors.is_empty() || !is_audience(self.page.lemma(party.head)));
        }
        parties
    }

    /// Whether the subjects of a verb without an object were in contact with one another.
    fn is_reciprocal_act(
        &self,
        tok: Tok,
        subject: Tok,
        a: &[Party],
        lemma: &str,
        verb: &ContactVerb,
    ) -> bool {
        let idiom = matches!(lemma, "shake hands" | "break bread");
        let each_other = self.with_each_other(tok);
        let alone = idiom || each_other || self.page.kid(tok, &[Dep::Dobj]).is_none();
        let certain_alone = each_other
            || self.is_occasion(tok, a)
            || !matches!(lemma, "speak" | "talk" | "debate" | "negotiate")
            || self.by_phone(tok)
            || self.chair(tok).is_some()
            || self.between_two(tok, a);
        (verb.frames.reciprocal || each_other) && alone && !self.leaves_object(tok, subject) && certain_alone
    }

    /// "the voters they met": the noun that the clause hangs on is the object.
    fn leaves_object(&self, tok: Tok, subject: Tok) -> bool {
        let page = self.page;
        let noun = page.head(tok);
        let lists = gazetteer();
        page.dep(tok) == Dep::Relcl
            && !matches!(page.tag(subject), Tag::Wp | Tag::Wdt)
            && (lists.role_noun(page.lower(noun)).is_some() || lists.group_noun(page.lower(noun)).is_some())
    }

    /// "discussed the bridge with Ruiz": the parse hangs the other side below the matter or the medium.
    fn with_below(&self, tok: Tok, lemma: &str) -> Option<Vec<Party>> {
        let page = self.page;
        if !matches!(lemma, "discuss" | "negotiate" | "debate" | "talk") {
            return None;
        }
        let by =
            page.kids(tok).iter().copied().filter(|&kid| matches!(page.dep(kid), Dep::Prep | Dep::Agent));
        let media =
            by.filter_map(|prep| page.kid(prep, &[Dep::Pobj])).filter(|&noun| is_medium(page.lemma(noun)));
        page.kid(tok, &[Dep::Dobj])
            .into_iter()
            .chain(media)
            .find_map(|noun| self.prepositional(noun, &["with"]))
            .filter(|b| self.all_persons(b))
    }

    /// "Wolff and Stone first talked on the beach", "talked for an hour": two persons and one occasion.
    fn is_occasion(&self, tok: Tok, parties: &[Party]) -> bool {
        let page = self.page;
        let once = page.kids(tok).iter().any(|&kid| {
            let lasts = page.lower(kid) == "for"
                && page.kid(kid, &[Dep::Pobj]).is_some_and(|object| {
                    matches!(
                        page.lemma(object),
                        "hour" | "minute" | "day" | "part" | "quarter" | "time" | "while"
                    )
                });
            lasts
                || matches!(
                    page.lower(kid),
                    "first" | "last" | "briefly" | "privately" | "again" | "twice" | "once" | "late"
                )
        });
        once && self.count(parties) >= 2 && self.all_persons(parties)
    }

    /// "saw each other", "talked to one another".
    pub(super) fn with_each_other(&self, tok: Tok) -> bool {
        let page = self.page;
        let object = page.kid(tok, &[Dep::Dobj]);
        let below = page.kids_by(tok, Dep::Prep).filter_map(|prep| page.kid(prep, &[Dep::Pobj]));
        object.into_iter().chain(below).any(|object| self.is_reciprocal(object))
    }

    /// "exchanged e-mails with Ruiz", "the two had exchanged letters", "e-mails that Ruiz had exchanged with Novak".
    pub(super) fn exchanged(&self, tok: Tok, a: Vec<Party>) -> Option<Sides> {
        let page = self.page;
        let relative = matches!(page.dep(tok), Dep::Relcl | Dep::Ccomp).then(|| page.head(tok));
        let thing =
            page.kid(tok, &[Dep::Dobj]).into_iter().chain(relative).any(|noun| is_message(page.lemma(noun)));
        if !thing {
            return None;
        }
        let b = self.prepositional(tok, &["with"]).unwrap_or_default();
        (self.count(&a) + self.count(&b) >= 2).then_some(Sides {
            a,
            b,
            rule: "exchange of messages",
            doubt: 0,
        })
    }

    /// "Solheim and Hadek have not spoken": two named parties and a perfect tense or a negation.
    pub(super) fn between_two(&self, tok: Tok, parties: &[Party]) -> bool {
        let page = self.page;
        let perfect = page.kids(tok).iter().any(|&kid| {
            page.dep(kid) == Dep::Neg
                || page.dep(kid) == Dep::Aux && matches!(page.lower(kid), "have" | "has" | "had")
        });
        let actors: usize = parties.iter().map(|party| party.actors.len()).sum();
        perfect && actors == 2 && parties.iter().all(|party| !party.actors.is_empty())
    }

    pub(super) fn by_phone(&self, tok: Tok) -> bool {
        let page = self.page;
        page.kids(tok).iter().any(|&prep| {
            matches!(page.dep(prep), Dep::Prep | Dep::Agent)
                && page.kid(prep, &[Dep::Pobj]).is_some_and(|object| is_medium(page.lemma(object)))
        })
    }
}

/// Members of a body that takes evidence.
fn is_lawmaker(lemma: &str) -> bool {
    matches!(
        lemma,
        "deputy"
            | "lawmaker"
            | "senator"
            | "congressman"
            | "congresswoman"
            | "legislator"
            | "parliamentarian"
            | "mp"
    )
}

/// Nouns for many who listen together: speaking to them is a speech, not a contact.
fn is_audience(lemma: &str) -> bool {
    matches!(
        lemma,
        "audience"
            | "crowd"
            | "gathering"
            | "rally"
            | "congregation"
            | "convention"
            | "conference"
            | "forum"
            | "luncheon"
            | "assembly"
            | "class"
            | "supporter"
            | "voter"
            | "delegate"
            | "fan"
            | "thousand"
            | "hundred"
    )
}

pub(super) fn verb_prepositions(verb: &ContactVerb) -> Vec<&'static str> {
    let mut prepositions = Vec::new();
    if verb.frames.with {
        prepositions.push("with");
    }
    if verb.frames.to {
        prepositions.push("to");
    }
    if verb.frames.before {
        prepositions.push("before");
    }
    prepositions
}

pub(super) fn verb_roles(lemma: &str, kind: EventKind) -> [ParticipantRole; 2] {
    use ParticipantRole::{Attendee, Callee, Caller, Host, Questioner, Visitor};
    match (kind, lemma) {
        (EventKind::Visit, "host" | "receive" | "welcome") => [Host, Visitor],
        (EventKind::Visit, _) => [Visitor, Host],
        (EventKind::Call, "phone" | "telephone" | "contact") => [Caller, Callee],
        (EventKind::Interview, _) => [Questioner, Attendee],
        (EventKind::Mediate, _) => [ParticipantRole::Mediator, Attendee],
        _ => [Attendee, Attendee],
    }
}

/// Nouns for what people talk over without meeting.
fn is_medium(lemma: &str) -> bool {
    matches!(lemma, "phone" | "telephone" | "video" | "videoconference" | "call" | "radio" | "line")
}

pub(super) fn is_message(lemma: &str) -> bool {
    matches!(
        lemma,
        "email"
            | "mail"
            | "mails"
            | "e-mail"
            | "letter"
            | "message"
            | "text"
            | "note"
            | "correspondence"
            | "tweet"
            | "memo"
            | "view"
            | "word"
    )
}
