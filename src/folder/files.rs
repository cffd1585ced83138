//! Files that are old or new but never half-written, and the lock of the one who writes.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Held by who writes; the system lets go of it when the program ends, however it ends.
const LOCK: &str = ".lock";

/// Replaces a file by way of a new one beside it. The bytes are on disk before the name is; the folder itself is not, see
/// [`sync_folder`].
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    with_beside(path, |file| {
        file.write_all(bytes)?;
        file.sync_all()
    })
}

/// Like [`replace`] for files that can be made again: not forced to disk.
pub(super) fn replace_quickly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    with_beside(path, |file| file.write_all(bytes))
}

fn with_beside(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let mut beside = PathBuf::from(path).into_os_string();
    // Readers fill the cache without a lock, so that two programs may write the same file at once.
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = File::create(&beside).and_then(|mut file| write(&mut file));
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// Takes away what interrupted writes have left in a folder. Only who holds the lock may do this.
pub(super) fn sweep(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten().filter(|file| file.file_name().to_string_lossy().ends_with(".tmp")) {
        let _ = fs::remove_file(file.path());
    }
}

/// Forces the names in a folder to disk, where systems can do that.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The lock of a case folder; none if another program has it and nobody wants to wait.
pub(super) fn lock(folder: &Path, wait: bool) -> io::Result<Option<File>> {
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    let locked = match file.try_lock() {
        Err(TryLockError::WouldBlock) if wait => file.lock(),
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => Ok(()),
    };
    match locked {
        // Some network drives know no locks; the single user there is not to be shut out.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
        Err(error) => Err(error),
        Ok(()) => Ok(Some(file)),
    }
}
