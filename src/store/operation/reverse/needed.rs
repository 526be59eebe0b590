//! What stays because something else stands on it without naming it: a delivery by which a deal was
//! won, a row of a list that a later list repeats.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::super::Op;
use super::images::Wanted;
use crate::model::{AnyId, BatchId, Choice as _, DealState, IdKind, OperationId, OutcomeKind};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::{Column as _, StoreError, Val};

/// Deliveries of a range with the deal that was won, ascending.
const OF_WON: &str = "SELECT delivery.id, delivery.op, deal.id
      FROM delivery JOIN order_line ON order_line.id = delivery.order_line
      JOIN sales_order ON sales_order.id = order_line.sales_order
      JOIN deal ON deal.id = sales_order.deal
     WHERE delivery.id BETWEEN $1 AND $2 AND delivery.removed_op = $3
       AND deal.state = $4 AND deal.removed_op IS NULL";

/// Deliveries of a range of which more came than was ordered, with who delivered the others.
const BEYOND_ORDER: &str = "SELECT delivery.id, COALESCE(MAX(others.op), MAX(order_line.op))
      FROM delivery JOIN order_line ON order_line.id = delivery.order_line
      LEFT JOIN delivery others ON others.order_line = delivery.order_line
                          AND others.id <> delivery.id AND others.removed_op IS NULL
     WHERE delivery.id BETWEEN $1 AND $2 AND delivery.removed_op IS NULL
     GROUP BY delivery.id, delivery.quantity, order_line.quantity, order_line.short
    HAVING COALESCE(SUM(others.quantity), 0) + delivery.quantity + order_line.short
           > order_line.quantity";

/// Purchases of a range that the row of a list which brought them no longer has: it went to
/// another account, or is gone; with the latest operation that wrote the row.
const OF_NO_ROW: &str = "SELECT purchase.id, COALESCE(
           (SELECT MAX(COALESCE(row.removed_op, row.op)) FROM batch_row row
             WHERE row.batch = purchase.batch AND row.line = purchase.line), purchase.op)
      FROM purchase
     WHERE purchase.id BETWEEN $1 AND $2 AND purchase.removed_op IS NULL
       AND purchase.batch IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM batch_row row
             WHERE row.account = purchase.account AND row.batch + 0 = purchase.batch
               AND row.line = purchase.line AND row.removed_op IS NULL)";

/// Touches of a range that moved a deal on, with the operation that wrote the move.
const TOLD_BY_MOVE: &str = "SELECT touch.id, MAX(stage_move.op)
      FROM touch JOIN deal ON deal.account = touch.account
      JOIN stage_move ON stage_move.deal = deal.id
                     AND stage_move.moved_by = 'T' || CAST(touch.id AS TEXT)
     WHERE touch.id BETWEEN $1 AND $2 AND touch.removed_op = $3
       AND stage_move.removed_op IS NULL
     GROUP BY touch.id";

/// Records of which another of the same kind may have taken the place: two of them would be what
/// no command makes.
const PLACES: [(IdKind, &str); 6] = [
    (IdKind::ShopId, "other.name = own.name"),
    (IdKind::StaffId, "(other.name = own.name OR other.login = own.login)"),
    (IdKind::SourceId, "other.kind = own.kind AND other.name = own.name"),
    (IdKind::ContactId, "other.account = own.account AND other.name = own.name"),
    (
        IdKind::PhoneId,
        "other.account = own.account AND other.number = own.number
         AND COALESCE(other.extension, '') = COALESCE(own.extension, '')",
    ),
    (
        IdKind::DealId,
        "other.account = own.account AND other.state = 'open' AND own.state = 'open'
         AND COALESCE(other.model, '') = COALESCE(own.model, '')",
    ),
];

/// Rows by id, with the operation for which they stay as they are.
type Since = HashMap<i64, OperationId>;

impl Op<'_> {
    /// Returns the records that were removed here and on which something stands, with the
    /// operation that made it so.
    pub(super) fn stood_on(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut found = self.delivered_for_won()?;
        found.extend(self.repeated_rows()?);
        for (first, last) in self.ranges_moved(IdKind::TouchId, false) {
            let values = [Val::Int(first), Val::Int(last), self.id.to_val()];
            self.records(IdKind::TouchId, TOLD_BY_MOVE, &values, &mut found)?;
        }
        Ok(found)
    }

    /// Returns the records that were brought back here and have no place: something else took it
    /// since, named by the operation that did.
    pub(super) fn without_place(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut found = BTreeMap::new();
        for (kind, sql) in [(IdKind::DeliveryId, BEYOND_ORDER), (IdKind::PurchaseId, OF_NO_ROW)] {
            for (first, last) in self.ranges_moved(kind, true) {
                self.records(kind, sql, &[Val::Int(first), Val::Int(last)], &mut found)?;
            }
        }
        for (kind, same) in PLACES {
            for (first, last) in self.ranges_moved(kind, true) {
                // What took its place is younger: the few of those are asked for the others.
                let table = kind.word();
                let sql = format!(
                    "SELECT own.id, MAX(other.op) FROM {table} other CROSS JOIN {table} own
                      WHERE own.id BETWEEN $1 AND $2 AND own.removed_op IS NULL
                        AND other.id > $2 AND other.removed_op IS NULL AND {same}
                      GROUP BY own.id"
                );
                self.records(kind, &sql, &[Val::Int(first), Val::Int(last)], &mut found)?;
            }
        }
        // Rows that were loaded again are told of themselves.
        if found.keys().any(|record| record.kind == IdKind::SourceId)
            && self.loaded_again()?.is_some()
        {
            found.retain(|record, _| record.kind != IdKind::SourceId);
        }
        Ok(found)
    }

    /// Returns rows that would come back by their only change in an operation, and of which another
    /// has taken the place, with the operation that wrote that one. One that was moved as well, as
    /// a merger does, goes back to another account.
    pub(super) fn taken_places(
        &self,
        kind: IdKind,
        operation: OperationId,
        rows: &[Wanted],
    ) -> Result<Since, StoreError> {
        let mut found = Since::new();
        let Some((_, same)) = PLACES.iter().find(|(of, _)| *of == kind) else { return Ok(found) };
        let back = rows.iter().filter(|row| row.columns.get("removed_op") == Some(&Value::Null));
        let ids: Vec<Val<'_>> = back.map(|row| Val::Int(row.id)).collect();
        for some in ids.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT own.id, MAX(other.op) FROM {table} own JOIN {table} other ON {same}
                  WHERE own.id IN ({}) AND other.id <> own.id AND other.removed_op IS NULL
                    AND (SELECT COUNT(*) FROM operation_change change WHERE change.op = {}
                            AND change.kind = '{table}' AND change.row_id = own.id) = 1
                  GROUP BY own.id",
                marks(1, some.len()),
                operation.0,
                table = kind.word(),
            );
            self.db.each(&sql, some, |row| {
                found.insert(row.get(0)?, row.get(1)?);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns accounts that would be above themselves, with the operation that wrote the one
    /// below which they would stand. What a merger changed of several is right when all of it is
    /// back.
    pub(super) fn in_circles(
        &self,
        kind: IdKind,
        operation: OperationId,
        rows: &[Wanted],
    ) -> Result<Since, StoreError> {
        let mut found = Since::new();
        if kind != IdKind::AccountId || !rows.iter().any(|row| row.columns.contains_key("parent")) {
            return Ok(found);
        }
        let sql = "SELECT COUNT(*) FROM merger WHERE op = $1 OR removed_op = $1";
        let merges = self.db.value::<i64>(sql, &[operation.to_val()])? != Some(0);
        if merges || !self.moved_of(IdKind::MergerId).is_empty() {
            return Ok(found);
        }
        for row in rows {
            let wanted = row.columns.get("parent").and_then(Value::as_i64);
            let (mut above, mut seen) = (wanted, BTreeSet::new());
            while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
                let mut held = None;
                let sql = "SELECT parent, op FROM account WHERE id = $1";
                self.db.each(sql, &[Val::Int(parent)], |row| {
                    held = Some((row.get::<Option<i64>>(0)?, row.get::<OperationId>(1)?));
                    Ok(())
                })?;
                let Some((next, op)) = held else { break };
                if next == Some(row.id) {
                    found.insert(row.id, op);
                }
                above = next;
            }
        }
        Ok(found)
    }

    /// Returns lines of orders that are not to be put back, since they would then be short of more
    /// or fewer pieces than is so: more than were ordered, or some of a deal that was won since.
    pub(super) fn short_otherwise(
        &self,
        kind: IdKind,
        operation: OperationId,
        rows: &[Wanted],
    ) -> Result<(Since, Since), StoreError> {
        let (mut beyond, mut of_won) = (Since::new(), Since::new());
        let mut deals: HashMap<i64, i64> = HashMap::new();
        if kind != IdKind::OrderLineId {
            return Ok((beyond, of_won));
        }
        for row in rows {
            let Some(short) = row.columns.get("short").and_then(Value::as_i64) else { continue };
            let sql = "SELECT order_line.quantity, order_line.short, deal.id, deal.state,
                              (SELECT CAST(SUM(quantity) AS BIGINT) FROM delivery
                                WHERE order_line = order_line.id AND removed_op IS NULL),
                              (SELECT MAX(op) FROM delivery
                                WHERE order_line = order_line.id AND removed_op IS NULL)
                         FROM order_line
                         JOIN sales_order ON sales_order.id = order_line.sales_order
                         JOIN deal ON deal.id = sales_order.deal
                        WHERE order_line.id = $1";
            self.db.each(sql, &[Val::Int(row.id)], |line| {
                let (ordered, now): (i64, i64) = (line.get(0)?, line.get(1)?);
                let state: String = line.get(3)?;
                let delivered: Option<i64> = line.get(4)?;
                if delivered.unwrap_or(0) + short > ordered {
                    let since: Option<OperationId> = line.get(5)?;
                    beyond.insert(row.id, since.unwrap_or(operation));
                } else if short < now && state == DealState::Won.key() {
                    deals.insert(row.id, line.get(2)?);
                }
                Ok(())
            })?;
        }
        let ids: Vec<i64> = deals.values().copied().collect();
        let authors = self.db.field_authors(IdKind::DealId, &ids)?;
        for (line, deal) in deals {
            let won_by = authors.get(&deal).and_then(|authors| authors.now.get("state"));
            of_won.extend(won_by.filter(|by| **by >= operation).map(|by| (line, *by)));
        }
        Ok((beyond, of_won))
    }

    /// Adds the records of a kind that a query finds, with the operation that it names beside them.
    fn records(
        &self,
        kind: IdKind,
        sql: &str,
        values: &[Val<'_>],
        found: &mut BTreeMap<AnyId, OperationId>,
    ) -> Result<(), StoreError> {
        self.db.each(sql, values, |row| {
            found.insert(AnyId { kind, number: row.get(0)? }, row.get(1)?);
            Ok(())
        })
    }

    /// Returns the deliveries that were removed here and by which, or after which, a deal was won.
    fn delivered_for_won(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut of_won: Vec<(i64, OperationId, i64)> = Vec::new();
        for (first, last) in self.ranges_moved(IdKind::DeliveryId, false) {
            let won = DealState::Won.to_val();
            let values = [Val::Int(first), Val::Int(last), self.id.to_val(), won];
            self.db.each(OF_WON, &values, |row| {
                of_won.push((row.get(0)?, row.get(1)?, row.get(2)?));
                Ok(())
            })?;
        }
        let mut deals: Vec<i64> = of_won.iter().map(|(.., deal)| *deal).collect();
        deals.sort_unstable();
        deals.dedup();
        let mut won_by: HashMap<i64, OperationId> = HashMap::new();
        for some in deals.chunks(AT_ONCE) {
            for (deal, authors) in self.db.field_authors(IdKind::DealId, some)? {
                won_by.extend(authors.now.get("state").map(|op| (deal, *op)));
            }
        }
        let kept = of_won.into_iter().filter_map(|(number, made_by, deal)| {
            let since = won_by.get(&deal).filter(|won| **won >= made_by)?;
            Some((AnyId { kind: IdKind::DeliveryId, number }, *since))
        });
        Ok(kept.collect())
    }

    /// Returns the rows of lists that were removed here and that a later list repeats: that one
    /// loaded nothing of them, so that they would be lost.
    fn repeated_rows(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let sql = "SELECT own.id, MAX(later.op)
              FROM batch_row later JOIN batch_row own ON own.row_key = later.row_key
             WHERE own.id BETWEEN $1 AND $2 AND own.removed_op = $3 AND own.outcome <> $4
               AND later.id > $2 AND later.outcome = $4 AND later.removed_op IS NULL
             GROUP BY own.id";
        let mut found = BTreeMap::new();
        for (first, last) in self.ranges_moved(IdKind::BatchRowId, false) {
            let unchanged = OutcomeKind::Unchanged.to_val();
            let values = [Val::Int(first), Val::Int(last), self.id.to_val(), unchanged];
            self.db.each(sql, &values, |row| {
                found.insert(AnyId { kind: IdKind::BatchRowId, number: row.get(0)? }, row.get(1)?);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns the purchases that were removed here and that rows of lists brought which are kept.
    pub(super) fn purchases_of(
        &self,
        kept: &BTreeMap<AnyId, OperationId>,
    ) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let rows: Vec<&AnyId> =
            kept.keys().filter(|record| record.kind == IdKind::BatchRowId).collect();
        let mut found = BTreeMap::new();
        for some in rows.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT purchase.id, batch_row.id
                   FROM batch_row JOIN purchase ON purchase.account = batch_row.account
                    AND purchase.batch = batch_row.batch AND purchase.line = batch_row.line
                  WHERE batch_row.id IN ({}) AND purchase.removed_op = {}",
                marks(1, some.len()),
                self.id.0
            );
            let ids: Vec<Val<'_>> = some.iter().map(|record| Val::Int(record.number)).collect();
            self.db.each(&sql, &ids, |row| {
                let of = AnyId { kind: IdKind::BatchRowId, number: row.get(1)? };
                let record = AnyId { kind: IdKind::PurchaseId, number: row.get(0)? };
                found.extend(kept.get(&of).map(|since| (record, *since)));
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns a batch that loaded rows again since they were removed, of rows that were brought
    /// back here; `None` where none did. Rows that are known by their own ids may be there more
    /// than once, corrected and corrected back: of those only what was loaded since counts.
    pub fn loaded_again(&self) -> Result<Option<BatchId>, StoreError> {
        let sql = "SELECT MIN(later.batch)
              FROM batch_row own JOIN batch_row later ON later.row_key = own.row_key
              JOIN operation_insert made ON made.kind = 'batch'
               AND later.batch BETWEEN made.first_id AND made.last_id
              JOIN batch ON batch.id = own.batch
             WHERE own.id BETWEEN $1 AND $2 AND own.removed_op IS NULL
               AND (made.op > $3 OR batch.mapping NOT LIKE '%\"keyed\":true%')
               AND own.outcome NOT IN ($4, $5) AND later.id <> own.id
               AND later.removed_op IS NULL AND later.outcome NOT IN ($4, $5)";
        let back = self.moved.iter().filter(|moved| moved.kind == IdKind::BatchRowId);
        for (removed_by, ids) in back.filter_map(|moved| Some((moved.removed_by?, moved.ids))) {
            let none = [OutcomeKind::Unchanged, OutcomeKind::Rejected];
            let [unchanged, rejected] = none.each_ref().map(|kind| kind.to_val());
            let since = removed_by.to_val();
            let values = [Val::Int(ids.0), Val::Int(ids.1), since, unchanged, rejected];
            if let Some(batch) = self.db.value(sql, &values)? {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }
}
