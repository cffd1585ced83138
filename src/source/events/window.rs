//! A stretch of a stream that begins with a record, and where it stands in the stream.

use super::reader::SAMPLE;
use std::io::{self, Read};

/// Where the next block begins.
#[derive(Debug)]
pub(super) struct Place {
    /// Lines before it.
    pub(super) line: usize,
    /// Bytes before it.
    pub(super) offset: u64,
}

/// A stretch of a stream that begins with a record.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// Only `start..end` holds bytes of the stream.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    pub(super) ended: bool,
    /// Why the stream cannot be read any further; what came before stands in the window.
    pub(super) failure: Option<io::Error>,
}

impl Window {
    /// Makes the window so many bytes long, or as long as the stream lasts.
    pub(super) fn fill(&mut self, input: &mut (impl Read + ?Sized), size: usize) {
        if self.bytes().len() >= size || self.ended || self.failure.is_some() {
            return;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        while self.end < size {
            match input.read(&mut self.buffer[self.end..size]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    pub(super) fn used(&mut self, count: usize) {
        self.start += count;
    }

    #[cfg(feature = "cli")]
    pub(super) fn is_done(&self) -> bool {
        self.ended && self.bytes().is_empty()
    }

    /// Drops a byte order mark; gives its length.
    pub(super) fn skip_mark(&mut self) -> u64 {
        let mark = if self.bytes().starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        self.used(mark);
        mark as u64
    }

    /// Drops everything up to the next line end; gives how much.
    pub(super) fn skip_line(&mut self, input: &mut (impl Read + ?Sized)) -> u64 {
        let mut dropped = 0;
        loop {
            if let Some(end) = memchr::memchr(b'\n', self.bytes()) {
                self.used(end + 1);
                return dropped + end as u64 + 1;
            }
            dropped += self.bytes().len() as u64;
            self.used(self.bytes().len());
            if self.ended || self.failure.is_some() {
                return dropped;
            }
            self.fill(input, SAMPLE);
        }
    }
}
