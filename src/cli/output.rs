//! Data out: standard output, or a file that is either old or new but never half-written.

use super::shell::Shell;
use anyhow::Context;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Writes the data to the file, or to standard output for none and `-`.
pub(crate) fn write(shell: &Shell, target: Option<&Path>, data: &str) -> anyhow::Result<()> {
    match target {
        Some(path) if path.as_os_str() != "-" => {
            write_file(path, data.as_bytes())?;
            shell.detail(&format!("wrote {}", shown(path)));
            Ok(())
        }
        _ => write_stdout(data),
    }
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

/// Writes beside the file and renames, so that no reader ever sees half of it. Devices and pipes are written directly.
pub(crate) fn write_file(path: &Path, data: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", shown(path));
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => anyhow::bail!("cannot write {}: it is a folder", shown(path)),
        Ok(known) if !known.is_file() => fs::write(path, data).with_context(failed),
        Ok(_) => replace(&fs::canonicalize(path).with_context(failed)?, data).with_context(failed),
        Err(_) => replace(path, data).with_context(failed),
    }
}

fn replace(path: &Path, data: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sociogram-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(data)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// A path for messages: as given if relative, else the last part only.
pub(crate) fn shown(path: &Path) -> String {
    let shown = if path.is_absolute() { path.file_name().map(PathBuf::from) } else { None };
    shown.as_deref().unwrap_or(path).display().to_string()
}
