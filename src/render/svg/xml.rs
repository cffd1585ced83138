//! Text and numbers as SVG holds them.

/// Escapes text for content and attributes, and drops what XML cannot hold.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push('\n'),
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A length rounded to 0.1 px, without a needless zero or sign.
pub(super) fn px(length: f64) -> String {
    let tenths = (length * 10.0 + 0.5).floor() as i64;
    let (sign, whole, tenth) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// Whether the first letter that has a direction runs from right to left.
pub(super) fn runs_right_to_left(text: &str) -> bool {
    let strong = text.chars().find(|c| c.is_alphabetic());
    strong.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        assert_eq!([0.0, -0.04, 1.25, -1.5, 12.0].map(px), ["0", "0", "1.3", "-1.5", "12"]);
    }

    #[test]
    fn markup_and_controls_cannot_get_through() {
        assert_eq!(escape("a<b>&\"'\u{0}\u{202e}c"), "a&lt;b&gt;&amp;&quot;&#39;c");
    }
}
