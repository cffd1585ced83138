//! A saved case.

use super::{File, Format, Input};
use crate::error::{Error, Position};
use crate::model::{Case, CaseError, FORMAT_NAME, Flaw, Warned};

/// Flaws of one case that are listed before the rest is only counted.
const LISTED_FLAWS: usize = 5;

/// A case as `extract` writes it.
pub(super) const FORMAT: Format = Format {
    name: "case",
    about: "a case saved by `extract` or `report`, as JSON",
    extensions: &["json"],
    recognise,
    read,
};

fn recognise(text: &str) -> bool {
    let text = text.trim_start();
    let head = text.char_indices().nth(4096).map_or(text, |(end, _)| &text[..end]);
    head.starts_with('{') && head.contains(&format!("\"{FORMAT_NAME}\""))
}

fn read(file: File<'_>) -> Warned<Input> {
    match Case::from_json(file.text) {
        Ok(case) => {
            let flaws = case.validate();
            let mut input = Warned::clean(Input { cases: vec![case], ..Input::default() });
            report_flaws(&mut input, file.name, &flaws);
            input
        }
        Err(error) => Warned::clean(Input { failures: vec![failure(file.name, error)], ..Input::default() }),
    }
}

fn report_flaws(input: &mut Warned<Input>, name: &str, flaws: &[Flaw]) {
    for flaw in flaws.iter().take(LISTED_FLAWS) {
        input.warn(name, flaw.to_string());
    }
    if flaws.len() > LISTED_FLAWS {
        input.warn(name, format!("{} more flaws of this kind", flaws.len() - LISTED_FLAWS));
    }
}

fn failure(name: &str, error: CaseError) -> Error {
    let (position, problem, hint) = match &error {
        CaseError::Json(json) => {
            let position =
                Position { line: Some(json.line()), column: Some(json.column()), ..Position::default() };
            (position, format!("not a case file: {}", without_place(json)), "check the file at this place")
        }
        CaseError::Format(_) => (Position::default(), error.to_string(), "give a file that `extract` wrote"),
        CaseError::Version { .. } => (Position::default(), error.to_string(), "install the newest version"),
    };
    Error::unreadable(name, position, problem, Some(hint))
}

/// The message of a JSON error without the place, which is told apart.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_case_is_recognised_and_read() {
        let json = Case::default().to_json();
        assert!(recognise(&json));
        assert_eq!(read(File { name: "case.json", text: &json }).value.cases, [Case::default()]);
    }

    #[test]
    fn a_broken_case_names_the_place() {
        let text = "{\"format\": \"sociogram-case\",\n \"version\": 1,\n \"events\": [}";
        let read = read(File { name: "case.json", text });
        assert!(read.value.failures[0].to_string().starts_with("case.json, line 3, column"));
    }
}
