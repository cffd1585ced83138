//! What the engine is asked: boxes to place and lines that join them, as bare numbers.

use super::geometry::{Point, Rect};

/// A box to place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxSpec {
    /// Full width in px.
    pub width: f64,
    /// Full height in px.
    pub height: f64,
    /// Number of the side it belongs to; boxes of one side are drawn a little together.
    pub side: Option<usize>,
}

/// A line to draw between two boxes; several lines may join one pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineSpec {
    /// Number of the box where it starts.
    pub from: usize,
    /// Number of the box where it ends; another than `from`.
    pub to: usize,
    /// Width of its label in px; 0 for none.
    pub label_width: f64,
    /// Height of its label in px.
    pub label_height: f64,
}

/// Boxes and lines without places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// What to place.
    pub boxes: Vec<BoxSpec>,
    /// What to join.
    pub lines: Vec<LineSpec>,
}

/// All lines of one pair of boxes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The lower box number.
    pub(crate) a: usize,
    /// The higher box number.
    pub(crate) b: usize,
    /// Numbers of the lines, ascending.
    pub(crate) lines: Vec<usize>,
    /// Width of the widest label.
    pub(crate) label_width: f64,
}

impl Link {
    pub(crate) fn other(&self, node: usize) -> usize {
        if self.a == node { self.b } else { self.a }
    }

    pub(crate) fn touches(&self, other: &Link) -> bool {
        self.a == other.a || self.a == other.b || self.b == other.a || self.b == other.b
    }
}

impl Problem {
    /// The pairs that are joined, in ascending order.
    pub(crate) fn links(&self) -> Vec<Link> {
        let mut order: Vec<(usize, usize, usize)> = Vec::with_capacity(self.lines.len());
        for (number, line) in self.lines.iter().enumerate().filter(|(_, line)| line.from != line.to) {
            order.push((line.from.min(line.to), line.from.max(line.to), number));
        }
        order.sort_unstable();
        let mut links: Vec<Link> = Vec::new();
        for (a, b, number) in order {
            let width = self.lines[number].label_width;
            match links.last_mut().filter(|link| link.a == a && link.b == b) {
                Some(link) => {
                    link.lines.push(number);
                    link.label_width = link.label_width.max(width);
                }
                None => links.push(Link { a, b, lines: vec![number], label_width: width }),
            }
        }
        links
    }

    /// For every box the numbers of its links, ascending.
    pub(crate) fn incidence(&self, links: &[Link]) -> Vec<Vec<usize>> {
        let mut of = vec![Vec::new(); self.boxes.len()];
        for (number, link) in links.iter().enumerate() {
            of[link.a].push(number);
            of[link.b].push(number);
        }
        of
    }

    /// The box of `node` when it stands at `place`.
    pub(crate) fn rect(&self, node: usize, place: Point) -> Rect {
        Rect::new(place, self.boxes[node].width, self.boxes[node].height)
    }

    /// All boxes at their places.
    pub(crate) fn rects(&self, places: &[Point]) -> Vec<Rect> {
        places.iter().enumerate().map(|(node, &place)| self.rect(node, place)).collect()
    }

    /// The boxes `members` and the lines among them, renumbered in the order of `members`.
    pub(crate) fn part(&self, members: &[usize]) -> Problem {
        let mut new_number = vec![usize::MAX; self.boxes.len()];
        for (new, &old) in members.iter().enumerate() {
            new_number[old] = new;
        }
        let inside =
            |line: &&LineSpec| new_number[line.from] != usize::MAX && new_number[line.to] != usize::MAX;
        let renumber =
            |line: &LineSpec| LineSpec { from: new_number[line.from], to: new_number[line.to], ..*line };
        Problem {
            boxes: members.iter().map(|&old| self.boxes[old]).collect(),
            lines: self.lines.iter().filter(inside).map(renumber).collect(),
        }
    }
}
