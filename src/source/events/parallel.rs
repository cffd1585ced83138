//! Reads a table on several threads: blocks are cut at record ends and read side by side; the rows are the same.

use super::boundary::boundary;
use super::layout::Layout;
use super::lists::Lists;
use super::reader::{EventReader, LONGEST_RECORD, Sink, job};
use super::shard::Shard;
use super::window::{Place, Window};
use rayon::prelude::*;
use std::io::{self, Read};

/// A shard of its own, with the numbers that its lists have in the master's.
#[derive(Debug)]
pub(super) struct Worker {
    shard: Shard,
    names: Vec<u32>,
    places: Vec<u32>,
    codes: Vec<u16>,
}

impl EventReader {
    /// The same rows from several threads: blocks are cut at record ends and read side by side, a wave at a time.
    pub(super) fn side_by_side(
        &mut self,
        name: &str,
        layout: &Layout,
        window: &mut Window,
        input: &mut (impl Read + ?Sized),
        place: &mut Place,
        sink: Sink<'_>,
    ) -> io::Result<()> {
        let options = self.options.clone();
        let job = job(&options, layout, name, self.secret);
        while self.workers.len() < options.threads {
            let shard = Shard::new(Lists::new(self.secret, &options.keep));
            let (names, places, codes) = (Vec::new(), vec![0], Vec::new());
            self.workers.push(Worker { shard, names, places, codes });
        }
        let mut blocks: Vec<Vec<u8>> = vec![Vec::new(); options.threads];
        loop {
            let (mut filled, mut endless) = (0, false);
            while filled < blocks.len() && !window.is_done() {
                window.fill(input, LONGEST_RECORD);
                if window.failure.is_some() {
                    break;
                }
                let bytes = window.bytes();
                let end = if window.ended {
                    bytes.len()
                } else {
                    boundary(bytes, layout.separator, layout.quotes).unwrap_or(0)
                };
                if end == 0 {
                    endless = !window.ended;
                    break;
                }
                blocks[filled].clear();
                blocks[filled].extend_from_slice(&bytes[..end]);
                window.used(end);
                filled += 1;
            }
            let work = |(worker, block): (&mut Worker, &Vec<u8>)| worker.shard.read(block, true, job);
            self.workers.par_iter_mut().zip(&blocks[..filled]).for_each(work);
            for number in 0..filled {
                self.merge(number, layout, place, sink);
            }
            if window.failure.is_some() {
                // The rest before the failure, and then the failure itself.
                return self.in_turn(name, layout, window, input, place, sink);
            }
            if endless {
                self.pass_over(layout, window, input, job, place, sink);
            } else if window.is_done() {
                return Ok(());
            }
        }
    }

    /// Takes what a worker read, its numbers turned into the master's.
    fn merge(&mut self, number: usize, layout: &Layout, place: &mut Place, sink: Sink<'_>) {
        let worker = &mut self.workers[number];
        let Shard { lists: theirs, output, .. } = &mut worker.shard;
        let (lists, keep) = (&mut self.master.lists, &self.options.keep);
        for name in worker.names.len() as u32..theirs.names.len() as u32 {
            let known = lists.names.len();
            let mine = lists.names.intern(theirs.names.get(name));
            if mine as usize == known {
                lists.added(mine, theirs.labels.get(name as usize).cloned(), keep);
            }
            worker.names.push(mine);
        }
        for place in worker.places.len() as u32..theirs.places.len() as u32 {
            worker.places.push(lists.add_place(theirs.places.get(place), keep));
        }
        for code in &theirs.codes[worker.codes.len()..] {
            worker.codes.push(lists.code(code.text.clone(), code.kind.clone()).unwrap_or_default());
        }
        for row in &mut output.rows {
            row.source = worker.names[row.source as usize];
            row.target = worker.names[row.target as usize];
            row.place = worker.places[row.place as usize];
            row.code = worker.codes[row.code as usize];
        }
        let mut output = std::mem::take(output);
        self.take(&mut output, layout, place, sink);
        self.workers[number].shard.output = output;
    }
}
