//! Text as it is compared: without case, accents, marks and escapes.

/// Lower-case ASCII words with one space around each. Apostrophes, and characters that cannot be seen, join what they
/// stand between.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for c in text.chars() {
        if c.is_ascii() {
            push(&mut plain, c);
        } else if !is_invisible(c) {
            any_ascii::any_ascii_char(c).chars().for_each(|c| push(&mut plain, c));
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

fn push(plain: &mut String, c: char) {
    match c {
        c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_lowercase()),
        '\'' | '`' => {}
        _ if plain.ends_with(' ') => {}
        _ => plain.push(' '),
    }
}

/// Lower case, without what cannot be seen; other scripts stay as they are.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c)).flat_map(char::to_lowercase).collect()
}

/// Joiners, marks of direction, soft hyphens and other characters of Unicode's category Cf that hide in names.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Resolves one layer of `\u00e9` and `\"`, `&#233;`, `&#xe9;` and the named ones of XML, and `%C3%A9`.
pub(super) fn without_escapes(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&', '%']) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        let (resolved, length) = match rest.as_bytes()[0] {
            b'\\' => backslash(rest),
            b'%' => percent(rest),
            _ => entity(rest),
        }
        .unwrap_or_else(|| (rest.as_bytes()[..1].to_vec(), 1));
        bytes.extend(resolved);
        rest = &rest[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What an escape at the start of the text stands for, and its length.
type Resolved = Option<(Vec<u8>, usize)>;

fn utf8(c: char) -> Vec<u8> {
    c.to_string().into_bytes()
}

/// As in JSON; a pair of surrogates is one character.
fn backslash(text: &str) -> Resolved {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(first) = unit(0) {
        let units = [Some(first), unit(6)];
        let c = char::decode_utf16(units.into_iter().flatten()).next()?.ok()?;
        return Some((utf8(c), 6 * c.len_utf16()));
    }
    match text[1..].chars().next()? {
        c @ ('"' | '\'' | '\\' | '/') => Some((utf8(c), 2)),
        'n' | 'r' | 't' | 'b' | 'f' => Some((b" ".to_vec(), 2)),
        _ => None,
    }
}

fn percent(text: &str) -> Resolved {
    let byte = u8::from_str_radix(text.get(1..3)?, 16).ok()?;
    Some((vec![byte], 3))
}

fn entity(text: &str) -> Resolved {
    // The longest has eight digits.
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name {
        "apos" => '\'',
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(number.ok()?)?
        }
    };
    Some((utf8(c), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_becomes_one() {
        for written in
            ["Zoë O’Brien", "ZOE O'BRIEN", "zoe-obrien", "Zoe\u{301} O\u{200b}'Brien", "Zoë_O`Brien"]
        {
            assert_eq!(plain(written), " zoe obrien ", "{written}");
        }
        assert_eq!(folded("\u{202e}ПЁТР\u{202c}"), "пётр");
    }

    #[test]
    fn escapes_are_resolved_and_what_is_none_stays() {
        for (escaped, meant) in [
            (r"Zo\u00eb \uD83D\uDE00 \ud83d \u12", r"Zoë 😀 \ud83d \u12"),
            (r#"a\"b\\c\nd\x"#, "a\"b\\c d\\x"),
            ("&#235;&#xEB;&amp;&lt;&x;&#xD800;& ;", "ëë&<&x;&#xD800;& ;"),
            ("Zo%C3%AB%20%zz%4", "Zoë %zz%4"),
            ("&é&\\", "&é&\\"),
        ] {
            assert_eq!(without_escapes(escaped), meant, "{escaped}");
        }
    }
}
