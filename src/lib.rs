//! sociogram turns reporting into a sourced map of who talks to whom.
//!
//! News text goes in; people, organisations and places become nodes; meetings, calls, visits and statements become
//! edges with date, place, certainty and the sentence that proves them.

pub mod graph;
pub mod language;
pub mod layout;
pub mod model;
pub mod render;
