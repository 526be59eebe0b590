//! The source ledger: what every list brought, and what came of the accounts.

use super::{Column as _, Db, StoreError, row};
use crate::model::{Day, SourceId, SourceKind};

row! {
    /// A source in the ledger, planned ones too (domain rules, section 2).
    pub struct LedgerSource {
        /// The source.
        pub source: SourceId,
        /// Its name.
        pub name: String,
        /// What kind of list it is.
        pub kind: SourceKind,
        /// Whom to talk to: as planned, else who was asked last.
        pub ask: Option<String>,
        /// When it is to be collected.
        pub planned_on: Option<Day>,
        /// Day on which it was last collected, as far as imports said.
        pub collected_on: Option<Day>,
        /// Imports of it.
        pub batches: i64,
        /// Names collected.
        pub collected: i64,
        /// Accounts added.
        pub added: i64,
        /// Rows merged.
        pub merged: i64,
        /// Rows loaded before.
        pub unchanged: i64,
        /// Rows that wait, or waited, for a person.
        pub held: i64,
        /// Rows that could not be used.
        pub rejected: i64,
        /// Distinct customers that the rows went to.
        pub names: i64,
    }
}

row! {
    /// What came of the accounts of one source and channel.
    pub struct OriginYield {
        /// The list they were first seen in.
        pub source: Option<SourceId>,
        /// The channel through which they reached us.
        pub channel: Option<String>,
        /// Accounts.
        pub accounts: i64,
        /// Deals opened in the period.
        pub deals: i64,
        /// Orders placed in it, without those of which nothing will be delivered.
        pub orders: i64,
        /// Pieces of these orders, without those that will not be delivered.
        pub ordered: i64,
        /// Pieces delivered in it.
        pub delivered: i64,
    }
}

const LEDGER: &str = "
    SELECT source.id AS source, source.name, source.kind,
           COALESCE(source.ask,
                    (SELECT said.asked FROM batch said WHERE said.id =
                        (SELECT MAX(late.id) FROM batch late
                          WHERE late.source = source.id AND late.asked IS NOT NULL
                            AND late.removed_op IS NULL))) AS ask,
           source.planned_on, MAX(batch.collected_on) AS collected_on,
           CAST(COUNT(batch.id) AS BIGINT) AS batches,
           CAST(COALESCE(SUM(batch.collected), 0) AS BIGINT) AS collected,
           CAST(COALESCE(SUM(batch.added), 0) AS BIGINT) AS added,
           CAST(COALESCE(SUM(batch.merged), 0) AS BIGINT) AS merged,
           CAST(COALESCE(SUM(batch.unchanged), 0) AS BIGINT) AS unchanged,
           CAST(COALESCE(SUM(batch.held), 0) AS BIGINT) AS held,
           CAST(COALESCE(SUM(batch.rejected), 0) AS BIGINT) AS rejected,
           CAST(COALESCE((SELECT COUNT(DISTINCT line.account) FROM batch_row line
                            JOIN batch part ON part.id = line.batch
                           WHERE part.source = source.id AND part.removed_op IS NULL
                             AND line.removed_op IS NULL), 0) AS BIGINT) AS names
      FROM source LEFT JOIN batch ON batch.source = source.id AND batch.removed_op IS NULL
     WHERE source.removed_op IS NULL
     GROUP BY source.id, source.name, source.kind, source.ask, source.planned_on
     ORDER BY source.id";

/// One row per source and channel for each thing counted; orders and deliveries hang on deals.
const YIELDS: &str = "
    SELECT came.source, came.channel, CAST(SUM(came.accounts) AS BIGINT) AS accounts,
           CAST(SUM(came.deals) AS BIGINT) AS deals, CAST(SUM(came.orders) AS BIGINT) AS orders,
           CAST(SUM(came.ordered) AS BIGINT) AS ordered,
           CAST(SUM(came.delivered) AS BIGINT) AS delivered
      FROM (SELECT account.source, account.channel, 1 AS accounts, 0 AS deals, 0 AS orders,
                   0 AS ordered, 0 AS delivered
              FROM account WHERE account.removed_op IS NULL
             UNION ALL
            SELECT account.source, account.channel, 0, 1, 0, 0, 0
              FROM deal JOIN account ON account.id = deal.account
             WHERE deal.opened_on BETWEEN $1 AND $2
               AND deal.removed_op IS NULL AND account.removed_op IS NULL
             UNION ALL
            SELECT account.source, account.channel, 0, 0, 1, 0, 0
              FROM sales_order placed JOIN deal ON deal.id = placed.deal
              JOIN account ON account.id = deal.account
             WHERE placed.day BETWEEN $1 AND $2 AND placed.removed_op IS NULL
               AND deal.removed_op IS NULL AND account.removed_op IS NULL
               AND EXISTS (SELECT 1 FROM order_line piece
                            WHERE piece.sales_order = placed.id AND piece.removed_op IS NULL
                              AND piece.short < piece.quantity)
             UNION ALL
            SELECT account.source, account.channel, 0, 0, 0, line.quantity - line.short, 0
              FROM order_line line JOIN sales_order placed ON placed.id = line.sales_order
              JOIN deal ON deal.id = placed.deal JOIN account ON account.id = deal.account
             WHERE placed.day BETWEEN $1 AND $2 AND line.removed_op IS NULL
               AND placed.removed_op IS NULL AND deal.removed_op IS NULL
               AND account.removed_op IS NULL
             UNION ALL
            SELECT account.source, account.channel, 0, 0, 0, 0, handed.quantity
              FROM delivery handed JOIN order_line line ON line.id = handed.order_line
              JOIN sales_order placed ON placed.id = line.sales_order
              JOIN deal ON deal.id = placed.deal JOIN account ON account.id = deal.account
             WHERE handed.day BETWEEN $1 AND $2 AND handed.removed_op IS NULL
               AND line.removed_op IS NULL AND placed.removed_op IS NULL
               AND deal.removed_op IS NULL AND account.removed_op IS NULL) came
     GROUP BY came.source, came.channel
     ORDER BY CASE WHEN came.source IS NULL THEN 1 ELSE 0 END, came.source,
              CASE WHEN came.channel IS NULL THEN 1 ELSE 0 END, came.channel";

impl Db {
    /// Returns every source, planned ones too, by id.
    pub fn source_ledger(&self) -> Result<Vec<LedgerSource>, StoreError> {
        self.all(LEDGER, &[])
    }

    /// Returns what came of the accounts of each source and channel: accounts whenever they were
    /// entered; deals, orders and deliveries from `from` to `to`, both inclusive. By source and
    /// channel, missing ones last.
    pub fn origin_yields(&self, from: Day, to: Day) -> Result<Vec<OriginYield>, StoreError> {
        self.all(YIELDS, &[from.to_val(), to.to_val()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, AccountKind, Deal, DealId, Order, OrderLine, Source};
    use crate::store::{Op, testing};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn account(op: &mut Op<'_>, source: Option<SourceId>) -> Result<DealId, StoreError> {
        let blank = Account::blank(AccountKind::Organisation, "多达".into(), op.today());
        let account = Account { id: op.next_id()?, source, ..blank };
        op.insert(&account)?;
        let blank = Deal::blank(account.id, "retail".into(), "lead".into(), day("2026-01-01"));
        let deal = Deal { id: op.next_id()?, ..blank };
        op.insert(&deal)?;
        Ok(deal.id)
    }

    fn order(op: &mut Op<'_>, deal: DealId, on: &str, lines: &[i64]) -> Result<Order, StoreError> {
        let order = Order {
            id: op.next_id()?,
            deal,
            number: None,
            day: day(on),
            deposit: None,
            payment: None,
            promised_on: None,
            signed_on: None,
            paid_on: None,
            note: None,
        };
        op.insert(&order)?;
        for quantity in lines {
            let line = OrderLine {
                id: op.next_id()?,
                sales_order: order.id,
                model: "朗逸".into(),
                colour: None,
                quantity: *quantity,
                price: None,
                delivered: 0,
                version: None,
                short: 1,
            };
            op.insert(&line)?;
        }
        Ok(order)
    }

    #[test]
    fn planned_sources_are_in_the_ledger_and_removed_records_yield_nothing() {
        testing::on_both(|store| {
            store
                .write::<_, StoreError>(&testing::caller("fill"), false, |op| {
                    let source = Source {
                        id: op.next_id()?,
                        kind: SourceKind::Vip,
                        name: "VIP".into(),
                        ask: Some("总经理".into()),
                        planned_on: Some(day("2026-04-01")),
                        note: None,
                    };
                    op.insert(&source)?;
                    let deal = account(op, Some(source.id))?;
                    // Both ends count; an order has one line or several.
                    order(op, deal, "2026-01-01", &[3, 2])?;
                    order(op, deal, "2026-01-31", &[4])?;
                    order(op, deal, "2026-02-01", &[9])?;
                    // Every piece of it is closed short.
                    order(op, deal, "2026-01-15", &[1, 1])?;
                    let cancelled = order(op, deal, "2026-01-15", &[8])?;
                    op.remove(cancelled.id)?;
                    let gone = account(op, None)?;
                    order(op, gone, "2026-01-15", &[8])?;
                    op.remove(gone)?;
                    Ok(())
                })
                .unwrap();
            let db = store.db();
            let ledger = db.source_ledger().unwrap();
            let [source] = ledger.as_slice() else { panic!("{ledger:?}") };
            assert_eq!(
                (source.ask.as_deref(), source.batches, source.collected),
                (Some("总经理"), 0, 0)
            );
            assert_eq!(source.planned_on, Some(day("2026-04-01")));
            let found = db.origin_yields(day("2026-01-01"), day("2026-01-31")).unwrap();
            let counts: Vec<_> = found
                .iter()
                .map(|row| (row.source, row.accounts, row.deals, row.orders, row.ordered))
                .collect();
            // 2 + 1 and 3 pieces, one of each line being closed short.
            assert_eq!(counts, [(Some(source.source), 1, 1, 2, 6), (None, 1, 0, 0, 0)]);
        });
    }
}
