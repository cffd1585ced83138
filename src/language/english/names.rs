//! Finds named entities: one move per token begins, continues, ends or skips a span.

use super::asset::{Label, Reader};
use super::kernel::{Detected, HIDDEN, PIECES};
use super::layers::Scorer;
use crate::language::NameLabel;
use crate::language::NameSpan;

/// Context tokens of a move.
pub(super) const FEATURES: usize = 3;
/// Padded number of moves.
pub(super) const COLUMNS: usize = 80;

/// What happens at one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin(NameLabel),
    Inside(NameLabel),
    Last(NameLabel),
    Unit(NameLabel),
    Outside,
    /// A class of the network that is never chosen.
    Never,
}

/// The moves in the order of their scores.
pub(super) struct Moves(Vec<Move>);

impl Moves {
    pub(super) fn read(reader: &mut Reader<'_>) -> Moves {
        Moves(reader.list(|reader| match (reader.u8(), reader.text()) {
            (1, label) => Move::Begin(NameLabel::named(label)),
            (2, label) => Move::Inside(NameLabel::named(label)),
            (3, label) => Move::Last(NameLabel::named(label)),
            (4, "") => Move::Never,
            (4, label) => Move::Unit(NameLabel::named(label)),
            _ => Move::Outside,
        }))
    }

    /// The valid move with the highest score, the first of equals.
    fn best(&self, place: Place, open: Option<(usize, NameLabel)>, scores: &[f32; COLUMNS]) -> Move {
        let open = open.map(|(_, label)| label);
        let valid = |candidate: Move| match candidate {
            Move::Begin(_) => open.is_none() && place.continues && !place.is_space,
            Move::Inside(label) => open == Some(label) && place.continues,
            Move::Last(label) => open == Some(label),
            Move::Unit(_) => open.is_none() && !place.is_space,
            Move::Outside => open.is_none(),
            Move::Never => false,
        };
        let mut best = (f32::NEG_INFINITY, Move::Outside);
        for (&candidate, &score) in self.0.iter().zip(scores) {
            if score > best.0 && valid(candidate) {
                best = (score, candidate);
            }
        }
        best.1
    }
}

/// What matters about the token at hand.
#[derive(Clone, Copy)]
struct Place {
    is_space: bool,
    /// Whether another token of the same sentence follows.
    continues: bool,
}

/// Finds the spans of `count` tokens; `starts` tells which begin a sentence, `is_space` which are white space.
pub(super) fn find(
    moves: &Moves,
    scorer: &Scorer<FEATURES, COLUMNS>,
    kernel: Detected,
    parts: &[[f32; PIECES * HIDDEN]],
    starts: &[bool],
    is_space: impl Fn(usize) -> bool,
) -> Vec<NameSpan> {
    let mut spans = Vec::new();
    let mut open: Option<(usize, NameLabel)> = None;
    let mut scores = [0.0; COLUMNS];
    for token in 0..starts.len() {
        let start = open.map(|(start, _)| start);
        // An open span has begun before this token.
        let before = start.map(|_| token - 1);
        scorer.score(kernel, parts, [Some(token), start, before], &mut scores);
        let continues = starts.get(token + 1).is_some_and(|starts| !starts);
        match moves.best(Place { is_space: is_space(token), continues }, open, &scores) {
            Move::Begin(label) => open = Some((token, label)),
            Move::Last(label) => {
                let start = start.unwrap_or(token);
                spans.push(NameSpan { start, end: token + 1, label });
                open = None;
            }
            Move::Unit(label) => spans.push(NameSpan { start: token, end: token + 1, label }),
            Move::Inside(_) | Move::Outside | Move::Never => {}
        }
    }
    spans
}
