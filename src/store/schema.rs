//! The schema: an append-only list of steps, each done in a transaction of its own.

use super::{Db, StoreError};
use crate::model::OperationId;

/// Steps in order; never changed once released, only added to.
const STEPS: &[&str] = &[
    include_str!("migrations/001_ledger.sql"),
    include_str!("migrations/002_daily_work.sql"),
    include_str!("migrations/003_fewer_reads.sql"),
    include_str!("migrations/004_undo.sql"),
    include_str!("migrations/005_recent_keys.sql"),
    include_str!("migrations/006_row_keys.sql"),
    include_str!("migrations/007_names_at_a_site.sql"),
    include_str!("migrations/008_leads_of_known_accounts.sql"),
    include_str!("migrations/009_leads_after_a_touch.sql"),
];

/// The step that made the table of days on which accounts may be due: it is filled at once.
const FOLLOW_UP: i64 = 2;

/// Secondary indexes of the tables that an import fills.
const LOADED: &[&str] = &[
    "batch_row_by_batch",
    "batch_row_by_account",
    "batch_row_by_stretch",
    "batch_row_open",
    "account_by_owner",
    "account_by_parent",
    "contact_by_account",
    "phone_by_account",
    "deal_by_account",
    "purchase_by_account",
];

/// Those of them whose keys come in no order. SQLite adds to the others row by row, at their end,
/// for less than sorting costs.
const UNORDERED: &[&str] = &["batch_row_by_stretch"];

/// Number of steps that this program knows.
pub(super) fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Returns the texts of all steps, in order.
pub(super) fn steps() -> &'static [&'static str] {
    STEPS
}

/// Does the steps that the store lacks. Returns whether they are done: not where the last
/// operation is another than `backed_up`, the last one of a backup that was made of the store.
pub(super) fn migrate(db: &Db, backed_up: Option<OperationId>) -> Result<bool, StoreError> {
    let mut backed_up = backed_up;
    loop {
        let done = db.schema_step()?.unwrap_or(0);
        if done > newest() {
            return Err(StoreError::TooNew { found: done, known: newest() });
        }
        let Some(step) = usize::try_from(done).ok().and_then(|done| STEPS.get(done)) else {
            return Ok(true);
        };
        db.begin(true)?;
        // Another process that opened it at the same time may have done the step.
        if db.schema_step()?.unwrap_or(0) != done {
            db.batch("ROLLBACK")?;
            continue;
        }
        if let Some(last) = backed_up.take()
            && db.last_operation()? != Some(last)
        {
            db.batch("ROLLBACK")?;
            return Ok(false);
        }
        match take(db, done + 1, step) {
            Ok(()) => db.batch("COMMIT")?,
            Err(error) => {
                db.batch("ROLLBACK")?;
                return Err(error);
            }
        }
    }
}

/// Does every step, in the transaction in which a store is made: all of it is there, or nothing.
pub(super) fn make(db: &Db) -> Result<(), StoreError> {
    (1..).zip(STEPS).try_for_each(|(number, step)| take(db, number, step))
}

fn take(db: &Db, number: i64, step: &str) -> Result<(), StoreError> {
    db.batch(&db.ddl(step))?;
    db.make_id_sources()?;
    if number == FOLLOW_UP {
        db.rebuild_follow_up()?;
    }
    db.set_schema_step(number)
}

/// Indexes that slow a first load down: it makes them afterwards.
fn slow_indexes(db: &Db) -> &'static [&'static str] {
    if db.as_sqlite().is_some() { UNORDERED } else { LOADED }
}

/// Drops the indexes that slow a first load down. Inside a write transaction only.
pub(super) fn drop_load_indexes(db: &Db) -> Result<(), StoreError> {
    slow_indexes(db).iter().try_for_each(|name| db.batch(&format!("DROP INDEX {name}")))
}

/// Makes them again.
pub(super) fn make_load_indexes(db: &Db) -> Result<(), StoreError> {
    let wanted = slow_indexes(db);
    for step in STEPS {
        for statement in step.split(';') {
            let Some(start) = statement.find("CREATE INDEX") else { continue };
            let text = &statement[start..];
            if text.split_whitespace().nth(2).is_some_and(|name| wanted.contains(&name)) {
                db.batch(&db.ddl(text))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::batches::STRETCH;

    #[test]
    fn keys_of_rows_are_in_order_within_the_stretches_by_which_they_are_looked_for() {
        let told = format!("ON batch_row ((id / {STRETCH}), row_key)");
        assert!(super::STEPS.iter().any(|step| step.contains(&told)), "{told}");
    }
}
