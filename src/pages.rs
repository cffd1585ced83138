//! Large pages for large buffers: the system gives memory page by page, and the first use of each costs about as much as
//! sorting what it holds.

/// A buffer for so many values.
pub(crate) fn buffer<T>(capacity: usize) -> Vec<T> {
    let buffer = Vec::with_capacity(capacity);
    enlarge(&buffer);
    buffer
}

/// Makes room in a list for so many values more.
#[inline]
pub(crate) fn reserve<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve(more);
        enlarge(list);
    }
}

/// Asks for large pages behind a buffer. A system that has none goes on with small ones.
#[cfg(all(target_os = "linux", feature = "cli"))]
fn enlarge<T>(buffer: &Vec<T>) {
    use rustix::mm::{Advice, madvise};
    /// Buffers below this size gain nothing.
    const LEAST: usize = 4 << 20;
    const PAGE: usize = 4096;
    let bytes = buffer.capacity() * size_of::<T>();
    if bytes < LEAST {
        return;
    }
    // Whole pages, those at both ends too: a mapping that is advised in part could no longer be moved as one when the
    // list grows.
    let skip = buffer.as_ptr().addr() % PAGE;
    let start = buffer.as_ptr().cast::<u8>().cast_mut().wrapping_sub(skip);
    // SAFETY: all these pages hold bytes of the buffer, and the advice changes nothing that a program can see.
    let _ = unsafe { madvise(start.cast(), (skip + bytes).next_multiple_of(PAGE), Advice::LinuxHugepage) };
}

#[cfg(not(all(target_os = "linux", feature = "cli")))]
fn enlarge<T>(_: &Vec<T>) {}
