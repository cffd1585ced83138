//! A picture as one page that works from disk: the same SVG, with search, filters, evidence and paths.
//!
//! Nothing is loaded and nothing leaves the page: its content security policy admits only its own script, by hash. Without
//! scripts the picture and the list of all lines stay.

use super::formats::{RenderOptions, picture};
use super::svg::Theme;
use crate::graph::SocialGraph;
use crate::layout::{LineForm, Sketch, View};
use crate::model::{Case, When};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const SOURCE: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// What the script cannot read from the picture.
#[derive(Serialize)]
struct Data {
    /// First and last day by id of event or statement.
    days: BTreeMap<String, [String; 2]>,
    /// Ids of lines that run one way.
    oneway: Vec<String>,
    /// Whether every cell runs from row to column.
    cells: bool,
}

/// Writes the wanted view of a case as an interactive page.
pub(super) fn html(case: &Case, options: &RenderOptions) -> String {
    let sketch = Sketch::of(&SocialGraph::of(case, &options.filter), case);
    let svg = picture(case, options);
    let title = element(&svg, "title").unwrap_or("Who talks to whom");
    let theme = match options.svg.theme {
        Theme::Auto => "",
        Theme::Light => " data-theme=\"light\"",
        Theme::Dark => " data-theme=\"dark\"",
    };
    let script = compact(SOURCE);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"{theme}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src '{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         {TOOLS}<div id=\"layout\">\n<main>\n{svg}</main>\n\
         <aside id=\"pane\" aria-live=\"polite\" aria-label=\"Evidence\"></aside>\n</div>\n\
         <details><summary>All lines as text</summary>\n<ul>\n{text}</ul>\n</details>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n<script>{script}</script>\n</body>\n</html>\n",
        hash = script_hash(&script),
        text = as_text(&svg),
        data = data(case, &sketch, options.view),
    )
}

const TOOLS: &str = "<div id=\"tools\" role=\"search\" hidden>\n\
    <input id=\"search\" type=\"search\" placeholder=\"Search a name ( / )\" aria-label=\"Search a name\" autocomplete=\"off\">\n\
    <span><button type=\"button\" data-zoom=\"in\" aria-label=\"Zoom in\">+</button>\n\
    <button type=\"button\" data-zoom=\"out\" aria-label=\"Zoom out\">−</button>\n\
    <button type=\"button\" data-zoom=\"reset\" aria-label=\"Show everything\">All</button></span>\n\
    <div id=\"filters\"></div>\n<span id=\"status\" role=\"status\"></span>\n</div>\n";

/// The escaped content of the first such element.
fn element<'a>(svg: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = svg.split_once(&format!("<{name} "))?;
    let (_, rest) = rest.split_once('>')?;
    rest.split_once("</").map(|(content, _)| content)
}

/// One entry per line or mark: its tooltip, which is escaped already.
fn as_text(svg: &str) -> String {
    let mut text = String::new();
    for opened in ["<g data-edge=", "<g data-event="] {
        for group in svg.split(opened).skip(1) {
            let tooltip = group.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
            if let Some((tooltip, _)) = tooltip {
                let mut lines = tooltip.lines();
                let summary = lines.next().unwrap_or_default();
                let quotes: String = lines.map(|line| format!("<blockquote>{line}</blockquote>")).collect();
                text += &format!("<li>{summary}{quotes}</li>\n");
            }
        }
    }
    text
}

fn data(case: &Case, sketch: &Sketch, view: View) -> String {
    let events = case.events.iter().map(|event| (&event.id, event.when.as_ref()));
    let statements = case.statements.iter().map(|statement| (&statement.id, statement.when.as_ref()));
    let days = events
        .chain(statements)
        .filter_map(|(id, when)| when.and_then(When::bounds).map(|bounds| (id, bounds)))
        .map(|(id, (first, last))| (id.clone(), [first.to_string(), last.to_string()]))
        .collect();
    let oneway = sketch.lines.iter().filter(|line| line.form == LineForm::Arrow).map(|line| line.id.clone());
    let data = Data { days, oneway: oneway.collect(), cells: view == View::Matrix };
    in_script(&serde_json::to_string(&data).expect("plain data with text keys always serialises"))
}

/// The script without indentation and comments.
fn compact(script: &str) -> String {
    let code = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    code.map(|line| format!("{line}\n")).collect()
}

/// JSON that no script element is ended by.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The hash that a content security policy names a script by.
fn script_hash(script: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(script.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]);
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }

    #[test]
    fn the_script_is_small_and_cannot_be_ended_from_within() {
        let script = compact(SOURCE);
        assert!(script.len() <= 10 * 1024, "{} bytes", script.len());
        assert!(!script.contains("</") && !STYLE.contains("</"));
        assert_eq!(in_script("</script><!--"), "\\u003c/script>\\u003c!--");
    }
}
