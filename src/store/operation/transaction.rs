//! The transactions in which operations run.

use super::{Caller, Op, Written};
use crate::store::sqlite::Journal;
use crate::store::writer::holder_of;
use crate::store::{Store, StoreError};

impl Store {
    /// Runs `work` as one operation. Nothing of it is kept where it fails, where it changes
    /// nothing, or where `dry_run` asks for the report alone.
    pub fn write<T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.write_with(false, caller, dry_run, work)
    }

    /// The same while nobody else writes: for work that looks at many records to change others.
    pub fn write_alone<T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.write_with(true, caller, dry_run, work)
    }

    fn write_with<T, E: From<StoreError>>(
        &self,
        alone: bool,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.db().begin(alone).map_err(|error| self.name_holder(error))?;
        match self.inside(caller, dry_run, work) {
            Ok(written) => Ok(written),
            Err(error) => {
                // The first error is the one to report; a failing ROLLBACK rolls back as well.
                let _ = self.db().batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// The same for work that is planned from what is read: `plan` reads and checks without the
    /// write lock, and once more with it where another process has written meanwhile. So what it
    /// says is true when it is written.
    pub fn write_planned<P, T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        plan: impl Fn() -> Result<P, E>,
        work: impl FnOnce(&mut Op<'_>, P) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.planned(false, caller, dry_run, plan, work)
    }

    /// The same while nobody else writes, as [`Store::write_alone`] does.
    pub fn write_planned_alone<P, T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        plan: impl Fn() -> Result<P, E>,
        work: impl FnOnce(&mut Op<'_>, P) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.planned(true, caller, dry_run, plan, work)
    }

    fn planned<P, T, E: From<StoreError>>(
        &self,
        alone: bool,
        caller: &Caller,
        dry_run: bool,
        plan: impl Fn() -> Result<P, E>,
        work: impl FnOnce(&mut Op<'_>, P) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let before = self.db().latest_write()?;
        let planned = plan()?;
        self.write_with(alone, caller, dry_run, |op| {
            let planned = if op.db.latest_write()? == before { planned } else { plan()? };
            work(op, planned)
        })
    }

    /// The same for a large load: into a store without rows the changes need no log beside the
    /// file, so that they are written once. Whether the store has rows is looked at first. What
    /// rows name is not looked up: `work` names nothing but what it has made or read.
    pub fn write_load<T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.loading(false, caller, dry_run, work)
    }

    /// The same while nobody else writes, as [`Store::write_alone`] does.
    pub fn write_load_alone<T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.loading(true, caller, dry_run, work)
    }

    fn loading<T, E: From<StoreError>>(
        &self,
        nobody_else: bool,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let alone = self.db().begin_load_alone().map_err(|error| self.name_holder(error))?;
        self.db().trust_references(true)?;
        let written = self.write_with(nobody_else, caller, dry_run, work);
        let trusting = self.db().trust_references(false);
        if alone && self.journal == Journal::Wal {
            // What was written is on the disk whether this can be done or not; the next to open
            // the store does it as well.
            let _ = self.db().end_load_alone();
        }
        // The first error is the one to report.
        let written = written?;
        trusting?;
        // Every load of every test keeps the promise that takes the place of looking up.
        #[cfg(debug_assertions)]
        if let Some(table) = self.db().broken_reference()? {
            let detail = format!("a row of {table} names one that is not there");
            return Err(StoreError::Damaged { detail }.into());
        }
        Ok(written)
    }

    /// Does `work` in the transaction that has begun, and ends it; where it fails, ending it is
    /// left to the caller.
    pub(in crate::store) fn inside<T, E: From<StoreError>>(
        &self,
        caller: &Caller,
        dry_run: bool,
        work: impl FnOnce(&mut Op<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let mut op = Op::new(self, caller)?;
        let value = work(&mut op)?;
        let operation = (!dry_run && op.wrote()).then_some(op.id);
        if operation.is_some() {
            op.follow_up()?;
            op.log(caller)?;
            self.db().batch("COMMIT")?;
        } else {
            self.db().batch("ROLLBACK")?;
        }
        Ok(Written { value, operation, dry_run })
    }

    /// Returns an error with who holds the lock, where that is what is wrong.
    pub(in crate::store) fn name_holder(&self, error: StoreError) -> StoreError {
        let StoreError::Locked { .. } = error else { return error };
        StoreError::Locked { holder: self.path.as_deref().and_then(holder_of) }
    }
}
