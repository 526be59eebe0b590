//! One store, two engines: SQLite in a file, or PostgreSQL. All SQL is in this folder.
//!
//! `db` is the connection, `dialect` the closed list of what differs, `schema` the steps of the
//! schema, `operation` the log that every change goes through, `record` what the records of
//! `model` look like as rows. Each other file holds the questions asked of one kind of record.

mod accounts;
mod agenda;
mod batches;
mod bulk;
mod card;
mod cells;
mod db;
mod deals;
mod dialect;
mod error;
mod filter;
mod funnel;
mod follow_up;
mod history;
mod keys;
mod named;
mod ledger;
mod listing;
mod looking;
mod operation;
mod orders;
mod people;
mod playbooks;
mod postgres;
mod query;
mod record;
mod schema;
mod selection;
mod sqlite;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
mod value;
mod who;
mod writer;

use std::path::PathBuf;

pub use agenda::{DealSaid, Known, MayBeDue};
pub use batches::{Loaded, LoadedRow, RowFacts};
pub use bulk::Bulk;
pub use card::{CardAppointment, CardHead, CardPurchase, CardRow, CardTouch};
pub use cells::Cells;
pub(crate) use db::row;
pub use db::{Db, FromRow, Row};
pub use deals::{DealToGrade, Nearness, OpenOrders, Reachable, UngradedDeal};
pub use error::{Conflict, SERVER, StoreError};
pub use follow_up::Horizon;
pub use funnel::{FunnelDeal, FunnelMove};
pub use history::{Change, FieldChange};
pub use keys::{KeyOwner, NewKeys};
pub use ledger::{LedgerSource, OriginYield};
pub use listing::{Closing, ListedContact, ListedDeal};
pub use looking::{AccountNamed, DealNamed};
pub use named::Namesake;
pub use operation::{Before, Caller, Op, RecordBulk, RecordRows, Written};
pub use orders::{OrderRow, Orders};
pub use playbooks::PlaybookVersion;
pub use query::{Answer, Answers, QueryError, READING};
pub use record::Stored;
pub use selection::{DealSelection, Hold, ListedAccount, Selection};
pub use tables::{ColumnMeaning, column_meanings};
pub use value::{BadCell, Column, Val};
pub use who::Acquaintance;

/// An open store.
pub struct Store {
    db: Db,
    /// The file; `None` on PostgreSQL.
    path: Option<PathBuf>,
}

/// One state of a store, to read from.
pub struct Snapshot<'s> {
    db: &'s Db,
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        // Nothing was written that could be lost.
        let _ = self.db.batch("ROLLBACK");
    }
}

/// What a store is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// IANA name of the time zone that business days are counted in.
    pub time_zone: String,
    /// The playbook's text.
    pub playbook: String,
}

impl Store {
    /// Opens the store at `place`, a path or a `postgres://` URL.
    pub fn open(place: &str) -> Result<Self, StoreError> {
        let store = Self::connect(place, false)?;
        match store.db.schema_step()? {
            None if !is_url(place) => {
                return Err(StoreError::Foreign { place: place_of(place) });
            }
            None | Some(0) => return Err(StoreError::Missing { place: place_of(place) }),
            Some(_) => schema::migrate(&store.db)?,
        }
        Ok(store)
    }

    /// Makes the store at `place` and returns it with `true`; one that is there already is
    /// opened as it is, with `false`.
    pub fn create(place: &str, setup: &Setup, caller: &Caller) -> Result<(Self, bool), StoreError> {
        if !is_url(place) {
            match Self::open(place) {
                Err(StoreError::Missing { .. }) => {}
                opened => return opened.map(|store| (store, false)),
            }
        }
        let store = Self::connect(place, true)?;
        store.db.begin().map_err(|error| store.name_holder(error))?;
        match store.fill(setup, caller) {
            Ok(new) => Ok((store, new)),
            Err(error) => {
                // The first error is the one to report; a failing ROLLBACK rolls back as well.
                let _ = store.db.batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// Makes everything that a new store has, in the transaction that has begun: it is there as a
    /// whole or not at all. Returns whether it did; another process may have done so meanwhile.
    fn fill(&self, setup: &Setup, caller: &Caller) -> Result<bool, StoreError> {
        if self.db.schema_step()?.is_some_and(|step| step > 0) {
            self.db.batch("ROLLBACK")?;
            schema::migrate(&self.db)?;
            return Ok(false);
        }
        schema::make(&self.db)?;
        self.inside::<_, StoreError>(caller, false, |op| {
            op.set_meta("time_zone", &setup.time_zone)?;
            op.add_playbook(&setup.playbook)
        })?;
        Ok(true)
    }

    fn connect(place: &str, create: bool) -> Result<Self, StoreError> {
        if is_url(place) {
            return Ok(Self { db: Db::postgres(postgres::open(place)?), path: None });
        }
        let path = PathBuf::from(place);
        let connection = sqlite::open(&path, create).map_err(|error| match error {
            StoreError::Locked { .. } => StoreError::Locked { holder: writer::holder_of(&path) },
            other => other,
        })?;
        Ok(Self { db: Db::sqlite(connection), path: Some(path) })
    }

    /// Returns the connection, to read from.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Keeps what is read the same for as long as it is held, whatever others write meanwhile.
    /// Nothing can be written through this store until then.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        self.db.begin_reading()?;
        Ok(Snapshot { db: &self.db })
    }

    /// Returns the text of the playbook in force; `None` where there is none.
    pub fn playbook(&self) -> Result<Option<String>, StoreError> {
        self.db.value(
            "SELECT content FROM playbook WHERE removed_op IS NULL ORDER BY id DESC LIMIT 1",
            &[],
        )
    }

    /// Returns a value kept about the store itself, such as `time_zone`.
    pub fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.db.value("SELECT value FROM meta WHERE name = $1", &[Val::Text(name)])
    }
}

/// Returns whether `place` names a server rather than a file.
pub fn is_url(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

/// Returns `place` as it may be shown: a URL without its password.
pub fn place_of(place: &str) -> String {
    if is_url(place) { postgres::place(place) } else { place.to_owned() }
}
