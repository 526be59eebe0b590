//! The operation log: every command that writes is one operation, in one transaction.
//!
//! All changes go through [`Op`], which notes the ids it made and what rows held before, so that
//! the log alone can rebuild the store from before any operation.

mod derived;
mod many;
mod records;
mod reverse;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Value};

use super::error::Conflict;
use super::follow_up::Stale;
use super::record::Stored;
use super::sqlite::Journal;
use super::value::{Column, Val};
use super::writer::{Note, holder_of};
use super::{Db, Store, StoreError, schema};
use crate::model::{Day, Id, IdKind, Instant, OperationId, PlaybookId, StaffId};

pub(super) use derived::is_derived;
pub use many::Before;
pub use records::{RecordBulk, RecordRows};
pub(super) use reverse::{GIVEN, LEFT};
pub use reverse::{Ids, Recall, Reversal, Reversed, ReversedRecords};

/// Who runs a command, when and where: what the log says of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// When.
    pub at: Instant,
    /// The business day in the store's time zone.
    pub today: Day,
    /// Who, by name.
    pub actor: String,
    /// The staff that the actor is.
    pub staff: Option<StaffId>,
    /// The machine.
    pub host: String,
    /// The command line, personal values masked.
    pub command: String,
}

/// What a write came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What the work returned.
    pub value: T,
    /// The operation; `None` where nothing was changed, or the write was a dry run.
    pub operation: Option<OperationId>,
    /// Whether nothing was to be kept.
    pub dry_run: bool,
}

impl<T> Written<T> {
    /// Returns how an id made by the write is shown: a dry run made none.
    pub fn shown(&self, id: impl Id) -> String {
        if self.dry_run { "new".to_owned() } else { id.to_string() }
    }
}

/// A write in progress.
pub struct Op<'d> {
    db: &'d Db,
    id: OperationId,
    today: Day,
    at: Instant,
    staff: Option<StaffId>,
    /// Who is writing, for those who wait; gone when the operation ends.
    _note: Option<Note>,
    pools: HashMap<IdKind, VecDeque<i64>>,
    inserted: BTreeMap<IdKind, Vec<(i64, i64)>>,
    steps: i64,
    changed: BTreeMap<IdKind, i64>,
    /// Rows removed or brought back by ranges, the operations taken back, and counts of the rows.
    moved: Vec<reverse::Moved>,
    undone: Vec<OperationId>,
    /// Operations whose state rows are in again.
    carried_again: BTreeSet<OperationId>,
    /// Accounts that were removed by putting back what they were.
    taken_away: Vec<i64>,
    gone: BTreeMap<IdKind, i64>,
    returned: BTreeMap<IdKind, i64>,
    meta_changed: bool,
    /// Whether changes of records that it made itself are kept as well.
    keeps_own: bool,
    stale: Stale,
}

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
    pub(super) fn inside<T, E: From<StoreError>>(
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
    pub(super) fn name_holder(&self, error: StoreError) -> StoreError {
        let StoreError::Locked { .. } = error else { return error };
        StoreError::Locked { holder: self.path.as_deref().and_then(holder_of) }
    }
}

impl<'d> Op<'d> {
    fn new(store: &'d Store, caller: &Caller) -> Result<Self, StoreError> {
        let db = store.db();
        let mut op = Self {
            db,
            id: OperationId(0),
            today: caller.today,
            at: caller.at,
            staff: caller.staff,
            _note: store.path.as_deref().and_then(|path| Note::leave(path, caller)),
            pools: HashMap::new(),
            inserted: BTreeMap::new(),
            steps: 0,
            changed: BTreeMap::new(),
            moved: Vec::new(),
            undone: Vec::new(),
            carried_again: BTreeSet::new(),
            taken_away: Vec::new(),
            gone: BTreeMap::new(),
            returned: BTreeMap::new(),
            keeps_own: false,
            meta_changed: false,
            stale: Stale::default(),
        };
        op.id = op.take(IdKind::OperationId).map(OperationId)?;
        Ok(op)
    }

    /// Returns the connection, to read what the operation sees.
    pub fn db(&self) -> &'d Db {
        self.db
    }

    /// Returns the operation's own id.
    pub fn id(&self) -> OperationId {
        self.id
    }

    /// Returns the business day of the operation.
    pub fn today(&self) -> Day {
        self.today
    }

    /// Returns the operations whose state records are in again since others were taken back.
    pub fn carried_again(&self) -> &BTreeSet<OperationId> {
        &self.carried_again
    }

    /// Returns the instant of the operation.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// Returns the staff that the actor is; `None` where they are none.
    pub fn staff(&self) -> Option<StaffId> {
        self.staff
    }

    /// Takes `count` ids of a kind ahead of time: exactly as many as will be used leave no gap.
    pub fn reserve<I: Id>(&mut self, count: usize) -> Result<(), StoreError> {
        let have = self.pools.get(&I::KIND).map_or(0, VecDeque::len);
        let missing = i64::try_from(count.saturating_sub(have)).unwrap_or(0);
        if missing > 0 {
            let ids = self.db.take_ids(I::KIND, missing)?;
            self.pools.entry(I::KIND).or_default().extend(ids);
        }
        Ok(())
    }

    /// Returns so many ids that no record had before.
    fn take_all<I: Id>(&mut self, count: usize) -> Result<Vec<i64>, StoreError> {
        self.reserve::<I>(count)?;
        let pool = self.pools.entry(I::KIND).or_default();
        Ok(pool.drain(..count.min(pool.len())).collect())
    }

    /// Returns an id that no record had before.
    pub fn next_id<I: Id>(&mut self) -> Result<I, StoreError> {
        self.take(I::KIND).map(I::new)
    }

    fn take(&mut self, kind: IdKind) -> Result<i64, StoreError> {
        let pool = self.pools.entry(kind).or_default();
        if pool.is_empty() {
            pool.extend(self.db.take_ids(kind, 1)?);
        }
        pool.pop_front()
            .ok_or_else(|| StoreError::Damaged { detail: format!("no ids for {}", kind.word()) })
    }

    /// Inserts a record whose id came from [`Op::next_id`].
    pub fn insert<T: Stored>(&mut self, record: &T) -> Result<(), StoreError> {
        let table = T::Id::KIND.word();
        let mut values = record.values();
        values.push(Val::Int(self.id.0));
        let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "INSERT INTO {table} ({}, op) VALUES ({})",
            T::COLUMNS.join(", "),
            marks.join(", ")
        );
        self.db.exec(&sql, &values)?;
        self.note(T::Id::KIND, record.id().number());
        Ok(())
    }

    fn note(&mut self, kind: IdKind, id: i64) {
        self.note_all(kind, [id]);
    }

    fn note_all(&mut self, kind: IdKind, ids: impl IntoIterator<Item = i64>) {
        let mut ids = ids.into_iter().peekable();
        if ids.peek().is_none() {
            return;
        }
        let ranges = self.inserted.entry(kind).or_default();
        for id in ids {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == id => *last = id,
                _ => ranges.push((id, id)),
            }
        }
    }

    /// Keeps from now on also what records held that this operation made itself, so that a part
    /// of it can be taken back.
    pub fn keep_own_changes(&mut self) {
        self.keeps_own = true;
    }

    /// Returns whether a record is this operation's own, of which nothing is kept.
    fn needs_no_image(&self, kind: IdKind, id: i64) -> bool {
        !self.keeps_own && self.made_here(kind, id)
    }

    fn made_here(&self, kind: IdKind, id: i64) -> bool {
        self.inserted.get(&kind).is_some_and(|ranges| {
            ranges.iter().rev().any(|(first, last)| (*first..=*last).contains(&id))
        })
    }

    /// Sets columns of a record and keeps what they held before. Returns whether anything
    /// differed; a record that is not there, or was removed, is an error.
    pub fn update<I: Id>(
        &mut self,
        id: I,
        changes: &[(&'static str, Val<'_>)],
    ) -> Result<bool, StoreError> {
        let columns: Vec<&str> = changes.iter().map(|(column, _)| *column).collect();
        let held = self.held(id, &columns)?;
        self.update_held(id, held, changes)
    }

    /// Returns the operation that last wrote a record, then what its columns hold; on PostgreSQL
    /// nobody else changes it from now on.
    fn held<I: Id>(&self, id: I, columns: &[&str]) -> Result<Vec<Val<'static>>, StoreError> {
        let select = format!(
            "SELECT op, {} FROM {} WHERE id = $1 AND removed_op IS NULL{}",
            columns.join(", "),
            I::KIND.word(),
            self.db.for_update()
        );
        let mut held: Option<Vec<Val<'static>>> = None;
        self.db.each(&select, &[Val::Int(id.number())], |row| {
            let cells = (0..=columns.len()).map(|index| row.kept(index));
            held = Some(cells.collect::<Result<_, _>>()?);
            Ok(())
        })?;
        held.ok_or_else(|| StoreError::Unknown { id: id.to_string() })
    }

    /// Sets columns of a record of which is known what they hold.
    #[expect(clippy::needless_pass_by_value, reason = "what was held is done with")]
    fn update_held<I: Id>(
        &mut self,
        id: I,
        before: Vec<Val<'static>>,
        changes: &[(&'static str, Val<'_>)],
    ) -> Result<bool, StoreError> {
        let table = I::KIND.word();
        let columns: Vec<&str> = changes.iter().map(|(column, _)| *column).collect();
        let differing: Vec<usize> =
            (0..changes.len()).filter(|&i| !same(&before[i + 1], &changes[i].1)).collect();
        if differing.is_empty() {
            return Ok(false);
        }
        let held = || differing.iter().map(|&i| (columns[i], &before[i + 1]));
        self.stale.changed(I::KIND, id.number(), held());
        let derived = differing.iter().all(|&i| is_derived(I::KIND, columns[i]));
        let writer = if derived { before[0].clone() } else { Val::Int(self.id.0) };
        let left = derived.then_some((LEFT, &before[0]));
        self.remember(I::KIND, id.number(), &before[0], held().chain(left))?;
        let mut values: Vec<Val<'_>> = differing.iter().map(|&i| changes[i].1.clone()).collect();
        let sets: Vec<String> =
            differing.iter().zip(1..).map(|(&i, n)| format!("{} = ${n}", columns[i])).collect();
        let next = values.len() + 1;
        values.push(writer);
        values.push(Val::Int(id.number()));
        let sql = format!(
            "UPDATE {table} SET {}, op = ${next} WHERE id = ${}",
            sets.join(", "),
            next + 1
        );
        self.db.exec(&sql, &values)?;
        Ok(true)
    }

    /// Writes what differs between a record as it was read and as it is to be. Returns whether
    /// anything does. Where another process has changed one of the fields meanwhile, to something
    /// else than is wanted, nothing is written.
    pub fn save<T: Stored>(&mut self, read: &T, wanted: &T) -> Result<bool, StoreError> {
        let (old, new) = (read.values(), wanted.values());
        let differing = T::COLUMNS.iter().zip(old.iter().zip(&new));
        let differing: Vec<_> = differing.filter(|(_, (old, new))| !same(old, new)).collect();
        if differing.is_empty() {
            return Ok(false);
        }
        let columns: Vec<&str> = differing.iter().map(|(column, _)| **column).collect();
        let held = self.held(read.id(), &columns)?;
        let conflict = differing
            .iter()
            .zip(&held[1..])
            .find(|((_, (old, new)), now)| !same(old, now) && !same(new, now));
        if let Some(((column, (old, _)), now)) = conflict {
            return Err(self.conflict(read.id(), column, (old, now), &held[0])?);
        }
        let changes: Vec<(&'static str, Val<'_>)> =
            differing.into_iter().map(|(column, (_, new))| (*column, new.clone())).collect();
        self.update_held(read.id(), held, &changes)
    }

    /// Returns the error that says what was read, and who made it what it is now.
    fn conflict(
        &self,
        id: impl Id,
        column: &'static str,
        (read, now): (&Val<'_>, &Val<'_>),
        op: &Val<'_>,
    ) -> Result<StoreError, StoreError> {
        let shown = |val: &Val<'_>| match val {
            Val::Null => None,
            Val::Int(number) => Some(number.to_string()),
            other => other.as_str().map(str::to_owned),
        };
        let Val::Int(op) = *op else {
            return Err(StoreError::Damaged { detail: format!("{id} has no operation") });
        };
        let by = self.db.value("SELECT actor FROM operation WHERE id = $1", &[Val::Int(op)])?;
        Ok(StoreError::Conflict(Box::new(Conflict {
            id: id.to_string(),
            column,
            read: shown(read),
            now: shown(now),
            operation: OperationId(op),
            by,
        })))
    }

    /// Takes a record away: it is kept, and left out of everything that is read.
    pub fn remove<I: Id>(&mut self, id: I) -> Result<(), StoreError> {
        self.update(id, &[("removed_op", Val::Int(self.id.0))]).map(drop)
    }

    /// Keeps what a row held, unless the row is this operation's own.
    fn remember<'a>(
        &mut self,
        kind: IdKind,
        id: i64,
        op: &Val<'_>,
        cells: impl Iterator<Item = (&'a str, &'a Val<'static>)>,
    ) -> Result<(), StoreError> {
        *self.changed.entry(kind).or_default() += 1;
        if self.needs_no_image(kind, id) {
            return Ok(());
        }
        self.steps += 1;
        self.db
            .exec(
                "INSERT INTO operation_change (op, step, kind, row_id, before)
                 VALUES ($1, $2, $3, $4, $5)",
                &[
                    Val::Int(self.id.0),
                    Val::Int(self.steps),
                    Val::Text(kind.word()),
                    Val::Int(id),
                    Val::Owned(image(op, cells)),
                ],
            )
            .map(drop)
    }

    /// Keeps a value about the store itself.
    pub fn set_meta(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.db.exec("DELETE FROM meta WHERE name = $1", &[Val::Text(name)])?;
        self.db.exec(
            "INSERT INTO meta (name, value) VALUES ($1, $2)",
            &[Val::Text(name), Val::Text(value)],
        )?;
        self.meta_changed = true;
        Ok(())
    }

    /// Adds a version of the playbook, which is the one in force from now on.
    pub fn add_playbook(&mut self, content: &str) -> Result<PlaybookId, StoreError> {
        let id = self.next_id::<PlaybookId>()?;
        self.db.exec(
            "INSERT INTO playbook (id, content, day, op) VALUES ($1, $2, $3, $4)",
            &[id.to_val(), Val::Text(content), self.today.to_val(), self.id.to_val()],
        )?;
        self.note(IdKind::PlaybookId, id.0);
        Ok(id)
    }

    /// Drops the secondary indexes of the tables that an import fills; `false` where they are
    /// needed because the store holds many rows already.
    pub fn drop_load_indexes(&self) -> Result<bool, StoreError> {
        let rows: Option<i64> = self.db.value("SELECT MAX(id) FROM batch_row", &[])?;
        if rows.unwrap_or(0) > 1_000 {
            return Ok(false);
        }
        schema::drop_load_indexes(self.db)?;
        Ok(true)
    }

    /// Makes the indexes that [`Op::drop_load_indexes`] dropped.
    pub fn make_load_indexes(&self) -> Result<(), StoreError> {
        schema::make_load_indexes(self.db)
    }

    /// Keeps the days on which accounts may be due in step with what was written.
    fn follow_up(&self) -> Result<(), StoreError> {
        let made = |kind| self.inserted.get(&kind).map_or_else(Vec::new, |ranges| joined(ranges));
        let moved = |kind| self.moved_of(kind);
        self.db.follow_up(&self.stale, &made, &moved)
    }

    fn wrote(&self) -> bool {
        self.meta_changed
            || !self.changed.is_empty()
            || !self.inserted.is_empty()
            || !self.moved.is_empty()
    }

    fn log(&mut self, caller: &Caller) -> Result<(), StoreError> {
        let counts = self.counts();
        self.db.exec(
            "INSERT INTO operation (id, op_key, at, actor, staff, host, command, counts)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                self.id.to_val(),
                Val::Owned(random_key()?),
                caller.at.to_val(),
                Val::Text(&caller.actor),
                caller.staff.to_val(),
                Val::Text(&caller.host),
                Val::Text(&caller.command),
                Val::Owned(counts),
            ],
        )?;
        for (kind, ranges) in &self.inserted {
            for (first, last) in joined(ranges) {
                self.db.exec(
                    "INSERT INTO operation_insert (op, kind, first_id, last_id)
                     VALUES ($1, $2, $3, $4)",
                    &[self.id.to_val(), Val::Text(kind.word()), Val::Int(first), Val::Int(last)],
                )?;
            }
        }
        self.log_reversal()
    }

    fn counts(&self) -> String {
        let mut parts = Vec::new();
        for kind in IdKind::ALL {
            let new: i64 = self
                .inserted
                .get(kind)
                .map_or(0, |ranges| ranges.iter().map(|(first, last)| last - first + 1).sum());
            let new = new + self.returned.get(kind).copied().unwrap_or(0);
            if new > 0 {
                parts.push(format!("{}:+{new}", kind.word()));
            }
            if let Some(changed) = self.changed.get(kind) {
                parts.push(format!("{}:~{changed}", kind.word()));
            }
            if let Some(gone) = self.gone.get(kind) {
                parts.push(format!("{}:-{gone}", kind.word()));
            }
        }
        parts.join(" ")
    }
}

/// Returns what a row held, as the log keeps it: the columns that change, and the operation that
/// last wrote it.
fn image<'a>(op: &Val<'_>, cells: impl Iterator<Item = (&'a str, &'a Val<'static>)>) -> String {
    let mut image: Map<String, Value> =
        cells.map(|(column, val)| (column.to_owned(), json(val))).collect();
    image.insert("op".to_owned(), json(op));
    Value::Object(image).to_string()
}

fn same(a: &Val<'_>, b: &Val<'_>) -> bool {
    match (a, b) {
        (Val::Null, Val::Null) => true,
        (Val::Int(a), Val::Int(b)) => a == b,
        _ => a.as_str().is_some() && a.as_str() == b.as_str(),
    }
}

fn json(val: &Val<'_>) -> Value {
    match val {
        Val::Null => Value::Null,
        Val::Int(number) => Value::from(*number),
        other => Value::from(other.as_str().unwrap_or_default()),
    }
}

/// Sorts ranges and joins those that touch: ids may be used in another order than taken.
fn joined(ranges: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
    for (first, last) in sorted {
        match out.last_mut() {
            Some((_, end)) if *end + 1 >= first => *end = (*end).max(last),
            _ => out.push((first, last)),
        }
    }
    out
}

fn random_key() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Unreachable {
        place: "the system's random numbers".to_owned(),
        detail: error.to_string(),
    })?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CalendarPreset, Shop, ShopId};
    use crate::store::testing::{caller, on_both, setup};

    fn shop(op: &mut Op<'_>, name: &str) -> Result<Shop, StoreError> {
        let shop = Shop {
            id: op.next_id()?,
            name: name.to_owned(),
            brand: None,
            city: None,
            calendar: CalendarPreset::Dealer,
            opens_at: None,
            closes_at: None,
        };
        op.insert(&shop)?;
        Ok(shop)
    }

    #[test]
    fn what_was_written_is_logged_and_read_back() {
        on_both(|store| {
            let written = store
                .write::<_, StoreError>(&caller("shop add 城南店"), false, |op| {
                    shop(op, "城南店")
                })
                .unwrap();
            assert_eq!(written.operation, Some(OperationId(2)), "1 made the store");
            assert_eq!(store.db().every::<Shop>().unwrap(), vec![written.value]);
            let counts: Option<String> =
                store.db().value("SELECT counts FROM operation WHERE id = 2", &[]).unwrap();
            assert_eq!(counts.as_deref(), Some("shop:+1"));
        });
    }

    #[test]
    fn an_update_keeps_what_was_there_before() {
        on_both(|store| {
            let add = |op: &mut Op<'_>| shop(op, "城南店");
            store.write::<_, StoreError>(&caller("add"), false, add).unwrap();
            let edit = |op: &mut Op<'_>| {
                op.update(ShopId(1), &[("name", Val::Text("城南店")), ("brand", Val::Text("安达"))])
            };
            let edited = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!((edited.value, edited.operation), (true, Some(OperationId(3))));
            let before: Option<String> = store
                .db()
                .value("SELECT before FROM operation_change WHERE op = 3 AND step = 1", &[])
                .unwrap();
            assert_eq!(before.as_deref(), Some(r#"{"brand":null,"op":2}"#));
            assert_eq!(store.db().get::<Shop>(ShopId(1)).unwrap().brand.as_deref(), Some("安达"));

            let again = store.write::<_, StoreError>(&caller("edit"), false, edit).unwrap();
            assert_eq!(
                (again.value, again.operation),
                (false, None),
                "nothing differs, nothing is logged"
            );
        });
    }

    #[test]
    fn a_dry_run_and_a_failure_leave_nothing() {
        on_both(|store| {
            let add = |op: &mut Op<'_>| shop(op, "城南店");
            let dry = store.write::<_, StoreError>(&caller("add"), true, add).unwrap();
            assert_eq!(dry.operation, None);
            let failed = store.write::<(), StoreError>(&caller("add"), false, |op| {
                shop(op, "城南店")?;
                op.update(ShopId(99), &[("name", Val::Text("x"))]).map(drop)
            });
            assert!(matches!(failed, Err(StoreError::Unknown { id }) if id == "SH99"));
            assert!(store.db().every::<Shop>().unwrap().is_empty());
        });
    }

    #[test]
    fn what_rows_name_is_looked_up_again_behind_a_load() {
        on_both(|store| {
            let failing = |_: &mut Op<'_>| Err(StoreError::Unknown { id: "A1".to_owned() });
            let loading = |op: &mut Op<'_>| shop(op, "城南店").map(drop);
            store.write_load::<(), StoreError>(&caller("import"), false, failing).unwrap_err();
            store.write_load::<(), StoreError>(&caller("import"), false, loading).unwrap();
            let orphan =
                "INSERT INTO contact (id, account, name, roles, op) VALUES ($1, 99, '', '[]', 1)";
            assert!(store.db().exec(orphan, &[Val::Int(1)]).is_err());
        });
    }

    #[test]
    fn what_another_changed_since_it_was_read_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let place = path.to_str().unwrap();
        let (mine, _) = Store::create(place, &setup(), &caller("init")).unwrap();
        let theirs = Store::open(place, &crate::store::Opening::at(caller("open").at)).unwrap();
        let add = |op: &mut Op<'_>| shop(op, "城南店");
        mine.write::<_, StoreError>(&caller("add"), false, add).unwrap();
        let read = mine.db().get::<Shop>(ShopId(1)).unwrap();
        let named = |name: &str| Shop { name: name.to_owned(), ..read.clone() };
        let in_city = |shop: Shop| Shop { city: Some("杭州".to_owned()), ..shop };
        let save = |store: &Store, who: &str, wanted: &Shop| {
            let caller = Caller { actor: who.to_owned(), ..caller("edit") };
            store.write::<_, StoreError>(&caller, false, |op| op.save(&read, wanted))
        };
        save(&theirs, "李娜", &named("城南一店")).unwrap();
        let Err(StoreError::Conflict(conflict)) = save(&mine, "王芳", &in_city(named("城南二店")))
        else {
            panic!("the name is another one than was read");
        };
        assert_eq!((conflict.id.as_str(), conflict.column), ("SH1", "name"));
        assert_eq!(conflict.read.as_deref(), Some("城南店"));
        assert_eq!(conflict.now.as_deref(), Some("城南一店"));
        assert_eq!((conflict.operation, conflict.by.as_deref()), (OperationId(3), Some("李娜")));
        let now = || mine.db().get::<Shop>(ShopId(1)).unwrap();
        assert_eq!((now().name.as_str(), now().city), ("城南一店", None), "nothing is written");

        save(&mine, "王芳", &in_city(read.clone())).unwrap();
        assert_eq!((now().name.as_str(), now().city.as_deref()), ("城南一店", Some("杭州")));
        let agreed = save(&mine, "王芳", &named("城南一店")).unwrap();
        assert!(!agreed.value, "both wanted the same");
    }

    #[test]
    fn a_plan_is_made_again_where_another_has_written_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let place = path.to_str().unwrap();
        let (mine, _) = Store::create(place, &setup(), &caller("init")).unwrap();
        let theirs = Store::open(place, &crate::store::Opening::at(caller("open").at)).unwrap();
        let plans = std::cell::RefCell::new(Vec::new());
        let count = |op: &mut Op<'_>, shops: usize| shop(op, &format!("{shops} 店")).map(drop);
        let plan = |meanwhile: bool| {
            let shops = mine.db().every::<Shop>()?.len();
            plans.borrow_mut().push(shops);
            if meanwhile && plans.borrow().len() == 1 {
                theirs.write::<_, StoreError>(&caller("add"), false, |op| shop(op, "城南店"))?;
            }
            Ok(shops)
        };
        let write = |meanwhile| {
            mine.write_planned::<_, _, StoreError>(&caller("x"), false, || plan(meanwhile), count)
        };
        write(true).unwrap();
        assert_eq!(*plans.borrow(), [0, 1], "once without the lock, once with it");
        plans.borrow_mut().clear();
        write(false).unwrap();
        assert_eq!(*plans.borrow(), [2], "nobody wrote");
        assert_eq!(mine.db().every::<Shop>().unwrap()[1].name, "1 店");
    }

    #[test]
    fn bulk_and_single_inserts_write_the_same() {
        on_both(|store| {
            store
                .write::<_, StoreError>(&caller("bulk"), false, |op| {
                    let (mut bulk, mut rows) = (op.bulk::<Shop>(), RecordRows::new(op.id()));
                    for name in ["a\tb\\N", "多达\n二", ""] {
                        let record = Shop {
                            id: rows.next_id(),
                            name: name.to_owned(),
                            brand: Some(name.to_owned()),
                            city: None,
                            calendar: CalendarPreset::Office,
                            opens_at: None,
                            closes_at: None,
                        };
                        rows.push(&record);
                    }
                    op.store_new(&mut bulk, &mut rows)
                })
                .unwrap();
            let names: Vec<String> =
                store.db().every::<Shop>().unwrap().into_iter().map(|shop| shop.name).collect();
            assert_eq!(names, ["a\tb\\N", "多达\n二", ""]);
            let ranges: Vec<i64> = vec![
                store
                    .db()
                    .value("SELECT first_id FROM operation_insert WHERE op = 2", &[])
                    .unwrap()
                    .unwrap(),
                store
                    .db()
                    .value("SELECT last_id FROM operation_insert WHERE op = 2", &[])
                    .unwrap()
                    .unwrap(),
            ];
            assert_eq!(ranges, [1, 3]);
        });
    }

    #[test]
    fn ranges_that_touch_are_one() {
        assert_eq!(joined(&[(5, 6), (1, 2), (3, 3), (9, 9)]), [(1, 3), (5, 6), (9, 9)]);
    }
}
