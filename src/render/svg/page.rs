//! The sheet: headline above, drawing in the middle, legend, key and notes below.

use super::legend::{self, Entry};
use super::lines::{labels, lines};
use super::nodes::nodes;
use super::palette::{self, FOOT, GROUND, LABEL, NAME, SUBHEAD};
use super::xml::{escape, px};
use super::{SvgOptions, Theme};
use crate::layout::{Caption, Diagram, Weight, wrap};
use crate::model::content_hash;

const MARGIN: f64 = 20.0;
/// No sheet is narrower, so that headline and legend have room.
const LEAST_WIDTH: f64 = 440.0;
/// Room for captions above the drawing.
const CAPTIONS: f64 = 20.0;
const FONTS: &str = "Helvetica, Arial, &#39;Liberation Sans&#39;, Arimo, sans-serif";

/// How a paragraph is set.
struct Type {
    class: &'static str,
    fill: &'static str,
    size: f64,
    leading: f64,
    weight: Weight,
}

const TITLE: Type = Type { class: "t", fill: NAME, size: 17.0, leading: 21.0, weight: Weight::Bold };
const SUBTITLE: Type = Type { class: "u", fill: SUBHEAD, size: 12.0, leading: 16.0, weight: Weight::Regular };
const KEY: Type = Type { class: "l", fill: LABEL, size: 10.0, leading: 14.0, weight: Weight::Regular };
const NOTE: Type = Type { class: "f", fill: FOOT, size: 10.0, leading: 14.0, weight: Weight::Regular };

/// Everything that stands on a sheet.
pub(super) struct Sheet<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) description: &'a str,
    /// Size of the drawing.
    pub(super) width: f64,
    pub(super) height: f64,
    /// The drawing itself, from the origin.
    pub(super) drawing: String,
    pub(super) legend: Vec<Vec<Entry>>,
    /// Numbered lines below the legend.
    pub(super) key: Vec<String>,
    pub(super) notes: &'a [String],
    /// Colours of sides in use.
    pub(super) colours: Vec<usize>,
    /// More rules for the dark: selectors and declarations.
    pub(super) dark: &'a [(&'a str, &'a str)],
}

/// The network as a sheet.
pub(super) fn page(diagram: &Diagram, options: &SvgOptions) -> String {
    let raised = if diagram.captions.is_empty() { 0.0 } else { CAPTIONS };
    let mut drawing = lines(diagram, usable_base(options)) + &labels(diagram) + &nodes(diagram);
    if raised > 0.0 {
        drawing =
            format!("<g transform=\"translate(0 {})\">\n{}{drawing}</g>\n", px(raised), captions(diagram));
    }
    let is_changed = diagram.boxes.iter().any(|node| node.change.is_some())
        || diagram.lines.iter().any(|line| line.change.is_some());
    let rules = if is_changed { palette::change_rules() } else { Vec::new() };
    let dark: Vec<(&str, &str)> =
        rules.iter().map(|(selector, rule)| (selector.as_str(), rule.as_str())).collect();
    let sheet = Sheet {
        title: &diagram.title,
        subtitle: &diagram.subtitle,
        description: &diagram.description,
        width: diagram.width,
        height: diagram.height + raised,
        drawing,
        legend: legend::network(diagram),
        key: diagram.key.clone(),
        notes: &diagram.notes,
        colours: colours(diagram.boxes.iter().map(|node| (node.side, node.faint))),
        dark: &dark,
    };
    sheet.write(options)
}

/// Words above parts of the drawing.
fn captions(diagram: &Diagram) -> String {
    let caption = |caption: &Caption| {
        let (x, y) = (px(caption.at.x), px(caption.at.y));
        let text = escape(&caption.text);
        format!(
            "<text class=\"t\" x=\"{x}\" y=\"{y}\" font-size=\"13\" font-weight=\"bold\" text-anchor=\"middle\" \
             fill=\"{NAME}\">{text}</text>\n"
        )
    };
    diagram.captions.iter().map(caption).collect()
}

impl Sheet<'_> {
    /// The whole document.
    pub(super) fn write(&self, options: &SvgOptions) -> String {
        let least = options.width.px().unwrap_or(LEAST_WIDTH);
        let width = (self.width + 2.0 * MARGIN).max(least).ceil();
        let (body, height) = self.body(width);
        let prefix = format!("sg-{}-", &content_hash(body.as_bytes())[..6]);
        let shown = options.width.px().unwrap_or(width);
        // A sheet is as wide as it can be without growing too high.
        let tallest = options.width.max_height().map_or(shown, |most| most * width / height);
        let shown = shown.min(tallest);
        let theme = match options.theme {
            Theme::Auto => "",
            Theme::Light => " data-theme=\"light\"",
            Theme::Dark => " data-theme=\"dark\"",
        };
        let role = if usable_base(options).is_some() { "group" } else { "img" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{shown_w}\" height=\"{shown_h}\" \
             lang=\"en\" role=\"{role}\" aria-labelledby=\"{prefix}t {prefix}d\" data-id-prefix=\"{prefix}\"{theme} \
             font-family=\"{FONTS}\">\n<title id=\"{prefix}t\">{title}</title>\n<desc id=\"{prefix}d\">{desc}</desc>\n\
             <style>{css}</style>\n{body}</svg>\n",
            w = px(width),
            h = px(height),
            shown_w = px(shown),
            shown_h = px(height * shown / width),
            title = escape(self.title),
            desc = escape(self.description),
            css = palette::style_sheet(&self.colours, self.dark),
        )
    }

    /// Everything that is painted, and how high it is.
    fn body(&self, width: f64) -> (String, f64) {
        let room = width - 2.0 * MARGIN;
        let mut at = MARGIN - 4.0;
        let mut body = String::new();
        body += &paragraph(&TITLE, self.title, room, &mut at);
        at += 2.0;
        body += &paragraph(&SUBTITLE, self.subtitle, room, &mut at);
        at += 18.0;
        let left = (width - self.width) / 2.0;
        body += &format!("<g transform=\"translate({} {})\">\n", px(left), px(at));
        body += &self.drawing;
        body += "</g>\n";
        at += self.height + 22.0;
        let (drawn, height) = legend::legend(&self.legend, MARGIN, at, room);
        body += &drawn;
        at += height;
        at += if self.key.is_empty() { 0.0 } else { 4.0 };
        for (number, entry) in self.key.iter().enumerate() {
            body += &paragraph(&KEY, &format!("{}\u{2002}{entry}", number + 1), room, &mut at);
        }
        at += 4.0;
        for note in self.notes {
            body += &paragraph(&NOTE, note, room, &mut at);
        }
        let height = (at + MARGIN - 4.0).ceil();
        let ground = format!(
            "<rect class=\"g\" width=\"{}\" height=\"{}\" fill=\"{GROUND}\"/>\n",
            px(width),
            px(height)
        );
        (ground + &body, height)
    }
}

/// The link base, if it is one that a picture may carry.
pub(super) fn usable_base(options: &SvgOptions) -> Option<&str> {
    let allowed = |base: &&str| ["#", "https://", "http://"].iter().any(|start| base.starts_with(start));
    options.link_base.as_deref().filter(allowed)
}

/// Numbers of the colours in use; who is faint has no side's colour.
pub(super) fn colours(sides: impl Iterator<Item = (Option<usize>, bool)>) -> Vec<usize> {
    let mut colours: Vec<usize> =
        sides.map(|(side, faint)| palette::colour_of(side.filter(|_| !faint))).collect();
    colours.sort_unstable();
    colours.dedup();
    colours
}

/// Sets a text in lines of at most `room` px below `at`, which moves down.
fn paragraph(kind: &Type, text: &str, room: f64, at: &mut f64) -> String {
    let weight = if kind.weight == Weight::Bold { " font-weight=\"bold\"" } else { "" };
    let mut set = String::new();
    for line in wrap(text, room / 1.03, kind.size, kind.weight) {
        *at += kind.leading;
        set += &format!(
            "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} fill=\"{}\">{}</text>\n",
            kind.class,
            px(MARGIN),
            px(*at - 0.25 * kind.leading),
            px(kind.size),
            kind.fill,
            escape(&line),
        );
    }
    set
}
