//! Which line of the report tells which event, so that pictures and footnotes can lead there.

use crate::model::Case;
use crate::query::Citer;
use crate::render::escape::markdown as safe;
use std::collections::{BTreeMap, VecDeque};

/// Ids of events by the words that open their line.
#[derive(Default)]
pub(super) struct Anchors {
    waiting: BTreeMap<String, VecDeque<String>>,
}

impl Anchors {
    pub(super) fn of(case: &Case) -> Self {
        let citer = Citer::of(case);
        let mut waiting: BTreeMap<String, VecDeque<String>> = BTreeMap::new();
        for event in &case.events {
            let opening = format!("**{}**", safe(&citer.event(event).text));
            waiting.entry(opening).or_default().push_back(event.id.clone());
        }
        Self { waiting }
    }

    /// The id of the event that this line of Markdown opens with; every id is given once.
    pub(super) fn take(&mut self, line: &str) -> Option<String> {
        let end = line.strip_prefix("**")?.find("**")? + 4;
        self.waiting.get_mut(line.get(..end)?)?.pop_front()
    }
}
