//! The day on which an account is due, compared without computing it: in SQL only days as text
//! are compared, with bounds computed here.

use super::field::open_deal;
use super::{FALSE, Statement, joined};
use crate::model::{Comparison, Day, Grade, Value};

/// The last contact was an attempt: nobody was reached since.
const TRIED_SINCE: &str = "account.tried_on IS NOT NULL AND (account.reached_on IS NULL OR account.tried_on > account.reached_on)";
/// The last contact was an effective one, or there was none.
const NOT_TRIED_SINCE: &str = "account.tried_on IS NULL OR (account.reached_on IS NOT NULL AND account.tried_on <= account.reached_on)";

impl Statement<'_> {
    pub(super) fn due(&mut self, comparison: Comparison, values: &[Value]) -> String {
        let mut parts = Vec::new();
        for value in values {
            if let Value::Day(day) = value {
                parts.push(self.due_compared(comparison, *day));
            }
        }
        joined(parts, " OR ", FALSE)
    }

    /// Returns the condition that the account has a due day.
    pub(super) fn has_due(&self) -> String {
        let due: Vec<String> = self
            .cadence_by_grade()
            .iter()
            .map(|(grade, _)| format!("'{}'", grade.letter()))
            .collect();
        let graded = if due.is_empty() {
            String::new()
        } else {
            format!(" OR deal.grade IN ({})", due.join(", "))
        };
        open_deal(&format!("(account.reached_on IS NULL OR ({TRIED_SINCE}){graded})"))
    }

    fn due_compared(&mut self, comparison: Comparison, day: Day) -> String {
        match comparison {
            Comparison::Is | Comparison::Equal => {
                let until = self.due_until(day, 0);
                format!("({until} AND NOT {})", self.due_until(day, 1))
            }
            Comparison::LessOrEqual => self.due_until(day, 0),
            Comparison::Less => self.due_until(day, 1),
            Comparison::Greater => {
                let exists = self.has_due();
                format!("({exists} AND NOT {})", self.due_until(day, 0))
            }
            Comparison::GreaterOrEqual => {
                let exists = self.has_due();
                format!("({exists} AND NOT {})", self.due_until(day, 1))
            }
        }
    }

    /// Returns the condition that the due day is `before` days before `day`, or earlier: an open
    /// deal was there by then, and the last contact is as long ago as it may be.
    fn due_until(&mut self, day: Day, before: i64) -> String {
        let there = self.day_before(day, before);
        let assigned = self.day_before(day, before);
        let tried = self.day_before(day, before.saturating_add(self.rhythm.retry_after_days));
        let mut bounds: Vec<(i64, Vec<&str>)> = Vec::new();
        for (grade, cadence) in self.cadence_by_grade() {
            match bounds.iter_mut().find(|(days, _)| *days == cadence) {
                Some((_, grades)) => grades.push(grade.letter()),
                None => bounds.push((cadence, vec![grade.letter()])),
            }
        }
        let mut ways = Vec::new();
        for (cadence, grades) in bounds {
            let bound = self.day_before(day, before.saturating_add(cadence));
            ways.push(format!(
                "(deal.grade IN ('{}') AND account.reached_on <= {bound})",
                grades.join("', '")
            ));
        }
        let cadence = joined(ways, " OR ", FALSE);
        open_deal(&format!(
            "deal.opened_on <= {there} \
             AND (account.reached_on IS NOT NULL OR account.assigned_on IS NULL \
                  OR account.assigned_on <= {assigned}) \
             AND (({TRIED_SINCE} AND account.tried_on <= {tried}) \
                  OR (({NOT_TRIED_SINCE}) AND (account.reached_on IS NULL OR {cadence})))"
        ))
    }

    /// Returns the cadence of each grade that has one, in days; that of N is C's.
    fn cadence_by_grade(&self) -> Vec<(Grade, i64)> {
        let cadences = &self.rhythm.cadences;
        let cadence = |wanted| cadences.iter().find(|(grade, _)| *grade == wanted);
        let of = |grade| if grade == Grade::N { cadence(Grade::C) } else { cadence(grade) };
        Grade::ALL.iter().filter_map(|grade| Some((*grade, of(*grade)?.1))).collect()
    }
}
