//! Markdown: the article without its marks.
//!
//! Spans refer to the prose that is left: paragraphs, quotations and list items, a blank line between them. Headings,
//! pictures with their captions, tables, code and foot notes are no prose; the first heading of the first level is the
//! title. Links give their words.

use super::english::looks_english;
use super::furniture::is_furniture;
use super::metadata::{self, Block};
use super::text::{NOT_ENGLISH, unix_lines};
use super::{File, Format, Input};
use crate::model::{Document, Warned};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// One article per file.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    about: "an article as Markdown, with an optional head between --- lines",
    extensions: &["md", "markdown"],
    recognise,
    read,
};

/// Lines looked at for marks.
const SAMPLE: usize = 400;

/// A heading with a number sign, a link or a picture: what plain text does not have.
fn recognise(text: &str) -> bool {
    let mark = |line: &str| {
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        let heading = (1..=6).contains(&depth) && line[depth..].starts_with(' ');
        heading || line.contains("](http") || line.contains("](/") || line.starts_with("![")
    };
    text.lines().take(SAMPLE).any(mark)
}

fn read(file: File<'_>) -> Warned<Input> {
    let text = unix_lines(file.text);
    let Block { mut fields, prose, warnings } = metadata::split(&text);
    let mut input = Warned::clean(Input::default());
    for warning in warnings {
        input.warn(file.name, warning);
    }
    let Article { title, paragraphs } = Article::of(prose);
    if paragraphs.is_empty() {
        input.warn(file.name, "has headings but no text");
        return input;
    }
    let prose = paragraphs.join("\n\n");
    if !looks_english(&prose) {
        input.warn(file.name, NOT_ENGLISH);
    }
    file.name.clone_into(&mut fields.name);
    fields.title = fields.title.or(title);
    input.value.documents.push(Document::new(prose, fields));
    input
}

/// What is read of a Markdown text.
#[derive(Default)]
struct Article {
    title: Option<String>,
    paragraphs: Vec<String>,
}

impl Article {
    fn of(text: &str) -> Self {
        let mut article = Self::default();
        let mut open = String::new();
        // How many elements are open whose words are no prose.
        let mut silent = 0_usize;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            match event {
                Event::Start(Tag::Heading { .. }) => article.close(&mut open),
                Event::End(TagEnd::Heading(level)) => {
                    let heading = std::mem::take(&mut open);
                    if level == HeadingLevel::H1 && article.title.is_none() && !heading.trim().is_empty() {
                        article.title = Some(heading.trim().to_owned());
                    }
                }
                Event::Start(tag) if is_silent(&tag) => silent += 1,
                Event::End(tag) if was_silent(tag) => silent = silent.saturating_sub(1),
                Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_))
                | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_)) => {
                    article.close(&mut open);
                }
                Event::Text(words) | Event::Code(words) if silent == 0 => open.push_str(&words),
                Event::SoftBreak | Event::HardBreak if silent == 0 => open.push(' '),
                _ => {}
            }
        }
        article.close(&mut open);
        article
    }

    /// Ends the open paragraph.
    fn close(&mut self, open: &mut String) {
        let paragraph = std::mem::take(open);
        if !is_furniture(&paragraph) {
            self.paragraphs.push(paragraph.trim().to_owned());
        }
    }
}

fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::HtmlBlock
    )
}

fn was_silent(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Image | TagEnd::CodeBlock | TagEnd::Table | TagEnd::FootnoteDefinition | TagEnd::HtmlBlock
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        assert!(recognise(text));
        read(File { name: "a.md", text }).value.documents.remove(0)
    }

    #[test]
    fn marks_headings_and_pictures_are_no_prose() {
        let document = read_text(
            "---\ndate: 2031-03-06\n---\n# Envoys meet\n\nBy Anna Keller\n\n![Ben Osei meets nobody](a.jpg)\n\n\
             **Dana Ibarra** met\n[Ben Osei](https://example.org/osei) in *Bern*.\n\n## What next\n\n\
             > “We met,” Osei said.\n\n- First Osei left.\n- Then Ibarra left.\n\n| a | b |\n|---|---|\n| x | y |\n\n```\ncode\n```\n",
        );
        assert_eq!(document.title.as_deref(), Some("Envoys meet"));
        assert_eq!(document.date, Some(jiff::civil::date(2031, 3, 6)));
        assert_eq!(
            document.text.as_deref(),
            Some(
                "Dana Ibarra met Ben Osei in Bern.\n\n“We met,” Osei said.\n\nFirst Osei left.\n\nThen Ibarra left."
            )
        );
    }

    #[test]
    fn plain_text_is_no_markdown() {
        assert!(!recognise("Keller met Osei. #talks were over (see [1])."));
        assert!(!recognise("#1 of the list met Osei."));
    }

    #[test]
    fn headings_alone_are_no_document() {
        let read = read(File { name: "a.md", text: "# Title\n" });
        assert!(read.value.documents.is_empty());
        assert_eq!(read.warnings.len(), 1);
    }
}
