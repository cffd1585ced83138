//! Names and quotes from outside, made harmless for each format.

use super::printable::printable;

/// Text for a paragraph of Markdown: nothing in it is read as markup or HTML, and it stays on one line.
///
/// Characters that only mean something at the start of a line are escaped too, so the text may stand anywhere.
pub(super) fn markdown(text: &str) -> String {
    let text = printable(text);
    let mut safe = String::with_capacity(text.len() + 8);
    for (number, word) in text.split_whitespace().enumerate() {
        if number > 0 {
            safe.push(' ');
        }
        push_word(&mut safe, word, number == 0);
    }
    safe
}

fn push_word(safe: &mut String, word: &str, leads: bool) {
    for (index, c) in word.char_indices() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            '#' | '+' | '-' | '=' if leads && index == 0 => {
                safe.push('\\');
                safe.push(c);
            }
            // "1." and "1)" open a list at the start of a line.
            '.' | ')' if leads && index > 0 && word[..index].bytes().all(|b| b.is_ascii_digit()) => {
                safe.push('\\');
                safe.push(c);
            }
            // Readers turn bare addresses into links; a name must not become one.
            ':' if word[index..].starts_with("://") => safe.push_str("&#58;"),
            _ => safe.push(c),
        }
    }
}

/// A field of a CSV file: quoted if needed; text that a spreadsheet would run as a formula gets an apostrophe.
pub(super) fn csv_field(text: &str) -> String {
    let guarded = match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{text}"),
        _ => text.to_owned(),
    };
    if guarded.contains([',', '"', '\n', '\r']) || guarded.starts_with(' ') || guarded.ends_with(' ') {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_loses_its_meaning() {
        assert_eq!(markdown("<b>*Anna*</b> [x](y)|"), "&lt;b&gt;\\*Anna\\*&lt;/b&gt; \\[x\\](y)\\|");
        assert_eq!(markdown("# 1. Anna"), "\\# 1. Anna");
        assert_eq!(markdown("1. Anna\n\n- Ben"), "1\\. Anna - Ben");
        assert_eq!(markdown("https://example.org"), "https&#58;//example.org");
    }

    #[test]
    fn formulas_do_not_run() {
        assert_eq!(csv_field("=1+1"), "'=1+1");
        assert_eq!(csv_field("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(csv_field("Anna"), "Anna");
    }
}
