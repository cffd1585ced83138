//! Records that stand in a table more than once: repetitions of an id, and newer versions of an event.

use super::reader::EventReader;
use super::report::{Doubt, Reason, TableReport};
use super::shard::{Id, Output};
use std::ops::Range;

/// The newest version of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version {
    version: i64,
    line: usize,
    record: u32,
    file: usize,
}

impl EventReader {
    /// Takes out records whose id was there before.
    pub(super) fn drop_repeated(&mut self, output: &mut Output, line: usize) {
        let mut dropped: Vec<Range<usize>> = Vec::new();
        for number in 0..output.ids.len() {
            let id = output.ids[number];
            if self.seen.add(id.key) {
                continue;
            }
            let end = output.ids.get(number + 1).map_or(output.rows.len(), |next| next.first_row as usize);
            dropped.push(id.first_row as usize..end);
            self.lose(&mut output.report, id, end > id.first_row as usize, line, Reason::Duplicate);
        }
        if !dropped.is_empty() {
            let mut dropped = dropped.into_iter().peekable();
            let mut next = 0;
            output.rows.retain(|_| {
                let at = next;
                next += 1;
                while dropped.next_if(|range| range.end <= at).is_some() {}
                !dropped.peek().is_some_and(|range| range.contains(&at))
            });
        }
    }

    /// Counts a record that was good among the lost ones.
    fn lose(&self, report: &mut TableReport, id: Id, good: bool, line: usize, reason: Reason) {
        let file = self.files.last().expect("a file is being read");
        if good {
            report.good -= 1
        } else {
            report.filtered -= 1
        }
        report.note(reason, self.options.doubts, || Doubt {
            file: file.name.clone(),
            line: id.line as usize + line + 1,
            record: (self.records + id.record - file.first_record) as usize + 1,
            column: None,
            reason,
            value: String::new(),
        });
    }

    /// Keeps the newest version of each event; tells of each record that loses whether it counted as good.
    pub(super) fn take_versions(&mut self, output: &mut Output, line: usize) -> Vec<bool> {
        let file = self.files.len() - 1;
        self.drop_unwanted(output);
        let (rows, mut lost) = (std::mem::take(&mut output.rows), Vec::new());
        for id in &output.ids {
            let record = self.records + id.record;
            let row = rows.iter().find(|row| row.record == record).copied();
            let new = Version { version: id.version, line: id.line as usize + line + 1, record, file };
            let old = self.versions.insert(id.key, new);
            let Some(old) = old else {
                self.held.extend(row);
                continue;
            };
            let (loser, reason) = match old.version.cmp(&new.version) {
                std::cmp::Ordering::Less => (old, Reason::Superseded),
                std::cmp::Ordering::Equal => (new, Reason::Duplicate),
                std::cmp::Ordering::Greater => (new, Reason::Superseded),
            };
            let good = if loser.record == old.record {
                let held = self.held.binary_search_by_key(&old.record, |row| row.record);
                let good = held.is_ok();
                held.map(|at| self.held.remove(at)).ok();
                self.held.extend(row);
                good
            } else {
                self.versions.insert(id.key, old);
                row.is_some()
            };
            lost.push(good);
            let file = &self.files[loser.file];
            output.report.note(reason, self.options.doubts, || Doubt {
                file: file.name.clone(),
                line: loser.line,
                record: (loser.record - file.first_record) as usize + 1,
                column: None,
                reason,
                value: String::new(),
            });
        }
        lost
    }
}
