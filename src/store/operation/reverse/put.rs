//! What an operation changed put back to what it was: whole rows, or the fields that nobody changed
//! since.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::super::many::Carried;
use super::super::{Before, Op, is_derived, same};
use super::images::{Images, Wanted, columns_with_removal};
use super::units::{Spared, changed_with, is_of_unit};
use super::{Recall, Reversal, Reversed, Steps};
use crate::model::{AnyId, IdKind, OperationId};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::history::{image, val_of};
use crate::store::{StoreError, Val};

impl Op<'_> {
    /// Puts what an operation changed in some steps back to what it held before, the last change
    /// first.
    pub(super) fn put_back(
        &mut self,
        (operation, how): (OperationId, Recall),
        steps: Steps,
        spared: &Spared,
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        let mut given = HashMap::new();
        let revived = self.revived_by(operation)?;
        let is_undone = self.db.standing()?.undone_by(operation).is_some();
        let mut below = steps.through + 1;
        while below > steps.after + 1
            && let Some(mut images) = self.images_below(operation, below, None)?
        {
            below = images.lowest;
            images.rows.retain(|row| row.step > steps.after);
            self.leave_spared_rows(&mut images, spared, report)?;
            let later = self.changed_later(operation, steps, &images)?;
            let changed =
                self.put_rows_back((operation, is_undone), images, &later, &revived, report)?;
            if how == Recall::Fields {
                self.put_fields_back(operation, &changed, &later, &mut given, report)?;
            } else {
                for (kind, wanted, since) in changed {
                    let record = AnyId { kind, number: wanted.id };
                    report.keep_changed(record, since, wanted.columns.keys());
                }
            }
        }
        Ok(())
    }

    /// Takes out of rows to be put back those of units that are spared.
    fn leave_spared_rows(
        &self,
        images: &mut Images,
        spared: &Spared,
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        let ids: Vec<i64> = images.rows.iter().map(|row| row.id).collect();
        let kind = images.kind;
        let left = self.spared_rows(kind, &ids, spared)?;
        images.rows.retain(|row| {
            let since = left.get(&row.id).filter(|_| is_of_unit(kind, row.columns.keys()));
            if let Some(since) = since {
                let record = AnyId { kind, number: row.id };
                report.keep_changed(record, *since, row.columns.keys());
            }
            since.is_none()
        });
        Ok(())
    }

    /// Returns which fields of rows the operation itself changed once more, in later steps than
    /// are taken back, where that was not taken back either.
    fn changed_later(
        &self,
        operation: OperationId,
        steps: Steps,
        images: &Images,
    ) -> Result<HashMap<i64, BTreeSet<String>>, StoreError> {
        if steps == Steps::ALL {
            return Ok(HashMap::new());
        }
        let kind = images.kind;
        let ids: Vec<i64> = images.rows.iter().map(|row| row.id).collect();
        // What the rows held before the first of those changes.
        let mut held: BTreeMap<i64, Wanted> = BTreeMap::new();
        for some in ids.chunks(AT_ONCE) {
            for change in self.db.images_of(kind, some)? {
                if change.op != operation || change.step <= steps.through {
                    continue;
                }
                let row = Wanted::new(change.row_id, change.step, image(&change.before)?);
                let known =
                    &mut held.entry(row.id).or_insert_with(|| row.without_columns()).columns;
                for (field, value) in row.columns {
                    if field != "op" && !is_derived(kind, &field) {
                        known.entry(field).or_insert(value);
                    }
                }
            }
        }
        let present = self.present(kind, held.values())?;
        let differing = |row: &Wanted| {
            let cells = &present.get(&row.id)?.cells;
            let fields = row.columns.iter().filter(|(field, value)| {
                cells.get(*field).is_some_and(|now| !same(now, &val_of(value)))
            });
            let fields: BTreeSet<String> = fields.map(|(field, _)| field.clone()).collect();
            Some((row.id, fields)).filter(|(_, fields)| !fields.is_empty())
        };
        Ok(held.values().filter_map(differing).collect())
    }

    /// Puts back the fields of records changed since to which nobody gave another value since.
    /// `given` says of fields that were put back here who had given them.
    fn put_fields_back(
        &mut self,
        operation: OperationId,
        changed: &[(IdKind, Wanted, OperationId)],
        later: &HashMap<i64, BTreeSet<String>>,
        given: &mut HashMap<(IdKind, i64, String), Option<OperationId>>,
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        let Some(kind) = changed.first().map(|(kind, ..)| *kind) else { return Ok(()) };
        // Those of one chunk are of one kind, each once.
        let ids: Vec<i64> = changed.iter().map(|(_, wanted, _)| wanted.id).collect();
        let authors = self.db.field_authors(kind, &ids)?;
        let all = changed.iter().map(|(_, wanted, _)| wanted);
        let present = self.present(kind, all)?;
        for (_, wanted, since) in changed {
            let record = AnyId { kind, number: wanted.id };
            let (Some(authors), Some(row)) = (authors.get(&wanted.id), present.get(&wanted.id))
            else {
                report.keep_changed(record, *since, wanted.columns.keys());
                continue;
            };
            let of = |column: &str| match authors.now.get(column) {
                Some(op) if *op == self.id => {
                    given.get(&(kind, wanted.id, column.to_owned())).copied().flatten()
                }
                other => other.copied(),
            };
            let again =
                |column: &str| later.get(&wanted.id).is_some_and(|fields| fields.contains(column));
            let is_own = |column: &str| !again(column) && of(column) == Some(operation);
            let (own, others): (Vec<_>, Vec<_>) = wanted
                .columns
                .iter()
                .filter(|(column, _)| *column != "op")
                .partition(|(column, _)| {
                    let together = changed_with(kind, column).iter().copied();
                    let mut together = together.filter(|field| wanted.columns.contains_key(*field));
                    is_own(column) && together.all(is_own)
                });
            let given_since =
                |(column, _): &(&String, &Value)| of(column).filter(|op| *op != operation);
            let last = others.iter().find_map(given_since).unwrap_or(*since);
            let mut columns: Map<String, Value> =
                own.into_iter().map(|(column, value)| (column.clone(), value.clone())).collect();
            if !others.is_empty() {
                report.keep_changed(record, last, others.iter().map(|(column, _)| *column));
            }
            if columns.is_empty() {
                continue;
            }
            let before = authors.before.get(&(operation, wanted.step));
            let mut had_given = Vec::new();
            for column in columns.keys() {
                let author = before.and_then(|before| before.get(column)).copied();
                given.insert((kind, wanted.id, column.clone()), author);
                had_given.push(format!("{column}={}", author.map_or(0, |author| author.0)));
            }
            let had_given = had_given.join(" ");
            let cells = columns.keys().filter_map(|column| row.cells.get(column).cloned());
            let before = Before { id: wanted.id, op: row.op, cells: cells.collect() };
            report.put_back(kind, std::iter::once(wanted.id), columns.keys());
            if row.removed_by.is_some() && !columns.contains_key("removed_op") {
                // Whoever takes its removal back finds it as it was left.
                columns.insert("op".to_owned(), row.op.0.into());
            }
            self.write_back(kind, &columns, &[before], Some(had_given))?;
        }
        Ok(())
    }

    /// Puts rows back that carry what the operation left, and returns the others with what wrote
    /// them since. Of an operation that is undone already, those are left out that are back.
    fn put_rows_back(
        &mut self,
        (operation, is_undone): (OperationId, bool),
        images: Images,
        later: &HashMap<i64, BTreeSet<String>>,
        revived: &BTreeSet<AnyId>,
        report: &mut Reversal,
    ) -> Result<Vec<(IdKind, Wanted, OperationId)>, StoreError> {
        let kind = images.kind;
        let mut changed = Vec::new();
        let mut rows = images.rows;
        for wanted in &mut rows {
            // Whoever takes back what they are made of makes them again.
            wanted.columns.retain(|column, _| !is_derived(kind, column));
        }
        rows.retain(|wanted| !wanted.is_no_change());
        let present = self.present(kind, &rows)?;
        let mut lost = self.lost_parents(kind, &rows, revived)?;
        lost.extend(self.taken_places(kind, operation, &rows)?);
        lost.extend(self.in_circles(kind, operation, &rows)?);
        let (beyond, mut of_won) = self.short_otherwise(kind, operation, &rows)?;
        lost.extend(beyond);
        of_won.extend(self.won_with_open_pieces(kind, &rows)?);
        let mut alike: BTreeMap<String, (Map<String, Value>, Vec<Before>)> = BTreeMap::new();
        for wanted in rows {
            let id = (wanted.id, wanted.id);
            let Some(row) = present.get(&wanted.id) else {
                report.add(Reversed::Failed, kind, None, id);
                continue;
            };
            let expected = wanted.left.unwrap_or(operation);
            let removes = wanted.columns.contains_key("removed_op");
            // One that was away already when the operation wrote it is as it was left.
            let taken = row.removed_by.is_some_and(|by| by >= operation) && !removes;
            if let Some(gone) = lost.get(&wanted.id) {
                report.add(Reversed::Failed, kind, Some(*gone), id);
                continue;
            }
            let was = wanted.columns.get("op").and_then(Value::as_i64).map(OperationId);
            if row.op != expected && Some(row.op) == was {
                // It is back already.
                continue;
            }
            let is_same = |(field, value): (&String, &Value)| {
                field == "op" || row.cells.get(field).is_some_and(|now| same(now, &val_of(value)))
            };
            if is_undone && wanted.columns.iter().all(is_same) {
                continue;
            }
            if let Some(since) = of_won.get(&wanted.id) {
                let record = AnyId { kind, number: wanted.id };
                report.keep_changed(record, *since, wanted.columns.keys());
                continue;
            }
            let again = later.contains_key(&wanted.id);
            if row.op != expected || again || taken {
                let since = self.last_writer(kind, wanted.id, row.op, operation)?;
                changed.push((kind, wanted, since));
                continue;
            }
            let held = wanted.columns.keys().filter(|column| *column != "op");
            let cells = held.filter_map(|column| row.cells.get(column).cloned()).collect();
            let before = Before { id: wanted.id, op: row.op, cells };
            let key = Value::Object(wanted.columns.clone()).to_string();
            alike.entry(key).or_insert_with(|| (wanted.columns, Vec::new())).1.push(before);
        }
        for (columns, mut rows) in alike.into_values() {
            rows.sort_unstable_by_key(|row| row.id);
            report.put_back(kind, rows.iter().map(|row| row.id), columns.keys());
            self.write_back(kind, &columns, &rows, None)?;
        }
        Ok(changed)
    }

    /// Returns the operation that last changed a row. What put it back to an earlier state is found
    /// in the log alone: the row carries the operation of that state.
    fn last_writer(
        &self,
        kind: IdKind,
        id: i64,
        carried: OperationId,
        operation: OperationId,
    ) -> Result<OperationId, StoreError> {
        if carried > operation {
            return Ok(carried);
        }
        let sql = "SELECT MAX(op) FROM operation_change WHERE kind = $1 AND row_id = $2";
        let last = self.db.value::<OperationId>(sql, &[Val::Text(kind.word()), Val::Int(id)])?;
        Ok(last.filter(|last| *last != self.id).map_or(carried, |last| last.max(carried)))
    }

    /// Writes the same values to rows, and keeps what they held; of one row also who had given
    /// the values.
    fn write_back(
        &mut self,
        kind: IdKind,
        columns: &Map<String, Value>,
        rows: &[Before],
        given: Option<String>,
    ) -> Result<(), StoreError> {
        let known = columns_with_removal(kind);
        let names: Vec<(usize, &'static str)> = columns
            .keys()
            .filter(|column| *column != "op")
            .map(|column| known.iter().find(|known| *known == column).copied())
            .enumerate()
            .filter_map(|(at, name)| Some((at, name?)))
            .collect();
        if names.len() + usize::from(columns.contains_key("op")) != columns.len() {
            let detail = format!("a before-image names columns that {} has not", kind.word());
            return Err(StoreError::Damaged { detail });
        }
        for row in rows {
            let held = names.iter().map(|(at, name)| (*name, &row.cells[*at]));
            self.stale.changed(kind, row.id, held);
        }
        let left = columns.get("op").and_then(Value::as_i64).map(OperationId);
        self.carried_again.extend(left);
        if kind == IdKind::AccountId && columns.get("removed_op").is_some_and(Value::is_number) {
            self.taken_away.extend(rows.iter().map(|row| row.id));
        }
        let references: Vec<&Before> = rows.iter().collect();
        self.keep(kind, &references, &names, &Carried { left, given })?;
        for some in rows.chunks(AT_ONCE) {
            let sets: Vec<String> =
                names.iter().zip(1..).map(|((_, name), n)| format!("{name} = ${n}")).collect();
            let next = names.len() + 1;
            let sql = format!(
                "UPDATE {} SET {}{}op = ${next} WHERE id IN ({})",
                kind.word(),
                sets.join(", "),
                if sets.is_empty() { "" } else { ", " },
                marks(next + 1, some.len())
            );
            let new = names.iter().map(|(_, name)| val_of(&columns[*name]));
            let op = Val::Int(left.unwrap_or(self.id).0);
            let ids = some.iter().map(|row| Val::Int(row.id));
            let values: Vec<Val<'_>> = new.chain([op]).chain(ids).collect();
            self.db.exec(&sql, &values)?;
        }
        *self.changed.entry(kind).or_default() += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Ok(())
    }
}
