//! Who may be due, and what is known of those who are.

use std::collections::{HashMap, HashSet};

use super::batches::{AT_ONCE, marks};
use super::follow_up::{self, Horizon};
use super::record::select;
use super::{Column as _, Db, FromRow, StoreError, Val, row};
use crate::model::{
    AccountId, Appointment, Day, DealId, DealState, Factor, Grade, Id as _, Instant, OperationId,
    Ownership, PhoneKind, ShopId, StaffId,
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
        /// Whether a deal of it was closed; not where one is open.
        pub dealt: bool,
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

row! {
    /// A move or a loss of a deal.
    pub struct TurnOfDeal {
        /// The deal.
        pub deal: DealId,
        /// Its preset of stages.
        pub preset: String,
        /// The operation that entered it.
        pub op: OperationId,
        /// The day.
        pub day: Day,
        /// The stage that it moved from; missing: it was lost.
        pub from_stage: Option<String>,
    }
}

row! {
    /// What is known of an account that is due.
    pub struct Known {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// The note of the last touch that has one.
        pub last_note: Option<String>,
        /// Number of its first phone.
        pub number: Option<String>,
        /// Extension of that phone.
        pub extension: Option<String>,
        /// Kind of that phone.
        pub kind: Option<PhoneKind>,
        /// Name of the contact who answers that phone, else of the first one.
        pub contact: Option<String>,
        /// The time at which that contact is best reached.
        pub best_time: Option<String>,
    }
}

row! {
    /// Why a deal of an account was lost.
    pub struct LossSaid {
        /// The account.
        pub account: AccountId,
        /// The cause, by key.
        pub cause: String,
        /// The brand bought instead, where it is known.
        pub competitor_brand: Option<String>,
    }
}

row! {
    /// A vehicle of an account.
    pub struct Owned {
        /// The account.
        pub account: AccountId,
        /// Who sold it.
        pub ownership: Ownership,
    }
}

row! {
    /// What a deal says of how its account has to be worked on.
    pub struct DealSaid {
        /// The deal.
        pub deal: DealId,
        /// Its account.
        pub account: AccountId,
        /// Whether they trust us and the brand.
        pub confidence: Factor,
        /// Whether they can pay.
        pub power: Factor,
        /// The step of the buying cycle that the customer is at, by key.
        pub buying_cycle: Option<String>,
    }
}

row! {
    /// A touch of the last day on which its account was tried.
    pub struct LastTouch {
        /// The account.
        pub account: AccountId,
        /// The day.
        pub day: Day,
        /// When it happened.
        pub happened_at: Instant,
        /// When it was entered.
        pub logged_at: Instant,
    }
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
                    CAST(CASE WHEN deal.id IS NULL
                                   AND EXISTS (SELECT 1 FROM deal closed
                                                WHERE closed.account = account.id
                                                  AND closed.removed_op IS NULL)
                              THEN 1 ELSE 0 END AS BIGINT) AS dealt,
                    deal.id AS deal, deal.grade, deal.opened_on AS deal_opened_on, deal.received_at
               FROM account
               LEFT JOIN deal ON deal.account = account.id AND deal.state = $1
                             AND deal.removed_op IS NULL
              WHERE account.removed_op IS NULL AND ({reached})
              ORDER BY account.id, deal.id"
        );
        self.each_as(&sql, &values, take)
    }

    /// Returns the accounts that have an owner, a deal or an appointment, by id.
    pub fn workable_accounts(&self) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT account.id FROM account
                    WHERE account.removed_op IS NULL
                      AND (account.owner IS NOT NULL
                           OR EXISTS (SELECT 1 FROM deal WHERE deal.account = account.id)
                           OR EXISTS (SELECT 1 FROM appointment
                                       WHERE appointment.account = account.id))
                    ORDER BY account.id";
        let mut found = Vec::new();
        self.each(sql, &[], |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the open appointments with accounts of these owners; with all accounts where none
    /// are given.
    pub fn open_appointments(
        &self,
        owners: Option<&[StaffId]>,
    ) -> Result<Vec<Appointment>, StoreError> {
        let mut values = Vec::new();
        let of = match owners {
            None => String::new(),
            Some([]) => return Ok(Vec::new()),
            Some(owners) => {
                let accounts = follow_up::with_appointments(owners, &mut values);
                format!("AND appointment.account IN ({accounts})")
            }
        };
        let open = select::<Appointment>();
        let sql = format!("{open} AND appointment.closed_on IS NULL {of} ORDER BY appointment.id");
        self.all(&sql, &values)
    }

    /// Returns the moves and losses of open deals, by deal, as they were entered: of those named; of
    /// all that were lost, or left one of these stages, where none are.
    pub fn turns_of_deals(
        &self,
        named: Option<&[DealId]>,
        closing: &[&str],
    ) -> Result<Vec<TurnOfDeal>, StoreError> {
        let mut found = Vec::new();
        let open = "deal.state = 'open' AND deal.removed_op IS NULL AND";
        let mut read = |which: &str, values: &[Val<'_>]| {
            self.each_turn(&format!("{open} deal.id IN ({which})"), values, &mut found)
        };
        if let Some(deals) = named {
            // Few were ever closed: those are told apart first, by the moves and losses alone.
            for some in self.once_closed(deals, closing)?.chunks(AT_ONCE) {
                let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
                read(&marks(1, some.len()), &ids)?;
            }
        } else {
            let keys: Vec<Val<'_>> = closing.iter().map(|key| Val::Text(key)).collect();
            let which = format!(
                "SELECT lost.deal FROM lost_record lost
                  UNION
                 SELECT step.deal FROM stage_move step WHERE step.from_stage IN ({})",
                marks(1, keys.len())
            );
            read(&which, &keys)?;
        }
        found.sort_by_key(|turn: &TurnOfDeal| (turn.deal, turn.op));
        Ok(found)
    }

    /// Returns the moves and losses of these deals, closed ones too, by deal, as they were entered.
    pub fn all_turns_of(&self, deals: &[DealId]) -> Result<Vec<TurnOfDeal>, StoreError> {
        let mut found = Vec::new();
        for some in deals.chunks(AT_ONCE) {
            let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            self.each_turn(&format!("deal.id IN ({})", marks(1, some.len())), &ids, &mut found)?;
        }
        found.sort_by_key(|turn: &TurnOfDeal| (turn.deal, turn.op));
        Ok(found)
    }

    /// Adds the moves and losses of deals that a condition holds of.
    fn each_turn(
        &self,
        condition: &str,
        values: &[Val<'_>],
        found: &mut Vec<TurnOfDeal>,
    ) -> Result<(), StoreError> {
        for (table, from_stage) in
            [("stage_move", "turn.from_stage"), ("lost_record", "CAST(NULL AS TEXT)")]
        {
            let sql = format!(
                "SELECT deal.id AS deal, deal.preset, turn.op, turn.day, {from_stage} AS from_stage
                   FROM deal JOIN {table} turn ON turn.deal = deal.id
                  WHERE {condition} AND turn.removed_op IS NULL"
            );
            self.each_as(&sql, values, |turn| {
                found.push(turn);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Returns those of these deals that were lost, or left one of these stages.
    fn once_closed(&self, deals: &[DealId], closing: &[&str]) -> Result<Vec<DealId>, StoreError> {
        let mut found = Vec::new();
        for some in deals.chunks(AT_ONCE) {
            let mut values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            values.extend(closing.iter().map(|key| Val::Text(key)));
            let (ids, keys) = (marks(1, some.len()), marks(some.len() + 1, closing.len()));
            let sql = format!(
                "SELECT lost.deal FROM lost_record lost WHERE lost.deal IN ({ids})
                  UNION
                 SELECT step.deal FROM stage_move step
                  WHERE step.deal IN ({ids}) AND step.from_stage IN ({keys})"
            );
            self.each(&sql, &values, |row| {
                found.push(row.get(0)?);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Returns what is known of these accounts.
    pub fn known_of(
        &self,
        accounts: &[AccountId],
    ) -> Result<HashMap<AccountId, Known>, StoreError> {
        let mut known: HashMap<AccountId, Known> = HashMap::with_capacity(accounts.len());
        self.each_of(accounts, KNOWN, |one: Known| {
            known.insert(one.account, one);
        })?;
        Ok(known)
    }

    /// Calls `take` with what the deals of these accounts say, in any order.
    pub fn each_said_by_deals(
        &self,
        accounts: &[AccountId],
        take: impl FnMut(DealSaid),
    ) -> Result<(), StoreError> {
        self.each_of(accounts, DEALS, take)
    }

    /// Calls `take` with the touches of the last day on which these accounts were tried, in any
    /// order.
    pub fn each_last_touch(
        &self,
        accounts: &[AccountId],
        take: impl FnMut(LastTouch),
    ) -> Result<(), StoreError> {
        self.each_of(accounts, LAST_TOUCHES, take)
    }

    /// Returns those of these accounts that have a vehicle of such an ownership.
    pub fn owning(
        &self,
        accounts: &[AccountId],
        ownership: Ownership,
    ) -> Result<HashSet<AccountId>, StoreError> {
        let mut found = HashSet::new();
        self.each_of(accounts, VEHICLES, |one: Owned| {
            if one.ownership == ownership {
                found.insert(one.account);
            }
        })?;
        Ok(found)
    }

    /// Calls `take` with why deals of these accounts that are lost were, in any order.
    pub fn each_loss_of(
        &self,
        accounts: &[AccountId],
        take: impl FnMut(LossSaid),
    ) -> Result<(), StoreError> {
        self.each_of(accounts, LOSSES, take)
    }

    /// Calls `take` with the rows of a query that ends where the ids of accounts follow.
    fn each_of<T: FromRow>(
        &self,
        accounts: &[AccountId],
        sql: &str,
        mut take: impl FnMut(T),
    ) -> Result<(), StoreError> {
        for some in accounts.chunks(AT_ONCE) {
            let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            let sql = format!("{sql} ({})", marks(1, some.len()));
            self.each_as(&sql, &ids, |row| {
                take(row);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Returns how often these accounts were visited, or came, and were reached; those that never
    /// were are missing.
    pub fn visits_of(&self, accounts: &[AccountId]) -> Result<HashMap<AccountId, i64>, StoreError> {
        let mut visits = HashMap::new();
        self.each_of(accounts, VISITS, |one: Of| *visits.entry(one.account).or_default() += 1)?;
        Ok(visits)
    }
}

row! {
    /// An account that something belongs to.
    pub struct Of {
        /// The account.
        pub account: AccountId,
    }
}

const KNOWN: &str = "
    SELECT account.id AS account, account.name,
           (SELECT touch.note FROM touch
             WHERE touch.account = account.id AND touch.note IS NOT NULL
               AND touch.removed_op IS NULL
             ORDER BY touch.happened_at DESC, touch.id DESC LIMIT 1) AS last_note,
           phone.number, phone.extension, phone.kind, contact.name AS contact, contact.best_time
      FROM account
      LEFT JOIN phone
             ON phone.id = (SELECT MIN(first.id) FROM phone first
                             WHERE first.account = account.id AND first.removed_op IS NULL)
      LEFT JOIN contact
             ON contact.id = COALESCE(
                (SELECT answers.id FROM contact answers
                  WHERE answers.id = phone.contact AND answers.account = account.id
                    AND answers.removed_op IS NULL),
                (SELECT MIN(first.id) FROM contact first
                  WHERE first.account = account.id AND first.removed_op IS NULL))
     WHERE account.id IN";

const DEALS: &str = "
    SELECT id AS deal, account, confidence, power, buying_cycle
      FROM deal WHERE removed_op IS NULL AND account IN";

const VEHICLES: &str = "
    SELECT account, ownership FROM vehicle WHERE removed_op IS NULL AND account IN";

const LAST_TOUCHES: &str = "
    SELECT touch.account, touch.day, touch.happened_at, touch.logged_at
      FROM touch JOIN account ON account.id = touch.account AND account.tried_on = touch.day
     WHERE touch.removed_op IS NULL AND touch.account IN";

const LOSSES: &str = "
    SELECT deal.account, lost_record.cause, lost_record.competitor_brand
      FROM lost_record JOIN deal ON deal.id = lost_record.deal
     WHERE deal.state = 'lost' AND deal.removed_op IS NULL
       AND lost_record.id = (SELECT MAX(last.id) FROM lost_record last
                              WHERE last.deal = deal.id AND last.removed_op IS NULL)
       AND deal.account IN";

const VISITS: &str = "
    SELECT account FROM touch
     WHERE kind IN ('visit', 'showroom', 'test-drive') AND result = 'reached'
       AND removed_op IS NULL AND account IN";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Account, AccountKind, AppointmentId, Staff, StaffId, Touch, TouchId, TouchKind, TouchResult,
    };
    use crate::store::testing::{caller, on_both};
    use crate::store::{Op, Store};

    const DAY: &str = "2026-03-02";

    fn write(store: &Store, work: impl FnOnce(&mut Op<'_>) -> Result<(), StoreError>) {
        store.write::<_, StoreError>(&caller("test"), false, work).unwrap();
    }

    /// Makes two staff and accounts of these owners, from A1 on.
    fn accounts(op: &mut Op<'_>, owners: &[Option<i64>]) -> Result<(), StoreError> {
        for _ in 0..2 {
            let id: StaffId = op.next_id()?;
            op.insert(&Staff {
                id,
                name: id.to_string(),
                aliases: Vec::new(),
                login: None,
                shop: None,
                team: None,
                roles: Vec::new(),
                hired_on: None,
                left_on: None,
            })?;
        }
        for owner in owners {
            let id: AccountId = op.next_id()?;
            let blank =
                Account::blank(AccountKind::Organisation, id.to_string(), DAY.parse().unwrap());
            op.insert(&Account { id, owner: owner.map(StaffId), ..blank })?;
        }
        Ok(())
    }

    type Said = (i64, &'static str, &'static str, Option<&'static str>);

    fn touch(op: &mut Op<'_>, said: Said, kind: TouchKind, result: TouchResult) -> TouchId {
        let (account, day, time, note) = said;
        let id = op.next_id().unwrap();
        op.insert(&Touch {
            id,
            account: AccountId(account),
            deal: None,
            contact: None,
            staff: None,
            kind,
            result,
            day: day.parse().unwrap(),
            happened_at: format!("{day}T{time}:00Z").parse().unwrap(),
            logged_at: format!("{DAY}T01:00:00Z").parse().unwrap(),
            note: note.map(str::to_owned),
            grade: None,
            quoted: None,
            appointment: None,
        })
        .unwrap();
        id
    }

    #[test]
    fn the_last_note_is_that_of_the_last_touch_that_has_one() {
        on_both(|store| {
            write(store, |op| {
                accounts(op, &[None; 4])?;
                let mut call = |said| touch(op, said, TouchKind::Call, TouchResult::Reached);
                // Entered in another order than they happened in.
                call((1, "2026-02-03", "06:00", Some("later that day")));
                call((1, "2026-02-03", "05:00", Some("earlier that day")));
                call((1, "2026-02-01", "09:00", Some("days before")));
                call((1, "2026-02-09", "09:00", None));
                call((2, "2026-02-03", "05:00", Some("first entered")));
                call((2, "2026-02-03", "05:00", Some("last entered")));
                let removed = call((2, "2026-02-20", "05:00", Some("taken away")));
                call((3, "2026-02-20", "05:00", None));
                op.remove(removed)
            });
            let ids = [1, 2, 3, 4].map(AccountId);
            let known = store.db().known_of(&ids).unwrap();
            let notes = ids.map(|id| known[&id].last_note.as_deref());
            assert_eq!(notes, [Some("later that day"), Some("last entered"), None, None]);
            assert_eq!(ids.map(|id| known[&id].name.as_str()), ["A1", "A2", "A3", "A4"]);
        });
    }

    #[test]
    fn visits_are_meetings_that_took_place() {
        on_both(|store| {
            write(store, |op| {
                accounts(op, &[None; 2])?;
                let said = (1, "2026-02-03", "05:00", None);
                for kind in [TouchKind::Visit, TouchKind::Showroom, TouchKind::TestDrive] {
                    touch(op, said, kind, TouchResult::Reached);
                }
                touch(op, said, TouchKind::Call, TouchResult::Reached);
                touch(op, said, TouchKind::Visit, TouchResult::NoAnswer);
                let removed = touch(op, said, TouchKind::Visit, TouchResult::Reached);
                op.remove(removed)
            });
            let visits = store.db().visits_of(&[AccountId(1), AccountId(2)]).unwrap();
            assert_eq!(visits, HashMap::from([(AccountId(1), 3)]));
        });
    }

    #[test]
    fn appointments_are_those_of_the_owners_however_far_away() {
        on_both(|store| {
            write(store, |op| {
                accounts(op, &[Some(1), Some(2), None, Some(1)])?;
                for (account, day, closed) in [
                    (1, "2026-03-09", false),
                    (1, "2027-03-01", false),
                    (2, "2026-03-03", false),
                    (3, "2026-03-03", false),
                    (4, "2026-03-03", true),
                ] {
                    let day: Day = day.parse().unwrap();
                    let id = op.next_id()?;
                    op.insert(&Appointment {
                        id,
                        account: AccountId(account),
                        deal: None,
                        contact: None,
                        staff: None,
                        day,
                        time: None,
                        deadline: false,
                        purpose: None,
                        closed_on: closed.then_some(day),
                        kind: None,
                        booked_on: None,
                        ending: None,
                    })?;
                }
                Ok(())
            });
            let of = |owners: Option<&[StaffId]>| -> Vec<AppointmentId> {
                let found = store.db().open_appointments(owners).unwrap();
                found.iter().map(|one| one.id).collect()
            };
            assert_eq!(of(Some(&[StaffId(1)])), [1, 2].map(AppointmentId));
            assert_eq!(of(Some(&[StaffId(1), StaffId(2)])), [1, 2, 3].map(AppointmentId));
            assert_eq!(of(Some(&[])), []);
            assert_eq!(of(None), [1, 2, 3, 4].map(AppointmentId));
        });
    }
}
