//! `formats`: what can be read and written.

use super::exit::Exit;
use super::output;
use super::shell::Shell;
use sociogram::render::{self, Exchange};
use sociogram::source;
use std::fmt::Write;

/// List every format that is read or written
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also tell what each format keeps and what it has no place for
    #[arg(long)]
    long: bool,
    /// As tables in Markdown, with all there is to tell
    #[arg(long, conflicts_with = "long")]
    markdown: bool,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let text = if args.markdown { markdown() } else { plain(args.long) };
    output::write(shell, None, &text)?;
    Ok(Exit::Done)
}

/// Name, file extensions and description of every input format.
fn inputs() -> impl Iterator<Item = (&'static str, &'static [&'static str], &'static str)> {
    let told = source::FORMATS.iter().map(|format| (format.name, format.extensions, format.about));
    let encoded = source::ENCODED_FORMATS.iter();
    told.chain(encoded.map(|format| (format.name, format.extensions, format.about)))
}

/// Name, file extension and description of every picture.
fn pictures() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let drawn = render::FORMATS.iter().filter(|format| format.picture);
    let drawn = drawn.map(|format| (format.name, format.extension, format.about));
    #[cfg(any(feature = "png", feature = "pdf"))]
    let drawn =
        drawn.chain(render::IMAGES.iter().map(|format| (format.name, format.extension, format.about)));
    drawn
}

const CASE: (&str, &[&str], &str) = ("case", &["json"], "the case as JSON, which every command reads");

fn plain(long: bool) -> String {
    let mut text = "Read (recognised by content; --read-as NAME forces one):\n".to_owned();
    for (name, extensions, about) in inputs() {
        line(&mut text, name, extensions, about);
    }
    text.push_str("\nWritten by `convert` (--to NAME, or by the name of the file):\n");
    line(&mut text, CASE.0, CASE.1, CASE.2);
    for format in render::EXCHANGE {
        line(&mut text, format.name, format.extensions, format.about);
        if long {
            let _ = writeln!(text, "{:17}keeps: {}\n{:17}drops: {}", "", format.keeps, "", format.drops);
        }
    }
    text.push_str("\nWritten by `draw` (by the name of the file):\n");
    for (name, extension, about) in pictures() {
        line(&mut text, name, &[extension], about);
    }
    text
}

/// Three tables: what is read, what `convert` writes, what `draw` writes.
fn markdown() -> String {
    let mut text = "## Read\n\n| `--read-as` | usual endings | what |\n| --- | --- | --- |\n".to_owned();
    for (name, extensions, about) in inputs() {
        let _ = writeln!(text, "| `{name}` | {} | {about} |", endings(extensions));
    }
    text.push_str("\n## Written by `convert`\n\n");
    text.push_str(
        "| `--to` | endings | what | keeps | has no place for |\n| --- | --- | --- | --- | --- |\n",
    );
    let (name, extensions, about) = CASE;
    let _ = writeln!(text, "| `{name}` | {} | {about} | everything | texts |", endings(extensions));
    for format in render::EXCHANGE {
        let Exchange { name, extensions, about, keeps, drops, .. } = format;
        let _ = writeln!(text, "| `{name}` | {} | {about} | {keeps} | {drops} |", endings(extensions));
    }
    text.push_str("\n## Written by `draw`\n\n| format | ending | what |\n| --- | --- | --- |\n");
    for (name, extension, about) in pictures() {
        let _ = writeln!(text, "| {name} | {} | {about} |", endings(&[extension]));
    }
    text
}

fn endings(extensions: &[&str]) -> String {
    extensions.iter().map(|extension| format!("`.{extension}`")).collect::<Vec<_>>().join(" ")
}

fn line(text: &mut String, name: &str, extensions: &[&str], about: &str) {
    let extensions: Vec<_> = extensions.iter().map(|extension| format!(".{extension}")).collect();
    let _ = writeln!(text, "  {name:<15}{about} ({})", extensions.join(" "));
}
