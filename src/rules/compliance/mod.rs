//! What became of the items of an account's agenda 及时跟进 (domain rules, sections 4 and 7).
//!
//! The records of an account are turned into changes of its facts by `history`; here they are
//! followed day by day with the rule that the agenda itself uses, so that both say the same.

mod history;
#[cfg(test)]
mod tests;

use crate::model::{AppointmentEnd, AppointmentId, Day, DealId, Grade, Instant, SkipId, TouchId};
use crate::playbook::Playbook;
use crate::rules::agenda::{
    Candidate, Due, OpenAppointment, OpenDeal, Subject, Why, beside, due_of, items_of, new_lead,
};
use crate::rules::assignment::Assignment;
use crate::rules::touch::TouchTime;

pub use history::{Records, changes, was_due};

/// A change of the facts that an agenda is computed from. Changes of one day happen in the order
/// of the variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The account was given to a consultant, or to the pool.
    Assigned(Assignment),
    /// A deal was entered, or opened again.
    DealOpened {
        /// The deal.
        deal: DealId,
        /// When it was entered, or opened again.
        opened_on: Day,
        /// Its grade then.
        grade: Grade,
        /// When its lead came in.
        received_at: Option<Instant>,
    },
    /// A deal got another grade.
    Graded {
        /// The deal.
        deal: DealId,
        /// Its grade from then on.
        grade: Grade,
    },
    /// There was a touch.
    Touched {
        /// The touch.
        touch: TouchId,
        /// Whether it was an effective contact.
        reached: bool,
        /// When it happened.
        time: TouchTime,
    },
    /// A contact was agreed.
    Booked(OpenAppointment),
    /// The item was passed over.
    Skipped {
        /// The skip.
        skip: SkipId,
        /// Until when; missing: for a cadence.
        until: Option<Day>,
        /// The appointment that was passed over, where it was one.
        appointment: Option<AppointmentId>,
    },
    /// An appointment ended.
    Ended {
        /// The appointment.
        appointment: AppointmentId,
        /// How.
        ending: Option<AppointmentEnd>,
    },
    /// A deal was won, lost or ended otherwise.
    DealClosed {
        /// The deal.
        deal: DealId,
        /// Whether it was won.
        won: bool,
    },
}

impl Change {
    /// Returns the place among the changes of one day.
    const fn place(&self) -> u8 {
        match self {
            Self::Assigned(_) => 0,
            Self::DealOpened { .. } => 1,
            Self::Graded { .. } => 2,
            Self::Touched { .. } => 3,
            Self::Booked(_) => 4,
            Self::Skipped { .. } => 5,
            Self::Ended { .. } => 6,
            Self::DealClosed { .. } => 7,
        }
    }
}

/// An item of the agenda and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// The day from which it was due.
    pub due: Day,
    /// Why.
    pub why: Why,
    /// The deal that it was about.
    pub deal: Option<DealId>,
    /// What became of it.
    pub fate: Fate,
}

impl Followed {
    fn subject(&self) -> Subject {
        Subject::of(self.why, self.deal)
    }
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// An effective contact on its day, or earlier within its window; of a lead, within its limit.
    OnTime {
        /// The day.
        on: Day,
        /// The touch; missing where an appointment was kept by another.
        touch: Option<TouchId>,
    },
    /// An effective contact after its day; of a lead, after its limit.
    Late {
        /// The day.
        on: Day,
        /// The touch; missing where an appointment was kept by another.
        touch: Option<TouchId>,
    },
    /// Passed over, with a reason.
    Skipped {
        /// The day.
        on: Day,
        /// The skip, which has the reason.
        skip: SkipId,
    },
    /// Passed over with its deal, which was lost or ended otherwise: the record of that has the
    /// reason.
    Closed {
        /// The day.
        on: Day,
    },
    /// Still open.
    Open {
        /// The day from which the agenda shows it: later than it was due where an attempt, another
        /// grade or another day agreed has put it off.
        back_on: Day,
    },
    /// It was moved away, or nothing is due any more: it does not count.
    Vanished {
        /// The day.
        on: Day,
    },
}

impl Fate {
    /// Returns the day on which it was done, on time or late.
    const fn done_on(self) -> Option<Day> {
        match self {
            Self::OnTime { on, .. } | Self::Late { on, .. } => Some(on),
            Self::Skipped { .. }
            | Self::Closed { .. }
            | Self::Open { .. }
            | Self::Vanished { .. } => None,
        }
    }
}

/// Items counted by what became of them: `due` = the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Items that were due.
    pub due: usize,
    /// Done on time.
    pub on_time: usize,
    /// Done late.
    pub late: usize,
    /// Skipped, or closed with their deal.
    pub skipped: usize,
    /// Open.
    pub open: usize,
}

/// Returns the counts of the items; those that vanished are not among them. Never fails.
/// Source: domain rules, section 4, compliance 及时跟进率.
pub fn tally(items: &[Followed]) -> Tally {
    let mut tally = Tally::default();
    for item in items {
        let count = match item.fate {
            Fate::OnTime { .. } => &mut tally.on_time,
            Fate::Late { .. } => &mut tally.late,
            Fate::Skipped { .. } | Fate::Closed { .. } => &mut tally.skipped,
            Fate::Open { .. } => &mut tally.open,
            Fate::Vanished { .. } => continue,
        };
        *count += 1;
        tally.due += 1;
    }
    tally
}

/// Returns the items of an account up to the evening of `day`, as they ended; those that are open
/// come last: the one that decides, and one for every other appointment and lead of the day or before.
///
/// `account` is the account without deals, appointments, touches and skips, of whoever had it first:
/// they come with the changes, in any order, and so do those who got it later. What is entered late counts on the day it happened. An item opens on the
/// day from which it is due; what an attempt answered or kept is due again from when that brings the
/// account back. It is done by the first effective contact from then on; an appointment by what
/// keeps it, before its day too within its window; a lead by a contact since it came in, and on
/// time within its limit. An attempt, another grade or another day agreed puts it off, but it stays
/// the same item with its first due day; one that only an attempt brought back, before anything else
/// was due, has the day on which the last one does. A deal that is won has done what was due of it,
/// one that ends otherwise has passed it over. Deadline warnings are no items. Never fails.
/// Source: domain rules, section 4.
pub fn follow(
    account: &Candidate,
    changes: &[(Day, Change)],
    playbook: &Playbook,
    day: Day,
) -> Vec<Followed> {
    walked(account, changes, playbook, day).finish()
}

/// Returns the facts of an account in the evening of `day`, by the changes up to that day; the
/// parameters are those of [`follow`]. Never fails.
pub fn facts_on(
    account: &Candidate,
    changes: &[(Day, Change)],
    playbook: &Playbook,
    day: Day,
) -> Candidate {
    walked(account, changes, playbook, day).facts
}

fn walked<'p>(
    account: &Candidate,
    changes: &[(Day, Change)],
    playbook: &'p Playbook,
    day: Day,
) -> Walk<'p> {
    let mut changes: Vec<&(Day, Change)> = changes.iter().filter(|(on, _)| *on <= day).collect();
    changes.sort_by_key(|(on, change)| (*on, change.place()));
    let (items, beside) = (Vec::new(), Vec::new());
    let (facts, open, reached) = (account.clone(), None, None);
    let mut walk = Walk { facts, items, open, beside, reached, playbook };
    for today in changes.chunk_by(|(one, _), (next, _)| one == next) {
        let Some((on, _)) = today.first() else { continue };
        // A deal entered on the day is why something is due that day; what was agreed with a
        // touch of the day comes after it.
        walk.look(on.plus_days(-1));
        let opened = |(_, change): &&(Day, Change)| {
            matches!(change, Change::Assigned(_) | Change::DealOpened { .. })
        };
        let (opened, rest) = today.split_at(today.partition_point(|change| opened(change)));
        for (_, change) in opened {
            walk.change(*on, change);
        }
        walk.look(*on);
        for (_, change) in rest {
            walk.change(*on, change);
        }
        walk.look(*on);
    }
    walk.look(day);
    walk
}

/// The facts of an account as they change, and the items made of them.
struct Walk<'p> {
    facts: Candidate,
    items: Vec<Followed>,
    open: Option<Followed>,
    /// Open items of appointments and leads other than what decides.
    beside: Vec<Followed>,
    /// The last effective contact.
    reached: Option<(Day, TouchId)>,
    playbook: &'p Playbook,
}

impl Walk<'_> {
    /// Opens an item that is due by `day`, or sees whether the open one still is.
    fn look(&mut self, day: Day) {
        let due = due_of(&self.facts, self.playbook);
        let decides = due.map(|(deal, due)| Subject::of(due.why, deal.map(|deal| deal.deal)));
        let others = beside(&self.facts, self.playbook);
        let others = others.into_iter().map(|(deal, due)| (deal.map(|deal| deal.deal), due));
        let others: Vec<(Option<DealId>, Due)> = others.collect();
        let is_of = |item: &Followed, (deal, due): &(Option<DealId>, Due)| {
            Subject::of(due.why, *deal) == item.subject()
        };
        // What decided, and does so no more, goes on beside what does now.
        let beside_now = |item: &Followed| others.iter().find(|other| is_of(item, other));
        if let Some((item, (_, due))) = self.open.and_then(|item| Some((item, beside_now(&item)?)))
        {
            self.open = None;
            self.beside.push(Followed { fate: Fate::Open { back_on: due.day }, ..item });
        }
        let own = self.beside.iter().position(|item| Some(item.subject()) == decides);
        if let Some(own) = own.map(|at| self.beside.remove(at)) {
            // An appointment that was moved away goes; the account's own item goes on with it.
            let gone = match self.open {
                Some(open) if open.subject() == Subject::Account => Some(own),
                _ => self.open.replace(own),
            };
            let vanished = |item| Followed { fate: Fate::Vanished { on: day }, ..item };
            self.items.extend(gone.map(vanished));
        }
        match (&mut self.open, due) {
            (Some(item), Some((_, due))) => {
                item.fate = Fate::Open { back_on: due.day };
                let again = |why: &Why| matches!(why, Why::AttemptFollowUp { .. });
                let is_back = item.due < due.first_on && due.first_on <= day;
                if is_back && again(&item.why) && again(&due.why) {
                    (item.due, item.why) = (due.first_on, due.why);
                }
            }
            (Some(_), None) => self.close(Fate::Vanished { on: day }),
            (None, Some((deal, due))) if due.day <= day => {
                let deal = deal.map(|deal| deal.deal);
                let fate = Fate::Open { back_on: due.day };
                let done_on = self.items.iter().filter_map(|item| item.fate.done_on()).max();
                let done_since = done_on.is_some_and(|on| on >= due.first_on);
                let from = if done_since { due.day } else { due.first_on };
                self.open = Some(Followed { due: from, why: due.why, deal, fate });
            }
            (None, _) => {}
        }
        for other in others.iter().filter(|(_, due)| due.day <= day) {
            if !self.beside.iter().any(|item| is_of(item, other)) {
                let (deal, due) = *other;
                let fate = Fate::Open { back_on: due.day };
                self.beside.push(Followed { due: due.day, why: due.why, deal, fate });
            }
        }
    }

    /// Ends those of the items beside what decides that `fate` says the end of.
    fn end_beside(&mut self, fate: impl Fn(&Followed, &Candidate) -> Option<Fate>) {
        let (facts, items) = (&self.facts, &mut self.items);
        self.beside.retain(|item| {
            let ended = fate(item, facts);
            items.extend(ended.map(|fate| Followed { fate, ..*item }));
            ended.is_none()
        });
    }

    /// Returns whether an item is a lead that does not wait any more.
    fn is_answered(item: &Followed, facts: &Candidate, playbook: &Playbook) -> bool {
        let Subject::Lead(deal) = item.subject() else { return false };
        let open = facts.deals.iter().find(|open| open.deal == deal);
        open.is_none_or(|open| new_lead(facts, open, playbook).is_none())
    }

    fn close(&mut self, fate: Fate) {
        self.items.extend(self.open.take().map(|item| Followed { fate, ..item }));
    }

    /// Ends the open item by a contact on `on`.
    fn done(&mut self, on: Day, touch: Option<TouchId>, at: Option<Instant>) {
        let Some(item) = self.open else { return };
        self.close(by_contact(&item, on, touch, at, &self.facts));
    }

    fn change(&mut self, on: Day, change: &Change) {
        let facts = &mut self.facts;
        match *change {
            Change::Assigned(Assignment { owner, assigned_on }) => {
                (facts.owner, facts.assigned_on) = (owner, assigned_on);
            }
            Change::DealOpened { deal, opened_on, grade, received_at } => {
                facts.deals.retain(|open| open.deal != deal);
                facts.deals.push(OpenDeal { deal, grade, opened_on, received_at });
            }
            Change::Booked(appointment) => facts.appointments.push(appointment),
            Change::Graded { deal, grade } => {
                let of = facts.deals.iter_mut().find(|open| open.deal == deal);
                if let Some(open) = of {
                    open.grade = grade;
                }
            }
            Change::Touched { touch, reached, time } => self.touched(on, touch, reached, time),
            Change::Skipped { skip, until, appointment } => {
                (facts.skipped_on, facts.skipped_until) = (Some(on), until);
                let passed = Fate::Skipped { on, skip };
                let own = appointment.map(Subject::Appointment);
                if self.beside.iter().any(|item| Some(item.subject()) == own) {
                    self.end_beside(|item, _| (Some(item.subject()) == own).then_some(passed));
                } else {
                    self.close(passed);
                }
                let playbook = self.playbook;
                self.end_beside(|item, facts| {
                    Self::is_answered(item, facts, playbook).then_some(passed)
                });
            }
            Change::Ended { appointment, ending } => {
                self.ended(on, appointment, ending);
            }
            Change::DealClosed { deal, won } => {
                facts.dealt = true;
                facts.deals.retain(|open| open.deal != deal);
                let fate = |item: &Followed, facts: &Candidate| {
                    if won { by_contact(item, on, None, None, facts) } else { Fate::Closed { on } }
                };
                // What stands in the place of an item goes on: an appointment, another deal.
                let goes_on = due_of(&self.facts, self.playbook).map(|(_, due)| due.why);
                let ends = |item: &Followed| match goes_on {
                    None => true,
                    Some(why) => why.appointment().is_none() && item.deal == Some(deal),
                };
                if let Some(item) = self.open.filter(ends) {
                    self.close(fate(&item, &self.facts));
                }
                self.end_beside(|item, facts| {
                    (item.subject() == Subject::Lead(deal)).then(|| fate(item, facts))
                });
            }
        }
    }

    fn touched(&mut self, on: Day, touch: TouchId, reached: bool, time: TouchTime) {
        let facts = &mut self.facts;
        match facts.tried_on {
            Some(tried) if tried > on => {}
            Some(tried) if tried == on => {
                facts.tried_at = facts.tried_at.map(|at| at.max(time.at_latest));
            }
            _ => (facts.tried_on, facts.tried_at) = (Some(on), Some(time.at_latest)),
        }
        let playbook = self.playbook;
        self.end_beside(|item, facts| {
            let answered = Self::is_answered(item, facts, playbook);
            answered.then(|| by_contact(item, on, Some(touch), time.at, facts))
        });
        if !reached {
            self.facts.tries = self.facts.tries.saturating_add(1);
            return;
        }
        self.facts.reached_on = self.facts.reached_on.max(Some(on));
        self.facts.tries = 0;
        self.reached = Some((on, touch));
        let waits = |item: &Followed| match item.subject() {
            Subject::Lead(_) => !Self::is_answered(item, &self.facts, playbook),
            _ => self.waits_to_be_kept(item),
        };
        if !self.open.as_ref().is_some_and(waits) {
            self.done(on, Some(touch), time.at);
        }
    }

    /// Returns whether an item is that of an appointment which decides, or the one in its place: it
    /// is done by what keeps that.
    fn waits_to_be_kept(&self, item: &Followed) -> bool {
        let decides = due_of(&self.facts, self.playbook);
        item.why.appointment().is_some()
            && decides.is_some_and(|(_, due)| due.why.appointment().is_some())
    }

    /// Ends the items of an appointment that was kept, or is over for another reason.
    fn ended(&mut self, on: Day, appointment: AppointmentId, ending: Option<AppointmentEnd>) {
        let is_kept = ending == Some(AppointmentEnd::Kept);
        let decided = due_of(&self.facts, self.playbook);
        let decided = decided.filter(|(_, due)| due.why.appointment() == Some(appointment));
        let own = |item: &Followed| item.why.appointment() == Some(appointment);
        // What was agreed in place of another goes on as the item of that.
        let in_place = |item: &Followed| {
            decided.is_some()
                && item.why.appointment().is_some_and(|was| {
                    self.facts.appointments.iter().all(|open| open.appointment != was)
                })
        };
        let touch = self.reached.filter(|(day, _)| *day == on).map(|(_, touch)| touch);
        let is_open = self.open.is_some_and(|item| own(&item) || in_place(&item));
        let stands_for_it = is_open || (decided.is_some() && self.open.is_some());
        let known = stands_for_it || self.beside.iter().any(own);
        let agreed = items_of(&self.facts, self.playbook);
        let agreed = agreed.into_iter().find(|(_, due)| due.why.appointment() == Some(appointment));
        self.facts.appointments.retain(|open| open.appointment != appointment);
        if is_kept && is_open {
            self.done(on, touch, None);
        }
        if let (true, false, Some((deal, due))) = (is_kept, known, agreed) {
            self.kept_in_time(on, touch, deal.map(|deal| deal.deal), due);
        }
        self.end_beside(|item, facts| {
            own(item).then(|| match ending {
                Some(AppointmentEnd::Kept) => by_contact(item, on, touch, None, facts),
                // It was due, and its deal ended: nothing that was due is lost from the count.
                Some(AppointmentEnd::CalledOff) => Fate::Closed { on },
                _ => Fate::Vanished { on },
            })
        });
    }

    /// Adds the item of an appointment that was kept before anybody looked: before its day, where its
    /// window was open, or on the day on which it was agreed.
    fn kept_in_time(&mut self, on: Day, touch: Option<TouchId>, deal: Option<DealId>, due: Due) {
        let early = match due.why {
            Why::Appointment { deadline: false, .. } => {
                i64::from(self.playbook.agenda.appointment_opens.days_before)
            }
            _ => 0,
        };
        if on >= due.day.plus_days(-early) && on <= due.day {
            let fate = Fate::OnTime { on, touch };
            self.items.push(Followed { due: due.day, why: due.why, deal, fate });
        }
    }

    fn finish(mut self) -> Vec<Followed> {
        self.items.extend(self.open);
        self.items.extend(self.beside);
        self.items
    }
}

/// Returns what a contact on `on`, `at` an instant where it is known, makes of an item.
fn by_contact(
    item: &Followed,
    on: Day,
    touch: Option<TouchId>,
    at: Option<Instant>,
    facts: &Candidate,
) -> Fate {
    let in_time = match (item.why, at) {
        (Why::NewLead { respond_by, .. }, Some(at)) => at <= respond_by,
        (Why::NewLead { respond_by, .. }, None) => {
            on <= Day::nearest(facts.workplace.zone.local(respond_by).date())
        }
        _ => on <= item.due,
    };
    if in_time { Fate::OnTime { on, touch } } else { Fate::Late { on, touch } }
}
