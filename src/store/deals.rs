//! Questions about deals: those of an account, their history, and what they are graded by.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::batches::{AT_ONCE, marks};
use super::db::FromRow as _;
use super::record::select;
use super::{Column, Db, StoreError, Val};
use crate::model::{
    AccountId, Day, Deal, DealFields, DealId, DealState, Grade, Id as _, OperationId, StageMove,
    TouchKind, TouchResult,
};

/// A deal with what of its account it is graded by, but for appointments and visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealToGrade {
    /// The deal.
    pub deal: Deal,
    /// The name of its account.
    pub account_name: String,
    /// The day on which its account was entered.
    pub account_opened_on: Day,
    /// Whether a phone, an e-mail address or an address of the account, or of a contact of it, is
    /// known.
    pub reachable: bool,
}

/// An open deal of which no more was read than it is graded by, as long as its row is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UngradedDeal<'r> {
    /// The deal.
    pub deal: DealId,
    /// Its account.
    pub account: AccountId,
    /// The operation that last wrote it.
    pub op: OperationId,
    /// The grade it has.
    pub grade: Grade,
    /// The day on which a person gave that; missing where the rules did.
    pub graded_on: Option<Day>,
    /// What decides the grade.
    pub fields: DealFields<'r>,
}

/// Whether there is any way to reach accounts. Their ids are counted, so that a list by number is
/// the smallest map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reachable {
    by_number: Vec<Option<bool>>,
}

impl Reachable {
    /// Returns whether there is any way to reach an account; `None` where there is no such account.
    pub fn of(&self, account: AccountId) -> Option<bool> {
        usize::try_from(account.0).ok().and_then(|at| self.by_number.get(at).copied().flatten())
    }

    fn put(&mut self, account: AccountId, reachable: bool) {
        let Ok(at) = usize::try_from(account.0) else { return };
        if at >= self.by_number.len() {
            self.by_number.resize(at + 1, None);
        }
        self.by_number[at] = Some(reachable);
    }
}

const OPEN_DEALS: &str = "
    SELECT deal.id, deal.account, deal.op, deal.grade, deal.graded_on, deal.preset, deal.stage,
           deal.model, deal.version, deal.colour, deal.payment, deal.expected_on,
           deal.delivery_on, deal.instalment, deal.trade_in, deal.confidence, deal.need,
           deal.power, deal.signs
      FROM deal
     WHERE deal.state = $1 AND deal.removed_op IS NULL AND deal.id BETWEEN $2 AND $3
     ORDER BY deal.id";

/// What the orders of a deal show of which something is still to be delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenOrders {
    /// Whether the contract of one is signed.
    pub signed: bool,
    /// Whether one is paid in full.
    pub paid: bool,
    /// Whether a deposit was received for one.
    pub deposit: bool,
    /// Day of the first of them.
    pub ordered_on: Option<Day>,
}

/// What accounts show of how near their deals are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nearness {
    /// Day of the last open appointment, of accounts that have one.
    pub next_meeting_on: HashMap<AccountId, Day>,
    /// Effective showroom touches, of accounts that have some.
    pub showroom_visits: HashMap<AccountId, i64>,
    /// What open orders show, of deals that have one.
    pub orders: HashMap<DealId, OpenOrders>,
}

/// A way to reach the account of a deal is known.
const REACHABLE: &str = "CAST(CASE WHEN account.email IS NOT NULL OR account.address IS NOT NULL
          OR EXISTS (SELECT 1 FROM phone
                      WHERE phone.account = account.id AND phone.removed_op IS NULL)
          OR EXISTS (SELECT 1 FROM contact
                      WHERE contact.account = account.id AND contact.email IS NOT NULL
                        AND contact.removed_op IS NULL)
        THEN 1 ELSE 0 END AS BIGINT)";

/// Orders that are not wholly delivered, or closed short; conditions can follow.
const OPEN_ORDERS: &str = "
    SELECT sales_order.deal,
           CAST(COUNT(sales_order.signed_on) AS BIGINT),
           CAST(COUNT(sales_order.paid_on) AS BIGINT),
           CAST(SUM(CASE WHEN sales_order.deposit > 0 THEN 1 ELSE 0 END) AS BIGINT),
           MIN(sales_order.day)
      FROM sales_order JOIN deal ON deal.id = sales_order.deal
     WHERE sales_order.removed_op IS NULL
       AND EXISTS (SELECT 1 FROM order_line
                    WHERE order_line.sales_order = sales_order.id
                      AND order_line.removed_op IS NULL
                      AND order_line.delivered + order_line.short < order_line.quantity)";

const BY_DEAL: &str = "GROUP BY sales_order.deal";

impl Db {
    /// Returns the open deals of an account, by id.
    pub fn open_deals(&self, account: AccountId) -> Result<Vec<Deal>, StoreError> {
        let sql = format!(
            "{} AND deal.account = $1 AND deal.state = $2 ORDER BY deal.id",
            select::<Deal>()
        );
        self.all(&sql, &[account.to_val(), DealState::Open.to_val()])
    }

    /// Returns the moves of a deal through its funnel, first to last.
    pub fn stage_moves(&self, deal: DealId) -> Result<Vec<StageMove>, StoreError> {
        self.having("deal", &deal.to_val())
    }

    /// Returns the day of the last move of a deal; `None` where nothing moved it.
    pub fn last_moved_on(&self, deal: DealId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT day FROM stage_move WHERE deal = $1 AND removed_op IS NULL
                    ORDER BY id DESC LIMIT 1";
        self.value(sql, &[deal.to_val()])
    }

    /// Returns the day of the last change of a deal's grade; `None` where it has the first one.
    pub fn last_graded_on(&self, deal: DealId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT MAX(day) FROM grade_move WHERE deal = $1 AND removed_op IS NULL";
        self.value(sql, &[deal.to_val()])
    }

    /// Returns the first day on which something happened to a deal that it had to be open for: a
    /// move, an order, a loss.
    pub fn deal_began_on(&self, deal: DealId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT MIN(happened.day) FROM (
                     SELECT day FROM stage_move WHERE deal = $1 AND removed_op IS NULL
                      UNION ALL
                     SELECT day FROM sales_order WHERE deal = $1 AND removed_op IS NULL
                      UNION ALL
                     SELECT day FROM lost_record WHERE deal = $1 AND removed_op IS NULL) happened";
        self.value(sql, &[deal.to_val()])
    }

    /// Returns the day of the first touch about a deal.
    pub fn first_touched_on(&self, deal: DealId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT MIN(day) FROM touch WHERE deal = $1 AND removed_op IS NULL";
        self.value(sql, &[deal.to_val()])
    }

    /// Returns the day of the last delivery of a deal's orders.
    pub fn last_delivered_on(&self, deal: DealId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT MAX(handed.day) FROM delivery handed
                     JOIN order_line line ON line.id = handed.order_line
                     JOIN sales_order placed ON placed.id = line.sales_order
                    WHERE placed.deal = $1 AND handed.removed_op IS NULL
                      AND line.removed_op IS NULL AND placed.removed_op IS NULL";
        self.value(sql, &[deal.to_val()])
    }

    /// Calls `take` with open deals, by id: those named, or all. A named deal that is closed, or
    /// not there, is left out. On PostgreSQL `take` must not use the connection.
    pub fn each_deal_to_grade(
        &self,
        named: Option<&[DealId]>,
        mut take: impl FnMut(DealToGrade) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let columns: Vec<String> =
            Deal::COLUMNS.iter().map(|name| format!("deal.{name}")).collect();
        let select = format!(
            "SELECT {}, account.name, {REACHABLE}, account.opened_on
               FROM deal JOIN account ON account.id = deal.account
              WHERE deal.state = $1 AND deal.removed_op IS NULL AND account.removed_op IS NULL",
            columns.join(", ")
        );
        let mut read = |row: &super::Row<'_>| {
            let deal = Deal::from_row(row)?;
            let at = columns.len();
            take(DealToGrade {
                deal,
                account_name: row.get(at)?,
                reachable: row.get(at + 1)?,
                account_opened_on: row.get(at + 2)?,
            })
        };
        let open = DealState::Open.to_val();
        let Some(named) = named else {
            return self.each(&format!("{select} ORDER BY deal.id"), &[open], read);
        };
        for some in named.chunks(AT_ONCE) {
            let sql =
                format!("{select} AND deal.id IN ({}) ORDER BY deal.id", marks(2, some.len()));
            let ids = some.iter().map(|id| Val::Int(id.number()));
            let values: Vec<Val<'_>> = std::iter::once(open.clone()).chain(ids).collect();
            self.each(&sql, &values, &mut read)?;
        }
        Ok(())
    }

    /// Returns whether there is any way to reach each account; those that are removed are missing.
    /// Whole tables are read in their order: for all accounts that costs less than asking for each.
    pub fn reachable_accounts(&self) -> Result<Reachable, StoreError> {
        let mut reachable = Reachable::default();
        let sql = "SELECT id, CAST(CASE WHEN email IS NOT NULL OR address IS NOT NULL
                                        THEN 1 ELSE 0 END AS BIGINT)
                     FROM account WHERE removed_op IS NULL";
        self.each(sql, &[], |row| {
            reachable.put(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        for sql in [
            "SELECT account FROM phone WHERE removed_op IS NULL",
            "SELECT account FROM contact WHERE email IS NOT NULL AND removed_op IS NULL",
        ] {
            self.each(sql, &[], |row| {
                let account = row.get(0)?;
                if reachable.of(account) == Some(false) {
                    reachable.put(account, true);
                }
                Ok(())
            })?;
        }
        Ok(reachable)
    }

    /// Returns the number of the last deal that there is, 0 where there is none.
    pub fn last_deal(&self) -> Result<i64, StoreError> {
        Ok(self.value("SELECT MAX(id) FROM deal", &[])?.unwrap_or(0))
    }

    /// Calls `take` with every open deal of these numbers, by id, those of removed accounts as
    /// well. On PostgreSQL `take` must not use the connection.
    pub fn each_open_deal(
        &self,
        numbers: RangeInclusive<i64>,
        mut take: impl FnMut(UngradedDeal<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (first, last) = numbers.into_inner();
        let values = [DealState::Open.to_val(), Val::Int(first), Val::Int(last)];
        self.each(OPEN_DEALS, &values, |row| {
            take(UngradedDeal {
                deal: row.get(0)?,
                account: row.get(1)?,
                op: row.get(2)?,
                grade: row.get(3)?,
                graded_on: row.get(4)?,
                fields: DealFields {
                    preset: row.text(5)?.unwrap_or_default(),
                    stage: row.text(6)?.unwrap_or_default(),
                    model: row.text(7)?,
                    version: row.text(8)?,
                    colour: row.text(9)?,
                    payment: row.text(10)?,
                    expected_on: row.get(11)?,
                    delivery_on: row.get(12)?,
                    instalment: row.get(13)?,
                    trade_in: row.get(14)?,
                    confidence: row.get(15)?,
                    need: row.get(16)?,
                    power: row.get(17)?,
                    signs: row.get::<Vec<String>>(18)?.into(),
                },
            })
        })
    }

    /// Returns what accounts show of how near their deals are: those named, or all.
    pub fn nearness(&self, named: Option<&[AccountId]>) -> Result<Nearness, StoreError> {
        let mut found = Nearness::default();
        let Some(named) = named else {
            self.read_nearness(&[], &mut found)?;
            return Ok(found);
        };
        for some in named.chunks(AT_ONCE) {
            self.read_nearness(some, &mut found)?;
        }
        Ok(found)
    }

    /// Reads of the accounts `some`; of all where it is empty.
    fn read_nearness(&self, some: &[AccountId], found: &mut Nearness) -> Result<(), StoreError> {
        let among = |first| match some {
            [] => String::new(),
            some => format!("AND account IN ({})", marks(first, some.len())),
        };
        let ids = || some.iter().map(|id| Val::Int(id.number()));
        let sql = format!(
            "SELECT account, MAX(day) FROM appointment
              WHERE closed_on IS NULL AND removed_op IS NULL {} GROUP BY account",
            among(1)
        );
        self.each(&sql, &ids().collect::<Vec<_>>(), |row| {
            found.next_meeting_on.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        let sql = format!(
            "SELECT account, CAST(COUNT(*) AS BIGINT) FROM touch
              WHERE kind = $1 AND result = $2 AND removed_op IS NULL {} GROUP BY account",
            among(3)
        );
        let what = [TouchKind::Showroom.to_val(), TouchResult::Reached.to_val()];
        let values: Vec<Val<'_>> = what.into_iter().chain(ids()).collect();
        self.each(&sql, &values, |row| {
            found.showroom_visits.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        let among = match some {
            [] => String::new(),
            some => format!("AND deal.account IN ({})", marks(1, some.len())),
        };
        self.each(&format!("{OPEN_ORDERS} {among} {BY_DEAL}"), &ids().collect::<Vec<_>>(), |row| {
            let flag = |at| row.get::<i64>(at).map(|found| found > 0);
            let open = OpenOrders {
                signed: flag(1)?,
                paid: flag(2)?,
                deposit: flag(3)?,
                ordered_on: row.get(4)?,
            };
            found.orders.insert(row.get(0)?, open);
            Ok(())
        })
    }
}
