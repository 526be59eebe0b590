//! From when an account is due, and why (domain rules, section 4, items 1, 2 and 6).

use super::candidate::{Candidate, OpenAppointment, OpenDeal};
use crate::model::{AppointmentId, Day, DealId, Grade, Instant};
use crate::playbook::Playbook;
use crate::rules::calendar::Shift;
use crate::rules::response::respond_by;

/// Why an account is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The cadence of the grade has run out: `last` + `cadence_days`.
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
        /// When the deal was entered or opened again, or the owner got the account.
        since: Day,
    },
    /// The last contact was an attempt that reached nobody.
    AttemptFollowUp {
        /// The day of the attempt.
        tried_on: Day,
        /// Working days from it to the due day.
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
        /// How good a first contact it is.
        rank: FirstRank,
    },
    /// A contact was agreed.
    Appointment {
        /// The appointment.
        appointment: AppointmentId,
        /// The day agreed.
        on: Day,
        /// The minute of that day agreed.
        minute: Option<u32>,
        /// Whether it may not be skipped.
        deadline: bool,
    },
    /// A deadline comes near. Nothing has to be done for this item itself.
    DeadlineWarning {
        /// The deadline.
        appointment: AppointmentId,
        /// Its day.
        on: Day,
        /// The minute of that day.
        minute: Option<u32>,
        /// Days from the day of the warning to it: more than the playbook names where days off
        /// moved the warning.
        days_before: i64,
    },
    /// A lead came in and nobody tried to answer yet.
    NewLead {
        /// When it came in.
        received_at: Instant,
        /// Until when it has to be answered, inclusive.
        respond_by: Instant,
        /// The day from which it is due.
        since: Day,
    },
    /// The item was passed over, with a reason.
    Skipped {
        /// On which day.
        skipped_on: Day,
        /// The day until which it was put off; missing: for the cadence.
        until: Option<Day>,
        /// Days of the cadence of the grade.
        cadence_days: i64,
    },
}

/// What puts a first contact before others; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FirstRank {
    /// False where they did business with us.
    pub no_business: bool,
    /// False where we are in contact already, by a tag: an attempt is no contact.
    pub no_contact: bool,
    /// False where something changes inside the customer.
    pub no_change: bool,
    /// The place of their industry in the playbook's list; behind all where it is not there.
    pub business_type: usize,
}

/// When something is due, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day from which it is to be done.
    pub day: Day,
    /// The day from which it is overdue: earlier where an attempt put off what was due already.
    pub first_on: Day,
    /// Why.
    pub why: Why,
    /// How a day off moved the day on which it fell due first.
    pub shift: Shift,
}

impl Due {
    /// Returns what is due on a day for the first time.
    pub const fn on(day: Day, why: Why, shift: Shift) -> Self {
        Self { day, first_on: day, why, shift }
    }

    /// Returns what an attempt puts off to the day of `again`, or brings forward to it.
    fn tried_again(self, again: Self) -> Self {
        if self.day >= again.day {
            return again;
        }
        Self { first_on: self.day, shift: self.shift, ..again }
    }
}

impl Why {
    /// Returns the stable code.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cadence { .. } => "cadence",
            Self::NeverContacted { .. } => "never-contacted",
            Self::AttemptFollowUp { .. } => "attempt",
            Self::FirstContact { .. } => "first-contact",
            Self::Appointment { deadline: false, .. } => "appointment",
            Self::Appointment { deadline: true, .. } => "deadline",
            Self::DeadlineWarning { .. } => "deadline-warning",
            Self::NewLead { .. } => "new-lead",
            Self::Skipped { .. } => "skipped",
        }
    }

    /// Returns the day that the due day is counted from; of an appointment its own day.
    pub const fn since(self) -> Day {
        match self {
            Self::Cadence { last: day, .. }
            | Self::NeverContacted { since: day }
            | Self::AttemptFollowUp { tried_on: day, .. }
            | Self::FirstContact { assigned_on: day, .. }
            | Self::Appointment { on: day, .. }
            | Self::DeadlineWarning { on: day, .. }
            | Self::NewLead { since: day, .. }
            | Self::Skipped { skipped_on: day, .. } => day,
        }
    }

    /// Returns days from there to the due day, before days off; missing where it is due at once
    /// or on a day that somebody named.
    pub const fn after_days(self) -> Option<i64> {
        match self {
            Self::Cadence { cadence_days: days, .. }
            | Self::AttemptFollowUp { retry_days: days, .. }
            | Self::Skipped { cadence_days: days, until: None, .. } => Some(days),
            _ => None,
        }
    }

    /// Returns the appointment that it is about.
    pub const fn appointment(self) -> Option<AppointmentId> {
        match self {
            Self::Appointment { appointment, .. } | Self::DeadlineWarning { appointment, .. } => {
                Some(appointment)
            }
            _ => None,
        }
    }

    /// Returns whether it only warns of a deadline.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::DeadlineWarning { .. })
    }
}

/// Returns when the first of an account's items is due by its open appointments and deals, and why;
/// `None` where it has neither. Never fails.
///
/// The earliest open appointment decides, before or after any cadence; else the earliest of
/// [`deal_due`] over the open deals. A new lead beside that may be due before it.
/// Source: domain rules, section 4, items 1 and 2.
pub fn due_day(candidate: &Candidate, playbook: &Playbook) -> Option<Due> {
    let decides = deciding(candidate, playbook);
    let all = decides.into_iter().chain(beside(candidate, playbook));
    all.map(|(_, due)| due).min_by_key(|due| due.day)
}

/// Returns the first day on which an item of an account fell due by its open appointments and deals:
/// that of an item which an attempt put off too, from which it stays overdue; `None` where it has
/// neither. Never fails.
pub fn first_due(candidate: &Candidate, playbook: &Playbook) -> Option<Day> {
    let decides = deciding(candidate, playbook);
    let all = decides.into_iter().chain(beside(candidate, playbook));
    all.map(|(_, due)| due.first_on).min()
}

/// Returns whether an item of an account is due by the end of `last`, first contacts included. Never
/// fails.
pub fn is_due_by(candidate: &Candidate, playbook: &Playbook, last: Day) -> bool {
    let by = |due: Due| due.day <= last;
    due_of(candidate, playbook).is_some_and(|(_, due)| by(due))
        || beside(candidate, playbook).into_iter().any(|(_, due)| by(due))
}

/// Returns every item of an account with its deal, due or not: what decides, and what is due beside
/// it. Never fails.
pub fn items_of(candidate: &Candidate, playbook: &Playbook) -> Vec<(Option<OpenDeal>, Due)> {
    due_of(candidate, playbook).into_iter().chain(beside(candidate, playbook)).collect()
}

/// Returns what is due now of an item that `was` due for a reason, and of a deal: of an appointment or
/// a lead its own, where it is still open; else what decides, which may have put it off or come in its
/// place. `None` where nothing will be due. Never fails.
pub fn due_instead(
    candidate: &Candidate,
    playbook: &Playbook,
    (was, deal): (Why, Option<DealId>),
) -> Option<Due> {
    let subject = Subject::of(was, deal);
    let items = items_of(candidate, playbook);
    let own = items
        .iter()
        .find(|(deal, due)| Subject::of(due.why, deal.map(|deal| deal.deal)) == subject);
    own.or(items.first()).map(|(_, due)| *due)
}

/// Returns the day from which an account is due for anything, first contacts included, why, and
/// the deal that it is about; `None` where nothing will be due. Never fails.
pub fn due_of(candidate: &Candidate, playbook: &Playbook) -> Option<(Option<OpenDeal>, Due)> {
    deciding(candidate, playbook)
        .or_else(|| first_contact(candidate, playbook).map(|due| (None, due)))
}

fn deciding(candidate: &Candidate, playbook: &Playbook) -> Option<(Option<OpenDeal>, Due)> {
    if let Some(next) = next_appointment(candidate) {
        let due = agreed(candidate, next);
        return Some((deal_of(candidate, due.why), due));
    }
    let (deal, due) = deciding_deal(candidate, playbook)?;
    Some((Some(deal), due))
}

/// Returns the deal that decides when the account is due: the one due first, of several the one
/// that fell due first, with the shortest cadence, the nearest grade, the smallest id.
pub(super) fn deciding_deal(candidate: &Candidate, playbook: &Playbook) -> Option<(OpenDeal, Due)> {
    let due = candidate.deals.iter().map(|deal| (*deal, deal_due(candidate, deal, playbook)));
    due.min_by_key(|(deal, due)| {
        let cadence_days = playbook.grades.cadence_days(deal.grade);
        (due.day, due.first_on, cadence_days, deal.grade, deal.deal)
    })
}

/// Returns when an open appointment is due: on its day, whoever works then.
fn agreed(candidate: &Candidate, one: &OpenAppointment) -> Due {
    let OpenAppointment { appointment, day, minute, deadline, .. } = *one;
    let why = Why::Appointment { appointment, on: day, minute, deadline };
    Due::on(day, why, not_moved(candidate, day))
}

/// Returns how a day off leaves a due day where it is.
fn not_moved(candidate: &Candidate, day: Day) -> Shift {
    let stand_in = candidate.workplace.calendar.stand_in(day);
    stand_in.map_or(Shift::Stays, |who| Shift::StandIn { who })
}

/// What an item of an account is about. No two items of one plan have the same account and subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::rules) enum Subject {
    /// The account as a whole.
    Account,
    /// An appointment.
    Appointment(AppointmentId),
    /// The lead that a deal began with.
    Lead(DealId),
}

impl Subject {
    /// Returns what an item with such a reason, and a deal, is about.
    pub(in crate::rules) fn of(why: Why, deal: Option<DealId>) -> Self {
        match (why, deal) {
            (
                Why::Appointment { appointment, .. } | Why::DeadlineWarning { appointment, .. },
                _,
            ) => Self::Appointment(appointment),
            (Why::NewLead { .. }, Some(deal)) => Self::Lead(deal),
            _ => Self::Account,
        }
    }
}

/// Returns what is due of an account beside what decides, each an item of its own with its deal: its
/// other open appointments, by day and time, and other new leads.
pub(in crate::rules) fn beside(
    candidate: &Candidate,
    playbook: &Playbook,
) -> Vec<(Option<OpenDeal>, Due)> {
    let leads = candidate.deals.iter();
    let leads = leads.filter_map(|deal| Some((Some(*deal), new_lead(candidate, deal, playbook)?)));
    let mut agreed_on: Vec<&OpenAppointment> = candidate.appointments.iter().collect();
    agreed_on.sort_by_key(|one| time(one));
    let agreed = agreed_on.into_iter().map(|one| {
        let due = agreed(candidate, one);
        (deal_of(candidate, due.why), due)
    });
    let mut found: Vec<_> = agreed.chain(leads).collect();
    if !found.is_empty() {
        let subject =
            |(deal, due): (Option<OpenDeal>, Due)| Subject::of(due.why, deal.map(|deal| deal.deal));
        let decides = deciding(candidate, playbook).map(subject);
        found.retain(|one| Some(subject(*one)) != decides);
    }
    found
}

/// Returns the appointment that comes first: by day, by time, those without one last, by id.
fn next_appointment(candidate: &Candidate) -> Option<&OpenAppointment> {
    candidate.appointments.iter().min_by_key(|one| time(one))
}

fn time(one: &OpenAppointment) -> (Day, bool, Option<u32>, AppointmentId) {
    (one.day, one.minute.is_none(), one.minute, one.appointment)
}

/// Returns the open deal that an appointment is about; where it names none, or one that is closed,
/// the one nearest to closing.
pub(super) fn deal_of(candidate: &Candidate, why: Why) -> Option<OpenDeal> {
    let named = |one: &&OpenAppointment| Some(one.appointment) == why.appointment();
    let named = candidate.appointments.iter().find(named).and_then(|one| one.deal);
    let deals = candidate.deals.iter().copied();
    deals.min_by_key(|deal| (Some(deal.deal) != named, deal.grade, deal.deal))
}

/// Returns the day from which an account without appointments is due by one of its open deals, and
/// why. The day may lie in the future. Never fails.
///
/// - `floor` = the day the deal was entered, or opened again; where the account was never reached,
///   the later of that and `assigned_on`.
/// - `last` = the later of `reached_on` and `skipped_on`; of the same day the contact.
/// - an *attempt* is a `tried_on` after `last`, or without one.
/// - due = the later of `floor` and: the playbook's `retry_after_days` working days after
///   `tried_on` where there was an attempt; else `skipped_until` where `last` is a skip with one;
///   else `last` + the cadence of the grade; else nothing.
/// - an attempt decides alone when it comes back: it stays overdue from the day on which it would be
///   due without one, where that is earlier; a lead that was tried from its own first day.
/// - a due day on a day off then moves, see [`Calendar::moved`]; an attempt's never is on one.
/// - but a *new lead*, which nobody answered or passed over since it came in, is due on the day on
///   which it came, or was entered later, of a known account too: its limit runs on days off as well.
///
/// As ranges over facts, due ≤ D is, where `longest` is the longest run of days off: `floor` ≤ D +
/// `longest`, and one of `tried_on` < D, `skipped_until` ≤ D + `longest`, `last` + cadence ≤ D +
/// `longest`, or never reached, tried or skipped; or a new lead, entered by D.
///
/// A deal not graded yet is due at once until the first effective contact, then as C; one without
/// a grade (`-`) has a cadence too. Source: domain rules, section 4, items 2 and 6.
///
/// [`Calendar::moved`]: crate::rules::calendar::Calendar::moved
pub fn deal_due(candidate: &Candidate, deal: &OpenDeal, playbook: &Playbook) -> Due {
    if let Some(lead) = new_lead(candidate, deal, playbook) {
        return lead;
    }
    let first = untried(candidate, deal, playbook);
    let Some(tried_on) = attempt(candidate) else { return first };
    let floor = floor(candidate, deal);
    let retry = playbook.agenda.retry_after_days;
    let back_on = candidate.workplace.calendar.working_days_after(tried_on, retry);
    let why = Why::AttemptFollowUp { tried_on, retry_days: i64::from(retry) };
    first.tried_again(not_before(candidate, floor, Some((back_on, why)), deal.grade))
}

/// Returns when a deal would be due if nobody had tried since the last effective contact or skip.
pub(super) fn untried(candidate: &Candidate, deal: &OpenDeal, playbook: &Playbook) -> Due {
    let floor = floor(candidate, deal);
    let cadence_days = playbook.grades.cadence_days(deal.grade);
    let again = if let Some(skipped_on) = skip(candidate) {
        let until = candidate.skipped_until;
        let why = Why::Skipped { skipped_on, until, cadence_days };
        Some((until.unwrap_or(skipped_on.plus_days(cadence_days)), why))
    } else {
        candidate.reached_on.map(|last| {
            let why = Why::Cadence { grade: deal.grade, last, cadence_days };
            (last.plus_days(cadence_days), why)
        })
    };
    let due = not_before(candidate, floor, again, deal.grade);
    let last = candidate.reached_on.max(candidate.skipped_on);
    match lead_since(candidate, deal, last).map(|since| since.max(floor)) {
        Some(since) if since <= due.day => {
            Due::on(since, Why::NeverContacted { since }, not_moved(candidate, since))
        }
        _ => due,
    }
}

/// Returns what is due again on a day, not before `floor`, and not on a day off.
fn not_before(candidate: &Candidate, floor: Day, again: Option<(Day, Why)>, grade: Grade) -> Due {
    let (day, why) = again
        .filter(|(day, _)| *day >= floor)
        .unwrap_or((floor, Why::NeverContacted { since: floor }));
    let before = floor.plus_days(-1);
    let last = candidate.reached_on.max(candidate.skipped_on).map_or(before, |on| on.max(before));
    let moved = candidate.workplace.calendar.moved(day, grade, last);
    Due::on(moved.day, why, moved.shift)
}

/// Returns the day before which a deal is not due.
fn floor(candidate: &Candidate, deal: &OpenDeal) -> Day {
    match candidate.reached_on {
        Some(_) => deal.opened_on,
        None => candidate.assigned_on.map_or(deal.opened_on, |on| on.max(deal.opened_on)),
    }
}

/// Returns when the lead that a deal began with is due; `None` where there was none, or where
/// somebody answered, tried to, or passed it over, since it came in: on that day or later, unless
/// all touches of that day are known to have been before it.
pub(in crate::rules) fn new_lead(
    candidate: &Candidate,
    deal: &OpenDeal,
    playbook: &Playbook,
) -> Option<Due> {
    let received_at = deal.received_at?;
    let place = &candidate.workplace;
    let last = candidate.tried_on.max(candidate.reached_on).max(candidate.skipped_on);
    let since = lead_since(candidate, deal, last)?;
    let limit = playbook.agenda.first_response.limit(candidate.channel.as_deref());
    let respond_by = respond_by(received_at, limit, &place.calendar, place.hours, &place.zone);
    let why = Why::NewLead { received_at, respond_by, since };
    Some(Due::on(since, why, not_moved(candidate, since)))
}

/// Returns the first day of the lead that a deal began with: that on which it came in, or was
/// entered later; `None` where there was none, or where something was done on the day it came in
/// or later, of which `last` is the last day.
fn lead_since(candidate: &Candidate, deal: &OpenDeal, last: Option<Day>) -> Option<Day> {
    let came_on = Day::nearest(candidate.workplace.zone.local(deal.received_at?).date());
    let answered = last.is_some_and(|on| on >= came_on) && !tried_before(candidate, deal);
    (!answered).then_some(deal.opened_on.max(came_on))
}

/// Returns whether all that was done before the lead of a deal came in was touches, known to have
/// happened before it on its day.
fn tried_before(candidate: &Candidate, deal: &OpenDeal) -> bool {
    let Some((at, received_at)) = candidate.tried_at.zip(deal.received_at) else { return false };
    at < received_at && candidate.skipped_on < candidate.tried_on
}

/// Returns the day of the last attempt, where nobody was reached and nothing skipped since.
pub(super) fn attempt(candidate: &Candidate) -> Option<Day> {
    let last = candidate.reached_on.max(candidate.skipped_on);
    candidate.tried_on.filter(|tried| last.is_none_or(|last| *tried > last))
}

/// Returns the day of the last skip, where it is later than the last effective contact.
pub(super) fn skip(candidate: &Candidate) -> Option<Day> {
    candidate.skipped_on.filter(|on| candidate.reached_on.is_none_or(|reached| *on > reached))
}

/// Returns from when an owned account without a deal, open or closed, or an open appointment is due
/// for a first contact; `None` where it was reached. An attempt brings it back the next working
/// day, a skip after the cadence of a deal not graded yet.
pub(super) fn first_contact(candidate: &Candidate, playbook: &Playbook) -> Option<Due> {
    let dealt = candidate.dealt || !candidate.deals.is_empty();
    if candidate.owner.is_none() || dealt || candidate.reached_on.is_some() {
        return None;
    }
    let assigned_on = candidate.assigned_on.unwrap_or(candidate.opened_on);
    let calendar = &candidate.workplace.calendar;
    let Candidate { purchases, tried_on, .. } = *candidate;
    let rank = first_rank(candidate, playbook);
    let why = Why::FirstContact { assigned_on, purchases, tried_on, rank };
    let from = |day: Day| {
        let day = day.max(assigned_on);
        let moved = calendar.moved(day, Grade::N, day);
        Due::on(moved.day, why, moved.shift)
    };
    let first = from(skip(candidate).map_or(assigned_on, |skipped| {
        let cadence_days = playbook.grades.cadence_days(Grade::N);
        candidate.skipped_until.unwrap_or(skipped.plus_days(cadence_days))
    }));
    Some(attempt(candidate).map_or(first, |tried| {
        let back_on = calendar.working_days_after(tried, playbook.agenda.retry_after_days);
        first.tried_again(from(back_on))
    }))
}

/// The order of first contacts 优先次序: business with us, already in contact, change inside the
/// customer, business type. Source: domain rules, section 2.
fn first_rank(candidate: &Candidate, playbook: &Playbook) -> FirstRank {
    let order = &playbook.agenda.first_contact_order;
    let tagged = |tags: &[String]| {
        let mut own = candidate.tags.iter();
        own.any(|tag| tags.iter().any(|wanted| wanted.eq_ignore_ascii_case(tag)))
    };
    let industry = candidate.industry.as_deref().unwrap_or_default().to_lowercase();
    let types = &order.business_types;
    let of_type = |word: &String| industry.contains(&word.to_lowercase());
    FirstRank {
        no_business: candidate.purchases == 0,
        no_contact: !tagged(&order.in_contact),
        no_change: !tagged(&order.changes),
        business_type: types.iter().position(of_type).unwrap_or(types.len()),
    }
}

/// Returns the warnings of open deadlines that fall on `day`: each number of days of the playbook
/// before the deadline, on the last working day on or before that date. None before the deadline
/// was agreed. Source: domain rules, section 4, item 1.
pub(super) fn warnings(candidate: &Candidate, playbook: &Playbook, day: Day) -> Vec<Due> {
    let calendar = &candidate.workplace.calendar;
    let open = candidate.appointments.iter();
    let booked = |one: &&OpenAppointment| one.booked_on.is_none_or(|booked| booked <= day);
    let due = open.filter(|one| one.deadline).filter(booked).filter_map(|one| {
        let warns = playbook.agenda.deadline_warnings.iter().any(|days| {
            let date = one.day.plus_days(-i64::from(*days));
            calendar.last_working_on_or_before(date) == day
        });
        let OpenAppointment { appointment, day: on, minute, .. } = *one;
        let days_before = on.days_since(day);
        let why = Why::DeadlineWarning { appointment, on, minute, days_before };
        warns.then_some(Due::on(day, why, Shift::Stays))
    });
    due.collect()
}
