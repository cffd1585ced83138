//! Plain edge lists: two names a line.

mod names;
mod numbers;

use crate::error::{Error, Position};
use crate::model::{ContactRow, ContactTable};
use names::Names;
use std::io::Read;

/// Bytes that are read at once.
const BLOCK: usize = 1 << 17;

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
/// Further columns are ignored. One pass.
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
    let mut reading = Reading::new(origin);
    reading.list.edges.reserve(bytes.len() / 16);
    reading.lines(bytes)?;
    Ok(reading.finish())
}

/// As [`read_edges`], from a file or another stream: holds the edges and one block of text, never the whole text.
///
/// # Errors
/// As [`read_edges`], and [`Error::Unreadable`] with the byte if the stream fails.
///
/// ```
/// let list = sociogram::source::read_edges_from("ties.txt", std::io::Cursor::new("0 1\n1 2\n"))?;
/// assert_eq!(list.edges, [[0, 1], [1, 2]]);
/// # Ok::<(), sociogram::error::Error>(())
/// ```
pub fn read_edges_from(origin: &str, mut stream: impl Read) -> Result<EdgeList, Error> {
    let mut reading = Reading::new(origin);
    let mut block = vec![0; BLOCK];
    let mut held = 0;
    loop {
        let read = match stream.read(&mut block[held..]) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                let place = Position::byte(reading.byte + held);
                return Err(Error::unreadable(origin, place, error.to_string(), None));
            }
            Ok(read) => read,
        };
        held += read;
        if read == 0 {
            reading.lines(&block[..held])?;
            return Ok(reading.finish());
        }
        let whole = block[..held].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        reading.lines(&block[..whole])?;
        block.copy_within(whole..held, 0);
        held -= whole;
        if held == block.len() {
            block.resize(2 * held, 0);
        }
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

struct Reading<'a> {
    origin: &'a str,
    /// None as long as all names are numbers.
    names: Option<Names>,
    list: EdgeList,
    parts: numbers::Parts,
    largest: u32,
    /// Lines read.
    line: usize,
    /// Bytes read.
    byte: usize,
}

impl<'a> Reading<'a> {
    fn new(origin: &'a str) -> Self {
        let (list, parts) = Default::default();
        Self { origin, names: None, list, parts, largest: 0, line: 0, byte: 0 }
    }

    /// Reads whole lines; the last may lack its newline.
    fn lines(&mut self, text: &[u8]) -> Result<(), Error> {
        let mut at = 0;
        if self.names.is_none() {
            let read = numbers::read(text, &mut self.list.edges, &mut self.parts);
            (at, self.largest, self.line) =
                (read.end, self.largest.max(read.largest), self.line + read.lines);
            if at < text.len() {
                self.names = Some(Names::of_numbers(&mut self.list.edges));
            }
        }
        while at < text.len() {
            let length = text[at..].iter().position(|&byte| byte == b'\n');
            let next = length.map_or(text.len(), |length| at + length + 1);
            self.named(&text[at..next], at)?;
            at = next;
        }
        self.byte += text.len();
        Ok(())
    }

    fn named(&mut self, line: &[u8], at: usize) -> Result<(), Error> {
        let line = std::str::from_utf8(line).map_err(|error| {
            let place = Position::byte(self.byte + at + error.valid_up_to());
            Error::unreadable(self.origin, place, "not UTF-8", Some("save it as UTF-8"))
        })?;
        self.line += 1;
        let line = if self.line == 1 { line.trim_start_matches('\u{feff}') } else { line };
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let separator: fn(char) -> bool =
            if line.contains('\t') { |c| c == '\t' } else { char::is_whitespace };
        let mut fields = line.split(separator).map(str::trim).filter(|field| !field.is_empty());
        let (Some(source), Some(target)) = (fields.next(), fields.next()) else {
            let (place, hint) =
                (Position::line(self.line), "write two names a line, with a tab between them");
            return Err(Error::unreadable(self.origin, place, "an edge needs two names", Some(hint)));
        };
        let names = self.names.as_mut().expect("names are read when numbers have ended");
        self.list.edges.push([names.number(source), names.number(target)]);
        Ok(())
    }

    fn finish(mut self) -> EdgeList {
        let plausible = (self.largest as usize) < (1 << 24) + 8 * self.list.edges.len();
        if self.names.is_none() && !plausible {
            self.names = Some(Names::of_numbers(&mut self.list.edges));
        }
        match self.names {
            Some(names) => self.list.names = names.into_list(),
            None => self.list.nodes = if self.list.edges.is_empty() { 0 } else { self.largest as usize + 1 },
        }
        self.list.nodes = self.list.nodes.max(self.list.names.len());
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> EdgeList {
        read_edges("x", text.as_bytes()).unwrap()
    }

    #[test]
    fn numbers_and_names_are_told_apart() {
        assert_eq!(read("0\t1\r\n\n# note\n3 1 9\n").edges, [[0, 1], [3, 1]]);
        assert_eq!(read("007 1\n").names, ["007", "1"]);
        assert_eq!(read("1 x\nx 1").edges, [[0, 1], [1, 0]]);
        assert_eq!(read("Ann Lee\tBen Osei\n").names, ["Ann Lee", "Ben Osei"]);
        assert_eq!(read("99999999 1\n").nodes, 2);
        assert_eq!(read("5000000000 1\n").names, ["5000000000", "1"]);
        assert_eq!(read("1 2\t3\n").names, ["1 2", "3"]);
        assert_eq!(read("").nodes, 0);
    }

    /// Numbers become names when a name turns up after them.
    #[test]
    fn a_late_name_renames_the_numbers() {
        let list = read("70 5\n5 70\n# note\n5\tAnn\n70\t5\n");
        assert_eq!(list.edges, [[0, 1], [1, 0], [1, 2], [0, 1]]);
        assert_eq!(list.names, ["70", "5", "Ann"]);
    }

    #[test]
    fn half_a_line_is_told() {
        let error = read_edges("x.tsv", b"a\tb\nc\n").unwrap_err();
        assert_eq!(error.to_string(), "x.tsv, line 2: an edge needs two names");
        let error = read_edges("x.tsv", b"1\t2\n# n\n\n3\n").unwrap_err();
        assert_eq!(error.to_string(), "x.tsv, line 4: an edge needs two names");
        assert!(read_edges("x", b"a \xFF").is_err());
        assert!(read_edges("x", b"1").is_err());
    }

    /// Gives a few bytes at a time.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let number = (0u32..200_000).prop_map(|n| n.to_string());
        let short = (0u32..12).prop_map(|n| n.to_string());
        let name = prop_oneof![6 => number, 6 => short, 1 => "[a-c0-9é]{1,9}"];
        let gap = prop_oneof![4 => Just("\t"), 3 => Just(" "), 1 => Just("  "), 1 => Just(" \t")];
        let end = prop_oneof![6 => Just("\n"), 2 => Just("\r\n"), 1 => Just(" \n"), 1 => Just(" more\n"), 1 => Just("\n\n# x y\n")];
        (name.clone(), gap, name, end).prop_map(|(a, gap, b, end)| format!("{a}{gap}{b}{end}"))
    }

    /// Every line split as the documentation says.
    fn simple(text: &str) -> Vec<[String; 2]> {
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let ends = |line: &str| {
            let tabs = line.contains('\t');
            let fields = line.split(|c: char| if tabs { c == '\t' } else { c.is_whitespace() });
            let mut fields = fields.map(str::trim).filter(|field| !field.is_empty()).map(str::to_owned);
            [fields.next().unwrap(), fields.next().unwrap()]
        };
        lines.map(ends).collect()
    }

    proptest! {
        #[test]
        fn equals_a_plain_split(lines in prop::collection::vec(line(), 0..300), step in 1usize..900) {
            let text = lines.concat();
            let list = read(&text);
            let name = |n: u32| list.names.get(n as usize).cloned().unwrap_or_else(|| n.to_string());
            let found: Vec<_> = list.edges.iter().map(|ends| ends.map(name)).collect();
            prop_assert_eq!(found, simple(&text));
            prop_assert_eq!(read_edges_from("x", Trickle(text.as_bytes(), step)).unwrap(), list);
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..60), step in 1usize..9) {
            prop_assert_eq!(read_edges_from("x", Trickle(&bytes, step)), read_edges("x", &bytes));
        }
    }
}
