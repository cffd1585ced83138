//! How far a long pass is.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Told how far a long pass is: parts done, and parts in all. May be called from several threads.
///
/// ```
/// use sociogram::analysis::Watch;
/// let show = |done, all| assert!(done <= all);
/// let watch = Watch::new(&show);
/// assert_eq!(format!("{watch:?}"), "Watch");
/// ```
#[derive(Clone, Copy)]
pub struct Watch<'a>(&'a (dyn Fn(usize, usize) + Sync));

impl<'a> Watch<'a> {
    /// Calls `told` after each part.
    pub fn new(told: &'a (dyn Fn(usize, usize) + Sync)) -> Self {
        Self(told)
    }

    /// Nobody is told.
    pub const NONE: Watch<'static> = Watch(&|_, _| ());

    /// Work of so many parts.
    pub(super) fn work(self, all: usize) -> Work<'a> {
        Work { watch: self, done: AtomicUsize::new(0), all }
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// Counts the parts that are done.
pub(super) struct Work<'a> {
    watch: Watch<'a>,
    done: AtomicUsize,
    all: usize,
}

impl Work<'_> {
    /// So many parts more are done.
    pub(super) fn did(&self, parts: usize) {
        let done = self.done.fetch_add(parts, Ordering::Relaxed) + parts;
        (self.watch.0)(done, self.all);
    }
}
