//! How the agenda came to what it says of an account, step by step.

use super::candidate::Candidate;
use super::due::{
    Due, Why, attempt, beside, deal_due, deciding_deal, due_of, skip, untried, warnings,
};
use super::item::Escalation;
use crate::model::{AppointmentId, Day, DealId, Grade, Instant, StaffId};
use crate::playbook::{Playbook, ResponseLimit};
use crate::rules::calendar::Shift;

/// A step of the arithmetic, with its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An open appointment; the earliest decides.
    Appointment {
        /// The appointment.
        appointment: AppointmentId,
        /// Its day.
        on: Day,
        /// The minute of that day.
        minute: Option<u32>,
        /// Whether it is a deadline.
        deadline: bool,
        /// Whether it decides; else it is an item beside that.
        decides: bool,
    },
    /// The day asked for is one on which a deadline warns.
    Warning {
        /// The deadline.
        appointment: AppointmentId,
        /// Its day.
        on: Day,
        /// Days to it.
        days_before: i64,
    },
    /// They were reached last on this day; missing: never.
    LastContact(Option<Day>),
    /// The item was passed over after that.
    Skipped {
        /// On which day.
        on: Day,
        /// Until when; missing: for a cadence.
        until: Option<Day>,
    },
    /// They were tried after that.
    Tried {
        /// The last attempt.
        on: Day,
        /// How many attempts there were since the last contact.
        tries: u32,
        /// Working days until the next one.
        retry_days: u32,
        /// The number from which a deal may be lost as out of control.
        out_of_control_after: u32,
    },
    /// What an open deal says.
    Deal {
        /// The deal.
        deal: DealId,
        /// Its grade.
        grade: Grade,
        /// Days of its cadence.
        cadence_days: i64,
        /// The day from which they count, where it is due by its cadence.
        since: Option<Day>,
        /// From when it is due.
        due: Day,
        /// Whether the deal decides, and by what.
        decides: Option<Deciding>,
    },
    /// A deal is not due before this day.
    Floor {
        /// The deal.
        deal: DealId,
        /// When it was entered or opened again, or the owner got the account.
        day: Day,
    },
    /// A new lead has to be answered.
    Lead {
        /// Its deal, where it is an item beside what decides.
        beside: Option<DealId>,
        /// When it came in.
        received_at: Instant,
        /// How long it may wait.
        limit: ResponseLimit,
        /// Until when that is.
        respond_by: Instant,
    },
    /// A first contact is due to an account without a deal.
    FirstContact {
        /// Since when the owner has it.
        assigned_on: Day,
        /// First contacts a day.
        capacity: u32,
    },
    /// A day off moved the due day.
    Moved {
        /// How.
        shift: Shift,
        /// Where it is now.
        to: Day,
    },
    /// Another does it on the day asked for.
    StandIn {
        /// Who.
        who: StaffId,
    },
    /// Public holidays of the due day's year are not known.
    HolidaysUnknown {
        /// The due day.
        day: Day,
    },
    /// Nothing is due, now or later.
    Nothing {
        /// Whether somebody has the account.
        owned: bool,
    },
    /// An attempt put off what was due already.
    Back {
        /// The day from which it is to be done again.
        on: Day,
        /// The day on which it fell due first.
        first_on: Day,
    },
    /// From when it is due.
    Due {
        /// The day on which it fell due first.
        day: Day,
        /// Days from it to the day asked for; negative: it will be due.
        days_overdue: i64,
        /// Who takes notice of an item so overdue.
        escalation: Option<Escalation>,
    },
    /// What makes it done: an effective contact from this day on, or a skip where `skippable`.
    DoneBy {
        /// The first day that counts.
        from: Day,
        /// The minute of that day from which it does; missing: all day.
        minute: Option<u32>,
        /// False for a deadline.
        skippable: bool,
    },
}

/// Why one of several deals decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deciding {
    /// There is no other.
    Only,
    /// It is due first.
    Earliest,
    /// Of those due first it has the shortest cadence.
    ShortestCadence,
    /// Of those it has the nearest grade.
    NearestGrade,
    /// Of those it was entered first.
    FirstEntered,
}

/// Returns how [`due_of`] came to its answer, and what it means on `day`. The last step but one is
/// [`Step::Due`], the last [`Step::DoneBy`]; or the last is [`Step::Nothing`]. Never fails.
pub fn explain(candidate: &Candidate, playbook: &Playbook, day: Day) -> Vec<Step> {
    let mut steps = Vec::new();
    for due in warnings(candidate, playbook, day) {
        if let Why::DeadlineWarning { appointment, on, days_before, .. } = due.why {
            steps.push(Step::Warning { appointment, on, days_before });
        }
    }
    let Some((_, due)) = due_of(candidate, playbook) else {
        steps.push(Step::LastContact(candidate.reached_on));
        steps.push(Step::Nothing { owned: candidate.owner.is_some() });
        return steps;
    };
    let decides = agreed(due, true);
    if decides.is_none() {
        steps.extend(by_facts(candidate, due, playbook));
    }
    steps.extend(decides);
    for (deal, due) in beside(candidate, playbook) {
        steps.extend(agreed(due, false));
        steps.extend(lead(candidate, due, deal.map(|deal| deal.deal), playbook));
    }
    if !matches!(due.shift, Shift::Stays) {
        steps.push(Step::Moved { shift: due.shift, to: due.first_on });
    }
    let calendar = &candidate.workplace.calendar;
    if calendar.is_unknown(due.first_on) {
        steps.push(Step::HolidaysUnknown { day: due.first_on });
    }
    if due.first_on < due.day {
        steps.push(Step::Back { on: due.day, first_on: due.first_on });
    }
    if let Some(who) = candidate.owner.and_then(|_| calendar.stand_in(day)) {
        steps.push(Step::StandIn { who });
    }
    let days_overdue = day.days_since(due.first_on);
    let escalation = Escalation::after(days_overdue, playbook);
    steps.push(Step::Due { day: due.first_on, days_overdue, escalation });
    let deadline = matches!(due.why, Why::Appointment { deadline: true, .. });
    let opens = playbook.agenda.appointment_opens;
    let (early, minute) = match due.why {
        Why::Appointment { deadline: false, minute, .. } => (opens.days_before, minute),
        _ => (0, None),
    };
    let from = due.first_on.plus_days(-i64::from(early));
    let minute = minute.filter(|_| early == 0).map(|at| at.saturating_sub(opens.minutes_before));
    steps.push(Step::DoneBy { from, minute, skippable: !deadline });
    steps
}

/// Returns the step of an appointment; `None` for what is due for another reason.
fn agreed(due: Due, decides: bool) -> Option<Step> {
    let Why::Appointment { appointment, on, minute, deadline } = due.why else { return None };
    Some(Step::Appointment { appointment, on, minute, deadline, decides })
}

/// Returns the steps of an account without appointments.
fn by_facts(candidate: &Candidate, due: Due, playbook: &Playbook) -> Vec<Step> {
    let mut steps = vec![Step::LastContact(candidate.reached_on)];
    let skipped = skip(candidate);
    steps.extend(skipped.map(|on| Step::Skipped { on, until: candidate.skipped_until }));
    let numbers = &playbook.agenda;
    steps.extend(attempt(candidate).map(|on| Step::Tried {
        on,
        tries: candidate.tries,
        retry_days: numbers.retry_after_days,
        out_of_control_after: numbers.out_of_control_after,
    }));
    if let Why::FirstContact { assigned_on, .. } = due.why {
        let capacity = numbers.first_contacts_per_day;
        steps.push(Step::FirstContact { assigned_on, capacity });
        return steps;
    }
    let Some((decides, _)) = deciding_deal(candidate, playbook) else { return steps };
    let mut deals = candidate.deals.clone();
    deals.sort_by_key(|deal| deal.deal);
    for deal in &deals {
        let of_deal = deal_due(candidate, deal, playbook);
        let put_off = of_deal.first_on < of_deal.day;
        let of_deal = if put_off { untried(candidate, deal, playbook) } else { of_deal };
        let is_it = deal.deal == decides.deal;
        let since = match of_deal.why {
            Why::Cadence { last: since, .. }
            | Why::Skipped { skipped_on: since, until: None, .. } => Some(since),
            _ => None,
        };
        steps.push(Step::Deal {
            deal: deal.deal,
            grade: deal.grade,
            cadence_days: playbook.grades.cadence_days(deal.grade),
            since,
            due: of_deal.day,
            decides: is_it.then(|| deciding_why(candidate, decides.deal, playbook)),
        });
        if let (Why::NeverContacted { since } | Why::NewLead { since, .. }, true) =
            (of_deal.why, is_it)
        {
            steps.push(Step::Floor { deal: deal.deal, day: since });
        }
    }
    steps.extend(lead(candidate, due, None, playbook));
    steps
}

/// Returns the step of a new lead; `None` for what is due for another reason.
fn lead(
    candidate: &Candidate,
    due: Due,
    beside: Option<DealId>,
    playbook: &Playbook,
) -> Option<Step> {
    let Why::NewLead { received_at, respond_by, .. } = due.why else { return None };
    let limit = playbook.agenda.first_response.limit(candidate.channel.as_deref());
    Some(Step::Lead { beside, received_at, limit, respond_by })
}

/// Returns by what the deciding deal comes before the next best one.
fn deciding_why(candidate: &Candidate, deal: DealId, playbook: &Playbook) -> Deciding {
    let keys = candidate.deals.iter().map(|one| {
        let due = deal_due(candidate, one, playbook);
        let cadence_days = playbook.grades.cadence_days(one.grade);
        (one.deal != deal, (due.day, due.first_on), cadence_days, one.grade, one.deal)
    });
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    match keys.as_slice() {
        [_] | [] => Deciding::Only,
        [first, next, ..] if first.1 != next.1 => Deciding::Earliest,
        [first, next, ..] if first.2 != next.2 => Deciding::ShortestCadence,
        [first, next, ..] if first.3 != next.3 => Deciding::NearestGrade,
        _ => Deciding::FirstEntered,
    }
}
