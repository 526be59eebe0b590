//! Whether the grade a deal has still stands.

use crate::model::{Day, Deal, Grade, StaffId};
use crate::playbook::Playbook;

/// The grade a deal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The grade.
    pub grade: Grade,
    /// The member of staff who gave it; missing where the rules did, or a person who is none.
    pub by: Option<StaffId>,
    /// The day on which a person gave it; missing where the rules did.
    pub on: Option<Day>,
    /// The day on which the deal that has it is expected to close.
    pub expected_on: Option<Day>,
}

impl From<&Deal> for Given {
    fn from(deal: &Deal) -> Self {
        Self {
            grade: deal.grade,
            by: deal.graded_by,
            on: deal.graded_on,
            expected_on: deal.expected_on,
        }
    }
}

/// How the grade a deal has stands against the one that the rules propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The grade the deal has.
    pub given: Grade,
    /// The grade that the rules propose.
    pub proposed: Grade,
    /// The member of staff who gave the grade; missing where the rules did, or a person who is
    /// none.
    pub given_by: Option<StaffId>,
    /// The day on which a person gave the grade; missing where the rules did.
    pub given_on: Option<Day>,
    /// The day from which the grade is to be looked at again; missing where no person gave it.
    pub review_on: Option<Day>,
    /// Whether that day has come.
    pub review_due: bool,
    /// The day on which an order was expected, where it has passed without one.
    pub passed: Option<Day>,
}

impl Standing {
    /// Returns whether the facts contradict the grade.
    pub fn contradicted(&self) -> bool {
        self.given != self.proposed
    }

    /// Returns whether a person has to look at it: the facts contradict the grade that a person
    /// gave, or its review is due; or, whoever gave it, the day expected has passed.
    pub fn flagged(&self) -> bool {
        self.passed.is_some() || self.given_on.is_some() && (self.contradicted() || self.review_due)
    }

    /// Returns the grade to write: the proposed one where no person gave the grade and it
    /// differs. What a person gave is never changed by the rules.
    pub fn to_write(&self) -> Option<Grade> {
        (self.given_on.is_none() && self.contradicted()).then_some(self.proposed)
    }
}

/// Returns how the grade a deal has stands against the `proposed` one on `day`.
///
/// The review of a grade that a person gave falls due a number of its cadences after the day it
/// was given (the playbook's `review_cadences`, 2 as shipped), that day included. Never fails.
/// Source: domain rules, section 3, rule 2 and below rule 5.
pub fn standing(given: Given, proposed: Grade, playbook: &Playbook, day: Day) -> Standing {
    let review_on =
        given.on.map(|given_on| given_on.plus_days(playbook.grades.review_days(given.grade)));
    Standing {
        given: given.grade,
        proposed,
        given_by: given.by,
        given_on: given.on,
        review_on,
        review_due: review_on.is_some_and(|review| review <= day),
        passed: given.expected_on.filter(|on| *on < day && proposed != Grade::O),
    }
}
