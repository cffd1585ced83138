//! Words of the DOT language.

use super::super::builder::Builder;
use super::super::scan::{Cursor, decoded};
use crate::error::Error;

/// One word: an id, or a mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// A plain word, a number or a text; keywords are plain.
    Id {
        text: String,
        plain: bool,
    },
    /// `{ } [ ] ; , = : -> --`.
    Mark(&'static str),
    End,
}

const MARKS: [&str; 10] = ["->", "--", "{", "}", "[", "]", ";", ",", "=", ":"];

impl Word {
    /// Whether this is the keyword; case does not matter.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Id { text, plain: true } if text.eq_ignore_ascii_case(keyword))
    }
}

/// Reads the next word.
pub(super) fn next(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<Word, Error> {
    blanks(builder, cursor)?;
    let place = cursor.place();
    let Some(first) = cursor.peek() else { return Ok(Word::End) };
    if let Some(mark) = MARKS.into_iter().find(|mark| cursor.eat(mark)) {
        return Ok(Word::Mark(mark));
    }
    if first == '"' {
        let mut text = quoted(builder, cursor)?;
        // "a" + "b" is one text.
        loop {
            let mut ahead = cursor.clone();
            blanks(builder, &mut ahead)?;
            if !ahead.eat("+") {
                return Ok(Word::Id { text, plain: false });
            }
            blanks(builder, &mut ahead)?;
            *cursor = ahead;
            text.push_str(&quoted(builder, cursor)?);
        }
    }
    if first == '<' {
        return markup(builder, cursor).map(|text| Word::Id { text, plain: false });
    }
    let number = first.is_ascii_digit() || matches!(first, '-' | '.');
    let text = match number {
        true => {
            let minus = if cursor.eat("-") { "-" } else { "" };
            format!("{minus}{}", cursor.take_while(|c| c.is_ascii_digit() || c == '.'))
        }
        false => cursor.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()).to_owned(),
    };
    if text.is_empty() || text == "-" {
        let problem = format!("'{}' means nothing here", first.escape_default());
        return Err(builder.error(place, &problem, "put names into quotation marks"));
    }
    Ok(Word::Id { text, plain: true })
}

/// Passes over blanks, `//` and `/* */` comments, and lines of a preprocessor.
fn blanks(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<(), Error> {
    loop {
        cursor.take_while(char::is_whitespace);
        let place = cursor.place();
        if cursor.eat("//") || cursor.eat("#") {
            cursor.line();
        } else if cursor.eat("/*") {
            if cursor.until("*/").is_none() {
                return Err(builder.error(place, "a comment is never closed", "close it with `*/`"));
            }
        } else {
            return Ok(());
        }
    }
}

/// A text in quotation marks; only `\"` and a backslash at the end of a line mean something in every text.
fn quoted(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<String, Error> {
    let place = cursor.place();
    let mut text = String::new();
    let mut closed = !cursor.eat("\"");
    if closed {
        return Err(builder.error(place, "a `+` joins only texts", "write a text in quotation marks"));
    }
    while !closed {
        text.push_str(cursor.take_while(|c| c != '"' && c != '\\'));
        match () {
            () if cursor.eat("\"") => closed = true,
            () if cursor.eat("\\\"") => text.push('"'),
            () if cursor.eat("\\\n") || cursor.eat("\\\r\n") => {}
            () if cursor.eat("\\\\") => text.push_str("\\\\"),
            () if cursor.eat("\\") => text.push('\\'),
            () => {
                let (problem, hint) = ("a quotation mark is never closed", "close the text with `\"`");
                return Err(builder.error(place, problem, hint));
            }
        }
    }
    Ok(text)
}

/// The words of a label in markup, without the markup.
fn markup(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Result<String, Error> {
    let place = cursor.place();
    cursor.eat("<");
    let mut depth = 1_usize;
    let mut text = String::new();
    while depth > 0 {
        let words = cursor.take_while(|c| c != '<' && c != '>');
        if depth == 1 {
            text.push_str(words);
        }
        if cursor.eat("<") {
            depth += 1;
            text.push(' ');
        } else if cursor.eat(">") {
            depth -= 1;
        } else {
            return Err(builder.error(place, "a label in markup is never closed", "close it with `>`"));
        }
    }
    Ok(decoded(&text).split_whitespace().collect::<Vec<_>>().join(" "))
}
