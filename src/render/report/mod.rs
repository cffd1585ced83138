//! A report that a journalist can read, check and quote from, in Markdown.
//!
//! Every line carries its sentence and a number that leads to the list of sources. All sentences of our own are computed
//! from the case; names and quotes from the texts are escaped.

mod anchors;
mod events;
mod graph;
mod markup;
mod page;
mod people;
mod sources;
mod statements;
mod summary;

use super::escape::markdown as safe;
use super::formats::RenderOptions;
use crate::model::Case;
use crate::query::Citer;
pub(super) use page::page;
use sources::Sources;

/// The report. It holds no more of the texts than the quoted sentences.
pub(super) fn report(case: &Case, options: &RenderOptions) -> String {
    let citer = Citer::of(case);
    let sources = Sources::of(case);
    let title = options.network.title.as_deref().unwrap_or("Who talks to whom");
    let mut text = format!("# {}\n\n", safe(title));
    summary::write(&mut text, case, &citer);
    if let Some(picture) = &options.picture {
        text.push_str(&format!("\n![The network: who is in contact with whom]({picture})\n"));
    }
    events::write(&mut text, case, &citer, &sources);
    statements::write(&mut text, case, &citer, &sources);
    people::write(&mut text, case, &citer, &sources);
    people::contacts(&mut text, case);
    graph::write(&mut text, case);
    sources.write(&mut text);
    text.push_str(METHOD);
    text
}

/// What the reader must know about how this was made.
const METHOD: &str = "\n## How this was made\n\n\
    Everything above was extracted by rules from the texts listed under Sources, by a program, without a human check. \
    Names can be confused and sentences misread: read the quoted sentence before you use a line. \
    **The absence of a line proves nothing**: people may have met without these texts saying so, and the program \
    overlooks some of what they say. Contact means that somebody met, called, visited, interviewed or told somebody; \
    being mentioned in one sentence is no contact. Dates marked with the words they rest on were worked out from the \
    day of the text.\n";

/// Opens a section.
fn heading(text: &mut String, title: &str) {
    text.push_str(&format!("\n## {title}\n\n"));
}
