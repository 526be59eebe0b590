//! Where the fields of records come from.

use std::collections::BTreeMap;

use super::batches::AT_ONCE;
use super::{Column as _, Db, StoreError, Val};
use crate::model::{AccountId, AnyId, BatchId, IdKind, OperationId};

/// Where the value of a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blamed {
    /// The record.
    pub record: AnyId,
    /// The field.
    pub field: &'static str,
    /// Its value, as the store keeps it.
    pub value: Val<'static>,
    /// The operation that gave it.
    pub operation: OperationId,
}

impl Db {
    /// Returns where every field that has a value comes from, of records of a kind by id and
    /// field. One that is not there has none; a removed one has.
    pub fn blame(&self, kind: IdKind, ids: &[i64]) -> Result<Vec<Blamed>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let authors = self.field_authors(kind, some)?;
            let makers = self.written_by(kind, some)?;
            for (number, cells) in self.rows_now(kind, some)? {
                let record = AnyId { kind, number };
                let changes = authors.get(&number);
                let maker = changes.and_then(|changes| changes.maker);
                let Some(maker) = maker.or_else(|| makers.get(&number).copied()) else { continue };
                for (field, value) in cells {
                    if field == "id" || value == Val::Null || value.as_str() == Some("[]") {
                        continue;
                    }
                    let given = changes.and_then(|changes| changes.now.get(field)).copied();
                    let operation = given.unwrap_or(maker);
                    found.push(Blamed { record, field, value, operation });
                }
            }
        }
        Ok(found)
    }

    /// Returns the operation that last wrote each of some records.
    fn written_by(
        &self,
        kind: IdKind,
        ids: &[i64],
    ) -> Result<BTreeMap<i64, OperationId>, StoreError> {
        let marks = super::batches::marks(1, ids.len());
        let sql = format!("SELECT id, op FROM {} WHERE id IN ({marks})", kind.word());
        let values: Vec<Val<'_>> = ids.iter().map(|id| Val::Int(*id)).collect();
        let mut found = BTreeMap::new();
        self.each(&sql, &values, |row| {
            found.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the rows of lists by which operations gave an account anything: batch and line, by
    /// the operation that loaded or settled the row.
    pub fn rows_by_operation(
        &self,
        account: AccountId,
    ) -> Result<BTreeMap<OperationId, Vec<(BatchId, i64)>>, StoreError> {
        let sql = "SELECT op, batch, line FROM batch_row
                    WHERE account = $1 AND outcome <> 'unchanged' AND removed_op IS NULL
                    ORDER BY id";
        let mut found: BTreeMap<OperationId, Vec<(BatchId, i64)>> = BTreeMap::new();
        self.each(sql, &[account.to_val()], |row| {
            found.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        Ok(found)
    }
}
