//! An answer as Markdown.

use super::rows::{circumstances, rows, source_line};
use crate::query::{Answer, Body, Finding};
use crate::render::escape::markdown as safe;
use std::fmt::Write;

/// Heading, sentence, then every finding with its quotes. Names and quotes are escaped.
pub fn answer_markdown(answer: &Answer) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\nGraph: {}.\n",
        safe(&answer.question),
        safe(&answer.summary),
        safe(&answer.graph)
    );
    for note in &answer.notes {
        let _ = write!(text, "\n{}\n", safe(note));
    }
    match &answer.body {
        Body::Contacts(contacts) => {
            for contact in contacts {
                section(&mut text, 2, &contact.name, &contact.findings);
            }
        }
        Body::Chains(chains) => {
            for (number, chain) in chains.iter().enumerate() {
                let _ = write!(text, "\n## Chain {} ({})\n", number + 1, chain.certainty);
                for step in &chain.steps {
                    section(&mut text, 3, &format!("{} – {}", step.from, step.to), &step.findings);
                }
            }
        }
        Body::Findings(findings) => {
            text.push('\n');
            findings.iter().for_each(|finding| bullet(&mut text, finding));
        }
        Body::Sections(sections) => {
            for part in sections {
                section(&mut text, 2, &part.title, &[]);
                for line in &part.lines {
                    let _ = writeln!(text, "- {}", safe(line));
                }
                part.findings.iter().for_each(|finding| bullet(&mut text, finding));
            }
        }
        Body::Rows(_) => table(&mut text, answer),
    }
    text
}

fn section(text: &mut String, level: usize, title: &str, findings: &[Finding]) {
    let _ = write!(text, "\n{} {}\n\n", "#".repeat(level), safe(title));
    findings.iter().for_each(|finding| bullet(text, finding));
}

/// `- what (where; when; certainty)` with the quotes below.
fn bullet(text: &mut String, finding: &Finding) {
    let circumstances = circumstances(finding);
    let behind =
        if circumstances.is_empty() { String::new() } else { format!(" ({})", safe(&circumstances)) };
    let _ = writeln!(text, "- {}{behind}", safe(&finding.text));
    for source in &finding.sources {
        let quote = if source.quote.is_empty() { String::new() } else { format!("{} ", safe(&source.quote)) };
        let _ = writeln!(text, "  > {quote}— *{}*\n  >", safe(&source_line(source)));
    }
    // The last quote needs no empty line behind it.
    if !finding.sources.is_empty() {
        text.truncate(text.len() - "  >\n".len());
    }
}

fn table(text: &mut String, answer: &Answer) {
    let rows = rows(answer);
    let _ = write!(
        text,
        "\n| {} |\n|{}\n",
        rows.columns.iter().map(|column| safe(column)).collect::<Vec<_>>().join(" | "),
        " --- |".repeat(rows.columns.len())
    );
    for row in &rows.rows {
        let cells: Vec<_> = row.iter().map(|cell| safe(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
}
