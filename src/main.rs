//! The `sociogram` program: arguments in, calls of the library, answers out.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
