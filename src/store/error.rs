//! What can go wrong with a store.

use std::path::PathBuf;

use crate::model::OperationId;

/// Why the store did not do what it was asked. Either nothing of the command was written, or
/// the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store where one was named.
    #[error("no store at `{place}`")]
    Missing {
        /// The path or URL, without password.
        place: String,
    },
    /// What is there is no store of kam.
    #[error("`{place}` is no kam store")]
    Foreign {
        /// The path or URL, without password.
        place: String,
    },
    /// A newer kam wrote it.
    #[error("the store has schema {found}, this kam knows up to {known}")]
    TooNew {
        /// The store's schema step.
        found: i64,
        /// The newest step this program knows.
        known: i64,
    },
    /// The file is damaged, or a cell holds what its column cannot.
    #[error("the store is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// Another process holds the write lock.
    #[error("the store is locked by another process")]
    Locked {
        /// The process, as it wrote of itself; missing where it left nothing.
        holder: Option<String>,
    },
    /// The disk, a permission or the network refused.
    #[error("cannot use `{place}`: {detail}")]
    Unreachable {
        /// The path or URL, without password.
        place: String,
        /// What the system said.
        detail: String,
    },
    /// The file is on a file system of another machine.
    #[error("`{place}` is on a network file system ({name})")]
    OnNetwork {
        /// The path.
        place: String,
        /// The file system.
        name: String,
    },
    /// The schema is older, and no backup could be made before changing it. Nothing was changed.
    #[error("no backup before the schema is changed: `{place}`: {detail}")]
    NoBackup {
        /// The folder.
        place: String,
        /// What the system said.
        detail: String,
    },
    /// The user has no right to do it.
    #[error("not allowed: {detail}")]
    Denied {
        /// What the server said.
        detail: String,
    },
    /// A value that must be unique is there already.
    #[error("{what} is there already")]
    Duplicate {
        /// The table or constraint.
        what: String,
    },
    /// No record has the id.
    #[error("there is no {id}")]
    Unknown {
        /// The id as printed.
        id: String,
    },
    /// Another process changed a field since it was read. Nothing was written.
    #[error("{} {} was changed by {}", .0.id, .0.column, .0.operation)]
    Conflict(Box<Conflict>),
    /// A setting that keeps the store safe could not be made.
    #[error("the store does not accept the setting `{setting}`: it is `{found}`")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// What it is instead.
        found: String,
    },
    /// The file cannot be made or read.
    #[error("cannot open `{path}`")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A statement that kam itself got wrong: a bug.
    #[error("statement failed: {detail}")]
    Sql {
        /// What the engine said, with the statement.
        detail: String,
    },
}

/// A field that another process changed since it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record's id as printed.
    pub id: String,
    /// The field.
    pub column: &'static str,
    /// What was read; missing where it was empty.
    pub read: Option<String>,
    /// What it is now; missing where it is empty.
    pub now: Option<String>,
    /// The operation that made it so.
    pub operation: OperationId,
    /// Who ran that.
    pub by: Option<String>,
}

impl From<super::value::BadCell> for StoreError {
    fn from(bad: super::value::BadCell) -> Self {
        Self::Damaged { detail: bad.to_string() }
    }
}

/// The server, where its URL is not at hand.
pub const SERVER: &str = "the PostgreSQL server";

/// The file, where its name is not at hand.
const FILE: &str = "the store's file";

/// Sorts what SQLite says into what the caller can act on.
pub(super) fn from_sqlite(error: &rusqlite::Error, sql: &str) -> StoreError {
    use rusqlite::ErrorCode;
    let code = error.sqlite_error_code();
    let detail = error.to_string();
    match code {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Locked { holder: None }
        }
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { detail },
        Some(ErrorCode::NotADatabase) => StoreError::Foreign { place: FILE.to_owned() },
        Some(
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied,
        ) => StoreError::Unreachable { place: FILE.to_owned(), detail },
        Some(ErrorCode::ConstraintViolation) if detail.contains("UNIQUE") => {
            StoreError::Duplicate { what: detail.rsplit(": ").next().unwrap_or(&detail).to_owned() }
        }
        _ => StoreError::Sql { detail: format!("{detail} in {}", first_words(sql)) },
    }
}

/// Sorts what PostgreSQL says into what the caller can act on, by SQLSTATE.
pub(super) fn from_postgres(error: &postgres::Error, sql: &str) -> StoreError {
    let Some(server) = error.as_db_error() else {
        let detail = std::error::Error::source(error)
            .map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        return StoreError::Unreachable { place: SERVER.to_owned(), detail };
    };
    let message = server.message().to_owned();
    match server.code().code() {
        "23505" => {
            let what = server.table().or(server.constraint()).unwrap_or("a record").to_owned();
            StoreError::Duplicate { what }
        }
        "42501" | "28000" | "28P01" => StoreError::Denied { detail: message },
        // Not to be had at once; two that wait for each other; changed by another meanwhile.
        "55P03" | "40P01" | "40001" => StoreError::Locked { holder: None },
        code if code.starts_with("08") || code.starts_with("57") || code.starts_with("53") => {
            StoreError::Unreachable { place: SERVER.to_owned(), detail: message }
        }
        code => StoreError::Sql { detail: format!("{message} [{code}] in {}", first_words(sql)) },
    }
}

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    format!("`{} …`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::store::testing::{caller, setup};
    use crate::store::{Op, Store};

    #[test]
    fn a_writer_that_waited_in_vain_names_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let place = path.to_str().unwrap();
        let (store, _) = Store::create(place, &setup(), &caller("init")).unwrap();
        store.db().as_sqlite().unwrap().busy_timeout(Duration::from_millis(20)).unwrap();
        let holder = rusqlite::Connection::open(&path).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let note = |op: &mut Op<'_>| op.set_meta("note", "x");
        let add = || store.write::<_, StoreError>(&caller("add"), false, note);
        assert!(matches!(add(), Err(StoreError::Locked { holder: None })), "it left no note");

        let marker = folder.path().join("kam.db.writer");
        std::fs::write(&marker, "process 7, kam import x.csv\n").unwrap();
        assert!(
            matches!(add(), Err(StoreError::Locked { holder: None })),
            "who left the note runs no more"
        );
        let running = std::fs::File::open(&marker).unwrap();
        running.lock().unwrap();
        let Err(StoreError::Locked { holder: Some(named) }) = add() else { panic!("locked") };
        assert_eq!(named, "process 7, kam import x.csv");
        drop(running);

        holder.execute_batch("ROLLBACK").unwrap();
        assert!(add().is_ok(), "nothing is left of the attempts");
        assert_eq!(store.meta("note").unwrap().as_deref(), Some("x"));
        assert!(!marker.exists(), "a note of nobody does not stay");
    }

    #[test]
    fn who_writes_is_named_while_they_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let place = path.to_str().unwrap();
        let (store, _) = Store::create(place, &setup(), &caller("init")).unwrap();
        let other = Store::open(place, &crate::store::Opening::at(caller("open").at)).unwrap();
        other.db().as_sqlite().unwrap().busy_timeout(Duration::from_millis(20)).unwrap();
        let wrote = store.write::<_, StoreError>(&caller("import x.csv"), false, |op| {
            let waited = other.write::<_, StoreError>(&caller("add"), false, |_| Ok(()));
            let Err(StoreError::Locked { holder: Some(named) }) = waited else { panic!("locked") };
            let process = std::process::id();
            assert_eq!(named, format!("process {process}, import x.csv, since {}", op.at()));
            op.set_meta("note", "x")
        });
        assert!(wrote.is_ok());
        assert!(!folder.path().join("kam.db.writer").exists(), "it is gone when they are done");
    }

    #[test]
    fn what_sqlite_says_is_sorted_by_what_can_be_done() {
        let said = |code: i32| {
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            from_sqlite(&error, "SELECT 1")
        };
        for code in [rusqlite::ffi::SQLITE_BUSY, rusqlite::ffi::SQLITE_LOCKED] {
            assert!(matches!(said(code), StoreError::Locked { holder: None }));
        }
        assert!(matches!(said(rusqlite::ffi::SQLITE_CORRUPT), StoreError::Damaged { .. }));
        assert!(matches!(said(rusqlite::ffi::SQLITE_NOTADB), StoreError::Foreign { .. }));
        for code in [
            rusqlite::ffi::SQLITE_FULL,
            rusqlite::ffi::SQLITE_IOERR,
            rusqlite::ffi::SQLITE_READONLY,
            rusqlite::ffi::SQLITE_CANTOPEN,
            rusqlite::ffi::SQLITE_PERM,
        ] {
            assert!(matches!(said(code), StoreError::Unreachable { .. }), "{code}");
        }
        assert!(matches!(said(rusqlite::ffi::SQLITE_MISUSE), StoreError::Sql { .. }));
    }
}
