//! Character classes as the original's programming language and tokenizer rules define them.

use super::asset::Reader;

/// A set of characters: a bit per ASCII character, sorted ranges for the rest.
pub(super) struct Class {
    ascii: u128,
    /// Inclusive code point ranges.
    ranges: Vec<(u32, u32)>,
}

impl Class {
    fn read(reader: &mut Reader<'_>) -> Class {
        let ranges = reader.list(|reader| (reader.u32(), reader.u32()));
        let in_ranges = |code| ranges.iter().any(|&(first, last)| (first..=last).contains(&code));
        let ascii = (0..128).filter(|&code| in_ranges(code)).fold(0, |bits, code| bits | 1 << code);
        Class { ascii, ranges }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(first, _)| first <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }
}

/// The classes the tokenizer and the word shapes use.
pub(super) struct Classes {
    /// Symbols and pictures that always stand alone.
    pub(super) icon: Class,
    /// Letters, to the tokenizer's rules.
    pub(super) alpha: Class,
    pub(super) alpha_upper: Class,
    /// What may stand before a full stop that is cut off.
    pub(super) before_stop: Class,
    /// What may stand before a full stop inside a run of characters …
    pub(super) before_inner_stop: Class,
    /// … and after it.
    pub(super) after_inner_stop: Class,
    /// Characters of the last part of a host name.
    pub(super) top_level: Class,
    /// Letters, to word shapes and lemmas: general category L.
    pub(super) letter: Class,
    /// Digits, to word shapes: superscripts and circled digits too.
    pub(super) digit: Class,
    /// Characters of words, to regular expressions.
    pub(super) word: Class,
    /// Decimal digits of any script, to regular expressions.
    pub(super) decimal: Class,
}

impl Classes {
    pub(super) fn read(reader: &mut Reader<'_>) -> Classes {
        Classes {
            icon: Class::read(reader),
            alpha: Class::read(reader),
            alpha_upper: Class::read(reader),
            before_stop: Class::read(reader),
            before_inner_stop: Class::read(reader),
            after_inner_stop: Class::read(reader),
            top_level: Class::read(reader),
            letter: Class::read(reader),
            digit: Class::read(reader),
            word: Class::read(reader),
            decimal: Class::read(reader),
        }
    }
}
