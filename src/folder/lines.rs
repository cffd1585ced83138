//! Files of one JSON object a line that only grow.

use super::{FOLDER_VERSION, NEEDS, files};
use crate::error::{Error, Position};
use crate::model::Warned;
use serde_json::Value;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Where the rest of an interrupted write goes.
const SET_ASIDE: &str = "set-aside.txt";

/// One of the growing files.
pub(super) struct Lines {
    /// File name.
    pub(super) name: &'static str,
    /// Word before the version in its first line.
    pub(super) format: &'static str,
}

impl Lines {
    /// The first line of a new file.
    pub(super) fn header(&self) -> String {
        format!("{{\"format\":\"{}/{FOLDER_VERSION}\",\"needs\":\"{NEEDS}\"}}\n", self.format)
    }

    /// The records with their line numbers, counted from 1. What cannot be read is a warning and stays in the file.
    pub(super) fn read(&self, folder: &Path) -> Result<Warned<Vec<(usize, Value)>>, Error> {
        let bytes = match fs::read(folder.join(self.name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Warned::clean(Vec::new())),
            Err(error) => {
                let problem = format!("cannot be read: {error}");
                return Err(Error::unreadable(self.name, Position::default(), problem, None));
            }
        };
        self.parse(&bytes)
    }

    /// Like [`Lines::read`], of bytes.
    pub(super) fn parse(&self, bytes: &[u8]) -> Result<Warned<Vec<(usize, Value)>>, Error> {
        let mut records = Warned::clean(Vec::new());
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Value>(line) {
                Ok(value) if value.get("format").is_some() => self.check_version(&value)?,
                Ok(value) if value.is_object() => records.value.push((number + 1, value)),
                _ if line.as_ptr() as usize - bytes.as_ptr() as usize >= whole => {
                    let torn = "the last line is incomplete, as an interrupted write leaves it; set aside";
                    records.warn(self.place(number + 1), torn);
                }
                _ => records.warn(self.place(number + 1), "no JSON object; left as it is, without effect"),
            }
        }
        Ok(records)
    }

    /// `decisions.ndjson, line 3`.
    pub(super) fn place(&self, line: usize) -> String {
        format!("{}{}", self.name, Position::line(line))
    }

    fn check_version(&self, header: &Value) -> Result<(), Error> {
        let format = header["format"].as_str().unwrap_or_default();
        super::settings::check_version(self.name, self.format, format, header["needs"].as_str())
    }

    /// Adds whole lines at once and forces them to disk. If that fails, the file is as it was.
    pub(super) fn append(&self, folder: &Path, lines: &[String]) -> Result<(), Error> {
        if lines.is_empty() {
            return Ok(());
        }
        let append = || {
            let path = folder.join(self.name);
            let is_new = !path.exists();
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            let end = settle(&mut file, folder)?;
            let mut text = if end == 0 { self.header() } else { String::new() };
            for line in lines {
                text.push_str(line);
                text.push('\n');
            }
            file.seek(SeekFrom::Start(end))?;
            file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).inspect_err(|_| {
                let _ = file.set_len(end);
            })?;
            if is_new { files::sync_folder(folder) } else { Ok(()) }
        };
        append().map_err(|error: io::Error| Error::unwritable(self.name, error.to_string()))
    }
}

/// Length of the file up to which lines are whole. The rest of an interrupted write is moved to a file of its own; a last
/// line that merely lacks its line break gets it.
fn settle(file: &mut File, folder: &Path) -> io::Result<u64> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(0);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    if last == [b'\n'] {
        return Ok(length);
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let rest = &bytes[start..];
    if serde_json::from_slice::<Value>(rest).is_ok_and(|value| value.is_object()) {
        file.seek(SeekFrom::Start(length))?;
        file.write_all(b"\n")?;
        return Ok(length + 1);
    }
    let mut aside = OpenOptions::new().create(true).append(true).open(folder.join(SET_ASIDE))?;
    aside.write_all(&[rest, b"\n"].concat())?;
    aside.sync_data()?;
    file.set_len(start as u64)?;
    Ok(start as u64)
}
