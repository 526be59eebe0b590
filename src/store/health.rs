//! How a store is: questions that a sound one answers with nothing.

use super::{Db, StoreError, row, schema};
use crate::model::{BatchId, IdKind, Instant, each_record};

/// The oldest SQLite whose write-ahead log is known to lose nothing.
const OLDEST_SOUND: &str = "3.51.3";

/// Lines of damage that SQLite is asked for.
const MOST_DAMAGE: usize = 100;

row! {
    /// A batch whose rows are not as many as it says.
    pub struct UnevenBatch {
        /// The batch.
        pub batch: BatchId,
        /// Rows that were collected.
        pub collected: i64,
        /// The sum of its outcomes.
        pub outcomes: i64,
        /// Rows that are kept.
        pub lines: i64,
    }
}

/// How many records there are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: IdKind,
    /// Records, removed ones too.
    pub records: i64,
    /// Removed ones.
    pub removed: i64,
}

const UNEVEN: &str = "
    SELECT batch.id AS batch, batch.collected,
           CAST(batch.added + batch.merged + batch.unchanged + batch.held + batch.rejected
                AS BIGINT) AS outcomes,
           CAST(COALESCE(told.lines, 0) AS BIGINT) AS lines
      FROM batch LEFT JOIN
           (SELECT batch, COUNT(*) AS lines,
                   SUM(CASE WHEN outcome = 'added' THEN 1 ELSE 0 END) AS added,
                   SUM(CASE WHEN outcome = 'merged' THEN 1 ELSE 0 END) AS merged,
                   SUM(CASE WHEN outcome = 'unchanged' THEN 1 ELSE 0 END) AS unchanged,
                   SUM(CASE WHEN outcome = 'held' THEN 1 ELSE 0 END) AS held,
                   SUM(CASE WHEN outcome = 'rejected' THEN 1 ELSE 0 END) AS rejected
              FROM batch_row GROUP BY batch) told ON told.batch = batch.id
     WHERE batch.collected <> batch.added + batch.merged + batch.unchanged + batch.held
                              + batch.rejected
        OR batch.collected <> COALESCE(told.lines, 0)
        OR batch.added <> COALESCE(told.added, 0) OR batch.merged <> COALESCE(told.merged, 0)
        OR batch.unchanged <> COALESCE(told.unchanged, 0)
        OR batch.held <> COALESCE(told.held, 0) OR batch.rejected <> COALESCE(told.rejected, 0)
     ORDER BY batch.id";

/// Returns the oldest version of SQLite that a store is safe with.
pub fn oldest_sound_sqlite() -> &'static str {
    OLDEST_SOUND
}

impl Db {
    /// Returns the version of SQLite, or of the server.
    pub fn version(&self) -> Result<String, StoreError> {
        if self.as_sqlite().is_some() {
            return Ok(rusqlite::version().to_owned());
        }
        let version = self.value("SELECT current_setting('server_version')", &[])?;
        Ok(version.unwrap_or_default())
    }

    /// Returns what SQLite has for a setting of the file or the connection; `None` on PostgreSQL.
    pub fn pragma(&self, name: &'static str) -> Result<Option<String>, StoreError> {
        let Some(connection) = self.as_sqlite() else { return Ok(None) };
        let value: Result<rusqlite::types::Value, _> =
            connection.pragma_query_value(None, name, |row| row.get(0));
        value
            .map(|value| match value {
                rusqlite::types::Value::Integer(number) => Some(number.to_string()),
                rusqlite::types::Value::Text(text) => Some(text),
                _ => None,
            })
            .map_err(|error| super::error::from_sqlite(&error, name))
    }

    /// Returns the steps of the schema that are done; `None` where this is no store.
    pub fn schema(&self) -> Result<Option<i64>, StoreError> {
        self.schema_step().map(|step| step.filter(|step| *step > 0))
    }

    /// Returns the steps of the schema that this program knows.
    pub fn newest_schema() -> i64 {
        schema::newest()
    }

    /// Returns what is damaged in the file, in the words of SQLite; nothing of a sound one, and on
    /// PostgreSQL. `quick` does not compare indexes with their tables.
    pub fn damage(&self, quick: bool) -> Result<Vec<String>, StoreError> {
        if self.as_sqlite().is_none() {
            return Ok(Vec::new());
        }
        let check = if quick { "quick_check" } else { "integrity_check" };
        let mut found = Vec::new();
        self.each(&format!("PRAGMA {check}({MOST_DAMAGE})"), &[], |row| {
            found.extend(row.text(0)?.unwrap_or_default().lines().map(str::to_owned));
            Ok(())
        })?;
        found.retain(|line| line != "ok");
        Ok(found)
    }

    /// Returns the tables with rows that name one that is not there, and how many rows; nothing on
    /// PostgreSQL, which has no such rows.
    pub fn orphans(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut found: Vec<(String, u64)> = Vec::new();
        if self.as_sqlite().is_none() {
            return Ok(found);
        }
        self.each("PRAGMA foreign_key_check", &[], |row| {
            let table = row.text(0)?.unwrap_or_default();
            match found.iter_mut().find(|(known, _)| known == table) {
                Some((_, rows)) => *rows += 1,
                None => found.push((table.to_owned(), 1)),
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns when the newest operation was; `None` where there is none.
    pub fn newest_instant(&self) -> Result<Option<Instant>, StoreError> {
        self.value("SELECT MAX(at) FROM operation", &[])
    }

    /// Returns the batches whose outcomes do not add up to what was collected, or are not those of
    /// its rows, by id.
    pub fn uneven_batches(&self) -> Result<Vec<UnevenBatch>, StoreError> {
        self.all(UNEVEN, &[])
    }

    /// Returns how many batches there are.
    pub fn batch_count(&self) -> Result<i64, StoreError> {
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM batch";
        Ok(self.value(sql, &[])?.unwrap_or(0))
    }

    /// Returns the name of the time zone that business days are counted in; `None` where the store
    /// does not say.
    pub fn time_zone(&self) -> Result<Option<String>, StoreError> {
        self.value("SELECT value FROM meta WHERE name = 'time_zone'", &[])
    }

    /// Returns how many records there are of each kind that has any.
    pub fn kind_counts(&self) -> Result<Vec<KindCount>, StoreError> {
        let mut counts = Vec::new();
        for kind in recorded() {
            let table = kind.word();
            let sql = format!(
                "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(removed_op) AS BIGINT) FROM {table}"
            );
            self.each(&sql, &[], |row| {
                counts.push(KindCount { kind, records: row.get(0)?, removed: row.get(1)? });
                Ok(())
            })?;
        }
        counts.retain(|count| count.records > 0);
        Ok(counts)
    }
}

/// Returns the kinds of record that have a table of their own.
fn recorded() -> impl Iterator<Item = IdKind> {
    macro_rules! kinds {
        ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
            [$(IdKind::$id),*]
        };
    }
    each_record!(kinds).into_iter()
}
