//! The words on and behind the lines.

use super::sketch::{Sketch, SketchLine};
use super::text::clean;
use crate::model::{Certainty, Layer};

/// What is written on a line: its label, with a quotation mark before it if claimed, and how often.
pub(crate) fn label(line: &SketchLine) -> String {
    with_marks(line, clean(&line.label))
}

/// The same with the shorter text; empty if there is none.
pub(crate) fn short_label(line: &SketchLine) -> String {
    let short = clean(&line.short_label);
    if short.is_empty() { short } else { with_marks(line, short) }
}

fn with_marks(line: &SketchLine, mut text: String) -> String {
    if line.claimed && !text.is_empty() {
        text.insert(0, '“');
    }
    if line.count > 1 {
        let gap = if text.is_empty() { "" } else { " " };
        text = format!("{text}{gap}×{}", line.count);
    }
    text
}

/// "A – B: kind, place, date (certainty)"; an arrow instead of the dash if it runs one way.
pub(crate) fn summary(sketch: &Sketch, line: &SketchLine) -> String {
    let kind = if line.layer == Layer::Relation { clean(&line.label) } else { line.kind.replace('-', " ") };
    let details: Vec<String> = [kind, clean(&line.place), clean(&line.date)]
        .into_iter()
        .filter(|detail| !detail.is_empty())
        .collect();
    let times = if line.count > 1 { format!(" ×{}", line.count) } else { String::new() };
    format!("{}: {}{times} ({})", ends(sketch, line), details.join(", "), standing(line))
}

/// The entry of a numbered label below the picture.
pub(crate) fn key_entry(sketch: &Sketch, line: &SketchLine) -> String {
    format!("{}: {}", ends(sketch, line), label(line))
}

fn ends(sketch: &Sketch, line: &SketchLine) -> String {
    use super::sketch::LineForm;
    let name =
        |id: &str| sketch.index_of(id).map_or_else(String::new, |node| clean(&sketch.nodes[node].name));
    let dash = if matches!(line.form, LineForm::Plain | LineForm::Call) { "–" } else { "→" };
    format!("{} {dash} {}", name(&line.source), name(&line.target))
}

/// How certain, in words.
pub(crate) fn standing(line: &SketchLine) -> String {
    let certainty = if line.contested { "contested" } else { line.certainty.as_str() };
    match (line.claimed, line.certainty) {
        (true, Certainty::Happened) if !line.contested => "claimed".to_owned(),
        (true, _) => format!("{certainty}, claimed"),
        (false, _) => certainty.to_owned(),
    }
}

/// How many are shown, and how many are not; `whole` unless another note tells that already.
pub(crate) fn completeness(shown: usize, left_out: usize, whole: bool) -> String {
    if !whole {
        return "The absence of a line proves nothing.".to_owned();
    }
    let total = shown + left_out;
    match left_out {
        0 => format!("All {total} actors are shown. The absence of a line proves nothing."),
        1 => format!(
            "{shown} of {total} actors are shown; one has no tie here. The absence of a line proves nothing."
        ),
        _ => format!(
            "{shown} of {total} actors are shown; {left_out} have no tie here. The absence of a line proves nothing."
        ),
    }
}

/// "one meeting", "3 meetings".
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("one {one}") } else { format!("{number} {many}") }
}

/// "A", "A and B", "A, B and C".
pub(crate) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
