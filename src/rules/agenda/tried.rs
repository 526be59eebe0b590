//! What attempts leave overdue, case by case.

use proptest::prelude::*;

use super::cases::{PLAYBOOK, march, off, open, reached, workplace};
use super::*;
use crate::model::{CalendarPreset, Grade};

/// The account was tried on a day without being reached.
fn tried(on: i64, candidate: Candidate) -> Candidate {
    Candidate { tried_on: Some(march(on)), tries: 1, ..candidate }
}

/// Nobody ever reached it; it was assigned on a day.
fn never(assigned: i64, candidate: Candidate) -> Candidate {
    Candidate { reached_on: None, tried_on: None, assigned_on: Some(march(assigned)), ..candidate }
}

fn skipped(on: i64, until: Option<i64>, candidate: Candidate) -> Candidate {
    Candidate { skipped_on: Some(march(on)), skipped_until: until.map(march), ..candidate }
}

/// The first deal began with a lead of a day.
fn lead(came: i64, mut candidate: Candidate) -> Candidate {
    for deal in candidate.deals.iter_mut().take(1) {
        deal.received_at = format!("{}T04:00:00Z", march(came)).parse().ok();
        deal.opened_on = march(came);
    }
    candidate
}

fn at(preset: CalendarPreset, candidate: Candidate) -> Candidate {
    Candidate { workplace: workplace(preset, &[off(12, 13, None)]), ..candidate }
}

#[test]
fn an_attempt_brings_it_back_and_leaves_it_overdue_from_its_first_day() {
    use CalendarPreset::Office;
    let without = |candidate| Candidate { deals: Vec::new(), ..candidate };
    let two = |candidate| Candidate {
        deals: vec![open(1, Grade::C), OpenDeal { opened_on: march(8), ..open(2, Grade::H) }],
        ..candidate
    };
    // The 2nd is a Monday; the consultant of an office is away on the 12th and 13th.
    for (candidate, back, first, what) in [
        (tried(9, reached(Grade::H, 2)), 10, 4, "the contact and the cadence"),
        (tried(9, reached(Grade::A, 2)), 10, 6, "the same of another grade"),
        (tried(4, reached(Grade::H, 2)), 5, 4, "tried on its day"),
        (tried(9, tried(4, reached(Grade::H, 2))), 10, 4, "tried again"),
        (tried(5, reached(Grade::C, 2)), 6, 6, "tried before it was due: due by the attempt"),
        (tried(19, reached(Grade::C, 2)), 20, 17, "and then from the cadence"),
        (tried(9, never(3, reached(Grade::N, 2))), 10, 3, "since the owner has it"),
        (tried(9, never(-40, reached(Grade::N, 2))), 10, -30, "since the deal is there"),
        (tried(2, never(9, reached(Grade::N, 2))), 9, 9, "tried by the owner before"),
        (tried(9, without(never(3, reached(Grade::N, 2)))), 10, 3, "a first contact"),
        (tried(2, without(never(9, reached(Grade::N, 2)))), 9, 9, "one of the owner before"),
        (tried(9, skipped(5, None, reached(Grade::H, 2))), 10, 7, "the cadence of a skip"),
        (tried(9, skipped(5, Some(8), reached(Grade::H, 2))), 10, 8, "until a day"),
        (tried(6, skipped(5, Some(8), reached(Grade::H, 2))), 7, 7, "before that day"),
        (tried(9, skipped(5, Some(8), without(never(3, reached(Grade::N, 2))))), 10, 8, "skipped"),
        (tried(9, lead(6, reached(Grade::C, 2))), 10, 6, "a lead of a known account"),
        (tried(9, lead(6, never(7, reached(Grade::C, 2)))), 10, 7, "one given to another"),
        (tried(9, two(reached(Grade::C, -20))), 10, -5, "of two deals the one due first"),
        (tried(9, two(reached(Grade::C, 2))), 10, 8, "the same"),
        (tried(13, at(Office, reached(Grade::A, 8))), 16, 16, "back after days off"),
        (tried(17, at(Office, reached(Grade::A, 8))), 18, 16, "first due after days off"),
        (tried(17, at(Office, reached(Grade::H, 10))), 18, 11, "first due before days off"),
    ] {
        let (_, due) = due_of(&candidate, &PLAYBOOK).unwrap();
        assert_eq!((due.day, due.first_on), (march(back), march(first)), "{what}");
        let on = |day: i64| plan([candidate.clone()], &PLAYBOOK, march(day)).items;
        assert_eq!(on(back - 1), [], "{what}: the day before");
        for later in [0, 2] {
            let items = on(back + later);
            let days_overdue = back + later - first;
            assert_eq!(items[0].days_overdue, days_overdue, "{what}");
            assert_eq!(items[0].due, march(first), "{what}");
            assert_eq!(items[0].escalation, Escalation::after(days_overdue, &PLAYBOOK), "{what}");
        }
    }
}

#[test]
fn an_attempt_keeps_its_place_among_those_of_its_grade() {
    let of = |id, candidate| Candidate { account: AccountId(id), ..candidate };
    let candidates = [
        of(1, reached(Grade::H, 5)),
        of(2, tried(9, reached(Grade::H, 2))),
        of(3, reached(Grade::H, 3)),
        of(4, tried(9, reached(Grade::H, 4))),
    ];
    let items = plan(candidates, &PLAYBOOK, march(10)).items;
    let said = items.iter().map(|item| (item.account.0, item.days_overdue));
    assert_eq!(said.collect::<Vec<_>>(), [(2, 6), (3, 5), (4, 4), (1, 3)]);
}

#[test]
fn it_is_said_how_an_attempt_and_the_first_day_come_together() {
    let candidate = tried(9, reached(Grade::H, 2));
    let steps = explain(&candidate, &PLAYBOOK, march(10));
    let tried = Step::Tried { on: march(9), tries: 1, retry_days: 1, out_of_control_after: 5 };
    let deal = Step::Deal {
        deal: crate::model::DealId(1),
        grade: Grade::H,
        cadence_days: 2,
        since: Some(march(2)),
        due: march(4),
        decides: Some(Deciding::Only),
    };
    let expected = [
        tried,
        deal,
        Step::Back { on: march(10), first_on: march(4) },
        Step::Due { day: march(4), days_overdue: 6, escalation: Some(Escalation::Manager) },
        Step::DoneBy { from: march(4), minute: None, skippable: true },
    ];
    let from_there = steps.iter().copied().skip_while(|step| *step != tried);
    assert_eq!(from_there.collect::<Vec<_>>(), expected);
}

proptest! {
    /// An attempt says when it comes back, and makes nothing less overdue than it is without one.
    #[test]
    fn an_attempt_wipes_nothing(
        last in 1_i64..15, tries in 1_i64..15, grade in proptest::sample::select(Grade::ALL),
        office: bool, is_first: bool,
    ) {
        let preset = if office { CalendarPreset::Office } else { CalendarPreset::Dealer };
        let known = at(preset, reached(grade, last));
        let known = if is_first { never(last, known) } else { known };
        let attempted = tried(last + tries, known.clone());
        let (_, before) = due_of(&known, &PLAYBOOK).unwrap();
        let (_, after) = due_of(&attempted, &PLAYBOOK).unwrap();
        prop_assert_eq!(after.first_on, before.day.min(after.day));
        prop_assert_eq!(after.day, attempted.workplace.calendar.next_working(march(last + tries)));
    }
}
