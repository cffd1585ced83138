//! `draw`: the network as a picture.

mod graphviz;

use super::args::FilterArgs;
use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output;
use super::shell::Shell;
use anyhow::{Context, bail};
use sociogram::graph::{Filter, SocialGraph};
use sociogram::layout::{Changes, Focus, Labels, NetworkOptions, Point, Sketch, View};
use sociogram::model::{Case, Change};
use sociogram::query;
use sociogram::render::svg::{Theme, Width};
use sociogram::render::{self, Format, RenderOptions, SvgOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Draw the network; the extension of FILE picks the format
///
/// Contacts of every certainty are drawn, dashes tell them apart, unless flags ask for less. Without -o the picture goes
/// to standard output as SVG.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram draw story.txt -o network.svg
  sociogram draw story.txt --view timeline -o timeline.svg
  sociogram draw story.txt --path Keller Ibarra -o path.svg
  sociogram draw mycase --diff monday.json -o changes.svg
  sociogram draw story.txt --certainty happened -o network.dot")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What is drawn
    #[arg(long, value_name = "VIEW", default_value = "network")]
    view: ViewArg,
    /// Only this actor and those around
    #[arg(long, value_name = "NAME", conflicts_with = "path")]
    ego: Option<String>,
    /// How many steps around, with --ego
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "ego")]
    radius: usize,
    /// Set off the shortest chain of contact between these two
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    path: Vec<String>,
    /// Show what is new, gone or changed since this older input: an article, a saved case, a case folder
    #[arg(long, value_name = "OLD", conflicts_with = "path")]
    diff: Option<PathBuf>,
    /// Only the N actors with the most lines; a note tells what is left out
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Also draw actors without a tie
    #[arg(long)]
    isolated: bool,
    /// Whether lines carry labels
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    labels: LabelsArg,
    /// Places the boxes with an installed Graphviz instead; network view only
    #[arg(long, value_name = "ENGINE", conflicts_with = "positions")]
    engine: Option<graphviz::Program>,
    /// Keep everybody where an earlier picture has them; newcomers are put beside their contacts. Network view only
    #[arg(long, value_name = "FILE.svg")]
    positions: Option<PathBuf>,
    /// Link every line to its first event: this and the event's id; https://… or #
    #[arg(long, value_name = "URL", value_parser = parse_base)]
    link_base: Option<String>,
    /// Width of an SVG: as drawn, a text column (680 px), a page (1040 px), or a sheet of A4
    #[arg(long, value_name = "WIDTH", default_value = "natural")]
    width: WidthArg,
    /// Colours of an SVG
    #[arg(long, value_name = "THEME", default_value = "auto")]
    theme: ThemeArg,
    #[cfg(any(feature = "png", feature = "pdf"))]
    /// Another font file for PNG and PDF, for scripts that the built-in font lacks
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
}

/// A link goes to the web or within the page; anything else could run code or tell where files lie.
fn parse_base(text: &str) -> Result<String, String> {
    let allowed = ["#", "https://", "http://"].iter().any(|start| text.starts_with(start));
    allowed.then(|| text.to_owned()).ok_or_else(|| "write https://… or #".to_owned())
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ViewArg {
    /// Boxes and lines
    Network,
    /// A table of who talks to whom
    Matrix,
    /// People as lanes, events as marks
    Timeline,
    /// Two delegations facing each other, go-betweens between
    Sides,
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
    A4,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ThemeArg {
    /// As the reader's screen is set
    Auto,
    Light,
    Dark,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let target = Target::of(args.output.as_deref())?;
    if (args.engine.is_some() || args.positions.is_some()) && !matches!(args.view, ViewArg::Network) {
        bail!("--engine and --positions are for the network; the other views have an order of their own");
    }
    if args.diff.is_some() && !matches!(args.view, ViewArg::Network | ViewArg::Sides) {
        bail!("changes are drawn in the views network and sides; `sociogram diff` lists them");
    }
    let mut loaded = input::load(&args.input, shell)?;
    let mut changes = None;
    if let Some(old) = &args.diff {
        let filter = args.filter.apply(Filter::all_contact());
        let diff = query::diff(&args.older(old, shell)?, &loaded.case, &filter);
        changes = Some(changes_of(&diff, output::shown(old)));
        loaded.case = diff.both;
    }
    let mut options = args.options(&loaded.case)?;
    options.network.changes = changes;
    options.network.positions = args.positions(&loaded.case, &options)?;
    tell_density(shell, args, &loaded.case, &options);
    match target {
        Target::Text(format) => {
            output::write(shell, args.output.as_deref(), &(format.write)(&loaded.case, &options))?;
        }
        #[cfg(any(feature = "png", feature = "pdf"))]
        Target::Image(format) => {
            write_image(shell, format, &loaded.case, &options, args.output.as_deref(), &args.font)?;
        }
    }
    Ok(Exit::Done.unless_failed(loaded.failed))
}

/// Draws what has changed into a file whose extension picks the format.
pub(crate) fn picture_of_changes(
    shell: &Shell,
    path: &Path,
    diff: query::Diff,
    filter: Filter,
    against: String,
) -> anyhow::Result<()> {
    let mut options = RenderOptions { filter, ..RenderOptions::default() };
    options.network.changes = Some(changes_of(&diff, against));
    match Target::of(Some(path))? {
        Target::Text(format) => output::write(shell, Some(path), &(format.write)(&diff.both, &options)),
        #[cfg(any(feature = "png", feature = "pdf"))]
        Target::Image(format) => write_image(shell, format, &diff.both, &options, Some(path), &[]),
    }
}

/// What differs, for a picture.
fn changes_of(diff: &query::Diff, against: String) -> Changes {
    // Who is gone because he is part of somebody now has that one's id, who is there.
    let change = |actor: &query::ActorChange| match actor.change {
        Change::Gone if !actor.details.is_empty() => Change::Changed,
        change => change,
    };
    Changes {
        actors: diff.actors.iter().map(|actor| (actor.id.clone(), change(actor))).collect(),
        ties: diff.ties.iter().map(|tie| (tie.ends.clone(), tie.change)).collect(),
        events: diff.events.iter().map(|event| (event.finding.id.clone(), event.change)).collect(),
        against,
    }
}

impl Args {
    /// The older state, read as the newer one is.
    fn older(&self, path: &Path, shell: &Shell) -> anyhow::Result<Case> {
        let input = InputArgs { input: vec![path.to_owned()], ..self.input.clone() };
        let loaded = input::load(&input, shell)?;
        if loaded.failed {
            bail!("{} cannot be read as a whole, so it cannot be compared", output::shown(path));
        }
        Ok(loaded.case)
    }

    /// Where the boxes go, if it is not our engine that says so.
    fn positions(&self, case: &Case, options: &RenderOptions) -> anyhow::Result<BTreeMap<String, Point>> {
        if let Some(program) = self.engine {
            let sketch = Sketch::of(&SocialGraph::of(case, &options.filter), case);
            return graphviz::places(program, &sketch, &options.network);
        }
        let Some(path) = &self.positions else { return Ok(BTreeMap::new()) };
        let name = output::shown(path);
        let picture = std::fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
        render::svg::positions(&picture)
            .map_err(|problem| anyhow::anyhow!("{name}: {problem}; give a network that `draw` wrote as SVG"))
    }

    /// What the picture is about, with names looked up in the case.
    fn focus(&self, case: &Case) -> anyhow::Result<Focus> {
        let id = |name: &str| query::resolve_actor(case, name).map(|entity| entity.id.clone());
        Ok(match (&self.ego, self.path.as_slice()) {
            (Some(name), _) => Focus::Ego { id: id(name)?, radius: self.radius },
            (None, [from, to]) => Focus::Path { from: id(from)?, to: id(to)? },
            _ => Focus::Everyone,
        })
    }

    fn options(&self, case: &Case) -> anyhow::Result<RenderOptions> {
        let labels = match self.labels {
            LabelsArg::Auto => Labels::Auto,
            LabelsArg::Always => Labels::Always,
            LabelsArg::Never => Labels::Never,
        };
        let width = match self.width {
            WidthArg::Natural => Width::Natural,
            WidthArg::Column => Width::Column,
            WidthArg::Wide => Width::Wide,
            WidthArg::A4 => Width::A4,
        };
        let theme = match self.theme {
            ThemeArg::Auto => Theme::Auto,
            ThemeArg::Light => Theme::Light,
            ThemeArg::Dark => Theme::Dark,
        };
        let view = match self.view {
            ViewArg::Network => View::Network,
            ViewArg::Matrix => View::Matrix,
            ViewArg::Timeline => View::Timeline,
            ViewArg::Sides => View::Sides,
        };
        Ok(RenderOptions {
            filter: self.filter.apply(Filter::all_contact()),
            network: NetworkOptions {
                title: self.title.clone(),
                isolated: self.isolated,
                labels,
                focus: self.focus(case)?,
                top: self.top,
                ..NetworkOptions::default()
            },
            view,
            svg: SvgOptions { width, theme, link_base: self.link_base.clone() },
            picture: None,
        })
    }
}

/// More lines per actor than this, among many, cannot be followed with the eye.
const DENSE: usize = 3;
/// Fewer actors than this stay readable however many lines there are.
const MANY: usize = 50;

/// A hairball is not drawn without a word.
fn tell_density(shell: &Shell, args: &Args, case: &Case, options: &RenderOptions) {
    let whole = args.ego.is_none() && args.top.is_none() && args.path.is_empty();
    if !whole || !matches!(args.view, ViewArg::Network | ViewArg::Sides) {
        return;
    }
    let graph = SocialGraph::of(case, &options.filter);
    let (actors, ties) = (graph.connected(), graph.ties().count());
    if actors > MANY && ties > DENSE * actors {
        shell.note(&format!(
            "{ties} ties among {actors} actors are too many to follow; try --top 40, --ego NAME, --since DATE or \
             --view matrix"
        ));
    }
}

/// What the file's name asks for.
enum Target {
    Text(&'static Format),
    #[cfg(any(feature = "png", feature = "pdf"))]
    Image(&'static render::ImageFormat),
}

impl Target {
    /// Checked before anything is read.
    fn of(output: Option<&Path>) -> anyhow::Result<Self> {
        let extension = match output {
            Some(path) if path.as_os_str() != "-" => {
                path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
            }
            _ => "svg".to_owned(),
        };
        #[cfg(any(feature = "png", feature = "pdf"))]
        if let Some(format) = image_format(&extension) {
            return Ok(Self::Image(format));
        }
        let pictures = || render::FORMATS.iter().filter(|format| format.picture);
        if let Some(format) = pictures().find(|format| format.extension.eq_ignore_ascii_case(&extension)) {
            return Ok(Self::Text(format));
        }
        let mut known: Vec<_> = pictures().map(|format| format!(".{}", format.extension)).collect();
        #[cfg(any(feature = "png", feature = "pdf"))]
        known.extend(render::IMAGES.iter().map(|format| format!(".{}", format.extension)));
        known.sort();
        let found = if extension.is_empty() {
            "no extension".to_owned()
        } else {
            format!("extension '.{extension}'")
        };
        let missing = match extension.as_str() {
            "png" | "pdf" => format!("; build with `--features {extension}` for it"),
            _ => String::new(),
        };
        bail!("cannot draw a file with {found}; pictures are {}{missing}", known.join(", "))
    }
}

#[cfg(any(feature = "png", feature = "pdf"))]
fn image_format(extension: &str) -> Option<&'static render::ImageFormat> {
    render::IMAGES.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// Makes the SVG first; images are light unless the dark is asked for.
#[cfg(any(feature = "png", feature = "pdf"))]
fn write_image(
    shell: &Shell,
    format: &render::ImageFormat,
    case: &Case,
    options: &RenderOptions,
    path: Option<&Path>,
    fonts: &[PathBuf],
) -> anyhow::Result<()> {
    let read = |path: &PathBuf| {
        std::fs::read(path).with_context(|| format!("cannot read the font {}", output::shown(path)))
    };
    let fonts = fonts.iter().map(read).collect::<anyhow::Result<_>>()?;
    let svg = render::FORMATS.iter().find(|format| format.name == "svg").expect("SVG is a format");
    let picture = (svg.write)(case, options);
    let image = (format.write)(&picture, &render::ImageOptions { fonts })?;
    image.notes.iter().for_each(|note| shell.note(note));
    output::write_file(path.context("an image needs a file")?, &image.bytes)
}
