//! Grading as commands do it: what the store knows of a deal becomes facts.

use super::error::CliError;
use crate::model::{AccountId, Day, Deal, DealId, Grade, GradeMove, StaffId};
use crate::playbook::Playbook;
use crate::rules::grade::{AccountFacts, Facts, OrderFacts, decide};
use crate::rules::touch::becomes_effective;
use crate::store::{Column as _, DealToGrade, Nearness, Op, UngradedDeal};

/// Returns what is known of a deal.
pub(crate) fn facts(row: &DealToGrade, nearness: &Nearness, playbook: &Playbook) -> Facts {
    let account = near(row.deal.account, row.deal.id, row.reachable, nearness);
    Facts::of(&row.deal, &account, playbook)
}

/// Returns what is known of a deal of which no more was read than it is graded by.
pub(crate) fn facts_of(
    row: &UngradedDeal<'_>,
    reachable: bool,
    nearness: &Nearness,
    playbook: &Playbook,
) -> Facts {
    let account = near(row.account, row.deal, reachable, nearness);
    Facts::of(row.fields.clone(), &account, playbook)
}

/// Returns what other records show of a deal of an account.
fn near(account: AccountId, deal: DealId, reachable: bool, nearness: &Nearness) -> AccountFacts {
    let visits = nearness.showroom_visits.get(&account).copied().unwrap_or(0);
    let order = nearness.orders.get(&deal).copied().unwrap_or_default();
    AccountFacts {
        reachable,
        next_meeting_on: nearness.next_meeting_on.get(&account).copied(),
        showroom_visits: u32::try_from(visits).unwrap_or(u32::MAX),
        order: OrderFacts { signed: order.signed, paid: order.paid, deposit: order.deposit },
    }
}

/// The cause of a grade that a person gave, as its history has it.
pub(crate) const BY_HAND: &str = "by-hand";

/// A grade that a person gives.
pub(crate) struct ByHand {
    pub(crate) grade: Grade,
    /// The day for which they give it.
    pub(crate) day: Day,
    /// Who gives it; missing where they are no staff.
    pub(crate) staff: Option<StaffId>,
    /// Why; missing where a touch says so.
    pub(crate) reason: Option<String>,
}

/// What became of a grade that a person gave.
pub(crate) enum Graded {
    /// The deal has it now; before it had the other.
    From(Grade),
    /// The deal has it still.
    Confirmed,
    /// A later one stands, given on that day.
    Older(Day),
}

/// Gives a deal a grade by hand: it stands until the next one, unless a later one stands already.
pub(crate) fn give(op: &mut Op<'_>, id: DealId, given: &ByHand) -> Result<Graded, CliError> {
    let deal = op.db().get::<Deal>(id)?;
    if let Some(given_on) = deal.graded_on.filter(|on| !becomes_effective(given.day, Some(*on))) {
        return Ok(Graded::Older(given_on));
    }
    op.update(
        id,
        &[
            ("grade", given.grade.to_val()),
            ("graded_by", given.staff.to_val()),
            ("graded_on", Some(given.day).to_val()),
        ],
    )?;
    if deal.grade == given.grade && given.reason.is_none() {
        return Ok(Graded::Confirmed);
    }
    let moved = GradeMove {
        id: op.next_id()?,
        deal: id,
        from_grade: deal.grade,
        to_grade: given.grade,
        day: given.day,
        cause: BY_HAND.to_owned(),
        staff: given.staff,
        reason: given.reason.clone(),
    };
    op.insert(&moved)?;
    Ok(if deal.grade == given.grade { Graded::Confirmed } else { Graded::From(deal.grade) })
}

/// Gives a deal the grade that the rules propose now, whoever gave the one it has. Returns it.
pub(crate) fn regrade(
    op: &mut Op<'_>,
    id: DealId,
    playbook: &Playbook,
) -> Result<Option<Grade>, CliError> {
    let db = op.db();
    let mut found = None;
    db.each_deal_to_grade(Some(&[id]), |row| {
        found = Some(row);
        Ok(())
    })?;
    let Some(row) = found else { return Ok(None) };
    let nearness = db.nearness(Some(&[row.deal.account]))?;
    let cap = decide(&facts(&row, &nearness, playbook), playbook, op.today());
    let day = op.today();
    set_grade(op, id, (row.deal.grade, cap.grade), cap.rule.key(), day)?;
    Ok(Some(cap.grade))
}

/// Sets the grade that a rule gives, and keeps the change: on the day of what made it, or of the last
/// change where that is later.
pub(crate) fn set_grade(
    op: &mut Op<'_>,
    deal: DealId,
    (from_grade, to_grade): (Grade, Grade),
    cause: &str,
    day: Day,
) -> Result<(), CliError> {
    let nobody = [("graded_by", crate::store::Val::Null), ("graded_on", crate::store::Val::Null)];
    let [by, on] = nobody;
    op.update(deal, &[("grade", to_grade.to_val()), by, on])?;
    if from_grade != to_grade {
        let last = op.db().last_graded_on(deal)?;
        let id = op.next_id()?;
        op.insert(&GradeMove {
            id,
            deal,
            from_grade,
            to_grade,
            day: last.map_or(day, |last| last.max(day)),
            cause: cause.to_owned(),
            staff: None,
            reason: None,
        })?;
    }
    Ok(())
}
