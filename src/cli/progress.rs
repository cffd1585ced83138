//! One line on the terminal for work that takes longer than a second.

use super::shell::Shell;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);

/// Whether a line stands on the terminal.
static DRAWN: AtomicBool = AtomicBool::new(false);

/// Shows how far some work is; may be told from several threads.
pub(crate) struct Counter {
    enabled: bool,
    /// The line for parts done and parts in all.
    line: fn(usize, usize) -> String,
    start: Instant,
    drawn: Mutex<Option<Instant>>,
}

impl Counter {
    /// Counts documents that are read.
    pub(crate) fn new(shell: &Shell) -> Self {
        Self::with(shell, |done, all| format!("reading: {done} of {all} documents"))
    }

    /// Tells which share of a calculation is done.
    pub(crate) fn of_work(shell: &Shell) -> Self {
        Self::with(shell, |done, all| format!("calculating: {} %", (100 * done) / all.max(1)))
    }

    fn with(shell: &Shell, line: fn(usize, usize) -> String) -> Self {
        Self { enabled: shell.shows_progress(), line, start: Instant::now(), drawn: Mutex::new(None) }
    }

    /// Draws the line, if it is time.
    pub(crate) fn show(&self, done: usize, all: usize) {
        if !self.enabled || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut drawn) = self.drawn.lock() else { return };
        if drawn.is_none_or(|last| last.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            DRAWN.store(true, Ordering::Relaxed);
            let _ = write!(anstream::stderr(), "\r\x1b[K{}", (self.line)(done, all));
        }
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        if self.enabled {
            erase();
        }
    }
}

/// Takes the line away, if there is one.
pub(crate) fn erase() {
    if DRAWN.swap(false, Ordering::Relaxed) {
        let _ = write!(anstream::stderr(), "\r\x1b[K");
    }
}
