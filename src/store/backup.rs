//! Copies of a store: made while others write, checked, and named by their instant.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::error::from_sqlite;
use super::sqlite::{is_ours, open_any, place_in};
use super::{Db, Store, StoreError, Val, schema};
use crate::model::{Instant, OperationId};

/// The folder beside a store that its backups are in.
const FOLDER: &str = "backups";

/// Lines of what is damaged that are told.
const MOST_TOLD: usize = 3;

/// Returns the folder beside a store that its backups are in, there or not.
pub fn backups_beside(store: &Path) -> PathBuf {
    store.with_file_name(FOLDER)
}

/// How the backups of one store are called: `kam-2026-11-26T204320Z.db` those of `kam.db`; a second
/// one of the same second has `-2` behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupNames {
    stem: String,
    ending: String,
}

/// A file that is called like a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// The file.
    pub path: PathBuf,
    /// When it was taken, as its name says.
    pub at: Instant,
    /// Which one of that second it is, from 1.
    pub number: u32,
}

impl BackupNames {
    /// Returns the names of the backups of the store in this file.
    pub fn of(store: &Path) -> Self {
        let part = |part: Option<&std::ffi::OsStr>| {
            part.map_or_else(String::new, |part| part.to_string_lossy().into_owned())
        };
        let ending = part(store.extension());
        let ending = if ending.is_empty() { ending } else { format!(".{ending}") };
        Self { stem: part(store.file_stem()), ending }
    }

    /// Returns the name of the `number`th backup taken at an instant, from 1.
    fn name(&self, at: Instant, number: u32) -> String {
        let Self { stem, ending } = self;
        let at = instant_in_name(at);
        if number > 1 {
            format!("{stem}-{at}-{number}{ending}")
        } else {
            format!("{stem}-{at}{ending}")
        }
    }

    /// Returns when the backup of this name was taken, and which one of that second it is; `None`
    /// for another name.
    fn parse(&self, name: &str) -> Option<(Instant, u32)> {
        let rest = name.strip_prefix(&self.stem)?.strip_prefix('-')?;
        let rest = rest.strip_suffix(&self.ending)?;
        let (at, number) = rest.split_at_checked(18)?;
        let (time, zone) = (at.get(11..17)?, at.get(17..)?);
        let [hour, minute, second] = [time.get(..2)?, time.get(2..4)?, time.get(4..)?];
        let at: Instant =
            format!("{}T{hour}:{minute}:{second}{zone}", at.get(..10)?).parse().ok()?;
        let number = match number.strip_prefix('-') {
            Some(number) => number.parse().ok()?,
            None => 1,
        };
        // Neither `-1` nor `-02` is a name of ours.
        (self.name(at, number) == name).then_some((at, number))
    }

    /// Returns the files of these names in a folder, the newest first; none where there is no such
    /// folder. Links and folders are left out.
    pub fn in_folder(&self, folder: &Path) -> io::Result<Vec<BackupFile>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let named = entry.file_name().to_str().and_then(|name| self.parse(name));
            if let Some((at, number)) =
                named.filter(|_| entry.file_type().is_ok_and(|of| of.is_file()))
            {
                found.push(BackupFile { path: entry.path(), at, number });
            }
        }
        found.sort_by_key(|file| std::cmp::Reverse((file.at, file.number)));
        Ok(found)
    }
}

/// Returns an instant as names of files have it: without colons, which some systems refuse.
pub fn instant_in_name(at: Instant) -> String {
    at.to_string().replace(':', "")
}

/// A copy of a store, whole, checked and on the disk, that does not have its name yet. Dropped,
/// nothing is left of it.
#[derive(Debug)]
pub struct Copied {
    pub(super) file: NamedTempFile,
    /// Bytes of it.
    pub bytes: u64,
    /// IANA name of its time zone; missing where it does not say.
    pub time_zone: Option<String>,
    /// Steps of the schema that it has.
    pub schema: i64,
    /// The last operation in it; `None` where there is none.
    pub last_operation: Option<OperationId>,
}

impl Store {
    /// Copies the store into a folder. Others go on writing; the copy is the store as it is when
    /// the copying begins.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] with the folder where it cannot be written to;
    /// [`StoreError::Damaged`] where the copy is not sound.
    pub fn copy_into(&self, folder: &Path) -> Result<Copied, StoreError> {
        let Some(connection) = self.db.as_sqlite() else {
            return Err(StoreError::Setting { setting: "engine", found: "PostgreSQL".to_owned() });
        };
        copy(connection, folder)
    }

    /// Writes what the write-ahead log has into the file, where nobody is in the way.
    pub fn empty_log(&self) {
        if self.path.is_none() {
            return;
        }
        // The first round needs no lock, so that the second holds it for a moment only.
        for round in ["PASSIVE", "TRUNCATE"] {
            let _ =
                self.db.batch(&format!("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint({round})"));
        }
    }

    /// Returns whether the file is a copy of this store, of whatever day.
    pub fn has_copy_in(&self, file: &Path) -> bool {
        let theirs = open_any(file).map(Db::sqlite).and_then(|db| db.origin());
        match (theirs, self.db.origin()) {
            (Ok(Some(theirs)), Ok(Some(ours))) => theirs == ours,
            _ => false,
        }
    }

    /// Makes a backup beside the store before its schema is changed, and returns it with the last
    /// operation in it; `None` on PostgreSQL.
    pub(super) fn backup_before_migration(
        &self,
        at: Instant,
    ) -> Result<Option<(PathBuf, OperationId)>, StoreError> {
        let Some(path) = &self.path else { return Ok(None) };
        let folder = backups_beside(path);
        let no_backup = |error| match error {
            StoreError::Unreachable { place, detail } => StoreError::NoBackup { place, detail },
            StoreError::File { path, source } => StoreError::NoBackup {
                place: path.display().to_string(),
                detail: source.to_string(),
            },
            other => other,
        };
        make_private_folder(&folder).map_err(no_backup)?;
        let copied = self.copy_into(&folder).map_err(no_backup)?;
        let last = copied.last_operation.unwrap_or(OperationId(0));
        let file = copied.keep_in(&folder, &BackupNames::of(path), at).map_err(no_backup)?;
        Ok(Some((file, last)))
    }
}

impl Db {
    /// Returns what no other store has: the random key of the operation that made this one.
    fn origin(&self) -> Result<Option<String>, StoreError> {
        self.value("SELECT op_key FROM operation ORDER BY id LIMIT 1", &[])
    }

    /// Returns the newest operation; `None` where there is none.
    pub fn last_operation(&self) -> Result<Option<OperationId>, StoreError> {
        self.value("SELECT MAX(id) FROM operation", &[])
    }
}

/// Makes a folder that its owner alone can look into, where there is none.
pub fn make_private_folder(folder: &Path) -> Result<bool, StoreError> {
    if folder.is_dir() {
        return Ok(false);
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Ok(()) => Ok(true),
        // Another process made it meanwhile.
        Err(_) if folder.is_dir() => Ok(false),
        Err(source) => Err(StoreError::File { path: folder.to_owned(), source }),
    }
}

/// Checks the store in a file, and copies it into a folder.
///
/// # Errors
/// About the file: [`StoreError::Missing`], [`StoreError::Foreign`], [`StoreError::TooNew`],
/// [`StoreError::Damaged`]. About the folder: [`StoreError::Unreachable`] with its name.
pub fn copy_of(file: &Path, folder: &Path) -> Result<Copied, StoreError> {
    let connection = open_any(file)?;
    let place = file.display().to_string();
    let db = Db::sqlite(connection);
    let Some(connection) = db.as_sqlite() else { return Err(StoreError::Missing { place }) };
    sound(&db, connection).map_err(|error| place_in(&place, error))?;
    copy(connection, folder)
}

fn copy(connection: &Connection, folder: &Path) -> Result<Copied, StoreError> {
    let unreachable = |error: &dyn std::fmt::Display| StoreError::Unreachable {
        place: folder.display().to_string(),
        detail: error.to_string(),
    };
    let file = tempfile::Builder::new()
        .prefix(".kam-")
        .tempfile_in(folder)
        .map_err(|error| unreachable(&error))?;
    let Some(path) = file.path().to_str() else {
        return Err(unreachable(&"the name of the folder is not UTF-8"));
    };
    let sql = "VACUUM INTO $1";
    let written = super::sqlite::prepare(connection, sql, &[Val::Text(path)])
        .and_then(|mut copying| copying.raw_execute().map_err(|e| from_sqlite(&e, sql)));
    written.map_err(|error| match error {
        StoreError::Unreachable { detail, .. } => unreachable(&detail),
        other => other,
    })?;
    file.as_file().sync_all().map_err(|error| unreachable(&error))?;
    let copied = open_any(file.path())?;
    let db = Db::sqlite(copied);
    let Some(copied) = db.as_sqlite() else { return Err(unreachable(&"no file")) };
    let (schema, last_operation) = sound(&db, copied)?;
    let time_zone = db.value("SELECT value FROM meta WHERE name = 'time_zone'", &[])?;
    drop(db);
    let bytes = file.as_file().metadata().map_err(|error| unreachable(&error))?.len();
    Ok(Copied { file, bytes, time_zone, schema, last_operation })
}

/// Finds out whether a file is a sound store that this kam knows; returns the steps of its schema
/// and its last operation.
fn sound(db: &Db, connection: &Connection) -> Result<(i64, Option<OperationId>), StoreError> {
    let foreign = || StoreError::Foreign { place: String::new() };
    if !is_ours(connection)? {
        return Err(foreign());
    }
    let schema = db.schema_step()?.filter(|step| *step > 0).ok_or_else(foreign)?;
    if schema > schema::newest() {
        return Err(StoreError::TooNew { found: schema, known: schema::newest() });
    }
    let damage = db.damage(false)?;
    if !damage.is_empty() {
        let told: Vec<String> = damage.into_iter().take(MOST_TOLD).collect();
        return Err(StoreError::Damaged { detail: told.join("; ") });
    }
    if let Some((table, _)) = db.orphans()?.into_iter().next() {
        let detail = format!("a row of {table} names one that is not there");
        return Err(StoreError::Damaged { detail });
    }
    Ok((schema, db.last_operation()?))
}

impl Copied {
    /// Gives the copy the first name of an instant that no file of the folder has, and returns it.
    pub fn keep_in(
        self,
        folder: &Path,
        names: &BackupNames,
        at: Instant,
    ) -> Result<PathBuf, StoreError> {
        let mut file = self.file;
        for number in 1.. {
            let path = folder.join(names.name(at, number));
            match file.persist_noclobber(&path) {
                Ok(_) => {
                    sync_folder(folder)?;
                    return Ok(path);
                }
                Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                    file = failed.file;
                }
                Err(failed) => return Err(StoreError::File { path, source: failed.error }),
            }
        }
        Err(StoreError::Duplicate { what: folder.display().to_string() })
    }

    /// Returns the name that the copy would be given.
    pub fn name_in(&self, folder: &Path, names: &BackupNames, at: Instant) -> PathBuf {
        let free = (1..).map(|number| folder.join(names.name(at, number)));
        free.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.to_owned())
    }
}

/// Makes sure that the names of files in a folder are on the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // Only where folders can be opened as files does a name need a sync of its own.
    if !cfg!(unix) {
        return Ok(());
    }
    fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .map_err(|source| StoreError::File { path: folder.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn names_say_when_and_are_read_back() {
        let names = BackupNames::of(Path::new("/home/王芳/kam.db"));
        let evening = at("2026-11-26T20:43:20Z");
        assert_eq!(names.name(evening, 1), "kam-2026-11-26T204320Z.db");
        assert_eq!(names.name(evening, 2), "kam-2026-11-26T204320Z-2.db");
        for number in [1, 2, 10] {
            assert_eq!(names.parse(&names.name(evening, number)), Some((evening, number)));
        }
        for other in [
            "kam.db",
            "kam-2026-11-26T204320Z",
            "kam-2026-11-26T204320Z.db-wal",
            "kam-2026-11-26T204320Z-1.db",
            "kam-2026-11-26T204320Z-02.db",
            "kam-2026-11-26T204320Z-.db",
            "kam-2026-11-26T20:43:20Z.db",
            "kam-2026-13-26T204320Z.db",
            "kam-north-2026-11-26T204320Z.db",
            "kam-2026-11-26T204320Z-old.db",
            "kam-二〇二六年十一月二十六日.db",
            "north-2026-11-26T204320Z.db",
        ] {
            assert_eq!(names.parse(other), None, "{other}");
        }
        let plain = BackupNames::of(Path::new("客户"));
        assert_eq!(plain.name(evening, 1), "客户-2026-11-26T204320Z");
        assert_eq!(plain.parse("客户-2026-11-26T204320Z"), Some((evening, 1)));
        // One store's name may begin like another's.
        assert_eq!(names.parse(&BackupNames::of(Path::new("kam-2.db")).name(evening, 1)), None);
    }

    #[test]
    fn the_newest_comes_first_and_links_and_folders_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let names = BackupNames::of(Path::new("kam.db"));
        assert!(names.in_folder(&folder.path().join("missing")).unwrap().is_empty());
        for name in [
            "kam-2026-03-01T010000Z.db",
            "kam-2026-03-02T010000Z.db",
            "kam-2026-03-02T010000Z-10.db",
            "kam-2026-03-02T010000Z-2.db",
            "notes.txt",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("kam-2026-03-03T010000Z.db")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("notes.txt", folder.path().join("kam-2026-03-04T010000Z.db"))
            .unwrap();
        let found = names.in_folder(folder.path()).unwrap();
        let found: Vec<(String, u32)> =
            found.iter().map(|file| (file.at.to_string(), file.number)).collect();
        let day = |day: &str| format!("2026-03-{day}T01:00:00Z");
        assert_eq!(found, [(day("02"), 10), (day("02"), 2), (day("02"), 1), (day("01"), 1)]);
    }
}
