//! Accounts as they were in the evening of a day, by what is recorded of it.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveTime;

use crate::clock::day_of;
use crate::model::{
    Account, AccountId, Appointment, Day, Deal, DealId, GradeMove, Purchase, Skip, StaffId, Touch,
    Zone,
};
use crate::playbook::Playbook;
use crate::rules::agenda::{Candidate, is_due_by};
use crate::rules::assignment::{self, Assignment, Before, Held, held};
use crate::rules::compliance::{Change, Records, changes, facts_on};
use crate::rules::deal::Turn;
use crate::store::{AssignmentImage, Column as _, Db, StoreError, TurnOfDeal};

use super::candidates::{Workplaces, turn};

/// Accounts whose records are read at once.
const AT_ONCE: usize = 500;

/// What is recorded of an account.
#[derive(Default)]
pub(crate) struct Past {
    deals: Vec<Deal>,
    grades: Vec<GradeMove>,
    turns: Vec<TurnOfDeal>,
    touches: Vec<Touch>,
    appointments: Vec<Appointment>,
    skips: Vec<Skip>,
    held: Vec<Held>,
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
        for turn in db.all_turns_of(&deals)? {
            own(turn.deal, &mut |past| past.turns.push(turn.clone()));
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

    /// Reads what is recorded of an account, and who had it.
    pub(crate) fn of_one(db: &Db, account: &Account, zone: &Zone) -> Result<Self, StoreError> {
        let mut past = Self::of(db, &[account.id])?.remove(&account.id).unwrap_or_default();
        past.held = held(now(account), &before(&db.assignments_of(account.id)?, zone));
        Ok(past)
    }

    /// Returns the changes that the records tell.
    pub(crate) fn changes(&self, playbook: &Playbook, zone: &Zone) -> Vec<(Day, Change)> {
        let turns: Vec<(DealId, Turn)> =
            self.turns.iter().map(|one| (one.deal, turn(one, playbook))).collect();
        let records = Records {
            deals: &self.deals,
            grades: &self.grades,
            turns: &turns,
            touches: &self.touches,
            appointments: &self.appointments,
            skips: &self.skips,
            held: &self.held,
        };
        changes(&records, zone)
    }
}

impl Workplaces<'_> {
    /// Returns the accounts of those who were their owners then, of all where `None`, that are due by
    /// `last` as they were in the evening of `day`, or had a deadline then.
    pub(crate) fn due_then(
        &mut self,
        owners: Option<&[StaffId]>,
        day: Day,
        last: Day,
    ) -> Result<Vec<Candidate>, StoreError> {
        let (db, playbook) = (self.db(), self.playbook());
        let given = self.given_since(day)?;
        let mut ids: BTreeSet<AccountId> = given.keys().copied().collect();
        match owners {
            None => ids.extend(db.workable_accounts()?),
            Some(owners) => {
                for owner in owners {
                    ids.extend(db.ids_having::<AccountId>("owner", &owner.to_val())?);
                }
            }
        }
        let ids: Vec<AccountId> = ids.into_iter().collect();
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let mut accounts = db.by_account::<Account>(some, "id")?;
            for account in &mut accounts {
                had(account, given.get(&account.id), day, self.zone());
            }
            let theirs = |account: &Account| match owners {
                Some(owners) => account.owner.is_some_and(|owner| owners.contains(&owner)),
                None => true,
            };
            accounts.retain(theirs);
            let kept: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
            let mut pasts = Past::of(db, &kept)?;
            for account in accounts {
                let past = pasts.remove(&account.id).unwrap_or_default();
                found.extend(self.then(&account, &past, day).filter(|one| {
                    let warns = one.appointments.iter().any(|agreed| agreed.deadline);
                    warns || is_due_by(one, playbook, last)
                }));
            }
        }
        Ok(found)
    }

    /// Returns what was changed, after the evening of a day, of who has accounts.
    fn given_since(
        &self,
        day: Day,
    ) -> Result<HashMap<AccountId, Vec<AssignmentImage>>, StoreError> {
        let midnight = day.plus_days(1).date().and_time(NaiveTime::MIN);
        let mut given: HashMap<AccountId, Vec<AssignmentImage>> = HashMap::new();
        for image in self.db().assignments_since(self.zone().instant(midnight))? {
            given.entry(image.account).or_default().push(image);
        }
        Ok(given)
    }

    /// Returns the facts of an account before anything was recorded of it but what it bought.
    pub(crate) fn before(&mut self, account: &Account, past: &Past) -> Candidate {
        let purchases = u32::try_from(past.purchases).unwrap_or(u32::MAX);
        let first = past.held.first().map_or_else(|| now(account), |first| first.by);
        let Assignment { owner, assigned_on } = first;
        Candidate { owner, assigned_on, purchases, ..self.without_records(account) }
    }

    /// Returns the facts of an account in the evening of `day`; `None` where it was entered later.
    pub(crate) fn then(&mut self, account: &Account, past: &Past, day: Day) -> Option<Candidate> {
        let blank = self.before(account, past);
        let changes = past.changes(self.playbook(), self.zone());
        let first = changes.iter().map(|(on, _)| *on).min();
        let since = first.map_or(account.opened_on, |on| on.min(account.opened_on));
        (since <= day).then(|| {
            let facts = facts_on(&blank, &changes, self.playbook(), day);
            Candidate { workplace: self.of(account.shop, facts.owner), ..facts }
        })
    }
}

/// Returns who has an account now.
fn now(account: &Account) -> Assignment {
    Assignment { owner: account.owner, assigned_on: account.assigned_on }
}

/// Gives an account back to who had it in the evening of a day, by what was changed after it.
fn had(account: &mut Account, changed: Option<&Vec<AssignmentImage>>, day: Day, zone: &Zone) {
    let Some(changed) = changed else { return };
    let then = assignment::on(&held(now(account), &before(changed, zone)), day);
    (account.owner, account.assigned_on) = (then.owner, then.assigned_on);
}

/// Returns what changes of who has an account found, with their days.
fn before(images: &[AssignmentImage], zone: &Zone) -> Vec<Before> {
    let before = images.iter().map(|image| Before {
        changed_on: day_of(image.at, zone),
        owner: image.owner,
        assigned_on: image.assigned_on,
    });
    before.collect()
}
