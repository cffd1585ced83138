//! Rows as numbers: ends, day, kind, direction and place side by side, the ends highest.

use crate::model::{DayNumber, EventLists, EventRow, Form, NO_DAY};
use std::ops::Range;

/// A packed row, narrow or wide.
pub(super) trait Packed: Copy + Ord + Default {
    /// Puts a part below what is there.
    fn with(self, part: u32, width: u32) -> Self;

    /// The bits from `from` on.
    fn above(self, from: u32) -> Self;

    /// The lowest 32 bits.
    fn low(self) -> u32;
}

macro_rules! packed {
    ($($number:ty),*) => {$(
        impl Packed for $number {
            #[inline]
            fn with(self, part: u32, width: u32) -> Self {
                self << width | Self::from(part)
            }

            #[inline]
            fn above(self, from: u32) -> Self {
                self >> from
            }

            #[inline]
            fn low(self) -> u32 {
                self as u32
            }
        }
    )*};
}

packed!(u64, u128);

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
    /// Bits for the names and kinds of lists, and so many for day and place.
    pub(super) fn new(lists: &EventLists, day: u32, place: u32, first_day: DayNumber) -> Self {
        Self { name: bits(lists.names.len() as u32), day, kind: kind_bits(lists), place, first_day }
    }

    /// Bits that hold any row.
    pub(super) fn widest() -> Self {
        // 2·32 + 23 + 14 + 27: days of the years 1 to 9999, and as many codes as a reader tells apart.
        Self { name: 32, day: 23, kind: 14, place: 27, first_day: -719_162 }
    }

    fn below_ends(self) -> u32 {
        self.day + self.kind + self.place
    }

    pub(super) fn total(self) -> u32 {
        2 * self.name + self.below_ends()
    }
}

/// Bits that hold every number up to `most`.
pub(super) fn bits(most: u32) -> u32 {
    u32::BITS - most.leading_zeros()
}

/// Kind and direction: at most as many kinds as codes, each in four forms or directions.
fn kind_bits(lists: &EventLists) -> u32 {
    bits(lists.codes.len() as u32 * 4 + 3)
}

/// Who does it: neither, or in a pair without direction the first end or the second, else as the row says.
fn role(form: Form, turned: bool) -> u32 {
    match form {
        Form::Mutual => 0,
        Form::Visit | Form::Directed | Form::Mediate => 1 + u32::from(turned),
        Form::Host => 2 - u32::from(turned),
    }
}

/// Packs rows and reads the parts of packed ones.
#[derive(Debug)]
pub(super) struct Packer {
    widths: Widths,
    directed: bool,
    /// Kind and role of every code, in rows as they stand and in turned ones.
    codes: Vec<[u32; 2]>,
    kinds: Vec<String>,
}

impl Packer {
    pub(super) fn new(lists: &EventLists, directed: bool, widths: Widths) -> Self {
        let mut packer = Self { widths, directed, codes: Vec::new(), kinds: Vec::new() };
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
            self.codes.push([false, true].map(|turned| number as u32 * 4 + role(form, turned)));
        }
    }

    pub(super) fn into_kinds(self) -> Vec<String> {
        self.kinds
    }

    #[inline]
    pub(super) fn pack<T: Packed>(&self, row: &EventRow) -> T {
        let turned = !self.directed && row.source > row.target;
        let ends = if turned { [row.target, row.source] } else { [row.source, row.target] };
        let kind_and_role = self.codes[row.code as usize][usize::from(turned)];
        let day = if row.day == NO_DAY { 0 } else { row.day.wrapping_sub(self.widths.first_day) as u32 + 1 };
        let Widths { name, day: day_bits, kind: kind_bits, place, .. } = self.widths;
        let ends = T::default().with(ends[0], name).with(ends[1], name);
        ends.with(day, day_bits).with(kind_and_role, kind_bits).with(row.place, place)
    }

    #[inline]
    fn part<T: Packed>(row: T, from: u32, width: u32) -> u32 {
        row.above(from).low() & ((1u64 << width) - 1) as u32
    }

    /// The bits of both ends.
    pub(super) fn end_bits(&self) -> Range<u32> {
        self.widths.below_ends()..self.widths.total()
    }

    /// Both ends, as they stand side by side.
    #[inline]
    pub(super) fn key<T: Packed>(&self, row: T) -> T {
        row.above(self.widths.below_ends())
    }

    #[inline]
    pub(super) fn ends_of<T: Packed>(&self, row: T) -> [u32; 2] {
        let Widths { name, .. } = self.widths;
        let from = self.widths.below_ends();
        [Self::part(row, from + name, name), Self::part(row, from, name)]
    }

    #[inline]
    pub(super) fn day_of<T: Packed>(&self, row: T) -> DayNumber {
        let Widths { day, kind, place, first_day, .. } = self.widths;
        match Self::part(row, kind + place, day) {
            0 => NO_DAY,
            day => first_day.wrapping_add((day - 1) as i32),
        }
    }

    #[inline]
    pub(super) fn kind_of<T: Packed>(&self, row: T) -> u32 {
        Self::part(row, self.widths.place, self.widths.kind) / 4
    }

    #[inline]
    pub(super) fn place_of<T: Packed>(&self, row: T) -> u32 {
        Self::part(row, 0, self.widths.place)
    }

    /// Whether two rows tell of the same pair, day, kind and roles.
    #[inline]
    pub(super) fn same_but_place<T: Packed>(&self, one: T, other: T) -> bool {
        one.above(self.widths.place) == other.above(self.widths.place)
    }
}
