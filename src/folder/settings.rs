//! `case.toml`: format and title, written by us and edited by people.

use super::{FOLDER_VERSION, NEEDS, SETTINGS, files};
use crate::error::{Error, Position};
use std::fs;
use std::path::Path;
use toml_edit::{DocumentMut, value};

/// Word before the version in the `format` line.
const FORMAT: &str = "sociogram-case";

/// The settings with everything that stands around them.
#[derive(Clone, Debug)]
pub(super) struct Settings(DocumentMut);

impl Settings {
    /// Those of a new case.
    pub(super) fn new() -> Self {
        let mut settings = DocumentMut::new();
        settings["format"] = value(format!("{FORMAT}/{FOLDER_VERSION}"));
        settings["needs"] = value(NEEDS);
        Self(settings)
    }

    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(folder.join(SETTINGS)).map_err(|error| {
            let hint = "`sociogram case init DIR` makes a case folder";
            Error::unreadable(SETTINGS, Position::default(), format!("cannot be read: {error}"), Some(hint))
        })?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let settings: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            let position = error.span().map_or(Position::default(), |span| place(text, span.start));
            Error::unreadable(
                SETTINGS,
                position,
                error.message().trim().to_owned(),
                Some("correct this line"),
            )
        })?;
        let word = |key| settings.get(key).and_then(|item| item.as_str());
        let Some(format) = word("format") else {
            let hint = format!("a case folder has the line format = \"{FORMAT}/{FOLDER_VERSION}\"");
            return Err(Error::unreadable(SETTINGS, Position::default(), "has no `format`", Some(&hint)));
        };
        check_version(SETTINGS, FORMAT, format, word("needs"))?;
        Ok(Self(settings))
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.0.get("title")?.as_str()
    }

    /// Sets the title; comments and keys that this version does not know stay.
    pub(super) fn set_title(&mut self, title: &str) {
        self.0["title"] = value(title);
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let written = files::replace(&folder.join(SETTINGS), self.0.to_string().as_bytes())
            .and_then(|()| files::sync_folder(folder));
        written.map_err(|error| Error::unwritable(SETTINGS, error.to_string()))
    }
}

fn place(text: &str, byte: usize) -> Position {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
    Position { line: Some(line), column: Some(column), ..Position::default() }
}

/// Whether this version reads the format `WORD/NUMBER`; if it is a newer one, the error names the version to install.
pub(super) fn check_version(file: &str, word: &str, format: &str, needs: Option<&str>) -> Result<(), Error> {
    let version = format.strip_prefix(word).and_then(|rest| rest.strip_prefix('/'));
    let Some(version) = version.and_then(|version| version.parse::<u32>().ok()) else {
        let problem = format!("its format is '{format}', not '{word}/{FOLDER_VERSION}'");
        return Err(Error::unreadable(file, Position::default(), problem, Some("give a case folder")));
    };
    if version <= FOLDER_VERSION {
        return Ok(());
    }
    let problem = format!("format {version} is newer than {FOLDER_VERSION}, which this program reads");
    let hint = match needs {
        Some(needs) => format!("install sociogram {needs} or newer"),
        None => "install the newest sociogram".to_owned(),
    };
    Err(Error::unreadable(file, Position::default(), problem, Some(&hint)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_version_does_not_know_survives_a_new_title() {
        let text = "# ours\nformat = \"sociogram-case/1\"\ncolour = \"red\" # as in the style guide\n\n[later]\nx = 1\n";
        let mut settings = Settings::parse(text).unwrap();
        settings.set_title("Talks");
        let written = settings.0.to_string();
        let added = "title = \"Talks\"\n";
        assert!(written.contains(added));
        assert_eq!(written.replace(added, ""), text);
    }

    #[test]
    fn a_newer_format_names_the_version_to_install() {
        let error = Settings::parse("format = \"sociogram-case/2\"\nneeds = \"0.7.0\"\n").unwrap_err();
        assert_eq!(error.to_string(), "case.toml: format 2 is newer than 1, which this program reads");
        assert_eq!(error.hint().as_deref(), Some("install sociogram 0.7.0 or newer"));
    }

    #[test]
    fn a_mistake_in_the_file_is_placed() {
        let error = Settings::parse("format = \"sociogram-case/1\"\ntitle = Talks\n").unwrap_err();
        assert!(error.to_string().starts_with("case.toml, line 2, column 9: "), "{error}");
        assert!(Settings::parse("title = \"x\"").is_err());
    }
}
