//! Whom to contact on a day, and why (domain rules, section 4).
//!
//! `candidate` holds the facts, `due` says from when an account is due by them, `item` what the
//! agenda shows, `order` what comes first. The retention plan comes beside what is here: an item
//! is a reason ([`Why`]) with a due day, and the order is one sort.

mod candidate;
#[cfg(test)]
mod cases;
mod due;
mod explain;
mod first;
mod item;
mod order;
#[cfg(test)]
mod planned;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tried;

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashSet};

use crate::model::{AccountId, Day, StaffId};
use crate::playbook::Playbook;

pub use candidate::{Candidate, OpenAppointment, OpenDeal, Workplace};
pub use due::{
    Due, FirstRank, Why, deal_due, due_day, due_instead, due_of, first_due, is_due_by, items_of,
};
pub(super) use due::{Subject, beside, new_lead};
pub use explain::{Deciding, Step, explain};
pub use first::{FirstTry, LeftOut, Made, made_on};
pub use item::{Escalation, Item};

/// The plan of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// What is due, in the order in which it is to be done.
    pub items: Vec<Item>,
    /// First contacts left out beyond what is left of the daily capacity, by who would do them; only
    /// with any.
    pub left_out: Vec<LeftOut>,
}

/// Returns everything that is due on `day`, in the order in which it is to be done, and how many
/// first contacts the daily capacity leaves out.
///
/// Every open appointment and new lead of the day or before is an item of its own. Deadlines and
/// appointments by time; new leads by time left; by grade O H A B C N -, within a grade most days
/// overdue first; then first contacts, best first; ties by account id. The order does not depend on
/// that of the candidates, whose accounts have to differ. First contacts are capped by the playbook
/// for each who would do them, as if none was made that day yet. Accounts of the pool are due for their
/// deals and appointments alone. Never fails. Source: domain rules, section 4.
pub fn plan(
    candidates: impl IntoIterator<Item = Candidate>,
    playbook: &Playbook,
    day: Day,
) -> Agenda {
    plan_rest(candidates, playbook, day, (&Made::default(), &HashSet::new()))
}

/// The same without what was `placed` on an earlier day.
fn plan_rest(
    candidates: impl IntoIterator<Item = impl Borrow<Candidate>>,
    playbook: &Playbook,
    day: Day,
    (made, placed): (&Made, &HashSet<(AccountId, Subject)>),
) -> Agenda {
    let mut items = Vec::new();
    let mut first: BTreeMap<StaffId, Vec<Item>> = BTreeMap::new();
    for candidate in candidates {
        let candidate = candidate.borrow();
        let warnings = due::warnings(candidate, playbook, day).into_iter();
        let warnings = warnings.map(|due| (due::deal_of(candidate, due.why), due));
        let due = due_of(candidate, playbook).into_iter().chain(beside(candidate, playbook));
        for (deal, due) in warnings.chain(due.filter(|(_, due)| due.day <= day)) {
            let subject = Subject::of(due.why, deal.map(|deal| deal.deal));
            if !due.why.is_warning() && placed.contains(&(candidate.account, subject)) {
                continue;
            }
            let item = item::item(candidate, deal, due, playbook, day);
            match (item.why, item.doer) {
                (Why::FirstContact { .. }, Some(doer)) => first.entry(doer).or_default().push(item),
                _ => items.push(item),
            }
        }
    }
    let mut left_out = Vec::new();
    for (doer, mut contacts) in first {
        contacts.sort_by_cached_key(order::place);
        let made = made.of(doer);
        let left = first::left_of_day(playbook, made);
        if contacts.len() > left {
            left_out.push(LeftOut { doer, count: contacts.len() - left, made });
            contacts.truncate(left);
        }
        items.append(&mut contacts);
    }
    items.sort_by_cached_key(order::place);
    Agenda { items, left_out }
}

/// Returns the plans of `days` days from `first` on: each item stands on the day on which it falls
/// due, what is overdue on the first, and first contacts that a day leaves out are for the next.
/// First contacts that were `made` on the first day leave so many fewer to it. Every plan counts what
/// it leaves out. Never fails. Source: domain rules, section 4.
pub fn plan_span(
    candidates: &[Candidate],
    playbook: &Playbook,
    (first, days): (Day, u32),
    made: &Made,
) -> Vec<(Day, Agenda)> {
    let none = Made::default();
    let mut placed: HashSet<(AccountId, Subject)> = HashSet::new();
    let plans = (0..i64::from(days)).map(|later| {
        let day = first.plus_days(later);
        let made = if later == 0 { made } else { &none };
        let agenda = plan_rest(candidates, playbook, day, (made, &placed));
        let due = agenda.items.iter().filter(|item| !item.why.is_warning());
        placed.extend(due.map(|item| (item.account, Subject::of(item.why, item.deal))));
        (day, agenda)
    });
    plans.collect()
}
