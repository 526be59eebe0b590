//! What stays because something else stands on it without naming it: a delivery by which a deal was
//! won, an order after which another was made, a row of a list that a later list repeats.

use std::collections::{BTreeMap, HashMap};

use super::super::Op;
use crate::model::{
    AnyId, BatchId, Choice as _, DealState, IdKind, OperationId, OutcomeKind, SourceKind,
};
use crate::store::batches::{AT_ONCE, STRETCH, marks};
use crate::store::{Column as _, StoreError, Val};

/// Deliveries of a range with the deal that was won, ascending.
const OF_WON: &str = "SELECT delivery.id, delivery.op, deal.id
      FROM delivery JOIN order_line ON order_line.id = delivery.order_line
      JOIN sales_order ON sales_order.id = order_line.sales_order
      JOIN deal ON deal.id = sales_order.deal
     WHERE delivery.id BETWEEN $1 AND $2 AND delivery.removed_op = $3
       AND deal.state = $4 AND deal.removed_op IS NULL";

/// Touches of a range that moved a deal on, with the operation that wrote the move.
const TOLD_BY_MOVE: &str = "SELECT touch.id, MAX(stage_move.op)
      FROM touch JOIN deal ON deal.account = touch.account
      JOIN stage_move ON stage_move.deal = deal.id
                     AND stage_move.moved_by = 'T' || CAST(touch.id AS TEXT)
     WHERE touch.id BETWEEN $1 AND $2 AND touch.removed_op = $3
       AND stage_move.removed_op IS NULL
     GROUP BY touch.id";

/// Orders of a range that brought their deal to its stage, with the operation that wrote the last
/// of those made for it since: without the first, the deal would have orders and stand before them.
const ORDERED_AGAIN: &str = "SELECT own.id, MAX(later.op)
      FROM sales_order own JOIN stage_move ON stage_move.deal = own.deal
                            AND stage_move.moved_by = 'R' || CAST(own.id AS TEXT)
      JOIN sales_order later ON later.deal = own.deal AND later.id > own.id
     WHERE own.id BETWEEN $1 AND $2 AND own.removed_op = $3 AND later.removed_op IS NULL
     GROUP BY own.id";

impl Op<'_> {
    /// Returns the records that were removed here and on which something stands, with the
    /// operation that made it so.
    pub(super) fn stood_on(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let mut found = self.delivered_for_won()?;
        found.extend(self.repeated_rows()?);
        for (kind, sql) in [(IdKind::TouchId, TOLD_BY_MOVE), (IdKind::OrderId, ORDERED_AGAIN)] {
            for (first, last) in self.ranges_moved(kind, false) {
                let values = [Val::Int(first), Val::Int(last), self.id.to_val()];
                self.records(kind, sql, &values, &mut found)?;
            }
        }
        Ok(found)
    }

    /// Adds the records of a kind that a query finds, with the operation that it names beside them.
    pub(super) fn records(
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
    /// loaded nothing of them, so that they would be lost. Not those that are records: they are
    /// taken back with what was recorded, and are loaded when they come again.
    fn repeated_rows(&self) -> Result<BTreeMap<AnyId, OperationId>, StoreError> {
        let of_records = SourceKind::ALL.iter().filter(|kind| kind.has_records());
        let of_records: Vec<SourceKind> = of_records.copied().collect();
        let stretches = self.db.stretches()?;
        let sql = format!(
            "SELECT own.id, MAX(later.op)
              FROM batch_row own JOIN batch_row later ON later.row_key = own.row_key
              JOIN batch ON batch.id = own.batch JOIN source ON source.id = batch.source
             WHERE own.id BETWEEN $1 AND $2 AND own.removed_op = $3 AND own.outcome <> $4
               AND later.id > $2 AND later.outcome = $4 AND later.removed_op IS NULL
               AND source.kind NOT IN ({}) AND later.id / {STRETCH} IN ({})
             GROUP BY own.id",
            marks(5, of_records.len()),
            marks(5 + of_records.len(), stretches.len())
        );
        let mut found = BTreeMap::new();
        for (first, last) in self.ranges_moved(IdKind::BatchRowId, false) {
            let unchanged = OutcomeKind::Unchanged.to_val();
            let mut values = vec![Val::Int(first), Val::Int(last), self.id.to_val(), unchanged];
            values.extend(of_records.iter().map(|kind| kind.to_val()));
            values.extend(stretches.iter().map(|number| Val::Int(*number)));
            self.db.each(&sql, &values, |row| {
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
        let stretches = self.db.stretches()?;
        // A CROSS JOIN keeps its order on SQLite: few rows were brought back, of many.
        let sql = format!(
            "SELECT MIN(later.batch)
              FROM batch_row own CROSS JOIN batch_row later CROSS JOIN operation_insert made
              JOIN batch ON batch.id = own.batch
             WHERE own.id BETWEEN $1 AND $2 AND own.removed_op IS NULL
               AND later.row_key = own.row_key
               AND made.kind = 'batch' AND later.batch BETWEEN made.first_id AND made.last_id
               AND (made.op > $3 OR batch.mapping NOT LIKE '%\"keyed\":true%')
               AND own.outcome NOT IN ($4, $5) AND later.id <> own.id
               AND later.removed_op IS NULL AND later.outcome NOT IN ($4, $5)
               AND later.id / {STRETCH} IN ({})",
            marks(6, stretches.len())
        );
        let back = self.moved.iter().filter(|moved| moved.kind == IdKind::BatchRowId);
        for (removed_by, ids) in back.filter_map(|moved| Some((moved.removed_by?, moved.ids))) {
            let none = [OutcomeKind::Unchanged, OutcomeKind::Rejected];
            let [unchanged, rejected] = none.each_ref().map(|kind| kind.to_val());
            let since = removed_by.to_val();
            let mut values = vec![Val::Int(ids.0), Val::Int(ids.1), since, unchanged, rejected];
            values.extend(stretches.iter().map(|number| Val::Int(*number)));
            if let Some(batch) = self.db.value(&sql, &values)? {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }
}
