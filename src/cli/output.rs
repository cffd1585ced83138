//! Data out: standard output, or a file that is either old or new but never half-written.

use super::shell::Shell;
use anyhow::Context;
use sociogram::model::Case;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Writes the data to the file, or to standard output for none and `-`.
pub(crate) fn write(shell: &Shell, target: Option<&Path>, data: &str) -> anyhow::Result<()> {
    write_bytes(shell, target, data.as_bytes())
}

/// Writes the bytes of any format: as they are to a file, as text to standard output.
pub(crate) fn write_bytes(shell: &Shell, target: Option<&Path>, data: &[u8]) -> anyhow::Result<()> {
    match target {
        Some(path) if path.as_os_str() != "-" => {
            write_file(path, data)?;
            shell.detail(&format!("wrote {}", shown(path)));
            Ok(())
        }
        _ => write_stdout(&String::from_utf8_lossy(data)),
    }
}

/// Writes a case without holding its JSON in memory, to a file or to standard output.
pub(crate) fn write_case(shell: &Shell, target: Option<&Path>, case: &Case) -> anyhow::Result<()> {
    if goes_to_terminal(target) {
        return write_stdout(&case.to_json());
    }
    write_with(shell, target, |out| case.write_json(io::BufWriter::new(out)))
}

/// Writes what `write` makes, to a file or to standard output; nothing escapes control characters of names here.
pub(crate) fn write_with(
    shell: &Shell,
    target: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    match target {
        Some(path) if path.as_os_str() != "-" => {
            let failed = || format!("cannot write {}", shown(path));
            match place(path).with_context(failed)? {
                Place::Direct => write(&mut fs::File::create(path).with_context(failed)?),
                Place::Beside(path) => replace(&path, |file| write(file)),
            }
            .with_context(failed)?;
            shell.detail(&format!("wrote {}", shown(path)));
            Ok(())
        }
        _ if io::stdout().is_terminal() => {
            let mut data = Vec::new();
            write(&mut data)?;
            write_stdout(&String::from_utf8_lossy(&data))
        }
        _ => Ok(write(&mut io::stdout().lock())?),
    }
}

fn goes_to_terminal(target: Option<&Path>) -> bool {
    target.is_none_or(|path| path.as_os_str() == "-") && io::stdout().is_terminal()
}

/// On a terminal control characters of hostile names are dropped; files and pipes get the data as it is.
fn write_stdout(data: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    if io::stdout().is_terminal() {
        out.write_all(sociogram::render::printable_lines(data).as_bytes())?;
    } else {
        out.write_all(data.as_bytes())?;
    }
    Ok(out.flush()?)
}

/// How a path is written.
enum Place {
    /// A device or pipe: as it is.
    Direct,
    /// A file: a new one beside it takes its place.
    Beside(PathBuf),
}

fn place(path: &Path) -> io::Result<Place> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Ok(known) if !known.is_file() => Ok(Place::Direct),
        Ok(_) => Ok(Place::Beside(fs::canonicalize(path)?)),
        Err(_) => Ok(Place::Beside(path.to_owned())),
    }
}

/// Writes beside the file and renames, so that no reader ever sees half of it. Devices and pipes are written directly.
pub(crate) fn write_file(path: &Path, data: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", shown(path));
    match place(path).with_context(failed)? {
        Place::Direct => fs::write(path, data).with_context(failed),
        Place::Beside(path) => replace(&path, |file| file.write_all(data)).with_context(failed),
    }
}

fn replace(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sociogram-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    let unfinished = file.path().to_owned();
    super::interrupt::guarded(&unfinished, || {
        write(file.as_file_mut())?;
        file.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    })
}

/// A path for messages: as given if relative, else the last part only.
pub(crate) fn shown(path: &Path) -> String {
    let shown = if path.is_absolute() { path.file_name().map(PathBuf::from) } else { None };
    shown.as_deref().unwrap_or(path).display().to_string()
}
