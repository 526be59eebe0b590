//! Which records name which: what others still need is not removed, and nothing comes back whose
//! owner is gone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::super::super::schema;
use super::super::Op;
use super::images::Wanted;
use super::{Ids, Moved, Reversal, Reversed, without};
use crate::model::{AnyId, IdKind, OperationId};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::{StoreError, Val};

/// A column in which records name others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) child: IdKind,
    pub(super) column: &'static str,
    pub(super) parent: IdKind,
    /// Condition on the child under which its naming counts; empty: always.
    pub(super) counts: &'static str,
}

/// References that the schema does not state: looking a million of them up would cost too much.
/// A candidate counts while nobody has decided.
const UNSTATED: [Reference; 3] = [
    Reference { child: IdKind::BatchRowId, column: "batch", parent: IdKind::BatchId, counts: "" },
    Reference {
        child: IdKind::BatchRowId,
        column: "account",
        parent: IdKind::AccountId,
        counts: "",
    },
    Reference {
        child: IdKind::BatchRowId,
        column: "candidate",
        parent: IdKind::AccountId,
        counts: "outcome = 'held' AND resolved IS NULL",
    },
];

/// Columns that may name what is gone: where a record came from, and what became part of another.
const MAY_BE_GONE: [(IdKind, &str); 3] =
    [(IdKind::VariantId, "batch"), (IdKind::PurchaseId, "batch"), (IdKind::MergerId, "other")];

/// Returns whether what a record names has to be there: a merger stays where the account that it
/// led to became part of a third.
pub(super) fn needs_parent(reference: &Reference) -> bool {
    (reference.child, reference.column) != (IdKind::MergerId, "account")
}

/// Records that are part of others, by the column that names those. Purchases and rows of lists
/// are not: they are the list's.
const PARTS: [(IdKind, &str, IdKind); 10] = [
    (IdKind::ContactId, "account", IdKind::AccountId),
    (IdKind::PhoneId, "account", IdKind::AccountId),
    (IdKind::DealId, "account", IdKind::AccountId),
    (IdKind::VariantId, "account", IdKind::AccountId),
    (IdKind::VehicleId, "account", IdKind::AccountId),
    (IdKind::StageMoveId, "deal", IdKind::DealId),
    (IdKind::GradeMoveId, "deal", IdKind::DealId),
    (IdKind::OrderId, "deal", IdKind::DealId),
    (IdKind::OrderLineId, "sales_order", IdKind::OrderId),
    (IdKind::VehicleId, "delivery", IdKind::DeliveryId),
];

/// Ranges that are asked for one by one; more of them at once, from the first to the last.
const RANGES: usize = 20;

/// Rows of a range up to which an index finds those that name them faster than reading all does.
const FEW: i64 = 5_000;

/// Returns every reference of the schema.
pub(super) fn references() -> Vec<Reference> {
    let mut found = UNSTATED.to_vec();
    for step in schema::steps() {
        let mut table = None;
        for line in step.lines().map(str::trim) {
            let mut column = line;
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split([' ', '(']).next();
                continue;
            }
            if let Some(rest) = line.strip_prefix("ALTER TABLE ") {
                let Some((altered, added)) = rest.split_once(" ADD COLUMN ") else { continue };
                (table, column) = (Some(altered), added);
            }
            let Some((_, target)) = line.split_once("REFERENCES ") else { continue };
            let (child, parent) = (table.and_then(named), target.split(' ').next().and_then(named));
            let column = column.split(' ').next().unwrap_or_default();
            if let (Some(child), Some(parent)) = (child, parent)
                && parent != IdKind::OperationId
                && !MAY_BE_GONE.contains(&(child, column))
            {
                found.push(Reference { child, column, parent, counts: "" });
            }
        }
    }
    found
}

fn named(table: &str) -> Option<IdKind> {
    IdKind::ALL.iter().find(|kind| kind.word() == table).copied()
}

/// Returns whether records of a kind name their account in a column of that name.
fn names_account(kind: IdKind) -> bool {
    crate::store::history::columns_of(kind).contains(&"account")
}

impl Op<'_> {
    /// Keeps what records that stay name, and leaves removed what would come back without what it
    /// names.
    pub(super) fn settle_references(&mut self, report: &mut Reversal) -> Result<(), StoreError> {
        if self.moved.is_empty() {
            return Ok(());
        }
        let references = references();
        let mut keep = self.named_by_others(&references)?;
        keep.extend(self.stood_on()?);
        keep.extend(self.parts_of(&report.kept())?);
        while !keep.is_empty() {
            for (record, since) in &keep {
                report.keep(*record, *since);
            }
            self.leave(keep.keys().copied(), false)?;
            let mut next = self.named_by_kept(&references, &keep)?;
            next.extend(self.parts_of(&keep)?);
            next.extend(self.purchases_of(&keep)?);
            keep = next;
        }
        let mut displaced = self.without_place()?;
        loop {
            let mut lost = self.without_parent(&references)?;
            lost.append(&mut displaced);
            if lost.is_empty() {
                return Ok(());
            }
            for (record, since) in &lost {
                report.add(
                    Reversed::Failed,
                    record.kind,
                    Some(*since),
                    (record.number, record.number),
                );
            }
            self.leave(lost.keys().copied(), true)?;
        }
    }

    /// Returns the records that were removed here and that records which stay name, with the
    /// operation that last wrote such a one.
    fn named_by_others(
        &self,
        references: &[Reference],
    ) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut removed: BTreeMap<IdKind, Vec<Ids>> = BTreeMap::new();
        for moved in self.moved.iter().filter(|moved| moved.removed_by.is_none()) {
            removed.entry(moved.kind).or_default().push(moved.ids);
        }
        let mut found = BTreeMap::new();
        for (parent, ranges) in &mut removed {
            ranges.sort_unstable();
            let span = ranges.first().zip(ranges.last()).map(|(first, last)| (first.0, last.1));
            let asked = if ranges.len() > RANGES { span.as_slice() } else { ranges.as_slice() };
            for reference in references.iter().filter(|reference| reference.parent == *parent) {
                for (first, last) in asked {
                    self.naming(reference, (*first, *last), |id, op| {
                        let at = ranges.partition_point(|range| range.1 < id);
                        if ranges.get(at).is_some_and(|range| range.0 <= id) {
                            let record = AnyId { kind: *parent, number: id };
                            let since: &mut OperationId = found.entry(record).or_insert(op);
                            *since = op.max(*since);
                        }
                    })?;
                }
            }
        }
        Ok(found)
    }

    /// Calls `take` with the ids of a range that records which are there name, and the latest
    /// operation that wrote such a record.
    fn naming(
        &self,
        reference: &Reference,
        (first, last): Ids,
        mut take: impl FnMut(i64, OperationId),
    ) -> Result<(), StoreError> {
        let Reference { child, column, parent, counts } = *reference;
        let few = last - first < FEW;
        // Reading a table from end to end beats as many steps through an index.
        let asked = if few { column.to_owned() } else { format!("+{column}") };
        let mut conditions = vec![format!("{asked} BETWEEN $1 AND $2 AND removed_op IS NULL")];
        if !counts.is_empty() {
            conditions.push(counts.to_owned());
        }
        if few && column != "account" && names_account(child) && names_account(parent) {
            let table = parent.word();
            // Who was made part of another, or was once, may have records that name the other's.
            conditions.push(format!(
                "account IN (WITH RECURSIVE linked (id) AS (
                    SELECT held.account FROM {table} held WHERE held.id BETWEEN {first} AND {last}
                     UNION
                    SELECT CASE WHEN merger.account = linked.id
                                THEN merger.other ELSE merger.account END
                      FROM linked JOIN merger
                        ON merger.account = linked.id OR merger.other = linked.id
                   ) SELECT id FROM linked)"
            ));
        }
        let sql = format!(
            "SELECT {column}, MAX(op) FROM {} WHERE {} GROUP BY {column}",
            child.word(),
            conditions.join(" AND ")
        );
        self.db.each(&sql, &[Val::Int(first), Val::Int(last)], |row| {
            take(row.get(0)?, row.get(1)?);
            Ok(())
        })
    }

    /// Returns the records that were removed here and that records kept just now name.
    fn named_by_kept(
        &self,
        references: &[Reference],
        kept: &BTreeMap<AnyId, OperationId>,
    ) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut by_kind: BTreeMap<IdKind, Vec<i64>> = BTreeMap::new();
        for record in kept.keys() {
            by_kind.entry(record.kind).or_default().push(record.number);
        }
        let mut found = BTreeMap::new();
        for (child, ids) in by_kind {
            let own = references.iter().filter(|one| one.child == child && one.counts.is_empty());
            for reference in own {
                for some in ids.chunks(AT_ONCE) {
                    let sql = format!(
                        "SELECT child.id, child.{column}
                           FROM {} child JOIN {} parent ON parent.id = child.{column}
                          WHERE child.id IN ({}) AND parent.removed_op = {}",
                        child.word(),
                        reference.parent.word(),
                        marks(1, some.len()),
                        self.id.0,
                        column = reference.column,
                    );
                    let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
                    self.db.each(&sql, &ids, |row| {
                        let own = AnyId { kind: child, number: row.get(0)? };
                        let parent = AnyId { kind: reference.parent, number: row.get(1)? };
                        found.extend(kept.get(&own).map(|since| (parent, *since)));
                        Ok(())
                    })?;
                }
            }
        }
        Ok(found)
    }

    /// Returns the records that were removed here and are part of one that is kept: an account
    /// that somebody worked on keeps its phones.
    fn parts_of(
        &self,
        kept: &BTreeMap<AnyId, OperationId>,
    ) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut found = BTreeMap::new();
        for (part, column, whole) in PARTS {
            let of: Vec<&AnyId> = kept.keys().filter(|record| record.kind == whole).collect();
            for some in of.chunks(AT_ONCE) {
                let sql = format!(
                    "SELECT id, {column} FROM {} WHERE {column} IN ({}) AND removed_op = {}",
                    part.word(),
                    marks(1, some.len()),
                    self.id.0
                );
                let ids: Vec<Val<'_>> = some.iter().map(|record| Val::Int(record.number)).collect();
                self.db.each(&sql, &ids, |row| {
                    let whole = AnyId { kind: whole, number: row.get(1)? };
                    let part = AnyId { kind: part, number: row.get(0)? };
                    found.extend(kept.get(&whole).map(|since| (part, *since)));
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }

    /// Returns the records that were brought back here and name one that is gone, with the
    /// operation that took that one away.
    fn without_parent(
        &self,
        references: &[Reference],
    ) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut found = BTreeMap::new();
        for moved in self.moved.iter().filter(|moved| moved.removed_by.is_some()) {
            let own = references.iter().filter(|one| one.child == moved.kind);
            for reference in own.filter(|one| one.counts.is_empty() && needs_parent(one)) {
                let sql = format!(
                    "{} WHERE child.id BETWEEN $1 AND $2 AND {GONE}",
                    gone_parents(reference)
                );
                self.db.each(&sql, &[Val::Int(moved.ids.0), Val::Int(moved.ids.1)], |row| {
                    let record = AnyId { kind: moved.kind, number: row.get(0)? };
                    found.insert(record, row.get(1)?);
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }

    /// Returns the rows that would name a record that is gone, with the operation that took it
    /// away; `revived` are those that come back with them.
    pub(super) fn lost_parents(
        &self,
        kind: IdKind,
        rows: &[Wanted],
        revived: &BTreeSet<AnyId>,
    ) -> Result<HashMap<i64, OperationId>, StoreError> {
        let mut found = HashMap::new();
        let stays =
            |row: &&Wanted| !matches!(row.columns.get("removed_op"), Some(Value::Number(_)));
        let rows: Vec<&Wanted> = rows.iter().filter(stays).collect();
        let references = references();
        let own = references.iter().filter(|one| one.child == kind && one.counts.is_empty());
        for reference in own.filter(|one| needs_parent(one)) {
            let named = |row: &Wanted| number(&row.columns, reference.column);
            let mut parents: Vec<i64> = rows.iter().filter_map(|row| named(row)).collect();
            parents.sort_unstable();
            parents.dedup();
            let mut gone: HashMap<i64, OperationId> = HashMap::new();
            for some in parents.chunks(AT_ONCE) {
                let sql = format!(
                    "SELECT id, removed_op FROM {} WHERE id IN ({}) AND removed_op IS NOT NULL",
                    reference.parent.word(),
                    marks(1, some.len())
                );
                let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
                self.db.each(&sql, &ids, |row| {
                    gone.insert(row.get(0)?, row.get(1)?);
                    Ok(())
                })?;
            }
            gone.retain(|id, _| !revived.contains(&AnyId { kind: reference.parent, number: *id }));
            let own = rows.iter().filter_map(|row| Some((row.id, *gone.get(&named(row)?)?)));
            found.extend(own);
            // One that comes back names what it did when it was taken away.
            let back = |row: &&&Wanted| row.columns.get("removed_op") == Some(&Value::Null);
            let back: Vec<Val<'_>> = rows.iter().filter(back).map(|row| Val::Int(row.id)).collect();
            for some in back.chunks(AT_ONCE) {
                let sql = format!(
                    "{} WHERE child.id IN ({}) AND parent.removed_op IS NOT NULL",
                    gone_parents(reference),
                    marks(1, some.len())
                );
                self.db.each(&sql, some, |row| {
                    let parent = AnyId { kind: reference.parent, number: row.get(2)? };
                    if !revived.contains(&parent) {
                        found.insert(row.get(0)?, row.get(1)?);
                    }
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }

    /// Takes records, which ascend, out of those that were removed here, or brought back: they are as
    /// they were.
    pub(super) fn leave(
        &mut self,
        records: impl Iterator<Item = AnyId>,
        brought_back: bool,
    ) -> Result<(), StoreError> {
        let mut by_kind: BTreeMap<IdKind, Vec<i64>> = BTreeMap::new();
        for record in records {
            by_kind.entry(record.kind).or_default().push(record.number);
        }
        let mut left = Vec::with_capacity(self.moved.len());
        for moved in std::mem::take(&mut self.moved) {
            let ids = by_kind.get(&moved.kind).map_or(&[][..], Vec::as_slice);
            let from = ids.partition_point(|id| *id < moved.ids.0);
            let to = ids.partition_point(|id| *id <= moved.ids.1);
            if moved.removed_by.is_some() != brought_back || from == to {
                left.push(moved);
                continue;
            }
            for some in ids[from..to].chunks(AT_ONCE) {
                let sql = format!(
                    "UPDATE {} SET removed_op = $1 WHERE id IN ({})",
                    moved.kind.word(),
                    marks(2, some.len())
                );
                let was = moved.removed_by.map_or(Val::Null, |op| Val::Int(op.0));
                let ids = some.iter().map(|id| Val::Int(*id));
                let values: Vec<Val<'_>> = std::iter::once(was).chain(ids).collect();
                self.db.exec(&sql, &values)?;
            }
            left.extend(
                without(moved.ids, ids[from..to].iter().copied())
                    .map(|ids| Moved { ids, ..moved.clone() }),
            );
        }
        self.moved = left;
        Ok(())
    }
}

const GONE: &str = "child.removed_op IS NULL AND parent.removed_op IS NOT NULL";

/// Returns the query of records of one kind that name one of another, with who took that away.
fn gone_parents(reference: &Reference) -> String {
    format!(
        "SELECT child.id, parent.removed_op, parent.id
           FROM {} child JOIN {} parent ON parent.id = child.{}",
        reference.child.word(),
        reference.parent.word(),
        reference.column
    )
}

fn number(columns: &Map<String, Value>, column: &str) -> Option<i64> {
    columns.get(column).and_then(Value::as_i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_schema_is_known() {
        let found = references();
        let has = |child, column, parent| {
            found.iter().any(|one| (one.child, one.column, one.parent) == (child, column, parent))
        };
        assert!(has(IdKind::TouchId, "appointment", IdKind::AppointmentId), "an added column");
        assert!(has(IdKind::AccountId, "parent", IdKind::AccountId));
        assert!(has(IdKind::SeparationId, "other", IdKind::AccountId));
        let stated: usize = schema::steps()
            .iter()
            .flat_map(|step| step.lines())
            .filter(|line| line.contains("REFERENCES ") && !line.contains("REFERENCES operation "))
            .count();
        assert_eq!(found.len(), stated + UNSTATED.len() - MAY_BE_GONE.len());
    }
}
