//! Sorting packed rows by some of their bits, a digit at a time from the lowest; rows with equal bits keep their order.

use super::pack::Packed;
use crate::pages;
use std::ops::Range;

/// Widest digit: its 2048 counters fit into the nearest cache.
const DIGIT: u32 = 11;

/// The rows in order of the bits `range`.
pub(super) fn sorted<T: Packed>(mut rows: Vec<T>, range: Range<u32>) -> Vec<T> {
    let width = range.end - range.start;
    if rows.len() < 2 || width == 0 {
        return rows;
    }
    let passes = width.div_ceil(DIGIT);
    let digit = width.div_ceil(passes);
    let mut other = pages::buffer(rows.len());
    other.resize(rows.len(), T::default());
    for pass in 0..passes {
        scatter(&rows, &mut other, range.start + pass * digit, digit.min(width - pass * digit));
        std::mem::swap(&mut rows, &mut other);
    }
    rows
}

#[inline]
fn digit<T: Packed>(row: T, shift: u32, mask: usize) -> usize {
    row.above(shift).low() as usize & mask
}

fn scatter<T: Packed>(from: &[T], to: &mut [T], shift: u32, width: u32) {
    let mask = (1 << width) - 1;
    let mut places = vec![0u32; mask + 1];
    if from.len() >= u32::MAX as usize {
        return scatter_many(from, to, shift, mask);
    }
    for &row in from {
        places[digit(row, shift, mask)] += 1;
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    for &row in from {
        let place = &mut places[digit(row, shift, mask)];
        to[*place as usize] = row;
        *place += 1;
    }
}

/// The same for more rows than 32 bits count.
#[cold]
fn scatter_many<T: Packed>(from: &[T], to: &mut [T], shift: u32, mask: usize) {
    let mut places = vec![0usize; mask + 1];
    from.iter().for_each(|&row| places[digit(row, shift, mask)] += 1);
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    for &row in from {
        let place = &mut places[digit(row, shift, mask)];
        to[*place] = row;
        *place += 1;
    }
}
