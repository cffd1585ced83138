//! The sheet: headline above, drawing in the middle, legend, key and notes below.

use super::legend::legend;
use super::lines::{labels, lines};
use super::nodes::nodes;
use super::palette::{self, FOOT, GROUND, LABEL, NAME, SUBHEAD};
use super::xml::{escape, px};
use super::{SvgOptions, Theme};
use crate::layout::{Diagram, Weight, wrap};
use crate::model::content_hash;

const MARGIN: f64 = 20.0;
/// No sheet is narrower, so that headline and legend have room.
const LEAST_WIDTH: f64 = 440.0;
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

pub(super) fn page(diagram: &Diagram, options: &SvgOptions) -> String {
    let least = options.width.px().unwrap_or(LEAST_WIDTH);
    let width = (diagram.width + 2.0 * MARGIN).max(least).ceil();
    let (body, height) = body(diagram, options, width);
    let prefix = format!("sg-{}-", &content_hash(body.as_bytes())[..6]);
    let shown = options.width.px().unwrap_or(width);
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
        title = escape(&diagram.title),
        desc = escape(&diagram.description),
        css = palette::style_sheet(&colours(diagram)),
    )
}

/// The link base, if it is one that a picture may carry.
pub(super) fn usable_base(options: &SvgOptions) -> Option<&str> {
    let allowed = |base: &&str| ["#", "https://", "http://"].iter().any(|start| base.starts_with(start));
    options.link_base.as_deref().filter(allowed)
}

fn colours(diagram: &Diagram) -> Vec<usize> {
    let mut colours: Vec<usize> = diagram.boxes.iter().map(|node| palette::colour_of(node.side)).collect();
    colours.sort_unstable();
    colours.dedup();
    colours
}

/// Everything that is painted, and how high it is.
fn body(diagram: &Diagram, options: &SvgOptions, width: f64) -> (String, f64) {
    let room = width - 2.0 * MARGIN;
    let mut at = MARGIN - 4.0;
    let mut body = String::new();
    body += &paragraph(&TITLE, &diagram.title, room, &mut at);
    at += 2.0;
    body += &paragraph(&SUBTITLE, &diagram.subtitle, room, &mut at);
    at += 18.0;
    let left = (width - diagram.width) / 2.0;
    body += &format!("<g transform=\"translate({} {})\">\n", px(left), px(at));
    body += &lines(diagram, usable_base(options));
    body += &labels(diagram);
    body += &nodes(diagram);
    body += "</g>\n";
    at += diagram.height + 22.0;
    let (drawn, height) = legend(diagram, MARGIN, at, room);
    body += &drawn;
    at += height;
    at += if diagram.key.is_empty() { 0.0 } else { 4.0 };
    for (number, entry) in diagram.key.iter().enumerate() {
        body += &paragraph(&KEY, &format!("{}  {entry}", number + 1), room, &mut at);
    }
    at += 4.0;
    for note in &diagram.notes {
        body += &paragraph(&NOTE, note, room, &mut at);
    }
    let height = (at + MARGIN - 4.0).ceil();
    let ground =
        format!("<rect class=\"g\" width=\"{}\" height=\"{}\" fill=\"{GROUND}\"/>\n", px(width), px(height));
    (ground + &body, height)
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
