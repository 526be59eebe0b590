//! The note beside a file that says who is writing to it, for those who wait.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::Caller;

/// Who is writing, in `FILE.writer` for as long as it is held. The file is locked by the process
/// that wrote it: whatever it says, it is of no use once that process is gone.
pub(super) struct Note {
    path: PathBuf,
    text: String,
    /// Open, and locked therefore.
    _file: File,
}

impl Note {
    /// Leaves the note beside the file of a store. Only who holds the write lock does; failing to
    /// write it is no error.
    pub(super) fn leave(store: &Path, caller: &Caller) -> Option<Self> {
        let path = path_of(store);
        let text =
            format!("process {}, {}, since {}", std::process::id(), caller.command, caller.at);
        // What is there is of one who has just let go of the lock, or is gone without a word.
        let _ = std::fs::remove_file(&path);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).ok()?;
        if file.try_lock().is_err() || file.write_all(text.as_bytes()).is_err() {
            let _ = std::fs::remove_file(&path);
            return None;
        }
        Some(Self { path, text, _file: file })
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // The next one may have left theirs already.
        if std::fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Returns who writes to a file, as they wrote of themselves; `None` where they left nothing, and
/// where they run no more.
pub(super) fn holder_of(store: &Path) -> Option<String> {
    let mut file = File::open(path_of(store)).ok()?;
    if file.try_lock_shared().is_ok() {
        return None;
    }
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn path_of(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".writer");
    name.into()
}
