//! Questions to a case: who talks to whom, through whom, and where is that written.
//!
//! Every question is a plain function that returns an [`Answer`]: serde data that names the graph that was asked, with
//! a sentence computed from the numbers, and every sentence of the texts that it rests on.
//!
//! ```
//! use sociogram::graph::Filter;
//! use sociogram::model::Case;
//! let error = sociogram::query::who(&Case::default(), "Keller", &Filter::default()).unwrap_err();
//! assert_eq!(error.to_string(), "nobody called 'Keller' in this case");
//! ```

mod analyze;
mod answer;
mod chronology;
mod cite;
mod diff;
mod doubts;
mod explain;
mod list;
mod log;
mod names;
mod pairs;
mod path;
mod reach;
mod show;
mod target;
mod ways;
mod who;

pub use analyze::{CITES, analyze, analyze_events, analyze_table, analyze_watched, between, common, ego};
pub use answer::{Answer, Body, Cell, Chain, Contact, Finding, Listing, Section, Source, Step};
pub use chronology::chronology;
pub(crate) use cite::{Citer, and_list};
pub use diff::{ActorChange, Change, Diff, EventChange, TieChange, diff, diff_periods};
pub use doubts::{Doubt, DoubtKind, doubts, doubts_answer};
pub use explain::explain;
pub use list::{ListKind, list};
pub(crate) use list::{certainty, roles};
pub use log::log;
pub use names::{resolve, resolve_actor};
pub use pairs::{PAIR_COLUMNS, pairs};
pub use path::{MAX_CHAINS, path};
pub use reach::{ReachOptions, reach};
pub use show::show;
pub use target::target;
pub use ways::PathOptions;
pub use who::who;

/// `1 person`, `3 people`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
