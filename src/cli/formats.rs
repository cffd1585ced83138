//! `formats`: what can be read and written.

use super::exit::Exit;
use super::output;
use super::shell::Shell;
use sociogram::render;
use sociogram::source;
use std::fmt::Write;

/// List every format that is read or written
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also tell what each format keeps and what it has no place for
    #[arg(long)]
    long: bool,
}

pub(crate) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Exit> {
    let mut text = "Read (recognised by content; --read-as NAME forces one):\n".to_owned();
    for format in source::FORMATS {
        line(&mut text, format.name, format.extensions, format.about);
    }
    for format in source::ENCODED_FORMATS {
        line(&mut text, format.name, format.extensions, format.about);
    }
    text.push_str("\nWritten by `convert` (--to NAME, or by the name of the file):\n");
    line(&mut text, "case", &["json"], "the case as JSON, which every command reads");
    for format in render::EXCHANGE {
        line(&mut text, format.name, format.extensions, format.about);
        if args.long {
            let _ = writeln!(text, "{:17}keeps: {}\n{:17}drops: {}", "", format.keeps, "", format.drops);
        }
    }
    text.push_str("\nWritten by `draw` (by the name of the file):\n");
    for format in render::FORMATS.iter().filter(|format| format.picture) {
        line(&mut text, format.name, &[format.extension], format.about);
    }
    #[cfg(any(feature = "png", feature = "pdf"))]
    for format in render::IMAGES {
        line(&mut text, format.extension, &[format.extension], format.about);
    }
    output::write(shell, None, &text)?;
    Ok(Exit::Done)
}

fn line(text: &mut String, name: &str, extensions: &[&str], about: &str) {
    let extensions: Vec<_> = extensions.iter().map(|extension| format!(".{extension}")).collect();
    let _ = writeln!(text, "  {name:<15}{about} ({})", extensions.join(" "));
}
