//! Ctrl-C: the terminal is left in order, no temporary file stays behind, and the exit code says why.

use super::exit::Exit;
use super::progress;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on Ctrl-C ends the program in order. Where that cannot be had, it ends it anyhow.
pub(crate) fn install() {
    let _ = ctrlc::set_handler(|| {
        progress::erase();
        if let Ok(files) = UNFINISHED.lock() {
            files.iter().for_each(|file| drop(std::fs::remove_file(file)));
            // Still locked: nothing is begun or completed any more.
            end();
        }
        end();
    });
}

#[expect(clippy::exit, reason = "other threads are in the middle of their work")]
fn end() -> ! {
    std::process::exit(Exit::Interrupted as i32)
}

/// Does something with a file that Ctrl-C takes away as long as it lasts.
pub(crate) fn guarded<T>(file: &Path, work: impl FnOnce() -> T) -> T {
    let files = || UNFINISHED.lock().expect("nobody panics with it");
    files().push(file.to_owned());
    let result = work();
    files().retain(|unfinished| unfinished != file);
    result
}
