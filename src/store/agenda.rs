//! Who may be due, and what is known of those who are.

use std::collections::HashMap;

use super::batches::{AT_ONCE, marks};
use super::follow_up::{self, Horizon};
use super::record::select;
use super::{Column as _, Db, StoreError, Val, row};
use crate::model::{
    AccountId, Appointment, Contact, Day, DealId, DealState, Grade, Id as _, Instant, ShopId,
    StaffId, StoredPhone,
};

row! {
    /// An account that may be due, with one of its open deals.
    pub struct MayBeDue {
        /// The account.
        pub account: AccountId,
        /// Its consultant; missing: the pool.
        pub owner: Option<StaffId>,
        /// Day of the last effective contact.
        pub reached_on: Option<Day>,
        /// Day of the last contact or attempt.
        pub tried_on: Option<Day>,
        /// Day on which the account was entered.
        pub opened_on: Day,
        /// Day on which it got its consultant.
        pub assigned_on: Option<Day>,
        /// Attempts since the last effective contact.
        pub tries: i64,
        /// Day on which its item was last passed over.
        pub skipped_on: Option<Day>,
        /// Day until which it was then put off.
        pub skipped_until: Option<Day>,
        /// The shop it belongs to.
        pub shop: Option<ShopId>,
        /// Channel through which it reached us.
        pub channel: Option<String>,
        /// Its industry.
        pub industry: Option<String>,
        /// Its labels.
        pub tags: Vec<String>,
        /// Purchases recorded; 0 where there is an open deal.
        pub purchases: i64,
        /// The deal; missing where none is open.
        pub deal: Option<DealId>,
        /// Its grade.
        pub grade: Option<Grade>,
        /// Day on which the deal was entered.
        pub deal_opened_on: Option<Day>,
        /// When the lead came in that the deal began with.
        pub received_at: Option<Instant>,
    }
}

/// What is known of an account that is due.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Its name.
    pub name: String,
    /// Its first phone.
    pub phone: Option<StoredPhone>,
    /// The contact who answers that phone, else the first one.
    pub contact: Option<Contact>,
    /// The note of the last touch that has one.
    pub last_note: Option<String>,
    /// How often they were visited, or came, and were reached.
    pub visits: i64,
}

impl Db {
    /// Calls `take` with the accounts that have an open deal or an open appointment, or that were
    /// never reached: by account, one row per open deal. Of the pool only those with a deal or an
    /// appointment. Of owners only what the horizon reaches; everything where none is given, which
    /// reads every account. On PostgreSQL `take` must not use the connection.
    pub fn each_that_may_be_due(
        &self,
        within: Option<(&[StaffId], &Horizon)>,
        take: impl FnMut(MayBeDue) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut values = vec![DealState::Open.to_val()];
        let reached = match within {
            None => "deal.id IS NOT NULL
                     OR EXISTS (SELECT 1 FROM appointment
                                 WHERE appointment.account = account.id
                                   AND appointment.closed_on IS NULL
                                   AND appointment.removed_op IS NULL)
                     OR (account.reached_on IS NULL AND account.owner IS NOT NULL)"
                .to_owned(),
            Some(([], _)) => return Ok(()),
            Some((owners, horizon)) => {
                format!("account.id IN ({})", follow_up::within(owners, horizon, &mut values))
            }
        };
        let sql = format!(
            "SELECT account.id AS account, account.owner, account.reached_on, account.tried_on,
                    account.opened_on, account.assigned_on, account.tries, account.skipped_on,
                    account.skipped_until, account.shop, account.channel, account.industry,
                    account.tags,
                    CASE WHEN deal.id IS NULL
                         THEN (SELECT COUNT(*) FROM purchase
                                WHERE purchase.account = account.id AND purchase.removed_op IS NULL)
                         ELSE 0 END AS purchases,
                    deal.id AS deal, deal.grade, deal.opened_on AS deal_opened_on, deal.received_at
               FROM account
               LEFT JOIN deal ON deal.account = account.id AND deal.state = $1
                             AND deal.removed_op IS NULL
              WHERE account.removed_op IS NULL AND ({reached})
              ORDER BY account.id, deal.id"
        );
        self.each_as(&sql, &values, take)
    }

    /// Returns the open appointments of the accounts that the horizon reaches; of all accounts
    /// where none is given.
    pub fn open_appointments(
        &self,
        within: Option<(&[StaffId], &Horizon)>,
    ) -> Result<Vec<Appointment>, StoreError> {
        let mut values = Vec::new();
        let of = match within {
            None => String::new(),
            Some(([], _)) => return Ok(Vec::new()),
            Some((owners, horizon)) => {
                let accounts = follow_up::within(owners, horizon, &mut values);
                format!("AND appointment.account IN ({accounts})")
            }
        };
        let open = select::<Appointment>();
        let sql = format!("{open} AND appointment.closed_on IS NULL {of} ORDER BY appointment.id");
        self.all(&sql, &values)
    }

    /// Returns what is known of these accounts.
    pub fn known_of(
        &self,
        accounts: &[AccountId],
    ) -> Result<HashMap<AccountId, Known>, StoreError> {
        let mut known: HashMap<AccountId, Known> = HashMap::with_capacity(accounts.len());
        for some in accounts.chunks(AT_ONCE) {
            let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            let among = marks(1, some.len());
            let names = format!("SELECT id, name FROM account WHERE id IN ({among})");
            self.each(&names, &ids, |row| {
                known.entry(row.get(0)?).or_default().name = row.get(1)?;
                Ok(())
            })?;
            let notes = format!(
                "SELECT account, note FROM touch
                  WHERE account IN ({among}) AND note IS NOT NULL AND removed_op IS NULL
                  ORDER BY account, day, happened_at, id"
            );
            self.each(&notes, &ids, |row| {
                known.entry(row.get(0)?).or_default().last_note = row.get(1)?;
                Ok(())
            })?;
            let visits = format!(
                "SELECT account, CAST(COUNT(*) AS BIGINT) FROM touch
                  WHERE account IN ({among}) AND kind IN ('visit', 'showroom', 'test-drive')
                    AND result = 'reached' AND removed_op IS NULL
                  GROUP BY account"
            );
            self.each(&visits, &ids, |row| {
                known.entry(row.get(0)?).or_default().visits = row.get(1)?;
                Ok(())
            })?;
        }
        for phone in self.phones_of(accounts)? {
            known.entry(phone.account).or_default().phone.get_or_insert(phone);
        }
        for contact in self.by_account::<Contact>(accounts, "account")? {
            let of = known.entry(contact.account).or_default();
            let answers = of.phone.as_ref().and_then(|phone| phone.contact) == Some(contact.id);
            if answers || of.contact.is_none() {
                of.contact = Some(contact);
            }
        }
        Ok(known)
    }
}
