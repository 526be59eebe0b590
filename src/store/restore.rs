//! Putting a store in the place of another, which is kept.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use super::backup::sync_folder;
use super::sqlite::open_any;
use super::writer::holder_of;
use super::{Copied, StoreError, instant_in_name};
use crate::model::Instant;

/// Times that a store in use is tried, and how long is waited in between.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// A store that nobody else has open, so that another can take its place.
pub struct Aside {
    place: PathBuf,
    /// Lets nobody read the file; `None` where it is damaged so that SQLite has no lock for it.
    held: Option<Connection>,
    /// Where it will be kept.
    kept_as: PathBuf,
}

impl Aside {
    /// Returns the first name of an instant for what is set aside that no file has.
    pub fn name(place: &Path, at: Instant) -> PathBuf {
        let stem = with(place, &format!(".before-restore-{}", instant_in_name(at)));
        let mut name = stem.clone();
        for number in 2.. {
            if fs::symlink_metadata(&name).is_err() {
                break;
            }
            name = with(&stem, &format!("-{number}"));
        }
        name
    }

    /// Waits a moment for those who have the store at `place` open, writes what its log has into
    /// the file, and lets nobody open it any more. A file too damaged for that is taken as it is.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process goes on to use it.
    pub fn hold(place: &Path, kept_as: &Path) -> Result<Self, StoreError> {
        let held = hold_alone(place)?;
        Ok(Self { place: place.to_owned(), held, kept_as: kept_as.to_owned() })
    }
}

/// What every file of SQLite begins with.
const HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Returns whether a file begins as one of SQLite does. SQLite itself would delete the log beside
/// one that does not. Reading it is safe as long as this process has not opened the store.
fn has_header(place: &Path) -> Result<bool, StoreError> {
    use std::io::Read as _;
    let mut start = Vec::with_capacity(HEADER.len());
    let limit = u64::try_from(HEADER.len()).unwrap_or(0);
    fs::File::open(place)
        .and_then(|file| file.take(limit).read_to_end(&mut start))
        .map_err(|source| StoreError::File { path: place.to_owned(), source })?;
    Ok(start == HEADER)
}

fn hold_alone(place: &Path) -> Result<Option<Connection>, StoreError> {
    if !has_header(place)? {
        return Ok(None);
    }
    let connection = match open_any(place) {
        Err(StoreError::Foreign { .. } | StoreError::Damaged { .. }) => return Ok(None),
        opened => opened?,
    };
    let busy = |error: &rusqlite::Error| {
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        )
    };
    let damaged = |error: &rusqlite::Error| {
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        )
    };
    let refused = |error: &rusqlite::Error| StoreError::Unreachable {
        place: place.display().to_string(),
        detail: error.to_string(),
    };
    if let Err(error) = connection.busy_timeout(Duration::ZERO) {
        return Err(refused(&error));
    }
    for tried in 0..TRIES {
        if tried > 0 {
            std::thread::sleep(PAUSE);
        }
        // Only who has a file alone can leave the write-ahead log, and nothing is left in it then.
        let left: Result<String, _> =
            connection.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0));
        match left {
            Ok(mode) if mode == "delete" => {}
            Ok(_) => continue,
            Err(error) if busy(&error) => continue,
            Err(error) if damaged(&error) => return Ok(None),
            Err(error) => return Err(refused(&error)),
        }
        match connection.execute_batch("BEGIN EXCLUSIVE") {
            Ok(()) => return Ok(Some(connection)),
            Err(error) if busy(&error) => {}
            Err(error) if damaged(&error) => return Ok(None),
            Err(error) => return Err(refused(&error)),
        }
    }
    Err(StoreError::Locked { holder: holder_of(place) })
}

/// Returns a path with more at its end.
fn with(path: &Path, more: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

impl Copied {
    /// Takes the place at which there is nothing yet. The log of a store that is gone, which would
    /// be taken for the new one's, is kept as that of `kept_as`; returns whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] where there is something by now.
    pub fn take_place(self, place: &Path, kept_as: &Path) -> Result<bool, StoreError> {
        let moved = set_logs_aside(place, kept_as)?;
        let folder = place.parent().unwrap_or(Path::new(""));
        // A journal or log that is gone must not come back when the power is cut: it would be taken
        // for that of the store which gets the name next.
        sync_folder(folder).inspect_err(|_| put_back(moved.clone()))?;
        if let Err(failed) = self.file.persist_noclobber(place) {
            put_back(moved);
            return Err(match failed.error.kind() {
                io::ErrorKind::AlreadyExists => {
                    StoreError::Duplicate { what: place.display().to_string() }
                }
                _ => StoreError::File { path: place.to_owned(), source: failed.error },
            });
        }
        sync_folder(folder)?;
        Ok(!moved.is_empty())
    }

    /// Takes the place of a store, which is kept under another name. At no moment is there nothing
    /// at the place, and what fails leaves the store that was there.
    pub fn take_place_of(self, aside: Aside) -> Result<(), StoreError> {
        let Aside { place, held, kept_as } = aside;
        let failed = |source| StoreError::File { path: kept_as.clone(), source };
        // What a damaged store has beside it belongs to it alone.
        let mut moved = set_logs_aside(&place, &kept_as)?;
        // Where files cannot have two names, the store is away for a moment.
        if fs::hard_link(&place, &kept_as).is_err() {
            if let Err(source) = fs::rename(&place, &kept_as) {
                put_back(moved);
                return Err(failed(source));
            }
            moved.push((kept_as.clone(), place.clone()));
        }
        let folder = place.parent().unwrap_or(Path::new(""));
        // As above: nothing that is gone may come back beside the restored store.
        let placed = sync_folder(folder).and_then(|()| {
            let failed = |failed: tempfile::PersistError| failed.error;
            let taken = self.file.persist(&place).map(drop).map_err(failed);
            taken.map_err(|source| StoreError::File { path: place.clone(), source })
        });
        if let Err(error) = placed {
            if moved.iter().all(|(from, _)| *from != kept_as) {
                let _ = fs::remove_file(&kept_as);
            }
            put_back(moved);
            return Err(error);
        }
        sync_folder(folder)?;
        // Until here nobody can have read the file that was set aside.
        drop(held);
        Ok(())
    }
}

/// Gives what SQLite keeps beside one file the names of what it keeps beside another; returns the
/// names, new and old, or gives them back where one fails.
fn set_logs_aside(place: &Path, kept_as: &Path) -> Result<Vec<(PathBuf, PathBuf)>, StoreError> {
    let mut moved = Vec::new();
    for more in ["-wal", "-shm", "-journal"] {
        let (from, to) = (with(place, more), with(kept_as, more));
        if fs::symlink_metadata(&from).is_ok() {
            if let Err(source) = fs::rename(&from, &to) {
                put_back(moved);
                return Err(StoreError::File { path: to, source });
            }
            moved.push((to, from));
        }
    }
    Ok(moved)
}

/// Gives files their names back. What fails then is told by the first failure.
fn put_back(moved: Vec<(PathBuf, PathBuf)>) {
    for (from, to) in moved.into_iter().rev() {
        let _ = fs::rename(from, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, setup};
    use crate::store::{Opening, Store, StoreError};

    const AT: &str = "2026-03-02T01:00:00Z";

    fn noted(store: &Store, note: &str) {
        store
            .write::<_, StoreError>(&caller("note"), false, |op| op.set_meta("note", note))
            .unwrap();
    }

    #[test]
    fn who_opens_a_store_while_it_is_replaced_gets_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("kam.db");
        let name = place.to_str().unwrap();
        let (store, _) = Store::create(name, &setup(), &caller("init")).unwrap();
        noted(&store, "restored");
        let copied = store.copy_into(folder.path()).unwrap();
        noted(&store, "set aside");
        drop(store);

        let kept_as = Aside::name(&place, AT.parse().unwrap());
        let aside = Aside::hold(&place, &kept_as).unwrap();
        std::thread::scope(|scope| {
            let opening = scope.spawn(|| {
                let store = Store::open(name, &Opening::at(AT.parse().unwrap())).unwrap();
                let note = store.meta("note").unwrap();
                noted(&store, "written meanwhile");
                note
            });
            // It has the file open, and waits to read it.
            std::thread::sleep(PAUSE * 6);
            assert!(!opening.is_finished());
            copied.take_place_of(aside).unwrap();
            assert_eq!(opening.join().unwrap().as_deref(), Some("restored"));
        });
        let note = |place: &Path| {
            let opening = Opening::at(AT.parse().unwrap());
            Store::open(place.to_str().unwrap(), &opening).unwrap().meta("note").unwrap()
        };
        assert_eq!(note(&kept_as).as_deref(), Some("set aside"), "nothing was written to it");
        assert_eq!(note(&place).as_deref(), Some("written meanwhile"));
    }

    #[test]
    fn what_cannot_take_the_place_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("kam.db");
        let name = place.to_str().unwrap();
        let (store, _) = Store::create(name, &setup(), &caller("init")).unwrap();
        let copied = store.copy_into(folder.path()).unwrap();
        drop(store);
        fs::write(with(&place, "-journal"), "").unwrap();
        // There is no such folder to keep it in.
        let kept_as = folder.path().join("missing/kept.db");
        let aside = Aside::hold(&place, &kept_as).unwrap();
        fs::write(with(&place, "-wal"), "").unwrap();
        assert!(copied.take_place_of(aside).is_err());
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.retain(|name| !name.ends_with("-journal"));
        left.sort();
        assert_eq!(left, ["kam.db", "kam.db-wal"]);
    }
}
