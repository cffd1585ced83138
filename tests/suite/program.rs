//! Helpers: the program, a folder, a saved case.

use assert_cmd::Command;
use std::path::PathBuf;
use tempfile::TempDir;

/// A program run without colours and terminal, in an empty folder of its own.
pub(crate) struct Sandbox {
    pub(crate) folder: TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// A folder with the saved case `talks.json` in it.
    pub(crate) fn with_case() -> Self {
        let sandbox = Self::new();
        sandbox.write("talks.json", include_str!("data/talks.json"));
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("the temporary folder can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the program has written this file")
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("sociogram"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").args(arguments);
        command
    }

    /// Runs the program and gives exit code, standard output and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the program starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// Like `run`, written out whole for a snapshot.
    pub(crate) fn show(&self, arguments: &[&str]) -> String {
        let Run { code, stdout, stderr } = self.run(arguments);
        let code = code.map_or("none".to_owned(), |code| code.to_string());
        format!("$ sociogram {}\n{stdout}--- stderr\n{stderr}--- exit {code}\n", arguments.join(" "))
    }
}

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

#[test]
fn what_gives_no_tie_is_counted_when_asked() {
    let sandbox = Sandbox::new();
    let text = "Anna Keller met Ben Osei in Porto. \"Nothing is lost yet, and nothing is won,\" it said on the wall.\n";
    sandbox.write("told.txt", text);
    sandbox.write(
        "silent.txt",
        "The bridge at Porto is closed because of the ice and the wind of the last days.\n",
    );
    let run = sandbox.run(&["extract", "-v", "told.txt", "silent.txt", "-o", "case.json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("info: 1 documents without event and statement\n"), "{}", run.stderr);
    assert!(
        !run.stderr.contains("which give no tie"),
        "nothing is counted that is not there: {}",
        run.stderr
    );
    assert!(!sandbox.run(&["extract", "told.txt", "-o", "case.json"]).stderr.contains("info:"));
}
