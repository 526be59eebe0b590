//! What rows held before an operation changed them, as the log keeps it, and as they are now.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::super::Op;
use crate::model::{AnyId, IdKind, OperationId};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::history::{columns_of, image, kind_of};
use crate::store::{Column as _, StoreError, Val, row};

/// Key of a before-image under which it says which operation the row carried afterwards, where it
/// is another than the one that changed it.
pub(in crate::store) const LEFT: &str = "left";

/// Key of a before-image under which it says who had given the values that were put back, where
/// only some fields were: `city=3 owner=0`, 0 for the operation that made the record.
pub(in crate::store) const GIVEN: &str = "given";

row! {
    /// What one row, or many, held before a change.
    pub struct Image {
        /// The step of the change.
        pub step: i64,
        /// The kind, by its word.
        pub kind: String,
        /// JSON array of ids.
        pub ids: String,
        /// JSON object: column to value, or of many rows to an array with one for each.
        pub before: String,
    }
}

/// A row as it has to be again.
pub(super) struct Wanted {
    pub(super) id: i64,
    /// The step of the change.
    pub(super) step: i64,
    pub(super) columns: Map<String, Value>,
    /// The operation that it carried after the change, where it is not the one that changed it.
    pub(super) left: Option<OperationId>,
}

impl Wanted {
    pub(super) fn new(id: i64, step: i64, mut columns: Map<String, Value>) -> Self {
        let left = columns.remove(LEFT).and_then(|op| op.as_i64()).map(OperationId);
        columns.remove(GIVEN);
        Self { id, step, columns, left }
    }

    pub(super) fn without_columns(&self) -> Self {
        Self { columns: Map::new(), ..*self }
    }

    /// Returns whether the row itself was not changed: nothing is to be put back.
    pub(super) fn is_no_change(&self) -> bool {
        let was = self.columns.get("op").and_then(Value::as_i64).map(OperationId);
        self.columns.len() == 1 && was.is_some() && was == self.left
    }
}

/// A row as it is.
pub(super) struct Present {
    pub(super) op: OperationId,
    /// The operation that took it away; missing: it is there.
    pub(super) removed_by: Option<OperationId>,
    pub(super) cells: HashMap<String, Val<'static>>,
}

/// What some rows of one kind held before they were changed.
pub(super) struct Images {
    pub(super) kind: IdKind,
    pub(super) rows: Vec<Wanted>,
    pub(super) lowest: i64,
}

impl Images {
    pub(super) fn of(images: &[Image]) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged { detail: "a before-image without rows".to_owned() };
        let (first, last) = (images.first().ok_or_else(damaged)?, images.last());
        let kind = kind_of(&first.kind)?;
        let lowest = last.map_or(first.step, |last| last.step);
        let mut rows = Vec::new();
        for stored in images {
            let ids: Vec<i64> = serde_json::from_str(&stored.ids).map_err(|_| damaged())?;
            let columns = image(&stored.before)?;
            if let [id] = ids[..] {
                rows.push(Wanted::new(id, stored.step, columns));
                continue;
            }
            rows.extend(ids.into_iter().enumerate().map(|(at, id)| {
                let own = columns.iter().map(|(column, value)| {
                    let each = value.as_array().map(|all| all.get(at).cloned().unwrap_or_default());
                    (column.clone(), each.unwrap_or_else(|| value.clone()))
                });
                Wanted::new(id, stored.step, own.collect())
            }));
        }
        Ok(Self { kind, rows, lowest })
    }
}

impl Op<'_> {
    /// Returns the rows as they are now, by id.
    pub(super) fn present<'w>(
        &self,
        kind: IdKind,
        wanted: impl IntoIterator<Item = &'w Wanted>,
    ) -> Result<HashMap<i64, Present>, StoreError> {
        let wanted: Vec<&Wanted> = wanted.into_iter().collect();
        let named = |column: &&str| wanted.iter().any(|row| row.columns.contains_key(*column));
        let columns: Vec<&str> =
            columns_with_removal(kind).iter().copied().filter(|c| named(c)).collect();
        let mut found = HashMap::with_capacity(wanted.len());
        for some in wanted.chunks(AT_ONCE) {
            let listed: Vec<&str> =
                ["id", "op", "removed_op"].into_iter().chain(columns.iter().copied()).collect();
            let sql = format!(
                "SELECT {} FROM {} WHERE id IN ({})",
                listed.join(", "),
                kind.word(),
                marks(1, some.len())
            );
            let ids: Vec<Val<'_>> = some.iter().map(|row| Val::Int(row.id)).collect();
            self.db.each(&sql, &ids, |row| {
                let cells = columns.iter().zip(3..);
                let cells = cells.map(|(column, at)| Ok(((*column).to_owned(), row.kept(at)?)));
                let present = Present {
                    op: row.get(1)?,
                    removed_by: row.get(2)?,
                    cells: cells.collect::<Result<_, StoreError>>()?,
                };
                found.insert(row.get(0)?, present);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns the records that the changes of an operation had taken away one by one.
    pub(super) fn revived_by(&self, operation: OperationId) -> Result<BTreeSet<AnyId>, StoreError> {
        let mut found = BTreeSet::new();
        let sql = "SELECT kind, row_id FROM operation_change
                    WHERE op = $1 AND before LIKE '%\"removed_op\":null%'";
        self.db.each(sql, &[operation.to_val()], |row| {
            let kind: String = row.get(0)?;
            found.insert(AnyId { kind: kind_of(&kind)?, number: row.get(1)? });
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns what rows held before the changes of an operation that come before a step, as many
    /// of one kind as go together; the lowest step of them with it. `None` where there are none.
    pub(super) fn images_below(
        &self,
        operation: OperationId,
        below: i64,
        kind: Option<IdKind>,
    ) -> Result<Option<Images>, StoreError> {
        let of_kind = kind.map_or_else(String::new, |kind| format!("AND kind = '{}'", kind.word()));
        let sql = format!(
            "SELECT step, kind, '[' || CAST(row_id AS TEXT) || ']' AS ids, before
               FROM operation_change WHERE op = $1 AND step < $2 {of_kind}
              ORDER BY step DESC LIMIT {AT_ONCE}"
        );
        let values = [operation.to_val(), Val::Int(below)];
        let mut single: Vec<Image> = self.db.all(&sql, &values)?;
        let sql = format!(
            "SELECT step, kind, ids, before FROM operation_many
              WHERE op = $1 AND step < $2 {of_kind} ORDER BY step DESC LIMIT 1"
        );
        let many: Option<Image> = self.db.first(&sql, &values)?;
        if let Some(many) = many {
            single.retain(|image| image.step > many.step);
            if single.is_empty() {
                return Images::of(&[many]).map(Some);
            }
        }
        let Some(first) = single.first().map(|image| image.kind.clone()) else { return Ok(None) };
        // A row that was changed twice comes up again by itself.
        let mut seen = BTreeSet::new();
        let together = single
            .iter()
            .take_while(|image| image.kind == first && seen.insert(image.ids.clone()))
            .count();
        Images::of(&single[..together]).map(Some)
    }
}

/// Returns the columns of a kind, and the one that says by which operation a row was removed.
pub(super) fn columns_with_removal(kind: IdKind) -> Vec<&'static str> {
    let mut columns = columns_of(kind).to_vec();
    columns.push("removed_op");
    columns
}
