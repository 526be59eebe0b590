//! Questions asked of the operation log: what was done, and what it changed.

mod assignments;
mod images;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

pub use assignments::AssignmentImage;
pub(super) use images::{BeforeImage, image};

use super::batches::{AT_ONCE, marks};
use super::db::{FromRow, Row};
use super::selection::Hold;
use super::{Column as _, Db, StoreError, Val, row};
#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;

/// What an operation did to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It made the record.
    Added,
    /// It changed fields of it.
    Changed,
    /// It took it away.
    Removed,
    /// It brought it back.
    Restored,
}

impl Change {
    /// Returns the stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Restored => "restored",
        }
    }
}

/// One field that an operation wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The record.
    pub record: AnyId,
    /// What was done to it.
    pub change: Change,
    /// The field; missing where the record as a whole is meant, or has none that are shown.
    pub field: Option<&'static str>,
    /// What it held before the operation, as the store keeps it.
    pub before: Val<'static>,
    /// What it held after the operation, as the store keeps it.
    pub after: Val<'static>,
}

row! {
    /// Ids of one kind that an operation made.
    pub struct MadeRange {
        /// The kind, by its word.
        pub kind: String,
        /// The first id.
        pub first_id: i64,
        /// The last id, inclusive.
        pub last_id: i64,
    }
}

row! {
    /// Records of one kind that an operation removed or brought back.
    pub struct RemovedRange {
        /// The operation.
        pub op: OperationId,
        /// The kind, by its word.
        pub kind: String,
        /// The first id.
        pub first_id: i64,
        /// The last id, inclusive.
        pub last_id: i64,
        /// The operation that had removed them; missing: this one removed them.
        pub removed_by: Option<OperationId>,
    }
}

impl FromRow for Operation {
    const COLUMNS: &'static [&'static str] =
        &["id", "at", "actor", "staff", "host", "command", "counts"];

    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            staff: row.get(3)?,
            host: row.get(4)?,
            command: row.get(5)?,
            counts: row.get(6)?,
            undone_by: None,
        })
    }
}

/// Records of a range that are looked at together.
const IDS_AT_ONCE: i64 = 500;

const OPERATIONS: &str = "SELECT id, at, actor, staff, host, command, counts FROM operation";

macro_rules! columns_by_kind {
    ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
        /// Returns the fields of a kind of record; none of kinds that are not shown by field.
        pub(super) fn columns_of(kind: IdKind) -> &'static [&'static str] {
            match kind {
                $(IdKind::$id => $name::FIELDS,)*
                _ => &[],
            }
        }
    };
}
each_record!(columns_by_kind);

impl Db {
    /// Calls `take` with every operation, the last one first. On PostgreSQL `take` must not use
    /// the connection.
    pub fn each_operation(
        &self,
        mut take: impl FnMut(Operation) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let standing = self.standing()?;
        self.each_as(&format!("{OPERATIONS} ORDER BY id DESC"), &[], |operation: Operation| {
            take(Operation { undone_by: standing.undone_by(operation.id), ..operation })
        })
    }

    /// Returns an operation; an error where there is none.
    pub fn operation(&self, id: OperationId) -> Result<Operation, StoreError> {
        self.first(&format!("{OPERATIONS} WHERE id = $1"), &[id.to_val()])?
            .ok_or_else(|| StoreError::Unknown { id: id.to_string() })
    }

    /// Returns the operations that made or changed an account, or what hangs on it, the last one
    /// first.
    pub fn operations_on(&self, account: AccountId) -> Result<Vec<Operation>, StoreError> {
        let mut ids = BTreeSet::new();
        for kind in IdKind::ALL {
            let Some(hold) = Hold::of(*kind) else { continue };
            let table = kind.word();
            let condition = hold.condition(table);
            let rows =
                format!("SELECT op, COALESCE(removed_op, op) FROM {table} WHERE {condition}");
            self.each(&rows, &[account.to_val()], |row| {
                ids.extend([row.get::<i64>(0)?, row.get::<i64>(1)?]);
                Ok(())
            })?;
            let mut records: Vec<i64> = Vec::new();
            let rows = format!("SELECT {table}.id FROM {table} WHERE {condition}");
            self.each(&rows, &[account.to_val()], |row| {
                records.push(row.get(0)?);
                Ok(())
            })?;
            for some in records.chunks(AT_ONCE) {
                for changed in self.images_of(*kind, some)? {
                    ids.insert(changed.op.0);
                    // The operation that wrote the row before: in the end the one that made it.
                    ids.extend(image(&changed.before)?.get("op").and_then(Value::as_i64));
                }
                for range in self.removals("WHERE kind = $1", &[Val::Text(table)])? {
                    if some.iter().any(|id| (range.first_id..=range.last_id).contains(id)) {
                        ids.insert(range.op.0);
                    }
                }
            }
        }
        let ids: Vec<i64> = ids.into_iter().rev().collect();
        let mut found: Vec<Operation> = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let marks = marks(1, some.len());
            let sql = format!("{OPERATIONS} WHERE id IN ({marks}) ORDER BY id DESC");
            let values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
            found.extend(self.all::<Operation>(&sql, &values)?);
        }
        let standing = self.standing()?;
        for operation in &mut found {
            operation.undone_by = standing.undone_by(operation.id);
        }
        Ok(found)
    }

    /// Calls `take` with every field that an operation wrote: those of the records it made that
    /// have a value, by kind and id, then those it changed, in the order of the changes.
    pub fn each_change(
        &self,
        operation: OperationId,
        mut take: impl FnMut(FieldChange) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut made: Vec<MadeRange> = self.all(
            "SELECT kind, first_id, last_id FROM operation_insert
              WHERE op = $1 ORDER BY kind, first_id",
            &[operation.to_val()],
        )?;
        made.sort_by_key(|range| IdKind::ALL.iter().position(|kind| kind.word() == range.kind));
        for range in &made {
            let kind = kind_of(&range.kind)?;
            let mut first = range.first_id;
            while first <= range.last_id {
                let last = range.last_id.min(first.saturating_add(IDS_AT_ONCE - 1));
                self.take_made(kind, first, last, &mut take)?;
                first = last + 1;
            }
        }
        for range in
            self.removals("WHERE op = $1 ORDER BY kind, first_id", &[operation.to_val()])?
        {
            let kind = kind_of(&range.kind)?;
            let change =
                if range.removed_by.is_some() { Change::Restored } else { Change::Removed };
            for number in range.first_id..=range.last_id {
                let record = AnyId { kind, number };
                let (before, after) = (Val::Null, Val::Null);
                take(FieldChange { record, change, field: None, before, after })?;
            }
        }
        let mut done = 0;
        loop {
            let images = self.images(operation, done)?;
            let Some(last) = images.last() else { return Ok(()) };
            done = last.step;
            self.take_changed(&images, &mut take)?;
        }
    }

    fn removals(
        &self,
        condition: &str,
        values: &[Val<'_>],
    ) -> Result<Vec<RemovedRange>, StoreError> {
        let sql = format!(
            "SELECT op, kind, first_id, last_id, removed_by FROM operation_removal {condition}"
        );
        self.all(&sql, values)
    }

    fn take_made(
        &self,
        kind: IdKind,
        first: i64,
        last: i64,
        take: &mut impl FnMut(FieldChange) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let ids: Vec<i64> = (first..=last).collect();
        let mut rows = self.rows_now(kind, &ids)?;
        for image in self.images_of(kind, &ids)?.iter().rev() {
            if let Some(row) = rows.get_mut(&image.row_id) {
                wind_back(row, &self::image(&image.before)?);
            }
        }
        for (number, cells) in rows {
            let record = AnyId { kind, number };
            let added = |field, after| {
                let (change, before) = (Change::Added, Val::Null);
                FieldChange { record, change, field, before, after }
            };
            if cells.is_empty() {
                take(added(None, Val::Null))?;
            }
            for (field, after) in cells {
                if field != "id" && after != Val::Null && after.as_str() != Some("[]") {
                    take(added(Some(field), after))?;
                }
            }
        }
        Ok(())
    }

    fn take_changed(
        &self,
        images: &[BeforeImage],
        take: &mut impl FnMut(FieldChange) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut known: HashMap<IdKind, (BTreeMap<i64, Cells>, Vec<BeforeImage>)> = HashMap::new();
        let mut ids: HashMap<IdKind, Vec<i64>> = HashMap::new();
        for image in images {
            ids.entry(kind_of(&image.kind)?).or_default().push(image.row_id);
        }
        for (kind, mut ids) in ids {
            ids.sort_unstable();
            ids.dedup();
            known.insert(kind, (self.rows_now(kind, &ids)?, self.images_of(kind, &ids)?));
        }
        for image in images {
            let kind = kind_of(&image.kind)?;
            let Some((rows, others)) = known.get(&kind) else { continue };
            let mut cells = rows.get(&image.row_id).cloned().unwrap_or_default();
            let later = |other: &&BeforeImage| {
                other.row_id == image.row_id && (other.op, other.step) > (image.op, image.step)
            };
            for other in others.iter().filter(later).rev() {
                wind_back(&mut cells, &self::image(&other.before)?);
            }
            let before = self::image(&image.before)?;
            let record = AnyId { kind, number: image.row_id };
            if let Some(removed) = before.get("removed_op") {
                let change = if removed.is_null() { Change::Removed } else { Change::Restored };
                let (before, after) = (Val::Null, Val::Null);
                take(FieldChange { record, change, field: None, before, after })?;
            }
            for (field, after) in cells {
                let Some(before) = before.get(field).map(val_of) else { continue };
                let (change, field) = (Change::Changed, Some(field));
                take(FieldChange { record, change, field, before, after })?;
            }
        }
        Ok(())
    }

    /// Returns the fields of records as they are now, removed ones included.
    pub(super) fn rows_now(
        &self,
        kind: IdKind,
        ids: &[i64],
    ) -> Result<BTreeMap<i64, Cells>, StoreError> {
        let columns = columns_of(kind);
        let mut select = vec!["id"];
        select.extend(columns);
        let sql = format!(
            "SELECT {} FROM {} WHERE id IN ({})",
            select.join(", "),
            kind.word(),
            marks(1, ids.len())
        );
        let values: Vec<Val<'_>> = ids.iter().map(|id| Val::Int(*id)).collect();
        let mut rows = BTreeMap::new();
        self.each(&sql, &values, |row| {
            let cells = columns.iter().zip(1..).map(|(column, at)| Ok((*column, row.kept(at)?)));
            rows.insert(row.get(0)?, cells.collect::<Result<Cells, StoreError>>()?);
            Ok(())
        })?;
        Ok(rows)
    }
}

/// Fields of a record with their values.
pub(super) type Cells = Vec<(&'static str, Val<'static>)>;

/// Puts what fields held before a change into `cells`.
fn wind_back(cells: &mut Cells, before: &Map<String, Value>) {
    for (field, value) in cells {
        if let Some(old) = before.get(*field) {
            *value = val_of(old);
        }
    }
}

/// Returns a value of a before-image as the store keeps it.
pub(super) fn val_of(value: &Value) -> Val<'static> {
    match value {
        Value::String(text) => Val::Owned(text.clone()),
        other => other.as_i64().map_or(Val::Null, Val::Int),
    }
}

/// Returns the kind of record that the log names.
pub(super) fn kind_of(word: &str) -> Result<IdKind, StoreError> {
    IdKind::ALL
        .iter()
        .find(|kind| kind.word() == word)
        .copied()
        .ok_or_else(|| StoreError::Damaged { detail: format!("the log names the kind `{word}`") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, on_both};
    use crate::store::{Op, Store};

    fn write(store: &Store, work: impl FnOnce(&mut Op<'_>) -> Result<(), StoreError>) {
        store.write(&caller("test"), false, work).unwrap();
    }

    fn changes(store: &Store, operation: i64) -> Vec<String> {
        let mut found = Vec::new();
        let take = |change: FieldChange| {
            let shown = |val: &Val<'_>| match val {
                Val::Null => "-".to_owned(),
                Val::Int(number) => number.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            found.push(format!(
                "{}{} {}: {} > {}",
                match change.change {
                    Change::Added => "+",
                    Change::Changed => "",
                    Change::Removed => "removed ",
                    Change::Restored => "restored ",
                },
                change.record,
                change.field.unwrap_or("-"),
                shown(&change.before),
                shown(&change.after)
            ));
            Ok(())
        };
        store.db().each_change(OperationId(operation), take).unwrap();
        found
    }

    #[test]
    fn fields_are_shown_as_they_were_after_the_operation() {
        on_both(|store| {
            let shop = |id, name: &str| Shop {
                id,
                name: name.to_owned(),
                brand: None,
                city: None,
                calendar: CalendarPreset::Dealer,
                opens_at: None,
                closes_at: None,
            };
            write(store, |op| {
                let id = op.next_id()?;
                op.insert(&shop(id, "城南店"))
            });
            let brand = |brand| [("brand", Val::Text(brand))];
            write(store, |op| op.update(ShopId(1), &brand("甲")).map(drop));
            write(store, |op| {
                op.update(ShopId(1), &brand("乙"))?;
                op.update(ShopId(1), &[("brand", Val::Text("丙")), ("city", Val::Text("杭州"))])
                    .map(drop)
            });
            let made = ["+SH1 name: - > 城南店", "+SH1 calendar: - > dealer"];
            assert_eq!(changes(store, 2), made, "not what it was changed to later");
            assert_eq!(changes(store, 3), ["SH1 brand: - > 甲"]);
            assert_eq!(
                changes(store, 4),
                ["SH1 brand: 甲 > 乙", "SH1 brand: 乙 > 丙", "SH1 city: - > 杭州"],
                "each step of one operation"
            );
            write(store, |op| op.remove(ShopId(1)));
            assert_eq!(changes(store, 5), ["removed SH1 -: - > -"]);
            assert_eq!(changes(store, 3), ["SH1 brand: - > 甲"], "of removed records too");
            assert_eq!(changes(store, 1), ["+PB1 -: - > -"], "init makes the playbook");
            assert!(changes(store, 99).is_empty());
        });
    }

    #[test]
    fn operations_come_last_first() {
        on_both(|store| {
            write(store, |op| op.add_playbook("").map(drop));
            let mut found = Vec::new();
            store
                .db()
                .each_operation(|operation| {
                    found.push(operation.id.0);
                    Ok(())
                })
                .unwrap();
            assert_eq!(found, [2, 1]);
            assert_eq!(store.db().operation(OperationId(2)).unwrap().command, "test");
            assert!(store.db().operation(OperationId(3)).is_err());
            assert!(store.db().operations_on(AccountId(1)).unwrap().is_empty());
        });
    }

    #[test]
    fn what_many_records_held_is_told_of_each() {
        on_both(|store| {
            write(store, |op| {
                for brand in [None, Some("甲"), Some("乙")] {
                    let id: ShopId = op.next_id()?;
                    op.insert(&Shop {
                        id,
                        name: id.to_string(),
                        brand: brand.map(str::to_owned),
                        city: None,
                        calendar: CalendarPreset::Dealer,
                        opens_at: None,
                        closes_at: None,
                    })?;
                }
                Ok(())
            });
            let all = [1, 2, 3].map(ShopId);
            let brand = |brand| [("brand", Val::Text(brand))];
            write(store, |op| {
                op.update(ShopId(3), &[("city", Val::Text("杭州"))])?;
                op.update_all(&all, &brand("丙"))?;
                op.update(ShopId(1), &brand("丁")).map(drop)
            });
            write(store, |op| op.update_all(&all, &brand("戊")).map(drop));
            assert_eq!(
                changes(store, 3),
                [
                    "SH3 city: - > 杭州",
                    "SH1 brand: - > 丙",
                    "SH2 brand: 甲 > 丙",
                    "SH3 brand: 乙 > 丙",
                    "SH1 brand: 丙 > 丁",
                ]
            );
            let last = ["SH1 brand: 丁 > 戊", "SH2 brand: 丙 > 戊", "SH3 brand: 丙 > 戊"];
            assert_eq!(changes(store, 4), last);
        });
    }
}
