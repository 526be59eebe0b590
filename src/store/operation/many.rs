//! Changing many records alike: in statements of hundreds of ids, not one each.

use super::super::batches::{AT_ONCE, marks};
use super::super::bulk::Bulk;
use super::super::value::{Column as _, Val};
use super::super::{Db, StoreError};
use super::{Op, image, same};
use crate::model::{Id, OperationId};

/// A record as it is before a change: its id, the operation that last wrote it, its columns.
struct Before {
    id: i64,
    op: Val<'static>,
    cells: Vec<Val<'static>>,
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
        let mut images = self.db.bulk("operation_change", CHANGE);
        let mut count = 0;
        for some in ids.chunks(AT_ONCE) {
            let rows = read(self.db, some, &columns)?;
            let differing: Vec<&Before> = rows.iter().filter(|row| differs(row, changes)).collect();
            for row in &differing {
                let held = changes.iter().zip(&row.cells).filter(|((_, new), old)| !same(old, new));
                let held = held.map(|((column, _), old)| (*column, old));
                self.stale.changed(I::KIND, row.id, held);
                self.keep::<I>(&mut images, row, changes)?;
            }
            write::<I>(self.db, self.id, &differing, changes)?;
            count += differing.len();
        }
        images.finish()?;
        if count > 0 {
            *self.changed.entry(I::KIND).or_default() += i64::try_from(count).unwrap_or(i64::MAX);
        }
        Ok(count)
    }

    fn keep<I: Id>(
        &mut self,
        images: &mut Bulk<'_>,
        row: &Before,
        changes: &[(&'static str, Val<'_>)],
    ) -> Result<(), StoreError> {
        if self.made_here(I::KIND, row.id) {
            return Ok(());
        }
        self.steps += 1;
        let cells = changes.iter().zip(&row.cells);
        let cells = cells.filter(|((_, new), old)| !same(old, new));
        let before = image(&row.op, cells.map(|((column, _), old)| (*column, old)));
        images.push(&[
            self.id.to_val(),
            Val::Int(self.steps),
            Val::Text(I::KIND.word()),
            Val::Int(row.id),
            Val::Owned(before),
        ])
    }
}

const CHANGE: &[&str] = &["op", "step", "kind", "row_id", "before"];

fn differs(row: &Before, changes: &[(&'static str, Val<'_>)]) -> bool {
    row.cells.iter().zip(changes).any(|(old, (_, new))| !same(old, new))
}

fn read<I: Id>(db: &Db, ids: &[I], columns: &[&str]) -> Result<Vec<Before>, StoreError> {
    let sql = format!(
        "SELECT id, op, {} FROM {} WHERE id IN ({}) AND removed_op IS NULL",
        columns.join(", "),
        I::KIND.word(),
        marks(1, ids.len())
    );
    let values: Vec<Val<'_>> = ids.iter().map(|id| Val::Int(id.number())).collect();
    let mut rows = std::collections::HashMap::with_capacity(ids.len());
    db.each(&sql, &values, |row| {
        let cells = (0..columns.len()).map(|index| row.kept(index + 2));
        let before =
            Before { id: row.get(0)?, op: row.kept(1)?, cells: cells.collect::<Result<_, _>>()? };
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
    let sql = format!(
        "UPDATE {} SET {}, op = ${next} WHERE id IN ({})",
        I::KIND.word(),
        sets.join(", "),
        marks(next + 1, rows.len())
    );
    let mut values: Vec<Val<'_>> = changes.iter().map(|(_, new)| new.clone()).collect();
    values.push(op.to_val());
    values.extend(rows.iter().map(|row| Val::Int(row.id)));
    db.exec(&sql, &values).map(drop)
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

    fn images(store: &Store, operation: i64) -> Vec<(i64, String)> {
        let mut found = Vec::new();
        let sql = "SELECT row_id, before FROM operation_change WHERE op = $1 ORDER BY step";
        store
            .db()
            .each(sql, &[Val::Int(operation)], |row| {
                found.push((row.get(0)?, row.get(1)?));
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
                [
                    (3, r#"{"brand":"b\t\"","op":2}"#.to_owned()),
                    (1, r#"{"brand":null,"op":2}"#.to_owned())
                ]
            );
            let again = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!((again.value, again.operation), (0, None));
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
            assert_eq!(images(store, 3).len(), AT_ONCE + 1);
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
