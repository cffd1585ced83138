//! A place in a text that moves forward: what the readers of GML and DOT share.

use crate::error::Position;

/// A text and how far it has been read.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn place(&self) -> Position {
        Position::byte(self.at)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads this text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let comes = self.rest().starts_with(text);
        self.at += if comes { text.len() } else { 0 };
        comes
    }

    /// Reads as long as the characters are such.
    pub(super) fn take_while(&mut self, such: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !such(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Reads up to this text and over it; nothing if it does not come.
    pub(super) fn until(&mut self, end: &str) -> Option<&'a str> {
        let (before, _) = self.rest().split_once(end)?;
        self.at += before.len() + end.len();
        Some(before)
    }

    /// Reads to the end of the line.
    pub(super) fn line(&mut self) -> &'a str {
        self.take_while(|c| c != '\n')
    }
}

/// Character references decoded, as far as they mean a character: `&amp;`, `&#1043;`, `&#x413;`.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        decoded.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, reference(&from[..end])?))) {
            Some((end, character)) => {
                decoded.push(character);
                rest = &from[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = from;
            }
        }
    }
    decoded + rest
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_lone_ampersands_kept() {
        let text = "&#1043;&#x43d;&quot;&amp;lt; AT&T &; &#xD800; &é;";
        assert_eq!(decoded(text), "Гн\"&lt; AT&T &; &#xD800; &é;");
    }
}
