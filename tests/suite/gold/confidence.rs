//! Whether what the program trusts more is right more often.

use super::contacts::{self, Verdict};
use super::count::Count;
use super::data::Reading;
use super::meetings;
use std::collections::BTreeMap;

/// Lower ends of the bands, in percent.
const BANDS: [u8; 5] = [0, 50, 65, 80, 90];

/// Fewest findings by which a band is judged.
const ENOUGH: usize = 10;

/// Findings and right ones by band.
#[derive(Default)]
pub(crate) struct Bands(BTreeMap<u8, Count>);

impl Bands {
    fn add(&mut self, confidence: u8, right: bool) {
        let band = BANDS.into_iter().rfind(|&band| confidence >= band).unwrap_or(0);
        let count = self.0.entry(band).or_default();
        count.right += usize::from(right);
        count.found += 1;
    }

    /// Every found meeting: right if the gold has it.
    pub(crate) fn add_meetings(&mut self, gold: &Reading, found: &Reading) {
        let pairs = meetings::aligned(gold, found);
        let retold = meetings::retold(gold, found, &pairs);
        for (f, meeting) in found.meetings.iter().enumerate().filter(|(f, _)| !retold.contains(f)) {
            self.add(meeting.confidence, pairs.iter().any(|pair| pair.1 == f));
        }
    }

    /// Every found contact pair: right if the gold has it.
    pub(crate) fn add_contacts(&mut self, gold: &Reading, found: &Reading) {
        for (confidence, verdict) in contacts::verdicts(gold, found) {
            if verdict != Verdict::Beside {
                self.add(confidence, verdict == Verdict::Right);
            }
        }
    }

    /// One line per band that holds anything.
    pub(crate) fn table(&self, what: &str) -> String {
        let line = |(band, count): (&u8, &Count)| {
            let (precision, Count { right, found, .. }) = (count.precision(), *count);
            format!("{what:<10} {band:>3} % and more   {precision:.3}   {right:>4} of {found:>4}\n")
        };
        self.0.iter().map(line).collect()
    }

    /// Precision of the lowest and of the highest band with enough in it, if there are two.
    pub(crate) fn ends(&self) -> Option<(f64, f64)> {
        let mut judged = self.0.values().filter(|count| count.found >= ENOUGH).map(|count| count.precision());
        let lowest = judged.next()?;
        Some((lowest, judged.next_back()?))
    }
}
