//! Colours, light and dark. Text on every ground has a contrast of at least 4.5 : 1, borders and lines at least 3 : 1
//! (W3C 2023, *Web Content Accessibility Guidelines 2.2*); the sides stay apart in the common colour-vision deficiencies.

use crate::model::{Change, Layer};
use std::fmt::Write;

/// Colours of one side.
pub(super) struct Paint {
    pub(super) border: &'static str,
    pub(super) fill: &'static str,
    dark_border: &'static str,
    dark_fill: &'static str,
}

const fn paint(
    border: &'static str,
    fill: &'static str,
    dark_border: &'static str,
    dark_fill: &'static str,
) -> Paint {
    Paint { border, fill, dark_border, dark_fill }
}

/// Sides that have a colour of their own.
pub(super) const COLOURED_SIDES: usize = 6;

/// The sides' colours; the last is for everybody else.
const SIDES: [Paint; COLOURED_SIDES + 1] = [
    paint("#2D71EE", "#E6EEFD", "#8FA9FE", "#2F384E"),
    paint("#C65700", "#F8EBE0", "#DC5B2D", "#402720"),
    paint("#314837", "#E6E9E7", "#34E998", "#1B4637"),
    paint("#BD6AAF", "#F7EDF5", "#A27893", "#332D36"),
    paint("#898757", "#F1F1EB", "#FDDB57", "#474329"),
    paint("#002887", "#E0E5F1", "#2D6CF0", "#1A2A4B"),
    paint("#6B737B", "#EDEEEF", "#98A2AC", "#31363C"),
];

/// Number of the colour for a side; sides after the sixth share the last.
pub(super) fn colour_of(side: Option<usize>) -> usize {
    side.map_or(COLOURED_SIDES, |side| side.min(COLOURED_SIDES))
}

/// The colours with this number.
pub(super) fn side(colour: usize) -> &'static Paint {
    &SIDES[colour]
}

pub(super) const GROUND: &str = "#FFFFFF";
pub(super) const NAME: &str = "#1A1A1A";
pub(super) const LABEL: &str = "#333333";
pub(super) const SUBHEAD: &str = "#555555";
pub(super) const FOOT: &str = "#5F6B73";
pub(super) const DENIED: &str = "#A3262A";

/// Class and light colour of a layer's lines.
pub(super) fn line(layer: Layer) -> (&'static str, &'static str) {
    match layer {
        Layer::Contact => ("c", "#4A545E"),
        Layer::Statement => ("v", "#8A5A00"),
        Layer::Relation => ("r", "#7B8794"),
        Layer::Other => ("o", "#4A545E"),
    }
}

/// Class, light and dark colour of what is new, gone or changed.
pub(super) fn change(change: Change) -> (&'static str, &'static str, &'static str) {
    match change {
        Change::New => ("x0", "#1A7F37", "#56D364"),
        Change::Gone => ("x1", DENIED, "#FF8A80"),
        Change::Changed => ("x2", "#6639BA", "#C9A6FF"),
    }
}

/// What changes in the dark in a picture of two states.
pub(super) fn change_rules() -> Vec<(String, String)> {
    let rules = |found: Change| {
        let (class, _, dark) = change(found);
        [
            (format!(".{class}"), format!("stroke:{dark}")),
            (format!(".{class} .w"), format!("fill:{dark}")),
            (format!(".{class} .b"), format!("fill:{dark};stroke:{dark}")),
        ]
    };
    let mut all: Vec<_> = Change::ALL.into_iter().flat_map(rules).collect();
    all.push((".q".to_owned(), "stroke:#14181C".to_owned()));
    all
}

/// Selector and declarations of everything that changes in the dark, for the colours in use.
fn dark_rules(colours: &[usize]) -> Vec<(String, String)> {
    let fixed = [
        (".g", "fill:#14181C"),
        (".t,.k", "fill:#F2F4F5"),
        (".u", "fill:#B8C0C7"),
        (".f", "fill:#98A2AC"),
        (".l", "fill:#E8EAEC"),
        (".c,.o", "stroke:#B4BEC8"),
        (".c .w,.o .w", "fill:#B4BEC8"),
        (".v", "stroke:#E0B15A"),
        (".v .w", "fill:#E0B15A"),
        (".r", "stroke:#84909B"),
        (".d", "stroke:#FF8A80"),
        (".i", "fill:#14181C"),
    ];
    let mut rules: Vec<(String, String)> =
        fixed.iter().map(|(selector, rule)| ((*selector).to_owned(), (*rule).to_owned())).collect();
    for &colour in colours {
        let Paint { dark_border, dark_fill, .. } = side(colour);
        rules.push((format!(".s{colour}"), format!("fill:{dark_fill};stroke:{dark_border}")));
        rules.push((format!(".s{colour} .m"), format!("fill:{dark_border}")));
    }
    rules
}

/// The style sheet. Light colours stand in the elements; this only overrides them, when the reader's screen is dark or
/// the root says `data-theme="dark"`; `more` are the rules of one view. Paper is never a dark screen.
pub(super) fn style_sheet(colours: &[usize], more: &[(&str, &str)]) -> String {
    let mut rules = dark_rules(colours);
    rules.extend(more.iter().map(|(selector, rule)| ((*selector).to_owned(), (*rule).to_owned())));
    let under = |root: &str| {
        let mut css = String::new();
        for (selectors, rule) in &rules {
            let scoped: Vec<String> =
                selectors.split(',').map(|selector| format!("{root} {selector}")).collect();
            write!(css, "{}{{{rule}}}", scoped.join(",")).expect("writing to a string does not fail");
        }
        css
    };
    format!(
        ".n text,.l{{unicode-bidi:isolate}}@media screen and (prefers-color-scheme:dark){{{}}}{}",
        under("svg:not([data-theme=\"light\"])"),
        under("svg[data-theme=\"dark\"]"),
    )
}
