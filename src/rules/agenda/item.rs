//! What the agenda shows of a contact to be made.

use super::candidate::{Candidate, OpenDeal};
use super::due::{Due, Why};
use crate::model::{AccountId, Day, DealId, Grade, StaffId};
use crate::playbook::{Playbook, Work};
use crate::rules::calendar::Shift;

/// A contact to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The account to contact.
    pub account: AccountId,
    /// The consultant responsible; missing: the pool.
    pub owner: Option<StaffId>,
    /// Who does it on the day planned: the owner, or who stands in; missing: the pool.
    pub doer: Option<StaffId>,
    /// The deal that it is about; missing where none is open.
    pub deal: Option<DealId>,
    /// The grade of that deal.
    pub grade: Option<Grade>,
    /// Why it is due.
    pub why: Why,
    /// The day on which it fell due first.
    pub due: Day,
    /// How a day off moved that day.
    pub shift: Shift,
    /// Whole days from the due day to the day planned, from 0.
    pub days_overdue: i64,
    /// Who takes notice, by the days overdue.
    pub escalation: Option<Escalation>,
    /// Attempts since the last effective contact.
    pub tries: u32,
    /// Whether there were so many that the deal may be lost as out of control.
    pub out_of_control: bool,
    /// What to do; the playbook has the steps.
    pub work: Work,
}

/// Who takes notice of an overdue item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Escalation {
    /// The consultant is reminded.
    Remind,
    /// The manager is told.
    Manager,
    /// Another consultant is proposed.
    Reassign,
}

impl Escalation {
    /// Returns who takes notice after so many days overdue; limits are inclusive. `None` below
    /// the first. Source: domain rules, section 4, last line.
    pub fn after(days_overdue: i64, playbook: &Playbook) -> Option<Self> {
        let days = &playbook.agenda.escalation;
        let steps = [
            (days.reassign, Self::Reassign),
            (days.manager, Self::Manager),
            (days.remind, Self::Remind),
        ];
        let reached = steps.into_iter().find(|(limit, _)| days_overdue >= i64::from(*limit));
        reached.map(|(_, step)| step)
    }

    /// Returns the stable code.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::Manager => "manager",
            Self::Reassign => "reassign",
        }
    }
}

/// Returns the item of what is due, as it stands on `day`. Where no deal is open the work is that
/// of a first contact until they were reached or had a deal, then that of a deal without a grade: they
/// are lost or retained.
pub(super) fn item(
    candidate: &Candidate,
    deal: Option<OpenDeal>,
    due: Due,
    playbook: &Playbook,
    day: Day,
) -> Item {
    let grade = deal.map(|deal| deal.grade);
    let days_overdue = day.days_since(due.first_on);
    let work = match (grade, candidate.reached_on) {
        (Some(grade), _) => playbook.grades.row(grade).work,
        (None, None) if !candidate.dealt => Work::FirstContact,
        (None, _) => playbook.grades.row(Grade::None).work,
    };
    let many = candidate.tries >= playbook.agenda.out_of_control_after;
    Item {
        account: candidate.account,
        owner: candidate.owner,
        doer: candidate.doer(day),
        deal: deal.map(|deal| deal.deal),
        grade,
        why: due.why,
        due: due.first_on,
        shift: due.shift,
        days_overdue,
        escalation: Escalation::after(days_overdue, playbook),
        tries: candidate.tries,
        out_of_control: many && deal.is_some(),
        work,
    }
}
