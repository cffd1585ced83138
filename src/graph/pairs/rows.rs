//! Rows as they come, packed at once: into 64 bits each while that is enough, else into 128. The parts have as many bits
//! as the rows so far need; when a row needs more, all are packed anew.

use super::pack::{Packed, Packer, Widths, bits};
use crate::model::{DayNumber, EventLists, EventRow, NO_DAY};
use crate::pages;

/// The first and last day of the years 1 to 9999.
const FIRST_DAY: DayNumber = -719_162;
const LAST_DAY: DayNumber = 2_932_896;

/// Packed rows.
#[derive(Debug)]
pub(super) struct Rows {
    shape: Shape,
    packed: Numbers,
}

/// Numbers that hold rows.
#[derive(Debug)]
pub(super) enum Numbers {
    /// In 64 bits.
    Narrow(Vec<u64>),
    /// In 128 bits.
    Wide(Vec<u128>),
}

/// How many bits each part takes, from the highest to the lowest: source, target, day, code, place.
#[derive(Clone, Copy, Debug)]
struct Shape {
    name: u32,
    day: u32,
    code: u32,
    place: u32,
    /// The day that is written as 1; 0 is none.
    first_day: DayNumber,
}

impl Shape {
    /// A shape for the first rows.
    const SMALL: Self = Self { name: 12, day: 10, code: 5, place: 8, first_day: NO_DAY };

    /// A shape that holds any row: days of the years 1 to 9999, and as many codes as a reader tells apart.
    const WIDEST: Self = Self { name: 32, day: 23, code: 12, place: 29, first_day: FIRST_DAY };

    fn total(self) -> u32 {
        2 * self.name + self.day + self.code + self.place
    }

    #[inline]
    fn number_of(self, day: DayNumber) -> u32 {
        if day == NO_DAY { 0 } else { (day.wrapping_sub(self.first_day) as u32).saturating_add(1) }
    }

    #[inline]
    fn pack<T: Packed>(self, row: &EventRow) -> T {
        let ends = T::default().with(row.source, self.name).with(row.target, self.name);
        let day = ends.with(self.number_of(row.day), self.day);
        day.with(u32::from(row.code), self.code).with(row.place, self.place)
    }

    #[inline]
    fn holds(self, row: &EventRow) -> bool {
        let over = |part: u32, width: u32| u64::from(part) >> width;
        let ends = over(row.source | row.target, self.name);
        let rest = over(u32::from(row.code), self.code) | over(row.place, self.place);
        ends | rest | over(self.number_of(row.day), self.day) == 0
    }

    #[inline]
    fn unpack<T: Packed>(self, packed: T) -> EventRow {
        let part = |from: u32, width: u32| packed.above(from).low() & ((1u64 << width) - 1) as u32;
        let (code, day) = (self.place, self.place + self.code);
        let target = day + self.day;
        let number = part(day, self.day);
        EventRow {
            source: part(target + self.name, self.name),
            target: part(target, self.name),
            day: if number == 0 { NO_DAY } else { self.first_day.wrapping_add((number - 1) as i32) },
            place: part(0, self.place),
            record: 0,
            code: part(code, self.code) as u16,
        }
    }

    /// The highest number of a day, and of a place.
    fn most(self, rows: &[u64]) -> [u32; 2] {
        rows.iter()
            .map(|&row| self.unpack(row))
            .fold([0; 2], |[day, place], row| [day.max(self.number_of(row.day)), place.max(row.place)])
    }

    /// A shape for what this one holds and one more row, with room for others if that costs nothing.
    fn with_room_for(self, row: &EventRow) -> Self {
        let grown = |width: u32, part: u32, room: u32| {
            if bits(part) > width { (bits(part) + room).min(32) } else { width }
        };
        let days = self.days_with(row.day);
        let [roomy, tight] = [2, 0].map(|room| Self {
            name: grown(self.name, row.source | row.target, room),
            day: days.map_or(self.day, |(first, last)| grown(self.day, last.abs_diff(first) + 1, room)),
            code: grown(self.code, u32::from(row.code), room),
            place: grown(self.place, row.place, room),
            first_day: days.map_or(self.first_day, |(first, _)| first),
        });
        if roomy.total() <= u64::BITS { roomy } else { tight }
    }

    /// First and last day that must be held.
    fn days_with(self, day: DayNumber) -> Option<(DayNumber, DayNumber)> {
        match (self.first_day, day) {
            (_, NO_DAY) => None,
            // Rows may well go back a little from the first one.
            (NO_DAY, day) => Some((FIRST_DAY.max(day - (1 << (self.day - 2))), day)),
            (first, day) => {
                let last = first.saturating_add_unsigned((1 << self.day) - 2).min(LAST_DAY);
                Some((first.min(day), if day < first { last } else { day }))
            }
        }
    }
}

impl Rows {
    pub(super) fn new() -> Self {
        Self { shape: Shape::SMALL, packed: Numbers::Narrow(Vec::new()) }
    }

    #[inline]
    pub(super) fn add(&mut self, rows: &[EventRow]) {
        match &mut self.packed {
            Numbers::Narrow(packed) => pages::reserve(packed, rows.len()),
            Numbers::Wide(packed) => pages::reserve(packed, rows.len()),
        }
        for row in rows {
            let row = if self.shape.holds(row) { *row } else { self.make_room_for(row) };
            match &mut self.packed {
                Numbers::Narrow(packed) => packed.push(self.shape.pack(&row)),
                Numbers::Wide(packed) => packed.push(self.shape.pack(&row)),
            }
        }
    }

    /// Packs all rows anew if one more cannot be held; gives that row with a day of the calendar.
    #[cold]
    fn make_room_for(&mut self, row: &EventRow) -> EventRow {
        let day = if row.day == NO_DAY { NO_DAY } else { row.day.clamp(FIRST_DAY, LAST_DAY) };
        let row = EventRow { day, ..*row };
        let (old, new) = (self.shape, self.shape.with_room_for(&row));
        match &mut self.packed {
            Numbers::Narrow(packed) if new.total() <= u64::BITS => {
                packed.iter_mut().for_each(|number| *number = new.pack(&old.unpack(*number)));
                self.shape = new;
            }
            Numbers::Narrow(packed) => {
                self.shape = Shape::WIDEST;
                let wide = |&number: &u64| Shape::WIDEST.pack(&old.unpack(number));
                self.packed = Numbers::Wide(packed.iter().map(wide).collect());
            }
            Numbers::Wide(_) => {}
        }
        assert!(self.shape.holds(&row), "a table has at most 4,096 codes and 2²⁹ places");
        row
    }

    /// The rows as a packer packs them, in 64 or in 128 bits, and that packer.
    pub(super) fn finish(self, lists: &EventLists, directed: bool) -> (Numbers, Packer) {
        let mut shape = self.shape;
        if shape.first_day == NO_DAY {
            shape.first_day = 0;
        }
        let widths = |day, place| Widths::new(lists, day, place, shape.first_day);
        let mut fitting = widths(shape.day, shape.place);
        if let Numbers::Narrow(rows) = &self.packed
            && fitting.total() > u64::BITS
        {
            let [day, place] = shape.most(rows);
            fitting = widths(bits(day), bits(place));
        }
        let packer = Packer::new(lists, directed, fitting);
        let finished = match self.packed {
            Numbers::Narrow(rows) if fitting.total() <= u64::BITS => {
                Numbers::Narrow(repacked(rows, shape, &packer))
            }
            Numbers::Narrow(rows) => Numbers::Wide(repacked(rows, shape, &packer)),
            Numbers::Wide(rows) => Numbers::Wide(repacked(rows, shape, &packer)),
        };
        (finished, packer)
    }
}

/// Rows of a shape as a packer packs them, in the same memory if they are as wide.
fn repacked<T: Packed, U: Packed>(rows: Vec<T>, shape: Shape, packer: &Packer) -> Vec<U> {
    rows.into_iter().map(|row| packer.pack(&shape.unpack(row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows() -> impl Strategy<Value = Vec<EventRow>> {
        let end = prop_oneof![0u32..5_000, any::<u32>()];
        let day = prop_oneof![Just(NO_DAY), 16_000i32..16_400, -719_162i32..2_932_896];
        let place = prop_oneof![0u32..300, 0u32..1 << 27];
        let row =
            (end.clone(), end, day, place, 0u16..4096).prop_map(|(source, target, day, place, code)| {
                EventRow { source, target, day, place, record: 0, code }
            });
        prop::collection::vec(row, 0..60)
    }

    proptest! {
        #[test]
        fn rows_come_out_as_they_went_in(wanted in rows()) {
            let mut rows = Rows::new();
            wanted.iter().for_each(|row| rows.add(std::slice::from_ref(row)));
            let shape = rows.shape;
            let found: Vec<_> = match &rows.packed {
                Numbers::Narrow(packed) => packed.iter().map(|&row| shape.unpack(row)).collect(),
                Numbers::Wide(packed) => packed.iter().map(|&row| shape.unpack(row)).collect(),
            };
            prop_assert_eq!(found, wanted);
        }
    }
}
