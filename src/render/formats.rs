//! The table of formats that a whole case can be written in.

use super::svg::{matrix_svg, timeline_svg};
use super::{DotOptions, SvgOptions, annotations, dot, html, mermaid, report, svg};
use crate::graph::{Filter, SocialGraph};
use crate::layout::{Diagram, NetworkOptions, Sketch, View, matrix, network, sides, timeline};
use crate::model::Case;

/// How to write.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// What the picture shows.
    pub filter: Filter,
    /// How the picture is made; its title is the report's, too.
    pub network: NetworkOptions,
    /// Which picture is made; DOT always holds the network.
    pub view: View,
    /// How the SVG looks.
    pub svg: SvgOptions,
    /// File name of the picture that lies beside a report, to be shown in it.
    pub picture: Option<String>,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            filter: Filter::all_contact(),
            network: NetworkOptions::default(),
            view: View::Network,
            svg: SvgOptions::default(),
            picture: None,
        }
    }
}

/// One output format.
pub struct Format {
    /// Short name.
    pub name: &'static str,
    /// What it is, for `--help` and the documentation.
    pub about: &'static str,
    /// File name extension without dot; unique in the table.
    pub extension: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Whether it is a picture that `draw` can make.
    pub picture: bool,
    /// Writes it.
    pub write: fn(&Case, &RenderOptions) -> String,
}

/// Every format of a whole case.
pub const FORMATS: &[Format] = &[
    Format {
        name: "case",
        about: "the case as JSON, without the full texts",
        extension: "json",
        media_type: "application/json",
        picture: false,
        write: |case, _| case.clone().without_texts().to_json(),
    },
    Format {
        name: "annotations",
        about: "one line of JSON per document, with byte spans",
        extension: "jsonl",
        media_type: "application/jsonl",
        picture: false,
        write: |case, _| annotations::annotations(case),
    },
    Format {
        name: "report",
        about: "a report in Markdown, every line with its sentence",
        extension: "md",
        media_type: "text/markdown",
        picture: false,
        write: report::report,
    },
    Format {
        name: "page",
        about: "the report as one HTML page with pictures, ready to print",
        extension: "report.html",
        media_type: "text/html",
        picture: false,
        write: report::page,
    },
    Format {
        name: "svg",
        about: "a picture for the web and for print, with a sentence behind every line",
        extension: "svg",
        media_type: "image/svg+xml",
        picture: true,
        write: picture,
    },
    Format {
        name: "html",
        about: "the picture as a page with search, filters, evidence and paths; one file, no network",
        extension: "html",
        media_type: "text/html",
        picture: true,
        write: html::html,
    },
    Format {
        name: "dot",
        about: "the network for Graphviz",
        extension: "dot",
        media_type: "text/vnd.graphviz",
        picture: true,
        write: |case, options| dot(&diagram(case, options), &DotOptions::default()),
    },
    Format {
        name: "mermaid",
        about: "the network for Mermaid, which many wikis and Markdown pages draw",
        extension: "mmd",
        media_type: "text/vnd.mermaid",
        picture: true,
        write: |case, options| mermaid::mermaid(&diagram(case, options)),
    },
];

/// The wanted view as SVG.
pub(super) fn picture(case: &Case, options: &RenderOptions) -> String {
    let sketch = || Sketch::of(&SocialGraph::of(case, &options.filter), case);
    match options.view {
        View::Network => svg(&diagram(case, options), &options.svg),
        View::Sides => svg(&sides(&sketch(), &options.network), &options.svg),
        View::Matrix => matrix_svg(&matrix(&sketch(), &options.network), &options.svg),
        View::Timeline => timeline_svg(&timeline(case, &options.filter, &options.network), &options.svg),
    }
}

fn diagram(case: &Case, options: &RenderOptions) -> Diagram {
    network(&SocialGraph::of(case, &options.filter), case, &options.network)
}

/// The format that files with this extension hold, upper or lower case.
pub fn format_for_extension(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
}
