//! Which appointments a touch keeps (domain rules, section 4).

use crate::model::{Appointment, Day, TouchResult};

/// Returns whether a touch on `day` keeps an open appointment of its account.
///
/// An effective contact on or after the appointment's day does, or up to `opens_days_before`
/// days earlier, that day included, where it is no deadline; a deadline opens on its day. A touch
/// that names the appointment keeps it on any day, where it reached them or was sent. Attempts
/// keep nothing. Never fails. Source: domain rules, section 4, items 1 and 2.
pub fn keeps(
    appointment: &Appointment,
    day: Day,
    result: TouchResult,
    named: bool,
    opens_days_before: i64,
) -> bool {
    let early = if appointment.deadline { 0 } else { opens_days_before };
    let opens_on = appointment.day.plus_days(-early);
    match result {
        TouchResult::Reached => named || day >= opens_on,
        TouchResult::Sent => named,
        TouchResult::NoAnswer | TouchResult::WrongNumber | TouchResult::Refused => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, AppointmentId};

    fn appointment(deadline: bool) -> Appointment {
        Appointment {
            id: AppointmentId(1),
            account: AccountId(1),
            deal: None,
            contact: None,
            staff: None,
            day: "2026-03-10".parse().unwrap(),
            time: None,
            deadline,
            purpose: None,
            closed_on: None,
            kind: None,
            booked_on: None,
            ending: None,
        }
    }

    #[test]
    fn an_effective_contact_keeps_an_appointment_on_its_day_or_after_and_not_before() {
        for (day, named, opens, kept, deadline_kept) in [
            ("2026-03-09", false, 0, false, false),
            ("2026-03-10", false, 0, true, true),
            ("2026-03-25", false, 0, true, true),
            ("2026-03-08", false, 2, true, false),
            ("2026-03-07", false, 2, false, false),
            ("2026-03-10", false, 2, true, true),
            ("2026-03-01", true, 0, true, true),
        ] {
            let day = day.parse().unwrap();
            for (deadline, expected) in [(false, kept), (true, deadline_kept)] {
                let found = keeps(&appointment(deadline), day, TouchResult::Reached, named, opens);
                assert_eq!(found, expected, "{day} {named} {opens} {deadline}");
            }
        }
    }

    #[test]
    fn attempts_keep_nothing_and_what_is_sent_keeps_what_it_names() {
        let day = "2026-03-12".parse().unwrap();
        for (result, unnamed, named) in [
            (TouchResult::Reached, true, true),
            (TouchResult::Sent, false, true),
            (TouchResult::NoAnswer, false, false),
            (TouchResult::WrongNumber, false, false),
            (TouchResult::Refused, false, false),
        ] {
            for deadline in [false, true] {
                let kept = |name| keeps(&appointment(deadline), day, result, name, 0);
                assert_eq!((kept(false), kept(true)), (unnamed, named), "{result} {deadline}");
            }
        }
    }
}
