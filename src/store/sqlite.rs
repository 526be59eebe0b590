//! What only SQLite needs: opening a file safely, binding by name.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags};

use super::StoreError;
use super::error::from_sqlite;
use super::value::Val;

/// Marks a file as a store of kam: "KAM1".
pub(super) const APPLICATION_ID: i64 = 0x4b41_4d31;

/// How a process waits for another that has the lock: so many times, milliseconds each. Who has
/// waited long looks more often than who came just now, and is before them therefore: SQLite lets
/// in whoever looks first, and would have them look less often. 30 seconds together.
const WAITS: &[(u64, u64)] = &[(100, 10), (800, 5), (12_500, 2)];

/// Times that a file is opened again because another took its place meanwhile.
const REPLACED_AT_MOST: usize = 10;

/// Where SQLite writes what would be needed to take a transaction back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Journal {
    /// Ahead of the file, in memory that all who have it open share: on this machine alone.
    Wal,
    /// Beside the file, for as long as a transaction lasts.
    Rollback,
}

impl Journal {
    /// Returns the name that SQLite has for it.
    pub(super) fn mode(self) -> &'static str {
        match self {
            Self::Wal => "wal",
            Self::Rollback => "delete",
        }
    }
}

/// Opens the file that is there; makes it, readable by the owner alone, where `create`.
pub(super) fn open(path: &Path, create: bool, journal: Journal) -> Result<Connection, StoreError> {
    let place = path.display().to_string();
    if create && !path.exists() {
        make_private(path)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    for _ in 0..REPLACED_AT_MOST {
        let Ok(there) = path.metadata() else { return Err(StoreError::Missing { place }) };
        let connection = connect(path, flags)?;
        // Nothing is written to a file of another program, and the journal's mode is kept in the
        // file. Whoever restores a store lets nobody read it until the restored one has its place:
        // what was opened then is the file that was set aside.
        if !create && !is_ours(&connection).map_err(|e| place_in(&place, e))? {
            let blank = is_blank(&connection).map_err(|e| place_in(&place, e))?;
            return Err(if blank {
                StoreError::Missing { place }
            } else {
                StoreError::Foreign { place }
            });
        }
        if !create && path.metadata().is_ok_and(|now| !is_same_file(&there, &now)) {
            continue;
        }
        keep_safe(&connection, journal).map_err(|e| place_in(&place, e))?;
        return Ok(connection);
    }
    Err(StoreError::Locked { holder: None })
}

/// Opens a file, with the settings that keep this program safe from it.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let place = path.display().to_string();
    let mut connection = Connection::open_with_flags(path, flags)
        .map_err(|e| place_in(&place, from_sqlite(&e, "open")))?;
    protect(&mut connection).map_err(|e| place_in(&place, e))?;
    Ok(connection)
}

/// Opens a file without expecting anything of what is in it. Not read-only: the last one to close a
/// store takes away what SQLite has beside it, and a file that is write-protected is only read.
pub(super) fn open_any(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing { place: path.display().to_string() });
    }
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Returns whether two looks at a path found the same file.
#[cfg(unix)]
fn is_same_file(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// A file that is open cannot be replaced here.
#[cfg(not(unix))]
fn is_same_file(_: &std::fs::Metadata, _: &std::fs::Metadata) -> bool {
    true
}

/// Opens a store that is open already once more, in a way that nothing can be written by it: the
/// file is read-only, and no other can be attached.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    let sql = |e: rusqlite::Error| from_sqlite(&e, "settings");
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0).map_err(sql)?;
    connection.pragma_update(None, "query_only", 1).map_err(sql)?;
    connection.pragma_update(None, "temp_store", 2).map_err(sql)?;
    Ok(connection)
}

/// Returns whether a file has the mark of a store.
pub(super) fn is_ours(connection: &Connection) -> Result<bool, StoreError> {
    let marked: Result<i64, _> =
        connection.pragma_query_value(None, "application_id", |row| row.get(0));
    marked.map(|id| id == APPLICATION_ID).map_err(|e| from_sqlite(&e, "application_id"))
}

/// Returns whether nothing was ever put into a file: one that was to become a store when the
/// process that made it ended.
fn is_blank(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)
                      AND (SELECT application_id = 0 FROM pragma_application_id)
                      AND (SELECT user_version = 0 FROM pragma_user_version)";
    connection.query_row(sql, [], |row| row.get(0)).map_err(|e| from_sqlite(&e, sql))
}

/// Returns an error of a file with its name.
pub(super) fn place_in(place: &str, error: StoreError) -> StoreError {
    match error {
        StoreError::Unreachable { detail, .. } => {
            StoreError::Unreachable { place: place.to_owned(), detail }
        }
        StoreError::Foreign { .. } => StoreError::Foreign { place: place.to_owned() },
        other => other,
    }
}

fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|source| StoreError::File { path: path.to_owned(), source })
}

/// Waits once more for the lock, having waited so many times; `false` where it was enough.
fn wait(times: i32) -> bool {
    let mut times = u64::try_from(times).unwrap_or(0);
    for (count, each) in WAITS {
        if times < *count {
            std::thread::sleep(std::time::Duration::from_millis(*each));
            return true;
        }
        times -= count;
    }
    false
}

/// Makes the settings that keep this program safe from the file, and asserts that they hold.
fn protect(connection: &mut Connection) -> Result<(), StoreError> {
    let sql = |e: rusqlite::Error| from_sqlite(&e, "settings");
    connection.busy_handler(Some(wait)).map_err(sql)?;
    for (config, on, name) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true, "defensive"),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false, "trusted_schema"),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false, "dqs_dml"),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false, "dqs_ddl"),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true, "foreign_keys"),
        // No plan hangs on what is bound: a kept statement is not prepared again at every use.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true, "stable_plans"),
    ] {
        let set = connection.set_db_config(config, on).map_err(sql)?;
        if set != on {
            return Err(StoreError::Setting { setting: name, found: set.to_string() });
        }
    }
    Ok(())
}

/// Makes the settings that keep the store safe, and asserts that they hold.
fn keep_safe(connection: &Connection, journal: Journal) -> Result<(), StoreError> {
    let sql = |e: rusqlite::Error| from_sqlite(&e, "settings");
    let found: String = connection
        .pragma_update_and_check(None, "journal_mode", journal.mode(), |row| row.get(0))
        .map_err(sql)?;
    if found != journal.mode() {
        return Err(StoreError::Setting { setting: "journal_mode", found });
    }
    for (name, value) in [("synchronous", 2_i64), ("secure_delete", 1), ("foreign_keys", 1)] {
        connection.pragma_update(None, name, value).map_err(sql)?;
        let found: i64 =
            connection.pragma_query_value(None, name, |row| row.get(0)).map_err(sql)?;
        if found != value {
            return Err(StoreError::Setting { setting: name, found: found.to_string() });
        }
    }
    // Cache of 48 MiB, temporary tables in memory: neither changes what is stored.
    connection.pragma_update(None, "cache_size", -49_152).map_err(sql)?;
    connection.pragma_update(None, "temp_store", 2).map_err(sql)?;
    Ok(())
}

/// Returns what went wrong on a connection, with the name of its file.
pub(super) fn failed(connection: &Connection, error: &rusqlite::Error, sql: &str) -> StoreError {
    let error = from_sqlite(error, sql);
    match connection.path() {
        Some(path) => place_in(path, error),
        None => error,
    }
}

/// Returns the statement with its values bound.
pub(super) fn prepare<'c>(
    connection: &'c Connection,
    sql: &str,
    values: &[Val<'_>],
) -> Result<CachedStatement<'c>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(|e| failed(connection, &e, sql))?;
    if statement.parameter_count() != values.len() {
        let detail = format!(
            "{} values for {} parameters in `{sql}`",
            values.len(),
            statement.parameter_count()
        );
        return Err(StoreError::Sql { detail });
    }
    debug_assert!(in_order(&statement), "parameters appear in another order than $1, $2, …: {sql}");
    bind(&mut statement, values).map_err(|e| from_sqlite(&e, sql))?;
    Ok(statement)
}

fn in_order(statement: &CachedStatement<'_>) -> bool {
    (1..=statement.parameter_count())
        .all(|index| statement.parameter_name(index) == Some(format!("${index}").as_str()))
}

/// Binds `values` by position.
fn bind(statement: &mut CachedStatement<'_>, values: &[Val<'_>]) -> Result<(), rusqlite::Error> {
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Owned(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::WAITS;

    #[test]
    fn a_process_waits_half_a_minute_and_more_and_more_often() {
        assert_eq!(WAITS.iter().map(|(count, each)| count * each).sum::<u64>(), 30_000);
        assert!(WAITS.windows(2).all(|pair| pair[0].1 > pair[1].1));
    }
}
