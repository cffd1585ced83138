//! The head of an article file: `Title:`, `Date:`, `Source:` and `URL:` lines, plain or between `---` lines.

use crate::model::Metadata;
use jiff::civil::Date;

/// What stands before the prose, and the prose.
pub(super) struct Block<'a> {
    /// Fields found; the name is left empty.
    pub(super) fields: Metadata,
    /// The text after the head.
    pub(super) prose: &'a str,
    /// Fields that could not be used.
    pub(super) warnings: Vec<String>,
}

/// Splits a text into its head, if it has one, and its prose.
pub(super) fn split(text: &str) -> Block<'_> {
    let start = text.trim_start_matches(['\n', ' ', '\t']);
    match start.strip_prefix("---\n") {
        Some(head) => fenced(start, head),
        None => plain(start),
    }
}

/// A head between two `---` lines, as static site generators have it; unknown keys are ignored.
fn fenced<'a>(whole: &'a str, head: &'a str) -> Block<'a> {
    let Some((head, prose)) = head.split_once("\n---\n") else { return Block::bare(whole) };
    let mut block = Block::bare(prose);
    for (key, value) in head.lines().filter_map(|line| line.split_once(':')) {
        block.set(key, value.trim().trim_matches(['"', '\'']));
    }
    block
}

/// Leading lines with known keys.
fn plain(text: &str) -> Block<'_> {
    let mut block = Block::bare(text);
    while let Some((line, rest)) = first_line(block.prose) {
        let Some((key, value)) = line.split_once(':') else { break };
        if !block.set(key, value.trim()) {
            break;
        }
        block.prose = rest;
    }
    block
}

fn first_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    Some(text.split_once('\n').unwrap_or((text, "")))
}

impl Block<'_> {
    /// Stores a field; false if the key is none of ours.
    fn set(&mut self, key: &str, value: &str) -> bool {
        let text = (!value.is_empty()).then(|| value.to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => self.fields.title = text,
            "source" | "publisher" => self.fields.publisher = text,
            "url" => self.fields.url = text.and_then(public_url),
            "date" => match day(value) {
                Ok(date) => self.fields.date = date,
                Err(warning) => self.warnings.push(warning),
            },
            _ => return false,
        }
        true
    }
}

/// A day written `2031-03-04`, alone or at the head of a time stamp; nothing if empty.
pub(super) fn day(text: &str) -> Result<Option<Date>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (head, tail) = text.split_at_checked(10).unwrap_or((text, ""));
    let date = tail.is_empty() || tail.starts_with(['T', ' ', 't']);
    match head.parse::<Date>() {
        Ok(day) if date && head.len() == 10 => Ok(Some(day)),
        _ => Err(format!("the date '{}' is not of the form YYYY-MM-DD and is ignored", shorten(text))),
    }
}

/// The address, unless it names a file on somebody's machine: no output tells where files lie.
pub(super) fn public_url(url: String) -> Option<String> {
    let local = url.starts_with('/') || url.to_ascii_lowercase().starts_with("file:");
    (!local).then_some(url)
}

/// The last part of what may be a path.
pub(super) fn last_part(name: &str) -> &str {
    let absolute = name.starts_with(['/', '\\']) || name.get(1..3) == Some(":\\");
    let last = name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(name);
    if absolute && !last.is_empty() { last } else { name }
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_head_is_not_prose() {
        let block = split(
            "Title: Talks: day one\nDATE: 2031-03-04\nSource: Example News\nURL: https://example.org/a\n\nAnna spoke.",
        );
        assert_eq!(block.fields.title.as_deref(), Some("Talks: day one"));
        assert_eq!(block.fields.date, Some(date(2031, 3, 4)));
        assert_eq!(block.fields.publisher.as_deref(), Some("Example News"));
        assert_eq!(block.prose.trim(), "Anna spoke.");
    }

    #[test]
    fn a_sentence_with_a_colon_is_prose() {
        let text = "Keller: we met.\nTitle: no";
        assert_eq!(split(text).prose, text);
    }

    #[test]
    fn fences_hold_a_head_too() {
        let block = split("---\ntitle: \"News\"\ntags: [a]\n---\nAnna spoke.");
        assert_eq!((block.fields.title.as_deref(), block.prose), (Some("News"), "Anna spoke."));
    }

    #[test]
    fn absolute_paths_do_not_get_through() {
        assert_eq!(last_part("/home/anna/a.txt"), "a.txt");
        assert_eq!(last_part("C:\\Users\\anna\\a.txt"), "a.txt");
        assert_eq!(last_part("agency/2031/7"), "agency/2031/7");
        assert_eq!(public_url("file:///home/anna/a.txt".into()), None);
    }

    #[test]
    fn a_bad_date_is_told() {
        let block = split("Date: 5 March\nAnna spoke.");
        assert_eq!(block.fields.date, None);
        assert_eq!(block.warnings.len(), 1);
        assert_eq!(day("2031-03-04T10:00:00Z"), Ok(Some(date(2031, 3, 4))));
        assert!(day("2031-03-044").is_err() && day("2031-13-04").is_err());
    }
}
