//! What a pass gives: rows, the events behind them, and what they say in plain sentences.

use serde::Serialize;
use std::collections::BTreeMap;

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Words.
    Text(String),
    /// A count.
    Count(u64),
    /// A measure, rounded to six significant digits.
    Measure(f64),
    /// Undefined for this row: never shown as a number.
    Blank,
}

impl Value {
    /// A measure, rounded; blank if there is none or if it is no finite number.
    pub fn measure(number: impl Into<Option<f64>>) -> Self {
        number.into().filter(|number| number.is_finite()).map_or(Self::Blank, |n| Self::Measure(rounded(n)))
    }

    /// Words, or blank.
    pub fn text_or_blank(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Blank, |text| Self::Text(text.into()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

/// To six significant digits: below that, sums of another order may differ.
pub(crate) fn rounded(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    format!("{number:.5e}").parse().expect("a number prints as a number")
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The actor it is about, by id.
    pub actor: Option<String>,
    /// As many as there are columns.
    pub values: Vec<Value>,
    /// Ids of the events, statements and relations it rests on.
    pub cites: Vec<String>,
}

/// The result of a pass.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is, in a few words.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// In order of rank; equals by name.
    pub rows: Vec<Row>,
    /// What the numbers say, one sentence each.
    pub findings: Vec<String>,
    /// How they were made, and what they leave out.
    pub notes: Vec<String>,
}

impl Table {
    /// An empty table.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { title: title.into(), columns, ..Self::default() }
    }

    pub(crate) fn push(&mut self, values: Vec<Value>, cites: Vec<String>) {
        debug_assert_eq!(values.len(), self.columns.len(), "{}", self.title);
        self.rows.push(Row { actor: None, values, cites });
    }

    pub(crate) fn find(&mut self, sentence: impl Into<String>) {
        self.findings.push(sentence.into());
    }

    pub(crate) fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }
}

/// Measures by actor, for pictures and files: actor id → column → measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations(BTreeMap<String, BTreeMap<String, f64>>);

impl Annotations {
    /// The counts and measures of every row that is about one actor.
    pub fn of(table: &Table) -> Self {
        let mut actors: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
        for row in &table.rows {
            let Some(actor) = &row.actor else { continue };
            for (column, value) in table.columns.iter().zip(&row.values) {
                let number = match value {
                    Value::Count(count) => *count as f64,
                    Value::Measure(measure) => *measure,
                    Value::Text(_) | Value::Blank => continue,
                };
                actors.entry(actor.clone()).or_default().insert(column.clone(), number);
            }
        }
        Self(actors)
    }

    /// One measure of one actor.
    pub fn get(&self, actor: &str, measure: &str) -> Option<f64> {
        self.0.get(actor)?.get(measure).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_keep_six_digits_and_the_undefined_stays_blank() {
        assert_eq!(Value::measure(1234567.89), Value::Measure(1234570.0));
        assert_eq!(Value::measure(f64::NAN), Value::Blank);
        assert_eq!(Value::measure(None), Value::Blank);
        assert_eq!(rounded(0.1 + 0.2), 0.3);
    }
}
