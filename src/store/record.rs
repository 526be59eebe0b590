//! The records of `model` as rows.

use super::cells::Cells;
use super::db::{FromRow, Row};
use super::value::{Column, Val};
use super::{Db, StoreError};
use crate::model::{
    Account, AccountId, Appointment, AppointmentId, Batch, BatchId, BatchRow, BatchRowId, Contact,
    ContactId, DayOff, DayOffId, Deal, DealId, Delivery, DeliveryId, GradeMove, GradeMoveId, Id,
    LostRecord, LostRecordId, Merger, MergerId, Order, OrderId, OrderLine, OrderLineId, PhoneId,
    Purchase, PurchaseId, Separation, SeparationId, Shop, ShopId, Skip, SkipId, Source, SourceId,
    Staff, StaffId, StageMove, StageMoveId, StoredPhone, Touch, TouchId, Variant, VariantId,
    Vehicle, VehicleId, each_record,
};

/// A record that the store keeps in a table of its own, named by its id's kind.
pub trait Stored: FromRow {
    /// Its id.
    type Id: Id;

    /// Returns the record's id.
    fn id(&self) -> Self::Id;

    /// Returns the values to bind, in the order of [`FromRow::COLUMNS`].
    fn values(&self) -> Vec<Val<'_>>;

    /// Adds the same values to a row.
    fn put_cells(&self, cells: &mut Cells);
}

macro_rules! stored {
    ($($(#[$doc:meta])* $name:ident $id:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        impl FromRow for $name {
            const COLUMNS: &'static [&'static str] = Self::FIELDS;

            fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
                let mut index = 0..;
                Ok(Self { $($field: row.get(index.next().unwrap_or(usize::MAX))?,)* })
            }
        }

        impl Stored for $name {
            type Id = $id;

            fn id(&self) -> $id {
                self.id
            }

            fn values(&self) -> Vec<Val<'_>> {
                vec![$(self.$field.to_val(),)*]
            }

            fn put_cells(&self, cells: &mut Cells) {
                $(self.$field.put_cell(cells);)*
            }
        }
    )*};
}
each_record!(stored);

/// Returns `SELECT` of every field of `T` from its table, where it is not removed; conditions
/// can follow with `AND`.
pub(super) fn select<T: Stored>() -> String {
    let table = T::Id::KIND.word();
    let mut sql = String::with_capacity(1024);
    for (place, name) in T::COLUMNS.iter().enumerate() {
        sql.extend([if place == 0 { "SELECT " } else { ", " }, table, ".", name]);
    }
    sql.extend([" FROM ", table, " WHERE ", table, ".removed_op IS NULL"]);
    sql
}

impl Db {
    /// Returns the record with the id; an error where there is none, or where it was removed.
    pub fn get<T: Stored>(&self, id: T::Id) -> Result<T, StoreError> {
        let table = T::Id::KIND.word();
        self.first(&format!("{} AND {table}.id = $1", select::<T>()), &[Val::Int(id.number())])?
            .ok_or_else(|| StoreError::Unknown { id: id.to_string() })
    }

    /// Returns the records whose `column` is `value`, by id.
    pub fn having<T: Stored>(
        &self,
        column: &'static str,
        value: &Val<'_>,
    ) -> Result<Vec<T>, StoreError> {
        let table = T::Id::KIND.word();
        let sql = format!("{} AND {table}.{column} = $1 ORDER BY {table}.id", select::<T>());
        self.all(&sql, std::slice::from_ref(value))
    }

    /// Returns the ids of the records whose `column` is `value`, ascending.
    pub fn ids_having<I: Id>(
        &self,
        column: &'static str,
        value: &Val<'_>,
    ) -> Result<Vec<I>, StoreError> {
        let table = I::KIND.word();
        let sql = format!(
            "SELECT id FROM {table} WHERE {column} = $1 AND removed_op IS NULL ORDER BY id"
        );
        let mut found = Vec::new();
        self.each(&sql, std::slice::from_ref(value), |row| {
            found.push(I::new(row.get(0)?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns every record of a kind, by id.
    pub fn every<T: Stored>(&self) -> Result<Vec<T>, StoreError> {
        self.all(&format!("{} ORDER BY {}.id", select::<T>(), T::Id::KIND.word()), &[])
    }

    /// Calls `take` with every record of a kind, by id, without holding them all.
    pub fn each_record<T: Stored>(
        &self,
        take: impl FnMut(T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = format!("{} ORDER BY {}.id", select::<T>(), T::Id::KIND.word());
        self.each_as(&sql, &[], take)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::IdKind;
    use crate::model::*;
    use crate::store::testing::on_both;
    use crate::store::{FromRow, Stored, Val};

    fn table_matches<T: Stored>(store: &crate::store::Store) {
        let table = T::Id::KIND.word();
        let sql =
            format!("SELECT {}, op, removed_op FROM {table} WHERE id = $1", T::COLUMNS.join(", "));
        store.db().each(&sql, &[Val::Int(0)], |_| Ok(())).unwrap();
        assert!(store.db().every::<T>().unwrap().is_empty(), "{table}");
    }

    #[test]
    fn every_record_has_its_table() {
        macro_rules! check {
            ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
                on_both(|store| { $(table_matches::<$name>(store);)* })
            };
        }
        each_record!(check);
    }

    #[test]
    fn every_kind_of_id_has_a_table_that_can_be_undone() {
        on_both(|store| {
            for kind in IdKind::ALL.iter().filter(|kind| **kind != IdKind::OperationId) {
                let sql = format!("SELECT id, op, removed_op FROM {}", kind.word());
                store.db().each(&sql, &[], |_| Ok(())).unwrap();
            }
        });
    }

    #[test]
    fn columns_are_compared_by_name() {
        on_both(|store| {
            let wrong = store.db().all::<Shop>("SELECT id, name FROM shop", &[]);
            assert!(wrong.is_err());
            assert_eq!(Shop::COLUMNS[1], "name");
        });
    }
}
