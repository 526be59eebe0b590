//! Batches and their rows.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::accounts::escaped;
use super::record::select;
use super::{Column, Db, StoreError, Val, row};
use crate::model::{
    AccountId, Batch, BatchId, BatchRow, BatchRowId, OperationId, OutcomeKind, PhoneId, PurchaseId,
    SourceId,
};

/// Held rows that are looked through for a text.
const LAST_HELD: i64 = 1_000;

/// Rows of ids or keys asked for in one statement.
pub(super) const AT_ONCE: usize = 500;

/// Rows, by id, within which their keys are in order: the index `batch_row_by_stretch` says it too.
pub(super) const STRETCH: i64 = 262_144;

/// Where a row with a given key went when it was loaded before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// The batch that loaded it.
    pub batch: BatchId,
    /// Its account; missing while a person has not decided.
    pub account: Option<AccountId>,
    /// Its candidate, where a person has not decided.
    pub candidate: Option<AccountId>,
}

row! {
    /// A row loaded before, by its key.
    pub struct LoadedRow {
        /// The key.
        pub row_key: i64,
        /// The batch that loaded it.
        pub batch: BatchId,
        /// Its account.
        pub account: Option<AccountId>,
        /// Its candidate.
        pub candidate: Option<AccountId>,
    }
}

row! {
    /// A row of a list that an account was made of.
    pub struct MakingRow {
        /// The operation that last wrote it.
        pub op: OperationId,
        /// Its batch.
        pub batch: BatchId,
        /// The source of that.
        pub source: SourceId,
        /// Its line.
        pub line: i64,
        /// Its own id.
        pub external_id: Option<String>,
    }
}

/// What an account has from one row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowFacts {
    /// Phones, by id.
    pub phones: Vec<PhoneId>,
    /// Purchases, by id.
    pub purchases: Vec<PurchaseId>,
}

row! {
    /// What a person decided on a held row.
    pub struct DecidedRow {
        /// The account that it went to.
        pub account: AccountId,
        /// The operation by which it did.
        pub op: OperationId,
        /// What was decided.
        pub resolved: String,
    }
}

impl Db {
    /// Returns the batch that loaded the same thing; `None` where none did. One whose import was
    /// taken back does not count, though records that were worked on since may have kept it.
    pub fn batch_with_key(&self, batch_key: &str) -> Result<Option<Batch>, StoreError> {
        let found = self.having::<Batch>("batch_key", &Val::Text(batch_key))?;
        if found.is_empty() {
            return Ok(None);
        }
        let standing = self.standing()?;
        for batch in found {
            let made_by = self.maker_of(batch.id.into())?;
            if made_by.and_then(|id| standing.undone_by(id)).is_none() {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    /// Returns whether anything was loaded.
    pub fn any_batch(&self) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM batch WHERE removed_op IS NULL LIMIT 1";
        Ok(self.value::<i64>(sql, &[])?.is_some())
    }

    /// Returns whether a file whose bytes have this hash was loaded.
    pub fn any_batch_of(&self, hash: &str) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM batch WHERE hash = $1 AND removed_op IS NULL LIMIT 1";
        Ok(self.value::<i64>(sql, &[Val::Text(hash)])?.is_some())
    }

    /// Returns whether rows of lists were ever stored.
    pub fn any_row(&self) -> Result<bool, StoreError> {
        Ok(!self.stretches()?.is_empty())
    }

    /// Returns where rows with these keys went, by key, in the order of rows: the last of a key counts.
    /// Keys of rejected rows, and of rows never loaded, are missing. A row that was found unchanged
    /// loaded nothing: it does not count. There is a row.
    pub fn loaded_rows(&self, keys: &[i64]) -> Result<Vec<(i64, Loaded)>, StoreError> {
        let mut found = Vec::new();
        let stretches = self.stretches()?;
        for some in keys.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT row_key, batch, account, candidate FROM batch_row
                  WHERE id / {STRETCH} IN ({}) AND row_key IN ({})
                    AND outcome NOT IN ('rejected', 'unchanged')
                    AND removed_op IS NULL
                  ORDER BY id",
                marks(1, stretches.len()),
                marks(1 + stretches.len(), some.len())
            );
            let values: Vec<Val<'_>> =
                stretches.iter().chain(some).map(|number| Val::Int(*number)).collect();
            self.each_as(&sql, &values, |row: LoadedRow| {
                let loaded =
                    Loaded { batch: row.batch, account: row.account, candidate: row.candidate };
                found.push((row.row_key, loaded));
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns whether rows that a batch found loaded before are loaded no more.
    pub fn repeats_lost_rows(&self, batch: BatchId) -> Result<bool, StoreError> {
        let stretches = self.stretches()?;
        let sql = format!(
            "SELECT own.id FROM batch_row own
              WHERE own.batch = $1 AND own.outcome = 'unchanged' AND own.removed_op IS NULL
                AND NOT EXISTS (SELECT first.id FROM batch_row first
                                 WHERE first.id / {STRETCH} IN ({})
                                   AND first.row_key = own.row_key AND first.removed_op IS NULL
                                   AND first.outcome NOT IN ('rejected', 'unchanged'))
              LIMIT 1",
            marks(2, stretches.len())
        );
        let mut values = vec![batch.to_val()];
        values.extend(stretches.into_iter().map(Val::Int));
        Ok(self.value::<i64>(&sql, &values)?.is_some())
    }

    /// Returns the numbers of all stretches of rows, by each of which a key is looked for; empty
    /// where nothing was loaded.
    pub(super) fn stretches(&self) -> Result<Vec<i64>, StoreError> {
        let last: Option<i64> = self.value("SELECT MAX(id) FROM batch_row", &[])?;
        Ok(last.map_or_else(Vec::new, |last| (0..=last / STRETCH).collect()))
    }

    /// Calls `take` with the rows of a batch in the order of the file; only those with the
    /// outcome, where one is given.
    pub fn each_batch_row(
        &self,
        batch: BatchId,
        outcome: Option<OutcomeKind>,
        take: impl FnMut(BatchRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "{} AND batch_row.batch = $1
                AND (CAST($2 AS TEXT) IS NULL OR batch_row.outcome = $2) ORDER BY batch_row.id",
            select::<BatchRow>()
        );
        self.each_as(&sql, &[batch.to_val(), outcome.to_val()], take)
    }

    /// Returns, of the last thousand held rows that nobody has decided on, those of whose cells one
    /// has `text` in it: each is read from its own place, and who asks does not want to wait.
    pub fn open_held_rows_with(&self, text: &str) -> Result<Vec<BatchRow>, StoreError> {
        let sql = format!(
            "{} AND batch_row.id IN (SELECT id FROM batch_row
                                      WHERE outcome = 'held' AND resolved IS NULL
                                      ORDER BY batch DESC, id DESC LIMIT {LAST_HELD})
                AND batch_row.cells LIKE $1 ESCAPE '\\'
              ORDER BY batch_row.batch, batch_row.id",
            select::<BatchRow>()
        );
        self.all(&sql, &[Val::Owned(format!("%{}%", escaped(text)))])
    }

    /// Calls `take` with the rows of lists of a source that nobody has decided on, in any order, and
    /// their own ids.
    pub fn each_waiting_id(
        &self,
        source: SourceId,
        mut take: impl FnMut(BatchRowId, &str),
    ) -> Result<(), StoreError> {
        // Sorted, SQLite would look through all rows in their order.
        let sql = "SELECT batch_row.id, batch_row.external_id
              FROM batch_row
             WHERE batch_row.batch IN (SELECT batch.id FROM batch WHERE batch.source = $1)
               AND batch_row.outcome = 'held' AND batch_row.resolved IS NULL
               AND batch_row.removed_op IS NULL AND batch_row.external_id IS NOT NULL";
        self.each(sql, &[source.to_val()], |row| {
            let id: String = row.get(1)?;
            take(row.get(0)?, &id);
            Ok(())
        })
    }

    /// Returns the row of a batch that stands in a line of its list; `None` where none does.
    pub fn batch_row_at(&self, batch: BatchId, line: i64) -> Result<Option<BatchRow>, StoreError> {
        let sql = format!(
            "{} AND batch_row.batch = $1 AND batch_row.line = $2 ORDER BY batch_row.id LIMIT 1",
            select::<BatchRow>()
        );
        Ok(self.all(&sql, &[batch.to_val(), Val::Int(line)])?.into_iter().next())
    }

    /// Returns, of the held groups that people decided on and that were held for a reason, how many
    /// there are, how many were the candidate, and how many another account that was there.
    pub fn decided_so_far(&self, reason: &str) -> Result<(i64, i64, i64), StoreError> {
        let counted = |which: &str| {
            format!(
                "CAST(COUNT(DISTINCT CASE WHEN resolved = 'accepted' AND {which}
                                          THEN held_group END) AS BIGINT)"
            )
        };
        let sql = format!(
            "SELECT CAST(COUNT(DISTINCT held_group) AS BIGINT), {}, {}
               FROM batch_row
              WHERE resolved IS NOT NULL AND reason = $1 AND outcome = 'held'
                AND removed_op IS NULL",
            counted("account = candidate"),
            counted("(candidate IS NULL OR account <> candidate)")
        );
        let mut found = (0, 0, 0);
        self.each(&sql, &[Val::Text(reason)], |row| {
            found = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns how many accounts came by one channel, whatever else they came by, and how many of them
    /// by the other too.
    pub fn of_channels(&self, one: &str, other: &str) -> Result<(i64, i64), StoreError> {
        let of = |channel: &str| {
            format!(
                "SELECT id FROM account WHERE channel = {channel} AND removed_op IS NULL
                 UNION SELECT account FROM variant
                        WHERE field = 'channel' AND value = {channel} AND removed_op IS NULL"
            )
        };
        let sql = format!(
            "WITH one AS ({}), other AS ({})
             SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM one),
                    (SELECT CAST(COUNT(*) AS BIGINT) FROM one JOIN other ON other.id = one.id)",
            of("$1"),
            of("$2")
        );
        let mut found = (0, 0);
        self.each(&sql, &[Val::Text(one), Val::Text(other)], |row| {
            found = (row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns what became of a held group; `None` where none of this name was decided on.
    pub fn decided_row(&self, group: &str) -> Result<Option<DecidedRow>, StoreError> {
        let sql = "SELECT account, op, resolved FROM batch_row
             WHERE held_group = $1 AND outcome = 'held' AND resolved IS NOT NULL
               AND account IS NOT NULL AND removed_op IS NULL
             ORDER BY id LIMIT 1";
        Ok(self.all::<DecidedRow>(sql, &[Val::Text(group)])?.pop())
    }

    /// Returns the held rows that nobody has decided on, by batch and row.
    pub fn open_held_rows(&self) -> Result<Vec<BatchRow>, StoreError> {
        let sql = format!(
            "{} AND batch_row.outcome = 'held' AND batch_row.resolved IS NULL
              ORDER BY batch_row.batch, batch_row.id",
            select::<BatchRow>()
        );
        let mut rows: Vec<BatchRow> = self.all(&sql, &[])?;
        let mut gone: HashSet<AccountId> = HashSet::new();
        let sql =
            "SELECT account.id FROM batch_row JOIN account ON account.id = batch_row.candidate
                    WHERE batch_row.outcome = 'held' AND batch_row.resolved IS NULL
                      AND batch_row.removed_op IS NULL AND account.removed_op IS NOT NULL";
        self.each(sql, &[], |row| {
            gone.insert(row.get(0)?);
            Ok(())
        })?;
        for row in &mut rows {
            row.candidate = row.candidate.filter(|candidate| !gone.contains(candidate));
        }
        Ok(rows)
    }

    /// Returns the rows of lists that went to an account, latest batch first.
    pub fn rows_of_account(&self, account: AccountId) -> Result<Vec<BatchRow>, StoreError> {
        let sql = format!(
            "{} AND batch_row.account = $1 ORDER BY batch_row.id DESC",
            select::<BatchRow>()
        );
        self.all(&sql, &[account.to_val()])
    }

    /// Calls `take` with the own id and the key of every row of a source that went to one of the
    /// accounts, in the order in which they were loaded.
    pub fn each_own_id(
        &self,
        source: SourceId,
        accounts: &[AccountId],
        mut take: impl FnMut(&str, i64),
    ) -> Result<(), StoreError> {
        for some in accounts.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT batch_row.external_id, batch_row.row_key
                   FROM batch_row JOIN batch ON batch.id = batch_row.batch
                  WHERE batch.source = $1 AND batch_row.account IN ({})
                    AND batch_row.external_id IS NOT NULL AND batch_row.removed_op IS NULL
                  ORDER BY batch_row.id",
                marks(2, some.len())
            );
            let mut values = vec![source.to_val()];
            values.extend(some.iter().map(|account| account.to_val()));
            self.each(&sql, &values, |row| {
                if let Val::Text(id) = row.val(0)? {
                    take(id, row.get(1)?);
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Calls `take` with the account and the own id of every row of a source that a person sent to
    /// one of the accounts.
    pub fn each_decided_id(
        &self,
        source: SourceId,
        accounts: &[AccountId],
        take: impl FnMut(AccountId, &str),
    ) -> Result<(), StoreError> {
        self.each_own_id_where("batch_row.resolved IS NOT NULL", source, accounts, take)
    }

    /// Calls `take` with the account and the own id of every row of a source that went to one of
    /// the accounts.
    pub fn each_own_id_of(
        &self,
        source: SourceId,
        accounts: &[AccountId],
        take: impl FnMut(AccountId, &str),
    ) -> Result<(), StoreError> {
        self.each_own_id_where("TRUE", source, accounts, take)
    }

    fn each_own_id_where(
        &self,
        condition: &str,
        source: SourceId,
        accounts: &[AccountId],
        mut take: impl FnMut(AccountId, &str),
    ) -> Result<(), StoreError> {
        for some in accounts.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT batch_row.account, batch_row.external_id
                   FROM batch_row JOIN batch ON batch.id = batch_row.batch
                  WHERE batch.source = $1 AND batch_row.account IN ({}) AND {condition}
                    AND batch_row.external_id IS NOT NULL AND batch_row.removed_op IS NULL",
                marks(2, some.len())
            );
            let mut values = vec![source.to_val()];
            values.extend(some.iter().map(|account| account.to_val()));
            self.each(&sql, &values, |row| {
                if let Val::Text(id) = row.val(1)? {
                    take(row.get(0)?, id);
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Returns what an account has from the row with this own id in its source: what a corrected
    /// row may replace. Phones that another row of the same operations may have brought are left
    /// out; where several rows of one list have the id, it identifies none, and nothing is found.
    pub fn facts_of_row(
        &self,
        account: AccountId,
        source: SourceId,
        external_id: &str,
    ) -> Result<RowFacts, StoreError> {
        let rows: Vec<MakingRow> = self.all(
            "SELECT batch_row.op, batch_row.batch, batch.source, batch_row.line,
                    batch_row.external_id
               FROM batch_row JOIN batch ON batch.id = batch_row.batch
              WHERE batch_row.account = $1 AND batch_row.removed_op IS NULL
                AND batch_row.outcome <> 'unchanged' ORDER BY batch_row.id",
            &[account.to_val()],
        )?;
        let is_own = |row: &MakingRow| {
            row.source == source && row.external_id.as_deref() == Some(external_id)
        };
        let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_own);
        let mut batches: Vec<BatchId> = own.iter().map(|row| row.batch).collect();
        batches.dedup();
        if batches.len() < own.len() {
            return Ok(RowFacts::default());
        }
        let of_row = |op: OperationId| {
            own.iter().any(|row| row.op == op) && !others.iter().any(|row| row.op == op)
        };
        let mut facts = RowFacts::default();
        self.each(
            "SELECT id, op FROM phone WHERE account = $1 AND removed_op IS NULL ORDER BY id",
            &[account.to_val()],
            |row| {
                if of_row(row.get(1)?) {
                    facts.phones.push(row.get(0)?);
                }
                Ok(())
            },
        )?;
        self.each(
            "SELECT id, batch, line FROM purchase
              WHERE account = $1 AND removed_op IS NULL ORDER BY id",
            &[account.to_val()],
            |row| {
                let place: (Option<BatchId>, Option<i64>) = (row.get(1)?, row.get(2)?);
                if own.iter().any(|own| place == (Some(own.batch), Some(own.line))) {
                    facts.purchases.push(row.get(0)?);
                }
                Ok(())
            },
        )?;
        Ok(facts)
    }
}

/// Returns `$first, $first+1, …`, `count` of them.
pub(super) fn marks(first: usize, count: usize) -> String {
    let mut marks = String::with_capacity(count * 5);
    for number in first..first + count {
        if number > first {
            marks.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(marks, "${number}");
    }
    marks
}
