//! Ids that depend on content alone: hashes for documents, mentions and reports, readable handles for entities.

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes` in lower-case hexadecimal, 64 characters.
pub fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Id of something found at bytes `start..end` of the document with this `sha256`: `prefix`, a hyphen, 12 hex digits.
///
/// Names never enter it, so the id survives corrections of a name or of the extraction around it.
pub fn span_id(prefix: &str, sha256: &str, start: usize, end: usize) -> String {
    let hash = content_hash(format!("{sha256}:{start}:{end}").as_bytes());
    format!("{prefix}-{}", &hash[..12])
}

/// A readable handle made from a name: ASCII, lower case, words joined by hyphens, at most 80 characters.
///
/// A name without a single Latin-writable letter gives `x`.
///
/// ```
/// assert_eq!(sociogram::model::kebab("Anna O’Keller Žižek"), "anna-okeller-zizek");
/// assert_eq!(sociogram::model::kebab("«»"), "x");
/// ```
pub fn kebab(name: &str) -> String {
    let mut handle = String::new();
    for character in any_ascii::any_ascii(name).chars() {
        match character.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => handle.push(c),
            '\'' | '.' | '"' | '<' | '>' => {}
            _ if handle.ends_with('-') || handle.is_empty() => {}
            _ => handle.push('-'),
        }
        if handle.len() >= 80 {
            break;
        }
    }
    let trimmed = handle.trim_end_matches('-');
    if trimmed.is_empty() { "x".to_owned() } else { trimmed.to_owned() }
}
