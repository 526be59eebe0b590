//! What a touch says of its account (domain rules, section 1).

use crate::model::{Day, Grade, TouchKind, TouchResult};

/// Days of an account's contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContactDays {
    /// Day of the last effective contact; missing: never reached.
    pub reached_on: Option<Day>,
    /// Day of the last contact or attempt; missing: never tried.
    pub tried_on: Option<Day>,
}

/// Returns the result that a touch of the kind has where nobody says another: what is sent one
/// way is `sent`, where people speak they were reached. Never fails.
pub const fn usual_result(kind: TouchKind) -> TouchResult {
    match kind {
        TouchKind::Message | TouchKind::Letter => TouchResult::Sent,
        TouchKind::Call
        | TouchKind::Visit
        | TouchKind::Showroom
        | TouchKind::TestDrive
        | TouchKind::Event
        | TouchKind::Care
        | TouchKind::Survey => TouchResult::Reached,
    }
}

impl ContactDays {
    /// Returns the days after a touch on `day`. Only `reached` is an effective contact; every
    /// touch is at least an attempt. The latest day wins: a touch entered late never moves one
    /// back. Never fails.
    #[must_use]
    pub fn after(self, day: Day, result: TouchResult) -> Self {
        let reached = (result == TouchResult::Reached).then_some(day);
        Self { reached_on: self.reached_on.max(reached), tried_on: self.tried_on.max(Some(day)) }
    }
}

/// Returns whether a person may give the grade: all but N, which says that nobody has.
pub fn may_be_given(grade: Grade) -> bool {
    grade != Grade::N
}

/// Returns whether a grade given on `day` becomes that of a deal whose grade a person last gave
/// on `given_on`: the later one stands, of the same day the one given last. Source: domain rules,
/// section 3, below rule 5.
pub fn becomes_effective(day: Day, given_on: Option<Day>) -> bool {
    given_on.is_none_or(|given| day >= given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Choice as _;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_reached_is_an_effective_contact() {
        let before =
            ContactDays { reached_on: Some(day("2026-02-20")), tried_on: Some(day("2026-02-25")) };
        for result in TouchResult::ALL {
            let after = before.after(day("2026-03-02"), *result);
            let reached = *result == TouchResult::Reached;
            assert_eq!(after.reached_on != before.reached_on, reached, "{result}");
            assert_eq!(after.tried_on, Some(day("2026-03-02")), "{result}");
        }
    }

    #[test]
    fn a_touch_entered_late_moves_nothing_back() {
        let before =
            ContactDays { reached_on: Some(day("2026-02-20")), tried_on: Some(day("2026-02-25")) };
        assert_eq!(before.after(day("2026-02-10"), TouchResult::Reached), before);
        let between = before.after(day("2026-02-22"), TouchResult::Reached);
        assert_eq!(between.reached_on, Some(day("2026-02-22")));
        assert_eq!(between.tried_on, Some(day("2026-02-25")));
        let first = ContactDays::default().after(day("2026-02-10"), TouchResult::NoAnswer);
        assert_eq!(first, ContactDays { reached_on: None, tried_on: Some(day("2026-02-10")) });
    }

    #[test]
    fn what_is_sent_is_no_contact() {
        for kind in TouchKind::ALL {
            let sent = matches!(kind, TouchKind::Message | TouchKind::Letter);
            let expected = if sent { TouchResult::Sent } else { TouchResult::Reached };
            assert_eq!(usual_result(*kind), expected, "{kind}");
        }
    }

    #[test]
    fn the_later_grade_stands() {
        let given = Some(day("2026-03-01"));
        assert!(becomes_effective(day("2026-03-01"), given));
        assert!(!becomes_effective(day("2026-02-28"), given));
        assert!(becomes_effective(day("2020-01-01"), None));
        assert!(Grade::ALL.iter().all(|grade| may_be_given(*grade) == (*grade != Grade::N)));
    }
}
