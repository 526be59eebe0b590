//! One store, two engines: SQLite in a file, or PostgreSQL. All SQL is in this folder.
//!
//! `db` is the connection, `dialect` the closed list of what differs, `schema` the steps of the
//! schema, `operation` the log that every change goes through, `record` what the records of
//! `model` look like as rows. Each other file holds the questions asked of one kind of record.

mod accounts;
mod agenda;
mod authors;
mod backup;
mod batches;
mod blame;
mod bulk;
mod card;
mod cells;
mod db;
mod deals;
mod dialect;
mod error;
mod filesystem;
mod filter;
mod first_tries;
mod funnel;
mod follow_up;
mod health;
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
mod restore;
mod schema;
mod selection;
mod sqlite;
mod standing;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
mod value;
mod who;
mod writer;

use std::path::{Path, PathBuf};

use crate::model::Instant;

use sqlite::Journal;

pub use agenda::{DealSaid, Known, MayBeDue, TurnOfDeal};
pub use backup::{
    BackupFile, BackupNames, Copied, backups_beside, copy_of, instant_in_name, make_private_folder,
};
pub use batches::{DecidedRow, Loaded, LoadedRow, RowFacts};
pub use blame::Blamed;
pub use bulk::Bulk;
pub use card::{CardAppointment, CardHead, CardPurchase, CardRow, CardTouch};
pub use cells::Cells;
pub(crate) use db::row;
pub use db::{Db, FromRow, Row};
pub use deals::{DealToGrade, Nearness, OpenOrders, Reachable, UngradedDeal};
pub use error::{Conflict, SERVER, StoreError};
pub use filesystem::{FileSystem, file_system};
pub use follow_up::Horizon;
pub use funnel::{FunnelDeal, FunnelLoss, FunnelMove, FunnelRecords};
pub use health::{KindCount, UnevenBatch, oldest_sound_sqlite};
pub use history::{AssignmentImage, Change, FieldChange};
pub use keys::{KeyOwner, KeyRange, MatchFacts, NewKeys};
pub use ledger::{LedgerSource, OriginYield};
pub use listing::{Closing, ListedContact, ListedDeal};
pub use looking::{AccountNamed, DealNamed};
pub use named::{KnownPerson, Namesake};
pub use operation::{
    Before, Caller, Ids, Op, Recall, RecordBulk, RecordRows, Reversal, Reversed, ReversedRecords,
    Written,
};
pub use orders::{OrderRow, Orders};
pub use playbooks::PlaybookVersion;
pub use query::{Answer, Answers, QueryError, READING};
pub use record::Stored;
pub use restore::Aside;
pub use selection::{DealSelection, Hold, ListedAccount, Selection};
pub use standing::{LastOperation, Standing};
pub use tables::{ColumnMeaning, column_meanings};
pub use value::{BadCell, Column, Val};
pub use who::Acquaintance;

/// An open store.
pub struct Store {
    db: Db,
    /// The file; `None` on PostgreSQL.
    path: Option<PathBuf>,
    journal: Journal,
    migrated: Option<Migrated>,
}

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Now: a backup before a migration is named by it.
    pub at: Instant,
    /// On which file systems.
    pub files: Files,
}

/// On which file systems stores are opened.
#[derive(Debug, Clone, Copy)]
pub struct Files {
    /// Tells which file system a path is on.
    pub file_system: fn(&Path) -> FileSystem,
    /// Whether a file on a network file system is opened: with a rollback journal, because a
    /// write-ahead log needs shared memory.
    pub allow_network: bool,
}

impl Default for Files {
    /// Returns those of this machine.
    fn default() -> Self {
        Self { file_system, allow_network: false }
    }
}

impl Files {
    /// Returns whether `path` is on a network file system that is allowed.
    ///
    /// # Errors
    /// [`StoreError::OnNetwork`] where it is on one that is not.
    pub fn refuse_network(&self, path: &Path) -> Result<bool, StoreError> {
        let on = (self.file_system)(path);
        if on.is_network && !self.allow_network {
            let name = on.name.unwrap_or_else(|| "network".to_owned());
            return Err(StoreError::OnNetwork { place: path.display().to_string(), name });
        }
        Ok(on.is_network)
    }
}

impl Opening {
    /// Returns how a store of this machine is opened at `at`.
    pub fn at(at: Instant) -> Self {
        Self { at, files: Files::default() }
    }
}

/// A schema that was brought up to date when the store was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The step that the store had.
    pub from: i64,
    /// The step that it has now.
    pub to: i64,
    /// The backup that was made before; `None` on PostgreSQL.
    pub backup: Option<PathBuf>,
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
    /// Opens the store at `place`, a path or a `postgres://` URL. A file with an older schema is
    /// backed up and brought up to date.
    pub fn open(place: &str, opening: &Opening) -> Result<Self, StoreError> {
        let mut store = Self::connect(place, false, opening.files)?;
        match store.db.schema_step()? {
            None if !is_url(place) => {
                return Err(StoreError::Foreign { place: place_of(place) });
            }
            None | Some(0) => return Err(StoreError::Missing { place: place_of(place) }),
            Some(step) if step == schema::newest() => {}
            Some(step) => store.bring_up_to_date(step, opening.at)?,
        }
        Ok(store)
    }

    /// Does the steps of the schema that the store lacks, after a backup.
    fn bring_up_to_date(&mut self, from: i64, at: Instant) -> Result<(), StoreError> {
        let to = schema::newest();
        if from > to {
            return Err(StoreError::TooNew { found: from, known: to });
        }
        let backup = loop {
            let backup = self.backup_before_migration(at)?;
            let (path, last) = match backup {
                Some((path, last)) => (Some(path), Some(last)),
                None => (None, None),
            };
            if schema::migrate(&self.db, last)? {
                break path;
            }
            // An older kam wrote meanwhile: what it wrote has to be in the backup too.
            if let Some(path) = path {
                let _ = std::fs::remove_file(path);
            }
        };
        self.migrated = Some(Migrated { from, to, backup });
        Ok(())
    }

    /// Makes the store at `place` and returns it with `true`; one that is there already is
    /// opened as it is, with `false`.
    pub fn create(place: &str, setup: &Setup, caller: &Caller) -> Result<(Self, bool), StoreError> {
        Self::create_with(place, setup, caller, &Opening::at(caller.at))
    }

    /// The same, opened as `opening` says.
    pub fn create_with(
        place: &str,
        setup: &Setup,
        caller: &Caller,
        opening: &Opening,
    ) -> Result<(Self, bool), StoreError> {
        if !is_url(place) {
            match Self::open(place, opening) {
                Err(StoreError::Missing { .. }) => {}
                opened => return opened.map(|store| (store, false)),
            }
        }
        let mut store = Self::connect(place, true, opening.files)?;
        if let Some(step) = store.db.schema_step()?.filter(|step| *step > 0) {
            if step != schema::newest() {
                store.bring_up_to_date(step, opening.at)?;
            }
            return Ok((store, false));
        }
        store.db.begin(true).map_err(|error| store.name_holder(error))?;
        match store.fill(setup, caller) {
            Ok(true) => Ok((store, true)),
            Ok(false) => Self::open(place, opening).map(|store| (store, false)),
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
            return Ok(false);
        }
        schema::make(&self.db)?;
        self.inside::<_, StoreError>(caller, false, |op| {
            op.set_meta("time_zone", &setup.time_zone)?;
            op.add_playbook(&setup.playbook)
        })?;
        Ok(true)
    }

    fn connect(place: &str, create: bool, files: Files) -> Result<Self, StoreError> {
        if is_url(place) {
            return Self::on_server(place);
        }
        let path = PathBuf::from(place);
        let journal = if files.refuse_network(&path)? { Journal::Rollback } else { Journal::Wal };
        let connection = sqlite::open(&path, create, journal).map_err(|error| match error {
            StoreError::Locked { .. } => StoreError::Locked { holder: writer::holder_of(&path) },
            other => other,
        })?;
        Ok(Self { db: Db::sqlite(connection), path: Some(path), journal, migrated: None })
    }

    fn on_server(place: &str) -> Result<Self, StoreError> {
        let db = Db::postgres(postgres::open(place)?);
        Ok(Self { db, path: None, journal: Journal::Wal, migrated: None })
    }

    /// Opens what is at `place` to find out how it is: nothing is written, and nothing is expected
    /// of it but that it is there.
    pub fn open_to_examine(place: &str) -> Result<Self, StoreError> {
        if is_url(place) {
            return Self::on_server(place);
        }
        let path = PathBuf::from(place);
        let db = Db::sqlite(sqlite::open_any(&path)?);
        db.batch("PRAGMA query_only = 1")?;
        Ok(Self { db, path: Some(path), journal: Journal::Wal, migrated: None })
    }

    /// Returns what was done to the schema when the store was opened; `None` where nothing was.
    pub fn migrated(&self) -> Option<&Migrated> {
        self.migrated.as_ref()
    }

    /// Returns the store's file; `None` on PostgreSQL.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Returns the connection, to read from.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Keeps what is read the same for as long as it is held, whatever others write meanwhile.
    /// Nothing can be written through this store until then, nor the days kept by which filters
    /// select.
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
