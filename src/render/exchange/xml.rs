//! Text for XML files.

use std::borrow::Cow;

/// Text between tags. Characters that XML 1.0 forbids become U+FFFD, a carriage return is written as a reference.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        _ => forbidden(c),
    })
}

/// The value of an attribute between double quotes; line ends and tabs survive as references.
pub(super) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\r' => Some("&#13;"),
        '\n' => Some("&#10;"),
        '\t' => Some("&#9;"),
        _ => forbidden(c),
    })
}

/// XML 1.0 (W3C, fifth edition 2008), production 2.
fn forbidden(c: char) -> Option<&'static str> {
    let allowed =
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    (!allowed).then_some("\u{FFFD}")
}

fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.chars().any(|c| escape(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match escape(c) {
            Some(written) => safe.push_str(written),
            None => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_forbidden_characters_are_made_harmless() {
        assert_eq!(text("<a & b>\r\u{1}"), "&lt;a &amp; b&gt;&#13;\u{FFFD}");
        assert_eq!(attribute("\"\n\t\u{FFFE}é"), "&quot;&#10;&#9;\u{FFFD}é");
    }
}
