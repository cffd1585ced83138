//! Text from outside, made safe to show on a terminal.

use std::borrow::Cow;

/// The text on one line without control characters and without marks that turn the writing direction.
///
/// ```
/// assert_eq!(sociogram::render::printable("Anna\u{1b}[31m\nKeller\u{202e}"), "Anna[31m Keller");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    filtered(text, |c| c == '\n' || is_hostile(c))
}

/// Like [`printable`], but line breaks and tabs stay.
pub fn printable_lines(text: &str) -> Cow<'_, str> {
    filtered(text, |c| !matches!(c, '\n' | '\t') && is_hostile(c))
}

fn filtered(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&unwanted) {
        return Cow::Borrowed(text);
    }
    let replaced = |c: char| match c {
        c if !unwanted(c) => Some(c),
        '\n' | '\t' | '\r' => Some(' '),
        _ => None,
    };
    Cow::Owned(text.chars().filter_map(replaced).collect())
}

/// Control characters, and the invisible marks that reorder or hide text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
