//! The command line. One file per subcommand; the shared parts are [`args`], [`input`], [`output`] and [`shell`].

mod analyze;
mod args;
mod between;
mod case;
mod convert;
mod diff;
mod draw;
mod ego;
mod events;
mod exit;
mod explain;
mod extract;
mod formats;
mod input;
mod interrupt;
mod list;
mod output;
mod path;
mod progress;
mod reach;
mod redact;
mod report;
mod shell;
mod show;
mod streams;
mod tables;
mod ties;
mod timeline;
mod who;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use exit::Exit;
use shell::Shell;
use std::process::ExitCode;

/// Turn reporting into a sourced map of who talks to whom
///
/// Give articles (text, Markdown, web pages, JSON records), e-mail, saved cases, case folders, folders of them, or - for
/// standard input. Every answer names the graph that was asked and quotes the sentences it rests on. What was read, was
/// read by rules: the absence of a line proves nothing.
#[derive(Parser)]
#[command(name = "sociogram", disable_version_flag = true, arg_required_else_help = true)]
#[command(after_help = EXAMPLES, after_long_help = long_after_help(), max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    shell: shell::ShellArgs,
    /// Print the version
    #[arg(short = 'V', long)]
    version: bool,
    /// Print the licences of the program, its language model and its parts
    #[arg(long, alias = "licences")]
    licenses: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Report(report::Args),
    Extract(extract::Args),
    Draw(draw::Args),
    Who(who::Args),
    Path(path::Args),
    Explain(explain::Args),
    List(list::Args),
    Ties(ties::Args),
    Between(between::Args),
    Reach(reach::Args),
    Ego(ego::Args),
    Analyze(analyze::Args),
    Convert(convert::Args),
    Formats(formats::Args),
    Show(show::Args),
    Timeline(timeline::Args),
    Diff(diff::Args),
    Case(case::Args),
    Events(events::Args),
}

const EXAMPLES: &str = "\
Examples:
  sociogram report story.txt -o report         pictures, tables and a report with every sentence
  sociogram who Keller story.txt               who talks to Keller
  sociogram path Keller Osei articles/         through whom Keller reaches Osei
  sociogram draw story.txt -o network.svg      a picture";

/// The examples, the input formats and the exit codes.
fn long_after_help() -> String {
    let mut help = format!("{EXAMPLES}\n\nInput formats (recognised by content):\n");
    let formats = sociogram::source::FORMATS.iter().map(|format| (format.name, format.about));
    let encoded = sociogram::source::ENCODED_FORMATS.iter().map(|format| (format.name, format.about));
    for (name, about) in formats.chain(encoded) {
        help.push_str(&format!("  {name:<10} {about}\n"));
    }
    help.push_str("\nExit codes:\n");
    for exit in Exit::ALL {
        help.push_str(&format!("  {:<4} {}\n", *exit as u8, exit.meaning()));
    }
    help
}

/// Runs the program and gives its exit code.
pub(crate) fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    interrupt::install();
    let shell = Shell::new(&cli.shell);
    let exit = run(cli, &shell).unwrap_or_else(|error| shell.failed(&error));
    ExitCode::from(exit as u8)
}

/// The arguments. Flags for event tables show in the short help of `events` only: they are many, and seldom needed.
fn parse() -> Result<Cli, clap::Error> {
    let is_for_tables = |arg: &clap::Arg| arg.get_help_heading() == Some(tables::HEADING);
    let hidden = |arg: clap::Arg| match is_for_tables(&arg) {
        true => arg.hide_short_help(true),
        false => arg,
    };
    let command = Cli::command().mut_subcommands(|command| match command.get_name() {
        "events" => command,
        _ => command.mut_args(hidden),
    });
    Cli::from_arg_matches(&command.try_get_matches()?)
}

/// Shows help (no mistake) or what is wrong with the arguments (one). A closed pipe is no failure.
fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    let exit = if error.use_stderr() { Exit::Mistake } else { Exit::Done };
    ExitCode::from(exit as u8)
}

fn run(cli: Cli, shell: &Shell) -> anyhow::Result<Exit> {
    if cli.version || cli.licenses {
        return licences(&cli, shell);
    }
    match cli.command {
        Some(Command::Report(args)) => report::run(&args, shell),
        Some(Command::Extract(args)) => extract::run(&args, shell),
        Some(Command::Draw(args)) => draw::run(&args, shell),
        Some(Command::Who(args)) => who::run(&args, shell),
        Some(Command::Path(args)) => path::run(&args, shell),
        Some(Command::Explain(args)) => explain::run(&args, shell),
        Some(Command::List(args)) => list::run(&args, shell),
        Some(Command::Ties(args)) => ties::run(&args, shell),
        Some(Command::Between(args)) => between::run(&args, shell),
        Some(Command::Reach(args)) => reach::run(&args, shell),
        Some(Command::Ego(args)) => ego::run(&args, shell),
        Some(Command::Analyze(args)) => analyze::run(&args, shell),
        Some(Command::Convert(args)) => convert::run(&args, shell),
        Some(Command::Formats(args)) => formats::run(&args, shell),
        Some(Command::Show(args)) => show::run(&args, shell),
        Some(Command::Timeline(args)) => timeline::run(&args, shell),
        Some(Command::Diff(args)) => diff::run(&args, shell),
        Some(Command::Case(args)) => case::run(&args, shell),
        Some(Command::Events(args)) => events::run(&args, shell),
        None => {
            output::write(shell, None, &Cli::command().render_help().to_string())?;
            Ok(Exit::Mistake)
        }
    }
}

fn licences(cli: &Cli, shell: &Shell) -> anyhow::Result<Exit> {
    let mut text = String::new();
    if cli.version {
        text.push_str(concat!("sociogram ", env!("CARGO_PKG_VERSION"), "\n"));
    }
    if cli.licenses {
        text.push_str(include_str!("../../NOTICE"));
    }
    output::write(shell, None, &text)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_hold_together() {
        Cli::command().debug_assert();
    }
}
