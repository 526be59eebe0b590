//! Many records of one kind on their way in.

use std::marker::PhantomData;

use super::super::bulk::{Bulk, ID};
use super::super::cells::{CellRef, Cells};
use super::super::record::Stored;
use super::super::{FromRow, StoreError};
use super::Op;
use crate::model::{Id, OperationId};

/// The table of a kind of record, ready for many of them.
pub struct RecordBulk<'d, T> {
    bulk: Bulk<'d>,
    waiting: RecordRows<T>,
}

/// Records as rows, made where the store is not at hand.
pub struct RecordRows<T> {
    op: OperationId,
    cells: Cells,
    kind: PhantomData<fn() -> T>,
}

impl<'d> Op<'d> {
    /// Starts inserting many records of a kind.
    pub fn bulk<T: Stored>(&self) -> RecordBulk<'d, T> {
        let mut columns = T::COLUMNS.to_vec();
        columns.push("op");
        let bulk = self.db.bulk(T::Id::KIND.word(), &columns);
        RecordBulk { bulk, waiting: RecordRows::new(self.id) }
    }

    /// Stores records whose ids came from [`Op::next_id`].
    pub fn store<T: Stored>(
        &mut self,
        bulk: &mut RecordBulk<'_, T>,
        rows: &RecordRows<T>,
    ) -> Result<(), StoreError> {
        let ids = (0..rows.cells.rows()).filter_map(|row| match rows.cells.value(row, ID) {
            CellRef::Int(id) => Some(id),
            CellRef::Null | CellRef::Text(_) => None,
        });
        self.note_all(T::Id::KIND, ids);
        bulk.bulk.push_cells(&rows.cells)?;
        bulk.bulk.flush()
    }

    /// Stores records whose ids were [put off](RecordRows::next_id): takes ids and puts them in.
    /// Returns them.
    pub fn store_new<T: Stored>(
        &mut self,
        bulk: &mut RecordBulk<'_, T>,
        rows: &mut RecordRows<T>,
    ) -> Result<Vec<i64>, StoreError> {
        let ids = self.take_all::<T::Id>(rows.cells.rows())?;
        rows.cells.resolve(ID, &ids);
        self.store(bulk, rows)?;
        Ok(ids)
    }
}

impl<T: Stored> RecordRows<T> {
    /// Returns no rows, of an operation.
    pub fn new(op: OperationId) -> Self {
        Self { op, cells: Cells::new(T::COLUMNS.len() + 1), kind: PhantomData }
    }

    /// Adds a record.
    pub fn push(&mut self, record: &T) {
        record.put_cells(&mut self.cells);
        self.cells.put(CellRef::Int(self.op.0));
        self.cells.end_row();
    }

    /// Returns the id by which the record to be added next goes until it is stored: −1 for the
    /// first, −2 for the second.
    pub fn next_id(&self) -> T::Id {
        T::Id::new(-1 - i64::try_from(self.cells.rows()).unwrap_or(i64::MAX - 1))
    }

    /// Returns whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.cells.rows() == 0
    }

    /// Forgets every record.
    pub fn clear(&mut self) {
        self.cells.clear();
    }

    /// Puts in the ids of other records that were put off, where `column` names one of them.
    pub fn resolve(&mut self, column: &str, ids: &[i64]) {
        let place = <T as FromRow>::COLUMNS.iter().position(|known| *known == column);
        debug_assert!(place.is_some(), "no column {column}");
        if let Some(place) = place {
            self.cells.resolve(place, ids);
        }
    }
}

impl<T: Stored> RecordBulk<'_, T> {
    /// Adds a record whose id came from [`Op::next_id`]. It is in its table after
    /// [`RecordBulk::flush`].
    #[expect(clippy::needless_pass_by_value, reason = "what is pushed is done with")]
    pub fn push(&mut self, op: &mut Op<'_>, record: T) {
        op.note(T::Id::KIND, record.id().number());
        self.waiting.push(&record);
    }

    /// Brings every record that was pushed into the table.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        self.bulk.push_cells(&self.waiting.cells)?;
        self.waiting.cells.clear();
        self.bulk.flush()
    }
}
