//! Rows as numbers: ends, day, kind, direction and place side by side, the ends highest.

use super::PairOptions;
use crate::model::{DayNumber, EventLists, EventRow, Form, NO_DAY};

/// A packed row, narrow or wide.
pub(super) trait Packed: Copy + Ord + Into<u128> {
    fn digit(self, shift: u32, mask: usize) -> usize;
}

impl Packed for u64 {
    #[inline]
    fn digit(self, shift: u32, mask: usize) -> usize {
        (self >> shift) as usize & mask
    }
}

impl Packed for u128 {
    #[inline]
    fn digit(self, shift: u32, mask: usize) -> usize {
        (self >> shift) as usize & mask
    }
}

/// How many bits each part takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    name: u32,
    day: u32,
    kind: u32,
    place: u32,
    /// The day that is written as 1; 0 is none.
    first_day: DayNumber,
}

impl Widths {
    /// The fewest bits that rows need.
    pub(super) fn of(rows: &[EventRow], lists: &EventLists) -> Self {
        let (mut first, mut last, mut place) = (i32::MAX, i32::MIN, 0);
        for row in rows {
            if row.day != NO_DAY {
                (first, last) = (first.min(row.day), last.max(row.day));
            }
            place = place.max(row.place);
        }
        let (first_day, days) = if first > last { (0, 0) } else { (first, last.abs_diff(first) + 1) };
        Self {
            name: bits(lists.names.len() as u32),
            day: bits(days),
            kind: kind_bits(lists),
            place: bits(place),
            first_day,
        }
    }

    /// Bits that hold any row.
    pub(super) fn widest() -> Self {
        // 2·32 + 23 + 14 + 27: days of the years 1 to 9999, and as many codes as a reader tells apart.
        Self { name: 32, day: 23, kind: 14, place: 27, first_day: -719_162 }
    }

    pub(super) fn below_ends(self) -> u32 {
        self.day + self.kind + self.place
    }

    pub(super) fn total(self) -> u32 {
        2 * self.name + self.below_ends()
    }
}

fn bits(most: u32) -> u32 {
    u32::BITS - most.leading_zeros()
}

/// Kind and direction: at most as many kinds as codes, each in four forms or directions.
fn kind_bits(lists: &EventLists) -> u32 {
    bits(lists.codes.len() as u32 * 4 + 3)
}

/// Packs rows and reads the parts of packed ones.
#[derive(Debug)]
pub(super) struct Packer {
    widths: Widths,
    directed: bool,
    /// Kind number and form of every code.
    codes: Vec<(u32, Form)>,
    kinds: Vec<String>,
}

impl Packer {
    pub(super) fn new(lists: &EventLists, options: PairOptions, widths: Widths) -> Self {
        let mut packer = Self { widths, directed: options.directed, codes: Vec::new(), kinds: Vec::new() };
        packer.learn(lists.codes.iter().map(|code| (code.kind.label(), code.kind.form)));
        packer
    }

    fn learn(&mut self, codes: impl Iterator<Item = (String, Form)>) {
        for (label, form) in codes {
            let known = self.kinds.iter().position(|kind| *kind == label);
            let number = known.unwrap_or(self.kinds.len());
            if known.is_none() {
                self.kinds.push(label);
            }
            self.codes.push((number as u32, form));
        }
    }

    pub(super) fn into_kinds(self) -> Vec<String> {
        self.kinds
    }

    #[inline]
    pub(super) fn pack(&self, row: &EventRow) -> u128 {
        let (kind, form) = self.codes[row.code as usize];
        let turned = !self.directed && row.source > row.target;
        let ends = if turned { [row.target, row.source] } else { [row.source, row.target] };
        // Who does it: in a pair without direction the first end or the second, else as the row says.
        let role = match form {
            Form::Mutual => 0,
            Form::Visit | Form::Directed | Form::Mediate => 1 + u32::from(turned),
            Form::Host => 2 - u32::from(turned),
        };
        let day = if row.day == NO_DAY { 0 } else { row.day.wrapping_sub(self.widths.first_day) as u32 + 1 };
        let Widths { name, day: day_bits, kind: kind_bits, place, .. } = self.widths;
        let mut packed = u128::from(ends[0]);
        for (part, width) in
            [(ends[1], name), (day, day_bits), (kind * 4 + role, kind_bits), (row.place, place)]
        {
            packed = packed << width | u128::from(part);
        }
        packed
    }

    #[inline]
    fn part(row: u128, from: u32, width: u32) -> u32 {
        (row >> from) as u32 & ((1u64 << width) - 1) as u32
    }

    #[inline]
    pub(super) fn ends_of(&self, row: u128) -> [u32; 2] {
        let Widths { name, .. } = self.widths;
        let from = self.widths.below_ends();
        [Self::part(row, from + name, name), Self::part(row, from, name)]
    }

    #[inline]
    pub(super) fn day_of(&self, row: u128) -> DayNumber {
        let Widths { day, kind, place, first_day, .. } = self.widths;
        match Self::part(row, kind + place, day) {
            0 => NO_DAY,
            day => first_day.wrapping_add((day - 1) as i32),
        }
    }

    #[inline]
    pub(super) fn kind_of(&self, row: u128) -> u32 {
        Self::part(row, self.widths.place, self.widths.kind) / 4
    }

    #[inline]
    pub(super) fn place_of(&self, row: u128) -> u32 {
        Self::part(row, 0, self.widths.place)
    }

    /// Whether two rows tell of the same pair, day, kind and roles.
    #[inline]
    pub(super) fn same_but_place(&self, one: u128, other: u128) -> bool {
        one >> self.widths.place == other >> self.widths.place
    }
}
