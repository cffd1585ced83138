//! Saved web pages: the article without menus, captions, adverts and comments.
//!
//! Spans refer to the prose that is left: its paragraphs, a blank line between them. Title, day, publisher and address
//! come from what the page says about itself (JSON-LD, Open Graph, meta elements, `time`). The article is found by
//! Mozilla's Readability (2010), as `dom_smoothie` has it.

use super::english::looks_english;
use super::furniture::is_furniture;
use super::text::NOT_ENGLISH;
use super::{EncodedFormat, Input, Options, metadata};
use crate::error::{Error, Position};
use crate::model::{Document, Metadata, Warned};
use dom_smoothie::{Config, Readability, TextMode};
use jiff::civil::Date;
use std::borrow::Cow;

/// One article per page.
pub(super) const FORMAT: EncodedFormat = EncodedFormat {
    name: "html",
    about: "the article of a saved web page, with title, date and publisher from the page",
    extensions: &["html", "htm", "xhtml"],
    recognise,
    read,
};

/// Elements that are taken out before the article is looked for: captions, lists of links, controls.
const NO_PROSE: &str = "figure, figcaption, picture, nav, aside, form, button, table, iframe, noscript, template, \
                        footer, [role=navigation], [role=complementary], [aria-hidden=true], [hidden], \
                        .caption, .wp-caption, .byline, .author, .credit, .related, .newsletter, .share, .comments, #comments";

/// Largest page, in bytes.
const LARGEST: usize = 20_000_000;
/// Deepest nesting; pages that people write stay below a hundred.
const DEEPEST: usize = 500;
/// Most elements of a page.
const MOST_ELEMENTS: usize = 200_000;

fn recognise(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_page = |text: &str| text.contains("<!doctype html") || text.contains("<html");
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") || head.starts_with("<!--")) && is_page(head)
}

fn read(name: &str, bytes: &[u8], _: &Options) -> Warned<Input> {
    match page(name, bytes) {
        Ok((document, warning)) => {
            let mut input = Warned::clean(Input::default());
            if let Some(warning) = warning {
                input.warn(name, warning);
            }
            if document.text.as_deref().is_some_and(|text| !looks_english(text)) {
                input.warn(name, NOT_ENGLISH);
            }
            input.value.documents.push(document);
            input
        }
        Err(problem) => {
            let hint = Some("save the article as plain text and give that");
            let failure = Error::unreadable(name, Position::default(), problem, hint);
            Warned::clean(Input { failures: vec![failure], ..Input::default() })
        }
    }
}

/// The page's article, and what is odd about its date.
fn page(name: &str, bytes: &[u8]) -> Result<(Document, Option<String>), String> {
    if bytes.len() > LARGEST {
        return Err(format!("a web page of {} bytes is too large", bytes.len()));
    }
    let html = decode(bytes)?;
    let depth = depth(&html);
    if depth > DEEPEST {
        return Err(format!("the web page is nested {depth} deep, more than {DEEPEST}"));
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MOST_ELEMENTS,
        char_threshold: 200,
        ..Config::default()
    };
    let mut page = Readability::new(html.as_ref(), None, Some(config)).map_err(|error| error.to_string())?;
    let (day, warning) = day(&page);
    let address = attribute(&page, "link[rel=canonical]", "href");
    page.doc.select(NO_PROSE).remove();
    let article = page.parse().map_err(|_| "no article was found in this web page".to_owned())?;
    let prose = prose(&article.text_content, &article.title);
    if prose.is_empty() {
        return Err("no article was found in this web page".to_owned());
    }
    let metadata = Metadata {
        name: name.to_owned(),
        title: line(Some(article.title)),
        date: day,
        publisher: line(article.site_name),
        url: line(article.url.or(address)).filter(|url| url.starts_with("http")),
    };
    Ok((Document::new(prose, metadata), warning))
}

/// The paragraphs of the article without headline and lines of the page.
fn prose(text: &str, title: &str) -> String {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = text.lines().map(words).filter(|line| !is_furniture(line) && line != title.trim());
    lines.collect::<Vec<_>>().join("\n\n")
}

/// One line of text, if there is one.
fn line(text: Option<String>) -> Option<String> {
    let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The day of publication, or a word on why it cannot be used.
fn day(page: &Readability) -> (Option<Date>, Option<String>) {
    let declared = page.get_article_metadata(page.parse_json_ld()).published_time;
    let told = declared
        .or_else(|| attribute(page, "meta[property='article:published_time'], meta[name=date]", "content"))
        .or_else(|| attribute(page, "time[datetime]", "datetime"));
    match told.map(|told| metadata::day(&told)) {
        Some(Ok(day)) => (day, None),
        Some(Err(warning)) => (None, Some(warning)),
        None => (None, None),
    }
}

/// An attribute of the first element that a selector finds.
fn attribute(page: &Readability, selector: &str, name: &str) -> Option<String> {
    page.doc.select(selector).iter().next()?.attr(name).map(|value| value.trim().to_owned())
}

/// The page as text: UTF-8, or Windows-1252 (with Latin-1, its subset on the web) if the page says so.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let latin = ["iso-8859-1", "windows-1252", "latin1", "us-ascii", "iso8859-1"];
    let charset =
        head.split_once("charset=").map_or("", |(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
    if latin.iter().any(|name| charset.starts_with(name)) {
        return Ok(Cow::Owned(bytes.iter().map(|&byte| windows_1252(byte)).collect()));
    }
    Err("the web page is neither UTF-8 nor says that it is Latin-1 or Windows-1252".to_owned())
}

/// The character of a byte, after the WHATWG Encoding Standard's index of windows-1252.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// How deep the elements of a page are nested at most: a bound for what is recursive in time or memory below.
fn depth(html: &str) -> usize {
    /// Elements without end tag, or whose end tag may be left out.
    const OPEN_ENDED: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
        "optgroup", "colgroup", "path",
    ];
    let (mut now, mut most) = (0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let closing = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closing)..];
        let length = name.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = String::from_utf8_lossy(&name[..length]).to_ascii_lowercase();
        if name.is_empty() || OPEN_ENDED.contains(&name.as_str()) {
            continue;
        }
        now = if closing { now.saturating_sub(1) } else { now + 1 };
        most = most.max(now);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "<p>Anna Keller met Ben Osei in Bern on Monday, and the two envoys spoke for three hours about \
        the river, the bridges and the harbour, a spokeswoman for the ministry said after the talks.</p>\n\
        <figure><img src='a.jpg'><figcaption>Dana Ibarra met nobody in this caption, which is long enough.</figcaption></figure>\n\
        <p>“We agreed on a plan,” Keller told <a href='/osei'>Osei</a>, who had come from the north, where people had waited \
        for the news since the morning, as they had done in the year before.</p>\n\
        <div class='related'><a href='/x'>Related: Carla Nunez meets Eva Lind</a></div>\n\
        <p>The envoys will meet again in May, in the city, if both of the governments agree to the plan and to its price.</p>";

    fn page_with(head: &str) -> String {
        format!(
            "<!DOCTYPE html><html lang='en'><head>{head}</head><body><nav><ul><li><a href='/'>Home</a><li>Menu met Menu</ul></nav>\
             <main><article><h1>Envoys meet</h1><p class='byline'>By Carla Nunez</p>{ARTICLE}</article></main>\
             <footer>© 2031 Northfield Daily</footer></body></html>"
        )
    }

    fn document(html: &[u8]) -> Document {
        assert!(recognise(html));
        let mut read = read("a.html", html, &Options::default());
        assert_eq!(read.value.failures, []);
        read.value.documents.remove(0)
    }

    #[test]
    fn only_the_article_is_read() {
        let html = page_with(
            "<title>Envoys meet | Northfield Daily</title><meta property='og:title' content='Envoys meet'>\
             <meta property='og:site_name' content='Northfield Daily'>\
             <meta property='article:published_time' content='2031-03-06T10:00:00+01:00'>\
             <link rel='canonical' href='https://example.org/envoys'>",
        );
        let document = document(html.as_bytes());
        let text = document.text.as_deref().unwrap();
        assert!(text.starts_with("Anna Keller met Ben Osei in Bern"), "{text}");
        assert!(text.ends_with("to its price."), "{text}");
        assert_eq!(text.split("\n\n").count(), 3, "{text}");
        for word in ["Ibarra", "Nunez", "Menu", "Daily", "<"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert_eq!(document.title.as_deref(), Some("Envoys meet"));
        assert_eq!(document.publisher.as_deref(), Some("Northfield Daily"));
        assert_eq!(document.date, Some(jiff::civil::date(2031, 3, 6)));
        assert_eq!(document.url.as_deref(), Some("https://example.org/envoys"));
    }

    #[test]
    fn the_day_comes_from_linked_data_and_time_elements_too() {
        let linked = "<title>A</title><script type='application/ld+json'>{\"@context\": \"https://schema.org\", \
                      \"@type\": \"NewsArticle\", \"headline\": \"Envoys meet\", \"datePublished\": \"2031-03-07\"}</script>";
        assert_eq!(document(page_with(linked).as_bytes()).date, Some(jiff::civil::date(2031, 3, 7)));
        let time = page_with("").replace("<main>", "<main><time datetime='2031-03-08'>Saturday</time>");
        assert_eq!(document(time.as_bytes()).date, Some(jiff::civil::date(2031, 3, 8)));
    }

    #[test]
    fn declared_latin_pages_are_decoded() {
        let html = page_with("<meta charset='windows-1252'>").replace("Anna", "Zo\u{eb}");
        let bytes: Vec<u8> = html
            .chars()
            .map(|c| match c {
                '“' => 0x93,
                '”' => 0x94,
                '©' => 0xA9,
                c => u8::try_from(u32::from(c)).unwrap(),
            })
            .collect();
        let text = document(&bytes).text.unwrap();
        assert!(text.contains("Zoë Keller") && text.contains("“We agreed"), "{text}");
        let undeclared = String::from_utf8_lossy(&bytes).replace("windows-1252", "koi8-r").into_bytes();
        assert!(decode(&undeclared).is_ok(), "a lossy copy is UTF-8");
        assert!(decode(b"<html>\xE9").is_err());
    }

    #[test]
    fn hostile_pages_are_refused_in_time() {
        for html in [
            format!("<!DOCTYPE html>{}", "<div>".repeat(100_000)),
            format!("<!DOCTYPE html>{}text", "<b><table>".repeat(50_000)),
            "<!DOCTYPE html><p>".repeat(20_000),
            "<html><script>".to_owned(),
            "<!DOCTYPE html>".to_owned(),
        ] {
            let read = read("a.html", html.as_bytes(), &Options::default());
            assert_eq!((read.value.documents.len(), read.value.failures.len()), (0, 1));
        }
    }
}
