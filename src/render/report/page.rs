//! The report as one HTML page: the findings with footnotes, the pictures, then everything that the Markdown report holds.
//!
//! No script, nothing loaded; it prints, and its parts can be pasted into an editor.

use super::anchors::Anchors;
use super::markup::to_html;
use crate::layout::View;
use crate::model::{Case, Certainty, Event, Layer};
use crate::query::Citer;
use crate::render::formats::{RenderOptions, picture};
use crate::render::svg::{SvgOptions, Width};

const STYLE: &str = include_str!("page.css");
/// Most findings at the top.
const FINDINGS: usize = 8;

/// Writes the page.
pub(in crate::render) fn page(case: &Case, options: &RenderOptions) -> String {
    let mut anchors = Anchors::of(case);
    let markdown = super::report(case, &RenderOptions { picture: None, ..options.clone() });
    let (top, rest) = markdown.split_once("\n## ").unwrap_or((&markdown, ""));
    let title = top.lines().next().unwrap_or_default().trim_start_matches("# ");
    let title = to_html(title, &mut Anchors::default()).replace("<p>", "").replace("</p>\n", "");
    let rest = if rest.is_empty() { String::new() } else { format!("## {rest}") };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<article>\n{head}{findings}{pictures}{body}\
         </article>\n</body>\n</html>\n",
        head = to_html(top, &mut Anchors::default()),
        findings = findings(case),
        pictures = pictures(case, options),
        body = to_html(&rest, &mut anchors),
    )
}

/// The surest contacts, each with a footnote that leads to its sentences.
fn findings(case: &Case) -> String {
    let citer = Citer::of(case);
    let mut events: Vec<&Event> = case.events.iter().filter(|e| e.layer() == Layer::Contact).collect();
    events.retain(|event| event.participants.len() > 1);
    events.sort_by_key(|event| {
        let fact = event.certainty == Certainty::Happened && !event.is_third_party_claim();
        (!fact, std::cmp::Reverse(event.confidence), &event.id)
    });
    events.truncate(FINDINGS);
    if events.is_empty() {
        return String::new();
    }
    let mut text = String::from("<h2>In short</h2>\n<ul>\n");
    for (number, event) in events.iter().enumerate() {
        let finding = citer.event(event);
        let place = finding.place.map(|place| format!(", {place}")).unwrap_or_default();
        let when = event.when.as_ref().map(|when| format!(", {}", when.display())).unwrap_or_default();
        text += &format!(
            "<li>{}<sup><a href=\"#{}\" aria-label=\"Evidence {n}\">{n}</a></sup></li>\n",
            super::markup::text(&format!("{}{place}{when}", finding.text)),
            super::markup::id(&event.id),
            n = number + 1
        );
    }
    text + "</ul>\n"
}

/// Network, timeline and matrix in a column's width; the network's lines lead to their sentences.
fn pictures(case: &Case, options: &RenderOptions) -> String {
    let views = [
        (View::Network, "Who is in contact with whom", Some("#".to_owned())),
        (View::Timeline, "In the course of time", None),
        (View::Matrix, "The talk matrix", None),
    ];
    let mut text = String::new();
    for (view, heading, link_base) in views {
        let svg = SvgOptions { width: Width::Column, link_base, ..options.svg.clone() };
        let drawn = picture(case, &RenderOptions { view, svg, ..options.clone() });
        text += &format!("<h2>{heading}</h2>\n<figure>\n{drawn}</figure>\n");
        if view == View::Network && options.picture.is_some() {
            text += "<p class=\"screen\"><a href=\"network.html\">The same with search, filters and paths</a></p>\n";
        }
    }
    text
}
