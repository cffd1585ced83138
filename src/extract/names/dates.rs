//! Days that the model has taken for the end of a name: "the [ministry on June 2]".

use super::super::time::month;
use crate::language::{NameLabel, NameSpan, Parse};
use std::ops::Range;

/// The model's names, those that end in "on June 2" cut in two: the name and the date.
pub(crate) fn parted(text: &str, parse: &Parse) -> Vec<NameSpan> {
    let mut names = Vec::with_capacity(parse.names.len());
    for name in &parse.names {
        match date_in(text, parse, name) {
            Some(date) => {
                // The preposition goes with neither.
                names.push(NameSpan { end: date.start - 1, ..*name });
                names.push(NameSpan { start: date.start, end: date.end, label: NameLabel::Date });
            }
            None => names.push(*name),
        }
    }
    names.retain(|name| name.start < name.end);
    names
}

/// Month and day behind "on" at the end of a name.
fn date_in(text: &str, parse: &Parse, name: &NameSpan) -> Option<Range<usize>> {
    if matches!(name.label, NameLabel::Date | NameLabel::Time | NameLabel::WorkOfArt | NameLabel::Law) {
        return None;
    }
    let word = |tok: usize| &text[parse.tokens[tok].start..parse.tokens[tok].end];
    let start = (name.start + 1..name.end).find(|&tok| word(tok - 1) == "on" && is_month(word(tok)))?;
    let day = start + 1 < name.end && word(start + 1).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    (day && start + 2 == name.end).then_some(start..name.end)
}

fn is_month(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.len() > 2 && month(&word.to_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Dep, Pos, Tag, Token};

    #[test]
    fn a_name_gives_back_its_date() {
        let text = "the ministry on June 2";
        let parse = Parse {
            tokens: tokens(text),
            sentences: vec![(0, 5)],
            names: vec![NameSpan { start: 0, end: 5, label: NameLabel::Org }],
        };
        let parted = parted(text, &parse);
        let ranges: Vec<_> = parted.iter().map(|name| (name.start, name.end, name.label)).collect();
        assert_eq!(ranges, [(0, 2, NameLabel::Org), (3, 5, NameLabel::Date)]);
    }

    fn tokens(text: &str) -> Vec<Token> {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let token = |word: &str| Token {
            start: start(word),
            end: start(word) + word.len(),
            space: true,
            norm: word.to_owned(),
            tag: Tag::Nn,
            pos: Pos::Noun,
            morph: String::new(),
            lemma: word.to_owned(),
            dep: Dep::Dep,
            head: 0,
        };
        text.split(' ').map(token).collect()
    }
}
