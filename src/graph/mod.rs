//! The social graph: actors as nodes, ties that keep the acts they stand for.
//!
//! [`SocialGraph::of`] projects a [`Case`](crate::model::Case) through a [`Filter`]; events with more than two participants
//! become pairs only here, weighted 1/(n−1) (Newman 2001, *Scientific collaboration networks. II*), across the two sides
//! of a two-sided event by default.

mod csr;
mod filter;
mod network;
mod pairs;
mod project;
mod social;

pub use csr::Csr;
pub use filter::Filter;
pub use network::{Network, PairTie};
pub use pairs::{NewRun, Pair, PairBuilder, PairOptions, PairTable, Run};
pub use social::{Act, ActSource, Actor, Direction, SocialGraph, Tie};
