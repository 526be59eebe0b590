//! What differs between the engines, all of it: words of the schema, ids, and how the schema's
//! step is kept. (Bulk load is in `db.rs`, opening in `sqlite.rs` and `postgres.rs`.)

use super::value::Val;
use super::{Db, StoreError, sqlite};
use crate::model::IdKind;

/// First half of the number of the lock that every writer of a store on PostgreSQL holds.
const WRITERS: i32 = 0x6b_61_6d;

impl Db {
    /// Returns the text of a migration in the engine's words.
    pub(super) fn ddl(&self, text: &str) -> String {
        if self.as_sqlite().is_some() {
            return text.to_owned();
        }
        let plain: Vec<&str> =
            text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
        plain
            .join("\n")
            .replace(" STRICT, WITHOUT ROWID", "")
            .replace(" STRICT", "")
            .replace(" INTEGER", " BIGINT")
            .replace(" TEXT", " TEXT COLLATE \"C\"")
    }

    /// Returns the condition that a text is another one but for the case of ASCII letters.
    pub(super) fn same_but_for_case(&self, text: &str, other: &str) -> String {
        if self.as_sqlite().is_some() {
            return format!("{text} = {other} COLLATE NOCASE");
        }
        format!("lower({text}) = lower(CAST({other} AS TEXT))")
    }

    /// Returns the number of schema steps done; `None` where this is no store.
    pub(super) fn schema_step(&self) -> Result<Option<i64>, StoreError> {
        if self.as_sqlite().is_some() {
            let marked = self.value::<i64>("PRAGMA application_id", &[])?;
            if marked != Some(sqlite::APPLICATION_ID) {
                return Ok(None);
            }
            return self.value("PRAGMA user_version", &[]);
        }
        let there: Option<i64> = self.value(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_catalog.pg_tables
              WHERE schemaname = current_schema() AND tablename = 'schema_step'",
            &[],
        )?;
        if there == Some(0) {
            return Ok(None);
        }
        self.value("SELECT MAX(step) FROM schema_step", &[])
    }

    /// Notes that `step` schema steps are done.
    pub(super) fn set_schema_step(&self, step: i64) -> Result<(), StoreError> {
        if self.as_sqlite().is_some() {
            let id = sqlite::APPLICATION_ID;
            return self
                .batch(&format!("PRAGMA application_id = {id}; PRAGMA user_version = {step}"));
        }
        self.batch("CREATE TABLE IF NOT EXISTS schema_step (step BIGINT PRIMARY KEY)")?;
        self.exec("INSERT INTO schema_step (step) VALUES ($1)", &[Val::Int(step)]).map(drop)
    }

    /// Makes what ids are taken from: a table of counters, or a sequence per kind.
    pub(super) fn make_id_sources(&self) -> Result<(), StoreError> {
        if self.as_sqlite().is_some() {
            self.batch(
                "CREATE TABLE IF NOT EXISTS counter (
                   kind TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            )?;
            for kind in IdKind::ALL {
                self.exec(
                    "INSERT INTO counter (kind, last) VALUES ($1, 0) ON CONFLICT DO NOTHING",
                    &[Val::Text(kind.word())],
                )?;
            }
            return Ok(());
        }
        for kind in IdKind::ALL {
            self.batch(&format!("CREATE SEQUENCE IF NOT EXISTS {}_seq", kind.word()))?;
        }
        Ok(())
    }

    /// Takes `count` ids of `kind`, in ascending order; on SQLite they follow each other.
    pub(super) fn take_ids(&self, kind: IdKind, count: i64) -> Result<Vec<i64>, StoreError> {
        if self.as_sqlite().is_some() {
            let last: Option<i64> = self.value(
                "UPDATE counter SET last = last + $1 WHERE kind = $2 RETURNING last",
                &[Val::Int(count), Val::Text(kind.word())],
            )?;
            let last = last.ok_or_else(|| StoreError::Damaged {
                detail: format!("no counter for {}", kind.word()),
            })?;
            return Ok((last - count + 1..=last).collect());
        }
        let mut ids = Vec::new();
        self.each(
            &format!(
                "SELECT nextval('{}_seq') FROM generate_series(1, CAST($1 AS BIGINT))",
                kind.word()
            ),
            &[Val::Int(count)],
            |row| {
                ids.push(row.get(0)?);
                Ok(())
            },
        )?;
        Ok(ids)
    }

    /// Begins a write transaction: on SQLite the write lock is taken at once; on PostgreSQL others
    /// may write at the same time, unless it is to be `alone`.
    pub(super) fn begin(&self, alone: bool) -> Result<(), StoreError> {
        if self.as_sqlite().is_some() {
            return self.batch("BEGIN IMMEDIATE");
        }
        let lock = if alone { "pg_advisory_xact_lock" } else { "pg_advisory_xact_lock_shared" };
        self.batch(&format!("BEGIN; SELECT {lock}({WRITERS}, hashtext(current_schema()))"))
    }

    /// Begins a transaction that sees one state of the store, from its first query on.
    pub(super) fn begin_reading(&self) -> Result<(), StoreError> {
        self.batch(if self.as_sqlite().is_some() {
            "BEGIN"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        })
    }

    /// Returns what makes a query keep others from changing the rows that it returns: nothing on
    /// SQLite, where one process writes at a time.
    pub(super) fn for_update(&self) -> &'static str {
        if self.as_sqlite().is_some() { "" } else { " FOR UPDATE" }
    }

    /// Returns a number that is another one after somebody else has written.
    pub(super) fn latest_write(&self) -> Result<Option<i64>, StoreError> {
        let sqlite = self.as_sqlite().is_some();
        self.value(
            if sqlite { "PRAGMA data_version" } else { "SELECT MAX(id) FROM operation" },
            &[],
        )
    }

    /// Prepares a SQLite store without rows for a first load: with a rollback journal new pages are
    /// written once, with a write-ahead log twice. Returns whether it did; another process that
    /// has the file open, or rows, prevent it.
    pub(super) fn begin_load_alone(&self) -> Result<bool, StoreError> {
        if self.as_sqlite().is_none() {
            return Ok(false);
        }
        let rows: Option<i64> = self.value("SELECT id FROM batch_row LIMIT 1", &[])?;
        if rows.is_some() {
            return Ok(false);
        }
        let mode: Result<Option<String>, StoreError> =
            self.value("PRAGMA journal_mode = delete", &[]);
        match mode {
            Ok(mode) => {
                // Without the log, removing the journal is what makes a transaction last.
                self.batch("PRAGMA synchronous = EXTRA")?;
                Ok(mode.as_deref() == Some("delete"))
            }
            Err(StoreError::Locked { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Lets rows name others without looking each up, or makes every one be looked up again: a load
    /// has just made or read what its rows name, millions of times over. Outside of transactions
    /// only. PostgreSQL looks up as always.
    pub(super) fn trust_references(&self, trusted: bool) -> Result<(), StoreError> {
        if self.as_sqlite().is_none() {
            return Ok(());
        }
        let wanted = i64::from(!trusted);
        self.batch(&format!("PRAGMA foreign_keys = {wanted}"))?;
        let found: Option<i64> = self.value("PRAGMA foreign_keys", &[])?;
        if found == Some(wanted) {
            return Ok(());
        }
        let found = found.map_or_else(String::new, |found| found.to_string());
        Err(StoreError::Setting { setting: "foreign_keys", found })
    }

    /// Returns a table with a row that names one that is not there; `None` where there is none, and
    /// on PostgreSQL, which has no such rows.
    #[cfg(debug_assertions)]
    pub(super) fn broken_reference(&self) -> Result<Option<String>, StoreError> {
        if self.as_sqlite().is_none() {
            return Ok(None);
        }
        self.value("PRAGMA foreign_key_check", &[])
    }

    /// Goes back to the write-ahead log; the next to open the store does so where this fails.
    pub(super) fn end_load_alone(&self) -> Result<(), StoreError> {
        let back = self.value::<String>("PRAGMA journal_mode = wal", &[]);
        self.batch("PRAGMA synchronous = FULL")?;
        match back {
            Ok(_) | Err(StoreError::Locked { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
