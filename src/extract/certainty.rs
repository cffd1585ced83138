//! Happened, planned, proposed or denied: read from auxiliaries, negation and the words that govern an event word.

use super::lexicon::{speech_verb, support_verb};
use super::page::{Page, Tok};
use crate::language::{Dep, Tag};
use crate::model::Certainty;

/// How the text tells the event whose word (verb or noun) stands at `tok`.
pub(crate) fn certainty(page: &Page<'_>, tok: Tok) -> Certainty {
    if page.is_verb(tok) { of_verb(page, tok, 0) } else { of_noun(page, tok) }
}

fn of_verb(page: &Page<'_>, verb: Tok, depth: usize) -> Certainty {
    let own = own_certainty(page, verb);
    if depth > 5 || page.is_root(verb) {
        return own;
    }
    own.min(from_governor(page, verb, depth))
}

/// From the verb's own auxiliaries, negation and conjunction.
fn own_certainty(page: &Page<'_>, verb: Tok) -> Certainty {
    let mut certainty = Certainty::Happened;
    for &kid in page.kids(verb) {
        let lower = page.lower(kid);
        let told = match page.dep(kid) {
            Dep::Neg => Certainty::Denied,
            Dep::Advmod if matches!(lower, "never") => Certainty::Denied,
            Dep::Mark if matches!(lower, "if" | "whether" | "unless") => Certainty::Proposed,
            Dep::Aux if page.tag(kid) == Tag::Md => modal(lower),
            _ => Certainty::Happened,
        };
        certainty = certainty.min(told);
    }
    if has_negative_subject(page, verb) || is_at_no_time(page, verb) {
        return Certainty::Denied;
    }
    let present = matches!(page.tag(verb), Tag::Vbz | Tag::Vbp) && is_ahead(page, verb);
    let will_be = page.tag(verb) == Tag::Vbg && is_future_progressive(page, verb);
    if present || will_be { certainty.min(Certainty::Planned) } else { certainty }
}

fn modal(lower: &str) -> Certainty {
    match lower {
        "will" | "'ll" | "’ll" | "shall" | "wo" | "ll" => Certainty::Planned,
        _ => Certainty::Proposed,
    }
}

/// "is meeting the envoy on Saturday / tomorrow / next week": present progressive with a time ahead.
fn is_future_progressive(page: &Page<'_>, verb: Tok) -> bool {
    let present =
        page.kids_by(verb, Dep::Aux).any(|kid| matches!(page.lower(kid), "is" | "are" | "am" | "'s" | "'re"));
    let been = page.kids_by(verb, Dep::Aux).any(|kid| matches!(page.lower(kid), "been" | "has" | "have"));
    present && !been && is_ahead(page, verb)
}

/// "tomorrow", "next week" under a verb.
fn is_ahead(page: &Page<'_>, verb: Tok) -> bool {
    page.subtree(verb).iter().any(|&tok| matches!(page.lower(tok), "tomorrow" | "next" | "upcoming"))
}

/// "at no point", "at no time", "under no circumstances".
fn is_at_no_time(page: &Page<'_>, verb: Tok) -> bool {
    page.kids_by(verb, Dep::Prep).filter_map(|prep| page.kid(prep, &[Dep::Pobj])).any(|object| {
        matches!(page.lemma(object), "point" | "time" | "stage" | "circumstance" | "moment")
            && page.kids(object).iter().any(|&kid| page.lower(kid) == "no")
    })
}

/// "Neither Soosaar nor Rautio has talked", "nobody met".
fn has_negative_subject(page: &Page<'_>, verb: Tok) -> bool {
    let Some(subject) = page.kid(verb, &[Dep::Nsubj, Dep::Nsubjpass]) else { return false };
    let negative = |tok: Tok| matches!(page.lower(tok), "neither" | "nobody" | "none" | "no");
    negative(subject) || page.kids(subject).iter().any(|&kid| kid < subject && negative(kid))
}

/// From the verb, adjective or noun that a verb form hangs on.
fn from_governor(page: &Page<'_>, verb: Tok, depth: usize) -> Certainty {
    let governor = page.head(verb);
    let infinitive = is_infinitive(page, verb);
    match page.dep(verb) {
        Dep::Xcomp | Dep::Ccomp if page.is_verb(governor) || infinitive => {
            let lemma = page.lemma(governor);
            if lemma == "have" && page.kids(governor).iter().any(|&kid| page.lower(kid) == "yet") {
                return Certainty::Denied;
            }
            let meant = governing_word(lemma, infinitive);
            let above =
                if page.is_verb(governor) { of_verb(page, governor, depth + 1) } else { Certainty::Happened };
            let inherits = page.dep(verb) == Dep::Xcomp;
            if inherits { combine(meant, above) } else { meant }
        }
        Dep::Pcomp | Dep::Prep if matches!(page.lemma(governor), "from" | "without" | "against") => {
            Certainty::Denied
        }
        // "went to see her": done, unlike "flew there to see her".
        Dep::Advcl if infinitive && is_gone(page, governor) => Certainty::Happened,
        Dep::Advcl if infinitive => Certainty::Planned,
        Dep::Advcl => {
            let mark = page.kid(verb, &[Dep::Mark]).map(|mark| page.lower(mark));
            if matches!(mark, Some("if" | "unless" | "whether")) {
                Certainty::Proposed
            } else {
                Certainty::Happened
            }
        }
        // "It was a lie that he had visited her", "untrue that".
        Dep::Acl | Dep::Ccomp if is_untruth(page.lemma(governor)) => Certainty::Denied,
        Dep::Acl | Dep::Relcl if infinitive => {
            governing_word(page.lemma(governor), true).min(Certainty::Planned)
        }
        Dep::Conj => {
            let own_modal = page.kids_by(verb, Dep::Aux).next().is_some();
            let same_form = page.tag(verb) == page.tag(governor)
                && matches!(page.tag(verb), Tag::Vb | Tag::Vbn | Tag::Vbg);
            if same_form && !own_modal { of_verb(page, governor, depth + 1) } else { Certainty::Happened }
        }
        _ => Certainty::Happened,
    }
}

/// "went to", "came to" in the past.
fn is_gone(page: &Page<'_>, verb: Tok) -> bool {
    page.tag(verb) == Tag::Vbd && matches!(page.lower(verb), "went" | "came")
}

fn is_untruth(lemma: &str) -> bool {
    matches!(lemma, "lie" | "fiction" | "fantasy" | "untrue" | "false" | "denial" | "invention" | "myth")
}

fn is_infinitive(page: &Page<'_>, verb: Tok) -> bool {
    matches!(page.tag(verb), Tag::Vb | Tag::Vbn)
        && page.kids_by(verb, Dep::Aux).any(|kid| page.tag(kid) == Tag::To)
}

/// What a governing word says of the clause below it.
fn governing_word(lemma: &str, infinitive: bool) -> Certainty {
    match lemma {
        "deny" | "refuse" | "decline" | "fail" | "avoid" | "forget" | "refusal" | "cancel" | "neglect" => {
            Certainty::Denied
        }
        "offer" | "propose" | "suggest" | "ask" | "urge" | "seek" | "want" | "wish" | "hope" | "demand"
        | "request" | "like" | "love" | "try" | "attempt" | "proposal" | "willing" | "ready" | "open"
        | "able" | "eager" | "reluctant" | "consider" | "recommend" | "call" | "invite" | "invitation"
        | "effort" | "unwilling" | "wait" | "need" | "encourage" | "likely" | "unlikely" => {
            Certainty::Proposed
        }
        "plan" | "expect" | "schedule" | "set" | "due" | "agree" | "prepare" | "intend" | "decide"
        | "arrange" | "slate" | "agreement" | "decision" | "promise" | "vow" | "pledge" | "have" | "be"
        | "about" | "slated" | "scheduled" => {
            if infinitive {
                Certainty::Planned
            } else {
                Certainty::Happened
            }
        }
        _ => Certainty::Happened,
    }
}

/// A plan that is itself denied is denied; else the weaker of the two.
fn combine(meant: Certainty, above: Certainty) -> Certainty {
    match (meant, above) {
        (Certainty::Denied, Certainty::Denied) => Certainty::Happened,
        _ => meant.min(above),
    }
}

/// An event noun: its own modifiers, then the verb that carries it.
fn of_noun(page: &Page<'_>, noun: Tok) -> Certainty {
    let own = noun_modifiers(page, noun);
    let governor = page.head(noun);
    let carried = match page.dep(noun) {
        _ if governor == noun => Certainty::Happened,
        Dep::Dobj | Dep::Nsubjpass | Dep::Attr => {
            let support = carried_as(page, governor);
            combine(support, of_verb(page, governor, 0))
        }
        Dep::Nsubj => {
            let verb = of_verb(page, governor, 0);
            match page.lemma(governor) {
                // "The meeting was not political" denies a quality, not the meeting.
                "be" if verb == Certainty::Denied => Certainty::Happened,
                lemma if takes_place(lemma) => verb,
                _ => Certainty::Happened,
            }
        }
        Dep::Pobj if page.lower(governor) == "of" && is_measure(page.lemma(page.head(governor))) => {
            of_noun(page, page.head(governor))
        }
        Dep::Pobj => from_preposition(page, governor),
        Dep::Conj => of_noun_in_list(page, governor),
        // "will see him on Saturday, their first meeting": as certain as the clause it sums up.
        Dep::Appos | Dep::Npadvmod if page.kids_by(noun, Dep::Poss).any(|kid| page.lower(kid) == "their") => {
            let verb = page.ancestors(noun).find(|&above| page.is_verb(above));
            verb.map_or(Certainty::Happened, |verb| of_verb(page, verb, 0))
        }
        _ => Certainty::Happened,
    };
    own.min(carried)
}

/// "a round of talks": the certainty is that of the round.
fn is_measure(lemma: &str) -> bool {
    matches!(lemma, "day" | "round" | "series" | "hour" | "week" | "session" | "night" | "pair" | "set")
}

fn of_noun_in_list(page: &Page<'_>, governor: Tok) -> Certainty {
    if page.is_verb(governor) || page.dep(governor) == Dep::Conj {
        Certainty::Happened
    } else {
        of_noun(page, governor)
    }
}

/// What the verb that carries an event noun says of it; "call off" is no call.
fn carried_as(page: &Page<'_>, verb: Tok) -> Certainty {
    let off = page.kids_by(verb, Dep::Prt).any(|kid| page.lower(kid) == "off");
    if off && matches!(page.lemma(verb), "call" | "break") {
        return Certainty::Denied;
    }
    support_verb(page.lemma(verb)).unwrap_or(Certainty::Happened)
}

/// Verbs that deny a contact when they are denied: "did not take part in talks".
fn takes_part(lemma: &str) -> bool {
    matches!(
        lemma,
        "engage"
            | "participate"
            | "take"
            | "be"
            | "enter"
            | "join"
            | "involve"
            | "meet"
            | "see"
            | "sit"
            | "hold"
            | "have"
            | "appear"
            | "attend"
            | "talk"
            | "speak"
            | "come"
            | "go"
            | "arrive"
            | "find"
            | "include"
    )
}

fn takes_place(lemma: &str) -> bool {
    matches!(
        lemma,
        "take"
            | "occur"
            | "happen"
            | "begin"
            | "start"
            | "resume"
            | "continue"
            | "be"
            | "come"
            | "go"
            | "open"
            | "proceed"
            | "follow"
            | "last"
            | "end"
    )
}

fn noun_modifiers(page: &Page<'_>, noun: Tok) -> Certainty {
    let word = |tok: Tok| match page.lower(tok) {
        "no" | "cancelled" | "canceled" | "alleged" | "neither" => Certainty::Denied,
        "proposed" | "possible" | "potential" | "any" | "hypothetical" => Certainty::Proposed,
        "planned" | "scheduled" | "upcoming" | "future" | "forthcoming" | "expected" | "coming" => {
            Certainty::Planned
        }
        "next" => Certainty::Planned,
        _ => Certainty::Happened,
    };
    let kids =
        page.kids(noun).iter().copied().filter(|&kid| {
            matches!(page.dep(kid), Dep::Amod | Dep::Det | Dep::Neg | Dep::Nmod | Dep::Compound)
        });
    kids.map(word).min().unwrap_or(Certainty::Happened)
}

/// "after a meeting", "ahead of talks", "called for talks".
fn from_preposition(page: &Page<'_>, preposition: Tok) -> Certainty {
    let governor = page.head(preposition);
    let lemma = page.lemma(governor);
    match page.lower(preposition) {
        "before" | "ahead" => Certainty::Planned,
        "of" if matches!(page.lower(governor), "ahead" | "advance") => Certainty::Planned,
        "of" if matches!(lemma, "possibility" | "prospect" | "idea" | "chance") => Certainty::Proposed,
        "for" | "to" if lemma == "invite" => Certainty::Proposed,
        "for"
            if matches!(
                lemma,
                "call"
                    | "push"
                    | "ask"
                    | "press"
                    | "hope"
                    | "plan"
                    | "prepare"
                    | "proposal"
                    | "offer"
                    | "request"
                    | "appeal"
                    | "date"
            ) =>
        {
            Certainty::Proposed
        }
        "for" | "to" | "at" if matches!(lemma, "expect" | "schedule" | "due" | "book" | "slate") => {
            Certainty::Planned
        }
        "to" if matches!(lemma, "agree" | "commit" | "agreement" | "invite") => Certainty::Planned,
        "on" | "about" if matches!(lemma, "agree" | "decide") => Certainty::Planned,
        // "had not been told of the meeting" denies the telling.
        "of" | "about" | "on" | "over" if speech_verb(lemma).is_some() => Certainty::Happened,
        // "failed to agree in talks" denies the agreement.
        "in" | "during" | "at" | "after" | "over" if !takes_part(lemma) => {
            let verb = if page.is_verb(governor) { of_verb(page, governor, 0) } else { Certainty::Happened };
            if verb == Certainty::Denied { Certainty::Happened } else { verb }
        }
        _ if page.is_verb(governor) => of_verb(page, governor, 0),
        _ => Certainty::Happened,
    }
}
