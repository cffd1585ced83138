//! Talking to people on standard error: warnings, notes, errors with their hints.

use super::exit::Exit;
use anstyle::{AnsiColor, Style};
use sociogram::error::Error;
use std::io::{self, IsTerminal, Write};

/// Flags of every command that say how to talk.
#[derive(clap::Args)]
pub(crate) struct ShellArgs {
    /// Colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Messages")]
    color: When,
    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Messages")]
    quiet: bool,
    /// Print what is done
    #[arg(short, long, global = true, help_heading = "Messages")]
    verbose: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Where messages go and how many of them.
pub(crate) struct Shell {
    quiet: bool,
    verbose: bool,
}

impl Shell {
    /// Sets the colours of the whole program. In automatic mode NO_COLOR is obeyed by anstream.
    pub(crate) fn new(args: &ShellArgs) -> Self {
        let choice = match args.color {
            When::Auto => anstream::ColorChoice::Auto,
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
        Self { quiet: args.quiet, verbose: args.verbose }
    }

    /// Something was skipped, repaired or doubtful.
    pub(crate) fn warn(&self, message: &str) {
        if !self.quiet {
            say("warning", AnsiColor::Yellow, message);
        }
    }

    /// Something the user may want to know.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            say("note", AnsiColor::Cyan, message);
        }
    }

    /// What is being done, with `--verbose` only.
    pub(crate) fn detail(&self, message: &str) {
        if self.verbose {
            say("info", AnsiColor::Blue, message);
        }
    }

    /// What went wrong, and what to do next.
    pub(crate) fn error(&self, message: &str, hint: Option<&str>) {
        say("error", AnsiColor::Red, message);
        if let Some(hint) = hint {
            say("hint", AnsiColor::Green, hint);
        }
    }

    /// Whether a progress line may be drawn.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Reports why the program ends. That nobody reads the output any more is no failure.
    pub(crate) fn failed(&self, error: &anyhow::Error) -> Exit {
        if is_closed_pipe(error) {
            return Exit::Done;
        }
        let hint = error.downcast_ref::<Error>().and_then(Error::hint);
        self.error(&format!("{error:#}"), hint.as_deref());
        Exit::Mistake
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// One line on standard error; that nobody listens is no failure.
fn say(word: &str, color: AnsiColor, message: &str) {
    let style = Style::new().bold().fg_color(Some(color.into()));
    let message = sociogram::render::printable(message);
    let _ = writeln!(anstream::stderr(), "{style}{word}:{style:#} {message}");
}
