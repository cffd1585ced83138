use super::*;
use crate::model::{Certainty, Form, Layer, RowCode, RowKind};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn lists() -> EventLists {
    let code = |text: &str, name: &str, form| RowCode {
        text: text.into(),
        kind: RowKind { layer: Layer::Contact, name: name.into(), certainty: Certainty::Happened, form },
    };
    EventLists {
        names: ["a", "b", "c", "d", "e"].into_iter().collect(),
        codes: vec![
            code("040", "meet", Form::Mutual),
            code("042", "visit", Form::Visit),
            code("043", "visit", Form::Host),
            code("112", "accuse", Form::Directed),
        ],
        ..EventLists::default()
    }
}

fn rows() -> impl Strategy<Value = Vec<EventRow>> {
    let row = (0u32..5, 0u32..5, prop_oneof![Just(NO_DAY), 0..4i32], 0u32..3, 0u16..4);
    let rows = prop::collection::vec(row.prop_filter("two actors", |row| row.0 != row.1), 0..60);
    rows.prop_map(|rows| {
        let row =
            |(source, target, day, place, code)| EventRow { source, target, day, place, record: 0, code };
        rows.into_iter().map(row).collect()
    })
}

/// The rows of one pair, with the places of each event.
#[derive(Default)]
struct Group {
    reports: u32,
    events: BTreeMap<(DayNumber, String, u32, u32), BTreeSet<u32>>,
    days: Vec<DayNumber>,
    kinds: u64,
}

impl Group {
    fn pair(&self, ends: [u32; 2]) -> Pair {
        let told = |places: &BTreeSet<u32>| places.iter().filter(|&&place| place != 0).count().max(1) as u32;
        let [first, last] =
            [self.days.iter().min(), self.days.iter().max()].map(|day| day.copied().unwrap_or(NO_DAY));
        let events = self.events.values().map(told).sum();
        Pair { ends, reports: self.reports, events, first, last, kinds: self.kinds }
    }
}

/// The same by maps and sets.
fn by_definition(rows: &[EventRow], lists: &EventLists, directed: bool) -> Vec<Pair> {
    let mut pairs: BTreeMap<[u32; 2], Group> = BTreeMap::new();
    for row in rows {
        let mut ends = [row.source, row.target];
        if !directed {
            ends.sort_unstable();
        }
        let kind = &lists.codes[row.code as usize].kind;
        let (doer, other) = match kind.form {
            Form::Host => (row.target, row.source),
            Form::Mutual => (0, 0),
            _ => (row.source, row.target),
        };
        let group = pairs.entry(ends).or_default();
        group.reports += 1;
        group.events.entry((row.day, kind.name.clone(), doer, other)).or_default().insert(row.place);
        group.days.extend(Some(row.day).filter(|&day| day != NO_DAY));
        group.kinds |= 1 << ["meet", "visit", "accuse"].iter().position(|known| *known == kind.name).unwrap();
    }
    pairs.into_iter().map(|(ends, group)| group.pair(ends)).collect()
}

proptest! {
    #[test]
    fn pairs_are_those_of_the_definition_with_and_without_disk(rows in rows(), directed: bool) {
        let (lists, options) = (lists(), PairOptions { directed });
        let wanted = by_definition(&rows, &lists, directed);
        let table = PairTable::of(rows.clone(), &lists, options);
        prop_assert_eq!(&table.pairs, &wanted);
        let mut bounded = PairBuilder::bounded(options, 7 * size_of::<EventRow>(), || {
            Ok(Box::new(std::io::Cursor::new(Vec::new())))
        });
        rows.chunks(11).for_each(|part| bounded.add(part));
        prop_assert_eq!(bounded.finish(&lists).unwrap(), table);
    }

    #[test]
    fn wide_rows_group_like_narrow_ones(rows in rows()) {
        let lists = lists();
        let far = |row: &EventRow| EventRow { day: if row.day == 3 { 2_900_000 } else { row.day }, place: row.place << 26, ..*row };
        let mut many = lists.clone();
        (0..1 << 17).for_each(|_| many.names.push("x"));
        let moved: Vec<_> = rows.iter().map(far).collect();
        let wide = PairTable::of(moved.clone(), &many, PairOptions::default());
        prop_assert_eq!(wide.pairs, by_definition(&moved, &many, false));
    }
}

#[test]
fn the_ranking_is_by_reports_then_names() {
    let row = |source, target| EventRow { source, target, day: 1, place: 0, record: 0, code: 0 };
    let table =
        PairTable::of(vec![row(3, 4), row(0, 1), row(1, 2), row(2, 1)], &lists(), PairOptions::default());
    let all = table.ranking(&lists(), None);
    assert_eq!(
        all.iter().map(|&place| table.pairs[place].ends).collect::<Vec<_>>(),
        [[1, 2], [0, 1], [3, 4]]
    );
    for top in 0..4 {
        assert_eq!(table.ranking(&lists(), Some(top)), all[..top.min(3)]);
    }
}
