//! The operation log: every command that writes is one operation, in one transaction.
//!
//! All changes go through [`Op`], which notes the ids it made and what rows held before, so that
//! the log alone can rebuild the store from before any operation.

mod derived;
mod many;
mod records;
mod reverse;
mod transaction;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Value};

use super::error::Conflict;
use super::follow_up::Stale;
use super::record::Stored;
use super::value::{Column, Val};
use super::writer::Note;
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

    /// Returns whether a record was added or changed so far.
    pub fn wrote(&self) -> bool {
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
mod tests;
