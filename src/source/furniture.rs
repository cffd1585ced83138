//! Lines around an article that are no prose: bylines, credits, adverts, links to other stories.

/// Lines that are nothing but this, in lower case.
const WHOLE: &[&str] = &[
    "advertisement",
    "advert",
    "comments",
    "continue reading",
    "getty images",
    "more on this story",
    "most read",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related stories",
    "related topics",
    "share",
    "share this",
    "share this article",
    "sign up",
    "story continues below advertisement",
    "subscribe",
    "the article continues below",
    "article continues below",
    "you may also like",
];

/// How such lines begin, in lower case.
const HEADS: &[&str] = &[
    "(additional reporting",
    "(editing by",
    "(photo",
    "(reporting by",
    "additional reporting by",
    "all rights reserved",
    "also read:",
    "click here",
    "copyright ",
    "credit:",
    "editing by",
    "file photo",
    "follow us",
    "image caption",
    "image credit",
    "image source",
    "image:",
    "last updated",
    "listen:",
    "photo by",
    "photo:",
    "photograph:",
    "read also:",
    "read more:",
    "related:",
    "reporting by",
    "see also:",
    "share on",
    "sign up for",
    "subscribe to",
    "watch:",
    "©",
];

/// Longest line, in bytes, that is looked at: longer ones are prose.
const LONGEST: usize = 200;
/// Most words of a byline.
const BYLINE_WORDS: usize = 14;

/// Whether the line belongs to the page and not to the article.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return line.is_empty();
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    WHOLE.contains(&bare)
        || HEADS.iter().any(|head| lower.starts_with(head))
        || bare.ends_with(" min read")
        || is_stamp(&lower)
        || is_byline(line)
}

/// "Published 6 March 2031 at 10:00".
fn is_stamp(lower: &str) -> bool {
    let head = ["published", "updated", "posted", "first published"];
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    head.iter().any(|word| lower.starts_with(word))
        && digits >= 3
        && lower.len() < 80
        && !lower.ends_with('.')
}

/// "By Anna Keller and Ben Osei, Northfield Daily": names and no verb after "By".
fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let small = ["and", "in", "of", "the", "for", "de", "van", "von", "al", "der", "|"];
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capital = |word: &&str| {
        small.contains(word) || word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '@'))
    };
    let ends = rest.ends_with(['.', '?', '!', ':', '”', '"']);
    !words.is_empty() && words.len() <= BYLINE_WORDS && words.iter().all(capital) && !ends
}

#[cfg(test)]
mod tests {
    use super::is_furniture;

    #[test]
    fn lines_of_the_page_are_told_from_prose() {
        for line in [
            "Advertisement",
            "By Anna Keller",
            "By Anna Keller and Ben Osei, Northfield Daily",
            "Published 6 March 2031 10:00",
            "READ MORE: Envoys meet again",
            "(Reporting by Anna Keller; editing by Ben Osei)",
            "© 2031 Northfield Daily. All rights reserved.",
            "4 min read",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "By Monday, Anna Keller had met Ben Osei.",
            "Published reports say that Keller met Osei.",
            "Anna Keller met Ben Osei.",
            "Share prices fell after the talks.",
            "Related parties met in Bern.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
