//! Taking operations back: what they made is removed, what they changed is as it was before.
//!
//! Of a row, the operation that last wrote it says what state it is in. An operation is taken
//! back where it is still that one; a row that somebody changed since is kept, and named. Rows
//! that go back carry the operation that wrote them before, so that operation after operation can
//! be taken back, and an operation that took another back is taken back by the same means.

mod references;
mod report;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::super::batches::{AT_ONCE, marks};
use super::super::history::{image, kind_of, val_of};
use super::super::{Column as _, StoreError, Val, row};
use super::{Before, Op};
use crate::model::{AnyId, IdKind, OperationId};

pub use report::{Reversal, Reversed, ReversedRecords};

/// Ids from the first to the last, both inclusive.
pub type Ids = (i64, i64);

/// How far operations are taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall {
    /// Records that nobody changed since.
    Records,
    /// Of the others also the fields that nobody changed since.
    Fields,
}

/// Rows that were removed, or brought back, without a change of their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    kind: IdKind,
    ids: Ids,
    /// The operation that last wrote them.
    written_by: OperationId,
    /// By which they were removed; missing: this operation removes them.
    removed_by: Option<OperationId>,
}

row! {
    /// Rows of one kind that an operation made, removed or brought back.
    pub struct Range {
        /// The kind, by its word.
        pub kind: String,
        /// The first id.
        pub first_id: i64,
        /// The last id, inclusive.
        pub last_id: i64,
        /// The operation that last wrote the rows.
        pub written_by: OperationId,
        /// By which they had been removed, of rows it made itself; missing: it removed them.
        pub removed_by: Option<OperationId>,
    }
}

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
struct Wanted {
    id: i64,
    /// The step of the change.
    step: i64,
    columns: Map<String, Value>,
}

/// A row as it is.
struct Present {
    op: OperationId,
    removed: bool,
    cells: HashMap<String, Val<'static>>,
}

impl Op<'_> {
    /// Takes operations back, the latest first, and says of every record what became of it.
    ///
    /// What is derived from records (match keys, days of contacts) is left to the caller, as is
    /// the decision whether there is anything to take back.
    pub fn take_back(
        &mut self,
        operations: &[OperationId],
        how: Recall,
    ) -> Result<Reversal, StoreError> {
        let mut latest_first = operations.to_vec();
        latest_first.sort_unstable_by(|a, b| b.cmp(a));
        latest_first.dedup();
        let mut report = Reversal::default();
        for operation in latest_first {
            let ranges = self.ranges_of(operation)?;
            self.bring_back(operation, &ranges, &mut report)?;
            self.put_back((operation, how), &mut report)?;
            self.remove_made(&ranges, &mut report)?;
            self.undone.push(operation);
        }
        self.settle_references(&mut report)?;
        for moved in &self.moved {
            let count = moved.ids.1 - moved.ids.0 + 1;
            let list = if moved.removed_by.is_some() { &mut self.returned } else { &mut self.gone };
            *list.entry(moved.kind).or_default() += count;
            report.add(Reversed::Back, moved.kind, None, moved.ids);
        }
        if self.moved.is_empty() && self.changed.is_empty() {
            self.undone.clear();
        }
        Ok(report)
    }

    /// Writes to the log what was taken back, and what was removed or brought back for it.
    pub(super) fn log_reversal(&self) -> Result<(), StoreError> {
        for undone in &self.undone {
            let sql = "INSERT INTO operation_undo (op, undoes) VALUES ($1, $2)";
            self.db.exec(sql, &[self.id.to_val(), undone.to_val()])?;
        }
        let sql = "INSERT INTO operation_removal
                          (op, kind, first_id, last_id, written_by, removed_by)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        for moved in &self.moved {
            let values = [
                self.id.to_val(),
                Val::Text(moved.kind.word()),
                Val::Int(moved.ids.0),
                Val::Int(moved.ids.1),
                moved.written_by.to_val(),
                moved.removed_by.to_val(),
            ];
            self.db.exec(sql, &values)?;
        }
        Ok(())
    }

    /// Returns the records of a kind that were removed or brought back by ranges.
    pub(super) fn moved_of(&self, kind: IdKind) -> Vec<Ids> {
        self.moved.iter().filter(|moved| moved.kind == kind).map(|moved| moved.ids).collect()
    }

    /// Returns what the records of a kind that operations made, changed, removed or brought back
    /// hold in a column of ids, or did before the changes: ascending, each once.
    pub fn named_by(
        &self,
        kind: IdKind,
        column: &'static str,
        operations: &[OperationId],
    ) -> Result<Vec<i64>, StoreError> {
        let mut found = BTreeSet::new();
        for operation in operations {
            for range in self.ranges_of(*operation)? {
                if range.kind != kind.word() {
                    continue;
                }
                if column == "id" {
                    found.extend(range.first_id..=range.last_id);
                    continue;
                }
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {} WHERE id BETWEEN $1 AND $2
                        AND {column} IS NOT NULL",
                    kind.word()
                );
                self.db.each(
                    &sql,
                    &[Val::Int(range.first_id), Val::Int(range.last_id)],
                    |row| {
                        found.insert(row.get(0)?);
                        Ok(())
                    },
                )?;
            }
            let mut below = i64::MAX;
            while let Some(images) = self.images_below(*operation, below, Some(kind))? {
                below = images.lowest;
                let ids: Vec<i64> = images.rows.iter().map(|row| row.id).collect();
                if column == "id" {
                    found.extend(ids);
                    continue;
                }
                let held = images.rows.iter().filter_map(|row| row.columns.get(column)?.as_i64());
                found.extend(held);
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {} WHERE id IN ({}) AND {column} IS NOT NULL",
                    kind.word(),
                    marks(1, ids.len())
                );
                let ids: Vec<Val<'_>> = ids.into_iter().map(Val::Int).collect();
                self.db.each(&sql, &ids, |row| {
                    found.insert(row.get(0)?);
                    Ok(())
                })?;
            }
        }
        Ok(found.into_iter().collect())
    }

    fn ranges_of(&self, operation: OperationId) -> Result<Vec<Range>, StoreError> {
        // What was made was not there before, like what is brought back.
        let sql = "SELECT kind, first_id, last_id, op AS written_by, op AS removed_by
                     FROM operation_insert WHERE op = $1
                    UNION ALL
                   SELECT kind, first_id, last_id, written_by, removed_by
                     FROM operation_removal WHERE op = $1
                    ORDER BY kind, first_id";
        self.db.all(sql, &[operation.to_val()])
    }

    /// Brings back what an operation removed by ranges.
    fn bring_back(
        &mut self,
        operation: OperationId,
        ranges: &[Range],
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        for range in ranges.iter().filter(|range| range.removed_by.is_none()) {
            let kind = kind_of(&range.kind)?;
            let ids = (range.first_id, range.last_id);
            let holds = format!("removed_op = {}", operation.0);
            let others = self.others(kind, ids, &holds)?;
            for (id, _, removed) in &others {
                // Erased, or brought back by another operation.
                if let Some(since) = removed.filter(|since| *since != operation) {
                    report.add(Reversed::Kept, kind, Some(since), (*id, *id));
                }
            }
            let sql = format!(
                "UPDATE {} SET removed_op = NULL WHERE id BETWEEN $1 AND $2 AND {holds}",
                range.kind
            );
            self.db.exec(&sql, &[Val::Int(ids.0), Val::Int(ids.1)])?;
            let (written_by, removed_by) = (range.written_by, Some(operation));
            self.moved.extend(without(ids, others.iter().map(|(id, ..)| *id)).map(|ids| Moved {
                kind,
                ids,
                written_by,
                removed_by,
            }));
        }
        Ok(())
    }

    /// Removes what an operation made or brought back, where nobody changed it since.
    fn remove_made(&mut self, ranges: &[Range], report: &mut Reversal) -> Result<(), StoreError> {
        for range in ranges.iter().filter(|range| range.removed_by.is_some()) {
            let kind = kind_of(&range.kind)?;
            let (ids, written_by) = ((range.first_id, range.last_id), range.written_by);
            let holds = format!("op = {} AND removed_op IS NULL", written_by.0);
            let others = self.others(kind, ids, &holds)?;
            for (id, op, removed) in &others {
                if removed.is_none() {
                    report.keep(AnyId { kind, number: *id }, *op);
                }
            }
            let sql = format!(
                "UPDATE {} SET removed_op = $1 WHERE id BETWEEN $2 AND $3 AND {holds}",
                range.kind
            );
            self.db.exec(&sql, &[self.id.to_val(), Val::Int(ids.0), Val::Int(ids.1)])?;
            self.moved.extend(without(ids, others.iter().map(|(id, ..)| *id)).map(|ids| Moved {
                kind,
                ids,
                written_by,
                removed_by: None,
            }));
        }
        Ok(())
    }

    /// Returns the rows of a range of which a condition does not hold: id, the operation that last
    /// wrote it, and the one that removed it.
    fn others(
        &self,
        kind: IdKind,
        (first, last): Ids,
        holds: &str,
    ) -> Result<Vec<(i64, OperationId, Option<OperationId>)>, StoreError> {
        let sql = format!(
            "SELECT id, op, removed_op FROM {} WHERE id BETWEEN $1 AND $2
                AND COALESCE(NOT ({holds}), 1 = 1) ORDER BY id",
            kind.word()
        );
        let mut found = Vec::new();
        self.db.each(&sql, &[Val::Int(first), Val::Int(last)], |row| {
            found.push((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Puts what an operation changed back to what it held before, the last change first.
    fn put_back(
        &mut self,
        (operation, how): (OperationId, Recall),
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        let mut given = HashMap::new();
        let revived = self.revived_by(operation)?;
        let mut below = i64::MAX;
        while let Some(images) = self.images_below(operation, below, None)? {
            below = images.lowest;
            let changed = self.put_rows_back(operation, images, &revived, report)?;
            if how == Recall::Fields {
                self.put_fields_back(operation, changed, &mut given, report)?;
            } else {
                for (kind, wanted, since) in changed {
                    report.add(Reversed::Kept, kind, Some(since), (wanted.id, wanted.id));
                }
            }
        }
        Ok(())
    }

    /// Puts back the fields of records changed since to which nobody gave another value since.
    /// `given` says of fields that were put back here who had given them.
    fn put_fields_back(
        &mut self,
        operation: OperationId,
        changed: Vec<(IdKind, Wanted, OperationId)>,
        given: &mut HashMap<(IdKind, i64, String), Option<OperationId>>,
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        for (kind, wanted, since) in changed {
            let id = (wanted.id, wanted.id);
            let authors = self.db.field_authors(kind, &[wanted.id])?;
            let present = self.present(kind, std::slice::from_ref(&wanted))?;
            let (Some(authors), Some(row)) = (authors.get(&wanted.id), present.get(&wanted.id))
            else {
                report.add(Reversed::Kept, kind, Some(since), id);
                continue;
            };
            let of = |column: &str| match authors.now.get(column) {
                Some(op) if *op == self.id => {
                    given.get(&(kind, wanted.id, column.to_owned())).copied().flatten()
                }
                other => other.copied(),
            };
            let (own, others): (Vec<_>, Vec<_>) = wanted
                .columns
                .iter()
                .filter(|(column, _)| *column != "op" && !is_derived(kind, column))
                .partition(|(column, _)| !row.removed && of(column) == Some(operation));
            let later = others.iter().find_map(|(column, _)| of(column)).unwrap_or(since);
            let columns: Map<String, Value> =
                own.into_iter().map(|(column, value)| (column.clone(), value.clone())).collect();
            if !others.is_empty() {
                report.add(Reversed::Kept, kind, Some(later), id);
            }
            if columns.is_empty() {
                continue;
            }
            let before = authors.before.get(&(operation, wanted.step));
            for column in columns.keys() {
                let author = before.and_then(|before| before.get(column)).copied();
                given.insert((kind, wanted.id, column.clone()), author);
            }
            let cells = columns.keys().filter_map(|column| row.cells.get(column).cloned());
            let before = Before { id: wanted.id, op: row.op, cells: cells.collect() };
            if others.is_empty() {
                report.add(Reversed::Back, kind, None, id);
            }
            self.write_back(kind, &columns, &[before])?;
        }
        Ok(())
    }

    /// Puts rows back that carry what the operation left, and returns the others with what wrote
    /// them since.
    fn put_rows_back(
        &mut self,
        operation: OperationId,
        images: Images,
        revived: &BTreeSet<AnyId>,
        report: &mut Reversal,
    ) -> Result<Vec<(IdKind, Wanted, OperationId)>, StoreError> {
        let kind = images.kind;
        let mut changed = Vec::new();
        let present = self.present(kind, &images.rows)?;
        let lost = self.lost_parents(kind, &images.rows, revived)?;
        let mut alike: BTreeMap<String, (Map<String, Value>, Vec<Before>)> = BTreeMap::new();
        for mut wanted in images.rows {
            let id = (wanted.id, wanted.id);
            let Some(row) = present.get(&wanted.id) else {
                report.add(Reversed::Failed, kind, None, id);
                continue;
            };
            let left = wanted.columns.remove(LEFT).and_then(|op| op.as_i64());
            let expected = left.map_or(operation, OperationId);
            let removes = wanted.columns.contains_key("removed_op");
            if let Some(gone) = lost.get(&wanted.id) {
                report.add(Reversed::Failed, kind, Some(*gone), id);
                continue;
            }
            let was = wanted.columns.get("op").and_then(Value::as_i64).map(OperationId);
            if row.op != expected && Some(row.op) == was {
                // It is back already.
                continue;
            }
            if row.op != expected || (row.removed && !removes) {
                changed.push((kind, wanted, row.op));
                continue;
            }
            let held = wanted.columns.keys().filter(|column| *column != "op");
            let cells = held.filter_map(|column| row.cells.get(column).cloned()).collect();
            let before = Before { id: wanted.id, op: row.op, cells };
            let key = Value::Object(wanted.columns.clone()).to_string();
            alike.entry(key).or_insert_with(|| (wanted.columns, Vec::new())).1.push(before);
        }
        for (columns, mut rows) in alike.into_values() {
            rows.sort_unstable_by_key(|row| row.id);
            for row in &rows {
                report.add(Reversed::Back, kind, None, (row.id, row.id));
            }
            self.write_back(kind, &columns, &rows)?;
        }
        Ok(changed)
    }

    /// Writes the same values to rows, and keeps what they held.
    fn write_back(
        &mut self,
        kind: IdKind,
        columns: &Map<String, Value>,
        rows: &[Before],
    ) -> Result<(), StoreError> {
        let known = columns_with_removal(kind);
        let names: Vec<(usize, &'static str)> = columns
            .keys()
            .filter(|column| *column != "op")
            .map(|column| known.iter().find(|known| *known == column).copied())
            .enumerate()
            .filter_map(|(at, name)| Some((at, name?)))
            .collect();
        if names.len() + usize::from(columns.contains_key("op")) != columns.len() {
            let detail = format!("a before-image names columns that {} has not", kind.word());
            return Err(StoreError::Damaged { detail });
        }
        for row in rows {
            let held = names.iter().map(|(at, name)| (*name, &row.cells[*at]));
            self.stale.changed(kind, row.id, held);
        }
        let left = columns.get("op").and_then(Value::as_i64).map(OperationId);
        let references: Vec<&Before> = rows.iter().collect();
        self.keep(kind, &references, &names, left)?;
        for some in rows.chunks(AT_ONCE) {
            let sets: Vec<String> =
                names.iter().zip(1..).map(|((_, name), n)| format!("{name} = ${n}")).collect();
            let next = names.len() + 1;
            let sql = format!(
                "UPDATE {} SET {}{}op = ${next} WHERE id IN ({})",
                kind.word(),
                sets.join(", "),
                if sets.is_empty() { "" } else { ", " },
                marks(next + 1, some.len())
            );
            let new = names.iter().map(|(_, name)| val_of(&columns[*name]));
            let op = Val::Int(left.unwrap_or(self.id).0);
            let ids = some.iter().map(|row| Val::Int(row.id));
            let values: Vec<Val<'_>> = new.chain([op]).chain(ids).collect();
            self.db.exec(&sql, &values)?;
        }
        *self.changed.entry(kind).or_default() += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Returns the rows as they are now, by id.
    fn present(
        &self,
        kind: IdKind,
        wanted: &[Wanted],
    ) -> Result<HashMap<i64, Present>, StoreError> {
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
                    removed: row.get::<Option<i64>>(2)?.is_some(),
                    cells: cells.collect::<Result<_, StoreError>>()?,
                };
                found.insert(row.get(0)?, present);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns the records that the changes of an operation had taken away one by one.
    fn revived_by(&self, operation: OperationId) -> Result<BTreeSet<AnyId>, StoreError> {
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
    fn images_below(
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

/// What some rows of one kind held before they were changed.
struct Images {
    kind: IdKind,
    rows: Vec<Wanted>,
    lowest: i64,
}

impl Images {
    fn of(images: &[Image]) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged { detail: "a before-image without rows".to_owned() };
        let (first, last) = (images.first().ok_or_else(damaged)?, images.last());
        let kind = kind_of(&first.kind)?;
        let lowest = last.map_or(first.step, |last| last.step);
        let mut rows = Vec::new();
        for stored in images {
            let ids: Vec<i64> = serde_json::from_str(&stored.ids).map_err(|_| damaged())?;
            let columns = image(&stored.before)?;
            if let [id] = ids[..] {
                rows.push(Wanted { id, step: stored.step, columns });
                continue;
            }
            rows.extend(ids.into_iter().enumerate().map(|(at, id)| {
                let own = columns.iter().map(|(column, value)| {
                    let each = value.as_array().map(|all| all.get(at).cloned().unwrap_or_default());
                    (column.clone(), each.unwrap_or_else(|| value.clone()))
                });
                Wanted { id, step: stored.step, columns: own.collect() }
            }));
        }
        Ok(Self { kind, rows, lowest })
    }
}

/// Key of a before-image under which it says which operation the row carried afterwards, where it
/// is another than the one that changed it.
pub(in crate::store) const LEFT: &str = "left";

/// Returns whether a field is made of other records: whoever takes back those makes it again.
fn is_derived(kind: IdKind, column: &str) -> bool {
    match kind {
        IdKind::AccountId => {
            ["reached_on", "tried_on", "tries", "skipped_on", "skipped_until"].contains(&column)
        }
        IdKind::OrderLineId => column == "delivered",
        _ => false,
    }
}

fn columns_with_removal(kind: IdKind) -> Vec<&'static str> {
    let mut columns = super::super::history::columns_of(kind).to_vec();
    columns.push("removed_op");
    columns
}

/// Returns the ranges that are left of one without some of its ids, which ascend.
fn without((first, last): Ids, ids: impl Iterator<Item = i64>) -> impl Iterator<Item = Ids> {
    let mut next = first;
    let mut left = Vec::new();
    for id in ids {
        if next < id {
            left.push((next, id - 1));
        }
        next = id + 1;
    }
    if next <= last {
        left.push((next, last));
    }
    left.into_iter()
}
