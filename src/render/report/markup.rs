//! The Markdown of our own reports as HTML: headings, lists with quotes, tables, bold, code. Not a reader of foreign text.

use super::anchors::Anchors;

/// What is open at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Nothing,
    Bullets,
    Numbers,
    Table,
}

/// Converts a report, or a part of it. List items that tell an event get its id.
pub(super) fn to_html(markdown: &str, anchors: &mut Anchors) -> String {
    let mut writer = Writer { html: String::new(), open: Block::Nothing, item: false };
    for line in markdown.lines() {
        writer.line(line, anchors);
    }
    writer.close();
    writer.html
}

struct Writer {
    html: String,
    open: Block,
    /// Whether a list item is open.
    item: bool,
}

impl Writer {
    fn line(&mut self, line: &str, anchors: &mut Anchors) {
        if line.trim().is_empty() || line.trim() == ">" {
            return;
        }
        if let Some(quote) = line.trim_start().strip_prefix("> ") {
            self.html += &format!("<blockquote>{}</blockquote>\n", quoted(quote));
        } else if let Some(item) = line.strip_prefix("- ") {
            let id = anchors.take(item).map(|own| format!(" id=\"{}\"", id(&own))).unwrap_or_default();
            self.item(Block::Bullets, &id, item);
        } else if let Some((number, item)) = numbered(line) {
            self.item(Block::Numbers, &format!(" id=\"source-{number}\""), item);
        } else if line.starts_with('|') {
            self.row(line);
        } else {
            self.close();
            self.paragraph(line);
        }
    }

    fn paragraph(&mut self, line: &str) {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        self.html += &match line.strip_prefix(&"#".repeat(level)).and_then(|rest| rest.strip_prefix(' ')) {
            Some(heading) if (1..=3).contains(&level) => {
                format!("<h{level}>{}</h{level}>\n", inline(heading))
            }
            _ => format!("<p>{}</p>\n", inline(line)),
        };
    }

    fn item(&mut self, list: Block, attributes: &str, item: &str) {
        if self.open != list {
            self.close();
            self.html += if list == Block::Bullets { "<ul>\n" } else { "<ol>\n" };
            self.open = list;
        }
        if self.item {
            self.html += "</li>\n";
        }
        self.html += &format!("<li{attributes}>{}", inline(item));
        self.item = true;
    }

    fn row(&mut self, line: &str) {
        if line.starts_with("| ---") {
            return;
        }
        let head = self.open != Block::Table;
        if head {
            self.close();
            self.html += "<table>\n";
            self.open = Block::Table;
        }
        let tag = if head { "th" } else { "td" };
        self.html += "<tr>";
        for cell in cells(line) {
            self.html += &format!("<{tag}>{}</{tag}>", inline(cell));
        }
        self.html += "</tr>\n";
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.item) {
            self.html += "</li>\n";
        }
        self.html += match std::mem::replace(&mut self.open, Block::Nothing) {
            Block::Nothing => "",
            Block::Bullets => "</ul>\n",
            Block::Numbers => "</ol>\n",
            Block::Table => "</table>\n",
        };
    }
}

/// `3. text`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let (number, text) = line.split_once(". ")?;
    number.parse().ok().map(|number| (number, text))
}

/// The cells between bars that are not escaped.
fn cells(line: &str) -> Vec<&str> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let (mut cells, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '|' => {
                cells.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(inner[start..].trim());
    cells
}

/// A quote whose last word is the number of its source.
fn quoted(text: &str) -> String {
    let number = text.strip_suffix("\\]").and_then(|text| text.rsplit_once(" \\["));
    match number.and_then(|(quote, number)| Some((quote, number.parse::<usize>().ok()?))) {
        Some((quote, number)) => format!("{} <a href=\"#source-{number}\">[{number}]</a>", inline(quote)),
        None => inline(text),
    }
}

/// Bold, code, escapes.
fn inline(markdown: &str) -> String {
    let (mut html, mut strong, mut code) = (String::new(), false, false);
    let mut rest = markdown.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => html += &text(&rest.next().unwrap_or('\\').to_string()),
            '*' if rest.peek() == Some(&'*') => {
                rest.next();
                strong = !strong;
                html += if strong { "<strong>" } else { "</strong>" };
            }
            '`' => {
                code = !code;
                html += if code { "<code>" } else { "</code>" };
            }
            // Names are escaped already: `&amp;`, `&lt;`, `&gt;`, `&#58;`.
            '&' => html.push('&'),
            c => html += &text(&c.to_string()),
        }
    }
    html += if code { "</code>" } else { "" };
    html += if strong { "</strong>" } else { "" };
    html
}

/// Plain text for HTML, without control characters.
pub(super) fn text(plain: &str) -> String {
    let mut html = String::new();
    for c in super::super::printable(plain).chars() {
        match c {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            c => html.push(c),
        }
    }
    html
}

/// An id as the pictures' links write it.
pub(super) fn id(id: &str) -> String {
    let joined: String = id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    text(&joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_markdown_becomes_html() {
        let markdown = "# A\n\n- **B** x\n  > “q” \\[1\\]\n- c\n\n1. S `h`\n\n| a | b |\n| --- | --- |\n| 1 \\| 2 | \\*x\\* |\n";
        let html = to_html(markdown, &mut Anchors::default());
        assert_eq!(
            html,
            "<h1>A</h1>\n<ul>\n<li><strong>B</strong> x<blockquote>“q” <a href=\"#source-1\">[1]</a></blockquote>\n\
             </li>\n<li>c</li>\n</ul>\n<ol>\n<li id=\"source-1\">S <code>h</code></li>\n</ol>\n<table>\n\
             <tr><th>a</th><th>b</th></tr>\n<tr><td>1 | 2</td><td>*x*</td></tr>\n</table>\n"
        );
    }

    #[test]
    fn markup_in_names_stays_text() {
        let safe = crate::render::escape::markdown("<b onclick='x'>\"</b>&amp;");
        assert!(!to_html(&safe, &mut Anchors::default()).contains("<b"));
    }
}
