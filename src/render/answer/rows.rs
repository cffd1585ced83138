//! Answers as rows: what tables and CSV files show.

use crate::model::Layer;
use crate::query::{Answer, Body, Cell, Finding, Section};

/// Heads and rows of equal length, as plain text.
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// One row per event and neighbour, step or pair; the rows of a list as they are.
pub(super) fn rows(answer: &Answer) -> Rows {
    match &answer.body {
        Body::Contacts(contacts) => Rows {
            columns: with_finding(&["with"]),
            rows: contacts
                .iter()
                .flat_map(|contact| contact.findings.iter().map(|f| row(vec![contact.name.clone()], f)))
                .collect(),
        },
        Body::Chains(chains) => {
            let mut rows = Vec::new();
            for (number, chain) in chains.iter().enumerate() {
                for (place, step) in chain.steps.iter().enumerate() {
                    let head = vec![
                        (number + 1).to_string(),
                        (place + 1).to_string(),
                        step.from.clone(),
                        step.to.clone(),
                    ];
                    rows.extend(step.findings.iter().map(|finding| row(head.clone(), finding)));
                }
            }
            Rows { columns: with_finding(&["chain", "step", "from", "to"]), rows }
        }
        Body::Findings(findings) => Rows {
            columns: with_finding(&["layer"]),
            rows: findings.iter().map(|f| row(vec![f.layer.to_string()], f)).collect(),
        },
        Body::Sections(sections) => Rows {
            columns: with_finding(&["section", "line"]),
            rows: sections.iter().flat_map(section).collect(),
        },
        Body::Rows(listing) => Rows {
            columns: listing.columns.clone(),
            rows: listing.rows.iter().map(|row| row.iter().map(Cell::to_text).collect()).collect(),
        },
    }
}

/// One row per line, without finding, and one per finding.
fn section(section: &Section) -> Vec<Vec<String>> {
    let line = |line: &String| {
        let mut cells = vec![section.title.clone(), line.clone()];
        cells.resize(2 + FINDING.len(), String::new());
        cells
    };
    let findings = section.findings.iter().map(|f| row(vec![section.title.clone(), String::new()], f));
    section.lines.iter().map(line).chain(findings).collect()
}

const FINDING: &[&str] =
    &["when", "where", "what", "certainty", "claimed by", "confidence", "documents", "source", "evidence"];

fn with_finding(head: &[&str]) -> Vec<String> {
    head.iter().chain(FINDING).map(|column| (*column).to_owned()).collect()
}

fn row(mut head: Vec<String>, finding: &Finding) -> Vec<String> {
    let first = finding.sources.first();
    head.extend([
        finding.when.as_ref().map(|when| when.display()).unwrap_or_default(),
        finding.place.clone().unwrap_or_default(),
        finding.text.clone(),
        finding.certainty.to_string(),
        finding.claimed_by.clone().unwrap_or_default(),
        finding.confidence.to_string(),
        finding.documents.to_string(),
        first.map(source_line).unwrap_or_default(),
        first.map(|source| source.quote.clone()).unwrap_or_default(),
    ]);
    head
}

/// `Talks in Bern, Example News, 2031-03-04`.
pub(super) fn source_line(source: &crate::query::Source) -> String {
    let parts = [Some(&source.document), source.publisher.as_ref(), source.date.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// What stands behind a finding's text: place, date, certainty, doubts. Words that were said and roles have no certainty.
pub(super) fn circumstances(finding: &Finding) -> String {
    let mut parts = Vec::new();
    if let Some(place) = &finding.place {
        parts.push(place.clone());
    }
    if let Some(when) = &finding.when {
        parts.push(when.display());
    }
    let told = matches!(finding.layer, Layer::Contact | Layer::Other) || finding.claimed_by.is_some();
    if told {
        parts.push(crate::query::certainty(
            finding.certainty,
            finding.contested,
            finding.claimed_by.as_deref(),
        ));
    }
    if finding.same_side {
        parts.push("same side".to_owned());
    }
    if finding.documents > 1 {
        parts.push(format!("{} documents", finding.documents));
    }
    parts.join("; ")
}
