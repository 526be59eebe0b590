//! What is done first (domain rules, section 4, order).

use super::due::{FirstRank, Subject, Why};
use super::item::Item;
use crate::model::{AccountId, Day, Grade, Instant};

/// The place of an item: smaller comes first. The order of the variants is that of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Deadlines and appointments by time; what has no time comes after what has one that day.
    Agreed(Day, bool, Option<u32>),
    /// New leads by time left.
    Lead(Instant),
    /// By grade, within a grade most days overdue first.
    Grade(Option<Grade>, Day),
    /// First contacts, best first, then longest assigned.
    First(FirstRank, Day),
}

/// Returns the place of an item among others; no two items of one plan have the same.
pub(super) fn place(item: &Item) -> (Place, AccountId, Subject) {
    let place = match item.why {
        Why::Appointment { on, minute, .. } | Why::DeadlineWarning { on, minute, .. } => {
            Place::Agreed(on, minute.is_none(), minute)
        }
        Why::NewLead { respond_by, .. } => Place::Lead(respond_by),
        Why::FirstContact { assigned_on, rank, .. } => Place::First(rank, assigned_on),
        Why::Cadence { .. }
        | Why::NeverContacted { .. }
        | Why::AttemptFollowUp { .. }
        | Why::Skipped { .. } => Place::Grade(item.grade, item.due),
    };
    (place, item.account, Subject::of(item.why, item.deal))
}
