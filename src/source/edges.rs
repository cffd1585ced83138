//! Plain edge lists: two names a line.

use crate::error::{Error, Position};
use crate::model::{ContactRow, ContactTable};
use std::collections::HashMap;

/// The edges of a list, by number, and how many nodes there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EdgeList {
    /// Nodes are numbered from 0.
    pub nodes: usize,
    /// Both ends of each line, in order of the file.
    pub edges: Vec<[u32; 2]>,
    /// Names in order of their numbers; empty if the file numbers its nodes itself.
    pub names: Vec<String>,
}

/// Reads an edge list: two columns, separated by tabs, or else by blanks; `#` opens a comment, empty lines count not.
///
/// If all names are whole numbers, none larger than 2²⁴ + 8 for each line, they number the nodes: the numbers below the
/// largest that never occur are nodes without edges, as in other tools. Otherwise nodes are numbered by first appearance.
/// Further columns are ignored. One pass for numbers.
///
/// # Errors
/// [`Error::Unreadable`] with its line for a line of one name, or for text that is not UTF-8.
///
/// ```
/// let list = sociogram::source::read_edges("ties.tsv", b"Ann\tBen\nBen\tCleo\n")?;
/// assert_eq!(list.edges, [[0, 1], [1, 2]]);
/// assert_eq!(sociogram::source::read_edges("ties.txt", b"0 1\n1 3\n")?.nodes, 4);
/// # Ok::<(), sociogram::error::Error>(())
/// ```
pub fn read_edges(origin: &str, bytes: &[u8]) -> Result<EdgeList, Error> {
    match numbered(bytes) {
        Some(list) => Ok(list),
        None => named(origin, bytes),
    }
}

impl EdgeList {
    /// The edges as contacts without day.
    pub fn into_contacts(self) -> ContactTable {
        let names = match self.names.is_empty() {
            true => (0..self.nodes).map(|node| node.to_string()).collect(),
            false => self.names,
        };
        let row = |[source, target]: [u32; 2]| ContactRow { source, target, day: None };
        ContactTable { names, rows: self.edges.into_iter().map(row).collect(), unreadable_days: 0 }
    }
}

/// The list if it holds numbers only.
fn numbered(bytes: &[u8]) -> Option<EdgeList> {
    let mut edges = Vec::with_capacity(bytes.len() / 12);
    let (mut at, mut largest) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | b'\r' => at += 1,
            b'#' => at = line_end(bytes, at),
            _ => {
                let (source, after) = whole_number(bytes, at)?;
                let gap = bytes[after..].iter().take_while(|byte| matches!(byte, b'\t' | b' ')).count();
                let (target, after) = whole_number(bytes, after + gap)?;
                if gap == 0 {
                    return None;
                }
                largest = largest.max(source).max(target);
                edges.push([source, target]);
                at = line_end(bytes, after);
            }
        }
    }
    let plausible = (largest as usize) < (1 << 24) + 8 * edges.len();
    let nodes = if edges.is_empty() { 0 } else { largest as usize + 1 };
    plausible.then_some(EdgeList { nodes, edges, names: Vec::new() })
}

/// A number without leading zeros, and where it ends.
#[inline]
fn whole_number(bytes: &[u8], start: usize) -> Option<(u32, usize)> {
    let (mut value, mut at) = (0u32, start);
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        value = value.checked_mul(10)?.checked_add(u32::from(digit))?;
        at += 1;
    }
    let canonical = at > start && (bytes[start] != b'0' || at == start + 1);
    let ends = bytes.get(at).is_none_or(|byte| matches!(byte, b'\t' | b' ' | b'\n' | b'\r'));
    (canonical && ends).then_some((value, at))
}

/// Where the line ends, at its newline or at the end.
#[inline]
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length)
}

fn named(origin: &str, bytes: &[u8]) -> Result<EdgeList, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::unreadable(origin, Position::byte(error.valid_up_to()), "not UTF-8", Some("save it as UTF-8"))
    })?;
    let mut list = EdgeList::default();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let separator: fn(char) -> bool =
            if line.contains('\t') { |c| c == '\t' } else { char::is_whitespace };
        let mut fields = line.split(separator).map(str::trim).filter(|field| !field.is_empty());
        let (Some(source), Some(target)) = (fields.next(), fields.next()) else {
            let hint = "write two names a line, with a tab between them";
            return Err(Error::unreadable(
                origin,
                Position::line(number + 1),
                "an edge needs two names",
                Some(hint),
            ));
        };
        list.edges.push([source, target].map(|name| {
            *numbers.entry(name).or_insert_with(|| {
                list.names.push(name.to_owned());
                list.names.len() as u32 - 1
            })
        }));
    }
    list.nodes = list.names.len();
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_told_apart() {
        let read = |text: &str| read_edges("x", text.as_bytes()).unwrap();
        assert_eq!(read("0\t1\r\n\n# note\n3 1 9\n").edges, [[0, 1], [3, 1]]);
        assert_eq!(read("007 1\n").names, ["007", "1"]);
        assert_eq!(read("1 x\nx 1").edges, [[0, 1], [1, 0]]);
        assert_eq!(read("Ann Lee\tBen Osei\n").names, ["Ann Lee", "Ben Osei"]);
        assert_eq!(read("99999999 1\n").nodes, 2);
        assert_eq!(read("").nodes, 0);
    }

    #[test]
    fn half_a_line_is_told() {
        let error = read_edges("x.tsv", b"a\tb\nc\n").unwrap_err();
        assert_eq!(error.to_string(), "x.tsv, line 2: an edge needs two names");
        assert!(read_edges("x", b"a \xFF").is_err());
        assert!(read_edges("x", b"1").is_err());
    }
}
