//! Who said what.

use super::heading;
use super::sources::Sources;
use crate::model::{Case, Quotation, Statement};
use crate::query::{Citer, and_list};
use crate::render::escape::markdown as safe;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Speakers by number of statements, then name; quotations without speaker last.
pub(super) fn write(text: &mut String, case: &Case, citer: &Citer<'_>, sources: &Sources<'_>) {
    heading(text, "Who said what");
    if case.statements.is_empty() {
        text.push_str("The texts quote nobody.\n");
    }
    let mut speakers: BTreeMap<Option<&str>, Vec<&Statement>> = BTreeMap::new();
    for statement in &case.statements {
        speakers.entry(statement.source.as_deref()).or_default().push(statement);
    }
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|(source, said)| {
        (source.is_none(), std::cmp::Reverse(said.len()), source.map(|id| citer.name(id)))
    });
    for (number, (source, said)) in speakers.iter().enumerate() {
        let name = source.map_or("Quoted without a named speaker".to_owned(), |id| citer.name(id));
        let gap = if number > 0 { "\n" } else { "" };
        let _ = writeln!(text, "{gap}### {}\n", safe(&name));
        said.iter().for_each(|statement| line(text, statement, citer, sources));
    }
}

/// `- said (quoted; to Ben Osei; about the plan)` and the sentence below.
fn line(text: &mut String, statement: &Statement, citer: &Citer<'_>, sources: &Sources<'_>) {
    let cue = statement.cue.as_ref().map_or(statement.kind.phrase(), |cue| &cue.text);
    let mut marks = vec![
        match (statement.speech, statement.quotation) {
            (false, _) => "a stance, not words",
            (_, Quotation::Direct) => "quoted",
            (_, Quotation::Indirect) => "in the reporter's words",
            (_, Quotation::Mixed) => "partly quoted",
        }
        .to_owned(),
    ];
    if let Some(id) = &statement.addressee {
        marks.push(format!("to {}", citer.name(id)));
    }
    if !statement.about.is_empty() {
        let about: Vec<_> = statement.about.iter().map(|id| citer.name(id)).collect();
        marks.push(format!("about {}", and_list(&about)));
    }
    marks.extend(statement.medium.as_ref().map(|medium| format!("on {medium}")));
    marks.extend(statement.claimed_by.as_ref().map(|id| format!("as {} tells", citer.name(id))));
    marks.extend(statement.when.as_ref().map(|when| when.display()));
    let _ = writeln!(text, "- {} ({})", safe(cue), safe(&marks.join("; ")));
    sources.quote(text, &statement.evidence);
}
