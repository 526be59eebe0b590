//! The schema: an append-only list of steps, each done in a transaction of its own.

use super::{Db, StoreError};

/// Steps in order; never changed once released, only added to.
const STEPS: &[&str] =
    &[include_str!("migrations/001_ledger.sql"), include_str!("migrations/002_daily_work.sql")];

/// The step that made the table of days on which accounts may be due: it is filled at once.
const FOLLOW_UP: i64 = 2;

/// Secondary indexes of the tables that an import fills: a first load makes them afterwards.
const LOADED: &[&str] = &[
    "batch_row_by_batch",
    "batch_row_by_account",
    "batch_row_by_key",
    "batch_row_open",
    "account_by_owner",
    "account_by_parent",
    "contact_by_account",
    "phone_by_account",
    "deal_by_account",
    "purchase_by_account",
];

/// Number of steps that this program knows.
pub(super) fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Returns the texts of all steps, in order.
pub(super) fn steps() -> &'static [&'static str] {
    STEPS
}

/// Does the steps that the store lacks.
pub(super) fn migrate(db: &Db) -> Result<(), StoreError> {
    loop {
        let done = db.schema_step()?.unwrap_or(0);
        if done > newest() {
            return Err(StoreError::TooNew { found: done, known: newest() });
        }
        let Some(step) = usize::try_from(done).ok().and_then(|done| STEPS.get(done)) else {
            return Ok(());
        };
        db.begin()?;
        let result = db
            .batch(&db.ddl(step))
            .and_then(|()| db.make_id_sources())
            .and_then(|()| if done + 1 == FOLLOW_UP { db.rebuild_follow_up() } else { Ok(()) })
            .and_then(|()| db.set_schema_step(done + 1));
        match result {
            Ok(()) => db.batch("COMMIT")?,
            Err(error) => {
                db.batch("ROLLBACK")?;
                return Err(error);
            }
        }
    }
}

/// Drops the indexes that slow a first load down. Inside a write transaction only.
pub(super) fn drop_load_indexes(db: &Db) -> Result<(), StoreError> {
    LOADED.iter().try_for_each(|name| db.batch(&format!("DROP INDEX {name}")))
}

/// Makes them again.
pub(super) fn make_load_indexes(db: &Db) -> Result<(), StoreError> {
    for step in STEPS {
        for statement in step.split(';') {
            let Some(start) = statement.find("CREATE INDEX") else { continue };
            let text = &statement[start..];
            if text.split_whitespace().nth(2).is_some_and(|name| LOADED.contains(&name)) {
                db.batch(&db.ddl(text))?;
            }
        }
    }
    Ok(())
}
