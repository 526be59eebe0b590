//! Questions about orders: which there are, how far they have come, what was handed over.

use super::record::select;
use super::{Column as _, Db, StoreError, Val, row};
use crate::model::{
    AccountId, Day, DealId, Delivery, Id as _, Money, Order, OrderId, OrderLine, Vehicle,
};

row! {
    /// An order with how far it has come.
    pub struct OrderRow {
        /// Its id.
        pub sales_order: OrderId,
        /// The deal that it belongs to.
        pub deal: DealId,
        /// The account of the deal.
        pub account: AccountId,
        /// The name of the account.
        pub name: String,
        /// The account's consultant; missing: the pool.
        pub owner: Option<String>,
        /// On which day it was placed.
        pub day: Day,
        /// Day on which delivery is promised.
        pub promised_on: Option<Day>,
        /// Its number on paper.
        pub number: Option<String>,
        /// The models of its lines.
        pub model: String,
        /// Pieces ordered.
        pub quantity: i64,
        /// Pieces delivered.
        pub delivered: i64,
        /// Pieces that will not be delivered.
        pub short: i64,
        /// Price of all of it; missing where a line has none.
        pub amount: Option<Money>,
        /// Deposit received.
        pub deposit: Option<Money>,
        /// Form of payment.
        pub payment: Option<String>,
        /// Day on which the contract was signed.
        pub signed_on: Option<Day>,
        /// Day on which it was paid in full.
        pub paid_on: Option<Day>,
    }
}

impl OrderRow {
    /// Returns how many pieces are neither delivered nor closed short.
    pub fn open(&self) -> i64 {
        self.quantity - self.delivered - self.short
    }
}

/// Which orders are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orders {
    /// Those of which pieces are neither delivered nor closed short.
    Open,
    /// One, open or not.
    One(OrderId),
    /// Those of a deal, open or not.
    OfDeal(DealId),
    /// Those of an account, open or not.
    OfAccount(AccountId),
}

const ORDERS: &str = "
    SELECT sales_order.id AS sales_order, deal.id AS deal, account.id AS account, account.name,
           holder.name AS owner, sales_order.day, sales_order.promised_on, sales_order.number,
           string_agg(order_line.model, ', ' ORDER BY order_line.id) AS model,
           CAST(SUM(order_line.quantity) AS BIGINT) AS quantity,
           CAST(SUM(order_line.delivered) AS BIGINT) AS delivered,
           CAST(SUM(order_line.short) AS BIGINT) AS short,
           CAST(CASE WHEN COUNT(order_line.price) = COUNT(*)
                     THEN SUM(order_line.quantity * order_line.price) END AS BIGINT) AS amount,
           sales_order.deposit, sales_order.payment, sales_order.signed_on, sales_order.paid_on
      FROM sales_order
      JOIN deal ON deal.id = sales_order.deal
      JOIN account ON account.id = deal.account
      LEFT JOIN staff holder ON holder.id = account.owner
      JOIN order_line ON order_line.sales_order = sales_order.id AND order_line.removed_op IS NULL
     WHERE sales_order.removed_op IS NULL";

const BY_ORDER: &str = "
     GROUP BY sales_order.id, deal.id, account.id, account.name, holder.name, sales_order.day,
              sales_order.promised_on, sales_order.number, sales_order.deposit,
              sales_order.payment, sales_order.signed_on, sales_order.paid_on";

const STILL_OPEN: &str =
    "HAVING SUM(order_line.quantity - order_line.delivered - order_line.short) > 0";

const SOONEST_FIRST: &str = "ORDER BY COALESCE(sales_order.promised_on, '9999'), sales_order.id";

impl Db {
    /// Returns orders with how far they have come: the one promised soonest first, those without a
    /// promise last, then by id.
    pub fn orders(&self, which: Orders) -> Result<Vec<OrderRow>, StoreError> {
        let (condition, having, value) = match which {
            Orders::Open => ("", STILL_OPEN, None),
            Orders::One(order) => ("AND sales_order.id = $1", "", Some(Val::Int(order.number()))),
            Orders::OfDeal(deal) => ("AND deal.id = $1", "", Some(Val::Int(deal.number()))),
            Orders::OfAccount(account) => {
                ("AND account.id = $1", "", Some(Val::Int(account.number())))
            }
        };
        let sql = format!("{ORDERS} {condition} {BY_ORDER} {having} {SOONEST_FIRST}");
        self.all(&sql, value.as_slice())
    }

    /// Returns the lines of an order, by id.
    pub fn order_lines(&self, order: OrderId) -> Result<Vec<OrderLine>, StoreError> {
        self.having("sales_order", &order.to_val())
    }

    /// Returns the lines of every order of a deal, by id.
    pub fn lines_of_deal(&self, deal: DealId) -> Result<Vec<OrderLine>, StoreError> {
        let sql = format!(
            "{} AND order_line.sales_order IN
                 (SELECT id FROM sales_order WHERE deal = $1 AND removed_op IS NULL)
              ORDER BY order_line.id",
            select::<OrderLine>()
        );
        self.all(&sql, &[deal.to_val()])
    }

    /// Returns the orders of a deal, by id.
    pub fn orders_of_deal(&self, deal: DealId) -> Result<Vec<Order>, StoreError> {
        self.having("deal", &deal.to_val())
    }

    /// Returns what was handed over of an order, first to last.
    pub fn deliveries_of(&self, order: OrderId) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "{} AND delivery.order_line IN
                 (SELECT id FROM order_line WHERE sales_order = $1 AND removed_op IS NULL)
              ORDER BY delivery.day, delivery.id",
            select::<Delivery>()
        );
        self.all(&sql, &[order.to_val()])
    }

    /// Returns the vehicles that have this identification number, by id.
    pub fn vehicles_of_vin(&self, vin: &str) -> Result<Vec<Vehicle>, StoreError> {
        self.having("vin", &Val::Text(vin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, AccountKind, Deal};
    use crate::store::testing::{caller, on_both};
    use crate::store::{Op, Store};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn order(op: &mut Op<'_>, deal: DealId, promised: Option<&str>) -> Result<OrderId, StoreError> {
        let order = Order {
            id: op.next_id()?,
            deal,
            number: None,
            day: day("2026-03-01"),
            deposit: Some(Money { minor: 5_000_000 }),
            payment: None,
            promised_on: promised.map(day),
            signed_on: Some(day("2026-03-01")),
            paid_on: None,
            note: None,
        };
        op.insert(&order)?;
        Ok(order.id)
    }

    fn line(
        op: &mut Op<'_>,
        order: OrderId,
        (model, quantity, price): (&str, i64, Option<i64>),
        (delivered, short): (i64, i64),
    ) -> Result<(), StoreError> {
        let line = OrderLine {
            id: op.next_id()?,
            sales_order: order,
            model: model.to_owned(),
            colour: None,
            quantity,
            price: price.map(|minor| Money { minor }),
            delivered,
            version: None,
            short,
        };
        op.insert(&line)
    }

    /// Two deals: D1 with an order of two lines and one that is done, D2 with one without a price.
    fn fill(store: &Store) {
        let work = |op: &mut Op<'_>| {
            for name in ["多达运输", "岚柏物流"] {
                let blank =
                    Account::blank(AccountKind::Organisation, name.to_owned(), day("2026-02-01"));
                let account = Account { id: op.next_id()?, ..blank };
                op.insert(&account)?;
                let (preset, stage) = ("key-account".to_owned(), "ordered".to_owned());
                let blank = Deal::blank(account.id, preset, stage, day("2026-02-01"));
                let deal = Deal { id: op.next_id()?, ..blank };
                op.insert(&deal)?;
            }
            let first = order(op, DealId(1), None)?;
            line(op, first, ("拓川", 3, Some(100)), (1, 0))?;
            line(op, first, ("朗逸", 1, Some(50)), (0, 1))?;
            let done = order(op, DealId(1), Some("2026-04-01"))?;
            line(op, done, ("拓川", 2, Some(100)), (1, 1))?;
            let second = order(op, DealId(2), Some("2026-05-01"))?;
            line(op, second, ("朗行", 1, None), (0, 0))
        };
        store.write::<_, StoreError>(&caller("fill"), false, work).unwrap();
    }

    #[test]
    fn orders_say_how_far_they_have_come() {
        on_both(|store| {
            fill(store);
            let db = store.db();
            let of = |which| {
                let rows = db.orders(which).unwrap().into_iter();
                rows.map(|row| row.sales_order.number()).collect::<Vec<_>>()
            };
            assert_eq!(of(Orders::Open), [3, 1], "promised first, done left out");
            assert_eq!(of(Orders::OfDeal(DealId(1))), [2, 1]);
            assert_eq!(of(Orders::OfAccount(AccountId(2))), [3]);
            assert_eq!(of(Orders::One(OrderId(2))), [2]);
            let [row] = db.orders(Orders::One(OrderId(1))).unwrap().try_into().unwrap();
            assert_eq!((row.model.as_str(), row.name.as_str()), ("拓川, 朗逸", "多达运输"));
            assert_eq!((row.quantity, row.delivered, row.short), (4, 1, 1));
            assert_eq!(row.amount, Some(Money { minor: 350 }));
            let [row] = db.orders(Orders::One(OrderId(3))).unwrap().try_into().unwrap();
            assert_eq!(row.amount, None, "a line has no price");
        });
    }

    #[test]
    fn lines_and_deliveries_are_those_of_the_order() {
        on_both(|store| {
            fill(store);
            let db = store.db();
            assert_eq!(db.order_lines(OrderId(1)).unwrap().len(), 2);
            assert_eq!(db.lines_of_deal(DealId(1)).unwrap().len(), 3);
            assert_eq!(db.orders_of_deal(DealId(1)).unwrap().len(), 2);
            assert!(db.deliveries_of(OrderId(1)).unwrap().is_empty());
            assert!(db.vehicles_of_vin("x").unwrap().is_empty());
        });
    }

    #[test]
    fn orders_of_which_pieces_are_open_show_what_they_hold() {
        on_both(|store| {
            fill(store);
            let orders = store.db().nearness(None).unwrap().orders;
            let first = orders[&DealId(1)];
            assert_eq!((first.signed, first.paid, first.deposit), (true, false, true));
            let [only] = store.db().order_lines(OrderId(3)).unwrap().try_into().unwrap();
            let short = |op: &mut Op<'_>| op.update(only.id, &[("short", Val::Int(1))]);
            store.write::<_, StoreError>(&caller("short"), false, short).unwrap();
            let orders = store.db().nearness(Some(&[AccountId(2)])).unwrap().orders;
            assert!(orders.is_empty(), "what is done shows nothing");
        });
    }
}
