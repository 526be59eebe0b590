//! How many first contacts a day has room for (domain rules, section 4, item 2).

use std::collections::BTreeMap;

use crate::model::{Day, StaffId};
use crate::playbook::Playbook;

/// An account that was tried on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstTry {
    /// Who does what is due of it that day; missing: the pool.
    pub doer: Option<StaffId>,
    /// The day on which it was tried, or reached, for the first time.
    pub tried_on: Day,
    /// The day on which its first deal was entered; missing: it never had one.
    pub dealt_on: Option<Day>,
    /// Whether that deal began with a lead, which is answered rather than contacted first.
    pub is_lead: bool,
}

/// First contacts that were made on a day, by who does them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made(BTreeMap<StaffId, usize>);

impl Made {
    /// Returns how many were one's own.
    pub fn of(&self, doer: StaffId) -> usize {
        self.0.get(&doer).copied().unwrap_or(0)
    }
}

/// First contacts that a day has no room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Who would do them.
    pub doer: StaffId,
    /// How many there are.
    pub count: usize,
    /// How many were made that day.
    pub made: usize,
}

/// Returns the first contacts of `day`: of the accounts `tried` then, those that were never tried
/// before and began the day without a deal, whether or not they are due for anything now. Never
/// fails. Source: domain rules, section 4, item 2.
pub fn made_on(tried: impl IntoIterator<Item = FirstTry>, day: Day) -> Made {
    let mut made = Made::default();
    for one in tried {
        let had_deal = one.dealt_on.is_some_and(|on| on < day || one.is_lead);
        if let Some(doer) = one.doer.filter(|_| one.tried_on == day && !had_deal) {
            *made.0.entry(doer).or_default() += 1;
        }
    }
    made
}

/// Returns how many first contacts the day of somebody still has room for.
pub(super) fn left_of_day(playbook: &Playbook, made: usize) -> usize {
    let capacity = usize::try_from(playbook.agenda.first_contacts_per_day).unwrap_or(usize::MAX);
    capacity.saturating_sub(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::agenda::cases::march;

    #[test]
    fn a_first_contact_is_the_first_try_of_an_account_that_had_no_deal_that_morning() {
        for (tried_on, dealt_on, is_lead, counts, what) in [
            (9, None, false, true, "no deal"),
            (9, Some(9), false, true, "it became a deal by it"),
            (9, Some(12), false, true, "a deal of later"),
            (9, Some(8), false, false, "a deal of before"),
            (9, Some(9), true, false, "a lead that was answered"),
            (8, None, false, false, "tried before"),
            (10, None, false, false, "tried later"),
        ] {
            let dealt_on = dealt_on.map(march);
            let one =
                FirstTry { doer: Some(StaffId(1)), tried_on: march(tried_on), dealt_on, is_lead };
            let made = made_on([one, FirstTry { doer: None, ..one }], march(9));
            assert_eq!(made.of(StaffId(1)), usize::from(counts), "{what}");
            assert_eq!(made.of(StaffId(2)), 0, "{what}");
        }
    }
}
