//! Files, archives and standard input as streams of bytes.

use anyhow::Context;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

/// Gives every stream of `path` with its name to `read`: the file, what a gzip file holds, or every file of a ZIP archive.
pub(super) fn each(
    path: &Path,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        return opened("stdin", Box::new(io::stdin().lock()), read);
    }
    let name = path.file_name().map_or("input".into(), |name| name.to_string_lossy());
    let mut file = File::open(path).context("cannot be read")?;
    let mut start = Vec::new();
    file.by_ref().take(4).read_to_end(&mut start).context("cannot be read")?;
    let rewound = file.rewind();
    if start.starts_with(b"PK\x03\x04") && rewound.is_ok() {
        return archive(&name, file, read);
    }
    match rewound {
        Ok(()) => opened(&name, Box::new(file), read),
        // A pipe by name cannot be rewound.
        Err(_) => opened(&name, Box::new(Cursor::new(start).chain(file)), read),
    }
}

fn opened(
    name: &str,
    mut stream: Box<dyn Read + '_>,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut start = Vec::new();
    stream.by_ref().take(4).read_to_end(&mut start).context("cannot be read")?;
    let gzip = start.starts_with(b"\x1f\x8b");
    let zip = start.starts_with(b"PK\x03\x04");
    let mut whole = Cursor::new(start).chain(stream);
    if gzip {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        return read(
            name,
            &mut flate2::read::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, whole)),
        );
    }
    if zip {
        // The list of files stands at an archive's end, so a stream has to be kept.
        let mut file = tempfile::tempfile().context("cannot keep the archive")?;
        io::copy(&mut whole, &mut file).context("cannot be read")?;
        return archive(name, file, read);
    }
    read(name, &mut whole)
}

fn archive(
    name: &str,
    file: File,
    read: &mut dyn FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut archive =
        zip::ZipArchive::new(io::BufReader::new(file)).context("the ZIP archive is damaged or cut off")?;
    let mut failure = None;
    for number in 0..archive.len() {
        let mut entry =
            archive.by_index(number).with_context(|| format!("file {} of the archive", number + 1))?;
        let path = entry.name().context("the ZIP archive is damaged")?.into_owned();
        let inside = path.rsplit('/').next().unwrap_or_default().to_owned();
        if entry.is_dir() || inside.starts_with('.') {
            continue;
        }
        let shown = if archive_names_itself(name, &inside) { inside } else { format!("{name}/{inside}") };
        failure = read(&shown, &mut entry).err().or(failure);
    }
    failure.map_or(Ok(()), Err)
}

/// `20260102.export.CSV.zip` holds `20260102.export.CSV`: one name says it all.
fn archive_names_itself(archive: &str, inside: &str) -> bool {
    archive.len() == inside.len() + 4 && archive.starts_with(inside)
}
