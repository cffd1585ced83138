//! `draw`: the network as a picture.

use super::args::FilterArgs;
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output;
use super::shell::Shell;
use anyhow::bail;
use sociogram::graph::Filter;
use sociogram::layout::{Labels, NetworkOptions};
use sociogram::render::svg::{Theme, Width};
use sociogram::render::{self, Format, RenderOptions, SvgOptions};
use std::path::{Path, PathBuf};

/// Draw the network; the extension of FILE picks the format
///
/// Contacts of every certainty are drawn, dashes tell them apart, unless flags ask for less. Without -o the picture goes
/// to standard output as SVG.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram draw story.txt -o network.svg
  sociogram draw story.txt --certainty happened -o network.dot")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Also draw actors without a tie
    #[arg(long)]
    isolated: bool,
    /// Whether lines carry labels
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    labels: LabelsArg,
    /// Width of an SVG: as drawn, a text column (680 px) or a page (1040 px)
    #[arg(long, value_name = "WIDTH", default_value = "natural")]
    width: WidthArg,
    /// Colours of an SVG
    #[arg(long, value_name = "THEME", default_value = "auto")]
    theme: ThemeArg,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LabelsArg {
    /// On up to 60 lines
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum WidthArg {
    Natural,
    Column,
    Wide,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ThemeArg {
    /// As the reader's screen is set
    Auto,
    Light,
    Dark,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let format = format_of(args.output.as_deref())?;
    let loaded = input::load(&args.input, shell)?;
    output::write(shell, args.output.as_deref(), &(format.write)(&loaded.case, &args.options()))?;
    Ok(Exit::Done.unless_failed(loaded.failed))
}

impl Args {
    fn options(&self) -> RenderOptions {
        let labels = match self.labels {
            LabelsArg::Auto => Labels::Auto,
            LabelsArg::Always => Labels::Always,
            LabelsArg::Never => Labels::Never,
        };
        let width = match self.width {
            WidthArg::Natural => Width::Natural,
            WidthArg::Column => Width::Column,
            WidthArg::Wide => Width::Wide,
        };
        let theme = match self.theme {
            ThemeArg::Auto => Theme::Auto,
            ThemeArg::Light => Theme::Light,
            ThemeArg::Dark => Theme::Dark,
        };
        RenderOptions {
            filter: self.filter.apply(Filter::all_contact()),
            network: NetworkOptions {
                title: self.title.clone(),
                isolated: self.isolated,
                labels,
                ..NetworkOptions::default()
            },
            svg: SvgOptions { width, theme, ..SvgOptions::default() },
            picture: None,
        }
    }
}

/// The format that the file's name asks for; checked before anything is read.
fn format_of(output: Option<&Path>) -> anyhow::Result<&'static Format> {
    let extension = match output {
        Some(path) if path.as_os_str() != "-" => {
            path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
        }
        _ => "svg".to_owned(),
    };
    let pictures = || render::FORMATS.iter().filter(|format| format.picture);
    if let Some(format) = pictures().find(|format| format.extension.eq_ignore_ascii_case(&extension)) {
        return Ok(format);
    }
    let known: Vec<_> = pictures().map(|format| format!(".{}", format.extension)).collect();
    let found =
        if extension.is_empty() { "no extension".to_owned() } else { format!("extension '.{extension}'") };
    bail!("cannot draw a file with {found}; pictures are {}", known.join(", "))
}
