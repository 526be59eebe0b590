//! Whom to contact on a day, and why (domain rules, section 4).
//!
//! Appointments, days off and the retention plan come before and after what is here: an item is
//! a reason ([`Why`]) with a due day, and the order is one sort.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{AccountId, Day, DealId, Grade, StaffId};
use crate::playbook::{Playbook, Work};

/// An account that may be due, with its open deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The account.
    pub account: AccountId,
    /// The consultant responsible; missing: the pool.
    pub owner: Option<StaffId>,
    /// Day of the last effective contact; missing: never reached.
    pub reached_on: Option<Day>,
    /// Day of the last contact or attempt; missing: never tried.
    pub tried_on: Option<Day>,
    /// Day on which the account was entered.
    pub opened_on: Day,
    /// Day on which it got its present owner.
    pub assigned_on: Option<Day>,
    /// How many purchases of it are recorded; of use where it has no open deal.
    pub purchases: u32,
    /// Its open deals, in any order.
    pub deals: Vec<OpenDeal>,
}

/// An open deal of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenDeal {
    /// The deal.
    pub deal: DealId,
    /// Its effective grade.
    pub grade: Grade,
    /// Day on which it was entered.
    pub opened_on: Day,
}

/// Why an account is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The cadence of the grade has run out: the due day is `last` + `cadence_days`.
    Cadence {
        /// The grade whose cadence it is; N has that of C.
        grade: Grade,
        /// The last effective contact.
        last: Day,
        /// Days from it to the due day.
        cadence_days: i64,
    },
    /// Nobody has reached the account since the deal is there, or the owner has it: due at once.
    NeverContacted {
        /// The due day: when the deal was entered, or the owner got the account.
        since: Day,
    },
    /// The last contact was an attempt that reached nobody.
    AttemptFollowUp {
        /// The day of the attempt.
        tried_on: Day,
        /// Days from it to the due day.
        retry_days: i64,
    },
    /// The account has no deal and was never reached.
    FirstContact {
        /// When the owner got it, or it was entered where nobody knows.
        assigned_on: Day,
        /// Purchases recorded: those who did business with us come first.
        purchases: u32,
        /// The last attempt; missing where there was none.
        tried_on: Option<Day>,
    },
}

impl Why {
    /// Returns the stable code.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cadence { .. } => "cadence",
            Self::NeverContacted { .. } => "never-contacted",
            Self::AttemptFollowUp { .. } => "attempt",
            Self::FirstContact { .. } => "first-contact",
        }
    }

    /// Returns the day that the due day is counted from.
    pub const fn since(self) -> Day {
        match self {
            Self::Cadence { last: day, .. }
            | Self::NeverContacted { since: day }
            | Self::AttemptFollowUp { tried_on: day, .. }
            | Self::FirstContact { assigned_on: day, .. } => day,
        }
    }

    /// Returns days from there to the due day; missing where it is due at once.
    pub const fn after_days(self) -> Option<i64> {
        match self {
            Self::Cadence { cadence_days: days, .. }
            | Self::AttemptFollowUp { retry_days: days, .. } => Some(days),
            Self::NeverContacted { .. } | Self::FirstContact { .. } => None,
        }
    }
}

/// When something is due, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day from which it is due.
    pub day: Day,
    /// Why.
    pub why: Why,
}

/// A contact to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The account to contact.
    pub account: AccountId,
    /// The consultant responsible; missing: the pool.
    pub owner: Option<StaffId>,
    /// The deal that decides when the account is due; missing for a first contact.
    pub deal: Option<DealId>,
    /// The grade of that deal.
    pub grade: Option<Grade>,
    /// Why it is due.
    pub why: Why,
    /// The day from which it is due.
    pub due: Day,
    /// Whole days from the due day to the day planned, from 0.
    pub days_overdue: i64,
    /// What to do; the playbook has the steps.
    pub work: Work,
}

/// The plan of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// What is due, in the order in which it is to be done.
    pub items: Vec<Item>,
    /// First contacts left out beyond the daily capacity, by owner; only owners with any.
    pub left_out: Vec<(StaffId, usize)>,
}

/// Returns everything that is due on `day`, in the order in which it is to be done, and how many
/// first contacts the daily capacity leaves out.
///
/// By grade O H A B C N -, within a grade most days overdue first; then first contacts, best
/// first; ties by account id. The order does not depend on that of the candidates, whose accounts
/// have to differ. First contacts are capped per owner, by the playbook. Accounts of the pool
/// are due for their deals alone. Never fails. Source: domain rules, section 4.
pub fn plan(
    candidates: impl IntoIterator<Item = Candidate>,
    playbook: &Playbook,
    day: Day,
) -> Agenda {
    let mut items = Vec::new();
    let mut first: BTreeMap<StaffId, Vec<Item>> = BTreeMap::new();
    for candidate in candidates {
        let decided = deciding(&candidate, playbook).filter(|(_, due)| due.day <= day);
        if let Some((deal, due)) = decided {
            items.push(item(&candidate, Some(deal), due, playbook, day));
        }
        if let (Some(owner), Some(due)) = (candidate.owner, first_contact(&candidate, playbook))
            && due.day <= day
        {
            first.entry(owner).or_default().push(item(&candidate, None, due, playbook, day));
        }
    }
    items.sort_by_key(|item| (item.grade, item.due, item.account));
    let capacity = usize::try_from(playbook.agenda.first_contacts_per_day).unwrap_or(usize::MAX);
    let mut left_out = Vec::new();
    let mut chosen = Vec::new();
    for (owner, mut contacts) in first {
        contacts.sort_by_key(best_first);
        if contacts.len() > capacity {
            left_out.push((owner, contacts.len() - capacity));
            contacts.truncate(capacity);
        }
        chosen.append(&mut contacts);
    }
    chosen.sort_by_key(best_first);
    items.append(&mut chosen);
    Agenda { items, left_out }
}

/// Returns the day from which an account is due by its open deals, and why; `None` where it has
/// no open deal. The earliest of [`deal_due`] over its open deals. Never fails.
pub fn due_day(candidate: &Candidate, playbook: &Playbook) -> Option<Due> {
    deciding(candidate, playbook).map(|(_, due)| due)
}

/// Returns the day from which an account is due by one of its open deals, and why. The day may
/// lie in the future. Never fails.
///
/// With `reached_on`, `tried_on` and `assigned_on` of the account:
///
/// - `floor` = the day the deal was entered; where the account was never reached, the later of
///   that and `assigned_on`.
/// - an *attempt* is a `tried_on` after `reached_on`, or without one.
/// - due = the later of `floor` and: `tried_on` + the playbook's `retry_after_days` where there
///   was an attempt, else `reached_on` + the cadence of the grade, else nothing.
///
/// An attempt so brings the account back the next day, before or after the cadence would. As
/// ranges over facts, due ≤ D is: `floor` ≤ D, and `tried_on` ≤ D − `retry_after_days` where
/// there was an attempt, else `reached_on` ≤ D − cadence, or never reached.
///
/// A deal not graded yet is due at once until the first effective contact, then as C; one without
/// a grade (`-`) has a cadence too. Source: domain rules, section 4, item 2.
pub fn deal_due(candidate: &Candidate, deal: &OpenDeal, playbook: &Playbook) -> Due {
    let floor = match candidate.reached_on {
        Some(_) => deal.opened_on,
        None => candidate.assigned_on.map_or(deal.opened_on, |on| on.max(deal.opened_on)),
    };
    let again = if let Some(tried_on) = attempt(candidate) {
        let retry_days = i64::from(playbook.agenda.retry_after_days);
        let why = Why::AttemptFollowUp { tried_on, retry_days };
        Some(Due { day: tried_on.plus_days(retry_days), why })
    } else {
        candidate.reached_on.map(|last| {
            let cadence_days = playbook.grades.cadence_days(deal.grade);
            let why = Why::Cadence { grade: deal.grade, last, cadence_days };
            Due { day: last.plus_days(cadence_days), why }
        })
    };
    again
        .filter(|due| due.day >= floor)
        .unwrap_or(Due { day: floor, why: Why::NeverContacted { since: floor } })
}

/// Returns the deal that decides when the account is due: the one due first, of several the one
/// with the shortest cadence, the nearest grade, the smallest id.
fn deciding(candidate: &Candidate, playbook: &Playbook) -> Option<(OpenDeal, Due)> {
    let due = candidate.deals.iter().map(|deal| (*deal, deal_due(candidate, deal, playbook)));
    due.min_by_key(|(deal, due)| {
        (due.day, playbook.grades.cadence_days(deal.grade), deal.grade, deal.deal)
    })
}

/// Returns the day of the last attempt, where nobody was reached since.
fn attempt(candidate: &Candidate) -> Option<Day> {
    candidate.tried_on.filter(|tried| candidate.reached_on.is_none_or(|reached| *tried > reached))
}

/// Returns from when an account without an open deal is due for a first contact; `None` where it
/// has one, or was reached. An attempt brings it back the next day.
fn first_contact(candidate: &Candidate, playbook: &Playbook) -> Option<Due> {
    if !candidate.deals.is_empty() || candidate.reached_on.is_some() {
        return None;
    }
    let assigned_on = candidate.assigned_on.unwrap_or(candidate.opened_on);
    let retry_days = i64::from(playbook.agenda.retry_after_days);
    let again = candidate.tried_on.map(|tried| tried.plus_days(retry_days));
    let day = again.map_or(assigned_on, |again| again.max(assigned_on));
    let Candidate { purchases, tried_on, .. } = *candidate;
    Some(Due { day, why: Why::FirstContact { assigned_on, purchases, tried_on } })
}

/// The order of first contacts 优先次序: those who did business with us, then the longest assigned.
fn best_first(item: &Item) -> (Reverse<bool>, Day, AccountId) {
    match item.why {
        Why::FirstContact { assigned_on, purchases, .. } => {
            (Reverse(purchases > 0), assigned_on, item.account)
        }
        _ => (Reverse(false), item.due, item.account),
    }
}

fn item(
    candidate: &Candidate,
    deal: Option<OpenDeal>,
    due: Due,
    playbook: &Playbook,
    day: Day,
) -> Item {
    let grade = deal.map(|deal| deal.grade);
    Item {
        account: candidate.account,
        owner: candidate.owner,
        deal: deal.map(|deal| deal.deal),
        grade,
        why: due.why,
        due: due.day,
        days_overdue: day.days_since(due.day),
        work: grade.map_or(Work::FirstContact, |grade| playbook.grades.row(grade).work),
    }
}
