//! Changing many records alike: in statements of hundreds of ids, not one each.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::batches::{AT_ONCE, marks};
use super::super::value::{Column as _, Val};
use super::super::{Db, StoreError};
use super::{GIVEN, LEFT, Op, image, json, same};
use crate::model::{Id, IdKind, OperationId};

/// A record as it is before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its number.
    pub id: i64,
    /// The operation that last wrote it.
    pub op: OperationId,
    /// What the columns hold that are to be changed, in their order.
    pub cells: Vec<Val<'static>>,
}

/// What rows carry after a change beside its own operation.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    /// The operation that they carry, where it is not the one that changes them.
    pub(super) left: Option<OperationId>,
    /// Of one row: who had given the values that it has again.
    pub(super) given: Option<String>,
}

impl Op<'_> {
    /// Sets columns of many records to the same values and keeps what they held before. Returns
    /// how many differed; a record that is not there, or was removed, is an error. Each of `ids`
    /// stands there once.
    pub fn update_all<I: Id>(
        &mut self,
        ids: &[I],
        changes: &[(&'static str, Val<'_>)],
    ) -> Result<usize, StoreError> {
        let columns: Vec<&str> = changes.iter().map(|(column, _)| *column).collect();
        let mut count = 0;
        for some in ids.chunks(AT_ONCE) {
            let rows = read(self.db, some, &columns)?;
            count += self.update_known::<I>(&rows, changes)?;
        }
        Ok(count)
    }

    /// The same of records that were read already, within this operation and since its last change
    /// of them: they are not read again.
    pub fn update_known<I: Id>(
        &mut self,
        rows: &[Before],
        changes: &[(&'static str, Val<'_>)],
    ) -> Result<usize, StoreError> {
        let mut count = 0;
        for some in rows.chunks(AT_ONCE) {
            let mut by_columns: BTreeMap<Vec<usize>, Vec<&Before>> = BTreeMap::new();
            for row in some {
                let differing = differing(row, changes);
                if !differing.is_empty() {
                    by_columns.entry(differing).or_default().push(row);
                }
            }
            for (columns, mut rows) in by_columns {
                rows.sort_unstable_by_key(|row| row.id);
                for row in &rows {
                    let held = columns.iter().map(|&at| (changes[at].0, &row.cells[at]));
                    self.stale.changed(I::KIND, row.id, held);
                }
                let kept = rows.iter().copied().filter(|row| !self.needs_no_image(I::KIND, row.id));
                let kept: Vec<&Before> = kept.collect();
                let names: Vec<(usize, &str)> =
                    columns.iter().map(|&at| (at, changes[at].0)).collect();
                self.keep(I::KIND, &kept, &names, &Carried::default())?;
                write::<I>(self.db, self.id, &rows, changes)?;
                count += rows.len();
            }
        }
        if count > 0 {
            *self.changed.entry(I::KIND).or_default() += i64::try_from(count).unwrap_or(i64::MAX);
        }
        Ok(count)
    }

    /// Keeps what rows held in some columns, by place and name; the rows ascend.
    pub(super) fn keep(
        &mut self,
        kind: IdKind,
        rows: &[&Before],
        columns: &[(usize, &str)],
        carried: &Carried,
    ) -> Result<(), StoreError> {
        for some in rows.chunks(AT_ONCE) {
            self.keep_some(kind, some, columns, carried)?;
        }
        Ok(())
    }

    fn keep_some(
        &mut self,
        kind: IdKind,
        rows: &[&Before],
        columns: &[(usize, &str)],
        carried: &Carried,
    ) -> Result<(), StoreError> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(()) };
        self.steps += 1;
        let step = [self.id.to_val(), Val::Int(self.steps), Val::Text(kind.word())];
        let [op, number, kind] = step;
        if let [row] = rows {
            let cells = columns.iter().map(|(at, name)| (*name, &row.cells[*at]));
            let left = carried.left.map(|op| Val::Int(op.0));
            let left = left.iter().map(|op| (LEFT, op));
            let given = carried.given.clone().map(Val::Owned);
            let given = given.iter().map(|given| (GIVEN, given));
            let before = image(&row.op.to_val(), cells.chain(left).chain(given));
            let values = [op, number, kind, Val::Int(row.id), Val::Owned(before)];
            return self.db.exec(KEEP_ONE, &values).map(drop);
        }
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let ids = Value::from(ids).to_string();
        let (first, last) = (Val::Int(first.id), Val::Int(last.id));
        let before = Val::Owned(image_of_many(rows, columns, carried.left));
        self.db.exec(KEEP_MANY, &[op, number, kind, first, last, Val::Owned(ids), before]).map(drop)
    }
}

const KEEP_ONE: &str = "INSERT INTO operation_change (op, step, kind, row_id, before)
                        VALUES ($1, $2, $3, $4, $5)";

const KEEP_MANY: &str =
    "INSERT INTO operation_many (op, step, kind, first_id, last_id, ids, before)
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Returns what rows held, a value for all where it was the same, else one for each.
fn image_of_many(rows: &[&Before], columns: &[(usize, &str)], left: Option<OperationId>) -> String {
    let column = |value: &dyn Fn(&Before) -> Value| {
        let values: Vec<Value> = rows.iter().map(|row| value(row)).collect();
        match values.first() {
            Some(one) if values.iter().all(|value| value == one) => one.clone(),
            _ => Value::from(values),
        }
    };
    let held = columns.iter().map(|(at, name)| {
        let values = column(&|row: &Before| json(&row.cells[*at]));
        ((*name).to_owned(), values)
    });
    let mut image: Map<String, Value> = held.collect();
    image.insert("op".to_owned(), column(&|row: &Before| Value::from(row.op.0)));
    if let Some(left) = left {
        image.insert(LEFT.to_owned(), Value::from(left.0));
    }
    Value::Object(image).to_string()
}

/// Returns the places of the changes that are any to the row.
fn differing(row: &Before, changes: &[(&'static str, Val<'_>)]) -> Vec<usize> {
    (0..changes.len()).filter(|&at| !same(&row.cells[at], &changes[at].1)).collect()
}

fn read<I: Id>(db: &Db, ids: &[I], columns: &[&str]) -> Result<Vec<Before>, StoreError> {
    let sql = format!(
        "SELECT id, op, {} FROM {} WHERE id IN ({}) AND removed_op IS NULL{}",
        columns.join(", "),
        I::KIND.word(),
        marks(1, ids.len()),
        db.for_update()
    );
    let values: Vec<Val<'_>> = ids.iter().map(|id| Val::Int(id.number())).collect();
    let mut rows = std::collections::HashMap::with_capacity(ids.len());
    db.each(&sql, &values, |row| {
        let cells = (0..columns.len()).map(|index| row.kept(index + 2));
        let before =
            Before { id: row.get(0)?, op: row.get(1)?, cells: cells.collect::<Result<_, _>>()? };
        rows.insert(before.id, before);
        Ok(())
    })?;
    let unknown = |id: &I| StoreError::Unknown { id: id.to_string() };
    ids.iter().map(|id| rows.remove(&id.number()).ok_or_else(|| unknown(id))).collect()
}

fn write<I: Id>(
    db: &Db,
    op: OperationId,
    rows: &[&Before],
    changes: &[(&'static str, Val<'_>)],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sets: Vec<String> =
        changes.iter().zip(1..).map(|((column, _), n)| format!("{column} = ${n}")).collect();
    let next = changes.len() + 1;
    let ids = filled(rows.iter().map(|row| row.id));
    let sql = format!(
        "UPDATE {} SET {}, op = ${next} WHERE id IN ({})",
        I::KIND.word(),
        sets.join(", "),
        marks(next + 1, ids.len())
    );
    let mut values: Vec<Val<'_>> = changes.iter().map(|(_, new)| new.clone()).collect();
    values.push(op.to_val());
    values.extend(ids.into_iter().map(Val::Int));
    db.exec(&sql, &values).map(drop)
}

/// Returns ids with the last one again and again, up to the next power of two: to prepare a
/// statement for every length there is takes longer than to look the same id up once more.
fn filled(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.collect();
    if let Some(last) = ids.last().copied() {
        ids.resize(ids.len().next_power_of_two().min(AT_ONCE).max(ids.len()), last);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CalendarPreset, Shop, ShopId};
    use crate::store::Store;
    use crate::store::testing::{caller, on_both};

    fn shops(store: &Store, brands: &[Option<&str>]) {
        store
            .write::<_, StoreError>(&caller("add"), false, |op| {
                for brand in brands {
                    let id = op.next_id()?;
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
            })
            .unwrap();
    }

    fn images(store: &Store, operation: i64) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let sql = "SELECT step, CAST(row_id AS TEXT), before FROM operation_change WHERE op = $1
                   UNION ALL SELECT step, ids, before FROM operation_many WHERE op = $1
                   ORDER BY 1";
        store
            .db()
            .each(sql, &[Val::Int(operation)], |row| {
                found.push((row.get(1)?, row.get(2)?));
                Ok(())
            })
            .unwrap();
        found
    }

    const CHANGES: &[(&str, Val<'_>)] = &[("brand", Val::Text("安达")), ("city", Val::Null)];

    #[test]
    fn what_differs_is_changed_and_kept_as_it_was() {
        on_both(|store| {
            shops(store, &[None, Some("安达"), Some("b\t\"")]);
            let all = [3, 1, 2].map(ShopId);
            let edit = |op: &mut Op<'_>| op.update_all(&all, CHANGES);
            let edited = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!(edited.value, 2, "one had the brand already");
            let brands = store.db().every::<Shop>().unwrap().into_iter().map(|shop| shop.brand);
            assert!(brands.eq([const { Some("安达") }; 3].map(|b| b.map(str::to_owned))));
            assert_eq!(
                images(store, 3),
                [("[1,3]".to_owned(), r#"{"brand":[null,"b\t\""],"op":2}"#.to_owned())]
            );
            let again = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!((again.value, again.operation), (0, None));
            let one = |op: &mut Op<'_>| op.update_all(&[ShopId(2)], &[("brand", Val::Null)]);
            let edited = store.write::<_, StoreError>(&caller("edit"), false, one).unwrap();
            assert_eq!(
                images(store, edited.operation.unwrap().0),
                [("2".to_owned(), r#"{"brand":"安达","op":2}"#.to_owned())]
            );
        });
    }

    #[test]
    fn more_than_one_statement_s_worth_is_changed() {
        on_both(|store| {
            shops(store, &vec![None; AT_ONCE + 1]);
            let ids: Vec<ShopId> =
                store.db().every::<Shop>().unwrap().iter().map(|s| s.id).collect();
            let edit = |op: &mut Op<'_>| op.update_all(&ids, CHANGES);
            let edited = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!(edited.value, AT_ONCE + 1);
            let kept = images(store, 3);
            assert_eq!(kept.len(), 2, "one beside those that were kept together");
            assert_eq!(kept[1].0, (AT_ONCE + 1).to_string());
            let counts: Option<String> =
                store.db().value("SELECT counts FROM operation WHERE id = 3", &[]).unwrap();
            assert_eq!(counts.as_deref(), Some("shop:~501"));
        });
    }

    #[test]
    fn an_unknown_record_changes_nothing() {
        on_both(|store| {
            shops(store, &[None]);
            let edit = |op: &mut Op<'_>| op.update_all(&[ShopId(1), ShopId(9)], CHANGES);
            let failed = store.write::<_, StoreError>(&caller("edit"), false, edit);
            assert!(matches!(failed, Err(StoreError::Unknown { id }) if id == "SH9"));
            assert_eq!(store.db().get::<Shop>(ShopId(1)).unwrap().brand, None);
        });
    }
}
