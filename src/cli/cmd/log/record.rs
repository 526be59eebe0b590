//! Writing a touch, and all that follows from it.

use super::plan::Plan;
use crate::cli::cmd::book::open_appointments;
use crate::cli::contacts;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::cli::grading::{self, Graded};
use crate::cli::moving::{self, Mover, Said};
use crate::clock;
use crate::model::{Appointment, AppointmentEnd, AppointmentId, DealId, Touch, TouchResult};
use crate::playbook::{MovingRecord, minute_of_day};
use crate::rules::appointment::{self, Keeping};
use crate::rules::funnel::records_of_touch;
use crate::store::{Column as _, Op};

/// What was recorded.
pub(in crate::cli::cmd) struct Recorded<'s> {
    pub(in crate::cli::cmd) touch: Touch,
    pub(in crate::cli::cmd) graded: Option<Graded>,
    /// Appointments that it kept, the earliest first.
    pub(in crate::cli::cmd) kept: Vec<AppointmentId>,
    /// The step that it moved its deal by.
    pub(in crate::cli::cmd) moved: Option<moving::Recorded<'s>>,
    /// What is to be said where its deal was opened later and stays where it is for that.
    pub(in crate::cli::cmd) opened_later: Option<moving::TooOld>,
    /// Other open appointments of the account, the earliest first: where a next contact was agreed
    /// all of them, else those of the day or before that it did not keep.
    pub(in crate::cli::cmd) others: Vec<Appointment>,
}

/// Records the touch, keeps appointments, moves the deal, gives the grade, and books what is next.
pub(in crate::cli::cmd) fn record<'s>(
    op: &mut Op<'_>,
    plan: &Plan,
    session: &'s Session,
) -> Result<Recorded<'s>, CliError> {
    let (kept, passed) = kept(op, plan, session)?;
    let staff = plan.by.as_ref().map(|staff| staff.id).or(op.staff());
    let touch = Touch {
        id: op.next_id()?,
        account: plan.account.id,
        deal: plan.deal.as_ref().map(|deal| deal.id),
        contact: plan.contact.as_ref().map(|contact| contact.id),
        staff,
        kind: plan.kind,
        result: plan.result,
        day: plan.day,
        happened_at: plan.happened_at,
        logged_at: op.at(),
        note: plan.note.clone(),
        grade: plan.grade,
        quoted: plan.quoted,
        appointment: plan.keeps.or_else(|| kept.last().map(|last| last.id)),
    };
    op.insert(&touch)?;
    for appointment in &kept {
        op.update(
            appointment.id,
            &[
                ("closed_on", Some(plan.day).to_val()),
                ("ending", Some(AppointmentEnd::Kept).to_val()),
            ],
        )?;
    }
    contacts::touched(op, touch.account)?;
    let is = records_of_touch(touch.kind, touch.result, touch.quoted.is_some());
    let opened_later = moving::opened_later(op, &touch, &is, session)?;
    let moved = moved(op, &touch, &is, session)?;
    let graded = match (plan.grade, &plan.deal) {
        (Some(grade), Some(deal)) => {
            let by_hand = grading::ByHand { grade, day: plan.day, staff, reason: None };
            Some(grading::give(op, deal.id, &by_hand)?)
        }
        _ => None,
    };
    let mut others = passed;
    if let Some(next) = &plan.next {
        others = open_appointments(op.db(), touch.account)?;
        let id = op.next_id()?;
        op.insert(&Appointment {
            id,
            account: touch.account,
            deal: touch.deal,
            contact: touch.contact,
            staff,
            day: next.day,
            time: next.time.clone(),
            deadline: next.deadline,
            purpose: next.part.clone(),
            closed_on: None,
            kind: None,
            booked_on: Some(op.today()),
            ending: None,
        })?;
    }
    let kept = kept.iter().map(|appointment| appointment.id).collect();
    Ok(Recorded { touch, graded, kept, moved, opened_later, others })
}

/// Returns the open appointments that the touch keeps, the earliest first, and those that a contact
/// leaves open on their day or after it.
fn kept(
    op: &Op<'_>,
    plan: &Plan,
    session: &Session,
) -> Result<(Vec<Appointment>, Vec<Appointment>), CliError> {
    let open = open_appointments(op.db(), plan.account.id)?;
    let deals = op.db().open_deals(plan.account.id)?;
    let deals: Vec<DealId> = deals.iter().map(|deal| deal.id).collect();
    let touch = Keeping {
        day: plan.day,
        minute: minute(plan, session),
        kind: plan.kind,
        result: plan.result,
        deal: plan.deal.as_ref().map(|deal| deal.id),
        named: plan.keeps,
    };
    let window = session.playbook.agenda.appointment_opens;
    let kept: Vec<Appointment> =
        appointment::kept(&open, &touch, &deals, window).into_iter().cloned().collect();
    let mut passed = open;
    let reached = plan.result == TouchResult::Reached && plan.keeps.is_none();
    passed.retain(|one| reached && one.day <= plan.day && !kept.iter().any(|k| k.id == one.id));
    Ok((kept, passed))
}

/// Returns the minute of its day at which it happened: that which was said, else now; `None` where
/// its day, or a part of it, was said alone, or the clock is a day.
fn minute(plan: &Plan, session: &Session) -> Option<u32> {
    let (now, zone) = (session.moment, &session.zone);
    let is_now = plan.just_now && now.at != zone.morning_of(now.today);
    let time = plan.time.clone().or_else(|| is_now.then(|| clock::time_of(now.at, zone)));
    time.as_deref().and_then(minute_of_day)
}

/// Moves the deal of the touch where its funnel is moved by such touches.
fn moved<'s>(
    op: &mut Op<'_>,
    touch: &Touch,
    is: &[MovingRecord],
    session: &'s Session,
) -> Result<Option<moving::Recorded<'s>>, CliError> {
    let Some(deal) = touch.deal else { return Ok(None) };
    let mover = Mover { is, id: touch.id.to_string(), day: touch.day, said: Said::default() };
    moving::move_by(op, deal, &mover, session)
}
