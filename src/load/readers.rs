//! What rows say whose cells were kept, read as their lists were.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::ingest::lead::Cleaner;
use crate::model::{Batch, BatchId, BatchRow, Lead, Source, SourceId};
use crate::store::{Db, StoreError};

/// How the rows of batches are read, kept from row to row.
#[derive(Default)]
pub(super) struct Readers(HashMap<BatchId, (SourceId, Option<Cleaner>)>);

impl Readers {
    /// Returns what a row says; `None` where its cells were not kept.
    pub(super) fn lead(&mut self, db: &Db, row: &BatchRow) -> Result<Option<Lead>, StoreError> {
        let (_, cleaner) = match self.0.entry(row.batch) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let batch = db.get::<Batch>(row.batch)?;
                let source = db.get::<Source>(batch.source)?;
                new.insert((source.id, Cleaner::restore(&batch.mapping, source.kind)))
            }
        };
        let told = cleaner.as_ref().zip(row.cells.as_deref()).zip(u64::try_from(row.line).ok());
        Ok(told
            .and_then(|((cleaner, cells), line)| cleaner.lead(&cleaner.row_of(line, cells)?).ok()))
    }

    /// Returns the source of a batch of which a row was read.
    pub(super) fn source(&self, batch: BatchId) -> Option<SourceId> {
        self.0.get(&batch).map(|(source, _)| *source)
    }
}
