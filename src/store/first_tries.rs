//! Which accounts were tried for the first time on a day.

use super::batches::{AT_ONCE, marks};
use super::{Db, StoreError, Val, row};
use crate::model::{AccountId, Day, Id as _, ShopId, StaffId};

row! {
    /// An account that was tried, or reached, for the first time on a day.
    pub struct TriedFirst {
        /// The account.
        pub account: AccountId,
        /// Its consultant.
        pub owner: Option<StaffId>,
        /// The shop it belongs to.
        pub shop: Option<ShopId>,
        /// The day on which its first deal was entered; missing: it never had one.
        pub dealt_on: Option<Day>,
        /// Whether a lead began a deal of it by that day.
        pub is_lead: bool,
    }
}

impl Db {
    /// Returns the accounts of these owners that were tried for the first time on `day`, and had no deal
    /// before it, by id.
    ///
    /// No index says what happened on a day; the last day on which an account was tried, which
    /// stands on it, and its deals leave few whose touches have to be looked at.
    pub fn first_tried_on(
        &self,
        owners: &[StaffId],
        day: Day,
    ) -> Result<Vec<TriedFirst>, StoreError> {
        let mut found: Vec<TriedFirst> = Vec::new();
        for some in owners.chunks(AT_ONCE) {
            let mut values = vec![Val::Owned(day.to_text())];
            values.extend(some.iter().map(|owner| Val::Int(owner.number())));
            let touched = |when: &str| {
                format!(
                    "EXISTS (SELECT 1 FROM touch
                              WHERE touch.account = account.id AND touch.removed_op IS NULL
                                AND touch.day {when} CAST($1 AS TEXT))"
                )
            };
            let sql = format!(
                "SELECT account.id AS account, account.owner, account.shop,
                        (SELECT MIN(deal.opened_on) FROM deal
                          WHERE deal.account = account.id AND deal.removed_op IS NULL) AS dealt_on,
                        CAST(CASE WHEN EXISTS (SELECT 1 FROM deal
                                                WHERE deal.account = account.id
                                                  AND deal.removed_op IS NULL
                                                  AND deal.received_at IS NOT NULL
                                                  AND deal.opened_on <= CAST($1 AS TEXT))
                                  THEN 1 ELSE 0 END AS BIGINT) AS is_lead
                   FROM account
                  WHERE account.owner IN ({whose}) AND account.removed_op IS NULL
                    AND account.tried_on >= CAST($1 AS TEXT)
                    AND (account.reached_on IS NULL OR account.reached_on >= CAST($1 AS TEXT))
                    AND NOT EXISTS (SELECT 1 FROM deal
                                     WHERE deal.account = account.id AND deal.removed_op IS NULL
                                       AND deal.opened_on < CAST($1 AS TEXT))
                    AND {then} AND NOT {before}
                  ORDER BY account.id",
                whose = marks(2, some.len()),
                then = touched("="),
                before = touched("<"),
            );
            found.extend(self.all::<TriedFirst>(&sql, &values)?);
        }
        Ok(found)
    }
}
