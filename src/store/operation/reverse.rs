//! Taking operations back: what they made is removed, what they changed is as it was before.
//!
//! Of a row, the operation that last wrote it says what state it is in. An operation is taken
//! back where it is still that one; a row that somebody changed since is kept, and named. Rows
//! that go back carry the operation that wrote them before, so that operation after operation can
//! be taken back, and an operation that took another back is taken back by the same means.

mod images;
mod needed;
mod places;
mod put;
mod references;
mod report;
mod separated;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use super::super::batches::marks;
use super::super::follow_up::Stale;
use super::super::history::kind_of;
use super::super::{Column as _, StoreError, Val, row};
use super::Op;
use crate::model::{AnyId, IdKind, OperationId};

pub(in crate::store) use images::{GIVEN, LEFT};
pub use report::{Reversal, Reversed, ReversedRecords};
use units::Spared;

/// Ids from the first to the last, both inclusive.
pub type Ids = (i64, i64);

/// How far operations are taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall {
    /// Records that nobody changed since.
    Records,
    /// Of the others also the fields that nobody changed since.
    Fields,
}

/// Rows that were removed, or brought back, without a change of their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    kind: IdKind,
    ids: Ids,
    /// The operation that last wrote them.
    written_by: OperationId,
    /// By which they were removed; missing: this operation removes them.
    removed_by: Option<OperationId>,
}

row! {
    /// Rows of one kind that an operation made, removed or brought back.
    pub struct Range {
        /// The kind, by its word.
        pub kind: String,
        /// The first id.
        pub first_id: i64,
        /// The last id, inclusive.
        pub last_id: i64,
        /// The operation that last wrote the rows.
        pub written_by: OperationId,
        /// By which they had been removed, of rows it made itself; missing: it removed them.
        pub removed_by: Option<OperationId>,
    }
}

/// How far an operation is.
#[derive(Clone)]
struct Progress {
    steps: i64,
    changed: BTreeMap<IdKind, i64>,
    moved: Vec<Moved>,
    undone: Vec<OperationId>,
    carried_again: BTreeSet<OperationId>,
    taken_away: Vec<i64>,
    gone: BTreeMap<IdKind, i64>,
    returned: BTreeMap<IdKind, i64>,
    stale: Stale,
}

/// The changes of an operation after one step, up to another, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Steps {
    after: i64,
    through: i64,
}

impl Steps {
    const ALL: Self = Self { after: 0, through: i64::MAX - 1 };
}

impl Range {
    fn made_a_merger(&self) -> bool {
        self.kind == IdKind::MergerId.word() && self.removed_by.is_some()
    }
}

impl Op<'_> {
    /// Takes operations back, the latest first, and says of every record what became of it.
    ///
    /// What is derived from records (match keys, days of contacts) is left to the caller, as is
    /// the decision whether there is anything to take back.
    pub fn take_back(
        &mut self,
        operations: &[OperationId],
        how: Recall,
    ) -> Result<Reversal, StoreError> {
        let mut latest_first = operations.to_vec();
        latest_first.sort_unstable_by(|a, b| b.cmp(a));
        latest_first.dedup();
        let in_part = self.may_be_in_part(&latest_first)?;
        self.sparing(in_part, |op, spared| {
            let mut report = Reversal::default();
            let standing = op.db.standing()?;
            for operation in &latest_first {
                let ranges = op.ranges_of(*operation)?;
                // What followed a merger goes back with what was changed of it since.
                let merged = ranges.iter().any(Range::made_a_merger);
                let how = if merged { Recall::Fields } else { how };
                op.bring_back(&standing.same_as(*operation), &ranges, &mut report)?;
                op.put_back((*operation, how), Steps::ALL, spared, &mut report)?;
                op.remove_made(&ranges, &mut report)?;
                op.undone.push(*operation);
            }
            op.finish_reversal(spared, report)
        })
    }

    /// Takes back by `take`; where records that belong together would be taken back in part, from
    /// the beginning once more without them. Nothing is kept to begin again from where that cannot
    /// be.
    fn sparing(
        &mut self,
        in_part: bool,
        take: impl Fn(&mut Self, &Spared) -> Result<Reversal, StoreError>,
    ) -> Result<Reversal, StoreError> {
        let mut spared = Spared::default();
        if !in_part {
            return take(self, &spared);
        }
        let before = self.progress();
        loop {
            self.db.batch("SAVEPOINT reversal")?;
            let report = take(self, &spared)?;
            if !spared.add(self.units_in_part(&report)?) {
                self.db.batch("RELEASE SAVEPOINT reversal")?;
                return Ok(report);
            }
            self.db.batch("ROLLBACK TO SAVEPOINT reversal")?;
            self.db.batch("RELEASE SAVEPOINT reversal")?;
            self.resume(before.clone());
        }
    }

    /// Returns how far the operation is, to begin again from there.
    fn progress(&self) -> Progress {
        Progress {
            steps: self.steps,
            changed: self.changed.clone(),
            moved: self.moved.clone(),
            undone: self.undone.clone(),
            carried_again: self.carried_again.clone(),
            taken_away: self.taken_away.clone(),
            gone: self.gone.clone(),
            returned: self.returned.clone(),
            stale: self.stale.clone(),
        }
    }

    /// Forgets what was done since; the store was rolled back to there.
    fn resume(&mut self, from: Progress) {
        self.steps = from.steps;
        self.changed = from.changed;
        self.moved = from.moved;
        self.undone = from.undone;
        self.carried_again = from.carried_again;
        self.taken_away = from.taken_away;
        self.gone = from.gone;
        self.returned = from.returned;
        self.stale = from.stale;
    }

    /// Settles what names what, and counts what was removed or brought back.
    fn finish_reversal(
        &mut self,
        spared: &Spared,
        mut report: Reversal,
    ) -> Result<Reversal, StoreError> {
        self.leave_spared(spared, &mut report)?;
        self.settle_references(&mut report)?;
        for moved in &self.moved {
            let count = moved.ids.1 - moved.ids.0 + 1;
            let list = if moved.removed_by.is_some() { &mut self.returned } else { &mut self.gone };
            *list.entry(moved.kind).or_default() += count;
            report.add(Reversed::Back, moved.kind, None, moved.ids);
        }
        if self.moved.is_empty() && self.changed.is_empty() {
            self.undone.clear();
        }
        Ok(report)
    }

    /// Writes to the log what was taken back, and what was removed or brought back for it.
    pub(super) fn log_reversal(&self) -> Result<(), StoreError> {
        for undone in &self.undone {
            let sql = "INSERT INTO operation_undo (op, undoes) VALUES ($1, $2)";
            self.db.exec(sql, &[self.id.to_val(), undone.to_val()])?;
        }
        let sql = "INSERT INTO operation_removal
                          (op, kind, first_id, last_id, written_by, removed_by)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        for moved in &self.moved {
            let values = [
                self.id.to_val(),
                Val::Text(moved.kind.word()),
                Val::Int(moved.ids.0),
                Val::Int(moved.ids.1),
                moved.written_by.to_val(),
                moved.removed_by.to_val(),
            ];
            self.db.exec(sql, &values)?;
        }
        Ok(())
    }

    /// Returns the records of a kind that were removed or brought back by ranges.
    pub(super) fn moved_of(&self, kind: IdKind) -> Vec<Ids> {
        self.moved.iter().filter(|moved| moved.kind == kind).map(|moved| moved.ids).collect()
    }

    /// Returns the records of a kind that were brought back by ranges, or removed.
    fn ranges_moved(&self, kind: IdKind, back: bool) -> Vec<Ids> {
        let own = self.moved.iter().filter(|moved| moved.kind == kind);
        own.filter(|moved| moved.removed_by.is_some() == back).map(|moved| moved.ids).collect()
    }

    /// Returns what the records of a kind that operations made, changed, removed or brought back
    /// hold in a column of ids, or did before the changes: ascending, each once.
    pub fn named_by(
        &self,
        kind: IdKind,
        column: &'static str,
        operations: &[OperationId],
    ) -> Result<Vec<i64>, StoreError> {
        let mut found = BTreeSet::new();
        for operation in operations {
            for range in self.ranges_of(*operation)? {
                if range.kind != kind.word() {
                    continue;
                }
                if column == "id" {
                    found.extend(range.first_id..=range.last_id);
                    continue;
                }
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {} WHERE id BETWEEN $1 AND $2
                        AND {column} IS NOT NULL",
                    kind.word()
                );
                self.db.each(
                    &sql,
                    &[Val::Int(range.first_id), Val::Int(range.last_id)],
                    |row| {
                        found.insert(row.get(0)?);
                        Ok(())
                    },
                )?;
            }
            let mut below = i64::MAX;
            while let Some(images) = self.images_below(*operation, below, Some(kind))? {
                below = images.lowest;
                let ids: Vec<i64> = images.rows.iter().map(|row| row.id).collect();
                if column == "id" {
                    found.extend(ids);
                    continue;
                }
                let held = images.rows.iter().filter_map(|row| row.columns.get(column)?.as_i64());
                found.extend(held);
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {} WHERE id IN ({}) AND {column} IS NOT NULL",
                    kind.word(),
                    marks(1, ids.len())
                );
                let ids: Vec<Val<'_>> = ids.into_iter().map(Val::Int).collect();
                self.db.each(&sql, &ids, |row| {
                    found.insert(row.get(0)?);
                    Ok(())
                })?;
            }
        }
        Ok(found.into_iter().collect())
    }

    pub(super) fn ranges_of(&self, operation: OperationId) -> Result<Vec<Range>, StoreError> {
        // What was made was not there before, like what is brought back.
        let sql = "SELECT kind, first_id, last_id, op AS written_by, op AS removed_by
                     FROM operation_insert WHERE op = $1
                    UNION ALL
                   SELECT kind, first_id, last_id, written_by, removed_by
                     FROM operation_removal WHERE op = $1
                    ORDER BY kind, first_id";
        self.db.all(sql, &[operation.to_val()])
    }

    /// Brings back what an operation removed by ranges. It may have been brought back and removed
    /// again since, by the `same` thing done again.
    fn bring_back(
        &mut self,
        same: &BTreeSet<OperationId>,
        ranges: &[Range],
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        let removers: Vec<String> = same.iter().map(|by| by.0.to_string()).collect();
        let by_any = format!("removed_op IN ({})", removers.join(", "));
        for range in ranges.iter().filter(|range| range.removed_by.is_none()) {
            let kind = kind_of(&range.kind)?;
            let ids = (range.first_id, range.last_id);
            let by_none = self.others(kind, ids, &by_any)?;
            for (id, _, removed) in &by_none {
                // Erased, or removed by another operation.
                if let Some(since) = removed {
                    report.add(Reversed::Kept, kind, Some(*since), (*id, *id));
                }
            }
            for by in same {
                let holds = format!("removed_op = {}", by.0);
                let by_others;
                let others = if same.len() == 1 {
                    &by_none
                } else {
                    by_others = self.others(kind, ids, &holds)?;
                    &by_others
                };
                let sql = format!(
                    "UPDATE {} SET removed_op = NULL WHERE id BETWEEN $1 AND $2 AND {holds}",
                    range.kind
                );
                if self.db.exec(&sql, &[Val::Int(ids.0), Val::Int(ids.1)])? == 0 {
                    continue;
                }
                let back = without(ids, others.iter().map(|(id, ..)| *id));
                self.moved.extend(back.map(|ids| Moved {
                    kind,
                    ids,
                    written_by: range.written_by,
                    removed_by: Some(*by),
                }));
            }
        }
        Ok(())
    }

    /// Removes what an operation made or brought back, where nobody changed it since.
    fn remove_made(&mut self, ranges: &[Range], report: &mut Reversal) -> Result<(), StoreError> {
        for range in ranges.iter().filter(|range| range.removed_by.is_some()) {
            let kind = kind_of(&range.kind)?;
            let (ids, written_by) = ((range.first_id, range.last_id), range.written_by);
            let holds = format!("op = {} AND removed_op IS NULL", written_by.0);
            let others = self.others(kind, ids, &holds)?;
            for (id, op, removed) in &others {
                if removed.is_none() {
                    report.keep(AnyId { kind, number: *id }, *op);
                }
            }
            let sql = format!(
                "UPDATE {} SET removed_op = $1 WHERE id BETWEEN $2 AND $3 AND {holds}",
                range.kind
            );
            self.db.exec(&sql, &[self.id.to_val(), Val::Int(ids.0), Val::Int(ids.1)])?;
            self.moved.extend(without(ids, others.iter().map(|(id, ..)| *id)).map(|ids| Moved {
                kind,
                ids,
                written_by,
                removed_by: None,
            }));
        }
        Ok(())
    }

    /// Returns the rows of a range of which a condition does not hold: id, the operation that last
    /// wrote it, and the one that removed it.
    fn others(
        &self,
        kind: IdKind,
        (first, last): Ids,
        holds: &str,
    ) -> Result<Vec<(i64, OperationId, Option<OperationId>)>, StoreError> {
        let sql = format!(
            "SELECT id, op, removed_op FROM {} WHERE id BETWEEN $1 AND $2
                AND COALESCE(NOT ({holds}), 1 = 1) ORDER BY id",
            kind.word()
        );
        let mut found = Vec::new();
        self.db.each(&sql, &[Val::Int(first), Val::Int(last)], |row| {
            found.push((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        Ok(found)
    }
}

/// Returns the ranges that are left of one without some of its ids, which ascend.
fn without((first, last): Ids, ids: impl Iterator<Item = i64>) -> impl Iterator<Item = Ids> {
    let mut next = first;
    let mut left = Vec::new();
    for id in ids {
        if next < id {
            left.push((next, id - 1));
        }
        next = id + 1;
    }
    if next <= last {
        left.push((next, last));
    }
    left.into_iter()
}
