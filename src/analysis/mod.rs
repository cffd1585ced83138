//! What the network says: passes over a frozen copy of the graph, each with a table and plain sentences.
//!
//! The algorithms are plain functions on a [`Csr`](crate::graph::Csr); a pass puts names, evidence and sentences to
//! their numbers. Every pass is an entry of [`PASSES`]: to add one, write `analysis/<name>.rs` and enter it there.
//! Measures are rounded to six significant digits, equals are ranked by name, and the result is the same for any number
//! of threads. What is undefined, like the closeness of somebody without contact, is blank.
//!
//! ```
//! use sociogram::analysis::{Input, pass};
//! use sociogram::graph::Network;
//! use sociogram::model::{ContactRow, ContactTable};
//!
//! let row = |source, target| ContactRow { source, target, day: None };
//! let names = ["Ann", "Ben", "Cleo"].map(String::from).to_vec();
//! let table = ContactTable { names, rows: vec![row(0, 1), row(1, 2)], ..ContactTable::default() };
//! let network = Network::of_table(&table)?;
//! let brokers = (pass("brokers").unwrap().run)(&Input::new(&network))?;
//! assert_eq!(brokers.rows[0].actor.as_deref(), Some("Ben"));
//! # Ok::<(), sociogram::error::Error>(())
//! ```

pub mod arrival;
pub mod betweenness;
mod bits;
pub mod brokerage;
pub mod closeness;
pub mod communities;
pub mod components;
mod contacts;
pub mod cores;
pub mod cutpoints;
mod degree;
pub mod distances;
pub mod eigenvector;
pub mod holes;
mod matrix;
mod missing;
pub mod mixing;
pub mod pagerank;
mod passes;
pub mod paths;
mod random;
mod robustness;
pub mod separation;
mod table;
#[cfg(test)]
mod testing;
mod timeline;
pub mod triangles;
mod watch;
mod words;

pub use matrix::By;
pub use passes::{Input, Options, PASSES, Pass, pass};
pub use table::{Annotations, Row, Table, Value};
pub use timeline::Window;
pub use watch::Watch;
