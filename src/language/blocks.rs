//! Cuts long texts so that parsing one takes bounded memory.

use std::ops::Range;

/// White space as Python knows it, which counts four control characters more than Rust.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Tokens of a block, at most, as [`blocks`] counts them.
pub const BLOCK_TOKENS: usize = 4_000;
/// Bytes of a block, at most: what stays whole if there are no white space and no words to count.
const BLOCK_BYTES: usize = 64 * 1024;

/// Byte ranges of `text` that can be parsed one by one, in order and without gaps.
///
/// A text of up to [`BLOCK_TOKENS`] tokens is one block. A longer one is cut behind line breaks, preferably behind
/// empty lines; a longer paragraph behind white space, preferably after a full stop; and a run of characters
/// without white space anywhere. Tokens are counted as runs of letters and digits, runs of white space other than
/// one space, and single other characters, which is at least about their number.
///
/// Takes linear time and no memory.
///
/// ```
/// use sociogram::language::blocks;
///
/// assert_eq!(blocks("Two lines,\none block.").collect::<Vec<_>>(), [0..21]);
/// let long = "Anna Keller met Tomas Novak.\n\n".repeat(2_000);
/// assert!(blocks(&long).all(|block| long[block].ends_with(".\n\n")));
/// ```
pub fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let length = block_length(&text[start..]);
        let block = start..start + length;
        start = block.end;
        (length > 0).then_some(block)
    })
}

/// Where a block may end, from the worst place to the best.
#[derive(Clone, Copy)]
enum Cut {
    Space,
    Sentence,
    Line,
    Paragraph,
}

/// Length of the first block of `rest`.
fn block_length(rest: &str) -> usize {
    let mut scan = Scan::default();
    for (at, c) in rest.char_indices() {
        scan.before(at, c);
        if scan.tokens > BLOCK_TOKENS || at + c.len_utf8() > BLOCK_BYTES {
            return scan.best_cut().unwrap_or(at.max(c.len_utf8()));
        }
    }
    rest.len()
}

/// What was seen of a block so far.
#[derive(Default)]
struct Scan {
    tokens: usize,
    /// The latest place of each kind, indexed by [`Cut`].
    cuts: [Option<usize>; 4],
    breaks: usize,
    in_word: bool,
    in_space: bool,
    /// Whether this run of white space is more than one plain space.
    wide_space: bool,
    after_stop: bool,
}

impl Scan {
    /// Takes notice of the character `c` at `at`.
    fn before(&mut self, at: usize, c: char) {
        if is_space(c) {
            self.wide_space |= self.in_space || c != ' ';
            self.breaks += usize::from(c == '\n');
            self.in_space = true;
            self.in_word = false;
            return;
        }
        if self.in_space {
            let cut = match self.breaks {
                0 if self.after_stop => Cut::Sentence,
                0 => Cut::Space,
                1 => Cut::Line,
                _ => Cut::Paragraph,
            };
            self.cuts[cut as usize] = Some(at);
            self.tokens += usize::from(self.wide_space);
            (self.in_space, self.wide_space, self.breaks) = (false, false, 0);
        }
        let is_word = c.is_alphanumeric();
        self.tokens += usize::from(!(is_word && self.in_word));
        self.in_word = is_word;
        self.after_stop =
            matches!(c, '.' | '!' | '?') || self.after_stop && matches!(c, '"' | '”' | '’' | ')');
    }

    /// The best kind of place that leaves at least half of the block; else the latest place.
    fn best_cut(&self) -> Option<usize> {
        let latest = self.cuts.into_iter().flatten().max()?;
        self.cuts.into_iter().rev().flatten().find(|&cut| cut * 2 >= latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(text: &str) -> Vec<usize> {
        blocks(text).map(|block| block.len()).collect()
    }

    #[test]
    fn a_long_paragraph_is_cut_behind_a_sentence() {
        let text = "One two three. ".repeat(2_000);
        assert!(blocks(&text).count() > 1);
        assert!(blocks(&text).all(|block| text[block].ends_with("three. ")));
    }

    #[test]
    fn a_run_without_white_space_is_cut_anywhere() {
        assert_eq!(lengths(&"é".repeat(40_000)), [BLOCK_BYTES, 80_000 - BLOCK_BYTES]);
        assert_eq!(lengths(&"(".repeat(4_001)), [4_000, 1]);
    }

    #[test]
    fn nothing_has_no_blocks() {
        assert!(lengths("").is_empty());
    }
}
