//! What rows held before they were changed: one row of the log each, or many together.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::batches::{AT_ONCE, marks};
use super::super::{Column as _, Db, StoreError, Val, row};
use crate::model::{IdKind, OperationId};

row! {
    /// What a row held before an operation changed it.
    pub struct BeforeImage {
        /// The operation.
        pub op: OperationId,
        /// Its step.
        pub step: i64,
        /// The kind of record, by its word.
        pub kind: String,
        /// The record's number.
        pub row_id: i64,
        /// JSON object: column to value.
        pub before: String,
    }
}

row! {
    /// What many rows held before an operation changed them alike.
    pub struct ManyImages {
        /// The operation.
        pub op: OperationId,
        /// Its step.
        pub step: i64,
        /// The kind of record, by its word.
        pub kind: String,
        /// JSON array of the records' numbers.
        pub ids: String,
        /// JSON object: column to the value of all, or to an array of each.
        pub before: String,
    }
}

impl Db {
    /// Returns what rows held before some of the changes of an operation that come after a step.
    pub(super) fn images(
        &self,
        operation: OperationId,
        after: i64,
    ) -> Result<Vec<BeforeImage>, StoreError> {
        let sql = format!(
            "SELECT op, step, kind, row_id, before FROM operation_change
              WHERE op = $1 AND step > $2 ORDER BY step LIMIT {AT_ONCE}"
        );
        let values = [operation.to_val(), Val::Int(after)];
        let mut single: Vec<BeforeImage> = self.all(&sql, &values)?;
        let many = self.many("WHERE op = $1 AND step > $2 ORDER BY step LIMIT 1", &values)?;
        let Some(many) = many.first() else { return Ok(single) };
        single.retain(|image| image.step < many.step);
        if single.is_empty() { many.images() } else { Ok(single) }
    }

    /// Returns what many rows held that an operation changed alike.
    fn many(&self, condition: &str, values: &[Val<'_>]) -> Result<Vec<ManyImages>, StoreError> {
        let sql = format!("SELECT op, step, kind, ids, before FROM operation_many {condition}");
        self.all(&sql, values)
    }

    /// Returns what records held before each change, the first change first.
    pub(in crate::store) fn images_of(
        &self,
        kind: IdKind,
        ids: &[i64],
    ) -> Result<Vec<BeforeImage>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT op, step, kind, row_id, before FROM operation_change
              WHERE kind = $1 AND row_id IN ({}) ORDER BY op, step",
            marks(2, ids.len())
        );
        let mut values = vec![Val::Text(kind.word())];
        values.extend(ids.iter().map(|id| Val::Int(*id)));
        let mut images: Vec<BeforeImage> = self.all(&sql, &values)?;
        let (Some(first), Some(last)) = (ids.iter().min(), ids.iter().max()) else {
            return Ok(images);
        };
        let among = [Val::Text(kind.word()), Val::Int(*first), Val::Int(*last)];
        let condition = "WHERE kind = $1 AND last_id >= $2 AND first_id <= $3";
        let wanted: BTreeSet<i64> = ids.iter().copied().collect();
        for many in self.many(condition, &among)? {
            images.extend(many.images()?.into_iter().filter(|one| wanted.contains(&one.row_id)));
        }
        images.sort_by_key(|image| (image.op, image.step));
        Ok(images)
    }
}

impl ManyImages {
    /// Returns what each of the rows held.
    pub(super) fn images(&self) -> Result<Vec<BeforeImage>, StoreError> {
        let damaged = |error: serde_json::Error| StoreError::Damaged {
            detail: format!("a before-image of many rows: {error}"),
        };
        let ids: Vec<i64> = serde_json::from_str(&self.ids).map_err(damaged)?;
        let columns = image(&self.before)?;
        let images = ids.into_iter().enumerate().map(|(at, row_id)| {
            let held = columns.iter().map(|(column, value)| {
                let own = value.as_array().map(|each| each.get(at).cloned().unwrap_or_default());
                (column.clone(), own.unwrap_or_else(|| value.clone()))
            });
            BeforeImage {
                op: self.op,
                step: self.step,
                kind: self.kind.clone(),
                row_id,
                before: Value::Object(held.collect()).to_string(),
            }
        });
        Ok(images.collect())
    }
}

/// Returns the columns of a before-image with their values.
pub(in crate::store) fn image(text: &str) -> Result<Map<String, Value>, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Damaged { detail: format!("a before-image: {error}") })
}
