//! Who could have known by when: earliest arrival over contacts in the order of time.
//!
//! Wu, Cheng, Huang, Ke, Lu, Xu 2014, *Path Problems in Temporal Graphs*. Days are numbers; a date that is no single day is
//! a range, within which the contact lasted throughout, or took place on one day.

/// When a contact can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: i32,
    /// Last day, not before the first.
    pub last: i32,
    /// Whether the contact lasted throughout; else it took place on one day of the range.
    pub throughout: bool,
}

/// One contact that can pass knowledge from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who may know.
    pub from: u32,
    /// Who comes to know.
    pub to: u32,
    /// When.
    pub span: Span,
}

/// How dates are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether the answer must hold for every reading of the dates; else some reading suffices.
    pub certain: bool,
    /// Whether knowledge may go on within one day.
    pub same_day: bool,
}

impl Rule {
    /// A later hop is later under every reading of the dates.
    pub const CERTAIN: Rule = Rule { certain: true, same_day: false };
    /// Some reading of the dates suffices, and chains within one day count.
    pub const POSSIBLE: Rule = Rule { certain: false, same_day: true };

    /// The day of arrival over a contact for somebody who knows since the day `known`.
    pub fn arrival(self, known: i32, span: Span) -> Option<i32> {
        let earliest = if self.same_day { known } else { known.saturating_add(1) };
        if span.throughout || !self.certain {
            let day = earliest.max(span.first);
            (day <= span.last).then_some(day)
        } else {
            (span.first >= earliest).then_some(span.last)
        }
    }
}

/// When and over which contact somebody came to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The earliest day; the latest under the dates' readings if the rule is certain.
    pub day: i32,
    /// Place of the contact in the list; none for the source.
    pub over: Option<usize>,
}

/// The earliest arrival at every node for what `source` knows from the morning of day `from` on; none if never.
///
/// Label setting by day (after Dijkstra 1959): an arrival is never before the day of knowing. O(contacts · log contacts).
/// Contacts after the day `until` are not used; with `certain`, neither are those that may be after it.
///
/// # Panics
/// If a contact names a node that is not there.
///
/// ```
/// use sociogram::analysis::arrival::{Contact, Rule, Span, arrivals};
/// let day = |day| Span { first: day, last: day, throughout: false };
/// let contacts = [Contact { from: 0, to: 1, span: day(3) }, Contact { from: 1, to: 2, span: day(3) }];
/// assert!(arrivals(3, &contacts, 0, 1, None, Rule::CERTAIN)[2].is_none());
/// assert_eq!(arrivals(3, &contacts, 0, 1, None, Rule::POSSIBLE)[2].unwrap().day, 3);
/// ```
pub fn arrivals(
    nodes: usize,
    contacts: &[Contact],
    source: usize,
    from: i32,
    until: Option<i32>,
    rule: Rule,
) -> Vec<Option<Arrival>> {
    let mut outgoing = vec![Vec::new(); nodes];
    contacts.iter().enumerate().for_each(|(place, contact)| outgoing[contact.from as usize].push(place));
    let start = if rule.same_day { from } else { from.saturating_sub(1) };
    let mut best = vec![None; nodes];
    let mut done = vec![false; nodes];
    best[source] = Some(Arrival { day: start, over: None });
    let mut heap = std::collections::BinaryHeap::from([std::cmp::Reverse((start, source))]);
    while let Some(std::cmp::Reverse((known, node))) = heap.pop() {
        if std::mem::replace(&mut done[node], true) {
            continue;
        }
        for &place in &outgoing[node] {
            let Contact { to, span, .. } = contacts[place];
            let Some(day) = rule.arrival(known, span).filter(|&day| until.is_none_or(|until| day <= until))
            else {
                continue;
            };
            let to = to as usize;
            if best[to].is_none_or(|arrival: Arrival| day < arrival.day) && to != source {
                best[to] = Some(Arrival { day, over: Some(place) });
                heap.push(std::cmp::Reverse((day, to)));
            }
        }
    }
    best
}

/// The contacts as seen backward in time: arrivals become latest departures, days their negatives.
pub fn backward(contacts: &[Contact]) -> Vec<Contact> {
    let turn = |contact: &Contact| {
        let Span { first, last, throughout } = contact.span;
        let span = Span { first: -last, last: -first, throughout };
        Contact { from: contact.to, to: contact.from, span }
    };
    contacts.iter().map(turn).collect()
}

/// A contact on one day, both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayContact {
    /// The day.
    pub day: i32,
    /// The two.
    pub ends: [u32; 2],
}

/// A day that never comes.
pub const NEVER: i32 = i32::MAX;

/// The earliest arrival at every node over contacts in order of day, each hop on a later day, [`NEVER`] for none.
///
/// One pass over the contacts: the fast way for large tables. `arrival` has one value per node and is overwritten.
///
/// # Panics
/// If a contact names a node that is not there.
///
/// ```
/// use sociogram::analysis::arrival::{DayContact, NEVER, scan};
/// let contacts = [DayContact { day: 1, ends: [0, 1] }, DayContact { day: 2, ends: [2, 1] }];
/// let mut arrival = [0; 4];
/// scan(&contacts, 0, 1, &mut arrival);
/// assert_eq!(arrival, [0, 1, 2, NEVER]);
/// ```
pub fn scan(contacts: &[DayContact], source: usize, from: i32, arrival: &mut [i32]) {
    arrival.fill(NEVER);
    arrival[source] = from.saturating_sub(1);
    let start = contacts.partition_point(|contact| contact.day < from);
    for &DayContact { day, ends: [a, b] } in &contacts[start..] {
        let [knows_a, knows_b] = [arrival[a as usize], arrival[b as usize]];
        if knows_a < day && day < knows_b {
            arrival[b as usize] = day;
        } else if knows_b < day && day < knows_a {
            arrival[a as usize] = day;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span() -> impl Strategy<Value = Span> {
        (0..8, 0..4, any::<bool>()).prop_map(|(first, days, throughout)| Span {
            first,
            last: first + days,
            throughout,
        })
    }

    /// Repeats over all contacts until nothing becomes earlier.
    fn relaxed(nodes: usize, contacts: &[Contact], from: i32, rule: Rule) -> Vec<Option<i32>> {
        let mut best = vec![None; nodes];
        best[0] = Some(if rule.same_day { from } else { from - 1 });
        for _ in 0..=contacts.len() {
            for contact in contacts {
                let day = best[contact.from as usize].and_then(|known| rule.arrival(known, contact.span));
                if let Some(day) =
                    day.filter(|&day| best[contact.to as usize].is_none_or(|known| day < known))
                {
                    best[contact.to as usize] = Some(day);
                }
            }
        }
        best
    }

    proptest! {
        #[test]
        fn nothing_can_be_reached_earlier(
            contacts in prop::collection::vec((0u32..6, 0u32..6, span()), 0..25), from in 0..6, certain: bool, same_day: bool,
        ) {
            let contacts: Vec<_> = contacts.into_iter().map(|(from, to, span)| Contact { from, to, span }).collect();
            let rule = Rule { certain, same_day };
            let days: Vec<_> = arrivals(6, &contacts, 0, from, None, rule).into_iter().map(|a| a.map(|a| a.day)).collect();
            prop_assert_eq!(days, relaxed(6, &contacts, from, rule));
        }

        #[test]
        fn one_pass_equals_the_strict_rule(mut contacts in prop::collection::vec((0..9, [0u32..7, 0u32..7]), 0..30), from in 0..6) {
            contacts.sort();
            let days: Vec<_> = contacts.iter().map(|&(day, ends)| DayContact { day, ends }).collect();
            let both = |c: &DayContact| {
                let span = Span { first: c.day, last: c.day, throughout: false };
                let [a, b] = c.ends;
                [Contact { from: a, to: b, span }, Contact { from: b, to: a, span }]
            };
            let slow = arrivals(7, &days.iter().flat_map(both).collect::<Vec<_>>(), 0, from, None, Rule::CERTAIN);
            let mut fast = vec![0; 7];
            scan(&days, 0, from, &mut fast);
            prop_assert_eq!(fast, slow.iter().map(|a| a.map_or(NEVER, |a| a.day)).collect::<Vec<_>>());
        }

        #[test]
        fn certain_reach_is_possible(contacts in prop::collection::vec((0u32..6, 0u32..6, span()), 0..25)) {
            let contacts: Vec<_> = contacts.into_iter().map(|(from, to, span)| Contact { from, to, span }).collect();
            let reach = |rule| arrivals(6, &contacts, 0, 2, None, rule);
            for (certain, possible) in reach(Rule::CERTAIN).iter().zip(reach(Rule::POSSIBLE)) {
                prop_assert!(certain.is_none() || possible.is_some());
            }
        }
    }

    /// The host met the envoys on Tuesday (2); they met the delegates on Thursday to Friday (4 to 5), throughout.
    #[test]
    fn the_envoys_carry_it_to_the_delegates_but_not_back() {
        let (host, envoy, delegate, guest) = (0, 1, 2, 3);
        let meet = |a, b, first, last, throughout| {
            let span = Span { first, last, throughout };
            [Contact { from: a, to: b, span }, Contact { from: b, to: a, span }]
        };
        let contacts = [
            meet(host, envoy, 2, 2, false),
            meet(envoy, delegate, 4, 5, true),
            meet(host, guest, 1, 7, false),
        ]
        .concat();
        let days = |source, rule| {
            arrivals(4, &contacts, source, 1, None, rule)
                .into_iter()
                .map(|a| a.map(|a| a.day))
                .collect::<Vec<_>>()
        };
        assert_eq!(days(0, Rule::CERTAIN), [Some(0), Some(2), Some(4), Some(7)]);
        assert_eq!(days(2, Rule::CERTAIN), [None, Some(4), Some(0), None]);
        assert_eq!(days(3, Rule::CERTAIN)[2], None);
        assert_eq!(days(3, Rule::POSSIBLE)[2], Some(4));
    }

    #[test]
    fn backward_asks_who_could_have_told() {
        let span = |day| Span { first: day, last: day, throughout: false };
        let contacts = [Contact { from: 0, to: 1, span: span(2) }, Contact { from: 1, to: 2, span: span(5) }];
        let found = arrivals(3, &backward(&contacts), 2, -9, None, Rule::CERTAIN);
        assert_eq!(found.iter().map(|a| a.map(|a| -a.day)).collect::<Vec<_>>(), [Some(2), Some(5), Some(10)]);
    }
}
