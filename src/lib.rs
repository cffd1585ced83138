//! sociogram turns reporting into a sourced map of who talks to whom.
//!
//! News text goes in; people, organisations and places become nodes; meetings, calls, visits and statements become
//! edges with date, place, certainty and the sentence that proves them. Who talks to whom is a query; the result is
//! drawn as a picture or an interactive page, or written as a report with every sentence.
//!
//! ```
//! use sociogram::graph::Filter;
//! use sociogram::pipeline::{self, Options};
//! use sociogram::query;
//!
//! let text = b"Date: 2031-03-06\n\nForeign Minister Anna Keller met Ben Osei in Bern on Monday.";
//! # #[cfg(feature = "english")] {
//! let built = pipeline::case_from_bytes([("story.txt", text.as_slice())], &Options::default())?;
//! let answer = query::who(&built.case, "Keller", &Filter::default())?;
//! assert_eq!(answer.summary, "Anna Keller is in contact with 1 actor: Ben Osei.");
//! # }
//! # Ok::<(), sociogram::error::Error>(())
//! ```
//!
//! # The road the data takes
//!
//! | module | turns | into |
//! | --- | --- | --- |
//! | [`source`] | bytes | documents, saved cases, or rows of event tables |
//! | [`language`] | text | grammar: sentences, words, names |
//! | [`extract`] | grammar | entities, events, statements |
//! | [`revise`] | a case and people's decisions | the case as they have it |
//! | [`redact`] | a case | the same under pseudonyms, and the proof that no name is left |
//! | [`pipeline`] | bytes | a [`model::Case`], in one call |
//! | `folder` | a case folder | the same, kept and shared; reads and writes files |
//! | [`graph`] | a case and a filter, or rows | a petgraph graph of actors and ties, or a table of pairs |
//! | [`analysis`] | a graph | tables, and what they say in sentences |
//! | [`layout`] | a graph | a diagram: boxes, curves, label places |
//! | [`query`] | a case and a question | an [`query::Answer`] with its sentences |
//! | [`render`] | all of the above | JSON, CSV, Markdown, pictures |
//!
//! [`model`] is the plain data in between, [`error`] what can go wrong. Nothing here prints, exits, or reads the
//! environment, the clock or the network; the program in `src/cli` does that. Only `folder` reads and writes files.
//!
//! # Features
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `cli` | yes | the program; includes `folder` |
//! | `english` | yes | the embedded language model and all that reads text; without it, [`pipeline`] reads saved cases, graphs and tables, and gives [`error::Error::NoLanguageModel`] for articles |
//! | `folder` | with `cli` | cases kept in folders |
//! | `html-input` | yes | saved web pages |
//! | `mail` | yes | e-mail |
//! | `png` | yes | images of the pictures, with an embedded font |
//! | `parquet` | no | nodes and edges as Parquet |
//! | `pdf` | yes | the same as PDF, with text that can be selected |

pub mod analysis;
pub mod error;
pub mod extract;
#[cfg(feature = "folder")]
pub mod folder;
pub mod graph;
pub mod language;
pub mod layout;
pub mod model;
mod pages;
pub mod pipeline;
pub mod query;
pub mod redact;
pub mod render;
pub mod revise;
pub mod source;

/// The README's Rust example, run as a test.
#[cfg(all(doctest, feature = "english"))]
#[doc = include_str!("../README.md")]
struct Readme;
