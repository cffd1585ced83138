//! Teams called by their city or country, in stories about matches.

use super::names::NameSpan;
use super::page::{Page, Tok};
use crate::language::Dep;
use std::collections::HashSet;

/// So many different words of sport make a story about sport, if so many of them mean nothing else.
const WORDS_OF_SPORT: usize = 4;
const PLAIN_WORDS: usize = 2;

/// Whether a page tells of matches. Governments have goals, penalties and captains, too, so some words must be plain.
pub(super) fn is_sport(page: &Page<'_>) -> bool {
    let words: HashSet<String> = (0..page.len()).map(|tok| page.lemma(tok).to_lowercase()).collect();
    let plain = words.iter().filter(|word| is_only_of_sport(word)).count();
    let others = words.iter().filter(|word| is_also_of_sport(word) && !is_only_of_sport(word)).count();
    plain >= PLAIN_WORDS && plain + others >= WORDS_OF_SPORT
}

fn is_only_of_sport(lemma: &str) -> bool {
    matches!(
        lemma,
        "striker"
            | "midfielder"
            | "goalkeeper"
            | "winger"
            | "quarterback"
            | "batsman"
            | "bowler"
            | "fullback"
            | "goalie"
            | "kickoff"
            | "kick-off"
            | "halftime"
            | "half-time"
            | "semifinal"
            | "semi-final"
            | "quarterfinal"
            | "quarter-final"
            | "tournament"
            | "championship"
            | "referee"
            | "wicket"
            | "inning"
            | "innings"
            | "touchdown"
            | "offside"
            | "equaliser"
            | "equalizer"
            | "hat-trick"
            | "stadium"
    )
}

/// Words of sport that have other meanings as well.
fn is_also_of_sport(lemma: &str) -> bool {
    let other = matches!(
        lemma,
        "match" | "goal" | "penalty" | "league" | "cup" | "substitute" | "corner" | "whistle"
    );
    other || is_player(lemma)
}

/// "Ostland beat Varnia", "a draw against Varnia", "Varnia's defence": what teams do and have done to them.
pub(super) fn plays(page: &Page<'_>, head: Tok) -> bool {
    // The last of "Ostland, Varnia and Norland" plays as the first does.
    let listed = |&tok: &Tok| page.dep(tok) == Dep::Conj && !page.is_verb(page.head(tok));
    let mut first = head;
    while listed(&first) && !page.is_root(first) {
        first = page.head(first);
    }
    let governor = page.head(first);
    match page.dep(first) {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Conj => {
            page.is_verb(governor) && is_match_verb(page.lemma(governor))
        }
        Dep::Pobj => {
            let above = page.lemma(page.head(governor));
            let result = is_match_verb(above) || is_result(above);
            match page.lower(governor) {
                "against" | "v" | "vs" | "versus" => true,
                "over" | "by" | "to" | "with" | "between" | "of" | "for" => result,
                _ => false,
            }
        }
        Dep::Poss | Dep::Compound | Dep::Nmod => {
            let lemma = page.lemma(governor);
            let of_a_team =
                matches!(lemma, "goal" | "team" | "side" | "squad" | "attack" | "box" | "player" | "fan");
            of_a_team || is_player(lemma)
        }
        _ => false,
    }
}

fn is_match_verb(lemma: &str) -> bool {
    matches!(
        lemma,
        "beat"
            | "defeat"
            | "win"
            | "lose"
            | "score"
            | "draw"
            | "face"
            | "play"
            | "concede"
            | "equalise"
            | "equalize"
            | "lead"
            | "trail"
            | "advance"
            | "qualify"
            | "edge"
            | "thrash"
            | "hold"
            | "eliminate"
            | "substitute"
            | "finish"
            | "open"
            | "dominate"
            | "miss"
            | "have"
            | "get"
            | "take"
            | "be"
    )
}

fn is_result(lemma: &str) -> bool {
    matches!(
        lemma,
        "win"
            | "victory"
            | "defeat"
            | "loss"
            | "draw"
            | "goal"
            | "match"
            | "game"
            | "lead"
            | "clash"
            | "chance"
    )
}

/// A club by its city: "Lindholm 3 Arvika 1", "the Lindholm goalkeeper", "a draw against Lindholm".
pub(super) fn is_team(page: &Page<'_>, name: &NameSpan, head: Tok) -> bool {
    let number = |tok: Tok| {
        let word = page.word(tok);
        word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
    };
    let line_start =
        |tok: Tok| tok == 0 || page.is_space(tok - 1) || number(tok - 1) || page.word(tok - 1) == ")";
    let end = name.toks.end;
    let ends = |tok: Tok| {
        tok >= page.len()
            || page.is_space(tok)
            || number(tok)
            || page.is_capitalised(tok)
            || page.word(tok) == "("
    };
    let scored = end < page.len() && number(end) && line_start(name.toks.start) && ends(end + 1);
    let governor = page.head(head);
    let player =
        matches!(page.dep(head), Dep::Compound | Dep::Poss | Dep::Nmod) && is_player(page.lemma(governor));
    scored || player
}

/// Who plays for a club or trains it.
fn is_player(lemma: &str) -> bool {
    matches!(
        lemma,
        "coach"
            | "striker"
            | "midfielder"
            | "defender"
            | "goalkeeper"
            | "keeper"
            | "winger"
            | "forward"
            | "skipper"
            | "captain"
            | "quarterback"
            | "pitcher"
            | "batsman"
            | "bowler"
            | "fullback"
            | "defence"
            | "goalie"
    )
}
