//! The facts that an agenda is computed from.

use std::sync::Arc;

use crate::model::{AccountId, AppointmentId, Day, DealId, Grade, Instant, StaffId, Zone};
use crate::playbook::OpeningHours;
use crate::rules::calendar::Calendar;

/// An account that may be due, with its open deals and appointments.
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
    /// Until when the touches of that day can have happened; missing: until the end of it.
    pub tried_at: Option<Instant>,
    /// Attempts since the last effective contact.
    pub tries: u32,
    /// Day on which its item was last passed over.
    pub skipped_on: Option<Day>,
    /// Day until which it was then put off; missing: for a cadence.
    pub skipped_until: Option<Day>,
    /// Day on which the account was entered.
    pub opened_on: Day,
    /// Day on which it got its present owner.
    pub assigned_on: Option<Day>,
    /// How many purchases of it are recorded; of use where it has no open deal.
    pub purchases: u32,
    /// Whether a deal of it was closed; of use where none is open.
    pub dealt: bool,
    /// The channel through which it reached us, by key.
    pub channel: Option<String>,
    /// Its industry; of use for a first contact.
    pub industry: Option<String>,
    /// Its labels; of use for a first contact.
    pub tags: Vec<String>,
    /// Its open deals, in any order.
    pub deals: Vec<OpenDeal>,
    /// Its open appointments, in any order.
    pub appointments: Vec<OpenAppointment>,
    /// When its shop is open and its owner works.
    pub workplace: Arc<Workplace>,
}

/// An open deal of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenDeal {
    /// The deal.
    pub deal: DealId,
    /// Its effective grade.
    pub grade: Grade,
    /// Day on which it was entered, or opened again.
    pub opened_on: Day,
    /// When the lead came in; missing where it did not begin with one.
    pub received_at: Option<Instant>,
}

/// An open appointment of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAppointment {
    /// The appointment.
    pub appointment: AppointmentId,
    /// The deal that it is about.
    pub deal: Option<DealId>,
    /// The day agreed.
    pub day: Day,
    /// The minute of that day agreed; missing: any time.
    pub minute: Option<u32>,
    /// Whether it is a deadline, which may not be skipped.
    pub deadline: bool,
    /// Day on which it was agreed; missing: nobody knows.
    pub booked_on: Option<Day>,
}

/// When a shop is open and a consultant works; shared by all their accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workplace {
    /// Their days off.
    pub calendar: Calendar,
    /// The shop's hours.
    pub hours: OpeningHours,
    /// The time zone of the hours.
    pub zone: Zone,
}

impl Workplace {
    /// Returns a workplace without days off, open around the clock of UTC.
    pub fn always() -> Self {
        let hours = OpeningHours { opens: 0, closes: 24 * 60 };
        Self { calendar: Calendar::always(), hours, zone: Zone::utc() }
    }
}

impl Candidate {
    /// Returns an account of the pool of which nothing is known, entered on `opened_on`.
    pub fn blank(account: AccountId, opened_on: Day, workplace: Arc<Workplace>) -> Self {
        Self {
            account,
            owner: None,
            reached_on: None,
            tried_on: None,
            tried_at: None,
            tries: 0,
            skipped_on: None,
            skipped_until: None,
            opened_on,
            assigned_on: None,
            purchases: 0,
            dealt: false,
            channel: None,
            industry: None,
            tags: Vec::new(),
            deals: Vec::new(),
            appointments: Vec::new(),
            workplace,
        }
    }

    /// Returns who does what falls due on `day`: the stand-in where the owner is away that day and
    /// one is named, else the owner. Source: domain rules, section 4, item 6.
    pub fn doer(&self, day: Day) -> Option<StaffId> {
        self.owner.map(|owner| self.workplace.calendar.stand_in(day).unwrap_or(owner))
    }
}
