//! An answer for a terminal.

use super::rows::{circumstances, rows, source_line};
use crate::query::{Answer, Body, CITES, Contact, Finding};
use crate::render::printable::printable;
use anstyle::Style;
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write;

/// Narrower than this no text is wrapped.
const NARROWEST: usize = 40;
/// Sentences per finding; the others are counted.
const QUOTES: usize = 3;

/// The answer in at most `width` columns, with ANSI styles for a writer that strips them when they are not wanted.
///
/// Control characters of names and quotes are dropped.
pub fn answer_table(answer: &Answer, width: usize) -> String {
    let width = width.max(NARROWEST);
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut text = format!("{bold}{}{bold:#}\n", printable(&answer.question));
    let _ = write!(text, "{dim}{}{dim:#}", wrapped(&format!("asked: {}", answer.graph), "", "  ", width));
    let _ = write!(text, "\n{}", wrapped(&answer.summary, "", "", width));
    for note in &answer.notes {
        text.push_str(&wrapped(note, "", "", width));
    }
    match &answer.body {
        Body::Contacts(contacts) => contacts_body(&mut text, contacts, width),
        Body::Chains(chains) => {
            for (number, chain) in chains.iter().enumerate() {
                let names: Vec<_> = chain.steps.iter().map(|step| step.from.as_str()).collect();
                let end = chain.steps.last().map_or("", |step| step.to.as_str());
                let title =
                    format!("Chain {}: {} – {end} ({})", number + 1, names.join(" – "), chain.certainty);
                let _ = write!(text, "\n{bold}{}{bold:#}", wrapped(&title, "", "  ", width));
                for (place, step) in chain.steps.iter().enumerate() {
                    let _ = writeln!(
                        text,
                        "  {}. {} – {}",
                        place + 1,
                        printable(&step.from),
                        printable(&step.to)
                    );
                    findings(&mut text, &step.findings, width);
                }
            }
        }
        Body::Findings(all) => {
            text.push('\n');
            findings(&mut text, all, width);
        }
        Body::Sections(sections) => {
            for section in sections {
                let _ = writeln!(text, "\n{bold}{}{bold:#}", printable(&section.title));
                section.lines.iter().for_each(|line| text.push_str(&wrapped(line, "   ", "     ", width)));
                findings(&mut text, &section.findings, width);
            }
        }
        Body::Rows(_) => listing(&mut text, answer, width),
    }
    text
}

/// A table of neighbours, then the sentences.
fn contacts_body(text: &mut String, contacts: &[Contact], width: usize) {
    if contacts.is_empty() {
        return;
    }
    let mut table = plain_table(width);
    table.set_header(["contact", "events", "weight", "first", "last", "certainty"]);
    for contact in contacts {
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "undated".to_owned());
        table.add_row([
            printable(&contact.name).into_owned(),
            contact.events.to_string(),
            format!("{:.2}", contact.weight),
            day(&contact.first),
            day(&contact.last),
            contact.certainty.to_string(),
        ]);
    }
    let _ = writeln!(text, "\n{}", table.trim_fmt());
    let bold = Style::new().bold();
    for contact in contacts {
        let _ = writeln!(text, "\n{bold}{}{bold:#}", printable(&contact.name));
        findings(text, &contact.findings, width);
    }
}

fn findings(text: &mut String, findings: &[Finding], width: usize) {
    for finding in findings {
        let circumstances = circumstances(finding);
        let behind = if circumstances.is_empty() { String::new() } else { format!(" ({circumstances})") };
        text.push_str(&wrapped(&format!("{}{behind}", finding.text), "   • ", "     ", width));
        for source in finding.sources.iter().take(QUOTES) {
            // Redacted cases and imported tables have no sentences.
            let quote = match source.quote.as_str() {
                "" => format!("— {}", source_line(source)),
                quote => format!("“{quote}” — {}", source_line(source)),
            };
            text.push_str(&wrapped(&quote, "     ", "     ", width));
        }
        if finding.sources.len() > QUOTES {
            let _ = writeln!(text, "     and {} more", count(finding.sources.len() - QUOTES));
        }
    }
}

fn count(sentences: usize) -> String {
    crate::query::count(sentences, "sentence", "sentences")
}

fn listing(text: &mut String, answer: &Answer, width: usize) {
    let mut rows = rows(answer);
    if rows.rows.is_empty() {
        return;
    }
    // Sentences do not fit into a column of a terminal.
    for (long, what) in [("evidence", "sentences"), (CITES, "ids of the events behind each row")] {
        if let Some(place) = rows.columns.iter().position(|column| column == long) {
            rows.columns.remove(place);
            rows.rows.iter_mut().for_each(|row| drop(row.remove(place)));
            let _ = writeln!(text, "The {what} stand in the formats json, csv and md.");
        }
    }
    let mut table = plain_table(width);
    table.set_header(rows.columns.iter().map(|column| printable(column).into_owned()));
    for row in &rows.rows {
        table.add_row(row.iter().map(|cell| printable(cell).into_owned()));
    }
    let _ = writeln!(text, "\n{}", table.trim_fmt());
}

fn plain_table(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

/// Words in lines of at most `width` characters; a longer word stands alone.
fn wrapped(text: &str, first: &str, next: &str, width: usize) -> String {
    let text = printable(text);
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push_str(&line);
            lines.push('\n');
            line = next.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push_str(&line);
    lines.push('\n');
    lines
}
