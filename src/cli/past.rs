//! Accounts as they were in the evening of a day, by what is recorded of it.

use std::collections::HashMap;

use crate::model::{
    Account, AccountId, Appointment, Day, Deal, DealId, GradeMove, LostRecord, Purchase, Skip,
    StaffId, StageMove, Touch, Zone,
};
use crate::playbook::Playbook;
use crate::rules::agenda::{Candidate, is_due_by};
use crate::rules::compliance::{Change, Records, changes, facts_on};
use crate::store::{Column as _, Db, StoreError};

use super::candidates::Workplaces;

/// Accounts whose records are read at once.
const AT_ONCE: usize = 500;

/// What is recorded of an account.
#[derive(Default)]
pub(crate) struct Past {
    deals: Vec<Deal>,
    grades: Vec<GradeMove>,
    moves: Vec<StageMove>,
    losses: Vec<LostRecord>,
    touches: Vec<Touch>,
    appointments: Vec<Appointment>,
    skips: Vec<Skip>,
    purchases: usize,
}

impl Past {
    /// Reads what is recorded of accounts; of those without records nothing.
    pub(crate) fn of(
        db: &Db,
        accounts: &[AccountId],
    ) -> Result<HashMap<AccountId, Self>, StoreError> {
        let mut all: HashMap<AccountId, Self> = HashMap::new();
        let mut owner: HashMap<DealId, AccountId> = HashMap::new();
        for deal in db.by_account::<Deal>(accounts, "account")? {
            owner.insert(deal.id, deal.account);
            all.entry(deal.account).or_default().deals.push(deal);
        }
        let mut deals: Vec<DealId> = owner.keys().copied().collect();
        deals.sort_unstable();
        let mut own = |deal: DealId, take: &mut dyn FnMut(&mut Self)| {
            if let Some(account) = owner.get(&deal) {
                take(all.entry(*account).or_default());
            }
        };
        for change in db.by_deal::<GradeMove>(&deals, "deal")? {
            own(change.deal, &mut |past| past.grades.push(change.clone()));
        }
        for step in db.by_deal::<StageMove>(&deals, "deal")? {
            own(step.deal, &mut |past| past.moves.push(step.clone()));
        }
        for loss in db.by_deal::<LostRecord>(&deals, "deal")? {
            own(loss.deal, &mut |past| past.losses.push(loss.clone()));
        }
        for touch in db.by_account::<Touch>(accounts, "account")? {
            all.entry(touch.account).or_default().touches.push(touch);
        }
        for one in db.by_account::<Appointment>(accounts, "account")? {
            all.entry(one.account).or_default().appointments.push(one);
        }
        for skip in db.by_account::<Skip>(accounts, "account")? {
            all.entry(skip.account).or_default().skips.push(skip);
        }
        for bought in db.by_account::<Purchase>(accounts, "account")? {
            all.entry(bought.account).or_default().purchases += 1;
        }
        Ok(all)
    }

    /// Returns the changes that the records tell.
    pub(crate) fn changes(&self, playbook: &Playbook, zone: &Zone) -> Vec<(Day, Change)> {
        let records = Records {
            deals: &self.deals,
            grades: &self.grades,
            moves: &self.moves,
            losses: &self.losses,
            touches: &self.touches,
            appointments: &self.appointments,
            skips: &self.skips,
        };
        changes(&records, playbook, zone)
    }
}

impl Workplaces<'_> {
    /// Returns the accounts of the owners, of all where `None`, that are due by `last` as they were
    /// in the evening of `day`, or had a deadline then. They are those whose owners these are now.
    pub(crate) fn due_then(
        &mut self,
        owners: Option<&[StaffId]>,
        day: Day,
        last: Day,
    ) -> Result<Vec<Candidate>, StoreError> {
        let (db, playbook) = (self.db(), self.playbook());
        let mut ids: Vec<AccountId> = Vec::new();
        match owners {
            None => ids.extend(db.workable_accounts()?),
            Some(owners) => {
                for owner in owners {
                    ids.extend(db.ids_having::<AccountId>("owner", &owner.to_val())?);
                }
                ids.sort_unstable();
            }
        }
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let mut pasts = Past::of(db, some)?;
            for account in db.by_account::<Account>(some, "id")? {
                let past = pasts.remove(&account.id).unwrap_or_default();
                found.extend(self.then(&account, &past, day).filter(|one| {
                    let warns = one.appointments.iter().any(|agreed| agreed.deadline);
                    warns || is_due_by(one, playbook, last)
                }));
            }
        }
        Ok(found)
    }

    /// Returns the facts of an account before anything was recorded of it but what it bought.
    pub(crate) fn before(&mut self, account: &Account, past: &Past) -> Candidate {
        let purchases = u32::try_from(past.purchases).unwrap_or(u32::MAX);
        Candidate { purchases, ..self.without_records(account) }
    }

    /// Returns the facts of an account in the evening of `day`; `None` where it was entered later.
    pub(crate) fn then(&mut self, account: &Account, past: &Past, day: Day) -> Option<Candidate> {
        let blank = self.before(account, past);
        let changes = past.changes(self.playbook(), self.zone());
        let first = changes.iter().map(|(on, _)| *on).min();
        let since = first.map_or(account.opened_on, |on| on.min(account.opened_on));
        (since <= day).then(|| facts_on(&blank, &changes, self.playbook(), day))
    }
}
