//! Which appointments a touch keeps (domain rules, section 4).

use crate::model::{Appointment, AppointmentId, Day, DealId, TouchKind, TouchResult};
use crate::playbook::{AppointmentWindow, minute_of_day};

/// A touch, as far as it keeps appointments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// The day on which it happened.
    pub day: Day,
    /// The minute of that day; missing where its day alone is known.
    pub minute: Option<u32>,
    /// How.
    pub kind: TouchKind,
    /// What came of it.
    pub result: TouchResult,
    /// The deal that it was about.
    pub deal: Option<DealId>,
    /// The appointment that it names.
    pub named: Option<AppointmentId>,
}

/// Returns which of the open appointments of its account a touch keeps, the earliest first.
///
/// One that it names it keeps alone; else those whose window is open ([`keeps`]), but for those of
/// another open deal than its own. Of those of its own day it keeps those of its deal before those
/// that name none, of them those of its kind before those that say none, before those of another;
/// and of several with a time, where its own is not known, the earliest. Those of days before were
/// missed, and it makes up for all of them. `open_deals` are the open deals of the account: an
/// appointment of a closed one is about the account. Never fails. Source: domain rules, section 4.
pub fn kept<'a>(
    open: &'a [Appointment],
    touch: &Keeping,
    open_deals: &[DealId],
    window: AppointmentWindow,
) -> Vec<&'a Appointment> {
    let own_deal = |one: &Appointment| one.deal.filter(|deal| open_deals.contains(deal));
    let other_deal = |one: &Appointment| {
        let named = own_deal(one).zip(touch.deal);
        named.is_some_and(|(agreed, about)| agreed != about)
    };
    let mut kept: Vec<&Appointment> = open.iter().collect();
    kept.retain(|one| {
        let meant = touch.named.map_or_else(|| !other_deal(one), |named| named == one.id);
        meant && keeps(one, touch, window)
    });
    let fits = |one: &Appointment| {
        let no_deal = touch.deal.is_some() && own_deal(one) != touch.deal;
        let other_kind = one.kind.map(|kind| kind != touch.kind);
        (no_deal, other_kind != Some(false), other_kind.is_some())
    };
    let of_day = |one: &Appointment| one.day == touch.day;
    let best = kept.iter().filter(|one| of_day(one)).map(|one| fits(one)).min();
    kept.retain(|one| !of_day(one) || Some(fits(one)) == best);
    if touch.minute.is_none() {
        let first = kept.iter().filter(|one| of_day(one)).filter_map(|one| minute_of(one)).min();
        kept.retain(|one| !of_day(one) || minute_of(one).is_none_or(|at| Some(at) == first));
    }
    kept.sort_by_key(|one| (one.day, minute_of(one).is_none(), minute_of(one), one.id));
    kept
}

/// Returns whether a touch keeps an open appointment of its account.
///
/// An effective contact from when its window opens does. A deadline opens on its day. Another opens
/// so many days before its day as `window` says, that day included; where that is its own day, and
/// the times of both are known, so many minutes before its time: who only calls in the morning
/// whether the meeting of the afternoon stands has not met yet. A touch that names the appointment
/// keeps it whenever it was, where it reached them or was sent. Attempts keep nothing. Never fails.
/// Source: domain rules, section 4, items 1 and 2.
pub fn keeps(appointment: &Appointment, touch: &Keeping, window: AppointmentWindow) -> bool {
    let named = touch.named == Some(appointment.id);
    match touch.result {
        TouchResult::Reached => named || is_open(appointment, touch, window),
        TouchResult::Sent => named,
        TouchResult::NoAnswer | TouchResult::WrongNumber | TouchResult::Refused => false,
    }
}

/// Returns whether the window of an appointment is open when a touch happens.
fn is_open(appointment: &Appointment, touch: &Keeping, window: AppointmentWindow) -> bool {
    let early = if appointment.deadline { 0 } else { i64::from(window.days_before) };
    if touch.day != appointment.day || appointment.deadline || early > 0 {
        return touch.day >= appointment.day.plus_days(-early);
    }
    let times = touch.minute.zip(minute_of(appointment));
    times.is_none_or(|(at, agreed)| at.saturating_add(window.minutes_before) >= agreed)
}

/// Returns the minute of its day that was agreed.
fn minute_of(appointment: &Appointment) -> Option<u32> {
    appointment.time.as_deref().and_then(minute_of_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccountId;

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

    const fn window(days_before: u32) -> AppointmentWindow {
        AppointmentWindow { days_before, minutes_before: 60 }
    }

    fn touch(day: &str, result: TouchResult, named: bool) -> Keeping {
        Keeping {
            day: day.parse().unwrap(),
            minute: None,
            kind: TouchKind::Call,
            result,
            deal: None,
            named: named.then_some(AppointmentId(1)),
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
            let touch = touch(day, TouchResult::Reached, named);
            for (deadline, expected) in [(false, kept), (true, deadline_kept)] {
                let found = keeps(&appointment(deadline), &touch, window(opens));
                assert_eq!(found, expected, "{day} {named} {opens} {deadline}");
            }
        }
    }

    /// Appointments by id: the deal, the day of March, the time, and how.
    type Agreed = (Option<i64>, &'static str, Option<&'static str>, Option<TouchKind>);

    #[test]
    fn a_contact_keeps_that_of_its_deal_and_of_its_day_one() {
        use TouchKind::{Call, Visit};
        let touch = |deal: Option<i64>, kind, named: Option<i64>| Keeping {
            day: "2026-03-10".parse().unwrap(),
            minute: None,
            kind,
            result: TouchResult::Reached,
            deal: deal.map(DealId),
            named: named.map(AppointmentId),
        };
        let call = |deal| touch(deal, Call, None);
        let plain = |deal, day| -> Agreed { (deal, day, None, None) };
        let at = |deal, time| -> Agreed { (deal, "10", Some(time), None) };
        let cases: &[(&[Agreed], Keeping, &[i64], &str)] = &[
            (&[plain(None, "10")], call(None), &[1], "one, about no deal"),
            (&[plain(Some(1), "10")], call(Some(1)), &[1], "one of its deal"),
            (&[plain(Some(1), "10")], call(Some(2)), &[], "one of another deal"),
            (&[plain(Some(1), "10")], call(None), &[1], "the contact names no deal"),
            (&[plain(None, "10")], call(Some(2)), &[1], "the appointment names none"),
            (&[plain(Some(9), "10")], call(Some(2)), &[1], "its deal is closed"),
            (&[plain(Some(1), "10")], touch(Some(2), Call, Some(1)), &[1], "named all the same"),
            (&[plain(Some(1), "08")], call(Some(2)), &[], "one missed, of another deal"),
            (&[plain(Some(1), "08"), plain(None, "09")], call(Some(1)), &[1, 2], "all missed"),
            (&[plain(None, "08"), plain(None, "10")], call(None), &[1, 2], "missed and today's"),
            (&[plain(None, "10"), plain(Some(1), "10")], call(Some(1)), &[2], "that of its deal"),
            (
                &[plain(Some(2), "10"), plain(Some(1), "10")],
                call(Some(1)),
                &[2],
                "of its deal only",
            ),
            (&[at(None, "15:00"), at(None, "09:30")], call(None), &[2], "the earliest of the day"),
            (
                &[plain(None, "10"), at(None, "15:00")],
                call(None),
                &[2, 1],
                "one without a time too",
            ),
            (&[at(None, "15:00"), at(Some(1), "16:00")], call(Some(1)), &[2], "its deal, later"),
            (&[plain(None, "10"), plain(None, "10")], call(None), &[1, 2], "nothing tells apart"),
            (
                &[at(None, "09:00"), (None, "10", Some("15:00"), Some(Visit))],
                touch(None, Visit, None),
                &[2],
                "the one of its kind",
            ),
            (
                &[(None, "10", Some("09:00"), Some(Visit)), at(None, "15:00")],
                call(None),
                &[2],
                "one that says no kind before one of another",
            ),
            (&[at(None, "09:00"), plain(None, "11")], call(None), &[1], "not tomorrow's"),
            (
                &[at(None, "09:30"), at(None, "15:00"), at(None, "17:00"), plain(None, "10")],
                Keeping { minute: Some(15 * 60 + 5), ..call(None) },
                &[1, 2, 4],
                "at five past three: all but that of five",
            ),
        ];
        for (agreed, touch, expected, what) in cases {
            let open = agreed.iter().zip(1..).map(|((deal, day, time, kind), id)| Appointment {
                id: AppointmentId(id),
                deal: deal.map(DealId),
                day: format!("2026-03-{day}").parse().unwrap(),
                time: time.map(str::to_owned),
                kind: *kind,
                ..appointment(false)
            });
            let open: Vec<Appointment> = open.collect();
            let found = kept(&open, touch, &[DealId(1), DealId(2)], window(0));
            let found: Vec<i64> = found.iter().map(|one| one.id.0).collect();
            assert_eq!(&found, expected, "{what}");
        }
    }

    #[test]
    fn an_appointment_with_a_time_opens_an_hour_before_it() {
        // The time agreed, that of the contact, days before from which it opens.
        for (agreed, at, opens, kept, deadline_kept) in [
            (Some("15:00"), Some("10:00"), 0, false, true),
            (Some("15:00"), Some("13:59"), 0, false, true),
            (Some("15:00"), Some("14:00"), 0, true, true),
            (Some("15:00"), Some("17:30"), 0, true, true),
            (Some("15:00"), None, 0, true, true),
            (None, Some("10:00"), 0, true, true),
            (Some("15:00"), Some("10:00"), 1, true, true),
        ] {
            let at = at.and_then(minute_of_day);
            let touch =
                |named| Keeping { minute: at, ..touch("2026-03-10", TouchResult::Reached, named) };
            for (deadline, expected) in [(false, kept), (true, deadline_kept)] {
                let time = agreed.map(str::to_owned);
                let one = Appointment { time, ..appointment(deadline) };
                let found = keeps(&one, &touch(false), window(opens));
                assert_eq!(found, expected, "{agreed:?} {at:?} {opens} {deadline}");
                assert!(keeps(&one, &touch(true), window(opens)), "named {agreed:?} {at:?}");
            }
        }
    }

    #[test]
    fn attempts_keep_nothing_and_what_is_sent_keeps_what_it_names() {
        for (result, unnamed, named) in [
            (TouchResult::Reached, true, true),
            (TouchResult::Sent, false, true),
            (TouchResult::NoAnswer, false, false),
            (TouchResult::WrongNumber, false, false),
            (TouchResult::Refused, false, false),
        ] {
            for deadline in [false, true] {
                let kept = |named| {
                    let touch = touch("2026-03-12", result, named);
                    keeps(&appointment(deadline), &touch, window(0))
                };
                assert_eq!((kept(false), kept(true)), (unnamed, named), "{result} {deadline}");
            }
        }
    }
}
