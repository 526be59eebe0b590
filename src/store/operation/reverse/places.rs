//! What does not come back since something else has its place: another of the same name, a delivery
//! of the same pieces, an account below itself, a row of a list that went elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::super::Op;
use super::images::Wanted;
use crate::model::{AnyId, Choice as _, DealState, IdKind, OperationId};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::{Column as _, StoreError, Val};

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

    /// Returns deals that would be won again with pieces of an order still open, with the operation that
    /// last wrote such a line: they were opened again, and a piece since that was closed short then.
    pub(super) fn won_with_open_pieces(
        &self,
        kind: IdKind,
        rows: &[Wanted],
    ) -> Result<Since, StoreError> {
        let won = Value::from(DealState::Won.key());
        let won = rows.iter().filter(|row| row.columns.get("state") == Some(&won));
        let ids: Vec<Val<'_>> = won.map(|row| Val::Int(row.id)).collect();
        let mut found = Since::new();
        if kind != IdKind::DealId {
            return Ok(found);
        }
        for some in ids.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT sales_order.deal, MAX(line.op)
                   FROM sales_order JOIN order_line line ON line.sales_order = sales_order.id
                  WHERE sales_order.deal IN ({}) AND sales_order.removed_op IS NULL
                    AND line.removed_op IS NULL
                    AND line.quantity - line.short
                        > (SELECT COALESCE(SUM(delivery.quantity), 0) FROM delivery
                            WHERE delivery.order_line = line.id AND delivery.removed_op IS NULL)
                  GROUP BY sales_order.deal",
                marks(1, some.len())
            );
            self.db.each(&sql, some, |row| {
                found.insert(row.get(0)?, row.get(1)?);
                Ok(())
            })?;
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
}
