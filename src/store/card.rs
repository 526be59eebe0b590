//! What a customer card says beside the account's own fields.

use super::{Column as _, Db, StoreError, Val, row};
use crate::model::{
    AccountId, AppointmentId, BatchId, Day, DealId, Grade, Money, OutcomeKind, PurchaseId, TouchId,
    TouchKind, TouchResult,
};

row! {
    /// Names of the records that an account names by id, and how much hangs on it.
    pub struct CardHead {
        /// Its owner; missing: the pool.
        pub owner: Option<String>,
        /// Its shop.
        pub shop: Option<String>,
        /// The group or head office it belongs to.
        pub parent: Option<String>,
        /// The list it was first seen in.
        pub source: Option<String>,
        /// Touches.
        pub touch_count: i64,
        /// Lines of invoices.
        pub purchase_count: i64,
        /// Their sum; missing where no line has an amount.
        pub purchase_sum: Option<Money>,
    }
}

row! {
    /// A touch with the names of those who took part.
    pub struct CardTouch {
        /// Its id.
        pub touch: TouchId,
        /// On which day.
        pub day: Day,
        /// How.
        pub kind: TouchKind,
        /// What came of it.
        pub result: TouchResult,
        /// Grade given with it.
        pub grade: Option<Grade>,
        /// Who of us.
        pub staff: Option<String>,
        /// With whom.
        pub contact: Option<String>,
        /// What was said.
        pub note: Option<String>,
    }
}

row! {
    /// An open appointment with the names of those who will take part.
    pub struct CardAppointment {
        /// Its id.
        pub appointment: AppointmentId,
        /// On which day.
        pub day: Day,
        /// At what time.
        pub time: Option<String>,
        /// Whether it may not be skipped.
        pub deadline: bool,
        /// What for.
        pub purpose: Option<String>,
        /// Who of us.
        pub staff: Option<String>,
        /// With whom.
        pub contact: Option<String>,
        /// About which deal.
        pub deal: Option<DealId>,
    }
}

row! {
    /// A line of an invoice.
    pub struct CardPurchase {
        /// Its id.
        pub purchase: PurchaseId,
        /// Day of the invoice.
        pub day: Option<Day>,
        /// What was bought.
        pub item: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
        /// Amount of the line.
        pub amount: Option<Money>,
        /// Number of the invoice.
        pub number: Option<String>,
    }
}

row! {
    /// A row of a list that went to the account.
    pub struct CardRow {
        /// The batch.
        pub batch: BatchId,
        /// Line in its file.
        pub line: i64,
        /// What became of the row.
        pub outcome: OutcomeKind,
        /// Name of the list.
        pub source: String,
        /// The file.
        pub file: String,
        /// Day on which the list was collected.
        pub collected_on: Option<Day>,
    }
}

const HEAD: &str = "
    SELECT holder.name AS owner, shop.name AS shop, above.name AS parent, list.name AS source,
           (SELECT CAST(COUNT(*) AS BIGINT) FROM touch
             WHERE touch.account = account.id AND touch.removed_op IS NULL) AS touch_count,
           (SELECT CAST(COUNT(*) AS BIGINT) FROM purchase
             WHERE purchase.account = account.id AND purchase.removed_op IS NULL) AS purchase_count,
           (SELECT CAST(SUM(purchase.amount) AS BIGINT) FROM purchase
             WHERE purchase.account = account.id AND purchase.removed_op IS NULL) AS purchase_sum
      FROM account
      LEFT JOIN staff holder ON holder.id = account.owner
      LEFT JOIN shop ON shop.id = account.shop
      LEFT JOIN account above ON above.id = account.parent
      LEFT JOIN source list ON list.id = account.source
     WHERE account.id = $1 AND account.removed_op IS NULL";

const TOUCHES: &str = "
    SELECT touch.id AS touch, touch.day, touch.kind, touch.result, touch.grade,
           holder.name AS staff, person.name AS contact, touch.note
      FROM touch
      LEFT JOIN staff holder ON holder.id = touch.staff
      LEFT JOIN contact person ON person.id = touch.contact
     WHERE touch.account = $1 AND touch.removed_op IS NULL
     ORDER BY touch.happened_at DESC, touch.id DESC LIMIT $2";

const APPOINTMENTS: &str = "
    SELECT appointment.id AS appointment, appointment.day, appointment.time, appointment.deadline,
           appointment.purpose, holder.name AS staff, person.name AS contact, appointment.deal
      FROM appointment
      LEFT JOIN staff holder ON holder.id = appointment.staff
      LEFT JOIN contact person ON person.id = appointment.contact
     WHERE appointment.account = $1 AND appointment.removed_op IS NULL
       AND appointment.closed_on IS NULL
     ORDER BY appointment.day, COALESCE(appointment.time, ''), appointment.id";

const PURCHASES: &str = "
    SELECT purchase.id AS purchase, purchase.day, purchase.item, purchase.quantity,
           purchase.amount, purchase.number
      FROM purchase WHERE purchase.account = $1 AND purchase.removed_op IS NULL
     ORDER BY COALESCE(purchase.day, '') DESC, purchase.id DESC LIMIT $2";

const ROWS: &str = "
    SELECT batch_row.batch, batch_row.line, batch_row.outcome, source.name AS source, batch.file,
           batch.collected_on
      FROM batch_row
      JOIN batch ON batch.id = batch_row.batch
      JOIN source ON source.id = batch.source
     WHERE batch_row.account = $1 AND batch_row.removed_op IS NULL
     ORDER BY batch_row.id DESC LIMIT $2";

impl Db {
    /// Returns the names and counts of an account's card; an error where there is no account.
    pub fn card_head(&self, account: AccountId) -> Result<CardHead, StoreError> {
        self.first(HEAD, &[account.to_val()])?
            .ok_or_else(|| StoreError::Unknown { id: account.to_string() })
    }

    /// Returns the latest touches of an account, the last one first, `limit` at most.
    pub fn last_touches(
        &self,
        account: AccountId,
        limit: i64,
    ) -> Result<Vec<CardTouch>, StoreError> {
        self.all(TOUCHES, &[account.to_val(), Val::Int(limit)])
    }

    /// Returns the open appointments of an account, the next one first.
    pub fn open_appointments_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<CardAppointment>, StoreError> {
        self.all(APPOINTMENTS, &[account.to_val()])
    }

    /// Returns the latest purchases of an account, the last one first, `limit` at most.
    pub fn last_purchases(
        &self,
        account: AccountId,
        limit: i64,
    ) -> Result<Vec<CardPurchase>, StoreError> {
        self.all(PURCHASES, &[account.to_val(), Val::Int(limit)])
    }

    /// Returns the latest rows of lists that went to an account, the last one first, `limit` at
    /// most.
    pub fn last_rows_of(&self, account: AccountId, limit: i64) -> Result<Vec<CardRow>, StoreError> {
        self.all(ROWS, &[account.to_val(), Val::Int(limit)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_both;

    #[test]
    fn a_card_is_asked_on_both_engines() {
        on_both(|store| {
            let (db, account) = (store.db(), AccountId(1));
            assert!(matches!(db.card_head(account), Err(StoreError::Unknown { id }) if id == "A1"));
            assert!(db.last_touches(account, 8).unwrap().is_empty());
            assert!(db.open_appointments_of(account).unwrap().is_empty());
            assert!(db.last_purchases(account, 5).unwrap().is_empty());
            assert!(db.last_rows_of(account, 8).unwrap().is_empty());
        });
    }
}
