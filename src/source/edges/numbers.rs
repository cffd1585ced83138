//! Lines of two numbers, read eight bytes at a time.

/// What was read of a text.
#[derive(Default)]
pub(super) struct Read {
    /// Where the first line starts that is no edge between numbers; the end of the text if there is none.
    pub(super) end: usize,
    pub(super) largest: u32,
    pub(super) lines: usize,
}

/// Reads edges up to the first line that is something else than two numbers, a comment, or empty.
pub(super) fn read(text: &[u8], edges: &mut Vec<[u32; 2]>) -> Read {
    let mut read = Read::default();
    while read.end < text.len() {
        let Some((ends, after)) = quick(text, read.end).or_else(|| slow(text, read.end)) else { break };
        if let Some([source, target]) = ends {
            read.largest = read.largest.max(source).max(target);
            edges.push([source, target]);
        }
        read.end = after;
        read.lines += 1;
    }
    read
}

/// The edge of a line, none for a comment, and where the next line starts.
type Line = (Option<[u32; 2]>, usize);

/// Two numbers of up to seven digits, one tab or blank between them and a newline behind, away from the end of the text.
#[inline(always)]
fn quick(text: &[u8], at: usize) -> Option<Line> {
    let window: &[u8; 24] = text.get(at..at + 24)?.try_into().expect("24 bytes");
    let (source, first) = number(window, 0)?;
    let (target, second) = number(window, first + 1)?;
    let gap = matches!(window[first & 7], b'\t' | b' ');
    let newline = window[(first + 1 + second) & 15] == b'\n';
    (gap && newline).then_some((Some([source, target]), at + first + second + 2))
}

/// A number of one to seven digits without leading zeros, and how many digits it has.
///
/// Eight digits become a number by three multiplications (Lemire 2018, *Quickly Parsing Eight Digits*), after bytes that are
/// no digits have been shifted out.
#[inline(always)]
fn number(window: &[u8; 24], start: usize) -> Option<(u32, usize)> {
    let word: &[u8; 8] = window[start..start + 8].try_into().expect("eight bytes");
    let digits = u64::from_le_bytes(*word) ^ 0x3030_3030_3030_3030;
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() as usize / 8;
    if count == 0 || count > 7 || (word[0] == b'0' && count > 1) {
        return None;
    }
    let digits = digits << (64 - 8 * count);
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    const EVEN: u64 = 0x0000_00FF_0000_00FF;
    let high = (pairs & EVEN).wrapping_mul(100 + (1_000_000 << 32));
    let low = ((pairs >> 16) & EVEN).wrapping_mul(1 + (10_000 << 32));
    Some(((high.wrapping_add(low) >> 32) as u32, count))
}

/// Any line that holds no names.
#[cold]
fn slow(text: &[u8], at: usize) -> Option<Line> {
    let length = text[at..].iter().position(|&byte| byte == b'\n');
    let next = length.map_or(text.len(), |length| at + length + 1);
    let line = text[at..next].trim_ascii();
    if line.is_empty() || text[at] == b'#' {
        return Some((None, next));
    }
    // With a tab in the line, blanks are parts of names.
    let tabs = line.contains(&b'\t');
    let mut fields = line
        .split(|&byte| if tabs { byte == b'\t' } else { byte == b' ' })
        .map(<[u8]>::trim_ascii)
        .filter(|field| !field.is_empty());
    let ends = [whole(fields.next()?)?, whole(fields.next()?)?];
    Some((Some(ends), next))
}

/// A number without leading zeros.
fn whole(field: &[u8]) -> Option<u32> {
    let canonical = field.iter().all(u8::is_ascii_digit) && (field[0] != b'0' || field.len() == 1);
    std::str::from_utf8(field).ok().filter(|_| canonical)?.parse().ok()
}
