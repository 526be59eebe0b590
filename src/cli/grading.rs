//! Grading as commands do it: what the store knows of a deal becomes facts.

use super::error::CliError;
use crate::model::{DealId, Grade, GradeMove};
use crate::playbook::Playbook;
use crate::rules::grade::{AccountFacts, Facts, decide};
use crate::store::{Column as _, DealToGrade, Nearness, Op};

/// Returns what is known of a deal.
pub(crate) fn facts(row: &DealToGrade, nearness: &Nearness, playbook: &Playbook) -> Facts {
    let account = row.deal.account;
    let visits = nearness.showroom_visits.get(&account).copied().unwrap_or(0);
    let account = AccountFacts {
        reachable: row.reachable,
        next_meeting_on: nearness.next_meeting_on.get(&account).copied(),
        showroom_visits: u32::try_from(visits).unwrap_or(u32::MAX),
    };
    Facts::of(&row.deal, &account, playbook)
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
    set_grade(op, id, row.deal.grade, cap.grade, cap.rule.key())?;
    Ok(Some(cap.grade))
}

/// Sets the grade that a rule gives, and keeps the change.
pub(crate) fn set_grade(
    op: &mut Op<'_>,
    deal: DealId,
    from_grade: Grade,
    to_grade: Grade,
    cause: &str,
) -> Result<(), CliError> {
    let nobody = [("graded_by", crate::store::Val::Null), ("graded_on", crate::store::Val::Null)];
    let [by, on] = nobody;
    op.update(deal, &[("grade", to_grade.to_val()), by, on])?;
    if from_grade != to_grade {
        let id = op.next_id()?;
        op.insert(&GradeMove {
            id,
            deal,
            from_grade,
            to_grade,
            day: op.today(),
            cause: cause.to_owned(),
            staff: None,
            reason: None,
        })?;
    }
    Ok(())
}
