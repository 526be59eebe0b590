//! Files that come to be as a whole or not at all.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Links that are followed before they are taken for a circle.
const MOST_LINKS: usize = 40;

/// What was being done to a file when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputStep {
    /// Opening it, or making the temporary file beside it.
    Open,
    /// Writing to it.
    Write,
    /// Making sure that it is on the disk, and putting it in its place.
    Finish,
}

impl fmt::Display for OutputStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Open => "open",
            Self::Write => "write",
            Self::Finish => "finish",
        })
    }
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot {step} `{}`: {source}", path.display())]
pub struct OutputError {
    /// The file as it was named.
    pub path: PathBuf,
    /// What was being done.
    pub step: OutputStep,
    /// What the system said. A closed pipe is of the kind `BrokenPipe`.
    pub source: io::Error,
}

/// A file being written. It takes its place in [`FileOutput::commit`]; dropped before that,
/// nothing is left of it and what was there before stays.
///
/// The new file can be read and written by its owner alone. A symbolic link stays, and the file
/// that it leads to is replaced. What is no regular file (a pipe, a terminal), and anything below
/// `/dev` and `/proc`, is written to directly.
///
/// [`Write`] has no buffer. Its errors keep their kind, and carry an [`OutputError`] inside.
#[derive(Debug)]
pub struct FileOutput {
    path: PathBuf,
    target: Target,
}

#[derive(Debug)]
enum Target {
    Replaced { file: NamedTempFile, place: PathBuf },
    Direct(File),
}

impl FileOutput {
    /// Begins to write the file at `path`.
    pub fn create(path: &Path) -> Result<Self, OutputError> {
        let target = open(path).map_err(|source| OutputError {
            path: path.to_owned(),
            step: OutputStep::Open,
            source,
        })?;
        Ok(Self { path: path.to_owned(), target })
    }

    /// Puts the file in its place, after it has reached the disk; returns once its folder has
    /// done so too.
    pub fn commit(self) -> Result<(), OutputError> {
        let Self { path, target } = self;
        let finished = match target {
            Target::Replaced { file, place } => replace(file, &place),
            Target::Direct(mut file) => file.flush(),
        };
        finished.map_err(|source| OutputError { path, step: OutputStep::Finish, source })
    }

    fn failed(&self, source: io::Error) -> io::Error {
        let kind = source.kind();
        let path = self.path.clone();
        io::Error::new(kind, OutputError { path, step: OutputStep::Write, source })
    }
}

impl Write for FileOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            // Its own errors name the temporary file, which nobody knows.
            Target::Replaced { file, .. } => file.as_file_mut().write(bytes),
            Target::Direct(file) => file.write(bytes),
        }
        .map_err(|source| self.failed(source))
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Replaced { file, .. } => file.flush(),
            Target::Direct(file) => file.flush(),
        }
        .map_err(|source| self.failed(source))
    }
}

fn open(path: &Path) -> io::Result<Target> {
    let Some(place) = place(path)? else {
        // Appending: opened anew, a redirected file would be written from its beginning again.
        return OpenOptions::new().append(true).open(path).map(Target::Direct);
    };
    match fs::metadata(&place) {
        Ok(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(old) if !old.is_file() => {
            return OpenOptions::new().append(true).open(&place).map(Target::Direct);
        }
        // Renaming over it would succeed all the same.
        Ok(old) if old.permissions().readonly() => {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if place.file_name().is_none() {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    let file = tempfile::Builder::new().prefix(".kam-").tempfile_in(folder(&place))?;
    Ok(Target::Replaced { file, place })
}

/// Returns the file that `path` leads to through symbolic links, there or not; `None` for one
/// that is to be written directly because of where it is.
fn place(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        if place.starts_with("/dev") || place.starts_with("/proc") {
            return Ok(None);
        }
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => {
                place = folder(&place).join(fs::read_link(&place)?);
            }
            _ => return Ok(Some(place)),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str() != OsStr::new("") => folder,
        _ => Path::new("."),
    }
}

fn replace(file: NamedTempFile, place: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(place).map_err(|failed| failed.error)?;
    // Only where folders can be opened as files does the name need a sync of its own.
    if cfg!(unix) { File::open(folder(place))?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, text: &str) -> Result<(), OutputError> {
        let mut file = FileOutput::create(path)?;
        file.write_all(text.as_bytes()).unwrap();
        file.commit()
    }

    #[test]
    fn a_file_appears_whole_and_only_when_committed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("李伟.csv");
        let mut file = FileOutput::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");

        written(&path, "one").unwrap();
        written(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn failures_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("no/such/folder.csv"), folder.path().to_owned()] {
            let error = written(&path, "").unwrap_err();
            assert_eq!((&error.path, error.step), (&path, OutputStep::Open));
            assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it_and_write_protection_holds() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        fs::write(&path, "open to all").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        written(&path, "[]\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = written(&path, "x").unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&path).unwrap(), "[]\n");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_lead_to_the_new_file() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("inner")).unwrap();
        symlink("inner/real.csv", at("first")).unwrap();
        symlink("first", at("second")).unwrap();
        for text in ["made through a dangling link", "replaced"] {
            written(&at("second"), text).unwrap();
            assert_eq!(fs::read_to_string(at("inner/real.csv")).unwrap(), text);
            assert!(fs::symlink_metadata(at("first")).unwrap().is_symlink());
        }
        symlink("round", at("round")).unwrap();
        assert!(written(&at("round"), "").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_to_directly() {
        written(Path::new("/dev/null"), "gone").unwrap();
        let full = Path::new("/dev/full");
        if full.exists() {
            let error = FileOutput::create(full).unwrap().write_all(b"x").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            assert!(error.to_string().contains("/dev/full"), "{error}");
        }
    }
}
