//! `report`: the main job, a folder with everything.

use super::exit::Exit;
use super::input::{self, InputArgs};
use super::output;
use super::shell::Shell;
use anyhow::Context;
use sociogram::layout::NetworkOptions;
use sociogram::render::{self, RenderOptions};
use std::path::PathBuf;

/// Write a report, pictures and the case into a folder
///
/// Writes report.html and report.md, network.svg, network.html (with search, filters and paths), network.dot and
/// case.json; other files in the folder are left alone. The case holds quotes and hashes, not the full texts.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sociogram report story.txt -o report
  sociogram report articles/ --date 2031-03-04 -o report")]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Folder to write into; made if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Title of the report and its pictures
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

/// Name and format of every file of a report.
const FILES: &[(&str, &str)] = &[
    ("report.html", "page"),
    ("report.md", "report"),
    ("network.svg", "svg"),
    ("network.html", "html"),
    ("network.dot", "dot"),
    ("case.json", "case"),
];

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let loaded = input::load(&args.input, shell)?;
    let picture = Some("network.svg".to_owned());
    let network = NetworkOptions { title: args.title.clone(), ..NetworkOptions::default() };
    let options = RenderOptions { network, picture, ..RenderOptions::default() };
    // Everything is made before anything is written.
    let mut files = Vec::new();
    for (file, name) in FILES {
        let format = render::FORMATS.iter().find(|format| format.name == *name);
        if let Some(format) = format {
            files.push((*file, (format.write)(&loaded.case, &options)));
        }
    }
    let shown = output::shown(&args.output);
    std::fs::create_dir_all(&args.output).with_context(|| format!("cannot make the folder {shown}"))?;
    for (file, data) in &files {
        output::write_file(&args.output.join(file), data.as_bytes())?;
    }
    let names: Vec<_> = files.iter().map(|(file, _)| *file).collect();
    shell.note(&format!("wrote {} into {shown}", names.join(", ")));
    Ok(Exit::Done.unless_failed(loaded.failed))
}
