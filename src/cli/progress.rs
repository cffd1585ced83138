//! One line on the terminal for work that takes longer than a second.

use super::shell::Shell;
use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);

/// Counts documents; may be told from several threads.
pub(crate) struct Counter {
    enabled: bool,
    start: Instant,
    drawn: Mutex<Option<Instant>>,
}

impl Counter {
    pub(crate) fn new(shell: &Shell) -> Self {
        Self { enabled: shell.shows_progress(), start: Instant::now(), drawn: Mutex::new(None) }
    }

    /// Draws the line, if it is time.
    pub(crate) fn show(&self, done: usize, all: usize) {
        if !self.enabled || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut drawn) = self.drawn.lock() else { return };
        if drawn.is_none_or(|last| last.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            let _ = write!(anstream::stderr(), "\r\x1b[Kreading: {done} of {all} documents");
        }
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        if self.drawn.lock().is_ok_and(|drawn| drawn.is_some()) {
            let _ = write!(anstream::stderr(), "\r\x1b[K");
        }
    }
}
