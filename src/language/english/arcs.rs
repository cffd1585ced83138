//! Finds heads: the arc-eager transition system of the dependency parser.
//!
//! After M. Honnibal and M. Johnson, "An Improved Non-monotonic Transition System for Dependency Parsing" (2015): an
//! arc may replace an earlier one, and a word without head goes back from the stack to the buffer.

use super::asset::{Label, Reader};
use super::kernel::{Detected, HIDDEN, PIECES};
use super::layers::Scorer;
use crate::language::Dep;
use std::ops::Range;

/// Context tokens of a move.
pub(super) const FEATURES: usize = 8;
/// Padded number of moves.
pub(super) const COLUMNS: usize = 112;

/// Label of an arc: its own, and for an arc that was lifted the label of the head to look for below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ArcLabel {
    pub(super) dep: Dep,
    pub(super) lifted_from: Option<Dep>,
}

impl ArcLabel {
    const ROOT: ArcLabel = ArcLabel { dep: Dep::Root, lifted_from: None };

    fn named(text: &str) -> ArcLabel {
        match text.split_once("||") {
            Some((dep, head)) => ArcLabel { dep: Dep::named(dep), lifted_from: Some(Dep::named(head)) },
            None => ArcLabel { dep: Dep::named(text), lifted_from: None },
        }
    }
}

/// What the parser can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    /// Push the next word.
    Shift,
    /// Pop the top of the stack.
    Reduce,
    /// The next word becomes the head of the top, which is popped.
    Left(ArcLabel),
    /// The top becomes the head of the next word, which is pushed.
    Right(ArcLabel),
    /// A sentence starts at the word after the next.
    Break,
}

/// The moves in the order of their scores: one `Shift`, one `Reduce`, all `Left`, all `Right`, one `Break`.
pub(super) struct Moves {
    moves: Vec<Move>,
    left: Range<usize>,
    right: Range<usize>,
}

impl Moves {
    pub(super) fn read(reader: &mut Reader<'_>) -> Moves {
        let moves: Vec<Move> = reader.list(|reader| match (reader.u8(), reader.text()) {
            (0, _) => Move::Shift,
            (1, _) => Move::Reduce,
            (2, label) => Move::Left(ArcLabel::named(label)),
            (3, label) => Move::Right(ArcLabel::named(label)),
            _ => Move::Break,
        });
        let range = |is: fn(&Move) -> bool| {
            let first = moves.iter().position(is).unwrap_or(0);
            first..first + moves.iter().filter(|m| is(m)).count()
        };
        let left = range(|m| matches!(m, Move::Left(_)));
        let right = range(|m| matches!(m, Move::Right(_)));
        Moves { moves, left, right }
    }

    /// The valid move with the highest score, the first of equals.
    fn best(&self, valid: Valid, scores: &[f32; COLUMNS]) -> Move {
        let mut best = (f32::NEG_INFINITY, Move::Reduce);
        let mut consider = |range: Range<usize>| {
            for (&score, &candidate) in scores[range.clone()].iter().zip(&self.moves[range]) {
                if score > best.0 {
                    best = (score, candidate);
                }
            }
        };
        if valid.shift {
            consider(0..1);
        }
        if valid.reduce {
            consider(1..2);
        }
        if valid.arcs {
            consider(self.left.start..self.right.end);
        }
        if valid.breaking {
            consider(self.right.end..self.moves.len());
        }
        best.1
    }
}

/// Kinds of moves that are allowed in a state.
#[derive(Clone, Copy)]
struct Valid {
    shift: bool,
    reduce: bool,
    arcs: bool,
    breaking: bool,
}

/// Head and label of every word; a root is its own head.
pub(super) struct Arcs {
    pub(super) heads: Vec<usize>,
    pub(super) labels: Vec<ArcLabel>,
}

/// Parses words from their prepared `parts`; `inside` tells of each whether no sentence can begin with it. Linear in their
/// number.
pub(super) fn parse(
    moves: &Moves,
    scorer: &Scorer<FEATURES, COLUMNS>,
    kernel: Detected,
    parts: &[[f32; PIECES * HIDDEN]],
    inside: &[bool],
) -> Arcs {
    let mut state = State::new(inside);
    let mut scores = [0.0; COLUMNS];
    while !state.is_final() {
        scorer.score(kernel, parts, state.context(), &mut scores);
        state.apply(moves.best(state.valid(), &scores));
    }
    state.into_arcs()
}

/// Stack, buffer and arcs so far.
struct State<'a> {
    count: usize,
    inside: &'a [bool],
    stack: Vec<usize>,
    /// Words that went back to the buffer, the next one last; they come before `next`.
    returned: Vec<usize>,
    next: usize,
    heads: Vec<Option<usize>>,
    labels: Vec<ArcLabel>,
    /// Arcs by the order they were made; children of a head are linked lists through it.
    arcs: Vec<Arc>,
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
    /// Words that went back once and may not be shifted again.
    fixed: Vec<bool>,
    starts: Vec<bool>,
}

#[derive(Clone, Copy)]
struct Arc {
    child: usize,
    /// The arc made before this one on the same side of the same head.
    previous: Option<usize>,
}

impl<'a> State<'a> {
    fn new(inside: &'a [bool]) -> Self {
        let count = inside.len();
        State {
            count,
            inside,
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            heads: vec![None; count],
            labels: vec![ArcLabel::ROOT; count],
            arcs: Vec::with_capacity(count),
            left: vec![None; count],
            right: vec![None; count],
            fixed: vec![false; count],
            starts: vec![false; count],
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.waiting() == 0
    }

    /// Words in the buffer.
    fn waiting(&self) -> usize {
        self.count - self.next + self.returned.len()
    }

    /// Word `place` of the buffer.
    fn buffer(&self, place: usize) -> Option<usize> {
        match self.returned.len().checked_sub(place + 1) {
            Some(at) => Some(self.returned[at]),
            None => Some(self.next + place - self.returned.len()).filter(|&word| word < self.count),
        }
    }

    /// Word `depth` of the stack, counted from the top.
    fn stacked(&self, depth: usize) -> Option<usize> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    /// The newest child of `word` on the side of `newest`.
    fn child(&self, newest: &[Option<usize>], word: Option<usize>) -> Option<usize> {
        word.and_then(|word| newest[word]).map(|arc| self.arcs[arc].child)
    }

    fn context(&self) -> [Option<usize>; FEATURES] {
        let (next, top) = (self.buffer(0), self.stacked(0));
        [
            next,
            self.buffer(1),
            top,
            self.stacked(1),
            self.stacked(2),
            self.child(&self.left, next),
            self.child(&self.left, top),
            self.child(&self.right, top),
        ]
    }

    fn valid(&self) -> Valid {
        let waiting = self.waiting();
        let starts = self.buffer(0).is_some_and(|word| self.starts[word]);
        let fixed = self.buffer(0).is_some_and(|word| self.fixed[word]);
        let stacked = !self.stack.is_empty();
        let inside = self.buffer(0).is_some_and(|word| self.inside[word]);
        let breaks =
            |next: usize, after: usize| after == next + 1 && !self.starts[after] && !self.inside[after];
        Valid {
            shift: !stacked || waiting >= 2 && !starts && !fixed,
            reduce: stacked && (self.stack.len() > 1 || !inside),
            arcs: stacked && waiting > 0 && !starts,
            breaking: self.buffer(0).zip(self.buffer(1)).is_some_and(|(next, after)| breaks(next, after)),
        }
    }

    fn apply(&mut self, chosen: Move) {
        match chosen {
            Move::Shift => self.push(),
            Move::Reduce => self.reduce(),
            Move::Left(label) => {
                if let (Some(next), Some(top)) = (self.buffer(0), self.stack.pop()) {
                    self.attach(next, top, label);
                    self.fixed[next] = false;
                }
            }
            Move::Right(label) => {
                if let (Some(next), Some(top)) = (self.buffer(0), self.stacked(0)) {
                    self.attach(top, next, label);
                    self.push();
                }
            }
            Move::Break => {
                if let Some(word) = self.buffer(1) {
                    self.starts[word] = true;
                }
            }
        }
    }

    fn push(&mut self) {
        let word = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(word);
    }

    fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let Some(top) = self.stack.pop() else { return };
        if self.heads[top].is_none() && !alone {
            self.fixed[top] = true;
            self.returned.push(top);
        }
    }

    fn attach(&mut self, head: usize, child: usize, label: ArcLabel) {
        if let Some(old) = self.heads[child] {
            self.detach(old, child);
        }
        let newest = if head > child { &mut self.left[head] } else { &mut self.right[head] };
        self.arcs.push(Arc { child, previous: *newest });
        *newest = Some(self.arcs.len() - 1);
        self.heads[child] = Some(head);
        self.labels[child] = label;
    }

    /// Forgets an arc if it is its head's newest; the original keeps older ones as children, and so do we.
    fn detach(&mut self, head: usize, child: usize) {
        let newest = if head > child { &mut self.left[head] } else { &mut self.right[head] };
        if let Some(arc) = newest.map(|arc| self.arcs[arc]).filter(|arc| arc.child == child) {
            *newest = arc.previous;
        }
    }

    fn into_arcs(self) -> Arcs {
        let labels = self.heads.iter().zip(&self.labels);
        Arcs {
            labels: labels
                .map(|(head, &label)| if head.is_some() { label } else { ArcLabel::ROOT })
                .collect(),
            heads: self.heads.iter().enumerate().map(|(word, head)| head.unwrap_or(word)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::asset::Asset;
    use super::*;

    #[test]
    fn moves_are_in_the_order_of_the_scores() {
        let asset = Asset::open();
        let reader = &mut Reader(&asset.tables);
        reader.texts();
        let Moves { moves, left, right } = Moves::read(reader);
        assert_eq!((moves.len(), left, right), (106, 2..49, 49..105));
        assert_eq!((moves[0], moves[1]), (Move::Shift, Move::Reduce));
        assert_eq!(moves[2], Move::Left(ArcLabel::named("det")));
        assert_eq!(moves[105], Move::Break);
        assert_eq!(
            moves
                .iter()
                .filter(|m| matches!(m, Move::Right(l) | Move::Left(l) if l.lifted_from.is_some()))
                .count(),
            27
        );
    }
}
