//! What a touch says of its account (domain rules, section 1).

use crate::model::{Day, Grade, Instant, Touch, TouchKind, TouchResult, Zone};

/// What an account's touches come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContactDays {
    /// Day of the last effective contact; missing: never reached.
    pub reached_on: Option<Day>,
    /// Day of the last contact or attempt; missing: never tried.
    pub tried_on: Option<Day>,
    /// Attempts since the last effective contact, or since ever where there was none.
    pub tries: i64,
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
    /// Returns what these touches of one account come to, in whatever order they are given.
    ///
    /// Only `reached` is an effective contact; every other touch is an attempt. They count by when
    /// they happened, of the same instant by id, so that one entered late takes its place among the
    /// others. Never fails. Source: domain rules, sections 1 and 4, item 2.
    pub fn of<'t>(touches: impl IntoIterator<Item = &'t Touch>) -> Self {
        let mut touches: Vec<&Touch> = touches.into_iter().collect();
        touches.sort_by_key(|touch| (touch.happened_at, touch.id));
        let mut found = Self::default();
        for touch in touches {
            found.tried_on = found.tried_on.max(Some(touch.day));
            if touch.result == TouchResult::Reached {
                found.reached_on = found.reached_on.max(Some(touch.day));
                found.tries = 0;
            } else {
                found.tries += 1;
            }
        }
        found
    }
}

/// When a touch happened, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TouchTime {
    /// When; missing where its day alone was said.
    pub at: Option<Instant>,
    /// Until when it can have happened: `at`, else when it was entered.
    pub at_latest: Instant,
}

impl TouchTime {
    /// Returns what is known of a touch on `day`, recorded as of `happened_at` and entered at
    /// `logged_at`: one that was entered later, for nine in the morning of the time zone, is taken
    /// to have been entered for its day alone. Never fails.
    pub fn of(day: Day, happened_at: Instant, logged_at: Instant, zone: &Zone) -> Self {
        let said = happened_at >= logged_at || happened_at != zone.morning_of(day);
        Self {
            at: said.then_some(happened_at),
            at_latest: if said { happened_at } else { logged_at },
        }
    }
}

/// Returns whether nobody was spoken with who could be graded by it, or hear a price. Never fails.
/// Source: domain rules, section 3, a grade is given with a touch.
pub const fn met_nobody(result: TouchResult) -> bool {
    matches!(result, TouchResult::NoAnswer | TouchResult::WrongNumber)
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
    use crate::model::{AccountId, Choice as _, TouchId};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A touch of that day of March 2026, at that hour.
    fn touch(id: i64, on: u32, hour: u32, result: TouchResult) -> Touch {
        let at = format!("2026-03-{on:02}T{hour:02}:00:00Z");
        Touch {
            id: TouchId(id),
            account: AccountId(1),
            deal: None,
            contact: None,
            staff: None,
            kind: TouchKind::Call,
            result,
            day: day(&at[..10]),
            happened_at: at.parse().unwrap(),
            logged_at: "2026-03-31T00:00:00Z".parse().unwrap(),
            note: None,
            grade: None,
            quoted: None,
            appointment: None,
        }
    }

    #[test]
    fn a_touch_entered_for_its_day_alone_may_have_been_until_it_was_entered() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let on = day("2026-03-02");
        for (happened, logged, at, at_latest) in [
            ("02T03:00:00", "02T03:00:00", Some("02T03:00:00"), "02T03:00:00"),
            ("02T03:00:00", "04T08:00:00", Some("02T03:00:00"), "02T03:00:00"),
            // Nine in the morning there.
            ("02T01:00:00", "04T08:00:00", None, "04T08:00:00"),
            ("02T01:00:00", "02T01:00:00", Some("02T01:00:00"), "02T01:00:00"),
        ] {
            let instant = |text: &str| format!("2026-03-{text}Z").parse::<Instant>().unwrap();
            let found = TouchTime::of(on, instant(happened), instant(logged), &zone);
            let expected = TouchTime { at: at.map(instant), at_latest: instant(at_latest) };
            assert_eq!(found, expected, "{happened} entered {logged}");
        }
    }

    #[test]
    fn only_reached_is_an_effective_contact() {
        for result in TouchResult::ALL {
            let found =
                ContactDays::of(&[touch(1, 1, 9, TouchResult::Reached), touch(2, 2, 9, *result)]);
            let reached = *result == TouchResult::Reached;
            let reached_on = Some(day(if reached { "2026-03-02" } else { "2026-03-01" }));
            let tried_on = Some(day("2026-03-02"));
            let tries = i64::from(!reached);
            assert_eq!(found, ContactDays { reached_on, tried_on, tries }, "{result}");
        }
        assert_eq!(ContactDays::of([]), ContactDays::default());
    }

    #[test]
    fn tries_count_from_the_last_effective_contact_by_when_touches_happened() {
        use TouchResult::{NoAnswer, Reached, Refused, Sent, WrongNumber};
        for (touches, reached, tries) in [
            (vec![(1, 9, NoAnswer), (2, 9, WrongNumber), (3, 9, Refused), (4, 9, Sent)], None, 4),
            (vec![(1, 9, NoAnswer), (2, 9, Reached)], Some("2026-03-02"), 0),
            (vec![(2, 9, Reached), (3, 9, NoAnswer), (4, 9, Sent)], Some("2026-03-02"), 2),
            // Entered late: an attempt before the last contact counts no more …
            (vec![(2, 9, Reached), (3, 9, NoAnswer), (1, 9, NoAnswer)], Some("2026-03-02"), 1),
            // … and a contact takes back the attempts before it alone.
            (vec![(1, 9, NoAnswer), (3, 9, NoAnswer), (2, 9, Reached)], Some("2026-03-02"), 1),
            // Of one day by the hour, of one instant by the order of entry.
            (vec![(2, 15, NoAnswer), (2, 9, Reached)], Some("2026-03-02"), 1),
            (vec![(2, 9, Reached), (2, 9, NoAnswer)], Some("2026-03-02"), 1),
            (vec![(2, 9, NoAnswer), (2, 9, Reached)], Some("2026-03-02"), 0),
        ] {
            let touches: Vec<Touch> = (1..)
                .zip(&touches)
                .map(|(id, (on, hour, result))| touch(id, *on, *hour, *result))
                .collect();
            let found = ContactDays::of(&touches);
            assert_eq!((found.reached_on, found.tries), (reached.map(day), tries), "{touches:?}");
            assert_eq!(found.tried_on, touches.iter().map(|touch| touch.day).max());
            assert_eq!(ContactDays::of(touches.iter().rev()), found, "in any order");
        }
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
