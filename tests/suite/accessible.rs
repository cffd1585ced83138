//! What every picture owes its readers: names and ties for screen readers, contrast in light and dark, nothing from
//! outside.

use crate::program::Sandbox;
use roxmltree::{Document, Node};
use std::collections::HashSet;
use std::path::Path;

const SVG: &str = "http://www.w3.org/2000/svg";
/// Least contrast of text, from the Web Content Accessibility Guidelines 2.2, criterion 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;
/// Smallest text, in px.
const SMALLEST: f64 = 9.0;

#[test]
fn every_picture_is_readable_by_everybody_and_whole_in_itself() {
    let sandbox = Sandbox::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for story in ["lake-talks", "river-talks", "steel-bid", "party-contest"] {
        let file = root.join(format!("examples/data/{story}.txt"));
        let file = file.to_str().unwrap();
        for (view, theme) in [
            ("network", "light"),
            ("network", "auto"),
            ("matrix", "dark"),
            ("timeline", "auto"),
            ("sides", "dark"),
        ] {
            let run = sandbox.run(&["draw", "-q", file, "--view", view, "--theme", theme]);
            assert_eq!(run.code, Some(0), "{story} {view}: {}", run.stderr);
            check(&run.stdout, &format!("{story} {view} {theme}"));
            seen += 1;
        }
    }
    assert_eq!(seen, 20);
}

fn check(picture: &str, what: &str) {
    let document = Document::parse(picture).unwrap_or_else(|error| panic!("{what}: {error}"));
    let svg = document.root_element();
    is_named(svg, what);
    is_whole_in_itself(&document, what);
    ids_are_unique(&document, what);
    nodes_and_ties_are_told(&document, what);
    let sheet = StyleSheet::of(&document);
    for text in document.descendants().filter(|node| node.has_tag_name((SVG, "text"))) {
        if text.text().is_none_or(|words| words.trim().is_empty()) {
            continue;
        }
        let size = inherited(text, "font-size").and_then(|size| size.parse().ok()).unwrap_or(0.0);
        assert!(size >= SMALLEST, "{what}: text of {size} px: {:?}", text.text());
        for dark in [false, true] {
            let (ink, ground) = (sheet.ink(text, dark), sheet.ground(text, dark));
            let contrast = contrast(ink, ground);
            let words = text.text();
            assert!(contrast >= LEAST_CONTRAST, "{what}, dark {dark}: {contrast:.1} for {words:?}");
        }
    }
}

/// The picture has a role, a title and a description.
fn is_named(svg: Node<'_, '_>, what: &str) {
    assert_eq!(svg.attribute("role"), Some("img"), "{what}");
    let named = svg.attribute("aria-labelledby").unwrap_or_default();
    for (tag, id) in ["title", "desc"].iter().zip(named.split(' ')) {
        let element = svg.children().find(|child| child.attribute("id") == Some(id));
        let element = element.unwrap_or_else(|| panic!("{what}: nothing has the id {id:?}"));
        assert_eq!(element.tag_name().name(), *tag, "{what}");
        assert!(element.text().is_some_and(|text| text.len() > 10), "{what}: an empty {tag}");
    }
}

/// No script, no handler, nothing that a viewer would fetch.
fn is_whole_in_itself(document: &Document<'_>, what: &str) {
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name();
        assert_eq!(tag.namespace(), Some(SVG), "{what}: foreign element {}", tag.name());
        assert!(
            !["script", "foreignObject", "image", "iframe"].contains(&tag.name()),
            "{what}: {}",
            tag.name()
        );
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{what}: {}", attribute.name());
            let inner = attribute.name() != "href" || attribute.value().starts_with('#');
            assert!(inner, "{what}: {}", attribute.value());
        }
        let css = if tag.name() == "style" { node.text().unwrap_or_default() } else { "" };
        assert!(!css.contains("url(") && !css.contains("@import"), "{what}: {css}");
    }
}

fn ids_are_unique(document: &Document<'_>, what: &str) {
    let mut ids = HashSet::new();
    for id in document.descendants().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id), "{what}: the id {id:?} stands twice");
    }
}

/// Every node and tie has a title and says by attributes what it is.
fn nodes_and_ties_are_told(document: &Document<'_>, what: &str) {
    let all =
        |attribute: &'static str| document.descendants().filter(move |node| node.has_attribute(attribute));
    let names: HashSet<_> = all("data-node").filter_map(|node| node.attribute("data-node")).collect();
    assert!(names.len() > 1, "{what}: {names:?}");
    for node in all("data-node").chain(all("data-edge")) {
        let title = node.children().find(|child| child.has_tag_name((SVG, "title")));
        assert!(title.and_then(|title| title.text()).is_some(), "{what}: no title on {node:?}");
    }
    for tie in all("data-edge") {
        for end in ["data-source", "data-target"] {
            let end = tie.attribute(end).unwrap_or_else(|| panic!("{what}: {tie:?} has no {end}"));
            assert!(names.contains(end), "{what}: a tie of {end:?}, who is not drawn");
        }
        for fact in ["data-layer", "data-kind", "data-certainty"] {
            assert!(
                tie.attribute(fact).is_some_and(|fact| !fact.is_empty()),
                "{what}: {tie:?} has no {fact}"
            );
        }
    }
}

/// The nearest value of an attribute, from the element upwards.
fn inherited<'a>(node: Node<'a, '_>, attribute: &str) -> Option<&'a str> {
    node.ancestors().find_map(|above| above.attribute(attribute))
}

/// The fills that the dark rules set, by the selector behind the theme.
struct StyleSheet {
    dark: Vec<(String, String)>,
}

impl StyleSheet {
    fn of(document: &Document<'_>) -> Self {
        let style = document.descendants().find(|node| node.has_tag_name((SVG, "style")));
        let css = style.and_then(|style| style.text()).unwrap_or_default();
        let mut dark = Vec::new();
        for rule in css.split('}') {
            let Some((selectors, body)) = rule.split_once('{') else { continue };
            let Some((_, fill)) = body.split_once("fill:") else { continue };
            let fill = fill.split(';').next().unwrap_or_default();
            for selector in selectors.split(',') {
                if let Some(selector) = selector.trim().strip_prefix("svg[data-theme=\"dark\"] ") {
                    dark.push((selector.to_owned(), fill.to_owned()));
                }
            }
        }
        assert!(dark.len() > 5, "{css}");
        Self { dark }
    }

    /// The colour of a text.
    fn ink(&self, text: Node<'_, '_>, dark: bool) -> [f64; 3] {
        rgb(&self.fill(text, dark).expect("a text has a colour"))
    }

    /// The colour behind a text: of its box, of the cell that it stands in, or of the page.
    fn ground(&self, text: Node<'_, '_>, dark: bool) -> [f64; 3] {
        let outside = text.has_attribute("data-outside") || text.attribute("text-anchor") == Some("end");
        let in_a_box = !outside && text.ancestors().any(|above| above.has_attribute("data-node"));
        let shape = text.prev_siblings().skip(1).find(|node| {
            let plain = !node.has_attribute("data-decor");
            plain && (in_a_box && node.has_tag_name((SVG, "path")) || holds(*node, text))
        });
        let page = || {
            let svg = text.document().root_element();
            svg.children()
                .find(|node| node.has_tag_name((SVG, "rect")))
                .and_then(|page| self.fill(page, dark))
        };
        let own = shape.and_then(|shape| self.fill(shape, dark)).filter(|fill| fill != "none");
        rgb(&own.or_else(page).expect("a page has a colour"))
    }

    /// The fill that applies: the nearest that a rule or an attribute sets.
    fn fill(&self, node: Node<'_, '_>, dark: bool) -> Option<String> {
        node.ancestors().find_map(|above| {
            let classes = above.attribute("class").unwrap_or_default().split(' ');
            let rule = classes.rev().find_map(|class| {
                let wanted = format!(".{class}");
                self.dark.iter().find(|(selector, _)| *selector == wanted).map(|(_, fill)| fill.clone())
            });
            rule.filter(|_| dark).or_else(|| above.attribute("fill").map(str::to_owned))
        })
    }
}

/// Whether a rectangle holds the start of a text.
fn holds(rect: Node<'_, '_>, text: Node<'_, '_>) -> bool {
    let number = |node: Node<'_, '_>, name| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
    let inside = |name, length| {
        let low = number(rect, name)?;
        Some((low..low + number(rect, length)?).contains(&number(text, name)?))
    };
    rect.has_tag_name((SVG, "rect"))
        && inside("x", "width") == Some(true)
        && inside("y", "height") == Some(true)
}

fn rgb(colour: &str) -> [f64; 3] {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6);
    let hex = hex.unwrap_or_else(|| panic!("{colour:?} is no colour"));
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// Contrast ratio as the Web Content Accessibility Guidelines 2.2 define it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance = |[r, g, b]: [f64; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_check_itself_sees_faults() {
    assert!(contrast(rgb("#777777"), rgb("#FFFFFF")) < LEAST_CONTRAST);
    assert!((contrast(rgb("#000000"), rgb("#FFFFFF")) - 21.0).abs() < 1e-9);
    let head = format!("<svg xmlns=\"{SVG}\" role=\"img\">");
    for bad in [
        "<script/>",
        "<a href=\"https://example.org\"/>",
        "<g onclick=\"x()\"/>",
        "<style>a{fill:url(x)}</style>",
    ] {
        let text = format!("{head}{bad}</svg>");
        let document = Document::parse(&text).unwrap();
        let refused = std::panic::catch_unwind(|| is_whole_in_itself(&document, "test"));
        assert!(refused.is_err(), "{bad}");
    }
}
