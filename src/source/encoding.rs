//! Bytes to text: UTF-8 or a clear refusal.

use crate::error::{Error, Position};

/// First bytes of files that people take for text, and what to do with them.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "this is a PDF", "save it as plain text first, for example with `pdftotext`"),
    (b"PK\x03\x04", "this is a ZIP archive or an office document", "save the article as plain text first"),
    (b"\xD0\xCF\x11\xE0", "this is an old office document", "save the article as plain text first"),
    (b"{\\rtf", "this is rich text (RTF)", "save the article as plain text first"),
    (b"\x1F\x8B", "this is a gzip archive", "unpack it first"),
    (b"\x89PNG", "this is a picture", "give the article's text"),
    (b"\xFF\xD8\xFF", "this is a picture", "give the article's text"),
    (b"\xFF\xFE", "this is UTF-16 text", "convert it to UTF-8, for example with `iconv -f UTF-16 -t UTF-8`"),
    (b"\xFE\xFF", "this is UTF-16 text", "convert it to UTF-8, for example with `iconv -f UTF-16 -t UTF-8`"),
];

/// How a web page begins, in lower case.
const MARKUP: &[&str] = &["<!doctype html", "<html", "<?xml"];

/// The bytes as text without byte order mark. Encodings are never guessed.
pub(super) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some((_, problem, hint)) = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(refuse(name, Position::default(), problem, hint));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(name, bytes, error.valid_up_to()))?;
    if let Some(offset) = text.find('\0') {
        return Err(refuse(name, Position::byte(offset), "a NUL byte: this is no text", "give plain text"));
    }
    Ok(text)
}

/// Refuses markup that no format has recognised; as prose it would be read tag by tag.
pub(super) fn refuse_markup(name: &str, text: &str) -> Result<(), Error> {
    let start: String = text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    if MARKUP.iter().any(|markup| start.starts_with(markup)) {
        let (problem, hint) = (
            "this is a web page (HTML or XML), not plain text",
            "save the article as plain text; of XML, GraphML and GEXF are read; saved web pages are read with `cargo install sociogram --features html-input`",
        );
        return Err(refuse(name, Position::default(), problem, hint));
    }
    Ok(())
}

fn not_utf8(name: &str, bytes: &[u8], offset: usize) -> Error {
    if bytes[..offset].contains(&0) || bytes[offset..].iter().take(4096).any(|byte| *byte == 0) {
        return refuse(name, Position::byte(offset), "this is no text", "give plain text");
    }
    let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
    let position = Position { line: Some(line), byte: Some(offset), ..Position::default() };
    let hint = "convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`";
    refuse(name, position, "the text is not UTF-8", hint)
}

fn refuse(name: &str, position: Position, problem: &str, hint: &str) -> Error {
    Error::unreadable(name, position, problem, Some(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_is_dropped() {
        assert_eq!(decode("a.txt", b"\xEF\xBB\xBFAnna"), Ok("Anna"));
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        let error = decode("a.txt", b"one\ntw\xE9").unwrap_err();
        assert_eq!(error.to_string(), "a.txt, line 2, byte 6: the text is not UTF-8");
        assert!(error.hint().unwrap().contains("iconv"));
    }

    #[test]
    fn other_files_are_called_by_their_name() {
        assert!(decode("a", b"%PDF-1.7").unwrap_err().to_string().contains("PDF"));
        assert!(decode("a", b"\x7FELF\0\0\xFF").unwrap_err().to_string().contains("no text"));
        assert!(refuse_markup("a", " <!DOCTYPE html><p>").unwrap_err().to_string().contains("web page"));
    }
}
