//! The facts of the agenda, from the store.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::clock::day_of;
use crate::model::{
    Account, AccountId, Appointment, CalendarPreset, Day, DayOff, Deal, DealId, DealState, Grade,
    Instant, Purchase, Shop, ShopId, StaffId, Zone,
};
use crate::playbook::{OpeningHours, Playbook, Preset, minute_of_day};
use crate::rules::agenda::{
    Candidate, Due, FirstTry, Made, OpenAppointment, OpenDeal, Why, Workplace, due_of, first_due,
    is_due_by, items_of, made_on,
};
use crate::rules::calendar::Calendar;
use crate::rules::deal::{Turn, opened_again_on};
use crate::rules::touch::TouchTime;
use crate::store::{Db, Horizon, MayBeDue, StoreError, TurnOfDeal};

/// Where and when people of ours work.
pub(crate) struct Workplaces<'s> {
    db: &'s Db,
    playbook: &'s Playbook,
    zone: &'s Zone,
    shops: Vec<Shop>,
    shop_of: HashMap<StaffId, ShopId>,
    days_off: Vec<DayOff>,
    made: HashMap<(Option<ShopId>, Option<StaffId>), Arc<Workplace>>,
}

impl<'s> Workplaces<'s> {
    /// Reads them, to plan by a playbook in a store's time zone.
    pub(crate) fn new(
        db: &'s Db,
        playbook: &'s Playbook,
        zone: &'s Zone,
    ) -> Result<Self, StoreError> {
        let (shops, days_off) = (db.every::<Shop>()?, db.every::<DayOff>()?);
        let shop_of = db.shops_of_staff()?;
        Ok(Self { db, playbook, zone, shops, shop_of, days_off, made: HashMap::new() })
    }

    pub(super) fn db(&self) -> &'s Db {
        self.db
    }

    pub(super) fn playbook(&self) -> &'s Playbook {
        self.playbook
    }

    pub(super) fn zone(&self) -> &'s Zone {
        self.zone
    }

    /// Returns the workplace of an account's consultant at its shop; where it has none at theirs,
    /// where they have none at the only one.
    pub(super) fn of(&mut self, shop: Option<ShopId>, owner: Option<StaffId>) -> Arc<Workplace> {
        if let Some(made) = self.made.get(&(shop, owner)) {
            return made.clone();
        }
        let theirs = || self.shop_of.get(&owner?).copied();
        let only = || match self.shops.as_slice() {
            [shop] => Some(shop.id),
            _ => None,
        };
        let workplace = Arc::new(self.make(shop.or_else(theirs).or_else(only), owner));
        self.made.insert((shop, owner), workplace.clone());
        workplace
    }

    fn make(&self, shop: Option<ShopId>, owner: Option<StaffId>) -> Workplace {
        let record = self.shops.iter().find(|one| Some(one.id) == shop);
        let preset = record.map_or(CalendarPreset::Dealer, |shop| shop.calendar);
        let own = |time: fn(&Shop) -> &Option<String>| {
            record.and_then(|shop| time(shop).as_deref()).and_then(minute_of_day)
        };
        let usual = self.playbook.agenda.opening;
        let opens = own(|shop| &shop.opens_at).unwrap_or(usual.opens);
        let closes = own(|shop| &shop.closes_at).unwrap_or(usual.closes);
        Workplace {
            calendar: Calendar::new(preset, shop, owner, &self.days_off),
            hours: OpeningHours { opens, closes },
            zone: self.zone.clone(),
        }
    }

    /// Returns `owners` with those for whom one of them stands in between two days, inclusive.
    pub(crate) fn with_absent(&self, owners: &[StaffId], first: Day, last: Day) -> Vec<StaffId> {
        let absent = self.days_off.iter().filter(|off| {
            let stands_in = off.stand_in.is_some_and(|who| owners.contains(&who));
            stands_in && off.first_day <= last && off.last_day >= first
        });
        let mut all: Vec<StaffId> = owners.to_vec();
        all.extend(absent.filter_map(|off| off.staff));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Returns the days of facts up to which something may be due by `last`: by the cadences of
    /// the playbook, and by how far days off can move it.
    fn horizon(&mut self, owners: &[StaffId], last: Day) -> Horizon {
        let mut shops: Vec<Option<ShopId>> = self.shops.iter().map(|shop| Some(shop.id)).collect();
        shops.push(None);
        let mut longest = 0;
        for owner in owners {
            for shop in &shops {
                longest = longest.max(self.of(*shop, Some(*owner)).calendar.longest_run());
            }
        }
        let playbook = self.playbook;
        let warnings = playbook.agenda.deadline_warnings.iter().copied().max().unwrap_or(0);
        let moved = last.plus_days(longest);
        let cadence = |grade: &Grade| playbook.grades.cadence_days(*grade);
        Horizon {
            appointment: last,
            deadline: moved.plus_days(i64::from(warnings)),
            retry: last,
            until: moved,
            new: moved,
            grades: Grade::ALL
                .iter()
                .map(|grade| (*grade, moved.plus_days(-cadence(grade))))
                .collect(),
        }
    }

    /// Returns the accounts of the owners, of all where `None`, that are due by `last` or have a
    /// deadline, which may warn before it is due.
    pub(crate) fn due_by(
        &mut self,
        owners: Option<&[StaffId]>,
        last: Day,
    ) -> Result<Vec<Candidate>, StoreError> {
        let horizon = owners.map(|owners| self.horizon(owners, last));
        let within = owners.zip(horizon.as_ref());
        let playbook = self.playbook;
        let mut candidates: Vec<Candidate> = Vec::new();
        // What is due later never becomes an item, so that it need not be kept.
        self.each(within, |candidate| {
            let due = |c: &Candidate| is_due_by(c, playbook, last);
            let warns = |c: &Candidate| c.appointments.iter().any(|one| one.deadline);
            candidates.extend(Some(candidate).filter(|one| due(one) || warns(one)));
        })?;
        let deals: Vec<DealId> =
            candidates.iter().flat_map(|one| &one.deals).map(|deal| deal.deal).collect();
        let again = self.opened_again(Some(&deals))?;
        // What was opened again is due later than it looked.
        for candidate in &mut candidates {
            open_again(candidate, &again);
        }
        Ok(candidates)
    }

    /// Returns the first contacts that were made on `day` by those who would do the others that are due
    /// then.
    pub(crate) fn first_contacts_made(
        &mut self,
        candidates: &[Candidate],
        day: Day,
    ) -> Result<Made, StoreError> {
        let playbook = self.playbook;
        let is_first = |due: Due| matches!(due.why, Why::FirstContact { .. }) && due.day <= day;
        let waits = |one: &&Candidate| due_of(one, playbook).is_some_and(|(_, due)| is_first(due));
        let doers = candidates.iter().filter(waits).filter_map(|one| one.doer(day));
        let mut doers: Vec<StaffId> = doers.collect();
        doers.sort_unstable();
        doers.dedup();
        let owners = self.with_absent(&doers, day, day);
        let mut tried = Vec::new();
        for one in self.db.first_tried_on(&owners, day)? {
            let stand_in = self.of(one.shop, one.owner).calendar.stand_in(day);
            tried.push(FirstTry {
                doer: one.owner.map(|owner| stand_in.unwrap_or(owner)),
                tried_on: day,
                dealt_on: one.dealt_on,
                is_lead: one.is_lead,
            });
        }
        Ok(made_on(tried, day))
    }

    /// Returns how many new leads wait for an answer on `day`, of anybody, of the accounts `within` where
    /// there is a choice.
    pub(crate) fn leads_waiting(
        &mut self,
        day: Day,
        within: Option<&HashSet<AccountId>>,
    ) -> Result<usize, StoreError> {
        let (db, playbook) = (self.db, self.playbook);
        let mut ids = db.with_leads()?;
        ids.retain(|id| within.is_none_or(|within| within.contains(id)));
        let is_lead = |due: Due| matches!(due.why, Why::NewLead { .. }) && due.day <= day;
        let mut count = 0;
        for account in db.by_account::<Account>(&ids, "id")? {
            let candidate = self.one(&account)?;
            let items = items_of(&candidate, playbook).into_iter();
            count += items.filter(|(_, due)| is_lead(*due)).count();
        }
        Ok(count)
    }

    /// Returns when open deals were opened again last, of those named, or of all; those that never
    /// were are missing.
    fn opened_again(&self, named: Option<&[DealId]>) -> Result<HashMap<DealId, Day>, StoreError> {
        let presets = self.playbook.funnel.presets();
        let closing = presets.iter().filter_map(|preset| preset.closing_stage());
        // A list within a query is never empty: no stage has the empty key.
        let mut closing: Vec<&str> = closing.chain([""]).collect();
        closing.sort_unstable();
        closing.dedup();
        let turns = self.db.turns_of_deals(named, &closing)?;
        let of_deals = turns.chunk_by(|one, next| one.deal == next.deal);
        let again = of_deals.filter_map(|of_deal| {
            let turns: Vec<Turn> = of_deal.iter().map(|one| turn(one, self.playbook)).collect();
            Some((of_deal.first()?.deal, opened_again_on(&turns)?))
        });
        Ok(again.collect())
    }

    /// Returns the day on which accounts fell due first by appointments and deals, of all that will be.
    pub(crate) fn due_days(&mut self) -> Result<Vec<(AccountId, Day)>, StoreError> {
        let playbook = self.playbook;
        let again = self.opened_again(None)?;
        let mut days = Vec::new();
        self.each(None, |mut candidate| {
            open_again(&mut candidate, &again);
            days.extend(first_due(&candidate, playbook).map(|day| (candidate.account, day)));
        })?;
        Ok(days)
    }

    /// Calls `take` with the accounts that may be due, by id; those come last of which it has to be
    /// looked up whether they were tried before a lead of that day.
    fn each(
        &mut self,
        within: Option<(&[StaffId], &Horizon)>,
        mut take: impl FnMut(Candidate),
    ) -> Result<(), StoreError> {
        let db = self.db;
        let mut agreed: HashMap<AccountId, Vec<OpenAppointment>> = HashMap::new();
        for one in db.open_appointments(within.map(|(owners, _)| owners))? {
            agreed.entry(one.account).or_default().extend(open_appointment(&one));
        }
        let mut open: Option<Candidate> = None;
        let mut tried_then = Vec::new();
        let mut done = |candidate: Candidate| {
            if tried_on_day_of_lead(&candidate) {
                tried_then.push(candidate);
            } else {
                take(candidate);
            }
        };
        db.each_that_may_be_due(within, |row| {
            if open.as_ref().is_none_or(|candidate| candidate.account != row.account) {
                let appointments = agreed.remove(&row.account).unwrap_or_default();
                let workplace = self.of(row.shop, row.owner);
                open.replace(candidate(&row, appointments, workplace)).map(&mut done);
            }
            if let Some(candidate) = &mut open {
                candidate.deals.extend(open_deal(&row));
            }
            Ok(())
        })?;
        open.map(done);
        self.say_when_tried(&mut tried_then)?;
        tried_then.into_iter().for_each(take);
        Ok(())
    }

    /// Keeps on accounts until when their last touches can have happened.
    fn say_when_tried(&self, candidates: &mut [Candidate]) -> Result<(), StoreError> {
        let ids: Vec<AccountId> = candidates.iter().map(|one| one.account).collect();
        let mut latest: HashMap<AccountId, Instant> = HashMap::new();
        self.db.each_last_touch(&ids, |touch| {
            let time = TouchTime::of(touch.day, touch.happened_at, touch.logged_at, self.zone);
            let at = latest.entry(touch.account).or_insert(time.at_latest);
            *at = time.at_latest.max(*at);
        })?;
        for one in candidates {
            one.tried_at = latest.get(&one.account).copied();
        }
        Ok(())
    }

    /// Returns the facts of an account that no record tells.
    pub(super) fn without_records(&mut self, account: &Account) -> Candidate {
        Candidate {
            owner: account.owner,
            assigned_on: account.assigned_on,
            channel: account.channel.clone(),
            industry: account.industry.clone(),
            tags: account.tags.clone(),
            ..Candidate::blank(account.id, account.opened_on, self.of(account.shop, account.owner))
        }
    }

    /// Returns the facts of one account.
    pub(crate) fn one(&mut self, account: &Account) -> Result<Candidate, StoreError> {
        let db = self.db;
        let ids = [account.id];
        let deals = db.by_account::<Deal>(&ids, "account")?;
        let appointments = db.by_account::<Appointment>(&ids, "account")?;
        let purchases = db.by_account::<Purchase>(&ids, "account")?.len();
        let open = deals.iter().filter(|deal| deal.state == DealState::Open);
        let open: Vec<OpenDeal> = open.map(as_open).collect();
        let named: Vec<DealId> = open.iter().map(|deal| deal.deal).collect();
        let again = self.opened_again(Some(&named))?;
        let mut candidate = Candidate {
            reached_on: account.reached_on,
            tried_on: account.tried_on,
            tries: u32::try_from(account.tries).unwrap_or(0),
            skipped_on: account.skipped_on,
            skipped_until: account.skipped_until,
            purchases: u32::try_from(purchases).unwrap_or(u32::MAX),
            dealt: deals.iter().any(|deal| deal.state != DealState::Open),
            deals: open,
            appointments: appointments.iter().filter_map(open_appointment).collect(),
            ..self.without_records(account)
        };
        open_again(&mut candidate, &again);
        if tried_on_day_of_lead(&candidate) {
            self.say_when_tried(std::slice::from_mut(&mut candidate))?;
        }
        Ok(candidate)
    }
}

/// Returns what a move or a loss was for its deal, by the stages of the playbook.
pub(super) fn turn(one: &TurnOfDeal, playbook: &Playbook) -> Turn {
    let Some(from) = one.from_stage.as_deref() else { return Turn::Lost(one.day) };
    let closing = playbook.funnel.preset(&one.preset).and_then(Preset::closing_stage);
    Turn::Moved { on: one.day, from_closing: Some(from) == closing }
}

/// Lets deals that were opened again be there from that day on.
fn open_again(candidate: &mut Candidate, again: &HashMap<DealId, Day>) {
    for deal in &mut candidate.deals {
        let on = again.get(&deal.deal).copied();
        deal.opened_on = on.map_or(deal.opened_on, |on| on.max(deal.opened_on));
    }
}

fn tried_on_day_of_lead(candidate: &Candidate) -> bool {
    let came_on = |deal: &OpenDeal| Some(day_of(deal.received_at?, &candidate.workplace.zone));
    candidate.tried_on.is_some()
        && candidate.deals.iter().any(|deal| came_on(deal) == candidate.tried_on)
}

fn as_open(deal: &Deal) -> OpenDeal {
    let Deal { id, grade, opened_on, received_at, .. } = *deal;
    OpenDeal { deal: id, grade, opened_on, received_at }
}

fn open_appointment(one: &Appointment) -> Option<OpenAppointment> {
    one.closed_on.is_none().then(|| OpenAppointment {
        appointment: one.id,
        deal: one.deal,
        day: one.day,
        minute: one.time.as_deref().and_then(minute_of_day),
        deadline: one.deadline,
        booked_on: one.booked_on,
    })
}

fn candidate(
    row: &MayBeDue,
    appointments: Vec<OpenAppointment>,
    workplace: Arc<Workplace>,
) -> Candidate {
    Candidate {
        owner: row.owner,
        reached_on: row.reached_on,
        tried_on: row.tried_on,
        tries: u32::try_from(row.tries).unwrap_or(0),
        skipped_on: row.skipped_on,
        skipped_until: row.skipped_until,
        assigned_on: row.assigned_on,
        purchases: u32::try_from(row.purchases).unwrap_or(u32::MAX),
        dealt: row.dealt,
        channel: row.channel.clone(),
        industry: row.industry.clone(),
        tags: row.tags.clone(),
        appointments,
        ..Candidate::blank(row.account, row.opened_on, workplace)
    }
}

fn open_deal(row: &MayBeDue) -> Option<OpenDeal> {
    Some(OpenDeal {
        deal: row.deal?,
        grade: row.grade?,
        opened_on: row.deal_opened_on?,
        received_at: row.received_at,
    })
}
