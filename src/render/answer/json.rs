//! An answer as JSON.

use crate::query::{Answer, Body, Listing};
use serde_json::{Map, Value};

/// The whole answer as indented JSON with a line break at the end.
///
/// Rows of a list are objects with the columns as keys.
pub fn answer_json(answer: &Answer) -> String {
    let mut value = serde_json::to_value(answer).expect("plain data with text keys always serialises");
    if let (Body::Rows(listing), Value::Object(object)) = (&answer.body, &mut value) {
        object.insert("rows".to_owned(), rows(listing));
    }
    let mut json = serde_json::to_string_pretty(&value).expect("a JSON value always serialises");
    json.push('\n');
    json
}

fn rows(listing: &Listing) -> Value {
    let object = |row: &Vec<_>| {
        let cells = listing.columns.iter().zip(row);
        let pairs = cells.map(|(column, cell)| (column.clone(), serde_json::json!(cell)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    Value::Array(listing.rows.iter().map(object).collect())
}
