//! The records of an account as changes of the facts that its agenda is computed from.

use super::Change;
use crate::model::{
    Appointment, Day, Deal, DealId, DealState, GradeMove, Skip, Touch, TouchResult, Zone,
};
use crate::playbook::minute_of_day;
use crate::rules::agenda::OpenAppointment;
use crate::rules::assignment::Held;
use crate::rules::deal::{Turn, closed_and_opened_again};
use crate::rules::touch::TouchTime;

/// The records of one account; each list in any order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Records<'r> {
    /// Its deals, closed ones too.
    pub deals: &'r [Deal],
    /// Changes of their grades.
    pub grades: &'r [GradeMove],
    /// Their losses and moves, with the deal, in the order in which they were entered.
    pub turns: &'r [(DealId, Turn)],
    /// Touches.
    pub touches: &'r [Touch],
    /// Appointments, ended ones too.
    pub appointments: &'r [Appointment],
    /// Items passed over.
    pub skips: &'r [Skip],
    /// Who had it, as [`held`](crate::rules::assignment::held) says.
    pub held: &'r [Held],
}

/// Returns the changes that the records tell, each with its day, for [`super::follow`]: a deal that
/// was opened again is there from that day on. Changes
/// that happened on one day in an order that no record tells come as [`Change`] says; touches of
/// a day by when they happened, in the time zone `zone`. Never fails.
pub fn changes(records: &Records<'_>, zone: &Zone) -> Vec<(Day, Change)> {
    let given = records.held.iter();
    let mut all: Vec<(Day, Change)> =
        given.filter_map(|held| Some((held.from?, Change::Assigned(held.by)))).collect();
    for deal in records.deals {
        of_deal(deal, records, &mut all);
    }
    let mut touches: Vec<&Touch> = records.touches.iter().collect();
    touches.sort_by_key(|touch| (touch.happened_at, touch.id));
    all.extend(touches.into_iter().map(|touch| {
        let reached = touch.result == TouchResult::Reached;
        let time = TouchTime::of(touch.day, touch.happened_at, touch.logged_at, zone);
        (touch.day, Change::Touched { touch: touch.id, reached, time })
    }));
    for one in records.appointments {
        let booked_on = one.booked_on.unwrap_or(one.day).min(one.day);
        let open = OpenAppointment {
            appointment: one.id,
            deal: one.deal,
            day: one.day,
            minute: one.time.as_deref().and_then(minute_of_day),
            deadline: one.deadline,
            booked_on: one.booked_on,
        };
        all.push((booked_on, Change::Booked(open)));
        let ended = Change::Ended { appointment: one.id, ending: one.ending };
        all.extend(one.closed_on.map(|on| (on.max(booked_on), ended)));
    }
    let mut skips: Vec<&Skip> = records.skips.iter().filter(|skip| was_due(skip)).collect();
    skips.sort_by_key(|skip| skip.id);
    let skipped = |skip: &Skip| {
        let Skip { id, until, appointment, .. } = *skip;
        (skip.day, Change::Skipped { skip: id, until, appointment })
    };
    all.extend(skips.into_iter().map(skipped));
    all
}

/// Returns whether a skip passed over an item that was due. One of an appointment that was called
/// off before its day did not: nothing is put off by it. Never fails.
pub fn was_due(skip: &Skip) -> bool {
    skip.due_on <= skip.day
}

/// Adds when a deal was opened, graded, closed and opened again.
fn of_deal(deal: &Deal, records: &Records<'_>, all: &mut Vec<(Day, Change)>) {
    let mut graded: Vec<&GradeMove> =
        records.grades.iter().filter(|change| change.deal == deal.id).collect();
    graded.sort_by_key(|change| (change.day, change.id));
    let grade_on = |day: Day| {
        let last = graded.iter().rev().find(|change| change.day < day);
        let first = graded.first().map_or(deal.grade, |change| change.from_grade);
        last.map_or(first, |change| change.to_grade)
    };
    let opened = |on: Day| {
        let Deal { id, received_at, .. } = *deal;
        (on, Change::DealOpened { deal: id, opened_on: on, grade: grade_on(on), received_at })
    };
    all.push(opened(deal.opened_on));
    all.extend(graded.iter().map(|change| {
        let on = change.day.max(deal.opened_on);
        (on, Change::Graded { deal: deal.id, grade: change.to_grade })
    }));
    let closed = |won| Change::DealClosed { deal: deal.id, won };
    let turns = records.turns.iter().filter(|(of, _)| *of == deal.id);
    let turns: Vec<Turn> = turns.map(|(_, turn)| *turn).collect();
    for before in closed_and_opened_again(&turns) {
        all.push((before.on, closed(before.won)));
        all.push(opened(before.again_on));
    }
    if deal.state != DealState::Open {
        let won = deal.state == DealState::Won;
        all.extend(deal.closed_on.map(|on| (on.max(deal.opened_on), closed(won))));
    }
}
