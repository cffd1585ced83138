//! Lines of two numbers, read eight bytes at a time.

/// Parts of a text that are read in step: the start of a line is known only when the one before it is read, so one part
/// alone leaves the processor waiting.
const PARTS: usize = 4;
/// Shorter texts are read in one go.
const SHORT: usize = 1 << 10;

/// What was read of a text.
#[derive(Default)]
pub(super) struct Read {
    /// Where the first line starts that is no edge between numbers; the end of the text if there is none.
    pub(super) end: usize,
    pub(super) largest: u32,
    pub(super) lines: usize,
}

/// Memory of the parts, reused from text to text.
#[derive(Default)]
pub(super) struct Parts([Vec<[u32; 2]>; PARTS]);

/// Reads edges up to the first line that is something else than two numbers, a comment, or empty.
pub(super) fn read(text: &[u8], edges: &mut Vec<[u32; 2]>, parts: &mut Parts) -> Read {
    let mut read = Read::default();
    if text.len() < SHORT {
        read.go_on(text, edges);
        return read;
    }
    let starts = starts(text);
    let mut reads: [Read; PARTS] = std::array::from_fn(|part| Read { end: starts[part], ..Read::default() });
    parts.0.iter_mut().for_each(Vec::clear);
    in_step(text, &starts, &mut reads, parts);
    for (part, (mut own, found)) in reads.into_iter().zip(&mut parts.0).enumerate() {
        let end = starts[part + 1];
        own.go_on(&text[..end], found);
        edges.extend_from_slice(found);
        read.end = own.end;
        read.largest = read.largest.max(own.largest);
        read.lines += own.lines;
        if own.end < end {
            break;
        }
    }
    read
}

/// Where parts start, each with a line, and where the last ends.
fn starts(text: &[u8]) -> [usize; PARTS + 1] {
    let mut starts = [text.len(); PARTS + 1];
    starts[0] = 0;
    for part in 1..PARTS {
        let from = (text.len() / PARTS * part).max(starts[part - 1]);
        let newline = text[from..].iter().position(|&byte| byte == b'\n');
        starts[part] = newline.map_or(text.len(), |length| from + length + 1);
    }
    starts
}

/// Reads one line of each part after the other, until some part has no quick line left.
fn in_step(text: &[u8], starts: &[usize; PARTS + 1], reads: &mut [Read; PARTS], parts: &mut Parts) {
    loop {
        let mut lines = [([0, 0], 0); PARTS];
        for part in 0..PARTS {
            match quick(text, reads[part].end).filter(|&(_, after)| after <= starts[part + 1]) {
                Some(line) => lines[part] = line,
                None => return,
            }
        }
        for (part, (ends, after)) in lines.into_iter().enumerate() {
            reads[part].add(ends, after);
            parts.0[part].push(ends);
        }
    }
}

impl Read {
    #[inline(always)]
    fn add(&mut self, ends: [u32; 2], after: usize) {
        self.largest = self.largest.max(ends[0]).max(ends[1]);
        self.end = after;
        self.lines += 1;
    }

    /// Line by line from where it stands.
    fn go_on(&mut self, text: &[u8], edges: &mut Vec<[u32; 2]>) {
        while self.end < text.len() {
            if let Some((ends, after)) = quick(text, self.end) {
                self.add(ends, after);
                edges.push(ends);
                continue;
            }
            match slow(text, self.end) {
                Some((Some(ends), after)) => {
                    self.add(ends, after);
                    edges.push(ends);
                }
                Some((None, after)) => (self.end, self.lines) = (after, self.lines + 1),
                None => return,
            }
        }
    }
}

/// The edge of a line, none for a comment, and where the next line starts.
type Line = (Option<[u32; 2]>, usize);

/// Two numbers of up to seven digits, one tab or blank between them and a newline behind, away from the end of the text.
#[inline(always)]
fn quick(text: &[u8], at: usize) -> Option<([u32; 2], usize)> {
    let (source, gap, first) = number(text, at)?;
    let (target, newline, second) = number(text, at + first + 1)?;
    let split = gap == b'\t' || gap == b' ';
    (split && newline == b'\n').then_some(([source, target], at + first + second + 2))
}

/// A number of one to seven digits without leading zeros, the byte behind it, and how many digits it has.
///
/// Eight digits become a number by three multiplications (Lemire 2018, *Quickly Parsing Eight Digits*), after bytes that are
/// no digits have been shifted out.
#[inline(always)]
fn number(text: &[u8], at: usize) -> Option<(u32, u8, usize)> {
    let word = u64::from_le_bytes(*text.get(at..)?.first_chunk()?);
    let digits = word ^ 0x3030_3030_3030_3030;
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    // 8 times the number of digits; 0 and 64 are none and too many.
    let bits = others.trailing_zeros() & !7;
    if bits == 0 || bits == 64 || (digits & 0xFF == 0 && bits > 8) {
        return None;
    }
    let behind = (word >> bits) as u8;
    let digits = digits << (64 - bits);
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    const EVEN: u64 = 0x0000_00FF_0000_00FF;
    let high = (pairs & EVEN).wrapping_mul(100 + (1_000_000 << 32));
    let low = ((pairs >> 16) & EVEN).wrapping_mul(1 + (10_000 << 32));
    Some(((high.wrapping_add(low) >> 32) as u32, behind, bits as usize / 8))
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
