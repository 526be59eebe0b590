//! When accounts may be due: a narrow table of days of facts, from which an agenda reads one range
//! per lane instead of every account.
//!
//! A row says that an account of an owner has a fact of some day in a lane; never a computed due
//! day, so that a change of the playbook rewrites nothing. It is kept in step by the operation
//! that changes an account, a deal or an appointment, and can be made again from the records.

use super::batches::{AT_ONCE, marks};
use super::{Db, StoreError, Val};
use crate::model::{AccountId, Day, Grade, Id as _, IdKind, StaffId};

/// The lanes but those of the grades, which begin at [`BY_GRADE`] in the order of [`Grade::ALL`].
/// An account without an open deal that was never reached is in the lanes of N.
#[derive(Debug, Clone, Copy)]
enum Lane {
    /// The day of the earliest open appointment.
    Appointment = 0,
    /// The day of an open deadline, which warns before.
    Deadline = 1,
    /// The day of an attempt that reached nobody.
    Retry = 2,
    /// The day until which it was put off.
    Until = 3,
    /// The day from which a deal is there, or the owner, where nobody was reached yet; or from which
    /// a deal is there that began with a lead, where nobody was tried after the day of that.
    New = 4,
}

/// The lane of the first grade: the day of the last effective contact, or of a later skip.
const BY_GRADE: usize = 10;

/// The last day of each lane that is asked for, inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// Of appointments.
    pub appointment: Day,
    /// Of deadlines.
    pub deadline: Day,
    /// Of attempts that reached nobody.
    pub retry: Day,
    /// Of days until which something was put off.
    pub until: Day,
    /// Of days from which a deal is there.
    pub new: Day,
    /// Of last contacts or skips, by grade.
    pub grades: Vec<(Grade, Day)>,
}

impl Horizon {
    fn lanes(&self) -> Vec<(i64, Day)> {
        let mut lanes = vec![
            (Lane::Appointment as i64, self.appointment),
            (Lane::Deadline as i64, self.deadline),
            (Lane::Retry as i64, self.retry),
            (Lane::Until as i64, self.until),
            (Lane::New as i64, self.new),
        ];
        lanes.extend(self.grades.iter().map(|(grade, day)| (lane_of(*grade), *day)));
        lanes
    }
}

fn lane_of(grade: Grade) -> i64 {
    let place = Grade::ALL.iter().position(|one| *one == grade).unwrap_or(0);
    i64::try_from(BY_GRADE + place).unwrap_or(0)
}

/// Records whose accounts have to be looked at again.
#[derive(Debug, Clone, Default)]
pub(super) struct Stale {
    accounts: Vec<i64>,
    deals: Vec<i64>,
    appointments: Vec<i64>,
}

impl Stale {
    /// Notes that fields of a record changed from what they `held`.
    pub(super) fn changed<'v>(
        &mut self,
        kind: IdKind,
        id: i64,
        held: impl Iterator<Item = (&'v str, &'v Val<'static>)>,
    ) {
        let (list, counted): (_, &[&str]) = match kind {
            IdKind::AccountId => (&mut self.accounts, ACCOUNT),
            IdKind::DealId => (&mut self.deals, DEAL),
            IdKind::AppointmentId => (&mut self.appointments, APPOINTMENT),
            _ => return,
        };
        let mut counts = false;
        let mut left = None;
        for (column, before) in held {
            counts |= counted.contains(&column);
            if let ("account", Val::Int(account)) = (column, before) {
                left = Some(*account);
            }
        }
        if counts {
            list.push(id);
        }
        self.accounts.extend(left);
    }

    fn count(&self) -> usize {
        self.accounts.len() + self.deals.len() + self.appointments.len()
    }
}

/// Fields that decide in which lanes an account is.
const ACCOUNT: &[&str] = &[
    "owner",
    "opened_on",
    "reached_on",
    "tried_on",
    "assigned_on",
    "skipped_on",
    "skipped_until",
    "removed_op",
];
const DEAL: &[&str] = &["account", "state", "grade", "opened_on", "received_at", "removed_op"];
const APPOINTMENT: &[&str] = &["account", "day", "deadline", "closed_on", "removed_op"];

/// Changed records, or ranges of new ones, from which on all is made again at once.
const REBUILD_ABOVE: usize = 20_000;
const RANGES_ABOVE: usize = 200;

impl Db {
    /// Makes again what may have changed: of the records that are stale, of those made in ranges of
    /// ids of a kind, and of those removed or brought back.
    pub(super) fn follow_up(
        &self,
        stale: &Stale,
        made: &dyn Fn(IdKind) -> Vec<(i64, i64)>,
        moved: &dyn Fn(IdKind) -> Vec<(i64, i64)>,
    ) -> Result<(), StoreError> {
        let accounts = made(IdKind::AccountId);
        let [deals, appointments] = [IdKind::DealId, IdKind::AppointmentId].map(made);
        let moved = [
            ("account", "id", IdKind::AccountId),
            ("deal", "account", IdKind::DealId),
            ("appointment", "account", IdKind::AppointmentId),
        ]
        .map(|(table, column, kind)| (table, column, moved(kind)));
        let moved_ranges: usize = moved.iter().map(|(.., ranges)| ranges.len()).sum();
        let rows = |(first, last): &(i64, i64)| usize::try_from(last - first + 1).unwrap_or(0);
        let moved_rows: usize = moved.iter().flat_map(|(.., ranges)| ranges.iter().map(rows)).sum();
        let ranges = accounts.len() + deals.len() + appointments.len() + moved_ranges;
        if ranges + stale.count() == 0 {
            return Ok(());
        }
        if self.nobody_owns()? {
            return self.exec("DELETE FROM follow_up", &[]).map(drop);
        }
        if stale.count() + moved_rows > REBUILD_ABOVE || ranges > RANGES_ABOVE {
            return self.rebuild_follow_up();
        }
        for (table, column, ranges) in &moved {
            for (first, last) in ranges {
                let these = between("id", *first, *last);
                self.again(&format!("SELECT {column} FROM {table} WHERE {these}"), &[])?;
            }
        }
        let own = accounts.iter().map(|(first, last)| between("account.id", *first, *last));
        let own: Vec<String> = own.collect();
        for scope in &own {
            self.add_follow_ups(scope, &[])?;
        }
        // Accounts that are new as well are done already.
        let new = accounts.iter().map(|(first, last)| between("account", *first, *last));
        let known: Vec<String> = new.map(|new| format!(" AND NOT ({new})")).collect();
        let known = known.concat();
        for (table, ranges) in [("deal", &deals), ("appointment", &appointments)] {
            for (first, last) in ranges {
                let these = between("id", *first, *last);
                self.again(&format!("SELECT account FROM {table} WHERE {these}{known}"), &[])?;
            }
        }
        for (table, column, ids) in [
            ("account", "id", &stale.accounts),
            ("deal", "account", &stale.deals),
            ("appointment", "account", &stale.appointments),
        ] {
            let mut ids = ids.clone();
            ids.sort_unstable();
            ids.dedup();
            for some in ids.chunks(AT_ONCE) {
                let these = marks(1, some.len());
                let values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
                self.again(
                    &format!("SELECT {column} FROM {table} WHERE id IN ({these})"),
                    &values,
                )?;
            }
        }
        Ok(())
    }

    /// Makes the whole table again from the records.
    pub fn rebuild_follow_up(&self) -> Result<(), StoreError> {
        self.exec("DELETE FROM follow_up", &[])?;
        // Sorted at the end, the index of SQLite costs half; that of a server others are reading.
        let alone = self.as_sqlite().is_some();
        if alone {
            self.batch("DROP INDEX follow_up_by_account")?;
        }
        self.add_follow_ups("1 = 1", &[])?;
        if alone {
            self.batch("CREATE INDEX follow_up_by_account ON follow_up (account)")?;
        }
        Ok(())
    }

    /// Makes again the rows of the accounts that `which`, a query of ids, names.
    fn again(&self, which: &str, values: &[Val<'_>]) -> Result<(), StoreError> {
        self.exec(&format!("DELETE FROM follow_up WHERE account IN ({which})"), values)?;
        self.add_follow_ups(&format!("account.id IN ({which})"), values)
    }

    fn nobody_owns(&self) -> Result<bool, StoreError> {
        let owned = "SELECT id FROM account WHERE owner IS NOT NULL LIMIT 1";
        Ok(self.value::<i64>(owned, &[])?.is_none())
    }

    /// Adds the rows of the accounts in `scope`, which have none.
    fn add_follow_ups(&self, scope: &str, values: &[Val<'_>]) -> Result<(), StoreError> {
        let rows = follow_ups(scope);
        let sql = format!("INSERT INTO follow_up (owner, lane, day, account) {rows}");
        self.exec(&sql, values).map(drop)
    }

    /// Returns the accounts of which a lead may wait for an answer, by id: all that wait are among them.
    pub fn with_leads(&self) -> Result<Vec<AccountId>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT account.id FROM deal JOIN account ON account.id = deal.account
              WHERE deal.state = 'open' AND deal.removed_op IS NULL AND {}
                AND account.removed_op IS NULL
              ORDER BY account.id",
            unanswered()
        );
        let mut found = Vec::new();
        self.each(&sql, &[], |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns how many rows the table lacks, and how many it has that are not made of the records.
    pub fn stray_follow_ups(&self) -> Result<(i64, i64), StoreError> {
        let (made, kept) = (follow_ups("1 = 1"), "SELECT owner, lane, day, account FROM follow_up");
        let missing = format!("{made} EXCEPT {kept}");
        let extra = format!("{kept} EXCEPT SELECT * FROM ({made}) made");
        let count = |rows: &str| {
            let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM ({rows}) stray");
            self.value::<i64>(&sql, &[]).map(|count| count.unwrap_or(0))
        };
        Ok((count(&missing)?, count(&extra)?))
    }
}

/// What the numbers of a day and of the next one differ by at most: 28 February and 1 March.
const A_DAY: i64 = 4;

/// Returns a number of the day that a text begins with, as if every month had 31 of them.
fn number(text: &str) -> String {
    let part = |from, count| format!("CAST(substr({text}, {from}, {count}) AS BIGINT)");
    format!("{} * 372 + {} * 31 + {}", part(1, 4), part(6, 2), part(9, 2))
}

/// Returns the condition that nobody answered the lead of a deal since the day it came in. Days of
/// leads are those of UTC here, and clocks may be a day ahead: which was first on a day is told apart
/// by the rule.
fn unanswered() -> String {
    let came = number("deal.received_at");
    let (tried_day, reached_day) = (number("account.tried_on"), number("account.reached_on"));
    format!(
        "deal.received_at IS NOT NULL
             AND (account.tried_on IS NULL OR {tried_day} <= {came} + {A_DAY})
             AND (account.reached_on IS NULL OR {reached_day} <= {came} + {A_DAY})"
    )
}

/// Returns the rows that the accounts in `scope` are to have, as a query.
fn follow_ups(scope: &str) -> String {
    let lanes = Grade::ALL
        .iter()
        .map(|grade| format!("WHEN '{}' THEN {}", grade.letter(), lane_of(*grade)));
    let lanes: Vec<String> = lanes.collect();
    let lanes = lanes.join(" ");
    let [appointment, deadline, retry, until, new] =
        [Lane::Appointment, Lane::Deadline, Lane::Retry, Lane::Until, Lane::New]
            .map(|lane| lane as i64);
    // The sign keeps SQLite from going by the owner, from one end of the accounts to the other for
    // each of them: here they are those of the scope, or all of them in their order.
    let owned = format!("+account.owner IS NOT NULL AND account.removed_op IS NULL AND ({scope})");
    let agreed = "JOIN appointment ON appointment.account = account.id
                       AND appointment.closed_on IS NULL AND appointment.removed_op IS NULL";
    let tried = "account.tried_on IS NOT NULL
             AND (account.reached_on IS NULL OR account.tried_on > account.reached_on)
             AND (account.skipped_on IS NULL OR account.tried_on > account.skipped_on)";
    let unanswered = unanswered();
    let skipped = "account.skipped_on IS NOT NULL
             AND (account.reached_on IS NULL OR account.skipped_on > account.reached_on)";
    format!(
        "SELECT account.owner, {appointment}, MIN(appointment.day), account.id
               FROM account {agreed} WHERE {owned} GROUP BY account.owner, account.id
              UNION
             SELECT account.owner, {deadline}, appointment.day, account.id
               FROM account {agreed} WHERE appointment.deadline = 1 AND {owned}
              UNION
             SELECT account.owner,
                    CASE WHEN {tried} THEN {retry}
                         WHEN {skipped} AND account.skipped_until IS NOT NULL THEN {until}
                         WHEN {skipped} OR account.reached_on IS NOT NULL
                         THEN CASE COALESCE(deal.grade, 'N') {lanes} END
                         ELSE {new} END,
                    CASE WHEN {tried} THEN account.tried_on
                         WHEN {skipped} THEN COALESCE(account.skipped_until, account.skipped_on)
                         WHEN account.reached_on IS NOT NULL THEN account.reached_on
                         WHEN account.assigned_on >= deal.opened_on THEN account.assigned_on
                         ELSE COALESCE(deal.opened_on, account.assigned_on, account.opened_on) END,
                    account.id
               FROM account
               LEFT JOIN deal ON deal.account = account.id AND deal.state = 'open'
                             AND deal.removed_op IS NULL
              WHERE (deal.id IS NOT NULL OR account.reached_on IS NULL) AND {owned}
              UNION
             SELECT account.owner, {new}, deal.opened_on, account.id
               FROM account
               JOIN deal ON deal.account = account.id AND deal.state = 'open'
                        AND deal.removed_op IS NULL
              WHERE {unanswered} AND {owned}"
    )
}

/// Returns the accounts of these owners that a horizon reaches, as a query of ids; its parameters
/// go on from those in `values`.
pub(super) fn within(
    owners: &[StaffId],
    horizon: &Horizon,
    values: &mut Vec<Val<'static>>,
) -> String {
    let ranges = horizon.lanes().into_iter().map(|(lane, day)| {
        values.push(Val::Owned(day.to_text()));
        format!("({lane}, CAST(${} AS TEXT))", values.len())
    });
    let ranges: Vec<String> = ranges.collect();
    let whose = marks(values.len() + 1, owners.len());
    values.extend(owners.iter().map(|owner| Val::Int(owner.number())));
    // The order of the join is given: first the ranges, for each of them what it reaches.
    format!(
        "WITH reach (lane, last) AS (VALUES {})
         SELECT follow_up.account FROM reach CROSS JOIN follow_up
          WHERE follow_up.owner IN ({whose}) AND follow_up.lane = reach.lane
            AND follow_up.day <= reach.last",
        ranges.join(", ")
    )
}

/// Returns the accounts of these owners that have an open appointment, as a query of ids; its
/// parameters go on from those in `values`.
pub(super) fn with_appointments(owners: &[StaffId], values: &mut Vec<Val<'static>>) -> String {
    let whose = marks(values.len() + 1, owners.len());
    values.extend(owners.iter().map(|owner| Val::Int(owner.number())));
    let lane = Lane::Appointment as i64;
    format!(
        "SELECT follow_up.account FROM follow_up
              WHERE follow_up.owner IN ({whose}) AND follow_up.lane = {lane}"
    )
}

fn between(column: &str, first: i64, last: i64) -> String {
    format!("{column} BETWEEN {first} AND {last}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::model::{
        Account, AccountKind, Appointment, AppointmentId, Deal, DealId, DealState, Staff,
    };
    use crate::store::testing::{caller, on_both};
    use crate::store::{Column, Op, Store};

    /// Something that a command may write: which of what there is, and what then.
    #[derive(Debug, Clone)]
    enum Write {
        Account(Option<i64>),
        Deal(usize, Grade),
        Appointment(usize, i64, bool),
        Owner(usize, Option<i64>),
        Touched(usize, &'static str, Option<i64>),
        Grade(Vec<usize>, Grade),
        Close(usize),
        Kept(usize),
        Moved(usize, usize),
        RemoveAccount(usize),
        RemoveDeal(usize),
    }

    fn day(offset: i64) -> Day {
        "2026-03-02".parse::<Day>().unwrap().plus_days(offset)
    }

    fn writes() -> impl Strategy<Value = Vec<Vec<Write>>> {
        let at = || 0_usize..64;
        let owner = || prop::option::weighted(0.7, 1_i64..4);
        let grade = || prop::sample::select(Grade::ALL);
        let columns = ["reached_on", "tried_on", "skipped_on", "skipped_until", "assigned_on"];
        let one = prop_oneof![
            3 => owner().prop_map(Write::Account),
            3 => (at(), grade()).prop_map(|(at, grade)| Write::Deal(at, grade)),
            2 => (at(), -9_i64..20, any::<bool>())
                .prop_map(|(at, day, deadline)| Write::Appointment(at, day, deadline)),
            2 => (at(), owner()).prop_map(|(at, owner)| Write::Owner(at, owner)),
            4 => (at(), prop::sample::select(columns.to_vec()), prop::option::of(-9_i64..9))
                .prop_map(|(at, column, day)| Write::Touched(at, column, day)),
            1 => (prop::collection::vec(at(), 1..4), grade())
                .prop_map(|(at, grade)| Write::Grade(at, grade)),
            1 => at().prop_map(Write::Close),
            1 => at().prop_map(Write::Kept),
            1 => (at(), at()).prop_map(|(deal, to)| Write::Moved(deal, to)),
            1 => at().prop_map(Write::RemoveAccount),
            1 => at().prop_map(Write::RemoveDeal),
        ];
        prop::collection::vec(prop::collection::vec(one, 1..6), 60)
    }

    /// Returns the record that a number stands for; `None` where there is none.
    fn pick<T: Copy>(all: &[T], at: usize) -> Option<T> {
        all.get(at % all.len().max(1)).copied()
    }

    fn apply(op: &mut Op<'_>, write: &Write) -> Result<(), StoreError> {
        let accounts: Vec<AccountId> =
            op.db().every::<Account>()?.iter().map(|account| account.id).collect();
        let deals: Vec<DealId> = op.db().every::<Deal>()?.iter().map(|deal| deal.id).collect();
        let agreed: Vec<AppointmentId> =
            op.db().every::<Appointment>()?.iter().map(|one| one.id).collect();
        match write {
            Write::Account(owner) => {
                let id = op.next_id()?;
                let owner = owner.map(StaffId);
                let blank = Account::blank(AccountKind::Person, String::new(), day(0));
                op.insert(&Account { id, owner, ..blank })?;
            }
            Write::Deal(at, grade) => {
                let Some(account) = pick(&accounts, *at) else { return Ok(()) };
                let id = op.next_id()?;
                let blank = Deal::blank(account, "retail".to_owned(), "lead".to_owned(), day(-3));
                op.insert(&Deal { id, grade: *grade, ..blank })?;
            }
            Write::Appointment(at, on, deadline) => {
                let Some(account) = pick(&accounts, *at) else { return Ok(()) };
                let id = op.next_id()?;
                op.insert(&Appointment {
                    id,
                    account,
                    deal: None,
                    contact: None,
                    staff: None,
                    day: day(*on),
                    time: None,
                    deadline: *deadline,
                    purpose: None,
                    closed_on: None,
                    kind: None,
                    booked_on: None,
                    ending: None,
                })?;
            }
            Write::Owner(at, owner) => {
                let Some(account) = pick(&accounts, *at) else { return Ok(()) };
                op.give(account, owner.map(StaffId))?;
            }
            Write::Touched(at, column, on) => {
                let Some(account) = pick(&accounts, *at) else { return Ok(()) };
                op.update(account, &[(*column, on.map(day).to_val())])?;
            }
            Write::Grade(at, grade) => {
                let mut some: Vec<DealId> = at.iter().filter_map(|at| pick(&deals, *at)).collect();
                some.sort_unstable();
                some.dedup();
                op.update_all(&some, &[("grade", grade.to_val())])?;
            }
            Write::Close(at) => {
                let Some(deal) = pick(&deals, *at) else { return Ok(()) };
                op.update(deal, &[("state", DealState::Lost.to_val())])?;
            }
            Write::Kept(at) => {
                let Some(one) = pick(&agreed, *at) else { return Ok(()) };
                op.update(one, &[("closed_on", Some(day(0)).to_val())])?;
            }
            Write::Moved(at, to) => {
                let (deal, to) = (pick(&deals, *at), pick(&accounts, *to));
                let (Some(deal), Some(to)) = (deal, to) else { return Ok(()) };
                op.update(deal, &[("account", to.to_val())])?;
            }
            Write::RemoveAccount(at) => {
                let Some(account) = pick(&accounts, *at) else { return Ok(()) };
                op.remove(account)?;
            }
            Write::RemoveDeal(at) => {
                let Some(deal) = pick(&deals, *at) else { return Ok(()) };
                op.remove(deal)?;
            }
        }
        Ok(())
    }

    fn rows(store: &Store) -> Vec<(i64, i64, String, i64)> {
        let mut found = Vec::new();
        let sql = "SELECT owner, lane, day, account FROM follow_up
                    ORDER BY owner, lane, day, account";
        store
            .db()
            .each(sql, &[], |row| {
                found.push((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
                Ok(())
            })
            .unwrap();
        found
    }

    fn consultants(store: &Store) {
        store
            .write::<_, StoreError>(&caller("staff"), false, |op| {
                for _ in 0..3 {
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
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn what_operations_keep_in_step_is_what_is_made_again() {
        on_both(|store| {
            consultants(store);
            let config = Config { failure_persistence: None, ..Config::default() };
            let mut runner = TestRunner::new(config);
            let operations = writes().new_tree(&mut runner).unwrap().current();
            for writes in &operations {
                let work = |op: &mut Op<'_>| writes.iter().try_for_each(|write| apply(op, write));
                store.write::<_, StoreError>(&caller("write"), false, work).unwrap();
                let kept = rows(store);
                assert_eq!(store.db().stray_follow_ups().unwrap(), (0, 0));
                store.db().rebuild_follow_up().unwrap();
                assert_eq!(kept, rows(store), "after {writes:?}");
            }
            assert!(!rows(store).is_empty());
        });
    }

    #[test]
    fn accounts_of_the_pool_are_in_no_lane_and_a_dry_run_changes_none() {
        on_both(|store| {
            consultants(store);
            let first = store.db().every::<Staff>().unwrap()[0].id;
            let write = |dry_run, owner: Option<i64>| {
                let work = |op: &mut Op<'_>| apply(op, &Write::Account(owner));
                store.write::<_, StoreError>(&caller("add"), dry_run, work).unwrap();
            };
            write(false, None);
            write(true, Some(first.number()));
            assert_eq!(rows(store), []);
            write(false, Some(first.number()));
            let lane = Lane::New as i64;
            let owned = store.db().every::<Account>().unwrap()[1].id;
            let day = "2026-03-02".to_owned();
            assert_eq!(rows(store), [(first.number(), lane, day, owned.number())]);
        });
    }

    #[test]
    fn every_grade_has_a_lane_of_its_own() {
        let lanes: std::collections::BTreeSet<i64> =
            Grade::ALL.iter().map(|g| lane_of(*g)).collect();
        assert_eq!(lanes.len(), Grade::ALL.len());
        assert!(lanes.iter().all(|lane| *lane > Lane::New as i64));
    }
}
