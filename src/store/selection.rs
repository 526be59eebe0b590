//! Accounts and deals that a filter selects, and what hangs on them.

use super::filter::Of;
use super::record::select;
use super::{Db, StoreError, Stored, Val, filter, row};
use crate::model::{AccountId, AccountKind, Day, Filter, Grade, Id, IdKind, Phone, PhoneKind};

/// A filter as SQL with its values, ready to be asked.
#[derive(Debug, Clone)]
pub struct Selection {
    pub(super) condition: String,
    pub(super) values: Vec<Val<'static>>,
}

impl Selection {
    /// Returns the accounts that `filter` selects. One that asks for `due` needs the days that
    /// [`Db::keep_due_days`] keeps.
    pub fn new(filter: &Filter) -> Self {
        let mut values = Vec::new();
        let condition = filter::condition(filter, Of::Accounts, &mut values);
        Self { condition, values }
    }

    /// Returns the deals that `filter` selects: what it asks of deals it asks of each alone,
    /// whether it is open or not.
    pub fn of_deals(filter: &Filter) -> DealSelection {
        let mut values = Vec::new();
        let condition = filter::condition(filter, Of::Deals, &mut values);
        DealSelection(Self { condition, values })
    }
}

/// A filter on deals as SQL with its values, ready to be asked.
#[derive(Debug, Clone)]
pub struct DealSelection(pub(super) Selection);

row! {
    /// An account as lists show it.
    pub struct ListedAccount {
        /// Its id.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// Organisation or person.
        pub kind: AccountKind,
        /// Place in [`Grade::ALL`] of the best grade of its open deals; missing without one.
        pub best_grade: Option<i64>,
        /// Number of its open deals.
        pub deals: i64,
        /// Name of its owner; missing: the pool.
        pub owner: Option<String>,
        /// Kind of its first phone.
        pub phone_kind: Option<PhoneKind>,
        /// Number of that phone.
        pub phone_number: Option<String>,
        /// Extension of that phone.
        pub phone_extension: Option<String>,
        /// City.
        pub city: Option<String>,
        /// Industry.
        pub industry: Option<String>,
        /// Name of the list it was first seen in.
        pub source: Option<String>,
        /// Day of the last effective contact.
        pub last_touch: Option<Day>,
        /// Day of the last contact or attempt.
        pub last_try: Option<Day>,
        /// Day on which it was entered.
        pub opened_on: Day,
        /// Labels.
        pub tags: Vec<String>,
        /// Address as written.
        pub address: Option<String>,
        /// The way by which it came.
        pub channel: Option<String>,
    }
}

impl ListedAccount {
    /// Returns the best grade of its open deals.
    pub fn grade(&self) -> Option<Grade> {
        let place = usize::try_from(self.best_grade?).ok()?;
        Grade::ALL.get(place).copied()
    }

    /// Returns its first phone.
    pub fn phone(&self) -> Option<Phone> {
        Some(Phone {
            number: self.phone_number.clone()?,
            extension: self.phone_extension.clone(),
            kind: self.phone_kind?,
        })
    }
}

impl Db {
    /// Calls `take` with every selected account, by id. On PostgreSQL `take` must not use the
    /// connection.
    pub fn each_listed(
        &self,
        selection: &Selection,
        take: impl FnMut(ListedAccount) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let open = "FROM deal WHERE deal.account = account.id AND deal.state = 'open'
                      AND deal.removed_op IS NULL";
        let first_phone = "(SELECT MIN(one.id) FROM phone one
                             WHERE one.account = account.id AND one.removed_op IS NULL)";
        let sql = format!(
            "SELECT account.id AS account, account.name, account.kind,
                    (SELECT CAST(MIN({}) AS BIGINT) {open}) AS best_grade,
                    (SELECT CAST(COUNT(*) AS BIGINT) {open}) AS deals,
                    holder.name AS owner, first_phone.kind AS phone_kind,
                    first_phone.number AS phone_number, first_phone.extension AS phone_extension,
                    account.city, account.industry, list.name AS source,
                    account.reached_on AS last_touch, account.tried_on AS last_try,
                    account.opened_on, account.tags, account.address, account.channel
               FROM account
               LEFT JOIN staff holder ON holder.id = account.owner
               LEFT JOIN source list ON list.id = account.source
               LEFT JOIN phone first_phone ON first_phone.id = {first_phone}
              WHERE account.removed_op IS NULL AND ({}) ORDER BY account.id",
            grade_rank(),
            selection.condition
        );
        self.each_as(&sql, &selection.values, take)
    }

    /// Returns the ids of the selected accounts, ascending.
    pub fn selected(&self, selection: &Selection) -> Result<Vec<AccountId>, StoreError> {
        let sql = format!(
            "SELECT account.id FROM account
              WHERE account.removed_op IS NULL AND ({}) ORDER BY account.id",
            selection.condition
        );
        let mut found = Vec::new();
        self.each(&sql, &selection.values, |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Calls `take` with every record of a kind that is, or hangs on, a selected account, by id.
    /// Kinds that hang on no account have none. On PostgreSQL `take` must not use the connection.
    pub fn each_of_selected<T: Stored>(
        &self,
        selection: &Selection,
        take: impl FnMut(T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(hold) = Hold::of(T::Id::KIND) else { return Ok(()) };
        let table = T::Id::KIND.word();
        let chosen = format!(
            "SELECT account.id FROM account WHERE account.removed_op IS NULL AND ({})",
            selection.condition
        );
        let belongs = hold.among(table, &format!("IN ({chosen})"));
        let sql = format!("{} AND {belongs} ORDER BY {table}.id", select::<T>());
        self.each_as(&sql, &selection.values, take)
    }
}

/// Returns the place of a deal's grade in [`Grade::ALL`], as SQL.
pub(super) fn grade_rank() -> String {
    let ranks: Vec<String> = Grade::ALL
        .iter()
        .enumerate()
        .map(|(place, grade)| format!("WHEN '{}' THEN {place}", grade.letter()))
        .collect();
    format!("CASE deal.grade {} END", ranks.join(" "))
}

/// How a record belongs to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is one.
    Itself,
    /// Its column `account` names it.
    Account,
    /// Its column `deal` names a deal of the account.
    Deal,
    /// Its column `sales_order` names an order of such a deal.
    Order,
    /// Its column `order_line` names a line of such an order.
    OrderLine,
}

impl Hold {
    /// Returns how records of a kind belong to an account; `None` where they do not.
    pub fn of(kind: IdKind) -> Option<Self> {
        match kind {
            IdKind::AccountId => Some(Self::Itself),
            IdKind::BatchRowId
            | IdKind::ContactId
            | IdKind::PhoneId
            | IdKind::DealId
            | IdKind::TouchId
            | IdKind::AppointmentId
            | IdKind::VehicleId
            | IdKind::PurchaseId
            | IdKind::VariantId
            | IdKind::SkipId
            | IdKind::SeparationId
            | IdKind::MergerId => Some(Self::Account),
            IdKind::StageMoveId | IdKind::GradeMoveId | IdKind::OrderId | IdKind::LostRecordId => {
                Some(Self::Deal)
            }
            IdKind::OrderLineId => Some(Self::Order),
            IdKind::DeliveryId => Some(Self::OrderLine),
            IdKind::OperationId
            | IdKind::PlaybookId
            | IdKind::ShopId
            | IdKind::StaffId
            | IdKind::SourceId
            | IdKind::BatchId
            | IdKind::DayOffId => None,
        }
    }

    /// Returns the condition on a row of `table` that it belongs to account `$1`.
    pub(super) fn condition(self, table: &str) -> String {
        self.among(table, "= $1")
    }

    /// Returns the condition on a row of `table` that `accounts`, such as `= $1`, holds of the
    /// account it belongs to.
    fn among(self, table: &str, accounts: &str) -> String {
        let deals = format!("SELECT held.id FROM deal held WHERE held.account {accounts}");
        let orders =
            format!("SELECT placed.id FROM sales_order placed WHERE placed.deal IN ({deals})");
        match self {
            Self::Itself => format!("{table}.id {accounts}"),
            Self::Account => format!("{table}.account {accounts}"),
            Self::Deal => format!("{table}.deal IN ({deals})"),
            Self::Order => format!("{table}.sales_order IN ({orders})"),
            Self::OrderLine => format!(
                "{table}.order_line IN
                   (SELECT line.id FROM order_line line WHERE line.sales_order IN ({orders}))"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Comparison, Field, Value};
    use crate::store::Column as _;

    #[test]
    fn every_record_of_the_store_says_how_it_hangs_on_an_account() {
        crate::store::testing::on_both(|store| {
            for kind in IdKind::ALL {
                let Some(hold) = Hold::of(*kind) else { continue };
                let table = kind.word();
                let sql = format!("SELECT id FROM {table} WHERE {}", hold.condition(table));
                store.db().each(&sql, &[AccountId(1).to_val()], |_| Ok(())).unwrap();
            }
        });
    }

    #[test]
    fn a_selection_is_asked_on_both_engines() {
        crate::store::testing::on_both(|store| {
            let city = Value::Text("杭州".to_owned());
            let due = Value::Day("2026-03-02".parse().unwrap());
            let filter = Filter::And(vec![
                Filter::Is(Field::City, Comparison::Is, vec![city]),
                Filter::Is(Field::Due, Comparison::LessOrEqual, vec![due]),
                Filter::Word("多达".to_owned()),
            ]);
            let selection = Selection::new(&filter);
            let db = store.db();
            db.keep_due_days(&[]).unwrap();
            db.each_listed(&selection, |_| Ok(())).unwrap();
            assert!(db.selected(&selection).unwrap().is_empty());
            db.each_of_selected::<crate::model::StageMove>(&selection, |_| Ok(())).unwrap();
            db.each_of_selected::<crate::model::Purchase>(&selection, |_| Ok(())).unwrap();
        });
    }
}
