//! How wide a text is, measured with a built-in table of Helvetica advance widths, and where a long name is broken.
//!
//! Arial, Liberation Sans and Arimo have the same widths, so the estimate holds for every font the pictures ask for.
//! Other scripts count by class of character; Arabic and Indic scripts, which join their letters, only approximately.

/// Advance widths of U+0020 to U+007E in thousandths of the font size.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The same for bold type.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// Regular or bold type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Normal type.
    Regular,
    /// Bold type.
    Bold,
}

/// Width of `text` in px when set in `size` px.
///
/// ```
/// use sociogram::layout::{Weight, text_width};
/// assert_eq!(text_width("Anna", 10.0, Weight::Regular), 23.35);
/// ```
pub fn text_width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: u32 = text.chars().map(|character| advance(character, weight)).sum();
    f64::from(thousandths) * size / 1000.0
}

fn advance(character: char, weight: Weight) -> u32 {
    let table = if weight == Weight::Bold { &BOLD } else { &REGULAR };
    match character {
        ' '..='~' => u32::from(table[character as usize - 32]),
        'ł' | 'ı' | '‘' | '’' => 222,
        '·' => 278,
        '“' | '”' => 333,
        '–' => 556,
        '×' => 584,
        '—' | '…' => 1000,
        _ if is_combining(character) || character.is_control() => 0,
        _ if is_wide(character) => 1000,
        _ => base_letter(character)
            .map_or(590 + 30 * u32::from(weight == Weight::Bold), |c| advance(c, weight)),
    }
}

/// The Latin letter under an accent, if the character is one letter with an accent.
fn base_letter(character: char) -> Option<char> {
    if !('\u{c0}'..='\u{24f}').contains(&character) && !('\u{1e00}'..='\u{1eff}').contains(&character) {
        return None;
    }
    let mut plain = any_ascii::any_ascii_char(character).chars();
    match (plain.next(), plain.next()) {
        (Some(letter), None) => Some(letter),
        _ => None,
    }
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Full-width East Asian characters and emoji.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{3fffd}')
}

/// Text as it may be drawn: control and bidirectional-override characters removed, white space folded to single spaces.
///
/// ```
/// assert_eq!(sociogram::layout::clean(" Anna\u{202e}\n Keller\u{7} "), "Anna Keller");
/// ```
pub fn clean(text: &str) -> String {
    let kept = |c: &char| c.is_whitespace() || !(c.is_control() || is_forbidden(*c));
    let kept: String = text.chars().filter(kept).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Overrides and isolates of writing direction, which could make a name read as another, and what XML cannot hold.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Breaks `text` at spaces into lines of at most `width` px; a single longer word keeps its line.
pub(crate) fn wrap(text: &str, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, weight) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Breaks a name into lines of about equal width: as few as keep each near `width` px. Never cuts a word.
pub(super) fn balance(name: &str, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let full = text_width(name, size, weight);
    let lines = wrap(name, width, size, weight);
    if lines.len() < 2 {
        return lines;
    }
    let even = full / lines.len() as f64;
    let tries = (0..=10)
        .map(|step| wrap(name, even + (width - even).max(0.0) * f64::from(step) / 10.0, size, weight));
    tries.into_iter().find(|broken| broken.len() == lines.len()).unwrap_or(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_as_wide_as_their_letter() {
        for (accented, plain) in [("Žižek", "Zizek"), ("É", "E"), ("e\u{301}", "e")] {
            assert_eq!(text_width(accented, 12.0, Weight::Bold), text_width(plain, 12.0, Weight::Bold));
        }
        assert_eq!(text_width("習近平", 10.0, Weight::Regular), 30.0);
    }

    #[test]
    fn a_long_name_is_broken_near_its_middle() {
        let lines = balance("Ministry of Foreign Affairs of the Republic", 160.0, 12.0, Weight::Regular);
        assert_eq!(lines, ["Ministry of Foreign", "Affairs of the Republic"]);
    }

    #[test]
    fn nothing_is_lost_by_breaking() {
        let name = "a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh iiiiiiiii";
        assert_eq!(balance(name, 40.0, 12.0, Weight::Regular).join(" "), name);
    }
}
