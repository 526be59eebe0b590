//! What can go wrong with a store.

use std::path::PathBuf;

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

impl From<super::value::BadCell> for StoreError {
    fn from(bad: super::value::BadCell) -> Self {
        Self::Damaged { detail: bad.to_string() }
    }
}

/// Sorts what SQLite says into what the caller can act on.
pub(super) fn from_sqlite(error: &rusqlite::Error, sql: &str) -> StoreError {
    use rusqlite::ErrorCode;
    let code = error.sqlite_error_code();
    let detail = error.to_string();
    match code {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Locked { holder: None }
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Damaged { detail }
        }
        Some(
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied,
        ) => StoreError::Unreachable { place: "the store's file".to_owned(), detail },
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
        return StoreError::Unreachable { place: "the PostgreSQL server".to_owned(), detail };
    };
    let message = server.message().to_owned();
    match server.code().code() {
        "23505" => {
            let what = server.table().or(server.constraint()).unwrap_or("a record").to_owned();
            StoreError::Duplicate { what }
        }
        "42501" | "28000" | "28P01" => StoreError::Denied { detail: message },
        "55P03" => StoreError::Locked { holder: None },
        code if code.starts_with("08") || code.starts_with("57") || code.starts_with("53") => {
            StoreError::Unreachable { place: "the PostgreSQL server".to_owned(), detail: message }
        }
        code => StoreError::Sql { detail: format!("{message} [{code}] in {}", first_words(sql)) },
    }
}

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    format!("`{} …`", words.join(" "))
}
